"""Figures that may be negative where they are entered and may not be where they are carried to: such a report could not be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

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
    cell = repeated(spec.formula) if spec.kind == "carried" and not spec.signed and spec.formula else None
    source = _source(scope, cell, row) if cell is not None else None
    return source is not None and source.kind in (None, "number", "carried") and bool(source.signed)


def _repeated(scope: Scope, formula: str) -> Cell | None:
    """The one cell that a formula repeats as it is; None for any other formula."""
    try:
        node = parse(formula, scope)
    except KhuonError:
        # Said by the check of formulas.
        return None
    return node if isinstance(node, Cell) else None


def _source(scope: Scope, cell: Cell, row: str) -> CellSpec | None:
    """The cell that is repeated; without a row of its own it stands in the same row."""
    other = scope.other(cell.form)
    grid = other.names.grids.get(cell.section) if other is not None else None
    at, column = cell.row or row, cell.column
    return grid.spec(at, column) if grid and column and column in grid.column_by_id and at in grid.by_id else None
