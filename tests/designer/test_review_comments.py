"""Remarks at the desks: on a place, answered by the author, resolved one by one; open ones stand in the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from runtime.store import session
from runtime.store.models import Draft, ReviewEvent
from tests.designer.samples import C
from tests.people import Person, code_of

People = Callable[..., Person]
Stored = Callable[[str], Draft]


def act(who: Person, draft_id: str, what: str, **body: Any) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/{what}", body)


def remark(who: Person, draft_id: str, place: str = "r1:c1", form: str = "f_01xld", text: str = "Đơn vị tính là hộ?") -> Any:
    return act(who, draft_id, "comments", form=form, place=place, text=text)


@pytest.fixture
def in_review(person: People, draft_id: str) -> str:
    assert act(person("designer"), draft_id, "submit").status_code == 200
    return draft_id


def test_a_remark_stands_at_its_place_with_its_answers(person: People, in_review: str) -> None:
    told = remark(person("leader"), in_review).get_json()["comments"][0]
    assert (told["where"], told["by"], told["gone"], told["resolved"]) == ("dòng 1 “Cấp xã” × cột 1 “Tổng số đơn”", "Người leader", False, None)
    assert told["section"] == "s1"
    answered = act(person("designer"), in_review, f"comments/{told['id']}/answers", text="Đã sửa.").get_json()["comments"][0]
    assert [(line["by"], line["text"]) for line in answered["answers"]] == [("Người designer", "Đã sửa.")]
    closed = act(person("leader"), in_review, f"comments/{told['id']}/resolve", done=True).get_json()["comments"][0]
    assert closed["resolved"]["by"] == "Người leader"
    assert code_of(act(person("designer"), in_review, f"comments/{told['id']}/answers", text="Nữa")) == "review.comment_closed"
    again = act(person("leader"), in_review, f"comments/{told['id']}/resolve", done=False).get_json()["comments"][0]
    assert again["resolved"] is None


@pytest.mark.parametrize(
    ("place", "where"),
    [("", "cả biểu 01/XLD"), ("c3", "cột 3 “Đơn khác”"), ("r1", "dòng 1 “Cấp xã”"), ("q1", "câu hỏi “Có đoàn đông người”")],
)
def test_a_remark_is_on_a_form_a_column_a_row_or_a_question(person: People, in_review: str, place: str, where: str) -> None:
    assert remark(person("leader"), in_review, place).get_json()["comments"][0]["where"] == where


def test_a_wrong_place_and_an_empty_text_are_refused(person: People, in_review: str) -> None:
    assert code_of(remark(person("leader"), in_review, "c1:c2:c3")) == "review.comment_place"
    assert code_of(remark(person("leader"), in_review, "r1:c99")) == "review.comment_place"
    assert code_of(remark(person("leader"), in_review, "c1", form="g_thu")) == "review.comment_place"
    assert code_of(remark(person("leader"), in_review, text="  ")) == "review.comment_empty"
    assert code_of(remark(person("leader"), in_review, text="á" * 5000)) == "cell.too_long"


def test_open_remarks_block_until_resolved_or_named_one_by_one(app: Flask, person: People, in_review: str, stored: Stored) -> None:
    leader, shown = person("leader"), stored(in_review).content_hash
    first = remark(leader, in_review).get_json()["comments"][0]["id"]
    second = remark(leader, in_review, "c3", text="Tên cột?").get_json()["comments"][1]["id"]
    answer = act(leader, in_review, "forward", shown=shown)
    assert (answer.status_code, code_of(answer)) == (409, "review.open_comments")
    assert code_of(act(leader, in_review, "forward", shown=shown, waived=[first])) == "review.open_comments"
    assert code_of(act(leader, in_review, "forward", shown=shown, waived=["*", "all"])) == "review.open_comments"
    act(leader, in_review, f"comments/{first}/resolve", done=True)
    assert act(leader, in_review, "forward", shown=shown, waived=[second]).status_code == 200
    with app.app_context():
        event = session().query(ReviewEvent).filter_by(draft_id=in_review, event="forward").one()
        assert json.loads(event.reasons) == [{"place": "f_01xld/c3", "text": "Tên cột?", "waived": second}]
    # What the leader waived, the IT department has to waive again.
    blocked = act(person("approver"), in_review, "approve", shown=shown, valid_from="2026-Q4")
    assert code_of(blocked) == "review.open_comments"
    page = person("approver").post(f"/phe-duyet/{in_review}/ban-hanh", {"shown": shown, "valid_from": "2026-Q4"})
    assert page.status_code == 409
    assert "Còn 1 ý kiến chưa giải quyết" in page.get_data(as_text=True)
    done = person("approver").post(f"/phe-duyet/{in_review}/ban-hanh", {"shown": shown, "valid_from": "2026-Q4", "waived": second})
    assert done.status_code == 302


def test_remarks_stay_with_their_places_when_the_draft_comes_back(person: People, in_review: str, stored: Stored) -> None:
    remark(person("leader"), in_review, "c9", text="Bỏ cột này")
    remark(person("leader"), in_review, "c1", text="Đổi tên")
    act(person("leader"), in_review, "return", note="Sửa theo ý kiến")
    designer = person("designer")
    page = designer.get(f"/thiet-ke/{in_review}").get_data(as_text=True)
    assert "Bỏ cột này" in page
    move = {"op": "set", "path": [*C, "c1", "label"], "value": "Tổng đơn", "was": "Tổng số đơn"}
    gone = {"op": "remove", "path": [*C[:-1], "nodes"], "id": "c9"}
    assert act(designer, in_review, "operations", base=0, operations=[move]).status_code == 200
    act(designer, in_review, "operations", base=1, operations=[gone])
    act(designer, in_review, "submit")
    told = remark(person("leader"), in_review, "c3", text="Còn gì nữa?").get_json()["comments"]
    assert [line["text"] for line in told] == ["Bỏ cột này", "Đổi tên", "Còn gì nữa?"]
    assert told[1]["where"] == "cột 1 “Tổng đơn”"


def test_who_may_write_and_who_may_resolve(person: People, in_review: str, stored: Stored) -> None:
    one = remark(person("leader"), in_review).get_json()["comments"][0]["id"]
    assert code_of(act(person("designer"), in_review, f"comments/{one}/resolve", done=True)) == "forbidden"
    assert code_of(remark(person("auditor"), in_review)) == "forbidden"
    for stranger in ("designer_nv", "clerk_a", "approver"):
        assert remark(person(stranger), in_review).status_code in (403, 404)
    act(person("leader"), in_review, "forward", shown=stored(in_review).content_hash, waived=[one])
    assert remark(person("approver"), in_review, "c3").status_code == 201
    assert act(person("approver"), in_review, f"comments/{one}/resolve", done=True).status_code == 200


def test_a_remark_of_another_draft_cannot_be_reached(app: Flask, person: People, in_review: str) -> None:
    other = act(person("leader"), in_review, "comments/khong-co/resolve", done=True)
    assert (other.status_code, code_of(other)) == (404, "not_found")


def test_open_remarks_go_back_as_reasons_at_their_places(app: Flask, person: People, in_review: str) -> None:
    leader = person("leader")
    resolved = remark(leader, in_review, text="Đã xong").get_json()["comments"][0]["id"]
    act(leader, in_review, f"comments/{resolved}/resolve", done=True)
    remark(leader, in_review, "c8", text="Xem lại công thức")
    assert leader.post(f"/xet-duyet/{in_review}/tra-lai", {"note": ""}).status_code == 302
    with app.app_context():
        event = session().query(ReviewEvent).filter_by(draft_id=in_review, event="return").one()
    reasons = json.loads(event.reasons)
    assert [(each["place"], each["where"], each["text"]) for each in reasons] == [("f_01xld/c8", "cột 8 “Đã xử lý”", "Xem lại công thức")]
    page = person("designer").get(f"/thiet-ke/{in_review}").get_data(as_text=True)
    island = json.loads(page.split('id="island-data">')[1].split("</script>")[0])
    assert island["draft"]["returned"]["reasons"] == []
    assert [each["text"] for each in island["draft"]["comments"] if not each["resolved"]] == ["Xem lại công thức"]


def test_a_remark_on_a_check_names_it_in_words(person: People, in_review: str) -> None:
    answer = remark(person("leader"), in_review, "k_01xld/k1", text="Vì sao không bằng?")
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert [each["where"] for each in answer.get_json()["comments"]] == ["kiểm tra “Cột 1 ≥ cột 2 + cột 3”"]
    for wrong in ("k_01xld/k9", "g_thu/d1", "k_01xld/", "/k1"):
        assert code_of(remark(person("leader"), in_review, wrong)) == "review.comment_place"
