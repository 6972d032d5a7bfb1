"""Two acts of the desks at the same moment, on both stores: one after the other, never half of each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from designer.app import create_app
from runtime.store import migrate, session, transaction
from runtime.store.models import Audit, Draft, ReviewComment, ReviewEvent, ReviewPolicy
from tests import world
from tests.application import settings
from tests.at_once import at_once
from tests.designer.conftest import make_draft
from tests.people import Person, code_of


@pytest.fixture
def app(store_url: str) -> Iterator[Flask]:
    """The whole application over the small province, on SQLite and on PostgreSQL."""
    migrate.upgrade(store_url)
    made = create_app(settings(store_url))
    with made.app_context(), transaction() as db:
        world.add_all(db)
    yield made
    made.extensions["khuon.store"].close()


def ready(person: Callable[..., Person], *logins: str) -> list[Person]:
    """People who are signed in and hold their token, so that only the act itself is in the race."""
    people = [person(login) for login in logins]
    for each in people:
        each.token()
    return people


def held_up(app: Flask, act: Callable[[], Any], change: Callable[[Draft], None], draft_id: str) -> Any:
    """An act that begins while somebody else holds the draft's row, who then changes it and lets go."""
    begun, answers = threading.Event(), []

    def run() -> None:
        begun.set()
        answers.append(act())

    with app.app_context(), transaction() as db:
        draft = db.get_one(Draft, draft_id, with_for_update=True)
        thread = threading.Thread(target=run)
        thread.start()
        begun.wait()
        # Long enough for the act to pass the gate, which reads the state from before; without that it is refused there.
        thread.join(0.5)
        change(draft)
    thread.join()
    return answers[0]


def decided(draft: Draft) -> None:
    draft.state = "published"


@pytest.mark.parametrize("what", ["add", "answer", "resolve"])
def test_nobody_remarks_on_what_was_decided_meanwhile(app: Flask, person: Callable[..., Person], what: str) -> None:
    draft_id = make_draft(app)
    leader, designer = ready(person, "leader", "designer")
    assert designer.api("POST", f"/api/drafts/{draft_id}/submit", {}).status_code == 200
    path = f"/api/drafts/{draft_id}/comments"
    remark = leader.api("POST", path, {"form": "f_01xld", "place": "c1", "text": "Sao lại đổi?"}).get_json()["comments"][0]["id"]
    send = {"add": (path, {"text": "Muộn"}), "answer": (f"{path}/{remark}/answers", {"text": "Muộn"}), "resolve": (f"{path}/{remark}/resolve", {"done": True})}
    answer = held_up(app, lambda: leader.api("POST", *send[what]), decided, draft_id)
    assert (answer.status_code, code_of(answer)) == (409, "workflow.state")
    with app.app_context():
        rows = session().query(ReviewComment).all()
        assert [(row.text, row.resolved_at) for row in rows] == [("Sao lại đổi?", None)]


def test_a_remark_and_sending_on_at_once_come_one_after_the_other(app: Flask, person: Callable[..., Person]) -> None:
    draft_id = make_draft(app)
    (designer, leader, other) = ready(person, "designer", "leader", "leader")
    assert designer.api("POST", f"/api/drafts/{draft_id}/submit", {}).status_code == 200
    with app.app_context():
        shown = session().get_one(Draft, draft_id).content_hash
    path = f"/api/drafts/{draft_id}"
    said, sent = at_once(
        lambda: other.api("POST", f"{path}/comments", {"text": "Khoan đã"}), lambda: leader.api("POST", f"{path}/forward", {"shown": shown})
    )
    # Leaders may still remark while the IT department has it: what counts is that an earlier remark was seen.
    assert said.status_code == 201
    with app.app_context():
        state = session().get_one(Draft, draft_id).state
        lines = [line.action for line in session().query(Audit).filter(Audit.action.in_(("review.comment", "review.forward")), Audit.outcome == "done").order_by(Audit.seq)]
        events = session().query(ReviewEvent).filter_by(draft_id=draft_id, event="forward").count()
    if sent.status_code == 200:
        assert (state, events, lines) == ("in_approval", 1, ["review.forward", "review.comment"])
    else:
        assert (code_of(sent), state, events, lines) == ("review.open_comments", "in_review", 0, ["review.comment"])


def test_the_first_setting_of_the_policy_by_two_at_once_is_one_setting(app: Flask, person: Callable[..., Person]) -> None:
    first, second = ready(person, "approver", "approver2")
    shown = {f"shown_{level}": "notice" for level in range(4)}
    wanted = [{**shown, **{f"route_{level}": name for level in range(4)}} for name in ("approver", "two")]
    answers = at_once(lambda: first.post("/phe-duyet/chinh-sach", wanted[0]), lambda: second.post("/phe-duyet/chinh-sach", wanted[1]))
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    won = 0 if answers[0].status_code == 302 else 1
    page = answers[1 - won].get_data(as_text=True)
    assert "Chính sách vừa được người khác đặt lại" in page
    # What was chosen is still there, and saving again now goes through knowingly.
    lost = ("approver", "two")[1 - won]
    assert page.count(f'<option value="{lost}" selected>') == 4
    assert page.count(f'value="{("approver", "two")[won]}">') == 4 + 4
    with app.app_context():
        assert {row.route for row in session().query(ReviewPolicy)} == {("approver", "two")[won]}
        assert session().query(Audit).filter_by(action="policy.edit", outcome="done").count() == 4


def test_a_page_of_the_policy_from_before_overwrites_nothing(app: Flask, person: Callable[..., Person]) -> None:
    first, second = ready(person, "approver", "approver2")
    shown = {f"shown_{level}": "notice" for level in range(4)}
    assert first.post("/phe-duyet/chinh-sach", {**shown, "route_0": "leader"}).status_code == 302
    stale = second.post("/phe-duyet/chinh-sach", {**shown, "route_0": "approver"})
    assert stale.status_code == 409
    assert second.post("/phe-duyet/chinh-sach", {**shown, "route_0": "leader"}).status_code == 302
    assert second.post("/phe-duyet/chinh-sach", {**shown, "shown_0": "leader", "route_0": "approver"}).status_code == 302
    with app.app_context():
        assert [(row.level, row.route) for row in session().query(ReviewPolicy)] == [(0, "approver")]
