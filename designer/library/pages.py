"""The library on screen: all parts with small previews, and one part with its revisions."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import select

from designer.drafts.service import OPEN, documents_of
from designer.library import shelf
from designer.library.preview import changed, preview
from metadata.documents import PART_KINDS, pins_of, read_part
from metadata.errors import fail
from runtime.actor import current_actor
from runtime.nav import NavItem
from runtime.permissions import require, restrict
from runtime.store import session
from runtime.store.models import Draft, User
from runtime.words import language

blueprint = Blueprint("library", __name__, template_folder="../templates")
NAV = (NavItem("library.nav", "library.listing", "library.read", "library.nav_hint", 15),)


@blueprint.get("/thiet-ke/thu-vien")
@require("library.read")
def listing() -> Any:
    """All parts, narrowed by ``?q=`` and ``?loai=``."""
    words, kind = request.args.get("q", "")[:200], request.args.get("loai", "")
    if kind not in ("", *PART_KINDS):
        raise fail("query.filter", "loai", name="loai")
    found = shelf.listing(session(), kind, words)
    return render_template("library.html", parts=[(one, preview(one.part)) for one in found], words=words, kind=kind, kinds=PART_KINDS)


@blueprint.get("/thiet-ke/thu-vien/<part>")
@require("library.read")
def show(part: str) -> Any:
    """One part: its newest revision, what every revision changed, the open drafts pinned to it. Raises ``library.unknown``."""
    db = session()
    rows = shelf.revisions_of(db, part)
    if not rows:
        raise fail("library.unknown", part, part=part, rev="")
    bodies = [read_part(json.loads(row.body)) for row in rows]
    people = {row.by_id: db.get(User, row.by_id) for row in rows if row.by_id is not None}
    history = [
        (row, people.get(row.by_id or ""), changed(bodies[place + 1] if place + 1 < len(bodies) else None, bodies[place], language()))
        for place, row in enumerate(rows)
    ]
    drafts = db.scalars(restrict(select(Draft), current_actor(), "draft.read").where(Draft.state.in_(OPEN)))
    used = [(draft, pin, draft.regime.code) for draft in drafts for pin in pins_of(documents_of(draft)) if pin.part == part]
    return render_template("library_part.html", part=bodies[0], shown=preview(bodies[0]), history=history, used=used, revs={row.sha256: row.rev for row in rows}, owner=next(iter(shelf.listing(db, words=bodies[0].code)), None))
