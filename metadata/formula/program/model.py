"""What a program is made of, and what comes out of running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from metadata.formula.tree import Compare, Node, Period, Slot, Slots
from metadata.numbers import WIDE
from metadata.values import CellValue, decimal_text, encode

Words = Mapping[str, str]
"""The same sentence in ``vi`` and ``en``."""


@dataclass(frozen=True, slots=True)
class External:
    """A cell of another form or period that must be fetched before running.

    ``key`` is ``period|form|cell``. When ``cell`` holds ``#:`` it stands in open rows: give one value per instance under
    the key with the instance put in, and the key itself with None to say that the rows were read.
    ``ytd`` asks for the total of the earlier periods of the year, this one left out.
    """

    key: str
    form: str
    cell: str
    period: Period

    @property
    def is_open(self) -> bool:
        """Whether it stands for all instances of an open row."""
        return "#:" in self.cell


@dataclass(frozen=True, slots=True)
class Formula:
    """A computed or carried cell. ``key`` holds ``#:`` in an open row, whose instances ``owner`` has.

    ``source`` is the key that a carried cell repeats as it is, "-" and X included.
    """

    key: str
    kind: str
    decimals: int
    node: Node
    reads: tuple[Slot | Slots, ...]
    owner: str | None = None
    override: bool = False
    source: str | None = None

    @property
    def statable(self) -> bool:
        """Whether a person may state the value; when, is for the caller to know."""
        return self.override or self.kind == "carried"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far the sides may differ: ``fixed``, plus half a unit a term (``terms``: amount, open row that repeats it)."""

    fixed: Decimal
    terms: tuple[tuple[Decimal, str | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison of a rule at one place. ``id`` is ``document/rule/part/place``; ``cells`` are this form's keys."""

    id: str
    rule: str
    severity: str
    node: Node
    reads: tuple[Slot | Slots, ...]
    cells: tuple[str, ...]
    owner: str | None
    skip_blanks: bool
    tolerance: Tolerance
    head: Words
    tail: Words
    constant: bool
    message: str = ""

    @property
    def comparison(self) -> Compare | None:
        """The comparison with two sides to show; None for any other condition."""
        return self.node if isinstance(self.node, Compare) else None


def _shortest(number: Decimal | None) -> str | None:
    return None if number is None else decimal_text(WIDE.normalize(number))


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that did not hold. ``left`` and ``right`` are the two sides; None when blank or not a comparison of numbers."""

    id: str
    rule: str
    severity: str
    cells: list[str]
    left: Decimal | None
    right: Decimal | None
    sentence: Words
    message: str = ""

    def said(self, lang: str) -> str:
        """What the check is called in its own words, where it has some, and what it found."""
        own = self.message.rstrip(" .:")
        return f"{own}: {self.sentence[lang]}" if own else self.sentence[lang]

    def as_dict(self) -> dict[str, Any]:
        """JSON, the same that the browser makes."""
        return {
            "id": self.id, "rule": self.rule, "severity": self.severity, "cells": list(self.cells),
            "left": _shortest(self.left), "right": _shortest(self.right),
            "sentence": dict(self.sentence), "message": self.message,
        }  # fmt: skip


@dataclass(slots=True)
class Result:
    """Outcome of a run.

    ``values``: every computed and carried cell by key (None blank). ``incomplete``: keys of those built on a draft that is
    no value, on an external that was not given, or on another incomplete cell. ``unjudged``: ids of checks left out for
    the same reason.
    """

    values: dict[str, CellValue] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)
    unjudged: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """JSON, the same that the browser makes."""
        return {
            "values": {key: encode(value) for key, value in self.values.items()},
            "failures": [failure.as_dict() for failure in self.failures],
            "incomplete": sorted(self.incomplete),
            "unjudged": list(self.unjudged),
        }
