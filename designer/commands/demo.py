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
        loaded = load_demo()
    click.echo(loaded.sentence())
    application.extensions["khuon.store"].close()


@demo.command()
def load() -> None:
    """Nạp tỉnh mẫu vào kho; đã nạp rồi thì không làm gì."""
    _load()
    show_accounts()


def account_rows() -> Iterator[tuple[str, str, str]]:
    """Login, roles and unit of those who can sign in; a commune and an agency stand for all others."""
    from designer.demo.load import accounts
    from designer.demo.province import read_data

    data = read_data("units.json")
    names = {agency["id"]: agency["name"] for agency in read_data("agencies.json")["agencies"]}
    names |= {f"u_{commune['code']}": commune["name"] for commune in data["communes"]}
    names[f"u_{data['province']['code']}"] = data["province"]["name"]
    for account in accounts()[0]:
        roles = ", ".join(ROLES[role] for role in (account.role, *account.more))
        yield account.login, roles + (" (phải đổi mật khẩu)" if account.must_change else ""), names[account.unit]


def show_accounts() -> None:
    """Print who can sign in."""
    from designer.demo.load import accounts
    from designer.demo.province import AGENCIES

    print_table(("tài khoản", "vai trò", "đơn vị"), list(account_rows()))
    click.echo(f"\nMật khẩu chung: {accounts()[1]}. Mỗi đơn vị có nhap.<mã> và ky.<mã>.")
    click.echo(f"Sở chủ trì khác: thietke.<sở>, lanhdao.<sở>, tonghop.<sở> với <sở> là {', '.join(AGENCIES)}.")


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
