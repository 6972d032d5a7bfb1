"""What a desk shows of a draft, and what it can do with it. Everything moves through :func:`runtime.lives.move`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts.comparison import changes_of
from designer.drafts.service import documents_of, findings
from designer.releases import newest
from metadata.diff import LAYERS, Change, Diff
from metadata.documents import Form
from metadata.errors import KhuonError, Problem
from metadata.formula.program import build
from metadata.samples import Verdict, verdicts
from metadata.template import Template
from runtime import lives
from runtime.actor import Actor
from runtime.approvals import Needed, endorsers, needed_for
from runtime.guards import barred_from
from runtime.permissions import restrict
from runtime.store.models import Draft, Release, ReviewEvent, User


@dataclass(frozen=True, slots=True)
class Desk:
    """One of the two desks: the action of its queue and of reading, the state it works on, the event that goes on."""

    name: str
    queue: str
    read: str
    state: str
    forward: str


LEADER = Desk("review", "review.list", "review.read", "in_review", "forward")
APPROVER = Desk("approval", "approval.list", "approval.read", "in_approval", "approve")


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences about one form (or the regime, a list) in one layer."""

    subject: str
    layer: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Checks:
    """What the machine found: findings of the template, formulas and checks compiled, forms that do not compile."""

    problems: tuple[Problem, ...]
    formulas: int
    rules: int
    broken: tuple[Problem, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return not self.broken and all(problem.severity != "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a desk needs about a draft."""

    draft: Draft
    author: str
    note: str
    history: tuple[dict[str, Any], ...]
    former: Release | None
    diff: Diff
    groups: tuple[Group, ...]
    checks: Checks
    template: Template | None
    own: bool
    needed: Needed
    endorsed: int


def queue(db: Session, actor: Actor, desk: Desk) -> list[dict[str, Any]]:
    """Drafts on the desk, longest waiting first: draft, author, note, since when."""
    seen = restrict(select(Draft), actor, desk.queue).where(Draft.state == desk.state)
    found = []
    for draft in db.scalars(seen.order_by(Draft.updated_at)):
        author = db.get(User, draft.author_id)
        event = _last(db, draft, ("submit", "forward"))
        found.append(
            {
                "draft": draft,
                "author": author.name if author else "",
                "since": event.at if event else draft.updated_at,
                "note": event.note if event else "",
                "level": changes_of(db, draft).level,
            }
        )
    return found


def _last(db: Session, draft: Draft, events: Iterable[str]) -> ReviewEvent | None:
    return db.scalar(
        select(ReviewEvent)
        .where(ReviewEvent.draft_id == draft.id, ReviewEvent.event.in_(tuple(events)))
        .order_by(ReviewEvent.at.desc())
        .limit(1)
    )


def open_case(db: Session, actor: Actor, draft: Draft) -> Case:
    """The draft as a desk looks at it, against the newest release."""
    documents = documents_of(draft)
    found = tuple(findings(draft))
    template = loaded(documents)
    diff = changes_of(db, draft)
    former = newest(db, draft.regime_id)
    author = db.get(User, draft.author_id)
    sent = _last(db, draft, ("submit",))
    return Case(
        draft=draft,
        author=author.name if author else "",
        note=sent.note if sent else "",
        history=tuple(history(db, draft)),
        former=former,
        diff=diff,
        groups=tuple(grouped(diff)),
        checks=run_checks(template, found),
        template=template,
        own=actor.user_id in barred_from(db, draft),
        needed=needed_for(db, diff.level, first=former is None),
        endorsed=len(endorsers(db, draft)) if draft.state == "in_approval" else 0,
    )


def history(db: Session, draft: Draft) -> Iterable[dict[str, Any]]:
    """Moves of the draft so far, oldest first."""
    rows = db.execute(
        select(ReviewEvent, User.name)
        .join(User, User.id == ReviewEvent.by_id)
        .where(ReviewEvent.draft_id == draft.id)
        .order_by(ReviewEvent.at, ReviewEvent.id)
    )
    for event, name in rows:
        yield {
            "event": event.event,
            "by": name,
            "role": event.role,
            "at": event.at,
            "note": event.note,
            "reasons": json.loads(event.reasons),
            "state": event.to_state,
        }


def grouped(diff: Diff) -> Iterable[Group]:
    """Changes by subject in reading order, each by layer: meaning first."""
    subjects = dict.fromkeys(change.subject.vi for change in diff.changes)
    for subject in subjects:
        for layer in LAYERS:
            changes = tuple(c for c in diff.changes if c.subject.vi == subject and c.layer == layer)
            if changes:
                yield Group(changes[0].subject.vi, layer, changes)


def samples_shown(template: Template | None) -> list[tuple[Form, list[Verdict]]]:
    """Filled examples of every form that keeps any, run now."""
    if template is None:
        return []
    found = [(form, verdicts(template, form.id)) for form in template.forms if template.examples(form.id)]
    return [(form, made) for form, made in found if made]


def loaded(documents: Mapping[str, dict[str, Any]]) -> Template | None:
    """The template; None for one that does not load: its findings say why."""
    try:
        template = Template(documents)
        _ = template.regime
    except KhuonError:
        return None
    return template


def run_checks(template: Template | None, findings: tuple[Problem, ...]) -> Checks:
    """Findings of the template and whether every formula and check of every form compiles."""
    formulas = rules = 0
    broken: list[Problem] = []
    if template is None:
        return Checks(findings, formulas, rules, ())
    for form in template.forms:
        try:
            program = build(template, form.id)
        except KhuonError as error:
            broken.extend(error.problems)
            continue
        formulas += len(program.formulas)
        rules += len(template.rules(form.id))
    return Checks(findings, formulas, rules, tuple(broken))


def acts(actor: Actor, draft: Draft, case: Case) -> set[str]:
    """Events that the desk offers: role and state fit, and the policy asks for just this."""
    found = {event for event in lives.events(actor, draft) if event not in ("submit", "edit", "withdraw")}
    alone = case.needed.route.approvers == 0
    last = case.endorsed + 1 >= case.needed.route.approvers
    found -= {"endorse"} if last else {"approve"}
    return found if alone else found - {"publish"}
