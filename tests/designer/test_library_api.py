"""The library over the wire: saved from a draft, pinned, a newer revision offered as sentences, packages, the pages."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from designer.library.shelf import listing, parts_of
from designer.library.starter import load_starter, starter_parts
from metadata.canonical import canonical
from metadata.documents import pins_of
from metadata.package import read_documents, read_parts, write_package
from runtime import clock
from runtime.store import session, transaction
from runtime.store.models import Draft, RoleHolding
from tests.designer.conftest import acting, make_draft
from tests.designer.samples import C, template
from tests.people import Person, code_of

People = Callable[..., Person]


@pytest.fixture
def shelved(app: Flask) -> Flask:
    """The application with the starter parts on the shelf."""
    with app.app_context(), transaction() as db:
        assert load_starter(db) == (len(starter_parts()), [])
    return app


def act(who: Person, draft_id: str, operations: list[Any], base: int) -> Any:
    grouped = [{**operation, "group": f"g{base}"} for operation in operations]
    answer = who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": base, "operations": grouped})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def asked(who: Person, draft_id: str, what: str, body: dict[str, Any]) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/library/{what}", body)


def documents(app: Flask, draft_id: str) -> dict[str, Any]:
    with app.app_context():
        return dict(json.loads(session().get_one(Draft, draft_id).body))


def save(who: Person, draft_id: str, ids: list[str], **more: Any) -> Any:
    return asked(who, draft_id, "save", {"form": "f_01xld", "section": "s1", "axis": "columns", "ids": ids, "code": "X.1", "name": "Đơn chuyển sang", **more})


def rename(column: str, label: str, was: str) -> dict[str, Any]:
    return {"op": "set", "path": [*C, column, "label"], "value": label, "was": was}


def test_loading_twice_adds_nothing(shelved: Flask) -> None:
    with shelved.app_context(), transaction() as db:
        assert load_starter(db) == (0, [])
        assert len(listing(db)) == len(starter_parts())


def test_a_part_of_the_software_is_put_in_and_taken_back_to_the_letter(shelved: Flask, person: People) -> None:
    draft_id = make_draft(shelved)
    before = documents(shelved, draft_id)
    who = person("designer")
    answer = asked(who, draft_id, "insert", {"part": "p_dau_cuoi_ky", "form": "f_01xld", "section": "s1", "parent": None, "after": "c8"}).get_json()
    act(who, draft_id, answer["operations"], 0)
    after = documents(shelved, draft_id)
    root = after["f_01xld"]["sections"]["items"]["s1"]["columns"]["root"]
    assert len(root) == len(before["f_01xld"]["sections"]["items"]["s1"]["columns"]["root"]) + 3
    assert [pin.part for pin in pins_of(after)] == ["p_dau_cuoi_ky"]
    assert who.api("POST", f"/api/drafts/{draft_id}/undo", {}).status_code == 200
    assert canonical(documents(shelved, draft_id)) == canonical(before)


def test_a_revision_is_offered_as_sentences_and_applied(app: Flask, person: People) -> None:
    draft_id = make_draft(app)
    who = person("designer")
    saved = save(who, draft_id, ["g1"])
    assert saved.status_code == 201, saved.get_data(as_text=True)
    part = saved.get_json()["part"]
    put = asked(who, draft_id, "insert", {"part": part, "form": "f_01xld", "section": "s1", "parent": None, "after": "c8"}).get_json()
    rev = act(who, draft_id, put["operations"], 0)["rev"]
    rev = act(who, draft_id, [rename("c2", "Đơn đông người", "Đơn có nhiều người đứng tên")], rev)["rev"]
    assert save(who, draft_id, ["g1"], part=part).get_json()["rev"] == 2
    (pin,) = who.get(f"/api/drafts/{draft_id}/library", headers={"Accept": "application/json"}).get_json()["pins"]
    assert (pin["rev"], pin["newest"], pin["clashes"]) == (1, 2, [])
    assert any('thành "Đơn đông người"' in line for line in pin["sentences"]), pin["sentences"]
    answer = asked(who, draft_id, "update", {"pin": pin["place"]})
    act(who, draft_id, answer.get_json()["operations"], rev)
    labels = [item["label"] for item in documents(app, draft_id)["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"].values()]
    assert labels.count("Đơn đông người") == 2
    assert code_of(asked(who, draft_id, "update", {"pin": pin["place"]})) == "library.no_newer"


def test_a_clash_is_refused_with_both_sides_and_kept_when_asked(app: Flask, person: People) -> None:
    draft_id = make_draft(app)
    who = person("designer")
    part = save(who, draft_id, ["g1"]).get_json()["part"]
    put = asked(who, draft_id, "insert", {"part": part, "form": "f_01xld", "section": "s1"}).get_json()
    rev = act(who, draft_id, put["operations"], 0)["rev"]
    copied = next(one["id"] for one in put["operations"] if one["op"] == "insert_node" and one["node"]["label"] == "Đơn khác")
    rev = act(who, draft_id, [rename("c3", "Đơn còn lại", "Đơn khác"), rename(copied, "Đơn của tôi", "Đơn khác")], rev)["rev"]
    assert save(who, draft_id, ["g1"], part=part).status_code == 201
    (pin,) = who.get(f"/api/drafts/{draft_id}/library", headers={"Accept": "application/json"}).get_json()["pins"]
    refused = asked(who, draft_id, "update", {"pin": pin["place"]})
    assert (refused.status_code, code_of(refused)) == (409, "library.clash")
    text = refused.get_json()["problems"][0]["message"]
    assert "Đơn của tôi" in text
    assert "Đơn còn lại" in text
    kept = asked(who, draft_id, "update", {"pin": pin["place"], "keep": True})
    assert kept.status_code == 200
    act(who, draft_id, kept.get_json()["operations"], rev)
    assert documents(app, draft_id)["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"][copied]["label"] == "Đơn của tôi"


def test_what_cannot_be_saved_says_why(shelved: Flask, person: People) -> None:
    draft_id = make_draft(shelved)
    who = person("designer")
    assert code_of(save(who, draft_id, ["g1"], part="p_quy")) == "library.not_yours"
    assert code_of(save(who, draft_id, ["g1"], code="TG.02")) == "library.code_taken"
    assert code_of(save(who, draft_id, ["khong_co"])) == "library.nothing_chosen"
    assert code_of(save(who, draft_id, ["g1"], name=" ")) == "regime.field_missing"
    part = save(who, draft_id, ["g1"]).get_json()["part"]
    assert code_of(save(who, draft_id, ["g1"], part=part)) == "library.unchanged"
    assert code_of(asked(who, draft_id, "insert", {"part": "p_khong"})) == "library.unknown"
    assert code_of(asked(who, draft_id, "insert", {"part": "p_quy", "form": "f_01xld", "section": "s3"})) == "library.other_axis"
    # The leader reads a draft and its library, and saves nothing.
    assert save(person("leader"), draft_id, ["g1"]).status_code == 403


def test_the_pages_show_parts_and_revisions(shelved: Flask, person: People) -> None:
    page = person("designer").get("/thiet-ke/thu-vien?q=quá hạn").get_data(as_text=True)
    assert "Kết quả giải quyết: trước hạn, đúng hạn, quá hạn" in page
    assert "Mười hai tháng" not in page
    one = person("leader").get("/thiet-ke/thu-vien/p_chuyen_ky").get_data(as_text=True)
    assert "da_gq &lt;= pgq" in one
    assert person("designer").get("/thiet-ke/thu-vien/p_khong").status_code == 404
    parts = person("designer").get("/api/library?kind=rows", headers={"Accept": "application/json"}).get_json()["parts"]
    assert {part["kind"] for part in parts} == {"rows"}


# ---------------------------------------------------------------- between installations


def pinned_draft(app: Flask, who: Person) -> tuple[str, str]:
    draft_id = make_draft(app)
    part = save(who, draft_id, ["g1"]).get_json()["part"]
    act(who, draft_id, asked(who, draft_id, "insert", {"part": part, "form": "f_01xld", "section": "s1"}).get_json()["operations"], 0)
    return draft_id, part


def test_a_package_carries_the_parts_that_it_is_pinned_to(app: Flask, person: People) -> None:
    who = person("designer")
    draft_id, part = pinned_draft(app, who)
    package = who.get(f"/thiet-ke/{draft_id}/goi").get_data()
    assert [(data["id"], data["rev"]) for data in read_parts(package)] == [(part, 1)]
    assert all(body["spec"] != "part/1" for body in read_documents(package).values())


def look(who: Person, package: bytes) -> Any:
    body = {"package": (io.BytesIO(package), "mau.khuon"), "csrf_token": who.token()}
    answer = who.client.post("/thiet-ke/nhap-goi", data=body, headers={"Accept": "text/html"}, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def changed(package: bytes, label: str) -> bytes:
    """The package with another content under the same number of its part."""
    (part,) = read_parts(package)
    part["columns"]["nodes"]["c2"]["label"] = label
    documents = read_documents(package)
    return write_package(documents, {}, [part])


@pytest.mark.parametrize(("choice", "revisions"), [("ours", 1), ("theirs", 2)])
def test_a_clash_of_parts_is_shown_and_decided_by_the_person(app: Flask, person: People, choice: str, revisions: int) -> None:
    who = person("designer")
    draft_id, part = pinned_draft(app, who)
    package = changed(who.get(f"/thiet-ke/{draft_id}/goi").get_data(), "Đơn ghi khác")
    at = look(who, package)
    assert "khác bản cùng số ở đây" in who.get(at).get_data(as_text=True)
    taken = who.post(at, {"package": at.rsplit("=", 1)[-1], "way": "copy", "code": "BANSAO", "name": "Bản sao", f"part-{part}-1": choice})
    assert taken.status_code == 302, taken.get_data(as_text=True)
    with app.app_context():
        assert [one.revisions for one in listing(session())] == [revisions]


def test_a_program_that_cannot_choose_is_refused_for_a_clash(app: Flask, person: People) -> None:
    who = person("designer")
    draft_id, _ = pinned_draft(app, who)
    package = changed(who.get(f"/thiet-ke/{draft_id}/goi").get_data(), "Đơn ghi khác")
    body = {"package": (io.BytesIO(package), "mau.khuon")}
    answer = who.client.post("/api/packages", data=body, headers={"X-CSRFToken": who.token(), "Accept": "application/json"}, content_type="multipart/form-data")
    assert (answer.status_code, code_of(answer)) == (409, "library.package_clash")


def test_a_package_with_a_broken_part_is_refused_whole(app: Flask, person: People) -> None:
    who = person("designer")
    part = {**starter_parts()[0], "kind": "rows"}
    answer = who.client.post(
        "/thiet-ke/nhap-goi", data={"package": (io.BytesIO(write_package(template(), {}, [part])), "mau.khuon"), "csrf_token": who.token()},
        headers={"Accept": "text/html"}, content_type="multipart/form-data",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "library.document" in answer.get_data(as_text=True)


def test_only_parts_that_are_pinned_travel(shelved: Flask) -> None:
    with shelved.app_context():
        assert list(parts_of(session(), template())) == []


# ---------------------------------------------------------------- a copy for another unit


def test_a_copy_may_belong_to_another_unit_of_the_designer(app: Flask, person: People) -> None:
    draft_id = make_draft(app)
    with app.app_context(), transaction() as db:
        regime = db.get_one(Draft, draft_id).regime_id
        db.add(RoleHolding(id="h_second", user_id="p_designer", role="designer", unit_id="u_33_NV", valid_from=clock.today()))
    who = person("designer")
    at = f"/thiet-ke/che-do/{regime}/nhan-ban"
    assert "Sở Nội vụ" in who.get(at).get_data(as_text=True)
    fields = {"source": "draft", "code": "SAO-NV", "name": "Bản sao của Sở Nội vụ"}
    done = who.post(at, {**fields, "owner": "u_33_NV"})
    assert done.status_code == 302
    with app.app_context():
        copy = session().query(Draft).join(Draft.regime).filter_by(code="SAO-NV").one()
        assert (copy.regime.owner_id, documents(app, copy.id)[copy.regime_id]["receiver"]) == ("u_33_NV", "u_33_NV")
        # The draft is opened in the role there, not here.
        assert acting("designer").unit_id == "u_33_TT"
    assert who.get(f"/thiet-ke/{copy.id}").status_code == 404
    refused = who.post(at, {**fields, "code": "SAO-KHCN", "owner": "u_33_KHCN"})
    assert refused.status_code in (400, 422)
