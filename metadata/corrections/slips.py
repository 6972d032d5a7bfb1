"""Slips of the hand: what was probably meant by a number that was typed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from metadata.values import decimal_text

_POWERS = (1, -1, 3, -3, 2, -2, 6, -6)


def slips(typed: Decimal) -> Iterator[Decimal]:
    """Numbers that become ``typed`` by a usual slip, likeliest first: two digits exchanged, a zero or three too many or too few, a sign, a digit twice."""
    seen = {typed}
    for number in (*_exchanged(typed), *(typed.scaleb(power) for power in _POWERS), -typed, *_doubled(typed)):
        if number not in seen and typed:
            seen.add(number)
            yield number


def is_slip(typed: Decimal, meant: Decimal) -> bool:
    """Whether ``typed`` is what a usual slip makes of ``meant``."""
    return any(meant == number for number in slips(typed))


def _exchanged(typed: Decimal) -> Iterator[Decimal]:
    text = decimal_text(typed)
    for at, (first, second) in enumerate(pairwise(text)):
        if first.isdigit() and second.isdigit() and first != second:
            yield Decimal(text[:at] + second + first + text[at + 2 :])


def _doubled(typed: Decimal) -> Iterator[Decimal]:
    """One of two like neighbours left out."""
    text = decimal_text(typed)
    for at, (first, second) in enumerate(pairwise(text)):
        if first == second and first.isdigit():
            yield Decimal(text[:at] + text[at + 1 :])
