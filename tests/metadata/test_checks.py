"""Every check over a template finds its slip, names the place, and is silent on the untouched example."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from metadata.checks import check_template
from tests.metadata.examples import documents

Docs = dict[str, Any]


def _section(docs: Docs, form: str = "f_01xld") -> Any:
    return docs[form]["sections"]["items"]["s1"]


def _column(docs: Docs, column: str, form: str = "f_01xld") -> Any:
    return _section(docs, form)["columns"]["nodes"][column]


def _rule(docs: Docs, rule: str = "k2") -> Any:
    return docs["k_01xld"]["items"][rule]


def _formula(column: str, text: str) -> Callable[[Docs], None]:
    return lambda docs: _column(docs, column).update(cell={"kind": "computed", "formula": text})


SLIPS: list[tuple[str, str, Callable[[Docs], Any]]] = [
    ("template.no_regime", "", lambda d: d.pop("g_kntc")),
    ("template.many_regimes", "", lambda d: d.update(g_two={**d["g_kntc"], "id": "g_two"})),
    ("template.reference", "g_kntc", lambda d: d["g_kntc"]["forms"].append("f_gone")),
    ("template.reference", "g_kntc/deadlines/d1", lambda d: d["g_kntc"]["deadlines"]["items"]["d1"].update(round="gone")),
    ("template.reference", "k_01xld", lambda d: d["k_01xld"].update(form="f_gone")),
    ("template.reference", "f_01xld/s1/c1", lambda d: _column(d, "c1").update(indicator="i_gone")),
    ("template.reference", "f_01xld/s1/r1:c99", lambda d: _section(d).update(cells={"r1:c99": {"kind": "blocked"}})),
    ("template.reference", "k_01xld/k2", lambda d: _rule(d).update(columns=["c99"])),
    ("template.reference", "x_01xld/c99", lambda d: d["x_01xld"]["cells"].update(c99={"how": "sum"})),
    ("template.reference", "f_01xld/footnotes/n1", lambda d: d["f_01xld"].update(footnotes={"order": ["n1"], "items": {"n1": {"text": "x", "at": ["c99"]}}})),
    ("template.code_duplicate", "f_01xld/s1/c2", lambda d: _column(d, "c2").update(code="c1")),
    ("template.code_duplicate", "f_02xld", lambda d: d["f_02xld"].update(code="01/XLD")),
    ("template.code_missing", "f_01xld/s1/c2", lambda d: _column(d, "c2").pop("code")),
    ("template.number_duplicate", "f_01xld/s1/c3", lambda d: _column(d, "c3").update(number="2")),
    ("template.number_missing", "f_01xld/s1/c3", lambda d: _column(d, "c3").pop("number")),
    ("template.caption_empty", "f_01xld/s1/c2", lambda d: _column(d, "c2").update(label=" ")),
    ("template.caption_repeated", "f_01xld/s1/c3", lambda d: _column(d, "c3").update(label="ĐƠN CÓ NHIỀU NGƯỜI ĐỨNG TÊN")),
    ("template.unit_unknown", "f_01xld/s1/r1:c2", lambda d: _column(d, "c2").update(cell={"unit": "nguoi_ngoai"})),
    ("formula.missing", "f_01xld/s1/r1:c2", lambda d: _column(d, "c2").update(cell={"kind": "computed"})),
    ("template.cell_rule", "f_01xld/s1/r1:c2", lambda d: _column(d, "c2").update(cell={"kind": "choice"})),
    ("template.cell_rule", "f_01xld/s1/r1:c2", lambda d: _column(d, "c2").update(cell={"min": "5", "max": "4"})),
    ("template.cell_rule", "x_01xld/c1", lambda d: d["x_01xld"]["cells"].update(c1={"how": "formula"})),
    ("template.cell_rule", "f_01xld/s1", lambda d: _section(d).update(kind="list")),
    ("template.no_data_cells", "f_01xld", lambda d: d["f_01xld"].update(cell={"kind": "blocked"}) or _strip_kinds(d)),
    ("template.placeholder_unknown", "l_01xld", lambda d: d["l_01xld"]["title"]["left"].append("{{ 7*7 }} {config}")),
    ("template.placeholder_unknown", "x_01xld/title", lambda d: d["x_01xld"].update(title="TỔNG HỢP {tinh}")),
    ("template.example_failed", "k_01xld/k2", lambda d: _rule(d).update(examples=[{"cells": {"r1:c9": "5", "r1:c11": "4"}, "expect": "pass"}])),
    ("formula.unknown_name", "k_01xld/k2", lambda d: _rule(d).update(expr="c9 == c11 + c99")),
    ("formula.syntax", "k_01xld/k2", lambda d: _rule(d).update(expr="c9 == (c11 +")),
    ("formula.syntax_forbidden", "f_01xld", _formula("c2", "c3.__class__.__base__")),
    ("formula.unknown_function", "f_01xld", _formula("c2", "open('/etc/hostname')")),
    ("formula.budget", "f_01xld", _formula("c2", "9**9**9")),
]


def _strip_kinds(docs: Docs) -> None:
    for node in _section(docs)["columns"]["nodes"].values():
        node.pop("cell", None)


def test_the_untouched_example_has_no_finding() -> None:
    assert [(p.code, p.place) for p in check_template(documents("thanh_tra_2021")) if p.severity == "error"] == []


@pytest.mark.parametrize(("code", "place", "slip"), SLIPS, ids=[f"{code} at {place}" for code, place, _ in SLIPS])
def test_a_slip_is_found_at_its_place(code: str, place: str, slip: Callable[[Docs], Any]) -> None:
    docs = documents("thanh_tra_2021")
    slip(docs)
    found = check_template(docs)
    assert code in {problem.code for problem in found}, [(p.code, p.place) for p in found]
    places = [problem.place for problem in found if problem.code == code]
    assert any(at.startswith(place) for at in places), places
    assert all(problem.sentence("vi") and problem.sentence("en") for problem in found)
    assert not any("{" in problem.sentence(lang).replace("{config}", "") for problem in found for lang in ("vi", "en") if code != "template.placeholder_unknown")


def test_a_computed_cell_without_its_formula_is_one_finding() -> None:
    docs = documents("thanh_tra_2021")
    _column(docs, "c2").update(cell={"kind": "computed"})
    assert [(p.code, p.place) for p in check_template(docs) if p.severity == "error"] == [("formula.missing", "f_01xld/s1/r1:c2")]


def test_a_circle_of_formulas_is_named_in_order() -> None:
    docs = documents("thanh_tra_2021")
    _formula("c2", "c3 + 1")(docs)
    _formula("c3", "c2 + 1")(docs)
    found = [problem for problem in check_template(docs) if problem.code == "formula.cycle"]
    assert found
    assert "cột 2 → cột 3 → cột 2" in found[0].sentence()


def test_a_broken_structure_is_told_alone() -> None:
    docs = documents("thanh_tra_2021")
    _column(docs, "c1")["surprise"] = 1
    assert {problem.code for problem in check_template(docs)} == {"template.schema"}


def test_leave_to_adjust_what_cannot_be_adjusted_is_told() -> None:
    """In II.06a every total is computed or stands in rows that units add: the receiver would look for a way that is not there."""

    def told(example: str, consolidation: str) -> list[str]:
        docs = documents(example)
        docs[consolidation]["adjust"] = {"allowed": True}
        return [problem.place for problem in check_template(docs) if problem.code == "template.adjust_nothing"]

    assert told("tthc_2020", "x_06a") == ["x_06a/adjust"]
    assert told("thanh_tra_2021", "x_02xld") == []
