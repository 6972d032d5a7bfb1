"""The demo province."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from designer.commands.output import print_table

ROLES = {
    "designer": "thiết kế biểu",
    "leader": "lãnh đạo cơ quan chủ trì",
    "receiver": "tiếp nhận, tổng hợp",
    "approver": "phê duyệt kỹ thuật",
    "clerk": "nhập báo cáo",
    "head": "thủ trưởng đơn vị báo cáo",
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
        load_demo()
    application.extensions["khuon.store"].close()


@demo.command()
def load() -> None:
    """Nạp tỉnh mẫu vào kho; đã nạp rồi thì không làm gì."""
    _load()
    show_accounts()


def accounts() -> Iterator[tuple[str, str, str]]:
    """Login, role and unit of those who can sign in; one commune stands for all."""
    from designer.demo.province import ACCOUNTS, read_data

    data = read_data("units.json")
    names = {agency["id"]: agency["name"] for agency in read_data("agencies.json")["agencies"]}
    names |= {f"u_{commune['code']}": commune["name"] for commune in data["communes"]}
    names[f"u_{data['province']['code']}"] = data["province"]["name"]
    for account in ACCOUNTS:
        first = " (phải đổi mật khẩu)" if account.must_change else ""
        yield account.login, ROLES[account.role] + first, names[account.unit]
    commune = data["communes"][0]
    for prefix, role in (("nhap", "clerk"), ("ky", "head")):
        yield f"{prefix}.{commune['code']}", ROLES[role], f"{commune['name']}; đơn vị khác: {prefix}.<mã>"


def show_accounts() -> None:
    """Print who can sign in."""
    from designer.demo.province import PASSWORD

    print_table(("tài khoản", "vai trò", "đơn vị"), list(accounts()))
    click.echo(f"\nMật khẩu chung: {PASSWORD}")


@demo.command("serve")
def serve_demo() -> None:
    """Nâng cấp kho, nạp tỉnh mẫu, in tài khoản rồi phục vụ trên máy này (không HTTPS)."""
    from designer.commands import serving
    from runtime.config import from_env
    from runtime.store.migrate import upgrade

    os.environ.setdefault("KHUON_INSECURE", "1")
    host, port = serving.address()
    serving.check_port(host, port)
    click.echo("Chuẩn bị kho dữ liệu và tỉnh mẫu…")
    upgrade(from_env().database_url)
    _load()

    def ready() -> None:
        show_accounts()
        click.echo(f"\nKhuôn chạy ở http://{host}:{port} (Ctrl+C để dừng)")

    serving.run(ready)
