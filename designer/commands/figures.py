"""The figures of the project, measured on this machine."""

from __future__ import annotations

import click


@click.command()
@click.option("--only", multiple=True, help="Tên phép đo; không có thì đo hết.")
def bench(only: tuple[str, ...]) -> None:
    """Đo tốc độ tổng hợp, tính toán, màn hình nhập và gửi báo cáo."""
    try:
        from benchmarks import run
    except ModuleNotFoundError:
        raise click.UsageError("chỉ chạy được trong kho mã nguồn / runs in a checkout only") from None
    run(only)
