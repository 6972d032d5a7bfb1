"""A package looked at before it is taken in, the choices, the way round between installations, and copies of a regime."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from designer.app import create_app
from designer.regimes.cloning import in_formula
from metadata.canonical import digest
from metadata.package import ABOUT, read_documents, write_package
from runtime.store import session
from runtime.store.models import Audit, Draft, PackageUpload, Regime
from tests.application import settings
from tests.designer.samples import template
from tests.people import Person

People = Callable[..., Person]


def upload(who: Person, documents: dict[str, Any], facts: dict[str, str] | None = None) -> str:
    """Send a package on the page; the address of its preview."""
    body = {"package": (io.BytesIO(write_package(documents, facts)), "C:/tai lieu/mau.khuon"), "csrf_token": who.token()}
    answer = who.client.post("/thiet-ke/nhap-goi", data=body, headers={"Accept": "text/html"}, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def take(who: Person, at: str, **chosen: str) -> str:
    """Take it in; the id of the draft."""
    answer = who.post(at, {**named(at), **{key.replace("doc_", "doc-", 1): value for key, value in chosen.items()}})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return str(answer.headers["Location"]).rsplit("/", 1)[-1]


def named(at: str) -> dict[str, str]:
    """The field that says which package a choice is about."""
    return {"package": at.rsplit("=", 1)[-1]}


def body_of(app: Flask, draft_id: str) -> dict[str, Any]:
    with app.app_context():
        return dict(json.loads(session().get_one(Draft, draft_id).body))


def renamed(label: str) -> dict[str, Any]:
    documents = template()
    documents["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c1"]["label"] = label
    return documents


def test_nothing_is_written_by_looking(app: Flask, person: People) -> None:
    who = person("designer")
    at = upload(who, template(), {"no": "3", "regime": "THU"})
    page = who.get(at).get_data(as_text=True)
    assert "Chưa có chế độ này" in page
    assert "bản ban hành số 3" in page
    assert "mau.khuon" in page
    assert "tai lieu" not in page
    with app.app_context():
        assert session().get(Regime, "g_thu") is None
    # A package is seen by nobody but who sent it.
    assert person("designer2").get(at).status_code == 410
    draft_id = take(who, at, way="new")
    assert body_of(app, draft_id) == template()
    assert who.get(at).status_code == 410
    with app.app_context():
        assert session().scalar(select(func.count()).select_from(PackageUpload)) == 0


def test_differences_are_told_and_go_into_the_open_draft_as_one_change(app: Flask, person: People, draft_id: str) -> None:
    who = person("designer")
    documents = renamed("Tổng số đơn trong kỳ")
    del documents["l_01xld"]
    at = upload(who, documents)
    page = who.get(at).get_data(as_text=True)
    assert "So với bản thảo đang mở" in page
    assert "Tổng số đơn trong kỳ" in page
    assert "Gói không có" in page
    assert take(who, at, way="draft") == draft_id
    after = body_of(app, draft_id)
    assert after["f_01xld"] == documents["f_01xld"]
    # What the package does not have stays unless it is said to go.
    assert after["l_01xld"] == template()["l_01xld"]
    assert who.api("POST", f"/api/drafts/{draft_id}/undo", {}).status_code == 200
    assert body_of(app, draft_id) == template()


def test_every_document_can_be_kept_or_taken(app: Flask, person: People, draft_id: str) -> None:
    who = person("designer")
    documents = renamed("Khác")
    documents["k_01xld"]["items"]["k1"]["severity"] = "warning"
    del documents["x_01xld"]
    take(who, upload(who, documents), way="draft", doc_f_01xld="ours", doc_x_01xld="theirs")
    after = body_of(app, draft_id)
    assert after["f_01xld"] == template()["f_01xld"]
    assert after["k_01xld"]["items"]["k1"]["severity"] == "warning"
    assert "x_01xld" not in after


def test_what_is_in_the_way_is_said_and_the_choices_stay(app: Flask, person: People, draft_id: str) -> None:
    who = person("designer")
    documents = template()
    documents["d_loai"] = {**documents["i_don"], "id": "d_loai"}
    documents["i_don"] = {**documents["i_don"], "disaggregations": []}
    at = upload(who, documents)
    assert "Trùng mã, khác loại" in who.get(at).get_data(as_text=True)
    other = person("designer_nv")
    there = upload(other, template())
    page = other.get(there).get_data(as_text=True)
    assert "chỉ nhập được thành bản sao riêng" in page
    refused = other.post(there, {**named(there), "way": "draft"})
    assert refused.status_code == 422
    taken = other.post(there, {**named(there), "way": "copy", "code": "G_THU", "name": "Tên tôi đặt"})
    assert (taken.status_code, "Tên tôi đặt" in taken.get_data(as_text=True)) == (409, True)
    copy = take(other, there, way="copy", code="THU-NV", name="Tên tôi đặt")
    after = body_of(app, copy)
    assert (after["g_thu_nv"]["code"], after["g_thu_nv"]["receiver"], after["g_thu_nv"]["forms"]) == ("THU-NV", "u_33_NV", ["f_01xld_thu_nv"])
    assert after["k_01xld_thu_nv"]["form"] == "f_01xld_thu_nv"
    # Indicators and lists are the same ones everywhere.
    assert after["i_don"] == template()["i_don"]


def test_a_package_of_another_language_is_refused_by_name(person: People) -> None:
    who = person("designer")
    documents = template()
    documents["f_01xld"]["spec"] = "form/2"
    body = {"package": (io.BytesIO(write_package(documents)), "a.khuon"), "csrf_token": who.token()}
    answer = who.client.post("/thiet-ke/nhap-goi", data=body, headers={"Accept": "text/html"}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "template.spec_unknown" in answer.get_data(as_text=True)


def test_out_of_one_installation_into_another_and_out_again_is_the_same(app: Flask, person: People, draft_id: str, filled_store: Path, tmp_path: Path) -> None:
    first = person("designer").get(f"/thiet-ke/{draft_id}/goi").data
    path = tmp_path / "other.sqlite3"
    shutil.copy(filled_store, path)
    other = create_app(settings(f"sqlite:///{path}"))
    try:
        there = Person(other, "designer")
        taken = take(there, upload(there, read_documents(first)), way="new")
        second = there.get(f"/thiet-ke/{taken}/goi").data
    finally:
        other.extensions["khuon.store"].close()
    assert {key: digest(body) for key, body in read_documents(second).items()} == {key: digest(body) for key, body in read_documents(first).items()}


def test_a_package_can_be_read_by_people(person: People, draft_id: str) -> None:
    data = person("designer").get(f"/thiet-ke/{draft_id}/goi").data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read(ABOUT).decode()
    assert "Chế độ báo cáo: Chế độ thử" in text
    assert "01/XLD  TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN" in text
    assert "Xuất từ: bản thảo, thao tác 0" in text


def test_a_regime_is_cloned_with_ids_of_its_own(app: Flask, person: People, draft_id: str) -> None:
    who = person("designer")
    at = "/thiet-ke/che-do/g_thu/nhan-ban"
    assert "Bản thảo đang soạn" in who.get(at).get_data(as_text=True)
    answer = who.post(at, {"source": "draft", "code": "THU/2027", "name": "Chế độ thử 2027"})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    copy_id = str(answer.headers["Location"]).rsplit("/", 1)[-1]
    after = body_of(app, copy_id)
    assert sorted(after) == ["d_loai", "f_01xld_thu_2027", "g_thu_2027", "i_don", "k_01xld_thu_2027", "l_01xld_thu_2027", "x_01xld_thu_2027"]
    assert all(body["id"] == key for key, body in after.items())
    assert after["f_01xld_thu_2027"]["sections"] == template()["f_01xld"]["sections"]
    assert {after[key]["form"] for key in after if "form" in after[key]} == {"f_01xld_thu_2027"}
    told = who.api("GET", f"/api/drafts/{copy_id}/history").get_json()["points"]
    assert [point["name"] for point in told] == ["Nhân bản từ G_THU, bản thảo (thao tác 0)"]
    with app.app_context():
        line = session().query(Audit).filter_by(action="regime.clone").one()
        assert json.loads(line.facts)["from"] == "g_thu"
    assert who.post(at, {"source": "draft", "code": "THU/2027", "name": "Trùng"}).status_code == 409
    assert who.post(at, {"source": "release", "code": "THU/2028", "name": "Chưa ban hành"}).status_code == 422
    assert person("designer_nv").get(at).status_code == 404


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("c11 == form(f_02xld, c9)", "c11 == form(f_2, c9)"),
        ("prev(form( f_02xld , r1.c9))", "prev(form( f_2 , r1.c9))"),
        ("biểu(f_02xld; c9) + f_02xld", "biểu(f_2; c9) + f_02xld"),
        ("form(f_03xld, c9) + my_form(f_02xld, c1)", "form(f_03xld, c9) + my_form(f_02xld, c1)"),
    ],
)
def test_formulas_follow_their_forms(text: str, copied: str) -> None:
    assert in_formula(text, {"f_02xld": "f_2"}) == copied
