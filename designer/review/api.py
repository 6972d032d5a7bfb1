"""The acts of the desks over HTTP."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify

from designer import publish
from runtime.actor import current_actor
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import transaction
from runtime.store.models import Draft

blueprint = Blueprint("review_api", __name__)

_NOTE: Final = {"type": "string", "maxLength": 4000}
_HASH: Final = {"type": "string", "maxLength": 128}
_PERIOD: Final = {"type": "string", "maxLength": 20}
FORWARD: Final = {"type": "object", "properties": {"shown": _HASH, "note": _NOTE}}
RETURN: Final = {
    "type": "object",
    "properties": {
        "note": _NOTE,
        "reasons": {
            "type": "array",
            "maxItems": 200,
            "items": {
                "type": "object",
                "properties": {"place": {"type": "string", "maxLength": 300}, "text": _NOTE},
                "required": ["text"],
            },
        },
    },
}
APPROVE: Final = {
    "type": "object",
    "properties": {"shown": _HASH, "note": _NOTE, "valid_from": _PERIOD},
    "required": ["valid_from"],
}


@blueprint.post("/api/drafts/<id>/forward")
@require("review.forward", Draft, moves=True)
def forward(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Send a draft on to the IT department. Raises ``workflow.*``."""
    body = read_json(FORWARD)
    draft = subject(Draft)
    with transaction() as db:
        publish.forward(db, current_actor(), draft, body.get("shown", ""), body.get("note", ""))
    return jsonify({"state": draft.state})


@blueprint.post("/api/drafts/<id>/return")
@require("review.return", Draft, moves=True)
def send_back(id: str) -> Any:  # noqa: A002, ARG001
    """Send a draft back to its author with reasons, from either desk. Raises ``workflow.*``."""
    body = read_json(RETURN)
    draft = subject(Draft)
    with transaction() as db:
        publish.send_back(db, current_actor(), draft, body.get("note", ""), body.get("reasons", ()))
    return jsonify({"state": draft.state})


@blueprint.post("/api/drafts/<id>/approve")
@require("release.approve", Draft, moves=True)
def approve(id: str) -> Any:  # noqa: A002, ARG001
    """Approve and publish. Raises ``workflow.*``, ``publish.*``, ``template.has_errors``."""
    body = read_json(APPROVE)
    draft = subject(Draft)
    with transaction() as db:
        release = publish.approve(
            db, current_actor(), draft, body.get("shown", ""), body["valid_from"], body.get("note", "")
        )
        answer = {"state": draft.state, "release": release.id, "hash": release.hash, "no": release.no}
    return jsonify(answer)
