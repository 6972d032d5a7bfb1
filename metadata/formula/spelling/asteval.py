"""Functions as the second opinion computes them.

Written apart from those of the judge, in another manner where there is one, so that a slip in either shows up as
a difference. Groups (all instances of an open row) come as tuples; a blank is None.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any


def listed(values: tuple[Any, ...]) -> list[Any]:
    """Arguments with groups (tuples) opened, blanks dropped."""
    return [item for item in opened(values) if item is not None]


def opened(values: tuple[Any, ...]) -> list[Any]:
    """Arguments with groups (tuples) opened."""
    return [item for value in values for item in (value if isinstance(value, tuple) else (value,))]


def total(*values: Any) -> Decimal | None:
    """``sum``, and a chain that may hold blanks."""
    found = listed(values)
    return sum(found[1:], found[0]) if found else None


def mean(*values: Any) -> Decimal | None:
    """``avg``."""
    found = listed(values)
    return sum(found[1:], found[0]) / len(found) if found else None


def least(*values: Any) -> Decimal | None:
    """``min``."""
    return min(listed(values), default=None)


def greatest(*values: Any) -> Decimal | None:
    """``max``."""
    return max(listed(values), default=None)


def filled(*values: Any) -> Decimal:
    """``count``."""
    return Decimal(len(listed(values)))


def first_filled(*values: Any) -> Any:
    """``coalesce``."""
    return next(iter(listed(values)), None)


def absolute(value: Decimal | None) -> Decimal | None:
    """``abs``."""
    return None if value is None else abs(value)


def rounded(value: Decimal | None, digits: Decimal = Decimal(0)) -> Decimal | None:
    """``round``: half away from zero."""
    if value is None:
        return None
    step = Decimal(10) ** -int(digits)
    return (value / step).to_integral_value(ROUND_HALF_UP) * step


def weighted_mean(*values: Any) -> Decimal | None:
    """``wmean``: the first half of the cells weighed by the second half."""
    cells = opened(values)
    half = len(cells) // 2
    pairs = [(v, w) for v, w in zip(cells[:half], cells[half:], strict=True) if v is not None and w is not None]
    weight = sum(w for _, w in pairs)
    return sum(v * w for v, w in pairs) / weight if pairs and weight else None


def fifteen(value: Decimal | None) -> Decimal | None:
    """Fifteen significant digits."""
    if value is None or value == 0:
        return value
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 14), rounding=ROUND_HALF_UP)


def times(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    """A product."""
    return None if a is None or b is None else a * b


def over(a: Decimal | None, b: Decimal | None) -> Decimal | None:
    """A quotient; by zero it is blank."""
    return None if a is None or b is None or b == 0 else a / b


def folded(signs: str, first: Decimal | None, *others: Decimal | None) -> Decimal | None:
    """A long product from left to right; ``signs`` holds ``*`` or ``/`` for every factor."""
    for sign, value in zip(signs[1:], others, strict=True):
        first = times(first, value) if sign == "*" else over(first, value)
    return first


def minus(a: Decimal | None) -> Decimal | None:
    """The negative."""
    return None if a is None else -a


def count_where(tested: tuple[Any, ...], test: Callable[[Any, Any], bool], operand: Any) -> Decimal:
    """``count_where``."""
    return Decimal(len([v for v in tested if v is not None and test(v, operand)]))


def sum_where(values: tuple[Any, ...], tested: tuple[Any, ...], test: Callable[[Any, Any], bool], operand: Any) -> Decimal | None:
    """``sum_where``."""
    return total(*(value for value, t in zip(values, tested, strict=True) if t is not None and test(t, operand)))
