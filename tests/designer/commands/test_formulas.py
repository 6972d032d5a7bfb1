"""`khuon formulas`: words, JSON and SQL of real regimes."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from designer.cli import main
from metadata.formula.program import build
from metadata.formula.targets.sql import quoted
from metadata.formula.targets.sql_statement import columns_of
from tests.metadata import examples
from tests.metadata.formula.test_examples import REGIMES


def khuon(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_words_are_an_officials_sentences() -> None:
    result = khuon("formulas", examples.FOLDER / "thanh_tra_2021", "--form", "01/XLD")
    assert result.exit_code == 0
    assert "  [lỗi] Cột 9 = cột 11 + cột 12 + cột 13\n" in result.stdout
    assert "  [cảnh báo] Cột 8 ≤ cột 1\n" in result.stdout
    assert "02/XLD TỔNG HỢP" not in result.stdout


def test_words_in_english_name_a_column_once_or_cell_by_cell() -> None:
    lines = khuon("--lang", "en", "formulas", examples.FOLDER / "ho_can_ngheo_2021").stdout.splitlines()
    assert "  Column “Diễn biến trong năm – Tỷ lệ” = column “Số hộ thoát” ÷ column “Tổng số hộ dân cư – Số hộ” × 100" in lines
    assert "  Row “Tổng cộng” column “Số hộ thoát” = row I + row II" in lines


@pytest.mark.parametrize("regime", REGIMES)
def test_words_of_every_example(regime: str) -> None:
    result = khuon("formulas", examples.FOLDER / regime)
    assert result.exit_code == 0
    assert "…" not in "".join(line for line in result.stdout.splitlines() if line.startswith("  "))


def test_json_is_the_tree_that_the_browser_gets() -> None:
    found = json.loads(khuon("formulas", examples.FOLDER / "thanh_tra_2021", "--as", "json").stdout)
    template = examples.template("thanh_tra_2021")
    assert found == {form.id: json.loads(json.dumps(build(template, form.id).as_json())) for form in template.forms}


@pytest.mark.parametrize("regime", REGIMES)
def test_the_sql_of_every_example_makes_views_over_its_tables(regime: str) -> None:
    result = khuon("formulas", examples.FOLDER / regime, "--as", "sql")
    assert result.exit_code == 0
    template, base = examples.template(regime), duckdb.connect()
    programs = [program for form in template.forms if (program := build(template, form.id)).formulas or program.checks]
    for program in programs:
        cells = [f"{quoted(name)} VARCHAR{'[]' if '#' in key else ''}" for key, name in columns_of(program).items()]
        base.execute(f"CREATE TABLE {quoted(program.form_id)} ({', '.join(['unit VARCHAR', 'period VARCHAR', *cells])})")
        base.execute(f"INSERT INTO {quoted(program.form_id)} (unit, period) VALUES ('u1', '2026')")
    base.execute(result.stdout)
    for program in programs:
        found = base.execute(f"SELECT * FROM {quoted(program.form_id + '_computed')}")
        names = [column[0] for column in found.description or ()]
        assert names == ["unit", "period", *columns_of(program, results=True).values()]
        assert [row[:2] for row in found.fetchall()] == [("u1", "2026")]


def test_a_forms_code_stays_inside_its_comment(tmp_path: Path) -> None:
    documents = examples.documents("thanh_tra_2021")
    documents["f_01xld"]["code"] = "01\nDROP TABLE f_01xld;"
    for name, body in documents.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(body), encoding="utf-8")
    result = khuon("formulas", tmp_path, "--form", "f_01xld", "--as", "sql")
    assert result.stdout.startswith("-- 01 DROP TABLE f_01xld;\nCREATE OR REPLACE VIEW")
    assert not any(line.startswith("DROP") for line in result.stdout.splitlines())


@pytest.mark.parametrize("arguments", [[], ["--as", "sql"], [examples.FOLDER / "thanh_tra_2021", "--as", "cobol"]])
def test_wrong_usage_ends_with_status_2(arguments: list[object]) -> None:
    assert khuon("formulas", *arguments).exit_code == 2


def test_a_form_that_is_not_there_is_a_coded_problem() -> None:
    result = khuon("formulas", examples.FOLDER / "thanh_tra_2021", "--form", "99/XLD", "--as", "sql")
    assert result.exit_code == 1
    assert "[template.reference]" in result.stderr
