"""The start page, the catalogue of errors, and the sign of life."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify, render_template
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from metadata.errors import catalogue
from runtime import nav
from runtime.actor import Actor, current_actor
from runtime.permissions import may, require, restrict
from runtime.receiving.lists import collections
from runtime.store import session
from runtime.store.models import Base, Draft, Release
from runtime.submissions.unanswered import unanswered
from runtime.tasks.lists import first_tasks
from runtime.tasks.notices import notices
from runtime.words import language

blueprint = Blueprint("home", __name__)
#: Entries of the navigation whose content the start page shows itself.
SHOWN: Final = ("tasks.list", "receiving.list")
#: How many collections the start page shows, newest first.
COLLECTIONS: Final = 6

#: What is counted under an entry of the navigation: its action, the action that counts, the table.
_COUNTED: tuple[tuple[str, str, type[Base]], ...] = (
    ("regimes.list", "draft.read", Draft),
    ("review.list", "review.list", Draft),
    ("approval.list", "approval.list", Draft),
    ("release.read", "release.read", Release),
)


def counts(db: Session, actor: Actor) -> dict[str, list[tuple[str, int]]]:
    """Objects by state under every entry that the role has: ``{action of the entry: [(state, number)]}``."""
    found = {}
    for entry, action, model in _COUNTED:
        if may(actor, entry) and may(actor, action):
            state = model.__table__.c.state
            query = restrict(select(state, func.count()), actor, action, model).group_by(state).order_by(state)
            found[entry] = [(str(name), int(number)) for name, number in db.execute(query)]
    return found


@blueprint.get("/")
@require("home.view")
def start() -> Any:
    """What there is to do in the role acted in; the choice of a role when there is none."""
    actor = current_actor()
    db = session()
    tasks, number = first_tasks(db, actor) if may(actor, "tasks.list") else ([], 0)
    return render_template(
        "home.html",
        counted=counts(db, actor) if actor.role else {},
        doors=[door for door in nav.entries() if door["action"] not in SHOWN],
        tasks=tasks,
        number=number,
        notices=notices(db, actor, language()) if may(actor, "tasks.list") else [],
        exchanges=unanswered(db, actor, language()),
        collections=collections(db, actor, language())[:COLLECTIONS] if may(actor, "receiving.list") else [],
    )


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
