"""Taking forms: into a new regime or a draft, through the operation log, once, with what stays behind kept."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask

from designer.drafts import service
from designer.importing.accepting import operations_of, with_free_ids
from runtime.store import session, transaction
from runtime.store.models import Draft, Regime
from tests.designer.conftest import make_draft
from tests.designer.importing_pages import samples
from tests.designer.importing_pages.conftest import upload
from tests.people import Person, code_of

NEW = {"code": "TCD", "name": "Tiếp công dân", "kind": "periodic", "frequency": "quarter"}


def documents(app: Flask, draft: str) -> dict[str, Any]:
    with app.app_context():
        return service.documents_of(session().get_one(Draft, draft))


def accept(who: Person, source: str, **body: Any) -> Any:
    return who.api("POST", f"/api/imports/{source}/accept", body)


def test_a_new_regime_has_the_forms_in_its_draft(app: Flask, designer: Person, source_id: str) -> None:
    answer = accept(designer, source_id, regime=NEW)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    draft = answer.get_json()["draft"]
    held = documents(app, draft)
    regime = next(body for body in held.values() if body["spec"] == "regime/1")
    assert (regime["code"], regime["frequency"], regime["forms"]) == ("TCD", "quarter", ["f_tcd"])
    assert regime["basis"] == [{"number": "02/2021/TT-TTCP"}]
    assert held["f_tcd"]["title"] == "BÁO CÁO TIẾP DÂN"
    assert held["k_tcd"]["form"] == "f_tcd"
    assert held["l_tcd"]["unit_line"] == "Đơn vị tính: Lượt"
    assert answer.get_json()["address"] == f"/thiet-ke/{draft}?form=f_tcd"


def test_what_stays_behind_is_kept_and_reached_from_the_draft(designer: Person, source_id: str) -> None:
    designer.api("POST", f"/api/imports/{source_id}/said", {"gesture": [{"kind": "pass", "sheet": 0, "area": [6, 0, 6, 0]}]})
    draft = accept(designer, source_id, regime=NEW).get_json()["draft"]
    (line,) = designer.api("GET", f"/api/drafts/{draft}/sources").get_json()["sources"]
    assert (line["form"], line["name"], line["sheet"], line["left"]) == ("f_tcd", "tcd.xlsx", "Biểu 1", 2)
    page = designer.get(line["address"]).get_data(as_text=True)
    island = json.loads(page.split('id="island-data">')[1].split("</script>")[0])
    assert [(item["text"], item["passed"]) for item in island["taken"]["left"]] == [("xyz 12", True), ("THỦ TRƯỞNG", False)]
    assert island["editable"] is False


def test_a_source_is_taken_once(app: Flask, designer: Person, source_id: str) -> None:
    accept(designer, source_id, regime=NEW)
    again = accept(designer, source_id, regime={**NEW, "code": "TCD2"})
    assert (again.status_code, code_of(again)) == (409, "source.accepted")
    said = designer.api("POST", f"/api/imports/{source_id}/said", {"gesture": [{"kind": "pass", "sheet": 0, "area": [6, 0, 6, 0]}]})
    assert code_of(said) == "source.accepted"
    assert designer.post(f"/thiet-ke/nhap-bieu/{source_id}/bo").status_code == 409
    with app.app_context():
        assert session().query(Regime).filter_by(code="TCD2").count() == 0


def test_a_regime_that_cannot_be_made_leaves_everything_as_it_was(app: Flask, designer: Person, source_id: str) -> None:
    for regime, code in ((NEW | {"code": "<b>"}, "template.code"), (NEW | {"name": ""}, "regime.field_missing"), ({}, "regime.field_missing")):
        assert code_of(accept(designer, source_id, regime=regime)) == code
    assert code_of(accept(designer, source_id, regime=NEW, forms=[])) == "source.no_form"
    assert code_of(accept(designer, source_id, regime=NEW, forms=["f_khac"])) == "source.form_unknown"
    with app.app_context():
        assert session().query(Regime).filter_by(code="TCD").count() == 0
    assert accept(designer, source_id, regime=NEW).status_code == 200


def test_forms_go_to_the_end_of_a_draft_and_one_undo_takes_them_out(app: Flask, designer: Person) -> None:
    draft = make_draft(app)
    before = documents(app, draft)
    source = upload(designer, draft=draft).get_json()["id"]
    assert accept(designer, source, draft=draft).status_code == 200
    after = documents(app, draft)
    regime = next(key for key, body in after.items() if body["spec"] == "regime/1")
    assert after[regime]["forms"] == [*before[regime]["forms"], "f_tcd"]
    assert set(after) - set(before) == {"f_tcd", "k_tcd", "l_tcd"}
    assert designer.api("POST", f"/api/drafts/{draft}/undo", {}).status_code == 200
    assert documents(app, draft) == before


def test_the_same_file_twice_gets_new_ids_even_after_an_undo(app: Flask, designer: Person) -> None:
    draft = make_draft(app)
    for _ in range(2):
        accept(designer, upload(designer, draft=draft).get_json()["id"], draft=draft)
    held = documents(app, draft)
    assert held["f_tcd_2"]["id"] == held["k_tcd_2"]["form"] == held["l_tcd_2"]["form"] == "f_tcd_2"
    assert held["k_tcd_2"]["items"]["k1"]["expr"] == "c1 == form('f_tcd_2', c1)"
    designer.api("POST", f"/api/drafts/{draft}/undo", {})
    accept(designer, upload(designer, draft=draft).get_json()["id"], draft=draft)
    assert "f_tcd_3" in documents(app, draft), "an id that was used is never used again"


def test_a_draft_of_others_or_on_its_way_takes_nothing(app: Flask, designer: Person, source_id: str) -> None:
    theirs = accept(designer, source_id, draft="d_g_nv_draft")
    nobodys = accept(designer, source_id, draft="d_khong_co_ai")
    assert (theirs.status_code, code_of(theirs)) == (nobodys.status_code, code_of(nobodys)) == (404, "not_found")
    assert accept(designer, source_id, draft="d_g_kn_in_review").status_code == 409
    assert upload(designer, draft="d_g_nv_draft").status_code == 404
    assert Person(app, "designer_nv").api("GET", "/api/drafts/d_g_kn_draft/sources").status_code == 404


def test_a_draft_that_went_on_its_way_meanwhile_is_told(app: Flask, designer: Person) -> None:
    draft = make_draft(app)
    source = upload(designer, draft=draft).get_json()["id"]
    assert '"lost":false' in designer.get(f"/thiet-ke/nhap-bieu/{source}").get_data(as_text=True)
    with app.app_context(), transaction() as db:
        db.get_one(Draft, draft).state = "in_review"
    page = designer.get(f"/thiet-ke/nhap-bieu/{source}").get_data(as_text=True)
    assert ('"lost":true' in page, '"into":null' in page) == (True, True)


def test_names_are_followed_in_formulas_only() -> None:
    held = {"f_tcd": samples.FORM, "k_tcd": samples.RULES}
    settled, names = with_free_ids(held, {"f_tcd"})
    assert names == {"f_tcd": "f_tcd_2", "k_tcd": "k_tcd"}
    assert settled["f_tcd_2"] == {**samples.FORM, "id": "f_tcd_2"}
    assert settled["k_tcd"]["form"] == "f_tcd_2"
    operations = operations_of(settled, "f_thu", "g")
    assert [(op["op"], op.get("id"), op.get("after")) for op in operations] == [("add_form", "f_tcd_2", "f_thu"), ("set", None, None)]


def test_a_source_whose_draft_was_dropped_can_be_taken_again(designer: Person, source_id: str) -> None:
    draft = accept(designer, source_id, regime=NEW).get_json()["draft"]
    assert designer.post(f"/thiet-ke/{draft}/xoa").status_code == 302
    assert source_id in designer.get("/thiet-ke/nhap-bieu").get_data(as_text=True)
    assert accept(designer, source_id, regime=NEW | {"code": "TCD2"}).status_code == 200
