"""News for an open page of the designer, and who else is there."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify

from designer.drafts import log, presence
from runtime.actor import current_actor
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import Draft

blueprint = Blueprint("draft_presence", __name__)

_PAGE: Final = {"type": "string", "pattern": "^[A-Za-z0-9]{8,32}$"}
LISTEN: Final = {
    "type": "object",
    "properties": {
        "since": {"type": "integer", "minimum": 0, "maximum": 10**9},
        "page": _PAGE,
        "place": {"type": "string", "maxLength": 300},
    },
    "required": ["since", "page"],
}
LEAVE: Final = {"type": "object", "properties": {"page": _PAGE}, "required": ["page"]}


@blueprint.post("/api/drafts/<id>/listen")
@require("draft.read", Draft)
def listen(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Entries behind ``since``, and who else has the draft open; tells the others that this page is."""
    body = read_json(LISTEN)
    draft, actor = subject(Draft), current_actor()
    with transaction() as db:
        presence.tell(db, actor, draft, body["page"], body.get("place", ""))
        people = presence.others(db, draft, body["page"])
    entries = log.entries_since(session(), draft, body["since"])
    for entry in (*entries, *people):
        entry["mine"] = entry.pop("by_id") == actor.user_id
    told = {"rev": draft.version, "state": draft.state, "hash": draft.content_hash, "entries": entries}
    return jsonify({**told, "people": people})


@blueprint.post("/api/drafts/<id>/leave")
@require("draft.read", Draft)
def leave(id: str) -> Any:  # noqa: A002, ARG001
    """The page is closed: others need not wait to see that."""
    body = read_json(LEAVE)
    with transaction() as db:
        presence.leave(db, current_actor(), subject(Draft), body["page"])
    return jsonify({})
