"""Classes sheet_injection and stored_xss at the doors that give files: what was typed is text in every one of them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest
from flask import Flask

from renderers.csv import read_back
from runtime.store import session
from runtime.store.models import Submission
from tests.attacks import hostile
from tests.attacks.hostile import MARKUP, SHEET
from tests.attacks.payloads import built, expected, of_class
from tests.attacks.publishing import PERIOD, done, send
from tests.attacks.test_stored_xss_renderers import Shape
from tests.people import Person

ACTIVE = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "math", "svg", "a", "style", "meta"}


@pytest.fixture
def files(whole: Flask) -> dict[str, Any]:
    """Every download of the unit's report and of the consolidated one, by name."""
    report = hostile.world(whole)
    send(whole, report)
    receiver, clerk = Person(whole, "receiver"), Person(whole, "clerk_a")
    done(receiver.api("POST", f"/api/submissions/{report}/accept", {}))
    with whole.app_context():
        collection = session().get_one(Submission, report).collection_id
    done(receiver.api("POST", f"/api/collections/{collection}/consolidate", {}))
    ways = {"unit": (clerk, f"/bao-cao/{report}/f_kn/tai"), "all": (receiver, f"/tong-hop/g_kn/{PERIOD}/f_kn/tai")}
    found = {}
    for kind, (person, path) in ways.items():
        for output in ("xlsx", "html", "csv", "json"):
            answer = person.get(f"{path}/{output}")
            assert answer.status_code == 200, (kind, output, answer.get_data(as_text=True)[:500])
            found[f"{kind}.{output}"] = answer
    return found


def test_files_of_a_hostile_regime(files: dict[str, Any]) -> None:
    for name, answer in files.items():
        is_download(name, answer)
    workbook("unit.xlsx", files["unit.xlsx"].data, [*SHEET.values(), *MARKUP.values()])
    workbook("all.xlsx", files["all.xlsx"].data, list(MARKUP.values()))
    for name in ("unit.csv", "all.csv"):
        table(files[name].data, list(SHEET.values()) if name == "unit.csv" else [])
    for name in ("unit.html", "all.html"):
        page(name, files[name].get_data(as_text=True))
    kept = json.dumps(json.loads(files["unit.json"].data), ensure_ascii=False)
    for text in (*SHEET.values(), *MARKUP.values()):
        assert json.dumps(text, ensure_ascii=False)[1:-1] in kept


def is_download(name: str, answer: Any) -> None:
    """A file to keep, under a name of harmless letters, never looked into and never run."""
    headers = answer.headers
    said = headers["Content-Disposition"]
    assert said.startswith("attachment; "), name
    assert not set("<>|*/\\\r\n") & set(said.replace("filename*", "")), said
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def workbook(name: str, data: bytes, texts: list[str]) -> None:
    """Text is text; the only formulas are those of the template."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    values = {str(cell.value) for cell in cells if cell.data_type == "s"}
    for text in texts:
        assert any(text in value or text.strip() in value for value in values), (name, text)
    formulas = {str(cell.value) for cell in cells if cell.data_type == "f"}
    for formula in formulas:
        assert not any(word in formula for word in ("cmd", "HYPERLINK", "|", "http", "@", "1+1")), (name, formula)
    assert not [cell for cell in cells if cell.hyperlink]
    assert all(0 < len(sheet) <= 31 and not set(sheet) & set("[]:*?/\\") for sheet in book.sheetnames)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = packed.namelist()
    assert not [entry for entry in names if any(word in entry for word in ("externalLink", "connections", "vba", "embed", "hyperlink"))]


def table(data: bytes, texts: list[str]) -> None:
    """No field starts a formula, and the own reader gives back what was typed."""
    fields = [field for line in csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)) for field in line]
    assert not [field for field in fields if field.startswith(tuple("=+@\t\r＝")) or (field.startswith("-") and len(field) > 1)]
    back = {field for block in read_back(data) for line in block for field in line}
    assert set(texts) <= back


def page(name: str, html: str) -> None:
    """The saved page has no element that acts, loads or leads away."""
    shape = Shape(html)
    found = {tag for tag, _ in shape.marks} & (ACTIVE - {"style", "meta"})
    assert not found, (name, found)
    for tag, attributes in shape.marks:
        assert not [key for key, _ in attributes if key.startswith("on")], (name, tag)
        assert not [value for _, value in attributes if value and "javascript:" in value], (name, tag)
    assert MARKUP["XS-01"] in "".join(shape.text)


def test_sx_17_a_text_too_long_for_a_cell_is_refused_when_it_is_entered(whole: Flask) -> None:
    attack = of_class("sheet_injection")["SX-17"]
    clerk = Person(whole, "clerk_a")
    path = "/api/submissions/s_g_kn_u_33_A/forms/f_kn"
    body = {"cells": {"r1:c4": {"to": {"t": built(attack["send"]["value"])}, "was": None}}}
    expected(attack, clerk.api("PATCH", path, body, {"If-Match": "0"}))


def test_xs_16_markup_in_place_of_a_number(whole: Flask) -> None:
    attack = of_class("stored_xss")["XS-16"]
    clerk = Person(whole, "clerk_a")
    path = "/api/submissions/s_g_kn_u_33_A/forms/f_kn"
    answer = clerk.api("PATCH", path, {"cells": {"r1:c1": {"to": attack["send"]["value"], "was": None}}}, {"If-Match": "0"})
    expected(attack, answer)
    kept = clerk.api("PATCH", path, {"cells": {"r1:c1": {"to": {"raw": attack["send"]["value"]}, "was": None}}}, {"If-Match": "0"})
    assert kept.status_code == 200, "a draft keeps what was typed"
    refused = clerk.api("POST", "/api/submissions/s_g_kn_u_33_A/check", {})
    assert refused.status_code == 422
    assert "application/problem+json" in refused.headers["Content-Type"]
