"""Numbers as Vietnamese officials write them: ``1.234.567,89``; rounding; scaled integers.

Rounding is half away from zero everywhere; what came out of a division takes 15 significant
digits first (what spreadsheets do), see :func:`round_half_away` and :func:`settle_quotient`.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from metadata.errors import fail

# Wide enough that sums and products of 40-digit inputs are exact.
WIDE: Final = Context(prec=100, rounding=ROUND_HALF_UP)
_FIFTEEN: Final = Context(prec=15, rounding=ROUND_HALF_UP)
_GROUPED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", re.ASCII)
_PLAIN = re.compile(r"-?[0-9]+(,[0-9]+)?", re.ASCII)
#: Spaces between digits separate thousands or nothing: "1 2" is no number.
_GAPS: Final = re.compile("[\u00a0\u202f]")
_SPACED = re.compile(r"-?[0-9]{1,3}([\u00a0\u202f][0-9]{3})+(,[0-9]+)?", re.ASCII)
_ONE_DOT = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}", re.ASCII)


def round_half_away(number: Decimal, decimals: int) -> Decimal:
    """Round to ``decimals`` places, half away from zero; never returns negative zero."""
    rounded = number.quantize(Decimal(1).scaleb(-decimals), context=WIDE)
    return abs(rounded) if rounded == 0 else rounded


def trimmed(number: Decimal) -> Decimal:
    """The same number without zeros at the end of its decimals, and never negative zero: the form in which an entered number is kept.

    >>> str(trimmed(Decimal("3.50"))), str(trimmed(Decimal("-0.0"))), str(trimmed(Decimal("1E+3")))
    ('3.5', '0', '1000')
    """
    text = format(number, "f")
    whole = Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
    return abs(whole) if whole == 0 else whole


def settle_quotient(number: Decimal) -> Decimal:
    """Fifteen significant digits, so that 0.285 that came from a division rounds like 0.285."""
    return _FIFTEEN.plus(number)


def parse_vi(text: str, place: str = "") -> Decimal:
    """Read a number typed the Vietnamese way.

    Raises ``cell.ambiguous_number`` for a single ``1.234`` (a thousand, or one point two?) and
    ``cell.not_a_number`` for anything that is no number. Blanks at the ends are dropped.
    """
    raw = re.sub("^-[\u00a0\u202f]+", "-", text.strip().replace("−", "-"))
    if _SPACED.fullmatch(raw):
        raw = _GAPS.sub("", raw)
    if len(raw) > 60:
        raise fail("number.too_long", place, limit=40)
    if _ONE_DOT.fullmatch(raw):
        raise fail("cell.ambiguous_number", place, value=text)
    if _GROUPED.fullmatch(raw):
        return Decimal(raw.replace(".", "").replace(",", "."))
    if _PLAIN.fullmatch(raw):
        return Decimal(raw.replace(",", "."))
    raise fail("cell.not_a_number", place, value=text)


def format_vi(number: Decimal, decimals: int | None = None, *, grouping: bool = True) -> str:
    """Show a number: ``1.234.567,89``. ``decimals`` None keeps the decimals the number carries."""
    shown = number if decimals is None else round_half_away(number, decimals)
    if shown == 0:
        shown = abs(shown)
    text = format(shown, ",f" if grouping else "f")
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def to_scaled(number: Decimal, decimals: int) -> int | None:
    """The number as an integer of ``10**-decimals``; None when it carries more decimals."""
    scaled = number.scaleb(decimals, context=WIDE)
    whole = scaled.to_integral_value()
    return int(whole) if whole == scaled else None


def from_scaled(scaled: int, decimals: int) -> Decimal:
    """Inverse of :func:`to_scaled`, carrying exactly ``decimals`` places."""
    return Decimal(scaled).scaleb(-decimals, context=WIDE)
