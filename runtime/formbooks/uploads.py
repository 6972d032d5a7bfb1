"""What the same copy of a workbook brought before: edited again after it was taken in, it starts from there, not from where it was taken away.

Each look at a copy is remembered: the values that it brought, never a figure of the report. A later upload of the copy goes on from an
earlier one when it still holds most of what that one brought; another person's file made from the same download does not, and what both
changed stays a clash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from metadata.values import CellValue, decode, encode
from runtime import clock
from runtime.formbooks.found import LABEL, Facts, Found
from runtime.formbooks.looking import Looking
from runtime.formbooks.preview import Preview
from runtime.store import transaction
from runtime.store.models import CellChange, WorkbookUpload
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.opened import Opened

#: Looks at one copy that are remembered.
KEPT: Final = 6
#: Looks at all copies of one form of a report that are remembered: every workbook that is taken away is a copy of its own.
KEPT_IN_ALL: Final = 60
#: Values of one cell that are remembered.
MOST: Final = 12
Brought = Mapping[str, Sequence[CellValue]]
"""Values that a copy brought, by key: what each cell was read as, or what it could be taken as."""


def remember(db: Session, submission_id: str, facts: Facts, preview: Preview) -> None:
    """Write down what this copy brings, in a transaction of its own; nothing of the report is touched."""
    brought = _of(preview)
    for key, values in preview.brought.items():
        brought[key] = [*brought.get(key, ()), *(one for one in values if one not in brought.get(key, ()))][:MOST]
    if not facts.copy or not brought:
        return
    cells = json.dumps({key: [encode(one) for one in values] for key, values in sorted(brought.items())}, ensure_ascii=False)
    looks = _looks(db, submission_id, preview.form, facts.copy)
    if any(one.cells == cells for one in looks):
        return
    of_form = (WorkbookUpload.submission_id == submission_id, WorkbookUpload.form_id == preview.form)
    everything = select(WorkbookUpload.id).where(*of_form).order_by(WorkbookUpload.at.desc(), WorkbookUpload.id)
    old = {*(one.id for one in looks[KEPT - 1 :]), *db.scalars(everything.offset(KEPT_IN_ALL - 1))}
    # Always after the look before it, also within one tick of the clock: the latest is asked first.
    at = max([clock.now(), *(one.at + timedelta(microseconds=1) for one in looks[:1])])
    with transaction() as writing:
        writing.execute(delete(WorkbookUpload).where(WorkbookUpload.id.in_(old)))
        writing.add(WorkbookUpload(submission_id=submission_id, form_id=preview.form, copy=facts.copy, cells=cells, at=at))


def rebased(opened: Opened, looking: Looking, base: Filled, found: Found) -> tuple[Filled, Brought]:
    """The form that a workbook starts from: as it was taken away, with what this copy brought since and was taken of it; and what it brought."""
    looks = _looks(opened.db, opened.submission.id, found.facts.form, found.facts.copy) if found.facts.copy else []
    for look in looks:
        brought = {key: [decode(one, key) for one in values] for key, values in json.loads(look.cells).items()}
        if _goes_on(looking, base, found, brought):
            taken = _taken(opened, looking.filled, found.facts, brought)
            return replace(base, values={**base.values, **taken}), brought
    return base, {}


def _looks(db: Session, submission_id: str, form_id: str, copy: str) -> list[WorkbookUpload]:
    """Looks at a copy, the latest first."""
    wanted = (WorkbookUpload.submission_id == submission_id, WorkbookUpload.form_id == form_id, WorkbookUpload.copy == copy)
    return list(db.scalars(select(WorkbookUpload).where(*wanted).order_by(WorkbookUpload.at.desc(), WorkbookUpload.id)))


def _of(preview: Preview) -> dict[str, list[CellValue]]:
    brought = {one.key: [one.to] for one in preview.changes if split_key(one.key)[2] != LABEL}
    for one in preview.refusals:
        if one.key and one.proposals and split_key(one.key)[2] != LABEL:
            brought[one.key] = [each.value for each in one.proposals]
    return brought


def _goes_on(looking: Looking, base: Filled, found: Found, brought: Brought) -> bool:
    """Whether the file was made from the one that brought this: what it brought is still there, save for some cells."""
    held = gone = 0
    for key, values in brought.items():
        cell, spec = found.cells.get(key), looking.cells.spec(key)
        if cell is None or spec is None:
            continue
        if any(looking.holds(cell, spec, one) for one in values):
            held += 1
        elif looking.holds(cell, spec, base.values.get(key)):
            gone += 1
    return gone == 0 or held > gone


def _taken(opened: Opened, filled: Filled, facts: Facts, brought: Brought) -> dict[str, CellValue]:
    """What of it came into the report: it stands there now, or history tells that it did since the workbook was taken away."""
    query = select(CellChange.cell, CellChange.after).where(
        CellChange.submission_id == opened.submission.id, CellChange.form_id == facts.form, CellChange.version > facts.version
    )
    history: dict[str, list[Any]] = {}
    for cell, after in opened.db.execute(query):
        if cell in brought:
            history.setdefault(cell, []).append(decode(json.loads(after), cell) if after is not None else None)
    found: dict[str, CellValue] = {}
    for key, values in brought.items():
        now = filled.values.get(key)
        stood = [one for one in values if one == now or one in history.get(key, ())]
        if stood:
            found[key] = now if now in stood else stood[0]
    return found
