"""Sheets with one row per unit or open rows: complaints, poor households, a list of files."""

from __future__ import annotations

from tests.corpus.typed.case import Typed, case
from tests.corpus.typed.page import Page

_XLD = """
01/XLD | TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN
unit: Đơn
rows: units

- Đơn vị :: A
- Tổng số đơn :: 1=2+…+7
- Kỳ trước chuyển sang
  - Đơn có nhiều người đứng tên :: 2
  - Đơn một người đứng tên :: 3
  - Đơn khác :: 4
- Tiếp nhận trong kỳ
  - Đơn có nhiều người đứng tên :: 5
  - Đơn một người đứng tên :: 6
  - Đơn khác :: 7
- Kết quả xử lý đơn
  - Đơn thuộc thẩm quyền
    - Tổng số :: 8=9+10
    - Khiếu nại :: 9
    - Tố cáo :: 10
  - Đơn không thuộc thẩm quyền :: 11
- Ghi chú :: 12 {text}
"""


@case(_XLD, signers=("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"), notes=1)
def title_in_one_cell_and_column_a_blank() -> Typed:
    """Title, subtitle and number of the form in cells with line breaks; the table starts at column B; names under the signers."""
    page = Page("01XLD")
    page.put("B1", "UBND TỈNH HƯNG YÊN\\nTHANH TRA TỈNH", bold=True, align="center")
    page.put("K1", "Biểu số: 01/XLD\\nBan hành kèm theo Thông tư số 02/2021/TT-TTCP\\nngày 22/3/2021", align="right", italic=True)
    page.put("B3", "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN\\n(Số liệu tính từ ngày …/…/… đến ngày …/…/…)", bold=True, align="center")
    page.put("M4", "Đơn vị tính: Đơn", italic=True, align="right")
    page.block(
        "B5",
        """
Đơn vị|Tổng số\\nđơn|Kỳ trước chuyển sang|||Tiếp nhận trong kỳ|||Kết quả xử lý đơn||||Ghi chú
||Đơn có nhiều\\nngười đứng tên|Đơn một người\\nđứng tên|Đơn khác|Đơn có nhiều\\nngười đứng tên|Đơn một người\\nđứng tên|Đơn khác|Đơn thuộc thẩm quyền|||Đơn không\\nthuộc\\nthẩm quyền|
||||||||Tổng số|Khiếu nại|Tố cáo||
A|(1)=(2)+…+(7)|(2)|(3)|(4)|(5)|(6)|(7)|(8)=(9)+(10)|(9)|(10)|(11)|(12)
Phường A
Xã B
…
Tổng
""",
        align="center",
    )
    page.merge("B1:F1", "K1:N1", "B3:N3", "M4:N4", "B5:B7", "C5:C7", "D5:F5", "G5:I5", "J5:M5", "N5:N7", "J6:L6", "M6:M7")
    page.merge("D6:D7", "E6:E7", "F6:F7", "G6:G7", "H6:H7", "I6:I7")
    page.box("B5:N12")
    page.put("B14", "Ghi chú: Cột “Đơn vị” ghi tên các đơn vị trực thuộc.", italic=True)
    page.put("K15", "Hưng Yên, ngày … tháng … năm 20…", italic=True, align="center")
    page.put("B16", "NGƯỜI LẬP BIỂU\\n(Ký, ghi rõ họ tên)", bold=True, align="center")
    page.put("K16", "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ\\n(Ký, đóng dấu)", bold=True, align="center")
    page.put("B20", "Nguyễn Văn An", align="center")
    page.put("K20", "Trần Thị Bình", align="center")
    page.merge("B16:D16", "K15:N15", "K16:N16", "B20:D20", "K20:N20")
    return Typed(page.data())


@case(_XLD, signers=("Người lập biểu", "Lãnh đạo đơn vị"))
def merges_wrong_and_units_named() -> Typed:
    """Groups not merged but centred across or only typed in the first cell; one caption merged over one cell too few; many named units."""
    page = Page("Biểu 01")
    page.put("A1", "SỞ TƯ PHÁP")
    page.put("J1", "Biểu số: 01/XLD")
    page.put("D2", "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN", bold=True, align="centerContinuous")
    page.put("J3", "(ĐVT: Đơn)", italic=True)
    page.block(
        "A5",
        """
Đơn vị|Tổng số đơn|Kỳ trước chuyển sang|||Tiếp nhận trong kỳ|||Kết quả xử lý đơn||||Ghi chú
||Đơn có nhiều người đứng tên|Đơn một người đứng tên|Đơn khác|Đơn có nhiều người đứng tên|Đơn một người đứng tên|Đơn khác|Đơn thuộc thẩm quyền|||Đơn không thuộc thẩm quyền
||||||||Tổng số|Khiếu nại|Tố cáo
A|1=2+..+7|2|3|4|5|6|7|8=9+10|9|10|11|12
Phường Phố Hiến
Phường Sơn Nam
Phường Hồng Châu
Xã Tân Hưng
Xã Hoàng Hoa Thám
Tổng cộng
""",
    )
    page.merge("C5:E5", "I5:K5", "I6:K6")
    page.box("A5:M14")
    page.block("B17", "Người lập biểu|||||||Lãnh đạo đơn vị")
    page.block("B21", "Lê Thị Hoa|||||||Phạm Văn Dũng")
    return Typed(page.data())


_POOR = """
Mẫu số 3 | TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ CẬN NGHÈO
unit: Hộ

- TT @marker
- Địa bàn @caption
- Tổng số hộ dân cư
  - Số hộ
  - Hộ DTTS
- Số hộ cận nghèo đầu năm
  - Số hộ
  - Tỷ lệ (%) {phan_tram} = c3 / c1 * 100
- Diễn biến trong năm
  - Số hộ thoát
  - Số hộ tái
  - Số hộ phát sinh
- Số hộ cận nghèo cuối năm
  - Số hộ = c3 - c5 + c6 + c7
  - Tỷ lệ (%) {phan_tram} = c8 / c1 * 100

| I | Khu vực thành thị = sum(children())
  * 1 | 3 | Xã
| II | Khu vực nông thôn = sum(children())
  * 4 | 3 | Xã
| | Tổng cộng = r1 + r3
"""


@case(_POOR, signers=("NGƯỜI LẬP", "TM. ỦY BAN NHÂN DÂN"), notes=1)
def poor_households_with_formulas() -> Typed:
    """SUM over ranges, IF against zero, absolute references, the total at the bottom, a roman II typed with small L."""
    page = Page("Hộ cận nghèo")
    page.block("A1", "UBND XÃ ……||||||||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    page.put("I2", "Độc lập - Tự do - Hạnh phúc", bold=True)
    page.put("I3", "Mẫu số 3")
    page.put("A4", "TỔNG HỢP KẾT QUẢ RÀ SOÁT HỘ CẬN NGHÈO", bold=True, align="center")
    page.put("A5", "Năm 20…", align="center")
    page.put("K6", "Đơn vị tính: Hộ", align="right")
    page.block(
        "A7",
        """
TT|Địa bàn|Tổng số hộ dân cư||Số hộ cận nghèo đầu năm||Diễn biến trong năm|||Số hộ cận nghèo cuối năm
||Số hộ|Hộ DTTS|Số hộ|Tỷ lệ\\n(%)|Số hộ\\nthoát|Số hộ\\ntái|Số hộ\\nphát sinh|Số hộ|Tỷ lệ\\n(%)
""",
        bold=True,
    )
    lines = ["I|Khu vực thành thị", "1|", "2|", "3|…", "ll|Khu vực nông thôn", "4|", "5|", "6|…", "|Tổng cộng"]
    for at, line in enumerate(lines, start=9):
        page.block(f"A{at}", line)
        for column in "CDEGHI":
            if at in (9, 13):
                page.put(f"{column}{at}", f"=SUM({column}{at + 1}:{column}{at + 3})")
            elif at == 17:
                page.put(f"{column}{at}", f"={column}9+{column}13")
        page.put(f"F{at}", f'=IF($C{at}=0,"",E{at}/$C{at}*100)')
        page.put(f"J{at}", f"=E{at}-G{at}+H{at}+I{at}")
        page.put(f"K{at}", f'=IF(C{at}=0,"",J{at}/C{at}*100)')
    page.merge("A1:D1", "I1:K1", "I2:K2", "A4:K4", "A5:K5", "A7:A8", "B7:B8", "C7:D7", "E7:F7", "G7:I7", "J7:K7")
    page.box("A7:K17")
    page.put("A18", "* Hộ DTTS: hộ dân tộc thiểu số.")
    page.block("B20", "NGƯỜI LẬP|||||||TM. ỦY BAN NHÂN DÂN", bold=True)
    page.block("B21", "(Ký, họ tên)|||||||(Ký tên, đóng dấu)")
    return Typed(page.data())


@case(
    """
Mẫu 01 | SỔ THEO DÕI HỒ SƠ TRỢ GIÚP PHÁP LÝ
rows: list

- Số TT :: 1 @marker
- Họ và tên :: 2 {text}
- Ngày sinh :: 3 {date}
- Địa chỉ :: 4 {text}
- Đối tượng
  - Người nghèo :: 5
  - Trẻ em :: 6
- Số tiền (nghìn đồng) :: 7 {nghin_dong}
- Ghi chú :: 8 {text}
""",
    signers=("NGƯỜI LẬP",),
)
def a_list_of_people() -> Typed:
    """A register: open rows only, numbers of the lines given, dots below; one signer in the right half."""
    page = Page("So theo doi")
    page.put("H1", "Mẫu 01")
    page.put("A2", "SỔ THEO DÕI HỒ SƠ TRỢ GIÚP PHÁP LÝ", bold=True, align="center")
    page.block(
        "A4",
        """
Số TT|Họ và tên|Ngày sinh|Địa chỉ|Đối tượng||Số tiền (nghìn đồng)|Ghi chú
||||Người nghèo|Trẻ em
(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)
1
2
3
…
""",
        align="center",
    )
    page.merge("A2:H2", "E4:F4", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "G4:G5", "H4:H5")
    page.box("A4:H10")
    page.put("F12", "NGƯỜI LẬP", bold=True)
    return Typed(page.data())
