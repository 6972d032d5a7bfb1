"""A failed check as one sentence in numbers: ``Cột 9: 97 ≠ 11+12+13 = 98``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from metadata.formula.functions import Operand
from metadata.formula.program.model import Check
from metadata.numbers import format_vi, round_half_away

NEGATED: Final = {"==": "≠", "!=": "=", "<=": ">", "<": "≥", ">=": "<", ">": "≤"}
_BLANK: Final = {"vi": "trống", "en": "blank"}
SHOWN_DECIMALS: Final = 6


def shown(value: Operand, lang: str) -> str:
    """A side of a comparison: ``1.234,5``, at most six decimals, no trailing zeros."""
    if value is None:
        return _BLANK[lang]
    if not isinstance(value, Decimal):
        return f"“{value}”"
    text = format_vi(round_half_away(value, SHOWN_DECIMALS))
    return text.rstrip("0").rstrip(",") if "," in text else text


def sentence(check: Check, left: Operand, right: Operand, number: int, lang: str) -> str:
    """The sentence; ``number`` is the place of the open row's instance, from 1."""
    head = check.head[lang].replace("{n}", str(number))
    compare = check.comparison
    if compare is None:
        return head
    tail = check.tail[lang]
    result = "" if check.constant else f" = {shown(right, lang)}"
    return f"{head}: {shown(left, lang)} {NEGATED[compare.operator]} {tail}{result}"
