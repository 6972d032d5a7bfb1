"""Rows of a workbook under open rows: those it adds, those that are no longer in it, those that somebody removed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from metadata.errors import Problem
from metadata.values import CellValue, Choice
from runtime.formbooks.found import LABEL, Found, FoundCell
from runtime.formbooks.looking import Looking
from runtime.formbooks.preview import AbsentRow, AddedRow, Change, Refusal
from runtime.formbooks.typed import Proposal, nearest
from runtime.submissions.cells import FormCells
from runtime.submissions.filled import Filled, Instance, join_key, split_key
from runtime.submissions.given import is_given


@dataclass
class Rows:
    """What became of the rows; ``left_out`` are (open row, instance) whose cells are not judged one by one."""

    added: list[AddedRow] = field(default_factory=list)
    absent: list[AbsentRow] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    left_out: set[tuple[str, str]] = field(default_factory=set)
    #: Captions of rows that the form gives, changed all the same.
    locked: list[Refusal] = field(default_factory=list)


def owner_of(cells: FormCells, key: str) -> tuple[str, str] | None:
    """The open row and the instance that a cell belongs to; None for cells that are there once."""
    row, instance, _ = split_key(key)
    return (cells.owners.get(row, row), instance) if instance is not None else None


def judge_rows(looking: Looking, base: Filled, found: Found) -> Rows:
    """Compare the rows of the workbook with those of the form, and with those it started from (``base``)."""
    rows = Rows()
    standing = _standing(looking.cells, found)
    gone = {home for key in found.missing if (home := owner_of(looking.cells, key)) is not None} - set(standing)
    for row in looking.cells.open_rows:
        now = {one.id: one for one in looking.filled.instances.get(row, ())}
        then = {one.id: one for one in base.instances.get(row, ())}
        for instance in now.values():
            # A row that the form gives stays, whatever became of its line: its cells are judged one by one.
            if is_given(looking.cells, row, instance.id):
                continue
            if (row, instance.id) in gone or (found.facts.filled and _emptied(looking, standing.get((row, instance.id)))):
                _absent(rows, looking, row, instance)
        for (owner, instance_id), cells in standing.items():
            if owner != row or (owner, instance_id) in rows.left_out:
                continue
            if is_given(looking.cells, row, instance_id):
                _given_caption(rows, row, now[instance_id], then.get(instance_id), cells.get(LABEL))
            elif instance_id in now:
                _caption(rows, looking, row, now[instance_id], then.get(instance_id), cells.get(LABEL))
            elif instance_id in then:
                _removed(rows, looking, row, then[instance_id], base, cells)
            elif not _emptied(looking, cells):
                _added(rows, looking, row, instance_id, cells)
            else:
                rows.left_out.add((row, instance_id))
    return rows


def _standing(cells: FormCells, found: Found) -> dict[tuple[str, str], dict[str, FoundCell]]:
    """Cells of added rows that are in the workbook, by open row and instance; the caption under :data:`LABEL`."""
    standing: dict[tuple[str, str], dict[str, FoundCell]] = {}
    for key, cell in found.cells.items():
        if (owner := owner_of(cells, key)) is not None:
            column = split_key(key)[2]
            standing.setdefault(owner, {})[LABEL if column == LABEL else key] = cell
    return standing


def _emptied(looking: Looking, cells: Mapping[str, FoundCell] | None) -> bool:
    """Whether nothing that a person enters stands in a row of the workbook."""
    if cells is None:
        return False
    for key, cell in cells.items():
        spec = None if key == LABEL else looking.cells.spec(key)
        entered = key == LABEL or (spec is not None and looking.enterable(key, spec))
        if entered and not cell.blank:
            return False
    return True


def _place(cells: Mapping[str, FoundCell]) -> str:
    first = cells.get(LABEL) or next(iter(cells.values()), None)
    return first.place if first is not None else ""


def _absent(rows: Rows, looking: Looking, row: str, instance: Instance) -> None:
    cells = [key for key in looking.filled.values if owner_of(looking.cells, key) == (row, instance.id)]
    rows.left_out.add((row, instance.id))
    # A row that is blank on both sides has nothing to say.
    if cells or instance.label:
        rows.absent.append(AbsentRow(row, instance, len(cells)))


def caption_of(instance: Instance | None) -> CellValue:
    """The caption of a row as a value: a member of the catalogue, or free text."""
    if instance is None:
        return None
    return Choice(instance.item) if instance.item else (instance.label or None)


def named(looking: Looking, row: str, instance_id: str, value: CellValue) -> Instance:
    """The row with this caption."""
    return Instance(instance_id, looking.caption(row, value) if value is not None else "", value.value if isinstance(value, Choice) else None)


def _read_caption(looking: Looking, row: str, cell: FoundCell | None) -> tuple[CellValue, Refusal | None]:
    """The caption that stands in a workbook; a refusal when the catalogue has no such member."""
    if cell is None or cell.blank:
        return None, None
    text = " ".join((cell.text or cell.number or "").split())
    items = looking.items(row)
    if cell.formula is not None:
        return None, Refusal(cell.key, Problem("file.formula_in_input", cell.place, {"formula": cell.formula[:80]}), typed=cell.typed)
    if not items:
        return text, None
    exact = [item for item in items if " ".join(item.label.split()).casefold() == text.casefold()]
    if exact:
        return Choice(exact[0].value), None
    proposals = [Proposal(Choice(item.value), "nearest") for item in nearest(text, items)]
    problem = Problem("workbook.row_item", cell.place, {"value": text[:200], "row": looking.cells.caption(row)})
    return text, Refusal(cell.key, problem, None, (*proposals, Proposal(text, "as_is", fits=False)), text)


def _caption(rows: Rows, looking: Looking, row: str, now: Instance, then: Instance | None, cell: FoundCell | None) -> None:
    value, refusal = _read_caption(looking, row, cell)
    if cell is None or value in (caption_of(now), caption_of(then or now)) or _written(now, then, cell):
        return
    if refusal is not None:
        rows.refusals.append(replace(refusal, was=caption_of(now)))
    elif value is not None and then is not None and caption_of(then) != caption_of(now):
        problem = Problem("workbook.clash", cell.place, {"now": now.label or "–"})
        rows.refusals.append(Refusal(join_key(row, now.id, LABEL), problem, caption_of(now), (Proposal(value, "file"),), cell.typed))
    elif value is not None:
        rows.changes.append(Change(join_key(row, now.id, LABEL), cell.place, caption_of(now), value))


def _given_caption(rows: Rows, row: str, now: Instance, then: Instance | None, cell: FoundCell | None) -> None:
    if cell is None or cell.blank or _written(now, then, cell):
        return
    rows.locked.append(Refusal(join_key(row, now.id, LABEL), Problem("workbook.locked", cell.place, {}, "info"), caption_of(now), typed=cell.typed))


def _written(now: Instance, then: Instance | None, cell: FoundCell) -> bool:
    """Whether the caption is the one that was written into the workbook; an item that was renamed since is still itself."""
    return " ".join(cell.text.split()) in {" ".join(one.label.split()) for one in (now, then) if one is not None}


def _removed(rows: Rows, looking: Looking, row: str, then: Instance, base: Filled, cells: Mapping[str, FoundCell]) -> None:
    rows.left_out.add((row, then.id))
    specs = {key: spec for key in cells if key != LABEL and (spec := looking.cells.spec(key)) is not None and looking.enterable(key, spec)}
    if any(not looking.holds(cells[key], spec, base.values.get(key)) for key, spec in specs.items()):
        rows.refusals.append(Refusal(join_key(row, then.id, LABEL), Problem("workbook.row_removed", _place(cells))))


def _added(rows: Rows, looking: Looking, row: str, instance_id: str, cells: Mapping[str, FoundCell]) -> None:
    limit, place = looking.cells.open_rows[row].max, _place(cells)
    count = len(looking.filled.instances.get(row, ())) + sum(1 for one in rows.added if one.row == row)
    if count >= limit:
        args = {"row": looking.cells.caption(row), "limit": limit}
        rows.left_out.add((row, instance_id))
        rows.refusals.append(Refusal(join_key(row, instance_id, LABEL), Problem("workbook.rows_full", place, args)))
        return
    value, refusal = _read_caption(looking, row, cells.get(LABEL))
    rows.added.append(AddedRow(row, named(looking, row, instance_id, value), place))
    if refusal is not None:
        rows.refusals.append(refusal)
    elif value is None and LABEL in cells:
        rows.refusals.append(Refusal(join_key(row, instance_id, LABEL), Problem("workbook.row_unnamed", place, {}, "warning")))
