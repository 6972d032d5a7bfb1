"""Numbers and spreadsheet ranges as they are written in a formula."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from metadata.formula.syntax import Literal, Syntax, Terms

_A1: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})", re.ASCII)


def sheet_range_size(first: str, last: str) -> int:
    """How many cells ``A1:XFD1048576`` would name; 0 when the ends are no spreadsheet addresses."""
    ends = [_A1.fullmatch(text) for text in (first, last)]
    if not all(ends):
        return 0
    columns = [_letters(m[1]) for m in ends if m]
    rows = [int(m[2]) for m in ends if m]
    return (abs(columns[0] - columns[1]) + 1) * (abs(rows[0] - rows[1]) + 1)


def _letters(text: str) -> int:
    number = 0
    for char in text.upper():
        number = number * 26 + ord(char) - 64
    return number


def signed_number(syntax: Syntax) -> Decimal | None:
    """A number written with or without a sign; None for anything else."""
    match syntax:
        case Literal(value=Decimal() as number):
            return number
        case Terms(items=((sign, Literal(value=Decimal() as number)),)):
            return number * sign
    return None


def whole_number(syntax: Syntax) -> int | None:
    """A written whole number from -12 to 12; None for anything else."""
    number = signed_number(syntax)
    return int(number) if number is not None and number == int(number) and abs(number) <= 12 else None
