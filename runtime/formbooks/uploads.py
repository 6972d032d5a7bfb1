"""What the same copy of a workbook brought before: edited again after it was taken in, it starts from there, not from where it was taken away.

Each look at a copy is remembered: the values that it brought, never a figure of the report. A later upload of the copy surely goes on from
an earlier one when it still holds more of what that one put into the form than it has as it was taken away. A file in which nothing of it is left is
either that one, changed again in every cell, or another person's: nothing in a file tells these apart, so the person is asked.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True)
class Lineage:
    """What is known of the files that were made from the same copy.

    ``brought`` is what an earlier one brought, ``stood`` what of it was in the form since the copy was taken away, ``mine`` the cells that
    hold such a value now, put there by the person who brings this file. ``sure``: this file was made from that one, as most of what
    it brought still stands in it. Else it may be that one with these very cells changed again, or another person's.
    """

    brought: Brought = field(default_factory=dict)
    stood: Brought = field(default_factory=dict)
    mine: frozenset[str] = frozenset()
    sure: bool = False


def lineage_of(opened: Opened, looking: Looking, base: Filled, found: Found, who: str) -> Lineage:
    """The lineage of a file that a person brings: the latest look that it surely goes on from, else the latest that it may go on from."""
    looks = _looks(opened.db, opened.submission.id, found.facts.form, found.facts.copy) if found.facts.copy else []
    all_brought = [{key: [decode(one, key) for one in values] for key, values in json.loads(look.cells).items()} for look in looks]
    history = _history(opened, found.facts, set().union(*all_brought)) if looks else {}
    unsure = Lineage()
    for brought in all_brought:
        lineage = _lineage(looking.filled, brought, history, who)
        held, gone = _held(looking, base, found, lineage.stood)
        if held > gone:
            return replace(lineage, sure=True)
        if gone == 0 and not unsure.brought:
            unsure = lineage
    return unsure


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


def _held(looking: Looking, base: Filled, found: Found, stood: Brought) -> tuple[int, int]:
    """How many cells of the file still hold what an earlier one put into the form, and how many stand as they were taken away."""
    held = gone = 0
    for key, values in stood.items():
        cell, spec = found.cells.get(key), looking.cells.spec(key)
        if cell is None or spec is None:
            continue
        if any(looking.holds(cell, spec, one) for one in values):
            held += 1
        elif looking.holds(cell, spec, base.values.get(key) if found.facts.filled else None):
            gone += 1
    return held, gone


def _history(opened: Opened, facts: Facts, keys: Container[str]) -> dict[str, list[tuple[CellValue, str]]]:
    """What was put into each cell since the workbook was taken away, and by whom, the latest last."""
    query = (
        select(CellChange.cell, CellChange.after, CellChange.by_id)
        .where(CellChange.submission_id == opened.submission.id, CellChange.form_id == facts.form, CellChange.version > facts.version)
        .order_by(CellChange.version, CellChange.at)
    )
    history: dict[str, list[tuple[Any, str]]] = {}
    for cell, after, by in opened.db.execute(query):
        history.setdefault(cell, []).append((after, by))
    return {cell: [(None if after is None else decode(json.loads(after), cell), by) for after, by in puts] for cell, puts in history.items() if cell in keys}


def _lineage(filled: Filled, brought: Brought, history: Mapping[str, Sequence[tuple[CellValue, str]]], who: str) -> Lineage:
    """What of it came into the form, and what of that stands there by the hand of this person."""
    stood: dict[str, list[CellValue]] = {}
    mine = set()
    for key, values in brought.items():
        put = history.get(key, ())
        if found := [value for value, _ in put if value in values]:
            stood[key] = found
            last, by = put[-1]
            if by == who and last in values and last == filled.values.get(key):
                mine.add(key)
    return Lineage(brought, stood, frozenset(mine))
