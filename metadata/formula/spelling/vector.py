"""Values of all units at once, in a way that never lies.

What is exact stays whole numbers: int64 scaled by 10**decimals, Python's unbounded integers where 62 bits do not suffice. What comes out of
a division is a double with a bound on its error. Where that bound leaves open how a number rounds or compares, the place is
marked *unsure*, and whoever asked has the judge compute it: so the answers are the judge's, digit for digit, at the speed of arrays.

Arrays have one item a unit, or a single one (a constant) that NumPy spreads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from metadata.numbers import to_scaled

Flags = NDArray[np.bool_]
Doubles = NDArray[np.float64]
Mask = Flags | None
"""Which units; None for none of them."""

_SAFE: Final = 2**62
"""Whole numbers below it add without overflow."""
UNIT: Final = 2.0**-53
"""Largest relative error of one operation on doubles."""
_FIFTEEN: Final = 5.1e-15
"""Largest relative change by taking 15 significant digits."""
_HUGE: Final = 10**290
"""What no double is asked to hold."""
_WHOLE: Final = 2.0**52
"""Doubles below it tell a half from its neighbours."""


@dataclass(frozen=True, slots=True)
class Exact:
    """``numbers / 10**decimals``; 0 stands where ``blank``. No number is larger than ``bound`` in size."""

    numbers: NDArray[Any]
    decimals: int
    blank: Mask
    bound: int
    unsure: Mask = None


@dataclass(frozen=True, slots=True)
class Approx:
    """Doubles, each off by ``relative`` times its size plus ``error`` at most; 0 stands where ``blank``."""

    numbers: Doubles
    relative: float
    error: Doubles | None
    blank: Mask
    unsure: Mask = None

    def off(self) -> Doubles:
        """How far each may be off, as one array; a little more than it is, for what computing the bound itself may lose."""
        found: Doubles = np.abs(self.numbers) * (self.relative * 1.01)
        return found if self.error is None else found + self.error * 1.01


@dataclass(frozen=True, slots=True)
class Words:
    """Texts, dates as ISO text, or what else is compared only; None is blank."""

    values: NDArray[np.object_]
    unsure: Mask = None

    @property
    def blank(self) -> Flags:
        """Where there is nothing."""
        found: Flags = self.values == None  # noqa: E711 - item by item
        return found


@dataclass(frozen=True, slots=True)
class Truth:
    """Truth values."""

    values: Flags
    unsure: Mask = None


Numbers = Exact | Approx
Vector = Numbers | Words | Truth


# ---------------------------------------------------------------- making


def whole(numbers: NDArray[Any], decimals: int, blank: Mask = None, unsure: Mask = None) -> Exact:
    """An exact vector with its bound worked out; back to int64 when everything fits."""
    bound = int(max(numbers.max(), -numbers.min())) if numbers.size else 0
    if numbers.dtype == object and bound < _SAFE:
        numbers = numbers.astype(np.int64)
    elif numbers.dtype != object and bound >= _SAFE:
        numbers = numbers.astype(object)
    return Exact(numbers, decimals, blank, bound, unsure)


@cache
def constant(number: Decimal) -> Exact:
    """A written number."""
    decimals = max(0, -int(number.as_tuple().exponent))
    integer = to_scaled(number, decimals)
    assert integer is not None
    return Exact(np.array([integer], dtype=np.int64 if abs(integer) < _SAFE else object), decimals, None, abs(integer))


def nothing() -> Exact:
    """A number that is always blank."""
    return Exact(np.array([0], dtype=np.int64), 0, np.array([True]), 0)


def either(*masks: Mask) -> Mask:
    """Where any mask says so."""
    found: Mask = None
    for mask in masks:
        if mask is not None:
            found = mask if found is None else found | mask
    return found


def both(masks: Sequence[Mask]) -> Mask:
    """Where all masks say so."""
    found: Mask = None
    for mask in masks:
        if mask is None:
            return None
        found = mask if found is None else found & mask
    return found


def cleared(vector: Numbers, blank: Mask) -> Numbers:
    """The vector with 0 where blank."""
    if blank is None:
        return vector
    if isinstance(vector, Exact):
        return Exact(np.where(blank, 0, vector.numbers), vector.decimals, blank, vector.bound, vector.unsure)
    error = None if vector.error is None else np.where(blank, 0.0, vector.error)
    return Approx(np.where(blank, 0.0, vector.numbers), vector.relative, error, blank, vector.unsure)


# ---------------------------------------------------------------- changing scale


def scaled(vector: Exact, decimals: int) -> Exact:
    """The same numbers with more decimals."""
    factor = 10 ** (decimals - vector.decimals)
    if factor == 1:
        return vector
    bound = vector.bound * factor
    numbers = vector.numbers if bound < _SAFE else vector.numbers.astype(object)
    return Exact(numbers * factor, decimals, vector.blank, bound, vector.unsure)


def approximate(vector: Numbers) -> Approx:
    """As doubles."""
    if isinstance(vector, Approx):
        return vector
    if vector.bound >= _HUGE:
        zeros = np.zeros(vector.numbers.shape)
        return Approx(zeros, 0.0, None, vector.blank, np.ones(vector.numbers.shape, dtype=np.bool_))
    numbers = vector.numbers.astype(np.float64)
    relative = 0.0 if vector.bound < 2**53 else UNIT
    if vector.decimals:
        numbers /= 10.0**vector.decimals
        relative += UNIT * 2
    return Approx(numbers, relative, None, vector.blank, vector.unsure)


def alike(vectors: Sequence[Numbers]) -> list[Exact] | list[Approx]:
    """All exact with the same decimals, or all approximate."""
    if all(isinstance(vector, Exact) for vector in vectors):
        decimals = max(vector.decimals for vector in vectors if isinstance(vector, Exact))
        return [scaled(vector, decimals) for vector in vectors if isinstance(vector, Exact)]
    return [approximate(vector) for vector in vectors]


# ---------------------------------------------------------------- arithmetic


def plus(terms: Sequence[tuple[int, Numbers]]) -> Numbers:
    """A chain of additions and subtractions: a blank counts as nothing, a chain of blanks is blank."""
    exact = [(sign, vector) for sign, vector in terms if isinstance(vector, Exact)]
    near = [(sign, vector) for sign, vector in terms if isinstance(vector, Approx)]
    if not near:
        return _plus_exact(exact)
    if exact:
        near.append((1, approximate(_plus_exact(exact))))
    return _plus_near(near)


def _plus_exact(terms: Sequence[tuple[int, Exact]]) -> Exact:
    # Terms of as many decimals are added up first, so that a sum is brought to another scale and not each of its terms.
    by_decimals: dict[int, list[tuple[int, Exact]]] = {}
    for term in terms:
        by_decimals.setdefault(term[1].decimals, []).append(term)
    sums = [_plus_alike(by_decimals[decimals]) for decimals in sorted(by_decimals)]
    total = sums[0]
    for other in sums[1:]:
        total = _plus_alike([(1, scaled(total, other.decimals)), (1, other)])
    return total


def _plus_alike(terms: Sequence[tuple[int, Exact]]) -> Exact:
    """A sum of terms with the same decimals."""
    vectors = [vector for _, vector in terms]
    bound = sum(vector.bound for vector in vectors)
    numbers: NDArray[Any] = np.array([0])
    for at, (sign, vector) in enumerate(terms):
        own = vector.numbers.astype(object) if bound >= _SAFE else vector.numbers
        if at > 1 and numbers.size >= own.size and numbers.dtype == own.dtype:  # from the second sum on the array is our own
            (np.add if sign == 1 else np.subtract)(numbers, own, out=numbers)
        else:
            numbers = (numbers + own if at else own) if sign == 1 else numbers - own
    return Exact(numbers, vectors[0].decimals, both([x.blank for x in vectors]), bound, either(*(x.unsure for x in vectors)))


def _plus_near(terms: Sequence[tuple[int, Approx]]) -> Approx:
    numbers: Doubles = np.array([0.0])
    error: Doubles = np.array([0.0])
    for at, (sign, vector) in enumerate(terms):
        numbers = (numbers + vector.numbers if at else vector.numbers) if sign == 1 else numbers - vector.numbers
        # Every addition rounds by a share of what has been added up so far, which is at most the sum of the sizes.
        error = error + np.abs(vector.numbers) * (vector.relative + UNIT * len(terms))
        error = error if vector.error is None else error + vector.error
    vectors = [vector for _, vector in terms]
    return Approx(numbers, 0.0, error, both([x.blank for x in vectors]), either(*(x.unsure for x in vectors)))


def times(a: Numbers, b: Numbers) -> Numbers:
    """A product; with a blank it is blank."""
    blank, unsure = either(a.blank, b.blank), either(a.unsure, b.unsure)
    if isinstance(a, Exact) and isinstance(b, Exact):
        bound = a.bound * b.bound
        left = a.numbers if bound < _SAFE else a.numbers.astype(object)
        return Exact(left * b.numbers, a.decimals + b.decimals, blank, bound, unsure)
    x, y = approximate(a), approximate(b)
    error = None
    if x.error is not None or y.error is not None:
        p, q = x.off(), y.off()
        error = np.abs(x.numbers) * q + np.abs(y.numbers) * p + p * q
    relative = UNIT if error is not None else x.relative + y.relative + UNIT
    return Approx(x.numbers * y.numbers, relative, error, blank, unsure)


def over(a: Numbers, b: Numbers) -> Approx:
    """A quotient; with a blank, and by zero, it is blank."""
    x, y = approximate(a), approximate(b)
    unsure = either(a.unsure, b.unsure)
    zero = y.numbers == 0.0
    divisor = np.where(zero, 1.0, y.numbers)
    numbers = x.numbers / divisor
    relative, error = x.relative + y.relative + UNIT, None
    if x.error is not None or y.error is not None:
        size, q = np.abs(divisor), y.off()
        least = np.where(size > q, size - q, 1.0)
        unsure = either(unsure, (q > 0.0) & (np.abs(y.numbers) <= q))  # it may be 0 or not
        relative, error = UNIT, (x.off() + np.abs(numbers) * q) / least
    found = cleared(Approx(numbers, relative, error, None, unsure), either(a.blank, b.blank, zero))
    assert isinstance(found, Approx)
    return found


def settled(vector: Numbers) -> Numbers:
    """Fifteen significant digits: which ones need not be known, only that they are near."""
    near = approximate(vector)
    error = None if near.error is None else near.error * (1 + _FIFTEEN)
    return Approx(near.numbers, near.relative + _FIFTEEN, error, near.blank, near.unsure)


def finished(vector: Numbers, decimals: int) -> Exact:
    """Rounded half away from zero to so many decimals (negative: tens, hundreds …), and exact from here on."""
    if isinstance(vector, Exact):
        return _rounded(vector, decimals)
    size = np.abs(vector.numbers) * 10.0**decimals
    error = size * (vector.relative * 1.01 + UNIT * 2)
    if vector.error is not None:
        error += vector.error * (10.0**decimals * 1.01)
    low = np.floor(size)
    sure = (np.abs(size - low - 0.5) > error) & (size < _WHOLE)
    unsure = vector.unsure
    if not sure.all():
        unsure = either(unsure, ~sure)
        size = np.where(sure, size, 0.0)
    numbers = np.copysign(np.floor(size + 0.5), vector.numbers).astype(np.int64)
    found = Exact(numbers, decimals, vector.blank, 2**53, unsure)
    return found if decimals >= 0 else scaled(found, 0)


def _rounded(vector: Exact, decimals: int) -> Exact:
    if decimals >= vector.decimals:
        return scaled(vector, decimals)
    step = 10 ** (vector.decimals - decimals)
    if vector.bound < 2**51 and step < 2**51:  # doubles hold it, and their quotient is never across a whole number
        size = np.floor((np.abs(vector.numbers).astype(np.float64) + step // 2) / step)
        numbers = np.copysign(size, vector.numbers).astype(np.int64)
    else:
        size = (np.abs(vector.numbers if step < _SAFE else vector.numbers.astype(object)) + step // 2) // step
        numbers = np.where(vector.numbers < 0, -size, size)
    found = Exact(numbers, decimals, vector.blank, vector.bound // step + 1, vector.unsure)
    return found if decimals >= 0 else scaled(found, 0)
