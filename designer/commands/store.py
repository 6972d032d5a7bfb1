"""Keeping the schema of the store up to date."""

from __future__ import annotations

import click


@click.group()
def db() -> None:
    """Kho dữ liệu."""


@db.command()
def upgrade() -> None:
    """Tạo hoặc nâng cấp bảng tới phiên bản mà phần mềm cần."""
    from runtime.config import from_env
    from runtime.store.migrate import newest_revision
    from runtime.store.migrate import upgrade as upgrade_store

    upgrade_store(from_env().database_url)
    click.echo(f"Kho dữ liệu: {newest_revision()}")
