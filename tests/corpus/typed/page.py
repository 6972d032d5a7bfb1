"""Typing a sheet: a block of cells at a place, merged areas, boxes, one font for everything or for one cell."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import coordinate_to_tuple

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


class Page:
    """One sheet of a workbook. Lines of a block part their cells by ``|``; ``\\n`` breaks a line inside a cell."""

    def __init__(self, name: str = "Sheet1", book: Workbook | None = None, font: str = "Times New Roman") -> None:
        self.book = book or Workbook()
        self.sheet: Any = self.book.create_sheet(name) if book else self.book.active
        self.sheet.title = name
        self.font = font

    def put(self, ref: str, text: Any, *, bold: bool = False, italic: bool = False, align: str = "", font: str = "", indent: int = 0, fill: str = "") -> None:
        """One cell."""
        cell = self.sheet[ref]
        cell.value = _value(text)
        cell.font = Font(name=font or self.font, bold=bold, italic=italic)
        cell.alignment = Alignment(horizontal=align or None, wrap_text=True, indent=indent)
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)

    def block(self, ref: str, text: str, *, bold: bool = False, align: str = "") -> None:
        """Cells of several lines from one place on; an empty part leaves its cell alone."""
        top, left = coordinate_to_tuple(ref)
        for down, line in enumerate(text.strip("\n").split("\n")):
            for across, part in enumerate(line.split("|")):
                if part.strip():
                    where = self.sheet.cell(top + down, left + across).coordinate
                    self.put(where, part.rstrip() if part.startswith(" ") else part.strip(), bold=bold, align=align)

    def merge(self, *areas: str) -> None:
        """Merge areas."""
        for area in areas:
            self.sheet.merge_cells(area)

    def box(self, area: str) -> None:
        """Lines around every cell of an area."""
        for row in self.sheet[area]:
            for cell in row:
                cell.border = _BOX

    def data(self) -> bytes:
        """The workbook's bytes."""
        stream = BytesIO()
        self.book.save(stream)
        return stream.getvalue()


def _value(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    if text.startswith("'"):
        return text[1:]
    text = text.replace("\\n", "\n")
    return int(text) if text.isdigit() and (text == "0" or text[0] != "0") else text
