"""What single parts of an annex become, each drawn as a small sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from designer.importing.proposal import Correction, Proposal
from designer.importing.understanding import understand
from designer.importing.understanding.markers import choose, split_marker
from designer.importing.understanding.numbering import read_number
from designer.importing.understanding.surroundings import filled_in
from designer.importing.understanding.vocabulary import (
    choices_in,
    form_code,
    is_sign_note,
    is_total,
    kind_in,
    points_in,
    unit_line,
)
from metadata.documents.form import read_form
from metadata.grid import grid_of
from runtime.workbooks import Book, Sheet
from tests.designer.importing.books import book, drawn, refused, uncovered


def read(*sheets: Sheet, corrections: tuple[Correction, ...] = ()) -> Proposal:
    """The proposal, which holds and drops nothing whatever it says."""
    whole = book(*sheets)
    proposal = understand(whole, corrections)
    assert uncovered(whole, proposal) == []
    assert refused(proposal.documents) == []
    return proposal


def table(proposal: Proposal, form: int = 0, section: str = "s1") -> Mapping[str, Any]:
    found: Mapping[str, Any] = proposal.documents[proposal.forms[form]]["sections"]["items"][section]
    return found


def tree(part: Mapping[str, Any]) -> list[str]:
    """Captions of a tree, one a line, two blanks a level."""

    def lines(ids: list[str], depth: int) -> list[str]:
        found = []
        for key in ids:
            node = part["nodes"][key]
            found += [f"{'  ' * depth}{node.get('marker', '')} {node['label']}".rstrip() if node.get("marker") else "  " * depth + node["label"]]
            found += lines(node.get("children", []), depth + 1)
        return found

    return lines(part["root"], 0)


BUDGET = """
UBND TỈNH HƯNG YÊN
SỞ TÀI CHÍNH
Biểu mẫu số 05/BC-TC
BÁO CÁO TÌNH HÌNH THU, CHI NGÂN SÁCH
Quý ... năm ...
ĐVT: triệu đồng
| TT | Nội dung | Mã số | Dự toán năm | Thực hiện | < | < | So sánh (%) | < | Ghi chú |
| | | | | Quý này | Lũy kế | Cùng kỳ | Dự toán | Cùng kỳ | |
| A | B | C | 1 | 2 | 3 | 4 | 5=3/1*100 | 6=(3):(4)x100 | D |
| A | Thu ngân sách | 01 | =D11+D12 | | | | | | |
| 1 | Thu nội địa | 02 | | | | | | | |
| 2 | Thu xuất nhập khẩu | 03 | | | | | | | X |
| B | Chi ngân sách | 04 | =D14+D15 | | | | | | |
| I | Chi đầu tư | 05 | | | | | | | |
| II | Chi thường xuyên | 06 | | | | | | | |
| | Trong đó: chi lương | 07 | | | | | | | |
| Đ | Kết dư | 08 | =D10-D13 | | | | | | |
Ghi chú: (1) Số liệu lũy kế tính từ đầu năm.
Cột 4 lấy theo báo cáo cùng kỳ.
Hưng Yên, ngày ... tháng ... năm ...
Người lập biểu
"""


def test_a_budget_report() -> None:
    proposal = read(drawn(BUDGET))
    form = proposal.documents["f_05bctc"]
    assert (form["code"], form["title"]) == ("05/BC-TC", "BÁO CÁO TÌNH HÌNH THU, CHI NGÂN SÁCH")
    assert form["cell"] == {"kind": "number", "unit": "trieu_dong", "decimals": 1}
    assert tree(table(proposal)["columns"]) == [
        "TT", "Nội dung", "Mã số", "Dự toán năm", "Thực hiện", "  Quý này", "  Lũy kế", "  Cùng kỳ", "So sánh (%)", "  Dự toán", "  Cùng kỳ", "Ghi chú",
    ]  # fmt: skip
    assert tree(table(proposal)["rows"]) == [
        "A Thu ngân sách", "  1 Thu nội địa", "  2 Thu xuất nhập khẩu", "B Chi ngân sách", "  I Chi đầu tư", "  II Chi thường xuyên",
        "    Trong đó: chi lương", "Đ Kết dư",
    ]  # fmt: skip
    columns = table(proposal)["columns"]["nodes"]
    assert columns["c5"]["cell"] == {"unit": "phan_tram", "decimals": 2, "kind": "computed", "formula": "c3 / c1 * 100"}
    assert columns["c6"]["cell"]["formula"] == "c3 / c4 * 100"
    assert columns["cD"]["cell"] == {"kind": "text"}
    assert table(proposal)["cells"]["r01:c1"] == {"kind": "computed", "formula": "sum(children())"} or table(proposal)["cells"]["r01:c1"]["formula"] == "r02 + r03"
    assert table(proposal)["cells"]["r08:c1"]["formula"] == "r01 - r04"
    assert table(proposal)["cells"]["r03:cD"] == {"kind": "blocked"}
    assert [note["text"] for note in form["footnotes"]["items"].values()] == ["Số liệu lũy kế tính từ đầu năm.", "Cột 4 lấy theo báo cáo cùng kỳ."]
    assert form["footnotes"]["items"]["n2"]["at"] == ["c4"]
    layout = proposal.documents["l_05bctc"]
    assert layout["title"] == {
        "left": ["UBND TỈNH HƯNG YÊN", "SỞ TÀI CHÍNH"], "right": ["Biểu mẫu số 05/BC-TC"], "heading": ["BÁO CÁO TÌNH HÌNH THU, CHI NGÂN SÁCH"], "sub": ["{period}"],
    }  # fmt: skip


UNITS = """
TÊN CƠ QUAN CHỦ QUẢN | | | | Biểu số 02b/TH
| Số TT | Tên đơn vị | Số hồ sơ | < | Tỷ lệ giải quyết |
| | | Tiếp nhận | Đã giải quyết | |
| (1) | (2) | (3) | (4) | (5) |
| 1 | UBND xã Yên Mỹ | 10 | 8 | =D5/C5 |
| 2 | UBND xã Việt Hòa | 12 | 9 | =D6/C6 |
| | Tổng cộng | =SUM(C5:C6) | =SUM(D5:D6) | =D7/C7 |
"""


def units_sheet() -> Sheet:
    sheet = drawn(UNITS, "Đơn vị")
    cells = {at: replace(cell, number_format="0.0%") if at[1] == 4 and at[0] >= 4 else cell for at, cell in sheet.cells.items()}
    return replace(sheet, cells=cells)


def test_rows_of_units_become_one_row_a_unit() -> None:
    proposal = read(units_sheet())
    assert table(proposal)["rows"] == {"root": ["r1"], "nodes": {"r1": {"label": "", "kind": "unit", "code": "r1"}}}
    # The sheet keeps a share of one and shows percent; here the cell keeps the percent.
    assert table(proposal)["columns"]["nodes"]["c5"]["cell"] == {"unit": "phan_tram", "decimals": 1, "kind": "computed", "formula": "c4 / c3 * 100"}
    assert [(item.reason, item.text) for item in proposal.left] == [("sample", "10; 8; 12; 9")]


def test_a_formula_over_another_sheet_names_its_form() -> None:
    other = drawn("| STT | Chỉ tiêu | Số lượng |\n| 1 | Tiếp nhận | ='Đơn vị'!C5 |\n| 2 | Giải quyết | ='Đơn vị'!D5*2 |", "Chung")
    proposal = read(units_sheet(), other)
    assert [cell["formula"] for cell in table(proposal, 1)["cells"].values()] == ["form(f_02bth, c3)", "form(f_02bth, c4) * 2"]


def test_a_formula_that_cannot_be_said_is_left_with_its_place() -> None:
    proposal = read(drawn("| STT | Chỉ tiêu | Số | Hạng |\n| 1 | A | 3 | =RANK(C2,C2:C3) |\n| 2 | B | 4 | =Z99 |"))
    left = [(item.area, item.text, item.reason, item.args.get("what")) for item in proposal.left if item.reason != "sample"]
    assert left == [((1, 3, 1, 3), "=RANK(C2,C2:C3)", "formula_function", "RANK"), ((2, 3, 2, 3), "=Z99", "formula_outside", "Z99")]


def test_a_circle_of_formulas_is_taken_out_and_left() -> None:
    proposal = read(drawn("| STT | Chỉ tiêu | Nay | Xưa |\n| 1 | Số hồ sơ | =D2 | =C2 |\n| 2 | Số đơn | | |"))
    assert {item.reason for item in proposal.left} == {"formula_refused"}


def test_two_titled_tables_and_signers_of_one_form() -> None:
    proposal = read(drawn("""
Phụ lục II
TỔNG HỢP CHUNG
I. Tình hình tiếp nhận
| STT | Chỉ tiêu | Đơn vị tính | Số lượng | Điểm tự chấm |
| 1 | Hồ sơ tiếp nhận (1) | hồ sơ | | |
| 2 | Người dân hài lòng | % | 95,5 | |

II. Tình hình nhân lực
| STT | Chỉ tiêu | Đơn vị tính | Nam | Nữ |
| 1 | Cán bộ | người | | |
| 2 | Công chức | người | | x |
(1) Kể cả hồ sơ trả lại.
* Lưu ý: gửi trước ngày 15.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
(Ký, đóng dấu)
"""))
    form = proposal.documents["f_phulucii"]
    assert [section["title"] for section in form["sections"]["items"].values()] == ["I. Tình hình tiếp nhận", "II. Tình hình nhân lực"]
    units = [row["cell"]["unit"] for row in table(proposal)["rows"]["nodes"].values()]
    assert units == ["ho_so", "phan_tram"]
    # A score is in points, whatever the rows are counted in.
    assert grid_of(read_form(form), "s1").spec("r2", "c2").unit == "diem"
    assert points_in("Điểm dân cư nông thôn") is None
    assert table(proposal)["rows"]["nodes"]["r1"]["label"] == "Hồ sơ tiếp nhận"
    assert form["footnotes"]["items"]["n1"] == {"mark": "(1)", "text": "Kể cả hồ sơ trả lại.", "at": ["r1"]}
    assert form["signers"]["items"]["p1"] == {"title": "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", "note": "(Ký, đóng dấu)", "role": "head"}


def test_a_list_of_people_in_a_word_document() -> None:
    body = replace(
        drawn("| STT | Họ và tên | Ngày sinh | Số tiền (triệu đồng) |\n| 1 | Nguyễn Văn A | 01/02/1990 | 12 |\n| ... | | | |", "Bảng 1"),
        before=("Mẫu số 04", "DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ", "Đơn vị tính: người"), after=("Ghi chú: lập theo thứ tự.",),
    )  # fmt: skip
    title = drawn("BỘ TƯ PHÁP | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Bảng 0", border=False)
    signers = drawn("NGƯỜI LẬP | THỦ TRƯỞNG\n(Ký) | (Ký, đóng dấu)", "Bảng 2", border=False)
    proposal = understand(Book("a.docx", "docx", (title, body, signers)))
    form = proposal.documents["f_04"]
    assert (form["code"], form["title"]) == ("Mẫu số 04", "DANH SÁCH NGƯỜI ĐƯỢC HỖ TRỢ")
    assert table(proposal)["kind"] == "list"
    kinds = [node.get("cell", {}).get("kind", "number") for node in table(proposal)["columns"]["nodes"].values()]
    assert kinds == ["number", "text", "date", "number"]
    assert [signer["title"] for signer in form["signers"]["items"].values()] == ["NGƯỜI LẬP", "THỦ TRƯỞNG"]
    assert proposal.documents["l_04"]["motto"] is True
    assert [item.reason for item in proposal.left] == ["sample"]


def test_hidden_parts_are_said_to_be_hidden() -> None:
    sheet = replace(drawn(BUDGET), hidden=True, hidden_rows=frozenset({10}), hidden_columns=frozenset({3}))
    reasons = {reason for finding in read(sheet).findings for reason in finding.reasons}
    assert {"hidden_sheet", "hidden_row", "hidden_column"} <= reasons


def test_a_sheet_of_text_is_left_line_by_line() -> None:
    proposal = read(drawn("Hướng dẫn ghi biểu\nCột 1 ghi số thứ tự", "HD"))
    assert proposal.forms == ()
    assert [(item.reason, item.text) for item in proposal.left] == [("no_table", "Hướng dẫn ghi biểu"), ("no_table", "Cột 1 ghi số thứ tự")]


# ---------------------------------------------------------------- corrections


def test_a_row_is_what_the_person_says() -> None:
    proposal = read(drawn(BUDGET), corrections=(Correction(0, (9, 0, 9, 9), "row", "heading"),))
    assert table(proposal)["rows"]["nodes"]["h01"] == {"label": "Thu ngân sách", "kind": "heading", "marker": "A", "children": ["r02", "r03"]}


def test_cells_are_what_the_person_says() -> None:
    proposal = read(drawn(BUDGET), corrections=(Correction(0, (9, 4, 16, 4), "cell", "text"), Correction(0, (10, 6, 10, 6), "cell", "blocked")))
    assert table(proposal)["columns"]["nodes"]["c2"]["cell"] == {"kind": "text"}
    assert table(proposal)["cells"]["r02:c4"] == {"kind": "blocked"}


def test_a_stub_is_what_the_person_says() -> None:
    proposal = read(drawn(BUDGET), corrections=(Correction(0, (6, 9, 6, 9), "stub", "unit"),))
    assert table(proposal)["columns"]["nodes"]["cD"] == {"label": "Ghi chú", "number": "D", "stub": "unit"}


def test_what_the_person_ignores_is_left_as_ignored() -> None:
    proposal = read(drawn(BUDGET), corrections=(Correction(0, (15, 0, 15, 9), "ignore"), Correction(0, (4, 0, 4, 0), "ignore")))
    assert "Trong đó: chi lương" not in "".join(tree(table(proposal)["rows"]))
    assert {(item.text, item.reason) for item in proposal.left} >= {("Quý ... năm ...", "ignored"), ("Trong đó: chi lương", "ignored")}


def test_a_header_pointed_out_makes_a_table() -> None:
    sheet = drawn("Nội dung | Kết quả\nCông tác một | \nCông tác hai | ", border=False)
    assert read(sheet).forms == ()
    proposal = read(sheet, corrections=(Correction(0, (0, 0, 0, 1), "header"),))
    assert tree(table(proposal)["rows"]) == ["Công tác một", "Công tác hai"]


# ---------------------------------------------------------------- words and marks


@pytest.mark.parametrize(
    ("marks", "schemes"),
    [
        (["A", "B", "C", "D", "Đ", "E", "G", "H", "I", "K"], "AAAAAAAAAA"),
        (["I", "II", "III", "IV", "V"], "IIIII"),
        (["A", "I", "II", "B", "I", "II"], "AIIAII"),
        (["C", "D", "Đ"], "AAA"),
        (["1", "a", "b", "c", "d", "đ", "e", "2"], "1aaaaaa1"),
        (["I", "1", "-", "+", "-", "2"], "I1-+-1"),
    ],
)
def test_which_scheme_a_marker_belongs_to(marks: list[str], schemes: str) -> None:
    assert "".join(marker.scheme if marker else "?" for marker in choose(marks)) == schemes


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("2.1. Chi quỹ lương", ("2.1.", "Chi quỹ lương")),
        ("- Dân tộc Kinh", ("-", "Dân tộc Kinh")),
        ("I. Thu", ("I.", "Thu")),
        ("a) Nhà ở", ("a)", "Nhà ở")),
        ("Đ. Kết dư", ("Đ.", "Kết dư")),
        ("Từ 5 tuổi trở lên", ("", "Từ 5 tuổi trở lên")),
        ("TỔNG SỐ", ("", "TỔNG SỐ")),
        ("A là gì", ("", "A là gì")),
    ],
)
def test_markers_in_front_of_captions(caption: str, parts: tuple[str, str]) -> None:
    assert split_marker(caption) == parts


@pytest.mark.parametrize(
    ("text", "number", "relation"),
    [
        ("(1)", "1", ""),
        ("A", "A", ""),
        ("1=2+..+5", "1", "1=2+..+5"),
        ("(1)=(2)+(3)", "1", "(1)=(2)+(3)"),
        ("9=11+12+13 =14+15", "9", "9=11+12+13 =14+15"),
        ("1 (=2+3)", "1", "1=2+3"),
        ("5=4/3*100", "5", "5=4/3*100"),
    ],
)
def test_cells_of_the_number_line(text: str, number: str, relation: str) -> None:
    found = read_number(text)
    assert found is not None
    assert (found.number, found.relation) == (number, relation)


def test_words_of_offices() -> None:
    assert form_code("Biểu số: 01/XLD") == ("01/XLD", "")
    assert form_code("Mẫu số 3") == ("Mẫu số 3", "")
    assert form_code("BIỂU TỔNG HỢP KẾT QUẢ") is None
    assert unit_line("ĐVT: triệu đồng") == ["triệu đồng"]
    assert unit_line("Đơn vị tính: Tiền (triệu đồng); đất (m²)") == ["Tiền (triệu đồng)", "đất (m²)"]
    assert unit_line("Đơn vị: UBND xã Yên Mỹ") is None
    assert is_sign_note("(Ký, ghi rõ họ tên)")
    assert not is_sign_note("Kỳ trước chuyển sang")
    assert is_total("Cộng")
    assert not is_total("Công chức")
    assert choices_in("Đánh giá (Vượt / Đạt / Không đạt)") == ["Vượt", "Đạt", "Không đạt"]
    assert (kind_in("Ghi chú"), kind_in("Ngày sinh"), kind_in("Tài liệu kiểm chứng"), kind_in("Tổng số")) == ("text", "date", "file", "")
    assert filled_in("Kỳ báo cáo: Quý …… năm ……") == "{period}"
    assert filled_in("Đơn vị báo cáo: ……………") == "Đơn vị báo cáo: {unit}"


def test_one_form_over_two_sheets_and_the_same_form_twice() -> None:
    head = "Biểu số: 13a/HT\nKẾT QUẢ ĐĂNG KÝ HỘ TỊCH\n"
    births = drawn(head + "| STT | Chỉ tiêu | Nam | Nữ |\n| 1 | Khai sinh | | |", "T1")
    marriages = drawn(head + "2. Kết hôn\n| STT | Chỉ tiêu | Lần đầu | Lần 2 |\n| 1 | Số cặp | | |", "T2")
    one = read(births, marriages)
    assert one.forms == ("f_13aht",)
    assert [section.get("title", "") for section in one.documents["f_13aht"]["sections"]["items"].values()] == ["", "2. Kết hôn"]
    assert one.documents["f_13aht"]["title"] == "KẾT QUẢ ĐĂNG KÝ HỘ TỊCH"
    assert read(births, births).forms == ("f_13aht", "f_13aht_2")


def test_years_are_captions_and_signers_inside_the_borders_are_signers() -> None:
    proposal = read(drawn("""
| Biểu 3: TÌNH HÌNH XỬ LÝ VI PHẠM | < | < | < | < |
| Đơn vị tính: Vụ | < | < | < | < |
| STT | Nội dung | Thực hiện | < | Kế hoạch 2026 |
| | | 2024 | 2025 | |
| I | Hình sự | 12 | 14 | |
| 1 | Trộm cắp | 3 | 4 | |
| | Lập biểu | | Thủ trưởng | |
"""))
    form = proposal.documents[proposal.forms[0]]
    assert (form["code"], form["title"], form["cell"]["unit"]) == ("Biểu 3", "TÌNH HÌNH XỬ LÝ VI PHẠM", "vu_viec")
    assert tree(table(proposal)["columns"]) == ["STT", "Nội dung", "Thực hiện", "  2024", "  2025", "Kế hoạch 2026"]
    assert tree(table(proposal)["rows"]) == ["I Hình sự", "  1 Trộm cắp"]
    assert [signer["title"] for signer in form["signers"]["items"].values()] == ["Lập biểu", "Thủ trưởng"]


def test_numbers_in_the_captions() -> None:
    proposal = read(drawn("| Tên chỉ tiêu | Năm nay (1) | Năm trước (2) | Tăng, giảm (3=1-2) |\n| GRDP | | | =B2-C2 |\n| Thu ngân sách | | | =B3-C3 |"))
    columns = table(proposal)["columns"]["nodes"]
    assert [columns[key]["label"] for key in ("c1", "c2", "c3")] == ["Năm nay", "Năm trước", "Tăng, giảm"]
    assert columns["c3"]["relation"] == "3=1-2"
    assert columns["c3"]["cell"] == {"kind": "computed", "formula": "c1 - c2"}
