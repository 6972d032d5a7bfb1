"""The permission table: what each role reaches, in queries and one by one."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.errors import KhuonError
from runtime.actor import ANONYMOUS, Actor, actor_for
from runtime.permissions import SEEING, allowed, fetch, may, require, restrict, visible
from runtime.rules import ACTIONS, RULES
from runtime.scopes import SCOPES
from runtime.store import session
from runtime.store.models import ROLES, Base, Draft, Release, RoleHolding, Submission, Unit, User

CHANGING = {
    *("submission.save", "submission.check", "submission.send", "submission.recall", "submission.receive"),
    *("submission.return", "submission.accept", "submission.exclude", "submission.reopen", "consolidation.run", "consolidation.adjust"),
    *("regime.create", "draft.create", "draft.edit", "draft.submit", "draft.withdraw", "draft.delete"),
    *("review.forward", "review.return", "release.approve", "release.return", "release.close", "release.supersede"),
    *("package.import", "collection.open", "collection.extend", "submission.uncheck"),
    *("admin.units.edit", "admin.users.edit", "admin.roles.edit"),
}


def act(db: Session, login: str, role: str | None = None) -> Actor:
    user = db.scalars(select(User).where(User.login == login)).one()
    held = role or (user.holdings[0].role if user.holdings else None)
    return actor_for(db, user, role=held)


def ids(db: Session, actor: Actor, action: str, model: type[Base]) -> set[str]:
    return {row.id for row in db.scalars(restrict(select(model), actor, action))}  # type: ignore[attr-defined]


def test_every_role_of_the_table_is_a_role_and_every_changing_action_is_in_it() -> None:
    assert {role for rule in RULES for role in rule.roles} - {"*"} == set(ROLES)
    assert ACTIONS >= CHANGING


def test_the_auditor_reads_all_and_changes_nothing() -> None:
    reading = {rule.action for rule in RULES if "auditor" in rule.roles}
    assert reading & CHANGING == set()
    assert {"submission.read", "receiving.read", "consolidation.read", "draft.read", "release.read"} <= reading
    assert {"admin.audit", "admin.units", "admin.users", "admin.roles"} <= reading


def test_every_scope_of_a_row_is_known_for_some_kind_of_object() -> None:
    known = {scope for scope, _ in SCOPES} | {"all", "public"}
    assert {rule.scope for rule in RULES} <= known


def test_an_action_that_is_not_in_the_table_cannot_be_declared() -> None:
    with pytest.raises(KeyError, match="submission\\.sennd"):
        require("submission.sennd")


def test_a_unit_reaches_its_own_submissions_only(app: Flask) -> None:
    with app.app_context():
        db = session()
        for login in ("clerk_a", "head_a"):
            assert ids(db, act(db, login), "submission.read", Submission) == {"s_g_kn_u_33_A", "s_g_nv_u_33_A"}


def test_a_lead_agency_reaches_its_own_regimes_only(app: Flask) -> None:
    with app.app_context():
        db = session()
        assert ids(db, act(db, "receiver"), "receiving.list", Submission) == {"s_g_kn_u_33_A", "s_g_kn_u_33_B"}
        assert ids(db, act(db, "receiver_nv"), "receiving.list", Submission) == {"s_g_nv_u_33_A", "s_g_nv_u_33_B"}
        assert {d.regime_id for d in db.scalars(restrict(select(Draft), act(db, "designer"), "draft.read"))} == {"g_kn"}
        assert ids(db, act(db, "designer_nv"), "release.read", Release) == {"r_g_nv_1"}


def test_a_lead_agency_reads_what_was_sent_and_not_what_is_being_filled(app: Flask) -> None:
    with app.app_context():
        db = session()
        receiver = act(db, "receiver")
        assert ids(db, receiver, "receiving.read", Submission) == set()
        with pytest.raises(KhuonError) as refused:
            fetch(db, Submission, "s_g_kn_u_33_A", "receiving.read", receiver)
        assert refused.value.code == "workflow.state"


def test_the_approver_sees_what_came_to_approval(app: Flask) -> None:
    with app.app_context():
        db = session()
        assert ids(db, act(db, "approver"), "approval.read", Draft) == {"d_g_kn_in_approval"}


def test_an_administrator_reaches_the_own_subtree(app: Flask) -> None:
    with app.app_context():
        db = session()
        local = act(db, "admin_a")
        assert ids(db, local, "admin.units", Unit) == {"u_33_A", "u_33_A_1"}
        assert ids(db, local, "admin.users", User) == {"p_clerk_a", "p_head_a", "p_admin_a"}
        assert all(h.unit_id == "u_33_A" for h in db.scalars(restrict(select(RoleHolding), local, "admin.roles")))
        assert len(ids(db, act(db, "admin"), "admin.units", Unit)) == 7


def test_nobody_reaches_anything_without_a_role(app: Flask) -> None:
    with app.app_context():
        db = session()
        user = db.scalars(select(User).where(User.login == "nobody")).one()
        for actor in (ANONYMOUS, actor_for(db, user)):
            for model in SEEING:
                assert db.scalars(select(model).where(visible(actor, model))).all() == []


@pytest.mark.parametrize("object_id", ["s_g_kn_u_33_B", "no-such-id", "s_g_kn_u_33_A'--", ""])
def test_not_visible_and_not_there_are_the_same(app: Flask, object_id: str) -> None:
    with app.app_context():
        db = session()
        with pytest.raises(KhuonError) as refused:
            fetch(db, Submission, object_id, "submission.read", act(db, "clerk_a"))
        assert (refused.value.code, refused.value.status) == ("not_found", 404)


def test_visible_but_not_for_this_role_is_forbidden(app: Flask) -> None:
    with app.app_context():
        db = session()
        with pytest.raises(KhuonError) as refused:
            fetch(db, Submission, "s_g_kn_u_33_A", "submission.accept", act(db, "clerk_a"))
        assert refused.value.code == "forbidden"


def test_the_right_role_in_the_wrong_state_is_told_so(app: Flask) -> None:
    with app.app_context():
        db = session()
        head = act(db, "head_a")
        with pytest.raises(KhuonError) as refused:
            fetch(db, Submission, "s_g_kn_u_33_A", "submission.send", head)
        assert refused.value.code == "workflow.state"
        assert fetch(db, Submission, "s_g_kn_u_33_A", "submission.send", head, states=False).unit_id == "u_33_A"
        mine = db.get_one(Submission, "s_g_kn_u_33_A")
        assert not allowed(head, "submission.send", mine)
        assert allowed(head, "submission.send", mine, states=False)


def test_a_role_is_acted_in_one_at_a_time(app: Flask) -> None:
    with app.app_context():
        db = session()
        assert may(act(db, "both", "designer"), "draft.edit")
        assert not may(act(db, "both", "designer"), "release.approve")
        assert may(act(db, "both", "approver"), "release.approve")
