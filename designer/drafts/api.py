"""The draft API of the designer's island."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify, request
from sqlalchemy.orm import Session

from designer.drafts import log, service
from designer.drafts.answers import answer, client_of
from designer.drafts.answers import found as in_words
from designer.drafts.comparison import changes_of
from designer.drafts.parsing import KINDS, Question, understand
from designer.drafts.trying import trial
from designer.releases import newest
from metadata.documents import document_problems
from metadata.errors import KhuonError, fail
from runtime.actor import current_actor
from runtime.approvals import needed_for
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import Draft
from runtime.words import language, t

blueprint = Blueprint("draft_api", __name__)

_ID: Final = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"}
_ID_OR_NULL: Final = {"anyOf": [_ID, {"type": "null"}]}
_CLIENT: Final = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,40}$"}
OPERATIONS: Final = {
    "type": "object",
    "properties": {
        "base": {"type": "integer", "minimum": 0, "maximum": 10**9},
        # Their own keys are checked one by one, with codes of their own.
        "operations": {"type": "array", "minItems": 1, "maxItems": 500, "items": {"type": "object"}},
        "client": _CLIENT,
    },
    "required": ["base", "operations"],
}
STEP: Final = {"type": "object", "properties": {"base": {"type": "integer", "minimum": 0, "maximum": 10**9}, "client": _CLIENT}}
EMPTY: Final = {"type": "object", "properties": {}}
NOTE: Final = {"type": "object", "properties": {"note": {"type": "string", "maxLength": 4000}}}
PARSE: Final = {
    "type": "object",
    "properties": {
        "form": _ID,
        "section": {"anyOf": [_ID, {"type": "null"}, {"const": ""}]},
        "row": _ID_OR_NULL,
        "column": _ID_OR_NULL,
        "text": {"type": "string", "maxLength": 8000},
        "as": {"enum": list(KINDS)},
    },
    "required": ["form", "text", "as"],
}


@blueprint.post("/api/drafts/<id>/operations")
@require("draft.edit", Draft, states=False)
def operations(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Apply operations: all or none. Raises ``draft.*``, ``template.*``, ``json.*``."""
    body = read_json(OPERATIONS)
    draft = subject(Draft)
    with transaction() as db:
        outcome = service.apply(db, current_actor(), draft, body["base"], body["operations"], client_of(body))
    return answer(draft, outcome)


@blueprint.get("/api/drafts/<id>")
@require("draft.read", Draft)
def since(id: str) -> Any:  # noqa: A002, ARG001
    """Entries behind ``?since=``; without it all of them. Raises ``query.filter``."""
    draft = subject(Draft)
    raw = request.args.get("since", "0")
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9):
        raise fail("query.filter", "since", name="since")
    me = current_actor().user_id
    entries = log.entries_since(session(), draft, int(raw))
    for entry in entries:
        entry["mine"] = entry.pop("by_id") == me
    return jsonify({"rev": draft.version, "state": draft.state, "hash": draft.content_hash, "entries": entries})


@blueprint.post("/api/drafts/<id>/undo")
@require("draft.edit", Draft, states=False)
def undo(id: str) -> Any:  # noqa: A002, ARG001
    """Take back one's own last gesture. Raises ``draft.nothing_to_undo``, ``draft.later_work``."""
    return _step(service.undo)


@blueprint.post("/api/drafts/<id>/redo")
@require("draft.edit", Draft, states=False)
def redo(id: str) -> Any:  # noqa: A002, ARG001
    """Do again what was taken back last. Raises ``draft.nothing_to_redo``, ``draft.later_work``."""
    return _step(service.redo)


def _step(turn: Any) -> Any:
    body = read_json(STEP)
    draft = subject(Draft)
    with transaction() as db:
        outcome = turn(db, current_actor(), draft, body.get("base"), client_of(body))
    return answer(draft, outcome)


@blueprint.post("/api/drafts/<id>/check")
@require("draft.read", Draft)
def check(id: str) -> Any:  # noqa: A002, ARG001
    """All findings about the template, errors first."""
    read_json(EMPTY)
    found = service.findings(subject(Draft))
    errors = sum(1 for problem in found if problem.severity == "error")
    return jsonify({"problems": in_words(found), "errors": errors, "warnings": len(found) - errors})


@blueprint.post("/api/drafts/<id>/parse")
@require("draft.read", Draft)
def parse(id: str) -> Any:  # noqa: A002, ARG001
    """What a text means where it is typed."""
    body = read_json(PARSE)
    question = Question(
        form=body["form"],
        section=body.get("section") or "",
        row=body.get("row"),
        column=body.get("column"),
        text=body["text"],
        kind=body["as"],
    )
    documents = service.documents_of(subject(Draft))
    broken = [problem for document in documents.values() for problem in document_problems(document)]
    if broken:
        raise KhuonError(*broken)
    return jsonify(understand(documents, question, language()).as_json(language(), question.text))


@blueprint.get("/api/drafts/<id>/try/<form_id>")
@require("draft.try", Draft)
def try_form(id: str, form_id: str) -> Any:  # noqa: A002, ARG001
    """A form of the draft as the fill island opens it."""
    return jsonify(trial(subject(Draft), form_id, request.args.get("audience"), language()))


@blueprint.get("/api/drafts/<id>/diff")
@require("draft.read", Draft)
def diff(id: str) -> Any:  # noqa: A002, ARG001
    """What the draft changes in the release in force."""
    return jsonify(_diff(session(), subject(Draft)))


def _diff(db: Session, draft: Draft) -> dict[str, Any]:
    found = changes_of(db, draft)
    need = needed_for(db, found.level, first=newest(db, draft.regime_id) is None)
    why = t("review.needs_first") if need.first else t(f"policy.{need.level}")
    route = {"name": need.route.name, "words": t(f"route.{need.route.name}"), "why": f"{why[:1].upper()}{why[1:]}"}
    return {**found.as_json(language()), "route": route, "hash": draft.content_hash}


@blueprint.post("/api/drafts/<id>/submit")
@require("draft.submit", Draft, moves=True)
def submit(id: str) -> Any:  # noqa: A002, ARG001
    """Send the draft to the leader. Raises ``template.has_errors`` with the list, ``workflow.transition``."""
    body = read_json(NOTE)
    draft = subject(Draft)
    with transaction() as db:
        service.submit(db, current_actor(), draft, body.get("note", ""))
    return jsonify({"state": draft.state, "rev": draft.version, "hash": draft.content_hash})


@blueprint.post("/api/drafts/<id>/withdraw")
@require("draft.withdraw", Draft, moves=True)
def withdraw(id: str) -> Any:  # noqa: A002, ARG001
    """Take the draft back from the leader's desk."""
    read_json(EMPTY)
    draft = subject(Draft)
    with transaction() as db:
        service.withdraw(db, current_actor(), draft)
    return jsonify({"state": draft.state, "rev": draft.version})
