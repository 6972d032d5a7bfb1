"""The column-number line: ``A B 1 2 3``, ``(1) (2)=(3)+(4)``, ``1=2+..+5``, ``9=11+12+13 =14+15``."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from designer.importing.understanding.plane import Plane
from metadata.errors import KhuonError
from metadata.formula.relation_axis import bare_number
from metadata.formula.relation_text import parse_line

_NUMBER: Final = re.compile(r"[(\[]?\s*(?:cột\s*)?(?P<n>\d{1,3}[a-zA-Z]?|[A-ZĐa-zđ]|[a-zA-Z]\d{1,3})\s*[)\]]?", re.IGNORECASE)
_PREFIXED: Final = re.compile(r"[A-Za-zĐđ]\d{1,3}")
_LEFT: Final = re.compile(r"(?:cột\s*)?[(\[]?\s*(?P<n>\d{1,3}[a-zA-Z]?|[A-Z]\d{0,3})\s*[)\]]?\s*(?P<rest>[(\[]?\s*[=≤≥<>].*)", re.IGNORECASE)
_BARE_SUM: Final = re.compile(r"[(\[]?\s*(?P<sum>=\s*[(\[]?\s*\d.*)")
_ARITHMETIC: Final = re.compile(r"[\d\s()\[\]+\-–−=*/:x×%.,…]+", re.IGNORECASE)
_IN_CAPTION: Final = re.compile(r"^(?P<label>.*?\S)\s*[(\[](?P<number>\d{1,3}(?:\s*[)\]]?\s*=.{1,80}?)?)[)\]]\s*$")


@dataclass(frozen=True, slots=True)
class Number:
    """What the number line prints over one column: its number and, when it prints one, the relation as printed."""

    number: str
    relation: str = ""

    @property
    def is_letter(self) -> bool:
        """Columns that caption rows are lettered."""
        return not any(char.isdigit() for char in self.number)


def read_number(text: str) -> Number | None:
    """The number that a cell of the number line prints; None for any other text."""
    if not text or len(text) > 200:
        return None
    whole = _NUMBER.fullmatch(text)
    if whole:
        return Number(bare_number(whole["n"]))
    match = _LEFT.fullmatch(text)
    text = re.sub(r"^cột\s*", "", text, flags=re.IGNORECASE)
    if not match or not _ARITHMETIC.fullmatch(match["rest"].lstrip("([")):
        return None
    rest = match["rest"].strip()
    inner = rest[1:].rstrip().removesuffix(")").removesuffix("]") if rest[0] in "([" else rest
    return Number(match["n"], text if rest[0] not in "([" else match["n"] + inner.strip())


def is_relation(text: str) -> bool:
    """Whether a printed relation is one that the language reads; ``5=4/3*100`` is not."""
    try:
        parse_line(text)
    except KhuonError:
        return False
    return True


def bare_sum(text: str) -> str:
    """``=2+3`` that stands alone under a number; empty for any other text."""
    match = _BARE_SUM.fullmatch(text)
    return match["sum"].rstrip(")] ") if match else ""


def number_in_caption(caption: str) -> tuple[str, Number] | None:
    """A caption and the number that it ends in: ``Tổng số (1=2+3)``."""
    match = _IN_CAPTION.match(caption)
    if not match:
        return None
    inner = match["number"]
    number = read_number(f"({inner})") if "=" not in inner else read_number(f"({inner}" if ")" in inner else inner)
    return (match["label"], number) if number else None


def line_at(plane: Plane, row: int, left: int, right: int) -> dict[int, Number] | None:
    """The number line that a row is, by column; None when it is none.

    Most filled cells must be numbers of columns, and they count upward by ones.
    """
    anchors = [anchor for anchor in plane.row_anchors(row, left, right) if anchor[0] == row]
    found = {column: number for _, column in anchors if (number := read_number(plane.text(row, column))) is not None}
    if len(found) < 2 or len(found) < 0.75 * len(anchors):
        return None
    # "T1 T2 … T12" under one group are months; numbers of columns stand under all of them.
    if all(_PREFIXED.fullmatch(number.number) for number in found.values()) and len(found) < 0.75 * (right - left + 1):
        return None
    return found if _counts(list(found.values())) else None


def _counts(numbers: Sequence[Number]) -> bool:
    letters = [number.number for number in numbers if number.is_letter]
    figures = [int(re.sub(r"\D", "", number.number)) for number in numbers if not number.is_letter]
    if not figures:
        return len(letters) >= 2 and letters == sorted(letters) and letters[0] in "Aa"
    steps = [after - before for before, after in itertools.pairwise(figures)]
    straight = sum(step in (0, 1) for step in steps)
    if letters and min(letters) not in "Aa":
        return False
    # A table that is continued numbers its columns on, with the letter of the stub again.
    begins = figures[0] <= 3 or (bool(letters) and len(figures) >= 2 and all(step == 1 for step in steps))
    fits = begins and straight >= 0.7 * len(steps) and len(set(figures)) >= 0.8 * len(figures)
    return fits and (len(figures) >= 2 or bool(letters))
