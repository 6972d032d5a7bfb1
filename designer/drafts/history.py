"""The log as people read it: one line a gesture, what each changed, and the draft as it was at any entry."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts.log import EDIT, gesture_key, line_of, read_entry
from designer.drafts.service import documents_of
from designer.operations import apply_changes
from metadata.diff import Diff, compare
from metadata.errors import fail
from runtime.filters import moment
from runtime.store.models import Draft, DraftOperation, User
from runtime.units import naming

Documents = dict[str, dict[str, Any]]
#: Small edits of one thing that follow each other within this time are one line of the history; the log keeps each.
RUN: Final = dt.timedelta(minutes=5)
#: Gestures on one page of the history.
PAGE: Final = 200


@dataclass(slots=True)
class Gesture:
    """Entries that one person made at one go; ``first`` and ``last`` are their numbers."""

    key: str
    first: int
    last: int
    kind: str
    label: str
    by_id: str
    by: str
    at: Any
    count: int = 1
    forms: set[str] = field(default_factory=set)
    thing: tuple[str, ...] = ()
    since: Any = None

    def as_json(self, me: str | None) -> dict[str, Any]:
        """Wire form."""
        return {
            "first": self.first, "last": self.last, "kind": self.kind, "label": self.label, "count": self.count,
            "by": self.by, "by_id": self.by_id, "mine": self.by_id == me,
            "at": self.at.isoformat(), "at_text": moment(self.at), "forms": sorted(self.forms),
        }  # fmt: skip


def gestures(
    db: Session, draft: Draft, *, before: int | None = None, by: str = "", form: str = "", limit: int = PAGE, lang: str = "vi"
) -> tuple[list[Gesture], bool]:
    """Gestures older than entry ``before``, newest first, and whether there are more."""
    query = (
        select(DraftOperation, User.name)
        .join(User, User.id == DraftOperation.by_id)
        .where(DraftOperation.draft_id == draft.id)
        .order_by(DraftOperation.seq.desc())
        .execution_options(yield_per=500)
    )
    if before is not None:
        query = query.where(DraftOperation.seq < before)
    if by:
        query = query.where(DraftOperation.by_id == by)
    documents = documents_of(draft)
    found: list[Gesture] = []
    # One page is read of what may be long: PostgreSQL keeps the rest open until it is closed.
    with closing(db.execute(query)) as rows:
        for gesture in _gathered(db, rows, documents, lang):
            if form and form not in gesture.forms:
                continue
            if len(found) == limit:
                return found, True
            found.append(gesture)
    return found, False


def _gathered(db: Session, rows: Any, documents: Documents, lang: str) -> Iterator[Gesture]:
    current: Gesture | None = None
    for row, name in rows:
        kept = json.loads(row.operation)
        key = gesture_key(row, kept)
        forms, thing = _forms(kept["changes"], documents), _thing(kept)
        same = current is not None and (current.key, current.by_id) == (key, row.by_id)
        if current is not None and (same or _goes_on(current, row, thing)):
            # The first operation of a gesture says best what it was about; of small edits of one thing the last one does.
            current.first, current.count, current.since = row.seq, current.count + 1, row.at
            current.label = line_of(db, row, kept, documents, lang) if same else current.label
            current.thing = current.thing if thing == current.thing else ()
            current.forms |= forms
            continue
        if current is not None:
            yield current
        kind = kept["kind"] if kept["kind"] != EDIT else _kind(kept["op"])
        current = Gesture(key, row.seq, row.seq, kind, line_of(db, row, kept, documents, lang), row.by_id, name, row.at, forms=forms, thing=thing, since=row.at)
    if current is not None:
        yield current


def _thing(kept: Mapping[str, Any]) -> tuple[str, ...]:
    """What a small edit is of: the place whose property was set; empty for any other entry."""
    operation = kept["op"]
    path = operation.get("path")
    small = kept["kind"] == EDIT and operation.get("op") == "set" and isinstance(path, list) and len(path) > 1
    return tuple(map(str, path[:-1])) if small else ()


def _goes_on(current: Gesture, row: DraftOperation, thing: tuple[str, ...]) -> bool:
    """Whether an older entry belongs to the small edits that one person made of one thing, one soon after the other."""
    return bool(thing) and (current.thing, current.by_id) == (thing, row.by_id) and current.since - row.at <= RUN


def _kind(operation: Mapping[str, Any]) -> str:
    name = operation.get("op")
    return str(name) if name in ("revert", "go_back", "take_package") else EDIT


def _forms(changes: Sequence[Mapping[str, Any]], documents: Documents) -> set[str]:
    """Forms that changes are about: by themselves, or by the rules, layout and consolidation that speak of them."""
    found = set()
    for change in changes:
        doc = change["path"][0]
        sides = [documents.get(doc), *(change.get(side) for side in ("old", "new") if len(change["path"]) == 1)]
        for body in sides:
            if isinstance(body, Mapping) and body.get("spec") == "form/1":
                found.add(doc)
            elif isinstance(body, Mapping) and isinstance(body.get("form"), str):
                found.add(body["form"])
    return found


def people_of(db: Session, draft: Draft) -> list[dict[str, str]]:
    """Everybody who changed the draft, by name."""
    rows = db.execute(
        select(User.id, User.name)
        .where(User.id.in_(select(DraftOperation.by_id).where(DraftOperation.draft_id == draft.id)))
        .order_by(User.name)
    )
    return [{"id": key, "name": name} for key, name in rows]


def documents_at(db: Session, draft: Draft, seq: int) -> Documents:
    """The documents after entry ``seq``, 0 for the start. Raises ``draft.base_unknown``.

    Worked out from the present backwards, so that a look at the recent past is quick.
    """
    if not 0 <= seq <= draft.version:
        raise fail("draft.base_unknown", "seq", base=seq)
    return taken_back(db, draft, documents_of(draft), draft.version, seq)


def taken_back(db: Session, draft: Draft, documents: Documents, now: int, seq: int) -> Documents:
    """Documents of revision ``now`` as they were at revision ``seq``."""
    rows = db.scalars(
        select(DraftOperation)
        .where(DraftOperation.draft_id == draft.id, DraftOperation.seq > seq, DraftOperation.seq <= now)
        .order_by(DraftOperation.seq.desc())
        .execution_options(yield_per=500)
    )
    for row in rows:
        documents = apply_changes(documents, [change.inverse() for change in reversed(read_entry(row).changes)])
    return documents


def entries_of(db: Session, draft: Draft, first: int, last: int) -> list[DraftOperation]:
    """The rows of a gesture. Raises ``draft.base_unknown`` when it is none of this draft's."""
    if not 1 <= first <= last <= draft.version:
        raise fail("draft.base_unknown", "first", base=first)
    rows = db.scalars(
        select(DraftOperation)
        .where(DraftOperation.draft_id == draft.id, DraftOperation.seq >= first, DraftOperation.seq <= last)
        .order_by(DraftOperation.seq)
    )
    found = list(rows)
    if len({row.by_id for row in found}) != 1:
        raise fail("draft.base_unknown", "first", base=first)
    return found


def what_changed(db: Session, draft: Draft, first: int, last: int) -> tuple[Diff, list[list[str]]]:
    """What a gesture did: sentences, and the paths that it wrote."""
    rows = entries_of(db, draft, first, last)
    after = documents_at(db, draft, last)
    before = taken_back(db, draft, after, last, first - 1)
    paths = {change.path: None for row in rows for change in read_entry(row).changes}
    return compare(before, after, naming(db)), [list(path) for path in paths]
