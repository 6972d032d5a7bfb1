"""«Tổng số» that opens rows of one level is proposed as their sum, where captions and units make that plausible."""

from __future__ import annotations

import pytest

from metadata.errors import Problem
from metadata.text import plain_code
from tests.metadata.linting import findings

_HEADER = """
- Nội dung :: A
- Số lượng :: 1
- Giá trị :: 2 {trieu_dong}
"""
_ROWS = """
01 | Tổng số
02 | Trồng trọt
03 | Chăn nuôi
04 | Thủy sản
"""


def _found(rows: str, rules: dict[str, str] | None = None, **formulas: str) -> list[Problem]:
    return [one for one in findings(_HEADER, rows, rules or {}, formulas) if one.code == "template.total_first"]


def test_the_sum_is_proposed_and_never_more_than_proposed() -> None:
    (found,) = _found(_ROWS)
    assert (found.place, found.severity) == ("f_1/s1/r01", "warning")
    assert found.args["proposal_rule"]["expr"] == "r01 == r02 + r03 + r04"
    assert found.sentence("vi") == "dòng 01 mở đầu như tổng của 3 dòng cùng cấp bên dưới, nhưng chưa có kiểm tra hay công thức cộng."
    assert found.sentence("en").startswith("row 01 opens like the total of the 3 rows beside it below")
    assert found.hint("vi") == "Nếu đúng là tổng, thêm kiểm tra 01 = 02 + 03 + 04; nếu các dòng không cộng thành tổng thì không cần làm gì."


def test_a_group_below_has_its_own_total_and_a_part_in_it_is_no_term() -> None:
    rows = """
 | I. Nông nghiệp
  01 | Cộng
  02 | Lúa
  03 | Trong đó: lúa chất lượng cao
  04 | Ngô
"""
    (found,) = _found(rows)
    assert found.args["proposal_rule"]["expr"] == "r01 == r02 + r04"


@pytest.mark.parametrize(
    "rows",
    [
        _ROWS.replace("Tổng số", "Tổng số hộ"),
        _ROWS.replace("Tổng số", "Số lượng"),
        _ROWS.replace("Chăn nuôi", "Tỷ lệ che phủ rừng"),
        _ROWS.replace("Chăn nuôi", "Bình quân một hộ"),
        _ROWS.replace("Thủy sản", "Tổng cộng"),
        "01 | Tổng số\n02 | Trồng trọt",
        "01 | Tổng số\n | Chia theo vùng\n  02 | Thành thị\n  03 | Nông thôn",
        "01 | Tổng số\n  02 | Trồng trọt\n  03 | Chăn nuôi",
    ],
)
def test_nothing_is_proposed_where_captions_or_structure_speak_against_it(rows: str) -> None:
    assert _found(rows) == []


def test_nothing_is_proposed_where_something_is_said_of_the_total_already() -> None:
    assert _found(_ROWS, {"k1": "r01 >= r02 + r03"}) == []
    assert _found(_ROWS, r01="r02 + r03 + r04") == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Số đơn", "So_don"), ("ĐẤT ở (m2)", "DAT_o_m2"), ("01.2", "c01_2"), ("  ", "c1"), ("Tổng số đơn phải xử lý trong kỳ báo cáo", "Tong_so_don_phai_xu_ly_trong_ky_")],
)
def test_the_code_proposed_for_one_with_accents_or_blanks(typed: str, code: str) -> None:
    assert plain_code(typed) == code
