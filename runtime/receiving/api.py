"""API of the lead agency: receive, return, accept, exclude, open again, extend, open a collection, consolidate."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, Response, jsonify

from metadata.errors import fail
from runtime.actor import current_actor
from runtime.consolidation.running import run
from runtime.filling.api import moved
from runtime.filling.bodies import NOTHING, OPEN, REASON, RETURN, UNTIL
from runtime.permissions import require, subject
from runtime.receiving import acting
from runtime.security.body import read_json
from runtime.store import transaction
from runtime.store.models import Collection, Regime, Submission
from runtime.submissions import acts
from runtime.submissions.collections import end_of, extend, open_collection

blueprint = Blueprint("receiving_api", __name__, url_prefix="/api")


@blueprint.post("/submissions/<id>/receive")
@require("submission.receive", Submission, moves=True)
def receive(**_: str) -> Response:
    """Mark as received."""
    read_json(NOTHING)
    with transaction() as db:
        submission = subject(Submission)
        acts.receive(db, current_actor(), submission)
        return jsonify(moved(submission))


@blueprint.post("/submissions/<id>/return")
@require("submission.return", Submission, moves=True)
def give_back(**_: str) -> Response:
    """Return with a reason, in general or per cell."""
    body = read_json(RETURN)
    with transaction() as db:
        submission = subject(Submission)
        acts.give_back(db, current_actor(), submission, body.get("reason", ""), body.get("cells", []))
        return jsonify(moved(submission))


@blueprint.post("/submissions/<id>/accept")
@require("submission.accept", Submission, moves=True)
def accept(**_: str) -> Response:
    """Accept; a consolidation that was already run takes the figures in at once."""
    read_json(NOTHING)
    with transaction() as db:
        submission, actor = subject(Submission), current_actor()
        entered = acting.accept(db, actor, submission)
        return jsonify(moved(submission, consolidated=entered))


@blueprint.post("/submissions/<id>/exclude")
@require("submission.exclude", Submission, moves=True)
def exclude(**_: str) -> Response:
    """Leave the unit out, with a reason."""
    body = read_json(REASON)
    with transaction() as db:
        submission, actor = subject(Submission), current_actor()
        acting.exclude(db, actor, submission, body["reason"])
        return jsonify(moved(submission))


@blueprint.post("/submissions/<id>/reopen")
@require("submission.reopen", Submission, moves=True)
def reopen(**_: str) -> Response:
    """Open an accepted report again; its figures leave the consolidation until it is accepted again."""
    body = read_json(REASON)
    with transaction() as db:
        submission, actor = subject(Submission), current_actor()
        acting.reopen(db, actor, submission, body["reason"])
        return jsonify(moved(submission))


@blueprint.post("/submissions/<id>/extend")
@require("collection.extend", Submission)
def more_time(**_: str) -> Response:
    """Give the unit more time."""
    until = _day(read_json(UNTIL)["until"])
    with transaction() as db:
        submission = subject(Submission)
        extend(db, current_actor(), submission, until)
        return jsonify(moved(submission, due=submission.due.isoformat()))


@blueprint.post("/regimes/<id>/collections")
@require("collection.open", Regime)
def open_(**_: str) -> tuple[Response, int]:
    """Open a round of a period for all reporters."""
    body: dict[str, Any] = read_json(OPEN)
    opens = _day(body["opens"]) if body.get("opens") else None
    closes = end_of(_day(body["closes"])) if body.get("closes") else None
    with transaction() as db:
        found = open_collection(
            db, current_actor(), subject(Regime), body["period"], body.get("round", ""), opens=opens, closes=closes
        )
        return jsonify({"id": found.id, "period": found.period, "round": found.round}), 201


@blueprint.post("/collections/<id>/consolidate")
@require("consolidation.run", Collection)
def consolidate(**_: str) -> Response:
    """Consolidate what was accepted."""
    read_json(NOTHING)
    with transaction() as db:
        return jsonify({"units": run(db, current_actor(), subject(Collection))})


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise fail("collection.date", value=text[:20]) from None
