"""One code object for many formulas: the fastest way to compute a whole form on the server.

Each tree becomes one Python expression over local variables that is right when none of its cells is blank. Where one is, and where the
expression fails (a division by zero, a blank that came up on the way: None has no arithmetic), the judge's closure of that one formula
answers. Nothing that a person wrote stands in the text but the quoted ids of cells; constants and functions are passed in by
name, there are no builtins.

Run it inside ``decimal.localcontext(WIDE)``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from functools import cached_property
from typing import Any, Final

from metadata.formula import limits
from metadata.formula.functions import CATALOGUE, Operand
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
    Truth,
    Where,
    parts,
    walk,
)
from metadata.numbers import settle_quotient

Step = tuple[str, Node, int]
"""What to compute: the key of the cell (``r3#:c9`` in an open row), its bound tree, its decimals."""

_DEPTH: Final = 40
"""Python reads 200 brackets inside each other; a node takes up to four."""
_SEVERAL: Final = (Slots, Where)
_TERMS: Final = 60
"""Longer chains become one call: an expression nests as deep as it has terms."""
_AT_ONCE: Final = 500
"""Formulas in one function."""
_TOO_LARGE: Final = Decimal(10) ** limits.RESULT_DIGITS
_ZERO: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Compiled:
    """Several formulas as one function, which reads and writes the values of a :class:`Cells`."""

    keys: tuple[str, ...]
    steps: tuple[_Alone, ...]
    function: Callable[[dict[str, Operand], Cells], tuple[Decimal | None, ...]]

    def compute(self, cells: Cells, large: Callable[[int], None]) -> Sequence[Decimal | None]:
        """The finished values in order, put into ``cells`` too: rounded, None blank.

        In an open row ``cells.inst`` says which instance. ``large(i)`` is told of a result too large to keep, which is blank.
        """
        found = self.function(cells.values, cells)
        if all(value is None or value.adjusted() < limits.RESULT_DIGITS for value in found):
            return found
        return [self._again(at, cells, large) for at in range(len(self.keys))]  # rare: what reads one too large reads a blank

    def _again(self, at: int, cells: Cells, large: Callable[[int], None]) -> Decimal | None:
        value = self.steps[at].finished(cells)
        if value is not None and abs(value) >= _TOO_LARGE:
            value = large(at)  # type: ignore[func-returns-value]
        cells.values[self.keys[at].replace("#:", f"#{cells.inst}:", 1)] = value
        return value


class _Alone:
    """One formula by its closure."""

    def __init__(self, node: Node, decimals: int) -> None:
        self.node = node
        self.keys = tuple(dict.fromkeys(leaf.key for leaf in _leaves(node)))
        self._place = Decimal(1).scaleb(-decimals)

    @cached_property
    def _closure(self) -> Closure:
        return close(self.node)

    def finished(self, cells: Cells) -> Decimal | None:
        """The value rounded; one too large as it is, for the caller to find."""
        found = self._closure(cells)
        if not isinstance(found, Decimal) or abs(found) >= _TOO_LARGE:
            return found if isinstance(found, Decimal) else None
        return found.quantize(self._place) + _ZERO


def _leaves(node: Node) -> list[Slot]:
    return [part for part in walk(node) if isinstance(part, Slot)]


def is_plain(node: Node) -> bool:
    """Whether a tree can be compiled: it reads single cells only and does not nest too deep."""
    waiting = [(node, 1)]
    while waiting:
        here, depth = waiting.pop()
        if depth > _DEPTH or isinstance(here, _SEVERAL):
            return False
        if not isinstance(here, Slot):  # nearly half of all nodes
            waiting.extend([(part, depth + 1) for part in parts(here)])
    return True


def _total(values: Sequence[Decimal | None], place: Decimal) -> Decimal | None:
    """A finished sum of cells: what forms have most of, and often with blanks among them."""
    total: Decimal | None = None
    for value in values:
        if value is not None:
            total = value if total is None else total + value
    return None if total is None else total.quantize(place) + _ZERO


def compiled(steps: Sequence[Step]) -> list[Compiled]:
    """Functions for these formulas, in order; all must be plain and of one open row (or none)."""
    return [_function(steps[start : start + _AT_ONCE]) for start in range(0, len(steps), _AT_ONCE)]


def _function(steps: Sequence[Step]) -> Compiled:
    alone = tuple(_Alone(node, decimals) for _, node, decimals in steps)
    writer = _Writer(steps, alone)
    names = "".join(f"y{index}, " for index in range(len(steps)))
    head = ["def compute(values, cells):", " get = values.get", *([" inst = cells.inst"] if writer.opened else [])]
    text = "\n".join([*head, *writer.lines, f" return ({names})"])
    exec(compile(text, "<formulas>", "exec"), writer.namespace)  # noqa: S102 - the text is made from the tree alone
    return Compiled(tuple(key for key, _, _ in steps), alone, writer.namespace["compute"])


class _Writer:
    """Writes the function: cells into local variables first, then one formula after the other."""

    def __init__(self, steps: Sequence[Step], alone: Sequence[_Alone]) -> None:
        self.namespace: dict[str, Any] = {
            "__builtins__": {}, "settle": settle_quotient, "zero": Decimal(0), "min": min, "max": max, "abs": abs, "total": _total,
            "failed": (TypeError, AttributeError, DecimalException), **{f"slow{index}": step.finished for index, step in enumerate(alone)},
        }  # fmt: skip
        self.lines: list[str] = []
        self.cells: dict[str, str] = {}
        computed = {key for key, _, _ in steps}
        for key in dict.fromkeys(key for step in alone for key in step.keys if key not in computed):
            self._read(key)
        self.opened = any("#:" in key for step in alone for key in step.keys) or any("#:" in key for key in computed)
        for index, (key, node, decimals) in enumerate(steps):
            self._step(index, key, node, decimals, alone[index])
            self.cells[key] = f"y{index}"

    def _named(self, key: str) -> str:
        head, opened, tail = key.partition("#:")
        return f"{head + '#'!r} + inst + {':' + tail!r}" if opened else repr(key)

    def _read(self, key: str) -> None:
        name = self.cells[key] = f"x{len(self.cells)}"
        self.lines.append(f" {name} = get({self._named(key)})")

    def _step(self, index: int, key: str, node: Node, decimals: int, alone: _Alone) -> None:
        place, result = f"p{decimals}", f"values[{self._named(key)}] = y{index}"
        self.namespace[place] = Decimal(1).scaleb(-decimals)
        total = self.sum_of_cells(node, place)
        if total:
            self.lines.append(f" {result} = {total}")
            return
        cells = [self.cells[key] for key in alone.keys]
        filled = " and ".join(f"{name} is not None" for name in cells) or "True"
        # Adding zero turns -0 into 0 and keeps the decimals.
        self.lines += [
            f" try: {result} = {self.say(node)}.quantize({place}) + zero if {filled} else slow{index}(cells)",
            f" except failed: {result} = slow{index}(cells)",
        ]  # fmt: skip

    def sum_of_cells(self, node: Node, place: str) -> str:
        """A plain sum of cells, which minds no blanks; empty for anything else."""
        items = node.arguments if isinstance(node, Call) and node.function == "sum" else ()
        if isinstance(node, Chain) and all(sign == 1 for sign, _ in node.terms):
            items = tuple(item for _, item in node.terms)
        if not items or not all(isinstance(item, Slot | Nothing) for item in items):
            return ""
        return f"total(({''.join(f'{self.say(item)}, ' for item in items)}), {place})"

    def constant(self, value: Any) -> str:
        name = f"k{len(self.namespace)}"
        self.namespace[name] = value
        return name

    def say(self, node: Node) -> str:
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
                return f"({''.join(f' {sign} {self.say(item)}' for sign, item in factors).removeprefix(' * ')})"
            case Settle(item):
                return f"settle({self.say(item)})"
            case Compare():
                return self.compare(node)
            case Logic(operator, items):
                return f"({f' {operator} '.join(self.say(item) for item in items)})"
            case Not(item):
                return f"(not {self.say(item)})"
            case Choose(test, yes, no):
                return f"({self.say(yes)} if {self.say(test)} else {self.say(no)})"
            case Call(function, arguments):
                return self.call(function, arguments)
        raise TypeError(f"not a plain bound node: {type(node).__name__}")

    def chain(self, terms: Sequence[tuple[int, Node]]) -> str:
        there = [(sign, self.say(item)) for sign, item in terms if not isinstance(item, Nothing)]
        if len(there) > _TERMS:
            return self.function("sum", [said if sign == 1 else f"(-{said})" for sign, said in there])
        said = "".join(f" {'+' if sign == 1 else '-'} {value}" for sign, value in there)
        return f"({said.removeprefix(' + ')})" if said else "None"

    def compare(self, node: Compare) -> str:
        left, right = self.say(node.left), self.say(node.right)
        if not node.left.kind.numeric:
            return f"(({left} or '') {node.operator} ({right} or ''))"
        # None equals nothing without failing; a difference with it fails.
        return f"({left} - {right} {node.operator} zero)" if node.operator in {"==", "!="} else f"({left} {node.operator} {right})"

    def call(self, function: str, arguments: Sequence[Node]) -> str:
        there = [self.say(item) for item in arguments if not isinstance(item, Nothing)]
        if function == "sum" and there:
            return self.chain([(1, item) for item in arguments])
        if (function in {"min", "max"} and len(there) > 1) or function == "abs":
            return f"{function}({', '.join(there)})"
        return self.function(function, [self.say(item) for item in arguments])

    def function(self, name: str, values: Sequence[str]) -> str:
        """The judge's own function, which knows what to do with blanks."""
        self.namespace[f"f_{name}"] = CATALOGUE[name].python
        return f"f_{name}(({', '.join(values)},))"
