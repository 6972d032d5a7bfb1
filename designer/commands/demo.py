"""The demo province."""

from __future__ import annotations

import os

import click

from designer.commands.output import print_table

ROLES = {
    "designer": "thiết kế biểu",
    "leader": "lãnh đạo cơ quan chủ trì",
    "approver": "phê duyệt kỹ thuật",
    "clerk": "nhập báo cáo",
    "head": "thủ trưởng đơn vị báo cáo",
    "receiver": "tiếp nhận, tổng hợp",
    "admin": "quản trị",
    "auditor": "kiểm tra, giám sát",
}


@click.group()
def demo() -> None:
    """Tỉnh mẫu để chạy thử."""


def _load() -> None:
    from designer.app import create_app
    from designer.demo import load_demo

    application = create_app()
    with application.app_context():
        loaded = load_demo()
    application.extensions["khuon.store"].close()
    click.echo(loaded.sentence())


@demo.command()
def load() -> None:
    """Nạp tỉnh mẫu vào kho; đã nạp rồi thì không làm gì."""
    _load()


def show_accounts() -> None:
    """Print who can sign in."""
    from designer.demo import accounts

    listed, password = accounts()
    rows = [(account.login, ROLES[account.role], account.unit) for account in listed]
    print_table(("tài khoản", "vai trò", "đơn vị"), rows)
    click.echo(f"\nMật khẩu chung: {password}")


@demo.command("serve")
def serve_demo() -> None:
    """Nâng cấp kho, nạp tỉnh mẫu, in tài khoản rồi phục vụ trên máy này (không HTTPS)."""
    from designer.commands import serving
    from runtime.config import from_env
    from runtime.store.migrate import upgrade

    os.environ.setdefault("KHUON_INSECURE", "1")
    host, port = serving.address()
    serving.check_port(host, port)
    upgrade(from_env().database_url)
    _load()

    def ready() -> None:
        show_accounts()
        click.echo(f"\nKhuôn chạy ở http://{host}:{port} (Ctrl+C để dừng)")

    serving.run(ready)
