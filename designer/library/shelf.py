"""The library in the store: revisions of parts, never changed, one after another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from designer.library.taking import sound
from metadata.canonical import canonical
from metadata.documents import Part, Pin, part_hash, pins_of, read_part
from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock
from runtime.actor import Actor
from runtime.store.models import LibraryPart, Unit

Documents = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Shelved:
    """One part as the library lists it: its newest revision, whose it is (empty: comes with the software), how many revisions."""

    part: Part
    data: Mapping[str, Any]
    owner_id: str
    owner: str
    revisions: int


def listing(db: Session, kind: str = "", words: str = "") -> list[Shelved]:
    """The newest revision of every part, by kind and name, narrowed by kind and words."""
    newest = select(LibraryPart.part_id, func.max(LibraryPart.rev).label("rev"), func.count().label("n")).group_by(LibraryPart.part_id).subquery()
    query = (
        select(LibraryPart, newest.c.n, Unit.name)
        .join(newest, (newest.c.part_id == LibraryPart.part_id) & (newest.c.rev == LibraryPart.rev))
        .outerjoin(Unit, Unit.id == LibraryPart.owner_id)
        .order_by(LibraryPart.kind, LibraryPart.code)
    )
    found = [_shelved(row, count, owner or "") for row, count, owner in db.execute(query.where(LibraryPart.kind == kind) if kind else query)]
    wanted = words.casefold().split()
    return [one for one in found if all(word in f"{one.part.code} {one.part.name} {one.part.note}".casefold() for word in wanted)]


def _shelved(row: LibraryPart, count: int, owner: str) -> Shelved:
    data = json.loads(row.body)
    return Shelved(read_part(data), data, row.owner_id or "", owner, count)


def revisions_of(db: Session, part_id: str) -> list[LibraryPart]:
    """All revisions of a part, newest first."""
    return list(db.scalars(select(LibraryPart).where(LibraryPart.part_id == part_id).order_by(LibraryPart.rev.desc())))


def newest(db: Session, part_id: str) -> tuple[Part, dict[str, Any]]:
    """The newest revision of a part. Raises ``library.unknown``."""
    rows = revisions_of(db, part_id)
    if not rows:
        raise fail("library.unknown", part_id, part=part_id, rev="")
    data = json.loads(rows[0].body)
    return read_part(data), data


def revision(db: Session, part_id: str, rev: int, sha256: str = "") -> tuple[Part, dict[str, Any]]:
    """One revision, by its hash where one is given. Raises ``library.unknown``."""
    row = db.get(LibraryPart, (part_id, rev))
    if row is None or (sha256 and row.sha256 != sha256):
        row = db.scalar(select(LibraryPart).where(LibraryPart.part_id == part_id, LibraryPart.sha256 == sha256)) if sha256 else None
    if row is None:
        raise fail("library.unknown", part_id, part=part_id, rev=rev)
    data = json.loads(row.body)
    return read_part(data), data


def pinned(db: Session, pin: Pin) -> tuple[Part, dict[str, Any]]:
    """The revision that a pin names. Raises ``library.unknown``."""
    return revision(db, pin.part, pin.rev, pin.hash)


def parts_of(db: Session, documents: Documents) -> Iterator[dict[str, Any]]:
    """The revisions that a template is pinned to, as far as they are here: they travel with its package."""
    seen: set[str] = set()
    for pin in pins_of(documents):
        row = db.scalar(select(LibraryPart).where(LibraryPart.part_id == pin.part, LibraryPart.sha256 == pin.hash))
        if row is not None and row.sha256 not in seen:
            seen.add(row.sha256)
            yield json.loads(row.body)


def add(db: Session, actor: Actor | None, data: Mapping[str, Any]) -> LibraryPart:
    """Keep one revision as it is. Raises what is wrong with it; the caller has seen to its number."""
    sound(data)
    row = LibraryPart(
        part_id=str(data["id"]),
        rev=int(data["rev"]),
        kind=str(data["kind"]),
        code=str(data["code"]),
        name=str(data["name"]),
        body=canonical(data).decode(),
        sha256=part_hash(data),
        owner_id=actor.unit_id if actor else None,
        by_id=actor.user_id if actor else None,
        at=clock.now(),
    )
    db.add(row)
    db.flush()
    if actor is not None:
        audit.record(db, "library.save", ("library_part", row.part_id), actor=actor, facts={"code": row.code, "rev": row.rev})
    return row


def save(db: Session, actor: Actor, body: Mapping[str, Any], code: str, name: str, note: str, part_id: str = "", fresh_id: str = "") -> LibraryPart:
    """A new part, or with ``part_id`` the next revision of one that the unit owns.

    Raises ``library.not_yours``, ``library.code_taken``, ``library.unchanged``, ``library.unknown``, ``regime.field_missing``.
    """
    name = clean(" ".join(name.split()), "name")[:300]
    code = clean(code.strip(), "code")
    if not name:
        raise fail("regime.field_missing", "name", field="Tên phần")
    if not code:
        raise fail("regime.field_missing", "code", field="Mã phần")
    former = revisions_of(db, part_id) if part_id else []
    if part_id and not former:
        raise fail("library.unknown", part_id, part=part_id, rev="")
    if former and former[0].owner_id != actor.unit_id:
        raise fail("library.not_yours", part_id, name=former[0].name)
    key = part_id or fresh_id
    taken = db.scalar(select(LibraryPart.part_id).where(LibraryPart.code == code, LibraryPart.part_id != key))
    if taken is not None:
        raise fail("library.code_taken", "code", code=code)
    rev = former[0].rev + 1 if former else 1
    data = {"spec": "part/1", "id": key, "code": code, "name": name, "rev": rev, **({"note": clean(note, "note", lines=True)[:2000]} if note.strip() else {}), **body}
    if former and _same(json.loads(former[0].body), data):
        raise fail("library.unchanged", part_id, name=name)
    return add(db, actor, data)


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return canonical({**one, "rev": 0}) == canonical({**other, "rev": 0})


def incoming(db: Session, parts: Iterable[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], str]]:
    """Parts of a package, each with how it stands to those here: new, same, newer, older or clash. Raises what is wrong with one."""
    found = []
    for data in sorted(parts, key=lambda one: (str(one.get("id")), int(one.get("rev", 0)) if isinstance(one.get("rev"), int) else 0)):
        sound(data)
        rows = revisions_of(db, str(data["id"]))
        hashes = {row.sha256: row.rev for row in rows}
        same_number = next((row for row in rows if row.rev == data["rev"]), None)
        if not rows:
            state = "new"
        elif part_hash(data) in hashes:
            state = "same"
        elif same_number is not None:
            state = "clash"
        else:
            state = "newer" if data["rev"] > rows[0].rev else "older"
        found.append((data, state))
    return found


def take(db: Session, actor: Actor, parts: Iterable[Mapping[str, Any]], chosen: Mapping[str, str]) -> list[str]:
    """Take parts of a package in: new ones, and other revisions under their numbers.

    A clash is taken only when ``part-<id>-<rev>`` says ``theirs``, as the next revision. Returns the names of what was left out.
    """
    left = []
    for data, state in incoming(db, parts):
        if state == "same":
            continue
        if state != "clash":
            add(db, actor, data)
        elif chosen.get(f"part-{data['id']}-{data['rev']}") == "theirs":
            add(db, actor, {**data, "rev": revisions_of(db, str(data["id"]))[0].rev + 1})
        else:
            left.append(str(data["name"]))
    return left
