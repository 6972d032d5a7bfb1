"""Building typed nodes: which operations fit which types, and where a ratio settles.

A ratio keeps its full precision inside a chain of arithmetic and is taken to 15 significant digits (:class:`Settle`)
where its exact value would begin to matter: in a comparison, in ``round``, as a cell's result, and where it meets
exact numbers in a sum or a choice.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from metadata.errors import KhuonError
from metadata.formula.functions import Function
from metadata.formula.refusals import refuse
from metadata.formula.syntax import Span
from metadata.formula.tree import (
    Call,
    Cell,
    Chain,
    Children,
    Choose,
    Compare,
    Converted,
    Group,
    Kind,
    Logic,
    Node,
    Not,
    Number,
    Product,
    Settle,
    Slots,
    Text,
)

KIND_NAMES: Final = {
    Kind.NUMBER: ("số", "a number"), Kind.RATIO: ("tỷ số", "a ratio"), Kind.TEXT: ("chữ", "text"), Kind.DATE: ("ngày", "a date"),
    Kind.TRUTH: ("đúng/sai", "a truth value"), Kind.OTHER: ("tệp hoặc chỉ tiêu", "a file or target"),
}  # fmt: skip
_SEVERAL: Final = (Group, Children, Slots)
_DMY: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def settled(node: Node) -> Node:
    """The node, taken to 15 significant digits when it is a ratio."""
    return Settle(node) if node.kind is Kind.RATIO else node


def _mismatch(act: str, act_en: str, left: Kind, right: Kind, span: Span) -> KhuonError:
    return refuse(
        "formula.type", span, act=act, act_en=act_en, left=KIND_NAMES[left][0], left_en=KIND_NAMES[left][1],
        right=KIND_NAMES[right][0], right_en=KIND_NAMES[right][1],
    )  # fmt: skip


def single(node: Node, span: Span) -> Node:
    """The node, if it stands for one value. Raises ``formula.group_outside``."""
    if is_group(node):
        name = "children()" if isinstance(node, Children) else "units_below(…)" if isinstance(node, Cell) else "range(…)"
        raise refuse("formula.group_outside", span, name=name)
    return node


def is_group(node: Node) -> bool:
    """Whether a node stands for several cells by its form; the column of a list shows only when bound."""
    return isinstance(node, _SEVERAL) or (isinstance(node, Cell) and node.period == "below")


def _all_numeric(nodes: Sequence[tuple[Node, Span]], act: str, act_en: str) -> bool:
    """Raise ``formula.type`` unless all are numbers; tell whether a ratio is among them."""
    ratio = False
    for node, span in nodes:
        kind = single(node, span).kind
        if not kind.numeric:
            raise _mismatch(act, act_en, kind, Kind.NUMBER, span)
        ratio = ratio or kind is Kind.RATIO
    return ratio


def chain(terms: Sequence[tuple[int, Node, Span]]) -> Node:
    """Sum of signed terms.

    Ratios among exact numbers are added up first and settled, so that an amount of money keeps all its digits.
    """
    _all_numeric([(n, s) for _, n, s in terms], "cộng trừ", "add or subtract")
    blank = all(n.blank for _, n, _ in terms)
    ratios = tuple((sign, n) for sign, n, _ in terms if n.kind is Kind.RATIO)
    if not ratios or len(ratios) == len(terms):
        return Chain(tuple((sign, n) for sign, n, _ in terms), Kind.RATIO if ratios else Kind.NUMBER, blank)
    together: tuple[int, Node] = ratios[0] if len(ratios) == 1 else (1, Chain(ratios, Kind.RATIO, all(n.blank for _, n in ratios)))
    first = next(i for i, (_, n, _) in enumerate(terms) if n.kind is Kind.RATIO)
    plain = [(sign, n) for sign, n, _ in terms]
    kept = [(together[0], Settle(together[1])) if i == first else term for i, term in enumerate(plain) if i == first or term[1].kind is not Kind.RATIO]
    return Chain(tuple(kept), Kind.NUMBER, blank)


def product(factors: Sequence[tuple[str, Node, Span]]) -> Node:
    """Product and quotient from left to right."""
    ratio = _all_numeric([(n, s) for _, n, s in factors], "nhân chia", "multiply or divide")
    divides = [n for sign, n, _ in factors if sign == "/"]
    may_divide_by_zero = any(not (isinstance(n, Number) and n.value != 0) for n in divides)
    blank = may_divide_by_zero or any(n.blank for _, n, _ in factors)
    return Product(tuple((sign, n) for sign, n, _ in factors), Kind.RATIO if ratio or divides else Kind.NUMBER, blank)


def _as_date(node: Node, span: Span) -> Node:
    if not isinstance(node, Text):
        return node
    match = _DMY.fullmatch(node.value)
    iso = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}" if match else node.value
    try:
        return Text(dt.date.fromisoformat(iso).isoformat())
    except ValueError:
        raise _mismatch("so sánh", "compare", Kind.DATE, Kind.TEXT, span) from None


def compare(operator: str, left: Node, right: Node, span: Span) -> Compare:
    """A comparison of two numbers, two texts (equal or not only) or two dates."""
    left, right = single(left, span), single(right, span)
    kinds = {left.kind, right.kind}
    if left.kind.numeric and right.kind.numeric:
        return Compare(operator, settled(left), settled(right))
    if kinds <= {Kind.DATE, Kind.TEXT} and Kind.DATE in kinds:
        return Compare(operator, _as_date(left, span), _as_date(right, span))
    if kinds == {Kind.TEXT} and operator in {"==", "!="}:
        return Compare(operator, left, right)
    raise _mismatch("so sánh", "compare", left.kind, right.kind, span)


def condition(node: Node, span: Span) -> Node:
    """The node, if it is a truth value. Raises ``formula.type``."""
    if single(node, span).kind is not Kind.TRUTH:
        raise _mismatch("dùng làm điều kiện", "use as a condition", node.kind, Kind.TRUTH, span)
    return node


def logic(operator: str, items: Sequence[tuple[Node, Span]]) -> Node:
    """``and``, ``or``."""
    return Logic(operator, tuple(condition(node, span) for node, span in items))


def negation(item: Node, span: Span) -> Node:
    """``not``."""
    return Not(condition(item, span))


def _alike(nodes: Sequence[Node], span: Span) -> tuple[list[Node], Kind]:
    """Values to choose from: exact numbers and ratios meet as settled numbers."""
    kinds = {n.kind for n in nodes}
    if kinds == {Kind.NUMBER, Kind.RATIO}:
        return [settled(n) for n in nodes], Kind.NUMBER
    if len(kinds) > 1:
        raise _mismatch("chọn giữa", "choose between", nodes[0].kind, next(n.kind for n in nodes if n.kind is not nodes[0].kind), span)
    return list(nodes), nodes[0].kind


def choose(test: Node, yes: Node, no: Node, span: Span) -> Node:
    """``yes if test else no``."""
    (first, second), kind = _alike([single(yes, span), single(no, span)], span)
    return Choose(condition(test, span), first, second, kind, first.blank or second.blank)


def call(function: Function, arguments: Sequence[Node], span: Span) -> Node:
    """A computing function over checked arguments."""
    nodes = list(arguments)
    match function.result:
        case "ratio":
            kind = Kind.RATIO
        case "same":
            nodes, kind = _alike(nodes, span)
        case _ if function.name in {"sum", "min", "max"}:
            nodes, kind = _alike(nodes, span)
        case _:
            nodes, kind = [settled(n) for n in nodes], Kind.NUMBER
    blank = {"any": any, "all": all}[function.blank](n.blank for n in nodes) if function.blank != "never" else False
    return Call(function.name, tuple(nodes), kind, blank)


def percent(part: Node, whole: Node, span: Span) -> Node:
    """``part / whole * 100``."""
    return product([("*", part, span), ("/", whole, span), ("*", Number(Decimal(100)), span)])


def converted(number: Node, factor: Decimal, source: str, target: str, span: Span) -> Node:
    """A number in another unit of measure."""
    _all_numeric([(number, span)], "quy đổi", "convert")
    return Converted(number, factor, source, target, number.kind, number.blank)
