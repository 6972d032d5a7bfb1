"""Cell formats and column widths of exported workbooks."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from renderers.document import Cell, Column, Row, Table
from renderers.monospace import width, wrap
from renderers.xlsx_head import Look

FONT: Final = "Times New Roman"
LINE_POINTS: Final = 15.5  # height of one line of 11 pt text
_STUB_WIDTHS: Final = {"marker": 6.0, "caption": 32.0, "code": 8.0, "unit": 12.0}
_TEXT_WIDTH: Final = 28.0
_NARROW_CAPTION: Final = 24.0  # in tables of many columns, so that one sheet of paper still shows readable figures
_MANY_COLUMNS: Final = 15
_MOST_INDENT: Final = 6
_CENTRED: Final = frozenset({"dash", "na", "blocked", "date"})
_LEFT: Final = frozenset({"text", "choice", "target", "file", "invalid"})

_LOOKS: Final[dict[Look, dict[str, Any]]] = {
    "plain": {"align": "center"},
    "strong": {"align": "center", "bold": True},
    "heading": {"align": "center", "bold": True, "font_size": 13},
    "sub": {"align": "center", "italic": True},
    "title": {"align": "left", "bold": True},
    "unit": {"align": "right", "italic": True},
    "note": {"align": "left", "font_size": 10},
}


class Styles:
    """Formats of one workbook; equal properties give the same format, so the style table stays small."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._known: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._cells: dict[tuple[object, ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """The format of these properties over the plain ones."""
        whole = {"font_name": FONT, "font_size": 11, "valign": "vcenter"} | properties
        key = tuple(sorted(whole.items()))
        if key not in self._known:
            self._known[key] = self._workbook.add_format(whole)
        return self._known[key]

    def line(self, look: Look) -> Format:
        """Lines around the table: title block, notes, signers."""
        return self.of(text_wrap=True, **_LOOKS[look])

    def header(self) -> Format:
        """Captions of columns."""
        return self.of(align="center", text_wrap=True, bold=True, border=1)

    def number_row(self) -> Format:
        """Column numbers and relations."""
        return self.of(align="center", text_wrap=True, italic=True, font_size=9, border=1)

    def cell(self, cell: Cell, column: Column, row: Row) -> Format:
        """Format of a body cell: number format, side, indent, bold rows, grey blocked cells."""
        bold = row.bold or row.kind in ("total", "heading")
        key = (cell.state, cell.number_format, cell.indent, column.stub, bold)
        if key not in self._cells:
            self._cells[key] = self._cell(cell, column, bold=bold)
        return self._cells[key]

    def _cell(self, cell: Cell, column: Column, *, bold: bool) -> Format:
        properties: dict[str, Any] = {"border": 1}
        if bold:
            properties["bold"] = True
        if column.stub == "caption":
            properties |= {"align": "left", "text_wrap": True, "indent": min(cell.indent, _MOST_INDENT)}
        elif column.stub or cell.state in _CENTRED:
            properties |= {"align": "center", "text_wrap": True}
        elif cell.state in _LEFT:
            properties |= {"align": "left", "text_wrap": True}
        else:
            properties["align"] = "right"
        if cell.state == "blocked":
            properties["font_color"] = "#595959"
        if column.stub or cell.state in _LEFT:
            properties["num_format"] = "@"  # typing over it later makes text as well
        elif cell.number_format != "General":
            properties["num_format"] = cell.number_format
        return self.of(**properties)


def column_widths(table: Table) -> list[float]:
    """Width of every column in characters: as the form says, else by its role, captions and figures."""
    return [_column_width(table, index, column) for index, column in enumerate(table.columns)]


def _column_width(table: Table, index: int, column: Column) -> float:
    if column.width is not None:
        return round(max(column.width - 5, 14) / 7, 1)
    if column.stub:
        many = len(table.columns) > _MANY_COLUMNS
        return _NARROW_CAPTION if many and column.stub == "caption" else _STUB_WIDTHS[column.stub]
    cells = [row.cells[index] for row in table.rows]
    if any(cell.state in _LEFT for cell in cells):
        return _TEXT_WIDTH
    figures = max((width(cell.text) for cell in cells), default=0)
    word = max((width(word) for word in column.path[-1].split()), default=0) if column.path else 0
    relation = width(table.number_row[index]) if table.number_row else 0
    return float(max(6.5, figures + 1.5, min(word * 0.95 + 1.5, 12), min(relation * 0.75 + 1, 11)))


def lines_in(text: str, room: float) -> int:
    """How many lines a text takes in `room` characters; letters of print are narrower than digits."""
    return len(wrap(text, max(int(room), 3)))


def header_heights(table: Table, widths: list[float]) -> list[float]:
    """Heights in points of the header rows, so that merged captions are readable (no program fits them itself)."""
    lines = [1] * len(table.header)
    spans = sorted(header_places(table), key=lambda place: place[2] - place[0])
    for top, left, bottom, right, label in spans:
        need = lines_in(label, sum(widths[left : right + 1]) - 1)
        missing = need - sum(lines[top : bottom + 1])
        if missing > 0:
            lines[bottom] += missing
    return [count * LINE_POINTS + 4 for count in lines]


def header_places(table: Table) -> list[tuple[int, int, int, int, str]]:
    """Header cells as (top, left, bottom, right, text with footnote marks), counted from the table's corner."""
    places = []
    taken: set[tuple[int, int]] = set()
    for top, cells in enumerate(table.header):
        left = 0
        for cell in cells:
            while (top, left) in taken:
                left += 1
            bottom, right = top + cell.rowspan - 1, left + cell.colspan - 1
            taken.update((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
            label = cell.label + "".join(f" ({mark})" for mark in cell.marks)
            places.append((top, left, bottom, right, label))
            left = right + 1
    return places
