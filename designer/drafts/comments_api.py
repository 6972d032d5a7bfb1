"""Remarks on a draft over HTTP: every answer is the whole list as it stands now."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify
from sqlalchemy.orm import Session

from designer.drafts import comments
from runtime.actor import current_actor
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import transaction
from runtime.store.models import Draft
from runtime.words import language

blueprint = Blueprint("draft_comments", __name__)

_TEXT: Final = {"type": "string", "maxLength": 8000}
ADD: Final = {
    "type": "object",
    "properties": {
        "form": {"type": "string", "maxLength": 64},
        "place": {"type": "string", "maxLength": 200},
        "text": _TEXT,
    },
    "required": ["text"],
}
ANSWER: Final = {"type": "object", "properties": {"text": _TEXT}, "required": ["text"]}
RESOLVE: Final = {"type": "object", "properties": {"done": {"type": "boolean"}}, "required": ["done"]}


@blueprint.post("/api/drafts/<id>/comments")
@require("review.comment", Draft)
def add(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Write a remark on a place, or on the whole draft. Raises ``review.comment_*``."""
    body = read_json(ADD)
    draft = subject(Draft)
    with transaction() as db:
        comments.add(db, current_actor(), draft, body.get("form", ""), body.get("place", ""), body["text"])
        return _list(db, draft), 201


@blueprint.post("/api/drafts/<id>/comments/<comment>/answers")
@require("review.comment", Draft)
def answer(id: str, comment: str) -> Any:  # noqa: A002, ARG001
    """Answer a remark. Raises ``not_found``, ``review.comment_*``."""
    body = read_json(ANSWER)
    draft = subject(Draft)
    with transaction() as db:
        comments.answer(db, current_actor(), draft, comment, body["text"])
        return _list(db, draft), 201


@blueprint.post("/api/drafts/<id>/comments/<comment>/resolve")
@require("review.resolve", Draft)
def resolve(id: str, comment: str) -> Any:  # noqa: A002, ARG001
    """Close a remark or open it again. Raises ``not_found``, ``review.comment_closed``."""
    body = read_json(RESOLVE)
    draft = subject(Draft)
    with transaction() as db:
        comments.resolve(db, current_actor(), draft, comment, done=body["done"])
        return _list(db, draft)


def _list(db: Session, draft: Draft) -> Any:
    return jsonify({"comments": comments.listed(db, draft, language()), **comments.duties(current_actor(), draft)})
