"""Markers of rows: A, B, C, D, Đ; I, II; 1, 1.1; a, b; -, +. Which scheme a marker belongs to, and its place in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: As offices count: Đ stands behind D; both with and without it are accepted.
_ALPHABET: Final = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"
_VIETNAMESE: Final = "ABCDĐEGHIKLMNOPQRSTUVXY"
_ROMAN: Final = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_MARK: Final = r"(?:[A-ZĐ]|[IVXLC]{1,6}|[a-zđ]|\d{1,3}(?:\.\d{1,3}){0,5}|[IVX]{1,5}(?:\.\d{1,3}){1,4}|[A-Z](?:\.\d{1,3}){1,4}|\d{1,2}[a-z])"
_WHOLE: Final = re.compile(rf"[(\[]?\s*(?P<mark>{_MARK})\s*[.)\]:/]?")
_PREFIX: Final = re.compile(rf"^(?P<printed>[(]?(?P<mark>{_MARK})(?:[.)]|\s*[:\-–](?=\s)|(?<=\d)(?=\s)|(?<=[IVX])(?=\s)))\s+(?P<rest>\S.*)$")
_BULLETS: Final = {"-": "-", "–": "-", "—": "-", "−": "-", "+": "+", "*": "*", "•": "•", "o": "o", "▪": "•", "·": "•", "‐": "-"}
_BULLET: Final = re.compile(r"^(?P<mark>[-–—−‐+*•▪·])\s*(?P<rest>[^\s\d-].*|\d+[^\d.,%].*)$")


@dataclass(frozen=True, slots=True)
class Marker:
    """One reading of a marker: its scheme (``A``, ``I``, ``1``, ``1.1``, ``a``, ``-``, ``+``) and its value in it."""

    scheme: str
    value: int
    path: tuple[str, ...] = ()


def is_marker(text: str) -> bool:
    """Whether a whole text is a marker."""
    return text in _BULLETS or bool(_WHOLE.fullmatch(text))


def split_marker(caption: str) -> tuple[str, str]:
    """The marker that a caption begins with, as printed, and the rest: ``2.1. Chi lương`` is (``2.1.``, ``Chi lương``)."""
    bullet = _BULLET.match(caption)
    if bullet:
        return bullet["mark"], bullet["rest"]
    match = _PREFIX.match(caption)
    if not match:
        return "", caption
    # A bare letter or figure in front of a word may belong to the caption: "5 tuổi trở lên".
    if match["printed"].rstrip() == match["mark"] and "." not in match["mark"] and not re.fullmatch(r"[IVX]+", match["mark"]):
        return "", caption
    return match["printed"].strip(), match["rest"]


def readings(text: str) -> list[Marker]:
    """Every reading of a marker, the likelier one first; ``I`` may be a numeral or a letter."""
    bullet = _BULLETS.get(text.strip())
    if bullet:
        return [Marker(bullet, 0)]
    match = _WHOLE.fullmatch(text.strip())
    if not match:
        return []
    mark = match["mark"]
    if "." in mark:
        parts = tuple(mark.split("."))
        return [Marker("." * (len(parts) - 1) + _first_scheme(parts[0]), int(parts[-1]), parts)]
    if mark.isdigit():
        return [Marker("1", int(mark), (mark,))]
    if len(mark) > 1 and mark[:-1].isdigit():
        return [Marker("1a", ord(mark[-1]) - 96, (mark,))]
    if mark.islower():
        return [Marker("a", _letter(mark.upper()), (mark,))]
    found: list[Marker] = []
    if _ROMAN.fullmatch(mark) and set(mark) <= set("IVXLC"):
        found.append(Marker("I", _roman(mark), (mark,)))
    if len(mark) == 1:
        found.append(Marker("A", _letter(mark), (mark,)))
    # C, D and L are letters before they are numerals.
    return found[::-1] if len(found) == 2 and mark in "CDLM" else found


def _first_scheme(part: str) -> str:
    return "1" if part.isdigit() else "I" if _ROMAN.fullmatch(part) else "A"


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[char] for char in text]
    return sum(-value if value < max(values[index + 1 :], default=0) else value for index, value in enumerate(values))


def _letter(char: str) -> int:
    return _ALPHABET.index(char) + 1 if char in _ALPHABET else 0


def follows(before: Marker, after: Marker) -> bool:
    """Whether one marker is the next of its scheme; Đ may be left out, and so may F, J, W, Z."""
    if before.scheme != after.scheme:
        return False
    if before.scheme not in ("A", "a"):
        return after.value in (before.value, before.value + 1)
    first, second = _ALPHABET[before.value - 1], _ALPHABET[after.value - 1]
    latin = [char for char in _ALPHABET if char != "Đ"]
    return any(
        first in letters and second in letters and letters.index(second) - letters.index(first) in (0, 1)
        for letters in (_ALPHABET, _VIETNAMESE, latin)
    )


def choose(texts: Sequence[str]) -> list[Marker | None]:
    """One reading for each marker of a column, in order: the one that goes on with what came before, else the likelier."""
    last: dict[str, Marker] = {}
    found: list[Marker | None] = []
    for index, text in enumerate(texts):
        options = readings(text) if text else []
        chosen = next((one for one in options if one.scheme in last and follows(last[one.scheme], one)), None)
        if chosen is None and len(options) > 1 and not (options[0].value == 1 and options[0].scheme == "I"):
            chosen = next((one for one in options if _starts(one, texts[index + 1 :])), None)
        chosen = chosen or (options[0] if options else None)
        if chosen is not None:
            last[chosen.scheme] = chosen
        found.append(chosen)
    return found


def _starts(marker: Marker, later: Sequence[str]) -> bool:
    """Whether a later marker goes on with this reading."""
    return any(follows(marker, one) and one.value > marker.value for text in later[:200] if text for one in readings(text))
