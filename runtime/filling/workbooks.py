"""A form's own workbook comes back: previewed, which stores nothing, or taken in one call by a machine."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final

from flask import Blueprint, Response, jsonify
from sqlalchemy.orm import Session

from metadata.errors import KhuonError, Problem, fail
from runtime.actor import current_actor
from runtime.filling.api import seen_version
from runtime.filling.bodies import UPLOAD
from runtime.formbooks.found import Found
from runtime.formbooks.judging import judge
from runtime.formbooks.looking import Looking
from runtime.formbooks.preview import Preview, preview_json
from runtime.formbooks.reading import found
from runtime.formbooks.taking import left_over, patch_of
from runtime.formbooks.uploads import remember
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.security.limits import MAX_PROBLEMS, check_name, settings
from runtime.store import session, transaction
from runtime.store.models import Submission
from runtime.submissions.merge import refuse_sent
from runtime.submissions.opened import Opened
from runtime.submissions.saving import SAVABLE, lock, save, saved_json
from runtime.words import language
from runtime.workbooks import read_filled

blueprint = Blueprint("workbooks_api", __name__, url_prefix="/api/submissions")

_KEY: Final = {"type": "string", "minLength": 1, "maxLength": 200}
TAKE: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        **UPLOAD["properties"],
        "dry_run": {"type": "boolean"},
        "partial": {"type": "boolean"},
        "take": {"type": "object", "propertyNames": _KEY, "maxProperties": 20_000, "additionalProperties": {"type": "integer", "minimum": 0, "maximum": 20}},
        "remove_rows": {"type": "array", "items": _KEY, "maxItems": 5_000},
    },
    "required": UPLOAD["required"],
}


@blueprint.post("/<id>/forms/<form_id>/workbook/preview")
@require("submission.save", Submission, states=False)
def preview(form_id: str, **_: str) -> Response:
    """What the workbook would change and what is refused; nothing is stored.

    Raises ``file.*`` for a file that cannot be read, ``workbook.*`` for one that is not this form's, and what a save in this state gets.
    """
    submission = subject(Submission)
    _open_for_entry(submission)
    opened = Opened(session(), submission)
    opened.form(form_id)
    book = book_sent(read_body(UPLOAD))
    judged = judge(opened, form_id, book, current_actor().user_id or "")
    remember(session(), submission.id, book.facts, judged)
    return jsonify(shown(opened, judged))


@blueprint.post("/<id>/forms/<form_id>/workbook")
@require("submission.save", Submission, states=False)
def take(form_id: str, **_: str) -> Response:
    """Preview and take in one call, for machines: ``dry_run`` is true unless said otherwise.

    ``take`` chooses proposals by key and number, ``remove_rows`` names rows that are to go, ``partial`` leaves what is refused.
    Raises the code of what is refused with every cell (``workbook.refusals`` for several codes), and what a save raises.
    """
    seen = seen_version()
    body = read_body(TAKE)
    submission = subject(Submission)
    _open_for_entry(submission)
    Opened(session(), submission).form(form_id)
    book = book_sent(body)
    with transaction() as db:
        answer, judged = _taken(db, submission, form_id, seen, book, body)
    remember(session(), submission.id, book.facts, judged)
    return jsonify(answer)


def _taken(db: Session, submission: Submission, form_id: str, seen: int, book: Found, body: Mapping[str, Any]) -> tuple[dict[str, Any], Preview]:
    lock(db, submission)
    opened = Opened(db, submission)
    judged = judge(opened, form_id, book, current_actor().user_id or "")
    answer: dict[str, Any] = {"dry_run": body.get("dry_run", True), "preview": shown(opened, judged)}
    chosen = body.get("take", {})
    patch = patch_of(Looking(opened.cells(form_id), judged.filled), judged, chosen, body.get("remove_rows", []))
    if answer["dry_run"]:
        return answer, judged
    refused = left_over(judged, chosen)
    if refused and not body.get("partial", False):
        raise _refusing([one.problem for one in refused])
    if patch.cells or patch.instances:
        saved = save(db, current_actor(), submission, form_id, seen, patch)
        answer["saved"] = saved_json(saved, language())
    return {**answer, "taken": len(patch.cells)}, judged


def _refusing(problems: list[Problem]) -> KhuonError:
    """All refusals; when they are of different kinds, how many there are stands first."""
    many = [Problem("workbook.refusals", "", {"count": len(problems)})] if len({one.code for one in problems}) > 1 else []
    return KhuonError(*[*many, *problems][:MAX_PROBLEMS])


def read_body(schema: Mapping[str, Any]) -> Any:
    """The body with the file. Raises ``file.name`` for a name that hides what it is."""
    try:
        body = read_json(schema, max_bytes=settings().max_body)
    except KhuonError as refused:
        if refused.code == "text.control_character" and refused.problems[0].place == "/name":
            raise fail("file.name", "file") from None
        raise
    check_name(body["name"], "file")
    return body


def book_sent(body: Mapping[str, Any]) -> Found:
    """The workbook that a body carries, read in a process of its own. Raises ``file.*`` and ``workbook.not_ours``."""
    try:
        data = base64.b64decode(body["content"], validate=True)
    except binascii.Error:
        raise fail("file.missing", "content") from None
    if not data:
        raise fail("file.missing", "content")
    return found(read_filled(data, body["name"]))


def shown(opened: Opened, judged: Preview) -> dict[str, Any]:
    """The preview on the wire in the language of the person."""
    looking, lang = Looking(opened.cells(judged.form), judged.filled), language()
    return preview_json(judged, lambda key, filled: looking.name(key, filled, lang), looking.shown, lang)


def _open_for_entry(submission: Submission) -> None:
    if submission.state not in SAVABLE:
        refuse_sent(submission.state)
