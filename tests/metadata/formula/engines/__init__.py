"""One engine per target, all answering the same question, so that one suite runs over all of them.

An engine is one file here with a module-level ``ENGINE``; :func:`engines` finds it. Its gaps are data: what differs by the nature
of the target stands in ``by_nature`` with its reason, and nothing else may differ.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

from metadata.formula.tree import Node

Row = Mapping[str, Any]
"""Cells of one row by column code, in wire form: ``{"c1": "1.5", "c2": {"s": "-"}, "t1": {"t": "có"}}``; absent is blank."""

Answer = Decimal | str | bool | None
"""What the cell holds: a number rounded to the case's decimals (never -0), a truth value, a text; None is blank."""


@dataclass(frozen=True, slots=True)
class Case:
    """A formula, its bound tree (a ratio already settled) and the decimals of the cell that it computes."""

    formula: str
    node: Node
    decimals: int = 4


class Engine(Protocol):
    """A target under test."""

    name: str
    #: Whether numbers are doubles: 15 significant digits are all that can be asked of it.
    double: bool
    #: What differs by nature: a short name of the kind of case -> the reason. Shown in the documentation.
    by_nature: Mapping[str, str]

    def missing(self) -> str:
        """Why it cannot run on this machine; empty when it can."""
        ...

    def evaluate(self, cases: Sequence[Case], rows: Sequence[Row]) -> list[list[Answer]]:
        """Answers by case, then by row."""
        ...


@runtime_checkable
class Excusing(Protocol):
    """A target that can tell a difference by nature from a mistake."""

    def excuse(self, case: Case, expected: Answer, given: Answer) -> str:
        """The key of ``by_nature`` that a difference belongs to; empty for a mistake."""
        ...


Group = tuple[Sequence[Case], Sequence[Row]]
"""Cases and the rows that they are asked over."""


@runtime_checkable
class AtOnce(Protocol):
    """An engine whose start is dear: it takes several groups in one go."""

    def evaluate_groups(self, groups: Sequence[Group]) -> list[list[list[Answer]]]:
        """As ``evaluate``, per group."""
        ...


def engines() -> list[Engine]:
    """All engines by name, the judge first."""
    found = [importlib.import_module(f"{__name__}.{module.name}").ENGINE for module in pkgutil.iter_modules(__path__)]
    return sorted(found, key=lambda engine: (engine.name != "closures", engine.name))
