"""The catalogue of indicators on screen, and the page of one indicator with everything that is said of it and where it is used."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from designer.catalogue.listing import catalogue, origins, where_used
from metadata.documents import read_indicator
from metadata.errors import fail
from metadata.measures import measures
from runtime.actor import current_actor
from runtime.nav import NavItem
from runtime.permissions import allowed, require
from runtime.store import session

blueprint = Blueprint("catalogue", __name__, template_folder="../templates")
NAV = (NavItem("catalogue.nav", "catalogue.show", "catalogue.read", "catalogue.nav_hint", 14),)


@blueprint.get("/thiet-ke/chi-tieu")
@require("catalogue.read")
def show() -> Any:
    """All indicators, narrowed by ``?q=`` and ``?che-do=``."""
    db, actor = session(), current_actor()
    words, regime = request.args.get("q", "")[:200], request.args.get("che-do", "")[:64]
    everything = catalogue(db, actor)
    lines = catalogue(db, actor, words, regime) if words or regime else everything
    regimes = {line.origin.regime.id: line.origin.regime for line in everything}
    return render_template("catalogue.html", lines=lines, total=len(everything), words=words, regime=regime, regimes=regimes, measures=measures())


@blueprint.get("/thiet-ke/chi-tieu/<code>")
@require("catalogue.read")
def one(code: str) -> Any:
    """One indicator, by its id; ``?che-do=`` names the regime where several have it. Raises ``not_found``."""
    db, actor = session(), current_actor()
    found = [line for line in catalogue(db, actor) if line.id == code and request.args.get("che-do", line.origin.regime.id) == line.origin.regime.id]
    if not found:
        raise fail("not_found", code)
    line = found[0]
    lists = {key: body for origin in origins(db, actor) for key, body in origin.documents.items() if body.get("spec") == "dimension/1"}
    editable = line.in_draft if line.in_draft is not None and allowed(actor, "draft.edit", line.in_draft) else None
    if editable is None:
        editable = next((each.draft for each in origins(db, actor) if each.draft and each.regime.id == line.origin.regime.id and allowed(actor, "draft.edit", each.draft)), None)
    return render_template(
        "indicator.html", line=line, indicator=read_indicator(line.data), lists=lists, measures=measures(), where=where_used(db, actor, code), editable=editable, allowed=allowed, actor=actor
    )
