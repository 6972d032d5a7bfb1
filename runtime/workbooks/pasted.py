"""A block that Excel, Word or another program left in the clipboard, as a book of one sheet a table. Runs in the child process only."""

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
_LENGTH: Final = re.compile(r"(\d{1,4}(?:\.\d{1,4})?|\.\d{1,4})(pt|px|in|cm)")
_POINTS: Final = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35}
#: Points that one level of rows is set in by.
_LEVEL: Final = 9
_RULE: Final = re.compile(r"\.([\w-]+)\s*\{([^}]*)\}")


def read_block(html: str, text: str) -> Book:
    """Tables of the HTML, else the lines and tabs of the text. Raises ``file.too_many_cells``."""
    reader = _Tables()
    reader.feed(html)
    reader.close()
    tables = [table for table in reader.tables if table] or [_lines(text)]
    names = ["Bảng dán"] if len(tables) == 1 else [f"Bảng dán {number}" for number in range(1, len(tables) + 1)]
    sheets: list[Sheet] = []
    room = MAX_CELLS
    for name, rows in zip(names, tables, strict=True):
        sheet, used = _sheet(name, rows, room)
        sheets.append(sheet)
        room -= used
    return Book("", "paste", tuple(sheets))


_Found = tuple[Cell, int, int]


def _lines(text: str) -> list[list[_Found]]:
    """Quoted cells may hold line breaks, as Excel writes them."""
    if text.count("\t") + text.count("\n") > MAX_CELLS:
        raise fail("file.too_many_cells", limit=MAX_CELLS)
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


def _sheet(name: str, rows: list[list[_Found]], room: int) -> tuple[Sheet, int]:
    """A table as a sheet, and how many of the cells that there is room for it takes."""
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
            if len(taken) + down * across > room:
                raise fail("file.too_many_cells", limit=MAX_CELLS)
            taken.update((r, c) for r in range(area[0], area[2] + 1) for c in range(area[1], area[3] + 1))
            if cell != Cell(number_format="General"):
                cells[row, column] = cell
            if down > 1 or across > 1:
                merges.append(area)
            columns, height = max(columns, area[3] + 1), max(height, area[2] + 1)
            column = area[3] + 1
    return Sheet(name, height, columns, cells, tuple(merges)), len(taken)


class _Open:
    """A table being read."""

    def __init__(self, rows: list[list[_Found]]) -> None:
        self.rows = rows
        self.runs: list[tuple[str, str]] | None = None
        self.look: dict[str, object] = {}
        self.span = (1, 1)
        self.fonts: list[str] = []

    def font(self) -> str:
        """The font of what comes next."""
        return self.fonts[-1] if self.fonts else ""


class _Tables(HTMLParser):
    """All tables in the order of their beginnings; one inside a cell of another is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[_Found]]] = []
        self._open: list[_Open] = []
        self._classes: dict[str, dict[str, str]] = {}
        self._css = False
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opens a table, a row, a cell or a piece of text with a font of its own."""
        given = {name: value or "" for name, value in attrs}
        if tag == "style":
            self._css = True
        elif tag == "table":
            self.tables.append([])
            self._open.append(_Open(self.tables[-1]))
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].rows.append([])
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(tag, given)
        else:
            self._inside(tag, given)

    def _inside(self, tag: str, given: dict[str, str]) -> None:
        """What stands in a cell: new lines, how far they are set in, fonts, bold, italic."""
        table = self._open[-1] if self._open else None
        if table is None or table.runs is None:
            return
        if tag in ("br", "p", "div"):
            if table.runs:
                table.runs.append(("\n", ""))
            else:
                table.look["indent"] = _indent(self._styles(given)) or table.look.get("indent", 0)
        elif tag in ("span", "font"):
            style = self._styles(given)
            table.fonts.append(style.get("font-family", given.get("face", table.font())))
        elif tag in ("b", "strong"):
            table.look["bold"] = True
        elif tag in ("i", "em"):
            table.look["italic"] = True

    def handle_endtag(self, tag: str) -> None:
        """Closes what was opened."""
        if tag == "style":
            self._css = False
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()
        elif tag in ("td", "th", "tr") and self._open:
            self._end_cell()
        elif tag in ("span", "font") and self._open and len(self._open[-1].fonts) > 1:
            self._open[-1].fonts.pop()

    def handle_data(self, data: str) -> None:
        """Text of a cell, or the classes that Excel writes above the table."""
        if self._css:
            for name, body in _RULE.findall(data[:200_000]):
                self._classes[name] = dict(_STYLE.findall(body.lower()))
        elif self._open and self._open[-1].runs is not None:
            self._open[-1].runs.append((re.sub(r"[ \t\r\n]+", " ", data), self._open[-1].font()))

    def _styles(self, given: dict[str, str]) -> dict[str, str]:
        style: dict[str, str] = {}
        for name in given.get("class", "").split():
            style.update(self._classes.get(name, {}))
        style.update(_STYLE.findall(given.get("style", "")))
        return {key: value.strip().strip("\"'") for key, value in style.items()}

    def _begin_cell(self, tag: str, given: dict[str, str]) -> None:
        style, table = self._styles(given), self._open[-1]
        fill = style.get("background-color", style.get("background", given.get("bgcolor", "")))
        hexed = re.search(r"#([0-9a-fA-F]{6})", fill)
        table.runs = []
        table.fonts = [style.get("font-family", "")]
        table.span = (_span(given.get("rowspan"), _TALLEST), _span(given.get("colspan"), _WIDEST))
        colour = hexed[1].upper() if hexed else ""
        table.look = {
            "bold": tag == "th" or style.get("font-weight", "") in ("bold", "700"),
            "align": style.get("text-align", given.get("align", "")).lower(),
            "fill": "" if colour == "FFFFFF" else colour,
            "border": True,
            "indent": _indent(style),
        }
        if written := given.get("x:fmla"):
            table.look["formula"] = "=" + written.lstrip("=")

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.runs is None:
            return
        if not table.rows:
            table.rows.append([])
        text = "".join(part for part, _ in table.runs).lstrip("\n ")
        blanks = (len(text) - len(text.lstrip(" \u00a0"))) // 2
        self._count += 1
        if self._count > MAX_CELLS:
            raise fail("file.too_many_cells", limit=MAX_CELLS)
        table.rows[-1].append((_cell(table.runs, **{**table.look, "indent": int(str(table.look.get("indent", 0))) + blanks}), *table.span))
        table.runs = None


def _indent(style: dict[str, str]) -> int:
    """Levels that a style sets its text in by: as Excel counts them, or by the width of the blank."""
    counted = style.get("mso-char-indent-count", "")
    if counted.isascii() and counted.isdigit() and len(counted) < 3:
        return int(counted)
    found = next((m for name in ("padding-left", "margin-left", "text-indent") if (m := _LENGTH.fullmatch(style.get(name, "")))), None)
    return min(int(float(found[1]) * _POINTS[found[2]] / _LEVEL), 15) if found else 0


def _span(given: str | None, most: int) -> int:
    return min(int(given), most) if given and given.isascii() and given.isdigit() and 0 < len(given) < 7 and int(given) else 1
