"""My tasks: the reports that the acting unit owes, with the days that are left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, render_template
from sqlalchemy import case, select
from sqlalchemy.orm import joinedload

from metadata.periods import Period
from runtime import clock
from runtime.actor import current_actor
from runtime.nav import NavItem
from runtime.permissions import require, restrict
from runtime.query import choice, object_filter, page_of
from runtime.store import session
from runtime.store.models import Submission, Unit
from runtime.words import language

blueprint = Blueprint("tasks", __name__)
NAV = (NavItem("tasks.title", "tasks.mine", "tasks.list", "tasks.hint", 10),)

#: Reports on which the unit still has something to do.
OPEN: Final = ("assigned", "filling", "checked", "returned", "recalled")
DONE: Final = ("sent", "received", "accepted", "consolidated", "excluded")


@dataclass(frozen=True)
class Task:
    """A report as a line of the list. ``urgency`` is late, due_soon or empty."""

    submission: Submission
    period: str
    days_left: int
    urgency: str


def task_of(submission: Submission) -> Task:
    """The line of a report, by the server's clock."""
    days = (submission.due - clock.today()).days
    waiting = submission.state in OPEN
    urgency = "late" if waiting and days < 0 else "due_soon" if waiting and days <= 3 else ""
    return Task(submission, Period.parse(submission.period).label(language()), days, urgency)


@blueprint.get("/viec")
@require("tasks.list")
def mine() -> Any:
    """Reports of my unit: those to be done first, by deadline."""
    shown = choice("show", ("open", "done", "all")) or "open"
    query = restrict(select(Submission), current_actor(), "tasks.list").options(
        joinedload(Submission.regime), joinedload(Submission.unit)
    )
    if (unit := object_filter(session(), current_actor(), "unit", Unit)) is not None:
        query = query.where(Submission.unit_id == unit)
    if shown != "all":
        query = query.where(Submission.state.in_(OPEN if shown == "open" else DONE))
    query = query.order_by(case((Submission.state.in_(OPEN), 0), else_=1))
    page = page_of(session(), query, {"due": Submission.due, "state": Submission.state}, "-due" if shown == "done" else "due")
    return render_template("tasks/mine.html", page=page, tasks=[task_of(item) for item in page.items], shown=shown)
