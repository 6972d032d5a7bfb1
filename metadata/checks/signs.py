"""Figures that may be negative where they are entered and may not be where they are carried to: such a report could not be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from metadata.celltypes.number import takes_negative
from metadata.checks.outline import columns_outline, named, short
from metadata.checks.registry import check, warning
from metadata.documents import CellSpec, Form
from metadata.errors import KhuonError, Problem
from metadata.formula.program import scope_of
from metadata.formula.resolve import parse
from metadata.formula.scope import Scope
from metadata.formula.tree import Cell
from metadata.grid import Grid, Leaf, grids_of
from metadata.template import Template


@check
def carried_signs(template: Template) -> Iterator[Problem]:
    """A carried cell that takes no negative figure and repeats one cell that does."""
    for form in template.forms:
        for grid in grids_of(form):
            scope = scope_of(template, form.id, grid.section.id)
            for leaf in grid.data_leaves:
                yield from _of_column(scope, form, grid, leaf)


def _of_column(scope: Scope, form: Form, grid: Grid, leaf: Leaf) -> Iterator[Problem]:
    repeated = cache(partial(_repeated, scope))
    rows = [row.id for row in grid.rows if row.has_cells and _is_stopped(scope, repeated, grid.spec(row.id, leaf.id), row.id)]
    if not rows:
        return
    column, column_en = named(columns_outline(form, grid.section), leaf.id)
    row = short(grid.by_id[rows[0]].node.label)
    yield warning("template.carried_unsigned", f"{form.id}/{grid.section.id}/{leaf.id}", column=column, column_en=column_en, row=row, count=len(rows))


def _is_stopped(scope: Scope, repeated: Callable[[str], Cell | None], spec: CellSpec, row: str) -> bool:
    cell = repeated(spec.formula) if spec.kind == "carried" and spec.formula and not takes_negative(spec) else None
    source = _source(scope, cell, row) if cell is not None else None
    return source is not None and source.kind in (None, "number", "carried") and takes_negative(source)


def _repeated(scope: Scope, formula: str) -> Cell | None:
    """The one cell that a formula repeats as it is; None for any other formula."""
    try:
        node = parse(formula, scope)
    except KhuonError:
        # Said by the check of formulas.
        return None
    return node if isinstance(node, Cell) else None


def _source(scope: Scope, cell: Cell, row: str) -> CellSpec | None:
    """The cell that is repeated; without a row of its own it stands in the same row, in another form in the row of the same code."""
    other = scope.other(cell.form)
    grid = other.names.grids.get(cell.section) if other is not None else None
    at, column = cell.row or _same_row(scope, grid, cell, row), cell.column
    return grid.spec(at, column) if grid and at in grid.by_id and column and column in grid.column_by_id else None


def _same_row(scope: Scope, grid: Grid | None, cell: Cell, row: str) -> str:
    own = scope.names.grids.get(scope.section or "")
    if grid is None or own is None or (cell.form, cell.section) == (scope.form_id, scope.section):
        return row
    code = own.by_id[row].node.code
    alone = [one.id for one in grid.rows if one.has_cells]
    return alone[0] if len(alone) == 1 else next((one.id for one in grid.rows if code and one.node.code == code), "")
