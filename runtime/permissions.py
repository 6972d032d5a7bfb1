"""Who may do what on which object. One table (:mod:`runtime.rules`), applied inside the query.

- ``@require("submission.save", Submission)`` on a route: 401 without a session, 404 when the object named by the
  route's ``id`` is not visible, 403 when it is visible but the action is not allowed.
- ``restrict(select(Submission), actor, action)`` keeps a list to what the action may touch.
- ``fetch(db, Submission, id, action)`` loads one object or answers 404 or 403.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import g, has_app_context
from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import Session

from metadata.errors import fail
from runtime.actor import Actor, current_actor
from runtime.rules import ACTIONS, RULES, Rule, rules_for
from runtime.scopes import scope_condition
from runtime.store.models import (
    Audit,
    Base,
    Collection,
    ConsolidationResult,
    Draft,
    ImportSource,
    Regime,
    Release,
    RoleHolding,
    Submission,
    Unit,
    User,
)
from runtime.words import said_of

__all__ = [
    "ACTIONS",
    "RULES",
    "Demand",
    "Rule",
    "allowed",
    "demand_of",
    "fetch",
    "may",
    "require",
    "restrict",
    "subject",
    "visible",
]

Model = TypeVar("Model", bound=Base)
View = TypeVar("View", bound=Callable[..., Any])

#: The actions that let an object be known at all, by kind of object.
SEEING: dict[type[Base], tuple[str, ...]] = {
    Submission: ("submission.read", "receiving.list", "below.list"),
    Collection: ("tasks.list", "receiving.list"),
    ConsolidationResult: ("consolidation.read",),
    Regime: ("regimes.list", "receiving.list"),
    Draft: ("draft.read", "review.read", "approval.read"),
    Release: ("release.read",),
    Unit: ("admin.units", "unit.know"),
    User: ("admin.users",),
    RoleHolding: ("admin.roles",),
    Audit: ("admin.audit",),
    ImportSource: ("import.read",),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """What a route asks for. See :func:`require`."""

    action: str
    model: type[Base] | None = None
    arg: str = "id"
    moves: bool = False
    states: bool = True


def require(
    action: str,
    model: type[Base] | None = None,
    *,
    arg: str = "id",
    moves: bool = False,
    states: bool = True,
) -> Callable[[View], View]:
    """Declare the action of a route; the hook of :mod:`runtime.security.gate` enforces it before the view runs.

    With ``model`` the object whose id stands in the route argument ``arg`` is loaded and checked; the view gets
    it by :func:`subject`. ``moves``: the view calls :func:`runtime.lives.move`, which tells 403 from 409 itself once
    the object is visible. ``states=False``: the view has a better answer when the state stands in the way.
    Raises KeyError at import for an action that is not in the table.
    """
    if action not in ACTIONS:
        raise KeyError(f"no such action in the permission table: {action}")

    def mark(view: View) -> View:
        view.khuon_demand = Demand(action, model, arg, moves, states)  # type: ignore[attr-defined]
        return view

    return mark


def demand_of(view: Callable[..., Any]) -> Demand | None:
    """What a view function asks for; None when nothing was declared."""
    return cast("Demand | None", getattr(view, "khuon_demand", None))


def subject(model: type[Model]) -> Model:
    """The object that ``require`` loaded for this request."""
    found = g.subject
    if not isinstance(found, model):
        raise TypeError(f"the route did not declare {model.__name__}")
    return found


def may(actor: Actor, action: str) -> bool:
    """Whether the role acted in has the action at all, on some object: for menus and buttons."""
    return bool(rules_for(action, actor.role, actor.signed_in))


def _condition(actor: Actor, action: str, model: type[Base], *, states: bool) -> ColumnElement[bool]:
    parts = []
    for rule in rules_for(action, actor.role, actor.signed_in):
        part = scope_condition(rule.scope, model, actor)
        if states and rule.states is not None and hasattr(model, "state"):
            part = and_(part, cast("Any", model).state.in_(sorted(rule.states)))
        parts.append(part)
    return or_(*parts) if parts else false()


def _key(model: type[Base]) -> Any:
    return model.__mapper__.primary_key[0]


def restrict(
    query: Select[Any], actor: Actor, action: str, model: type[Base] | None = None, *, states: bool = True
) -> Select[Any]:
    """The query narrowed to what the actor may touch by the action.

    ``model`` is the entity to narrow; by default the first one selected. ``states=False`` leaves states aside.
    """
    model = model or cast("type[Base]", query.column_descriptions[0]["entity"])
    return query.where(_condition(actor, action, model, states=states))


def allowed(actor: Actor, action: str, obj: Base, *, states: bool = True) -> bool:
    """Whether the actor may do the action on this object now; asks the store, as :func:`restrict` does."""
    from runtime.store import session

    model, key = type(obj), _key(type(obj))
    identity = obj.__mapper__.primary_key_from_instance(obj)[0]
    query = select(key).where(key == identity, _condition(actor, action, model, states=states))
    return session().scalar(query) is not None


def visible(actor: Actor, model: type[Base]) -> ColumnElement[bool]:
    """SQL condition: the rows of ``model`` that the actor may know of."""
    return or_(false(), *(_condition(actor, action, model, states=True) for action in SEEING.get(model, ())))


def fetch(
    db: Session,
    model: type[Model],
    object_id: str,
    action: str,
    actor: Actor | None = None,
    *,
    states: bool = True,
    moves: bool = False,
) -> Model:
    """Load one object for an action.

    Raises ``not_found`` when it does not exist or may not be known (one query, one answer for both), ``forbidden``
    when it may be known but not that, ``workflow.state`` when only its state stands in the way (``states=False``
    leaves that to the caller). ``moves`` leaves all but visibility to the state machine.
    """
    actor = actor or current_actor()
    note_object(model, object_id)
    seen = or_(visible(actor, model), _condition(actor, action, model, states=True))
    found = db.scalar(select(model).where(_key(model) == object_id, seen))
    if found is None:
        raise fail("not_found")
    if moves or allowed(actor, action, found):
        return found
    if not allowed(actor, action, found, states=False):
        raise fail("forbidden")
    if states:
        raise fail("workflow.state", state=said_of("state", getattr(found, "state", "")))
    return found


def note_object(model: type[Base] | str, object_id: str) -> None:
    """Remember which object the request is about, for the audit line of a refusal."""
    if has_app_context():
        g.audit_object = (model if isinstance(model, str) else model.__tablename__, object_id)
