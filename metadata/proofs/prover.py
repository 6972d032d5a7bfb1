"""The order of proving: what matters most first, rules that hang together apart from all others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

from metadata.formula.program import Check, Program
from metadata.proofs.conflicts import conflicts
from metadata.proofs.examples import examples
from metadata.proofs.forced import forced
from metadata.proofs.joined import joined
from metadata.proofs.plain_forms import run_plain_forms, tell_plain_forms
from metadata.proofs.quantity import Quantity
from metadata.proofs.redundancy import duplicates, implied, never_fire, tell_never
from metadata.proofs.report import Unproven, words_of
from metadata.proofs.session import Session, SolverMaker, components
from metadata.proofs.solver import Answer
from metadata.proofs.trees import OPEN_ROWS
from metadata.proofs.work import Work
from metadata.template import Template

#: Part of the time left that the first examples leave to further proofs.
_SHARE: Final = 0.4


def prove_form(template: Template, program: Program, make: SolverMaker, tell: Callable[[Mapping[str, Any]], None], deadline: float) -> None:
    """The form by itself, then together with the forms that it reads."""
    told: set[tuple[str, frozenset[str]]] = set()

    def tell_once(event: Mapping[str, Any]) -> None:
        if "finding" in event:
            said = (event["finding"]["code"], frozenset(event["finding"]["rules"]))
            if said in told:
                return
            told.add(said)
        tell(event)

    alone = Work(template, program, make, tell_once, deadline)
    prove_all(alone)
    together = joined(template, program)
    rules = template.rules(program.form_id)
    if together is not None and rules:
        prove_across(Work(template, together, make, tell_once, deadline), [rule for rule in rules if rule not in alone.settled])


def prove_all(work: Work) -> None:
    """Everything that is proven of a form, told as it is found; at last what was not."""
    run_plain_forms(work)
    repeated = duplicates(work)
    sessions = [Session(work.make, work.program, work.domain, group) for group in components(work.program, work.program.checks)]
    session_of = {check.id: session for session in sessions for check in session.checks}
    for session in sessions:
        _agree(work, session)
        conflicts(work, session)
    tell_plain_forms(work)
    never = {check for session in sessions for check in never_fire(work, session)}
    tell_never(work, never, session_of)
    # Examples are evidence against slips, so they come before what is left to prove; but not at its cost.
    waiting = [rule for rule in work.template.rules(work.program.form_id) if rule not in work.never]
    waiting = _examples_of(work, session_of, waiting, work.left * _SHARE)
    implied(work, session_of, never, repeated)
    for session in sessions:
        forced(work, session)
    _examples_of(work, session_of, [*waiting, *(rule for rule in work.template.rules(work.program.form_id) if rule in work.never)], 0)
    _not_proven(work, session_of)


def prove_across(work: Work, own: Collection[str]) -> None:
    """What the forms of a release say together: ``work`` is over the joined program, ``own`` are the form's rules still open.

    Told is what has to do with them; what other forms say by themselves is said there.
    """
    outer, rules = work.tell, work.by_rule
    own_checks = {check.id for rule in own for check in rules.get(rule, ())}

    def tell(event: Mapping[str, Any]) -> None:
        if "finding" in event and any(rule in own for rule in event["finding"]["rules"]):
            outer(event)

    work.tell = tell
    groups = [group for group in components(work.program, work.program.checks) if any(check.id in own_checks for check in group) and _reaches(work, group)]
    sessions = [Session(work.make, work.program, work.domain, group) for group in groups]
    session_of = {check.id: session for session in sessions for check in session.checks}
    work.by_rule = {rule: checks for rule, checks in rules.items() if all(check.id in session_of for check in checks)}
    for session in sessions:
        _agree(work, session)
        conflicts(work, session)
    never = {check for session in sessions for check in never_fire(work, session)}
    tell_never(work, never, session_of)
    implied(work, session_of, never, set(), [rule for rule in own if rule not in work.never])
    for session in sessions:
        forced(work, session)
    late = [rule for rule in own if rule in work.late]
    if late or work.left <= 0:
        message, _ = words_of("proof.across_time", {"rules": work.names.rules(late or list(own)[:1])})
        outer({"unproven": Unproven((late or list(own))[0], "", "proof.across_time", message).as_dict()})


def _reaches(work: Work, group: Sequence[Check]) -> bool:
    """Whether what another form computes or checks has to do with these checks."""
    read = {leaf.key for check in group for leaf in check.reads}
    return any("|" in key and key in work.program.computed_keys for key in read) or any(not check.cells or "|" in check.cells[0] for check in group)


def _agree(work: Work, session: Session) -> None:
    """Run the judge over a few models: where every part is exact, it must fail the checks that the solver fails.

    The numbers are kept below 10 ** 12, where 15 significant digits leave everything as it is.
    """
    solver, encoder = session.solver, session.encoder
    exact = [check for check in session.checks if not encoder.reasons_of(check)]
    names = {check.id: session.named(f"seen {check.id}", encoder.fails(check)) for check in exact}
    numbers = [cell.linear for cell in encoder.cells.values() if isinstance(cell, Quantity) and cell.linear.parts]
    small = solver.all_of(solver.at_most_zero(linear.times(sign).shifted(-(10**12))) for linear in numbers for sign in (1, -1))
    for goal in (True, solver.any_of(solver.truth(name) for name in names.values())) if names else ():
        if solver.ask((), solver.all_of((small, goal))) is not Answer.YES:
            continue
        said = {check_id for check_id, name in names.items() if solver.flag(name)}
        seen = work.evidence.run(session.filling()).failing
        if any((check_id in said) != (check_id in seen) for check_id in names):
            work.doubted.update(check.rule for check in session.checks)


def _examples_of(work: Work, session_of: dict[str, Session], rules: Sequence[str], keep: float) -> list[str]:
    """Examples of rules while more than ``keep`` seconds are left, at least what is known without asking; the rules not done."""
    for number, rule in enumerate(rules):
        if work.left < keep:
            return list(rules[number:])
        examples(work, rule, session_of)
    return []


def _not_proven(work: Work, session_of: dict[str, Session]) -> None:
    """What is left open: rules not settled in time, contradicted by the judge, or outside of what can be proven."""
    for rule, checks in work.by_rule.items():
        if rule in work.doubted:
            work.unproven(rule, checks[0].id, "proof.doubt")
            continue
        if rule in work.late:
            work.unproven(rule, work.late[rule], "proof.time")
        told: dict[str, str] = {}
        for check in checks:
            for code in sorted(session_of[check.id].encoder.reasons_of(check)):
                told.setdefault(code, check.id)
        for code, check_id in told.items():
            if code == OPEN_ROWS or rule not in work.settled:
                work.unproven(rule, check_id, code)
