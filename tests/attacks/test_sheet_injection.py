"""The class sheet_injection of the payload file: what a person typed is text in every exported table."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from metadata.celltypes import check_value
from metadata.documents import CellSpec
from metadata.errors import KhuonError
from renderers.csv import RENDERER as CSV
from renderers.csv import read_back
from renderers.xlsx import RENDERER as XLSX
from renderers.xlsx import sheet_name
from tests.renderers.samples import small_report, with_text

PAYLOADS = json.loads((Path(__file__).parent / "payloads.json").read_text(encoding="utf-8"))["attacks"]
ATTACKS = [attack for attack in PAYLOADS if attack["class"] == "sheet_injection"]
CELLS = [attack for attack in ATTACKS if attack["send"]["kind"] == "cell" and isinstance(attack["send"]["value"], str)]
LONG = [
    attack for attack in ATTACKS if attack["send"]["kind"] == "cell" and not isinstance(attack["send"]["value"], str)
]
NAMES = [attack for attack in ATTACKS if attack["send"].get("where") == "sheet_name"]
STARTS_A_FORMULA = tuple("=+-@\t\r＝")


def by_id(attack: dict[str, Any]) -> str:
    return str(attack["id"])


def test_every_payload_is_used() -> None:
    assert len(CELLS) + len(LONG) + len(NAMES) == len(ATTACKS) > 0


@pytest.mark.parametrize("attack", CELLS, ids=by_id)
def test_a_workbook_holds_text_and_nothing_that_acts(attack: dict[str, Any]) -> None:
    text = attack["send"]["value"]
    data = XLSX.render(with_text(text))
    book = openpyxl.load_workbook(BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert sum(cell.value == text for cell in cells) > 10
    assert not [cell for cell in cells if cell.hyperlink]
    with zipfile.ZipFile(BytesIO(data)) as packed:
        names = packed.namelist()
        sheets = b"".join(packed.read(name) for name in names if name.startswith("xl/worksheets/"))
    assert not [name for name in names if "externalLink" in name or "connections" in name or "vbaProject" in name]
    for element in (b"<f>", b"<f ", b"<hyperlink", b"<oleObject"):
        assert element not in sheets


@pytest.mark.parametrize("attack", CELLS, ids=by_id)
def test_a_csv_field_never_starts_a_formula_and_reads_back_equal(attack: dict[str, Any]) -> None:
    text = attack["send"]["value"]
    report = with_text(text)
    data = CSV.render(report)
    import csv

    fields = [field for line in csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)) for field in line]
    assert not [field for field in fields if field.startswith(STARTS_A_FORMULA)]
    back = [field for block in read_back(data) for line in block for field in line]
    assert back.count(text) >= 6


def test_an_honest_dash_gets_one_apostrophe() -> None:
    data = CSV.render(with_text("- Đã hoàn thành")).decode("utf-8-sig")
    assert '"\'- Đã hoàn thành"' in data
    assert "''-" not in data


@pytest.mark.parametrize("attack", NAMES, ids=by_id)
def test_sheet_names_are_made_legal(attack: dict[str, Any]) -> None:
    text = attack["send"]["text"]
    taken: set[str] = set()
    names = [sheet_name(text, taken), sheet_name(text, taken)]
    assert len({name.casefold() for name in names}) == 2
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
    report = small_report()
    titled = replace(report, sections=(replace(report.tables[0], title=text),))
    assert openpyxl.load_workbook(BytesIO(XLSX.render(titled))).sheetnames == [names[0]]


@pytest.mark.parametrize("attack", LONG, ids=by_id)
def test_text_that_a_cell_cannot_hold_is_never_dropped_in_silence(attack: dict[str, Any]) -> None:
    part, times = attack["send"]["value"]["$repeat"]
    text = part * times
    assert [problem.code for problem in check_value(text, CellSpec(kind="text"), "r1:c1")] == [attack["expect"]["code"]]
    with pytest.raises(KhuonError) as caught:
        XLSX.render(with_text(text))
    assert caught.value.code == "renderer.text_too_long"
