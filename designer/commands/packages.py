"""Templates as files: check, export, import."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from designer.commands.output import print_problems
from metadata.errors import KhuonError, Problem, fail, raise_errors

Documents = dict[str, dict[str, Any]]
FILE = click.Path(path_type=Path, exists=True)


def read_template(path: Path) -> Documents:
    """Documents of a package, or of a folder of JSON files (its `documents` folder if it has one), without library parts.

    Raises ``package.*`` and ``json.invalid`` with the name of the file.
    """
    return read_with_parts(path)[0]


def read_with_parts(path: Path) -> tuple[Documents, list[dict[str, Any]]]:
    """The same with the revisions of library parts that travel beside the documents."""
    from metadata.package import read_documents, read_parts

    if path.is_file():
        data = path.read_bytes()
        return read_documents(data), read_parts(data)
    everything = _folder(path)
    parts = [body for body in everything.values() if body.get("spec") == "part/1"]
    return {key: body for key, body in everything.items() if body.get("spec") != "part/1"}, parts


def _folder(path: Path) -> Documents:
    from metadata.package import part_key

    folder = path / "documents" if (path / "documents").is_dir() else path
    documents: Documents = {}
    for file in sorted(folder.glob("*.json")):
        try:
            body = json.loads(file.read_bytes())
        except ValueError:
            raise fail("json.invalid", file.name) from None
        if not isinstance(body, dict):
            raise fail("json.invalid", file.name)
        documents[part_key(body) if body.get("spec") == "part/1" else str(body.get("id", file.stem))] = body
    if not documents:
        raise fail("package.not_a_package", str(path), why="không có tài liệu nào")
    return documents


@click.command()
@click.argument("path", type=FILE)
@click.pass_obj
def check(lang: str, path: Path) -> None:
    """Kiểm tra một gói .khuon hoặc một thư mục tài liệu."""
    from metadata.checks import check_template

    documents, parts = read_with_parts(path)
    problems = [*check_template(documents), *_unsound(parts)]
    print_problems(problems, lang)
    errors = sum(problem.severity == "error" for problem in problems)
    word = {"vi": "{} tài liệu: {} lỗi, {} cảnh báo", "en": "{} documents: {} errors, {} warnings"}[lang]
    click.echo(word.format(len(documents), errors, len(problems) - errors))
    if parts:
        click.echo({"vi": "{} phần thư viện đi kèm", "en": "{} library parts beside them"}[lang].format(len(parts)))
    if errors:
        raise SystemExit(1)


def _unsound(parts: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """What is wrong with library parts, which a store would refuse."""
    from designer.library.taking import sound

    found: list[Problem] = []
    for part in parts:
        try:
            sound(part)
        except KhuonError as error:
            found.extend(error.problems)
    return found


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
    documents, parts = read_with_parts(source) if source else _published(str(regime))
    raise_errors([*check_template(documents), *_unsound(parts)])
    target.write_bytes(write_package(documents, parts=parts))
    click.echo(f"{target}: {len(documents)} tài liệu")


def _published(code: str) -> tuple[Documents, list[dict[str, Any]]]:
    from sqlalchemy import select

    from designer.app import create_app
    from designer.library.shelf import parts_of
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
        documents = {name: dict(body) for name, body in template_of(db, found).documents.items()}
        return documents, list(parts_of(db, documents))
