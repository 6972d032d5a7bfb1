"""The tree as JSON, from which the browser makes its own closures.

Every node is a list whose first item is its tag::

    ["n", "1.5"]  ["t", "có"]  ["b", true]  ["0"]  ["c", key]  ["cs", owner, key]
    ["+", [[sign, node], …]]  ["*", [["*"|"/", node], …]]  ["q", node]  ["cmp", op, left, right, "n"|"t"]
    ["and"|"or", [nodes]]  ["not", node]  ["if", test, yes, no]  ["f", name, [nodes]]
    ["where", values|null, test, op, operand]
"""

from __future__ import annotations

from typing import Any

from metadata.formula.functions import CATALOGUE
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
from metadata.values import decimal_text


def tree_json(node: Node) -> list[Any]:
    """JSON of a bound tree."""
    match node:
        case Number(value):
            return ["n", decimal_text(value)]
        case Text(text):
            return ["t", text]
        case Truth(truth):
            return ["b", truth]
        case Nothing():
            return ["0"]
        case Slot(key):
            return ["c", key]
        case Slots(owner, key):
            return ["cs", owner, key]
        case Chain(terms):
            return ["+", [[sign, tree_json(item)] for sign, item in terms]]
        case Product(factors):
            return ["*", [[sign, tree_json(item)] for sign, item in factors]]
        case Settle(item):
            return ["q", tree_json(item)]
        case Compare(operator, left, right):
            return ["cmp", operator, tree_json(left), tree_json(right), "n" if left.kind.numeric else "t"]
        case Logic(operator, items):
            return [operator, [tree_json(item) for item in items]]
        case Not(item):
            return ["not", tree_json(item)]
        case Choose(test, yes, no):
            return ["if", tree_json(test), tree_json(yes), tree_json(no)]
        case Call(function, arguments):
            return ["f", CATALOGUE[function].typescript, [tree_json(item) for item in arguments]]
        case Where(values, test, operator, operand):
            return ["where", tree_json(values) if values is not None else None, tree_json(test), operator, tree_json(operand)]
    raise TypeError(f"not a bound node: {type(node).__name__}")
