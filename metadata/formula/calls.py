"""Calls whose arguments are no plain values: conditions over a list, weights, units of measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Protocol

from metadata import measures
from metadata.formula import typing
from metadata.formula.functions import CATALOGUE
from metadata.formula.refusals import proposals, refuse, wrong_argument
from metadata.formula.scope import Scope
from metadata.formula.syntax import Invocation, Syntax
from metadata.formula.syntax import Literal as Written
from metadata.formula.tree import Call, Cell, Chain, Children, Group, Kind, Node, Number, Text, Where
from metadata.formula.written import signed_number

_OPERATORS: Final = {"=": "==", "==": "==", "<>": "!=", "!=": "!=", "≠": "!=", "<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">="}


class Resolver(Protocol):
    """What these calls need of the resolver."""

    scope: Scope

    def value(self, syntax: Syntax) -> Node:
        """The tree of an expression."""
        ...

    def cells_of(self, syntax: Syntax, scope: Scope) -> Cell | Group:
        """The cell or cells that a name, range or placing function stands for."""
        ...


def where(resolver: Resolver, syntax: Invocation) -> Where:
    """``count_where`` and ``sum_where``: column, operator (``=`` when left out), written value."""
    parts = list(syntax.arguments)
    values = _column(resolver, parts.pop(0), syntax, 1) if syntax.function == "sum_where" else None
    test = _column(resolver, parts.pop(0), syntax, len(syntax.arguments) - len(parts))
    operator = "=="
    if len(parts) == 2:
        sign = parts.pop(0)
        operator = _OPERATORS.get(sign.value, "") if isinstance(sign, Written) and isinstance(sign.value, str) else ""
    operand = resolver.value(parts[0])
    if not isinstance(operand, Number | Text | Chain) or not operator:
        raise wrong_argument(CATALOGUE[syntax.function], len(syntax.arguments), syntax.span, "dấu so sánh rồi giá trị", "an operator, then a value")
    if isinstance(operand, Chain):
        whole = signed_number(parts[0])
        if whole is None:
            raise wrong_argument(CATALOGUE[syntax.function], len(syntax.arguments), syntax.span, "giá trị viết sẵn", "a written value")
        operand = Number(whole)
    checked = typing.compare(operator, replace(test, period="same"), operand, syntax.span).right
    assert isinstance(checked, Number | Text)
    return Where(values, test, operator, checked)


def _column(resolver: Resolver, syntax: Syntax, outer: Invocation, index: int) -> Cell:
    """A column of a list, or a cell of the units below."""
    cell = resolver.cells_of(syntax, resolver.scope)
    fits = isinstance(cell, Cell) and (cell.period == "below" or (cell.column is not None and cell.row is None))
    if not fits or not isinstance(cell, Cell) or (index == 1 and outer.function == "sum_where" and not cell.kind.numeric):
        raise wrong_argument(CATALOGUE[outer.function], index, syntax.span, "cột của danh sách", "a column of a list")
    return cell


# ---------------------------------------------------------------- weights


def weighted_mean(resolver: Resolver, syntax: Invocation) -> Node:
    """``wmean``: the weights are spelled out to as many cells as the values."""
    first, second = syntax.arguments
    values, weights = resolver.value(first), resolver.value(second)
    function = CATALOGUE["wmean"]
    if not isinstance(values, Cell | Group | Children) or not values.kind.numeric:
        raise wrong_argument(function, 1, first.span, "các ô số", "number cells")
    paired = _weights(values, weights) if isinstance(weights, Cell | Group | Children) and weights.kind.numeric else None
    if paired is None:
        raise wrong_argument(function, 2, second.span, "cột hoặc dòng trọng số của cùng các ô", "a column or row that weighs the same cells")
    return Call("wmean", (values, paired), Kind.RATIO, blank=True)


def _weights(values: Cell | Group | Children, weights: Cell | Group | Children) -> Node | None:
    """The weight of each value: ``weights`` cell by cell, or one column or row laid over the values. None when they do not pair."""
    if not isinstance(weights, Cell):
        same = type(weights) is type(values) and (not isinstance(weights, Group) or len(weights.items) == len(_items(values)))
        return weights if same else None
    if isinstance(values, Children):
        return replace(values, column=weights.column) if weights.row is None and weights.section == values.section else None
    if isinstance(values, Cell):
        return replace(weights, period=values.period) if weights.period in {"same", values.period} else None
    laid = tuple(replace(item, row=weights.row or item.row, column=weights.column or item.column, written=weights.written) for item in values.items)
    one_by_one = weights.section == values.items[0].section and len(set(laid)) == len(laid)
    return Group(laid, weights.written, weights.kind) if one_by_one else None


def _items(values: Node) -> Sequence[Cell]:
    return values.items if isinstance(values, Group) else ()


# ---------------------------------------------------------------- units of measure


def conversion(resolver: Resolver, syntax: Invocation) -> Node:
    """``convert``: a product with the factor between two units of measure of one dimension."""
    number, *units = syntax.arguments
    found = []
    for index, unit in enumerate(units, 2):
        if not isinstance(unit, Written) or not isinstance(unit.value, str):
            raise wrong_argument(CATALOGUE["convert"], index, unit.span, "tên đơn vị tính trong nháy", "a quoted unit of measure")
        measure = measures.find(unit.value)
        if measure is None:
            known = [m.symbol for m in measures.measures().values()]
            raise refuse("formula.unknown_measure", unit.span, name=unit.value, **proposals(unit.value, known))
        found.append(measure)
    source, target = found
    if source.dimension != target.dimension:
        raise refuse("formula.measures_apart", syntax.span, source=source.symbol, target=target.symbol)
    return typing.converted(resolver.value(number), _factor(source.factor, target.factor), source.id, target.id, number.span)


def _factor(source: Decimal, target: Decimal) -> Decimal:
    """``source / target``, which the catalogue keeps a terminating decimal."""
    exact = Fraction(source) / Fraction(target)
    factor = Decimal(exact.numerator) / Decimal(exact.denominator)
    assert Fraction(factor) == exact, "units of one dimension have factors that are decimal multiples of each other"
    return factor
