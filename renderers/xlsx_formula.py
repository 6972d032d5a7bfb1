"""Formula text for workbooks, printed from the typed tree and never from what was typed.

A spreadsheet's own rules differ from ours: a blank is 0 there, "-" breaks a sum, x/0 is an error. So every blank and every zero
division is written out: a node becomes a :class:`Piece` of three texts, its value, when it is blank, and its value with blank read as 0.
Only old functions are used (SUM MIN MAX AVERAGE COUNT ROUND ABS IF AND OR NOT N ISNUMBER), which every spreadsheet knows.
What cannot be said that way raises :class:`Unsupported`; the cell then holds our value alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from metadata.formula import tree
from metadata.values import decimal_text
from renderers.document import Formula

LENGTH_LIMIT: Final = 4000
_ARGUMENT_LIMIT: Final = 250
_EXACT: Final = (tree.Chain, tree.Slot, tree.Slots, tree.Nothing)


class Unsupported(Exception):  # noqa: N818 - not a failure: the cell keeps its value without a formula
    """The formula has no faithful spelling in a workbook."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """Where a cell of the report stands. `decimals` are those of its number format."""

    sheet: str
    row: int
    column: int
    decimals: int = 0


Find = Callable[[str], list[Address]]
"""Key -> its address; "row#:col" -> the addresses of all instances. Raises `Unsupported` for what is no plain number."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Texts of a node: `value` is right when not blank; `blank` the condition, None for never; `zero` reads a blank as 0."""

    value: str
    blank: str | None
    zero: str
    refs: tuple[Address, ...] = ()


def formula_text(formula: Formula, key: str, sheet: str, find: Find) -> str:
    """`=…` for the cell `key` on `sheet`. Raises `Unsupported`."""
    printer = _Printer(sheet, key, find, formula)
    if formula.tree is None:
        piece = printer.total([address for part in formula.parts for address in find(part)])
        exact = True
    else:
        piece = printer.print(formula.tree)
        exact = all(_is_exact(node) for node in tree.walk(formula.tree))
    value = piece.value
    whole = exact and all(address.decimals == 0 for address in printer.used)
    if formula.decimals is not None and not whole:
        value = f"ROUND({value},{formula.decimals})"
    text = "=" + (value if piece.blank is None else f'IF({piece.blank},"",{value})')
    if len(text) > LENGTH_LIMIT:
        raise Unsupported
    return text


def _is_exact(node: tree.Node) -> bool:
    """Whether a node over whole numbers gives a whole number."""
    if isinstance(node, tree.Call):
        return node.function in {"sum", "min", "max", "abs", "count"}
    return isinstance(node, _EXACT)


class _Printer:
    def __init__(self, sheet: str, key: str, find: Find, formula: Formula) -> None:
        self.sheet = sheet
        self.find = find
        self.formula = formula
        match = re.match(r"[^:#]+#([^:]+):", key)
        self.inst = match[1] if match else ""
        self.used: list[Address] = []

    def print(self, node: tree.Node) -> Piece:
        match node:
            case tree.Number():
                text = decimal_text(node.value)
                return _never(f"({text})" if node.value < 0 else text)
            case tree.Nothing():
                return Piece("0", "TRUE", "0")
            case tree.Slot() if node.kind.numeric:
                return self.reference(self.slot(node))
            case tree.Slots() if node.kind.numeric:
                return self.total(self.find(node.key))
            case tree.Chain():
                return self.chain(node)
            case tree.Product():
                return self.product(node)
            case tree.Settle():
                return self.print(node.item)
            case tree.Choose():
                return self.choose(node)
            case tree.Call() if node.function in _CALLS:
                return _CALLS[node.function](self, node)
        raise Unsupported

    # -- cells

    def slot(self, node: tree.Slot) -> Address:
        key = node.key
        if node.is_open:
            if not self.inst:
                raise Unsupported
            key = key.replace("#:", f"#{self.inst}:")
        elif self.formula.inst:
            row, _, column = key.partition(":")
            key = f"{row}#{self.formula.inst}:{column}" if row == self.formula.unit_row else key
        found = self.find(key)
        if len(found) != 1:
            raise Unsupported
        return found[0]

    def name(self, address: Address) -> str:
        cell: str = xl_rowcol_to_cell(address.row, address.column)
        if address.sheet == self.sheet:
            return cell
        return "'" + address.sheet.replace("'", "''") + "'!" + cell

    def reference(self, address: Address) -> Piece:
        self.used.append(address)
        name = self.name(address)
        return Piece(name, f"NOT(ISNUMBER({name}))", f"N({name})", (address,))

    def ranges(self, addresses: Sequence[Address]) -> str:
        """Arguments naming the cells, neighbours in a row or a column drawn together."""
        runs: list[list[Address]] = []
        for address in addresses:
            if runs and _continues(runs[-1], address):
                runs[-1].append(address)
            else:
                runs.append([address])
        if len(runs) > _ARGUMENT_LIMIT:
            raise Unsupported
        texts = []
        for run in runs:
            end = xl_rowcol_to_cell(run[-1].row, run[-1].column)
            texts.append(self.name(run[0]) + (f":{end}" if len(run) > 1 else ""))
        return ",".join(texts)

    def total(self, addresses: Sequence[Address]) -> Piece:
        """Sum of cells; blank when none holds a number."""
        if not addresses:
            return Piece("0", "TRUE", "0")
        self.used.extend(addresses)
        if len(addresses) == 1:
            return self.reference(addresses[0])
        names = self.ranges(addresses)
        return Piece(f"SUM({names})", f"COUNT({names})=0", f"SUM({names})", tuple(addresses))

    # -- operations

    def chain(self, node: tree.Chain) -> Piece:
        pieces = [(sign, self.print(term)) for sign, term in node.terms if not isinstance(term, tree.Nothing)]
        return self.added(pieces)

    def added(self, pieces: Sequence[tuple[int, Piece]]) -> Piece:
        """Sum with signs: cells of one sign in one SUM, which skips "-" and X; other terms with blank as 0."""
        if not pieces:
            return Piece("0", "TRUE", "0")
        terms: list[str] = []
        for sign, mark in ((1, "+"), (-1, "-")):
            refs = [address for s, piece in pieces if s == sign for address in piece.refs]
            terms += [f"{mark}SUM({self.ranges(refs)})"] if refs else []
            terms += [mark + piece.zero for s, piece in pieces if s == sign and not piece.refs]
        text = "".join(terms).removeprefix("+")
        text = f"({text})" if len(terms) > 1 or text.startswith("-") else text
        return Piece(text, self.all_blank([piece for _, piece in pieces]), text)

    def all_blank(self, pieces: Sequence[Piece]) -> str | None:
        if any(piece.blank is None for piece in pieces):
            return None
        refs = [address for piece in pieces for address in piece.refs]
        tests = [f"COUNT({self.ranges(refs)})=0"] if refs else []
        tests += [piece.blank for piece in pieces if piece.blank is not None and not piece.refs]
        return _junction("AND", tests)

    def product(self, node: tree.Product) -> Piece:
        tests: list[str] = []
        text = ""
        for operator, item in node.factors:
            piece = self.print(item)
            if operator == "/":
                tests.append(f"{piece.zero}=0")  # a blank reads as 0, so this one test covers both
            elif piece.blank is not None:
                tests.append(piece.blank)
            text += (operator if text else "") + piece.value
        blank = _junction("OR", tests)
        value = f"({text})"
        return Piece(value, blank, value if blank is None else f"IF({blank},0,{value})")

    def choose(self, node: tree.Choose) -> Piece:
        test, yes, no = self.truth(node.test), self.print(node.yes), self.print(node.no)
        blank = None
        if yes.blank is not None or no.blank is not None:
            blank = f"IF({test},{yes.blank or 'FALSE'},{no.blank or 'FALSE'})"
        return Piece(f"IF({test},{yes.value},{no.value})", blank, f"IF({test},{yes.zero},{no.zero})")

    def truth(self, node: tree.Node) -> str:
        match node:
            case tree.Truth():
                return "TRUE" if node.value else "FALSE"
            case tree.Compare() if node.left.kind.numeric and node.right.kind.numeric:
                return f"{self.print(node.left).zero}{_OPERATORS[node.operator]}{self.print(node.right).zero}"
            case tree.Logic():
                return f"{node.operator.upper()}({','.join(self.truth(item) for item in node.items)})"
            case tree.Not():
                return f"NOT({self.truth(node.item)})"
        raise Unsupported

    # -- functions

    def call_sum(self, node: tree.Call) -> Piece:
        return self.added([(1, self.print(item)) for item in node.arguments])

    def call_extreme(self, node: tree.Call) -> Piece:
        pieces = [self.print(item) for item in node.arguments if not isinstance(item, tree.Nothing)]
        if not pieces:
            return Piece("0", "TRUE", "0")
        if any(piece.blank is not None and not piece.refs for piece in pieces):
            raise Unsupported  # a blank result among the arguments would count as 0
        refs = [address for piece in pieces for address in piece.refs]
        names = ([self.ranges(refs)] if refs else []) + [piece.value for piece in pieces if not piece.refs]
        value = f"{node.function.upper()}({','.join(names)})"
        blank = self.all_blank(pieces)
        return Piece(value, blank, value if blank is None else f"IF({blank},0,{value})")

    def call_avg(self, node: tree.Call) -> Piece:
        pieces = [self.print(item) for item in node.arguments if not isinstance(item, tree.Nothing)]
        if not pieces or any(not piece.refs for piece in pieces):
            raise Unsupported
        names = self.ranges([address for piece in pieces for address in piece.refs])
        blank = f"COUNT({names})=0"
        return Piece(f"AVERAGE({names})", blank, f"IF({blank},0,AVERAGE({names}))")

    def call_count(self, node: tree.Call) -> Piece:
        pieces = [self.print(item) for item in node.arguments if not isinstance(item, tree.Nothing)]
        refs = [address for piece in pieces for address in piece.refs]
        terms = [f"COUNT({self.ranges(refs)})"] if refs else []
        terms += ["1" if piece.blank is None else f"IF({piece.blank},0,1)" for piece in pieces if not piece.refs]
        return _never(f"({'+'.join(terms)})" if terms else "0")

    def call_round(self, node: tree.Call) -> Piece:
        piece = self.print(node.arguments[0])
        digits = self.print(node.arguments[1]).value if len(node.arguments) > 1 else "0"
        return Piece(f"ROUND({piece.value},{digits})", piece.blank, f"ROUND({piece.zero},{digits})")

    def call_abs(self, node: tree.Call) -> Piece:
        piece = self.print(node.arguments[0])
        return Piece(f"ABS({piece.value})", piece.blank, f"ABS({piece.zero})")

    def call_coalesce(self, node: tree.Call) -> Piece:
        pieces = [self.print(item) for item in node.arguments]
        value, zero = pieces[-1].value, pieces[-1].zero
        for piece in reversed(pieces[:-1]):
            if piece.blank is None:
                value, zero = piece.value, piece.zero
            else:
                value = f"IF({piece.blank},{value},{piece.value})"
                zero = f"IF({piece.blank},{zero},{piece.value})"
        return Piece(value, self.all_blank(pieces), zero)


def _never(text: str) -> Piece:
    return Piece(text, None, text)


def _junction(function: str, tests: Iterable[str]) -> str | None:
    different = list(dict.fromkeys(tests))
    if not different:
        return None
    return different[0] if len(different) == 1 else f"{function}({','.join(different)})"


def _continues(run: Sequence[Address], address: Address) -> bool:
    last, first = run[-1], run[0]
    if address.sheet != last.sheet:
        return False
    down = address.column == last.column and address.row == last.row + 1 and first.column == address.column
    across = address.row == last.row and address.column == last.column + 1 and first.row == address.row
    return down or across


_OPERATORS: Final = {"==": "=", "=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_CALLS: Final[dict[str, Callable[[_Printer, tree.Call], Piece]]] = {
    "sum": _Printer.call_sum,
    "min": _Printer.call_extreme,
    "max": _Printer.call_extreme,
    "avg": _Printer.call_avg,
    "count": _Printer.call_count,
    "round": _Printer.call_round,
    "abs": _Printer.call_abs,
    "coalesce": _Printer.call_coalesce,
}
