"""Consolidation names cells of its form, and layouts use known placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from metadata.checks.registry import check, warning
from metadata.documents import Consolidation
from metadata.errors import Problem
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
