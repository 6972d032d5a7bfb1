"""Links between documents lead somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from metadata.checks.registry import check
from metadata.documents import (
    Column,
    Consolidation,
    FieldsSection,
    FilledExample,
    Form,
    GridSection,
    Layout,
    OpenRows,
    Row,
    Rules,
)
from metadata.errors import Problem
from metadata.template import Template


@check
def linked_documents(template: Template) -> Iterator[Problem]:
    """Regime, rules, examples, layouts and consolidations name forms of this template, deadlines rounds of the regime."""
    forms = {form.id for form in template.forms}
    for form_id in template.regime.forms:
        if form_id not in forms:
            yield _missing(template.regime.id, template.regime.id, form_id)
    for deadline in template.regime.deadlines.values():
        if deadline.round and deadline.round not in template.regime.rounds:
            yield _missing(f"{template.regime.id}/deadlines/{deadline.id}", deadline.id, deadline.round)
    for doc_id in template.documents:
        document = template.document(doc_id)
        if isinstance(document, Rules | FilledExample | Layout | Consolidation) and document.form not in forms:
            yield _missing(doc_id, doc_id, document.form)


@check
def linked_parts(template: Template) -> Iterator[Problem]:
    """Indicators, dimensions, footnote anchors, sparse cells and rule scopes name things that exist."""
    for form in template.forms:
        for place, target in _targets(form):
            if target not in template.indicators and target not in template.dimensions:
                yield _missing(place, form.id, target)
        nodes = {node for grid in form.grids for node in (*grid.columns.nodes, *grid.rows.nodes)}
        for note in form.footnotes.values():
            for anchor in note.at:
                if not nodes.issuperset(anchor.split(":")):
                    yield _missing(f"{form.id}/footnotes/{note.id}", note.id, anchor)
        for grid in form.grids:
            yield from _sparse_cells(form, grid)
        for rule_id, rule in template.rules(form.id).items():
            for node in (*(rule.rows or ()), *(rule.columns or ())):
                if node not in nodes:
                    yield _missing(rule_id, rule_id, node)


@check
def open_rows(template: Template) -> Iterator[Problem]:
    """A list has exactly one row, an open one; a table has at most one row per reporting unit."""
    for form in template.forms:
        for grid in form.grids:
            kinds = [row.kind for row in grid.rows.nodes.values()]
            if grid.kind == "list" and kinds != ["open"]:
                yield _rule(form, grid, "danh sách phải có đúng một dòng mở")
            if kinds.count("unit") > 1:
                yield _rule(form, grid, "chỉ một dòng “mỗi đơn vị một dòng” trong một bảng")
            for row in grid.rows.nodes.values():
                if row.kind in ("open", "unit") and row.children:
                    yield _rule(form, grid, f"dòng “{row.label or row.id}” lặp lại nên không chứa dòng con")


@check
def given_rows(template: Template) -> Iterator[Problem]:
    """Rows that a form gives have a caption, or a member of the catalogue, that no other of them has; and there is room for them."""
    for form in template.forms:
        for grid in form.grids:
            for row in grid.rows.nodes.values():
                if row.open is not None and row.open.given:
                    yield from _given(template, f"{form.id}/{grid.id}/{row.id}", row, row.open)


def _given(template: Template, place: str, row: Row, rules: OpenRows) -> Iterator[Problem]:
    name, seen = row.label or row.id, set[str]()
    catalogue = template.dimensions.get(rules.catalogue or "")
    if len(rules.given) > rules.max:
        yield Problem("template.given_many", place, {"row": name, "count": len(rules.given), "limit": rules.max})
    for given in rules.given:
        said = (given.item or "") if rules.catalogue else " ".join(given.label.split()).casefold()
        if not said:
            yield Problem("template.given_catalogue" if rules.catalogue else "template.given_unnamed", place, {"row": name})
        elif catalogue is not None and given.item not in catalogue.members:
            yield _missing(place, name, given.item or "")
        elif said in seen:
            yield Problem("template.given_twice", place, {"row": name, "label": given.label or given.item})
        seen.add(said)


def _rule(form: Form, grid: GridSection, why: str) -> Problem:
    return Problem("template.cell_rule", f"{form.id}/{grid.id}", {"key": grid.title or grid.id, "why": why})


def _sparse_cells(form: Form, grid: GridSection) -> Iterable[Problem]:
    for key in grid.cells:
        row, _, column = key.partition(":")
        known = row in grid.rows.nodes and column in grid.columns.nodes and not grid.columns.nodes[column].children
        if not known:
            yield _missing(f"{form.id}/{grid.id}/{key}", grid.id, key)


def _targets(form: Form) -> Iterator[tuple[str, str]]:
    for grid in form.grids:
        nodes: list[Column | Row] = [*grid.columns.nodes.values(), *grid.rows.nodes.values()]
        for node in nodes:
            place = f"{form.id}/{grid.id}/{node.id}"
            if node.indicator:
                yield place, node.indicator
            if node.cell.dimension:
                yield place, node.cell.dimension
        for row in grid.rows.nodes.values():
            if row.open and row.open.catalogue:
                yield f"{form.id}/{grid.id}/{row.id}", row.open.catalogue
    for section in form.sections.values():
        if isinstance(section, FieldsSection):
            for field in section.fields.values():
                if field.cell.dimension:
                    yield f"{form.id}/{section.id}/{field.id}", field.cell.dimension


def _missing(place: str, who: str, target: str) -> Problem:
    return Problem("template.reference", place, {"id": who, "target": target})
