"""All units of a form at once: the same trees over arrays, one item a unit.

Every computed cell ends as whole numbers scaled by its decimals, so a formula that reads it starts exact again. Where an array cannot
be sure of a unit's result (see ``spelling.vector``), that unit is computed by the judge's closure: the answers are the judge's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from metadata.formula import limits
from metadata.formula.functions import CATALOGUE, Operand
from metadata.formula.program.model import Formula
from metadata.formula.spelling import vector as v
from metadata.formula.spelling.arrays import filled, total
from metadata.formula.spelling.choice import chosen, compared
from metadata.formula.spelling.vector import Exact, Numbers, Truth, Vector, Words
from metadata.formula.targets.closures import Cells, Closure, close
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
    Where,
)
from metadata.formula.tree import Truth as TruthNode
from metadata.numbers import WIDE, from_scaled, round_half_away

Columns = dict[str, Exact | Words]
"""Cells of all units by key. A cell of an open row stands once per place in the order of instances: ``r3#0:c9``, ``r3#1:c9`` …"""

_TOO_LARGE: Final = Decimal(10) ** limits.RESULT_DIGITS


class Table:
    """The cells of ``units`` units.

    ``instances``: how many instances each unit has of an open row, by the owner of the instances. ``stated``: where a cell holds anything,
    "-" and X included, which are blank in ``columns``; without it, where it is not blank. Cells that are absent are blank.
    """

    def __init__(self, units: int, columns: Mapping[str, Exact | Words], instances: Mapping[str, NDArray[np.int64]] | None = None,
                 stated: Mapping[str, v.Flags] | None = None) -> None:
        self.units = units
        self.columns: Columns = dict(columns)
        self.instances = dict(instances or {})
        self._stated = dict(stated or {})

    def stated(self, key: str) -> v.Flags:
        """Where a cell holds anything."""
        column, known = self.columns.get(key), self._stated.get(key)
        if known is not None or column is None:
            return np.zeros(self.units, dtype=np.bool_) if known is None else known
        blank = column.blank
        return np.ones(self.units, dtype=np.bool_) if blank is None else np.broadcast_to(~blank, (self.units,)).copy()

    def places(self, owner: str) -> range:
        """Places of the instances of an open row, up to the longest unit."""
        counts = self.instances.get(owner)
        return range(int(counts.max()) if counts is not None and counts.size else 0)

    def cells(self, units: NDArray[Any], keys: Sequence[str]) -> list[dict[str, Operand]]:
        """Operands of some units by key, for the judge."""
        known = [key for key in dict.fromkeys(keys) if key in self.columns]
        columns = [_operands(self.columns[key], units) for key in known]
        return [dict(zip(known, row, strict=True)) for row in zip(*columns, strict=True)] if known else [{} for _ in units]

    def numbers(self, keys: Sequence[str]) -> list[dict[str, Decimal | None]]:
        """The numbers of all units by key, for cells that are numbers."""
        found = self.cells(np.arange(self.units), keys)
        return [{key: value if isinstance(value, Decimal) else None for key, value in cells.items()} for cells in found]


def _operands(column: Exact | Words, units: NDArray[Any]) -> list[Operand]:
    if isinstance(column, Words):
        return list(column.values[units])
    numbers = [from_scaled(number, column.decimals) for number in column.numbers[units].tolist()]
    if column.blank is None:
        return list(numbers)
    return [None if blank else number for number, blank in zip(numbers, column.blank[units].tolist(), strict=True)]


class ArrayFormula:
    """One formula over arrays; called with a table it puts its cell into it."""

    def __init__(self, formula: Formula) -> None:
        self.formula = formula

    @cached_property
    def _closure(self) -> Closure:
        return close(self.formula.node)

    def __call__(self, table: Table) -> None:
        """Compute the cell of all units, in every instance of its open row."""
        owner = self.formula.owner
        for place in [""] if owner is None else [str(at) for at in table.places(owner)]:
            self.at(table, place)

    def at(self, table: Table, place: str) -> None:
        """Compute the cell of all units at one place of the open row ("" outside); blank where a unit has no such instance."""
        found = self._at(table, place)
        if self.formula.owner is not None:
            missing = v.cleared(found, v.either(found.blank, table.instances[self.formula.owner] <= int(place)))
            assert isinstance(missing, Exact)
            found = missing
        table.columns[_with(self.formula.key, place)] = found

    def _at(self, table: Table, place: str) -> Exact:
        with np.errstate(over="ignore", invalid="ignore"):
            value = _Evaluation(table, place).value(self.formula.node)
            assert isinstance(value, v.Exact | v.Approx)
            found = v.finished(value, self.formula.decimals)
        numbers = _spread(found.numbers, table.units)
        blank = None if found.blank is None else _spread(found.blank, table.units)
        unsure = None if found.unsure is None else np.flatnonzero(_spread(found.unsure, table.units))
        if found.bound >= 10 ** (limits.RESULT_DIGITS + found.decimals):
            large = np.flatnonzero(np.abs(numbers) >= 10 ** (limits.RESULT_DIGITS + found.decimals))
            unsure = large if unsure is None else np.union1d(unsure, large)
        if unsure is not None and unsure.size:
            numbers, blank = self._judged(table, place, unsure, numbers, blank)
        return v.whole(numbers, self.formula.decimals, blank)

    def _judged(self, table: Table, place: str, units: NDArray[Any], numbers: NDArray[Any], blank: v.Mask) -> tuple[NDArray[Any], v.Mask]:
        """The results of some units by the closure, put among the others."""
        keys = [key for leaf in self.formula.reads for key in _keys(leaf, table, place)]
        numbers, blank = numbers.copy(), np.zeros(table.units, dtype=np.bool_) if blank is None else blank.copy()
        counts = {owner: counts.tolist() for owner, counts in table.instances.items()}
        decimals = self.formula.decimals
        with localcontext(WIDE):
            for unit, values in zip(units.tolist(), table.cells(units, keys), strict=True):
                instances = {owner: [str(at) for at in range(of_units[unit])] for owner, of_units in counts.items()}
                found = self._closure(Cells(values, place, instances))
                kept = isinstance(found, Decimal) and abs(found) < _TOO_LARGE
                number = int(round_half_away(found, decimals).scaleb(decimals)) if kept and isinstance(found, Decimal) else 0
                if numbers.dtype != object and abs(number) >= 2**62:
                    numbers = numbers.astype(object)
                numbers[unit], blank[unit] = number, not kept
        return numbers, blank


def _spread(array: NDArray[Any], units: int) -> NDArray[Any]:
    return array if array.shape == (units,) else np.broadcast_to(array, (units,)).copy()


def _with(key: str, place: str) -> str:
    return key.replace("#:", f"#{place}:", 1)


def _keys(leaf: Slot | Slots, table: Table, place: str) -> Iterator[str]:
    places: Sequence[Any] = table.places(leaf.owner) if isinstance(leaf, Slots) else (place,)
    return (_with(leaf.key, str(at)) for at in places)


class _Evaluation:
    """Trees over one table, at one place of the open row."""

    def __init__(self, table: Table, place: str) -> None:
        self.table = table
        self.place = place

    def value(self, node: Node) -> Vector:
        return _SAY[type(node)](self, node)

    def leaf(self, node: Number | Text | TruthNode | Nothing) -> Vector:
        match node:
            case Number(value):
                return v.constant(value)
            case Text(text):
                return Words(np.array([text], dtype=object))
            case TruthNode(truth):
                return Truth(np.array([truth]))
        return v.nothing() if node.kind.numeric else Words(np.array([None], dtype=object))

    def slot(self, key: str, leaf: Slot | Slots) -> Vector:
        """One cell; one that no unit has is blank of its kind."""
        found = self.table.columns.get(key)
        if found is None and not leaf.kind.numeric:
            return Words(np.array([None], dtype=object))
        return found or v.nothing()

    def number(self, node: Node) -> Numbers:
        found = self.value(node)
        assert isinstance(found, v.Exact | v.Approx)
        return found

    def truth(self, node: Node) -> Truth:
        found = self.value(node)
        assert isinstance(found, Truth)
        return found

    def product(self, factors: Sequence[tuple[str, Node]]) -> Numbers:
        result = self.number(factors[0][1])
        for sign, item in factors[1:]:
            result = v.times(result, self.number(item)) if sign == "*" else v.over(result, self.number(item))
        return result

    def opposite(self, item: Truth) -> Truth:
        return Truth(~item.values, item.unsure)

    def logic(self, operator: str, items: Sequence[Truth]) -> Truth:
        join: Callable[[Any, Any], Any] = np.logical_and if operator == "and" else np.logical_or
        found = items[0].values
        for item in items[1:]:
            found = join(found, item.values)
        return Truth(found, v.either(*(item.unsure for item in items)))

    def several(self, leaf: Slots) -> list[Vector]:
        """The cell in every instance; blank where a unit has fewer."""
        return [self.slot(_with(leaf.key, str(place)), leaf) for place in self.table.places(leaf.owner)]

    def call(self, function: str, arguments: Sequence[Node]) -> Vector:
        vectors = [one for item in arguments for one in (self.several(item) if isinstance(item, Slots) else [self.value(item)])]
        compute = CATALOGUE[function].arrays
        assert compute is not None
        if not vectors:  # an open row that no unit has
            return filled([]) if function == "count" else v.nothing()
        found: Vector = compute(vectors)
        return found

    def where(self, node: Where) -> Numbers:
        assert isinstance(node.test, Slots)
        operand = self.value(node.operand)
        counted: list[Vector] = []
        values = self.several(node.values) if isinstance(node.values, Slots) else None
        for at, tested in enumerate(self.several(node.test)):
            hit = compared(node.operator, tested, operand)
            assert not isinstance(tested, Truth)
            found = hit.values if tested.blank is None else hit.values & ~tested.blank
            counts = values[at] if values is not None else v.constant(Decimal(1))
            counted.append(chosen(Truth(found, hit.unsure), counts, v.nothing()))
        if values is None:
            return filled(counted)
        return total(counted) if counted else v.nothing()


_SAY: Final[Mapping[type, Callable[[_Evaluation, Any], Vector]]] = {
    Number: _Evaluation.leaf, Text: _Evaluation.leaf, TruthNode: _Evaluation.leaf, Nothing: _Evaluation.leaf,
    Slot: lambda self, node: self.slot(_with(node.key, self.place) if self.place else node.key, node),
    Chain: lambda self, node: v.plus([(sign, self.number(item)) for sign, item in node.terms]),
    Product: lambda self, node: self.product(node.factors),
    Settle: lambda self, node: v.settled(self.number(node.item)),
    Compare: lambda self, node: compared(node.operator, self.value(node.left), self.value(node.right)),
    Logic: lambda self, node: self.logic(node.operator, [self.truth(item) for item in node.items]),
    Not: lambda self, node: self.opposite(self.truth(node.item)),
    Choose: lambda self, node: chosen(self.truth(node.test), self.value(node.yes), self.value(node.no)),
    Call: lambda self, node: self.call(node.function, node.arguments),
    Where: _Evaluation.where,
}  # fmt: skip
