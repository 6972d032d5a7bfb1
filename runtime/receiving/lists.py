"""What the receiving pages list: collections, and the units of one collection with their states."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from metadata.errors import fail
from runtime import clock
from runtime.actor import Actor
from runtime.permissions import restrict
from runtime.store.models import CellNote, Collection, Regime, Submission, SubmissionEvent, Unit
from runtime.submissions.behalf import Mark, marks
from runtime.submissions.comments import open_comments
from runtime.turns import period_words

#: States in the order of the way.
STATES = (
    "assigned", "filling", "checked", "sent", "received", "returned", "recalled", "accepted", "consolidated", "excluded",
)  # fmt: skip
#: What the receiver has yet to look at.
WAITING = ("sent", "received")
ARRIVED = ("sent", "received", "accepted", "consolidated")
COUNTED = ("accepted", "consolidated")


@dataclass(frozen=True)
class Overview:
    """A collection in figures."""

    collection: Collection
    regime: Regime
    label: str
    units: int
    states: dict[str, int]
    late: int

    @property
    def waiting(self) -> int:
        """Reports that wait for the receiver."""
        return sum(self.states.get(state, 0) for state in WAITING)

    @property
    def counted(self) -> int:
        """Reports that were accepted."""
        return sum(self.states.get(state, 0) for state in COUNTED)

    @property
    def expected(self) -> int:
        """Units that are not left out."""
        return self.units - self.states.get("excluded", 0)


@dataclass(frozen=True)
class Line:
    """One unit of a collection. ``days_late`` is 0 for a report in time, also for one not yet due."""

    submission: Submission
    unit: Unit
    days_late: int
    remarks: int
    reason: str
    mark: Mark | None = None
    comments: int = 0


def collections(db: Session, actor: Actor, lang: str) -> list[Overview]:
    """Collections that the actor receives, newest period first."""
    query = restrict(select(Collection), actor, "receiving.list").options(joinedload(Collection.regime))
    found = list(db.scalars(query.order_by(Collection.created_at.desc(), Collection.id)))
    return [overview(db, collection, lang) for collection in found]


def overview(db: Session, collection: Collection, lang: str) -> Overview:
    """Counts of one collection."""
    rows = db.execute(
        select(Submission.state, Submission.due, func.count())
        .where(Submission.collection_id == collection.id)
        .group_by(Submission.state, Submission.due)
    ).all()
    states: Counter[str] = Counter()
    late = 0
    for state, due, number in rows:
        states[state] += number
        if state not in (*ARRIVED, "excluded") and due < clock.today():
            late += number
    label = period_words(db, collection, lang)
    return Overview(collection, collection.regime, label, sum(states.values()), dict(states), late)


def collection_of(db: Session, regime_id: str, period: str, round_id: str | None) -> Collection:
    """The collection of a period; without a round the one opened last. Raises ``not_found``."""
    query = select(Collection).where(Collection.regime_id == regime_id, Collection.period == period)
    if round_id:
        query = query.where(Collection.round == round_id)
    found = db.scalars(query.order_by(Collection.created_at.desc())).first()
    if found is None:
        raise fail("not_found")
    return found


def lines(db: Session, collection: Collection, state: str | None = None) -> list[Line]:
    """Units of a collection, agencies before communes, in the order of the alphabet."""
    query = (
        select(Submission, Unit)
        .join(Unit, Unit.id == Submission.unit_id)
        .where(Submission.collection_id == collection.id)
        .order_by(Unit.kind.desc(), Unit.sort_key, Unit.id)
    )
    if state:
        query = query.where(Submission.state == state)
    remarks: dict[str, int] = {
        row.submission_id: row[1]
        for row in db.execute(
            select(CellNote.submission_id, func.count())
            .join(Submission, Submission.id == CellNote.submission_id)
            .where(Submission.collection_id == collection.id, CellNote.resolved_at.is_(None))
            .group_by(CellNote.submission_id)
        )
    }
    said, rows = reasons(db, collection), list(db.execute(query))
    ids = [found.id for found, _ in rows]
    marked, talked = marks(db, ids), open_comments(db, ids)
    return [
        Line(
            found, unit, days_late(found), remarks.get(found.id, 0), said.get(found.id, ""), marked.get(found.id), talked.get(found.id, 0)
        )
        for found, unit in rows
    ]


@dataclass(frozen=True)
class Done:
    """What was just done with a report: ``event`` is ``accept`` or ``return``; ``days_late`` past the deadline of the unit's answer."""

    submission: Submission
    unit: str
    event: str
    at: datetime
    days_late: int


def just_done(db: Session, collection: Collection, submission_id: str | None) -> Done | None:
    """What the receiver did last with the report from which they come; None for another one, or one that has moved on since."""
    if not submission_id:
        return None
    query = select(Submission).where(Submission.id == submission_id, Submission.collection_id == collection.id)
    submission = db.scalars(query.options(joinedload(Submission.unit))).first()
    if submission is None or submission.state not in ("returned", *COUNTED):
        return None
    event = "return" if submission.state == "returned" else "accept"
    last = select(func.max(SubmissionEvent.at)).where(SubmissionEvent.submission_id == submission.id, SubmissionEvent.event == event)
    at = db.scalar(last)
    return Done(submission, submission.unit.name, event, at, days_late(submission)) if at is not None else None


def days_late(submission: Submission) -> int:
    """Days after the deadline: of the sending, or until today when it has not been sent."""
    if submission.state == "excluded":
        return 0
    sent = submission.sent_at
    day: date = clock.local(sent).date() if sent is not None and submission.state in ARRIVED else clock.today()
    return max(0, (day - submission.due).days)


def reasons(db: Session, collection: Collection) -> dict[str, str]:
    """The last word on reports that were returned or left out, by submission."""
    rows = db.execute(
        select(SubmissionEvent.submission_id, SubmissionEvent.note)
        .join(Submission, Submission.id == SubmissionEvent.submission_id)
        .where(
            Submission.collection_id == collection.id,
            Submission.state.in_(("returned", "excluded")),
            SubmissionEvent.event.in_(("return", "exclude", "reopen")),
        )
        .order_by(SubmissionEvent.at)
    )
    return {row.submission_id: row.note for row in rows}
