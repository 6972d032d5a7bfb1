"""`khuon prove` on real regimes and on one with a contradiction."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from designer.cli import main

#: For what is asked of findings, on however busy a machine.
PATIENT = ("--seconds", "120")
EXAMPLES = Path(__file__).parents[3] / "examples"


def khuon(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def test_a_form_is_chosen_by_its_printed_code() -> None:
    result = khuon("prove", EXAMPLES / "thanh_tra_2021", "--form", "02/XLD", *PATIENT)
    assert result.exit_code == 0
    assert result.stdout.startswith("02/XLD: 8 kiểm tra, 0 phát hiện, 0 điều chưa chứng minh, 16 ví dụ")


def test_warnings_are_told_and_let_pass() -> None:
    result = khuon("--lang", "en", "prove", EXAMPLES / "cham_diem_cchc", *PATIENT)
    assert result.exit_code == 0
    assert "! Check k1" in result.stdout
    assert "can never fire" in result.stdout


def test_a_contradiction_ends_with_status_1(tmp_path: Path) -> None:
    for path in (EXAMPLES / "thanh_tra_2021" / "documents").glob("*.json"):
        body = json.loads(path.read_bytes())
        if body["id"] == "k_02xld":
            body["items"]["k2"]["expr"] = "c1 > c2 + c3 + c4 + c5"
        (tmp_path / path.name).write_text(json.dumps(body), encoding="utf-8")
    result = khuon("prove", tmp_path, "--form", "f_02xld", "--json", *PATIENT)
    assert result.exit_code == 1
    findings = json.loads(result.stdout)["findings"]
    assert [(finding["code"], finding["rules"]) for finding in findings] == [("proof.contradiction", ["k_02xld/k1", "k_02xld/k2"])]


def test_no_time_is_said() -> None:
    result = khuon("prove", EXAMPLES / "thanh_tra_2021", "--form", "04/XLD", "--seconds", "0.1")
    assert result.exit_code == 0
    assert "(chưa xong)" in result.stdout
    assert "[proof.time]" in result.stdout
