"""A third set, other families: schools, health stations, accidents at work, civil servants; typed from the circulars, not from the reader."""

from __future__ import annotations

from tests.corpus.typed.case import Typed, case
from tests.corpus.typed.page import Page


@case(
    """
02-MN-ĐN | BÁO CÁO THỐNG KÊ GIÁO DỤC MẦM NON

- Chỉ tiêu :: A @caption
- Đơn vị tính :: B @unit
- Mã số :: C @code
- Tổng số :: 1=2+3+4
- Chia ra
  - Công lập :: 2
  - Dân lập :: 3
  - Tư thục :: 4
- Trong tổng số
  - Nữ :: 5
  - Dân tộc :: 6

01 | 1. | Trường mẫu giáo !5,6 | Trường
  02 | 1.1. | Trong đó: trường đạt chuẩn quốc gia !5,6 | Trường
03 | 2. | Nhóm, lớp !5,6 | Lớp
  04 | 2.1. | Nhóm trẻ !5,6 | Lớp
  05 | 2.2. | Lớp mẫu giáo !5,6 | Lớp
06 | 3. | Trẻ em | Người
# | Chia theo độ tuổi:
  07 | - | Dưới 3 tuổi | Người
  08 | - | Từ 3 đến 5 tuổi | Người
""",
    signers=("Người lập biểu", "Hiệu trưởng"),
)
def kindergartens() -> Typed:
    """The head in three parts, a unit and a code of its own per row, hatched cells as grey fill, an age breakdown below a caption without cells."""
    page = Page("02-MN")
    page.put("A1", "Biểu số: 02-MN-ĐN\\nBan hành theo Thông tư số 19/2017/TT-BGDĐT\\nNgày nhận báo cáo: 20/9", italic=True)
    page.put("D1", "BÁO CÁO THỐNG KÊ GIÁO DỤC MẦM NON\\nĐầu năm học 20… - 20…", bold=True, align="center")
    page.put("H1", "Đơn vị gửi: Trường …\\nĐơn vị nhận: UBND xã …")
    page.block(
        "A3",
        """
Chỉ tiêu|Đơn vị tính|Mã số|Tổng số|Chia ra|||Trong tổng số
||||Công lập|Dân lập|Tư thục|Nữ|Dân tộc
A|B|C|1=2+3+4|2|3|4|5|6
1. Trường mẫu giáo|Trường|'01
1.1. Trong đó: trường đạt chuẩn quốc gia|Trường|'02
2. Nhóm, lớp|Lớp|'03
2.1. Nhóm trẻ|Lớp|'04
2.2. Lớp mẫu giáo|Lớp|'05
3. Trẻ em|Người|'06
Chia theo độ tuổi:
'- Dưới 3 tuổi|Người|'07
'- Từ 3 đến 5 tuổi|Người|'08
""",
    )
    for at in range(6, 11):
        for column in "HI":
            page.put(f"{column}{at}", None, fill="BFBFBF")
    page.merge("A1:C1", "D1:G1", "H1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:G3", "H3:I3")
    page.box("A3:I14")
    page.block("A16", "||||||Ngày … tháng … năm 20…\nNgười lập biểu||||||Hiệu trưởng\n(Ký, ghi rõ họ tên)||||||(Ký, đóng dấu, ghi rõ họ tên)")
    return Typed(page.data())


@case(
    """
10/BCX | HOẠT ĐỘNG KHÁM, CHỮA BỆNH

- TT :: 1 @marker
- Cơ sở y tế :: 2 @caption
- Số lượt khám bệnh
  - Tổng số :: 3
  - Trong đó
    - Nữ :: 4
    - BHYT :: 5
    - YHCT :: 6
    - Trẻ em <15 tuổi :: 7
- Điều trị nội trú
  - Số lượt :: 8
  - Số ngày :: 9
- Ghi chú :: 10 {text}

| | Tổng số = r2 + r5
| I | Y tế công = r3 + r4 or sum(children())
  | 1 | Trạm y tế xã
  | 2 | Phòng khám đa khoa khu vực
| II | Y tế tư nhân = sum(children())
  * 1 | 3 | Phòng khám
""",
    signers=("Người lập biểu", "Trưởng trạm"),
    notes=1,
)
def health_stations() -> Typed:
    """Every column numbered from the marker on, three levels of captions, the total first with plus, dots for private clinics."""
    page = Page("Bieu10")
    page.put("A1", "TRẠM Y TẾ: …………")
    page.put("J1", "Biểu 10/BCX", bold=True, align="right")
    page.put("A3", "HOẠT ĐỘNG KHÁM, CHỮA BỆNH", bold=True, align="center")
    page.put("A4", "Báo cáo 3, 6, 9 và 12 tháng", italic=True, align="center")
    page.block(
        "A6",
        """
TT|Cơ sở y tế|Số lượt khám bệnh|||||Điều trị nội trú||Ghi chú
||Tổng số|Trong đó||||Số lượt|Số ngày
|||Nữ|BHYT|YHCT|Trẻ em <15 tuổi
1|2|3|4|5|6|7|8|9|10
|Tổng số
I|Y tế công
1|Trạm y tế xã
2|Phòng khám đa khoa khu vực
II|Y tế tư nhân
1|…
2|…
3|…
""",
        align="center",
    )
    for column in "CDEFGHI":
        page.put(f"{column}10", f"={column}11+{column}14")
        page.put(f"{column}11", f"={column}12+{column}13")
        page.put(f"{column}14", f"=SUM({column}15:{column}17)")
    page.merge("A3:J3", "A4:J4", "A6:A8", "B6:B8", "C6:G6", "C7:C8", "D7:G7", "H6:I6", "H7:H8", "I7:I8", "J6:J8")
    page.box("A6:J17")
    page.put("A18", "(*) Số lượt khám gồm cả khám dự phòng tại trạm.", italic=True)
    page.block("B20", "Người lập biểu|||||||Trưởng trạm", bold=True)
    return Typed(page.data())


@case(
    """
Phụ lục III | TỔNG HỢP TÌNH HÌNH TAI NẠN LAO ĐỘNG
unit: Người

- Tên chỉ tiêu thống kê :: 1 @caption
- Mã số :: 2 @code
- Phân loại TNLĐ theo mức độ thương tật
  - Số vụ
    - Tổng số :: 3
    - Số vụ có người chết :: 4
    - Số vụ có từ 2 người bị nạn trở lên :: 5
  - Số người bị nạn
    - Tổng số :: 6
    - Số LĐ nữ :: 7
    - Số người chết :: 8
    - Số người bị thương nặng :: 9

# 1. | Phân theo nguyên nhân xảy ra TNLĐ
  # a. | Do người sử dụng lao động
    01 | - | Không có thiết bị an toàn
    02 | - | Chưa huấn luyện an toàn lao động
  # b. | Do người lao động
    03 | - | Vi phạm quy trình an toàn lao động
# 2. | Phân theo nghề nghiệp
  11 | - | Thợ xây dựng
  12 | - | Thợ vận hành máy
13 | 3. | Tai nạn được hưởng trợ cấp theo Khoản 2 Điều 39
""",
    """
Phụ lục III | TỔNG HỢP TÌNH HÌNH TAI NẠN LAO ĐỘNG
unit: Người
rows: list

- Tổng số ngày nghỉ vì TNLĐ :: 1
- Chi phí tính bằng tiền (1.000 đ)
  - Tổng số :: 2=3+4+5 {nghin_dong}
  - Khoản chi cụ thể
    - Y tế :: 3 {nghin_dong}
    - Trả lương trong thời gian điều trị :: 4 {nghin_dong}
    - Bồi thường /Trợ cấp :: 5 {nghin_dong}
- Thiệt hại tài sản (1.000 đ) :: 6 {nghin_dong}
""",
    signers=("ĐẠI DIỆN NGƯỜI SỬ DỤNG LAO ĐỘNG",),
)
def accidents_at_work() -> Typed:
    """Two tables of one report: the columns numbered from 1 with the caption; the second a row of money without a stub; a heading before each."""
    page = Page("TNLD")
    page.put("A1", "Phụ lục III", bold=True, align="center")
    page.put("A2", "TỔNG HỢP TÌNH HÌNH TAI NẠN LAO ĐỘNG", bold=True, align="center")
    page.put("A3", "(Ban hành kèm theo Nghị định số 39/2016/NĐ-CP ngày 15 tháng 5 năm 2016)", italic=True, align="center")
    page.put("I4", "Đơn vị tính: Người", italic=True)
    page.put("A5", "I. Tình hình chung tai nạn lao động", bold=True)
    page.block(
        "A6",
        """
Tên chỉ tiêu\\nthống kê|Mã số|Phân loại TNLĐ theo mức độ thương tật
||Số vụ|||Số người bị nạn
||Tổng số|Số vụ có\\nngười chết|Số vụ có từ 2 người\\nbị nạn trở lên|Tổng số|Số LĐ nữ|Số người chết|Số người bị\\nthương nặng
1|2|3|4|5|6|7|8|9
1. Phân theo nguyên nhân xảy ra TNLĐ
a. Do người sử dụng lao động
'- Không có thiết bị an toàn|'01
'- Chưa huấn luyện an toàn lao động|'02
b. Do người lao động
'- Vi phạm quy trình an toàn lao động|'03
2. Phân theo nghề nghiệp
'- Thợ xây dựng|11
'- Thợ vận hành máy|12
3. Tai nạn được hưởng trợ cấp theo Khoản 2 Điều 39|13
""",
    )
    page.merge("A1:I1", "A2:I2", "A3:I3", "A6:A8", "B6:B8", "C6:I6", "C7:E7", "F7:I7")
    page.box("A6:I19")
    page.put("A21", "II. Thiệt hại do tai nạn lao động", bold=True)
    page.block(
        "A22",
        """
Tổng số ngày nghỉ vì TNLĐ|Chi phí tính bằng tiền (1.000 đ)||||Thiệt hại tài sản (1.000 đ)
|Tổng số|Khoản chi cụ thể|||
||Y tế|Trả lương trong thời gian điều trị|Bồi thường /Trợ cấp|
1|2=3+4+5|3|4|5|6
""",
    )
    page.merge("A22:A24", "B22:E22", "B23:B24", "C23:E23", "F22:F24")
    page.box("A22:F26")
    page.put("F28", "ĐẠI DIỆN NGƯỜI SỬ DỤNG LAO ĐỘNG\\n(Ký, ghi rõ họ tên, chức vụ, đóng dấu)", bold=True, align="center")
    page.merge("F28:I28")
    return Typed(page.data())


@case(
    """
BM01/BNV | BÁO CÁO SỐ LƯỢNG, CHẤT LƯỢNG CÔNG CHỨC
unit: Người
rows: units

- TT :: A @marker
- Tên đơn vị :: B @caption
- Biên chế được giao :: 1
- Số công chức hiện có :: 2=5+6+7+8
- Trong đó
  - Nữ :: 3
  - Đảng viên :: 4
- Chia theo ngạch công chức
  - CVCC và TĐ :: 5
  - CVC và TĐ :: 6
  - CV và TĐ :: 7
  - Còn lại :: 8
- Chia theo trình độ đào tạo
  - Chuyên môn
    - Tiến sĩ :: 9
    - Thạc sĩ :: 10
    - Đại học :: 11
  - Ngoại ngữ
    - Tiếng Anh
      - Đại học trở lên :: 12
      - Chứng chỉ (A, B, C) :: 13
    - Ngoại ngữ khác :: 14
- Chia theo độ tuổi
  - Từ 30 trở xuống :: 15
  - Từ 31 đến 50 :: 16
  - Từ 51 đến 60
    - Tổng số :: 17=18+19
    - Nữ :: 18
    - Nam :: 19
""",
    signers=("NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
)
def civil_servants() -> Typed:
    """Four levels of captions, a table cut by the page: its rows run on under "(tiếp theo)" with the header again."""
    page = Page("BM01")
    page.put("A1", "UBND TỈNH HƯNG YÊN\\nSỞ NỘI VỤ", bold=True)
    page.put("P1", "BM01/BNV", bold=True)
    page.put("A2", "BÁO CÁO SỐ LƯỢNG, CHẤT LƯỢNG CÔNG CHỨC", bold=True, align="center")
    page.put("R3", "Đơn vị tính: Người", italic=True)
    _servants(page, 4, "I|Khối sở, ngành\n1|Sở Nội vụ\n2|Sở Tài chính\n3|Sở Y tế")
    page.put("A13", "BM01/BNV (tiếp theo)", italic=True, align="right")
    page.merge("A2:U2", "A13:U13")
    _servants(page, 14, "4|Sở Tư pháp\n5|Sở Xây dựng\n|Cộng")
    page.block("C23", "NGƯỜI LẬP BIỂU||||||||||||THỦ TRƯỞNG ĐƠN VỊ", bold=True)
    return Typed(page.data())


def _servants(page: Page, top: int, rows: str) -> None:
    head = """
TT|Tên đơn vị|Biên chế được giao|Số công chức hiện có|Trong đó||Chia theo ngạch công chức||||Chia theo trình độ đào tạo||||||Chia theo độ tuổi
||||Nữ|Đảng viên|CVCC và TĐ|CVC và TĐ|CV và TĐ|Còn lại|Chuyên môn|||Ngoại ngữ|||Từ 30 trở xuống|Từ 31 đến 50|Từ 51 đến 60
||||||||||Tiến sĩ|Thạc sĩ|Đại học|Tiếng Anh||Ngoại ngữ khác|||Tổng số|Nữ|Nam
|||||||||||||Đại học trở lên|Chứng chỉ (A, B, C)
A|B|1|2=5+6+7+8|3|4|5|6|7|8|9|10|11|12|13|14|15|16|17=18+19|18|19
"""
    page.block(f"A{top}", head.strip("\n") + "\n" + rows)
    last = top + 3
    page.merge(*(f"{column}{top}:{column}{last}" for column in "ABCD"))
    page.merge(f"E{top}:F{top}", f"G{top}:J{top}", f"K{top}:P{top}", f"Q{top}:U{top}", f"K{top + 1}:M{top + 1}", f"N{top + 1}:P{top + 1}")
    page.merge(*(f"{column}{top + 1}:{column}{last}" for column in "EFGHIJQR"), f"S{top + 1}:U{top + 1}", f"N{top + 2}:O{top + 2}")
    page.merge(*(f"{column}{top + 2}:{column}{last}" for column in "KLMPSTU"))
    page.box(f"A{top}:U{top + 4 + len(rows.splitlines())}")
