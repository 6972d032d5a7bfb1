"""A block that Excel, Word or another program left in the clipboard, as a book of one sheet a table."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from typing import Final

from metadata.errors import fail
from runtime.workbooks.letters import encoding_of, read_runs
from runtime.workbooks.model import Area, Book, Cell, Sheet

MAX_CELLS: Final = 200_000
_WIDEST: Final = 1_000
_TALLEST: Final = 20_000
_STYLE: Final = re.compile(r"([a-z-]+)\s*:\s*([^;]+)")
_RULE: Final = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")


def read_paste(html: str, text: str) -> Book:
    """Tables of the HTML, else the lines and tabs of the text. Raises ``file.too_many_cells``."""
    reader = _Tables()
    reader.feed(html)
    reader.close()
    tables = reader.tables or [_lines(text)]
    names = ["Bảng dán"] if len(tables) == 1 else [f"Bảng dán {number}" for number in range(1, len(tables) + 1)]
    return Book("", "paste", tuple(_sheet(name, rows) for name, rows in zip(names, tables, strict=True)))


_Found = tuple[Cell, int, int]


def _lines(text: str) -> list[list[_Found]]:
    """Quoted cells may hold line breaks, as Excel writes them."""
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t"))
    except csv.Error:
        rows = [line.split("\t") for line in text.splitlines()]
    return [[(_cell([(each, "")]), 1, 1) for each in row] for row in rows]


def _cell(runs: list[tuple[str, str]], **look: object) -> Cell:
    text, encoding, original, _ = read_runs(runs)
    font = next((name for _, name in runs if encoding_of(name)), "") if encoding else ""
    return Cell(text=text.strip(), encoding=encoding, original=original, font=font, number_format="General", **look)  # type: ignore[arg-type]


def _sheet(name: str, rows: list[list[_Found]]) -> Sheet:
    cells: dict[tuple[int, int], Cell] = {}
    taken: set[tuple[int, int]] = set()
    merges: list[Area] = []
    columns = height = 0
    for row, found in enumerate(rows):
        column = 0
        for cell, down, across in found:
            while (row, column) in taken:
                column += 1
            area = (row, column, row + down - 1, column + across - 1)
            if len(taken) + down * across > MAX_CELLS:
                raise fail("file.too_many_cells", limit=MAX_CELLS)
            taken.update((r, c) for r in range(area[0], area[2] + 1) for c in range(area[1], area[3] + 1))
            if cell != Cell(number_format="General"):
                cells[row, column] = cell
            if down > 1 or across > 1:
                merges.append(area)
            columns, height = max(columns, area[3] + 1), max(height, area[2] + 1)
            column = area[3] + 1
    return Sheet(name, height, columns, cells, tuple(merges))


class _Tables(HTMLParser):
    """Outer tables only: a table inside a cell gives its text to the cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Found]]] = []
        self._depth = 0
        self._runs: list[tuple[str, str]] | None = None
        self._look: dict[str, object] = {}
        self._span = (1, 1)
        self._fonts: list[str] = []
        self._classes: dict[str, dict[str, str]] = {}
        self._css = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens a table, a row, a cell or a piece of text with a font of its own."""
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self._css = True
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(tag, given)
        elif tag in ("br", "p", "div") and self._runs:
            self._runs.append(("\n", ""))
        if tag in ("span", "font"):
            style = self._styles(given)
            self._fonts.append(style.get("font-family", given.get("face", self._font())))
        if tag in ("b", "strong") and self._runs is not None:
            self._look["bold"] = True
        if tag in ("i", "em") and self._runs is not None:
            self._look["italic"] = True

    def handle_endtag(self, tag: str) -> None:
        """Closes what was opened."""
        if tag == "style":
            self._css = False
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._end_cell()
        elif tag in ("span", "font") and self._fonts:
            self._fonts.pop()

    def handle_data(self, data: str) -> None:
        """Text of a cell, or the classes that Excel writes above the table."""
        if self._css:
            for name, body in _RULE.findall(data[:200_000]):
                self._classes[name] = dict(_STYLE.findall(body.lower()))
        elif self._runs is not None:
            self._runs.append((re.sub(r"[ \t\r\n]+", " ", data), self._font()))

    def _font(self) -> str:
        return self._fonts[-1] if self._fonts else ""

    def _styles(self, given: dict[str, str]) -> dict[str, str]:
        style: dict[str, str] = {}
        for name in given.get("class", "").split():
            style.update(self._classes.get(name, {}))
        style.update(_STYLE.findall(given.get("style", "")))
        return {key: value.strip().strip("\"'") for key, value in style.items()}

    def _begin_cell(self, tag: str, given: dict[str, str]) -> None:
        style = self._styles(given)
        fill = style.get("background-color", style.get("background", given.get("bgcolor", "")))
        hexed = re.search(r"#([0-9a-fA-F]{6})", fill)
        self._runs = []
        self._fonts = [style.get("font-family", "")]
        self._span = (_span(given.get("rowspan"), _TALLEST), _span(given.get("colspan"), _WIDEST))
        colour = hexed[1].upper() if hexed else ""
        self._look = {
            "bold": tag == "th" or style.get("font-weight", "") in ("bold", "700"),
            "align": style.get("text-align", given.get("align", "")).lower(),
            "fill": "" if colour == "FFFFFF" else colour,
            "border": True,
        }
        if written := given.get("x:fmla"):
            self._look["formula"] = "=" + written.lstrip("=")

    def _end_cell(self) -> None:
        if self._runs is None or not self.tables:
            return
        if not self.tables[-1]:
            self.tables[-1].append([])
        self.tables[-1][-1].append((_cell(self._runs, **self._look), *self._span))
        self._runs = None


def _span(given: str | None, most: int) -> int:
    return min(int(given), most) if given and given.isascii() and given.isdigit() and 0 < len(given) < 7 and int(given) else 1
