"""Class workflow_privilege: nobody gets further along a life than role, state and four eyes allow, by any road."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from runtime import clock
from runtime.store import session, transaction
from runtime.store.models import Collection, Draft, Release, RoleHolding, Submission
from tests.attacks.payloads import expected, of_class
from tests.people import Person, code_of

ATTACKS = of_class("workflow_privilege")
WAITING = "d_g_kn_in_approval"
MINE = "s_g_kn_u_33_A"


def draft(app: Flask, draft_id: str = WAITING) -> tuple[str, str]:
    with app.app_context():
        found = session().get_one(Draft, draft_id)
        return found.state, found.content_hash


def approval(app: Flask, draft_id: str = WAITING) -> dict[str, str]:
    return {"shown": draft(app, draft_id)[1], "valid_from": "2026-12"}


def test_the_whole_class_is_run() -> None:
    run = {"WP-01", "WP-02", "WP-04", "WP-06", "WP-07", "WP-09", "WP-11", "WP-12"}
    assert set(ATTACKS) == run


@pytest.mark.parametrize("holding", ["h_both_designer", "h_both_approver", "h_both_leader"])
def test_wp_01_an_author_approves_in_no_role(whole: Flask, holding: str) -> None:
    with whole.app_context(), transaction() as db:
        db.execute(update(Draft).values(author_id="p_both"))
    both = Person(whole, "both")
    both.post("/role", {"holding": holding})
    answer = both.api("POST", f"/api/drafts/{WAITING}/approve", approval(whole))
    expected(ATTACKS["WP-01"], answer)
    assert both.post(f"/phe-duyet/{WAITING}/ban-hanh", approval(whole)).status_code == 403
    assert draft(whole)[0] == "in_approval"


def test_wp_02_nothing_is_published_without_approval(whole: Flask) -> None:
    designer = Person(whole, "designer")
    path = "/api/drafts/d_g_kn_draft"
    expected(ATTACKS["WP-02"], designer.api("POST", f"{path}/approve", approval(whole, "d_g_kn_draft")))
    assert draft(whole, "d_g_kn_draft")[0] == "draft"
    with whole.app_context():
        assert session().query(Release).count() == 2


def test_wp_04_what_is_approved_is_what_was_shown(whole: Flask) -> None:
    approver = Person(whole, "approver")
    assert approver.get(f"/phe-duyet/{WAITING}").status_code == 200
    reviewed = approval(whole)
    designer = Person(whole, "designer2")
    late = designer.api("POST", f"/api/drafts/{WAITING}/operations", {"base": 0, "operations": []})
    assert 400 <= late.status_code < 500, "a draft on the desk is not changed"
    with whole.app_context(), transaction() as db:
        db.execute(update(Draft).where(Draft.id == WAITING).values(content_hash="0" * 64))
    expected(ATTACKS["WP-04"], approver.api("POST", f"/api/drafts/{WAITING}/approve", reviewed))
    assert draft(whole)[0] == "in_approval"


def test_wp_06_a_header_does_not_change_the_method(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    headers = ATTACKS["WP-06"]["send"]["headers"]
    expected(ATTACKS["WP-06"], clerk.api("POST", f"/bao-cao/{MINE}", {}, headers))
    with whole.app_context():
        assert session().get(Submission, MINE) is not None


@pytest.mark.parametrize("view", ["units", "users", "roles", "audit"])
@pytest.mark.parametrize("way", ["ajax/update/", "action/", "delete/"])
def test_wp_07_the_short_ways_of_the_admin_are_closed(whole: Flask, view: str, way: str) -> None:
    for login in ("designer", "admin"):
        person = Person(whole, login)
        sent = {**ATTACKS["WP-07"]["send"]["form"], "csrf_token": person.token(), "id": "1", "action": "delete"}
        answer = person.client.post(f"/admin/{view}/{way}", data=sent, headers={"Accept": "application/json"})
        expected(ATTACKS["WP-07"], answer)


def test_wp_09_a_role_taken_away_is_gone_for_a_session_that_lives(whole: Flask) -> None:
    approver, admin = Person(whole, "approver"), Person(whole, "admin")
    yesterday = clock.today() - timedelta(days=1)
    fields = {"valid_from": "2025-07-01", "valid_to": yesterday.isoformat()}
    assert admin.post("/admin/roles/edit/?id=h_approver_approver", fields).status_code == 302
    with whole.app_context():
        assert session().get_one(RoleHolding, "h_approver_approver").valid_to == yesterday
    answer = approver.api("POST", f"/api/drafts/{WAITING}/approve", approval(whole))
    expected(ATTACKS["WP-09"], answer)


@pytest.mark.parametrize("state", ["accepted", "consolidated", "received"])
def test_wp_11_accepted_data_is_not_taken_back_from_below(whole: Flask, state: str) -> None:
    with whole.app_context(), transaction() as db:
        db.get_one(Submission, MINE).state = state
    head = Person(whole, "head_a")
    expected(ATTACKS["WP-11"], head.api("POST", f"/api/submissions/{MINE}/recall", {}))
    with whole.app_context():
        assert session().get_one(Submission, MINE).state == state


def test_wp_12_the_servers_clock_decides(whole: Flask) -> None:
    with whole.app_context(), transaction() as db:
        db.get_one(Submission, MINE).state = "checked"
        db.execute(update(Collection).values(closes=clock.now() - timedelta(hours=1)))
        shown = db.get_one(Submission, MINE).content_hash
    head = Person(whole, "head_a")
    headers = {"Date": "Sun, 01 Nov 2026 00:00:00 GMT", "Idempotency-Key": "k-1234567890"}
    answer = head.api("POST", f"/api/submissions/{MINE}/send", {"content_hash": shown}, headers)
    expected(ATTACKS["WP-12"], answer)
    with whole.app_context():
        assert session().get_one(Submission, MINE).state == "checked"


def test_every_refusal_is_in_the_record(whole: Flask) -> None:
    from sqlalchemy import select

    from runtime.store.models import Audit

    clerk = Person(whole, "clerk_a")
    answer = clerk.api("POST", f"/api/submissions/{MINE}/accept", {})
    assert code_of(answer) in {"workflow.transition", "forbidden"}
    with whole.app_context():
        line = session().scalars(select(Audit).order_by(Audit.seq.desc())).first()
        assert line is not None
        assert (line.outcome, line.object_id, line.user_id) == ("refused", MINE, "p_clerk_a")
        assert line.instance == answer.get_json()["instance"]


def test_wp_01_one_person_in_three_roles_changes_and_then_neither_forwards_nor_approves(whole: Flask) -> None:
    both, path = Person(whole, "both"), "/api/drafts/d_g_kn_draft"
    both.post("/role", {"holding": "h_both_designer"})
    rename = {"op": "set", "path": ["f_kn", "title"], "value": "X", "was": "TỔNG HỢP ĐƠN"}
    assert both.api("POST", f"{path}/operations", {"base": 0, "operations": [rename]}).status_code == 200
    assert both.api("POST", f"{path}/undo", {}).status_code == 200, "what was taken back was done all the same"
    assert Person(whole, "designer2").api("POST", f"{path}/submit", {}).status_code == 200
    shown = draft(whole, "d_g_kn_draft")[1]
    both.post("/role", {"holding": "h_both_leader"})
    expected(ATTACKS["WP-01"], both.api("POST", f"{path}/forward", {"shown": shown}))
    assert both.post("/xet-duyet/d_g_kn_draft/chuyen", {"shown": shown}).status_code == 403
    assert Person(whole, "leader").api("POST", f"{path}/forward", {"shown": shown}).status_code == 200
    both.post("/role", {"holding": "h_both_approver"})
    answer = both.api("POST", f"{path}/approve", {"shown": shown, "valid_from": "2026-12"})
    expected(ATTACKS["WP-01"], answer)
    assert draft(whole, "d_g_kn_draft")[0] == "in_approval"


def test_wp_01_who_forwarded_does_not_approve(whole: Flask) -> None:
    path = "/api/drafts/d_g_kn_draft"
    assert Person(whole, "designer").api("POST", f"{path}/submit", {}).status_code == 200
    shown = draft(whole, "d_g_kn_draft")[1]
    both = Person(whole, "both")
    both.post("/role", {"holding": "h_both_leader"})
    assert both.api("POST", f"{path}/forward", {"shown": shown}).status_code == 200
    both.post("/role", {"holding": "h_both_approver"})
    expected(ATTACKS["WP-01"], both.api("POST", f"{path}/approve", {"shown": shown, "valid_from": "2026-12"}))


def test_wp_04_a_draft_taken_back_and_changed_is_not_forwarded_as_it_was_seen(whole: Flask) -> None:
    designer, leader, path = Person(whole, "designer"), Person(whole, "leader"), "/api/drafts/d_g_kn_draft"
    assert designer.api("POST", f"{path}/submit", {}).status_code == 200
    seen = draft(whole, "d_g_kn_draft")[1]
    assert designer.api("POST", f"{path}/withdraw", {}).status_code == 200
    rename = {"op": "set", "path": ["f_kn", "title"], "value": "X", "was": "TỔNG HỢP ĐƠN"}
    assert designer.api("POST", f"{path}/operations", {"base": 0, "operations": [rename]}).status_code == 200
    assert designer.api("POST", f"{path}/submit", {}).status_code == 200
    expected(ATTACKS["WP-04"], leader.api("POST", f"{path}/forward", {"shown": seen}))
    assert code_of(leader.api("POST", f"{path}/forward", {})) == "workflow.content_hash"
    approver = Person(whole, "approver")
    nothing = approver.api("POST", f"/api/drafts/{WAITING}/approve", {"valid_from": "2026-12"})
    assert code_of(nothing) == "workflow.content_hash"


def test_a_role_switched_in_another_window_decides_at_once(whole: Flask) -> None:
    both, other = Person(whole, "both"), Person(whole)
    kept = both.client.get_cookie("khuon_session")
    assert kept is not None
    other.client.set_cookie("khuon_session", kept.value)
    both.post("/role", {"holding": "h_both_approver"})
    page = other.get(f"/phe-duyet/{WAITING}")
    assert page.status_code == 200
    both.post("/role", {"holding": "h_both_designer"})
    late = other.api("POST", f"/api/drafts/{WAITING}/approve", approval(whole))
    assert late.status_code == 403
    assert draft(whole)[0] == "in_approval"
