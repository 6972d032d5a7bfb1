"""XLSX: the form as a workbook that computes.

One sheet a table, one more for texts and answers. Computed cells hold a live formula with our value cached
beside it, so that previews and other programs read the right figure without computing. Text is only ever
written as text; numbers beyond 15 digits are written as text and marked, because a spreadsheet would change them.
Equal reports give equal bytes: no clock, no user, no machine goes into the file.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from functools import partial
from typing import Final

from xlsxwriter.workbook import Workbook

from metadata.errors import fail
from metadata.formula.targets.excel import Unsupported
from renderers.document import Answers, Cell, Report
from renderers.xlsx_formula import Places, formula_text
from renderers.xlsx_head import head_rows
from renderers.xlsx_parts import write_helpers
from renderers.xlsx_sheet import FormulaText, Pen, Placed, is_wide, notes, page_setup, place, write, write_head
from renderers.xlsx_styles import Styles, lines_in

NAME_LIMIT: Final = 31
CELL_LIMIT: Final = 2_000_000
_CREATED: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_NO_XML: Final = "\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff"
_UNPRINTABLE: Final = re.compile(f"[{_NO_XML}]")
_FORBIDDEN: Final = re.compile(rf"[\[\]:*?/\\\t\n\r{_NO_XML}]")
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_TEXT_WIDTHS: Final = (46.0, 60.0)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A legal name of at most 31 characters that no other sheet of the workbook has; adds it to `taken`."""
    clean = _FORBIDDEN.sub("-", wanted).strip().strip("'").strip() or "Biểu"
    if clean.casefold() == "history":
        clean = f"{clean}-1"
    number = 1
    name = _shortened(clean, NAME_LIMIT).strip("'")
    while name.casefold() in taken:
        number += 1
        suffix = f" ({number})"
        name = _shortened(clean, NAME_LIMIT - len(suffix)).strip() + suffix
    taken.add(name.casefold())
    return name


def _shortened(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units, the measure spreadsheets use."""
    while len(text.encode("utf-16-le")) // 2 > limit:
        text = text[:-1]
    return text


class XlsxRenderer:
    """Workbook with live formulas."""

    name = "xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    suffix = ".xlsx"

    def render(self, report: Report) -> bytes:
        """The workbook. Raises `renderer.text_too_long` and `renderer.too_large`."""
        _bound(report)
        out = io.BytesIO()
        workbook = Workbook(out, dict(_OPTIONS))
        workbook.set_properties({"title": _UNPRINTABLE.sub(" ", report.title)[:255], "created": _CREATED})
        styles = Styles(workbook)
        taken: set[str] = set()
        label = report.code or report.title
        placed = [place(sheet_name(table.title or label, taken), report, table) for table in report.tables]
        texts_name = sheet_name("Thuyết minh" if placed else label, taken) if report.texts or not placed else None
        book = Book(placed, report, texts_name, sheet_name("Ô phụ", taken))
        for item in placed:
            pen = Pen(workbook.add_worksheet(item.name), styles)
            write(pen, report, item, partial(book.formula, item.name))
        if texts_name is not None:
            _write_texts(Pen(workbook.add_worksheet(texts_name), styles), report, partial(book.formula, texts_name))
        if book.places.helpers:
            write_helpers(Pen(workbook.add_worksheet(book.places.helper_sheet), styles), book.places)
        workbook.close()
        return out.getvalue()


def _bound(report: Report) -> None:
    for table in report.tables:
        rows, columns = len(table.rows), len(table.columns)
        if rows * columns > CELL_LIMIT or rows > 1_000_000 or columns > 16_000:
            raise fail("renderer.too_large", table.id, rows=rows, columns=columns, limit=CELL_LIMIT)


class Book:
    """The formulas of a workbook; helper cells are gathered for a sheet of their own."""

    def __init__(self, placed: list[Placed], report: Report, texts_name: str | None, helper_sheet: str) -> None:
        self.places = Places(helper_sheet)
        for item in placed:
            for offset, row in enumerate(item.table.rows):
                for column, cell in enumerate(row.cells):
                    self._put(item.name, item.body + offset, column, cell)
        if texts_name is not None:
            for number, answer in _text_places(report):
                self._put(texts_name, number, 1, answer)

    def _put(self, sheet: str, row: int, column: int, cell: Cell) -> None:
        wide = cell.value is not None and is_wide(cell.value)
        self.places.put(sheet, row, column, cell, known=cell.state != "invalid" and not wide)

    def formula(self, sheet: str, cell: Cell) -> str | None:
        """Formula text of a cell of `sheet`, None when it has none or none that a workbook can say."""
        if cell.formula is None or cell.state not in ("number", "blank"):
            return None
        try:
            return formula_text(cell.formula, cell.key, sheet, self.places)
        except Unsupported:
            return None


# -- texts and answers -------------------------------------------------------------------------------------------------


def _first_text_row(report: Report) -> int:
    return len(head_rows(report, _TEXT_WIDTHS)) + 1


def _text_places(report: Report) -> list[tuple[int, Cell]]:
    places = []
    row = _first_text_row(report)
    for section in report.texts:
        row += 1 if section.title else 0
        for answer in section.answers:
            if answer.cell.key:
                places.append((row, answer.cell))
            row += 1
        row += 1
    return places


def _write_texts(pen: Pen, report: Report, formula_of: FormulaText) -> None:
    for column, size in enumerate(_TEXT_WIDTHS):
        pen.sheet.set_column(column, column, size)
    write_head(pen, head_rows(report, _TEXT_WIDTHS), _TEXT_WIDTHS)
    row = _first_text_row(report)
    for section in report.texts:
        row = _write_answers(pen, section, row, formula_of)
    last = notes(pen, report, _TEXT_WIDTHS, row) if not report.tables else row
    page_setup(pen.sheet, report, (max(last, row), 1))


def _write_answers(pen: Pen, section: Answers, row: int, formula_of: FormulaText) -> int:
    styles = pen.styles
    if section.title:
        pen.merged(row, 0, row, 1, section.title, styles.of(bold=True, align="left"))
        row += 1
    for answer in section.answers:
        label_style = styles.of(
            align="left", valign="top", text_wrap=True, border=1, indent=max(answer.depth - 1, 0),
            bold=answer.kind == "heading",
        )  # fmt: skip
        if answer.kind == "heading":
            pen.merged(row, 0, row, 1, answer.label, label_style)
            row += 1
            continue
        pen.text(row, 0, answer.label, label_style)
        number = answer.cell.state in ("number", "blank") and answer.cell.number_format.startswith("#")
        style = styles.of(
            align="right" if number else "left", valign="top", text_wrap=True, border=1,
            num_format="@" if answer.cell.number_format == "General" else answer.cell.number_format,
        )  # fmt: skip
        pen.cell(row, 1, answer.cell, style, formula_of(answer.cell))
        lines = max(lines_in(answer.label, _TEXT_WIDTHS[0]), lines_in(answer.cell.text, _TEXT_WIDTHS[1]))
        pen.height(row, lines)
        row += 1
    return row + 1


RENDERER = XlsxRenderer()
