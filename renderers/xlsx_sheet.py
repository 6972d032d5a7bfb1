"""One worksheet: title block, table, notes and signers at fixed places.

A sheet is first laid out (:func:`place`), so that formulas may point anywhere, and then written (:func:`write`).
All text goes through :meth:`Pen.text`, the only way by which text reaches a worksheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from metadata.errors import fail
from renderers.document import Cell, Report, Table
from renderers.xlsx_formula import is_sheet_date
from renderers.xlsx_head import Line, head_rows
from renderers.xlsx_styles import LINE_POINTS, Styles, column_widths, header_heights, header_places, lines_in

TEXT_LIMIT: Final = 32_767
DIGIT_LIMIT: Final = 15
_FROZEN_MOST: Final = 340.0  # points; a taller head would leave no room to scroll
_TALLEST: Final = 399.75  # points; spreadsheets take 409
_NO_XML: Final = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD}  # code points that no XML file may hold
_INCH: Final = 25.4  # millimetres
_PAPER: Final = {"A4": 9, "A3": 8}
WIDE_NOTE: Final = "Số có hơn 15 chữ số nên ghi dưới dạng chữ để giữ đủ các chữ số."

FormulaText = Callable[[Cell], "str | None"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the parts of a table stand on its sheet (zero-based rows)."""

    name: str
    table: Table
    widths: tuple[float, ...]
    head: tuple[tuple[Line, ...], ...]
    body: int

    @property
    def header(self) -> int:
        """First row of the captions."""
        return len(self.head)


def place(name: str, report: Report, table: Table) -> Placed:
    """Lay a table out under the report's title block."""
    widths = tuple(column_widths(table))
    head = head_rows(report, widths, table.title)
    return Placed(name, table, widths, head, len(head) + len(table.header) + bool(table.number_row))


def is_wide(number: Decimal) -> bool:
    """Whether a spreadsheet's binary numbers cannot hold all digits."""
    return len(number.normalize().as_tuple().digits) > DIGIT_LIMIT


class Pen:
    """Writes into one worksheet; a refused write is a coded error, never silence."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self.sheet = sheet
        self.styles = styles

    def text(self, row: int, column: int, text: str, style: Format, place: str = "") -> None:
        """Text as text, whatever it begins with."""
        text = text.translate(_NO_XML)
        if len(text.encode("utf-16-le")) // 2 > TEXT_LIMIT:
            raise fail("renderer.text_too_long", place, length=len(text), limit=TEXT_LIMIT)
        if not text:
            self.sheet.write_blank(row, column, None, style)
        elif self.sheet.write_string(row, column, text, style) != 0:
            raise fail("renderer.text_too_long", place, length=len(text), limit=TEXT_LIMIT)

    def height(self, row: int, lines: int) -> None:
        """Make a row high enough for its lines; programs do not do it for merged cells."""
        if lines > 1:
            self.sheet.set_row(row, min((lines + 0.3) * LINE_POINTS, _TALLEST))

    def merged(self, top: int, left: int, bottom: int, right: int, text: str, style: Format) -> None:
        """Text over a range of cells; every cell of the range carries the style, so borders are whole."""
        if (top, left) != (bottom, right):
            # merge_range would guess a type from the text: it merges a blank, the text follows as text.
            self.sheet.merge_range(top, left, bottom, right, "", style)
        self.text(top, left, text, style)

    def cell(self, row: int, column: int, cell: Cell, style: Format, formula: str | None) -> None:
        """A body cell: formula with our value cached beside it, number, date, state or text."""
        if cell.value is not None and is_wide(cell.value):
            self.text(row, column, cell.text, style, cell.key)
            self.sheet.write_comment(row, column, WIDE_NOTE, {"author": "", "x_scale": 1.4, "y_scale": 0.6})
        elif formula is not None:
            cached = "" if cell.value is None else float(cell.value)
            self.sheet.write_formula(row, column, formula, style, cached)
        elif cell.value is not None:
            self.sheet.write_number(row, column, float(cell.value), style)
        else:
            day = _date(cell)
            if day is None:
                self.text(row, column, cell.text + "".join(f" ({mark})" for mark in cell.marks), style, cell.key)
            else:
                self.sheet.write_datetime(row, column, day, style)


def _date(cell: Cell) -> dt.date | None:
    if cell.state != "date" or not isinstance(cell.encoded, dict):
        return None
    return dt.date.fromisoformat(cell.encoded["d"]) if is_sheet_date(cell) else None


def write(pen: Pen, report: Report, placed: Placed, formula_text: FormulaText) -> None:
    """Write one table with everything around it."""
    table, sheet = placed.table, pen.sheet
    for index, size in enumerate(placed.widths):
        sheet.set_column(index, index, size)
    heights = header_heights(table, list(placed.widths))
    write_head(pen, placed.head, placed.widths)
    _header(pen, placed, heights)
    for offset, row in enumerate(table.rows):
        for index, cell in enumerate(row.cells):
            style = pen.styles.cell(cell, table.columns[index], row)
            pen.cell(placed.body + offset, index, cell, style, formula_text(cell))
    # A program that fits the page to its width may pass over them; then its own breaks hold.
    sheet.set_h_pagebreaks([placed.body + offset for offset, row in enumerate(table.rows) if row.breaks and offset])
    last = notes(pen, report, placed.widths, placed.body + len(table.rows) + 1)
    page_setup(sheet, report, (last, len(placed.widths) - 1))
    if report.page.repeat_header and placed.body > placed.header:
        sheet.repeat_rows(placed.header, placed.body - 1)
    stubs = next((i for i, column in enumerate(table.columns) if column.stub is None), 0)
    above = placed.header * LINE_POINTS + sum(heights)
    sheet.freeze_panes(placed.body if above <= _FROZEN_MOST else 0, stubs)


def write_head(pen: Pen, head: Sequence[Sequence[Line]], widths: Sequence[float]) -> None:
    """Write the title block from the first row on."""
    for row, lines in enumerate(head):
        _write_lines(pen, row, lines, widths)


def _write_lines(pen: Pen, row: int, lines: Sequence[Line], widths: Sequence[float]) -> None:
    """Texts that stand side by side in one row, which grows to the longest of them."""
    for line in lines:
        pen.merged(row, line.left, row, line.right, line.text, pen.styles.line(line.look))
    pen.height(row, max((lines_in(line.text, sum(widths[line.left : line.right + 1])) for line in lines), default=1))


def _header(pen: Pen, placed: Placed, heights: Sequence[float]) -> None:
    for top, left, bottom, right, label in header_places(placed.table):
        base = placed.header
        pen.merged(base + top, left, base + bottom, right, label, pen.styles.header())
    for index, height in enumerate(heights):
        pen.sheet.set_row(placed.header + index, min(height, _TALLEST))
    if placed.table.number_row:
        row, style = placed.body - 1, pen.styles.number_row()
        for index, text in enumerate(placed.table.number_row):
            pen.text(row, index, text, style)
        most = max(lines_in(t, w * 1.2) for t, w in zip(placed.table.number_row, placed.widths, strict=True))
        pen.sheet.set_row(row, min(max(most, 1) * 13, _TALLEST))


def notes(pen: Pen, report: Report, widths: Sequence[float], row: int) -> int:
    """Write footnotes and signers from `row` on; returns the last row used."""
    last = len(widths) - 1
    for note in report.notes:
        text = f"({note.mark}) {note.text}" if note.mark else note.text
        _write_lines(pen, row, [Line(0, last, text, "note")], widths)
        row += 1
    if report.signers:
        row += 1 if report.notes else 0
        for index, (left, right) in enumerate(_shares(len(widths), len(report.signers))):
            signer = report.signers[index]
            pen.merged(row, left, row, right, signer.title, pen.styles.line("strong"))
            pen.merged(row + 1, left, row + 1, right, signer.note, pen.styles.line("sub"))
            if signer.name:
                pen.merged(row + 4, left, row + 4, right, signer.name, pen.styles.line("strong"))
            if signer.signed:
                pen.merged(row + 5, left, row + 5, right, signer.signed, pen.styles.line("sub"))
        row += 6  # room for signature and seal
    return row


def _shares(columns: int, signers: int) -> list[tuple[int, int]]:
    """Equal shares of the columns; signers beyond the columns get none."""
    count = min(columns, signers)
    edges = [round(index * columns / count) for index in range(count + 1)]
    return [(edges[index], edges[index + 1] - 1) for index in range(count)]


def page_setup(sheet: Worksheet, report: Report, corner: tuple[int, int]) -> None:
    """Paper as the layout says, one page wide, page numbers below."""
    sheet.set_paper(_PAPER[report.page.size])
    if report.page.orientation == "landscape":
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    top, right, bottom, left = (side / _INCH for side in report.page.sides)
    sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
    if report.page.fit:
        sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C&P/&N")
    sheet.print_area(0, 0, corner[0], corner[1])
    sheet.hide_gridlines(2)
