"""Names that a workbook gives to cells, rows and columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from runtime.workbooks.model import Area, Name

#: Last row and column of a sheet; a name of a whole row or column reaches to them.
LAST_ROW: Final = 1_048_575
LAST_COLUMN: Final = 16_383
#: Names beyond these are passed over; a hostile file may have millions.
MOST: Final = 60_000
_LETTERS: Final = re.compile(r"[A-Z]{1,3}", re.ASCII)
_REFERS: Final = re.compile(
    r"=?\$?(?:'((?:[^']|''){1,64})'|([^'!\[\]()+,;*/&=<>\"]{1,64}))!\$?([A-Z]{1,3})?\$?(\d{1,7})?(?::\$?([A-Z]{1,3})?\$?(\d{1,7})?)?"
)


def read_names(found: Iterable[tuple[str, Any]]) -> Iterator[Name]:
    """Names with the one area that each names; formulas, constants and areas that are gone are left out."""
    for index, (name, text) in enumerate(found):
        if index >= MOST:
            return
        target = _target(str(text or ""))
        if target is not None:
            yield Name(name, *target)


def _target(text: str) -> tuple[str, Area] | None:
    matched = _REFERS.fullmatch(text)
    if matched is None:
        return None
    quoted, plain, left, top, right, bottom = matched.groups()
    if left is None and top is None:
        return None
    alone = ":" not in text.rpartition("!")[2]
    if alone and (left is None or top is None):
        return None
    first_row, first_column = _row(top, 0), _column(left, 0)
    last_row = first_row if alone else _row(bottom, LAST_ROW)
    last_column = first_column if alone else _column(right, LAST_COLUMN)
    if not (0 <= first_row <= last_row <= LAST_ROW and 0 <= first_column <= last_column <= LAST_COLUMN):
        return None
    return (quoted.replace("''", "'") if quoted is not None else plain), (first_row, first_column, last_row, last_column)


def _row(text: str | None, other: int) -> int:
    return other if text is None else int(text) - 1


def _column(text: str | None, other: int) -> int:
    return other if text is None else column_number(text)


def column_number(letters: str) -> int:
    """0 for ``A``, 26 for ``AA``. Raises ValueError for what is no column."""
    if not _LETTERS.fullmatch(letters):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
