"""The approval file as a download: from a desk, from the designer and from a release."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, render_template

from designer.effects.pages import effects_context
from designer.review.approval_file import ApprovalFile, file_of_draft, file_of_release
from metadata.text import fold
from runtime.actor import current_actor
from runtime.permissions import require, subject
from runtime.store import session
from runtime.store.models import Draft, Release
from runtime.words import language

blueprint = Blueprint("review_files", __name__, template_folder="../templates")


@blueprint.get("/xet-duyet/<id>/ho-so")
@require("review.file", Draft)
def of_draft(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """The approval file of a draft as it is stored now."""
    draft, db = subject(Draft), session()
    made = file_of_draft(db, current_actor(), draft, language())
    effects = effects_context(db, current_actor(), draft, wait=True) if made.release is None else None
    return _sent(made, effects)


@blueprint.get("/ban-hanh/<id>/ho-so")
@require("release.read", Release)
def of_release(id: str) -> Any:  # noqa: A002, ARG001
    """The approval file of a release."""
    return _sent(file_of_release(session(), current_actor(), subject(Release), language()), None)


def _sent(made: ApprovalFile, effects: dict[str, Any] | None) -> Response:
    page = render_template("review_file.html", file=made, **{"effects": None, **(effects or {}), "lang": language()}, shown=effects is not None)
    answer = Response(page, mimetype="text/html")
    number = f"r{made.release.no}" if made.release else f"ban-thao-{made.draft.content_hash[:8]}" if made.draft else ""
    name = re.sub(r"[^a-z0-9]+", "-", fold(f"ho-so {made.code} {number}")).strip("-")
    # A file to keep and print; it is never shown inside this site.
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return answer
