"""Word documents: title blocks as tables without lines, merged cells, text between tables, tables inside tables."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.corpus.typed.case import Typed, case


class Paper:
    """A document being typed."""

    def __init__(self) -> None:
        self.document: Any = docx.Document()

    def line(self, text: str, *, bold: bool = False, center: bool = False) -> None:
        """A paragraph."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(text).bold = bold
        if center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def table(self, text: str, merges: tuple[tuple[int, int, int, int], ...] = (), *, lines: bool = True) -> Any:
        """A table: cells parted by ``|``, ``\\n`` a new paragraph. Merged cells: first row, first column, last row, last column."""
        rows = [line.split("|") for line in text.strip("\n").split("\n")]
        width = max(map(len, rows))
        table = self.document.add_table(len(rows), width)
        if lines:
            table.style = "Table Grid"
        for top, left, bottom, right in merges:
            table.cell(top, left).merge(table.cell(bottom, right))
        for at, row in enumerate(rows):
            for column, part in enumerate(row):
                if part.strip():
                    self._fill(table.cell(at, column), part)
        return table

    @staticmethod
    def _fill(cell: Any, text: str) -> None:
        first, *more = text.split("\\n")
        cell.paragraphs[0].text = first if first.startswith(" ") else first.strip()
        for part in more:
            cell.add_paragraph(part)

    def data(self) -> Typed:
        """The document."""
        stream = BytesIO()
        self.document.save(stream)
        return Typed(stream.getvalue(), "phu_luc.docx")


_TCD = """
01/TCD | TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN
unit: Lượt
rows: units

- Đơn vị :: A
- Tổng số lượt tiếp :: 1=3+6
- Tổng số người được tiếp :: 2
- Tiếp thường xuyên
  - Số lượt tiếp :: 3
  - Số vụ việc
    - Tiếp lần đầu :: 4
    - Tiếp nhiều lần :: 5
- Tiếp định kỳ và đột xuất :: 6
- Ghi chú :: 7 {text}
"""


@case(_TCD, signers=("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"))
def word_with_a_title_table() -> Typed:
    """The issuing body and the number of the form in a table without lines, the signers in another one."""
    paper = Paper()
    paper.table(
        "THANH TRA CHÍNH PHỦ\\n-------|Biểu số: 01/TCD\\n(Ban hành kèm theo Thông tư số 02/2021/TT-TTCP)",
        lines=False,
    )
    paper.line("TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN", bold=True, center=True)
    paper.line("(Số liệu tính từ ngày …/…/… đến ngày …/…/…)", center=True)
    paper.line("Đơn vị tính: Lượt")
    paper.table(
        """
Đơn vị|Tổng số lượt tiếp|Tổng số người được tiếp|Tiếp thường xuyên|||Tiếp định kỳ và đột xuất|Ghi chú
|||Số lượt tiếp|Số vụ việc|||
||||Tiếp lần đầu|Tiếp nhiều lần||
A|1 = 3+6|2|3|4|5|6|7
...|||||||
Tổng|||||||
""",
        ((0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 2, 2), (0, 3, 0, 5), (1, 3, 2, 3), (1, 4, 1, 5), (0, 6, 2, 6), (0, 7, 2, 7)),
    )
    paper.line("")
    paper.table("\\nNGƯỜI LẬP BIỂU\\n(Ký, ghi rõ họ tên)|Hưng Yên, ngày … tháng … năm …\\nTHỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ\\n(Ký tên, đóng dấu)", lines=False)
    return paper.data()


@case(
    """
Mẫu số 05 | BÁO CÁO CÔNG TÁC TƯ PHÁP
unit: Việc

- Nội dung @caption
- Tổng số
- Nam
- Nữ

| I. | Khai sinh
  | 1. | Trẻ dưới 1 tuổi
  | 2. | Trẻ từ 1 đến 6 tuổi
| II. | Khai tử
  | 1. | Trẻ em
""",
    """
Mẫu số 05 | BÁO CÁO CÔNG TÁC TƯ PHÁP
unit: Việc

- STT @marker
- Nội dung @caption
- Số cặp
- Tuổi kết hôn trung bình

| 1 | Kết hôn lần đầu
| 2 | Kết hôn lần 2 trở lên
""",
    signers=("Người lập", "Trưởng phòng"),
    outline=("ĐẶC ĐIỂM TÌNH HÌNH", "KẾT QUẢ THỰC HIỆN", "Công tác hộ tịch", "Thuận lợi", "Khó khăn", "KIẾN NGHỊ, ĐỀ XUẤT"),
)
def word_report_with_text_between_tables() -> Typed:
    """A report with words: headings I., 1., a) before, between and after two tables."""
    paper = Paper()
    paper.line("Mẫu số 05", center=True)
    paper.line("BÁO CÁO CÔNG TÁC TƯ PHÁP", bold=True, center=True)
    paper.line("(Kèm theo Công văn số …/STP-VP)", center=True)
    paper.line("I. ĐẶC ĐIỂM TÌNH HÌNH", bold=True)
    paper.line("Nêu khái quát đặc điểm, tình hình của đơn vị trong kỳ báo cáo.")
    paper.line("II. KẾT QUẢ THỰC HIỆN", bold=True)
    paper.line("1. Công tác hộ tịch")
    paper.line("Đơn vị tính: Việc")
    paper.table("Nội dung|Tổng số|Nam|Nữ\nI. Khai sinh|||\n1. Trẻ dưới 1 tuổi|||\n2. Trẻ từ 1 đến 6 tuổi|||\nII. Khai tử|||\n1. Trẻ em|||")
    paper.line("a) Thuận lợi")
    paper.line("…………………………………………")
    paper.line("b) Khó khăn")
    paper.table("STT|Nội dung|Số cặp|Tuổi kết hôn trung bình\n1|Kết hôn lần đầu||\n2|Kết hôn lần 2 trở lên||")
    paper.line("III. KIẾN NGHỊ, ĐỀ XUẤT", bold=True)
    paper.table("Người lập\\n(Ký)|Trưởng phòng\\n(Ký, đóng dấu)", lines=False)
    return paper.data()


@case(
    """
Biểu số 12 | TÌNH HÌNH NHÂN LỰC Y TẾ
unit: Người

- TT :: A @marker
- Chức danh :: B @caption
- Mã số :: C @code
- Tổng số :: 1=2+3
- Biên chế :: 2
- Hợp đồng :: 3

01 | 1 | Bác sĩ
  02 | - | Chuyên khoa I
  03 | - | Chuyên khoa II
04 | 2 | Điều dưỡng !3
""",
)
def word_table_in_a_frame() -> Typed:
    """The whole form stands in one cell of an outer table, as pages of a circular copied from the web do."""
    paper = Paper()
    outer = paper.document.add_table(1, 1)
    cell = outer.cell(0, 0)
    cell.paragraphs[0].text = "Biểu số 12"
    cell.add_paragraph("TÌNH HÌNH NHÂN LỰC Y TẾ")
    cell.add_paragraph("Đơn vị tính: Người")
    rows = [line.split("|") for line in ["TT|Chức danh|Mã số|Tổng số|Biên chế|Hợp đồng", "A|B|C|1=2+3|2|3", "1|Bác sĩ|01", "-|Chuyên khoa I|02", "-|Chuyên khoa II|03", "2|Điều dưỡng|04|||X"]]
    inner = cell.add_table(len(rows), 6)
    inner.style = "Table Grid"
    for at, row in enumerate(rows):
        for column, part in enumerate(row):
            inner.cell(at, column).text = part
    return paper.data()


@case(
    """
Phụ lục II | TỔNG HỢP SỐ LIỆU THI ĐUA, KHEN THƯỞNG

- Hình thức khen thưởng @caption
- Tập thể
- Cá nhân
  - Lãnh đạo
  - Người lao động
- Ghi chú {text}

# I. | Khen thưởng cấp Nhà nước
  | 1. | Huân chương
  | 2. | Bằng khen của Thủ tướng Chính phủ
# II. | Khen thưởng cấp tỉnh
  | 1. | Bằng khen
  | 2. | Cờ thi đua
| | Cộng
""",
    notes=1,
)
def word_with_merged_heading_rows() -> Typed:
    """Heading rows merged over the whole table; a caption in two paragraphs; a note with a star under the table."""
    paper = Paper()
    paper.line("Phụ lục II", bold=True, center=True)
    paper.line("TỔNG HỢP SỐ LIỆU THI ĐUA, KHEN THƯỞNG", bold=True, center=True)
    paper.table(
        """
Hình thức\\nkhen thưởng|Tập thể|Cá nhân||Ghi chú
||Lãnh đạo|Người lao động|
I. Khen thưởng cấp Nhà nước||||
1. Huân chương||||
2. Bằng khen của Thủ tướng Chính phủ||||
II. Khen thưởng cấp tỉnh||||
1. Bằng khen||||
2. Cờ thi đua||||
Cộng||||
""",
        ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4), (2, 0, 2, 4), (5, 0, 5, 4)),
    )
    paper.line("(*) Số liệu tính đến ngày 31/12.")
    return paper.data()
