"""The judge beside the solver: every filling that the solver comes up with is run, and what was seen may refute a proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from metadata.formula.program import Check, Program, filling, template_key
from metadata.values import CellValue


@dataclass(frozen=True)
class Run:
    """One filling and what the judge made of it. ``failing``: ids of checks that failed somewhere; ``rules`` theirs."""

    cells: Mapping[str, Any]
    values: Mapping[str, CellValue]
    failing: frozenset[str]
    rules: frozenset[str]

    def speaks(self, check: Check) -> bool:
        """Whether a check outside open rows was judged."""
        blanks = [self.values.get(leaf.key) is None for leaf in check.reads]
        return not (any(blanks) if check.skip_blanks else all(blanks))


class Evidence:
    """All runs of the judge over one form so far."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.runs: list[Run] = []
        self._checks = {check.id: check for check in program.checks}

    def run(self, cells: Mapping[str, Any]) -> Run:
        """Run the judge over a filling, every external that it does not name blank, and remember what came out."""
        values, instances, externals = filling(self.program, cells)
        externals = {**dict.fromkeys(e.key for e in self.program.externals), **externals}
        result = self.program.run(values, instances, externals)
        ids = {self._plain(failure.id) for failure in result.failures}
        found = Run(cells, {**values, **externals, **result.values}, frozenset(ids), frozenset(failure.rule for failure in result.failures))
        self.runs.append(found)
        return found

    def _plain(self, failure_id: str) -> str:
        """The id of the check behind the id of its failure, which names the instance."""
        if failure_id in self._checks:
            return failure_id
        head, _, place = failure_id.rpartition("/")
        return f"{head}/{template_key(place + ':')}".removesuffix(":") + ":"

    def refutes_never(self, checks: Sequence[str]) -> bool:
        """Whether one of the checks was seen to fail."""
        return any(run.failing & set(checks) for run in self.runs)

    def refutes_implied(self, checks: Sequence[str], by: Sequence[str]) -> bool:
        """Whether one of the checks was seen to fail while all that imply it held."""
        return any(run.failing & set(checks) and not run.failing & set(by) for run in self.runs)

    def stands_alone(self, rule: str, checks: Sequence[Check]) -> bool:
        """Whether the rule was seen to fail while all others held that it might follow from: errors, for a warning all."""
        ids = {check.id for check in checks}
        blocking = {check.id for check in self._checks.values() if check.rule != rule and (check.severity == "error" or checks[0].severity != "error")}
        return any(run.failing & ids and not run.failing & blocking for run in self.runs)

    def refutes_forced(self, key: str, value: CellValue, by: Sequence[str]) -> bool:
        """Whether the cell was seen with another value while all that force it held."""
        return any(run.values.get(key) not in (None, value) and not run.failing & set(by) for run in self.runs)

    def refutes_conflict(self, speaks: Sequence[Check], by: Sequence[str]) -> bool:
        """Whether one of ``speaks`` was judged while all of the conflicting held."""
        return any(check.owner is None and run.speaks(check) and not run.failing & set(by) for run in self.runs for check in speaks if not _of_rows(check))


def _of_rows(check: Check) -> bool:
    return any("#" in leaf.key for leaf in check.reads)
