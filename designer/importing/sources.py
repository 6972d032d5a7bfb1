"""Files and pasted blocks that forms are read from: taking in, finding, understanding anew, throwing away."""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from designer.importing.apart import understand
from designer.importing.proposal import Correction, Proposal
from designer.importing.said import Gesture, Said
from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock
from runtime.actor import Actor
from runtime.permissions import fetch, restrict
from runtime.store.models import Draft, ImportSource, new_id
from runtime.workbooks import Book, read_book, read_paste
from runtime.workbooks.wire import book_from_json, book_json

#: Bytes of a file or of a pasted block. The annex of a circular has some ten thousand; readers have bounds of their own.
MAX_FILE: Final = 10 * 1024 * 1024
#: Sources of one unit that are listed.
LISTED: Final = 50


def take_file(db: Session, actor: Actor, data: bytes, name: str, into: str = "") -> ImportSource:
    """A source from a file of an office program.

    Raises ``source.nothing``, ``source.too_large`` and what :func:`runtime.workbooks.read_book` raises.
    """
    if not data:
        raise fail("source.nothing", "file")
    _within(data)
    shown = _name(name)
    return _keep(db, actor, read_book(data, shown), data, shown, into)


def take_paste(db: Session, actor: Actor, html: str, text: str, into: str = "") -> ImportSource:
    """A source from what Excel or Word left in the clipboard.

    Raises ``source.nothing``, ``source.too_large`` and what :func:`runtime.workbooks.read_paste` raises.
    """
    if not html.strip() and not text.strip():
        raise fail("source.nothing", "paste")
    original = json.dumps({"html": html, "text": text}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    _within(original)
    return _keep(db, actor, read_paste(html, text), original, "", into)


def _within(data: bytes) -> None:
    if len(data) > MAX_FILE:
        raise fail("source.too_large", limit=f"{MAX_FILE // 2**20} MB")


def _name(sent: str) -> str:
    """The name without a folder, on one line."""
    last = re.split(r"[/\\]", sent)[-1]
    return clean(" ".join(last.split()), "file")[:200] or "tep"


def _keep(db: Session, actor: Actor, book: Book, original: bytes, name: str, into: str) -> ImportSource:
    if into:
        fetch(db, Draft, into, "draft.edit", actor)
    # What cannot be understood within bounds is refused here, before anything is kept that no page could open.
    source_id, text = new_id(), json.dumps(book_json(book), ensure_ascii=False)
    _proposal(source_id, text, ())
    now = clock.now()
    source = ImportSource(
        id=source_id,
        name=name,
        kind=book.kind,
        sha256=hashlib.sha256(original).hexdigest(),
        original=original,
        book=text,
        corrections=Said(into=into).text(),
        unit_id=actor.unit_id or "",
        by_id=actor.user_id or "",
        created_at=now,
        updated_at=now,
    )
    db.add(source)
    db.flush()
    audit.record(db, "import.write", source, actor=actor, facts={"kind": book.kind, "hash": source.sha256})
    return source


def unfinished(db: Session, actor: Actor) -> list[ImportSource]:
    """Sources of the unit that no draft has taken yet, the newest first."""
    query = restrict(select(ImportSource), actor, "import.write").where(ImportSource.draft_id.is_(None))
    query = query.options(defer(ImportSource.book))
    return list(db.scalars(query.order_by(ImportSource.updated_at.desc()).limit(LISTED)))


def of_draft(db: Session, actor: Actor, draft: Draft) -> list[ImportSource]:
    """Sources whose forms a draft took, the oldest first; those that the person may read."""
    query = restrict(select(ImportSource), actor, "import.read").where(ImportSource.draft_id == draft.id)
    query = query.options(defer(ImportSource.book))
    return list(db.scalars(query.order_by(ImportSource.updated_at)))


def remove(db: Session, actor: Actor, source: ImportSource) -> None:
    """Throw away a source that no draft took. Raises ``source.accepted``."""
    unaccepted(source)
    audit.record(db, "import.write", source, actor=actor, facts={"removed": source.sha256})
    db.delete(source)
    db.flush()


def unaccepted(source: ImportSource) -> None:
    """Raise ``source.accepted`` when a draft has the forms already."""
    if source.draft_id is not None:
        raise fail("source.accepted", source.draft_id)


def lock(db: Session, source: ImportSource) -> None:
    """Take the row for this transaction and read it again."""
    db.flush()
    db.refresh(source, with_for_update=True)


def said_of(source: ImportSource) -> Said:
    """What was said of the source until now."""
    return Said.read(source.corrections)


def put_said(source: ImportSource, said: Said) -> None:
    """Keep what was said."""
    source.corrections = said.text()
    source.updated_at = clock.now()


def say(db: Session, source: ImportSource, gesture: Gesture) -> None:
    """One more gesture. Raises ``source.accepted``, ``source.outside``, ``source.too_much``."""
    lock(db, source)
    unaccepted(source)
    put_said(source, said_of(source).add(gesture, book_of(source)))


def step(db: Session, source: ImportSource, back: bool) -> None:
    """Take the last gesture back, or do it again. Raises ``source.accepted``, ``source.nothing_to_*``."""
    lock(db, source)
    unaccepted(source)
    said = said_of(source)
    put_said(source, said.undo() if back else said.redo())


def book_of(source: ImportSource) -> Book:
    """What was read of the source. It never changes, so the last few are kept."""
    return _book(source.id, source.book)


def proposal_of(source: ImportSource) -> Proposal:
    """What the source seems to mean with everything that was said of it."""
    return _proposal(source.id, source.book, said_of(source).corrections())


@lru_cache(maxsize=4)
def _book(source_id: str, text: str) -> Book:  # noqa: ARG001 - ids keep equal texts of two sources apart
    return book_from_json(json.loads(text))


@lru_cache(maxsize=8)
def _proposal(source_id: str, text: str, corrections: tuple[Correction, ...]) -> Proposal:
    return understand(_book(source_id, text), corrections)
