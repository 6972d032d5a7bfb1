"""Adjusted figures of a consolidated report, as the page lists them and as paper and files carry them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from metadata.celltypes import show
from metadata.values import CellValue, decode
from renderers.document import Answer, Answers, Cell, Note, Report, Table
from runtime import clock
from runtime.consolidation.adjustments import Adjusted, load_adjusted
from runtime.consolidation.drill import caption_of
from runtime.consolidation.plan import Plan
from runtime.consolidation.tree import above_of, parents_on
from runtime.consolidation.work import Consolidation
from runtime.printing import members_of
from runtime.store.models import Adjustment, ConsolidationResult, Unit, User
from runtime.words import t


@dataclass(frozen=True)
class Shown:
    """One adjustment in words. ``mark`` stands at its cell; ``unit`` names the report below that it was made in, empty for this one.

    ``made`` is what would stand there now, ``then`` what stood there when it was adjusted; ``stands`` is False where the cell is
    no longer one that can be adjusted, and the adjustment changes nothing.
    """

    id: str
    mark: str
    key: str
    caption: str
    made: str
    then: str
    value: str
    reason: str
    by: str
    at: datetime
    unit: str = ""
    stands: bool = True

    @property
    def moved(self) -> bool:
        """Whether the units' figures have changed since."""
        return self.stands and self.made != self.then


def listed(work: Consolidation, row: ConsolidationResult, lang: str) -> list[Shown]:
    """The adjustments in a report: its own, then those of the reports below whose difference it holds."""
    plan, adjusted = work.plan(row.form_id), load_adjusted(row.adjusted)
    ids = {id_ for id_, _ in adjusted.cells.values()}
    found = [(one, "", adjusted) for one in work.adjustments(row.unit_id) if one.id in ids or one.form_id == row.form_id]
    found += _below(work, row, adjusted)
    people = _names(work, [one for one, _, _ in found])
    shown = []
    for at, (one, unit, said) in enumerate(found, start=1):
        key = next((cell for cell, (id_, _) in said.cells.items() if id_ == one.id), None)
        shown.append(
            Shown(
                one.id,
                f"{t('adjust.mark', lang)}{at}",
                key or one.cell,
                caption_of(plan.form, key or one.cell, lang),
                _text(plan, key, said.cells[key][1]) if key is not None else "",
                _text(plan, key or one.cell, decode(json.loads(one.computed))),
                _text(plan, key or one.cell, decode(json.loads(one.value))),
                one.reason,
                people.get(one.by_id, ""),
                one.at,
                unit,
                key is not None,
            )
        )
    return shown


def _below(work: Consolidation, row: ConsolidationResult, adjusted: Adjusted) -> list[tuple[Adjustment, str, Adjusted]]:
    if not adjusted.carried:
        return []
    parents = parents_on(work.db, work.period.last_day)
    rows = work.db.execute(
        select(ConsolidationResult, Unit.name)
        .join(Unit, Unit.id == ConsolidationResult.unit_id)
        .where(
            ConsolidationResult.collection_id == row.collection_id,
            ConsolidationResult.form_id == row.form_id,
            ConsolidationResult.unit_id.not_in((row.unit_id, work.top)),
            ConsolidationResult.adjusted != "{}",
        )
        .order_by(Unit.sort_key, Unit.id)
    )

    def under(lower: ConsolidationResult, upper: ConsolidationResult) -> bool:
        # Two levels may hold the same units: then the tree tells which is below.
        inner, outer = set(members_of(lower)), set(members_of(upper))
        return inner < outer or (inner == outer and (upper.unit_id == work.top or upper.unit_id in above_of(lower.unit_id, parents)))

    below = [(other, name, load_adjusted(other.adjusted)) for other, name in rows if under(other, row)]
    found = []
    for other, name, said in below:
        # A level in between that adjusts the same cell says the figure anew: what stood under it no longer counts.
        said_anew = {key for middle, _, its in below if middle is not other and under(other, middle) for key in its.cells}
        ids = {id_ for key, (id_, _) in said.cells.items() if key in adjusted.carried and key not in {*adjusted.cells, *said_anew}}
        found += [(one, name, said) for one in work.adjustments(other.unit_id) if one.id in ids]
    return found


def _names(work: Consolidation, rows: Sequence[Adjustment]) -> dict[str, str]:
    ids = {row.by_id for row in rows}
    return {user.id: user.name for user in work.db.scalars(select(User).where(User.id.in_(ids)))} if ids else {}


def _text(plan: Plan, key: str | None, value: CellValue) -> str:
    spec = plan.specs.get(key or "")
    return (show(value, spec) if spec is not None else str(value)) or "–"


def sentence(one: Shown, lang: str) -> str:
    """An adjustment as a note under the table says it."""
    values = {
        "cell": one.caption, "made": one.made, "value": one.value, "by": one.by, "at": f"{clock.local(one.at):%H:%M %d/%m/%Y}",
        "unit": one.unit, "reason": one.reason.strip().rstrip(".") or t("adjust.no_reason", lang), "then": one.then,
    }  # fmt: skip
    said = t("adjust.note_below" if one.unit else "adjust.note", lang, **values)
    return f"{said} {t('adjust.note_moved', lang, **values)}" if one.moved else said


def marked(report: Report, items: Sequence[Shown], lang: str) -> Report:
    """The report with a mark at every adjusted figure and the adjustments among its notes."""
    standing = [one for one in items if one.stands]
    marks: dict[str, tuple[str, ...]] = {}
    for one in standing:
        marks[one.key] = (*marks.get(one.key, ()), one.mark)
    if not marks:
        return report
    sections = tuple(_marked_table(part, marks) if isinstance(part, Table) else _marked_answers(part, marks) for part in report.sections)
    notes = [Note(one.mark, sentence(one, lang)) for one in standing]
    return replace(report, sections=sections, notes=(*report.notes, *notes))


def _marked_table(table: Table, marks: Mapping[str, tuple[str, ...]]) -> Table:
    return replace(table, rows=tuple(replace(row, cells=tuple(_marked(cell, marks) for cell in row.cells)) for row in table.rows))


def _marked_answers(part: Answers, marks: Mapping[str, tuple[str, ...]]) -> Answers:
    return replace(part, answers=tuple(replace(one, cell=_marked(one.cell, marks)) for one in part.answers))


def _marked(cell: Cell, marks: Mapping[str, tuple[str, ...]]) -> Cell:
    """The cell with its marks: beside the text, and beside the number in a workbook, where it stays a number."""
    own = marks.get(cell.key) if cell.key else None
    if own is None:
        return cell
    beside = "".join(f" ({mark})" for mark in own)
    number_format = f'{cell.number_format}"{beside}"' if cell.number_format != "General" else "General"
    return replace(cell, marks=(*cell.marks, *own), formula=None, number_format=number_format)


def as_section(items: Sequence[Shown], lang: str) -> Answers:
    """The adjustments as a section of their own, for an output that has tables and no notes."""
    answers = [
        Answer(one.mark, f"{one.mark} {one.caption}", "field", Cell("", "text", sentence(one, lang))) for one in items if one.stands
    ]
    return Answers("adjusted", t("adjust.title", lang), "fields", tuple(answers))
