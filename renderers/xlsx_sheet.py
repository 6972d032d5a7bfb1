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
from renderers.document import MOTTO, Cell, Report, Table
from renderers.xlsx_styles import LINE_POINTS, Styles, column_widths, header_heights, header_places, lines_in

TEXT_LIMIT: Final = 32_767
DIGIT_LIMIT: Final = 15
_FROZEN_MOST: Final = 340.0  # points; a taller head would leave no room to scroll
_FIRST_DATE: Final = dt.date(1900, 3, 1)  # spreadsheets believe in 29 February 1900
_PAPER: Final = {"A4": 9, "A3": 8}
WIDE_NOTE: Final = "Số có hơn 15 chữ số nên ghi dưới dạng chữ để giữ đủ các chữ số."

FormulaText = Callable[[Cell], "str | None"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the parts of a table stand on its sheet (zero-based rows)."""

    name: str
    table: Table
    widths: tuple[float, ...]
    mid: int
    titles: int
    header: int
    body: int
    after: int


def place(name: str, report: Report, table: Table) -> Placed:
    """Lay a table out under the report's title block."""
    widths = tuple(column_widths(table))
    block = report.block
    right = len(block.right) + (len(MOTTO) if block.motto else 0)
    side_by_side = max(len(block.left), right)
    titles = side_by_side + (1 if side_by_side else 0)
    header = titles + len(block.heading) + len(block.sub) + bool(table.title) + bool(report.unit_line)
    body = header + len(table.header) + bool(table.number_row)
    return Placed(name, table, widths, _middle(widths), titles, header, body, body + len(table.rows))


def _middle(widths: Sequence[float]) -> int:
    """The column where the right block begins: nearest to half of the width, never the first."""
    half, total, best = sum(widths) / 2, 0.0, 1
    for index, size in enumerate(widths):
        if index and abs(total - half) < abs(sum(widths[:best]) - half):
            best = index
        total += size
    return best


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
        if len(text.encode("utf-16-le")) // 2 > TEXT_LIMIT:
            raise fail("renderer.text_too_long", place, length=len(text), limit=TEXT_LIMIT)
        if not text:
            self.sheet.write_blank(row, column, None, style)
        elif self.sheet.write_string(row, column, text, style) != 0:
            raise fail("renderer.text_too_long", place, length=len(text), limit=TEXT_LIMIT)

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
                self.text(row, column, cell.text, style, cell.key)
            else:
                self.sheet.write_datetime(row, column, day, style)


def _date(cell: Cell) -> dt.date | None:
    if cell.state != "date" or not isinstance(cell.encoded, dict):
        return None
    day = dt.date.fromisoformat(cell.encoded["d"])
    return day if day >= _FIRST_DATE else None


def write(pen: Pen, report: Report, placed: Placed, formula_text: FormulaText) -> None:
    """Write one table with everything around it."""
    table, sheet = placed.table, pen.sheet
    for index, size in enumerate(placed.widths):
        sheet.set_column(index, index, size)
    heights = header_heights(table, list(placed.widths))
    titles(pen, report, placed.widths, placed.mid, table.title)
    _header(pen, placed, heights)
    for offset, row in enumerate(table.rows):
        for index, cell in enumerate(row.cells):
            style = pen.styles.cell(cell, table.columns[index], row)
            pen.cell(placed.body + offset, index, cell, style, formula_text(cell))
    last = notes(pen, report, placed.widths, placed.after + 1)
    page_setup(sheet, report, (last, len(placed.widths) - 1))
    if report.page.repeat_header and placed.body > placed.header:
        sheet.repeat_rows(placed.header, placed.body - 1)
    stubs = next((i for i, column in enumerate(table.columns) if column.stub is None), 0)
    above = placed.header * LINE_POINTS + sum(heights)
    sheet.freeze_panes(placed.body if above <= _FROZEN_MOST else 0, stubs)


def titles(pen: Pen, report: Report, widths: Sequence[float], mid: int, table_title: str) -> int:
    """Write the title block; returns the row after it."""
    block, styles, last = report.block, pen.styles, len(widths) - 1
    right = [(text, True) for text in (MOTTO if block.motto else ())] + [(text, False) for text in block.right]
    sides = max(len(block.left), len(right))
    for index in range(sides):
        left_text = block.left[index] if index < len(block.left) else ""
        bold = index == len(block.left) - 1 and index > 0
        _line(pen, index, (0, max(min(mid, last + 1) - 1, 0)), left_text, styles.title(bold=bold), widths)
        if last >= mid and index < len(right):
            text, strong = right[index]
            _line(pen, index, (mid, last), text, styles.title(bold=strong), widths)
    row = sides + (1 if sides else 0)
    lines = [(text, styles.title(bold=True, font_size=13)) for text in block.heading]
    lines += [(text, styles.title(italic=True)) for text in block.sub]
    lines += [(table_title, styles.of(bold=True, align="left"))] if table_title else []
    lines += [(report.unit_line, styles.of(italic=True, align="right"))] if report.unit_line else []
    for text, style in lines:
        _line(pen, row, (0, last), text, style, widths)
        row += 1
    return row


def _line(pen: Pen, row: int, span: tuple[int, int], text: str, style: Format, widths: Sequence[float]) -> None:
    pen.merged(row, span[0], row, span[1], text, style)
    count = lines_in(text, sum(widths[span[0] : span[1] + 1]))
    if count > 1:
        pen.sheet.set_row(row, (count + 0.3) * LINE_POINTS)


def _header(pen: Pen, placed: Placed, heights: Sequence[float]) -> None:
    for top, left, bottom, right, label in header_places(placed.table):
        base = placed.header
        pen.merged(base + top, left, base + bottom, right, label, pen.styles.header())
    for index, height in enumerate(heights):
        pen.sheet.set_row(placed.header + index, height)
    if placed.table.number_row:
        row, style = placed.body - 1, pen.styles.number_row()
        for index, text in enumerate(placed.table.number_row):
            pen.text(row, index, text, style)
        most = max(lines_in(t, w * 1.2) for t, w in zip(placed.table.number_row, placed.widths, strict=True))
        pen.sheet.set_row(row, max(most, 1) * 13)


def notes(pen: Pen, report: Report, widths: Sequence[float], row: int) -> int:
    """Write footnotes and signers from `row` on; returns the last row used."""
    last = len(widths) - 1
    for note in report.notes:
        text = f"({note.mark}) {note.text}" if note.mark else note.text
        _line(pen, row, (0, last), text, pen.styles.of(align="left", text_wrap=True, font_size=10), widths)
        row += 1
    if report.signers:
        row += 1 if report.notes else 0
        for index, (left, right) in enumerate(_shares(len(widths), len(report.signers))):
            signer = report.signers[index]
            pen.merged(row, left, row, right, signer.title, pen.styles.title(bold=True))
            pen.merged(row + 1, left, row + 1, right, signer.note, pen.styles.title(italic=True))
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
    sheet.set_margins(left=0.47, right=0.47, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C&P/&N")
    sheet.print_area(0, 0, corner[0], corner[1])
    sheet.hide_gridlines(2)
