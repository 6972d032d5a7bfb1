"""The four lists of administration: units in time, people, roles held, the audit record."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from designer.admin.base import GuardedView
from designer.admin.fields import RoleChangeForm, RoleForm, UnitChangeForm, UnitForm, UserChangeForm, UserForm
from metadata.errors import fail
from runtime import accounts, audit, clock, units
from runtime.actor import current_actor
from runtime.filters import day, moment
from runtime.permissions import allowed, restrict
from runtime.query import like
from runtime.store import session
from runtime.store.models import Audit, RoleHolding, Unit, User
from runtime.words import t


def _reachable_units(action: str) -> dict[str, str]:
    query = restrict(select(Unit), current_actor(), action).order_by(Unit.sort_key)
    today = clock.today()
    return {u.id: u.name for u in session().scalars(query) if u.valid_to is None or u.valid_to >= today}


def _days(first: Any, last: Any) -> str:
    return f"{day(first)} – {day(last)}"


class UnitView(GuardedView):
    """Units with their validity and parents."""

    model_class = Unit
    action, edit_action, words = "admin.units", "admin.units.edit", "admin.units"
    create_with, edit_with = UnitForm, UnitChangeForm
    column_list = ("code", "name", "kind", "tier", "parents", "valid_from", "valid_to")
    column_sortable_list = ("code", "name", "kind", "valid_from", "valid_to")
    column_default_sort = "sort_key"
    column_searchable_list = ("search_key", "code")
    column_labels = {  # noqa: RUF012 - the shape that Flask-Admin reads
        "code": "admin.unit.code",
        "name": "admin.unit.name",
        "kind": "admin.unit.kind",
        "tier": "admin.unit.tier",
        "parents": "admin.unit.parent",
        "valid_from": "admin.valid_from",
        "valid_to": "admin.valid_to",
    }
    column_formatters = {  # noqa: RUF012
        "kind": lambda _v, _c, unit, _n: t(f"unit.kind.{unit.kind}"),
        "tier": lambda _v, _c, unit, _n: t(f"unit.tier.{unit.tier}"),
        "parents": lambda _v, _c, unit, _n: "; ".join(_parent_line(span) for span in unit.parents),
        "valid_from": lambda _v, _c, unit, _n: day(unit.valid_from),
        "valid_to": lambda _v, _c, unit, _n: day(unit.valid_to),
    }

    def get_sortable_columns(self) -> dict[str, Any]:
        """Names sort by the Vietnamese alphabet."""
        return {**super().get_sortable_columns(), "name": Unit.sort_key}

    def search_conditions(self, words: str) -> Any:
        """Units by name without marks, or by code."""
        return or_(Unit.search_key.like(like(words), escape="\\"), Unit.code.ilike(like(words), escape="\\"))

    def fill_choices(self, form: Any) -> None:
        """Parents and successors from the own subtree."""
        form.choices_in_words()
        reachable = _reachable_units("admin.units")
        form.parent.choices = reachable if "code" in form else {"": "–", **reachable}
        if "successors" in form:
            form.successors.choices = {"": "–", **reachable}

    def prefill(self, form: Any, obj: Any) -> None:
        """The parent of today, if it is one that can be chosen."""
        above = units.parent_of(session(), obj.id)
        form.parent.data = above.id if above is not None else ""

    def create(self, db: Session, form: Any) -> None:
        """Register the unit under its parent."""
        unit = units.add_unit(
            db,
            code=form.code.data,
            name=form.name.data,
            kind=form.kind.data,
            tier=form.tier.data,
            valid_from=form.valid_from.data,
            valid_to=form.valid_to.data,
            parent_id=form.parent.data,
        )
        audit.record(db, "admin.units.edit", unit, facts={"event": "create", "code": unit.code, "name": unit.name})

    def change(self, db: Session, form: Any, obj: Any) -> None:
        """Correct the name, move it, end it; each leaves its own words in the record."""
        above = units.parent_of(db, obj.id)
        before = {"name": obj.name, "parent": above.id if above else None, "valid_to": obj.valid_to}
        if form.name.data != obj.name:
            units.name_unit(obj, form.name.data)
        if form.parent.data and form.parent.data != before["parent"]:
            self._move(db, form, obj)
        if form.valid_to.data is not None and form.valid_to.data != obj.valid_to:
            successors = (form.successors.data,) if form.successors.data else ()
            units.end_unit(db, obj, form.valid_to.data, successors, form.how.data)
        after = {"name": obj.name, "parent": form.parent.data, "valid_to": obj.valid_to}
        audit.record(db, "admin.units.edit", obj, facts={"event": "change", "before": before, "after": after})

    def _move(self, db: Session, form: Any, unit: Unit) -> None:
        if unit.id == current_actor().unit_id:
            # Moving the unit one administers would widen or lose the own subtree.
            raise fail("unit.cycle", "parent")
        units.move_unit(db, unit, form.parent.data, form.parent_from.data or clock.today())


def _parent_line(span: Any) -> str:
    if span.valid_to is None:
        return str(span.parent.name)
    return f"{span.parent.name} ({_days(span.valid_from, span.valid_to)})"


class UserView(GuardedView):
    """Accounts of the own subtree."""

    model_class = User
    action, edit_action, words = "admin.users", "admin.users.edit", "admin.users"
    create_with, edit_with = UserForm, UserChangeForm
    column_list = ("login", "name", "unit", "holdings", "active", "last_login_at")
    column_sortable_list = ("login", "name", "active", "last_login_at")
    column_default_sort = "login"
    column_searchable_list = ("login", "search_key")
    column_labels = {  # noqa: RUF012
        "login": "auth.login_name",
        "name": "profile.name",
        "unit": "profile.unit",
        "holdings": "profile.roles",
        "active": "admin.user.active",
        "last_login_at": "profile.last_login",
    }
    column_formatters = {  # noqa: RUF012
        "unit": lambda _v, _c, user, _n: user.unit.name,
        "holdings": lambda _v, _c, user, _n: "; ".join(_held(user)),
        "active": lambda _v, _c, user, _n: t("page.yes" if user.active else "page.no"),
        "last_login_at": lambda _v, _c, user, _n: moment(user.last_login_at),
    }

    def search_conditions(self, words: str) -> Any:
        """People by user name, by name or by their unit's name, marks aside."""
        return or_(
            User.login.like(like(words), escape="\\"),
            User.search_key.like(like(words), escape="\\"),
            User.unit_id.in_(select(Unit.id).where(Unit.search_key.like(like(words), escape="\\"))),
        )

    def fill_choices(self, form: Any) -> None:
        """Keeping units from the own subtree."""
        form.unit_id.choices = _reachable_units("admin.units")

    def create(self, db: Session, form: Any) -> None:
        """Open the account with a first password."""
        accounts.create_user(
            db,
            current_actor(),
            login=form.login.data,
            name=form.name.data,
            unit_id=form.unit_id.data,
            password=form.new.data,
        )

    def change(self, db: Session, form: Any, obj: Any) -> None:
        """Change the account; a new first password only when one was typed."""
        actor = current_actor()
        accounts.change_user(db, actor, obj, name=form.name.data, unit_id=form.unit_id.data, active=form.active.data)
        if form.new.data:
            accounts.reset_password(db, actor, obj, form.new.data)


def _held(user: User) -> list[str]:
    today = clock.today()
    live = [h for h in user.holdings if h.valid_from <= today and (h.valid_to is None or h.valid_to >= today)]
    actor = current_actor()
    seen = [h for h in live if allowed(actor, "admin.roles", h)]
    return [f"{t('role.' + h.role)} · {h.unit.name}" for h in seen]


class RoleView(GuardedView):
    """Who holds which role where, and when."""

    model_class = RoleHolding
    action, edit_action, words = "admin.roles", "admin.roles.edit", "admin.roles"
    create_with, edit_with = RoleForm, RoleChangeForm
    column_list = ("user", "role", "unit", "valid_from", "valid_to")
    column_sortable_list = ("role", "valid_from", "valid_to")
    column_default_sort = ("valid_from", True)
    column_searchable_list = ("role",)
    column_labels = {  # noqa: RUF012
        "user": "admin.role.person",
        "role": "admin.role.role",
        "unit": "admin.role.unit",
        "valid_from": "admin.valid_from",
        "valid_to": "admin.valid_to",
    }
    column_formatters = {  # noqa: RUF012
        "user": lambda _v, _c, held, _n: f"{held.user.name} ({held.user.login})",
        "role": lambda _v, _c, held, _n: t(f"role.{held.role}"),
        "unit": lambda _v, _c, held, _n: held.unit.name,
        "valid_from": lambda _v, _c, held, _n: day(held.valid_from),
        "valid_to": lambda _v, _c, held, _n: day(held.valid_to),
    }

    def search_conditions(self, words: str) -> Any:
        """Roles by the person's user name or the unit's name without marks."""
        return or_(
            RoleHolding.user_id.in_(select(User.id).where(User.login.like(like(words), escape="\\"))),
            RoleHolding.unit_id.in_(select(Unit.id).where(Unit.search_key.like(like(words), escape="\\"))),
        )

    def fill_choices(self, form: Any) -> None:
        """People and units from the own subtree."""
        form.choices_in_words()
        if "user_id" not in form:
            return
        people = restrict(select(User), current_actor(), "admin.users").order_by(User.login)
        form.user_id.choices = {user.id: f"{user.login} · {user.name}" for user in session().scalars(people)}
        form.unit_id.choices = _reachable_units("admin.units")
        if form.valid_from.data is None:
            form.valid_from.data = clock.today()

    def create(self, db: Session, form: Any) -> None:
        """Give the role."""
        accounts.grant(
            db,
            current_actor(),
            db.get_one(User, form.user_id.data),
            role=form.role.data,
            unit_id=form.unit_id.data,
            valid_from=form.valid_from.data,
            valid_to=form.valid_to.data,
        )

    def change(self, db: Session, form: Any, obj: Any) -> None:
        """Change its days. Taking it away means a last day in the past."""
        accounts.change_holding(db, current_actor(), obj, valid_from=form.valid_from.data, valid_to=form.valid_to.data)


def _said(family: str, name: str) -> str:
    """The word for an act or a kind of object; one without a word stands by its own name."""
    key = f"{family}.{name}"
    word = t(key) if name else ""
    return name if word == key else word


def _facts(text: str) -> str:
    """Facts of a line as ``name: value``, one after the other."""
    found = json.loads(text or "{}")
    return "; ".join(f"{name}: {value}" for name, value in found.items()) if isinstance(found, dict) else text


class AuditView(GuardedView):
    """What was done and what was refused; nothing can be changed."""

    model_class = Audit
    action, words = "admin.audit", "admin.audit"
    column_list = ("seq", "at", "user_name", "role", "action", "object_id", "outcome", "code", "facts")
    column_sortable_list = ("seq",)
    column_default_sort = ("seq", True)
    column_searchable_list = ("user_name", "action", "object_id", "code")
    column_labels = {  # noqa: RUF012
        "seq": "admin.audit.seq",
        "at": "admin.audit.at",
        "user_name": "admin.audit.who",
        "role": "admin.role.role",
        "action": "admin.audit.action",
        "object_id": "admin.audit.object",
        "outcome": "admin.audit.outcome",
        "code": "error.code",
        "facts": "admin.audit.facts",
    }
    column_formatters = {  # noqa: RUF012
        "at": lambda _v, _c, line, _n: moment(line.at),
        "role": lambda _v, _c, line, _n: t(f"role.{line.role}") if line.role else "",
        "action": lambda _v, _c, line, _n: _said("act", line.action),
        "object_id": lambda _v, _c, line, _n: f"{_said('thing', line.object_kind)} {line.object_id}".strip(),
        "outcome": lambda _v, _c, line, _n: t(f"admin.audit.{line.outcome}"),
        "facts": lambda _v, _c, line, _n: _facts(line.facts),
    }

    def search_conditions(self, words: str) -> Any:
        """Lines by action, object or code."""
        pattern = like(words)
        return or_(
            Audit.action.like(pattern, escape="\\"),
            Audit.object_id.ilike(pattern, escape="\\"),
            Audit.code.like(pattern, escape="\\"),
            Audit.user_name.ilike(pattern, escape="\\"),
        )
