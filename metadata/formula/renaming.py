"""Bound trees with other keys: the formulas of one form seen from another."""

from __future__ import annotations

from collections.abc import Callable

from metadata.formula.tree import Call, Chain, Choose, Compare, Logic, Node, Not, Product, Settle, Slot, Slots, Where

Rename = Callable[[str], str]


def renamed(node: Node, rename: Rename) -> Node:
    """The tree with every key, and every owner of instances, put through ``rename``."""

    def inner(part: Node) -> Node:
        return renamed(part, rename)

    match node:
        case Slot() | Slots():
            return renamed_leaf(node, rename)
        case Chain():
            return Chain(tuple((sign, inner(item)) for sign, item in node.terms), node.kind, node.blank)
        case Product():
            return Product(tuple((sign, inner(item)) for sign, item in node.factors), node.kind, node.blank)
        case Settle():
            return Settle(inner(node.item))
        case Not():
            return Not(inner(node.item))
        case Compare():
            return Compare(node.operator, inner(node.left), inner(node.right))
        case Logic():
            return Logic(node.operator, tuple(inner(item) for item in node.items))
        case Choose():
            return Choose(inner(node.test), inner(node.yes), inner(node.no), node.kind, node.blank)
        case Call():
            return Call(node.function, tuple(inner(item) for item in node.arguments), node.kind, node.blank)
        case Where(values, test):
            read = None if values is None else inner(values)
            tested = inner(test)
            assert read is None or isinstance(read, Slots)
            assert isinstance(tested, Slots)
            return Where(read, tested, node.operator, node.operand)
    return node


def renamed_leaf(leaf: Slot | Slots, rename: Rename) -> Slot | Slots:
    """A leaf with its key, and the owner of its instances, renamed."""
    if isinstance(leaf, Slots):
        return Slots(rename(leaf.owner), rename(leaf.key), leaf.kind)
    return Slot(rename(leaf.key), leaf.kind)
