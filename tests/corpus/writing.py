"""Writes noted forms as workbooks, in the layouts that offices use."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.notation import Column, Noted, Row

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_GREY = PatternFill("solid", fgColor="D9D9D9")


@dataclass(frozen=True)
class Layout:
    """How an office draws a form."""

    name: str
    merged: bool = True
    borders: bool = True
    numbers: str = "plain"  # plain, brackets, none
    title: bool = True
    gap: int = 1
    indent: bool = False
    code_first: bool = False
    breaks: bool = False
    noise: bool = False
    samples: bool = False
    grey: bool = False
    blank_rows: bool = False
    marker_in_caption: bool = False


LAYOUTS = {
    layout.name: layout
    for layout in (
        Layout("title above, merged"),
        Layout("numbers in brackets", numbers="brackets", breaks=True),
        Layout("no borders", borders=False),
        Layout("header not merged", merged=False),
        Layout("no borders, not merged", borders=False, merged=False),
        Layout("blank rows", gap=3, blank_rows=True),
        Layout("indented, grey cells", indent=True, grey=True),
        Layout("code before caption", code_first=True),
        Layout("filled with samples", samples=True),
        Layout("no number line", numbers="none"),
        Layout("typing variants", noise=True, breaks=True),
        Layout("no borders, no numbers", borders=False, numbers="none"),
        Layout("bare: no borders, numbers, merges", borders=False, merged=False, numbers="none"),
        Layout("all at once", borders=False, merged=False, noise=True, samples=True, indent=True, gap=2),
        Layout("brackets, not merged, samples", merged=False, numbers="brackets", samples=True, grey=True, blank_rows=True),
    )
}


def workbook(*sheets: tuple[str, list[tuple[Noted, Layout]]], beside: bool = False) -> bytes:
    """A workbook: name and forms of each sheet, one under the other or side by side."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, forms in sheets:
        sheet = book.create_sheet(name)
        top, left = 1, 1
        for index, (form, layout) in enumerate(forms):
            own = layout if index == 0 else replace(layout, title=not beside and layout.title)
            writer = _Writer(sheet, form, own, top, left, foot=not beside)
            bottom, right = writer.write()
            top, left = (writer.header_top, right + 2) if beside else (bottom + 3, 1)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


class _Writer:
    def __init__(self, sheet: Worksheet, form: Noted, layout: Layout, top: int, left: int, foot: bool = True) -> None:
        self.sheet, self.form, self.layout, self.left, self.foot = sheet, form, layout, left, foot
        self.at = top
        self.columns = self._ordered()
        self.leaves = [leaf for column in self.columns for leaf in column.leaves()]
        self.right = left + len(self.leaves) - 1
        self.header_top = top

    def _ordered(self) -> list[Column]:
        """Columns as drawn: with the code in front of the caption where the layout wants it."""
        columns = list(self.form.columns)
        stubs = [column.stub for column in columns]
        if self.layout.code_first and "code" in stubs:
            columns.insert(0, columns.pop(stubs.index("code")))
        return columns

    def put(self, row: int, column: int, value: Any, *, box: bool = False, bold: bool = False, center: bool = False, right: int = 0, bottom: int = 0) -> None:
        cell = self.sheet.cell(row, column)
        cell.value = value
        cell.font = Font(name="Times New Roman", bold=bold)
        cell.alignment = Alignment(horizontal="center" if center else None, wrap_text=True, vertical="center")
        if box and self.layout.borders:
            for r in range(row, max(bottom, row) + 1):
                for c in range(column, max(right, column) + 1):
                    self.sheet.cell(r, c).border = _BOX
        if right > column or bottom > row:
            self.sheet.merge_cells(start_row=row, start_column=column, end_row=max(bottom, row), end_column=max(right, column))

    def write(self) -> tuple[int, int]:
        """Draw everything; last row and column."""
        if self.layout.title:
            self.title()
        self.header_top = self.at
        self.header()
        first = self.at
        self.body()
        self.validations(first)
        if self.foot:
            self.signers()
        return self.at, self.right

    # -- around the table

    def title(self) -> None:
        form, noise = self.form, self.layout.noise
        half = max(self.left + 1, (self.left + self.right) // 2)
        word = "BIEU SO" if noise else "Biểu số"
        code = form.code if re.match(r"(Mẫu|Phụ lục)", form.code) else f"{word}{' ' if noise else ''}: {form.code}"
        self.put(self.at, self.left, "TÊN CƠ QUAN CHỦ QUẢN", right=half - 1 if half - 1 > self.left else 0)
        self.put(self.at, half + 1, code, bold=True, center=True, right=self.right)
        self.put(self.at + 1, self.left, "Tên đơn vị: ……………" if noise else "TÊN ĐƠN VỊ", right=half - 1 if half - 1 > self.left else 0)
        if form.basis:
            self.put(self.at + 1, half + 1, f"(Ban hành kèm theo {form.basis})", right=self.right)
        self.at += 2 + self.layout.gap
        title = form.title.replace(" ", "  ", 1) if noise else form.title
        self.put(self.at, self.left, title, bold=True, center=True, right=self.right)
        self.put(self.at + 1, self.left, "(Số liệu tính từ ngày …/…/… đến ngày …/…/…)", center=True, right=self.right)
        self.at += 1 + self.layout.gap
        if form.unit:
            lead = "ĐVT :" if noise else "Đơn vị tính:"
            self.put(self.at, max(self.left, self.right - 2), f"{lead} {form.unit.lower() if noise else form.unit}", right=self.right)
        self.at += 1

    def signers(self) -> None:
        middle = (self.left + self.right) // 2 + 1
        self.at += 1
        self.put(self.at, middle, "………, ngày … tháng … năm ……", right=self.right)
        self.put(self.at + 1, self.left, "NGƯỜI LẬP BIỂU", bold=True)
        self.put(self.at + 2, self.left, "(Ký, ghi rõ họ tên)")
        self.put(self.at + 1, middle, "THỦ TRƯỞNG ĐƠN VỊ", bold=True, right=self.right)
        self.put(self.at + 2, middle, "(Ký tên, đóng dấu)", right=self.right)
        self.at += 2

    # -- header

    def header(self) -> None:
        depth = max(column.depth() for column in self.columns)
        at = self.left
        for column in self.columns:
            at = self.caption(column, self.at, at, self.at + depth - 1)
        self.at += depth
        if self.layout.numbers != "none" and any(leaf.number for leaf in self.leaves):
            for offset, leaf in enumerate(self.leaves):
                self.put(self.at, self.left + offset, self.number(leaf), box=True, center=True)
            self.at += 1

    def caption(self, column: Column, row: int, at: int, last: int) -> int:
        width = len(column.leaves())
        text = column.label
        if self.layout.breaks and " " in text:
            text = text.replace(" ", "\n", 1)
        if self.layout.noise:
            text = f" {text} "
        merged = self.layout.merged
        down = 0 if column.children or not merged else last
        across = at + width - 1 if merged and column.children else 0
        if self.layout.borders and not merged:
            for c in range(at, at + width):
                for r in range(row, last + 1):
                    self.sheet.cell(r, c).border = _BOX
        self.put(row, at, text, box=True, bold=True, center=True, right=across, bottom=down)
        for child in column.children:
            at = self.caption(child, row + 1, at, last)
        return at if column.children else at + 1

    def number(self, leaf: Column) -> str:
        printed = leaf.relation or leaf.number
        if self.layout.noise and leaf.relation:
            printed = printed.replace("=", " = ", 1)
        if self.layout.numbers == "brackets" and printed:
            printed = re.sub(r"\d+", lambda match: f"({match[0]})", printed) if leaf.relation else f"({printed})"
        return printed

    # -- body

    def body(self) -> None:
        if self.form.rows_as != "rows":
            self.repeated()
            return
        lines = self.lines()
        places = {row.code or f"r{index}": place for index, (row, place, _) in enumerate(lines, start=1)}
        for row, place, offset in lines:
            self.line(row, place, offset, places, lines)
        self.at = max(place for _, place, _ in lines) + 1 if lines else self.at

    def repeated(self) -> None:
        captions = ["UBND xã A", "UBND xã B", "Tổng cộng"] if self.layout.samples and self.form.rows_as == "units" else ["", "", ""]
        for offset, caption in enumerate(captions):
            for index, leaf in enumerate(self.leaves):
                value: Any = caption if leaf.stub == "caption" else None
                if leaf.stub == "marker" and self.layout.samples and caption != "Tổng cộng":
                    value = offset + 1
                if not leaf.stub and leaf.formula:
                    value = self.excel(leaf.formula, self.at + offset, {}, index)
                elif not leaf.stub and self.layout.samples and leaf.kind == "number" and caption != "Tổng cộng":
                    value = 10 + index
                self.put(self.at + offset, self.left + index, value, box=True)
        self.at += len(captions)

    def lines(self) -> list[tuple[Row, int, int]]:
        """Rows with the row of the sheet; open ones as often as they are printed, blank rows between groups."""
        found: list[tuple[Row, int, int]] = []
        at = self.at
        for row in self.form.rows:
            if self.layout.blank_rows and row.depth == 0 and found and self.layout.borders and len(found) % 2:
                for index in range(len(self.leaves)):
                    self.put(at, self.left + index, None, box=True)
                at += 1
            for offset in range(row.count or 1):
                found.append((row, at, offset))
                at += 1
        return found

    def line(self, row: Row, at: int, offset: int, places: dict[str, int], lines: list[tuple[Row, int, int]]) -> None:
        stubs = {leaf.stub for leaf in self.leaves}
        for index, leaf in enumerate(self.leaves):
            column = self.left + index
            value = self.stub(row, leaf, offset, stubs) if leaf.stub else self.value(row, leaf, at, index, places, lines)
            self.put(at, column, value, box=True, bold=row.depth == 0)
            if leaf.stub == "caption" and self.layout.indent and row.depth:
                self.sheet.cell(at, column).alignment = Alignment(indent=row.depth, wrap_text=True)
            if value == "X" and self.layout.grey:
                self.sheet.cell(at, column).value = None
                self.sheet.cell(at, column).fill = _GREY
            if leaf.unit == "phan_tram" and leaf.formula:
                self.sheet.cell(at, column).number_format = "0.00"

    def stub(self, row: Row, leaf: Column, offset: int, stubs: set[str]) -> Any:
        marker = f"{row.start + offset}" if row.kind == "open" else row.marker
        if row.kind == "open" and offset == row.count - 1:
            marker = "…"
        if leaf.stub == "marker":
            return int(marker) if marker.isdigit() else marker or None
        if leaf.stub == "caption":
            if row.kind == "open":
                return None if "marker" in stubs else "…"
            return row.label if "marker" in stubs or not marker else f"{marker} {row.label}"
        return (row.code if leaf.stub == "code" else row.unit) or None

    def value(self, row: Row, leaf: Column, at: int, index: int, places: dict[str, int], lines: list[tuple[Row, int, int]]) -> Any:
        number = self.form.data.index(leaf) + 1
        if row.kind == "heading":
            return None
        if number in row.blocked:
            return "X"
        if leaf.formula:
            return self.excel(leaf.formula, at, places, index)
        if row.formula and leaf.kind == "number":
            if row.formula == "sum(children())":
                return self.sum_of(row, at, index, lines)
            return self.excel(row.formula, at, places, index)
        if row.samples and number <= len(row.samples):
            return row.samples[number - 1]
        return 100 + number if self.layout.samples and leaf.kind == "number" and row.kind == "data" else None

    def sum_of(self, row: Row, at: int, index: int, lines: list[tuple[Row, int, int]]) -> str:
        below = []
        for other, place, _ in lines:
            if place <= at:
                continue
            if other.depth <= row.depth:
                break
            if other.depth == row.depth + 1:
                below.append(place)
        letter = get_column_letter(self.left + index)
        straight = below == list(range(below[0], below[-1] + 1))
        return f"=SUM({letter}{below[0]}:{letter}{below[-1]})" if straight else "=" + "+".join(f"{letter}{place}" for place in below)

    def excel(self, formula: str, at: int, places: dict[str, int], index: int) -> str:
        """A formula over codes with the addresses of the sheet."""
        numbers = {code: self.leaves.index(leaf) for code, leaf in zip(self.form.codes(), self.form.data, strict=True)}

        def address(match: re.Match[str]) -> str:
            name = match[0]
            if name in numbers:
                return f"{get_column_letter(self.left + numbers[name])}{at}"
            return f"{get_column_letter(self.left + index)}{places[name[1:]]}"

        return "=" + re.sub(r"\b[cr]\w+\b", address, formula).replace(" ", "")

    def validations(self, first: int) -> None:
        for index, leaf in enumerate(self.leaves):
            if leaf.kind == "choice" and "/" not in leaf.label:
                rule = DataValidation(type="list", formula1='"Có,Không"')
                letter = get_column_letter(self.left + index)
                rule.add(f"{letter}{first}:{letter}{max(first, self.at - 1)}")
                self.sheet.add_data_validation(rule)
