"""API of who was to check or to sign a report: give it back to those who fill it."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from runtime.actor import current_actor
from runtime.filling.api import moved
from runtime.filling.bodies import REASON
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import transaction
from runtime.store.models import Submission
from runtime.submissions import acts

blueprint = Blueprint("giving_back", __name__, url_prefix="/api/submissions")


@blueprint.post("/<id>/back")
@require("submission.back", Submission, moves=True)
def back(**_: str) -> Response:
    """Give it back, with the reason."""
    body = read_json(REASON)
    with transaction() as db:
        submission = subject(Submission)
        acts.hand_back(db, current_actor(), submission, body["reason"])
        return jsonify(moved(submission))
