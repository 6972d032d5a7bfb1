"""Proofs of small forms in the test's own process."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from metadata.formula.program import build
from metadata.proofs import Proof
from metadata.proofs.prover import prove_form
from metadata.proofs.z3_solver import maker
from metadata.template import Template
from tests.metadata.formula.shapes import flat_form, rules_of, template_of


def proof_of(template: Template, form_id: str = "f_1", seconds: float = 60) -> Proof:
    """What is proven, without a process of its own."""
    proof, deadline = Proof(form_id), time.monotonic() + seconds
    prove_form(template, build(template, form_id), maker(seconds, deadline), proof.take, deadline)
    return proof


def flat(*rules: str | Mapping[str, Any], count: int = 5, **cells: Mapping[str, Any]) -> Template:
    """One row of columns c1 … with rules k1 …; ``cells`` changes columns."""
    columns = {f"c{i}": cells.get(f"c{i}", {}) for i in range(1, count + 1)}
    return template_of(flat_form(columns), rules_of("f_1", *rules))


def said(proof: Proof) -> list[tuple[str, list[str]]]:
    """Findings as (code without its family, short rule ids), sorted."""
    return sorted((f.code.removeprefix("proof."), [rule.rpartition("/")[2] for rule in f.rules]) for f in proof.findings)


def open_ends(proof: Proof) -> list[tuple[str, str]]:
    """What is not proven as (code, short rule id), sorted."""
    return sorted((one.code.removeprefix("proof."), one.rule.rpartition("/")[2]) for one in proof.unproven)
