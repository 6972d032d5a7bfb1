"""Both lives: every edge of the tables, every missing one, and the guards."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.errors import KhuonError
from runtime import clock, signing
from runtime.actor import Actor, actor_for
from runtime.approvals import LEVELS, set_policy
from runtime.edges import LIVES, Edge
from runtime.guards import GUARDS
from runtime.lives import events, move
from runtime.rules import ACTIONS
from runtime.store import transaction
from runtime.store.models import (
    DRAFT_STATES,
    RELEASE_STATES,
    SUBMISSION_STATES,
    Audit,
    Collection,
    Draft,
    DraftOperation,
    Release,
    ReviewEvent,
    Submission,
    SubmissionEvent,
    User,
)

#: Who may cause an event, so that only the state decides.
DRAFT_PEOPLE = {
    "submit": "designer2",
    "withdraw": "designer2",
    "edit": "designer2",
    "forward": "leader",
    "approve": "approver",
}
SUBMISSION_PEOPLE = {"start": "clerk_a", "hand": "clerk_a", "check": "clerk_a", "uncheck": "head_a", "back": "head_a", "send": "head_a", "recall": "head_a"}
FACTS: dict[str, Any] = {"note": "Số liệu cột 9 chưa khớp"}
#: Moves that only a route of the policy opens: the leader alone, and the first of two approvers.
ROUTE_OF = {"publish": "leader", "endorse": "two"}


@pytest.fixture
def db(app: Flask) -> Iterator[Session]:
    with app.app_context(), transaction() as opened:
        yield opened


def act(db: Session, login: str, role: str | None = None) -> Actor:
    user = db.scalars(select(User).where(User.login == login)).one()
    return actor_for(db, user, role=role or user.holdings[0].role)


def code_of(db: Session, login: str, obj: Any, event: str, **facts: Any) -> str:
    with pytest.raises(KhuonError) as refused:
        move(db, act(db, login), obj, event, **facts)
    return refused.value.code


def edges(model: type[Any]) -> list[Edge]:
    return list(LIVES[model])


def test_the_tables_name_only_what_exists() -> None:
    states = {Draft: DRAFT_STATES, Release: RELEASE_STATES, Submission: SUBMISSION_STATES}
    for model, life in LIVES.items():
        for edge in life:
            assert edge.action in ACTIONS
            assert edge.sources | {edge.target} <= set(states[model])  # type: ignore[index]
            assert set(edge.guards) <= set(GUARDS)
        pairs = [(edge.event, state) for edge in life for state in edge.sources]
        assert len(pairs) == len(set(pairs)), "one event leads one way from a state"


@pytest.mark.parametrize("state", SUBMISSION_STATES)
@pytest.mark.parametrize("event", sorted({edge.event for edge in LIVES[Submission]}))
def test_a_submission_moves_along_the_table_and_no_other_way(
    db: Session, state: str, event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = state
    asks = replace(signing.inside(db, submission), checking="other")
    monkeypatch.setattr(signing, "inside", lambda *_: asks)
    edge = next((e for e in edges(Submission) if e.event == event and state in e.sources), None)
    actor = act(db, SUBMISSION_PEOPLE.get(event, "receiver"))
    if edge is None:
        with pytest.raises(KhuonError) as refused:
            move(db, actor, submission, event, shown=submission.content_hash, **FACTS)
        assert (refused.value.code, refused.value.status) == ("workflow.transition", 409)
        return
    kept = move(db, actor, submission, event, shown=submission.content_hash, **FACTS)
    assert submission.state == edge.target
    assert isinstance(kept, SubmissionEvent)
    assert (kept.from_state, kept.to_state, kept.by_id) == (state, edge.target, actor.user_id)
    line = db.scalars(select(Audit).order_by(Audit.seq.desc())).first()
    assert line is not None
    assert (line.action, line.object_id, line.outcome) == (edge.action, submission.id, "done")


@pytest.mark.parametrize("state", DRAFT_STATES)
@pytest.mark.parametrize("event", sorted({edge.event for edge in LIVES[Draft]}))
def test_a_draft_moves_along_the_table_and_no_other_way(db: Session, state: str, event: str) -> None:
    draft = db.get_one(Draft, "d_g_kn_in_approval")
    draft.state = state
    if event in ROUTE_OF:
        set_policy(db, act(db, "approver"), dict.fromkeys(LEVELS, ROUTE_OF[event]))
    edge = next((e for e in edges(Draft) if e.event == event and state in e.sources), None)
    login = DRAFT_PEOPLE.get(event) or ("approver" if state == "in_approval" else "leader")
    if edge is None:
        assert code_of(db, login, draft, event, shown=draft.content_hash, **FACTS) == "workflow.transition"
        return
    kept = move(db, act(db, login), draft, event, shown=draft.content_hash, **FACTS)
    assert draft.state == edge.target
    assert isinstance(kept, ReviewEvent)


def test_a_release_is_superseded_and_closed(db: Session) -> None:
    release = db.get_one(Release, "r_g_kn_1")
    assert move(db, act(db, "approver"), release, "supersede") is None
    assert release.state == "superseded"
    move(db, act(db, "leader"), release, "close", note="Hết hiệu lực")
    assert code_of(db, "approver", release, "supersede") == "workflow.transition"


@pytest.mark.parametrize("login", ["clerk_a", "receiver", "auditor", "admin"])
def test_only_the_head_sends(db: Session, login: str) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "checked"
    expected = "signing.head_sends" if login == "clerk_a" else "forbidden"
    assert code_of(db, login, submission, "send", shown=submission.content_hash) == expected


def test_the_head_of_another_unit_does_not_send(db: Session) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "checked"
    assert code_of(db, "head_b", submission, "send", shown=submission.content_hash) == "forbidden"


def test_another_agency_does_not_accept(db: Session) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "received"
    assert code_of(db, "receiver_nv", submission, "accept") == "forbidden"


@pytest.mark.parametrize("role", ["designer", "leader", "approver"])
def test_the_author_never_approves_in_whatever_role(db: Session, role: str) -> None:
    draft = db.get_one(Draft, "d_g_kn_in_approval")
    draft.author_id = "p_both"
    with pytest.raises(KhuonError) as refused:
        move(db, act(db, "both", role), draft, "approve", shown=draft.content_hash)
    assert (refused.value.code, refused.value.status) == ("workflow.four_eyes", 403)
    assert draft.state == "in_approval"


def test_who_changed_one_thing_is_an_author_too(db: Session) -> None:
    draft = db.get_one(Draft, "d_g_kn_in_approval")
    operation = DraftOperation(
        draft_id=draft.id, seq=1, operation="{}", inverse="{}", client_id="x", by_id="p_approver", at=clock.now()
    )
    db.add(operation)
    assert code_of(db, "approver", draft, "approve", shown=draft.content_hash) == "workflow.four_eyes"
    move(db, act(db, "approver2"), draft, "approve", shown=draft.content_hash)
    assert draft.state == "published"


def test_the_leader_who_forwarded_does_not_approve(db: Session) -> None:
    draft = db.get_one(Draft, "d_g_kn_in_review")
    move(db, act(db, "both", "leader"), draft, "forward", shown=draft.content_hash)
    with pytest.raises(KhuonError) as refused:
        move(db, act(db, "both", "approver"), draft, "approve", shown=draft.content_hash)
    assert refused.value.code == "workflow.four_eyes"


def test_approval_is_for_what_was_shown(db: Session) -> None:
    draft = db.get_one(Draft, "d_g_kn_in_approval")
    shown = draft.content_hash
    draft.content_hash = "0" * 64
    assert code_of(db, "approver", draft, "approve", shown=shown) == "workflow.content_changed"
    assert code_of(db, "approver", draft, "approve") == "workflow.content_hash"
    assert code_of(db, "approver", draft, "approve", shown=5) == "workflow.content_hash"


def test_what_is_sent_is_what_was_shown(db: Session) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "checked"
    assert code_of(db, "head_a", submission, "send", shown="0" * 64) == "workflow.content_changed"


@pytest.mark.parametrize("facts", [{}, {"note": "  "}, {"reasons": []}, {"reasons": [{"cell": "r1:c9", "text": " "}]}])
def test_a_return_needs_words(db: Session, facts: dict[str, Any]) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "received"
    assert code_of(db, "receiver", submission, "return", **facts) == "workflow.reason_required"


def test_reasons_are_kept_per_cell(db: Session) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "received"
    reasons = [{"form": "f_one", "cell": "r1:c9", "text": "97 ≠ 98"}]
    kept = move(db, act(db, "receiver"), submission, "return", reasons=reasons)
    assert kept is not None
    assert json.loads(kept.reasons) == reasons


def test_nothing_is_sent_after_the_close_by_the_servers_clock(db: Session) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "checked"
    collection = db.get_one(Collection, submission.collection_id)
    collection.closes = clock.now() - timedelta(minutes=1)
    assert code_of(db, "head_a", submission, "send", shown=submission.content_hash) == "period.closed"
    submission.extended_until, submission.extended_by = clock.now() + timedelta(hours=1), "p_receiver"
    move(db, act(db, "head_a"), submission, "send", shown=submission.content_hash)
    assert submission.state == "sent"


def test_nothing_is_sent_before_the_opening(db: Session) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "checked"
    db.get_one(Collection, submission.collection_id).opens = clock.today() + timedelta(days=1)
    assert code_of(db, "head_a", submission, "send", shown=submission.content_hash) == "period.not_open"


def test_buttons_follow_role_and_state(db: Session) -> None:
    submission = db.get_one(Submission, "s_g_kn_u_33_A")
    submission.state = "sent"
    db.flush()
    assert events(act(db, "head_a"), submission) == ["recall"]
    assert set(events(act(db, "receiver"), submission)) == {"receive", "return", "accept", "exclude"}
    assert events(act(db, "auditor"), submission) == []
