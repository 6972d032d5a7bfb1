"""A formula of a spreadsheet in our language: SUM, IF, ROUND and the four operations, cells by a caller who knows them.

The reader knows no sheet. It asks ``cells`` what one address or one range stands for and writes the answer down. What has no
counterpart is refused with a reason, never guessed at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from metadata.formula.excel_tokens import Range, UntranslatedError, read_range, tokens_of

__all__ = ["Cells", "Range", "UntranslatedError", "translate"]

DEPTH: Final = 40
LENGTH: Final = 8_000

_AGGREGATES: Final = {"SUM": "sum", "AVERAGE": "avg", "MIN": "min", "MAX": "max", "COUNT": "count"}
_SUBTOTALS: Final = {"9": "sum", "109": "sum", "1": "avg", "101": "avg", "2": "count", "102": "count", "4": "max", "104": "max", "5": "min", "105": "min"}
_COMPARES: Final = {"=": "==", "<>": "!="}


class Cells(Protocol):
    """What places of a sheet are called."""

    def one(self, place: Range) -> str:
        """The name of one cell. Raises :class:`UntranslatedError`."""
        ...

    def many(self, place: Range) -> Sequence[str]:
        """Names (``c4:c9``, ``children()``, ``r01.c2``) that cover a range. Raises :class:`UntranslatedError`."""
        ...


@dataclass(frozen=True, slots=True)
class _Part:
    """A translated part: how tightly it binds (3 value, 2 product, 1 sum, 0 comparison), and what it divides by.

    ``guard`` is ``blank`` for a condition that holds where there is nothing to compute with, ``filled`` for its contrary.
    """

    text: str
    binding: int = 3
    divisor: str = ""
    is_text: bool = False
    guard: str = ""


def translate(formula: str, cells: Cells) -> str:
    """The text of a formula (with or without its ``=``) in our language.

    ``IF(b=0,"",a/b)`` becomes ``a / b`` and ``IFERROR(a/b,"")`` too: a division by 0 is blank here. Raises :class:`UntranslatedError`.
    """
    body = formula.strip()
    if len(body) > LENGTH:
        raise UntranslatedError("too_long")
    reader = _Reader(body.removeprefix("="), cells)
    part = reader.expression(0)
    if reader.kind != "end":
        raise UntranslatedError("syntax", reader.value)
    if part.is_text or part.binding == 0:
        raise UntranslatedError("no_number", part.text[:40])
    return part.text


class _Reader:
    def __init__(self, text: str, cells: Cells) -> None:
        self.cells = cells
        self.tokens = tokens_of(text)
        self.at = -1
        self.kind, self.value = "", ""
        self.depth = 0
        self.next()

    def next(self) -> str:
        """Move on; the value that stood here."""
        value = self.value
        self.at += 1
        self.kind, self.value = self.tokens[self.at] if self.at < len(self.tokens) else ("end", "")
        return value

    def is_sign(self, *signs: str) -> bool:
        return self.kind == "sign" and self.value in signs

    def expect(self, sign: str) -> None:
        if not self.is_sign(sign):
            raise UntranslatedError("syntax", self.value)
        self.next()

    def expression(self, least: int) -> _Part:
        self.depth += 1
        if self.depth > DEPTH:
            raise UntranslatedError("too_deep")
        part = self.sum() if least else self.comparison()
        self.depth -= 1
        return part

    def comparison(self) -> _Part:
        left = self.sum()
        if self.kind != "compare":
            return left
        sign = self.next()
        right = self.sum()
        if self.kind == "compare":
            raise UntranslatedError("syntax", self.value)
        guard = _guard(sign, right)
        if left.is_text or right.is_text:
            if not guard:
                raise UntranslatedError("text", (right if right.is_text else left).text[:40])
            return _Part("", 0, guard=guard)
        return _Part(f"{left.text} {_COMPARES.get(sign, sign)} {right.text}", 0, guard=guard)

    def sum(self) -> _Part:
        left = self.product()
        while self.is_sign("+", "-", "&"):
            if self.is_sign("&"):
                raise UntranslatedError("operator", "&")
            sign = self.next()
            right = self.product()
            _numbers(left, right)
            left = _Part(f"{left.text} {sign} {_held(right, 2)}", 1)
        return left

    def product(self) -> _Part:
        left = self.signed()
        while self.is_sign("*", "/"):
            sign = self.next()
            right = self.signed()
            _numbers(left, right)
            said = _held(right, 3)
            divisor = said if sign == "/" else left.divisor
            left = _Part(f"{_held(left, 2)} {sign} {said}", 2, divisor)
        return left

    def signed(self) -> _Part:
        if self.is_sign("+"):
            self.next()
            return self.signed_again()
        if self.is_sign("-"):
            self.next()
            inner = self.signed_again()
            _numbers(inner)
            return _Part(f"-{_held(inner, 3)}", 1)
        return self.percent()

    def signed_again(self) -> _Part:
        self.depth += 1
        if self.depth > DEPTH:
            raise UntranslatedError("too_deep")
        part = self.signed()
        self.depth -= 1
        return part

    def percent(self) -> _Part:
        part = self.value_part()
        while self.is_sign("%", "^"):
            if self.next() == "^":
                raise UntranslatedError("operator", "^")
            part = _Part(f"{_held(part, 3)} / 100", 2)
        return part

    def value_part(self) -> _Part:
        match self.kind:
            case "number":
                return _Part(_number(self.next()))
            case "text":
                return _Part(self.next(), is_text=True)
            case "place":
                return self.place()
            case "name":
                return self.call()
        if self.is_sign("("):
            self.next()
            inner = self.expression(0)
            self.expect(")")
            return inner if inner.binding == 3 else _Part(f"({inner.text})", 3 if inner.binding else 0, inner.divisor)
        raise UntranslatedError("syntax", self.value)

    def place(self) -> _Part:
        place = read_range(self.next())
        if not place.is_single:
            raise UntranslatedError("range")
        name = self.cells.one(place)
        return _Part(name, 2 if " / " in name else 3)

    def call(self) -> _Part:
        name = self.next().upper().removeprefix("_XLFN.")
        if not self.is_sign("("):
            if name in ("TRUE", "FALSE"):
                raise UntranslatedError("function", name)
            raise UntranslatedError("name", name)
        if name in _AGGREGATES:
            return _Part(f"{_AGGREGATES[name]}({', '.join(self.groups())})")
        if name == "SUBTOTAL":
            return self.subtotal()
        handlers = {
            "IF": self.choice, "ROUND": self.rounding, "ABS": self.absolute, "IFERROR": self.fallback, "AND": self.junction,
            "OR": self.junction, "NOT": self.negation, "PRODUCT": self.times, "N": self.plain_number,
            **dict.fromkeys(("ISBLANK", "ISERROR", "ISERR", "ISNA", "ISNUMBER"), self.asking),
        }  # fmt: skip
        if name not in handlers:
            raise UntranslatedError("function", name)
        return handlers[name](self.arguments(), name)

    def arguments(self) -> list[_Part]:
        self.expect("(")
        found: list[_Part] = []
        while not self.is_sign(")"):
            found.append(self.expression(0))
            if self.is_sign(",", ";"):
                self.next()
            elif not self.is_sign(")"):
                raise UntranslatedError("syntax", self.value)
        self.next()
        return found

    def groups(self) -> list[str]:
        """Arguments of a sum and the like: ranges among them."""
        self.expect("(")
        found: list[str] = []
        while not self.is_sign(")"):
            after = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else ("end", "")
            if self.kind == "place" and after[0] == "sign" and after[1] in ",;)":
                found.extend(self.cells.many(read_range(self.next())))
            else:
                part = self.expression(1)
                _numbers(part)
                found.append(part.text)
            if self.is_sign(",", ";"):
                self.next()
            elif not self.is_sign(")"):
                raise UntranslatedError("syntax", self.value)
        self.next()
        if not found:
            raise UntranslatedError("empty_range")
        return found

    def subtotal(self) -> _Part:
        self.expect("(")
        function = _SUBTOTALS.get(self.next())
        if function is None or not self.is_sign(",", ";"):
            raise UntranslatedError("function", "SUBTOTAL")
        self.tokens[self.at] = ("sign", "(")
        self.value = "("
        return _Part(f"{function}({', '.join(self.groups())})")

    # -- functions that are written another way

    def choice(self, items: list[_Part], name: str) -> _Part:
        if len(items) != 3:
            raise UntranslatedError("function", name)
        test, yes, no = items
        for blank, kept, when in ((yes, no, "blank"), (no, yes, "filled")):
            # What is computed from blanks or by a division by 0 is blank here, so that guarding against it says nothing.
            if blank.is_text and blank.text in ('""', '"-"') and test.guard == when and not kept.is_text:
                return kept
        _numbers(yes, no)
        if not test.text:
            raise UntranslatedError("text", '""')
        if test.is_text:
            raise UntranslatedError("syntax", test.text[:40])
        said = test.text if test.binding == 0 else f"{test.text} != 0"
        return _Part(f"if({said}, {yes.text}, {no.text})")

    def rounding(self, items: list[_Part], name: str) -> _Part:
        if len(items) != 2 or not re.fullmatch(r"-?\d{1,2}", items[1].text):
            raise UntranslatedError("function", name)
        _numbers(items[0])
        return _Part(f"round({items[0].text}, {items[1].text})", divisor=items[0].divisor)

    def absolute(self, items: list[_Part], name: str) -> _Part:
        if len(items) != 1:
            raise UntranslatedError("function", name)
        _numbers(items[0])
        return _Part(f"abs({items[0].text})")

    def fallback(self, items: list[_Part], name: str) -> _Part:
        if len(items) != 2:
            raise UntranslatedError("function", name)
        value, other = items
        _numbers(value)
        if other.is_text and other.text in ('""', '"-"'):
            return value
        _numbers(other)
        return _Part(f"coalesce({value.text}, {other.text})")

    def junction(self, items: list[_Part], name: str) -> _Part:
        if not items or any(item.binding for item in items):
            raise UntranslatedError("function", name)
        guards = {item.guard for item in items}
        guard = guards.pop() if len(guards) == 1 else ""
        if not all(item.text for item in items):
            if not guard:
                raise UntranslatedError("function", name)
            return _Part("", 0, guard=guard)
        word = f" {name.lower()} "
        return _Part("(" + word.join(f"({item.text})" if " and " in item.text or " or " in item.text else item.text for item in items) + ")", 0, guard=guard)

    def negation(self, items: list[_Part], name: str) -> _Part:
        if len(items) != 1 or items[0].binding:
            raise UntranslatedError("function", name)
        guard = {"blank": "filled", "filled": "blank"}.get(items[0].guard, "")
        return _Part(f"not ({items[0].text})" if items[0].text else "", 0, guard=guard)

    def asking(self, items: list[_Part], name: str) -> _Part:
        """``ISNUMBER(x)`` and the like: good to guard with, without words of their own here."""
        if len(items) != 1:
            raise UntranslatedError("function", name)
        return _Part("", 0, guard="filled" if name == "ISNUMBER" else "blank")

    def plain_number(self, items: list[_Part], name: str) -> _Part:
        if len(items) != 1:
            raise UntranslatedError("function", name)
        _numbers(items[0])
        return items[0]

    def times(self, items: list[_Part], name: str) -> _Part:
        if not items:
            raise UntranslatedError("function", name)
        _numbers(*items)
        return _Part(" * ".join(_held(item, 3) for item in items), 2)


def _number(text: str) -> str:
    if "e" in text.lower():
        raise UntranslatedError("number", text)
    return f"0{text}" if text.startswith(".") else text


def _held(part: _Part, least: int) -> str:
    return part.text if part.binding >= least else f"({part.text})"


def _numbers(*parts: _Part) -> None:
    for part in parts:
        if part.is_text:
            raise UntranslatedError("text", part.text[:40])
        if part.binding == 0:
            raise UntranslatedError("no_number", part.text[:40])


def _guard(sign: str, right: _Part) -> str:
    """What a comparison with 0 or with an empty text guards against; empty for any other comparison."""
    if right.text not in ("0", '""') or (right.is_text and sign not in ("=", "<>")):
        return ""
    return {"=": "blank", "<=": "blank", "<>": "filled", ">": "filled"}.get(sign, "")
