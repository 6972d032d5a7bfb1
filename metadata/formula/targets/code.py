"""One code object for many formulas: the fastest way to compute a whole form on the server.

The trees are written as Python statements over local variables, one function for a run of formulas, and compiled once. Nothing
that a person wrote stands in the text but the ids of cells (quoted) and constants (passed in by name); there are no builtins. The
functions of the catalogue are those of the judge, so is every rule about blanks: see ``closures``.

Run it inside ``decimal.localcontext(WIDE)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from metadata.formula import limits
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
    parts,
    walk,
)
from metadata.numbers import settle_quotient

Step = tuple[str, Node, int]
"""What to compute: the key of the cell (``r3#:c9`` in an open row), its bound tree, its decimals."""

_INDENTS: Final = 90
"""Python reads at most a hundred levels of indentation."""
_AT_ONCE: Final = 250
"""Formulas in one function: the compiler's time grows faster than the length."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Several formulas as one function.

    ``compute(get, inst, large)``: ``get(key)`` reads an operand (None blank), ``inst`` is the instance of the open row, ``large(i)`` is told
    of a result too large to keep; gives the finished values in order (rounded, None blank).
    """

    keys: tuple[str, ...]
    compute: Callable[[Callable[[str], Operand], str, Callable[[int], None]], tuple[Decimal | None, ...]]


def is_plain(node: Node) -> bool:
    """Whether a tree can be compiled: it reads single cells only and does not nest too deep."""
    return not any(isinstance(part, Slots | Where) for part in walk(node)) and _choices(node) < _INDENTS // 2


def _choices(node: Node) -> int:
    """How deep branches nest, at most; without recursion."""
    deepest, waiting = 0, [(node, 0)]
    while waiting:
        here, depth = waiting.pop()
        deepest = max(deepest, depth)
        inner = depth + isinstance(here, Choose | Logic)
        waiting.extend((part, inner) for part in parts(here))
    return deepest


def compiled(steps: Sequence[Step]) -> list[Compiled]:
    """Functions for these formulas, in order; all must be plain and of one open row (or none)."""
    return [_function(steps[start : start + _AT_ONCE]) for start in range(0, len(steps), _AT_ONCE)]


def _function(steps: Sequence[Step]) -> Compiled:
    writer = _Writer()
    writer.read_all([node for _, node, _ in steps], {key for key, _, _ in steps})
    for index, (key, node, decimals) in enumerate(steps):
        writer.step(index, key, node, decimals)
    names = ", ".join(f"y{index}" for index in range(len(steps)))
    text = "\n".join(["def compute(get, inst, large):", *writer.lines, f" return ({names},)"])
    namespace: dict[str, Any] = {"__builtins__": {}, "settle": settle_quotient, "zero": Decimal(0), **writer.constants}
    exec(compile(text, "<formulas>", "exec"), namespace)  # noqa: S102 - the text is made from the tree alone
    return Compiled(tuple(key for key, _, _ in steps), namespace["compute"])


class _Writer:
    """Writes statements; every value is an atom: a local variable, a constant's name, or None."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {}
        self.cells: dict[str, str] = {}
        self.indent = 1
        self.count = 0

    # -- text

    def line(self, text: str) -> None:
        self.lines.append(" " * self.indent + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self.line(head)
        self.indent += 1
        yield
        self.indent -= 1

    def fresh(self) -> str:
        self.count += 1
        return f"t{self.count}"

    def put(self, text: str) -> str:
        name = self.fresh()
        self.line(f"{name} = {text}")
        return name

    def constant(self, value: Any) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    # -- cells

    def read_all(self, nodes: Sequence[Node], computed: set[str]) -> None:
        """Read every cell once, at the top; what is computed here is not read."""
        keys = dict.fromkeys(leaf.key for node in nodes for leaf in walk(node) if isinstance(leaf, Slot))
        for key in keys:
            if key in computed:
                continue
            name = self.cells[key] = f"x{len(self.cells)}"
            head, opened, tail = key.partition("#:")
            self.line(f"{name} = get({head + '#'!r} + inst + {':' + tail!r})" if opened else f"{name} = get({key!r})")

    def step(self, index: int, key: str, node: Node, decimals: int) -> None:
        """One formula, finished: rounded, never -0, never too large."""
        value, result = self.atom(node), f"y{index}"
        place, nothing = self.constant(Decimal(1).scaleb(-decimals)), self.constant(Decimal(0).scaleb(-decimals))
        with self.block(f"if {value} is None:"):
            self.line(f"{result} = None")
        with self.block(f"elif not {value}:"):
            self.line(f"{result} = {nothing}")
        with self.block(f"elif {value}.adjusted() >= {limits.RESULT_DIGITS}:"):
            self.line(f"{result} = large({index})")
        with self.block("else:"):
            self.line(f"{result} = {value}.quantize({place}) or {nothing}")
        self.cells[key] = result

    # -- nodes

    def atom(self, node: Node) -> str:
        match node:
            case Number(value) | Text(value) | Truth(value):
                return self.constant(value)
            case Nothing():
                return "None"
            case Slot(key):
                return self.cells[key]
            case Chain(terms):
                return self.chain(terms)
            case Product(factors):
                return self.product(factors)
            case Settle(item):
                inner = self.atom(item)
                return self.put(f"None if {inner} is None else settle({inner})" if item.blank else f"settle({inner})")
            case Compare():
                return self.compare(node)
            case Logic(operator, items):
                return self.logic(operator, items)
            case Not(item):
                return self.put(f"not {self.atom(item)}")
            case Choose(test, yes, no):
                return self.choose(test, yes, no)
            case Call():
                return self.call(node)
        raise TypeError(f"not a plain bound node: {type(node).__name__}")

    def chain(self, terms: Sequence[tuple[int, Node]]) -> str:
        total, filled = "", False
        for sign, item in terms:
            value, minus = self.atom(item), "-" if sign == -1 else ""
            if not total:
                plain = f"{minus}{value}"
                total = self.put(f"None if {value} is None else {plain}" if minus and item.blank else plain)
            elif filled:
                sum_up = f"{total} = {total} {minus or '+'} {value}"
                self.line(f"if {value} is not None: {sum_up}" if item.blank else sum_up)
            else:
                sum_up = f"{total} = {minus}{value} if {total} is None else {total} {minus or '+'} {value}"
                self.line(f"if {value} is not None: {sum_up}" if item.blank else sum_up)
            filled = filled or not item.blank
        return total

    def product(self, factors: Sequence[tuple[str, Node]]) -> str:
        blank, text = [], ""
        for sign, item in factors:
            value = self.atom(item)
            if sign == "/" and not (isinstance(item, Number) and item.value):
                blank.append(f"not {value}")  # a blank divisor, and 0
            elif item.blank:
                blank.append(f"{value} is None")
            text = f"{text} {sign} {value}" if text else value
        tests = " or ".join(dict.fromkeys(blank))
        return self.put(f"None if {tests} else {text}" if tests else text)

    def compare(self, node: Compare) -> str:
        nothing = "zero" if node.left.kind.numeric else "''"
        sides = []
        for side in (node.left, node.right):
            value = self.atom(side)
            sides.append(f"({nothing} if {value} is None else {value})" if side.blank else value)
        return self.put(f"{sides[0]} {node.operator} {sides[1]}")

    def logic(self, operator: str, items: Sequence[Node]) -> str:
        result = self.put(self.atom(items[0]))
        depth = self.indent
        for item in items[1:]:
            self.line(f"if {result}:" if operator == "and" else f"if not {result}:")
            self.indent += 1
            self.line(f"{result} = {self.atom(item)}")
            self.indent = depth
        return result

    def choose(self, test: Node, yes: Node, no: Node) -> str:
        asked, result = self.atom(test), self.fresh()
        with self.block(f"if {asked}:"):
            self.line(f"{result} = {self.atom(yes)}")
        with self.block("else:"):
            self.line(f"{result} = {self.atom(no)}")
        return result

    def call(self, node: Call) -> str:
        if node.function == "sum":  # a sum is a chain of additions: blanks skipped, blank when all are
            return self.chain([(1, item) for item in node.arguments])
        values = [self.atom(item) for item in node.arguments]
        self.constants[f"f_{node.function}"] = CATALOGUE[node.function].python
        return self.put(f"f_{node.function}(({', '.join(values)},))")

