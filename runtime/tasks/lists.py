"""The reports that a unit owes, as lines with the days that are left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from runtime import clock, signing
from runtime.actor import Actor, current_actor
from runtime.permissions import restrict
from runtime.store.models import Submission
from runtime.submissions.behalf import Mark, marks
from runtime.turns import period_words
from runtime.words import language

#: Reports on which the unit still has something to do.
OPEN: Final = ("assigned", "filling", "checked", "returned", "recalled")
DONE: Final = ("sent", "received", "accepted", "consolidated", "excluded")


@dataclass(frozen=True)
class Task:
    """A report as a line of the list. ``urgency`` is late, due_soon or empty; ``next``: the word for what it waits for."""

    submission: Submission
    period: str
    days_left: int
    urgency: str
    mark: Mark | None = None
    next: str = ""


def tasks_of(db: Session, submissions: Iterable[Submission]) -> list[Task]:
    """The lines of reports, with who enters them on behalf."""
    rows, actor = list(submissions), current_actor()
    marked = marks(db, [row.id for row in rows])
    return [_task(db, row, marked.get(row.id), _next(db, row, actor)) for row in rows]


def _next(db: Session, submission: Submission, actor: Actor) -> str:
    """Whose turn it is, as the reader has to hear it: a head is not told to wait for the head."""
    state = submission.state
    if state in ("sent", "received", "accepted"):
        return f"tasks.next.{state}"
    if state == "checked":
        signs = signing.inside(db, submission).signing != "none"
        return "tasks.next.send" if not signs else "tasks.next.sign" if actor.role == "head" else "tasks.next.signing"
    if state == "filling":
        handed = signing.handed(db, submission)
        if handed is None:
            return "" if signing.given_back(db, submission) is None else "tasks.next.back"
        return "tasks.next.handed" if handed.user_id == actor.user_id else "tasks.handed"
    return "tasks.next.mend" if state in ("returned", "recalled") else ""


def _task(db: Session, submission: Submission, mark: Mark | None, following: str) -> Task:
    """The line of a report, by the server's clock."""
    days = (submission.due - clock.today()).days
    waiting = submission.state in OPEN
    urgency = "late" if waiting and days < 0 else "due_soon" if waiting and days <= 3 else ""
    return Task(submission, period_words(db, submission, language()), days, urgency, mark, following)


def reports(actor: Actor) -> Select[Submission]:
    """Reports of the acting unit, with what a line shows of them."""
    return restrict(select(Submission), actor, "tasks.list").options(
        joinedload(Submission.regime), joinedload(Submission.unit)
    )


def counted(db: Session, query: Select[Submission]) -> dict[str, int]:
    """How many reports there are to do, done, and in all."""
    states = query.with_only_columns(Submission.state, func.count()).order_by(None).group_by(Submission.state)
    found = {state: int(number) for state, number in db.execute(states)}
    return {"open": sum(found.get(one, 0) for one in OPEN), "done": sum(found.get(one, 0) for one in DONE), "all": sum(found.values())}


def first_tasks(db: Session, actor: Actor, limit: int = 8) -> tuple[list[Task], int]:
    """What waits for the person: for a head first what is to be signed, else what is due first; and how many there are."""
    query = restrict(select(Submission), actor, "tasks.list").where(Submission.state.in_(OPEN))
    number = db.scalar(select(func.count()).select_from(query.subquery())) or 0
    to_sign = case((Submission.state == "checked", 0), else_=1) if actor.role == "head" else case((Submission.state == "returned", 0), else_=1)
    rows = db.scalars(reports(actor).where(Submission.state.in_(OPEN)).order_by(to_sign, Submission.due, Submission.id).limit(limit))
    return tasks_of(db, rows), number
