"""Totals that a column takes away: a column's rule stands before the rule of a row, also where the row adds up the rows below it.

That is right for a ratio, which is computed again in the total. A column that is typed, carried over from elsewhere or a constant leaves the total
typed, carried or constant too, and nothing adds it up. ``proposal_cells`` are the cells with the row's formula; whoever wants the column's rule
there says so in the cell itself, and nothing is found any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from metadata.checks.columns import data_columns
from metadata.checks.outline import columns_outline, named, short
from metadata.checks.registry import check, warning
from metadata.documents import CellSpec, Form
from metadata.errors import KhuonError, Problem
from metadata.formula.resolve import parse
from metadata.formula.scope import Scope
from metadata.formula.tree import Cell, Children, walk
from metadata.grid import Grid, Leaf, cell_key
from metadata.template import Template

_NAMED: Final = 3
_WAYS: Final = {
    "carried": ("lấy số từ nơi khác", "is carried from elsewhere"),
    "number": ("để người nhập gõ", "is typed"),
    "computed": ("là một số cố định", "is a constant"),
}


@check
def displaced_totals(template: Template) -> Iterator[Problem]:
    """A column that is carried, typed or constant where a row has a formula of its own."""
    for column in data_columns(template):
        yield from _of_column(*column)


def _of_column(scope: Scope, form: Form, grid: Grid, leaf: Leaf) -> Iterator[Problem]:
    cells = dict(_displaced(grid, leaf)) if leaf.node.cell.kind in _WAYS else {}
    kind = _way(scope, leaf.node.cell) if cells else None
    if kind is None:
        return
    told = ", ".join(f"“{short(grid.by_id[row].node.label)}”" for row in list(cells)[:_NAMED])
    more = len(cells) - _NAMED
    column, column_en = named(columns_outline(form, grid.section), leaf.id)
    way, way_en = _WAYS[kind]
    yield warning(
        "template.total_displaced",
        f"{form.id}/{grid.section.id}/{leaf.id}",
        column=column, column_en=column_en, way=way, way_en=way_en,
        rows=f"dòng {told}" + (f" và {more} dòng khác" if more > 0 else ""), rows_en=f"row {told}" + (f" and {more} more" if more > 0 else ""),
        formula=next(iter(cells.values())),
        proposal_cells={cell_key(row, leaf.id): formula for row, formula in cells.items()},
    )  # fmt: skip


def _way(scope: Scope, rule: CellSpec) -> str | None:
    """How the column comes by its figures in the total; None where it is computed again from the total's own row."""
    if rule.kind != "computed":
        return rule.kind
    try:
        nodes = walk(parse(rule.formula or "", scope))
    except KhuonError:
        # Said by the check of formulas.
        return None
    if any(isinstance(node, Children) for node in nodes):
        return None
    periods = {node.period for node in nodes if isinstance(node, Cell)}
    return None if "same" in periods else "carried" if periods else "computed"


def _displaced(grid: Grid, leaf: Leaf) -> Iterator[tuple[str, str]]:
    """Rows whose formula gives way to the column's rule, with it. A cell that says something itself was meant."""
    for row in grid.rows:
        own = grid.section.cells.get(cell_key(row.id, leaf.id))
        meant = own is not None and (own.kind is not None or own.formula is not None)
        if row.has_cells and row.node.cell.kind == "computed" and row.node.cell.formula and not meant:
            yield row.id, row.node.cell.formula
