"""The acts of the desks over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Blueprint, jsonify

from designer import publish
from runtime.actor import current_actor
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import transaction
from runtime.store.models import Draft, Release

blueprint = Blueprint("review_api", __name__)

_NOTE: Final = {"type": "string", "maxLength": 4000}
_HASH: Final = {"type": "string", "maxLength": 128}
_PERIOD: Final = {"type": "string", "maxLength": 20}
#: Ids of comments that are knowingly left open.
_WAIVED: Final = {"type": "array", "maxItems": 500, "items": {"type": "string", "maxLength": 64}}
FORWARD: Final = {"type": "object", "properties": {"shown": _HASH, "note": _NOTE, "waived": _WAIVED}}
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
    "properties": {"shown": _HASH, "note": _NOTE, "valid_from": _PERIOD, "waived": _WAIVED},
    "required": ["valid_from"],
}


@blueprint.post("/api/drafts/<id>/forward")
@require("review.forward", Draft, moves=True)
def forward(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Send a draft on to the IT department. Raises ``workflow.*``."""
    body = read_json(FORWARD)
    draft = subject(Draft)
    with transaction() as db:
        publish.forward(db, current_actor(), draft, body.get("shown", ""), body.get("note", ""), body.get("waived", ()))
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


@blueprint.post("/api/drafts/<id>/endorse")
@require("release.approve", Draft, moves=True)
def endorse(id: str) -> Any:  # noqa: A002, ARG001
    """Agree as the first of two approvers. Raises ``workflow.*``, ``policy.last_one``, ``review.open_comments``."""
    body = read_json(FORWARD)
    draft = subject(Draft)
    with transaction() as db:
        publish.endorse(db, current_actor(), draft, body.get("shown", ""), body.get("note", ""), body.get("waived", ()))
    return jsonify({"state": draft.state})


@blueprint.post("/api/drafts/<id>/approve")
@require("release.approve", Draft, moves=True)
def approve(id: str) -> Any:  # noqa: A002, ARG001
    """Approve and publish. Raises ``workflow.*``, ``policy.*``, ``publish.*``, ``review.*``, ``template.has_errors``."""
    return _publish(publish.approve)


@blueprint.post("/api/drafts/<id>/publish")
@require("release.publish", Draft, moves=True)
def publish_alone(id: str) -> Any:  # noqa: A002, ARG001
    """The leader publishes, where the policy allows it. Raises ``policy.needs_approver`` and what approving raises."""
    return _publish(publish.publish_alone)


def _publish(way: Callable[..., Release]) -> Any:
    body = read_json(APPROVE)
    draft = subject(Draft)
    with transaction() as db:
        release = way(
            db, current_actor(), draft, body.get("shown", ""), body["valid_from"], body.get("note", ""), body.get("waived", ())
        )
        answer = {"state": draft.state, "release": release.id, "hash": release.hash, "no": release.no}
    return jsonify(answer)
