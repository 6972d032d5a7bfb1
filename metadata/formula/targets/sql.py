"""SQL text of formulas (DuckDB), printed from the bound tree.

A formula is one expression over columns; blanks are NULL. Its text is made twice where that matters: with exact products, and for
amounts too large for that with products in doubles. The first that fits is taken, so that no row can stop a statement; a
value that fits in neither is NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from metadata.formula.functions import CATALOGUE
from metadata.formula.spelling.sql import (
    LONG,
    Piece,
    alike,
    cast,
    double,
    fifteen,
    filled_in,
    number,
    over,
    plus,
    scaled,
    settled,
    times,
    typed,
)
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

Column = Callable[[str], Piece]
"""The column of a cell by key: its quoted name, its type, the scale of a number; a list for a key of an open row (``r3#:c9``)."""

INSTANCE: Final = '"#"'
"""Which instance of the open row is being computed, from 1; no cell has this name."""
_SIGNS: Final[Mapping[str, str]] = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


def quoted(name: str) -> str:
    """A name of a column or table."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as a constant: whatever stands in it stays text."""
    parts = ["'" + part.replace("'", "''") + "'" for part in text.split("\0")]
    return parts[0] if len(parts) == 1 else "(" + " || chr(0) || ".join(parts) + ")"


def finished(node: Node, decimals: int, column: Column) -> str:
    """What a computed cell holds, as ``DECIMAL(38, decimals)``: rounded half away from zero; NULL for a blank and for what does not fit."""
    exact, wide = (_kept(_Printer(column, wide=wide).piece(node), decimals) for wide in (False, True))
    # In a list a blank is told from what does not fit.
    return f"TRY({exact})" if exact == wide else f"COALESCE(TRY([{exact}]), TRY([{wide}]))[1]"


def _kept(piece: Piece, decimals: int) -> str:
    return scaled(piece, decimals).text if piece.sort == "double" else cast(piece.text, decimals)


def condition(node: Node, column: Column) -> str:
    """A truth value; NULL where a number in it does not fit."""
    return _either(*(_Printer(column, wide=wide).piece(node).text for wide in (False, True)))


def held(compare: Compare, tolerance: str, column: Column) -> str:
    """Whether a comparison of numbers holds when its sides may differ by so much; NULL where a number does not fit."""
    return _either(*(_Printer(column, wide=wide).held(compare, tolerance) for wide in (False, True)))


def _either(exact: str, wide: str) -> str:
    return f"TRY({exact})" if exact == wide else f"COALESCE(TRY({exact}), TRY({wide}))"


def _as_double(side: Piece) -> str:
    if side.literal is not None:
        return double(side)
    text = f"CAST({fifteen(side.text)} AS DOUBLE)"
    return f"COALESCE({text}, 0)" if side.blank else text


@dataclass(frozen=True, slots=True)
class _Printer:
    column: Column
    wide: bool = False

    def piece(self, node: Node) -> Piece:
        match node:
            case Number(value):
                return number(value, wide=self.wide)
            case Text(value):
                return Piece(literal(value), "text", blank=False)
            case Truth(value):
                return Piece("TRUE" if value else "FALSE", "truth", blank=False)
            case Nothing(kind):
                return Piece(cast("NULL", 0), wide=self.wide) if kind.numeric else Piece("CAST(NULL AS VARCHAR)", "text")
            case Slot():
                return self.cell(node)
            case Slots():
                return replace(self.column(node.key), wide=self.wide)
            case Chain(terms):
                return self.chain(terms)
            case Product(factors):
                return self.product(factors)
            case Settle(item):
                return settled(self.piece(item))
            case Compare():
                return self.compare(node)
            case Logic(operator, items):
                return Piece(f" {operator.upper()} ".join(self.piece(item).wrapped for item in items), "truth", blank=False, atom=False)
            case Not(item):
                return Piece(f"NOT {self.piece(item).wrapped}", "truth", blank=False, atom=False)
            case Choose():
                return self.choose(node)
            case Call(function, arguments):
                compute = CATALOGUE[function].sql
                assert compute is not None
                found: Piece = compute([self.piece(item) for item in arguments])
                return found
            case Where():
                return self.where(node)
        raise TypeError(f"not a bound node: {type(node).__name__}")

    def cell(self, node: Slot) -> Piece:
        column = self.column(node.key)
        return replace(column, text=f"{column.text}[{INSTANCE}]" if column.many else column.text, many=False, wide=self.wide)

    def chain(self, terms: Sequence[tuple[int, Node]]) -> Piece:
        there = [term for term in terms if not isinstance(term[1], Nothing)] or terms[:1]
        return plus([(sign, self.piece(item)) for sign, item in there])

    def product(self, factors: Sequence[tuple[str, Node]]) -> Piece:
        pieces = [(sign, self.piece(item)) for sign, item in factors]
        if len(pieces) > LONG:
            above, below = ([piece for sign, piece in pieces if sign == wanted] for wanted in "*/")
            return over(times(above), *below) if below else times(above)
        waiting: list[Piece] = []
        for sign, piece in pieces:
            if sign == "*":
                waiting.append(piece)
            else:
                waiting = [over(times(waiting), piece)]
        return times(waiting)

    def sides(self, node: Compare) -> list[str]:
        pair = [self.piece(node.left), self.piece(node.right)]
        if not node.left.kind.numeric:
            return [filled_in(side, "''") for side in pair]
        if all(side.sort == "double" or side.literal is not None for side in pair) and any(side.sort == "double" for side in pair):
            # Two quotients, or one beside a written number: as doubles, so that the smallest is still more than nothing.
            return [_as_double(side) for side in pair]
        return [filled_in(side) for side in alike(pair)]

    def compare(self, node: Compare) -> Piece:
        left, right = self.sides(node)
        return Piece(f"{left} {_SIGNS[node.operator]} {right}", "truth", blank=False, atom=False)

    def held(self, node: Compare, tolerance: str) -> str:
        left, right = (filled_in(side) for side in alike([self.piece(node.left), self.piece(node.right)]))
        match node.operator:
            case "==":
                return f"abs({left} - {right}) <= {tolerance}"
            case "!=":
                return f"abs({left} - {right}) > {tolerance}"
            case "<" | "<=":
                return f"{left} {node.operator} {right} + {tolerance}"
        return f"{left} {node.operator} {right} - {tolerance}"

    def choose(self, node: Choose) -> Piece:
        test, yes, no = self.piece(node.test), self.piece(node.yes), self.piece(node.no)
        if node.kind.numeric:
            yes, no = (typed(piece) if yes.literal is not None and no.literal is not None else piece for piece in alike([yes, no]))
        text = f"CASE WHEN {test.text} THEN {yes.text} ELSE {no.text} END"
        return replace(yes, text=text, blank=node.blank, literal=None)

    def where(self, node: Where) -> Piece:
        """Over the rows of a list; those blank in the tested column do not count."""
        tested = self.piece(node.test)
        one = replace(tested, text="row[1]" if node.values is not None else "item", many=False)
        operand = self.piece(node.operand)
        if one.sort == "decimal":
            one, operand = alike([one, operand])
        test = f"{one.text} {_SIGNS[node.operator]} {operand.text}"
        if node.values is None:
            return Piece(cast(f"len(list_filter({tested.text}, lambda item: COALESCE({test}, FALSE)))", 0), blank=False, wide=self.wide)
        values = self.piece(node.values)
        rows = f"list_zip({tested.text}, {values.text})"
        return replace(values, text=f"list_sum(list_transform({rows}, lambda row: CASE WHEN {test} THEN row[2] END))", many=False, blank=True)
