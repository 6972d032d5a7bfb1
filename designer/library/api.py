"""The library beside a draft: parts to put in, parts to save, newer revisions of what is pinned."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify, request, url_for
from sqlalchemy.orm import Session

from designer.drafts import service
from designer.drafts.answers import found as in_words
from designer.library import shelf
from designer.library.following import random_id
from designer.library.lists import place_document, update_document
from designer.library.placing import Spot, place
from designer.library.preview import preview
from designer.library.taking import take_document, take_tree
from designer.library.updating import Plan, update
from designer.operations import run
from metadata.diff import compare
from metadata.documents import Pin, part_hash, pins_of
from metadata.errors import KhuonError, fail
from runtime.actor import current_actor
from runtime.permissions import may, require, subject
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import Draft
from runtime.words import language

blueprint = Blueprint("library_api", __name__)

_ID: Final = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"}
_ID_OR_NULL: Final = {"anyOf": [_ID, {"type": "null"}]}
_PLACE: Final = {"type": "array", "items": _ID, "minItems": 1, "maxItems": 3}
INSERT: Final = {
    "type": "object",
    "properties": {"part": _ID, "form": _ID, "section": {"type": "string", "maxLength": 64}, "parent": _ID_OR_NULL, "after": _ID_OR_NULL},
    "required": ["part"],
}
UPDATE: Final = {"type": "object", "properties": {"pin": _PLACE, "keep": {"type": "boolean"}}, "required": ["pin"]}
SAVE: Final = {
    "type": "object",
    "properties": {
        "form": _ID,
        "section": _ID,
        "axis": {"enum": ["columns", "rows"]},
        "ids": {"type": "array", "items": _ID, "maxItems": 400},
        "document": _ID,
        "part": {"anyOf": [_ID, {"const": ""}]},
        "code": {"type": "string", "maxLength": 64},
        "name": {"type": "string", "maxLength": 300},
        "note": {"type": "string", "maxLength": 2000},
    },
    "required": ["code", "name"],
}


@blueprint.get("/api/library")
@require("library.read")
def parts() -> Any:
    """The parts, narrowed by ``?kind=`` and ``?q=``, with small previews, and which of them the unit may revise."""
    actor = current_actor()
    found = shelf.listing(session(), request.args.get("kind", "")[:20], request.args.get("q", "")[:200])
    told = [
        {
            "id": one.part.id, "rev": one.part.rev, "kind": one.part.kind, "code": one.part.code, "name": one.part.name, "note": one.part.note,
            "owner": one.owner, "mine": bool(one.owner_id) and one.owner_id == actor.unit_id, "preview": preview(one.part), "href": url_for("library.show", part=one.part.id),
        }
        for one in found
    ]  # fmt: skip
    return jsonify({"parts": told, "may_save": may(actor, "library.write")})


@blueprint.post("/api/drafts/<id>/library/insert")
@require("draft.edit", Draft)
def insert(id: str) -> Any:  # noqa: A002, ARG001
    """Operations that put a part in behind ``after``. Raises ``library.*``, ``draft.no_place``, ``draft.id_taken``."""
    body = read_json(INSERT)
    db, documents = session(), service.documents_of(subject(Draft))
    part, data = shelf.newest(db, body["part"])
    if part.kind in ("dimension", "indicator"):
        return jsonify({"operations": place_document(documents, part, data), "name": part.name})
    spot = Spot(body.get("form", ""), body.get("section", ""), body.get("parent"), body.get("after"))
    return jsonify({"operations": place(documents, part, data, spot), "name": part.name})


@blueprint.post("/api/drafts/<id>/library/save")
@require("library.write", Draft)
def save(id: str) -> Any:  # noqa: A002, ARG001
    """Keep columns, rows or a document of the draft as a part, or as the next revision of one. Raises ``library.*``."""
    body = read_json(SAVE)
    documents = service.documents_of(subject(Draft))
    if "document" in body:
        taken = take_document(documents, body["document"])
    else:
        axis = body.get("axis", "columns")
        taken = {"kind": axis, **take_tree(documents, body.get("form", ""), body.get("section", ""), axis, body.get("ids", ()))}
    with transaction() as db:
        row = shelf.save(db, current_actor(), taken, body["code"], body["name"], body.get("note", ""), body.get("part", ""), random_id("p_"))
        told = {"part": row.part_id, "rev": row.rev, "name": row.name}
    return jsonify(told), 201


@blueprint.get("/api/drafts/<id>/library")
@require("draft.read", Draft)
def pins(id: str) -> Any:  # noqa: A002, ARG001
    """What the draft is pinned to, each with the newest revision of the library and what that would change here."""
    db, documents = session(), service.documents_of(subject(Draft))
    return jsonify({"pins": [_pin(db, documents, pin) for pin in pins_of(documents)]})


def _pin(db: Session, documents: dict[str, dict[str, Any]], pin: Pin) -> dict[str, Any]:
    told: dict[str, Any] = {"place": list(pin.place), "part": pin.part, "rev": pin.rev, "name": pin.part, "newest": pin.rev, "sentences": [], "clashes": [], "known": False}
    rows = shelf.revisions_of(db, pin.part)
    if not rows or all(row.sha256 != pin.hash for row in rows):
        return {**told, "name": rows[0].name if rows else pin.part}
    part, data = shelf.newest(db, pin.part)
    here = next(row.rev for row in rows if row.sha256 == pin.hash)
    told |= {"name": part.name, "rev": here, "newest": part.rev, "known": True, "gone": _gone(documents, pin)}
    if part_hash(data) == pin.hash or told["gone"]:
        return {**told, "newest": here}
    plan = _plan(db, documents, pin, keep=True)
    return {**told, "sentences": _sentences(documents, plan), "clashes": in_words(plan.clashes)}


def _gone(documents: dict[str, dict[str, Any]], pin: Pin) -> bool:
    """Whether nothing is left of what was put in."""
    if len(pin.place) == 1:
        return False
    form, section, _ = pin.place
    nodes = documents[form]["sections"]["items"][section][pin.axis]["nodes"]
    return not any(key in nodes for key in pin.ids.values())


def _plan(db: Session, documents: dict[str, dict[str, Any]], pin: Pin, *, keep: bool) -> Plan:
    old, _ = shelf.pinned(db, pin)
    new, data = shelf.newest(db, pin.part)
    if part_hash(data) == pin.hash:
        raise fail("library.no_newer", pin.part)
    if len(pin.place) == 1:
        return update_document(documents, pin, old, new, data, keep=keep)
    return update(documents, pin, old, new, data, keep=keep)


def _sentences(documents: dict[str, dict[str, Any]], plan: Plan) -> list[str]:
    """What the operations would change in the draft, without the pin itself."""
    told = compare(documents, run(documents, plan.operations).documents)
    return [change.as_json(language())["text"] for change in told.changes if change.place[-1:] not in (("parts",), ("part",))]


@blueprint.post("/api/drafts/<id>/library/update")
@require("draft.edit", Draft)
def newer(id: str) -> Any:  # noqa: A002, ARG001
    """Operations that bring a pin to the newest revision. Raises ``library.clash`` once for every clash unless ``keep`` says that the draft's side stays."""
    body = read_json(UPDATE)
    db, documents = session(), service.documents_of(subject(Draft))
    pin = next((one for one in pins_of(documents) if list(one.place) == body["pin"]), None)
    if pin is None:
        raise fail("draft.no_place", "/".join(body["pin"]))
    plan = _plan(db, documents, pin, keep=bool(body.get("keep")))
    if plan.clashes and not body.get("keep"):
        raise KhuonError(*plan.clashes)
    run(documents, plan.operations)
    return jsonify({"operations": plan.operations, "sentences": _sentences(documents, plan)})
