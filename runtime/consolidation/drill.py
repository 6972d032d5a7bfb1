"""From a figure of a report down to the cells of the units that it comes from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metadata.documents import Form
from metadata.documents.form import FieldsSection, OutlineSection
from metadata.errors import KhuonError, fail
from metadata.formula.program import scope_of, template_key
from metadata.formula.resolve import parse_value
from metadata.formula.words import in_words
from metadata.grid import grids_of
from metadata.values import CellValue
from runtime.consolidation.open_rows import groups
from runtime.consolidation.plan import PROGRAM_HOWS, Plan, together_of
from runtime.consolidation.report import Source
from runtime.consolidation.work import Consolidation
from runtime.store.models import ConsolidationResult
from runtime.submissions.filled import Filled, join_key, load_filled, split_key


@dataclass(frozen=True)
class Part:
    """A cell that a formula reads: where it stands, what it is called, and its figure in the report."""

    form_id: str
    form_code: str
    key: str
    caption: str
    #: The same in short, for the head of a column: form and column number.
    short: str
    value: CellValue
    #: Other period or form that the report does not hold.
    outside: bool


@dataclass(frozen=True)
class Line:
    """One unit behind a figure: its own figure, and its figures for the parts of a formula, in their order."""

    unit_id: str
    name: str
    submission_id: str
    form_id: str
    key: str
    value: CellValue
    parts: tuple[CellValue, ...] = ()


@dataclass(frozen=True)
class Drill:
    """What is behind one figure. ``how`` is the way it was made; ``unit`` names a unit when the figure is its row's."""

    form_id: str
    key: str
    caption: str
    how: str
    formula: str
    value: CellValue
    unit: str
    parts: tuple[Part, ...]
    lines: tuple[Line, ...]


def caption_of(form: Form, key: str, lang: str = "vi") -> str:
    """What a person calls a cell: row, then column with its number; a question or a heading as it is printed."""
    row, _, column = split_key(key)
    for grid in grids_of(form):
        if column is not None and row in grid.by_id and column in grid.column_by_id:
            leaf = grid.column_by_id[column]
            number = f" ({'column' if lang == 'en' else 'cột'} {leaf.node.number.strip('()')})" if leaf.node.number else ""
            label = grid.by_id[row].node.label
            return f"{label + ' · ' if label else ''}{' – '.join(leaf.path)}{number}"
    for section in form.sections.values():
        answers = section.fields if isinstance(section, FieldsSection) else section.headings.nodes if isinstance(section, OutlineSection) else {}
        if key in answers:
            return answers[key].label
    return key


def short_of(form: Form, key: str, lang: str) -> str:
    """``03/XLD cột 4``: a cell by its form and the number of its column, else by its caption."""
    row, _, column = split_key(key)
    for grid in grids_of(form):
        if column is not None and row in grid.by_id and column in grid.column_by_id:
            leaf = grid.column_by_id[column]
            number = f"{'column' if lang == 'en' else 'cột'} {leaf.node.number}" if leaf.node.number else leaf.node.label
            return f"{form.code} {number}"
    return form.code


def in_words_of(work: Consolidation, plan: Plan, base: str, formula: str, lang: str) -> str:
    """A formula as officials read it: ``03/XLD cột 4 + 04/XLD cột 4``; one that cannot be read stands as written."""
    row, _, _ = split_key(base)
    section = next((grid.section.id for grid in grids_of(plan.form) if row in grid.by_id), None)
    scope = scope_of(work.template, plan.form.id, section)
    try:
        return in_words(parse_value(formula, scope), scope, lang)
    except KhuonError:
        return formula


def drill(work: Consolidation, stored: ConsolidationResult, key: str, lang: str = "vi") -> Drill:
    """What is behind the figure at ``key`` of a stored report. Raises ``cell.unknown``."""
    plan = work.plan(stored.form_id)
    filled = load_filled(stored.document)
    row, instance, column = split_key(key)
    base = join_key(row, None, column) if column is not None else row
    how = plan.hows.get(base)
    if how is None:
        raise fail("cell.unknown", key, key=key[:80])
    sources = _sources(work, stored)
    unit_id = _unit_of(plan, filled, row, instance)
    if unit_id is not None:
        below = work.stored(unit_id, stored.form_id)
        behind = {unit_id} if below is None else set(json.loads(below.members))
        sources = {form: [item for item in items if item.unit_id in behind] for form, items in sources.items()}
    parts = _parts(work, stored, plan, base, filled, lang) if how.how in PROGRAM_HOWS else ()
    written = how.expr if how.how == "formula" else plan.specs[base].formula
    lines = (
        _open_lines(plan, sources[plan.form.id], row, instance, column or "", filled)
        if instance is not None and unit_id is None
        else _lines(work, plan, sources, base, parts, filled)
    )
    return Drill(
        form_id=plan.form.id,
        key=key,
        caption=caption_of(plan.form, base, lang),
        how=how.how,
        formula=in_words_of(work, plan, base, written, lang) if written else "",
        value=filled.values.get(key),
        unit=next((item.label for item in filled.instances.get(row, ()) if item.id == instance), "") if unit_id is not None else "",
        parts=parts,
        lines=tuple(lines),
    )


def _sources(work: Consolidation, stored: ConsolidationResult) -> dict[str, list[Source]]:
    """The forms of the units that are in this report."""
    members = set(json.loads(stored.members))
    return work.sources([unit for unit in work.units() if unit.unit_id in members])


def _unit_of(plan: Plan, filled: Filled, row: str, instance: str | None) -> str | None:
    if row not in plan.unit_rows or instance is None:
        return None
    found = next((item.item for item in filled.instances.get(row, ()) if item.id == instance), None)
    if found is None:
        raise fail("cell.unknown", row, key=f"{row}#{instance}"[:80])
    return found


def _parts(
    work: Consolidation, stored: ConsolidationResult, plan: Plan, base: str, filled: Filled, lang: str
) -> tuple[Part, ...]:
    formula = next((item for item in plan.program.formulas if item.key == template_key(base) or item.key == base), None)
    if formula is None:
        return ()
    found = []
    reports: dict[str, Mapping[str, CellValue]] = {plan.form.id: filled.values}
    for leaf in formula.reads:
        period, form_id, key = ("same", plan.form.id, leaf.key)
        if "|" in leaf.key:
            period, form_id, key = leaf.key.split("|", 2)
        if form_id not in reports:
            other = work.stored(stored.unit_id, form_id)
            reports[form_id] = load_filled(other.document).values if other is not None else {}
        form = work.template.form(form_id)
        outside = period != "same"
        value = None if outside else reports[form_id].get(key)
        found.append(Part(form_id, form.code, key, caption_of(form, key, lang), short_of(form, key, lang), value, outside))
    return tuple(found)


def _lines(
    work: Consolidation,
    plan: Plan,
    sources: Mapping[str, Sequence[Source]],
    base: str,
    parts: Sequence[Part],
    filled: Filled,
) -> list[Line]:
    by_form = {form: {item.unit_id: item for item in items} for form, items in sources.items()}
    row, _, column = split_key(base)
    rows = {item.item: item.id for item in filled.instances.get(row, ())} if row in plan.unit_rows else {}
    found = []
    for source in sources[plan.form.id]:
        own = source.values(plan).get(base)
        if source.unit_id in rows and column is not None:
            own = filled.values.get(join_key(row, rows[source.unit_id], column))
        values = tuple(_part_of(work, by_form, part, source.unit_id) for part in parts)
        found.append(Line(source.unit_id, source.name, source.submission_id, plan.form.id, base, own, values))
    return found


def _part_of(
    work: Consolidation, by_form: Mapping[str, Mapping[str, Source]], part: Part, unit_id: str
) -> CellValue:
    source = by_form.get(part.form_id, {}).get(unit_id)
    return None if source is None or part.outside else source.values(work.plan(part.form_id)).get(part.key)


def _open_lines(
    plan: Plan, sources: Sequence[Source], row: str, instance: str | None, column: str, filled: Filled
) -> list[Line]:
    """Units behind a line that was brought together from rows the units added."""
    owner = next((item for item in plan.open_rows if row in item.rows), None)
    instances = filled.instances.get(owner.id, ()) if owner is not None else ()
    at = next((index for index, item in enumerate(instances) if item.id == instance), None)
    if owner is None or at is None:
        raise fail("cell.unknown", row, key=f"{row}#{instance}"[:80])
    units = [(source.unit_id, source.filled) for source in sources]
    group = groups(units, owner.id, together_of(plan, owner))[at]
    by_unit = {source.unit_id: source for source in sources}
    found = []
    for unit_id, form, own in group.rows:
        source, key = by_unit[unit_id], join_key(row, own, column)
        found.append(Line(unit_id, source.name, source.submission_id, plan.form.id, key, form.values.get(key)))
    return found
