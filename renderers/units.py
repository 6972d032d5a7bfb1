"""A report of many units: one row a unit and a total, where the form has a row that stands for a unit.

The figures are given, not computed here; a live formula is attached only where it gives the figure that was given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from metadata.documents import Consolidation, Form, GridSection, Layout
from metadata.formula.tree import Slot, walk
from metadata.grid import Grid, GridRow, Leaf, cell_key, grid_of
from metadata.numbers import WIDE
from metadata.values import CellValue
from renderers.build import (
    Filling,
    Stubs,
    assemble,
    build,
    expanded,
    fill_lines,
    indents_of,
    marked_caption,
    markers_of,
    row_kind,
    table_of,
    unit_total,
)
from renderers.display import NO_CELL, cell_of
from renderers.document import Cell, Formula, Report, Row, RowKind, Table


@dataclass(frozen=True)
class UnitRow:
    """One unit of a report.

    `id` matches ^[a-z0-9]{1,12}$ and is unique; `values` are keyed as in the unit's own form ("r1:c9");
    `depth` indents units below their parent. A `group` row is a heading or a subtotal of the deeper rows after it.
    """

    id: str
    caption: str
    values: Mapping[str, CellValue] = field(default_factory=dict)
    depth: int = 0
    group: bool = False


def build_report(
    form: Form,
    layout: Layout,
    units: Sequence[UnitRow],
    total: Filling,
    consolidation: Consolidation | None = None,
) -> Report:
    """A consolidated report. `total` holds the total's values, formulas, facts, audience and date.

    Forms without a row that stands for a unit print the total's values alone, as one unit's form would. A title of the
    consolidation stands in place of the form's.
    """
    single = build(form, layout, total)
    drawn = {table.id: table for table in single.tables}

    def draw(section: GridSection) -> Table:
        if any(row.kind == "unit" for row in section.rows.nodes.values()):
            return _UnitTable(form, layout, section, units, total, consolidation).table()
        return drawn[section.id]

    return titled(assemble(form, layout, total, draw), consolidation, total.facts)


def titled(report: Report, consolidation: Consolidation | None, facts: Mapping[str, str]) -> Report:
    """The report under the consolidation's title, its placeholders filled as in the lines of a title block; as it is without one."""
    lines = title_lines(consolidation, facts)
    return replace(report, title=" ".join(lines), block=replace(report.block, heading=lines)) if lines else report


def title_lines(consolidation: Consolidation | None, facts: Mapping[str, str]) -> tuple[str, ...]:
    """The consolidation's title, line by line; none where it says none."""
    said = consolidation.title.strip() if consolidation is not None else ""
    return fill_lines(said.splitlines(), facts) if said else ()


class _UnitTable:
    def __init__(
        self,
        form: Form,
        layout: Layout,
        section: GridSection,
        units: Sequence[UnitRow],
        total: Filling,
        consolidation: Consolidation | None,
    ) -> None:
        self.form = form
        self.layout = layout
        self.units = units
        self.total = total
        self.consolidation = consolidation
        self.grid: Grid = expanded(grid_of(form, section.id, total.audience, total.on), total.instances)
        self.markers = markers_of(self.grid)
        self.indents = dict(zip((row.key for row in self.grid.rows), indents_of(self.grid), strict=True))

    def table(self) -> Table:
        rows: list[Row] = []
        for row, marker in zip(self.grid.rows, self.markers, strict=True):
            if row.node.kind == "unit":
                rows += [self.unit_row(row, index) for index in range(len(self.units))]
                rows.append(self.total_row(row, *unit_total(self.grid, row, marker)))
            else:
                rows.append(self.total_row(row, marker, marked_caption(self.grid, row, row.label)))
        return table_of(self.form, self.grid, rows)

    def unit_row(self, row: GridRow, index: int) -> Row:
        unit = self.units[index]
        inst = replace(row, inst=unit.id)
        stubs = Stubs("", unit.caption, row, unit.depth)

        def data(leaf: Leaf) -> Cell:
            own = cell_key(row.id, leaf.id)
            value = unit.values.get(own)
            formula = self.formula(row, leaf, own, unit.id)
            if unit.group:
                formula = self.parts(row, leaf, value, self.below(index))
            spec = self.grid.spec(row.id, leaf.id)
            key = cell_key(inst.key, leaf.id)
            return cell_of(key, value, spec, formula=formula, dimensions=self.total.dimensions)

        cells = tuple(data(leaf) if leaf.is_data else stubs.cell(leaf.node.stub) for leaf in self.grid.leaves)
        return Row(inst.key, "total" if unit.group else "unit", unit.depth, cells)

    def total_row(self, row: GridRow, marker: str, caption: str) -> Row:
        stubs = Stubs(marker, caption, row, self.indents[row.key])
        top = [index for index, unit in enumerate(self.units) if unit.depth == min(u.depth for u in self.units)]
        unit_kind = row.node.kind == "unit"

        def data(leaf: Leaf) -> Cell:
            if not row.has_cells:
                return NO_CELL
            key = cell_key(row.key, leaf.id)
            value = self.total.values.get(key)
            formula = self.total.formulas.get(key)
            if unit_kind and self.how(row, leaf) == "sum" and formula is None:
                formula = self.parts(row, leaf, value, top)
            return cell_of(
                key, value, self.grid.spec(row.id, leaf.id), formula=formula, dimensions=self.total.dimensions
            )

        cells = tuple(data(leaf) if leaf.is_data else stubs.cell(leaf.node.stub) for leaf in self.grid.leaves)
        kind: RowKind = "total" if unit_kind else row_kind(row)
        return Row(row.key, kind, row.depth, cells, bold=row.id in self.layout.bold_rows, breaks=row.id in self.layout.break_rows)

    def how(self, row: GridRow, leaf: Leaf) -> str:
        """How the total of a column comes about, by the consolidation, then by the cell's own property."""
        if self.consolidation:
            for key in (cell_key(row.id, leaf.id), leaf.id, row.id):
                if key in self.consolidation.cells:
                    return self.consolidation.cells[key].how
        aggregate = self.grid.spec(row.id, leaf.id).aggregate
        return aggregate or (self.consolidation.default if self.consolidation else "sum")

    def below(self, index: int) -> list[int]:
        """Units directly below a group."""
        depth = self.units[index].depth
        found = []
        for other in range(index + 1, len(self.units)):
            if self.units[other].depth <= depth:
                break
            if self.units[other].depth == depth + 1:
                found.append(other)
        return found

    def parts(self, row: GridRow, leaf: Leaf, value: CellValue, units: Sequence[int]) -> Formula | None:
        """A sum over units' cells, when that sum is the value that was given."""
        key = cell_key(row.id, leaf.id)
        numbers = [n for index in units if isinstance(n := self.units[index].values.get(key), Decimal)]
        expected: Decimal | None = None
        for number in numbers:
            expected = number if expected is None else WIDE.add(expected, number)
        if not units or expected != value:
            return None
        spec = self.grid.spec(row.id, leaf.id)
        keys = tuple(cell_key(f"{row.id}#{self.units[index].id}", leaf.id) for index in units)
        return Formula(parts=keys, decimals=spec.decimals or 0)

    def formula(self, row: GridRow, leaf: Leaf, key: str, inst: str) -> Formula | None:
        """The form's own formula in a unit's row; only where all its cells stand in that row."""
        own = self.total.formulas.get(key)
        if own is None or own.tree is None or self.grid.spec(row.id, leaf.id).kind != "computed":
            return None
        slots = [node for node in walk(own.tree) if isinstance(node, Slot)]
        if any(slot.key.partition(":")[0] != row.id for slot in slots):
            return None
        return replace(own, unit_row=row.id, inst=inst)
