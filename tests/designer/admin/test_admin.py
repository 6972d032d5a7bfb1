"""Administration: the own subtree and nothing beyond, rights that nobody gives oneself, and a record of all of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from designer.admin.base import GuardedView
from designer.admin.site import VIEWS
from runtime import audit, clock
from runtime.store import session, transaction
from runtime.store.models import Audit, RoleHolding, Unit, UnitLink, User
from runtime.units import parent_of, successors_of
from tests.people import Person
from tests.world import PASSWORD

FIRST = "nắng vàng trên đồng"


def problems(answer: Any) -> list[str]:
    return re.findall(r'class="problem" id="about-(\w+)"', answer.get_data(as_text=True))


def test_a_view_without_a_permission_cannot_be_written() -> None:
    with pytest.raises(TypeError, match="does not declare action"):
        type("Open", (GuardedView,), {"model_class": Unit, "words": "x"})


def test_no_column_can_be_edited_in_the_list_and_nothing_deleted() -> None:
    for view in VIEWS.values():
        assert not view.can_delete
        assert not view.can_export
        assert view.column_editable_list is None


def test_lists_hold_the_own_subtree(whole: Flask) -> None:
    local, top = Person(whole, "admin_a"), Person(whole, "admin")
    units = local.get("/admin/units/").get_data(as_text=True)
    assert "Phường Phố Hiến" in units
    assert "Phòng Kinh tế" in units
    assert "Xã Ân Thi" not in units
    assert "Xã Ân Thi" in top.get("/admin/units/").get_data(as_text=True)
    people = local.get("/admin/users/").get_data(as_text=True)
    assert "clerk_a" in people
    assert "clerk_b" not in people
    assert "clerk_b" not in local.get("/admin/roles/").get_data(as_text=True)
    assert "p_clerk_b" not in local.get("/admin/audit/").get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/admin/units/edit/?id=u_33_B", "/admin/users/edit/?id=p_clerk_b", "/admin/roles/edit/?id=h_clerk_b_clerk"]
)
def test_beyond_the_subtree_there_is_nothing(whole: Flask, path: str) -> None:
    local = Person(whole, "admin_a")
    assert local.get(path).status_code == 404
    assert local.post(path, {"name": "x"}).status_code == 404
    assert local.get(path.replace("_B", "_X").replace("_b", "_x")).status_code == 404


def test_the_auditor_looks_and_finds_no_buttons(whole: Flask) -> None:
    auditor = Person(whole, "auditor")
    page = auditor.get("/admin/users/").get_data(as_text=True)
    assert "clerk_b" in page
    assert "/admin/users/new/" not in page
    assert "/admin/users/edit/" not in page
    assert auditor.get("/admin/users/edit/?id=p_clerk_a").status_code == 403
    assert auditor.post("/admin/users/new/", {"login": "x.y.z"}).status_code == 403


def test_an_account_is_opened_and_its_first_password_changed(whole: Flask) -> None:
    admin = Person(whole, "admin_a")
    fields = {"login": "moi.nguoi", "name": "Người Mới", "unit_id": "u_33_A_1", "new": FIRST}
    assert admin.post("/admin/users/new/", fields).status_code == 302
    fresh = Person(whole)
    assert fresh.sign_in("moi.nguoi", FIRST).headers["Location"] == "/account/password"
    with whole.app_context():
        user = session().scalars(select(User).where(User.login == "moi.nguoi")).one()
        assert (user.unit_id, user.must_change, user.name) == ("u_33_A_1", True, "Người Mới")
        assert FIRST not in user.password_hash


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"login": "Có Dấu"}, "login"),
        ({"login": "clerk_a"}, "login"),
        ({"login": ""}, "login"),
        ({"name": " "}, "name"),
        ({"new": "ngắn"}, "new"),
        ({"unit_id": "u_33_B"}, "unit_id"),
    ],
)
def test_a_bad_account_is_refused_at_its_field_and_what_was_typed_stays(
    whole: Flask, change: dict[str, str], place: str
) -> None:
    admin = Person(whole, "admin_a")
    fields = {"login": "moi.nguoi", "name": "Người Mới", "unit_id": "u_33_A", "new": FIRST, **change}
    answer = admin.post("/admin/users/new/", fields)
    assert answer.status_code == 422
    assert problems(answer) == [place]
    if place not in {"login", "name"}:
        assert 'value="moi.nguoi"' in answer.get_data(as_text=True)
    assert FIRST not in answer.get_data(as_text=True), "a password is never sent back"


def test_a_role_is_given_for_a_time(whole: Flask) -> None:
    admin = Person(whole, "admin")
    fields = {"user_id": "p_nobody", "role": "clerk", "unit_id": "u_33_B", "valid_from": "2026-01-01", "valid_to": ""}
    assert admin.post("/admin/roles/new/", fields).status_code == 302
    assert Person(whole, "nobody").api("GET", "/api/session").get_json()["role"] == "clerk"
    assert problems(admin.post("/admin/roles/new/", fields)) == ["role"], "held already"
    tomorrow = clock.today() + timedelta(days=1)
    later = {**fields, "role": "head", "valid_from": tomorrow.isoformat()}
    assert admin.post("/admin/roles/new/", later).status_code == 302
    with whole.app_context():
        held = session().scalars(select(RoleHolding).where(RoleHolding.user_id == "p_nobody"))
        assert {h.role for h in held} == {"clerk", "head"}
    roles = Person(whole, "nobody").get("/account").get_data(as_text=True)
    assert "Người nhập liệu" in roles
    assert "Thủ trưởng đơn vị" not in roles, "a role of tomorrow is no role today"


@pytest.mark.parametrize(
    ("login", "fields", "status"),
    [
        ("admin", {"user_id": "p_admin", "role": "approver", "unit_id": "u_33"}, 403),
        ("admin_a", {"user_id": "p_admin_a", "role": "head", "unit_id": "u_33_A"}, 403),
        ("admin_a", {"user_id": "p_clerk_a", "role": "auditor", "unit_id": "u_33_A"}, 422),
        ("admin_a", {"user_id": "p_clerk_a", "role": "approver", "unit_id": "u_33_A"}, 422),
        ("admin_a", {"user_id": "p_clerk_a", "role": "admin", "unit_id": "u_33"}, 422),
        ("admin_a", {"user_id": "p_clerk_b", "role": "head", "unit_id": "u_33_A"}, 422),
        ("admin", {"user_id": "p_clerk_a", "role": "root", "unit_id": "u_33_A"}, 422),
    ],
)
def test_nobody_grants_what_is_not_theirs(whole: Flask, login: str, fields: dict[str, str], status: int) -> None:
    with whole.app_context():
        before = {h.id for h in session().scalars(select(RoleHolding))}
    answer = Person(whole, login).post("/admin/roles/new/", {**fields, "valid_from": "2026-01-01", "valid_to": ""})
    assert answer.status_code == status
    with whole.app_context():
        assert {h.id for h in session().scalars(select(RoleHolding))} == before


def test_nobody_changes_the_own_roles_or_locks_oneself(whole: Flask) -> None:
    admin = Person(whole, "admin")
    days = {"valid_from": "2025-07-01", "valid_to": "2030-01-01"}
    assert admin.post("/admin/roles/edit/?id=h_admin_admin", days).status_code == 403
    assert admin.post("/admin/users/edit/?id=p_admin", {"name": "Tôi", "unit_id": "u_33"}).status_code == 403
    fields = {"name": "Tôi", "unit_id": "u_33", "active": "y", "new": FIRST}
    assert admin.post("/admin/users/edit/?id=p_admin", fields).status_code == 403


def test_a_local_administrator_does_not_take_over_somebody_with_rights_elsewhere(whole: Flask) -> None:
    with whole.app_context(), transaction() as db:
        db.add(RoleHolding(user_id="p_head_a", role="receiver", unit_id="u_33_TT", valid_from=date(2026, 1, 1)))
    local = Person(whole, "admin_a")
    fields = {"name": "Người head_a", "unit_id": "u_33_A", "active": "y", "new": FIRST}
    assert local.post("/admin/users/edit/?id=p_head_a", fields).status_code == 403
    assert Person(whole, "head_a").login == "head_a"
    assert Person(whole, "admin").post("/admin/users/edit/?id=p_head_a", fields).status_code == 302
    assert Person(whole).sign_in("head_a", PASSWORD).status_code == 401


def test_a_reset_password_ends_sessions_and_locks(whole: Flask) -> None:
    clerk, stranger = Person(whole, "clerk_a"), Person(whole)
    for _ in range(6):
        stranger.sign_in("clerk_a", "sai")
    fields = {"name": "Người clerk_a", "unit_id": "u_33_A", "active": "y", "new": FIRST}
    assert Person(whole, "admin_a").post("/admin/users/edit/?id=p_clerk_a", fields).status_code == 302
    assert clerk.api("GET", "/api/session").status_code == 401
    assert stranger.sign_in("clerk_a", FIRST).headers["Location"] == "/account/password"


def test_a_locked_account_is_out(whole: Flask) -> None:
    clerk = Person(whole, "clerk_a")
    fields = {"name": "Người clerk_a", "unit_id": "u_33_A", "new": ""}
    assert Person(whole, "admin_a").post("/admin/users/edit/?id=p_clerk_a", fields).status_code == 302
    assert clerk.api("GET", "/api/session").status_code == 401
    assert Person(whole).sign_in("clerk_a").status_code == 401


def test_a_unit_is_added_moved_and_ended_but_never_deleted(whole: Flask) -> None:
    admin = Person(whole, "admin")
    new = {
        "code": "33.C",
        "name": "Xã  Hoàn   Long",
        "kind": "commune",
        "tier": "commune",
        "parent": "u_33",
        "valid_from": "2025-07-01",
        "valid_to": "",
    }
    assert admin.post("/admin/units/new/", new).status_code == 302
    assert problems(admin.post("/admin/units/new/", new)) == ["code"]
    change = {
        "name": "Xã Hoàn Long",
        "parent": "u_33_KHCN",
        "parent_from": "2026-03-01",
        "valid_to": "",
        "successors": "",
        "how": "merge",
    }
    assert admin.post("/admin/units/edit/?id=u_33_C", change).status_code == 302
    end = {**change, "valid_to": "2026-12-31", "successors": "u_33_A"}
    assert admin.post("/admin/units/edit/?id=u_33_C", end).status_code == 302
    with whole.app_context():
        db = session()
        unit = db.get_one(Unit, "u_33_C")
        assert (unit.name, unit.valid_to) == ("Xã Hoàn Long", date(2026, 12, 31))
        before, after = parent_of(db, unit.id, date(2026, 2, 28)), parent_of(db, unit.id, date(2026, 3, 1))
        assert before is not None
        assert after is not None
        assert (before.id, after.id) == ("u_33", "u_33_KHCN")
        [(became, link)] = successors_of(db, unit.id)
        assert (became.id, link.kind, link.on) == ("u_33_A", "merge", date(2027, 1, 1))
        assert isinstance(link, UnitLink)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"parent": "u_33_A_1"}, "parent"),
        ({"valid_to": "2020-01-01"}, "valid_to"),
        ({"valid_to": "2026-12-31", "successors": "u_33_A"}, "successors"),
        ({"name": ""}, "name"),
        ({"valid_to": "hôm nay"}, "valid_to"),
    ],
)
def test_a_unit_that_would_not_fit_is_refused(whole: Flask, change: dict[str, str], place: str) -> None:
    fields = {
        "name": "Phường Phố Hiến",
        "parent": "u_33",
        "parent_from": "",
        "valid_to": "",
        "successors": "",
        "how": "merge",
        **change,
    }
    answer = Person(whole, "admin").post("/admin/units/edit/?id=u_33_A", fields)
    assert answer.status_code == 422
    assert problems(answer) == [place]


def test_a_form_without_its_token_is_refused(whole: Flask) -> None:
    admin = Person(whole, "admin")
    answer = admin.client.post(
        "/admin/units/edit/?id=u_33_A", data={"name": "x"}, headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.get_json()["code"]) == (403, "csrf")


def test_every_act_and_every_refusal_is_recorded_once_and_the_chain_holds(whole: Flask) -> None:
    admin, local = Person(whole, "admin"), Person(whole, "admin_a")
    fields = {"user_id": "p_nobody", "role": "clerk", "unit_id": "u_33_B", "valid_from": "2026-01-01", "valid_to": ""}
    admin.post("/admin/roles/new/", fields)
    local.post("/admin/roles/new/", {**fields, "user_id": "p_clerk_a", "role": "auditor", "unit_id": "u_33_A"})
    with whole.app_context():
        db = session()
        lines = db.scalars(select(Audit).where(Audit.action == "admin.roles.edit").order_by(Audit.seq)).all()
        assert [(line.outcome, line.user_id, line.code) for line in lines] == [
            ("done", "p_admin", ""),
            ("refused", "p_admin_a", "account.role_reserved"),
        ]
        assert audit.verify(db) is None
    shown = admin.get("/admin/audit/?search=admin.roles").get_data(as_text=True)
    assert "account.role_reserved" in shown


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"valid_to": "hôm nay"}, "Không phải là ngày hợp lệ."),
        ({"how": "khác"}, "Chọn một giá trị trong danh sách."),
        ({"name": ""}, "Mục này bắt buộc."),
        ({"name": "x" * 301}, "Dài quá 300 ký tự."),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese(whole: Flask, change: dict[str, str], said: str) -> None:
    fields = {
        "name": "A",
        "parent": "u_33",
        "parent_from": "",
        "valid_to": "",
        "successors": "",
        "how": "merge",
        **change,
    }
    answer = Person(whole, "admin").post("/admin/units/edit/?id=u_33_A", fields)
    assert said in answer.get_data(as_text=True)
