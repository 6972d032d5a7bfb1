"""The policy of approval: which route each class of change takes, as the IT department sets it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from metadata.errors import KhuonError
from runtime.actor import current_actor
from runtime.approvals import FULL, LEVELS, ROUTES, policies, set_policy
from runtime.nav import NavItem
from runtime.permissions import may, require
from runtime.store import session, transaction
from runtime.words import t

blueprint = Blueprint("review_policy", __name__, template_folder="../templates")
NAV = (NavItem("policy.nav", "review_policy.show", "policy.read", "policy.nav_hint", 26),)


@blueprint.get("/phe-duyet/chinh-sach")
@require("policy.read")
def show() -> Any:
    """The route of each class, who set it and when."""
    return _page()


@blueprint.post("/phe-duyet/chinh-sach")
@require("policy.edit")
def save() -> Any:
    """Set the routes. What is wrong stands beside its class; what was chosen stays, also when somebody else was quicker."""
    wanted, shown = _sent("route"), _sent("shown")
    try:
        with transaction() as db:
            changed = set_policy(db, current_actor(), wanted, shown)
    except KhuonError as error:
        return _page(error.problems[0], wanted), error.status
    flash(t("policy.saved" if changed else "policy.unchanged"), "ok")
    return redirect(url_for("review_policy.show"))


def _sent(name: str) -> dict[int, str]:
    return {level: request.form[f"{name}_{level}"] for level in LEVELS if f"{name}_{level}" in request.form}


def _page(problem: Any = None, chosen: dict[int, str] | None = None) -> str:
    return render_template(
        "review_policy.html",
        settings=policies(session()),
        chosen=chosen or {},
        routes=list(ROUTES),
        full=FULL.name,
        problem=problem,
        editable=may(current_actor(), "policy.edit"),
    )
