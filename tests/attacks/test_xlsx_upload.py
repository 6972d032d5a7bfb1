"""Class xlsx_upload at the door of annexes: refused with status and code, and nothing is kept."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import func, select

from runtime.store import session
from runtime.store.models import ImportSource
from tests.people import API, Person
from tests.runtime.workbooks.made import plain, sheet_xml, with_part

ROW = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'


def kept(app: Flask) -> int:
    with app.app_context():
        return session().scalar(select(func.count()).select_from(ImportSource)) or 0


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        pytest.param(with_part("xl/big.bin", b"\0" * (210 << 20)), 413, "file.unpacked_too_large", id="XU-01"),
        pytest.param(sheet_xml(ROW * 30_000), 413, "file.too_many_rows", id="XU-02"),
        pytest.param(sheet_xml(head=b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'), 422, "file.xml_forbidden", id="XU-04"),
        pytest.param(with_part("../../x", b"x"), 422, "file.malformed", id="XU-09"),
        pytest.param(with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), 422, "file.external_link", id="XU-11"),
        pytest.param(b"<html></html>", 422, "file.type", id="XU-14"),
        pytest.param(plain()[:200], 422, "file.malformed", id="cut off"),
    ],
)  # fmt: skip
def test_refused_and_nothing_kept(whole: Flask, data: bytes, status: int, code: str) -> None:
    who, before = Person(whole, "designer"), kept(whole)
    headers = {**API, "X-CSRFToken": who.token()}
    answer = who.client.post("/api/imports", data={"file": (BytesIO(data), "a.xlsx")}, headers=headers)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert kept(whole) == before
