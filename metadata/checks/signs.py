"""Figures that may be negative where they are entered and may not be where they are carried to: such a report could not be sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial

from metadata.celltypes.number import takes_negative
from metadata.checks.columns import data_columns
from metadata.checks.outline import columns_outline, named, short
from metadata.checks.registry import check, warning
from metadata.documents import CellSpec, Form
from metadata.errors import KhuonError, Problem
from metadata.formula.bind import Binder, Place
from metadata.formula.resolve import parse
from metadata.formula.scope import Scope
from metadata.formula.tree import Cell
from metadata.grid import Grid, Leaf
from metadata.template import Template


@check
def carried_signs(template: Template) -> Iterator[Problem]:
    """A carried cell that takes no negative figure and repeats one cell that does."""
    for column in data_columns(template):
        yield from _of_column(*column)


def _of_column(scope: Scope, form: Form, grid: Grid, leaf: Leaf) -> Iterator[Problem]:
    repeated = cache(partial(_repeated, scope))
    rows = [row.id for row in grid.rows if row.has_cells and _is_stopped(scope, repeated, grid.spec(row.id, leaf.id), Place(grid.section.id, row.id, leaf.id))]
    if not rows:
        return
    column, column_en = named(columns_outline(form, grid.section), leaf.id)
    row = short(grid.by_id[rows[0]].node.label)
    yield warning("template.carried_unsigned", f"{form.id}/{grid.section.id}/{leaf.id}", column=column, column_en=column_en, row=row, count=len(rows))


def _is_stopped(scope: Scope, repeated: Callable[[str], Cell | None], spec: CellSpec, place: Place) -> bool:
    cell = repeated(spec.formula) if spec.kind == "carried" and spec.formula and not takes_negative(spec) else None
    source = _source(scope, cell, place) if cell is not None else None
    return source is not None and source.kind in (None, "number", "carried") and takes_negative(source)


def _repeated(scope: Scope, formula: str) -> Cell | None:
    """The one cell that a formula repeats as it is; None for any other formula."""
    try:
        node = parse(formula, scope)
    except KhuonError:
        # Said by the check of formulas.
        return None
    return node if isinstance(node, Cell) else None


def _source(scope: Scope, cell: Cell, place: Place) -> CellSpec | None:
    """The cell that is repeated at a place; None where the formula means no single cell, which its own check says."""
    other = scope.other(cell.form)
    grid = other.names.grids.get(cell.section) if other is not None else None
    if other is None or grid is None or cell.column is None:
        return None
    try:
        row = Binder(scope, scope.names.floor, place).row_of(cell, other.names.floor)
    except KhuonError:
        return None
    return grid.spec(row, cell.column) if row in grid.by_id and cell.column in grid.column_by_id else None
