"""News for an open filling page: what others saved, who else is there, whether the report moved on."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, jsonify

from runtime.actor import current_actor
from runtime.filling.edition import edition
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import Submission
from runtime.submissions import presence
from runtime.submissions.elsewhere import news_from_elsewhere, outside
from runtime.submissions.news import changed_since, news, version_of
from runtime.submissions.opened import Opened
from runtime.words import language

blueprint = Blueprint("filling_presence", __name__, url_prefix="/api/submissions")

_PAGE: Final = {"type": "string", "pattern": "^[A-Za-z0-9]{8,32}$"}
LISTEN: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "since": {"type": "integer", "minimum": 0, "maximum": 1_000_000_000},
        # Version of the report at which the page read what its form takes from the other forms.
        "report": {"type": "integer", "minimum": 0, "maximum": 1_000_000_000},
        # Sign of the reports of other periods from which the page read figures.
        "elsewhere": {"type": "string", "maxLength": 64},
        "page": _PAGE,
        "cell": {"type": "string", "maxLength": 200},
        "typing": {"type": "boolean"},
    },
    "required": ["since", "page"],
}
LEAVE: Final[dict[str, Any]] = {"type": "object", "properties": {"page": _PAGE}, "required": ["page"]}


@blueprint.post("/<id>/forms/<form_id>/listen")
@require("submission.save", Submission, states=False)
def listen(form_id: str, **_: str) -> Response:
    """What was saved behind version ``since``, and the other pages; tells them that this one is here.

    What the form takes from other forms of the report comes along when any of them was saved behind version ``report``; what it takes from
    other periods and is set beside, when one of those reports moved on since the sign ``elsewhere``.
    Raises ``submission.unknown_form``.
    """
    body, submission, user = read_json(LISTEN), subject(Submission), current_actor().user_id or ""
    db = session()
    opened = Opened(db, submission)
    opened.form(form_id)
    standing = presence.Standing(body["page"], form_id, body.get("cell", ""), body.get("typing", False))
    presence.tell(db, user, submission, standing)
    told: dict[str, Any] = {
        "edition": edition(),
        "version": version_of(db, submission, form_id),
        "report": submission.version,
        "state": submission.state,
        "release": submission.release_hash,
        "people": presence.others(db, user, submission, body["page"]),
    }
    if told["version"] > body["since"]:
        changed = changed_since(db, submission, form_id, body["since"])
        told["news"] = news(opened.cells(form_id), opened.filled(form_id), changed)
    if submission.version > body.get("report", submission.version) and opened.reads_others(form_id):
        told |= outside(opened, form_id, language())
    if "elsewhere" in body:
        told |= news_from_elsewhere(opened, form_id, body["elsewhere"], language())
    return jsonify(told)


@blueprint.post("/<id>/leave")
@require("submission.save", Submission, states=False)
def leave(**_: str) -> Response:
    """The page is closed: others need not wait to see that."""
    body = read_json(LEAVE)
    with transaction() as db:
        presence.leave(db, current_actor().user_id or "", subject(Submission), body["page"])
    return jsonify({})
