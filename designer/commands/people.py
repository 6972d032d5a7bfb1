"""The first account of an installation; all others are made on the screens of administration."""

from __future__ import annotations

import secrets

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.errors import fail
from runtime import accounts, clock, store, units
from runtime.actor import Actor, Holding
from runtime.store.models import ROLES, Unit


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
        unit = _unit(db, unit_code, unit_name)
        # Whoever has this command line has the store: the act is recorded as the operator's, at that unit.
        operator = Actor(login="khuon", name="khuon user create", holding=Holding("", "admin", unit.id, unit.name))
        person = accounts.create_user(db, operator, login=login, name=name, unit_id=unit.id, password=password)
        accounts.grant(db, operator, person, role=role, unit_id=unit.id, valid_from=clock.today(), valid_to=None)
    click.echo(f"{login}: {password}")


def _unit(db: Session, code: str, name: str | None) -> Unit:
    """The unit; with a name it is registered when the store lacks it."""
    found = db.scalar(select(Unit).where(Unit.code == code))
    if found is not None:
        return found
    if not name:
        raise fail("unit.unknown", "--unit", code=code)
    return units.add_unit(db, code=code, name=name, kind="province", tier="province", valid_from=clock.today())
