"""`khuon check`, `export` and `show` on real regimes and on things that are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from designer.cli import main
from designer.library.starter import starter_parts
from metadata.package import read_documents, read_parts

EXAMPLES = Path(__file__).parents[3] / "examples"
COMPLAINTS = EXAMPLES / "thanh_tra_2021"


def khuon(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_an_example_passes() -> None:
    result = khuon("check", COMPLAINTS)
    assert result.exit_code == 0
    assert "0 lỗi" in result.stdout


def test_a_folder_becomes_a_package_and_comes_back_the_same(tmp_path: Path) -> None:
    target = tmp_path / "kntc.khuon"
    assert khuon("export", target, "--from", COMPLAINTS).exit_code == 0
    documents = read_documents(target.read_bytes())
    sources = [json.loads(path.read_bytes()) for path in (COMPLAINTS / "documents").glob("*.json")]
    assert documents == {source["id"]: source for source in sources}
    assert khuon("check", target).exit_code == 0


def with_part(folder: Path, **changed: object) -> Path:
    """The documents of a regime in a folder, with a part of the library beside them."""
    for path in (COMPLAINTS / "documents").glob("*.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    part = {**next(one for one in starter_parts() if one["id"] == "p_quy"), **changed}
    (folder / "p_quy.json").write_text(json.dumps(part, ensure_ascii=False), encoding="utf-8")
    return folder


def test_library_parts_travel_with_a_package_and_are_checked(tmp_path: Path) -> None:
    folder = tmp_path / "mau"
    folder.mkdir()
    target = tmp_path / "kntc.khuon"
    assert khuon("export", target, "--from", with_part(folder)).exit_code == 0
    assert [part["id"] for part in read_parts(target.read_bytes())] == ["p_quy"]
    assert "p_quy" not in read_documents(target.read_bytes())
    for path in (folder, target):
        result = khuon("check", path)
        assert result.exit_code == 0
        assert "1 phần thư viện đi kèm" in result.stdout
    result = khuon("check", with_part(folder, columns={"root": [], "nodes": {}}))
    assert result.exit_code == 1
    assert "[library.document]" in result.stderr
    assert khuon("export", target, "--from", folder, "--force").exit_code == 1


def test_export_overwrites_only_when_told(tmp_path: Path) -> None:
    target = tmp_path / "kntc.khuon"
    target.write_text("mine", encoding="utf-8")
    assert khuon("export", target, "--from", COMPLAINTS).exit_code == 2
    assert target.read_text(encoding="utf-8") == "mine"
    assert khuon("export", target, "--from", COMPLAINTS, "--force").exit_code == 0


@pytest.mark.parametrize(("lang", "word"), [("vi", "không phải"), ("en", "not a")])
def test_a_file_that_is_no_package_is_named_by_code(tmp_path: Path, lang: str, word: str) -> None:
    path = tmp_path / "thu.khuon"
    path.write_bytes(b"PK no")
    result = khuon("--lang", lang, "check", path)
    assert result.exit_code == 1
    assert "[package.not_a_package]" in result.stderr
    assert word in result.stderr


def test_a_broken_document_is_named_by_file(tmp_path: Path) -> None:
    (tmp_path / "f_a.json").write_text("{", encoding="utf-8")
    result = khuon("check", tmp_path)
    assert result.exit_code == 1
    assert "f_a.json" in result.stderr
    assert "[json.invalid]" in result.stderr


def test_findings_name_the_place(tmp_path: Path) -> None:
    for path in (COMPLAINTS / "documents").glob("*.json"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    rules = json.loads((tmp_path / "k_01xld.json").read_bytes())
    first = rules["order"][0]
    rules["items"][first]["expr"] = "c1 == c2 + c999"
    (tmp_path / "k_01xld.json").write_text(json.dumps(rules), encoding="utf-8")
    result = khuon("check", tmp_path)
    assert result.exit_code == 1
    assert f"k_01xld/{first}" in result.stderr
    assert "c999" in result.stderr


def test_show_prints_one_form_with_its_checks() -> None:
    result = khuon("show", COMPLAINTS, "--form", "01/XLD")
    assert result.exit_code == 0
    assert "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN" in result.stdout
    assert "c9 == c11 + c12 + c13" in result.stdout
    assert "02/XLD" not in result.stdout


def test_show_of_a_form_that_is_not_there() -> None:
    assert khuon("show", COMPLAINTS, "--form", "99/XLD").exit_code == 1


@pytest.mark.parametrize("command", [["show"], ["export", "x.khuon"], ["show", COMPLAINTS, "--submission", "x"]])
def test_wrong_usage_ends_with_status_2(command: list[object]) -> None:
    assert khuon(*command).exit_code == 2
