"""The two forms that a unit with nothing to report sends: one left blank, one of zeros. The judge decides, no solver."""

from __future__ import annotations

from typing import Any

from metadata.formula.program import with_instance
from metadata.proofs.evidence import Run
from metadata.proofs.work import Work


def run_plain_forms(work: Work) -> None:
    """Let the judge see both forms, before anything is proven."""
    work.evidence.run({})
    work.evidence.run(zeros(work))


def tell_plain_forms(work: Work) -> None:
    """Report errors that a blank form or a form of zeros runs into, those of rules left out that no form satisfies."""
    blank, zero = work.evidence.runs[:2]
    _tell(work, "proof.empty_fails", blank, set())
    _tell(work, "proof.zero_fails", zero, set(blank.rules))


def _tell(work: Work, code: str, run: Run, known: set[str]) -> None:
    checks = [check.id for check in work.program.checks if check.id in run.failing and check.severity == "error" and check.id not in work.spared]
    checks = [one for one in checks if work.by_id[one].rule not in known]
    if checks:
        cells = work.cells_of(checks)
        values = {key: str(run.cells[key]) for key in cells if run.cells.get(key) is not None}
        work.finding(code, "warning", rules=work.rules_of(checks), checks=checks, cells=cells, values=values)


def zeros(work: Work) -> dict[str, Any]:
    """0 in every number cell that is read, takes it and is entered; one row in every open row; other forms and periods 0."""
    found: dict[str, Any] = {}
    for key, kind in work.program.kinds.items():
        limits = work.domain.limits(key)
        outside = "|" in key
        entered = outside or (key not in work.program.computed_keys and limits.entry == "number")
        if kind.numeric and entered and limits.takes("0"):
            found[with_instance(key, "i1")] = "0"
        elif outside:
            found[with_instance(key, "i1")] = None
        if outside and "#:" in key:
            found[key] = None
    return found
