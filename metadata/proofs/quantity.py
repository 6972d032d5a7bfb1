"""Numbers that can be blank, as a solver sees them, and what formulas do with them.

A :class:`Quantity` is ``linear / den`` with a condition for being blank. **Where it is blank its linear part is 0**, so sums and
comparisons, which read a blank as nothing, need no case of their own. Whatever is not linear gets a variable of its own and
conditions that pin it down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import gcd, lcm
from typing import Final

from metadata.proofs.solver import Linear, Solver, Term, chosen, implied

#: Below this many units of its last place a quotient is not changed by taking 15 significant digits, see :func:`Arithmetic.rounded`.
SETTLED_BELOW: Final = 10**14


@dataclass(frozen=True, slots=True)
class Quantity:
    """``linear / den`` where not ``blank``; ``den`` ≥ 1."""

    linear: Linear
    den: int = 1
    blank: Term = False

    @property
    def constant(self) -> Fraction | None:
        """The number it is, when it is one number and never blank."""
        return Fraction(self.linear.constant, self.den) if not self.linear.parts and self.blank is False else None

    def at(self, den: int) -> Linear:
        """The linear part over a multiple of its denominator."""
        return self.linear.times(den // self.den)

    def times(self, factor: Fraction) -> Quantity:
        """Multiplied by a known number, in lowest terms."""
        linear, den = self.linear.times(factor.numerator), self.den * factor.denominator
        common = _common(linear, den)
        return Quantity(Linear({n: c // common for n, c in linear.parts.items()}, linear.constant // common), den // common, self.blank)


def _common(linear: Linear, den: int) -> int:
    return gcd(linear.divisor, den) or 1


NOTHING: Final = Quantity(Linear(), 1, True)
"""A blank."""


def known(value: Fraction) -> Quantity:
    """A written number."""
    return Quantity(Linear({}, value.numerator), value.denominator)


def least_den(items: Sequence[Quantity]) -> int:
    """A denominator that all of them can stand over."""
    return lcm(*(item.den for item in items)) if items else 1


class Arithmetic:
    """What formulas do with quantities; new variables and their conditions go into ``solver``."""

    def __init__(self, solver: Solver) -> None:
        self.solver = solver
        self._fresh = count(1)
        #: How many numbers without a finite decimal were settled.
        self.endless = 0

    def fresh(self, what: str) -> Linear:
        """A new whole-number variable."""
        return Linear({self.fresh_name(what): 1})

    def fresh_name(self, what: str) -> str:
        """A name that nothing has yet."""
        return f"{what} {next(self._fresh)}"

    # -- comparing

    def at_most(self, left: Quantity, right: Quantity, shift: Quantity | None = None) -> Term:
        """``left ≤ right + shift``."""
        return self.solver.at_most_zero(self._difference(left, right, shift))

    def below(self, left: Quantity, right: Quantity, shift: Quantity | None = None) -> Term:
        """``left < right + shift``."""
        return self.solver.at_most_zero(self._difference(left, right, shift).shifted(1))

    def equal(self, left: Quantity, right: Quantity) -> Term:
        """``left = right``, a blank reading as 0."""
        return self.solver.is_zero(self._difference(left, right, None))

    def _difference(self, left: Quantity, right: Quantity, shift: Quantity | None) -> Linear:
        items = [left, right] if shift is None else [left, right, shift]
        den = least_den(items)
        found = left.at(den).plus(right.at(den), -1)
        return found if shift is None else found.plus(shift.at(den), -1)

    def compare(self, operator: str, left: Quantity, right: Quantity, tolerance: Quantity | None = None) -> Term:
        """A comparison as checks make it: with a tolerance the sides may differ by that much; exactly without one."""
        match operator:
            case "==" if tolerance is None:
                return self.equal(left, right)
            case "==":
                return self.solver.all_of((self.at_most(left, right, tolerance), self.at_most(right, left, tolerance)))
            case "!=":
                return self.solver.negated(self.compare("==", left, right, tolerance))
            case "<=":
                return self.at_most(left, right, tolerance)
            case "<":
                return self.below(left, right, tolerance)
            case ">=":
                return self.at_most(right, left, tolerance)
            case ">":
                return self.below(right, left, tolerance)
        raise ValueError(f"no comparison: {operator}")

    # -- adding and choosing

    def total(self, terms: Sequence[tuple[int, Quantity]]) -> Quantity:
        """Sum of signed terms; blank when all are."""
        den = least_den([item for _, item in terms])
        linear = Linear()
        for sign, item in terms:
            linear = linear.plus(item.at(den), sign)
        return Quantity(linear, den, self.solver.all_of(item.blank for _, item in terms))

    def choose(self, test: Term, yes: Quantity, no: Quantity) -> Quantity:
        """``yes`` where ``test`` holds, else ``no``."""
        if isinstance(test, bool):
            return yes if test else no
        solver, den = self.solver, least_den([yes, no])
        found = self.fresh("chosen")
        solver.add(chosen(solver, test, self._same(found, yes.at(den)), self._same(found, no.at(den))))
        return Quantity(found, den, chosen(solver, test, yes.blank, no.blank))

    def _same(self, left: Linear, right: Linear) -> Term:
        return self.solver.is_zero(left.plus(right, -1))

    def first_filled(self, items: Sequence[Quantity]) -> Quantity:
        """The first that is not blank (``coalesce``)."""
        found = items[-1]
        for item in reversed(items[:-1]):
            found = self.choose(item.blank, found, item)
        return found

    def extreme(self, items: Sequence[Quantity], *, least: bool) -> Quantity:
        """The smallest or greatest of those that are not blank."""
        solver, den = self.solver, least_den(items)
        blank = solver.all_of(item.blank for item in items)
        found, reached = self.fresh("extreme"), []
        for item in items:
            ahead = item.at(den)
            gap = found.plus(ahead, -1) if least else ahead.plus(found, -1)
            solver.add(solver.any_of((item.blank, solver.at_most_zero(gap))))
            reached.append(solver.all_of((solver.negated(item.blank), self._same(found, ahead))))
        solver.add(solver.any_of((*reached, solver.all_of((blank, solver.is_zero(found))))))
        return Quantity(found, den, blank)

    def absolute(self, item: Quantity) -> Quantity:
        """Without its sign."""
        negative = self.solver.at_most_zero(item.linear.shifted(1))
        return self.choose(negative, item.times(Fraction(-1)), item)

    # -- counting

    def indicator(self, condition: Term) -> Linear:
        """1 where the condition holds, else 0."""
        if isinstance(condition, bool):
            return Linear({}, int(condition))
        found = self.fresh("indicator")
        self.solver.add(chosen(self.solver, condition, self.solver.is_zero(found.shifted(-1)), self.solver.is_zero(found)))
        return found

    def counted(self, conditions: Sequence[Term]) -> Quantity:
        """How many hold; never blank."""
        linear = Linear()
        for condition in conditions:
            linear = linear.plus(self.indicator(condition))
        return Quantity(linear)

    # -- rounding

    def rounded(self, item: Quantity, decimals: int, *, quotient: bool = False) -> Quantity:
        """Rounded half away from zero to ``decimals`` places (negative: tens, hundreds …).

        A ``quotient`` takes 15 significant digits first. With ``v`` the numerator in units of the last place asked, ``|v| < 10**14``
        keeps it further from a tie than 15 digits can move it, so the two roundings agree; beyond that only their
        distance is stated, which keeps proofs sound.
        """
        scale = Fraction(10) ** decimals
        moved = item.times(scale)  # in units of the last place
        if moved.den == 1 and not quotient:
            return item
        near = self._near(moved)
        far = self.solver.any_of(self._beyond(moved.linear, SETTLED_BELOW)) if quotient else False
        found = near if far is False else self._loosened(near, far)
        return Quantity(found, 1, item.blank).times(1 / scale)

    def _near(self, moved: Quantity) -> Linear:
        """The nearest whole number, ties away from zero."""
        if moved.den == 1:
            return moved.linear
        solver, numerator, den = self.solver, moved.linear, moved.den
        found = self.fresh("rounded")
        double, gap = numerator.times(2), found.times(2 * den)
        # up: 2·den·r ≤ 2·n + den < 2·den·(r + 1) for n ≥ 0; the mirror image below zero
        up = (solver.at_most_zero(gap.plus(double, -1).shifted(-den)), solver.at_most_zero(double.plus(gap, -1).shifted(1 - den)))
        down = (solver.at_most_zero(double.plus(gap, -1).shifted(-den)), solver.at_most_zero(gap.plus(double, -1).shifted(1 - den)))
        positive = solver.at_most_zero(numerator.times(-1))
        solver.add(chosen(solver, positive, solver.all_of(up), solver.all_of(down)))
        return found

    def _beyond(self, linear: Linear, bound: int) -> tuple[Term, Term]:
        """``linear ≥ bound`` or ``linear ≤ -bound``."""
        return self.solver.at_most_zero(linear.times(-1).shifted(bound)), self.solver.at_most_zero(linear.shifted(bound))

    def _loosened(self, near: Linear, far: Term) -> Linear:
        """``near``, or for numbers beyond 15 digits anything with about the same leading digits and the same sign."""
        solver, found = self.solver, self.fresh("settled")
        solver.add(solver.any_of((far, self._same(found, near))))
        self._close(found.plus(near, -1), near, SETTLED_BELOW)
        return found

    def _close(self, gap: Linear, near: Linear, room: int) -> None:
        """State ``|gap| · 10¹⁴ ≤ |near| + room``."""
        solver, wide = self.solver, gap.times(SETTLED_BELOW)
        for sign in (1, -1):
            limit = near.times(sign).shifted(room)
            within = (solver.at_most_zero(wide.plus(limit, -1)), solver.at_most_zero(wide.times(-1).plus(limit, -1)))
            solver.add(implied(solver, solver.at_most_zero(near.times(-sign)), solver.all_of(within)))

    def settled(self, item: Quantity) -> Quantity:
        """A quotient to 15 significant digits: itself when it has so few, else anything within that distance.

        A number without a finite decimal, like a third, gets a variable with many decimals, so close to it that a comparison with
        a number of few decimals comes out right. Two of them may differ though they should be equal, see :attr:`endless`.
        """
        whole = item.times(Fraction(1))
        rest = whole.den
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        places = max(_exponent(whole.den, 2), _exponent(whole.den, 5))
        if rest > 1:
            return self._endless(whole, rest, places)
        scaled = whole.at(10**places)
        far = self.solver.any_of(self._beyond(scaled, 10**15))
        return whole if far is False else Quantity(self._loosened(scaled, far), 10**places, item.blank)

    def _endless(self, whole: Quantity, rest: int, places: int) -> Quantity:
        solver, self.endless = self.solver, self.endless + 1
        den = 10 ** (places + 16 + len(str(whole.den)))
        found, quotient, remainder = self.fresh("settled"), self.fresh("quotient"), self.fresh("remainder")
        solver.add(solver.is_zero(whole.linear.plus(quotient, -rest).plus(remainder, -1)))
        solver.add(solver.all_of((solver.at_most_zero(remainder.times(-1)), solver.at_most_zero(remainder.shifted(1 - rest)))))
        exact = solver.is_zero(found.plus(quotient, -(den * rest // whole.den)))
        far = self._beyond(whole.linear, SETTLED_BELOW)
        solver.add(solver.any_of((exact, solver.negated(solver.is_zero(remainder)), *far)))
        self._close(found.times(whole.den).plus(whole.linear, -den), whole.linear.times(den), 0)
        return Quantity(found, den, whole.blank)


def _exponent(number: int, prime: int) -> int:
    found = 0
    while number % prime == 0:
        number, found = number // prime, found + 1
    return found
