"""Handing in, looking and correcting: what the pages and the API answer, and to whom."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask

from designer.importing import sources
from tests.designer.importing_pages.conftest import upload
from tests.people import Person, code_of


def state(who: Person, source: str) -> dict[str, Any]:
    answer = who.api("GET", f"/api/imports/{source}")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: dict[str, Any] = answer.get_json()
    return found


def say(who: Person, source: str, *gesture: dict[str, Any]) -> Any:
    return who.api("POST", f"/api/imports/{source}/said", {"gesture": list(gesture)})


def role(area: list[int], name: str, value: str = "") -> dict[str, Any]:
    return {"kind": "role", "sheet": 0, "area": area, "role": name, "value": value}


def test_the_page_shows_original_findings_and_form(designer: Person, source_id: str) -> None:
    shown = state(designer, source_id)
    assert [(f["place"], f["level"]) for f in shown["findings"]] == [
        ("Biểu 1!A1:C1", "sure"), ("Biểu 1!B3", "sure"), ("Biểu 1!A6:C6", "guess"),
    ]  # fmt: skip
    assert [(item["place"], item["text"], item["passed"]) for item in shown["left"]] == [
        ("Biểu 1!A7", "xyz 12", False), ("Biểu 1!C8", "THỦ TRƯỞNG", False),
    ]  # fmt: skip
    form = shown["forms"][0]
    assert [column["label"] for column in form["sections"][0]["columns"]] == ["Đơn vị", "Số lượt", "Ghi chú"]
    assert form["unit_line"] == "Đơn vị tính: Lượt"
    sheet = designer.api("GET", f"/api/imports/{source_id}/sheets/0").get_json()
    assert sheet["merges"] == [[0, 0, 0, 2]]
    assert [5, 1, "0"] in [cell[:3] for cell in sheet["cells"]]
    assert "FFFF00" in {style["fill"] for style in sheet["styles"]}
    page = designer.get(f"/thiet-ke/nhap-bieu/{source_id}").get_data(as_text=True)
    assert "Tæng" in page, "converted letters are told with what stood in the file"


def test_a_correction_is_read_at_once_kept_and_taken_back(designer: Person, source_id: str) -> None:
    answer = say(designer, source_id, role([6, 0, 6, 0], "footnote")).get_json()
    assert [item["place"] for item in answer["left"]] == ["Biểu 1!C8"]
    assert answer["said"][0][0]["place"] == "Biểu 1!A7"
    assert state(designer, source_id) == answer, "a reload shows the same"
    back = designer.api("POST", f"/api/imports/{source_id}/undo", {}).get_json()
    assert (len(back["left"]), back["said"], back["redo"]) == (2, [], 1)
    assert designer.api("POST", f"/api/imports/{source_id}/redo", {}).get_json() == answer
    assert code_of(designer.api("POST", f"/api/imports/{source_id}/redo", {})) == "source.nothing_to_redo"


def test_a_guess_is_called_right_and_a_place_passed_over(designer: Person, source_id: str) -> None:
    gesture = ({"kind": "sure", "sheet": 0, "area": [5, 0, 5, 2], "role": "row"}, {"kind": "pass", "sheet": 0, "area": [6, 0, 6, 0]})
    answer = say(designer, source_id, *gesture).get_json()
    assert [f["confirmed"] for f in answer["findings"]] == [False, False, True]
    assert all(f["level"] == "sure" for f in answer["findings"])
    assert [item["passed"] for item in answer["left"]] == [True, False], "what is passed over stays listed"


@pytest.mark.parametrize(
    ("gesture", "code"),
    [
        (role([0, 0, 99, 0], "row"), "source.outside"),
        (role([0, 0, 0, 0], "tiêu đề"), "json.schema"),
        ({"kind": "role", "sheet": 0, "area": [0, 0, 0]}, "json.schema"),
        ({"kind": "role", "sheet": -1, "area": [0, 0, 0, 0]}, "json.schema"),
        ({"kind": "role", "sheet": 0, "area": [0, 0, 0, 0], "by": "x"}, "json.unknown_key"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_by_name(designer: Person, source_id: str, gesture: dict[str, Any], code: str) -> None:
    before = state(designer, source_id)
    answer = say(designer, source_id, gesture)
    assert (answer.status_code, code_of(answer)) == (422, code)
    assert state(designer, source_id) == before


def test_nothing_broken_bytes_and_large_files_are_refused_in_words(designer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def sent(data: bytes) -> Any:
        fields = {"csrf_token": designer.token(), "file": (io.BytesIO(data), "a.xlsx")}
        return designer.client.post("/thiet-ke/nhap-bieu", data=fields, headers={"Accept": "text/html"}, content_type="multipart/form-data")

    refused = sent(b"MZ not a workbook")
    assert refused.status_code == 422
    assert "Chưa đọc được" in refused.get_data(as_text=True)
    assert code_of(upload(designer, b"MZ")) == "package.workbook"
    nothing = designer.post("/thiet-ke/nhap-bieu", {})
    assert (nothing.status_code, "source.nothing" in nothing.get_data(as_text=True)) == (422, True)
    monkeypatch.setattr(sources, "MAX_FILE", 100)
    large = upload(designer, b"PK" + b"0" * 200)
    assert (large.status_code, code_of(large)) == (413, "source.too_large")
    assert "a.xlsx" not in designer.get("/thiet-ke/nhap-bieu").get_data(as_text=True)


def test_a_name_with_markup_is_a_name(designer: Person) -> None:
    answer = upload(designer, name='..\\a/<img src=x onerror="alert(1)">.xlsx')
    page = designer.get(answer.get_json()["address"]).get_data(as_text=True)
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror" in page
    listed = designer.get("/thiet-ke/nhap-bieu").get_data(as_text=True)
    assert "<img" not in listed.split("<main")[1]


def test_a_pasted_block_is_a_source_too_and_its_bytes_come_back_as_a_file(designer: Person) -> None:
    body = {"html": (io.BytesIO(b"<table><tr><td>x</td></tr></table>"), "p"), "text": (io.BytesIO(b"x"), "t")}
    headers = {"Accept": "application/json", "X-CSRFToken": designer.token()}
    answer = designer.client.post("/api/imports", data=body, headers=headers, content_type="multipart/form-data")
    source = answer.get_json()["id"]
    assert "Bảng dán" in designer.get("/thiet-ke/nhap-bieu").get_data(as_text=True)
    original = designer.get(f"/thiet-ke/nhap-bieu/{source}/goc")
    assert original.data == b"<table><tr><td>x</td></tr></table>"
    assert original.headers["Content-Disposition"].startswith("attachment")
    assert original.mimetype == "application/octet-stream"


def test_a_source_is_thrown_away_when_nobody_took_it(designer: Person, source_id: str) -> None:
    assert designer.post(f"/thiet-ke/nhap-bieu/{source_id}/bo").status_code == 302
    assert designer.api("GET", f"/api/imports/{source_id}").status_code == 404


def test_a_sheet_that_is_not_there_is_nothing(designer: Person, source_id: str) -> None:
    for number in ("2", "-1", "1e1", "٣", "9" * 50):
        assert designer.api("GET", f"/api/imports/{source_id}/sheets/{number}").status_code == 404


def test_another_agency_sees_nothing_and_a_leader_only_looks(app: Flask, source_id: str) -> None:
    foreign, leader = Person(app, "designer_nv"), Person(app, "leader")
    for method, path in (("GET", ""), ("GET", "/sheets/0"), ("POST", "/said"), ("POST", "/undo"), ("POST", "/accept")):
        body = {"gesture": [role([0, 0, 0, 0], "title")]} if path == "/said" else {} if method == "POST" else None
        assert foreign.api(method, f"/api/imports/{source_id}{path}", body).status_code == 404, path
    for path in ("", "/goc"):
        assert foreign.get(f"/thiet-ke/nhap-bieu/{source_id}{path}").status_code == 404
    assert leader.api("GET", f"/api/imports/{source_id}").status_code == 200
    assert leader.api("POST", f"/api/imports/{source_id}/undo", {}).status_code == 403
