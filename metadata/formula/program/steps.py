"""The formulas of a program in the order of computing, most of them compiled together.

A formula goes alone, as a closure, when more than its value matters (a cell that a person may state, a figure carried over as it
is) or when it reads all instances of an open row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from metadata.formula.program.model import Formula
from metadata.formula.targets.closures import Closure
from metadata.formula.targets.code import Compiled, compiled, is_plain
from metadata.formula.tree import Node


@dataclass(frozen=True, slots=True)
class Alone:
    """One formula and its closure."""

    formula: Formula
    closure: Closure


@dataclass(frozen=True, slots=True)
class Together:
    """Neighbours in the order of computing, of one open row or of none, and their functions."""

    owner: str | None
    formulas: tuple[Formula, ...]
    functions: tuple[Compiled, ...]


def _plain(formula: Formula) -> bool:
    return formula.source is None and not formula.statable and formula.node.kind.numeric and is_plain(formula.node)


def together(formulas: Sequence[Formula], make: Callable[[Node], Closure]) -> list[Alone | Together]:
    """Steps with everything compiled that can be; ``make`` gives the closures of the rest."""
    found: list[Alone | Together] = []
    for (plain, owner), group in groupby(formulas, key=lambda formula: (_plain(formula), formula.owner)):
        members = tuple(group)
        if plain:
            steps = [(formula.key, formula.node, formula.decimals) for formula in members]
            found.append(Together(owner, members, tuple(compiled(steps))))
        else:
            found.extend(one_by_one(members, make))
    return found


def one_by_one(formulas: Sequence[Formula], make: Callable[[Node], Closure]) -> list[Alone | Together]:
    """Every formula as a closure."""
    return [Alone(formula, make(formula.node)) for formula in formulas]
