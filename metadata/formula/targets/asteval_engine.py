"""The second opinion: the same tree evaluated by asteval, behind the same allow-list.

The tree is printed as a small Python expression of names and calls: numbers stand in the symbol table as Decimals, cells
as names that are filled per evaluation. The interpreter knows no builtins, no numpy, only ten kinds of nodes; its functions
(``spelling.asteval``) are written apart from the closures, so that a slip in either shows up as a difference.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Mapping
from decimal import Decimal, localcontext
from threading import Lock
from typing import Any, Final

from asteval import Interpreter

from metadata.formula.functions import CATALOGUE, Operand
from metadata.formula.spelling import asteval as second
from metadata.formula.targets.closures import Cells
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
from metadata.numbers import WIDE

ALLOWED_NODES: Final = ("expr", "name", "constant", "call", "ifexp", "binop", "unaryop", "compare", "boolop", "tuple")
"""The only kinds of Python nodes the interpreter has a handler for."""
_KNOWN_NODES: Final = tuple(Interpreter(minimal=True, use_numpy=False, symtable={}).node_handlers)


_HELPERS: Final[Mapping[str, Any]] = {
    "add_": second.total, "mul_": second.times, "div_": second.over, "neg_": second.minus, "settle_": second.fifteen, "fold_": second.folded,
    "nil_": lambda value, nothing: nothing if value is None else value,
    "count_where_": second.count_where, "sum_where_": second.sum_where,
    "eq_": lambda a, b: a == b, "ne_": lambda a, b: a != b, "lt_": lambda a, b: a < b,
    "le_": lambda a, b: a <= b, "gt_": lambda a, b: a > b, "ge_": lambda a, b: a >= b,
    "zero_": Decimal(0), "hundred_": Decimal(100),
    **{f"{function.name}_": function.asteval for function in CATALOGUE.values() if function.asteval is not None},
}  # fmt: skip
_TESTS: Final = {"==": "eq_", "!=": "ne_", "<": "lt_", "<=": "le_", ">": "gt_", ">=": "ge_"}


_LONG: Final = 20


class _Printer:
    """Prints a tree as asteval's expression; collects the constants and cells it needs."""

    def __init__(self) -> None:
        self.constants: dict[str, Any] = {}
        self.cells: dict[str, Slot | Slots] = {}

    def constant(self, value: Any) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def cell(self, leaf: Slot | Slots) -> str:
        name = f"x{len(self.cells)}"
        self.cells[name] = leaf
        return name

    def show(self, node: Node) -> str:
        match node:
            case Number(value) | Text(value):
                return self.constant(value)
            case Truth(truth):
                return str(truth)
            case Nothing():
                return "None"
            case Slot() | Slots():
                return self.cell(node)
            case Chain(terms):
                return self.chain(terms)
            case Product(factors):
                return self.product(factors)
            case Settle(item):
                return f"settle_({self.show(item)})"
            case Compare(operator, left, right):
                nothing = "zero_" if left.kind.numeric else "''"
                return f"({self.solid(left, nothing)} {operator} {self.solid(right, nothing)})"
            case Logic(operator, items):
                return "(" + f" {operator} ".join(self.show(item) for item in items) + ")"
            case Not(item):
                return f"(not {self.show(item)})"
            case Choose(test, yes, no):
                return f"({self.show(yes)} if {self.show(test)} else {self.show(no)})"
            case Call(function, arguments):
                return f"{function}_({', '.join(self.show(item) for item in arguments)})"
            case Where(values, test, operator, operand):
                shown = [] if values is None else [self.show(values)]
                name = "count_where_" if values is None else "sum_where_"
                return f"{name}({', '.join([*shown, self.show(test), _TESTS[operator], self.show(operand)])})"
        raise TypeError(f"not a bound node: {type(node).__name__}")

    def solid(self, node: Node, nothing: str) -> str:
        """A side of a comparison; the test for a blank is left out where the tree says that there can be none."""
        return f"nil_({self.show(node)}, {nothing})" if node.blank else self.show(node)

    def chain(self, terms: tuple[tuple[int, Node], ...]) -> str:
        # Long chains go through one call: nested additions would nest as deep in the interpreter.
        if len(terms) > _LONG or any(item.blank for _, item in terms):
            return f"add_({', '.join(self.show(item) if sign == 1 else f'neg_({self.show(item)})' for sign, item in terms)})"
        said = self.show(terms[0][1]) if terms[0][0] == 1 else f"(-{self.show(terms[0][1])})"
        for sign, item in terms[1:]:
            said = f"({said} {'+' if sign == 1 else '-'} {self.show(item)})"
        return said

    def product(self, factors: tuple[tuple[str, Node], ...]) -> str:
        if len(factors) > _LONG:  # as with chains: one call in place of hundreds inside each other
            signs = self.constant("".join(sign for sign, _ in factors))
            return f"fold_({signs}, {', '.join(self.show(item) for _, item in factors)})"
        said = self.show(factors[0][1])
        for sign, item in factors[1:]:
            said = f"{'mul_' if sign == '*' else 'div_'}({said}, {self.show(item)})"
        return said


def fresh_interpreter(symbols: Mapping[str, Any]) -> Interpreter:
    """An interpreter that knows these names and nothing else, and only the ten node kinds."""
    allowed = {kind: kind in ALLOWED_NODES for kind in _KNOWN_NODES}
    sink = io.StringIO()
    found = Interpreter(symtable=dict(symbols), minimal=True, use_numpy=False, config=allowed, writer=sink, err_writer=sink, max_statement_length=1)
    found.symtable.pop("print", None)
    return found


class AstevalFormula:
    """A bound tree made ready for asteval; called with cells it gives the value, as the closure does."""

    def __init__(self, node: Node) -> None:
        printer = _Printer()
        self.text = printer.show(node)
        self._cells = printer.cells
        self._alone = Lock()  # the symbol table is filled anew for every evaluation
        self._body = ast.parse(self.text, mode="eval").body
        self._constants = printer.constants
        self._interpreter = self._fresh()

    def _fresh(self) -> Interpreter:
        found = fresh_interpreter({**_HELPERS, **self._constants})
        found.expr = self.text  # without an expression to name, asteval swallows what goes wrong and gives None
        return found

    def __call__(self, cells: Cells) -> Operand:
        """The value over cells. Raises what went wrong inside: a blank is never made of a failure."""
        with self._alone, localcontext(WIDE):
            symbols = self._interpreter.symtable
            for name, leaf in self._cells.items():
                symbols[name] = _read(leaf, cells)
            try:
                value: Operand = self._interpreter.run(self._body, with_raise=True)
            except Exception:
                self._interpreter = self._fresh()  # it remembers that it failed
                raise
        return value


def _read(leaf: Slot | Slots, cells: Cells) -> Any:
    if isinstance(leaf, Slot):
        return cells.values.get(leaf.key.replace("#:", f"#{cells.inst}:"))
    return tuple(cells.values.get(leaf.key.replace("#:", f"#{inst}:")) for inst in cells.instances.get(leaf.owner, ()))
