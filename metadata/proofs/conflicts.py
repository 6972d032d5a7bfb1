"""Rules that cannot hold together: nothing can be sent, or only a form in which they all stay silent."""

from __future__ import annotations

from collections.abc import Sequence

from metadata.proofs.session import Session
from metadata.proofs.solver import Answer, Term
from metadata.proofs.work import Work


def conflicts(work: Work, session: Session) -> None:
    """Find conflicts among the errors of a session, then warnings that no form can avoid.

    Checks in a conflict are put into ``work.spared``: whatever follows from a contradiction means nothing.
    """
    errors = [check.id for check in session.checks if check.severity == "error"]
    errors = _unsendable(work, session, errors)
    silent = _silent(work, session, errors)
    errors = [one for one in errors if one not in work.spared]
    warnings = [check.id for check in session.checks if check.severity != "error" and check.id not in silent]
    _always_warns(work, session, errors, warnings)


def _unsendable(work: Work, session: Session, errors: list[str]) -> list[str]:
    """Report and leave out sets that even a blank form breaks, until the rest can be satisfied."""
    while errors:
        answer = session.solver.ask(errors)
        if answer is Answer.UNKNOWN:
            work.not_in_time(errors)
        if answer is not Answer.NO:
            break
        core = session.minimal(errors, True) or errors
        work.spared.update(core)
        if any(not run.failing & set(core) for run in work.evidence.runs):
            work.doubted.update(work.rules_of(core))
        else:
            work.finding("proof.unsendable", "error", rules=work.rules_of(core), checks=core, cells=work.cells_of(core), sessions=[session])
        errors = [one for one in errors if one not in core]
    return errors


def _silent(work: Work, session: Session, errors: Sequence[str]) -> list[str]:
    """Checks that can only stay silent, each with the smallest set that keeps it so; the checks found."""
    encoder = session.encoder
    stuck, unknown = session.sift(errors, {one: encoder.judged(work.by_id[one]) for one in errors})
    work.not_in_time(unknown)
    cores = {one: _core(session, errors, one, encoder.judged(work.by_id[one])) for one in stuck}
    groups: dict[tuple[str, ...], tuple[list[str], list[str], list[str]]] = {}
    owned = {tuple(core) for one, core in cores.items() if core and one in core}
    for one, core in cores.items():
        if core is None:
            work.not_in_time([one])
            continue
        if not core and not _can_speak(session, one):
            continue  # it never speaks at all: it can never fire either, which is said there
        if one not in core and tuple(core) in owned:
            continue  # drawn in by a conflict of others, which is named by itself
        whole = core if one in core else sorted({*core, one})
        rules = tuple(work.rules_of(whole))
        speaks, checks, blamed = groups.setdefault(rules, ([], [], []))
        speaks.append(one)
        checks.extend(whole)
        blamed.extend(core)
    for rules, (speaks, checks, core) in groups.items():
        _tell_conflict(work, session, list(rules), list(dict.fromkeys(speaks)), list(dict.fromkeys(checks)), core)
    return stuck


def _core(session: Session, errors: Sequence[str], one: str, judged: Term) -> list[str] | None:
    """The smallest set that keeps a check silent; itself alone if it can, though another might do it too."""
    return [one] if session.solver.ask([one], judged) is Answer.NO and session.solver.ask([], judged) is Answer.YES else session.minimal(errors, judged)


def _can_speak(session: Session, check_id: str) -> bool:
    check = next(check for check in session.checks if check.id == check_id)
    return session.solver.ask((), session.encoder.judged(check)) is Answer.YES


def _tell_conflict(work: Work, session: Session, rules: list[str], speaks: list[str], checks: list[str], core: list[str]) -> None:
    work.spared.update(checks)
    if work.evidence.refutes_conflict([work.by_id[one] for one in speaks], core):
        work.doubted.update(rules)
        return
    code = "proof.impossible" if len(rules) == 1 else "proof.contradiction"
    if len(rules) == 1:
        work.stuck.update(rules)
    work.finding(code, "error", rules=rules, checks=checks, cells=work.cells_of(speaks), sessions=[session], said={"when": work.when(speaks)})


def _always_warns(work: Work, session: Session, errors: list[str], warnings: list[str]) -> None:
    """Warnings that cannot be avoided once they speak, beside errors and the other warnings."""
    encoder, solver = session.encoder, session.solver
    everything = [*errors, *warnings]
    goals = {one: encoder.judged(work.by_id[one]) for one in warnings}
    stuck, unknown = session.sift(everything, goals)
    work.not_in_time(unknown)
    groups: dict[tuple[str, ...], tuple[list[str], list[str]]] = {}
    for one in stuck:
        core = session.minimal(everything, goals[one])
        if core is None:
            work.not_in_time([one])
        if not core or solver.ask([], goals[one]) is not Answer.YES:
            continue
        whole = core if one in core else sorted({*core, one})
        if all(work.by_id[member].severity == "error" for member in core):
            continue  # errors alone keep it silent: it is never heard
        speaks, checks = groups.setdefault(tuple(work.rules_of(whole)), ([], []))
        speaks.append(one)
        checks.extend(whole)
    for rules, (speaks, checks) in groups.items():
        work.spared.update(one for one in checks if work.by_id[one].severity != "error")
        if len(rules) == 1:
            work.stuck.update(rules)
        named = list(dict.fromkeys(checks))
        if work.evidence.refutes_conflict([work.by_id[one] for one in speaks], named):
            work.doubted.update(rules)
            continue
        work.finding("proof.always_warns", "warning", rules=rules, checks=named, cells=work.cells_of(speaks), sessions=[session], said={"when": work.when(speaks)})
