"""Bringing a package into the store, as the screen does: always a draft, never a release."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select

from metadata.errors import fail


@click.command("import")
@click.argument("package", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--user", "login", required=True, help="Tài khoản có vai trò thiết kế; bản dự thảo thuộc đơn vị của người này.")
def import_(package: Path, login: str) -> None:
    """Nhập một gói vào kho thành bản dự thảo: hoặc tất cả, hoặc không gì cả."""
    from designer.app import create_app
    from designer.packages import bring_in
    from runtime import store
    from runtime.actor import actor_for
    from runtime.permissions import may
    from runtime.store.models import User

    with create_app().app_context(), store.transaction() as db:
        person = db.scalar(select(User).where(User.login == login, User.active))
        if person is None:
            raise fail("not_found", login)
        actor = actor_for(db, person, role="designer")
        if not may(actor, "package.import"):
            raise fail("forbidden", login)
        draft = bring_in(db, actor, package.read_bytes())
        click.echo(f"{draft.id}: {draft.title}")
