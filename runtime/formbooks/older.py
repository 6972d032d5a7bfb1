"""A workbook of an older release: read by the rules of its own form, then brought along the mappings of the releases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from metadata.errors import Problem
from metadata.mapping import Conversion
from metadata.mapping.convert import joined, split
from metadata.values import CellValue
from runtime.formbooks.earlier import said
from runtime.formbooks.found import LABEL, Found, FoundCell
from runtime.formbooks.looking import Looking
from runtime.formbooks.preview import AddedRow, Change, Preview, Refusal, joined_rows
from runtime.formbooks.rows import Rows, judge_rows, owner_of
from runtime.formbooks.typed import Proposal, Reading
from runtime.releases import template_of
from runtime.submissions.cells import FormCells
from runtime.submissions.conversion import along
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.opened import Opened


def judge_older(opened: Opened, form_id: str, found: Found, way: Sequence[Conversion], release_no: int | None) -> tuple[Preview, Looking, Rows]:
    """The preview of a workbook whose cells go to those of the report's form along ``way``; its own form, and its rows.

    What stood in the workbook when it was made, as its hidden sheet says, goes the same way: a cell of the new form that comes out the same
    from both was left alone. A workbook that does not say (of old) is taken to have been blank: what others entered is never overwritten.
    """
    old = _old_cells(opened, found)
    written = {key: value for key, value in said(old, found).items() if value is not None} if found.facts.filled else {}
    stated, refusals, places = _stated(old, found, written)
    rows = judge_rows(old, Filled(), replace(found, facts=replace(found.facts, filled=True)))
    rows.added = [one for one in rows.added if f"{one.row}#{one.instance.id}" not in found.rows]
    instances = {row: tuple(one.instance for one in rows.added if one.row == row) for row in old.cells.open_rows}
    brought, began = along(tuple(way), Filled(stated, instances)), along(tuple(way), Filled(written))
    looking = Looking(opened.cells(form_id), opened.filled(form_id))
    added = _added(looking, brought, {one.instance.id: one.place for one in rows.added})
    there = Looking(looking.cells, replace(looking.filled, instances=joined_rows(looking.filled, added)))
    work = _Older(looking, there, lambda key: _from(way, key, places), refusals)
    for key in dict.fromkeys((*brought.values, *began.values)):
        work.cell(key, brought.values.get(key), began.values.get(key))
    lost, before = way[0].convert(stated, {}).lost, way[0].convert(written, {}).lost
    refusals += [Refusal("", Problem("workbook.homeless", places[key])) for key, value in lost.items() if key in places and before.get(key) != value]
    preview = Preview(
        form_id, opened.version(form_id), looking.filled, tuple(work.changes), tuple(refusals), tuple(added), unchanged=work.unchanged, older=release_no
    )
    return preview, old, rows


@dataclass
class _Older:
    """``there`` is the form with the rows that the workbook adds; ``place`` tells where in the workbook a cell comes from."""

    looking: Looking
    there: Looking
    place: Callable[[str], str]
    refusals: list[Refusal]
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    _gone: set[tuple[str, str]] = field(default_factory=set)

    def cell(self, key: str, value: CellValue, was: CellValue) -> None:
        """One cell of the new form: what the workbook has for it, and had when it was made."""
        spec = self.looking.cells.spec(key)
        if spec is None or not self.looking.enterable(key, spec):
            return
        now = self.looking.filled.values.get(key)
        if value in (was, now):
            self.unchanged += 1
        elif not _there(self.there, key):
            self.removed(key)
        elif errors := [problem for problem in self.looking.cells.check(key, value, spec) if problem.severity == "error"]:
            self.refusals.append(Refusal(key, Problem(errors[0].code, self.place(key), errors[0].args), now, (Proposal(value, "as_is"),)))
        elif now != was:
            problem = Problem("workbook.clash", self.place(key), {"now": self.looking.shown(key, now) or "–"})
            self.refusals.append(Refusal(key, problem, now, (Proposal(value, "file"),), self.looking.shown(key, value)))
        else:
            self.changes.append(Change(key, self.place(key), now, value))

    def removed(self, key: str) -> None:
        """A cell of a row that is no longer in the form: said once a row."""
        owner = owner_of(self.looking.cells, key)
        if owner is not None and owner not in self._gone:
            self._gone.add(owner)
            self.refusals.append(Refusal("", Problem("workbook.row_removed", self.place(key))))


def _added(looking: Looking, brought: Filled, places: Mapping[str, str]) -> list[AddedRow]:
    """Rows of the workbook that the form does not have yet."""
    found = []
    for row, instances in brought.instances.items():
        if row in looking.cells.open_rows:
            known = {one.id for one in looking.filled.instances.get(row, ())}
            found += [AddedRow(row, one, places.get(one.id, "")) for one in instances if one.id not in known]
    return found


def _old_cells(opened: Opened, found: Found) -> Looking:
    template = template_of(opened.db, found.facts.release)
    return Looking(FormCells(template, template.form(found.facts.form), opened.audience, opened.on), Filled())


def _there(looking: Looking, key: str) -> bool:
    owner = owner_of(looking.cells, key)
    return owner is None or owner[1] in {one.id for one in looking.filled.instances.get(owner[0], ())}


def _stated(old: Looking, found: Found, written: Mapping[str, CellValue]) -> tuple[dict[str, CellValue], list[Refusal], dict[str, str]]:
    """Values that stand in the workbook, by old keys; what is refused there; and places by old keys.

    What cannot be taken stands as it was written: the cell is left alone.
    """
    stated: dict[str, CellValue] = {}
    refusals, places = [], {}
    for key, cell in found.cells.items():
        spec, was = old.cells.spec(key), written.get(key)
        if spec is None or split_key(key)[2] == LABEL or not old.enterable(key, spec):
            continue
        places[key] = cell.place
        if old.holds(cell, spec, was):
            stated[key] = was
            continue
        reading = Reading() if cell.blank else old.judged(cell, spec)[0]
        doubt = reading.problem or _doubt(cell)
        if doubt is not None:
            refusals.append(Refusal("", doubt, typed=cell.typed))
        stated[key] = was if doubt is not None else reading.value
    # A cell that is gone from the workbook says nothing either.
    gone = {key: was for key, was in written.items() if key not in stated}
    return {key: value for key, value in {**stated, **gone}.items() if value is not None}, refusals, places


def _doubt(cell: FoundCell) -> Problem | None:
    if cell.hidden:
        return Problem("file.hidden_content", cell.place)
    if cell.captioned:
        return Problem("workbook.row_caption", cell.place, {"text": cell.captioned[:80]})
    return Problem("workbook.merged", cell.place) if cell.merged else None


def _from(way: Sequence[Conversion], key: str, places: Mapping[str, str]) -> str:
    """Places of the old cells that a new one takes its value from, at most three of them."""
    base, instance = split(key)
    keys = [base]
    for step in reversed(way):
        keys = [cell for each in keys for cell in _sources(step, each)]
    found = [places[at] for each in keys if (at := joined(each, instance)) in places]
    return ", ".join(found[:3])


def _sources(step: Conversion, key: str) -> Sequence[str]:
    """Old cells of one step: those of the route, or those that its formula names."""
    route = step.route(key)
    if route.how != "derived" or step.routes is None or step.routes.mapping is None or step.old is None:
        return route.cells
    named = set(step.routes.mapping.entries[route.entry].places)
    return [cell for cell in step.old.cells if cell in named or named & set(cell.split(":"))]
