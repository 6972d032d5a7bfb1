"""The effect of a draft on stored data: a page of its own, the part of it that other pages fetch, and the same over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, render_template, request
from sqlalchemy.orm import Session

from designer.effects.found import Effects
from designer.effects.seen import seen_by
from designer.effects.work import MOST, SECONDS, effects_of, known_effects
from designer.publish import default_valid_from, periods_to_start
from metadata.errors import fail
from metadata.periods import Period
from runtime.actor import Actor, current_actor
from runtime.permissions import require, subject
from runtime.store import session
from runtime.store.models import Draft
from runtime.words import language

blueprint = Blueprint("effects", __name__, template_folder="../templates")


def effects_context(db: Session, actor: Actor, draft: Draft, valid_from: str | None = None, *, wait: bool = False) -> dict[str, Any]:
    """What ``effects_part.html`` needs: the effect as the actor may see it; None in it until it was worked out.

    With ``wait`` it is worked out now, which takes up to :data:`designer.effects.work.SECONDS`.
    """
    start = valid_from or default_valid_from(db, draft)
    found = effects_of(db, draft, start) if wait else known_effects(db, draft, start)
    shown = seen_by(db, actor, draft, found) if found is not None else None
    return {"effects": shown, "effects_from": start, "effects_seconds": int(SECONDS), "effects_most": MOST, "lang": language(), "draft": draft}


def _start(periods: list[Period]) -> str | None:
    """The period of ``?tu``; None for the proposed one. Raises ``publish.valid_from`` for one that is not offered.

    Every other one costs as long as the first: only those that a person can choose are worked out.
    """
    wanted = request.args.get("tu")
    if wanted and wanted not in {period.id for period in periods}:
        raise fail("publish.valid_from", "tu", value=wanted[:40])
    return wanted or None


@blueprint.get("/thiet-ke/<id>/tac-dong")
@require("draft.try", Draft)
def show(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """What the draft does to stored data. ``?phan`` gives the part alone, ``?tu`` names the period it would hold from.

    ``?ma`` names the content that was shown: whoever decides reads about that, never about a later one.
    """
    draft, db = subject(Draft), session()
    if request.args.get("ma", draft.content_hash) != draft.content_hash:
        raise fail("workflow.content_changed")
    periods = periods_to_start(db, draft)
    context = effects_context(db, current_actor(), draft, _start(periods), wait=True)
    if "phan" in request.args:
        return render_template("effects_part.html", **context)
    return render_template("effects.html", periods=periods, **context)


@blueprint.get("/api/drafts/<id>/effects")
@require("draft.try", Draft)
def read(id: str) -> Any:  # noqa: A002, ARG001
    """The same as JSON. Raises ``effects.busy``, ``publish.valid_from``."""
    draft, db = subject(Draft), session()
    found: Effects = effects_of(db, draft, _start(periods_to_start(db, draft)))
    return jsonify({**seen_by(db, current_actor(), draft, found).as_json(language()), "hash": draft.content_hash, "rev": draft.version})
