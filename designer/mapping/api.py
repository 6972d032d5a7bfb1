"""The mapping of a draft over HTTP, for its page in the designer. Edits are operations of the draft like any other."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request

from designer.mapping.lines import form_lines, overview, side_of, unreadable
from designer.mapping.trial import offered, tried
from metadata.errors import KhuonError, fail
from metadata.periods import Period
from runtime.actor import current_actor
from runtime.permissions import require, subject
from runtime.store import session
from runtime.store.models import Draft
from runtime.words import language

blueprint = Blueprint("draft_mapping", __name__)


@blueprint.get("/api/drafts/<id>/mapping")
@require("draft.try", Draft)
def read(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """What the draft says of the figures of the release in force: every form, and of ``?form`` every place.

    ``{release, forms, form}``; ``release`` is null before the first one, ``problem`` says why a draft cannot be read.
    """
    draft, lang = subject(Draft), language()
    try:
        side = side_of(session(), draft)
    except KhuonError as error:
        return jsonify({"rev": draft.version, "release": None, "forms": [], "form": None, **unreadable(error, lang)})
    if side is None:
        return jsonify({"rev": draft.version, "release": None, "forms": [], "form": None})
    forms = overview(side, lang)
    wanted = request.args.get("form") or next((one["id"] for one in forms if one["state"] == "changed"), None)
    known = {one["id"] for one in forms if one["state"] not in ("new", "gone")}
    lines = form_lines(side, wanted, lang) if wanted in known and wanted is not None else None
    since = Period.parse(side.former.valid_from).label(lang)
    return jsonify(
        {
            "rev": draft.version,
            "release": {"no": side.former.no, "from": since, "base": side.base},
            "forms": forms,
            "form": {**lines.as_json(), "offered": offered(session(), current_actor(), draft, lines, lang)} if lines else None,
        }
    )


@blueprint.get("/api/drafts/<id>/mapping/try")
@require("draft.try", Draft)
def try_out(id: str) -> Any:  # noqa: A002, ARG001
    """Old figures brought over by the mapping of ``?form``; ``?of`` names samples, an example or a report.

    Raises ``submission.unknown_form``, ``not_found`` for a report that the person may not read.
    """
    draft = subject(Draft)
    side = side_of(session(), draft)
    if side is None:
        raise fail("not_found")
    lines = form_lines(side, request.args.get("form", ""), language())
    return jsonify({"rev": draft.version, **tried(session(), current_actor(), lines, request.args.get("of", "sample"))})
