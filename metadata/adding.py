"""Adding a handful of cell values with all their states: the slow, general way.

Used where there are no vectors (open rows, weighted means); means the same as the engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from metadata.numbers import WIDE as EXACT
from metadata.numbers import round_half_away, settle_quotient
from metadata.rich import Paragraph, RichText, Run, lines_of
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
    """Texts of several units under their names, one a line; equal texts stand once with all names.

    Marks and lists stay where a unit has some; beyond the limit the plain reading is cut.
    """
    names: dict[str | RichText, list[str]] = {}
    for name, value in parts:
        said = value.strip() if isinstance(value, str) else value
        if isinstance(said, str | RichText) and said:
            names.setdefault(said, []).append(name)
    if not names:
        return None
    text = "\n".join(f"{', '.join(who)}: {said}" for said, who in names.items())
    if len(text) > limit:
        return text[: limit - 1] + "…"
    if not any(isinstance(said, RichText) for said in names):
        return text
    return RichText(tuple(one for said, who in names.items() for one in _under(", ".join(who), said)))


def _under(name: str, said: str | RichText) -> Iterator[Paragraph]:
    """The paragraphs of a unit below its name."""
    yield Paragraph((Run(f"{name}:", "b"),))
    if isinstance(said, RichText):
        yield from said.paragraphs
    else:
        yield from (Paragraph(line.runs) for line in lines_of(said))
