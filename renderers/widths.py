"""Widths of a table's columns and of the paper, estimated from the texts: digits and letters of a serif type, on the wide side.

Numbers never wrap; captions and texts wrap between words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from renderers.document import Cell, HeaderCell, Page, Table

#: Space left and right of a cell's text, in points: usual, and where the print was made smaller.
PADDING: Final = 6.0
TIGHT: Final = 3.6
#: Points in a millimetre.
POINTS: Final = 72 / 25.4
#: Least room for a caption, in em: a column of one-word lines is not read.
_CAPTION: Final = 7.0
#: A word of an answer up to this width, in em, stays whole.
LONG_WORD: Final = 12.0
_MILLIMETRES: Final = {"A4": (210, 297), "A3": (297, 420)}
_NARROW: Final = frozenset(".,:;'!| iljt()[]")
_WIDE: Final = frozenset("mwMWƠĐ@%")
_TEXTS: Final = frozenset({"text", "choice", "file", "invalid"})
_UNBROKEN: Final = frozenset({"number", "date", "dash", "target"})
#: Lines in which the longest text of a column should stand.
_MOST_LINES: Final = 20
Place = tuple[int, int, HeaderCell]
"""Row and column in which a header cell begins, and the cell."""


def text_width(text: str, *, bold: bool = False) -> float:
    """Width of a text in em."""
    plain = sum(0.3 if c in _NARROW else 0.95 if c in _WIDE else 0.7 if c.isupper() else 0.56 for c in text)
    return plain * 1.08 if bold else plain


def _longest(text: str, *, bold: bool) -> float:
    return max((text_width(word, bold=bold) for word in re.split(r"\s+", text)), default=0.0)


def _cell_width(cell: Cell, stub: str | None, *, bold: bool) -> float:
    if stub is None and cell.state in _UNBROKEN:
        return text_width(cell.text, bold=bold)
    # Long words may be broken.
    return min(_longest(cell.text, bold=bold), LONG_WORD)


def has_long_word(text: str) -> bool:
    """Whether a text holds a word that has to be broken."""
    return any(len(word) > 16 and text_width(word) > LONG_WORD for word in text.split())


def least_widths(table: Table) -> list[float]:
    """The least width of each column, in em."""
    found = [_CAPTION if column.stub == "caption" else 1.2 for column in table.columns]
    for row in table.rows:
        bold = row.bold or row.kind in ("total", "heading")
        for index, cell in enumerate(row.cells):
            found[index] = max(found[index], _cell_width(cell, table.columns[index].stub, bold=bold))
    for _, first, head in head_places(table):
        if head.colspan == 1:
            word = _longest(head.label, bold=True)
            found[first] = max(found[first], min(word, LONG_WORD) if has_long_word(head.label) else word)
    return found


def room_of(page: Page) -> float:
    """The width between the margins, in points."""
    across, down = _MILLIMETRES[page.size]
    return ((down if page.orientation == "landscape" else across) - page.sides[1] - page.sides[3]) * POINTS


def height_of(page: Page) -> float:
    """The height between the margins, in points."""
    across, down = _MILLIMETRES[page.size]
    return ((across if page.orientation == "landscape" else down) - page.sides[0] - page.sides[2]) * POINTS


def wanted(table: Table, index: int) -> float:
    """The width in em in which nine of ten texts of a column stand in one line; 0 for a column of numbers.

    One long remark among empty cells asks for so much that it does not run over pages in a narrow column.
    """
    column = table.columns[index]
    if column.width is not None or column.stub not in (None, "caption"):
        return 0.0
    cells = [row.cells[index] for row in table.rows]
    if column.stub is None and not any(cell.state in _TEXTS and cell.text for cell in cells):
        return 0.0
    lines = sorted(max((text_width(line) for line in cell.text.split("\n")), default=0.0) for cell in cells if cell.text)
    usual = lines[min(len(lines) - 1, len(lines) * 9 // 10)] if lines else 0.0
    return max(usual, lines[-1] / _MOST_LINES) if lines and column.stub is None else usual


def head_places(table: Table) -> list[Place]:
    """Header cells with the row and the column in which each begins."""
    return [(top, first, cell) for top, cells in enumerate(matrix(table)) for first, cell in runs(cells)]


def matrix(table: Table) -> list[list[HeaderCell | None]]:
    """Per header row the cell that begins in it over each column; None where one from above reaches down."""
    rows: list[list[HeaderCell | None]] = [[None] * len(table.columns) for _ in table.header]
    taken = [[False] * len(table.columns) for _ in table.header]
    for top, cells in enumerate(table.header):
        at = 0
        for cell in cells:
            while at < len(table.columns) and taken[top][at]:
                at += 1
            for column in range(at, min(at + cell.colspan, len(table.columns))):
                rows[top][column] = cell
                for below in range(top, min(top + cell.rowspan, len(taken))):
                    taken[below][column] = True
            at += cell.colspan
    return rows


def runs(cells: Sequence[HeaderCell | None]) -> list[tuple[int, HeaderCell]]:
    """Each cell of a header row once, as wide as it is there."""
    found: list[tuple[int, HeaderCell]] = []
    for index, cell in enumerate(cells):
        if cell is None:
            continue
        if found and found[-1][1].id == cell.id and found[-1][0] + found[-1][1].colspan == index:
            first, run = found[-1]
            found[-1] = first, replace(run, colspan=run.colspan + 1)
        else:
            found.append((index, replace(cell, colspan=1)))
    return found


def breakable(text: str) -> list[str]:
    """A relation in parts between which a line may break: before its signs, never inside a number."""
    return re.split(r"(?<=.)(?=[=+\-])", text)
