"""The two forms that a unit with nothing to report sends: one left blank, one of zeros. The judge decides, no solver."""

from __future__ import annotations

from typing import Any

from metadata.formula.program import with_instance
from metadata.proofs.work import Work


def plain_forms(work: Work) -> None:
    """Report errors that a blank form or a form of zeros runs into."""
    blank = _failing(work, {}, "proof.empty_fails", set())
    _failing(work, zeros(work), "proof.zero_fails", blank)


def _failing(work: Work, cells: dict[str, Any], code: str, known: set[str]) -> set[str]:
    run = work.evidence.run(cells)
    checks = [check for check in work.program.checks if check.id in run.failing and check.severity == "error"]
    rules = [rule for rule in work.by_rule if any(check.rule == rule for check in checks) and rule not in known]
    for rule in rules:
        own = [check.id for check in checks if check.rule == rule]
        work.finding(code, "warning", rules=[rule], checks=own, cells=work.cells_of(own), values={key: str(text) for key, text in cells.items() if key in work.cells_of(own)})
    return set(rules)


def zeros(work: Work) -> dict[str, Any]:
    """0 in every number cell that is read, takes it and is entered; one row in every open row; other forms and periods 0."""
    found: dict[str, Any] = {}
    for key, kind in work.program.kinds.items():
        limits = work.domain.limits(key)
        outside = "|" in key
        entered = outside or (key not in work.program.computed_keys and limits.entry == "number")
        if kind.numeric and entered and limits.takes_zero:
            found[with_instance(key, "i1")] = "0"
        elif outside:
            found[with_instance(key, "i1")] = None
        if outside and "#:" in key:
            found[key] = None
    return found
