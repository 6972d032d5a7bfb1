"""Sheets that lie oddly: forms stacked on one sheet, tables continued, old fonts, files saved by another program."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from metadata.legacy import TCVN3, VNI
from tests.corpus.typed.case import CASES, Case, Typed, case
from tests.corpus.typed.page import Page
from tests.office import office

_TTR = """
01/TTr | TỔNG HỢP KẾT QUẢ THANH TRA HÀNH CHÍNH
rows: units

- Đơn vị :: A
- Số cuộc thanh tra
  - Tổng số :: 1=2+3
  - Theo kế hoạch :: 2
  - Đột xuất :: 3
- Vi phạm về kinh tế
  - Tiền (Trđ) :: 4 {trieu_dong}
  - Đất (m2) :: 5 {m2}
"""
_KQ = """
02/KQGQ | TỔNG HỢP KẾT QUẢ THI HÀNH QUYẾT ĐỊNH GIẢI QUYẾT KHIẾU NẠI
rows: units

- Đơn vị :: A
- Tổng số quyết định :: 1
- Đã thực hiện xong :: 2
- Thu hồi cho nhà nước
  - Phải thu :: 3
  - Đã thu :: 4
"""


@case(_TTR, _KQ, signers=())
def two_forms_stacked() -> Typed:
    """Two forms one under the other, three blank rows between, each with its own number and title."""
    page = Page("TTr")
    page.put("F1", "Biểu số: 01/TTr")
    page.put("A2", "TỔNG HỢP KẾT QUẢ THANH TRA HÀNH CHÍNH", bold=True)
    page.block(
        "A4",
        """
Đơn vị|Số cuộc thanh tra|||Vi phạm về kinh tế
|Tổng số|Theo kế hoạch|Đột xuất|Tiền (Trđ)|Đất (m2)
A|1=2+3|2|3|4|5
Sở A
Sở B
Tổng
""",
    )
    page.merge("A2:F2", "A4:A5", "B4:D4", "E4:F4")
    page.box("A4:F9")
    page.put("E13", "Biểu số: 02/KQGQ")
    page.put("A14", "TỔNG HỢP KẾT QUẢ THI HÀNH QUYẾT ĐỊNH GIẢI QUYẾT KHIẾU NẠI", bold=True)
    page.block(
        "A16",
        """
Đơn vị|Tổng số quyết định|Đã thực hiện xong|Thu hồi cho nhà nước
|||Phải thu|Đã thu
A|1|2|3|4
Sở A
Sở B
Tổng
""",
    )
    page.merge("A14:E14", "A16:A17", "B16:B17", "C16:C17", "D16:E16")
    page.box("A16:E21")
    return Typed(page.data())


@case(
    """
04/KQGQ | TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾT LUẬN NỘI DUNG TỐ CÁO
rows: units

- Đơn vị :: A
- Tổng số kết luận phải thực hiện :: 1
- Số kết luận đã thực hiện xong :: 2
- Phải thu
  - Tiền (Trđ) :: 3 {trieu_dong}
  - Đất (m2) :: 4 {m2}
- Đã thu
  - Tiền (Trđ) :: 5 {trieu_dong}
  - Đất (m2) :: 6 {m2}
- Đã khởi tố
  - Số vụ :: 7
  - Số đối tượng :: 8
""",
    signers=("Người lập biểu", "Thủ trưởng đơn vị"),
)
def continued_below() -> Typed:
    """A wide table cut in two: columns 5 to 8 stand below under "(tiếp theo)" with the stub again."""
    page = Page("04 KQGQ")
    page.put("E1", "Biểu số: 04/KQGQ")
    page.put("A2", "TỔNG HỢP KẾT QUẢ THỰC HIỆN KẾT LUẬN NỘI DUNG TỐ CÁO", bold=True)
    page.block(
        "A4",
        """
Đơn vị|Tổng số kết luận phải thực hiện|Số kết luận đã thực hiện xong|Phải thu
|||Tiền (Trđ)|Đất (m2)
A|(1)|(2)|(3)|(4)
Sở A
Sở B
Tổng số
""",
    )
    page.put("E11", "Biểu số: 04/KQGQ (tiếp theo)", italic=True, align="right")
    page.block(
        "A12",
        """
Đơn vị|Đã thu||Đã khởi tố
|Tiền (Trđ)|Đất (m2)|Số vụ|Số đối tượng
A|(5)|(6)|(7)|(8)
Sở A
Sở B
Tổng số
""",
    )
    page.merge("A2:E2", "A4:A5", "B4:B5", "C4:C5", "D4:E4", "A12:A13", "B12:C12", "D12:E12")
    page.box("A4:E9")
    page.box("A12:E17")
    page.block("A19", "Người lập biểu||||Thủ trưởng đơn vị", bold=True)
    return Typed(page.data())


def _old(text: str, table: dict[str, str]) -> str:
    """Unicode text as bytes of an old font show it."""
    back = {letter: shown for shown, letter in sorted(table.items(), key=lambda pair: len(pair[0]))}
    return "".join(back.get(letter, letter) for letter in text)


_MALE = """
11a/BTP | SỐ LIỆU ĐĂNG KÝ HỘ TỊCH
unit: Trường hợp

- Nội dung :: A @caption
- Tổng số :: 1=2+3
- Nam :: 2
- Nữ :: 3

| I. | Khai sinh
  | 1. | Trong giá thú
  | 2. | Ngoài giá thú
| II. | Khai tử
  | 1. | Dưới 6 tuổi
  | 2. | Từ đủ 16 tuổi trở lên
"""


def _old_page(font: str, capitals: str, table: dict[str, str]) -> Typed:
    page = Page("11a", font=font)
    page.put("D1", _old("Biểu số: 11a/BTP", table))
    page.put("A2", _old("số liệu đăng ký hộ tịch" if capitals else "SỐ LIỆU ĐĂNG KÝ HỘ TỊCH", table), bold=True, font=capitals)
    page.put("D3", _old("Đơn vị tính: Trường hợp", table))
    lines = ["Nội dung|Tổng số|Nam|Nữ", "A|1=2+3|2|3", "I. Khai sinh", "1. Trong giá thú", "2. Ngoài giá thú", "II. Khai tử"]
    lines += ["1. Dưới 6 tuổi", "2. Từ đủ 16 tuổi trở lên"]
    page.block("A5", "\n".join(_old(line, table) for line in lines))
    page.box("A5:D12")
    return Typed(page.data())


@case(_MALE)
def typed_in_tcvn3() -> Typed:
    """.VnTime with capitals of .VnTimeH; markers in the captions; heading rows by their place alone."""
    return _old_page(".VnTime", ".VnTimeH", {shown: letter for shown, letter in TCVN3.items() if isinstance(shown, str)})


@case(_MALE)
def typed_in_vni() -> Typed:
    """VNI-Times."""
    return _old_page("VNI-Times", "", VNI)


@case(
    """
Phụ biểu 02 | KẾT QUẢ GIẢI NGÂN VỐN ĐẦU TƯ CÔNG
unit: Triệu đồng

- TT @marker
- Danh mục dự án @caption
- Kế hoạch vốn
  - Tổng số = c2 + c3
  - Trong đó
    - Vốn NSNN
    - Vốn khác
- Giải ngân
  - Số tiền
  - Tỷ lệ (%) {phan_tram} = coalesce(c4 / c1 * 100, 0)
- Ghi chú {text}

| A | VỐN TRUNG ƯƠNG = r2 + r4 or sum(children())
  | I | Dự án chuyển tiếp = sum(children())
    * 1 | 3 | Dự án
  | II | Dự án khởi công mới = sum(children())
    * 1 | 2 | Dự án
| B | VỐN ĐỊA PHƯƠNG
| | TỔNG CỘNG = r1 + r6
""",
    signers=("KẾ TOÁN", "THỦ TRƯỞNG"),
)
def disbursement_with_absolute_references() -> Typed:
    """Four header rows with an empty one; markers as numbers of Excel; "Dự án …" lines; absolute columns; ROUND; total last."""
    page = Page("PB02")
    page.block("A1", "SỞ TÀI CHÍNH||||||||Phụ biểu 02")
    page.put("A2", "KẾT QUẢ GIẢI NGÂN VỐN ĐẦU TƯ CÔNG", bold=True, align="center")
    page.put("G3", "ĐVT: Triệu đồng")
    page.block(
        "A4",
        """
TT|Danh mục dự án|Kế hoạch vốn|||Giải ngân||Ghi chú
||Tổng số|Trong đó||Số tiền|Tỷ lệ (%)|
|||Vốn NSNN|Vốn khác
A|VỐN TRUNG ƯƠNG
I|Dự án chuyển tiếp
1|Dự án …
2|Dự án …
3|…
II|Dự án khởi công mới
1|Dự án …
2|…
B|VỐN ĐỊA PHƯƠNG
|TỔNG CỘNG
""",
    )
    page.merge("A2:H2", "A4:A6", "B4:B6", "C4:E4", "F4:G4", "H4:H6", "C5:C6", "D5:E5", "F5:F6", "G5:G6")
    for at in range(7, 17):
        page.put(f"C{at}", f"=D{at}+E{at}")
        page.put(f"G{at}", f"=IFERROR(F{at}/C{at}*100,0)")
    for column in "DEF":
        page.put(f"{column}7", f"={column}8+{column}12")
        page.put(f"{column}8", f"=SUM({column}9:{column}11)")
        page.put(f"{column}12", f"=SUM({column}$13:{column}$14)")
        page.put(f"{column}16", f"={column}7+{column}15")
    page.box("A4:H16")
    page.block("B18", "KẾ TOÁN|||||THỦ TRƯỞNG", bold=True)
    return Typed(page.data())


def _saved_again(data: bytes, through: str) -> bytes:
    """The workbook as LibreOffice writes it after a stay in another format."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.xlsx").write_bytes(data)
        for source, target in (("a.xlsx", through), (f"a.{through}", "xlsx")):
            out = "last" if target == "xlsx" else "."
            profile = (Path(folder) / "profile").as_uri()
            command = [office(), "--headless", "--norestore", f"-env:UserInstallation={profile}", "--convert-to", target, "--outdir", f"{folder}/{out}"]
            subprocess.run([*command, f"{folder}/{source}"], check=True, capture_output=True, timeout=300)
        return (Path(folder) / "last" / "a.xlsx").read_bytes()


#: Cases that are read again as LibreOffice saves them, by the format they pass through.
SAVED_AGAIN = {"title_in_one_cell_and_column_a_blank": "xls", "poor_households_with_formulas": "ods", "a_budget_with_sums": "xls"}


def again(name: str) -> Case:
    """The case of that name after LibreOffice had its file."""
    import tests.corpus.typed.every  # noqa: F401 - the cases must be there

    one = CASES[name]
    return Case(f"{name}_saved_again", lambda: Typed(_saved_again(one.make().data, SAVED_AGAIN[name])), one.truths, one.outline, one.notes)
