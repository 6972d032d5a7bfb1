"""Rules of several forms that read each other, over one period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from metadata.formula.program import build
from metadata.proofs.joined import joined
from tests.metadata.formula.shapes import flat_form, numbered, rules_of, template_of
from tests.metadata.proofs.prover import proof_of, said

Rules = list[str | Mapping[str, Any]]

CASES: dict[str, tuple[Rules, Rules, list[tuple[str, list[str]]]]] = {
    "two forms that agree": (["c1 = form(f_2, c1)"], ["c1 = c2 + c3"], []),
    "each form right, both wrong": (["c1 = form(f_2, c1)", "c1 = c2"], ["c1 = form(f_1, c2) + 5"], [("contradiction", ["k_f_1/k1", "k_f_1/k2", "k_f_2/k1"])]),
    "said by the other form already": (["c1 = form(f_2, c1)", "c1 <= 10"], ["c1 <= 10"], [("implied", ["k_f_1/k2", "k_f_1/k1", "k_f_2/k1"])]),
    "pinned by the other form": (["c1 = form(f_2, c1)", "c1 >= 3"], ["c1 <= 3"], [("forced", ["k_f_1/k1", "k_f_1/k2", "k_f_2/k1"])]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_forms_say_together(name: str) -> None:
    first, second, expected = CASES[name]
    template = template_of(numbered(3), numbered(3, "f_2", "02/T"), rules_of("f_1", *first), rules_of("f_2", *second))
    proof = proof_of(template, "f_1")
    found = [(finding.code.removeprefix("proof."), list(finding.rules)) for finding in proof.findings if any("f_2" in rule for rule in finding.rules)]
    assert [(code, sorted(rules)) for code, rules in found] == [(code, sorted(rules)) for code, rules in expected]
    assert all("02/T: " in finding.message["vi"] for finding in proof.findings if any("f_2" in rule for rule in finding.rules))


def test_the_computed_cells_of_the_other_form_come_along() -> None:
    other = flat_form({"c1": {"kind": "computed", "formula": "c2 + c3"}, "c2": {}, "c3": {}}, "f_2", "02/T")
    template = template_of(numbered(3), other, rules_of("f_1", "c1 = form(f_2, c1)", "c1 < form(f_2, c2)"), rules_of("f_2", "c2 <= 100"))
    program = joined(template, build(template, "f_1"))
    assert program is not None
    assert [formula.key for formula in program.formulas] == ["same|f_2|r1:c1"]
    assert program.externals == []
    # What the other form computes is never below its parts: no rule of it is needed to see that.
    assert said(proof_of(template, "f_1")) == [("contradiction", ["k1", "k2"]), ("zero_fails", ["k2"])]


def test_a_form_that_reads_no_other_is_alone() -> None:
    template = template_of(numbered(3), numbered(3, "f_2", "02/T"), rules_of("f_1", "c1 = c2 + prev(form(f_2, c1))"))
    assert joined(template, build(template, "f_1")) is None
