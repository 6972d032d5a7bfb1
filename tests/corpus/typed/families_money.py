"""A third set, other families: crops, damage by storms, vaccines by month, a commune's budget; typed from the circulars, not from the reader."""

from __future__ import annotations

from tests.corpus.typed.case import Typed, case
from tests.corpus.typed.page import Page


@case(
    """
002/TKQG-NLTS | DIỆN TÍCH, NĂNG SUẤT, SẢN LƯỢNG CÂY HẰNG NĂM

- Tên chỉ tiêu :: A @caption
- Đơn vị tính :: B @unit
- Mã số :: C @code
- Chính thức vụ cùng kỳ năm trước :: 1
- Sơ bộ vụ năm nay :: 2
- So sánh (%) :: 3 {phan_tram} = c2 / c1 * 100

# A. | CÂY HẰNG NĂM
  # 1. | Lúa
    01 | - | Diện tích gieo trồng | ha
    02 | - | Năng suất = r03 / r01 * 10 | tạ/ha
    03 | - | Sản lượng | tấn
  # 2. | Ngô
    04 | - | Diện tích gieo trồng | ha
    05 | - | Năng suất = r06 / r04 * 10 | tạ/ha
    06 | - | Sản lượng | tấn
# B. | CÂY LÂU NĂM
  # 1. | Nhãn
    07 | - | Diện tích cho sản phẩm | ha
    08 | - | Sản lượng thu hoạch | tấn
""",
    signers=("Người lập biểu", "Chi cục trưởng"),
)
def crops_of_the_year() -> Typed:
    """The same three lines under each crop, a yield from two rows below and above, units per row, headings without codes."""
    page = Page("NLTS 002")
    page.put("A1", "Biểu số: 002/TKQG-NLTS\\nBan hành kèm theo Thông tư\\nsố 05/2023/TT-BKHĐT")
    page.put("C1", "DIỆN TÍCH, NĂNG SUẤT, SẢN LƯỢNG\\nCÂY HẰNG NĂM", bold=True, align="center")
    page.put("F1", "Đơn vị báo cáo:\\nĐơn vị nhận báo cáo:")
    page.put("C2", "Vụ … năm 20…", align="center")
    page.block(
        "A4",
        """
Tên chỉ tiêu|Đơn vị tính|Mã số|Chính thức vụ cùng kỳ năm trước|Sơ bộ vụ năm nay|So sánh (%)
A|B|C|1|2|3=2/1
A. CÂY HẰNG NĂM
1. Lúa
'- Diện tích gieo trồng|Ha|'01
'- Năng suất|Tạ/ha|'02
'- Sản lượng|Tấn|'03
2. Ngô
'- Diện tích gieo trồng|Ha|'04
'- Năng suất|Tạ/ha|'05
'- Sản lượng|Tấn|'06
B. CÂY LÂU NĂM
1. Nhãn
'- Diện tích cho sản phẩm|Ha|'07
'- Sản lượng thu hoạch|Tấn|'08
""",
    )
    for at in (8, 9, 10, 12, 13, 14, 17, 18):
        page.put(f"F{at}", f"=E{at}/D{at}*100")
    for at in (9, 13):
        for column in "DE":
            page.put(f"{column}{at}", f"={column}{at + 1}/{column}{at - 1}*10")
    page.merge("A1:B1", "C1:E1", "C2:E2")
    page.box("A4:F18")
    page.block("A20", "Người lập biểu||||Chi cục trưởng", bold=True)
    page.block("A21", "(Ký, họ tên)||||(Ký, đóng dấu, họ tên)", align="center")
    return Typed(page.data())


@case(
    """
01/TKTH | THỐNG KÊ THIỆT HẠI DO BÃO

- TT :: 1 @marker
- Mã :: 2 @code
- Chỉ tiêu thiệt hại :: 3 @caption
- Đơn vị tính :: 4 @unit
- Số lượng :: 5
- Giá trị thiệt hại (triệu đồng) :: 6 {trieu_dong}

# 1 | THIỆT HẠI VỀ NGƯỜI
  NG01 | 1.1 | Số người chết | người
    NG011 | - | Trẻ em | người
    NG012 | - | Nữ giới | người
  NG02 | 1.2 | Số người mất tích | người
# 2 | THIỆT HẠI VỀ NHÀ Ở
  NH01 | 2.1 | Thiệt hại hoàn toàn (trên 70%) | cái
  NH02 | 2.2 | Nhà bị ngập nước | lượt
# 3 | THIỆT HẠI VỀ NÔNG NGHIỆP
  NN01 | 3.1 | Diện tích lúa | ha
    NN011 | - | Thiệt hại trên 70% | ha
  NN02 | 3.2 | Hạt giống bị hư hỏng | tấn
| | TỔNG THIỆT HẠI !1 | triệu đồng
""",
    signers=("NGƯỜI LẬP BIỂU", "TM. ỦY BAN NHÂN DÂN"),
    notes=2,
)
def damage_by_storms() -> Typed:
    """Letters in the codes, the code before the caption, stub columns numbered too, a last line of money alone, the notes below in two lines."""
    page = Page("Thiet hai")
    page.put("A1", "ỦY BAN NHÂN DÂN\nXÃ …………")
    page.put("E1", "Biểu mẫu 01/TKTH", bold=True)
    page.put("A3", "THỐNG KÊ THIỆT HẠI DO BÃO", bold=True, align="center")
    page.put("A4", "(Từ ngày …/…/… đến ngày …/…/…)", italic=True, align="center")
    page.block(
        "A6",
        """
TT|MÃ|CHỈ TIÊU THIỆT HẠI|ĐƠN VỊ TÍNH|SỐ LƯỢNG|GIÁ TRỊ THIỆT HẠI (triệu đồng)
(1)|(2)|(3)|(4)|(5)|(6)
1|NG|THIỆT HẠI VỀ NGƯỜI
'1.1|NG01|Số người chết|người
'-|NG011|Trẻ em|người
'-|NG012|Nữ giới|người
'1.2|NG02|Số người mất tích|người
2|NH|THIỆT HẠI VỀ NHÀ Ở
'2.1|NH01|Thiệt hại hoàn toàn (trên 70%)|cái
'2.2|NH02|Nhà bị ngập nước|lượt
3|NN|THIỆT HẠI VỀ NÔNG NGHIỆP
'3.1|NN01|Diện tích lúa|ha
'-|NN011|Thiệt hại trên 70%|ha
'3.2|NN02|Hạt giống bị hư hỏng|tấn
||TỔNG THIỆT HẠI|triệu đồng|X
""",
    )
    page.merge("A1:C1", "E1:F1", "A3:F3", "A4:F4")
    page.box("A6:F20")
    page.put("A22", "Ghi chú:", bold=True)
    page.put("A23", "- Cột 5 ghi số lượng thực tế kiểm đếm tại hiện trường.")
    page.put("A24", "- Cột 6 ghi theo giá tại thời điểm xảy ra thiên tai.")
    page.block("B26", "NGƯỜI LẬP BIỂU|||TM. ỦY BAN NHÂN DÂN", bold=True)
    return Typed(page.data())


@case(
    """
Phụ lục 4 | TÌNH HÌNH SỬ DỤNG VẮC XIN TRONG NĂM
basis: Thông tư số 34/2018/TT-BYT
unit: Liều

- STT @marker
- Tên vắc xin @caption
- Tồn đầu năm
- Số liều sử dụng theo tháng
  - T1
  - T2
  - T3
  - T4
  - T5
  - T6
- Cộng 6 tháng = sum(c2:c7)
- Hao phí
  - Số liều
  - Tỷ lệ (%) {phan_tram} = c9 / c8 * 100
- Tồn cuối kỳ = c1 - c8 - c9

# A | Vắc xin trong tiêm chủng mở rộng
  | 1 | BCG
  | 2 | DPT-VGB-Hib
  | 3 | OPV
# B | Vắc xin dịch vụ
  * 1 | 3 | Vắc xin
""",
    signers=("CÁN BỘ TIÊM CHỦNG", "TRẠM TRƯỞNG"),
)
def vaccines_by_month() -> Typed:
    """No number line, months abbreviated, SUM across, a balance of stock, a title lower than its basis."""
    page = Page("PL4")
    page.put("A1", "Phụ lục 4")
    page.put("A2", "(Kèm theo Thông tư số 34/2018/TT-BYT)", italic=True)
    page.put("A3", "TÌNH HÌNH SỬ DỤNG VẮC XIN TRONG NĂM", bold=True, align="center")
    page.put("J4", "ĐVT: liều", italic=True)
    page.block(
        "A5",
        """
STT|Tên vắc xin|Tồn đầu năm|Số liều sử dụng theo tháng||||||Cộng 6 tháng|Hao phí||Tồn cuối kỳ
|||T1|T2|T3|T4|T5|T6||Số liều|Tỷ lệ (%)
A|Vắc xin trong tiêm chủng mở rộng
1|BCG
2|DPT-VGB-Hib
3|OPV
B|Vắc xin dịch vụ
1|
2|
3|...
""",
    )
    for at in (8, 9, 10, 12, 13, 14):
        page.put(f"J{at}", f"=SUM(D{at}:I{at})")
        page.put(f"L{at}", f"=K{at}/J{at}*100")
        page.put(f"M{at}", f"=C{at}-J{at}-K{at}")
    page.merge("A3:M3", "A5:A6", "B5:B6", "C5:C6", "D5:I5", "J5:J6", "K5:L5", "M5:M6")
    page.box("A5:M14")
    page.block("B16", "CÁN BỘ TIÊM CHỦNG||||||||TRẠM TRƯỞNG", bold=True)
    return Typed(page.data())


@case(
    """
104/CK TC-NSNN | DỰ TOÁN THU NGÂN SÁCH XÃ
unit: Nghìn đồng

- STT :: A @marker
- Nội dung :: B @caption
- Ước thực hiện năm hiện hành
  - Thu NSNN :: 1
  - Thu NSX :: 2
- Dự toán năm kế hoạch
  - Thu NSNN :: 3
  - Thu NSX :: 4
- So sánh (%)
  - Thu NSNN :: 5 {phan_tram} = c3 / c1 * 100
  - Thu NSX :: 6 {phan_tram} = c4 / c2 * 100

| | TỔNG THU = r2 + r5 + r9 or sum(children())
| I | Các khoản thu 100% = r3 + r4 or sum(children())
  | 1 | Phí, lệ phí
  | 2 | Thu từ quỹ đất công ích và thu hoa lợi công sản
| II | Các khoản thu phân chia theo tỷ lệ phần trăm (%) = sum(children())
  | 1 | Thuế sử dụng đất phi nông nghiệp
  | 2 | Lệ phí môn bài thu từ cá nhân, hộ kinh doanh
  | 3 | Lệ phí trước bạ nhà, đất
| III | Thu bổ sung từ ngân sách cấp trên = sum(children())
  | - | Thu bổ sung cân đối
  | - | Thu bổ sung có mục tiêu
""",
    signers=("NGƯỜI LẬP", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"),
    notes=1,
)
def income_of_a_commune() -> Typed:
    """Captions in capitals as the ministry prints them, the total without a marker first, a note with (1) in a caption's column."""
    page = Page("104")
    page.put("A1", "ỦY BAN NHÂN DÂN XÃ …", bold=True)
    page.put("F1", "Biểu số 104/CK TC-NSNN", bold=True, align="right")
    page.put("A3", "DỰ TOÁN THU NGÂN SÁCH XÃ", bold=True, align="center")
    page.put("A4", "(Dự toán đã được Hội đồng nhân dân quyết định)", italic=True, align="center")
    page.put("G5", "Đơn vị: 1.000 đồng", italic=True, align="right")
    page.block(
        "A6",
        """
STT|NỘI DUNG|ƯỚC THỰC HIỆN NĂM HIỆN HÀNH||DỰ TOÁN NĂM KẾ HOẠCH||SO SÁNH (%)
||THU NSNN|THU NSX|THU NSNN|THU NSX|THU NSNN|THU NSX
A|B|1|2|3|4|5=3/1|6=4/2
|TỔNG THU
I|Các khoản thu 100%
1|Phí, lệ phí
2|Thu từ quỹ đất công ích và thu hoa lợi công sản
II|Các khoản thu phân chia theo tỷ lệ phần trăm (%)
1|Thuế sử dụng đất phi nông nghiệp
2|Lệ phí môn bài thu từ cá nhân, hộ kinh doanh
3|Lệ phí trước bạ nhà, đất
III|Thu bổ sung từ ngân sách cấp trên
'-|Thu bổ sung cân đối
'-|Thu bổ sung có mục tiêu
""",
    )
    for column in "CDEF":
        page.put(f"{column}9", f"={column}10+{column}13+{column}17")
        page.put(f"{column}10", f"={column}11+{column}12")
        page.put(f"{column}13", f"=SUM({column}14:{column}16)")
        page.put(f"{column}17", f"=SUM({column}18:{column}19)")
    for at in range(9, 20):
        page.put(f"G{at}", f"=E{at}/C{at}*100")
        page.put(f"H{at}", f"=F{at}/D{at}*100")
    page.merge("A1:C1", "F1:H1", "A3:H3", "A4:H4", "G5:H5", "A6:A7", "B6:B7", "C6:D6", "E6:F6", "G6:H6")
    page.box("A6:H19")
    page.put("A20", "Ghi chú: Thu NSX là phần ngân sách xã được hưởng.", italic=True)
    page.block("B22", "NGƯỜI LẬP||||TM. ỦY BAN NHÂN DÂN\n(Ký, họ tên)||||CHỦ TỊCH\n||||(Ký tên, đóng dấu)", bold=True)
    return Typed(page.data())
