"""API of a unit's report: load, save, check, send, recall, history, files."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from flask import Blueprint, Response, jsonify, request

from metadata.errors import KhuonError, fail
from runtime.actor import current_actor
from runtime.filling.bodies import CHECK, MAYBE_REASON, NOTHING, SAVE, SEND, UPLOAD
from runtime.filling.edition import edition
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.security.limits import settings
from runtime.store import session, transaction
from runtime.store.models import Submission
from runtime.submissions import acts
from runtime.submissions.appraising import unappraised
from runtime.submissions.comparing import WITH, compared
from runtime.submissions.elsewhere import sign_of
from runtime.submissions.files import file_of, keep_file
from runtime.submissions.findings import Finding
from runtime.submissions.history import cell_history, event_history
from runtime.submissions.merge import read_patch, refuse_sent
from runtime.submissions.moving import to_newer_release
from runtime.submissions.once import key_of_request, once
from runtime.submissions.opened import Opened
from runtime.submissions.payload import checks_payload, fill_payload, notes_json
from runtime.submissions.people import may_do, people_json
from runtime.submissions.saving import SAVABLE, lock, save, saved_json
from runtime.words import language
from runtime.written import put_together

blueprint = Blueprint("filling_api", __name__, url_prefix="/api/submissions")


def seen_version() -> int:
    """The version named by If-Match. Raises ``version.required``."""
    text = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise fail("version.required")
    return int(text)


def uploaded() -> tuple[str, bytes]:
    """Name and bytes of the file in the body. Raises ``file.name``, ``file.missing``."""
    try:
        sent = read_json(UPLOAD, max_bytes=settings().max_body)
    except KhuonError as refused:
        if refused.code == "text.control_character" and refused.problems[0].place == "/name":
            raise fail("file.name", "file") from None
        raise
    try:
        return sent["name"], base64.b64decode(sent["content"], validate=True)
    except binascii.Error:
        raise fail("file.missing", "content") from None


def moved(submission: Submission, **more: Any) -> dict[str, Any]:
    """The answer to a move: the state reached, and the hash by which the next move names what was seen."""
    found = {"id": submission.id, "state": submission.state, "version": submission.version}
    return {**found, "content_hash": submission.content_hash, **more}


@blueprint.get("/<id>/forms/<form_id>")
@require("submission.read", Submission)
def load(form_id: str, **_: str) -> Response:
    """One form with everything needed to fill or to look at it."""
    opened = Opened(session(), subject(Submission))
    return put_together(fill_payload(opened, form_id, current_actor(), language()) | {"elsewhere": sign_of(opened, form_id), "edition": edition()})


@blueprint.patch("/<id>/forms/<form_id>")
@require("submission.save", Submission, states=False)
def store(form_id: str, **_: str) -> Response:
    """Save touched cells of a form."""
    seen = seen_version()
    patch = read_patch(read_json(SAVE))
    with transaction() as db:
        saved = save(db, current_actor(), subject(Submission), form_id, seen, patch)
        return jsonify({**saved_json(saved, language()), "edition": edition()})


@blueprint.get("/<id>/checks")
@require("submission.read", Submission)
def checks(**_: str) -> Response:
    """Everything found in all forms, and what may be done with the report as it stands now."""
    submission, actor = subject(Submission), current_actor()
    opened = Opened(session(), submission)
    standing = {"events": may_do(session(), actor, submission), "people": people_json(session(), actor, submission, language())}
    blank = {"unappraised": unappraised(opened)} if "accept" in standing["events"] else {}
    return jsonify({**checks_payload(opened, language()), **standing, **blank})


@blueprint.post("/<id>/check")
@require("submission.check", Submission, moves=True)
def check(**_: str) -> Response:
    """Say that the report is ready for signing."""
    body = read_json(CHECK)
    with transaction() as db:
        submission = subject(Submission)
        findings = acts.check(db, current_actor(), submission, body.get("reasons", {}))
        return jsonify(moved(submission, failures=_shown(findings)))


@blueprint.post("/<id>/hand")
@require("submission.hand", Submission, moves=True)
def hand(**_: str) -> Response:
    """Hand the filled report over to somebody else of the unit, who checks it."""
    read_json(NOTHING)
    with transaction() as db:
        submission = subject(Submission)
        acts.hand_over(db, current_actor(), submission)
        return jsonify(moved(submission))


@blueprint.post("/<id>/uncheck")
@require("submission.uncheck", Submission, moves=True)
def uncheck(**_: str) -> Response:
    """Go back to filling."""
    read_json(NOTHING)
    with transaction() as db:
        submission = subject(Submission)
        acts.uncheck(db, current_actor(), submission)
        return jsonify(moved(submission))


@blueprint.post("/<id>/send")
@require("submission.send", Submission, moves=True)
def send(**_: str) -> Response:
    """Send the report; takes effect once per Idempotency-Key."""
    key, body = key_of_request(), read_json(SEND)
    with transaction() as db:
        submission, actor = subject(Submission), current_actor()
        lock(db, submission)

        def act() -> dict[str, Any]:
            findings = acts.send(db, actor, submission, body.get("reasons", {}), body.get("content_hash", ""))
            at = submission.sent_at.isoformat() if submission.sent_at else None
            return moved(submission, sent_at=at, failures=_shown(findings))

        return jsonify(once(db, actor, key, body, act))


@blueprint.post("/<id>/recall")
@require("submission.recall", Submission, moves=True)
def recall(**_: str) -> Response:
    """Take a sent report back before it is received."""
    body = read_json(MAYBE_REASON)
    with transaction() as db:
        submission = subject(Submission)
        acts.recall(db, current_actor(), submission, body.get("reason", ""))
        return jsonify(moved(submission))


@blueprint.post("/<id>/release")
@require("submission.save", Submission, states=False)
def follow_release(**_: str) -> Response:
    """Move a started report to the release that now holds for its period."""
    read_json(NOTHING)
    with transaction() as db:
        submission = subject(Submission)
        homeless = to_newer_release(db, current_actor(), submission)
        return jsonify(moved(submission, without_place=homeless))


@blueprint.get("/<id>/history")
@require("submission.history", Submission)
def history(**_: str) -> Response:
    """Changes of cells (``form``, ``key`` narrow them) and moves of the report."""
    db, submission = session(), subject(Submission)
    cells = cell_history(db, submission, request.args.get("form") or None, request.args.get("key") or None)
    return jsonify({"cells": cells, "events": event_history(db, current_actor(), submission)})


@blueprint.get("/<id>/notes")
@require("submission.read", Submission)
def notes(**_: str) -> Response:
    """Remarks on cells."""
    return jsonify({"notes": notes_json(Opened(session(), subject(Submission)))})


@blueprint.get("/<id>/forms/<form_id>/compare")
@require("submission.read", Submission)
def compare(form_id: str, **_: str) -> Response:
    """A form beside what was stated last period, or (``with=prev_year``) for the same period last year."""
    opened = Opened(session(), subject(Submission))
    opened.form(form_id)
    other = request.args.get("with", "prev")
    return jsonify(compared(opened, form_id, other if other in WITH else "prev", language()))


@blueprint.post("/<id>/files")
@require("submission.save", Submission, states=False)
def upload(**_: str) -> tuple[Response, int]:
    """Keep a file; a cell then names it."""
    name, body = uploaded()
    with transaction() as db:
        submission = subject(Submission)
        lock(db, submission)
        if submission.state not in SAVABLE:
            refuse_sent(submission.state)
        return jsonify(keep_file(db, submission, name, body).as_json()), 201


@blueprint.get("/<id>/files/<sha>")
@require("submission.read", Submission)
def download(sha: str, **_: str) -> Response:
    """A file that the report names, as a download and never as a page."""
    name, body = file_of(session(), subject(Submission), sha)
    answer = Response(body, mimetype="application/octet-stream")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _shown(findings: list[Finding]) -> list[dict[str, Any]]:
    return [finding.as_json(language()) for finding in findings]
