"""API of what changed since a report was returned, and of the unit's answers to the reasons."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from runtime.actor import current_actor
from runtime.filling.bodies import REASON
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import Submission
from runtime.submissions.differences import answer, differences
from runtime.submissions.opened import Opened
from runtime.words import language

blueprint = Blueprint("differing", __name__, url_prefix="/api/submissions")


@blueprint.get("/<id>/differences")
@require("submission.read", Submission)
def since_return(**_: str) -> Response:
    """Cells that differ from what was sent before the last return; null for a report that never came back."""
    return jsonify({"differences": differences(Opened(session(), subject(Submission)), language())})


@blueprint.post("/<id>/notes/<note>/answer")
@require("submission.answer", Submission)
def answer_note(note: str, **_: str) -> Response:
    """What the unit says to a remark on a cell."""
    body = read_json(REASON)
    with transaction() as db:
        kept = answer(Opened(db, subject(Submission)), current_actor(), note, body["reason"])
        return jsonify({"id": kept.id, "answer": kept.answer or ""})
