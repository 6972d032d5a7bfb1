"""Entries of a draft's log and the undo and redo stacks that follow from them.

The log is append-only. Undo and redo are entries too: they name the entry they are about and carry the changes that
were really made, so that every revision can be told and nobody's later work is lost.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts.telling import told
from designer.operations import Change
from designer.operations.places import ids_of
from metadata.canonical import canonical
from runtime.filters import moment
from runtime.store.models import Draft, DraftOperation, User
from runtime.words import language

EDIT, UNDO, REDO = "edit", "undo", "redo"
_BRINGING = frozenset({"insert_node", "insert_item", "insert_section", "add_form", "set"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. ``of`` is the edit that an undo or redo is about (its own number for an edit)."""

    seq: int
    kind: str
    of: int
    operation: Mapping[str, Any]
    changes: tuple[Change, ...]
    label: str
    by_id: str

    @property
    def group(self) -> str:
        """Operations of one gesture share a group and are undone together; empty when alone."""
        return str(self.operation.get("group", ""))


def read_entry(row: DraftOperation) -> Entry:
    """The entry kept in a row."""
    kept = json.loads(row.operation)
    changes = tuple(Change.from_json(change) for change in kept["changes"])
    return Entry(row.seq, kept["kind"], kept.get("of", row.seq), kept["op"], changes, kept["label"], row.by_id)


def make_row(draft: Draft, entry: Entry, client_id: str, at: Any) -> DraftOperation:
    """The row that keeps an entry."""
    body = {
        "kind": entry.kind,
        "of": entry.of,
        "op": dict(entry.operation),
        "changes": [change.as_json() for change in entry.changes],
        "label": entry.label,
    }
    inverse = [change.inverse().as_json() for change in reversed(entry.changes)]
    return DraftOperation(
        draft_id=draft.id,
        seq=entry.seq,
        operation=canonical(body).decode(),
        inverse=canonical(inverse).decode(),
        client_id=client_id,
        by_id=entry.by_id,
        at=at,
    )


def gesture_key(row: DraftOperation, kept: Mapping[str, Any]) -> str:
    """What entries of one gesture share: undo and redo have no group of their own; what one request did belongs together."""
    return f"{kept['kind']} {kept['op'].get('group') or row.client_id.rpartition('/')[0]}"


def entries_since(db: Session, draft: Draft, base: int) -> list[dict[str, Any]]:
    """Entries behind a revision as they go over the wire, told in the language of the request."""
    rows = db.execute(
        select(DraftOperation, User.name)
        .join(User, User.id == DraftOperation.by_id)
        .where(DraftOperation.draft_id == draft.id, DraftOperation.seq > base)
        .order_by(DraftOperation.seq)
    )
    documents = json.loads(draft.body) if language() != "vi" else {}
    return [_wire_entry(db, row, name, documents) for row, name in rows]


def line_of(db: Session, row: DraftOperation, kept: Mapping[str, Any], documents: Mapping[str, Any], lang: str) -> str:
    """What an entry did, in one line; an undo, a redo or a revert says what it took back."""
    about = kept["of"] if kept["kind"] != EDIT else kept["op"].get("of") if kept["op"].get("op") == "revert" else None
    found = db.get(DraftOperation, (row.draft_id, about)) if lang != "vi" and about else None
    return told(kept, documents, lang, json.loads(found.operation) if found is not None else None)


def _wire_entry(db: Session, row: DraftOperation, name: str, documents: Mapping[str, Any]) -> dict[str, Any]:
    """``{seq, op, id, changes, by, by_id, at, at_text, label, kind, of}``."""
    kept = json.loads(row.operation)
    return {
        "seq": row.seq,
        "op": kept["op"].get("op", kept["kind"]) if kept["kind"] == EDIT else kept["kind"],
        "kind": kept["kind"],
        "of": kept.get("of", row.seq),
        "id": kept["op"].get("id"),
        "changes": kept["changes"],
        "by": name,
        "by_id": row.by_id,
        "at": row.at.isoformat(),
        "at_text": moment(row.at),
        "label": line_of(db, row, kept, documents, language()),
    }


def top_gesture(db: Session, draft: Draft, user_id: str, kind: str) -> list[Entry]:
    """The newest gesture of a person that can be undone (``kind`` UNDO) or redone (REDO), its last entry first.

    Read from the newest entry backwards, and no further than the gesture reaches: a draft with thousands of entries
    is undone as quickly as a new one. Each entry is the newest that made (or took back) an edit: its changes are the
    ones to invert.
    """
    rows = db.scalars(
        select(DraftOperation)
        .where(DraftOperation.draft_id == draft.id, DraftOperation.by_id == user_id)
        .order_by(DraftOperation.seq.desc())
        .execution_options(yield_per=200)
    )
    # Left before its end: PostgreSQL keeps the rest of it open until it is closed.
    with closing(rows):
        return _reached(db, draft, rows, kind)


def _reached(db: Session, draft: Draft, rows: Iterable[DraftOperation], kind: str) -> list[Entry]:
    known: set[int] = set()
    found: list[Entry] = []
    group = ""
    for row in rows:
        entry = read_entry(row)
        if kind == REDO and entry.kind == EDIT:
            break
        if entry.of in known:
            continue
        known.add(entry.of)
        if (entry.kind == UNDO) != (kind == REDO):
            continue
        own = edit_of(db, draft, entry).group
        if found and (not group or own != group):
            break
        found.append(entry)
        group = own
    return found


def edit_of(db: Session, draft: Draft, entry: Entry) -> Entry:
    """The edit that an entry is about: itself, or what an undo or redo names."""
    if entry.kind == EDIT:
        return entry
    return read_entry(db.get_one(DraftOperation, (draft.id, entry.of)))


def ids_ever(entries: Iterable[Entry], base: Mapping[str, Any]) -> set[tuple[str, str]]:
    """(document, id) pairs that were ever in the draft or in the release it came from.

    Checks are left out: a printed line that is typed again makes the same checks again.
    """
    found = {(doc, key) for doc, body in base.items() if _keeps_identity(body) for key in ids_of(body)}
    found |= {(doc, "") for doc, body in base.items() if _keeps_identity(body)}
    for entry in entries:
        for change in entry.changes:
            doc = change.path[0]
            for side in (change.old, change.new):
                if not isinstance(side, dict) or (len(change.path) == 1 and not _keeps_identity(side)):
                    continue
                found |= {(doc, key) for key in ids_of(side)}
                if len(change.path) == 1:
                    found.add((doc, ""))
                elif change.path[-2] in ("nodes", "items") and len(change.path) > 3:
                    found.add((doc, change.path[-1]))
    return found


def ids_brought(operation: Mapping[str, Any]) -> set[str]:
    """Ids that an operation as it was sent may bring into a draft."""
    if operation.get("op") not in _BRINGING:
        return set()
    own = {operation["id"]} if isinstance(operation.get("id"), str) else set()
    bodies = [operation.get(key) for key in ("node", "item", "section", "form", "value")]
    path = operation.get("path")
    if operation.get("op") == "set" and isinstance(path, list) and path and isinstance(path[0], str):
        own |= {path[0]} if len(path) == 1 else set()
        # A whole map of nodes or items at once.
        value = operation.get("value")
        own |= set(value) if path[-1] in ("nodes", "items") and isinstance(value, Mapping) else set()
    return own | {key for body in bodies if isinstance(body, Mapping) for key in ids_of(body)}


def _keeps_identity(document: Any) -> bool:
    spec = document.get("spec") if isinstance(document, Mapping) else None
    return spec in ("form/1", "regime/1", "dimension/1", "indicator/1")
