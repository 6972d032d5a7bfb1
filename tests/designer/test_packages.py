"""Packages in and out: always a draft of the importing agency, all or nothing."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from metadata.canonical import digest
from metadata.package import read_documents, write_package
from runtime.store import session
from runtime.store.models import Draft, Regime, Release
from tests.designer.samples import template
from tests.people import Person, code_of

People = Callable[..., Person]


def send(who: Person, data: bytes, name: str = "mau.khuon") -> Any:
    body = {"package": (io.BytesIO(data), name)}
    headers = {"Accept": "application/json", "X-CSRFToken": who.token()}
    return who.client.post("/api/packages", data=body, headers=headers, content_type="multipart/form-data")


def counts(app: Flask) -> tuple[int, ...]:
    with app.app_context():
        return tuple(session().scalar(select(func.count()).select_from(model)) or 0 for model in (Regime, Draft, Release))


def zipped(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_package_becomes_a_draft_of_the_importing_agency(app: Flask, person: People) -> None:
    answer = send(person("designer_nv"), write_package(template(), {"state": "published", "approved_by": "it1"}))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    with app.app_context():
        draft = session().get_one(Draft, answer.get_json()["draft"])
        assert (draft.state, draft.author_id, draft.base_hash) == ("draft", "p_designer_nv", None)
        assert draft.regime.owner_id == "u_33_NV"
        assert json.loads(draft.body)["g_thu"]["receiver"] == "u_33_NV"
        assert session().scalar(select(func.count()).select_from(Release).where(Release.regime_id == "g_thu")) == 0


def test_what_a_package_says_of_its_own_release_is_not_read(app: Flask, person: People) -> None:
    release = {
        "spec": "release/1", "id": "r_1", "regime": "g_thu", "no": 7, "valid": {"from": "2020-Q1"}, "previous": None,
        "documents": {key: digest(value) for key, value in template().items()},
        "approvals": [{"by": "ai đó", "role": "approver", "at": "2020-01-01"}],
    }  # fmt: skip
    answer = send(person("designer"), write_package({**template(), "r_1": release}))
    assert answer.status_code == 201
    with app.app_context():
        draft = session().get_one(Draft, answer.get_json()["draft"])
        assert draft.state == "draft"
        assert "r_1" not in json.loads(draft.body)


def test_export_and_import_give_the_same_documents(app: Flask, person: People, draft_id: str) -> None:
    package = person("designer").get(f"/thiet-ke/{draft_id}/goi")
    assert read_documents(package.data) == template()
    other = send(person("designer_nv"), package.data)
    assert other.status_code == 201
    with app.app_context():
        draft = session().get_one(Draft, other.get_json()["draft"])
        # The regime belongs to another agency: it comes in under an id and a code of its own.
        assert (draft.regime_id, draft.regime.code) == ("g_thu_2", "THU")
        assert draft.regime.owner_id == "u_33_NV"


def test_one_open_draft_a_regime(person: People, draft_id: str, app: Flask) -> None:
    before = counts(app)
    answer = send(person("designer"), write_package(template()))
    assert (answer.status_code, code_of(answer)) == (409, "draft.exists")
    assert counts(app) == before


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not a zip", "package.not_a_package"),
        (zipped({"xl/workbook.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "package.workbook"),
        (zipped({"manifest.json": b"{}", "../../../evil.json": b"{}"}), "package.entry"),
        (zipped({"manifest.json": b"{}", "/evil.json": b"{}"}), "package.entry"),
        (zipped({"documents/a.json": b"{}"}), "package.missing"),
        (write_package({"g_thu": template()["g_thu"]}), "template.reference"),
        (write_package({key: body for key, body in template().items() if key != "g_thu"}), "template.no_regime"),
        (write_package({**template(), "g_thu": {**template()["g_thu"], "code": "../../x"}}), "template.code"),
        (write_package({**template(), "g_thu": {**template()["g_thu"], "status": "published"}}), "template.schema"),
    ],
)
def test_a_broken_package_is_refused_and_leaves_nothing(app: Flask, person: People, data: bytes, code: str) -> None:
    before = counts(app)
    answer = send(person("designer"), data)
    assert 400 <= answer.status_code < 500
    assert code in [problem["code"] for problem in answer.get_json()["problems"]]
    assert counts(app) == before


def test_the_page_lists_what_is_wrong(person: People) -> None:
    who = person("designer")
    body = {"package": (io.BytesIO(b"x"), "a.khuon"), "csrf_token": who.token()}
    answer = who.client.post("/thiet-ke/nhap-goi", data=body, headers={"Accept": "text/html"}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Không nhập được gói" in answer.get_data(as_text=True)
    assert who.get("/thiet-ke/nhap-goi").status_code == 200
    assert person("leader").get("/thiet-ke/nhap-goi").status_code == 403
    missing = who.post("/thiet-ke/nhap-goi")
    assert missing.status_code == 422


def test_a_new_regime_opens_an_empty_draft(app: Flask, person: People) -> None:
    who = person("designer")
    assert who.get("/thiet-ke/che-do-moi").status_code == 200
    answer = who.post("/thiet-ke/che-do-moi", {"code": "KNTC/2026", "name": "Khiếu nại, tố cáo", "kind": "periodic", "frequency": "quarter", "basis": "02/2021/TT-TTCP"})
    assert answer.status_code == 302
    assert who.get(answer.headers["Location"]).status_code == 200
    page = who.get("/thiet-ke").get_data(as_text=True)
    assert "Khiếu nại, tố cáo" in page
    assert "Khiếu nại, tố cáo" not in person("designer_nv").get("/thiet-ke").get_data(as_text=True)
    again = who.post("/thiet-ke/che-do-moi", {"code": "KNTC/2026", "name": "Trùng mã"})
    assert again.status_code == 409
    assert "Trùng mã" in again.get_data(as_text=True)
    assert who.post("/thiet-ke/che-do-moi", {"code": "../../x", "name": "Tên"}).status_code == 422
    assert who.post("/thiet-ke/che-do-moi", {"code": "X1", "name": ""}).status_code == 422
    assert person("clerk_a").get("/thiet-ke").status_code == 403


def test_a_draft_of_another_agency_is_not_started(person: People) -> None:
    assert person("designer_nv").post("/thiet-ke/che-do/g_kn/ban-thao").status_code == 404
    assert person("leader").post("/thiet-ke/che-do/g_kn/ban-thao").status_code == 403
