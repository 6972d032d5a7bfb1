"""Entered on behalf: an upper unit fills a report for a unit that cannot, with a reason, and never unseen.

While it is open the upper unit may fill, check and send; the reporting unit keeps its own rights, sees the mark and the
reason, may end it, and may object by a note. What was done stays marked for good.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock
from runtime.actor import Actor
from runtime.guards import MAX_REASON
from runtime.permissions import allowed
from runtime.signing import on_behalf
from runtime.store.models import OnBehalf, Submission, SubmissionEvent, Unit, User
from runtime.submissions.saving import SAVABLE, lock
from runtime.words import said_of


@dataclass(frozen=True, slots=True)
class Objection:
    """What the reporting unit said against a report that was entered for it."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a report that an upper unit fills or filled. ``open``: it still does; ``used``: it entered or sent something."""

    submission_id: str
    unit_id: str
    unit: str
    by: str
    reason: str
    at: datetime
    open: bool
    used: bool
    objections: tuple[Objection, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The wire form."""
        said = [{"text": one.text, "by": one.by, "at": one.at.isoformat()} for one in self.objections]
        own = {"unit": self.unit, "unit_id": self.unit_id, "by": self.by, "reason": self.reason, "at": self.at.isoformat()}
        return {**own, "open": self.open, "used": self.used, "objections": said}


def begin(db: Session, actor: Actor, submission: Submission, reason: str) -> OnBehalf:
    """Begin to fill a report for its unit. Raises ``workflow.reason_required``, ``workflow.state``, ``behalf.taken``."""
    lock(db, submission)
    text = _said(reason, "reason")
    if submission.state not in SAVABLE:
        raise fail("workflow.state", state=said_of("state", submission.state))
    now_open = on_behalf(db, submission)
    if now_open is not None:
        raise fail("behalf.taken", unit=now_open.unit.name)
    row = OnBehalf(
        submission_id=submission.id,
        unit_id=actor.unit_id or "",
        by_id=actor.user_id or "",
        role=actor.role or "",
        reason=text,
        at=clock.now(),
        revision=submission.revision,
    )
    db.add(row)
    _tell(db, actor, submission, "behalf", text)
    audit.record(db, "submission.behalf", submission, actor=actor, facts={"reason": text, "for": submission.unit_id})
    return row


def end(db: Session, actor: Actor, submission: Submission) -> None:
    """End it: the upper unit is done, or the reporting unit goes on by itself. Raises ``behalf.none``."""
    lock(db, submission)
    row = on_behalf(db, submission)
    if row is None:
        raise fail("behalf.none")
    close(db, actor, submission, row)


def taken_over(db: Session, actor: Actor, submission: Submission) -> None:
    """The unit sends its report itself: nobody acts for it any more."""
    row = on_behalf(db, submission)
    if row is not None and actor.unit_id == submission.unit_id:
        close(db, actor, submission, row)


def close(db: Session, actor: Actor, submission: Submission, row: OnBehalf) -> None:
    """Mark it as ended by a person, in the history too."""
    row.ended_at, row.ended_by = clock.now(), actor.user_id
    _tell(db, actor, submission, "unbehalf", "")
    audit.record(db, "submission.unbehalf", submission, actor=actor, facts={"by_unit": actor.unit_id})


def object_to(db: Session, actor: Actor, submission: Submission, note: str) -> None:
    """The unit's word against what was entered for it; it is kept and shown, and stops nothing. Raises ``behalf.none``."""
    lock(db, submission)
    text = _said(note, "reason")
    if db.scalar(select(OnBehalf.id).where(OnBehalf.submission_id == submission.id).limit(1)) is None:
        raise fail("behalf.none")
    _tell(db, actor, submission, "object", text)
    audit.record(db, "submission.object", submission, actor=actor, facts={"note": text})


def fills(actor: Actor, submission: Submission) -> bool:
    """Whether the report is this person's to fill, so that the filling page is theirs: the unit, or the upper unit on behalf."""
    if actor.unit_id == submission.unit_id:
        return True
    # A receiver reads what was delivered on the receiving page, also what was entered by the agency itself.
    if actor.role == "receiver" and submission.state not in (*SAVABLE, "checked"):
        return False
    return allowed(actor, "submission.unbehalf", submission)


def marks(db: Session, submissions: Iterable[str]) -> dict[str, Mark]:
    """The mark of each report that an upper unit fills or has filled; one that was begun and ended unused leaves none."""
    ids = list(submissions)
    if not ids:
        return {}
    rows = db.execute(
        select(OnBehalf, Unit.name, User.name)
        .join(Unit, Unit.id == OnBehalf.unit_id)
        .join(User, User.id == OnBehalf.by_id)
        .where(OnBehalf.submission_id.in_(ids), or_(OnBehalf.used, OnBehalf.ended_at.is_(None)))
        .order_by(OnBehalf.at)
    )
    said: dict[str, list[Objection]] = {}
    events = select(SubmissionEvent, User.name).join(User, User.id == SubmissionEvent.by_id)
    for event, person in db.execute(
        events.where(SubmissionEvent.submission_id.in_(ids), SubmissionEvent.event == "object").order_by(SubmissionEvent.at)
    ):
        said.setdefault(event.submission_id, []).append(Objection(event.note, person, event.at))
    return {
        row.submission_id: Mark(
            row.submission_id, row.unit_id, unit, person, row.reason, row.at, row.ended_at is None, row.used,
            tuple(said.get(row.submission_id, ())),
        )
        for row, unit, person in rows
    }  # fmt: skip


def mark_of(db: Session, submission: Submission) -> Mark | None:
    """The mark of one report."""
    return marks(db, [submission.id]).get(submission.id)


def _said(text: str, place: str) -> str:
    text = clean(text.strip(), place, lines=True)
    if not text:
        raise fail("workflow.reason_required", place)
    if len(text) > MAX_REASON:
        raise fail("submission.text_too_long", place, length=len(text), limit=MAX_REASON)
    return text


def _tell(db: Session, actor: Actor, submission: Submission, event: str, note: str) -> None:
    """A line of the report's history that moves nothing."""
    db.add(
        SubmissionEvent(
            submission_id=submission.id,
            event=event,
            from_state=submission.state,
            to_state=submission.state,
            by_id=actor.user_id,
            role=actor.role or "",
            unit_id=actor.unit_id,
            at=clock.now(),
            note=note,
            content_hash=submission.content_hash,
            revision=submission.revision,
        )
    )
    db.flush()
