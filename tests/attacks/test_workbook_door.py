"""Classes xlsx_upload, numbers, unicode, oversize, race_replay and stored_xss at the door of a form's own workbook."""

from __future__ import annotations

import base64
import json
import random
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from runtime.filling import workbooks
from runtime.formbooks.writing import form_book
from runtime.store import session
from runtime.store.models import Submission
from runtime.submissions.opened import Opened
from runtime.workbooks.contents import read_contents
from tests.attacks.payloads import expected, of_class
from tests.people import Person
from tests.runtime.formbooks.files import body, edited, places, spot
from tests.runtime.workbooks.made import plain, sheet_xml, with_part

REPORT = "s_g_kn_u_33_A"
FORM = f"/api/submissions/{REPORT}/forms/f_kn"
UPLOADS, NUMBERS, UNICODE = of_class("xlsx_upload"), of_class("numbers"), of_class("unicode")
ROW = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
LAUGHS = b"<!DOCTYPE l [" + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 9) for n in range(1, 9)) + b"]>"


def taken_away(app: Flask) -> bytes:
    with app.app_context():
        return form_book(Opened(session(), session().get(Submission, REPORT)), "f_kn", with_values=True, who="p")


def stored(app: Flask) -> tuple[str, int]:
    with app.app_context():
        (form,) = session().get(Submission, REPORT).forms
        return form.document, form.version


def preview(who: Person, data: bytes, name: str = "01.xlsx") -> Any:
    return who.api("POST", f"{FORM}/workbook/preview", body(data, name))


def take(who: Person, data: bytes, **more: Any) -> Any:
    version = who.api("GET", FORM).get_json()["version"]
    return who.api("POST", f"{FORM}/workbook", body(data, dry_run=False, **more), {"If-Match": str(version)})


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of our own are read in this process: many of them, and the process of its own is tested with the hostile ones."""
    monkeypatch.setattr(workbooks, "read_filled", read_contents)


def refused(app: Flask, attack: dict[str, Any], data: bytes) -> None:
    """The attack is answered as the payload file says, by both doors, and nothing is stored."""
    who, before = Person(app, "clerk_a"), stored(app)
    expected(attack, preview(who, data))
    expected(attack, take(who, data))
    assert stored(app) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("XU-01", lambda: with_part("xl/big.bin", b"\0" * (210 << 20)), id="XU-01"),
        pytest.param("XU-02", lambda: sheet_xml(ROW * 30_000), id="XU-02"),
        pytest.param("XU-04", lambda: sheet_xml(head=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'), id="XU-04"),
        pytest.param("XU-06", lambda: sheet_xml(head=LAUGHS), id="XU-06"),
        pytest.param("XU-07", lambda: sheet_xml(head=b'<!DOCTYPE x [<!ENTITY e "' + b"x" * 100_000 + b'">]>'), id="XU-07"),
        pytest.param("XU-09", lambda: with_part("../../x", b"x"), id="XU-09"),
        pytest.param("XU-11", lambda: with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), id="XU-11"),
        pytest.param("XU-14", lambda: b"<html></html>", id="XU-14"),
    ],
)
def test_files_that_are_no_workbooks(whole: Flask, name: str, data: Any) -> None:
    refused(whole, UPLOADS[name], data())


def test_xu_12_xu_16_xu_17_cells_that_are_not_what_they_seem(whole: Flask, here: None) -> None:
    who, data, before = Person(whole, "clerk_a"), taken_away(whole), stored(whole)

    def hide(book: Any, where: Any) -> None:
        cell = spot(book, where["r1:c1"])
        cell.value = 7
        cell.parent.row_dimensions[cell.row].hidden = True

    cases = [(UPLOADS["XU-12"], edited(data, {"r1:c1": "=1+1"})), (UPLOADS["XU-16"], edited(data, more=hide))]
    cases += [(UPLOADS["XU-17"], edited(data, {"r1:c1": text})) for text in UPLOADS["XU-17"]["send"]["args"]["values"][1:]]
    for attack, file in cases:
        (told,) = preview(who, file).get_json()["refusals"]
        assert (told["code"], "!" in told["place"]) == (attack["expect"]["code"], True)
        expected(attack, take(who, file)) if attack["id"] != "XU-16" else None
        assert take(who, file).get_json()["code"] == attack["expect"]["code"]
    readings = [one["text"] for one in preview(who, edited(data, {"r1:c1": "1,234.5"})).get_json()["refusals"][0]["proposals"]]
    assert readings[:2] == ["1,2345", "1.234,5"], "both readings are shown"
    assert stored(whole) == before


NO_FIGURES = ["1e3", "١٢", "１２", "²", "Ⅻ", "0x10", "1_000", "--1", "NaN", "Infinity", "1\u200b", "#DIV/0!", "TRUE", "12:30", "1/2", "'5", "=", "<script>1</script>"]


def test_what_is_no_figure_never_becomes_one(whole: Flask, here: None) -> None:
    who, data, before = Person(whole, "clerk_a"), taken_away(whole), stored(whole)
    for text in NO_FIGURES:
        answer = take(who, edited(data, {"r1:c1": text}))
        assert answer.status_code == 422, text
        assert answer.get_json()["code"] in {"cell.not_a_number", "workbook.error_value", "workbook.date_in_number", "file.formula_in_input"}, text
    assert stored(whole) == before


@pytest.mark.parametrize("literal", ["NaN", "-1e400", "1E+300", "9" * 400, "12345678901234567890", "-1", "0.5"])
def test_numbers_in_the_file_that_a_cell_cannot_hold(whole: Flask, literal: str) -> None:
    """NU-01, NU-02, NU-06, NU-16: the digits of a number cell are written into the part of the sheet itself."""
    data = edited(taken_away(whole), {"r1:c1": 424242})
    sheet = next(name for name in _parts(data) if name.startswith("xl/worksheets/") and b"424242" in _parts(data)[name])
    file = with_part(sheet, _parts(data)[sheet].replace(b"424242", literal.encode()), data)
    who, before = Person(whole, "clerk_a"), stored(whole)
    answer = take(who, file)
    assert answer.status_code == 422
    assert answer.get_json()["code"] in {"cell.not_a_number", "workbook.digits", "cell.negative", "number.scale", "number.too_long", "file.malformed"}
    assert take(who, file, take={"r1:c1": 0}).status_code in {200, 422}
    values = json.loads(stored(whole)[0]).get("values", {})
    assert values == {} or values["r1:c1"] in {"12345678901234567890", "-1", "0.5", "1"}
    assert stored(whole)[1] >= before[1]


def _parts(data: bytes) -> dict[str, bytes]:
    from zipfile import ZipFile

    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_nu_06_twenty_digits_written_as_text_are_exact(whole: Flask, here: None) -> None:
    who = Person(whole, "clerk_a")
    assert take(who, edited(taken_away(whole), {"r1:c1": "12.345.678.901.234.567.890"})).status_code == 200
    assert json.loads(stored(whole)[0])["values"]["r1:c1"] == "12345678901234567890"
    assert preview(who, taken_away(whole)).get_json()["changes"] == [], "and come back as they are"


def test_unicode(whole: Flask, here: None) -> None:
    """UN-01 composed on the way in, UN-06 names that hide, UN-09 old fonts noticed and kept, direction marks refused."""
    who, data = Person(whole, "clerk_a"), taken_away(whole)
    expected(UNICODE["UN-06"], preview(who, data, UNICODE["UN-06"]["send"]["filename"]))
    old = UNICODE["UN-09"]["send"]["value"]
    (change,) = preview(who, edited(data, {"r1:c4": old})).get_json()["changes"]
    assert (change["to"], change["marks"][0]["code"]) == ({"t": old}, UNICODE["UN-09"]["expect"]["code"])
    (turned,) = preview(who, edited(data, {"r1:c4": "a\u202eb"})).get_json()["refusals"]
    assert turned["code"] == "text.control_character"
    assert take(who, edited(data, {"r1:c4": UNICODE["UN-01"]["send"]["b"]})).status_code == 200
    assert json.loads(stored(whole)[0])["values"]["r1:c4"] == {"t": UNICODE["UN-01"]["send"]["a"]}


def test_oversize(whole: Flask) -> None:
    who, data = Person(whole, "clerk_a"), taken_away(whole)
    (long,) = preview(who, edited(data, {"r1:c4": "x" * 30_000})).get_json()["refusals"]
    assert (long["code"], len(long["typed"])) == ("cell.too_long", 200)
    assert preview(who, edited(data, {"r1:c1": "9" * 30_000})).get_json()["refusals"][0]["code"] == "number.too_long"
    big = who.api("POST", f"{FORM}/workbook/preview", raw=json.dumps({"name": "a.xlsx", "content": "A" * (17 << 20)}).encode())
    assert (big.status_code, big.get_json()["code"]) == (413, "http.too_large")
    for content in ("", "?", "UEsDBA=="):
        assert who.api("POST", f"{FORM}/workbook/preview", {"name": "a.xlsx", "content": content}).status_code == 422


def test_race_and_replay(whole: Flask, here: None) -> None:
    """Sent twice it happens once; two files of two clerks are put together cell by cell, and what both changed is refused."""
    who, data = Person(whole, "clerk_a"), taken_away(whole)
    first, second = edited(data, {"r1:c1": 3}), edited(data, {"r1:c2": 4})
    assert [take(who, first).get_json()["taken"], take(who, first).get_json()["taken"]] == [1, 0]
    assert take(Person(whole, "head_a"), second).get_json()["taken"] == 1
    values = json.loads(stored(whole)[0]).get("values", {})
    assert (values["r1:c1"], values["r1:c2"], values["r1:c3"]) == ("3", "4", "7")
    clash = take(who, edited(data, {"r1:c1": 5}))
    assert (clash.status_code, clash.get_json()["code"]) == (409, "workbook.clash")
    assert json.loads(stored(whole)[0])["values"] == values


TEXTS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '=HYPERLINK("http://x.example","xem")', "+1", "@SUM(1)", "javascript:alert(1)"]


@pytest.mark.parametrize("text", TEXTS)
def test_stored_xss_and_formulas_stay_text(whole: Flask, here: None, text: str) -> None:
    who, data = Person(whole, "clerk_a"), taken_away(whole)

    def as_text(book: Any, where: Any) -> None:
        cell = spot(book, where["r1:c4"])
        cell.value, cell.data_type = text, "s"

    file = edited(data, more=as_text)
    answer = preview(who, file, f"{text[:20].replace('/', '')}.xlsx")
    assert (answer.status_code, answer.mimetype, answer.headers["X-Content-Type-Options"]) == (200, "application/json", "nosniff")
    assert answer.get_json()["changes"][0]["to"] == {"t": text}
    assert take(who, file).get_json()["taken"] == 1
    assert preview(who, taken_away(whole)).get_json()["counts"]["changes"] == 0, "taken away again and brought back it is the same text"


def test_a_hidden_sheet_that_somebody_rewrote_is_never_a_failure(whole: Flask, here: None) -> None:
    """The hidden sheet is a claim like any other: sixty damaged ones are refused or harmless."""
    who, data, dice = Person(whole, "clerk_a"), taken_away(whole), random.Random(5)
    words = ["", "khuon-workbook/1", "__proto__", "r1", "r9:c9", "table", "row", "column", "=1", "9" * 30, "ZZZZZ", "-1", "r1#k1", "@label", "\u202e", "f_nv", "u_33_B", "x" * 40]
    before = stored(whole)
    for _ in range(60):

        def damage(book: Any, _: Any) -> None:
            sheet = book["_khuon"]
            for _ in range(dice.randint(1, 6)):
                sheet.cell(dice.randint(1, sheet.max_row), dice.randint(1, 4)).value = dice.choice(words)

        answer = preview(who, edited(data, {"r1:c1": 5}, damage))
        assert answer.status_code in {200, 404, 422}, answer.get_data(as_text=True)
        assert "Traceback" not in answer.get_data(as_text=True)
    assert stored(whole) == before


def test_a_plain_workbook_is_not_guessed(whole: Flask) -> None:
    answer = preview(Person(whole, "clerk_a"), plain())
    assert (answer.status_code, answer.get_json()["code"]) == (422, "workbook.not_ours")
    assert "Tải tệp Excel" in answer.get_json()["problems"][0]["hint"]
    assert load_workbook(BytesIO(base64.b64decode(body(plain())["content"]))).sheetnames == ["Sheet"]
    assert places(taken_away(whole))
