"""The policy of approval: which class of change needs whom, on every way to a release."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from designer import publish
from designer.packages import package_of_draft
from designer.publish import freeze
from metadata.errors import KhuonError
from runtime.store import session
from runtime.store.models import Audit, Draft, Release
from tests.designer.conftest import acting
from tests.designer.samples import C
from tests.people import Person, code_of

People = Callable[..., Person]
Stored = Callable[[str], Draft]

RENAME = {"op": "set", "path": [*C, "c1", "label"], "value": "Tổng số", "was": "Tổng số đơn"}
OTHER_UNIT = {"op": "set", "path": [*C, "c1", "cell", "unit"], "value": "ho", "was": None}


def act(who: Person, draft_id: str, what: str, **body: Any) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/{what}", body)


def set_routes(person: People, **routes: str) -> Any:
    return person("approver").post("/phe-duyet/chinh-sach", {f"route_{key[1:]}": name for key, name in routes.items()})


def first_release(person: People, draft_id: str, stored: Stored) -> None:
    act(person("designer"), draft_id, "submit")
    shown = stored(draft_id).content_hash
    act(person("leader"), draft_id, "forward", shown=shown)
    assert act(person("approver"), draft_id, "approve", shown=shown, valid_from="2026-Q3").status_code == 200


def next_draft(person: People, *operations: dict[str, Any]) -> str:
    """The next draft with its operations, submitted."""
    designer = person("designer")
    draft_id = designer.post("/thiet-ke/che-do/g_thu/ban-thao").headers["Location"].rpartition("/")[2]
    answer = act(designer, draft_id, "operations", base=0, operations=list(operations))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert act(designer, draft_id, "submit").status_code == 200
    return str(draft_id)


@pytest.fixture
def look_only(person: People, draft_id: str, stored: Stored) -> str:
    """A published regime, and a draft of its next release in which a caption changed (class 0), submitted."""
    first_release(person, draft_id, stored)
    return next_draft(person, RENAME)


def newest(app: Flask) -> dict[str, Any]:
    with app.app_context():
        body: dict[str, Any] = json.loads(session().query(Release).filter_by(regime_id="g_thu").order_by(Release.no.desc()).first().body)  # type: ignore[union-attr]
        return body


def test_without_a_setting_every_class_takes_the_full_route(app: Flask, person: People, look_only: str, stored: Stored) -> None:
    page = person("approver").get("/phe-duyet/chinh-sach").get_data(as_text=True)
    assert page.count("chưa đặt: theo đường đầy đủ") == 4
    shown = stored(look_only).content_hash
    answer = act(person("leader"), look_only, "publish", shown=shown, valid_from="2026-Q4")
    assert (answer.status_code, code_of(answer)) == (403, "policy.needs_approver")
    assert stored(look_only).state == "in_review"
    assert newest(app)["policy"] == {"class": 1, "route": "notice"}


def test_the_leader_publishes_what_the_policy_leaves_to_the_leader(app: Flask, person: People, look_only: str, stored: Stored) -> None:
    assert set_routes(person, c0="leader").status_code == 302
    shown = stored(look_only).content_hash
    page = person("leader").get(f"/xet-duyet/{look_only}").get_data(as_text=True)
    assert "Ban hành</button>" in page
    assert "Lãnh đạo cơ quan chủ trì tự ban hành" in page
    own = act(person("designer"), look_only, "publish", shown=shown, valid_from="2026-Q4")
    assert (own.status_code, code_of(own)) == (403, "workflow.four_eyes")
    done = person("leader").post(f"/xet-duyet/{look_only}/ban-hanh", {"shown": shown, "valid_from": "2026-Q4"})
    assert done.status_code == 302, done.get_data(as_text=True)
    body = newest(app)
    assert (body["no"], body["policy"]["route"], body["policy"]["by"]) == (2, "leader", "Người approver")
    assert [line["act"] for line in body["approvals"]] == ["submit", "publish"]


def test_a_heavier_class_still_goes_to_the_it_department(person: People, draft_id: str, stored: Stored) -> None:
    first_release(person, draft_id, stored)
    set_routes(person, c0="leader", c1="leader")
    second = next_draft(person, OTHER_UNIT)
    answer = act(person("leader"), second, "publish", shown=stored(second).content_hash, valid_from="2026-Q4")
    assert code_of(answer) == "policy.needs_approver"
    assert "Ban hành</button>" not in person("leader").get(f"/xet-duyet/{second}").get_data(as_text=True)


def test_a_new_regime_always_takes_the_full_route(person: People, draft_id: str, stored: Stored) -> None:
    set_routes(person, c0="leader", c1="leader", c2="leader", c3="leader")
    act(person("designer"), draft_id, "submit")
    answer = act(person("leader"), draft_id, "publish", shown=stored(draft_id).content_hash, valid_from="2026-Q4")
    assert code_of(answer) == "policy.needs_approver"
    assert "chế độ mới luôn theo đường đầy đủ" in person("leader").get(f"/xet-duyet/{draft_id}").get_data(as_text=True)


def test_two_approvers_are_two_people(app: Flask, person: People, look_only: str, stored: Stored) -> None:
    set_routes(person, c0="two", c1="two", c2="two", c3="two")
    shown = stored(look_only).content_hash
    act(person("leader"), look_only, "forward", shown=shown)
    first, second = person("approver"), person("approver2")
    early = act(first, look_only, "approve", shown=shown, valid_from="2026-Q4")
    assert (early.status_code, code_of(early)) == (403, "policy.needs_second")
    assert person("approver").post(f"/phe-duyet/{look_only}/dong-y", {"shown": shown}).status_code == 302
    again = act(first, look_only, "approve", shown=shown, valid_from="2026-Q4")
    assert (again.status_code, code_of(again)) == (403, "workflow.four_eyes")
    assert code_of(act(second, look_only, "endorse", shown=shown)) == "policy.last_one"
    assert act(second, look_only, "approve", shown=shown, valid_from="2026-Q4").status_code == 200
    assert [line["by"] for line in newest(app)["approvals"]][2:] == ["Người approver", "Người approver2"]


def test_agreement_from_before_a_return_does_not_count(person: People, look_only: str, stored: Stored) -> None:
    set_routes(person, c0="two", c1="two", c2="two", c3="two")
    shown = stored(look_only).content_hash
    act(person("leader"), look_only, "forward", shown=shown)
    act(person("approver"), look_only, "endorse", shown=shown)
    act(person("approver2"), look_only, "return", note="Xem lại")
    act(person("designer"), look_only, "submit")
    act(person("leader"), look_only, "forward", shown=shown)
    answer = act(person("approver2"), look_only, "approve", shown=shown, valid_from="2026-Q4")
    assert code_of(answer) == "policy.needs_second"


def test_an_imported_package_publishes_nothing_by_itself(app: Flask, person: People, draft_id: str, stored: Stored) -> None:
    first_release(person, draft_id, stored)
    second = next_draft(person, RENAME)
    with app.app_context():
        package = package_of_draft(session().get_one(Draft, second))
    act(person("designer"), second, "withdraw")
    person("designer").post(f"/thiet-ke/{second}/xoa")
    before = newest(app)["no"]
    designer = person("designer")
    answer = designer.client.post(
        "/api/packages",
        data={"package": (io.BytesIO(package), "goi.khuon")},
        content_type="multipart/form-data",
        headers={"X-CSRFToken": designer.token(), "Accept": "application/json"},
    )
    assert answer.status_code in (200, 201), answer.get_data(as_text=True)
    assert newest(app)["no"] == before
    with app.app_context():
        assert [row.state for row in session().query(Draft).filter_by(regime_id="g_thu") if row.id != draft_id] == ["draft"]


def test_a_restored_draft_comes_back_without_its_approvals(app: Flask, person: People, look_only: str, stored: Stored) -> None:
    set_routes(person, c0="two", c1="two", c2="two", c3="two")
    shown = stored(look_only).content_hash
    act(person("leader"), look_only, "forward", shown=shown)
    act(person("approver"), look_only, "endorse", shown=shown)
    act(person("approver2"), look_only, "return", note="Thôi")
    assert person("designer").post(f"/thiet-ke/{look_only}/xoa").status_code == 302
    assert person("designer").post("/thiet-ke/che-do/g_thu/khoi-phuc", {"dropped": look_only}).status_code == 302
    assert stored(look_only).state == "returned"
    for who, event in (("approver2", "approve"), ("leader", "publish")):
        assert act(person(who), look_only, event, shown=shown, valid_from="2026-Q4").status_code in (404, 409)
    act(person("designer"), look_only, "submit")
    act(person("leader"), look_only, "forward", shown=shown)
    assert code_of(act(person("approver2"), look_only, "approve", shown=shown, valid_from="2026-Q4")) == "policy.needs_second"


def test_nothing_is_frozen_without_the_moves_in_the_store(app: Flask, look_only: str) -> None:
    """Whatever code calls for it: the last gate reads the moves themselves."""

    def refused(way: Callable[..., Any], *given: str, state: str | None = None) -> str:
        with app.app_context():
            db = session()
            draft = db.get_one(Draft, look_only)
            draft.state = state or draft.state
            with pytest.raises(KhuonError) as found:
                way(db, acting("approver"), draft, *given)
            db.rollback()
        return found.value.code

    assert refused(freeze, "2026-Q4", state="published") == "publish.approvals"
    assert refused(publish.approve, "0" * 64, "2026-Q4") == "workflow.transition"


def test_only_the_it_department_sets_the_policy_and_every_change_is_kept(app: Flask, person: People) -> None:
    for login in ("designer", "leader", "auditor"):
        assert person(login).get("/phe-duyet/chinh-sach").status_code == 200
        assert person(login).post("/phe-duyet/chinh-sach", {"route_0": "leader"}).status_code == 403
    assert person("clerk_a").get("/phe-duyet/chinh-sach").status_code == 403
    set_routes(person, c0="leader")
    set_routes(person, c0="approver")
    with app.app_context():
        lines = session().query(Audit).filter_by(action="policy.edit", outcome="done").order_by(Audit.seq).all()
        assert [json.loads(line.facts) for line in lines] == [
            {"class": 0, "from": "notice", "to": "leader"},
            {"class": 0, "from": "leader", "to": "approver"},
        ]


def test_a_heavier_class_never_takes_a_lighter_route(person: People) -> None:
    answer = set_routes(person, c0="approver", c1="leader")
    assert answer.status_code == 422
    assert "Loại 1 không được duyệt nhẹ hơn loại 0" in answer.get_data(as_text=True)
    unknown = set_routes(person, c0="nobody")
    assert unknown.status_code == 422
    assert "chưa đặt" in person("approver").get("/phe-duyet/chinh-sach").get_data(as_text=True)


def test_a_submission_shows_its_route_and_why(person: People, draft_id: str, stored: Stored) -> None:
    first = person("designer").api("GET", f"/api/drafts/{draft_id}/diff").get_json()["route"]
    assert first == {"name": "notice", "words": "Lãnh đạo trình, Sở phê duyệt, báo cho các đơn vị", "why": "Chế độ mới luôn theo đường đầy đủ"}
    first_release(person, draft_id, stored)
    set_routes(person, c0="leader")
    second = next_draft(person, RENAME)
    told = person("designer").api("GET", f"/api/drafts/{second}/diff").get_json()
    assert told["class"] == 0
    assert told["route"] == {"name": "leader", "words": "Lãnh đạo cơ quan chủ trì tự ban hành", "why": "Loại 0: số liệu đã có không bị ảnh hưởng."}
