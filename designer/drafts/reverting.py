"""Taking back one change out of the middle, and going back to an earlier state. Both are new entries, undone like any.

Nothing in the log is ever removed: who reverts the wrong thing presses undo.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from designer.drafts import log, service
from designer.drafts.history import documents_at, entries_of
from designer.drafts.later import later_work
from designer.drafts.log import EDIT, Entry
from designer.operations import ABSENT, Change, apply_changes, revert
from designer.operations.changes import same, value_at
from designer.operations.integrity import check_documents
from metadata.errors import KhuonError, fail
from runtime.actor import Actor
from runtime.store.models import Draft, DraftOperation, new_id

Documents = dict[str, dict[str, Any]]


def revert_change(
    db: Session, actor: Actor, draft: Draft, span: tuple[int, int], base: int | None = None, client: str | None = None
) -> service.Outcome:
    """Take back the gesture of entries ``span`` alone, whoever made it, and leave all later work.

    Raises ``draft.already_reverted``, and ``draft.later_work`` with the later changes when they stand on what would go.
    """
    rows = entries_of(db, draft, *span)
    entries = [log.read_entry(row) for row in rows]
    about = _spoken_for(rows)

    def work(documents: Documents) -> tuple[Documents, Sequence[Change], str]:
        changes = [change for entry in entries for change in entry.changes]
        if _is_back(documents, changes):
            raise fail("draft.already_reverted")
        try:
            after, made = revert(documents, changes)
            check_documents(after, set(after))
        except KhuonError as error:
            raise later_work(db, draft, span[1], changes, error) from None
        return after, made, f"Hoàn lại: {log.read_entry(about).label}"

    operation = {"op": "revert", "first": span[0], "last": span[1], "of": about.seq}
    return _as_entry(db, actor, draft, operation, work, base, client)


def _spoken_for(rows: Sequence[DraftOperation]) -> DraftOperation:
    """The entry whose line the history shows for all of them: the first operation of the last gesture."""
    keys = [log.gesture_key(row, json.loads(row.operation)) for row in rows]
    return rows[keys.index(keys[-1])]


def _is_back(documents: Documents, changes: Sequence[Change]) -> bool:
    """Whether every place holds what stood there before the changes: there is nothing left to take back."""
    before: dict[tuple[str, ...], Any] = {}
    for change in changes:
        before.setdefault(change.path, change.old)
    return all(same(value_at(documents, path), old) for path, old in before.items())


def go_back(
    db: Session, actor: Actor, draft: Draft, seq: int, name: str = "", base: int | None = None, client: str | None = None
) -> service.Outcome:
    """The draft as it was after entry ``seq``, as one new entry; what was done since stays in the history."""

    def work(documents: Documents) -> tuple[Documents, Sequence[Change], str]:
        before = documents_at(db, draft, seq)
        made = list(differences((), documents, before))
        return apply_changes(documents, made), made, f"Quay về mốc “{name}”" if name else f"Quay về bản số {seq}"

    return _as_entry(db, actor, draft, {"op": "go_back", "to": seq}, work, base, client)


def replace_documents(
    db: Session, actor: Actor, draft: Draft, wanted: Documents, operation: Mapping[str, Any], label: str
) -> service.Outcome:
    """Other documents in place of the draft's, as one new entry. Raises what is wrong with them."""

    def work(documents: Documents) -> tuple[Documents, Sequence[Change], str]:
        check_documents(wanted, set(wanted))
        made = list(differences((), documents, wanted))
        return apply_changes(documents, made), made, label

    return _as_entry(db, actor, draft, operation, work, None, None)


def _as_entry(
    db: Session, actor: Actor, draft: Draft, operation: Mapping[str, Any],
    work: Callable[[Documents], tuple[Documents, Sequence[Change], str]], base: int | None, client: str | None,
) -> service.Outcome:  # fmt: skip
    service.editable(db, actor, draft)
    base = draft.version if base is None else base
    if known := service.repeated(db, draft, client, base):
        return known
    since = log.entries_since(db, draft, base)
    first = draft.version
    documents, made, label = work(service.documents_of(draft))
    if made:
        entry = Entry(first + 1, EDIT, first + 1, operation, tuple(made), label[:300], actor.user_id or "")
        service.append(db, draft, entry, f"{client or new_id()}/0")
        service.put_documents(draft, documents)
    db.flush()
    return service.outcome_of(draft, log.entries_since(db, draft, first), since)


def differences(path: tuple[str, ...], old: Any, new: Any) -> Iterator[Change]:
    """Changes that lead from one value to another, as deep as both sides are objects."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        if not same(old, new):
            yield Change(path, old, new)
        return
    for key in sorted({*old, *new}):
        yield from differences((*path, key), old.get(key, ABSENT), new.get(key, ABSENT))


def revision_exists(draft: Draft, seq: int) -> int:
    """The revision. Raises ``draft.base_unknown``."""
    if not 0 <= seq <= draft.version:
        raise fail("draft.base_unknown", "seq", base=seq)
    return seq
