"""Commands that work on a store: the first account, packages in and out, a report as text."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from designer.app import create_app
from designer.cli import main
from metadata.package import read_documents
from runtime import store
from runtime.config import Config
from runtime.store.models import Submission
from tests.designer.commands.test_packages import with_part


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUON_DATA", str(tmp_path / "var"))
    for name in ("KHUON_DATABASE_URL", "KHUON_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


def khuon(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_commands_on_a_store_without_tables_say_what_to_do() -> None:
    result = khuon("user", "create", "quantri", "--name", "Vũ Nam", "--unit", "33")
    assert result.exit_code == 1
    assert "[startup.store_behind]" in result.stderr
    assert "khuon db upgrade" in result.stderr


def test_upgrade_twice_is_fine() -> None:
    first, second = khuon("db", "upgrade"), khuon("db", "upgrade")
    assert (first.exit_code, first.stdout) == (second.exit_code, second.stdout) == (0, first.stdout)


def test_the_first_account_brings_its_unit() -> None:
    khuon("db", "upgrade")
    missing = khuon("user", "create", "quantri", "--name", "Vũ Nam", "--unit", "33")
    assert "[unit.unknown]" in missing.stderr
    made = khuon("user", "create", "quantri", "--name", "Vũ Nam", "--unit", "33", "--unit-name", "Tỉnh Hưng Yên")
    assert made.exit_code == 0
    assert made.stdout.startswith("quantri: ")
    again = khuon("user", "create", "quantri", "--name", "Vũ Nam", "--unit", "33")
    assert "[account.login_taken]" in again.stderr


def test_a_package_becomes_a_draft_and_is_refused_twice(tmp_path: Path) -> None:
    khuon("db", "upgrade")
    package = tmp_path / "kntc.khuon"
    folder = tmp_path / "mau"
    folder.mkdir()
    khuon("export", package, "--from", with_part(folder))
    unit = ("--unit", "33.TTR", "--unit-name", "Thanh tra tỉnh")
    khuon("user", "create", "thietke", "--name", "Thu Hà", *unit, "--role", "designer")
    khuon("user", "create", "quantri", "--name", "Vũ Nam", "--unit", "33.TTR")
    first = khuon("import", package, "--user", "thietke")
    assert first.exit_code == 0, first.stderr
    # The part of the library that travels with it is on the shelf here now.
    assert "Bốn quý và cả năm" in khuon("library", "list").stdout
    assert "[draft.exists]" in khuon("import", package, "--user", "thietke").stderr
    assert "[forbidden]" in khuon("import", package, "--user", "quantri").stderr
    assert "[not_found]" in khuon("import", package, "--user", "ai_do").stderr
    # A draft is not a release: there is nothing to export yet.
    assert "[not_found]" in khuon("export", tmp_path / "again.khuon", "--regime", "KNTC").stderr


def test_the_demo_is_loaded_once_exported_and_shown(
    demo_config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHUON_DATABASE_URL", demo_config.database_url)
    again = khuon("demo", "load")
    assert again.exit_code == 0
    assert "đã có sẵn" in again.stdout
    assert "nhap.11977" in again.stdout
    target = tmp_path / "kntc.khuon"
    assert khuon("export", target, "--regime", "KNTC").exit_code == 0
    assert "f_01xld" in read_documents(target.read_bytes())
    with create_app(demo_config).app_context():
        found = store.session().scalars(select(Submission.id).where(Submission.state == "consolidated")).first()
    shown = khuon("show", "--submission", found)
    assert shown.exit_code == 0
    assert "consolidated" in shown.stdout
    assert "02/XLD" in shown.stdout
    assert "03/XLD" not in khuon("show", "--submission", found, "--form", "02/XLD").stdout
