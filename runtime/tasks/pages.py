"""My tasks: the reports that the acting unit owes, with the days that are left."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from sqlalchemy import case, select

from runtime.actor import current_actor
from runtime.nav import NavItem
from runtime.permissions import require, restrict
from runtime.query import choice, object_filter, page_of
from runtime.store import session
from runtime.store.models import Submission, Unit
from runtime.submissions.unanswered import unanswered
from runtime.tasks.lists import DONE, OPEN, counted, reports, tasks_of
from runtime.tasks.notices import notices
from runtime.words import language

blueprint = Blueprint("tasks", __name__)
NAV = (NavItem("tasks.title", "tasks.mine", "tasks.list", "tasks.hint", 10),)

@blueprint.get("/viec")
@require("tasks.list")
def mine() -> Any:
    """Reports of my unit: those to be done first, by deadline."""
    shown = choice("show", ("open", "done", "all")) or "open"
    query = reports(current_actor())
    if (unit := object_filter(session(), current_actor(), "unit", Unit)) is not None:
        query = query.where(Submission.unit_id == unit)
    counts = counted(session(), query)
    if shown != "all":
        query = query.where(Submission.state.in_(OPEN if shown == "open" else DONE))
    query = query.order_by(case((Submission.state.in_(OPEN), 0), else_=1))
    page = page_of(session(), query, {"due": Submission.due, "state": Submission.state}, "-due" if shown == "done" else "due")
    told = notices(session(), current_actor(), language())
    tasks = tasks_of(session(), page.items)
    below = session().scalar(restrict(select(Submission.id), current_actor(), "below.list", Submission).limit(1)) is not None
    exchanges = unanswered(session(), current_actor(), language())
    return render_template("tasks/mine.html", page=page, tasks=tasks, shown=shown, counts=counts, notices=told, below=below, exchanges=exchanges)
