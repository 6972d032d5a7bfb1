"""Chains that the forms beside print and one leaves out; print and rules of the 2024 set compared by meaning."""

from __future__ import annotations

import pytest

from metadata.checks import check_template
from metadata.errors import Problem
from tests.metadata import column_trees, forms_2024


def linted(*forms: str, without: tuple[str, str] = ("", "")) -> dict[str, Problem]:
    made = forms_2024.documents(*forms)
    if without[0]:
        made["k" + without[0][1:]]["items"].pop(without[1])
        made["k" + without[0][1:]]["order"].remove(without[1])
    return {f"{problem.code} {problem.place}": problem for problem in check_template(made)}


def test_the_2024_forms_have_the_two_findings_that_are_there() -> None:
    found = linted()
    assert set(found) == {"template.relation_omitted f_02xld/s1/c8", "formula.relation_part f_04xld/s1/c8"}
    omitted = found["template.relation_omitted f_02xld/s1/c8"]
    assert omitted.args["proposal_line"] == "8=9+13+14+15=16+17+18+19=20+23"
    assert omitted.sentence() == (
        "Dưới cột 8 “Số vụ việc” không in quan hệ với “Phân loại vụ việc khiếu nại theo nội dung”, “Phân loại vụ việc khiếu nại theo tình trạng giải quyết”, "
        "“Kết quả xử lý đơn”, trong khi 03/XLD, 04/XLD có in."
    )
    assert found["formula.relation_part f_04xld/s1/c8"].args["proposal_line"] == "8=9+10+11+12=13+14=15+16"


def test_alone_a_form_has_nothing_to_be_compared_with() -> None:
    assert linted("f_02xld") == {}
    assert linted("f_03xld") == {}


@pytest.mark.parametrize("form", ["f_02xld", "f_04xld"])
def test_the_proposed_line_leaves_nothing_to_say(form: str) -> None:
    made = forms_2024.documents()
    (problem,) = (p for p in check_template(made) if p.place.startswith(form))
    made[form]["sections"]["items"]["s1"]["columns"]["nodes"]["c8"]["relation"] = problem.args["proposal_line"]
    made["k" + form[1:]] = column_trees.printed_rules(made[form])
    assert [p for p in check_template(made) if p.place.startswith(form)] == []


def test_a_chain_that_is_half_there_is_completed() -> None:
    made = forms_2024.documents()
    nodes = made["f_03xld"]["sections"]["items"]["s1"]["columns"]["nodes"]
    nodes["c8"]["relation"] = "8 = 9+14+15+16+17"
    made["k_03xld"] = column_trees.printed_rules(made["f_03xld"])
    (found,) = (p for p in check_template(made) if p.place == "f_03xld/s1/c8")
    assert (found.code, found.args["proposal_line"]) == ("template.relation_omitted", "8 = 9+14+15+16+17=18+19+20=21+24")


def test_a_total_that_the_forms_beside_check_is_checked_here_too() -> None:
    made = forms_2024.documents()
    del made["f_03xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c4"]["relation"]
    made["k_03xld"] = column_trees.printed_rules(made["f_03xld"])
    (found,) = (p for p in check_template(made) if p.place == "f_03xld/s1/c4")
    assert (found.code, found.args["proposal_line"]) == ("template.relation_omitted", "4=5+6")


def test_the_total_of_one_kind_of_letters_is_like_that_of_another() -> None:
    """Of complaints 1=2+3 is printed, of denunciations it is not; letters outside one's powers are another matter."""
    parts = "\n  - Kỳ trước chuyển sang :: 2\n  - Tiếp nhận trong kỳ :: 3"
    made = [
        column_trees.form(form, code, code, f"- Đơn vị :: A\n- {caption}\n  - Tổng số :: {printed}{parts}")
        for form, code, caption, printed in (
            ("f_1", "01/KQGQ", "Đơn khiếu nại thuộc thẩm quyền", "1=2+3"),
            ("f_2", "03/KQGQ", "Đơn tố cáo thuộc thẩm quyền", "1"),
            ("f_3", "05/KQGQ", "Đơn tố cáo không thuộc thẩm quyền", "1"),
        )
    ]
    (found,) = check_template(column_trees.regime(*made, *(column_trees.printed_rules(form) for form in made)))
    assert (found.code, found.place, found.args["forms"], found.args["proposal_line"]) == ("template.relation_omitted", "f_2/s1/c1", "01/KQGQ", "1=2+3")


# ---------------------------------------------------------------- print and rules


def test_what_is_printed_and_not_held_is_told_with_its_check() -> None:
    made = forms_2024.documents()
    rules = made["k_04xld"]
    (held,) = (key for key, rule in rules["items"].items() if rule["expr"] == "c8 == c15 + c18")
    rules["items"].pop(held)
    rules["order"].remove(held)
    found = {p.code: p for p in check_template(made) if p.place == "f_04xld/s1/c8"}
    assert set(found) == {"formula.relation_part", "formula.relation_unheld"}
    assert found["formula.relation_unheld"].args["proposal_rule"] == {
        "expr": "c8 == c15 + c18", "severity": "error", "tolerance": "0", "blanks": "nothing", "printed": "8=15+18",
        "origin": {"kind": "printed", "column": "c8", "part": 2},
    }  # fmt: skip


@pytest.mark.parametrize("expr", ["c8 == c15 + c16", "c16 + c15 = c8", "c8 - c16 = c15", "sum(c15, c16) == c8"])
def test_what_is_held_and_not_printed_is_told_with_its_line(expr: str) -> None:
    made = forms_2024.documents()
    made["k_04xld"]["items"]["k9"] = {"expr": expr, "severity": "error"}
    made["k_04xld"]["order"].append("k9")
    found = {p.code: p for p in check_template(made) if p.place == "f_04xld/s1/c8"}
    line = found["formula.relation_unprinted"].args["proposal_line"]
    assert line.startswith("8=9+10+11+12=13+14=15+18=")
    assert sorted(line.split("=")[-1].split("+")) == ["15", "16"]
