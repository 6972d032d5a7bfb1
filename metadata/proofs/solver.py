"""What proofs ask of a solver: conditions over whole numbers and truth values, and whether they can hold together.

Nothing here knows a solver. ``z3_solver`` is the one there is; it is imported only where something is proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from math import gcd
from typing import Any, Protocol

Term = Any
"""A condition: the solver's own object, or a Python ``bool`` when it is known already."""


class Answer(Enum):
    """Whether conditions can hold together; UNKNOWN when the solver gave up."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Linear:
    """``constant`` plus whole multiples of whole-number variables by name."""

    parts: Mapping[str, int] = field(default_factory=dict)
    constant: int = 0

    def times(self, factor: int) -> Linear:
        """Every coefficient multiplied."""
        if factor == 0:
            return Linear()
        return self if factor == 1 else Linear({name: c * factor for name, c in self.parts.items()}, self.constant * factor)

    def plus(self, other: Linear, factor: int = 1) -> Linear:
        """This and a multiple of another; variables that cancel out are gone."""
        parts = dict(self.parts)
        for name, c in other.parts.items():
            parts[name] = parts.get(name, 0) + c * factor
        return Linear({name: c for name, c in parts.items() if c}, self.constant + other.constant * factor)

    def shifted(self, by: int) -> Linear:
        """With another constant added."""
        return Linear(self.parts, self.constant + by)

    @property
    def divisor(self) -> int:
        """Greatest common divisor of all coefficients and the constant."""
        return gcd(self.constant, *self.parts.values())


class Terms(Protocol):
    """Makes conditions. Constants fold: what is known comes back as a Python ``bool``."""

    def truth(self, name: str) -> Term:
        """A truth variable."""

    def at_most_zero(self, linear: Linear) -> Term:
        """``linear ≤ 0``."""

    def is_zero(self, linear: Linear) -> Term:
        """``linear = 0``."""

    def all_of(self, terms: Iterable[Term]) -> Term:
        """Every one holds."""

    def any_of(self, terms: Iterable[Term]) -> Term:
        """At least one holds."""

    def negated(self, term: Term) -> Term:
        """It does not hold."""


class Solver(Terms, Protocol):
    """Conditions together, and questions about them."""

    def add(self, term: Term) -> None:
        """From now on this holds."""

    def label(self, name: str, term: Term) -> None:
        """This holds in every question that names ``name``. A name stands for one condition."""

    def ask(self, labels: Iterable[str] = (), goal: Term = True) -> Answer:
        """Whether all that was added, the labelled conditions named, and ``goal`` can hold together."""

    def core(self) -> list[str]:
        """After NO: labels that are enough for it together with ``goal``, not always the fewest."""

    def number(self, name: str) -> int:
        """After YES: the value of a whole-number variable."""

    def flag(self, name: str) -> bool:
        """After YES: the value of a truth variable."""


def implied(terms: Terms, condition: Term, consequence: Term) -> Term:
    """``condition`` is false or ``consequence`` true."""
    return terms.any_of((terms.negated(condition), consequence))


def chosen(terms: Terms, test: Term, yes: Term, no: Term) -> Term:
    """``yes`` where ``test`` holds, ``no`` where it does not."""
    return terms.all_of((implied(terms, test, yes), terms.any_of((test, no))))
