"""A workbook of an older release: read by the rules of its own form, then brought along the mappings of the releases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from metadata.errors import Problem
from metadata.mapping import Conversion
from metadata.mapping.convert import joined, split
from metadata.values import CellValue
from runtime.formbooks.found import LABEL, Found
from runtime.formbooks.looking import Looking
from runtime.formbooks.preview import AddedRow, Change, Preview, Refusal, joined_rows
from runtime.formbooks.rows import judge_rows, owner_of
from runtime.formbooks.typed import Proposal
from runtime.releases import template_of
from runtime.submissions.cells import FormCells
from runtime.submissions.conversion import along
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.opened import Opened


def judge_older(opened: Opened, form_id: str, found: Found, way: Sequence[Conversion], release_no: int | None) -> Preview:
    """The preview of a workbook whose cells go to those of the report's form along ``way``.

    Only what stands in the workbook is taken: what its form held when it was made is no longer kept, so a blank cell says nothing.
    """
    old = _old_cells(opened, found)
    stated, refusals, places = _stated(old, found)
    rows = judge_rows(old, Filled(), replace(found, facts=replace(found.facts, filled=True)))
    instances = {row: tuple(one.instance for one in rows.added if one.row == row) for row in old.cells.open_rows}
    brought = along(tuple(way), Filled(stated, instances))
    looking = Looking(opened.cells(form_id), opened.filled(form_id))
    added = _added(looking, brought, {one.instance.id: one.place for one in rows.added})
    there = Looking(looking.cells, replace(looking.filled, instances=joined_rows(looking.filled, added)))
    changes: list[Change] = []
    unchanged = 0
    for key, value in brought.values.items():
        spec = looking.cells.spec(key)
        if spec is None or value is None or not looking.enterable(key, spec) or not _there(there, key):
            continue
        now, place = looking.filled.values.get(key), _from(way, key, places)
        if now == value:
            unchanged += 1
        elif errors := [problem for problem in looking.cells.check(key, value, spec) if problem.severity == "error"]:
            refusals.append(Refusal(key, Problem(errors[0].code, place, errors[0].args), now, (Proposal(value, "as_is"),)))
        else:
            changes.append(Change(key, place, now, value))
    refusals += [Refusal("", Problem("workbook.homeless", places[key])) for key in way[0].convert(stated, {}).lost if key in places]
    return Preview(
        form_id, opened.version(form_id), looking.filled, tuple(changes), tuple(refusals), tuple(added), unchanged=unchanged, older=release_no
    )


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


def _stated(old: Looking, found: Found) -> tuple[dict[str, CellValue], list[Refusal], dict[str, str]]:
    """Values that stand in the workbook, by old keys; what is refused there; and places by old keys."""
    stated: dict[str, CellValue] = {}
    refusals, places = [], {}
    for key, cell in found.cells.items():
        spec = old.cells.spec(key)
        if cell.blank or spec is None or split_key(key)[2] == LABEL or not old.enterable(key, spec):
            continue
        reading, _ = old.judged(cell, spec)
        places[key] = cell.place
        if reading.problem is not None:
            refusals.append(Refusal("", reading.problem, typed=cell.typed))
        elif cell.hidden:
            refusals.append(Refusal("", Problem("file.hidden_content", cell.place), typed=cell.typed))
        else:
            stated[key] = reading.value
    return stated, refusals, places


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
