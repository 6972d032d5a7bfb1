"""The library of parts."""

from __future__ import annotations

from pathlib import Path

import click

from designer.commands.output import print_table


@click.group()
def library() -> None:
    """Thư viện phần dùng chung: khối cột, cây dòng, danh mục."""


@library.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
def load(folder: Path | None) -> None:
    """Nạp các phần đi kèm phần mềm (hoặc của một thư mục) vào thư viện; phần đã có thì bỏ qua."""
    from designer.app import create_app
    from designer.library.starter import load_starter
    from runtime.store import transaction

    application = create_app()
    with application.app_context(), transaction() as db:
        taken, clashing = load_starter(db, folder)
    click.echo(f"Đã thêm {taken} phần vào thư viện.")
    for name in clashing:
        click.echo(f"Không thêm {name}: thư viện có bản khác cùng số.")


@library.command("list")
def list_parts() -> None:
    """Liệt kê các phần trong thư viện."""
    from designer.app import create_app
    from designer.library.shelf import listing
    from runtime.store import current

    with create_app().app_context():
        rows = [(one.part.code, one.part.kind, one.part.name, str(one.part.rev), one.owner or "đi kèm phần mềm") for one in listing(current().session())]
    print_table(("mã", "loại", "tên", "bản", "của"), rows)
