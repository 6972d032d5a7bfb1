"""What a designer hears about sets of rules, each set with one thing wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from metadata.checks import check_template
from metadata.formula.program import build, filling
from metadata.template import Template
from tests.metadata.formula.programs import households
from tests.metadata.formula.shapes import flat_form, rules_of, template_of
from tests.metadata.proofs.prover import flat, open_ends, proof_of, said

Rule = str | Mapping[str, Any]
WARNING = {"severity": "warning"}
TENTHS = {"decimals": 1}
SUM = {"kind": "computed", "formula": "c1 + c2"}

CASES: dict[str, tuple[list[Rule], dict[str, Any], list[tuple[str, list[str]]]]] = {
    "nothing wrong": (["c1 = c2 + c3", "c4 <= c1"], {}, []),
    "two sums that differ by 5": (["c1 = c2 + c3", "c1 = c2 + c3 + 5", "c4 <= c1"], {}, [("contradiction", ["k1", "k2"])]),
    "each above the other": (["c1 > c2", "c2 > c1"], {}, [("contradiction", ["k1", "k2"])]),
    "in a ring of three": (["c1 > c2", "c2 > c3", "c3 > c1", "c4 >= c5"], {}, [("contradiction", ["k1", "k2", "k3"])]),
    "only once both are filled": ([{"expr": "c1 > c2", "blanks": "skip"}, {"expr": "c2 > c1", "blanks": "skip"}], {}, [("contradiction", ["k1", "k2"])]),
    "below zero where nothing is": (["c1 < 0"], {}, [("impossible", ["k1"])]),
    "below zero where it may be": (["c1 < 0"], {"c1": {"signed": True}}, [("zero_fails", ["k1"])]),
    "rounding makes room": ([{"expr": "c1 = c2 + 0.2", "tolerance": "auto"}, "c1 = c2"], {"c1": TENTHS, "c2": TENTHS}, [("contradiction", ["k1", "k2"])]),
    "tolerance makes room": ([{"expr": "c1 = c2 + 0.2", "tolerance": "0.2"}, "c1 = c2"], {"c1": TENTHS, "c2": TENTHS}, [("implied", ["k1", "k2"])]),
    "half of a whole number": (["c1 * 2 = c2", "c2 = 2 * c3 + 1"], {}, [("contradiction", ["k1", "k2"])]),
    "half where there are decimals": (["c1 * 2 = c2", "c2 = 2 * c3 + 1"], {"c1": TENTHS}, [("zero_fails", ["k2"])]),
    "even a blank form breaks it": (["d1 = d2"], {"d": True}, [("unsendable", ["k1"])]),
    "each impossible by itself": (["c1 < 0", "c1 < 0 - 1"], {}, [("impossible", ["k1"]), ("impossible", ["k2"])]),
    "not negative anyway": (["c1 >= 0"], {}, [("never_fails", ["k1"])]),
    "within the limits of entry": (["c1 <= 100"], {"c1": {"max": "100"}}, [("never_fails", ["k1"])]),
    "computed just so": (["c3 = c2 + c1"], {"c3": SUM}, [("never_fails", ["k1"])]),
    "condition that never comes true": (["if(c1 < 0, c2 = 1, c2 >= 0)"], {}, [("never_fails", ["k1"])]),
    "a part of a sum": (["c1 = c2 + c3", "c2 <= c1"], {}, [("implied", ["k2", "k1"])]),
    "by two others": (["c1 <= c2", "c2 <= c3", "c1 <= c3"], {}, [("implied", ["k3", "k1", "k2"])]),
    "a warning adds nothing to an error": (["c1 = c2", {"expr": "c1 <= c2", **WARNING}], {}, [("implied", ["k2", "k1"])]),
    "an error adds to a warning": ([{"expr": "c1 = c2", **WARNING}, "c1 <= c2"], {}, []),
    "sides swapped": (["c1 = c2 + c3", "c3 + c2 = c1"], {}, [("duplicate", ["k2", "k1"])]),
    "the warning repeats the error": ([{"expr": "c1 <= c2", **WARNING}, "c2 >= c1"], {}, [("duplicate", ["k1", "k2"])]),
    "the same in other words": (["c1 > c2", "c1 >= c2 + 1"], {}, [("equivalent", ["k2", "k1"]), ("zero_fails", ["k1", "k2"])]),
    "not the same: one is silent on blanks": (["c1 <= c2", {"expr": "c2 >= c1", "blanks": "skip"}], {}, [("implied", ["k2", "k1"])]),
    "only nothing fits": (["c1 = c2 + c3", "c1 = 2 * c2 + 2 * c3"], {}, [("forced", ["k1", "k2"])]),
    "pinned from both sides": (["c1 <= 10", "c1 >= 10"], {}, [("forced", ["k1", "k2"]), ("zero_fails", ["k2"])]),
    "meant to be one number": (["c1 = 0"], {}, []),
    "no room for a number": (["c1 <= 10", "c1 >= 10", "c1 <> 10"], {}, [("contradiction", ["k1", "k2", "k3"])]),
    "warned whatever is entered": ([{"expr": "c1 > c2", **WARNING}, "c1 <= c2"], {}, [("always_warns", ["k1", "k2"])]),
    "nobody may have nothing": (["c1 >= 1"], {}, [("zero_fails", ["k1"])]),
    "nor send it blank": (["d1 >= 1"], {"d": True}, [("empty_fails", ["k1"])]),
}  # fmt: skip


def _made(rules: list[Rule], cells: Mapping[str, Any]) -> Template:
    if "d" in cells:  # counts are never blank, so rules over them speak on a blank form
        form = flat_form({"c1": {}, "c2": {}, "d1": {"kind": "computed", "formula": "count(c1, c2)"}, "d2": {"kind": "computed", "formula": "count(c1, c2) + 1"}})
        return template_of(form, rules_of("f_1", *rules))
    return flat(*rules, **cells)


@pytest.mark.parametrize("name", CASES)
def test_it_is_found_and_nothing_else(name: str) -> None:
    rules, cells, expected = CASES[name]
    proof = proof_of(_made(rules, cells))
    assert said(proof) == expected
    assert open_ends(proof) == []
    assert proof.complete


def test_a_contradiction_says_which_cells_and_what_to_do() -> None:
    (finding,) = proof_of(flat("c1 = c2 + c3", "c1 = c2 + c3 + 5")).findings
    assert finding.message["vi"] == (
        "Các kiểm tra k1 (Cột 1 = cột 2 + cột 3) và k2 (Cột 1 = cột 2 + cột 3 + 5) mâu thuẫn nhau: "
        "hễ có số liệu ở một trong các ô cột 1, cột 2 và cột 3 thì ít nhất một kiểm tra báo lỗi, nhập thế nào cũng vậy."
    )
    assert finding.severity == "error"
    assert finding.rules == ("k_f_1/k1", "k_f_1/k2")
    assert finding.cells == ("r1:c1", "r1:c2", "r1:c3")
    assert finding.todo["vi"].startswith("Sửa hoặc bỏ")


def test_a_forced_cell_says_the_number() -> None:
    (finding,) = [f for f in proof_of(flat("2 * c1 = 5", c1=TENTHS)).findings if f.code == "proof.forced"] or [None]  # type: ignore[list-item]
    assert finding is None  # said outright by one rule about one cell
    (finding,) = (f for f in proof_of(flat("c1 + c2 = 5", "c1 - c2 = 2", c1=TENTHS, c2=TENTHS)).findings if "r1:c1" in f.values and f.code == "proof.forced")
    assert finding.values == {"r1:c1": "3,5"}
    assert "chỉ có thể là 3,5 hoặc trống" in finding.message["vi"]


def test_why_a_rule_never_fires() -> None:
    (finding,) = proof_of(flat("c1 + c2 <= 30", c1={"max": "10"}, c2={"max": "20"})).findings
    assert "cột 1 nhập không quá 10" in finding.message["vi"]
    assert "cột 2 nhập không quá 20" in finding.message["vi"]


@pytest.mark.parametrize(("rule", "code"), [("c1 * c2 <= c3", "product"), ("c1 / c2 <= c3", "ratio"), ("percent(c1, c2) <= 100", "ratio"), ("c1 / 3 = c2 / 7", "quotient")])
def test_what_is_not_linear_is_said_not_to_be_proven(rule: str, code: str) -> None:
    proof = proof_of(flat(rule))
    assert open_ends(proof) == [(code, "k1")]
    assert "Chưa chứng minh hết kiểm tra k1" in proof.unproven[0].message["vi"]


def test_a_rule_over_a_computed_cell_outside_is_not_proven_either() -> None:
    proof = proof_of(flat("c4 <= 100", c4={"kind": "computed", "formula": "percent(c1, c2)", "decimals": 2}))
    assert open_ends(proof) == [("ratio", "k1")]
    assert said(proof) == []


def test_a_contradiction_is_found_beside_what_is_not_linear() -> None:
    proof = proof_of(flat("c1 * c2 = c3", "c3 > c4", "c4 > c3"))
    assert said(proof) == [("contradiction", ["k2", "k3"])]
    assert open_ends(proof) == [("product", "k1")]


def test_products_and_quotients_keep_their_blanks() -> None:
    # Without c2 the quotient is blank and reads as 0: the rule forces c3 to 0, linear or not.
    proof = proof_of(flat("c3 <= c1 / c2", "count(c2) = 0", "c2 >= 0"))
    assert ("impossible", ["k2"]) in said(proof)


def test_conflicting_rules_prove_nothing_of_others() -> None:
    proof = proof_of(flat("c1 > c2", "c2 > c1", "c1 <= c3", "c2 = c4"))
    assert said(proof) == [("contradiction", ["k1", "k2"])]


def test_what_is_redundant_can_all_be_dropped() -> None:
    proof = proof_of(flat("c1 <= c2", "c1 < c2 + 1", "c1 - c2 <= 0.5"))
    assert said(proof) == [("equivalent", ["k2", "k1"]), ("equivalent", ["k3", "k1"])]


@pytest.mark.parametrize("name", [name for name, (_, cells, _) in CASES.items() if "d" not in cells])
def test_kept_examples_pass_as_tests_of_the_template(name: str) -> None:
    rules, cells, _ = CASES[name]
    template = flat(*rules, **cells)
    proof = proof_of(template)
    documents = dict(template.documents)
    kept = {**documents["k_f_1"], "items": {k: {**rule, "examples": proof.examples.get(f"k_f_1/{k}", [])} for k, rule in documents["k_f_1"]["items"].items()}}
    found = [problem for problem in check_template({**documents, "k_f_1": kept}) if problem.code in {"template.example_failed", "template.schema"}]
    assert found == []
    for rule in template.rules("f_1"):
        missing = 2 - len(proof.examples.get(rule, []))
        assert bool(missing) == (rule in proof.no_example)


def test_a_failing_example_fails_that_rule_alone() -> None:
    template = flat("c1 = c2 + c3", "c1 = c4 + c5", "c2 <= c4")
    proof, program = proof_of(template), build(template, "f_1")
    for rule, examples in proof.examples.items():
        assert [example["expect"] for example in examples] == ["pass", "fail"]
        failing = {failure.rule for failure in program.run(*filling(program, examples[1]["cells"])).failures}
        assert failing == {rule}


def test_examples_read_easily() -> None:
    proof = proof_of(flat("c1 = c2 + c3", c1=TENTHS))
    for example in proof.examples["k_f_1/k1"]:
        assert set(example["cells"]) == {"r1:c1", "r1:c2", "r1:c3"}
        assert all(1 <= int(text) <= 20 for text in example["cells"].values())


def test_open_rows_other_forms_lists_and_carried_cells() -> None:
    template = households()
    proof, program = proof_of(template), build(template, "f_1")
    # k4: the total row is computed by the same sum; k8: d3 > 0, where d3 is what a person got.
    assert said(proof) == [("never_fails", ["k4"]), ("zero_fails", ["k8"])]
    assert {rule for code, rule in open_ends(proof) if code == "open_rows"} >= {"k3", "k4"}
    assert {rule.rpartition("/")[2] for rule in proof.examples} == {f"k{i}" for i in range(1, 10)}
    for rule, examples in proof.examples.items():
        for example in examples:
            failing = {failure.rule for failure in program.run(*filling(program, example["cells"])).failures}
            assert (rule in failing) == (example["expect"] == "fail")


def test_both_languages_are_complete() -> None:
    for rules, cells, _ in CASES.values():
        proof = proof_of(_made(rules, cells))
        sentences = [words for finding in proof.findings for words in (finding.message, finding.todo)] + [*proof.no_example.values()]
        assert all(set(words) == {"vi", "en"} and "{" not in words["vi"] + words["en"] for words in sentences)
