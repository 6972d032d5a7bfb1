"""A sheet as understanding looks at it: merged areas resolved, texts on one line, corrections laid over it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from designer.importing.proposal import ROLES, Correction
from metadata.text import fold
from runtime.workbooks import Area, Cell, Sheet

EMPTY: Final = Cell()
#: Cells that merged areas of one sheet may cover in all; areas beyond are read as single cells.
MOST_MERGED: Final = 400_000
#: Characters of a cell that are looked at. Excel takes 32,767; a caption of a form 2,000.
LONGEST: Final = 4_000
#: Roles that take a part of a sheet out of its tables.
OUTSIDE: Final = frozenset({"title", "unit_line", "footnote", "signer", "text", "ignore"})
_SPACES: Final = re.compile(r"\s+")


def one_line(text: str) -> str:
    """A text without line breaks, control characters, double blanks."""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in text)
    return _SPACES.sub(" ", text).strip()


def key_of(text: str) -> str:
    """What captions are compared by: no case, no marks, one line."""
    return fold(one_line(text))


class Plane:
    """One sheet. Every cell of a merged area answers with the first one's text; ``anchor`` is that first cell."""

    def __init__(self, sheet: Sheet, index: int, corrections: Sequence[Correction] = ()) -> None:
        self.sheet = sheet
        self.index = index
        self.rows = max([sheet.rows, *(row + 1 for row, _ in sheet.cells)])
        self.columns = max([sheet.columns, *(column + 1 for _, column in sheet.cells)])
        self.corrections = [
            Correction(c.sheet, self._clipped(c.area), c.role, c.value)
            for c in corrections
            if c.sheet == index and c.role in ROLES and c.area[0] < self.rows and c.area[1] < self.columns
        ]
        self._anchors: dict[tuple[int, int], tuple[int, int]] = {}
        self._spans: dict[tuple[int, int], Area] = {}
        self._texts: dict[tuple[int, int], str] = {}
        for area in sheet.merges:
            self._merge(self._clipped(area))

    def _clipped(self, area: Area) -> Area:
        top, left, bottom, right = area
        top, left = max(top, 0), max(left, 0)
        return top, left, max(top, min(bottom, self.rows - 1)), max(left, min(right, self.columns - 1))

    def _merge(self, area: Area) -> None:
        top, left, bottom, right = area
        size = (bottom - top + 1) * (right - left + 1)
        if size < 2 or len(self._anchors) + size > MOST_MERGED or not self._inside(area):
            return
        cells = [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        if any(cell in self._anchors for cell in cells):
            return
        self._anchors.update(dict.fromkeys(cells, (top, left)))
        self._spans[(top, left)] = area

    def _inside(self, area: Area) -> bool:
        return 0 <= area[0] < self.rows and 0 <= area[1] < self.columns

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of the merged area around a cell, or the cell."""
        return self._anchors.get((row, column), (row, column))

    def span(self, row: int, column: int) -> Area:
        """The merged area around a cell, or the cell."""
        anchor = self.anchor(row, column)
        return self._spans.get(anchor, (*anchor, *anchor))

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell, or in the first cell of its merged area."""
        return self.sheet.cells.get(self.anchor(row, column), EMPTY)

    def text(self, row: int, column: int) -> str:
        """The text of a cell on one line."""
        anchor = self.anchor(row, column)
        known = self._texts.get(anchor)
        if known is None:
            known = self._texts[anchor] = one_line(self.sheet.cells.get(anchor, EMPTY).text[:LONGEST])
        return known

    def is_filled(self, row: int, column: int) -> bool:
        """Whether a cell says anything: a text, a number, a formula."""
        cell = self.cell(row, column)
        return bool(cell.formula or cell.number is not None) or bool(self.text(row, column))

    @cached_property
    def filled(self) -> dict[int, list[int]]:
        """Columns with something in them by row; of a merged area its first cell."""
        found: dict[int, list[int]] = {}
        for row, column in sorted(self.sheet.cells):
            if self.anchor(row, column) == (row, column) and self.is_filled(row, column):
                found.setdefault(row, []).append(column)
        return found

    @cached_property
    def _covering(self) -> dict[int, list[tuple[int, int]]]:
        """First cells of filled merged areas by every row that they cover."""
        found: dict[int, list[tuple[int, int]]] = {}
        for anchor, (top, _, bottom, _) in self._spans.items():
            if self.is_filled(*anchor):
                for row in range(top, bottom + 1):
                    found.setdefault(row, []).append(anchor)
        return found

    def row_anchors(self, row: int, left: int = 0, right: int | None = None) -> list[tuple[int, int]]:
        """First cells of what is filled in a row between two columns, merged areas from above included."""
        last = self.columns - 1 if right is None else right
        found = {(row, column) for column in self.filled.get(row, ()) if left <= column <= last}
        for anchor in self._covering.get(row, ()):
            _, first, _, end = self._spans[anchor]
            if first <= last and end >= left:
                found.add(anchor)
        return sorted(found, key=lambda anchor: (anchor[1], anchor[0]))

    def said(self, role: str) -> Iterator[Correction]:
        """Corrections of a role, the last one first."""
        return (c for c in reversed(self.corrections) if c.role == role)

    def role_at(self, row: int, column: int) -> Correction | None:
        """The last correction that covers a cell."""
        return next((c for c in reversed(self.corrections) if inside(c.area, row, column)), None)

    @cached_property
    def set_aside(self) -> frozenset[tuple[int, int]]:
        """Filled cells that a correction takes out of the tables."""
        if not any(c.role in OUTSIDE for c in self.corrections):
            return frozenset()
        cells = ((row, column) for row, columns in self.filled.items() for column in columns)
        return frozenset(cell for cell in cells if (said := self.role_at(*cell)) is not None and said.role in OUTSIDE)


def inside(area: Area, row: int, column: int) -> bool:
    """Whether an area covers a cell."""
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]


def overlap(one: Area, other: Area) -> bool:
    """Whether two areas have a cell in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def around(areas: Sequence[Area]) -> Area:
    """The smallest area that holds all of them."""
    return min(a[0] for a in areas), min(a[1] for a in areas), max(a[2] for a in areas), max(a[3] for a in areas)
