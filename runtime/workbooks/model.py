"""What is read from a workbook, a Word document or a pasted block: cells as a person sees them, with their places.

Nothing here interprets. All rows and columns count from 0; :func:`place` writes a place as people do (``Phụ lục!C7``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

KINDS: Final = ("xlsx", "docx", "paste")

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; the last ones included."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that holds something or looks like something.

    ``text`` is what a person sees (NFC, old encodings converted); ``number`` the exact decimal text of a numeric cell;
    ``formula`` the sheet's own formula with its ``=``. ``font`` names the font of most of the text, ``original`` keeps
    the text before it was converted and ``encoding`` what it was (``tcvn3``, ``vni``, ``nfd``). ``marks`` are the pieces
    set as superscript (footnote marks). ``fill`` is ``RRGGBB`` or empty. ``moment``: the file keeps a day or a time there, which
    ``text`` writes as ISO 8601; a text that only looks like one is a text.
    """

    text: str = ""
    number: str | None = None
    formula: str | None = None
    bold: bool = False
    italic: bool = False
    fill: str = ""
    align: str = ""
    indent: int = 0
    border: bool = False
    wrap: bool = False
    font: str = ""
    number_format: str = ""
    note: str = ""
    locked: bool = True
    original: str = ""
    encoding: str = ""
    marks: tuple[str, ...] = ()
    moment: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A list of values that cells of an area accept, from the sheet's data validation."""

    area: Area
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or one table of a Word document. ``cells`` has no entry for a cell that is empty and plain.

    Of a merged area only the first cell stands in ``cells``. ``paper`` is ``A4`` or ``A3``, ``repeated`` the rows that
    print on every page. ``before`` and ``after`` are the paragraphs around a table of a Word document.
    """

    name: str
    rows: int
    columns: int
    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    merges: tuple[Area, ...] = ()
    widths: Mapping[int, int] = field(default_factory=dict)
    heights: Mapping[int, int] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    choices: tuple[Choice, ...] = ()
    paper: str = ""
    landscape: bool = False
    repeated: tuple[int, int] | None = None
    hidden: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """Something in the file that is not in the sheets: a drawing, a macro, a text box, a letter lost in conversion.

    ``code`` is stable, ``place`` a ``sheet!cell`` or empty, ``args`` fill the sentence of the code.
    """

    code: str
    place: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the whole workbook for an area of a sheet; a whole row or column reaches to the last one that a sheet has."""

    name: str
    sheet: str
    area: Area


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that was read from one source. ``kind`` is one of :data:`KINDS`; names of sheets alone are not among ``names``."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    unread: tuple[Unread, ...] = ()
    names: tuple[Name, ...] = ()


@cache
def column_letters(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def place(sheet: str, row: int, column: int) -> str:
    """``Phụ lục!C7`` for row 6 and column 2."""
    return f"{sheet}!{column_letters(column)}{row + 1}"


def area_place(sheet: str, area: Area) -> str:
    """``Phụ lục!C7:D9``; one cell as :func:`place`."""
    top, left, bottom, right = area
    first = place(sheet, top, left)
    return first if (top, left) == (bottom, right) else f"{first}:{column_letters(right)}{bottom + 1}"
