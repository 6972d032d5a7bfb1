"""Filled examples of a form, as a domain person writes them down: green as long as the form computes what was on paper."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from metadata.checks import check_template
from metadata.diff import compare
from metadata.samples import try_rules, verdict
from metadata.template import Template
from metadata.values import encode

FORM = """
    | cột | tên                  | ô                        |
    | c1  | Tổng số đơn          | = c2 + c3                |
    | c2  | Kỳ trước chuyển sang |                          |
    | c3  | Tiếp nhận trong kỳ   |                          |
    | c4  | Đã giải quyết        |                          |
    | c5  | Tỷ lệ (%)            | = percent(c4, c1)        |
    | c6  | Còn của kỳ trước     | kỳ trước: prev(c7)       |
    | c7  | Còn lại              | = c1 - c4                |
"""
CHECKS = """
    | mã | điều kiện   | mức   |
    | k1 | c4 <= c1    | error |
    | k2 | c2 == c6    | error |
"""
PAPER = """
    | ô  | nhập | mong đợi |
    | c1 |      | 30       |
    | c2 | 10   |          |
    | c3 | 20   |          |
    | c4 | 12   |          |
    | c5 |      | 40,00    |
    | c6 |      | 10       |
    | c7 |      | 18       |
"""


def _lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()][1:]


def _form(table: str) -> dict[str, Any]:
    nodes: dict[str, Any] = {"cA": {"label": "Đơn vị", "number": "A", "stub": "caption"}}
    for code, label, cell in _lines(table):
        node: dict[str, Any] = {"label": label, "code": code, "number": code[1:]}
        decimals = 2 if "%" in label else 0
        if cell.startswith("="):
            node["cell"] = {"kind": "computed", "formula": cell[1:].strip(), "decimals": decimals}
        elif ":" in cell:
            node["cell"] = {"kind": "carried", "formula": cell.split(":")[1].strip()}
        nodes[code] = node
    rows = {"root": ["r1"], "nodes": {"r1": {"label": "Đơn vị báo cáo", "kind": "data", "code": "r01"}}}
    section = {"kind": "grid", "columns": {"root": list(nodes), "nodes": nodes}, "rows": rows}
    return {"spec": "form/1", "id": "f_1", "code": "01/KN", "title": "Giải quyết đơn", "sections": {"order": ["s1"], "items": {"s1": section}}}


def _example(table: str, title: str = "Quý I trên giấy", outside: dict[str, Any] | None = None, fails: tuple[str, ...] = ()) -> dict[str, Any]:
    cells, expected = {}, {}
    for code, typed, wanted in _lines(table):
        if typed:
            cells[f"r1:{code}"] = typed
        if wanted:
            expected[f"r1:{code}"] = None if wanted == "trống" else wanted.replace(",", ".")
    return {
        "spec": "example/1", "id": "e_1", "form": "f_1", "title": title, "cells": cells,
        "outside": {"prev|f_1|r1:c7": "10"} if outside is None else outside, "expect": {"cells": expected, "fails": list(fails)},
    }  # fmt: skip


def _documents(example: dict[str, Any], form: str = FORM, checks: str = CHECKS) -> dict[str, Any]:
    items = {key: {"expr": expr, "severity": severity} for key, expr, severity in _lines(checks)}
    regime = {
        "spec": "regime/1", "id": "g_1", "code": "G1", "name": "Chế độ", "kind": "periodic", "basis": [{"number": "1/TT"}], "frequency": "quarter",
        "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}},
        "deadlines": {"order": ["d1"], "items": {"d1": {"tier": "commune", "days": 2, "working": True}}},
        "rounds": {"order": ["official"], "items": {"official": {"name": "Chính thức"}}},
        "reporters": {"kinds": ["commune"], "exclude": []}, "receiver": "u_1", "forms": ["f_1"],
    }  # fmt: skip
    rules = {"spec": "rules/1", "id": "k_1", "form": "f_1", "order": list(items), "items": items}
    return {document["id"]: document for document in (regime, _form(form), rules, example)}


def _said(documents: dict[str, Any]) -> list[tuple[str, str, str]]:
    every = check_template(documents)
    assert "template.schema" not in {problem.code for problem in every}
    found = [problem for problem in every if problem.code.startswith("example.")]
    assert all("{" not in problem.sentence(lang) + problem.hint(lang) for problem in found for lang in ("vi", "en"))
    return [(problem.code, problem.severity, problem.place.partition("/")[2]) for problem in found]


def test_an_example_that_agrees_with_the_paper_is_green() -> None:
    assert _said(_documents(_example(PAPER))) == []


BROKEN = [
    ("another formula", FORM.replace("= c1 - c4 ", "= c1 + c4 "), CHECKS, [("example.total", "error", "expect/r1:c7")]),
    ("other decimals are the same number", FORM.replace("Tỷ lệ (%)", "Tỷ lệ so"), CHECKS, []),
    ("a check that is too strict", FORM, CHECKS.replace("c4 <= c1", "c4 <= c2"), [("example.failed", "error", "fails/k_1/k1")]),
    ("a computed cell that is typed now", FORM.replace("= c1 - c4   ", "            "), CHECKS, [("example.cell_gone", "error", "expect/r1:c7")]),
    ("a typed cell that is computed now", FORM.replace("Tiếp nhận trong kỳ   |  ", "Tiếp nhận trong kỳ   | = 20"), CHECKS, [("example.value_homeless", "warning", "cells")]),
]  # fmt: skip


@pytest.mark.parametrize(("why", "form", "checks", "wanted"), BROKEN, ids=[line[0] for line in BROKEN])
def test_a_change_of_the_template_turns_it_red_at_its_place(why: str, form: str, checks: str, wanted: list[tuple[str, str, str]]) -> None:
    documents = _documents(_example(PAPER), form, checks)
    assert _said(documents) == wanted, why


def test_the_difference_is_said_in_both_languages() -> None:
    documents = _documents(_example(PAPER.replace("| 18 ", "| 1234")))
    (problem,) = [problem for problem in check_template(documents) if problem.code == "example.total"]
    assert problem.sentence("vi") == "Ví dụ “Quý I trên giấy”: cột 7 tính ra 18, ví dụ ghi 1.234."
    assert problem.sentence("en") == "Example “Quý I trên giấy”: column 7 comes to 18, the example says 1.234."


def test_blank_is_not_zero() -> None:
    paper = "| ô | nhập | mong đợi |\n | c4 | 1 | |\n | c1 | | {} |"
    assert _said(_documents(_example(paper.format("trống"), fails=("k_1/k1", "k_1/k2")))) == []
    assert _said(_documents(_example(paper.format("0"), fails=("k_1/k1", "k_1/k2")))) == [("example.total", "error", "expect/r1:c1")]


def test_failures_are_expected_as_exactly_as_totals() -> None:
    overfull = PAPER.replace("| c4 | 12", "| c4 | 31").replace("40,00", "103,33").replace("| 18 ", "| -1 ")
    assert _said(_documents(_example(overfull, fails=("k_1/k1",)))) == []
    assert _said(_documents(_example(overfull))) == [("example.failed", "error", "fails/k_1/k1")]
    assert _said(_documents(_example(PAPER, fails=("k_1/k1",)))) == [("example.not_failed", "error", "fails/k_1/k1")]
    assert _said(_documents(_example(PAPER, fails=("k_1/k9",)))) == [("example.rule_gone", "error", "fails/k_1/k9")]


def test_what_needs_a_figure_of_another_period_says_so() -> None:
    running = FORM.replace("= c1 - c4 ", "= c1 + prev(c4) ")
    found = _said(_documents(_example(PAPER), running))
    assert found == [("example.open", "error", "expect/r1:c7")]
    given = _example(PAPER.replace("| 18 ", "| 35 "), outside={"prev|f_1|r1:c7": "10", "prev|f_1|r1:c4": "5"})
    assert _said(_documents(given, running)) == []


def test_nothing_carried_over_is_typed_by_hand() -> None:
    assert _said(_documents(_example(PAPER, outside={})))[0] == ("example.total", "error", "expect/r1:c6")
    # Where nothing was carried over the figure is typed by hand, in the example as at a unit.
    by_hand = PAPER.replace("| c6 |      | 10       |", "| c6 | 10 | |")
    assert _said(_documents(_example(by_hand, outside={"prev|f_1|r1:c7": None}))) == []


def test_values_that_the_cell_does_not_take_are_named() -> None:
    assert _said(_documents(_example(PAPER.replace("| c4 | 12", "| c4 | 1.5"))))[0] == ("example.value_refused", "error", "cells/r1:c4")
    broken = _example(PAPER)
    broken["cells"]["r1:c4"] = "mười hai"
    assert _said(_documents(broken)) == [("example.value_refused", "error", "cells/r1:c4")]


def test_a_form_that_is_gone_and_a_key_of_no_shape_are_refused() -> None:
    lost = _example(PAPER)
    lost["form"] = "f_9"
    assert ("template.reference", "e_1") in [(problem.code, problem.place) for problem in check_template(_documents(lost))]
    odd = _example(PAPER)
    odd["cells"]["r1/c1"] = "1"
    assert {problem.code for problem in check_template(_documents(odd))} == {"template.schema"}


def test_every_check_is_tried_on_every_example() -> None:
    documents = _documents(_example(PAPER, fails=("k_1/k2",)))
    documents["k_1"]["items"]["k1"]["examples"] = [{"cells": {"r1:c2": "1", "r1:c4": "5"}, "expect": "pass"}]
    documents["k_1"]["items"]["k3"] = {"expr": "c4 <= c3 * 100", "severity": "warning"}
    documents["k_1"]["order"].append("k3")
    found = [(one.rule, one.example, one.outcome, one.right) for one in try_rules(Template(documents), "f_1")]
    assert found == [
        ("k_1/k1", "e_1", "holds", True),
        ("k_1/k2", "e_1", "holds", False),
        ("k_1/k3", "e_1", "holds", True),
        ("k_1/k1", "1", "fails", False),
    ]


def test_a_verdict_carries_what_was_computed() -> None:
    template = Template(_documents(_example(PAPER.replace("| 18 ", "| 17 "))))
    said = verdict(template, template.examples("f_1")[0])
    assert not said.holds
    assert encode(said.values["r1:c7"]) == "18"
    assert said.as_json("vi")["got"]["r1:c5"] == "40.00"


CHANGES = [
    (lambda e: e.update(title="Quý II"), 'ví dụ kiểm thử "Quý I trên giấy" đổi tên từ "Quý I trên giấy" sang "Quý II"'),
    (lambda e: e["cells"].update({"r1:c4": "13"}), 'ví dụ kiểm thử "Quý I trên giấy", số nhập ở dòng “Đơn vị báo cáo” × cột 4: từ 12 thành 13'),
    (lambda e: e["expect"]["cells"].update({"r1:c7": None}), 'ví dụ kiểm thử "Quý I trên giấy", số mong đợi ở dòng “Đơn vị báo cáo” × cột 7: từ 18 thành trống'),
    (lambda e: e["expect"]["fails"].append("k_1/k1"), 'ví dụ kiểm thử "Quý I trên giấy": kiểm tra "Cột 4 ≤ cột 1" phải báo'),
    (lambda e: e.update(outside={}), 'ví dụ kiểm thử "Quý I trên giấy", số của kỳ hoặc biểu khác ở prev|f_1|r1:c7: bỏ 10'),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "sentence"), CHANGES, ids=[line[1] for line in CHANGES])
def test_a_change_of_an_example_is_a_sentence_of_class_0(edit: Any, sentence: str) -> None:
    old = _documents(_example(PAPER))
    new = deepcopy(old)
    edit(new["e_1"])
    (change,) = compare(old, new).changes
    assert (change.words.vi, change.level, change.form) == (sentence, 0, "f_1")


def test_an_example_comes_and_goes_in_one_sentence() -> None:
    whole = _documents(_example(PAPER))
    without = {key: document for key, document in whole.items() if key != "e_1"}
    assert [change.sentence() for change in compare(without, whole).changes] == ['Biểu 01/KN: thêm ví dụ kiểm thử "Quý I trên giấy"']
    assert [change.sentence() for change in compare(whole, without).changes] == ['Biểu 01/KN: bỏ ví dụ kiểm thử "Quý I trên giấy"']
