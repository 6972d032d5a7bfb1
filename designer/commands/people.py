"""The first account of an installation; all others are made on the screens of administration."""

from __future__ import annotations

import re
import secrets
from typing import Final

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock, store, units
from runtime.auth.passwords import set_password
from runtime.store.models import ROLES, RoleHolding, Unit, User

LOGIN: Final = re.compile(r"[a-z0-9][a-z0-9._-]{2,63}", re.ASCII)


@click.group()
def user() -> None:
    """Tài khoản."""


@user.command()
@click.argument("login")
@click.option("--name", required=True, help="Họ và tên.")
@click.option("--unit", "unit_code", required=True, help="Mã đơn vị quản lý tài khoản.")
@click.option("--unit-name", help="Tên đơn vị; dùng khi kho chưa có đơn vị này.")
@click.option("--role", type=click.Choice(ROLES), default="admin", show_default=True, help="Vai trò tại đơn vị đó.")
def create(login: str, name: str, unit_code: str, unit_name: str | None, role: str) -> None:
    """Tạo tài khoản LOGIN với mật khẩu tạm, in ra một lần."""
    from designer.app import create_app

    password = secrets.token_urlsafe(12)
    with create_app().app_context(), store.transaction() as db:
        unit_id = _unit(db, unit_code, unit_name)
        _account(db, login, name, unit_id, role, password)
    click.echo(f"{login}: {password}")


def _unit(db: Session, code: str, name: str | None) -> str:
    """Id of the unit; with a name it is registered when the store lacks it."""
    found = db.scalar(select(Unit.id).where(Unit.code == code))
    if found is not None:
        return found
    if not name:
        raise fail("unit.unknown", "--unit", code=code)
    return units.add_unit(db, code=code, name=name, kind="province", tier="province", valid_from=clock.today()).id


def _account(db: Session, login: str, name: str, unit_id: str, role: str, password: str) -> User:
    """A new account that must change its password, with one role from today on."""
    if not LOGIN.fullmatch(login):
        raise fail("account.login_pattern", "LOGIN")
    if db.scalar(select(User.id).where(User.login == login)):
        raise fail("account.login_taken", "LOGIN", login=login)
    person = User(login=login, name=clean(name, "--name"), unit_id=unit_id, created_at=clock.now())
    set_password(person, password, must_change=True)
    person.holdings.append(RoleHolding(role=role, unit_id=unit_id, valid_from=clock.today()))
    db.add(person)
    db.flush()
    audit.record(db, "admin.users", person, facts={"login": login, "role": role, "unit": unit_id, "by": "khuon user create"})
    return person
