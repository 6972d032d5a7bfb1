"""Which names a formula may use, and what they stand for.

Names are codes of data columns, rows and plain questions. A name is looked for in the table that the formula
belongs to, then in the other parts of the same form; other forms are reached by ``form(...)`` only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from metadata.documents import CellSpec, Column, FieldsSection, Form, GridSection, OutlineSection, Row
from metadata.formula.tree import Cell, Kind
from metadata.grid import Grid, GridRow, Leaf, grids_of

_T = TypeVar("_T")
_KINDS = {"choice": Kind.TEXT, "text": Kind.TEXT, "date": Kind.DATE, "file": Kind.OTHER, "target": Kind.OTHER}


def kind_of_cell(spec: CellSpec) -> Kind:
    """Type of the value that a cell of this kind holds."""
    return _KINDS.get(spec.kind or "number", Kind.NUMBER)


@dataclass(frozen=True, slots=True)
class Single:
    """An answer outside tables: a plain question or a figure in a narrative. Its id is its key."""

    id: str
    code: str | None
    label: str
    spec: CellSpec


class Floor:
    """A form as one kind of unit sees it on one date: visible rows, who owns open rows, which cells exist."""

    def __init__(self, form_id: str, grids: Mapping[str, Grid]) -> None:
        self.form_id = form_id
        self.grids = grids
        self.row_by_id: dict[str, tuple[str, GridRow]] = {row.id: (s, row) for s, grid in grids.items() for row in grid.rows}
        self.owner: dict[str, str | None] = {}
        for grid in grids.values():
            for row in grid.rows:
                outer = self.owner.get(row.parent) if row.parent else None
                self.owner[row.id] = row.id if row.node.kind == "open" else outer

    def outer_owner(self, row_id: str) -> str | None:
        """The open row around an open row, if any."""
        parent = self.row_by_id[row_id][1].parent
        return self.owner.get(parent) if parent else None

    def data_rows(self, section: str) -> list[GridRow]:
        """Rows with cells, in order."""
        return [row for row in self.grids[section].rows if row.has_cells]

    def exists(self, section: str, row: str, column: str) -> bool:
        """Whether there is such a cell, shown and not blocked."""
        if row not in self.row_by_id or not self.row_by_id[row][1].has_cells:
            return False
        return self.grids[section].spec(row, column).kind != "blocked"


class FormNames:
    """The names of one form and where they stand. All rows are known here, also those hidden from some units."""

    def __init__(self, form: Form) -> None:
        self.form = form
        #: Cells that names turned out to stand for, by (table that the formula belongs to, name).
        self.cells: dict[tuple[str | None, str], Cell] = {}
        self.grids: dict[str, Grid] = {grid.section.id: grid for grid in grids_of(form)}

    @cached_property
    def columns(self) -> Mapping[str, list[tuple[str, Leaf]]]:
        """Data columns by code, each with its section."""
        found: dict[str, list[tuple[str, Leaf]]] = {}
        for section, grid in self.grids.items():
            for leaf in grid.data_leaves:
                if leaf.node.code:
                    found.setdefault(leaf.node.code, []).append((section, leaf))
        return found

    @cached_property
    def rows(self) -> Mapping[str, list[tuple[str, Row]]]:
        """Rows by code, each with its section."""
        found: dict[str, list[tuple[str, Row]]] = {}
        for section, grid in self.grids.items():
            for row in grid.rows:
                if row.node.code:
                    found.setdefault(row.node.code, []).append((section, row.node))
        return found

    @cached_property
    def singles(self) -> Mapping[str, Single]:
        """Answers outside tables by code (of a question) or id (of a narrative figure)."""
        found: dict[str, Single] = {}
        for single in self.all_singles:
            found[single.code or single.id] = single
        return found

    @cached_property
    def all_singles(self) -> tuple[Single, ...]:
        """Questions and narrative figures in order."""
        found: list[Single] = []
        for section in self.form.sections.values():
            if isinstance(section, FieldsSection):
                found.extend(Single(f.id, f.code, f.label, f.cell.over(self.form.cell).over(CellSpec(kind="text", decimals=0))) for f in section.fields.values())
            elif isinstance(section, OutlineSection):
                base = CellSpec(decimals=0)
                found.extend(
                    Single(h.id, None, h.label, CellSpec(kind="computed", formula=h.figure).over(h.cell).over(self.form.cell).over(base))
                    for h, _ in section.headings.walk() if h.kind == "figure"
                )  # fmt: skip
        return tuple(found)

    @cached_property
    def floor(self) -> Floor:
        """The form with all its rows shown."""
        return Floor(self.form.id, self.grids)

    def column_kind(self, section: str, leaf: Leaf) -> Kind:
        """Type of a column when no row is named."""
        grid = self.grids[section]
        return kind_of_cell(leaf.node.cell.over(grid.section.cell).over(self.form.cell))

    def row_kind(self, section: str, row: Row) -> Kind:
        """Type of a row when no column is named."""
        grid = self.grids[section]
        return kind_of_cell(row.cell.over(grid.section.cell).over(self.form.cell))


@dataclass
class Scope:
    """Names for one formula: its form and table, and the other forms of the regime.

    ``section`` is None for checks and narrative figures, which stand in no table.
    """

    names: FormNames
    section: str | None = None
    forms: Mapping[str, Form] = field(default_factory=dict)
    _others: dict[str, FormNames] = field(default_factory=dict)

    @property
    def form_id(self) -> str:
        """Id of the form that the formula belongs to."""
        return self.names.form.id

    def at(self, section: str | None) -> Scope:
        """The same names seen from a table of the form."""
        return Scope(self.names, section, self.forms, self._others)

    def other(self, form_id: str) -> Scope | None:
        """Scope of another form of the regime, by id or by its printed code; None when there is none."""
        if form_id not in self.forms:
            return None
        if form_id == self.form_id:
            return self.at(None)
        names = self._others.get(form_id)
        if names is None:
            names = self._others[form_id] = FormNames(self.forms[form_id])
        return Scope(names, None, self.forms, self._others)

    def columns(self, code: str) -> list[tuple[str, Leaf]]:
        """Data columns of that code: those of the formula's own table if any, else all."""
        return self._nearest(self.names.columns.get(code, []))

    def rows(self, code: str) -> list[tuple[str, Row]]:
        """Rows of that code: those of the formula's own table if any, else all."""
        return self._nearest(self.names.rows.get(code, []))

    def _nearest(self, found: list[tuple[str, _T]]) -> list[tuple[str, _T]]:
        if len(found) < 2:
            return found
        own = [item for item in found if item[0] == self.section]
        return own or found

    def known(self) -> tuple[str, ...]:
        """All names, for completion and proposals; those of the own table first."""
        columns = sorted(self.names.columns, key=lambda c: self.names.columns[c][0][0] != self.section)
        return (*columns, *self.names.rows, *self.names.singles)

    def section_title(self, section: str) -> str:
        """What a table is called in messages."""
        found = self.names.form.sections[section]
        return found.title if isinstance(found, GridSection) and found.title else section


def column_name(column: Column) -> str:
    """How officials call a column: its printed number, else its caption."""
    return column.number or column.label
