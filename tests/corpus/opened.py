"""A workbook as a book of cells, by openpyxl alone."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from metadata.text import nfc
from runtime.workbooks import Book, Cell, Choice, Sheet


def opened(data: bytes, name: str = "phu_luc.xlsx") -> Book:
    """Cells, merged areas, fills and validations of an .xlsx file."""
    book = load_workbook(BytesIO(data))
    return Book(name, "xlsx", tuple(_sheet(sheet) for sheet in book.worksheets))


def _sheet(sheet: Any) -> Sheet:
    cells = {}
    for row in sheet.iter_rows():
        for cell in row:
            found = _cell(cell)
            if found != Cell(number_format="General"):
                cells[(cell.row - 1, cell.column - 1)] = found
    merges = tuple((m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges)
    inner = {(r, c) for t, left, b, right in merges for r in range(t, b + 1) for c in range(left, right + 1)} - {m[:2] for m in merges}
    choices = tuple(
        Choice((r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1), tuple(str(v.formula1).strip('"').split(",")))
        for v in sheet.data_validations.dataValidation if v.type == "list" for r in v.sqref.ranges
    )  # fmt: skip
    return Sheet(
        sheet.title, sheet.max_row, sheet.max_column, {k: v for k, v in cells.items() if k not in inner}, merges, choices=choices,
        hidden=sheet.sheet_state != "visible",
    )  # fmt: skip


def _cell(cell: Any) -> Cell:
    value = getattr(cell, "value", None)
    formula = value if isinstance(value, str) and value.startswith("=") and cell.data_type == "f" else None
    number = str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    text = "" if value is None or formula else value.isoformat() if isinstance(value, dt.date) else str(value)
    if not hasattr(cell, "fill"):
        return Cell(number_format="General")
    fill = cell.fill.fgColor.rgb[-6:] if cell.fill.fill_type == "solid" and isinstance(cell.fill.fgColor.rgb, str) else ""
    return Cell(
        nfc(text), number, formula, bool(cell.font.bold), bool(cell.font.italic), fill, cell.alignment.horizontal or "", int(cell.alignment.indent or 0),
        bool(cell.border.left and cell.border.left.style), number_format=cell.number_format,
    )  # fmt: skip
