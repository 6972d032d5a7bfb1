"""The annex of a circular as an office's workbook: title block, merged captions, the line of numbers, a row for the units."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

#: 01/XLD of Circular 02/2021/TT-TTCP. Behind ``::`` what the line of numbers prints.
TREE_01XLD = """
- Đơn vị :: A
- Tổng số đơn :: 1=2+..+7
- Kỳ trước chuyển sang
  - Đơn có nhiều người đứng tên :: 2
  - Đơn một người đứng tên :: 3
  - Đơn khác :: 4
- Tiếp nhận trong kỳ
  - Đơn có nhiều người đứng tên :: 5
  - Đơn một người đứng tên :: 6
  - Đơn khác :: 7
- Số đơn đã xử lý :: 8
- Đủ điều kiện xử lý
  - Số đơn :: 9=11+12+13 =14+15+16+17 =18+22
  - Số vụ việc :: 10
- Phân loại đơn theo nội dung
  - Khiếu nại :: 11
  - Tố cáo :: 12
  - Kiến nghị, phản ánh :: 13
- Phân loại đơn theo tình trạng giải quyết
  - Đã giải quyết
    - Lần đầu :: 14
    - Nhiều lần :: 15
  - Đang giải quyết :: 16
  - Chưa giải quyết :: 17
- Kết quả xử lý đơn
  - Đơn thuộc thẩm quyền
    - Tổng số :: 18=19+20+21
    - Khiếu nại :: 19
    - Tố cáo :: 20
    - Kiến nghị, phản ánh :: 21
  - Đơn không thuộc thẩm quyền
    - Tổng số :: 22=23+24+25
    - Hướng dẫn :: 23
    - Chuyển đơn :: 24
    - Đôn đốc giải quyết :: 25
- Số văn bản phúc đáp nhận được do chuyển đơn :: 26
"""
_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)


@dataclass
class Node:
    """A caption with those under it; ``number`` is what the line of numbers prints under a leaf."""

    label: str
    number: str = ""
    children: list[Node] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Columns under the caption."""
        return sum(child.width for child in self.children) or 1

    @property
    def depth(self) -> int:
        """Levels from the caption down."""
        return 1 + max((child.depth for child in self.children), default=0)


def tree(text: str) -> list[Node]:
    """Captions written as a list, two blanks a level."""
    root = Node("")
    chain = [root]
    for line in text.strip("\n").splitlines():
        level = (len(line) - len(line.lstrip())) // 2
        label, _, number = line.strip().removeprefix("- ").partition(" :: ")
        node = Node(label, number)
        chain = chain[: level + 1]
        chain[-1].children.append(node)
        chain.append(node)
    return root.children


def annex_01xld() -> bytes:
    """The workbook of 01/XLD."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "01-XLD"
    _title(sheet)
    top = 7
    nodes = tree(TREE_01XLD)
    levels = max(node.depth for node in nodes)
    column = 1
    for node in nodes:
        _caption(sheet, node, top, column, levels)
        column += node.width
    numbers = top + levels
    for number, text in enumerate(_numbers(nodes), start=1):
        _cell(sheet, numbers, number, text)
    for row, label in enumerate(("Đơn vị …", "Tổng"), start=numbers + 1):
        _cell(sheet, row, 1, label)
        for number in range(2, column):
            _cell(sheet, row, number, None)
    _foot(sheet, numbers + 4)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(sheet: Worksheet) -> None:
    lines = (("A1:H1", "TÊN ĐƠN VỊ BÁO CÁO"), ("U1:AA1", "Biểu số: 01/XLD"), ("U2:AA2", "Ban hành kèm theo Thông tư số 02/2021/TT-TTCP"))
    heading = (("A3:AA3", "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN"), ("A4:AA4", "(Kèm theo Báo cáo số:...ngày...của...)"), ("U5:AA5", "Đơn vị tính: Đơn"))
    for area, text in (*lines, *heading):
        sheet.merge_cells(area)
        first = sheet[area.split(":")[0]]
        first.value, first.alignment = text, _CENTRE
        first.font = Font(bold=text.isupper())


def _caption(sheet: Worksheet, node: Node, row: int, column: int, levels: int) -> None:
    bottom = row if node.children else row + levels - 1
    _cell(sheet, row, column, node.label).font = Font(bold=True)
    if bottom > row or node.width > 1:
        sheet.merge_cells(start_row=row, start_column=column, end_row=bottom, end_column=column + node.width - 1)
    for child in node.children:
        _caption(sheet, child, row + 1, column, levels - 1)
        column += child.width


def _numbers(nodes: list[Node]) -> list[str]:
    return [number for node in nodes for number in (_numbers(node.children) if node.children else [node.number])]


def _cell(sheet: Worksheet, row: int, column: int, text: str | None) -> Any:
    cell = sheet.cell(row=row, column=column, value=text)
    cell.border, cell.alignment = _BOX, _CENTRE
    # "1=2+..+7" is a text, as it stands in the line of numbers.
    cell.data_type = "s" if text is not None else "n"
    return cell


def _foot(sheet: Worksheet, row: int) -> None:
    sheet.cell(row=row, column=2, value="NGƯỜI LẬP BIỂU").font = Font(bold=True)
    sheet.cell(row=row, column=20, value="THỦ TRƯỞNG ĐƠN VỊ").font = Font(bold=True)
    sheet.cell(row=row + 1, column=20, value="(Ký, ghi rõ họ tên, đóng dấu)").font = Font(italic=True)
