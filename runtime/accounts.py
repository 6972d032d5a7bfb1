"""Accounts and role holdings: the acts of an administrator, each inside the running transaction.

An administrator reaches the units of the own subtree and nobody's rights beyond it: not the own roles, not a role that
sees the whole province (unless at the top), not the password of somebody who holds a role elsewhere.
"""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock
from runtime.actor import Actor
from runtime.auth.passwords import set_password
from runtime.rules import RULES
from runtime.security.session import end_sessions
from runtime.store.models import ROLES, LoginAttempt, RoleHolding, Unit, User
from runtime.units import parent_of, subtree_ids

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}", re.ASCII)
#: Roles whose scope is the whole province.
WIDE_ROLES = frozenset(
    role for rule in RULES if rule.scope in {"all", "approvals"} and rule.action != "unit.know" for role in rule.roles
)


def _within(db: Session, actor: Actor, unit_id: str) -> Unit:
    unit = db.get(Unit, unit_id)
    if unit is None or unit_id not in subtree_ids(db, actor.unit_id or ""):
        raise fail("unit.unknown", "unit_id")
    return unit


def _person_name(name: str) -> str:
    name = clean(" ".join(name.split()), "name")
    if not name:
        raise fail("account.name_required", "name")
    return name[:300]


def _in_care(db: Session, actor: Actor, user: User) -> None:
    """Refuse to touch an account whose rights reach beyond the administrator's own. Raises ``account.foreign_roles``."""
    below = subtree_ids(db, actor.unit_id or "")
    today = clock.today()
    live = [h for h in user.holdings if h.valid_to is None or h.valid_to >= today]
    wide = any(h.role in WIDE_ROLES for h in live) and not _at_top(db, actor)
    if wide or any(h.unit_id not in below for h in live):
        raise fail("account.foreign_roles")


def _at_top(db: Session, actor: Actor) -> bool:
    return actor.unit_id is not None and parent_of(db, actor.unit_id) is None


def create_user(db: Session, actor: Actor, *, login: str, name: str, unit_id: str, password: str) -> User:
    """A new account; its first password must be changed at the first sign-in.

    Raises ``account.*``, ``unit.unknown``, ``auth.password_weak``.
    """
    if not _LOGIN.fullmatch(login):
        raise fail("account.login_pattern", "login")
    if db.scalar(select(User.id).where(User.login == login)):
        raise fail("account.login_taken", "login", login=login)
    _within(db, actor, unit_id)
    user = User(login=login, name=_person_name(name), unit_id=unit_id, password_hash="", created_at=clock.now())
    set_password(user, password, must_change=True)
    db.add(user)
    db.flush()
    audit.record(db, "admin.users.edit", user, actor=actor, facts={"event": "create", "login": login, "unit": unit_id})
    return user


def change_user(db: Session, actor: Actor, user: User, *, name: str, unit_id: str, active: bool) -> None:
    """Change name, keeping unit and whether the account may sign in; a locked account loses its sessions at once."""
    _within(db, actor, unit_id)
    if unit_id != user.unit_id or active != user.active:
        if user.id == actor.user_id:
            raise fail("account.own_account")
        _in_care(db, actor, user)
    before = {"name": user.name, "unit": user.unit_id, "active": user.active}
    user.name, user.unit_id, user.active = _person_name(name), unit_id, active
    if not active:
        end_sessions(db, user.id)
    after = {"name": user.name, "unit": unit_id, "active": active}
    audit.record(db, "admin.users.edit", user, actor=actor, facts={"event": "change", "before": before, "after": after})


def reset_password(db: Session, actor: Actor, user: User, password: str) -> None:
    """A new first password; ends all sessions of the account and its lock."""
    if user.id == actor.user_id:
        raise fail("account.own_account")
    _in_care(db, actor, user)
    set_password(user, password, must_change=True)
    end_sessions(db, user.id)
    db.execute(delete(LoginAttempt).where(LoginAttempt.login == user.login))
    audit.record(db, "admin.users.edit", user, actor=actor, facts={"event": "reset password"})


def _check_grant(db: Session, actor: Actor, user_id: str, role: str, unit_id: str) -> None:
    if role not in ROLES:
        raise fail("role.unknown", "role")
    if user_id == actor.user_id:
        raise fail("account.own_roles")
    _within(db, actor, unit_id)
    if role in WIDE_ROLES and not _at_top(db, actor):
        raise fail("account.role_reserved", "role", role=role)


def grant(
    db: Session, actor: Actor, user: User, *, role: str, unit_id: str, valid_from: date, valid_to: date | None
) -> RoleHolding:
    """Give a role at a unit for a time. Raises ``account.*``, ``unit.unknown``, ``role.unknown``."""
    _check_grant(db, actor, user.id, role, unit_id)
    _within(db, actor, user.unit_id)
    _check_dates(valid_from, valid_to)
    overlap = select(RoleHolding.id).where(
        RoleHolding.user_id == user.id,
        RoleHolding.role == role,
        RoleHolding.unit_id == unit_id,
        or_(RoleHolding.valid_to.is_(None), RoleHolding.valid_to >= valid_from),
    )
    if valid_to is not None:
        overlap = overlap.where(RoleHolding.valid_from <= valid_to)
    if db.scalar(overlap.limit(1)):
        raise fail("account.role_overlap", "role")
    holding = RoleHolding(user_id=user.id, role=role, unit_id=unit_id, valid_from=valid_from, valid_to=valid_to)
    db.add(holding)
    db.flush()
    facts = {"event": "grant", "user": user.id, "role": role, "unit": unit_id, "from": valid_from, "to": valid_to}
    audit.record(db, "admin.roles.edit", holding, actor=actor, facts=facts)
    return holding


def change_holding(db: Session, actor: Actor, holding: RoleHolding, *, valid_from: date, valid_to: date | None) -> None:
    """Change the days of a role; one that ended yesterday or before is gone for the very next request."""
    _check_grant(db, actor, holding.user_id, holding.role, holding.unit_id)
    _check_dates(valid_from, valid_to)
    before = [holding.valid_from, holding.valid_to]
    holding.valid_from, holding.valid_to = valid_from, valid_to
    facts = {"event": "change", "user": holding.user_id, "before": before, "after": [valid_from, valid_to]}
    audit.record(db, "admin.roles.edit", holding, actor=actor, facts=facts)


def _check_dates(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise fail("account.dates", "valid_to")
