"""Consolidation names cells of its form, and layouts use known placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from metadata.checks.registry import check, warning
from metadata.documents import Consolidation
from metadata.errors import Problem
from metadata.grid import Grid, grids_of
from metadata.slots import answer_specs
from metadata.template import Template

PLACEHOLDERS: Final = ("unit", "parent", "period", "year", "place", "date", "from", "to")
_PLACEHOLDER: Final = re.compile(r"\{([^{}]{1,60})\}")


@check
def consolidated_cells(template: Template) -> Iterator[Problem]:
    """Keys of a consolidation are columns, rows or cells of its form; a formula has its text."""
    for doc in template.consolidations.values():
        if doc.form not in {form.id for form in template.forms}:
            continue
        yield from _keys(template, doc)


def _keys(template: Template, doc: Consolidation) -> Iterator[Problem]:
    grids = template.form(doc.form).grids
    columns = {node for grid in grids for node in grid.columns.nodes}
    rows = {node for grid in grids for node in grid.rows.nodes}
    for key, how in doc.cells.items():
        yield from _known(doc, key, rows, columns)
        if how.how == "formula" and not how.expr:
            yield Problem("template.cell_rule", f"{doc.id}/{key}", {"key": key, "why": "chưa có công thức tổng hợp"})
        if how.how == "wmean" and not how.weight:
            yield Problem("template.cell_rule", f"{doc.id}/{key}", {"key": key, "why": "bình quân có quyền số cần quyền số"})
    for key in doc.time:
        yield from _known(doc, key, rows, columns)


def _known(doc: Consolidation, key: str, rows: set[str], columns: set[str]) -> Iterator[Problem]:
    row, colon, column = key.partition(":")
    known = (row in rows and column in columns) if colon else key in columns | rows
    if not known:
        yield Problem("template.reference", f"{doc.id}/{key}", {"id": doc.id, "target": key})


@check
def adjusted_totals(template: Template) -> Iterator[Problem]:
    """Where totals may be adjusted there is a total to adjust: not every cell is computed or stands in rows that units add."""
    for doc in template.consolidations.values():
        forms = [form for form in template.forms if form.id == doc.form]
        if doc.adjust_allowed and forms and not any(_adjustable(doc, grid) for grid in grids_of(forms[0])) and not list(answer_specs(forms[0])):
            yield warning("template.adjust_nothing", f"{doc.id}/adjust", form=forms[0].code)


def _adjustable(doc: Consolidation, grid: Grid) -> bool:
    """Whether a table has a number or text in a fixed row that is put together from the units and not computed."""
    for row in grid.rows:
        owners = [row, *(one for one in grid.rows if one.id == row.parent)]
        if not row.has_cells or any(one.node.open is not None for one in owners):
            continue
        for leaf in grid.data_leaves:
            how = next((doc.cells[name].how for name in (f"{row.id}:{leaf.id}", leaf.id, row.id) if name in doc.cells), "")
            kind = grid.spec(row.id, leaf.id).kind
            if how not in ("formula", "recompute") and (kind in ("number", "carried", "text") or (kind == "computed" and how)):
                return True
    return False


@check
def placeholders(template: Template) -> Iterator[Problem]:
    """A title line, of a form or of its consolidated report, may hold known placeholders only; others would print as they stand."""
    for form in template.forms:
        layout = template.layout(form.id)
        for line in (*layout.left, *layout.right, *layout.heading, *layout.sub, layout.unit_line):
            yield from _unknown(layout.id, line)
    for doc in template.consolidations.values():
        yield from _unknown(f"{doc.id}/title", doc.title)


def _unknown(place: str, line: str) -> Iterator[Problem]:
    known = ", ".join("{" + item + "}" for item in PLACEHOLDERS)
    for name in _PLACEHOLDER.findall(line):
        if name not in PLACEHOLDERS:
            yield warning("template.placeholder_unknown", place, name=name, known=known)
