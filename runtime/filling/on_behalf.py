"""Entering a report on behalf of its unit: begin, end, object; and the reports of the units right below."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from runtime.actor import current_actor
from runtime.filling.api import moved
from runtime.filling.bodies import NOTHING, REASON
from runtime.permissions import allowed, require, restrict, subject
from runtime.query import like, page_of, words
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import OnBehalf, Submission, Unit
from runtime.submissions import behalf
from runtime.submissions.saving import SAVABLE
from runtime.tasks.lists import OPEN, tasks_of

blueprint = Blueprint("on_behalf", __name__)


@blueprint.post("/api/submissions/<id>/behalf")
@require("submission.behalf", Submission, states=False)
def begin(**_: str) -> Response:
    """Begin to fill for the unit, with a reason."""
    body = read_json(REASON)
    with transaction() as db:
        submission = subject(Submission)
        behalf.begin(db, current_actor(), submission, body["reason"])
        return jsonify(moved(submission))


@blueprint.post("/api/submissions/<id>/behalf/end")
@require("submission.unbehalf", Submission)
def end(**_: str) -> Response:
    """The upper unit is done, or the unit goes on by itself."""
    read_json(NOTHING)
    with transaction() as db:
        submission = subject(Submission)
        behalf.end(db, current_actor(), submission)
        return jsonify(moved(submission))


@blueprint.post("/api/submissions/<id>/behalf/object")
@require("submission.object", Submission)
def object_to(**_: str) -> Response:
    """The unit's word against it."""
    body = read_json(REASON)
    with transaction() as db:
        submission = subject(Submission)
        behalf.object_to(db, current_actor(), submission, body["reason"])
        return jsonify(moved(submission))


@blueprint.post("/bao-cao/<id>/nhap-thay")
@require("submission.behalf", Submission, states=False)
def begin_page(**_: str) -> Any:
    """The same from a list: then the filling page."""
    with transaction() as db:
        submission = subject(Submission)
        behalf.begin(db, current_actor(), submission, request.form.get("reason", ""))
        return redirect(url_for("filling.report", id=submission.id))


@blueprint.get("/viec/cap-duoi")
@require("below.list")
def below() -> Any:
    """Reports of the units right below that are to be sent, and those that are or were entered for them; ``q`` finds units by name."""
    db, actor = session(), current_actor()
    entered = select(OnBehalf.submission_id)
    query = (
        restrict(select(Submission), actor, "below.list")
        .join(Unit, Unit.id == Submission.unit_id)
        .where(or_(Submission.state.in_(OPEN), Submission.id.in_(entered)))
        .options(joinedload(Submission.regime), joinedload(Submission.unit))
    )
    if q := words():
        query = query.where(Unit.search_key.like(like(q), escape="\\"))
    page = page_of(db, query, {"due": Submission.due, "state": Submission.state, "unit": Unit.sort_key}, "due")
    lines = [
        {
            "task": task,
            "may": task.submission.state in SAVABLE and not (task.mark and task.mark.open),
            "mine": allowed(actor, "submission.unbehalf", task.submission),
        }
        for task in tasks_of(db, page.items)
    ]
    return render_template("tasks/below.html", page=page, lines=lines, q=q)
