"""API of what people say to each other about cells of a report."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, jsonify

from runtime.actor import current_actor
from runtime.permissions import allowed, require, subject
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import Submission
from runtime.submissions import comments
from runtime.submissions.once import key_of_request, once
from runtime.submissions.opened import Opened
from runtime.submissions.saving import lock
from runtime.words import language

blueprint = Blueprint("commenting", __name__, url_prefix="/api/submissions")

_TEXT: Final[dict[str, Any]] = {"type": "string", "maxLength": 4_000}
BEGIN: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "form": {"type": "string", "minLength": 1, "maxLength": 64},
        "key": {"type": "string", "minLength": 1, "maxLength": 200},
        "text": _TEXT,
        "follow_up": {"type": "boolean"},
        "internal": {"type": "boolean"},
    },
    "required": ["form", "key", "text"],
}
ANSWER: Final[dict[str, Any]] = {"type": "object", "properties": {"text": _TEXT}, "required": ["text"]}
SETTLE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"resolved": {"type": "boolean"}, "follow_up": {"type": "boolean"}},
}


@blueprint.get("/<id>/comments")
@require("submission.read", Submission)
def listed(**_: str) -> Response:
    """Exchanges about the cells of a report."""
    return _all()


@blueprint.post("/<id>/comments")
@require("submission.comment", Submission)
def begin(**_: str) -> Response:
    """Say something about a cell; takes effect once per Idempotency-Key."""
    key, body = key_of_request(), read_json(BEGIN)
    with transaction() as db:
        submission, actor = subject(Submission), current_actor()
        lock(db, submission)
        once(db, actor, key, body, lambda: {"id": comments.begin(Opened(db, submission), actor, body).id})
    return _all()


@blueprint.post("/<id>/comments/<comment>/answer")
@require("submission.comment", Submission)
def answer(comment: str, **_: str) -> Response:
    """Answer in an exchange; takes effect once per Idempotency-Key."""
    key, body = key_of_request(), read_json(ANSWER)
    with transaction() as db:
        submission, actor = subject(Submission), current_actor()
        lock(db, submission)
        once(db, actor, key, body, lambda: {"id": comments.answer(Opened(db, submission), actor, comment, body["text"]).id})
    return _all()


@blueprint.patch("/<id>/comments/<comment>")
@require("submission.comment", Submission)
def settle(comment: str, **_: str) -> Response:
    """Settle an exchange, open it again, or change its mark."""
    body = read_json(SETTLE)
    with transaction() as db:
        comments.settle(Opened(db, subject(Submission)), current_actor(), comment, body)
    return _all()


def _all() -> Response:
    submission, actor = subject(Submission), current_actor()
    found = comments.comments_json(Opened(session(), submission), actor, language())
    return jsonify({"comments": found, "may": allowed(actor, "submission.comment", submission), "side": comments.side_of(actor)})
