"""A table with its parts named: which column and row of the sheet is which column and row of the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from designer.importing.understanding.blocks import Table
from designer.importing.understanding.header import Heading
from designer.importing.understanding.plane import Plane
from designer.importing.understanding.rows import BodyRow
from runtime.workbooks import Area

_NO_ID: Final = re.compile(r"[^A-Za-z0-9]+")
_LONGEST: Final = 24


@dataclass
class Plan:
    """One table on its way to a section. ``shape`` is grid, unit (one row per reporting unit) or list."""

    table: Table
    headings: list[Heading]
    roles: list[str]
    rows: list[BodyRow]
    shape: str
    doubts: list[str] = field(default_factory=list)
    #: The part of the same table that stands before it: this one holds further columns of the same rows.
    before: Plan | None = None
    form: str = ""
    section: str = ""
    title: str = ""
    titles: list[Area] = field(default_factory=list)
    column_ids: dict[int, str] = field(default_factory=dict)
    group_ids: dict[int, str] = field(default_factory=dict)
    specs: dict[str, dict[str, Any]] = field(default_factory=dict)
    row_specs: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    @property
    def plane(self) -> Plane:
        """The sheet that it stands on."""
        return self.table.plane

    @cached_property
    def leaves(self) -> list[Heading]:
        """Leaf columns from the left."""
        return [leaf for heading in self.headings for leaf in heading.leaves()]

    @cached_property
    def data(self) -> list[Heading]:
        """Leaf columns that hold cells."""
        return [leaf for leaf, role in zip(self.leaves, self.roles, strict=True) if not role]

    @cached_property
    def caption_column(self) -> int | None:
        """The column of the sheet that captions rows."""
        return next((leaf.columns[0] for leaf, role in zip(self.leaves, self.roles, strict=True) if role == "caption"), None)

    @cached_property
    def leaf_at(self) -> dict[int, Heading]:
        """Data leaves by column of the sheet."""
        return {column: leaf for leaf in self.data for column in range(leaf.columns[0], leaf.columns[1] + 1)}

    @cached_property
    def row_at(self) -> dict[int, BodyRow]:
        """Rows with cells by row of the sheet."""
        return {at: row for row in self.rows if row.kind != "heading" for at in range(row.row, row.last + 1)}

    @property
    def data_rows(self) -> list[BodyRow]:
        """Rows with cells, in order."""
        return [row for row in self.rows if row.kind != "heading"]

    def column_id(self, leaf: Heading) -> str:
        """Id and code of a data column."""
        return self.column_ids[leaf.columns[0]]

    def children(self, row: BodyRow) -> list[BodyRow]:
        """Rows with cells under a row; those of a mere heading in its place."""
        index = self.rows.index(row)
        return self._under(index)

    @cached_property
    def _by_parent(self) -> dict[int | None, list[int]]:
        found: dict[int | None, list[int]] = {}
        for index, row in enumerate(self.rows):
            found.setdefault(row.parent, []).append(index)
        return found

    def _under(self, index: int) -> list[BodyRow]:
        found: list[BodyRow] = []
        for child in self._by_parent.get(index, ()):
            found.extend(self._under(child) if self.rows[child].kind == "heading" else [self.rows[child]])
        return found

    def name(self, ordinal: int, parts: Sequence[Plan] = ()) -> None:
        """Give ids: columns by their printed numbers, rows by their codes.

        ``ordinal`` counts the tables of the form from 0. ``parts`` stand before this one in the same table and share its ids.
        """
        tail = f"{ordinal + 1}_" if ordinal else ""
        taken = {key for part in parts for key in part.column_ids.values()}
        self._name_columns(tail, taken, parts)
        groups = sum(len(part.group_ids) for part in parts)
        for index, group in enumerate((node for heading in self.headings for node in heading.walk() if node.children), start=groups):
            self.group_ids[id(group)] = f"g{tail}{index + 1}"
        if parts:
            for row, same in zip(self.rows, parts[0].rows, strict=True):
                row.id = same.id
            return
        seen: set[str] = set(taken)
        for count, row in enumerate(self.rows, start=1):
            stem = _NO_ID.sub("_", row.code).strip("_")[:_LONGEST] if row.code else ""
            row.id = _free(f"{'h' if row.kind == 'heading' else 'r'}{tail}{stem or count}", seen)

    def _name_columns(self, tail: str, taken: set[str], parts: Sequence[Plan]) -> None:
        count = sum(len(part.data) for part in parts)
        known = {role: part.column_ids[leaf.columns[0]] for part in parts[:1] for leaf, role in zip(part.leaves, part.roles, strict=True) if role}
        for leaf, role in zip(self.leaves, self.roles, strict=True):
            if role in known:
                self.column_ids[leaf.columns[0]] = known[role]
                continue
            count += not role
            number = _NO_ID.sub("_", leaf.number.number).strip("_") if leaf.number else ""
            # Beside numbered columns those without a number have names of their own.
            bare = not number and any(other.number for other in self.leaves)
            letter = "t" if role and not (number and number.isalpha()) else "k" if bare else "c"
            fallback = {"marker": "tt", "caption": "ten", "code": "ma", "unit": "dvt"}.get(role) or str(count)
            self.column_ids[leaf.columns[0]] = _free(f"{letter}{tail}{number or fallback}", taken)


def _free(wanted: str, taken: set[str]) -> str:
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}_{number}", number + 1
    taken.add(found)
    return found
