"""Small random rule sets, with every form there is looked at: what is proven is true, and nothing is missed.

Three cells take 0 to 3 or stay blank: 125 forms, each run by the judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from metadata.formula.program import Program, build, filling
from metadata.proofs import Finding, Proof
from tests.metadata.proofs.prover import flat, proof_of

CELL = {"min": "0", "max": "3"}
CONFLICTS = {"proof.contradiction", "proof.impossible", "proof.unsendable"}

_cell = st.sampled_from(["c1", "c2", "c3"])
_few = st.integers(0, 4).map(str)
_sign = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
_value = st.one_of(
    _cell, _cell, st.builds("{} + {}".format, _cell, _cell), st.builds("{} - {}".format, _cell, _cell), st.builds("{} + {}".format, _cell, _few),
    st.builds("2 * {}".format, _cell), st.builds("{} / 2".format, _cell), st.builds("round({} / 3)".format, _cell), st.builds("max({}, {})".format, _cell, _cell),
    st.builds("min({}, {}, c3)".format, _cell, _cell), st.builds("abs({} - {})".format, _cell, _cell), st.builds("coalesce({}, {})".format, _cell, _few),
    st.builds("count({}, {})".format, _cell, _cell), st.just("sum(c1:c3)"), st.just("avg(c1:c3)"), st.builds("({} if {} > {} else {})".format, _cell, _cell, _few, _few),
)  # fmt: skip
_outside = st.one_of(st.builds("{} * {}".format, _cell, _cell), st.builds("{} / {}".format, _cell, _cell), st.builds("percent({}, {})".format, _cell, _cell))
_compared = st.builds("{} {} {}".format, _value, _sign, st.one_of(_value, _few))
_condition = st.one_of(
    _compared, _compared, _compared, st.builds("{} {} {}".format, _outside, _sign, _value), st.builds("not ({} or {})".format, _compared, _compared),
    st.builds("if({}, {}, {})".format, _compared, _compared, _compared), st.builds("({} or {})".format, _compared, _compared),
)  # fmt: skip
_rule = st.fixed_dictionaries({
    "expr": _condition.filter(lambda text: "c" in text.replace("coalesce", "").replace("count", "")), "severity": st.sampled_from(["error", "error", "error", "warning"]),
    "blanks": st.sampled_from(["nothing", "nothing", "skip"]), "tolerance": st.sampled_from(["0", "0", "0", "1", "auto"]),
})  # fmt: skip
_FORMS = [{f"r1:c{i}": Decimal(v) for i, v in enumerate(values, 1) if v is not None} for values in product([None, 0, 1, 2, 3], repeat=3)]


class Seen:
    """Every form with the rules that fail on it and the checks that speak."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.rules = list(dict.fromkeys(check.rule for check in program.checks))
        self.severity = {check.rule: check.severity for check in program.checks}
        self.fails = [frozenset(failure.rule for failure in program.run(form).failures) for form in _FORMS]
        self.errors = {rule for rule in self.rules if self.severity[rule] == "error"}

    def speaks(self, check: Any, form: Mapping[str, Decimal]) -> bool:
        blanks = [leaf.key not in form for leaf in check.reads]
        return not (any(blanks) if check.skip_blanks else all(blanks))

    def holding(self, rules: set[str]) -> list[Mapping[str, Decimal]]:
        """Forms on which none of the rules fails."""
        return [form for form, fails in zip(_FORMS, self.fails, strict=True) if not fails & rules]


def _true(finding: Finding, seen: Seen) -> bool:
    rules, first, others = set(finding.rules), finding.rules[0], set(finding.rules[1:])
    match finding.code:
        case "proof.unsendable":
            return not seen.holding(rules)
        case "proof.contradiction" | "proof.impossible" | "proof.always_warns":
            speaking = [check for check in seen.program.checks if check.rule in rules and all(key in finding.cells for key in check.cells)]
            return bool(speaking) and any(not any(seen.speaks(check, form) for form in seen.holding(rules)) for check in speaking)
        case "proof.cell_unusable":
            return all(key not in form for form in seen.holding(rules) for key in finding.cells)
        case "proof.forced":
            return all(form.get(key, Decimal(text)) == Decimal(text) for form in seen.holding(rules) for key, text in finding.values.items())
        case "proof.never_fails":
            return all(first not in fails for fails in seen.fails)
        case "proof.implied":
            return all(first not in fails or fails & others for fails in seen.fails)
        case "proof.equivalent" | "proof.duplicate":
            return all((first in fails) == bool(fails & others) for fails in seen.fails)
        case "proof.empty_fails":
            return rules <= seen.fails[0]
        case "proof.zero_fails":
            return rules <= seen.fails[_FORMS.index({f"r1:c{i}": Decimal(0) for i in (1, 2, 3)})]
    return False


def _missed(proof: Proof, seen: Seen) -> list[str]:
    """What is true of all forms and was not found, of rules that lie wholly within what can be proven."""
    outside = {one.rule for one in proof.unproven}
    dropped = {finding.rules[0] for finding in proof.findings if finding.code in {"proof.never_fails", "proof.implied", "proof.equivalent", "proof.duplicate"}}
    missed = [f"{rule} never fails" for rule in seen.rules if rule not in outside | dropped and not any(rule in f for f in seen.fails)]
    if outside:
        return missed
    quiet = [check.rule for check in seen.program.checks if check.severity == "error" and not any(seen.speaks(check, form) for form in seen.holding(seen.errors))]
    conflict = {rule for finding in proof.findings if finding.code in CONFLICTS for rule in finding.rules}
    if quiet and not conflict:
        missed.append(f"{quiet} can only be silent")
    if conflict or any(finding.code == "proof.always_warns" for finding in proof.findings):
        return missed
    for rule in set(seen.rules) - dropped:
        strong = {one for one in seen.rules if one != rule and one not in dropped and (seen.severity[rule] != "error" or one in seen.errors)}
        if all(rule not in fails or fails & strong for fails in seen.fails):
            missed.append(f"{rule} follows from others")
    return missed


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
@given(st.lists(_rule, min_size=1, max_size=5))
def test_what_is_proven_is_true_and_nothing_is_missed(rules: list[dict[str, str]]) -> None:
    template = flat(*rules, count=3, c1=CELL, c2=CELL, c3=CELL)
    program = build(template, "f_1")
    proof, seen = proof_of(template), Seen(program)
    assert [finding for finding in proof.findings if not _true(finding, seen)] == []
    assert [one for one in proof.unproven if one.code in {"proof.doubt", "proof.time"}] == []
    assert _missed(proof, seen) == []
    for rule, examples in proof.examples.items():
        for example in examples:
            failing = {failure.rule for failure in program.run(*filling(program, example["cells"])).failures}
            assert (rule in failing) == (example["expect"] == "fail")
