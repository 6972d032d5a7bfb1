"""A check in a form in which plain duplicates are equal: sides swapped, terms in another order, ``a > b`` for ``b < a``."""

from __future__ import annotations

from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction

from metadata.formula.program import Check
from metadata.formula.tree import (
    Call,
    Chain,
    Compare,
    Logic,
    Node,
    Nothing,
    Number,
    Product,
    Settle,
    Slot,
    Where,
    parts,
)

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_ANY_ORDER = frozenset({"sum", "min", "max", "avg", "count"})


def same_check(check: Check) -> Hashable:
    """Equal for two checks that say the same over the same cells with the same tolerance and reading of blanks.

    Severity is left out: a warning beside an equal error says nothing new.
    """
    reads = frozenset(leaf.key for leaf in check.reads)
    return normal(check.node), reads, check.skip_blanks, check.tolerance.fixed, frozenset(check.tolerance.terms)


def normal(node: Node) -> Hashable:
    """Equal for trees that differ in order and sides only."""
    match node:
        case Compare(operator, left, right):
            return _comparison(operator, left, right)
        case Chain() if (linear := _linear(node)) is not None:
            return "sum", linear
        case Logic(operator, items):
            return operator, frozenset(normal(item) for item in items)
        case Call(function, arguments) if function in _ANY_ORDER:
            return function, tuple(sorted((normal(item) for item in arguments), key=repr))
        case Product(factors):
            return "product", tuple(sorted(((sign, normal(item)) for sign, item in factors), key=repr))
        case Number(value):
            return Decimal(value)
        case Settle(item):
            return "settle", normal(item)
        case Where():
            return node
    inside = parts(node)
    return node if not inside else (type(node).__name__, getattr(node, "operator", getattr(node, "function", "")), *(normal(part) for part in inside))


def _comparison(operator: str, left: Node, right: Node) -> Hashable:
    if left.kind.numeric:
        first, second = _linear(left), _linear(right)
        if first is not None and second is not None:
            return _zero_on_the_right(operator, dict(first), dict(second))
    one, other = normal(left), normal(right)
    if repr(one) > repr(other):
        one, other, operator = other, one, _MIRRORED[operator]
    return "compare", operator, one, other


def _zero_on_the_right(operator: str, left: dict[str, Fraction], right: dict[str, Fraction]) -> Hashable:
    """``left − right ⋚ 0``, the first cell with a positive sign; not scaled, because a tolerance would be scaled with it."""
    gap = {key: left.get(key, Fraction(0)) - right.get(key, Fraction(0)) for key in {*left, *right}}
    gap = {key: value for key, value in gap.items() if value}
    first = min((key for key in gap if key), default="")
    if gap.get(first, Fraction(0)) < 0:
        gap, operator = {key: -value for key, value in gap.items()}, _MIRRORED[operator]
    return "compare", operator, frozenset(gap.items())


def _linear(node: Node) -> frozenset[tuple[str, Fraction]] | None:
    """A sum of cells and numbers as multiples by key ("" for the constant); None for anything else."""
    found: dict[str, Fraction] = {}
    waiting: list[tuple[Fraction, Node]] = [(Fraction(1), node)]
    while waiting:
        factor, here = waiting.pop()
        match here:
            case Slot(key):
                found[key] = found.get(key, Fraction(0)) + factor
            case Number(value):
                found[""] = found.get("", Fraction(0)) + factor * Fraction(value)
            case Chain(terms):
                waiting.extend((factor * sign, item) for sign, item in terms)
            case Call("sum", arguments):
                waiting.extend((factor, item) for item in arguments)
            case Nothing():
                continue
            case _:
                return None
    return frozenset(found.items())
