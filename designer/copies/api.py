"""Copies of a table asked for over the wire: the operations that make them, tried before they are given."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify

from designer.copies.tables import copy_tables
from designer.drafts import service
from designer.operations.run import MAX_OPERATIONS, run
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store.models import Draft

blueprint = Blueprint("copies_api", __name__)

_ID: Final = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"}
COPY: Final = {
    "type": "object",
    "properties": {"form": _ID, "section": _ID, "list": _ID, "members": {"type": "array", "items": _ID, "maxItems": 3_000, "uniqueItems": True}},
    "required": ["form", "section", "list", "members"],
}


@blueprint.post("/api/drafts/<id>/copies")
@require("draft.edit", Draft)
def copies(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Operations that copy a table for each member named: ``{operations, sections, left}``. Nothing is changed by asking.

    Raises ``draft.no_place``, ``copies.*`` and what the operations would be refused for.
    """
    body = read_json(COPY)
    documents = service.documents_of(subject(Draft))
    made = copy_tables(documents, body["form"], body["section"], body["list"], body["members"])
    # The browser sends them in portions; what would be refused half way is refused before the first.
    after = documents
    for at in range(0, len(made.operations), MAX_OPERATIONS):
        after = run(after, made.operations[at : at + MAX_OPERATIONS]).documents
    return jsonify({"operations": made.operations, "sections": made.sections, "left": len(made.left)})
