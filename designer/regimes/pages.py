"""The list of own regimes, the form of a new one, starting a draft."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from designer.regimes import cloning, service
from metadata.errors import KhuonError
from runtime.actor import current_actor
from runtime.nav import NavItem
from runtime.permissions import require, subject
from runtime.store import session, transaction
from runtime.store.models import Regime
from runtime.words import t

blueprint = Blueprint("regimes", __name__, template_folder="../templates")
NAV = (NavItem("designer.nav", "regimes.listing", "regimes.list", "designer.nav_hint", 10),)


@blueprint.get("/thiet-ke")
@require("regimes.list")
def listing() -> Any:
    """Own regimes with what is in force and what is being drawn."""
    return render_template("regimes.html", lines=service.listing(session(), current_actor()))


@blueprint.get("/thiet-ke/che-do-moi")
@require("regime.create")
def new_regime() -> Any:
    """The form of a new regime."""
    return _form({}, None), 200


def _form(given: dict[str, str], problem: Any) -> str:
    return render_template(
        "regime_new.html", given=given, problem=problem, kinds=service.KINDS, frequencies=service.FREQUENCIES
    )


@blueprint.post("/thiet-ke/che-do-moi")
@require("regime.create")
def create_regime() -> Any:
    """Create a regime of the acting unit and open its empty draft."""
    given = request.form.to_dict()
    try:
        new = service.read_new_regime(given)
        with transaction() as db:
            draft = service.create(db, current_actor(), new)
            draft_id = draft.id
    except KhuonError as error:
        return _form(given, error.problems[0]), error.status
    return redirect(url_for("drafts.open_draft", id=draft_id))


@blueprint.post("/thiet-ke/che-do/<id>/ban-thao")
@require("draft.create", Regime)
def start_draft(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Start the next draft of a regime of one's own, or go to the one that is open."""
    regime = subject(Regime)
    with transaction() as db:
        try:
            draft_id = service.start_draft(db, current_actor(), regime).id
        except KhuonError as error:
            if error.code != "draft.exists":
                raise
            draft_id = error.problems[0].place
    return redirect(url_for("drafts.open_draft", id=draft_id))


@blueprint.get("/thiet-ke/che-do/<id>/nhan-ban")
@require("draft.create", Regime)
def ask_clone(id: str) -> Any:  # noqa: A002, ARG001
    """What the copy of a regime shall be called."""
    return _clone_form(subject(Regime), {}, None), 200


def _clone_form(regime: Regime, given: dict[str, str], problem: Any) -> str:
    sources = cloning.sources_of(session(), regime)
    owners = cloning.owners_of(current_actor())
    return render_template("regime_clone.html", regime=regime, given=given, problem=problem, sources=sources, owners=owners)


@blueprint.post("/thiet-ke/che-do/<id>/nhan-ban")
@require("draft.create", Regime)
def clone_regime(id: str) -> Any:  # noqa: A002, ARG001
    """Copy a regime under another code and open the draft. Raises ``regime.code_taken``, ``template.code``."""
    regime = subject(Regime)
    given = request.form.to_dict()
    try:
        with transaction() as db:
            asked = (given.get(key, "") for key in ("source", "code", "name", "owner"))
            draft = cloning.clone(db, current_actor(), regime, *asked)
            draft_id, owner = draft.id, draft.regime.owner
            elsewhere = owner.name if owner.id != current_actor().unit_id else ""
    except KhuonError as error:
        return _clone_form(regime, given, error.problems[0]), error.status
    if elsewhere:
        # The draft belongs to the other unit: it is opened in the role there.
        flash(t("clone.done_for", code=given["code"].strip(), unit=elsewhere), "ok")
        return redirect(url_for("regimes.listing"))
    flash(t("clone.done", code=given["code"].strip()), "ok")
    return redirect(url_for("drafts.open_draft", id=draft_id))
