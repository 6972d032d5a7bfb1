"""History, named points, revert and going back, for the designer's island."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify, request

from designer.drafts import history, points, reverting
from designer.drafts.answers import answer, client_of
from metadata.diff import Diff
from metadata.errors import fail
from runtime.actor import current_actor
from runtime.filters import moment
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import session, transaction
from runtime.store.models import Draft, DraftPoint
from runtime.words import language

blueprint = Blueprint("draft_history", __name__)

_CLIENT: Final = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,40}$"}
_REV: Final = {"type": "integer", "minimum": 0, "maximum": 10**9}
_NAME: Final = {"type": "string", "maxLength": 300}
SPAN: Final = {
    "type": "object",
    "properties": {"first": _REV, "last": _REV, "base": _REV, "client": _CLIENT},
    "required": ["first", "last"],
}
BACK: Final = {
    "type": "object",
    "properties": {"seq": _REV, "base": _REV, "client": _CLIENT},
    "required": ["seq"],
}
POINT: Final = {"type": "object", "properties": {"name": _NAME, "seq": _REV}, "required": ["name"]}
_POINT: Final = {"type": "string", "maxLength": 64}
RENAME: Final = {"type": "object", "properties": {"point": _POINT, "name": _NAME}, "required": ["point", "name"]}
REMOVE: Final = {"type": "object", "properties": {"point": _POINT}, "required": ["point"]}


def _number(name: str) -> int | None:
    raw = request.args.get(name)
    if raw is None:
        return None
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9):
        raise fail("query.filter", name, name=name)
    return int(raw)


@blueprint.get("/api/drafts/<id>/history")
@require("draft.read", Draft)
def listing(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """A page of gestures, newest first: ``?before=`` entry, ``?by=`` person, ``?form=``. Raises ``query.filter``."""
    db, draft = session(), subject(Draft)
    by, form = (request.args.get(key, "")[:64] for key in ("by", "form"))
    found, more = history.gestures(db, draft, before=_number("before"), by=by, form=form, lang=language())
    me = current_actor().user_id
    return jsonify(
        {
            "rev": draft.version,
            "gestures": [gesture.as_json(me) for gesture in found],
            "more": more,
            "people": history.people_of(db, draft),
            "points": [_point(point, name) for point, name in points.points_of(db, draft)],
        }
    )


def _point(point: DraftPoint, name: str) -> dict[str, Any]:
    return {"id": point.id, "name": point.name, "seq": point.seq, "by": name, "at_text": moment(point.at)}


def _told(diff: Diff) -> dict[str, Any]:
    return dict(diff.as_json(language()))


@blueprint.get("/api/drafts/<id>/change")
@require("draft.read", Draft)
def one(id: str) -> Any:  # noqa: A002, ARG001
    """What the gesture of entries ``?first=`` to ``?last=`` changed: sentences and the places it wrote.

    Raises ``draft.base_unknown``, ``query.filter``.
    """
    first, last = _number("first") or 0, _number("last") or 0
    diff, paths = history.what_changed(session(), subject(Draft), first, last)
    return jsonify({**_told(diff), "paths": paths})


@blueprint.get("/api/drafts/<id>/difference")
@require("draft.read", Draft)
def since(id: str) -> Any:  # noqa: A002, ARG001
    """What became different between revision ``?since=`` and now. Raises ``draft.base_unknown``, ``query.filter``."""
    return jsonify(_told(points.changed_since(session(), subject(Draft), _number("since") or 0)))


@blueprint.post("/api/drafts/<id>/revert")
@require("draft.edit", Draft, states=False)
def revert(id: str) -> Any:  # noqa: A002, ARG001
    """Take back one gesture alone. Raises ``draft.later_work``, ``draft.base_unknown``."""
    body = read_json(SPAN)
    draft = subject(Draft)
    with transaction() as db:
        span = body["first"], body["last"]
        outcome = reverting.revert_change(db, current_actor(), draft, span, body.get("base"), client_of(body))
    return answer(draft, outcome)


@blueprint.post("/api/drafts/<id>/back")
@require("draft.edit", Draft, states=False)
def back(id: str) -> Any:  # noqa: A002, ARG001
    """Go back to a revision, as one new entry. Raises ``draft.base_unknown``."""
    body = read_json(BACK)
    draft = subject(Draft)
    with transaction() as db:
        at = [point.name for point, _by in points.points_of(db, draft) if point.seq == body["seq"]]
        name = at[0] if at else ""
        outcome = reverting.go_back(db, current_actor(), draft, body["seq"], name, body.get("base"), client_of(body))
    return answer(draft, outcome)


@blueprint.post("/api/drafts/<id>/points")
@require("draft.edit", Draft, states=False)
def set_point(id: str) -> Any:  # noqa: A002, ARG001
    """Name a revision. Raises ``draft.point_name``, ``draft.base_unknown``."""
    body = read_json(POINT)
    draft = subject(Draft)
    actor = current_actor()
    with transaction() as db:
        point = points.set_point(db, actor, draft, body["name"], body.get("seq"))
        told = _point(point, actor.name)
    return jsonify(told), 201


@blueprint.post("/api/drafts/<id>/points/rename")
@require("draft.edit", Draft, states=False)
def rename_point(id: str) -> Any:  # noqa: A002, ARG001
    """Another name for a point. Raises ``not_found``, ``draft.point_name``."""
    body = read_json(RENAME)
    with transaction() as db:
        points.rename_point(db, subject(Draft), body["point"], body["name"])
    return jsonify({})


@blueprint.post("/api/drafts/<id>/points/remove")
@require("draft.edit", Draft, states=False)
def remove_point(id: str) -> Any:  # noqa: A002, ARG001
    """Forget the name; the revision stays. Raises ``not_found``."""
    body = read_json(REMOVE)
    with transaction() as db:
        points.remove_point(db, current_actor(), subject(Draft), body["point"])
    return jsonify({})
