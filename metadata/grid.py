"""Geometry derived from a form's table: leaves, header rows with spans, body rows, resolved cells.

The header and row trees are the only truth; spans, depths and paths are worked out here, so that the
screen, the workbook and the printed page draw the same table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from metadata.documents.form import BASE_CELL, EMPTY_CELL, CellSpec, Column, Form, GridSection, Row
from metadata.errors import fail

ENTRY_KINDS = frozenset({"number", "choice", "text", "date", "file", "target"})
NUMERIC_KINDS = frozenset({"number", "computed", "carried"})


@dataclass(frozen=True)
class HeaderCell:
    """One cell of the header as it prints."""

    id: str
    label: str
    colspan: int
    rowspan: int
    leaf: bool


@dataclass(frozen=True)
class GridRow:
    """A row of the table. ``inst`` is the instance of an open row, None elsewhere."""

    id: str
    node: Row
    depth: int
    parent: str | None
    inst: str | None = None
    caption: str | None = None

    @property
    def key(self) -> str:
        """Row part of cell keys: ``r5`` or ``r5#k1``."""
        return f"{self.id}#{self.inst}" if self.inst else self.id

    @property
    def label(self) -> str:
        """What the row is called on screen: the instance's own caption, else the node's."""
        return self.caption if self.caption is not None else self.node.label

    @property
    def has_cells(self) -> bool:
        """Heading rows have no cells."""
        return self.node.kind != "heading"


@dataclass(frozen=True)
class Leaf:
    """A leaf column with the captions above it, from the top."""

    node: Column
    path: tuple[str, ...]

    @property
    def id(self) -> str:
        """Id of the column."""
        return self.node.id

    @property
    def is_data(self) -> bool:
        """Stub columns caption rows and hold no cells."""
        return self.node.stub is None


def printed_code(code: str | None) -> str:
    """Row code as forms print it: the letter that formulas need in front of digits is not printed."""
    match = re.fullmatch(r"[Rr]([0-9]+)", code or "", re.ASCII)
    return match[1] if match else code or ""


def cell_key(row: str, column: str) -> str:
    """Key of a cell: ``row:col``; the row part of an open row carries its instance (``r5#k1:c2``)."""
    return f"{row}:{column}"


def split_key(key: str) -> tuple[str, str | None, str]:
    """Row id, instance or None, column id. Raises ``cell.unknown`` for a key of another shape."""
    row, colon, column = key.partition(":")
    row_id, hash_sign, inst = row.partition("#")
    if not colon or not row_id or not column or (hash_sign and not inst):
        raise fail("cell.unknown", key, key=key)
    return row_id, inst or None, column


@dataclass(frozen=True)
class Grid:
    """A table of a form for one kind of unit on one date."""

    form: Form
    section: GridSection
    rows: tuple[GridRow, ...]

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Leaf columns in print order, stubs included."""
        tree = self.section.columns
        return tuple(Leaf(node, tuple(step.label for step in tree.path(node.id))) for node in tree.leaves())

    @cached_property
    def data_leaves(self) -> tuple[Leaf, ...]:
        """Leaf columns that hold cells."""
        return tuple(leaf for leaf in self.leaves if leaf.is_data)

    @cached_property
    def header_rows(self) -> tuple[tuple[HeaderCell, ...], ...]:
        """Rows of the header with spans: a leaf reaches down to the last header row."""
        tree = self.section.columns
        depth = max((level for _, level in tree.walk()), default=-1) + 1
        width = {leaf.id: 1 for leaf in self.leaves}
        for node, _ in reversed(list(tree.walk())):
            if node.children:
                width[node.id] = sum(width[child] for child in node.children)
        rows: list[list[HeaderCell]] = [[] for _ in range(depth)]
        for node, level in tree.walk():
            leaf = not node.children
            rows[level].append(HeaderCell(node.id, node.label, width[node.id], depth - level if leaf else 1, leaf))
        return tuple(tuple(row) for row in rows)

    @cached_property
    def number_row(self) -> tuple[str, ...]:
        """What the column-number row prints under each leaf: the relation line, else the number."""
        return tuple(leaf.node.relation or leaf.node.number or "" for leaf in self.leaves)

    @property
    def has_numbers(self) -> bool:
        """Whether the form prints a column-number row."""
        return any(self.number_row)

    @cached_property
    def by_id(self) -> Mapping[str, GridRow]:
        """Rows by id (template rows of open rows included once)."""
        return {row.id: row for row in self.rows}

    @cached_property
    def column_by_id(self) -> Mapping[str, Leaf]:
        """Leaf columns by id."""
        return {leaf.id: leaf for leaf in self.leaves}

    @cached_property
    def _resolved(self) -> dict[tuple[str, str], CellSpec]:
        return {}

    @cached_property
    def _layered(self) -> dict[tuple[int, int], CellSpec]:
        return {}

    def spec(self, row_id: str, col_id: str) -> CellSpec:
        """Properties of a cell with all layers laid over each other; ``kind`` is never None."""
        known = self._resolved.get((row_id, col_id))
        if known is None:
            known = self._resolved[(row_id, col_id)] = self._resolve(row_id, col_id)
        return known

    def _resolve(self, row_id: str, col_id: str) -> CellSpec:
        row, column = self.by_id[row_id].node, self.column_by_id[col_id].node
        own = self.section.cells.get(cell_key(row_id, col_id))
        # Most cells of a table say nothing of their own: one resolved object for each pair of layers.
        pair = (id(column.cell), id(row.cell))
        if own is None and pair in self._layered:
            return self._layered[pair]
        found = self._over(own or EMPTY_CELL, row, column)
        if own is None:
            self._layered[pair] = found
        return found

    def _over(self, own: CellSpec, row: Row, column: Column) -> CellSpec:
        weaker = column.cell.over(row.cell).over(self.section.cell).over(self.form.cell).over(BASE_CELL)
        if own.kind is None and "blocked" in (row.cell.kind, column.cell.kind):
            weaker = replace(weaker, kind="blocked", formula=None)
        # A column that is typed by hand as text, date … has no use for a row's formula.
        if own.kind is None and column.cell.kind in ENTRY_KINDS and column.cell.formula is None:
            weaker = replace(weaker, formula=None)
        return own.over(weaker)

    def row_number(self, row: Row) -> str:
        """What a row is called by on the printed form: its code, where the table prints codes or the code is a plain number; else nothing."""
        code = printed_code(row.code)
        plain = re.fullmatch(r"[0-9][0-9.]*", code, re.ASCII) is not None
        return code if plain or any(leaf.node.stub == "code" for leaf in self.leaves) else ""

    @cached_property
    def repeated_numbers(self) -> frozenset[str]:
        """Codes or markers that several rows with cells print."""
        printed = Counter(self.row_number(row.node) or row.node.marker or "" for row in self.rows if row.has_cells and row.inst is None)
        return frozenset(name for name, times in printed.items() if name and times > 1)

    def children_of(self, row_id: str) -> list[GridRow]:
        """Child rows in order (instances of open rows included when the grid was expanded)."""
        return [row for row in self.rows if row.parent == row_id]

    def expanded(self, instances: Mapping[str, Iterable[tuple[str, str]]]) -> Grid:
        """The grid with open rows replaced by their instances: row id → (instance id, caption)."""
        return replace(self, rows=tuple(_expand(self.rows, instances)))


def _expand(rows: Iterable[GridRow], instances: Mapping[str, Iterable[tuple[str, str]]]) -> Iterator[GridRow]:
    for row in rows:
        if row.node.kind != "open":
            yield row
            continue
        for inst, caption in instances.get(row.id, ()):
            yield replace(row, inst=inst, caption=caption)


def grid_of(form: Form, section_id: str, audience: str | None = None, on: str | None = None) -> Grid:
    """The table of a grid or list section.

    ``audience`` is the kind of unit that looks (None: all rows); ``on`` an ISO date for rows with
    validity (None: all). A row whose ancestor does not stand does not stand either.
    """
    section = form.sections.get(section_id)
    if not isinstance(section, GridSection):
        raise fail("template.reference", form.id, id=form.id, target=section_id)
    hidden: set[str] = set()
    rows: list[GridRow] = []
    for node, depth in section.rows.walk():
        parent = section.rows.parents[node.id]
        if parent in hidden or not node.stands(audience, on):
            hidden.add(node.id)
            continue
        rows.append(GridRow(node.id, node, depth, parent))
    return Grid(form, section, tuple(rows))


def grids_of(form: Form, audience: str | None = None, on: str | None = None) -> list[Grid]:
    """All tables of a form, in order."""
    return [grid_of(form, section.id, audience, on) for section in form.grids]
