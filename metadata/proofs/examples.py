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
OTHERS, FILLED, VARIED, PLAIN, ONE_ROW = "others hold", "filled", "varied", "plain", "one row"
_NICE: Final = (FILLED, VARIED, PLAIN, ONE_ROW)
_EASY: Final = ((*_NICE, "below 20"), (*_NICE, "below 100"))
_REST: Final = ((FILLED, PLAIN, ONE_ROW, "below 100"), (PLAIN, "below 100"), (PLAIN, "below 1000"), ())
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
    found: dict[str, Mapping[str, Any] | None] = {}
    if "pass" not in known:
        found["pass"] = _tried(work, session, check.rule, "pass", passes, (_EASY, _REST))
    if "fail" not in known and check.rule not in work.never:
        found["fail"] = _failing(work, session, component, check, verdict.fails)
    return {expect: cells for expect, cells in found.items() if cells is not None}


def _failing(work: Work, session: Session, component: Session, check: Check, goal: Term) -> Mapping[str, Any] | None:
    """Best if no other rule fails, with cells of other rules filled if need be; a plain look comes before that."""
    found = _tried(work, session, check.rule, "fail", goal, (_beside(_EASY),)) or _wide(work, component, check, varied=True)
    found = found or _tried(work, session, check.rule, "fail", goal, (_beside(_REST),)) or _wide(work, component, check, varied=False)
    return found or _tried(work, session, check.rule, "fail", goal, (_EASY, _REST))


def _beside(tries: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    return [(OTHERS, *labels) for labels in tries]


def _tried(work: Work, session: Session, rule: str, expect: str, goal: Term, rounds: Sequence[Sequence[Sequence[str]]]) -> Mapping[str, Any] | None:
    """The first model that the judge agrees with; in each round the mildest labels are asked first, which settles most of them."""
    term = goal if isinstance(goal, bool) else session.solver.truth(session.named(f"wanted {expect}", goal))
    for tries in rounds:
        if session.solver.ask(tries[-1], term) is not Answer.YES:
            continue
        for labels in tries:
            if work.left > 0 and session.solver.ask(labels, term) is Answer.YES:
                cells = session.filling()
                if (rule in work.evidence.run(cells).rules) == (expect == "fail"):
                    return cells
    return None


def _wide(work: Work, component: Session, check: Check, *, varied: bool) -> Mapping[str, Any] | None:
    """A failing example that fills cells of other rules too, so that these stay content."""
    others = [one.id for one in component.checks if one.rule != check.rule]
    goal = component.encoder.check(check, component.encoder.rows_of(check.owner)[0]).fails
    if not component.pleasant:
        component.pleasant = True
        _pleasant(component, frozenset())
    if varied:
        goal = component.solver.all_of((goal, _varied(component, work.inputs(check))))
    return _tried(work, component, check.rule, "fail", goal, ([(*others, PLAIN, ONE_ROW, "below 20"), (*others, PLAIN, "below 1000"), others],))


def _entered(session: Session) -> list[tuple[str, Quantity]]:
    """Number cells that a person enters, or that come from elsewhere; in the order met."""
    cells = session.encoder.cells.items()
    return [(key, cell) for key, cell in cells if isinstance(cell, Quantity) and cell.linear.parts and template_key(key) not in session.program.computed_keys]


def _varied(session: Session, touched: AbstractSet[str]) -> Term:
    """The cells hold at least 1, 2, 3 …, so that an example does not read 0 = 0 + 0."""
    solver, own = session.solver, [cell for key, cell in _entered(session) if template_key(key) in touched and not _second_row(key)]
    return solver.all_of(solver.at_most_zero(cell.linear.times(-1).shifted((index % 7 + 1) * cell.den)) for index, cell in enumerate(own))


def _second_row(key: str) -> bool:
    return "#" in key and "#i1:" not in key


def _pleasant(session: Session, touched: AbstractSet[str]) -> None:
    """Label what makes numbers easy to read: filled, not all alike, small, whole; one row, nothing stated over a formula."""
    encoder, solver = session.encoder, session.solver
    entered = _entered(session)
    solver.label(FILLED, solver.all_of(encoder.filled(key) for key in encoder.cells if template_key(key) in touched and not _second_row(key)))
    solver.label(VARIED, _varied(session, touched))
    whole = [solver.is_zero(cell.linear.plus(Linear({f"whole {key}": 1}), -cell.den)) for key, cell in entered if cell.den > 1]
    stated = [solver.negated(encoder.stated(key)) for key in encoder.cells if template_key(key) in session.program.statable]
    rows = [solver.negated(term) for (_, inst), term in encoder.presences.items() if inst != "i1"]
    solver.label(PLAIN, solver.all_of([*whole, *stated]))
    solver.label(ONE_ROW, solver.all_of(rows))
    for bound in (20, 100, 1000):
        small = [solver.at_most_zero(cell.linear.times(sign).shifted(-bound * cell.den)) for key, cell in entered for sign in _signs(session, key)]
        solver.label(f"below {bound}", solver.all_of(small))


def _signs(session: Session, key: str) -> tuple[int, ...]:
    low = session.domain.limits(key).low
    return (1,) if low is not None and low >= 0 else (1, -1)


# ---------------------------------------------------------------- by trying


def _searched(work: Work, rule: str, check: Check, expect: str, tries: int = 60) -> Mapping[str, Any] | None:
    """For what the solver cannot say exactly: fillings at random, the same ones every time."""
    random = Random(f"{rule} {expect}")  # noqa: S311 - the same examples every time, nothing secret
    keys = sorted(work.inputs(check))
    choices = {key: [text for text in _SEARCHED if work.domain.limits(key).takes(text)] for key in keys if work.domain.limits(key).kind.numeric}
    for _ in range(tries):
        if work.left <= 0:
            return None
        cells = {with_instance(key, "i1"): random.choice(options) for key, options in choices.items()}
        cells |= {key: None for key in keys if "|" in key and "#:" in key}
        run = work.evidence.run(cells)
        spoke = check.owner is not None or run.speaks(check)
        if spoke and (rule in run.rules) == (expect == "fail"):
            return {key: value for key, value in cells.items() if value is not None or "|" in key or "#" in key}
    return None
