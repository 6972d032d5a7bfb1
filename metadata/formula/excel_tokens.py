"""Pieces of a spreadsheet's formula: numbers, texts, addresses, names and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"]|\"\")*\")|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)"
    r"|(?P<place>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?(?![\w(.]))"
    r"|(?P<name>[^\W\d][\w.]*)|(?P<compare><=|>=|<>|<|>|=)|(?P<sign>[-+*/^&%(),;{}]))"
)
_ADDRESS: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Range:
    """An address or a range as the formula writes it; rows and columns from 0, ``sheet`` empty for its own."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_single(self) -> bool:
        """Whether it is one cell."""
        return (self.top, self.left) == (self.bottom, self.right)


class UntranslatedError(Exception):
    """A formula that cannot be said in our language. ``reason`` is a code, ``what`` the part that stands in the way."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(reason, what)
        self.reason = reason
        self.what = what


def tokens_of(text: str) -> list[tuple[str, str]]:
    """Kinds and values of the pieces, in order. Raises :class:`UntranslatedError`."""
    found: list[tuple[str, str]] = []
    at = 0
    body = text.rstrip()
    while at < len(body):
        match = _TOKEN.match(body, at)
        if match is None:
            raise UntranslatedError("syntax", body[at : at + 20])
        kind = str(match.lastgroup)
        found.append((kind, match.group(kind)))
        at = match.end()
    return found


def read_range(text: str) -> Range:
    """``'Biểu 2'!$C$4:C9`` as places counted from 0."""
    sheet, mark, address = text.rpartition("!")
    ends = [(int(row) - 1, _column(letters)) for letters, row in _ADDRESS.findall(address if mark else text)]
    rows, columns = [row for row, _ in ends], [column for _, column in ends]
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    return Range(name, min(rows), min(columns), max(rows), max(columns))


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
