"""Functions over arrays: vectors in, a vector out (see ``vector``)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from metadata.formula.spelling.choice import chosen
from metadata.formula.spelling.vector import (
    Approx,
    Exact,
    Numbers,
    Vector,
    alike,
    both,
    cleared,
    either,
    finished,
    over,
    plus,
    times,
)
from metadata.formula.spelling.vector import Truth as _Truth


def _numbers(vectors: Sequence[Vector]) -> list[Numbers]:
    found = [vector for vector in vectors if isinstance(vector, Exact | Approx)]
    assert len(found) == len(vectors), "the types of the tree let numbers through only"
    return found


def total(vectors: Sequence[Vector]) -> Numbers:
    """``sum``: a chain of additions."""
    return plus([(1, vector) for vector in _numbers(vectors)])


def mean(vectors: Sequence[Vector]) -> Numbers:
    """``avg``."""
    return over(total(vectors), filled(vectors))


def least(vectors: Sequence[Vector]) -> Numbers:
    """``min``."""
    return _extreme(vectors, least=True)


def greatest(vectors: Sequence[Vector]) -> Numbers:
    """``max``."""
    return _extreme(vectors, least=False)


def _extreme(vectors: Sequence[Vector], *, least: bool) -> Numbers:
    numbers = _numbers(vectors)
    best = alike(numbers)
    found: Numbers = best[0]
    for vector in best[1:]:
        # Where one is blank the other stands; where both are, both are 0.
        better = vector.numbers < found.numbers if least else vector.numbers > found.numbers
        if found.blank is not None:
            better = better | found.blank
        if vector.blank is not None:
            better = better & ~vector.blank
        blank = both([found.blank, vector.blank])
        unsure = either(found.unsure, vector.unsure)
        picked = np.where(better, vector.numbers, found.numbers)
        if isinstance(found, Exact) and isinstance(vector, Exact):
            found = Exact(picked, found.decimals, blank, max(found.bound, vector.bound), unsure)
        elif isinstance(found, Approx) and isinstance(vector, Approx):
            found = Approx(picked, 0.0, np.maximum(found.off(), vector.off()), blank, unsure)
    return found


def filled(vectors: Sequence[Vector]) -> Exact:
    """``count``: how many are not blank."""
    count, fixed = np.array([0], dtype=np.int64), 0
    unsure = either(*(vector.unsure for vector in vectors))
    for vector in vectors:
        blank = None if isinstance(vector, _Truth) else vector.blank
        if blank is None:
            fixed += 1
        else:
            count = count + ~blank
    return Exact(count + fixed, 0, None, len(vectors), unsure)


def first_filled(vectors: Sequence[Vector]) -> Vector:
    """``coalesce``."""
    found = vectors[-1]
    for vector in reversed(vectors[:-1]):
        if not isinstance(vector, _Truth) and vector.blank is not None:
            found = chosen(_Truth(~vector.blank, vector.unsure), vector, found)
        else:
            found = vector
    return found


def absolute(vectors: Sequence[Vector]) -> Numbers:
    """``abs``."""
    (number,) = _numbers(vectors)
    if isinstance(number, Exact):
        return Exact(np.abs(number.numbers), number.decimals, number.blank, number.bound, number.unsure)
    return Approx(np.abs(number.numbers), number.relative, number.error, number.blank, number.unsure)


def rounded(vectors: Sequence[Vector]) -> Exact:
    """``round``; the second vector is a written whole number."""
    number, *digits = _numbers(vectors)
    return finished(number, int(digits[0].numbers[0]) if digits else 0)


def weighted_mean(vectors: Sequence[Vector]) -> Numbers:
    """``wmean``: the first half of the cells weighed by the second half."""
    cells = _numbers(vectors)
    half = len(cells) // 2
    above: list[tuple[int, Numbers]] = []
    below: list[tuple[int, Numbers]] = []
    for value, weight in zip(cells[:half], cells[half:], strict=True):
        blank = either(value.blank, weight.blank)
        above.append((1, cleared(times(value, weight), blank)))
        below.append((1, cleared(weight, blank)))
    return over(plus(above), plus(below))


