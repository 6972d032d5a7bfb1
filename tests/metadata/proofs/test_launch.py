"""The solver in a process of its own: what it finds comes back, and what goes wrong there harms nobody."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from metadata.errors import KhuonError
from metadata.formula.program import build, filling
from metadata.proofs import Proof, launch, prove
from metadata.template import Template
from tests.metadata.examples import FOLDER, documents
from tests.metadata.formula.shapes import numbered, template_of
from tests.metadata.proofs.prover import flat, open_ends, proof_of, said

FORMS = [(folder.name, path.stem) for folder in sorted(FOLDER.iterdir()) for path in sorted(folder.glob("documents/f_*.json"))]
#: For what is asked of findings, on however busy a machine.
PATIENCE = 120.0
WRONG = ("c1 = c2 + c3", "c1 = c2 + c3 + 5", "c4 >= 0")


def test_the_process_finds_what_the_solver_finds_here() -> None:
    there, here = prove(flat(*WRONG), "f_1", seconds=PATIENCE), proof_of(flat(*WRONG))
    assert there.complete
    assert said(there) == said(here) == [("contradiction", ["k1", "k2"]), ("never_fails", ["k3"])]
    assert {**there.as_dict(), "seconds": 0} == {**here.as_dict(), "seconds": 0}
    assert there.seconds > 0


def test_the_answer_is_json() -> None:
    proof = prove(flat(*WRONG, "c1 * c2 = 3"), "f_1", seconds=PATIENCE).as_dict()
    assert json.loads(json.dumps(proof, ensure_ascii=False)) == proof
    assert set(proof) == {"form", "complete", "seconds", "findings", "unproven", "examples", "no_example"}
    assert set(proof["findings"][0]) == {"code", "severity", "rules", "checks", "cells", "values", "message", "todo"}
    assert set(proof["unproven"][0]) == {"rule", "check", "code", "message"}
    assert set(proof["examples"]["k_f_1/k1"][0]) == {"cells", "expect"}
    assert proof["no_example"]["k_f_1/k3"]["vi"] == "Không có ví dụ sai: kiểm tra này không bao giờ báo."


def test_no_time_leaves_everything_unproven() -> None:
    proof = prove(flat(*WRONG), "f_1", seconds=0.001)
    assert not proof.complete
    assert open_ends(proof) == [("time", "k1"), ("time", "k2"), ("time", "k3")]
    assert "trong thời gian cho phép" in proof.unproven[0].message["vi"]


def test_time_that_runs_out_on_the_way_leaves_the_rest_unproven() -> None:
    proof = proof_of(flat(*WRONG), seconds=0)
    assert {code for code, _ in open_ends(proof)} == {"time"}
    assert said(proof) == [("zero_fails", ["k2"])]  # the judge needs no solver


def test_no_memory_stops_the_process_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "MEGABYTES", 1)
    proof = prove(flat(*WRONG), "f_1", seconds=PATIENCE)
    assert not proof.complete
    assert {code for code, _ in open_ends(proof)} == {"stopped"}


def test_what_was_said_before_the_end_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    whole: list[str] = []
    run = launch._run

    def cut_short(request: str, seconds: float) -> tuple[str, bool]:
        output, _ = run(request, seconds)
        whole.extend(output.splitlines())
        first = next(number for number, line in enumerate(whole) if "finding" in json.loads(line))
        return "\n".join([*whole[: first + 1], whole[first + 1][:20]]), False

    monkeypatch.setattr(launch, "_run", cut_short)
    proof = prove(flat(*WRONG), "f_1", seconds=PATIENCE)
    assert said(proof) == [("contradiction", ["k1", "k2"])]
    assert {code for code, _ in open_ends(proof)} == {"time"}
    assert not proof.complete


def test_a_form_without_rules_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "_run", None)
    assert prove(template_of(numbered(2)), "f_1").as_dict() == {**Proof("f_1").as_dict(), "seconds": 0.0}


def test_a_form_that_is_not_there_is_refused() -> None:
    with pytest.raises(KhuonError) as refused:
        prove(flat(*WRONG), "f_9")
    assert refused.value.code == "template.reference"


def test_broken_rules_are_named_and_the_others_proven() -> None:
    proof = prove(flat(*WRONG, "c1 = c99"), "f_1", seconds=PATIENCE)
    assert ("contradiction", ["k1", "k2"]) in said(proof)
    assert ("broken", "k4") in open_ends(proof)
    assert set(proof.no_example) == {"k_f_1/k3", "k_f_1/k4"}


def test_who_does_not_prove_loads_no_solver() -> None:
    code = "import sys, metadata.proofs, metadata.checks; sys.exit('z3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("regime", "form_id"), FORMS, ids=[form for _, form in FORMS])
def test_the_real_regimes(regime: str, form_id: str) -> None:
    """No false alarm over the forms that are in use: what is found there was looked at one by one."""
    looked_at: dict[str | tuple[str, str], list[tuple[str, list[str]]]] = {
        # The points of a criterion are limited to what it is worth when they are entered.
        "f_diem": [("never_fails", ["k1"]), ("never_fails", ["k2"])],
        # The row is computed by the same sum.
        "f_03kh": [("never_fails", ["k2"])],
        # The total of form 01 and those of forms 02 to 04 leave the last of the seven sums no choice.
        ("thanh_tra_2021", "f_01xld"): [("implied", ["k19", "k1", *(f"k{n}" for n in range(13, 19)), "k1", "k1", "k1"])],
    }
    template = Template(documents(regime))
    proof = prove(template, form_id, seconds=PATIENCE)
    program = build(template, form_id)
    assert proof.complete
    assert said(proof) == looked_at.get((regime, form_id), looked_at.get(form_id, []))
    assert {code for code, _ in open_ends(proof)} <= {"open_rows"}
    assert set(proof.examples) == set(template.rules(form_id))
    for rule, examples in proof.examples.items():
        for example in examples:
            failing: set[Any] = {failure.rule for failure in program.run(*filling(program, example["cells"])).failures}
            assert (rule in failing) == (example["expect"] == "fail")
