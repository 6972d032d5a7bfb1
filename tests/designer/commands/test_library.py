"""``khuon library``: the starter parts, the parts of a folder, and what is on the shelf."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from designer.cli import main
from designer.library.starter import starter_parts


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHUON_DATA", str(tmp_path / "var"))
    for name in ("KHUON_DATABASE_URL", "KHUON_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)


def khuon(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_parts_are_loaded_once_and_a_folder_adds_to_them(tmp_path: Path) -> None:
    khuon("db", "upgrade")
    assert f"Đã thêm {len(starter_parts())} phần" in khuon("library", "load").stdout
    assert "Đã thêm 0 phần" in khuon("library", "load").stdout
    folder = tmp_path / "tinh"
    folder.mkdir()
    quarter = next(one for one in starter_parts() if one["id"] == "p_quy")
    own = {**quarter, "id": "p_tinh", "code": "HY.01", "name": "Bốn quý của tỉnh"}
    clashing = {**quarter, "name": "Bốn quý khác"}
    for name, part in (("a.json", own), ("b.json", clashing)):
        (folder / name).write_text(json.dumps(part, ensure_ascii=False), encoding="utf-8")
    said = khuon("library", "load", folder).stdout
    assert "Đã thêm 1 phần" in said
    assert "Không thêm Bốn quý khác" in said
    assert "HY.01" in khuon("library", "list").stdout


def test_a_file_that_is_no_part_is_named(tmp_path: Path) -> None:
    khuon("db", "upgrade")
    (tmp_path / "hong.json").write_text("{", encoding="utf-8")
    result = khuon("library", "load", tmp_path)
    assert result.exit_code == 1
    assert "library.document" in result.stderr
    assert "hong.json" in result.stderr
