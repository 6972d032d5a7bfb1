"""Chia theo adds up, trong đó does not: the words of captions beside checks and formulas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from metadata.checks import check_template
from metadata.errors import Problem
from tests.metadata.examples import FOLDER, documents
from tests.metadata.linting import findings

PEOPLE = """
- Chỉ tiêu :: A
- Mã số :: B
- Tổng số :: 1
- Chia theo trình độ chuyên môn
  - Tiến sỹ :: 2
  - Thạc sỹ :: 3
  - Khác :: 4
- Trong đó: đảng viên :: 5
"""
PEOPLE_ROWS = """
01 | TỔNG SỐ
  02 | Trong đó số Nữ
 | 1. Chia theo dân tộc
  03 | 1.1. Dân tộc Kinh
  04 | 1.2. Dân tộc thiểu số
"""
SPENDING = """
- Chỉ tiêu :: A
- Tổng số :: 1
"""
SPENDING_ROWS = """
01 | TỔNG CHI (Chia theo:)
  02 | 1. Chi đầu tư
  03 | 2. Chi thường xuyên (trong đó:)
    04 | - Chi lương
    05 | - Chi đào tạo
  06 | 3. Chi nhiệm vụ (trong đó:)
    07 | - Cấp bộ
    08 | - Khác
"""
ALL_PEOPLE = {"k1": "c1 == c2 + c3 + c4", "k2": "c5 <= c1", "k3": "r02 <= r01", "k4": "r01 == r03 + r04"}
ALL_SPENDING = {"k1": "r01 = r02 + r03 + r06", "k2": "r03 >= r04 + r05", "k3": "r06 = r07 + r08"}


def people(rules: Mapping[str, str], **formulas: str) -> list[Problem]:
    return findings(PEOPLE, PEOPLE_ROWS, rules, formulas)


def spending(rules: Mapping[str, str], **formulas: str) -> list[Problem]:
    return findings(SPENDING, SPENDING_ROWS, rules, formulas)


def without(rules: Mapping[str, str], *gone: str, **more: str) -> dict[str, str]:
    return {key: expr for key, expr in rules.items() if key not in gone} | more


# ---------------------------------------------------------------- nothing to say


def test_forms_with_all_their_checks_have_no_finding() -> None:
    assert people(ALL_PEOPLE) == []
    assert spending(ALL_SPENDING) == []


@pytest.mark.parametrize(
    "rules",
    [
        without(ALL_PEOPLE, "k1", k9="sum(c2:c4) = c1"),
        without(ALL_PEOPLE, "k1", k9="c1 - c4 == c3 + c2"),
        without(ALL_PEOPLE, "k4", k9="r04 = r01 - r03"),
        without(ALL_PEOPLE, "k2", "k3"),
    ],
)
def test_an_equation_counts_however_it_is_written(rules: dict[str, str]) -> None:
    assert people(rules) == []


def test_a_computed_total_is_an_equation() -> None:
    assert people(without(ALL_PEOPLE, "k1", "k4"), c1="sum(c2:c4)", r01="r03 + r04") == []
    assert spending(without(ALL_SPENDING, "k1"), r01="sum(children())") == []


#: What is really there in the examples: three totals of the disbursement form computed from columns under “Trong đó”; two slips of the
#: print of 2024.
KNOWN = {
    "giai_ngan": [("template.part_computed", f"f_gn3/s1/{group}") for group in ("h3", "h9", "h17")],
    "thanh_tra_2024": [("template.relation_omitted", "f_02xld/s1/n8"), ("formula.relation_part", "f_04xld/s1/n8")],
}


@pytest.mark.parametrize("regime", sorted(path.parent.name for path in FOLDER.glob("*/documents")))
def test_the_examples_have_no_finding_that_is_not_there(regime: str) -> None:
    assert [(p.code, p.place) for p in check_template(documents(regime))] == KNOWN.get(regime, [])


# ---------------------------------------------------------------- chia theo


@pytest.mark.parametrize(
    ("found", "place", "expr", "words"),
    [
        (lambda: people(without(ALL_PEOPLE, "k1")), "f_1/s1/g3", "c1 == c2 + c3 + c4", "Các phần của nhóm “Chia theo trình độ chuyên môn” cộng lại thành cột 1, nhưng chưa có kiểm tra cộng."),
        (lambda: people(without(ALL_PEOPLE, "k4")), "f_1/s1/h2", "r01 == r03 + r04", "Các phần của nhóm “1. Chia theo dân tộc” cộng lại thành dòng 01, nhưng chưa có kiểm tra cộng."),
        (lambda: spending(without(ALL_SPENDING, "k1")), "f_1/s1/r01", "r01 == r02 + r03 + r06", "Các phần của nhóm “TỔNG CHI (Chia theo:)” cộng lại thành dòng 01, nhưng chưa có kiểm tra cộng."),
        (lambda: people(without(ALL_PEOPLE, "k1", k9="c1 == c2 + c3")), "f_1/s1/g3", "c1 == c2 + c3 + c4", None),
    ],
)  # fmt: skip
def test_a_partition_without_an_equation_gets_one_proposed(found: Any, place: str, expr: str, words: str | None) -> None:
    (problem,) = found()
    assert (problem.code, problem.place, problem.severity) == ("template.partition_unchecked", place, "warning")
    assert problem.args["proposal_rule"] == {"expr": expr, "severity": "warning", "tolerance": "0", "blanks": "nothing", "origin": {"kind": "structure"}}
    assert words is None or problem.sentence() == words


@pytest.mark.parametrize("expr", ["c1 >= c2 + c3 + c4", "sum(c2:c4) <= c1"])
def test_a_partition_that_may_fall_short_is_told(expr: str) -> None:
    (problem,) = people(without(ALL_PEOPLE, "k1", k9=expr))
    assert (problem.code, problem.place) == ("template.partition_at_most", "f_1/s1/g3")
    assert (problem.args["proposal_expr"], problem.args["proposal_of"]) == ("c1 == c2 + c3 + c4", "k_1/k9")
    assert problem.sentence() == "Các phần của nhóm “Chia theo trình độ chuyên môn” cộng lại thành cột 1, nhưng kiểm tra k_1/k9 chỉ đòi không vượt quá."


def test_one_part_may_be_compared_with_its_whole() -> None:
    assert people({**ALL_PEOPLE, "k9": "c2 <= c1"}) == []


# ---------------------------------------------------------------- trong đó


def test_an_equation_over_a_part_is_told() -> None:
    (problem,) = spending(without(ALL_SPENDING, "k2", k9="r03 = r04 + r05"))
    assert (problem.code, problem.place) == ("template.part_equal", "f_1/s1/r03")
    assert (problem.args["proposal_expr"], problem.args["proposal_of"]) == ("r03 >= r04 + r05", "k_1/k9")
    assert problem.sentence() == "Kiểm tra 03 = 04 + 05 coi nhóm “2. Chi thường xuyên (trong đó:)” là chia hết dòng 03, mà “trong đó” chỉ là một phần."
    (single,) = people({**ALL_PEOPLE, "k9": "r01 = r02"})
    assert (single.code, single.args["proposal_expr"]) == ("template.part_equal", "r01 >= r02")


def test_a_part_that_names_the_rest_adds_up() -> None:
    """Under 3. stands “Khác”: with what remains the parts are all there is, whatever the words."""
    assert spending({**ALL_SPENDING, "k9": "r06 = r07 + r08"}) == []


def test_a_total_computed_from_its_parts_is_told_with_another_caption() -> None:
    header = "- Chỉ tiêu :: A\n- Tổng số vốn :: 1\n- Trong đó\n  - Vốn ngân sách :: 2\n  - Vốn vay :: 3"
    (problem,) = findings(header, "01 | Dự án", {}, {"c1": "c2 + c3"})
    assert (problem.code, problem.place, problem.args["proposal_caption"]) == ("template.part_computed", "f_1/s1/g2", "Chia ra")
    assert findings(header.replace("Trong đó", "Chia ra"), "01 | Dự án", {}, {"c1": "c2 + c3"}) == []


@pytest.mark.parametrize(
    ("rules", "place", "expr"),
    [
        (without(ALL_PEOPLE, "k4", k9="r01 = r02 + r03 + r04"), "f_1/s1/r01", "r01 == r03 + r04"),
        ({**ALL_SPENDING, "k9": "r02 = r03 + r04"}, "f_1/s1/r02", "r02 == r03"),
    ],
)
def test_a_part_added_beside_its_whole_or_its_siblings_is_told(rules: dict[str, str], place: str, expr: str) -> None:
    (problem,) = (people if "r05" not in str(rules) else spending)(rules)
    assert (problem.code, problem.place) == ("template.part_added", place)
    assert (problem.args["proposal_expr"], problem.args["proposal_of"]) == (expr, "k_1/k9")


def test_a_column_trong_do_added_to_the_sum_of_its_siblings_is_told() -> None:
    header = "- Chỉ tiêu :: A\n- Tổng số :: 1\n- Nam :: 2\n- Nữ :: 3\n- Trong đó: dân tộc thiểu số :: 4"
    (problem,) = findings(header, "01 | Người", {"k1": "c1 == c2 + c3 + c4"})
    assert (problem.code, problem.args["proposal_expr"], problem.args["proposal_of"]) == ("template.part_added", "c1 == c2 + c3", "k_1/k1")
    assert problem.sentence() == "Phép cộng ra cột 1 cộng cả cột 4, là phần “trong đó” đã tính rồi."
    (computed,) = findings(header, "01 | Người", {}, {"c1": "c2 + c3 + c4"})
    assert (computed.args["proposal_expr"], "proposal_of" in computed.args) == ("c2 + c3", False)


def test_words_are_read_with_their_marks() -> None:
    header = "- Chỉ tiêu :: A\n- Tổng diện tích :: 1\n- Trồng đỗ\n  - Đỗ tương :: 2\n  - Đỗ xanh :: 3"
    assert findings(header, "01 | Xã", {}, {"c1": "c2 + c3"}) == []
