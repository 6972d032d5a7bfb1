"""The gate: one hook in front of every view. Deny by default.

In this order: an id for the answer, limits, who acts, the route's declared action (none declared = refused),
sign-in, origin and token, forced password change, permission and the object itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import Flask, current_app, g, request
from werkzeug.exceptions import SecurityError

from metadata.errors import fail
from runtime.actor import ANONYMOUS, Actor, actor_for
from runtime.permissions import Demand, demand_of, fetch, may
from runtime.rules import rules_for
from runtime.security import limits
from runtime.security.origin import SAFE, check_unsafe
from runtime.security.session import web_session
from runtime.store import session
from runtime.store.models import User

#: Kept for endpoints whose functions belong to others (Flask's static files, Flask-Admin).
_DECLARED = "khuon.demands"
#: What a person may do before the first password was changed.
BEFORE_CHANGE = frozenset({"auth.password", "auth.logout", "auth.login", "static", "language.switch", "health"})


def declare(app: Flask, endpoint: str, action: str) -> None:
    """Name the action of an endpoint whose function we did not write. Raises KeyError for an unknown action."""
    rules_for(action, None, signed_in=False)
    app.extensions.setdefault(_DECLARED, {})[endpoint] = Demand(action)


def demand_for(app: Flask, endpoint: str) -> Demand | None:
    """What an endpoint asks for; None when nothing was declared, which the gate refuses."""
    declared: dict[str, Demand] = app.extensions.get(_DECLARED, {})
    return declared.get(endpoint) or demand_of(app.view_functions[endpoint])


def is_public(demand: Demand) -> bool:
    """Whether an action is open to people who did not sign in."""
    return bool(rules_for(demand.action, None, signed_in=False))


def load_actor() -> Actor:
    """The person of the session in the role acted in, both read from the store now."""
    kept = web_session()
    if kept.user_id is None:
        return ANONYMOUS
    db = session()
    user = db.get(User, kept.user_id)
    if user is None or not user.active:
        return ANONYMOUS
    return actor_for(db, user, kept.get("holding"))


def _check(actor: Actor, demand: Demand) -> None:
    if not may(actor, demand.action) and not (demand.moves and actor.role):
        # A page about an object says no more than that there is nothing.
        about = demand.model is not None or bool(request.view_args)
        if demand.model is not None and actor.role:
            fetch(session(), demand.model, str((request.view_args or {})[demand.arg]), demand.action, actor)
        raise fail("not_found" if about and request.method in SAFE and actor.role else "forbidden")
    if demand.model is not None:
        found = fetch(
            session(),
            demand.model,
            str((request.view_args or {})[demand.arg]),
            demand.action,
            actor,
            states=demand.states,
            moves=demand.moves,
        )
        g.subject = found


def _pass() -> None:
    if request.routing_exception is not None or request.endpoint is None:
        # The page that says "not found" still shows who is signed in; a foreign host learns nothing.
        if not isinstance(request.routing_exception, SecurityError):
            g.actor = load_actor()
        return
    demand = demand_for(current_app._get_current_object(), request.endpoint)  # type: ignore[attr-defined]  # noqa: SLF001
    if demand is not None and demand.action == "static":
        return
    limits.check_form()
    g.actor = actor = load_actor()
    if limits.has_nul((request.path,)):
        # Nothing is called so, and nobody may tell by the answer.
        raise fail("not_found")
    limits.check_query()
    if demand is None:
        raise fail("forbidden" if actor.signed_in else "auth.required")
    g.demand = demand
    if not actor.signed_in and not is_public(demand):
        raise fail("auth.required")
    limits.check_fields()
    check_unsafe()
    if actor.must_change and demand.action not in BEFORE_CHANGE:
        raise fail("auth.change_password")
    _check(actor, demand)


def install(app: Flask) -> None:
    """Put the gate in front of every view of the application."""

    def gate() -> None:
        g.instance = str(uuid.uuid4())
        _pass()

    hook: Callable[[], Any] = gate
    app.before_request_funcs.setdefault(None, []).insert(0, hook)
    declare(app, "static", "static")
