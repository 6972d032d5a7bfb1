"""The start page, the catalogue of errors, and the sign of life."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, render_template
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from metadata.errors import catalogue
from runtime import nav
from runtime.actor import Actor, current_actor
from runtime.permissions import may, require, restrict
from runtime.store import session
from runtime.store.models import Base, Draft, Release, Submission

blueprint = Blueprint("home", __name__)

#: What is counted on the start page: action, table, key of the heading.
_COUNTED: tuple[tuple[str, type[Base], str], ...] = (
    ("tasks.list", Submission, "home.count_tasks"),
    ("receiving.list", Submission, "home.count_receiving"),
    ("draft.read", Draft, "home.count_drafts"),
    ("review.list", Draft, "home.count_review"),
    ("approval.list", Draft, "home.count_approval"),
    ("release.read", Release, "home.count_releases"),
)


def counts(db: Session, actor: Actor) -> list[dict[str, Any]]:
    """Objects by state for every list that the role may see: ``[{heading, states: [(state, count)], total}]``."""
    found = []
    for action, model, heading in _COUNTED:
        if not may(actor, action):
            continue
        state = model.__table__.c.state
        query = restrict(select(state, func.count()), actor, action, model).group_by(state).order_by(state)
        states = [(name, number) for name, number in db.execute(query)]
        found.append({"heading": heading, "states": states, "total": sum(number for _, number in states)})
    return found


@blueprint.get("/")
@require("home.view")
def start() -> Any:
    """What there is to do in the role acted in; the choice of a role when there is none."""
    actor = current_actor()
    panels = counts(session(), actor) if actor.role else []
    return render_template("home.html", panels=panels, doors=nav.entries())


@blueprint.get("/help/errors")
@require("help.errors")
def errors() -> Any:
    """Every code with its sentence and what to do, in the language of the page."""
    families: dict[str, list[Any]] = {}
    for code, entry in sorted(catalogue().items()):
        families.setdefault(code.partition(".")[0], []).append(entry)
    return render_template("help_errors.html", families=families)


@blueprint.get("/health")
@require("health")
def health() -> Any:
    """200 when the store answers: for the service that watches this one."""
    session().execute(text("SELECT 1"))
    return jsonify({"status": "ok"})
