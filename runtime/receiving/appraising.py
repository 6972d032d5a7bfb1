"""API of the cells that the lead agency fills in a received report."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from runtime.actor import current_actor
from runtime.filling.api import seen_version, uploaded
from runtime.filling.bodies import SAVE
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import transaction
from runtime.store.models import Submission
from runtime.submissions.files import keep_file
from runtime.submissions.merge import read_patch, refuse_sent
from runtime.submissions.saving import OPEN_TO, lock, save, saved_json
from runtime.words import language

blueprint = Blueprint("appraising_api", __name__, url_prefix="/api/submissions")


@blueprint.patch("/<id>/forms/<form_id>/appraisal")
@require("submission.appraise", Submission, states=False)
def store(form_id: str, **_: str) -> Response:
    """Save touched cells of the lead agency."""
    seen = seen_version()
    patch = read_patch(read_json(SAVE))
    with transaction() as db:
        saved = save(db, current_actor(), subject(Submission), form_id, seen, patch, "lead")
        return jsonify(saved_json(saved, language()))


@blueprint.post("/<id>/appraisal/files")
@require("submission.appraise", Submission, states=False)
def upload(**_: str) -> tuple[Response, int]:
    """Keep a file that a cell of the lead agency then names."""
    name, body = uploaded()
    with transaction() as db:
        submission = subject(Submission)
        lock(db, submission)
        if submission.state not in OPEN_TO["lead"]:
            refuse_sent(submission.state, "lead")
        return jsonify(keep_file(db, submission, name, body).as_json()), 201
