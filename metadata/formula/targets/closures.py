"""The judge: Python closures over Decimal. Built once per formula, run many times.

Run them inside ``decimal.localcontext(WIDE)``: + - * are exact to 100 digits, division gives 100.
"""

from __future__ import annotations

import operator as op
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import Any, Final

from metadata.formula.functions import CATALOGUE, Operand
from metadata.formula.tree import (
    Call,
    Chain,
    Choose,
    Compare,
    Logic,
    Node,
    Not,
    Nothing,
    Number,
    Product,
    Settle,
    Slot,
    Slots,
    Text,
    Truth,
    Where,
)
from metadata.numbers import WIDE, settle_quotient


@dataclass(slots=True)
class Cells:
    """What formulas read: operands by key, the instance being computed, and the instances of open rows.

    Dates are ISO text by now; "-", X and what is no value are None.
    """

    values: dict[str, Operand]
    inst: str = ""
    instances: Mapping[str, Sequence[str]] = field(default_factory=dict)


Closure = Callable[[Cells], Operand]
_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {"==": op.eq, "!=": op.ne, "<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge}
_ZERO: Final = Decimal(0)


def close(node: Node) -> Closure:
    """The closure of a bound tree."""
    match node:
        case Number(value) | Text(value) | Truth(value):
            return lambda _: value
        case Nothing():
            return lambda _: None
        case Slot():
            return _slot(node)
        case Chain():
            return _chain(node)
        case Product():
            return _product(node)
        case Settle(item):
            inner = close(item)
            return lambda cells: settle_quotient(v) if isinstance(v := inner(cells), Decimal) else None
        case Compare():
            return _compare(node)
        case Logic(operator, items):
            return _logic(operator, [close(item) for item in items])
        case Not(item):
            inner = close(item)
            return lambda cells: not inner(cells)
        case Choose(test, yes, no):
            asked, first, second = close(test), close(yes), close(no)
            return lambda cells: first(cells) if asked(cells) else second(cells)
        case Call():
            return _call(node)
        case Where():
            return _where(node)
    raise TypeError(f"not a bound node: {type(node).__name__}")


def _slot(node: Slot) -> Closure:
    key = node.key
    if not node.is_open:
        return lambda cells: cells.values.get(key)
    head, tail = key.split("#:")
    head, tail = head + "#", ":" + tail
    return lambda cells: cells.values.get(head + cells.inst + tail)


def _instances(node: Slots) -> Callable[[Cells], list[Operand]]:
    head, tail = node.key.split("#:")
    owner, head, tail = node.owner, head + "#", ":" + tail
    return lambda cells: [cells.values.get(head + inst + tail) for inst in cells.instances.get(owner, ())]


def _chain(node: Chain) -> Closure:
    plain = [item.key for sign, item in node.terms if isinstance(item, Slot) and not item.is_open and sign == 1]
    if len(plain) == len(node.terms):
        return _plain_sum(tuple(plain))
    terms = [(sign, close(item)) for sign, item in node.terms]

    def chain(cells: Cells) -> Operand:
        total: Decimal | None = None
        for sign, term in terms:
            value = term(cells)
            if isinstance(value, Decimal):
                total = (_ZERO if total is None else total) + (value if sign == 1 else -value)
        return total

    return chain


def _plain_sum(keys: tuple[str, ...]) -> Closure:
    def plain_sum(cells: Cells) -> Operand:
        values = cells.values
        total: Decimal | None = None
        for key in keys:
            value = values.get(key)
            if value is not None:
                total = value if total is None else total + value  # type: ignore[assignment, operator]
        return total

    return plain_sum


def _product(node: Product) -> Closure:
    factors = [(sign == "*", close(item)) for sign, item in node.factors]

    def product(cells: Cells) -> Operand:
        result = Decimal(1)
        for multiplies, factor in factors:
            value = factor(cells)
            if not isinstance(value, Decimal) or (not multiplies and not value):
                return None
            result = result * value if multiplies else result / value
        return result

    return product


def _compare(node: Compare) -> Closure:
    left, right, test = close(node.left), close(node.right), _COMPARE[node.operator]
    nothing: Operand = _ZERO if node.left.kind.numeric else ""

    def compare(cells: Cells) -> Operand:
        a, b = left(cells), right(cells)
        return test(nothing if a is None else a, nothing if b is None else b)

    return compare


def _logic(operator: str, items: list[Closure]) -> Closure:
    if operator == "and":
        return lambda cells: all(item(cells) for item in items)
    return lambda cells: any(item(cells) for item in items)


def _call(node: Call) -> Closure:
    compute = CATALOGUE[node.function].python
    assert compute is not None
    if not any(isinstance(item, Slots) for item in node.arguments):
        arguments = [close(item) for item in node.arguments]
        return lambda cells: compute([argument(cells) for argument in arguments])
    groups = [_instances(item) if isinstance(item, Slots) else _alone(close(item)) for item in node.arguments]
    return lambda cells: compute([value for group in groups for value in group(cells)])


def _alone(closure: Closure) -> Callable[[Cells], list[Operand]]:
    return lambda cells: [closure(cells)]


def _where(node: Where) -> Closure:
    assert isinstance(node.test, Slots)
    tested, operand, test = _instances(node.test), node.operand.value, _COMPARE[node.operator]
    values = _instances(node.values) if isinstance(node.values, Slots) else None

    def where(cells: Cells) -> Operand:
        hits = [value is not None and test(value, operand) for value in tested(cells)]
        if values is None:
            return Decimal(sum(hits))
        total: Decimal | None = None
        for hit, value in zip(hits, values(cells), strict=True):
            if hit and isinstance(value, Decimal):
                total = value if total is None else total + value
        return total

    return where


def evaluate(node: Node, cells: Cells) -> Operand:
    """One bound tree over cells, once. Programs keep their closures instead."""
    with localcontext(WIDE):
        return close(node)(cells)
