"""Targets as plans write them, read from text: "Trên 4", "61–62", "Khoảng 4", "Xuất siêu". The browser reads them the same way."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from metadata.errors import KhuonError
from metadata.numbers import parse_vi
from metadata.values import Target

#: Signs and words before a figure → the comparator, in the order in which they are tried.
_SIGNS: Final = tuple(
    (re.compile(rf"(?:{words})\s*", re.IGNORECASE), op)
    for words, op in (
        ("≥|>=|từ|ít nhất|tối thiểu", "ge"),
        (">|trên|hơn", "gt"),
        ("≤|<=|tối đa|không quá|đến", "le"),
        ("<|dưới", "lt"),
        ("≈|~|khoảng|about", "about"),
        ("=", "eq"),
    )
)
_RANGES: Final = (re.compile(r"(.+?)\s*(?:–|—|đến|\.\.)\s*(.+)"), re.compile(r"([\d.,]+)\s*-\s*([\d.,]+)", re.ASCII))


def read_target(text: str) -> Target:
    """The target that a text states; what names no figure stays as words."""
    for pattern in _RANGES:
        if (found := pattern.fullmatch(text)) is not None:
            low, high = _figure(found[1]), _figure(found[2])
            if low is not None and high is not None:
                return Target("range", low, high)
            break
    for sign, op in _SIGNS:
        if (at := sign.match(text)) is not None and (figure := _figure(text[at.end() :])) is not None:
            return Target(op, figure)
    figure = _figure(text)
    return Target("eq", figure) if figure is not None else Target("text", text=text)


def _figure(text: str) -> Decimal | None:
    try:
        return parse_vi(text)
    except KhuonError:
        return None
