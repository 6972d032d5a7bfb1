"""An example form as the annex that an office would send: what is printed, and nothing of what is only meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from metadata.documents import Form, GridSection, load
from metadata.grid import Grid, grid_of
from metadata.measures import find
from tests.corpus.notation import Column, Noted, Row
from tests.corpus.writing import LAYOUTS, workbook

#: Formulas that a sheet can hold: sums, differences, shares of the same row or column.
_SHEET = re.compile(r"[\w+\-*/(). ]+")


def annexes(documents: Mapping[str, Any]) -> bytes:
    """A workbook with a sheet for each form of a regime, in the order of the regime."""
    regime = next(body for body in documents.values() if body["spec"] == "regime/1")
    sheets = []
    for index, name in enumerate(regime["forms"], start=1):
        form = load(documents[name])
        assert isinstance(form, Form)
        sheets.append((f"Bieu {index}", [(table, _layout(table, at)) for at, table in enumerate(tables(form))]))
    return workbook(*sheets)


def _layout(table: Noted, at: int) -> Any:
    numbered = any(leaf.number for leaf in table.leaves)
    return replace(LAYOUTS["title above, merged"], numbers="plain" if numbered else "none", title=at == 0)


def tables(form: Form) -> list[Noted]:
    """The tables of a form as they are noted for the corpus."""
    return [_noted(form, grid_of(form, name)) for name, section in form.sections.items() if isinstance(section, GridSection)]


def _noted(form: Form, grid: Grid) -> Noted:
    section = grid.section
    measure = find(form.cell.unit) if form.cell.unit else None
    noted = Noted(form.code, form.title, [], [], basis=form.basis or "", unit=measure.label if measure else "")
    noted.columns = [_column(grid, section, key) for key in section.columns.root]
    kinds = [row.node.kind for row in grid.rows]
    noted.rows_as = "units" if kinds == ["unit"] else "list" if kinds == ["open"] else "rows"
    names = {leaf.node.code: code for leaf, code in zip(grid.data_leaves, noted.codes(), strict=True)}
    for leaf, column in zip(grid.data_leaves, noted.data, strict=True):
        column.formula = _printed(leaf.node.cell.formula if leaf.node.cell.kind == "computed" else None, names)
    if noted.rows_as == "rows":
        noted.rows = [_row(grid, section, at) for at in range(len(grid.rows))]
    return noted


def _column(grid: Grid, section: GridSection, key: str) -> Column:
    node = section.columns.nodes[key]
    column = Column(node.label, node.number or "", node.relation or "", node.stub or "")
    column.children = [_column(grid, section, child) for child in node.children]
    kind = node.cell.kind or "number"
    column.kind = kind if kind in ("text", "date", "choice", "target", "file") else "number"
    column.unit = node.cell.unit or ""
    return column


def _row(grid: Grid, section: GridSection, at: int) -> Row:
    row = grid.rows[at]
    node, depth = row.node, len(section.rows.path(row.id)) - 1
    if node.kind == "open":
        return Row(node.label, kind="open", count=3, depth=depth)
    measure = find(node.cell.unit) if node.cell.unit else None
    blocked = tuple(number for number, leaf in enumerate(grid.data_leaves, start=1) if row.has_cells and grid.spec(row.id, leaf.id).kind == "blocked")
    formula = node.cell.formula if node.cell.kind == "computed" else None
    noted = Row(node.label, node.marker or "", _code(node.code), "heading" if node.kind == "heading" else "data", measure.label if measure else "", blocked=blocked, depth=depth)
    noted.formula = formula if formula == "sum(children())" or (formula and re.fullmatch(r"r\d+(?: \+ r\d+)*", formula)) else ""
    return noted


def _code(code: str | None) -> str:
    return re.sub(r"^r", "", code or "")


def _printed(formula: str | None, names: Mapping[str | None, str]) -> str:
    """A formula of a column over the codes of the annex; empty where a sheet has no such formula."""
    if not formula or not _SHEET.fullmatch(formula) or any(word not in names for word in re.findall(r"[A-Za-z]\w*", formula)):
        return ""
    return re.sub(r"[A-Za-z]\w*", lambda match: names[match[0]], formula)
