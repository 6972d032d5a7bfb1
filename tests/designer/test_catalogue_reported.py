"""While a form is drawn: bindings proposed, figures that other regimes ask for already, where an indicator is used."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from metadata.canonical import canonical, digest
from runtime import clock
from runtime.store import transaction
from runtime.store.models import Document, Release
from tests.designer.conftest import make_draft
from tests.designer.samples import C, template
from tests.people import Person, code_of
from tests.world import add_regime

People = Callable[..., Person]

INDICATOR = {
    "spec": "indicator/1", "id": "i_dktd", "code": "KN.09", "name": "Số đơn đủ điều kiện xử lý", "unit": "don", "type": "number",
    "decimals": 0, "additivity": {"units": "sum", "time": "sum"}, "owner": "Văn phòng", "basis": "TT 01",
}  # fmt: skip


def other_regime(column: dict[str, Any], **documents: Any) -> dict[str, dict[str, Any]]:
    """A regime of another agency with one column of figures."""
    stub = {"label": "Nội dung", "stub": "caption"}
    columns = {"root": ["cA", "g1"], "nodes": {"cA": stub, "g1": {"label": "Số đơn", "children": ["c1"]}, "c1": {"code": "c1", "number": "7", **column}}}
    rows = {"root": ["r1"], "nodes": {"r1": {"label": "Toàn đơn vị", "kind": "data", "code": "r1"}}}
    form = {"spec": "form/1", "id": "f_khac", "code": "07/VP", "title": "BIỂU KHÁC", "sections": {"order": ["s1"], "items": {"s1": {"kind": "grid", "columns": columns, "rows": rows}}}}
    regime = {**template()["g_thu"], "id": "g_khac", "code": "VPX", "name": "Chế độ của văn phòng", "forms": ["f_khac"], "frequency": "quarter"}
    return {"g_khac": regime, "f_khac": form, **documents}


def publish(app: Flask, documents: dict[str, dict[str, Any]], regime: str = "g_khac", owner: str = "u_33_NV") -> str:
    """Release 1 of a regime with these documents, as if it had been approved."""
    with app.app_context(), transaction() as db:
        add_regime(db, regime, owner)
        hashes = {key: digest(value) for key, value in documents.items()}
        for key, value in documents.items():
            if db.get(Document, hashes[key]) is None:
                db.add(Document(sha256=hashes[key], body=canonical(value).decode()))
        body = {"spec": "release/1", "id": f"r_{regime}", "regime": regime, "no": 1, "valid": {"from": "2026-01", "to": None}, "documents": hashes, "previous": None}
        db.add(Release(id=f"r_{regime}", regime_id=regime, no=1, hash=digest(body), valid_from="2026-01", body=canonical(body).decode(), published_at=clock.now(), published_by="p_approver"))
    return f"r_{regime}"


def drawn(label: str, **node: Any) -> dict[str, Any]:
    """The sample regime whose group of columns is called "Số đơn" and whose first column there is called so."""
    documents = template()
    nodes = documents["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]
    nodes["g1"]["label"] = "Số đơn"
    nodes["c2"].update(label=label, cell={"unit": "don"}, **node)
    return documents


def meaning(who: Person, draft_id: str) -> dict[str, Any]:
    answer = who.get(f"/api/drafts/{draft_id}/meaning/f_01xld", headers={"Accept": "application/json"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.get_json())


def test_a_binding_is_proposed_with_its_reasons_and_accepted(app: Flask, person: People) -> None:
    draft_id = make_draft(app, {**drawn("Đủ điều kiện xử lý"), "i_dktd": INDICATOR})
    who = person("designer")
    (proposal,) = [one for one in meaning(who, draft_id)["proposals"] if one["node"] == "c2"]
    assert proposal["indicator"]["code"] == "KN.09"
    assert proposal["score"] >= 90
    assert "cùng đơn vị tính (đơn)" in proposal["reasons"]
    assert any("giống" in reason and "Số đơn đủ điều kiện xử lý" in reason for reason in proposal["reasons"])
    answer = who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": 0, "operations": proposal["operations"]})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert [one for one in meaning(who, draft_id)["proposals"] if one["node"] == "c2"] == []


def test_an_indicator_of_another_regime_comes_along(app: Flask, person: People) -> None:
    publish(app, other_regime({"label": "Đủ điều kiện xử lý", "indicator": "i_dktd", "cell": {"unit": "don"}}, i_dktd=INDICATOR))
    draft_id = make_draft(app, drawn("Đủ điều kiện xử lý"))
    who = person("designer")
    (proposal,) = [one for one in meaning(who, draft_id)["proposals"] if one["node"] == "c2"]
    assert proposal["indicator"]["origin"] == "G_KHAC"
    assert any("biểu 07/VP" in reason for reason in proposal["reasons"])
    assert who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": 0, "operations": proposal["operations"]}).status_code == 200
    # Bound to the same data point, it is the same figure asked for twice.
    (remark,) = [one for one in meaning(who, draft_id)["repeats"] if one["node"] == "c2"]
    assert (remark["same"], remark["form"]["code"], remark["mark"]) == (True, "07/VP", "7")


def test_like_captions_of_another_regime_are_remarked_until_they_are_noted_as_meant(app: Flask, person: People) -> None:
    publish(app, other_regime({"label": "1. Đủ điều kiện xử lí", "cell": {"unit": "don"}}))
    draft_id = make_draft(app, drawn("Đủ điều kiện xử lý"))
    who = person("designer")
    (remark,) = [one for one in meaning(who, draft_id)["repeats"] if one["node"] == "c2"]
    assert (remark["same"], remark["own"], remark["meant"], remark["take"]) == (False, False, False, [])
    assert remark["score"] >= 95
    assert (remark["regime"]["often"], remark["place"]) == ("hằng quý", "g_khac/f_khac/c1")
    note = {"op": "set", "path": [*C, "c2", "repeats"], "value": [remark["place"]]}
    assert who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": 0, "operations": [note]}).status_code == 200
    (remark,) = [one for one in meaning(who, draft_id)["repeats"] if one["node"] == "c2"]
    assert remark["meant"]


def test_another_unit_or_another_meaning_is_not_remarked(app: Flask, person: People) -> None:
    publish(app, other_regime({"label": "Đủ điều kiện xử lý", "cell": {"unit": "nguoi"}}))
    draft_id = make_draft(app, drawn("Không đủ điều kiện xử lý"))
    assert [one for one in meaning(person("designer"), draft_id)["repeats"] if one["node"] == "c2"] == []


@pytest.mark.parametrize(("row", "offered"), [("r01", True), ("r77", False)])
def test_a_figure_of_another_form_of_the_draft_can_be_read_from_there(app: Flask, person: People, row: str, offered: bool) -> None:
    """Read from the row of the same code; where the other form has no such row nothing is offered."""
    documents = drawn("Đủ điều kiện xử lý")
    second = json.loads(json.dumps(other_regime({"label": "Đủ điều kiện xử lý", "cell": {"unit": "don"}})["f_khac"]))
    second["sections"]["items"]["s1"]["rows"]["nodes"]["r1"]["code"] = row
    documents["f_khac"] = second
    documents["g_thu"]["forms"].append("f_khac")
    draft_id = make_draft(app, documents)
    who = person("designer")

    def remark() -> dict[str, Any]:
        answer = who.get(f"/api/drafts/{draft_id}/meaning/f_khac", headers={"Accept": "application/json"}).get_json()
        (found,) = [one for one in answer["repeats"] if one["node"] == "c1"]
        assert (found["own"], found["form"]["code"]) == (True, "01/XLD")
        return dict(found)

    take = remark()["take"]
    assert [operation["value"] for operation in take] == (["carried", "form(f_01xld, c2)"] if offered else [])
    if offered:
        answer = who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": 0, "operations": take})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert remark()["take"] == []


def test_uses_are_listed_and_a_used_indicator_is_not_removed(app: Flask, person: People) -> None:
    publish(app, other_regime({"label": "Đủ điều kiện xử lý", "indicator": "i_dktd"}, i_dktd=INDICATOR))
    draft_id = make_draft(app, {**drawn("Đủ điều kiện xử lý", indicator="i_dktd"), "i_dktd": INDICATOR})
    who = person("designer")
    uses = who.get(f"/api/drafts/{draft_id}/uses?of=i_dktd", headers={"Accept": "application/json"}).get_json()
    assert [(use["code"], use["kind"], use["id"]) for use in uses["mine"]] == [("01/XLD", "column", "c2"), ("01/XLD", "rule", "k1")]
    assert [(use["regime"], use["no"], use["code"]) for use in uses["others"]] == [("G_KHAC", 1, "07/VP")]
    gone = {"op": "set", "path": ["i_dktd"], "value": None, "was": INDICATOR}
    answer = who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": 0, "operations": [gone]})
    assert (answer.status_code, code_of(answer)) == (409, "indicator.used")


def test_the_catalogue_lists_every_regime_and_finds_without_marks(app: Flask, person: People) -> None:
    publish(app, other_regime({"label": "Đủ điều kiện xử lý", "indicator": "i_dktd"}, i_dktd=INDICATOR))
    page = person("designer").get("/thiet-ke/chi-tieu?q=du dieu kien").get_data(as_text=True)
    assert "KN.09" in page
    assert "KN.09" not in person("designer").get("/thiet-ke/chi-tieu?q=ngan sach").get_data(as_text=True)
    one = person("receiver").get("/thiet-ke/chi-tieu/i_dktd").get_data(as_text=True)
    assert "07/VP" in one
    assert "Văn phòng" in one
    assert person("designer").get("/thiet-ke/chi-tieu/khong-co").status_code == 404
    assert person("clerk_a").get("/thiet-ke/chi-tieu").status_code in (403, 404)


def test_other_regimes_are_searched_for_indicators(app: Flask, person: People) -> None:
    publish(app, other_regime({"label": "Đủ điều kiện xử lý", "indicator": "i_dktd"}, i_dktd=INDICATOR))
    draft_id = make_draft(app)
    found = person("designer").get(f"/api/drafts/{draft_id}/indicators?q=kn.09", headers={"Accept": "application/json"}).get_json()
    assert [(one["regime"], one["data"]["id"]) for one in found["indicators"]] == [("G_KHAC", "i_dktd")]


@pytest.mark.parametrize("address", ["/api/drafts/{id}/meaning/f_khong", "/api/drafts/{id}/uses"])
def test_what_is_not_there_is_a_coded_problem(app: Flask, person: People, address: str) -> None:
    answer = person("designer").get(address.format(id=make_draft(app)), headers={"Accept": "application/json"})
    assert answer.status_code in (404, 422)
    assert code_of(answer) in ("template.reference", "query.filter")
