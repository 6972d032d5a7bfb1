"""Classes numbers and unicode at the doors of a report: what is saved, computed, sent, exported; and hostile digits and names."""

from __future__ import annotations

import base64
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask

from designer.app import create_app
from metadata.errors import KhuonError
from metadata.legacy import old_reading
from metadata.numbers import parse_vi
from metadata.package import write_package
from renderers.csv import read_back
from runtime.store import migrate, transaction
from tests import world
from tests.application import settings
from tests.attacks.payloads import expected, of_class
from tests.attacks.publishing import DRAFT, done, publish
from tests.people import API, Person
from tests.world import documents_of

NUMBERS, UNICODE = of_class("numbers"), of_class("unicode")
REPORT = "/api/submissions/s_g_kn_u_33_A/forms/f_kn"
AT_ZERO = {"If-Match": "0"}
#: Columns of the form in force: money, a share, an area, a day, and the formulas of NU-09 and NU-17.
COLUMNS: dict[str, dict[str, Any]] = {
    "m1": {"decimals": 2}, "p1": {"decimals": 2, "min": "0", "max": "100"}, "a1": {"decimals": 2}, "n1": {"kind": "date"}, "t1": {"kind": "text"},
    **{f"q{n}": {"kind": "computed", "formula": text, "decimals": 2} for n, text in enumerate(["ROUND(2.5,0)", "ROUND(0.285,2)", "ROUND(1.005,2)", "ROUND(-2.5,0)", "m1 / a1", "m1 / a1 + 1"])},
}  # fmt: skip


def inserted() -> list[dict[str, Any]]:
    nodes = {code: {"label": f"Cột {code}", "code": code, "number": f"1{n}", "cell": cell} for n, (code, cell) in enumerate(COLUMNS.items())}
    after = ["c4", *nodes]
    return [{"op": "insert_node", "doc": "f_kn", "section": "s1", "axis": "columns", "id": code, "node": node, "after": after[n]} for n, (code, node) in enumerate(nodes.items())]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def both(request: pytest.FixtureRequest, filled_store: Path, tmp_path: Path) -> Iterator[Flask]:
    """The whole application on each store."""
    url = f"sqlite:///{tmp_path / 'numbers.sqlite3'}"
    if request.param == "sqlite":
        shutil.copy(filled_store, tmp_path / "numbers.sqlite3")
    else:
        url = request.getfixturevalue("postgres_url")
        migrate.upgrade(url)
    made = create_app(settings(url))
    if request.param != "sqlite":
        with made.app_context(), transaction() as db:
            world.add_all(db)
    yield made
    made.extensions["khuon.store"].close()


class Filling:
    """Commune A's report on the form above."""

    def __init__(self, app: Flask) -> None:
        self.report = publish(app, inserted())
        self.clerk, self.version = Person(app, "clerk_a"), 0
        self.path = f"/api/submissions/{self.report}/forms/f_kn"

    def save(self, **cells: Any) -> Any:
        body = {"cells": {f"r1:{code}": {"to": to, "was": None} for code, to in cells.items()}}
        answer = self.clerk.api("PATCH", self.path, body, {"If-Match": str(self.version)})
        self.version = answer.get_json().get("version", self.version)
        return answer

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = done(self.clerk.api("GET", self.path))["values"]
        return found

    def codes(self, answer: Any) -> dict[str, str]:
        return {item["cells"][0]: item["code"] for item in done(answer)["failures"] if item["cells"]}


def raw_cell(name: str) -> bytes:
    """The body of the payload with the cell of our form: ``{"A1": …}`` becomes ``{"r1:c1": {"to": …, "was": null}}``."""
    literal = NUMBERS[name]["send"]["raw"].removeprefix('{"cells":{"A1":').removesuffix("}}")
    return f'{{"cells":{{"r1:c1":{{"to":{literal},"was":null}}}}}}'.encode()


def test_every_payload_of_the_class_is_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in NUMBERS if name not in text.replace("_", "-").upper() and name not in text] == []


@pytest.mark.parametrize("name", ["NU-01", "NU-02", "NU-04", "NU-14"])
def test_literals_that_are_no_figures(whole: Flask, name: str) -> None:
    clerk = Person(whole, "clerk_a")
    before = done(clerk.api("GET", REPORT))["values"]
    expected(NUMBERS[name], clerk.api("PATCH", REPORT, raw=raw_cell(name), headers=AT_ZERO))
    assert done(clerk.api("GET", REPORT))["values"] == before


def test_nu_06_nu_07_twenty_digits_come_back_one_by_one(both: Flask) -> None:
    """Figures travel as text; a bare JSON number, which a float would ruin, is not taken."""
    value, filling = NUMBERS["NU-07"]["send"]["value"], Filling(both)
    assert filling.save(m1=float(value)).get_json()["code"] == "cell.not_a_number"
    expected(NUMBERS["NU-07"], filling.save(m1=value, a1="1"))
    assert filling.values()["r1:m1"] == value
    book = openpyxl.load_workbook(io.BytesIO(filling.clerk.get(f"/bao-cao/{filling.report}/f_kn/tai/xlsx").data))
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert any("12.345.678.901.234.567.890,12" in text for text in texts), "a workbook's numbers keep 15 digits: this one is text"
    kept = filling.clerk.get(f"/bao-cao/{filling.report}/f_kn/tai/json").get_json()
    assert value in json.dumps(kept)


def test_nu_09_nu_17_rounding_and_division_by_zero(whole: Flask) -> None:
    filling = Filling(whole)
    computed = done(filling.save(m1="1", a1="0"))["computed"]
    assert [computed[f"r1:q{n}"] for n in range(4)] == ["3.00", "0.29", "1.01", "-3.00"]
    assert (computed["r1:q4"], computed["r1:q5"]) == (None, "1.00"), "blank, and what adds to it goes on"


def test_nu_17_a_written_zero_divisor_is_named_at_its_cell(whole: Flask) -> None:
    operation = {"op": "set", "path": ["f_kn", "sections", "items", "s1", "columns", "nodes", "c3", "cell"], "value": {"kind": "computed", "formula": "1/0"}}
    was = {"kind": "computed", "formula": "c1 + c2"}
    answer = done(Person(whole, "designer").api("POST", f"/api/drafts/{DRAFT}/operations", {"base": 0, "operations": [{**operation, "was": was}]}))
    (problem,) = (p for p in answer["problems"] if p["code"] == "formula.div0")
    assert (problem["severity"], problem["place"]) == ("warning", "f_kn/s1/r1:c3")


def test_nu_11_nu_12_nu_14_un_14_what_is_typed_in_a_figure(whole: Flask) -> None:
    filling = Filling(whole)
    expected(NUMBERS["NU-11"], filling.save(m1=NUMBERS["NU-11"]["send"]["value"]))
    expected(UNICODE["UN-14"], filling.save(m1=UNICODE["UN-14"]["send"]["value"]))
    expected(NUMBERS["NU-12"], filling.save(m1={"raw": NUMBERS["NU-12"]["send"]["value"]}))
    assert filling.values()["r1:m1"] == {"raw": "1.234"}, "shown back as it was typed"
    with pytest.raises(KhuonError) as refused:
        parse_vi(NUMBERS["NU-12"]["send"]["value"])
    assert refused.value.code == NUMBERS["NU-12"]["expect"]["code"]


@pytest.mark.parametrize("text", ["١٢", "１２", "१२", "Ⅻ", "²", "1e3", "0x10", "1_000", "+1", " 1", "1 ", "1.", ".5", "--1", "1-", "−1", "NaN", "Infinity", "1\u200b", "\u202e12", "1,5", "٠", "𝟙", "007", "1" * 43])
def test_digits_of_other_kinds(whole: Flask, text: str) -> None:
    answer = Person(whole, "clerk_a").api("PATCH", REPORT, {"cells": {"r1:c1": {"to": text, "was": None}}}, AT_ZERO)
    assert answer.status_code == 422
    assert answer.get_json()["code"] in {"cell.not_a_number", "number.too_long", "text.control_character"}


@pytest.mark.parametrize("literal", ["1e-400", "-0.0000001e-399", "4.9e-325", "1e400", "-1e999", "0e999999", "1e5", "-0.0", "9" * 20, "[1]", '{"s":"?"}', '{"raw":1}', '{"t":1}', '{"d":"2026-13-01"}', '{"op":"gt","a":"1e3"}'])
def test_literals_of_other_kinds_never_become_a_figure(whole: Flask, literal: str) -> None:
    clerk = Person(whole, "clerk_a")
    answer = clerk.api("PATCH", REPORT, raw=f'{{"cells":{{"r1:c1":{{"to":{literal},"was":null}}}}}}'.encode(), headers=AT_ZERO)
    assert answer.status_code in {400, 422}
    assert answer.get_json()["code"] in {"cell.not_a_number", "number.not_finite", "number.scale", "cell.shape", "cell.not_a_date"}


def test_nu_16_a_share_over_a_hundred_and_a_negative_area(whole: Flask) -> None:
    sent, filling = NUMBERS["NU-16"]["send"]["values"], Filling(whole)
    found = filling.codes(filling.save(p1=str(sent["TY_LE"]), a1=str(sent["DIEN_TICH"]), m1="1"))
    assert (found["r1:p1"], found["r1:a1"]) == ("cell.out_of_range", "cell.negative")
    assert filling.values()["r1:p1"] == "101", "kept as typed"
    refused = filling.clerk.api("POST", f"/api/submissions/{filling.report}/check", {"reasons": {}})
    assert (refused.status_code, refused.get_json()["code"]) == (422, "submission.has_errors"), "and it does not go on its way"


def test_nu_19_days_that_are_none_and_days_before_1900(whole: Flask) -> None:
    good, *wrong = NUMBERS["NU-19"]["send"]["values"]["NGAY"]
    filling = Filling(whole)
    for day in wrong:
        expected(NUMBERS["NU-19"], filling.save(n1={"d": day}))
    assert "r1:n1" not in filling.codes(filling.save(n1={"d": good}, m1="1", a1="1"))
    book = openpyxl.load_workbook(io.BytesIO(filling.clerk.get(f"/bao-cao/{filling.report}/f_kn/tai/xlsx").data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if "31/12/1899" in str(cell.value)]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


# ---------------------------------------------------------------- unicode


def test_un_06_a_file_name_that_is_turned_around(whole: Flask) -> None:
    name = UNICODE["UN-06"]["send"]["filename"]
    clerk, designer = Person(whole, "clerk_a"), Person(whole, "designer")
    expected(UNICODE["UN-06"], clerk.api("POST", "/api/submissions/s_g_kn_u_33_A/files", {"name": name, "content": base64.b64encode(b"x").decode()}))
    sent = {"package": (io.BytesIO(write_package(documents_of("g_new"))), name), "csrf_token": designer.token()}
    expected(UNICODE["UN-06"], designer.client.post("/api/packages", data=sent, headers=API))


def test_un_09_text_of_an_old_font_is_noticed_and_kept(whole: Flask) -> None:
    value, filling = UNICODE["UN-09"]["send"]["value"], Filling(whole)
    answer = filling.save(t1={"t": value}, m1="1", a1="1")
    expected(UNICODE["UN-09"], answer)
    (finding,) = (item for item in answer.get_json()["failures"] if item["cells"] == ["r1:t1"])
    assert (finding["code"], finding["severity"]) == (UNICODE["UN-09"]["expect"]["code"], "warning")
    assert "“Hà Nội”" in json.dumps(finding, ensure_ascii=False)
    assert filling.values()["r1:t1"] == {"t": value}


@pytest.mark.parametrize(
    ("text", "reading"),
    [("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"), ("§¬n kh¸ng c¸o", "Đơn kháng cáo"), ("UBND x· Lý Th\u00adêng KiÖt", "UBND xã Lý Thường Kiệt"),
     *((text, "") for text in ("Cộng hoà xã hội chủ nghĩa Việt Nam", "café", "naïve façade", "5µg", "Panadol®", "«Tên»", "2×3", "×", "Müller", "thé", "Văn bản §5", "São Paulo", "", "m²/ngày"))],
)  # fmt: skip
def test_the_old_font_and_what_only_looks_like_it(text: str, reading: str) -> None:
    assert old_reading(text) == reading


def test_un_11_un_12_tables_with_a_mark_at_their_beginning() -> None:
    for name in ("UN-11", "UN-12"):
        assert read_back(bytes.fromhex(UNICODE[name]["send"]["hex"])) == [[["ma"]]]
    for data in (b"\xff\xfe\x00", b"\xfe\xff\xd8\x00", b"\x80abc"):
        with pytest.raises(KhuonError) as refused:
            read_back(data)
        assert refused.value.code == "renderer.not_a_table_file"
