"""A form's own workbook as a download, to be filled in a spreadsheet and brought back."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response

from metadata.errors import fail
from renderers.xlsx import RENDERER
from runtime.actor import current_actor
from runtime.formbooks.writing import form_book
from runtime.permissions import require, subject
from runtime.printing import attached
from runtime.store import session
from runtime.store.models import Submission
from runtime.submissions.opened import Opened

blueprint = Blueprint("form_books", __name__)

#: Ends of the address: with the figures of the report, or blank.
WAYS = {"co-so-lieu": True, "trong": False}


@blueprint.get("/bao-cao/<id>/<form_id>/tep-nhap/<way>")
@require("submission.export", Submission)
def take(form_id: str, way: str, **_: str) -> Response:
    """One form as a workbook to fill."""
    if way not in WAYS:
        raise fail("not_found")
    opened = Opened(session(), subject(Submission))
    body = form_book(opened, form_id, with_values=WAYS[way], who=current_actor().user_id or "", copy=secrets.token_hex(8))
    name = f"{opened.form(form_id).code} {opened.submission.unit.name} {opened.submission.period} (nhập)"
    return attached(body, RENDERER.media_type, name, RENDERER.suffix)
