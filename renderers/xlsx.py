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
from renderers.document import Cell, Report
from renderers.xlsx_formula import Places, formula_text
from renderers.xlsx_parts import write_helpers
from renderers.xlsx_sheet import Pen, Placed, is_wide, place, write
from renderers.xlsx_styles import Styles
from renderers.xlsx_texts import ANSWER_COLUMN, text_places, write_texts

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
        out = io.BytesIO()
        workbook = new_workbook(out, report)
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
            write_texts(Pen(workbook.add_worksheet(texts_name), styles), report, partial(book.formula, texts_name))
        if book.places.helpers:
            write_helpers(Pen(workbook.add_worksheet(book.places.helper_sheet), styles), book.places)
        workbook.close()
        return out.getvalue()


def new_workbook(out: io.BytesIO, report: Report) -> Workbook:
    """An empty workbook in which texts stay texts. Raises `renderer.too_large` for a report that no workbook holds."""
    _bound(report)
    workbook = Workbook(out, dict(_OPTIONS))
    workbook.set_properties({"title": _UNPRINTABLE.sub(" ", report.title)[:255], "created": _CREATED})
    return workbook


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
            for number, answer in text_places(report):
                self._put(texts_name, number, ANSWER_COLUMN, answer)

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


RENDERER = XlsxRenderer()
