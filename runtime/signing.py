"""Who enters, checks and signs a report inside its unit: what the regime asks for, and who did it.

``signing`` and ``checking`` of the regime (see :class:`metadata.documents.Regime`) hold for whoever fills the report,
an upper unit that enters it on behalf included.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from metadata.documents import Regime
from metadata.errors import fail
from runtime import clock
from runtime.actor import Actor
from runtime.releases import template_of
from runtime.store.models import CellChange, OnBehalf, RoleHolding, Submission, SubmissionEvent, Unit, User

#: Roles that sign: the head of a unit, and the receiver of the lead agency that enters a report on behalf.
SIGNING_ROLES: Final = frozenset({"head", "receiver"})
#: Roles that fill and check a report of their own unit.
_UNITS_OWN: Final = ("clerk", "head")
#: With these a round of filling begins anew.
_ROUND: Final = ("return", "recall", "reopen")
#: Moves between those who fill, check and sign.
_PASSED: Final = ("hand", "check", "back", "send")
_FILLING: Final = ("assigned", "filling", "returned", "recalled")


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody who had a part in the report, and when: last entered, checked, sent."""

    user_id: str
    name: str
    unit_id: str
    unit: str
    at: datetime


def inside(db: Session, submission: Submission) -> Regime:
    """The regime as the release of the report has it."""
    return template_of(db, submission.release_hash).regime


def _latest(db: Session, submission: Submission, events: Iterable[str]) -> datetime | None:
    return db.scalar(
        select(func.max(SubmissionEvent.at)).where(
            SubmissionEvent.submission_id == submission.id, SubmissionEvent.event.in_(tuple(events))
        )
    )


def entered_by(db: Session, submission: Submission, *, unchecked: bool = False) -> dict[str, str]:
    """Name by id of everyone who entered something in this round; ``unchecked``: since it was last checked."""
    since = _latest(db, submission, (*_ROUND, "check") if unchecked else _ROUND)
    query = select(User.id, User.name).where(
        User.id.in_(
            select(CellChange.by_id).where(
                CellChange.submission_id == submission.id, *([CellChange.at > since] if since is not None else [])
            )
        )
    )
    return {row.id: row.name for row in db.execute(query.order_by(User.name))}


def on_behalf(db: Session, submission: Submission) -> OnBehalf | None:
    """What says that an upper unit fills the report now."""
    return db.scalar(select(OnBehalf).where(OnBehalf.submission_id == submission.id, OnBehalf.ended_at.is_(None)))


def acted_for(db: Session, actor: Actor, submission: Submission) -> str | None:
    """Id of the upper unit that acts now, None when it is the unit itself; from here on the report is marked for good."""
    # Once it was sent, what the lead agency enters in its own cells is its own.
    if actor.unit_id == submission.unit_id or submission.state not in (*_FILLING, "checked"):
        return None
    row = on_behalf(db, submission)
    if row is None:
        return None
    row.used = True
    return row.unit_id


def check_checker(db: Session, actor: Actor, submission: Submission) -> None:
    """Raises ``signing.other_checks`` for one who entered what nobody else has checked."""
    if inside(db, submission).checking == "self":
        return
    entered = entered_by(db, submission, unchecked=True)
    if actor.user_id in entered:
        raise fail("signing.other_checks", names=", ".join(entered.values()))


def others_to_check(db: Session, submission: Submission) -> list[str]:
    """Names of those who may check what was entered since the last check: of the unit, or of the one that enters on behalf."""
    row = on_behalf(db, submission)
    unit, roles = (submission.unit_id, _UNITS_OWN) if row is None else (row.unit_id, (*_UNITS_OWN, "receiver"))
    return _holders(db, unit, roles, without=entered_by(db, submission, unchecked=True))


def _holders(db: Session, unit_id: str | None, roles: Iterable[str], *, without: Iterable[str]) -> list[str]:
    """Names of active people who hold one of the roles at a unit today, by name."""
    today = clock.today()
    names = db.scalars(
        select(User.name)
        .join(RoleHolding, RoleHolding.user_id == User.id)
        .where(
            RoleHolding.role.in_(tuple(roles)),
            RoleHolding.unit_id == unit_id,
            RoleHolding.valid_from <= today,
            or_(RoleHolding.valid_to.is_(None), RoleHolding.valid_to >= today),
            User.active,
            User.id.not_in(list(without)),
        )
        .order_by(User.name)
    )
    return list(dict.fromkeys(names))[:5]


def check_sender_role(db: Session, actor: Actor, submission: Submission) -> None:
    """Raises ``signing.head_sends`` for a clerk where the regime asks for a signature."""
    if inside(db, submission).signing != "none" and actor.role not in SIGNING_ROLES:
        raise fail("signing.head_sends")


def check_sender(db: Session, actor: Actor, submission: Submission) -> None:
    """Raises ``signing.head_sends``, and ``signing.three_people`` for one who entered or checked the report."""
    check_sender_role(db, actor, submission)
    if inside(db, submission).checking != "apart":
        return
    last = checked(db, submission)
    if actor.user_id in entered_by(db, submission) or (last is not None and last.user_id == actor.user_id):
        raise fail("signing.three_people")


def acted_on_behalf(db: Session, submission: Submission) -> set[str]:
    """Ids of those who entered, checked or sent something of this round for the unit, from above."""
    since = _latest(db, submission, _ROUND)
    entered = select(CellChange.by_id).where(CellChange.submission_id == submission.id, CellChange.behalf_unit_id.is_not(None))
    moved = select(SubmissionEvent.by_id).where(
        SubmissionEvent.submission_id == submission.id,
        SubmissionEvent.event.in_(("check", "send")),
        SubmissionEvent.unit_id != submission.unit_id,
    )
    if since is not None:
        entered, moved = entered.where(CellChange.at > since), moved.where(SubmissionEvent.at > since)
    return {id_ for id_ in (*db.scalars(entered), *db.scalars(moved)) if id_}


def check_accepter(db: Session, actor: Actor, submission: Submission) -> None:
    """Raises ``signing.other_accepts`` for a receiver who acted for the unit, when the receiving unit has another who did not."""
    acted = acted_on_behalf(db, submission)
    if actor.user_id not in acted:
        return
    if names := _holders(db, actor.unit_id, ("receiver",), without=acted):
        raise fail("signing.other_accepts", names=", ".join(names))


def checked(db: Session, submission: Submission) -> Step | None:
    """Who checked the report as it stands; None while it is being filled."""
    return None if submission.state in _FILLING else _step(db, submission, "check")


def sent(db: Session, submission: Submission) -> Step | None:
    """Who signed and sent the report as it stands; None while it is with the unit."""
    return None if submission.state in (*_FILLING, "checked") or submission.sent_at is None else _step(db, submission, "send")


def handed(db: Session, submission: Submission) -> Step | None:
    """Who handed the report over to be checked; None once it was changed or moved since."""
    if submission.state != "filling":
        return None
    last = _step(db, submission)
    changed = db.scalar(select(func.max(CellChange.at)).where(CellChange.submission_id == submission.id))
    step = _step(db, submission, "hand")
    return step if step is not None and step == last and (changed is None or changed <= step.at) else None


def passed_on(db: Session, submission: Submission) -> Step | None:
    """Who passed the report on as it lies there: handed it over to be checked, or checked it; None while nobody has."""
    return checked(db, submission) if submission.state == "checked" else handed(db, submission)


def given_back(db: Session, submission: Submission) -> tuple[Step, str] | None:
    """Who gave the report back to those who fill it, with the reason; None once it was passed on again."""
    if submission.state != "filling":
        return None
    last = db.scalars(
        select(SubmissionEvent)
        .where(SubmissionEvent.submission_id == submission.id, SubmissionEvent.event.in_((*_PASSED, *_ROUND)))
        .order_by(SubmissionEvent.at.desc())
        .limit(1)
    ).first()
    step = _step(db, submission, "back") if last is not None and last.event == "back" else None
    return None if step is None or last is None else (step, last.note)


def entered(db: Session, submission: Submission) -> Step | None:
    """Who entered something last for the unit, and when: not what the lead agency adds once the report was sent."""
    ended, begun = _latest(db, submission, ("send",)), _latest(db, submission, _ROUND)
    own: list[ColumnElement[bool]] = [CellChange.at <= ended] if ended is not None else [true()]
    if ended is not None and begun is not None and begun >= ended:
        own.append(CellChange.at > begun)
    row = db.execute(
        select(CellChange.by_id, User.name, CellChange.behalf_unit_id, CellChange.at)
        .join(User, User.id == CellChange.by_id)
        .where(CellChange.submission_id == submission.id, or_(*own))
        .order_by(CellChange.at.desc(), CellChange.version.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    unit = db.get(Unit, row.behalf_unit_id or submission.unit_id)
    return Step(row.by_id, row.name, unit.id if unit else "", unit.name if unit else "", row.at)


def _step(db: Session, submission: Submission, event: str | None = None) -> Step | None:
    query = (
        select(SubmissionEvent.by_id, User.name, SubmissionEvent.unit_id, Unit.name.label("unit"), SubmissionEvent.at)
        .join(User, User.id == SubmissionEvent.by_id)
        .join(Unit, Unit.id == SubmissionEvent.unit_id)
        .where(SubmissionEvent.submission_id == submission.id)
        .order_by(SubmissionEvent.at.desc(), SubmissionEvent.revision.desc())
        .limit(1)
    )
    row = db.execute(query if event is None else query.where(SubmissionEvent.event == event)).first()
    return None if row is None else Step(row.by_id, row.name, row.unit_id, row.unit, row.at)
