"""Adding a handful of cell values with all their states: the slow, general way.

Used where there are no vectors (open rows, weighted means); means the same as the engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from metadata.numbers import WIDE as EXACT
from metadata.numbers import round_half_away, settle_quotient
from metadata.values import DASH, NA, CellValue, Invalid


def add(values: Iterable[CellValue]) -> CellValue:
    """Sum: a number if any is a number, else "-", else X, else blank. Text and drafts count as blank."""
    total: Decimal | None = None
    dash = not_applicable = False
    for value in values:
        if isinstance(value, Decimal):
            total = value if total is None else EXACT.add(total, value)
        dash = dash or value is DASH
        not_applicable = not_applicable or value is NA
    if total is not None:
        return total
    return DASH if dash else NA if not_applicable else None


def count(values: Iterable[CellValue]) -> CellValue:
    """How many are numbers other than zero or answers; blank when nobody stated anything at all."""
    seen = [value for value in values if value is not None and value is not NA]
    if not seen:
        return None
    return Decimal(sum(1 for value in seen if value is not DASH and value != 0))


def weighted_mean(pairs: Iterable[tuple[CellValue, CellValue]], decimals: int) -> CellValue:
    """Mean of (value, weight), rounded to ``decimals``; pairs with a part that is no number are left out.

    Blank when no pair is left or the weights come to zero.
    """
    total = weights = Decimal(0)
    for value, weight in pairs:
        if isinstance(value, Decimal) and isinstance(weight, Decimal):
            total = EXACT.fma(value, weight, total)
            weights = EXACT.add(weights, weight)
    if weights == 0:
        return None
    return round_half_away(settle_quotient(EXACT.divide(total, weights)), decimals)


def last(values: Sequence[CellValue]) -> CellValue:
    """What the last that stated anything states; blank when nobody did. Drafts state nothing."""
    return next((value for value in reversed(values) if value is not None and not isinstance(value, Invalid)), None)


def same_or_blank(values: Iterable[CellValue]) -> CellValue:
    """The value when all that stated one agree, else blank: for dates, choices and targets."""
    stated = [value for value in values if value is not None]
    return stated[0] if stated and all(value == stated[0] for value in stated) else None


def collate(parts: Sequence[tuple[str, CellValue]], limit: int = 30_000) -> CellValue:
    """Texts of several units under their names, one a line; equal texts stand once with all names."""
    names: dict[str, list[str]] = {}
    for name, value in parts:
        if isinstance(value, str) and value.strip():
            names.setdefault(value.strip(), []).append(name)
    if not names:
        return None
    text = "\n".join(f"{', '.join(who)}: {said}" for said, who in names.items())
    return text if len(text) <= limit else text[: limit - 1] + "…"
