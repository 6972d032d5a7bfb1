"""Choosing between values of all units, and comparing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from metadata.formula.spelling.vector import UNIT, Approx, Exact, Flags, Mask, Truth, Vector, Words, alike, either


def chosen(test: Truth, yes: Vector, no: Vector) -> Vector:
    """``yes`` where the test holds, else ``no``; only the branch taken counts, also for what is unsure."""
    where = test.values
    unsure = either(test.unsure, _picked(where, yes.unsure, no.unsure))
    if isinstance(yes, Words) and isinstance(no, Words):
        return Words(np.where(where, yes.values, no.values), unsure)
    if isinstance(yes, Truth) and isinstance(no, Truth):
        return Truth(np.where(where, yes.values, no.values), unsure)
    assert isinstance(yes, Exact | Approx)
    assert isinstance(no, Exact | Approx)
    blank = _picked(where, yes.blank, no.blank)
    first, second = alike([yes, no])
    numbers = np.where(where, first.numbers, second.numbers)
    if isinstance(first, Exact) and isinstance(second, Exact):
        return Exact(numbers, first.decimals, blank, max(first.bound, second.bound), unsure)
    assert isinstance(first, Approx)
    assert isinstance(second, Approx)
    return Approx(numbers, 0.0, np.where(where, first.off(), second.off()), blank, unsure)


def _picked(where: Flags, yes: Mask, no: Mask) -> Mask:
    if yes is None and no is None:
        return None
    return np.where(where, False if yes is None else yes, False if no is None else no)


_COMPARE: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "==": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal,
}  # fmt: skip


def compared(operator: str, left: Vector, right: Vector) -> Truth:
    """A comparison; a blank reads as nothing. Doubles that are too near each other are unsure."""
    unsure = either(left.unsure, right.unsure)
    if isinstance(left, Words) and isinstance(right, Words):
        sides = (np.where(side.blank, "", side.values) for side in (left, right))
        return Truth(_COMPARE[operator](*sides).astype(np.bool_), unsure)
    assert isinstance(left, Exact | Approx)
    assert isinstance(right, Exact | Approx)
    a, b = alike([left, right])
    found: Flags = np.asarray(_COMPARE[operator](a.numbers, b.numbers), dtype=np.bool_)
    if isinstance(a, Approx) and isinstance(b, Approx):
        apart = np.abs(a.numbers - b.numbers)
        error = a.off() + b.off()
        unsure = either(unsure, ~((apart > error + apart * UNIT) | (error == 0.0)))
    return Truth(found, unsure)
