"""Workbook text of formulas, printed from the bound tree.

Where cells stand is the caller's business (:class:`Sheet`). A formula longer or deeper than a spreadsheet takes is written in parts:
a part of the tree moves to a helper cell, and the formula names that cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from metadata.formula import limits
from metadata.formula.functions import CATALOGUE
from metadata.formula.spelling import arithmetic
from metadata.formula.spelling.workbook import (
    ARGUMENTS,
    NOTHING,
    Piece,
    Ref,
    TooWide,
    cell,
    cleaned,
    guarded,
    number,
    quoted,
    runs,
    settled,
    several,
)
from metadata.formula.targets.excel_parts import parted, spelled_out
from metadata.formula.targets.excel_where import where
from metadata.formula.tree import (
    Call,
    Chain,
    Choose,
    Compare,
    Kind,
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

TEXT: Final = 8192
"""Characters of a formula that a spreadsheet takes."""
LEVELS: Final = 64
"""Levels of brackets that it takes."""
_ROOM: Final = 1200
"""Characters of one text of a piece: a formula is at most a handful of them."""
_DEEP: Final = 40
"""Levels of one text of a piece; what is put around it at the end takes a few more."""
_SHORT: Final = 24
"""A text not worth a helper cell."""
_SCATTERED: Final = 12
"""Runs of cells beyond which the cells of a list are named one by one, so that they can be split."""
_MANY: Final = 8
"""Parts beyond which a node is grouped before any part is moved."""
_ZERO_DAY: Final = dt.date(1899, 12, 30)
_FIRST_DATE: Final = dt.date(1900, 3, 1)
_BOUND: Final = f"1E+{limits.RESULT_DIGITS}"
_OVERFLOW: Final = 300
_SIGNS: Final = {"==": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_BLANK_TEXT: Final = '""'


class Unsupported(Exception):  # noqa: N818 - not a failure: the cell keeps its value without a formula
    """The formula has no faithful spelling in this workbook; the reason is one of the caller's or of :data:`REASONS`."""


REASONS: Final = {
    "text beside date": "A text that is no date is compared with a date: a spreadsheet keeps days as numbers and orders them otherwise.",
    "choices": "So many choices are compared with a text that their values do not fit into a formula.",
}
"""What has no spelling in any workbook, with the reason."""


class Sheet(Protocol):
    """Where cells stand. What is not in the workbook raises :class:`Unsupported`."""

    def cell(self, slot: Slot) -> Ref:
        """The cell of a slot."""
        ...

    def instances(self, slots: Slots) -> Sequence[Slot]:
        """One slot per instance, in order."""
        ...

    def park(self, node: Node, text: str) -> Ref:
        """A helper cell that holds ``=text``, the value of ``node``."""
        ...


def formula_text(node: Node, decimals: int | None, sheet: Sheet) -> str:
    """What a computed cell holds, without the leading "=": rounded to ``decimals`` (None: as it is), empty text for a blank."""
    piece = Printer(node, sheet).piece(node)
    if piece.sort != "number":
        return guarded(piece.blank, piece.value, _BLANK_TEXT)
    value = _kept(piece, decimals)
    if piece.top > limits.RESULT_DIGITS:
        value = f'IF(ABS({piece.value})<{_BOUND},{value},"")'
    text = guarded(piece.blank, value, _BLANK_TEXT)
    return f'IFERROR({text},"")' if piece.top > _OVERFLOW else text


def _kept(piece: Piece, decimals: int | None) -> str:
    if decimals is None or (piece.scale == 0 and piece.clean and decimals >= 0):
        return piece.value
    return arithmetic.to_decimals(piece, decimals).value


def levels(text: str) -> int:
    """Levels of brackets outside quotes."""
    if text.count("(") <= 1:
        return text.count("(")
    deepest = depth = 0
    quoted_now = False
    for char in text:
        if char == '"':
            quoted_now = not quoted_now
        elif not quoted_now and char in "()":
            depth += 1 if char == "(" else -1
            deepest = max(deepest, depth)
    return deepest


def _fits(piece: Piece) -> bool:
    if piece.size > _ROOM:
        return False
    texts = {piece.value, piece.zero, piece.blank or ""}
    return all(text.count("(") <= _DEEP or levels(text) <= _DEEP for text in texts)


def day_number(iso: str) -> int:
    """A day as spreadsheets count it; negative before 1899. Raises :class:`Unsupported` for what is no day."""
    try:
        return (dt.date.fromisoformat(iso) - _ZERO_DAY).days
    except ValueError:
        raise Unsupported("text beside date") from None


@dataclass
class Printer:
    """Prints one formula. ``root`` is its whole tree."""

    root: Node
    sheet: Sheet

    def __post_init__(self) -> None:
        self.done: dict[int, tuple[Node, Piece]] = {}
        self.old_days = any(self._is_old(node) for node in walk(self.root))

    def _is_old(self, node: Node) -> bool:
        """Whether days before March 1900 are among what is compared: then a blank must come before them."""
        if isinstance(node, Slot):
            return node.kind is Kind.DATE and self.sheet.cell(node).old
        sides = [side for side in parts(node) if isinstance(side, Text)] if isinstance(node, Compare) and _of_days(node) else []
        return any(day_number(side.value) < (_FIRST_DATE - _ZERO_DAY).days for side in sides)

    # -- pieces that fit

    def piece(self, node: Node) -> Piece:
        """The texts of a node, short enough to be put into others. From the leaves up, because trees are deep."""
        waiting = [(node, False)]
        while waiting:
            here, ready = waiting.pop()
            if id(here) in self.done:
                continue
            if ready:
                self.done[id(here)] = here, self._fitting(here)
            else:
                inner = () if isinstance(here, Where) else parts(here)
                waiting += [(here, True), *((part, False) for part in inner if not isinstance(part, Slots))]
        return self.done[id(node)][1]

    def _fitting(self, node: Node) -> Piece:
        node = self._spread(node)
        children = parts(node) if not isinstance(node, Where) else ()
        found = self._tried(node)
        while len(children) <= _MANY and not (found and _fits(found)):
            large = sorted((child for child in children if self._is_worth(child)), key=lambda child: -self.piece(child).size)
            if not large:
                break
            for child in large[: (len(large) + 1) // 2]:
                self._park(child)
            found = self._tried(node)
        if found and _fits(found):
            return found
        less = parted(node, self.sheet.instances, self._size)
        if less is not None:
            return self.piece(less)
        if found is None or found.size > TEXT // 2:
            raise Unsupported("choices")
        return found

    def _tried(self, node: Node) -> Piece | None:
        try:
            return self._combined(node)
        except TooWide:
            return None

    def _size(self, node: Node) -> int:
        piece = self.piece(node)
        return len(piece.refs[0].text) if piece.refs else piece.size

    def _spread(self, node: Node) -> Node:
        """A call with lists whose cells lie scattered names them one by one."""
        if not isinstance(node, Call) or not any(isinstance(item, Slots) for item in node.arguments):
            return node
        scattered = [isinstance(item, Slots) and len(runs(self._refs(item))) > _SCATTERED for item in node.arguments]
        if not any(scattered):
            return node
        return spelled_out(node, self.sheet.instances)

    def _is_worth(self, node: Node) -> bool:
        piece = self.piece(node)
        return not piece.refs and piece.size > _SHORT

    def _park(self, node: Node) -> None:
        piece = self.piece(node)
        tidy = settled(piece) if piece.terms else cleaned(piece) if piece.added else piece
        ref = self.sheet.park(node, guarded(tidy.blank, tidy.value, _BLANK_TEXT))
        ref = replace(ref, sort=piece.sort, decimals=piece.scale or 0, never_blank=piece.blank is None)
        parked = replace(cell(ref), scale=tidy.scale, top=tidy.top, low=tidy.low, clean=tidy.clean, due=tidy.due)
        self.done[id(node)] = node, parked

    # -- one node

    def _combined(self, node: Node) -> Piece:
        match node:
            case Number(value):
                return number(value)
            case Text(value):
                return Piece(quoted(value), None, quoted(value), "text")
            case Truth(value):
                text = "TRUE" if value else "FALSE"
                return Piece(text, None, text, "truth")
            case Nothing(kind):
                return NOTHING if kind.numeric else Piece(_BLANK_TEXT, "TRUE", _BLANK_TEXT, "text")
            case Slot():
                return cell(self._ref(node))
            case Slots():
                return several(self._refs(node))
            case Chain(terms):
                return arithmetic.plus([(sign, self.piece(item)) for sign, item in terms])
            case Product(factors):
                return arithmetic.times([(sign, self.piece(item)) for sign, item in factors])
            case Settle(item):
                inner = self.piece(item)
                return inner if inner is NOTHING else replace(inner, due=True)
            case Choose(test, yes, no):
                return arithmetic.chosen(self.piece(test).value, self.piece(yes), self.piece(no))
            case Call(function, arguments):
                compute = CATALOGUE[function].excel
                assert compute is not None
                found: Piece = compute([self.piece(item) for item in arguments])
                return found
            case Where():
                return self._where(node)
        text = self._truth(node)
        return Piece(text, None, text, "truth")

    def _truth(self, node: Node) -> str:
        match node:
            case Logic(operator, items):
                tests = [self.piece(item).value for item in items]
                if len(tests) > ARGUMENTS:
                    raise TooWide
                return f"{operator.upper()}({','.join(tests)})"
            case Not(item):
                return f"NOT({self.piece(item).value})"
            case Compare(operator, left, right) if left.kind.numeric:
                return arithmetic.compared(_SIGNS[operator], self.piece(left), self.piece(right))
            case Compare(operator, left, right) if _of_days(node):
                return f"{self._day(left)}{_SIGNS[operator]}{self._day(right)}"
            case Compare(operator):
                return self._words(node) if operator == "==" else f"NOT({self._words(node)})"
        raise TypeError(f"not a bound node: {type(node).__name__}")

    # -- cells, days, words

    def _ref(self, node: Slot) -> Ref:
        ref = self.sheet.cell(node)
        return replace(ref, old=True) if self.old_days and ref.sort == "date" else ref

    def _refs(self, node: Slots) -> list[Ref]:
        return [self._ref(slot) for slot in self.sheet.instances(node)]

    def _day(self, node: Node) -> str:
        if isinstance(node, Text):
            return f"({day_number(node.value)})" if day_number(node.value) < 0 else str(day_number(node.value))
        if node.kind is not Kind.DATE:
            raise Unsupported("text beside date")
        if isinstance(node, Nothing):
            return "-1000000"
        return self.piece(node).zero

    def _words(self, node: Compare) -> str:
        """Whether two texts are equal, letter by letter; of a choice the caption stands in the sheet."""
        for one, other in ((node.left, node.right), (node.right, node.left)):
            ref = self._ref(one) if isinstance(one, Slot) else None
            if ref is not None and ref.labels and isinstance(other, Text) and not ref.marked:
                caption = dict(ref.labels).get(other.value)
                if caption is not None:
                    return f"EXACT({ref.text},{quoted(caption)})"
        return f"EXACT({self.piece(node.left).zero},{self.piece(node.right).zero})"

    def _where(self, node: Where) -> Piece:
        assert isinstance(node.test, Slots)
        tested = self._refs(node.test)
        values = self._refs(node.values) if isinstance(node.values, Slots) else None
        operand = node.operand
        captions = {dict(ref.labels).get(operand.value) for ref in tested} if isinstance(operand, Text) else set()
        caption = captions.pop() if len(captions) == 1 else None
        if isinstance(operand, Number):
            text = number(operand.value).value
        elif node.test.kind is Kind.DATE:
            text = self._day(operand)
        elif caption is not None:  # of a choice the caption stands in the sheet
            text, tested = quoted(caption), [replace(ref, labels=()) for ref in tested]
        else:
            text = quoted(str(operand.value))
        found = where(tested, values, _SIGNS[node.operator], text)
        if found is None:
            raise TooWide
        return found


def _of_days(node: Compare) -> bool:
    return Kind.DATE in {node.left.kind, node.right.kind}
