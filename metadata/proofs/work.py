"""What one run of proofs shares: the form, its names, the judge's evidence, and where findings go."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from metadata.formula.program import Check, Program
from metadata.numbers import format_vi
from metadata.proofs.domain import Domain
from metadata.proofs.encode import MOST_ROWS
from metadata.proofs.evidence import Evidence
from metadata.proofs.names import Names
from metadata.proofs.report import Finding, Unproven, Words, words_of
from metadata.proofs.session import Session, SolverMaker
from metadata.proofs.trees import OPEN_ROWS
from metadata.template import Template

_ROWS = {"vi": f" (xét với tối đa {MOST_ROWS} dòng tự thêm)", "en": f" (looked at with up to {MOST_ROWS} lines of an open row)"}
#: Findings after which nothing is left to prove of their first rule.
_SETTLES = frozenset({"proof.never_fails", "proof.implied", "proof.equivalent", "proof.duplicate"})
_NOTHING = {"vi": "", "en": ""}


@dataclass
class Work:
    """Collects what is proven. ``make`` makes a fresh solver; ``deadline`` is a reading of ``clock``."""

    template: Template
    program: Program
    make: SolverMaker
    tell: Callable[[Mapping[str, Any]], None]
    deadline: float
    clock: Callable[[], float] = time.monotonic
    settled: set[str] = field(default_factory=set)  # rules that a finding leaves no question about
    doubted: set[str] = field(default_factory=set)
    spared: set[str] = field(default_factory=set)  # checks in a conflict: nothing may be concluded from them
    late: dict[str, str] = field(default_factory=dict)  # rule → a check of it that was not settled in time
    never: set[str] = field(default_factory=set)  # rules that can never fire
    stuck: set[str] = field(default_factory=set)  # rules that can never hold once judged

    def __post_init__(self) -> None:
        self.domain = Domain(self.template, self.program.form_id)
        self.names = Names(self.template, self.program)
        self.evidence = Evidence(self.program)
        self.by_id = {check.id: check for check in self.program.checks}
        self.by_rule: dict[str, list[Check]] = {}
        for check in self.program.checks:
            self.by_rule.setdefault(check.rule, []).append(check)

        self._formulas = {formula.key: formula for formula in self.program.formulas}
        self._inputs: dict[str, frozenset[str]] = {}

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.deadline - self.clock()

    def rules_of(self, check_ids: Iterable[str]) -> list[str]:
        """The rules of some checks, in the form's order."""
        found = {self.by_id[check_id].rule for check_id in check_ids}
        return [rule for rule in self.by_rule if rule in found]

    def cells_of(self, check_ids: Iterable[str]) -> list[str]:
        """This form's cells that checks name, each once."""
        return list(dict.fromkeys(key for check_id in check_ids for key in self.by_id[check_id].cells))

    def inputs(self, check: Check) -> frozenset[str]:
        """Entered and outside cells that a check comes down to, as template keys."""
        known = self._inputs.get(check.id)
        if known is None:
            known = self._inputs[check.id] = self.inputs_of(*(leaf.key for leaf in check.reads))
        return known

    def inputs_of(self, *keys: str) -> frozenset[str]:
        """Entered and outside cells that some cells come down to, as template keys."""
        found: set[str] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in found:
                found.add(key)
                formula = self._formulas.get(key)
                waiting.extend(leaf.key for leaf in formula.reads) if formula else None
        return frozenset(found - self.program.computed_keys)

    # -- telling

    def finding(self, code: str, severity: str, *, rules: Sequence[str], checks: Sequence[str], cells: Sequence[str] = (),
                values: Mapping[str, str] | None = None, sessions: Sequence[Session] = (), said: Mapping[str, Words] | None = None) -> None:
        """Tell a finding. ``said``: arguments of its sentence besides ``rows``; ``rules`` are all of its rules unless said otherwise."""
        open_rows = any(OPEN_ROWS in session.encoder.reasons_of(self.by_id[one]) for session in sessions for one in checks)
        message, todo = words_of(code, {"rows": _ROWS if open_rows else _NOTHING, "rules": self.names.rules(rules), **(said or {})})
        self.settled.update(rules[:1] if code in _SETTLES else ())
        self.tell({"finding": Finding(code, severity, tuple(rules), tuple(checks), tuple(cells), values or {}, message, todo).as_dict()})

    def unproven(self, rule: str, check: str, code: str) -> None:
        """Tell that something about a rule is not proven."""
        message, _ = words_of(code, {"rules": self.names.rule(rule), "most": MOST_ROWS})
        self.tell({"unproven": Unproven(rule, check, code, message).as_dict()})

    def not_in_time(self, checks: Iterable[str]) -> None:
        """Remember rules that were not settled in time."""
        for check_id in checks:
            self.late.setdefault(self.by_id[check_id].rule, check_id)

    def when(self, checks: Sequence[str]) -> Words:
        """``đã nhập số liệu vào cột 1 hoặc cột 2``: when one of some checks speaks."""
        cells = self.cells_of(checks) or [leaf.key for one in checks for leaf in self.by_id[one].reads]
        named = self.names.cells(cells)
        every = all(self.by_id[one].skip_blanks for one in checks)
        if len(cells) == 1:
            return {"vi": f"{named['vi']} có số liệu", "en": f"{named['en']} is filled"}
        if every:
            return {"vi": f"nhập đủ {named['vi']}", "en": f"all of {named['en']} are filled"}
        return {"vi": f"có số liệu ở một trong các ô {named['vi']}", "en": f"one of {named['en']} is filled"}


def text_of(value: Decimal) -> str:
    """A number as officials write it, without zeros at the end."""
    text = format_vi(value)
    return text.rstrip("0").rstrip(",") if "," in text else text
