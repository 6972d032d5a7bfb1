"""Templates as files: check, export, import."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from designer.commands.output import print_problems
from metadata.errors import fail, raise_errors

Documents = dict[str, dict[str, Any]]
FILE = click.Path(path_type=Path, exists=True)


def read_template(path: Path) -> Documents:
    """Documents of a package, or of a folder of JSON files (its `documents` folder if it has one).

    Raises ``package.*`` and ``json.invalid`` with the name of the file.
    """
    from metadata.package import read_documents

    if path.is_file():
        return read_documents(path.read_bytes())
    folder = path / "documents" if (path / "documents").is_dir() else path
    documents: Documents = {}
    for file in sorted(folder.glob("*.json")):
        try:
            body = json.loads(file.read_bytes())
        except ValueError:
            raise fail("json.invalid", file.name) from None
        if not isinstance(body, dict):
            raise fail("json.invalid", file.name)
        documents[str(body.get("id", file.stem))] = body
    if not documents:
        raise fail("package.not_a_package", str(path), why="không có tài liệu nào")
    return documents


@click.command()
@click.argument("path", type=FILE)
@click.pass_obj
def check(lang: str, path: Path) -> None:
    """Kiểm tra một gói .khuon hoặc một thư mục tài liệu."""
    from metadata.checks import check_template

    documents = read_template(path)
    problems = check_template(documents)
    print_problems(problems, lang)
    errors = sum(problem.severity == "error" for problem in problems)
    word = {"vi": "{} tài liệu: {} lỗi, {} cảnh báo", "en": "{} documents: {} errors, {} warnings"}[lang]
    click.echo(word.format(len(documents), errors, len(problems) - errors))
    if errors:
        raise SystemExit(1)


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--from", "source", type=FILE, help="Thư mục tài liệu.")
@click.option("--regime", help="Mã chế độ báo cáo trong kho.")
@click.option("--force", is_flag=True, help="Ghi đè tệp đã có.")
def export(target: Path, source: Path | None, regime: str | None, *, force: bool) -> None:
    """Đóng một thư mục tài liệu, hoặc phiên bản mới nhất của một chế độ trong kho, thành gói."""
    from metadata.checks import check_template
    from metadata.package import write_package

    if (source is None) == (regime is None):
        raise click.UsageError("cần đúng một nguồn: --from hoặc --regime / exactly one source is needed")
    if target.exists() and not force:
        raise click.UsageError(f"{target} đã có; thêm --force để ghi đè / exists, add --force")
    documents = read_template(source) if source else _published(str(regime))
    raise_errors(check_template(documents))
    target.write_bytes(write_package(documents))
    click.echo(f"{target}: {len(documents)} tài liệu")


def _published(code: str) -> Documents:
    from sqlalchemy import select

    from designer.app import create_app
    from runtime.releases import template_of
    from runtime.store import current
    from runtime.store.models import Regime, Release

    with create_app().app_context():
        db = current().session()
        newest = (
            select(Release.hash)
            .join(Regime, Regime.id == Release.regime_id)
            .where(Regime.code == code, Release.state.in_(("published", "superseded", "closed")))
            .order_by(Release.no.desc())
        )
        found = db.scalars(newest.limit(1)).first()
        if found is None:
            raise fail("not_found", code)
        return {name: dict(body) for name, body in template_of(db, found).documents.items()}
