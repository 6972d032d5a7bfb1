"""Narrative text kept simple: paragraphs, three marks, and lists of two levels. A closed model, never HTML.

On the wire ``{"rich": [paragraph, …]}`` with ``paragraph = {"runs": [{"text": "…", "marks": "bi"}, …], "list": "bullet", "level": 2}``;
``marks`` (letters of ``b``, ``i``, ``u``), ``list`` (``bullet`` or ``number``) and ``level`` (1 when absent) stand only where they say
something. Paragraphs lie flat, so nothing can nest. There is one form of every text: what has no marks and no lists *is* plain text, its
paragraphs joined by line feeds, and old plain texts are therefore what they always were.

Lists print as administrative documents write them: ``-`` and ``+``, or ``1.`` and ``a)`` with the letters of the Vietnamese alphabet.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from metadata.errors import fail
from metadata.text import clean, nfc

MARKS: Final = "biu"
LISTS: Final = ("bullet", "number")
LEVELS: Final = 2
MAX_PARAGRAPHS: Final = 2_000
MAX_RUNS: Final = 10_000
_BULLETS: Final = ("-", "+")
#: Points of a clause are lettered by the Vietnamese alphabet (Decree 30/2020, annex I).
_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with the same marks; ``marks`` are letters of ``biu`` in that order."""

    text: str
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``list`` is empty, ``bullet`` or ``number``; ``level`` is 1 or 2 inside lists, else 1."""

    runs: tuple[Run, ...]
    list: str = ""
    level: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it prints: its sign (``-``, ``1.``, ``a)``, empty outside of lists) and its depth (0 outside)."""

    sign: str
    depth: int
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The characters, without sign and marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class RichText:
    """A text with marks or lists; one without either is a ``str``. ``str()`` of it is its plain reading."""

    paragraphs: tuple[Paragraph, ...]

    def __str__(self) -> str:
        return "\n".join("  " * max(line.depth - 1, 0) + (f"{line.sign} " if line.sign else "") + line.text for line in self.lines)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The paragraphs as they print, lists numbered on until something else stands between."""
        return _lines(self.paragraphs)

    def as_json(self) -> list[dict[str, Any]]:
        """The paragraphs on the wire."""
        return [_wire(paragraph) for paragraph in self.paragraphs]


def lines_of(text: str | RichText) -> tuple[Line, ...]:
    """The paragraphs of a text as they print; a plain one has a paragraph a line."""
    if isinstance(text, RichText):
        return text.lines
    return tuple(Line("", 0, (Run(line),) if line else ()) for line in text.replace("\r\n", "\n").split("\n"))


def read_rich(data: Any, place: str = "") -> RichText | str | None:
    """The one form of a text on the wire: a ``str`` when it has neither marks nor lists, None when it has no characters.

    Raises ``rich.shape`` for anything outside of the model, ``rich.too_much`` for too many paragraphs or runs, ``text.control_character``,
    ``text.surrogate`` and ``text.piled_marks``.
    """
    if not isinstance(data, list):
        raise fail("rich.shape", place, part="rich")
    count = sum(len(one["runs"]) for one in data if isinstance(one, Mapping) and isinstance(one.get("runs"), list))
    if len(data) > MAX_PARAGRAPHS or count > MAX_RUNS:
        raise fail("rich.too_much", place, paragraphs=MAX_PARAGRAPHS)
    paragraphs = _levelled([_paragraph(one, place) for one in data])
    text = "\n".join("".join(run.text for run in one.runs) for one in paragraphs)
    if not text.strip("\n"):
        return None
    plain = all(not one.list and all(not run.marks for run in one.runs) for one in paragraphs)
    return text if plain else RichText(paragraphs)


def _paragraph(data: Any, place: str) -> Paragraph:
    match data:
        case {"runs": list(runs), **rest} if set(rest) <= {"list", "level"}:
            kind, level = rest.get("list"), rest.get("level")
        case _:
            raise fail("rich.shape", place, part="runs")
    if kind is not None and kind not in LISTS:
        raise fail("rich.shape", place, part="list")
    if level is None:
        level = 1
    elif kind is None or not isinstance(level, int) or isinstance(level, bool) or not 1 <= level <= LEVELS:
        raise fail("rich.shape", place, part="level")
    return Paragraph(_joined([_run(one, place) for one in runs], place), kind or "", level)


def _run(data: Any, place: str) -> Run:
    match data:
        case {"text": str(text), **rest} if set(rest) <= {"marks"}:
            marks = rest.get("marks", "")
        case _:
            raise fail("rich.shape", place, part="text")
    if not isinstance(marks, str) or not set(marks) <= set(MARKS):
        raise fail("rich.shape", place, part="marks")
    for char in "\n\r":
        if char in text:
            raise fail("text.control_character", place, char=f"U+{ord(char):04X}")
    return Run(clean(text, place, lines=True), "".join(mark for mark in MARKS if mark in marks))


def _joined(runs: list[Run], place: str) -> tuple[Run, ...]:
    """Runs with the same marks are one; a combining sign belongs to the letter before it, whatever stands between."""
    held: list[Run] = []
    for run in runs:
        text = run.text
        if held:
            marks = next((at for at, char in enumerate(text) if not unicodedata.combining(char)), len(text))
            held[-1] = replace(held[-1], text=held[-1].text + text[:marks])
            text = text[marks:]
        if text:
            held.append(replace(run, text=text))
    grouped = (("".join(run.text for run in same), marks) for marks, same in groupby(held, lambda run: run.marks))
    return tuple(Run(nfc(text, place), marks) for text, marks in grouped)


def _levelled(paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """A second level stands below a first one; without it, it is the first."""
    found: list[Paragraph] = []
    for one in paragraphs:
        below = one.level > 1 and bool(found) and bool(found[-1].list)
        found.append(one if below else replace(one, level=1))
    return tuple(found)


def _lines(paragraphs: tuple[Paragraph, ...]) -> tuple[Line, ...]:
    lines = []
    counts: dict[int, tuple[str, int]] = {}
    for one in paragraphs:
        if not one.list:
            counts.clear()
            lines.append(Line("", 0, one.runs))
            continue
        if one.level == 1:
            counts.pop(2, None)
        kind, count = counts.get(one.level, ("", 0))
        count = count + 1 if kind == one.list else 1
        counts[one.level] = (one.list, count)
        lines.append(Line(_sign(one.list, one.level, count), one.level, one.runs))
    return tuple(lines)


def _sign(kind: str, level: int, count: int) -> str:
    if kind == "bullet":
        return _BULLETS[level - 1]
    if level == 1:
        return f"{count}."
    # After the last letter comes the first one doubled.
    again, index = divmod(count - 1, len(_LETTERS))
    return _LETTERS[index] * (again + 1) + ")"


def _wire(paragraph: Paragraph) -> dict[str, Any]:
    out: dict[str, Any] = {"runs": [{"text": run.text} | ({"marks": run.marks} if run.marks else {}) for run in paragraph.runs]}
    if paragraph.list:
        out["list"] = paragraph.list
    if paragraph.level > 1:
        out["level"] = paragraph.level
    return out
