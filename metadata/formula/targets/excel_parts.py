"""Trees too large for one formula, made into trees of trees that mean the same.

Every split keeps what the judge computes: a chain of blank chains is blank, a mean is a sum over a count, a condition over a list is one
choice per row. The parts are nodes themselves, so their values can be worked out and kept beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from metadata.formula.tree import (
    Call,
    Chain,
    Choose,
    Compare,
    Kind,
    Logic,
    Node,
    Nothing,
    Number,
    Product,
    Slot,
    Slots,
    Where,
)

Item = TypeVar("Item")
Instances = Callable[[Slots], Sequence[Slot]]
Size = Callable[[Node], int]
_ROOM: Final = 600
"""Characters that the parts of a group have together."""
_MOST: Final = 20
"""Parts of a group: some functions nest one level for each."""
_ONE: Final = Number(Decimal(1))
_ZERO: Final = Number(Decimal(0))


def parted(node: Node, instances: Instances, size: Size) -> Node | None:
    """The node as a node of a few smaller ones; None when it has no parts to group. ``size`` tells how long the text of a part is."""
    match node:
        case Chain(terms, kind) if len(terms) > 2:
            groups = [Chain(tuple(group), kind, all(item.blank for _, item in group)) for group in _grouped(terms, lambda term: size(term[1]))]
            return Chain(tuple((1, group) for group in groups), kind, node.blank)
        case Product(factors, kind) if len(factors) > 2:
            half = (len(factors) + 1) // 2
            first = Product(factors[:half], kind, any(item.blank for _, item in factors[:half]) or any(sign == "/" for sign, _ in factors[:half]))
            return Product((("*", first), *factors[half:]), kind, node.blank)
        case Logic(operator, items) if len(items) > 2:
            return Logic(operator, tuple(Logic(operator, tuple(group)) for group in _grouped(items, size)))
        case Where():
            return _row_by_row(node, instances)
        case Call():
            return _call(node, instances, size)
    return None


def _grouped(items: Sequence[Item], size: Callable[[Item], int]) -> list[list[Item]]:
    """Neighbours together as long as their texts are short enough, two at least; more than one group."""
    groups: list[list[Item]] = [[]]
    room = _ROOM
    for item in items:
        if len(groups[-1]) >= _MOST or (len(groups[-1]) > 1 and size(item) > room):
            groups.append([])
            room = _ROOM
        groups[-1].append(item)
        room -= size(item) + 1
    return groups if len(groups) > 1 else [list(items[: len(items) // 2]), list(items[len(items) // 2 :])]


def spelled_out(node: Call, instances: Instances) -> Call:
    """A call with the cells of its lists named one by one."""
    if node.function == "wmean":
        half = len(node.arguments) // 2
        groups = [[slot for item in side for slot in _cells(item, instances)] for side in (node.arguments[:half], node.arguments[half:])]
        return Call(node.function, (*groups[0], *groups[1]), node.kind, node.blank)
    return Call(node.function, tuple(slot for item in node.arguments for slot in _cells(item, instances)), node.kind, node.blank)


def _cells(node: Node, instances: Instances) -> Sequence[Node]:
    return instances(node) if isinstance(node, Slots) else [node]


def _call(node: Call, instances: Instances, size: Size) -> Node | None:
    if any(isinstance(item, Slots) for item in node.arguments):
        node = spelled_out(node, instances)
    if len(node.arguments) <= 2 and node.function != "wmean":
        return None
    match node.function:
        case "sum" | "min" | "max" | "coalesce":
            groups = [Call(node.function, tuple(group), node.kind, all(item.blank for item in group)) for group in _grouped(node.arguments, size)]
            return Call(node.function, tuple(groups), node.kind, node.blank)
        case "count":
            return Chain(tuple((1, Call("count", tuple(group), Kind.NUMBER, blank=False)) for group in _grouped(node.arguments, size)), Kind.NUMBER, blank=False)
        case "avg":
            above = Call("sum", node.arguments, Kind.NUMBER, node.blank)
            below = Call("count", node.arguments, Kind.NUMBER, blank=False)
            return Product((("*", above), ("/", below)), Kind.RATIO, blank=True)
        case "wmean":
            return _weighted(node)
    return None


def _weighted(node: Call) -> Node:
    """A weighted mean as a sum of products over the sum of the weights whose value is there."""
    half = len(node.arguments) // 2
    pairs = list(zip(node.arguments[:half], node.arguments[half:], strict=True))
    above = Chain(tuple((1, Product((("*", value), ("*", weight)), Kind.NUMBER, blank=True)) for value, weight in pairs), Kind.NUMBER, blank=True)
    below = Chain(tuple((1, Choose(_is_there(value), weight, Nothing(), Kind.NUMBER, blank=True)) for value, weight in pairs), Kind.NUMBER, blank=True)
    return Product((("*", above), ("/", below)), Kind.RATIO, blank=True)


def _is_there(node: Node) -> Node:
    return Compare(">", Call("count", (node,), Kind.NUMBER, blank=False), _ZERO)


def _row_by_row(node: Where, instances: Instances) -> Node:
    """A condition over a list as one choice per row; a row blank in the column tested satisfies none."""
    assert isinstance(node.test, Slots)
    tested = instances(node.test)
    values: Sequence[Node] = [_ONE] * len(tested) if not isinstance(node.values, Slots) else instances(node.values)
    otherwise: Node = _ZERO if node.values is None else Nothing()
    if not tested:
        return otherwise
    terms = []
    for test, value in zip(tested, values, strict=True):
        hit = Logic("and", (_is_there(test), Compare(node.operator, test, node.operand)))
        terms.append((1, Choose(hit, value, otherwise, Kind.NUMBER, value.blank)))
    return Chain(tuple(terms), Kind.NUMBER, node.blank)
