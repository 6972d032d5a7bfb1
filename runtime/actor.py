"""Who acts: a person in one role at one unit, read anew for every request.

A person may hold several roles; one of them is acted in at a time. A holding that has ended or was taken away
is not replaced by another in silence: the person then acts without a role until one is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import g, has_request_context
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from runtime import clock
from runtime.store.models import RoleHolding, User


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held now. ``id`` is that of the store's row."""

    id: str
    role: str
    unit_id: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request; :data:`ANONYMOUS` when nobody signed in."""

    user_id: str | None = None
    login: str = ""
    name: str = ""
    must_change: bool = False
    holding: Holding | None = None
    holdings: tuple[Holding, ...] = ()

    @property
    def signed_in(self) -> bool:
        """Whether a person is known."""
        return self.user_id is not None

    @property
    def role(self) -> str | None:
        """Role acted in."""
        return self.holding.role if self.holding else None

    @property
    def unit_id(self) -> str | None:
        """Unit acted for."""
        return self.holding.unit_id if self.holding else None

    @property
    def unit_name(self) -> str:
        """Name of the unit acted for, empty without a role."""
        return self.holding.unit_name if self.holding else ""


ANONYMOUS = Actor()


def holdings_of(db: Session, user_id: str, on: date | None = None) -> tuple[Holding, ...]:
    """Role holdings of a person that are valid on a day (today by default)."""
    on = on or clock.today()
    rows = db.scalars(
        select(RoleHolding)
        .where(
            RoleHolding.user_id == user_id,
            RoleHolding.valid_from <= on,
            or_(RoleHolding.valid_to.is_(None), RoleHolding.valid_to >= on),
        )
        .options(joinedload(RoleHolding.unit))
        .order_by(RoleHolding.valid_from, RoleHolding.id)
    )
    return tuple(Holding(row.id, row.role, row.unit_id, row.unit.name) for row in rows)


def actor_for(db: Session, user: User, holding_id: str | None = None, role: str | None = None) -> Actor:
    """The actor for an account: in the holding named, or in the first one of the role named, else in none."""
    held = holdings_of(db, user.id)
    chosen = next((h for h in held if h.id == holding_id), None)
    if chosen is None and role is not None:
        chosen = next((h for h in held if h.role == role), None)
    return Actor(user.id, user.login, user.name, user.must_change, chosen, held)


def current_actor() -> Actor:
    """The actor of the running request."""
    if not has_request_context():
        return ANONYMOUS
    actor: Actor = g.get("actor", ANONYMOUS)
    return actor
