"""Codes and printed numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from metadata.checks.registry import check, warning
from metadata.documents import Column, FieldsSection, Form, Row
from metadata.errors import Problem
from metadata.grid import Leaf, grid_of
from metadata.template import Template


@check
def unique_codes(template: Template) -> Iterator[Problem]:
    """Within a form a code names one column, row or question: formulas could not tell them apart."""
    for form in template.forms:
        owners: dict[str, list[str]] = defaultdict(list)
        for code, node in _codes(form):
            owners[code.casefold()].append(node)
        for code, nodes in owners.items():
            if len(nodes) > 1:
                yield Problem("template.code_duplicate", f"{form.id}/{nodes[1]}", {"code": code, "ids": ", ".join(nodes)})


@check
def unique_form_codes(template: Template) -> Iterator[Problem]:
    """Two forms of a regime do not share a code (ký hiệu)."""
    seen: dict[str, str] = {}
    for form in template.forms:
        other = seen.setdefault(form.code.casefold(), form.id)
        if other != form.id:
            yield Problem("template.code_duplicate", form.id, {"code": form.code, "ids": f"{other}, {form.id}"})


@check
def unique_ids(template: Template) -> Iterator[Problem]:
    """Row and column ids are unique over all tables of a form: a cell key names no table."""
    for form in template.forms:
        seen: dict[str, str] = {}
        for grid in form.grids:
            for node in (*grid.columns.nodes, *grid.rows.nodes):
                if node in seen:
                    yield Problem("template.tree", f"{form.id}/{grid.id}/{node}", {"id": node, "why": f"mã đã dùng ở {seen[node]}"})
                seen[node] = grid.id


@check
def data_columns_have_codes(template: Template) -> Iterator[Problem]:
    """A data column without a code cannot be named by any formula."""
    for form in template.forms:
        for section in form.grids:
            for leaf in grid_of(form, section.id).data_leaves:
                if leaf.node.code is None:
                    yield warning("template.code_missing", f"{form.id}/{section.id}/{leaf.id}", id=leaf.node.label or leaf.id)


@check
def column_numbers(template: Template) -> Iterator[Problem]:
    """Printed numbers do not repeat in a table, and either all leaf columns have one or none."""
    for form in template.forms:
        for section in form.grids:
            leaves = grid_of(form, section.id).leaves
            yield from _numbers(form, section.id, leaves)


def _numbers(form: Form, section: str, leaves: tuple[Leaf, ...]) -> Iterator[Problem]:
    place = f"{form.id}/{section}"
    seen: dict[str, str] = {}
    for leaf in leaves:
        number = leaf.node.number
        if number is None:
            continue
        if number in seen:
            yield Problem("template.number_duplicate", f"{place}/{leaf.id}", {"number": number, "section": section})
        seen[number] = leaf.id
    if seen:
        for leaf in leaves:
            if leaf.is_data and leaf.node.number is None:
                yield warning("template.number_missing", f"{place}/{leaf.id}", label=leaf.node.label)


def _codes(form: Form) -> Iterator[tuple[str, str]]:
    for grid in form.grids:
        nodes: list[Column | Row] = [*grid.columns.nodes.values(), *grid.rows.nodes.values()]
        for node in nodes:
            if node.code:
                yield node.code, node.id
    for section in form.sections.values():
        if isinstance(section, FieldsSection):
            yield from ((field.code, field.id) for field in section.fields.values() if field.code)
