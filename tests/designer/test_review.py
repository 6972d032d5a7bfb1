"""The way from a draft to a release: who may do what, what is shown, what is frozen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from designer.releases import documents_of_release
from metadata.canonical import canonical, digest
from metadata.documents import load
from runtime.store import session
from runtime.store.models import Audit, Document, Draft, Release
from tests.designer.conftest import make_draft
from tests.designer.samples import C, template
from tests.people import Person, code_of

People = Callable[..., Person]
Stored = Callable[[str], Draft]


def act(who: Person, draft_id: str, what: str, **body: Any) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/{what}", body)


@pytest.fixture
def waiting(person: People, draft_id: str, stored: Stored) -> tuple[str, str]:
    """A draft on the desk of the IT department, with its hash."""
    assert act(person("designer"), draft_id, "submit", note="Xin duyệt").status_code == 200
    shown = stored(draft_id).content_hash
    assert act(person("leader"), draft_id, "forward", shown=shown).status_code == 200
    return draft_id, shown


def published(app: Flask, person: People, waiting: tuple[str, str], valid_from: str = "2026-Q4") -> dict[str, Any]:
    answer = act(person("approver"), waiting[0], "approve", shown=waiting[1], valid_from=valid_from, note="Đồng ý")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return dict(answer.get_json())


def test_the_whole_way_ends_in_a_frozen_release(app: Flask, person: People, waiting: tuple[str, str], stored: Stored) -> None:
    answer = published(app, person, waiting)
    assert stored(waiting[0]).state == "published"
    with app.app_context():
        release = session().query(Release).filter_by(hash=answer["hash"]).one()
        body = json.loads(release.body)
        assert digest(body) == release.hash
        assert canonical(body).decode() == release.body
        load(body)
        assert (release.no, release.state, release.valid_from, release.valid_to) == (1, "published", "2026-Q4", None)
        assert body["documents"] == {key: digest(value) for key, value in template().items()}
        assert documents_of_release(session(), release) == template()
        assert [line["role"] for line in body["approvals"]] == ["designer", "leader", "approver"]
        assert {line["shown"] for line in body["approvals"]} == {waiting[1]}
        assert all(session().get(Document, sha) for sha in body["documents"].values())
        acts = [line.action for line in session().query(Audit).filter_by(outcome="done").all()]
        assert {"draft.create", "draft.submit", "review.forward", "release.approve"} <= set(acts)


def test_the_second_release_supersedes_the_first(app: Flask, person: People, waiting: tuple[str, str], stored: Stored) -> None:
    first = published(app, person, waiting, "2026-Q3")
    designer = person("designer")
    answer = designer.post("/thiet-ke/che-do/g_thu/ban-thao")
    second_id = answer.headers["Location"].rpartition("/")[2]
    assert code_of(act(designer, second_id, "submit")) == "draft.unchanged"
    rename = {"op": "set", "path": [*C, "c1", "label"], "value": "Tổng số", "was": "Tổng số đơn"}
    assert act(designer, second_id, "operations", base=0, operations=[rename]).status_code == 200
    diff = designer.api("GET", f"/api/drafts/{second_id}/diff").get_json()
    assert [line["text"] for line in diff["sentences"]] == ['Biểu 01/XLD, bảng 1: đổi tên cột 1 từ "Tổng số đơn" thành "Tổng số"']
    assert diff["class"] == 0
    assert diff["marks"]["f_01xld"]["c1"]["kind"] == "changed"
    act(designer, second_id, "submit")
    shown = stored(second_id).content_hash
    act(person("leader"), second_id, "forward", shown=shown)
    early = act(person("approver"), second_id, "approve", shown=shown, valid_from="2026-Q1")
    assert (early.status_code, code_of(early)) == (422, "publish.valid_before_former")
    assert stored(second_id).state == "in_approval"
    second = act(person("approver"), second_id, "approve", shown=shown, valid_from="2027-Q1").get_json()
    with app.app_context():
        former, now = (session().query(Release).filter_by(hash=each["hash"]).one() for each in (first, second))
        assert (former.state, former.valid_to) == ("superseded", "2026-Q4")
        assert (now.no, now.state, now.change_class) == (2, "published", 0)
        assert json.loads(now.body)["previous"] == former.hash
        assert digest(json.loads(former.body)) == former.hash


@pytest.mark.parametrize("event", ["forward", "approve"])
def test_the_author_neither_forwards_nor_approves(app: Flask, person: People, stored: Stored, event: str) -> None:
    # "both" is designer, approver and leader; the draft is that person's own.
    draft_id = make_draft(app)
    author = person("both")
    author.post("/role", {"holding": "h_both_designer"})
    rename = {"op": "set", "path": [*C, "c1", "label"], "value": "Của tôi", "was": "Tổng số đơn"}
    assert act(author, draft_id, "operations", base=0, operations=[rename]).status_code == 200
    assert act(person("designer"), draft_id, "submit").status_code == 200
    shown = stored(draft_id).content_hash
    if event == "approve":
        assert act(person("leader"), draft_id, "forward", shown=shown).status_code == 200
    author.post("/role", {"holding": f"h_both_{'leader' if event == 'forward' else 'approver'}"})
    answer = act(author, draft_id, event, shown=shown, **({"valid_from": "2026-Q4"} if event == "approve" else {}))
    assert (answer.status_code, code_of(answer)) == (403, "workflow.four_eyes")
    assert stored(draft_id).state == ("in_review" if event == "forward" else "in_approval")


def test_a_designer_approves_nothing(person: People, waiting: tuple[str, str], stored: Stored) -> None:
    answer = act(person("designer"), waiting[0], "approve", shown=waiting[1], valid_from="2026-Q4")
    assert (answer.status_code, code_of(answer)) == (403, "workflow.four_eyes")
    other = act(person("designer2"), waiting[0], "approve", shown=waiting[1], valid_from="2026-Q4")
    assert (other.status_code, code_of(other)) == (403, "forbidden")
    assert stored(waiting[0]).state == "in_approval"


def test_nothing_is_published_out_of_a_draft(person: People, draft_id: str, stored: Stored) -> None:
    shown = stored(draft_id).content_hash
    for who in ("designer", "leader"):
        answer = act(person(who), draft_id, "approve", shown=shown, valid_from="2026-Q4")
        assert (answer.status_code, code_of(answer)) == (409, "workflow.transition")
    # The IT department does not know of a draft that was never sent to it.
    assert act(person("approver"), draft_id, "approve", shown=shown, valid_from="2026-Q4").status_code == 404


def test_what_changed_after_it_was_shown_is_not_approved(app: Flask, person: People, waiting: tuple[str, str], stored: Stored) -> None:
    assert act(person("approver"), waiting[0], "return", note="Sửa lại").status_code == 200
    rename = {"op": "set", "path": [*C, "c1", "label"], "value": "Khác", "was": "Tổng số đơn"}
    assert act(person("designer"), waiting[0], "operations", base=0, operations=[rename]).status_code == 200
    assert stored(waiting[0]).state == "draft"
    act(person("designer"), waiting[0], "submit")
    act(person("leader"), waiting[0], "forward", shown=stored(waiting[0]).content_hash)
    answer = act(person("approver"), waiting[0], "approve", shown=waiting[1], valid_from="2026-Q4")
    assert (answer.status_code, code_of(answer)) == (409, "workflow.content_changed")
    missing = act(person("approver"), waiting[0], "approve", valid_from="2026-Q4")
    assert code_of(missing) == "workflow.content_hash"


def test_a_draft_on_its_way_cannot_be_changed(person: People, waiting: tuple[str, str], stored: Stored) -> None:
    rename = {"op": "set", "path": [*C, "c1", "label"], "value": "Lén", "was": "Tổng số đơn"}
    answer = act(person("designer"), waiting[0], "operations", base=0, operations=[rename])
    assert (answer.status_code, code_of(answer)) == (409, "draft.not_editable")
    assert stored(waiting[0]).content_hash == waiting[1]


def test_a_return_needs_reasons(person: People, waiting: tuple[str, str], stored: Stored) -> None:
    answer = act(person("approver"), waiting[0], "return", note="  ")
    assert (answer.status_code, code_of(answer)) == (422, "workflow.reason_required")
    reasons = [{"place": "f_01xld/s1/c1", "text": "Tên cột chưa đúng"}]
    assert act(person("approver"), waiting[0], "return", reasons=reasons).status_code == 200
    assert stored(waiting[0]).state == "returned"


def test_errors_block_the_submission_with_the_list(person: People, draft_id: str, stored: Stored) -> None:
    wrong = {"op": "set", "path": [*C, "c8", "cell", "formula"], "value": "c2 + c99", "was": "c2 + c3"}
    act(person("designer"), draft_id, "operations", base=0, operations=[wrong])
    answer = act(person("designer"), draft_id, "submit")
    assert (answer.status_code, code_of(answer)) == (422, "template.has_errors")
    codes = [problem["code"] for problem in answer.get_json()["problems"]]
    assert "formula.unknown_name" in codes
    assert stored(draft_id).state == "draft"


def test_withdraw_before_the_leader_decides(person: People, draft_id: str, stored: Stored) -> None:
    act(person("designer"), draft_id, "submit")
    assert act(person("designer"), draft_id, "withdraw").get_json()["state"] == "draft"
    assert code_of(act(person("designer"), draft_id, "withdraw")) == "workflow.transition"


def test_a_wrong_period_is_refused(person: People, waiting: tuple[str, str], stored: Stored) -> None:
    answer = act(person("approver"), waiting[0], "approve", shown=waiting[1], valid_from="quý 4")
    assert (answer.status_code, code_of(answer)) == (422, "publish.valid_from")
    assert stored(waiting[0]).state == "in_approval"


def test_the_desks_show_sentences_table_checks_and_hash(person: People, waiting: tuple[str, str]) -> None:
    draft_id, shown = waiting
    approver = person("approver")
    assert "Chế độ g_thu" in approver.get("/phe-duyet").get_data(as_text=True)
    page = approver.get(f"/phe-duyet/{draft_id}").get_data(as_text=True)
    for text in ("thêm biểu 01/XLD", "badge-class-1", shown, "Xin duyệt", "Người designer", 'data-island="review"', "Mẫu không còn lỗi", "2026-Q4"):
        assert text in page
    assert person("leader").get(f"/xet-duyet/{draft_id}").status_code == 200
    assert person("clerk_a").get(f"/phe-duyet/{draft_id}").status_code == 404
    assert person("leader").get("/phe-duyet").status_code == 403
    assert "Không có bản thảo nào chờ" not in person("leader").get("/xet-duyet").get_data(as_text=True)


def test_the_pages_do_the_same_as_the_api(person: People, draft_id: str, stored: Stored) -> None:
    act(person("designer"), draft_id, "submit", note="Xin duyệt")
    shown = stored(draft_id).content_hash
    assert person("leader").post(f"/xet-duyet/{draft_id}/chuyen", {"shown": shown}).status_code == 302
    bad = person("approver").post(f"/phe-duyet/{draft_id}/ban-hanh", {"shown": shown, "valid_from": "mai"})
    assert bad.status_code == 422
    assert "không đúng" in bad.get_data(as_text=True)
    empty = person("approver").post(f"/phe-duyet/{draft_id}/tra-lai", {"note": ""})
    assert empty.status_code == 422
    done = person("approver").post(f"/phe-duyet/{draft_id}/ban-hanh", {"shown": shown, "valid_from": "2026-Q4"})
    assert done.status_code == 302
    page = person("designer").get(done.headers["Location"])
    assert page.status_code == 200
    assert "SHA-256" in page.get_data(as_text=True)
    package = person("designer").get(done.headers["Location"] + "/goi")
    assert package.status_code == 200
    assert package.headers["Content-Disposition"] == 'attachment; filename="g-thu-r1.khuon"'
    assert "Chế độ thử" in person("approver").get("/ban-hanh").get_data(as_text=True)
    assert person("designer_nv").get(done.headers["Location"]).status_code == 404


def test_a_draft_is_dropped_only_while_it_can_be_changed(person: People, draft_id: str, app: Flask) -> None:
    other = person("designer_nv").post(f"/thiet-ke/{draft_id}/xoa")
    assert other.status_code == 404
    act(person("designer"), draft_id, "submit")
    assert person("designer").post(f"/thiet-ke/{draft_id}/xoa").status_code == 409
    act(person("designer"), draft_id, "withdraw")
    assert person("designer").post(f"/thiet-ke/{draft_id}/xoa").status_code == 302
    with app.app_context():
        assert session().get(Draft, draft_id) is None


def test_from_an_open_draft_a_leader_goes_to_the_desk_it_lies_on(person: Callable[..., Person], draft_id: str) -> None:
    desk = f"/xet-duyet/{draft_id}"

    def led(login: str) -> tuple[bool, bool]:
        """Whether the list of regimes and the open draft lead there."""
        who = person(login)
        return f'href="{desk}"' in who.get("/thiet-ke").get_data(as_text=True), f'"desk":"{desk}"' in who.get(f"/thiet-ke/{draft_id}").get_data(as_text=True)

    assert led("leader") == (False, False)
    assert person("designer").api("POST", f"/api/drafts/{draft_id}/submit", {}).status_code == 200
    assert led("leader") == (True, True)
    assert led("designer") == (False, False)
    assert person("leader").get(desk).status_code == 200
