"""Rules that add nothing: they can never fire, repeat another, or follow from others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from metadata.formula.program import Check
from metadata.proofs.names import listed
from metadata.proofs.normal import same_check
from metadata.proofs.report import Words
from metadata.proofs.session import Session
from metadata.proofs.solver import Answer
from metadata.proofs.work import Work, text_of

SessionOf = Mapping[str, Session]
"""The session that has a check, by check id."""


def never_fire(work: Work, session: Session) -> set[str]:
    """Checks of a session that can never fail, whatever is entered."""
    goals = {check.id: session.encoder.fails(check) for check in session.checks}
    never, unknown = session.sift((), goals)
    work.not_in_time(unknown)
    return set(never)


def tell_never(work: Work, never: set[str], sessions: SessionOf) -> None:
    """Report rules all of whose checks can never fail, with what keeps them from it."""
    for rule, checks in work.by_rule.items():
        ids = [check.id for check in checks]
        if not set(ids) <= never:
            continue
        work.never.add(rule)
        if work.evidence.refutes_never(ids):
            work.doubted.add(rule)
            continue
        used = [sessions[one] for one in ids]
        work.finding("proof.never_fails", "warning", rules=[rule], checks=ids, cells=work.cells_of(ids), sessions=used, said={"why": _why(work, checks)})


_WHY = {
    "sign": ("{} không nhận số âm", "{} takes no negative number"),
    "low": ("{} nhập không dưới {bound}", "{} takes nothing below {bound}"),
    "high": ("{} nhập không quá {bound}", "{} takes nothing above {bound}"),
    "step": ("{} nhập theo bước {bound}", "{} is entered in steps of {bound}"),
    "options": ("{} chỉ nhận các lựa chọn đã nêu", "{} takes only the options listed"),
    "formula": ("{} là ô tính", "{} is computed"),
}


def _why(work: Work, checks: Sequence[Check]) -> Words:
    """Which limits of entry and which formulas the proof rests on, from the place with the fewest cells."""
    check = min(checks, key=lambda one: len(work.inputs(one)))
    session = Session(work.make, work.program, work.domain, [check], labelled=True)
    core = session.minimal(session.encoder.labels, session.encoder.fails(check)) or []
    found: dict[tuple[str, str], list[str]] = {}
    for label in core:
        kind, key = label.split(" ", 1)
        found.setdefault(_bound(work, kind, key), []).append(key)
    said = [(work.names.cells(keys), *_WHY[kind], bound) for (kind, bound), keys in sorted(found.items(), reverse=True)]
    if not said:
        return {"vi": "điều kiện luôn đúng khi được xét", "en": "the condition is true whenever it is judged"}
    vi = [vi.format(named["vi"], bound=bound) for named, vi, _, bound in said]
    en = [en.format(named["en"], bound=bound) for named, _, en, bound in said]
    lead = {"vi": "chẳng hạn ", "en": "for one, "} if len(checks) > 1 else {"vi": "", "en": ""}
    return {"vi": lead["vi"] + listed(vi, "vi"), "en": lead["en"] + listed(en, "en")}


def _bound(work: Work, kind: str, key: str) -> tuple[str, str]:
    limits = work.domain.limits(key)
    value = {"low": limits.low, "high": limits.high, "step": limits.step}.get(kind)
    if kind == "low" and not value:
        return "sign", ""
    return kind, "" if value is None else text_of(Decimal(value.numerator) / value.denominator)


def duplicates(work: Work) -> set[str]:
    """Report rules that repeat an earlier one at all their places; the later of each pair."""
    seen: dict[object, str] = {}
    repeated: dict[str, set[str]] = {}
    # An error is never called the repetition of a warning.
    for rule, checks in sorted(work.by_rule.items(), key=lambda item: item[1][0].severity != "error"):
        keys = [same_check(check) for check in checks]
        earlier = [seen.get(key) for key in keys]
        if all(earlier):
            repeated[rule] = {one for one in earlier if one}
        for key in keys:
            seen.setdefault(key, rule)
    for rule, earlier_rules in repeated.items():
        by = [one for one in work.by_rule if one in earlier_rules]
        ids = [check.id for check in work.by_rule[rule]]
        work.finding("proof.duplicate", "warning", rules=[rule, *by], checks=ids, cells=work.cells_of(ids), said=_of_two(work, rule, by))
    return set(repeated)


def implied(work: Work, sessions: SessionOf, never: set[str], repeated: set[str], asked: Collection[str] | None = None) -> None:
    """Report rules that follow from the others, from the last to the first; ``asked`` narrows which rules are looked at.

    What was found redundant is not used against the others, so all that is reported can be dropped at once.
    """
    kept = [rule for rule in work.by_rule if rule not in repeated]
    for rule in reversed(kept.copy()):
        if asked is not None and rule not in asked:
            continue
        checks = [check for check in work.by_rule[rule] if check.id not in never]
        if not checks or any(check.id in work.spared for check in checks):
            continue
        if work.evidence.stands_alone(rule, checks):
            continue
        others = [one for one in kept if one != rule]
        core = _follows(work, sessions, checks, others)
        if core is not None:
            kept.remove(rule)
            _tell_implied(work, sessions, rule, checks, core)


def _follows(work: Work, sessions: SessionOf, checks: Sequence[Check], others: Sequence[str]) -> list[str] | None:
    """The smallest set of checks of ``others`` that all of ``checks`` follow from; None when they do not, or it is unknown."""
    found: list[str] = []
    for check in checks:
        session = sessions[check.id]
        usable = [one.id for one in session.checks if one.rule in others and one.id not in work.spared and (check.severity != "error" or one.severity == "error")]
        core = session.minimal(usable, session.encoder.fails(check))
        if core is None:
            if work.left <= 0:
                work.not_in_time([check.id])
            return None
        found.extend(core)
    return list(dict.fromkeys(found))


def _tell_implied(work: Work, sessions: SessionOf, rule: str, checks: Sequence[Check], core: list[str]) -> None:
    ids = [check.id for check in checks]
    if work.evidence.refutes_implied(ids, core):
        work.doubted.add(rule)
        return
    by = work.rules_of(core)
    code, severity = ("proof.equivalent", "warning") if len(by) == 1 and _back(work, sessions, by[0], ids) else ("proof.implied", "info")
    used = [sessions[one] for one in (*ids, *core)]
    work.finding(code, severity, rules=[rule, *by], checks=[*ids, *core], cells=work.cells_of(ids), sessions=used, said=_of_two(work, rule, by))


def _back(work: Work, sessions: SessionOf, other: str, ids: Sequence[str]) -> bool:
    """Whether the other rule follows from the first in turn."""
    for check in work.by_rule[other]:
        session = sessions[check.id]
        own = [one for one in ids if sessions[one] is session]
        if session.solver.ask(own, session.encoder.fails(check)) is not Answer.NO:
            return False
    return True


def _of_two(work: Work, rule: str, by: Sequence[str]) -> dict[str, Words]:
    return {"rules": work.names.rule(rule), "by": work.names.rules(by)}
