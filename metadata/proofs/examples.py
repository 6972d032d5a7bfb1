"""For each rule a filling that passes and one that fails, small and readable, run by the judge before it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from random import Random
from typing import Any, Final

from metadata.formula.program import Check, template_key, with_instance
from metadata.proofs.quantity import Quantity
from metadata.proofs.report import LANGUAGES, words_of
from metadata.proofs.session import Session
from metadata.proofs.solver import Answer, Linear, Term
from metadata.proofs.work import Work

#: Places of a rule that are tried before it is given up.
PLACES: Final = 3
#: Labels of what makes an example pleasant; each try gives up a little more.
OTHERS, FILLED, VARIED, WHOLE = "others hold", "filled", "varied", "whole"
_TRIES: Final = ((FILLED, VARIED, WHOLE, "below 20"), (FILLED, WHOLE, "below 100"), (WHOLE, "below 1000"), ())
#: The same beside all other rules of a component, where most cells are not meant to be filled.
_TRIES_WIDE: Final = ((WHOLE, "below 20"), (WHOLE, "below 1000"), ())
_SEARCHED: Final = ("0", "1", "2", "3", "5", "10", "20", "50", "100", None)
_KINDS: Final = {"pass": {"vi": "đúng", "en": "passing"}, "fail": {"vi": "sai", "en": "failing"}}


def examples(work: Work, rule: str, session_of: Mapping[str, Session]) -> None:
    """Tell both examples of a rule, or why one is missing. ``session_of``: the component of a check, by its id."""
    checks = work.by_rule.get(rule, [])
    found: dict[str, Mapping[str, Any]] = {}
    for check in checks[:PLACES]:
        if len(found) < 2 and work.left > 0:
            found = {**_by_solver(work, check, session_of[check.id], found), **found}
    why = [] if checks else [words_of("proof.no_place")[0]]
    for expect in ("pass", "fail") if checks else ():
        if expect not in found:
            code, searched = _missing(work, rule, checks[0], expect)
            if searched is None:
                why.append(words_of(code, {"kind": _KINDS[expect]})[0])
                continue
            found[expect] = searched
        work.tell({"example": {"cells": dict(found[expect]), "expect": expect}, "rule": rule})
    if why:
        work.tell({"no_example": {lang: " ".join(words[lang] for words in why) for lang in LANGUAGES}, "rule": rule})


def _missing(work: Work, rule: str, check: Check, expect: str) -> tuple[str, Mapping[str, Any] | None]:
    """Why an example is missing, or one that turned up by trying."""
    if rule in {"pass": work.stuck, "fail": work.never}[expect]:
        return {"pass": "proof.no_passing", "fail": "proof.no_failing"}[expect], None
    return "proof.example_not_found", _searched(work, rule, check, expect)


# ---------------------------------------------------------------- by the solver


def _by_solver(work: Work, check: Check, component: Session, known: Mapping[str, object]) -> dict[str, Mapping[str, Any]]:
    """Examples of a check: with its own cells only and every other rule content, else with more cells, else as it comes."""
    touched = work.inputs(check)
    neighbours = [one for one in work.program.checks if not touched.isdisjoint(work.inputs(one))]
    session = Session(work.make, work.program, work.domain, [], absent=lambda key: template_key(key) not in touched)
    encoder, solver = session.encoder, session.solver
    verdict = encoder.check(check, encoder.rows_of(check.owner)[0])
    passes = solver.all_of((verdict.judged, *(encoder.held(one) for one in neighbours if one.rule == check.rule)))
    solver.label(OTHERS, solver.all_of(encoder.held(one) for one in neighbours if one.rule != check.rule))
    _pleasant(session, touched)
    alone = [(OTHERS, *labels) for labels in _TRIES]
    found = {}
    if "pass" not in known:
        found["pass"] = _tried(work, session, check.rule, "pass", passes, alone) or _tried(work, session, check.rule, "pass", passes, _TRIES)
    if "fail" not in known and check.rule not in work.never:
        found["fail"] = (_tried(work, session, check.rule, "fail", verdict.fails, alone) or _wide(work, component, check)
                         or _tried(work, session, check.rule, "fail", verdict.fails, _TRIES))  # fmt: skip
    return {expect: cells for expect, cells in found.items() if cells is not None}


def _tried(work: Work, session: Session, rule: str, expect: str, goal: Term, tries: Sequence[Sequence[str]]) -> Mapping[str, Any] | None:
    """The first model that the judge agrees with; with the strictest labels that allow one."""
    wanted = session.named(f"wanted {expect}", goal) if goal is not True else ""
    term = session.solver.truth(wanted) if wanted else True
    if session.solver.ask(tries[-1], term) is not Answer.YES:
        return None  # not even the mildest
    for labels in tries:
        if work.left <= 0:
            break
        if session.solver.ask(labels, term) is Answer.YES:
            cells = session.filling()
            if (rule in work.evidence.run(cells).rules) == (expect == "fail"):
                return cells
    return None


def _wide(work: Work, component: Session, check: Check) -> Mapping[str, Any] | None:
    """A failing example that fills cells of other rules too, so that these stay content."""
    others = [one.id for one in component.checks if one.rule != check.rule]
    goal = component.encoder.check(check, component.encoder.rows_of(check.owner)[0]).fails
    if not component.pleasant:
        component.pleasant = True
        _pleasant(component, work.inputs(check))
    return _tried(work, component, check.rule, "fail", goal, [(*others, *labels) for labels in _TRIES_WIDE])


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
