"""Reading a printed relation line: numbers, signs and ellipses, whatever was typed or scanned around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from metadata.errors import KhuonError, fail

ELLIPSIS: Final = "…"
MAX_LENGTH: Final = 500
_BLANK: Final = r"[\s\u200b\u2060\ufeff]"
_DOTS: Final = "[.․…‥⋯·]"
_TOKEN: Final = re.compile(
    rf"{_BLANK}*(?:(?P<word>(?i:cột|dòng|mã\s+số)(?!\w))"
    rf"|(?P<dots>(?:[…‥⋯]|[.․·](?={_BLANK}*{_DOTS}))(?:{_BLANK}*{_DOTS})*)"
    r"|(?P<number>[0-9A-Za-zĐđ]+(?:\.[0-9A-Za-zĐđ]+)*)"
    r"|(?P<compare><=|>=|=<|=>|==|[=＝≤≥⩽⩾≦≧<>])"
    r"|(?P<sign>[+＋\-−–—‐‑‒﹣－])|(?P<open>[(\[（])|(?P<close>[)\]）]))"
)
_COMPARES: Final = {"==": "=", "＝": "=", "<=": "≤", "=<": "≤", "⩽": "≤", "≦": "≤", ">=": "≥", "=>": "≥", "⩾": "≥", "≧": "≥"}
MIRRORED: Final = {"=": "=", "≤": "≥", "≥": "≤", "<": ">", ">": "<"}
"""Comparisons as lines print them, and what each is when its sides change places."""


@dataclass(frozen=True, slots=True)
class Term:
    """A printed number with its sign, or an ellipsis (number is ``…``). ``at`` is where it stands in the text."""

    sign: int
    number: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """A parsed line: the number on the left and the sums that it is compared with, one operator each."""

    left: str
    sums: tuple[tuple[Term, ...], ...]
    text: str = ""
    operators: tuple[str, ...] = ()
    at: int = field(default=0, compare=False)

    def numbers(self) -> list[str]:
        """The numbers it names, in reading order, ellipses left out."""
        return [self.left, *(term.number for terms in self.sums for term in terms if term.number != ELLIPSIS)]


def unread(text: str, offset: int) -> KhuonError:
    """``formula.relation_syntax`` at a place of the line."""
    return fail("formula.relation_syntax", line=text, position=offset + 1, offset=offset, length=1)


def _tokens(text: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    at, body = 0, text.rstrip().rstrip("\u200b\u2060\ufeff").rstrip()
    while at < len(body):
        match = _TOKEN.match(body, at)
        if match is None:
            raise unread(text, at)
        kind = str(match.lastgroup)
        value = match.group(kind)
        if kind == "sign":
            value = "+" if value in "+＋" else "-"
        elif kind == "compare":
            value = _COMPARES.get(value, value)
        if kind != "word":
            found.append((kind, value, match.start(kind)))
        at = match.end()
    return found


class _Sides:
    """The sides of a line, term by term. Brackets around one number are decoration, around a sum they keep its sign."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.sides: list[list[Term]] = [[]]
        self.operators: list[str] = []
        self.signs: list[int] = []
        """Where the first sign of each side stands, for refusals."""
        self.outer = [1]
        self.sign, self.wants_term, self.fresh = 1, True, True

    def take(self, kind: str, value: str, start: int) -> None:
        match kind:
            case "open":
                if not self.wants_term:
                    raise unread(self.text, start)
                self.outer.append(self.outer[-1] * self.sign)
                self.sign, self.fresh = 1, True
            case "close":
                if len(self.outer) > 1 and not self.wants_term:
                    self.outer.pop()
            case "compare":
                self.compare(value, start)
            case "sign":
                self.signed(value, start)
            case _:
                self.term(kind, value, start)

    def compare(self, value: str, start: int) -> None:
        if self.wants_term:
            raise unread(self.text, start)
        self.operators.append(value)
        self.sides.append([])
        self.outer = [1]
        self.sign, self.wants_term, self.fresh = 1, True, True

    def signed(self, value: str, start: int) -> None:
        # A sign may not follow a sign, but may open a sum or a bracket.
        if self.wants_term and not (self.fresh and self.operators):
            raise unread(self.text, start)
        if len(self.signs) < len(self.sides):
            self.signs.append(start)
        self.sign, self.wants_term, self.fresh = (-1 if value == "-" else 1), True, False

    def term(self, kind: str, value: str, start: int) -> None:
        here = self.sides[-1]
        # "2+...7": the sign between an ellipsis and its neighbours may be left out.
        if not self.wants_term and not (kind == "dots" or here[-1].number == ELLIPSIS):
            raise unread(self.text, start)
        number = ELLIPSIS if kind == "dots" else value
        here.append(Term(self.sign * self.outer[-1], number, start))
        self.sign, self.wants_term, self.fresh = 1, False, False


def parse_line(text: str) -> Line:
    """Read a printed line. Raises ``formula.relation_syntax`` with the place (``offset``).

    One number is compared with each sum: ``9=11+12=14+15``, ``2≤1``, ``03>=04+05``. ``11+12+13=9`` and ``8+9≤2`` are read the other way round.
    """
    if len(text) > MAX_LENGTH:
        raise unread(text[:40] + "…", MAX_LENGTH)
    tokens = _tokens(text)
    sides = _Sides(text)
    for kind, value, start in tokens:
        sides.take(kind, value, start)
    end = len(text.rstrip())
    if sides.wants_term or not sides.operators:
        raise unread(text, end)
    return _line(text, sides)


def _single(terms: Sequence[Term]) -> bool:
    return len(terms) == 1 and terms[0].sign == 1 and terms[0].number != ELLIPSIS


def _line(text: str, sides: _Sides) -> Line:
    first, *rest = sides.sides
    if _single(first):
        return Line(first[0].number, tuple(map(tuple, rest)), text, tuple(sides.operators), first[0].at)
    if len(rest) == 1 and _single(rest[0]):
        return Line(rest[0][0].number, (tuple(first),), text, (MIRRORED[sides.operators[0]],), rest[0][0].at)
    raise unread(text, sides.signs[0] if sides.signs else first[0].at)
