"""The API of the page on which an annex becomes forms."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify, request, url_for

from designer.importing import accepting, sources
from designer.importing.proposal import ROLES
from designer.importing.said import KINDS, Saying
from designer.importing.view import sheet_view, state_view
from metadata.errors import fail
from runtime.actor import current_actor
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import Draft, ImportSource
from runtime.words import language, t
from runtime.workbooks.wire import read_area

blueprint = Blueprint("importing_api", __name__)

_NUMBER: Final = {"type": "integer", "minimum": 0, "maximum": 1_100_000}
SAYING: Final = {
    "type": "object",
    "properties": {
        "kind": {"enum": list(KINDS)},
        "sheet": _NUMBER,
        "area": {"type": "array", "items": _NUMBER, "minItems": 4, "maxItems": 4},
        "role": {"enum": ["", *ROLES]},
        "value": {"type": "string", "maxLength": 2000},
    },
    "required": ["kind", "sheet", "area"],
}
SAY: Final = {
    "type": "object",
    "properties": {"gesture": {"type": "array", "items": SAYING, "minItems": 1, "maxItems": 2000}},
    "required": ["gesture"],
}
EMPTY: Final = {"type": "object", "properties": {}}
_TEXT: Final = {"type": "string", "maxLength": 1000}
ACCEPT: Final = {
    "type": "object",
    "properties": {
        "forms": {"type": "array", "items": {"type": "string", "maxLength": 64}, "maxItems": 200},
        "draft": {"type": "string", "maxLength": 64},
        "regime": {"type": "object", "properties": dict.fromkeys(("code", "name", "kind", "frequency"), _TEXT)},
    },
}


def _state(source: ImportSource) -> Any:
    return jsonify(state_view(source, language()))


@blueprint.post("/api/imports")
@require("import.write")
def take() -> Any:
    """Multipart with ``file``, or with ``html`` and ``text`` of a pasted block; 201 with the address of the page.

    ``draft`` names the draft that the forms are meant for. Raises ``source.*`` and what the readers raise.
    """
    with transaction() as db:
        source = taken(db)
        address = url_for("importing.show", id=source.id)
        answer = {"id": source.id, "address": address}
    return jsonify(answer), 201


def taken(db: Any) -> ImportSource:
    """The source that the running request sends."""
    actor, into = current_actor(), request.form.get("draft", "")[:64]
    if (sent := request.files.get("file")) is not None and sent.filename:
        return sources.take_file(db, actor, _bytes("file"), sent.filename, into)
    html, text = (_bytes(name).decode("utf-8", "replace") for name in ("html", "text"))
    return sources.take_paste(db, actor, html, text, into)


def _bytes(name: str) -> bytes:
    sent = request.files.get(name)
    return sent.stream.read(sources.MAX_FILE + 1) if sent is not None else b""


@blueprint.get("/api/imports/<id>")
@require("import.read", ImportSource)
def state(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Findings, what is left, the forms, what was said."""
    return _state(subject(ImportSource))


@blueprint.get("/api/imports/<id>/sheets/<number>")
@require("import.read", ImportSource)
def sheet(id: str, number: str) -> Any:  # noqa: A002, ARG001
    """One sheet as it stands, counted from 0."""
    book = sources.book_of(subject(ImportSource))
    if not (number.isascii() and number.isdigit() and len(number) < 6 and int(number) < len(book.sheets)):
        raise fail("not_found")
    return jsonify(sheet_view(book.sheets[int(number)]))


@blueprint.post("/api/imports/<id>/said")
@require("import.write", ImportSource)
def say(id: str) -> Any:  # noqa: A002, ARG001
    """One gesture: roles of areas, findings confirmed, places passed over. Answers the state after it."""
    body = read_json(SAY)
    gesture = tuple(
        Saying(item["kind"], item["sheet"], read_area(item["area"]), item.get("role", ""), item.get("value", ""))
        for item in body["gesture"]
    )
    source = subject(ImportSource)
    with transaction() as db:
        sources.say(db, source, gesture)
    return _state(source)


@blueprint.post("/api/imports/<id>/undo")
@require("import.write", ImportSource)
def undo(id: str) -> Any:  # noqa: A002, ARG001
    """Take the last gesture back. Raises ``source.nothing_to_undo``."""
    return _step(back=True)


@blueprint.post("/api/imports/<id>/redo")
@require("import.write", ImportSource)
def redo(id: str) -> Any:  # noqa: A002, ARG001
    """Do again what was taken back last. Raises ``source.nothing_to_redo``."""
    return _step(back=False)


def _step(*, back: bool) -> Any:
    read_json(EMPTY)
    source = subject(ImportSource)
    with transaction() as db:
        sources.step(db, source, back)
    return _state(source)


@blueprint.post("/api/imports/<id>/accept")
@require("import.write", ImportSource)
def accept(id: str) -> Any:  # noqa: A002, ARG001
    """Take the forms into the draft named, or into a new regime. Answers the address of the draft."""
    body = read_json(ACCEPT)
    source, actor, wanted = subject(ImportSource), current_actor(), body.get("forms")
    with transaction() as db:
        if draft_id := body.get("draft", ""):
            draft = accepting.accept_into(db, actor, source, draft_id, wanted)
        else:
            draft = accepting.accept_new(db, actor, source, body.get("regime", {}), wanted)
        first = next(iter(sources.said_of(source).taken["forms"].values()))
        answer = {"draft": draft.id, "address": url_for("drafts.open_draft", id=draft.id, form=first)}
    return jsonify(answer)


@blueprint.get("/api/drafts/<id>/sources")
@require("draft.read", Draft)
def of_draft(id: str) -> Any:  # noqa: A002, ARG001
    """Where forms of a draft came from: ``{form, name, sheet, left, address}``; only sources that the person may read."""
    found = sources.of_draft(session(), current_actor(), subject(Draft))
    return jsonify({"sources": [line for source in found for line in _lines(source)]})


def _lines(source: ImportSource) -> list[dict[str, Any]]:
    kept = sources.said_of(source).taken
    shared = {"name": source.name or t("importing.pasted"), "left": len(kept.get("left", ()))}
    address = url_for("importing.show", id=source.id)
    forms = kept.get("forms", {}).values()
    return [{**shared, "form": form, "sheet": kept["sheets"].get(form, ""), "address": address} for form in forms]
