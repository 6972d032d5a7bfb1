"""Sheets with rows of their own: budgets, staff, socio-economic targets, a score sheet."""

from __future__ import annotations

from tests.corpus.typed.case import Typed, case
from tests.corpus.typed.page import Page

_BUDGET = """
60/CK-NSNN | THỰC HIỆN THU NGÂN SÁCH NHÀ NƯỚC QUÝ I
basis: Thông tư số 343/2016/TT-BTC
unit: Triệu đồng

- STT :: A @marker
- Nội dung :: B @caption
- Dự toán năm :: 1
- Ước thực hiện quý :: 2
- So sánh (%)
  - Dự toán năm :: 3 {phan_tram} = c2 / c1 * 100
  - Ghi chú :: 4 {text}

| A | TỔNG THU NSNN TRÊN ĐỊA BÀN = r2 + r8 or sum(children())
  | I | Thu nội địa = sum(children())
    | 1 | Thu từ khu vực DNNN
    | 2 | Thuế thu nhập cá nhân
    | 3 | Thu tiền sử dụng đất = r6 + r7 or sum(children())
      | - | Đất ở
      | - | Đất khác
  | II | Thu từ dầu thô
| B | THU NSĐP ĐƯỢC HƯỞNG = r10 + r11 or sum(children())
  | 1 | Từ các khoản thu phân chia
  | 2 | Các khoản thu được hưởng 100%
"""


def _budget(page: Page, top: int) -> None:
    page.block(
        f"A{top}",
        """
STT|Nội dung|Dự toán\\nnăm|Ước thực hiện quý|So sánh (%)
||||Dự toán năm|Ghi chú
A|B|1|2|3=2/1|4
A|TỔNG THU NSNN TRÊN ĐỊA BÀN
I|Thu nội địa
1|Thu từ khu vực DNNN
2|Thuế thu nhập cá nhân
3|Thu tiền sử dụng đất
'-|Đất ở
'-|Đất khác
II|Thu từ dầu thô
B|THU NSĐP ĐƯỢC HƯỞNG
1|Từ các khoản thu phân chia
2|Các khoản thu được hưởng 100%
""",
    )
    first = top + 3
    for column in "CD":
        page.put(f"{column}{first}", f"={column}{first + 1}+{column}{first + 7}")
        page.put(f"{column}{first + 1}", f"=SUM({column}{first + 2}:{column}{first + 4})")
        page.put(f"{column}{first + 4}", f"={column}{first + 5}+{column}{first + 6}")
        page.put(f"{column}{first + 8}", f"={column}{first + 9}+{column}{first + 10}")
    for at in range(first, first + 11):
        page.put(f"E{at}", f"=D{at}/C{at}*100")
    page.box(f"A{top}:F{top + 13}")


@case(_BUDGET)
def a_budget_with_sums() -> Typed:
    """Totals at the top, sums over ranges and by plus; the unit beside the number of the form; STT and caption apart."""
    page = Page("60")
    page.put("A1", "UBND XÃ HOÀN LONG")
    page.put("E1", "Biểu số 60/CK-NSNN", bold=True, align="right")
    page.put("A2", "THỰC HIỆN THU NGÂN SÁCH NHÀ NƯỚC QUÝ I", bold=True, align="center")
    page.put("A3", "(Kèm theo Thông tư số 343/2016/TT-BTC ngày 30/12/2016 của Bộ Tài chính)", italic=True, align="center")
    page.put("E4", "Đơn vị: Triệu đồng", italic=True, align="right")
    _budget(page, 6)
    page.merge("A2:F2", "A3:F3", "E1:F1", "E4:F4", "A6:A7", "B6:B7", "C6:C7", "D6:D7", "E6:F6")
    return Typed(page.data())


@case(_BUDGET)
def a_budget_with_hidden_columns() -> Typed:
    """Two helper columns hidden at the right, a helper row hidden below, captions not merged downwards, another sheet for working."""
    page = Page("Bieu 60")
    page.put("F1", "Biểu số 60/CK-NSNN", bold=True)
    page.put("B2", "THỰC HIỆN THU NGÂN SÁCH NHÀ NƯỚC QUÝ I", bold=True)
    page.put("F3", "Đơn vị tính: triệu đồng", italic=True)
    page.put("B3", "Thông tư số 343/2016/TT-BTC", italic=True)
    _budget(page, 5)
    page.merge("E5:F5")
    page.block("G5", "Kiểm tra|Năm trước")
    page.put("G8", "=C8-Tinh!B2")
    page.put("H8", "=Tinh!B3")
    for name in "GH":
        page.sheet.column_dimensions[name].hidden = True
    other = Page("Tinh", page.book)
    other.block("A1", "Nháp|Số\\n\nThu|120\nTrước|110")
    other.sheet.sheet_state = "hidden"
    return Typed(page.data())


@case(
    """
02/CS-KHCN | NHÂN LỰC HOẠT ĐỘNG KHOA HỌC VÀ CÔNG NGHỆ
unit: Người

- Chỉ tiêu :: A @caption
- Mã số :: B @code
- Tổng số :: 1=2+3+4
- Chia theo trình độ chuyên môn
  - Tiến sỹ :: 2
  - Thạc sỹ :: 3
  - Đại học :: 4
- Chức danh GS, PGS
  - Giáo sư :: 5
  - Phó Giáo sư :: 6

01 | | TỔNG SỐ
  02 | | Trong đó: số Nữ
# 1. | Chia theo dân tộc:
  03 | 1.1. | Người Việt Nam
    04 | - | Dân tộc Kinh
    05 | - | Dân tộc thiểu số
  06 | 1.2. | Người nước ngoài !5,6
# 2. | Chia theo lĩnh vực đào tạo:
  07 | 2.1. | Khoa học tự nhiên
  08 | 2.2. | Khác
""",
    signers=("NGƯỜI LẬP BIỂU", "NGƯỜI KIỂM TRA BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"),
)
def statistics_with_cot_and_codes() -> Typed:
    """The head of a statistical form in three parts; numbers "Cột 1"; markers inside the captions; X for what does not apply; three signers."""
    page = Page("Bieu 02")
    page.put("A1", "Biểu số: 02/CS-KHCN\\nBan hành kèm theo Thông tư\\nsố 25/2015/TT-BKHCN\\nNgày nhận báo cáo: 15/02 năm sau")
    page.put("C1", "NHÂN LỰC HOẠT ĐỘNG KHOA HỌC VÀ CÔNG NGHỆ\\n(Có đến 31/12 năm ……)", bold=True, align="center")
    page.put("G1", "Đơn vị báo cáo: ………\\nĐơn vị nhận báo cáo:\\nSở Khoa học và Công nghệ")
    page.put("G3", "Đơn vị tính: Người", italic=True, align="right")
    page.block(
        "A4",
        """
Chỉ tiêu|Mã số|Tổng số|Chia theo trình độ chuyên môn|||Chức danh GS, PGS
|||Tiến sỹ|Thạc sỹ|Đại học|Giáo sư|Phó Giáo sư
A|B|Cột 1=2+3+4|Cột 2|Cột 3|Cột 4|Cột 5|Cột 6
TỔNG SỐ|'01
Trong đó: số Nữ|'02
1. Chia theo dân tộc:
1.1. Người Việt Nam|'03
   - Dân tộc Kinh|'04
   - Dân tộc thiểu số|'05
1.2. Người nước ngoài|'06|||||x|x
2. Chia theo lĩnh vực đào tạo:
2.1. Khoa học tự nhiên|'07
2.2. Khác|'08
""",
    )
    page.merge("A1:B1", "C1:F1", "G1:H1", "G3:H3", "A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:H4")
    page.box("A4:H15")
    page.block("A17", "NGƯỜI LẬP BIỂU||NGƯỜI KIỂM TRA BIỂU||||THỦ TRƯỞNG ĐƠN VỊ", bold=True)
    page.block("A18", "(Ký, họ tên)||(Ký, họ tên)||||(Ký, đóng dấu, họ tên)")
    return Typed(page.data())


@case(
    """
Biểu số 03 | CHI CHO KHOA HỌC VÀ CÔNG NGHỆ
unit: Triệu đồng

- Nội dung @caption
- Mã số @code
- Tổng số = c2 + c3 + c4 or sum(c2:c4)
- Ngân sách nhà nước
  - Trung ương
  - Địa phương
- Ngoài NSNN

01 | | TỔNG CHI:
  02 | | Chi đầu tư phát triển:
    03 | | Xây dựng cơ bản
    04 | | Mua sắm thiết bị
  05 | | Chi sự nghiệp:
    06 | | Chi quỹ lương
    07 | | Chi hoạt động bộ máy
  08 | | Chi khác
"""
)
def rows_indented_by_blanks() -> Typed:
    """No markers: levels by blanks before the text; captions end with a colon; unit at the right edge; relation row absent."""
    page = Page("Bieu 3")
    page.put("F1", "Biểu số 03", align="right")
    page.put("A2", "CHI CHO KHOA HỌC VÀ CÔNG NGHỆ", bold=True, align="center")
    page.put("F3", "Đvt: triệu đồng", italic=True, align="right")
    page.block("A4", "Nội dung|Mã số|Tổng số|Ngân sách nhà nước||Ngoài NSNN\n|||Trung ương|Địa phương")
    rows = [(0, "TỔNG CHI:"), (1, "Chi đầu tư phát triển:"), (2, "Xây dựng cơ bản"), (2, "Mua sắm thiết bị"), (1, "Chi sự nghiệp:")]
    rows += [(2, "Chi quỹ lương"), (2, "Chi hoạt động bộ máy"), (1, "Chi khác")]
    for at, (depth, text) in enumerate(rows, start=6):
        page.put(f"A{at}", "    " * depth + text, bold=depth == 0)
        page.put(f"B{at}", f"'0{at - 5}")
        page.put(f"C{at}", f"=SUM(D{at}:F{at})")
    page.merge("A2:F2", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5")
    page.box("A4:F13")
    return Typed(page.data())


@case(
    """
Phụ lục I | CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU

- TT @marker
- Chỉ tiêu @caption
- Đơn vị tính @unit
- Kế hoạch năm
- Ước thực hiện
- Đánh giá (Vượt / Đạt / Không đạt) {choice}
- Ghi chú {text}

# I | CHỈ TIÊU KINH TẾ
  | 1 | Tổng sản phẩm trên địa bàn | tỷ đồng
  | 2 | Thu ngân sách | tỷ đồng
    | | Trong đó: thu nội địa | tỷ đồng
# II | CHỈ TIÊU XÃ HỘI
  | 3 | Tỷ lệ hộ nghèo | %
  | 4 | Số giường bệnh trên 10.000 dân | giường
""",
    notes=1,
)
def targets_with_a_unit_column() -> Typed:
    """No borders, units per row, headings in capitals, rows numbered on over the headings, choices in brackets."""
    page = Page("PL1")
    page.put("A1", "Phụ lục I", bold=True, align="center")
    page.put("A2", "CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU", bold=True, align="center")
    page.put("A3", "(Kèm theo Báo cáo số …/BC-UBND ngày …/…/20… của UBND tỉnh)", italic=True, align="center")
    page.block("A5", "TT|Chỉ tiêu|Đơn vị tính|Kế hoạch năm|Ước thực hiện|Đánh giá (Vượt / Đạt / Không đạt)|Ghi chú", bold=True)
    page.block(
        "A6",
        """
I|CHỈ TIÊU KINH TẾ
1|Tổng sản phẩm trên địa bàn|tỷ đồng
2|Thu ngân sách|tỷ đồng
|Trong đó: thu nội địa|"
II|CHỈ TIÊU XÃ HỘI
3|Tỷ lệ hộ nghèo|%
4|Số giường bệnh trên 10.000 dân|giường
""",
    )
    page.merge("A1:G1", "A2:G2", "A3:G3")
    page.put("A14", "Ghi chú: Số ước thực hiện tính đến 31/12.")
    return Typed(page.data())


@case(
    """
Biểu 1 | BẢNG TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH
unit: Điểm

- STT @marker
- Tiêu chí, tiêu chí thành phần @caption
- Điểm tối đa
- Điểm tự đánh giá
- Tài liệu kiểm chứng {file}

| 1 | CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH = sum(children()) or r2 + r5
  | 1.1 | Kế hoạch CCHC = sum(children()) or r3 + r4
    | 1.1.1 | Ban hành kịp thời
    | 1.1.2 | Mức độ hoàn thành
  | 1.2 | Kiểm tra công tác CCHC
| 2 | CẢI CÁCH THỂ CHẾ = sum(children())
  | 2.1 | Rà soát văn bản
  | 2.2 | Xử lý văn bản
| | TỔNG CỘNG = r1 + r6
"""
)
def a_score_sheet_in_excel() -> Typed:
    """Maximum points typed in, sums of criteria, the grand total at the bottom, evidence in words."""
    page = Page("Tu cham")
    page.put("E1", "Biểu 1")
    page.put("A3", "BẢNG TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH", bold=True)
    page.put("E4", "Đơn vị tính: Điểm")
    page.block(
        "A5",
        """
STT|Tiêu chí, tiêu chí thành phần|Điểm tối đa|Điểm tự đánh giá|Tài liệu kiểm chứng
1|CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH|=C7+C10|=D7+D10
'1.1|Kế hoạch CCHC|=SUM(C8:C9)|=SUM(D8:D9)
'1.1.1|Ban hành kịp thời|2
'1.1.2|Mức độ hoàn thành|3
'1.2|Kiểm tra công tác CCHC|2
2|CẢI CÁCH THỂ CHẾ|=SUM(C12:C13)|=SUM(D12:D13)
'2.1|Rà soát văn bản|4
'2.2|Xử lý văn bản|4
|TỔNG CỘNG|=C6+C11|=D6+D11
""",
    )
    page.merge("A3:E3", "A14:B14")
    page.put("A14", "TỔNG CỘNG", bold=True)
    page.box("A5:E14")
    return Typed(page.data())
