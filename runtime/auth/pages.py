"""Pages of signing in: login, logout, password, role, language, the own profile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from metadata.errors import KhuonError, fail
from metadata.text import clean
from runtime import audit
from runtime.actor import actor_for, current_actor, holdings_of
from runtime.auth.passwords import check_login, matches, set_password
from runtime.permissions import require
from runtime.security.body import read_json
from runtime.security.session import end_sessions, sign_in, sign_out, web_session
from runtime.store import session, transaction
from runtime.store.models import User
from runtime.words import COOKIE, LANGUAGES, language, t

blueprint = Blueprint("auth", __name__)

PROFILE = {
    "type": "object",
    "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 300}},
    "required": ["name"],
}


def local_path(raw: str | None) -> str:
    """A path of this host to go on to; anything else becomes the start page."""
    path = raw or "/"
    parts = urlsplit(path)
    plain = path.startswith("/") and not path.startswith("//") and "\\" not in path and path.isprintable()
    if not plain or parts.scheme or parts.netloc or parts.path in {"/login", "/logout"}:
        return "/"
    return path


@blueprint.get("/login")
@require("auth.login")
def login() -> Any:
    """The form to sign in with."""
    if current_actor().signed_in:
        return redirect(local_path(request.args.get("next")))
    return render_template("login.html", problem=None, next=local_path(request.args.get("next")), required=False)


@blueprint.post("/login")
@require("auth.login")
def sign_in_form() -> Any:
    """Check name and password, begin a session with a new token."""
    user = check_login(request.form.get("login", ""), request.form.get("password", ""))
    back = local_path(request.form.get("next") or request.args.get("next"))
    held = holdings_of(session(), user.id)
    chosen = next((h.id for h in held if h.id == user.last_holding_id), held[0].id if held else None)
    with transaction() as db:
        audit.record(db, "auth.login", user, actor=actor_for(db, user, chosen))
    sign_in(user.id)
    web_session()["holding"] = chosen
    return redirect(url_for("auth.password") if user.must_change else back)


@blueprint.post("/logout")
@require("auth.logout")
def logout() -> Any:
    """End the session on the server."""
    with transaction() as db:
        audit.record(db, "auth.logout", _me())
    sign_out()
    return redirect(url_for("auth.login"))


def _me() -> User:
    return session().get_one(User, current_actor().user_id)


@blueprint.get("/account/password")
@require("auth.password")
def password() -> Any:
    """The form to change one's password."""
    return render_template("password.html", problem=None)


@blueprint.post("/account/password")
@require("auth.password")
def change_password() -> Any:
    """Change one's password; all other sessions of the account end."""
    form = request.form
    try:
        with transaction() as db:
            user = _me()
            if not matches(form.get("current", ""), user.password_hash):
                raise fail("auth.password_wrong", "current")
            if form.get("new", "") != form.get("again", ""):
                raise fail("auth.password_repeat", "again")
            if form.get("new") == form.get("current"):
                raise fail("auth.password_same", "new")
            set_password(user, form.get("new", ""), must_change=False)
            end_sessions(db, user.id, keep_current=True)
            audit.record(db, "auth.password", user)
    except KhuonError as error:
        return render_template("password.html", problem=error.problems[0]), error.status
    web_session().rotate = True
    flash(t("auth.password_changed"), "ok")
    return redirect(url_for("home.start"))


@blueprint.post("/role")
@require("role.switch")
def switch() -> Any:
    """Act in another role that one holds. Raises ``role.unknown``."""
    wanted = request.form.get("holding", "")
    actor = current_actor()
    if wanted not in {h.id for h in actor.holdings}:
        raise fail("role.unknown", "holding")
    with transaction() as db:
        user = _me()
        user.last_holding_id = wanted
        audit.record(db, "role.switch", user, actor=actor_for(db, user, wanted))
    web_session()["holding"] = wanted
    return redirect(url_for("home.start"))


@blueprint.post("/language")
@require("language.switch")
def switch_language() -> Response:
    """Choose Vietnamese or English; a cookie keeps the choice for a year."""
    chosen = request.form.get("language", "")
    response: Response = redirect(local_path(request.form.get("next")))
    if chosen in LANGUAGES:
        year = int(timedelta(days=365).total_seconds())
        response.set_cookie(COOKIE, chosen, max_age=year, samesite="Lax", secure=request.is_secure, httponly=True)
    return response


@blueprint.get("/account")
@require("profile.view")
def profile() -> Any:
    """One's own account: name, roles held, last sign-in."""
    return render_template("profile.html", user=_me())


def _rename(name: str) -> None:
    name = clean(" ".join(name.split()), "name")
    if not name:
        raise fail("account.name_required", "name")
    with transaction() as db:
        user = _me()
        user.name = name[:300]
        audit.record(db, "profile.save", user)


@blueprint.post("/account")
@require("profile.save")
def save_profile() -> Any:
    """Change one's own name from the page."""
    _rename(request.form.get("name", ""))
    flash(t("profile.saved"), "ok")
    return redirect(url_for("auth.profile"))


@blueprint.put("/api/profile")
@require("profile.save")
def save_profile_json() -> Any:
    """Change one's own name; nothing else of an account is taken from its owner."""
    body = read_json(PROFILE)
    _rename(body["name"])
    return jsonify({"name": _me().name})


@blueprint.get("/api/session")
@require("session.read")
def session_state() -> Any:
    """Who is signed in, and a fresh CSRF token: what a page needs after signing in again beside it."""
    actor = current_actor()
    return jsonify(
        {
            "csrf": generate_csrf(),
            "id": actor.user_id,
            "user": actor.name,
            "role": actor.role,
            "unit": actor.unit_name,
            "language": language(),
        }
    )
