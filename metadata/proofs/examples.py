"""For each rule a filling that passes and one that fails, small and readable, run by the judge before it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from random import Random
from typing import Any, Final

from metadata.formula.program import Check, template_key, with_instance
from metadata.proofs.quantity import Quantity
from metadata.proofs.report import Words, words_of
from metadata.proofs.session import Session
from metadata.proofs.solver import Answer, Linear
from metadata.proofs.work import Work

#: Places of a rule that are tried before it is given up.
PLACES: Final = 3
#: Labels of what makes an example pleasant, strictest first; each try gives up a little more.
OTHERS, FILLED, VARIED, WHOLE = "others hold", "filled", "varied", "whole"
_TRIES: Final = (
    (OTHERS, FILLED, VARIED, WHOLE, "below 20"), (OTHERS, FILLED, WHOLE, "below 100"), (OTHERS, WHOLE, "below 1000"), (OTHERS,),
    (FILLED, VARIED, WHOLE, "below 20"), (FILLED, WHOLE, "below 100"), (WHOLE, "below 1000"), (),
)  # fmt: skip
_SEARCHED: Final = ("0", "1", "2", "3", "5", "10", "20", "50", "100", None)
_KINDS: Final = {"pass": {"vi": "đúng", "en": "passing"}, "fail": {"vi": "sai", "en": "failing"}}


def examples(work: Work, rule: str) -> None:
    """Tell both examples of a rule, or why one is missing."""
    checks = work.by_rule.get(rule, [])
    why: list[Words] = []
    if not checks:
        why.append(words_of("proof.no_place")[0])
    for expect in ("pass", "fail") if checks else ():
        missing = {"pass": work.stuck, "fail": work.never}[expect]
        found = None if rule in missing else _example(work, rule, checks[:PLACES], expect)
        if found is not None:
            work.tell({"example": {"cells": dict(found), "expect": expect}, "rule": rule})
        else:
            code = ("proof.no_passing" if expect == "pass" else "proof.no_failing") if rule in missing else "proof.example_not_found"
            why.append(words_of(code, {"kind": _KINDS[expect]})[0])
    if why:
        work.tell({"no_example": {lang: " ".join(words[lang] for words in why) for lang in ("vi", "en")}, "rule": rule})


def _example(work: Work, rule: str, checks: Sequence[Check], expect: str) -> Mapping[str, Any] | None:
    second_best = None
    for check in checks:
        for wide in (False, True) if expect == "fail" else (False,):
            if work.left <= 0:
                return second_best
            found, alone = _asked(work, rule, check, expect, wide=wide)
            if found is not None and alone:
                return found
            second_best = second_best or found
        if second_best is not None:
            return second_best
    return second_best or _searched(work, rule, checks[0], expect)


# ---------------------------------------------------------------- by the solver


def _asked(work: Work, rule: str, check: Check, expect: str, *, wide: bool) -> tuple[Mapping[str, Any] | None, bool]:
    """An example, and whether it keeps every other rule quiet. ``wide``: cells of neighbouring rules may be filled too."""
    touched: AbstractSet[str] = work.inputs(check)
    neighbours = _neighbours(work, touched)
    if wide:
        more = set().union(*map(work.inputs, neighbours))
        if more == touched:
            return None, False
        touched = more
        neighbours = _neighbours(work, touched)
    own = [one for one in neighbours if one.rule == rule]
    others = [one for one in neighbours if one.rule != rule]
    session = Session(work.make, work.program, work.domain, [], absent=lambda key: template_key(key) not in touched)
    encoder, solver = session.encoder, session.solver
    verdict = encoder.check(check, encoder.rows_of(check.owner)[0])
    goal = verdict.fails if expect == "fail" else solver.all_of((verdict.judged, *(encoder.held(one) for one in own)))
    solver.add(goal)
    solver.label(OTHERS, solver.all_of(encoder.held(one) for one in others))
    _pleasant(session, work.inputs(check))
    for labels in _TRIES:
        if work.left <= 0 or (wide and OTHERS not in labels):
            break
        if solver.ask(labels) is not Answer.YES:
            continue
        cells = session.filling()
        run = work.evidence.run(cells)
        if (rule in run.rules) == (expect == "fail"):
            return cells, run.rules <= {rule}
    return None, False


def _pleasant(session: Session, touched: AbstractSet[str]) -> None:
    """Label what makes numbers easy to read: filled, not all alike, whole, small, not stated over a formula."""
    encoder, solver = session.encoder, session.solver
    numbers = [(key, cell) for key, cell in encoder.cells.items() if isinstance(cell, Quantity) and cell.linear.parts]
    entered = [(key, cell) for key, cell in numbers if template_key(key) not in session.program.computed_keys]
    solver.label(FILLED, solver.all_of(encoder.filled(key) for key in encoder.cells if template_key(key) in touched))
    varied = [solver.at_most_zero(cell.linear.times(-1).shifted((index % 7 + 1) * cell.den)) for index, (key, cell) in enumerate(entered) if template_key(key) in touched]
    solver.label(VARIED, solver.all_of(varied))
    steps = [(cell, Linear({f"whole {key}": 1})) for key, cell in entered if cell.den > 1]
    stated = [solver.negated(encoder.stated(key)) for key, _ in numbers if template_key(key) in session.program.statable]
    solver.label(WHOLE, solver.all_of([solver.is_zero(cell.linear.plus(step, -cell.den)) for cell, step in steps] + stated))
    for bound in (20, 100, 1000):
        small = [solver.at_most_zero(cell.linear.times(sign).shifted(-bound * cell.den)) for _, cell in entered for sign in (1, -1)]
        solver.label(f"below {bound}", solver.all_of(small))


def _neighbours(work: Work, touched: AbstractSet[str]) -> list[Check]:
    """Checks that come down to any of the cells."""
    return [check for check in work.program.checks if not touched.isdisjoint(work.inputs(check))]


# ---------------------------------------------------------------- by trying


def _searched(work: Work, rule: str, check: Check, expect: str, tries: int = 60) -> Mapping[str, Any] | None:
    """For what the solver cannot say exactly: fillings at random, the same ones every time."""
    random = Random(f"{rule} {expect}")  # noqa: S311 - the same examples every time, nothing secret
    keys = sorted(work.inputs(check))
    for _ in range(tries):
        if work.left <= 0:
            return None
        cells = {with_instance(key, "i1"): random.choice(_SEARCHED) for key in keys if work.domain.limits(key).kind.numeric}
        cells |= {key: None for key in keys if "|" in key and "#:" in key}
        run = work.evidence.run(cells)
        spoke = check.owner is not None or run.speaks(check)
        if spoke and (rule in run.rules) == (expect == "fail"):
            return {key: value for key, value in cells.items() if value is not None or "|" in key or "#" in key}
    return None
