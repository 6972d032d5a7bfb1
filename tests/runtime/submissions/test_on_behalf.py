"""Entered on behalf: only by who may, with a reason, marked everywhere, and the unit is heard. On both stores."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from runtime import clock
from runtime.signing import acted_for
from runtime.store.models import Audit, CellChange, OnBehalf, Regime, RoleHolding, Submission, SubmissionEvent, User
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import FROM, Client, World, collection_of

WHY = "Xã mất mạng, số liệu nhận bằng văn bản"


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    """The small province, with a clerk and a head at the unit above the communes."""
    with worlds.world_of(store_url, DOCUMENTS) as made:
        with made.db() as db:
            for login, role in (("clerk-top", "clerk"), ("head-top", "head")):
                user = User(login=login, name=f"Người {login}", unit_id="top", password_hash="!", must_change=False, created_at=clock.now())
                db.add(user)
                db.flush()
                db.add(RoleHolding(user_id=user.id, role=role, unit_id="top", valid_from=FROM))
        yield made


def post(client: Client, report: str, what: str, body: Any = None) -> tuple[int, str]:
    answer = client.post(f"/api/submissions/{report}/{what}", body, Idempotency_Key=f"key-{what}-{client.csrf[:12]}")
    data = answer.get_json()
    return answer.status_code, data.get("code", data.get("state"))


def head_of(client: Client, report: str) -> dict[str, Any]:
    return dict(client.get(f"/api/submissions/{report}/forms/f_1").get_json()["submission"])


def test_the_lead_agency_enters_sends_and_everybody_sees_it(world: World) -> None:
    report, receiver, clerk = world.submission("a"), world.client("receiver"), world.client("clerk-a")
    assert receiver.save(report, "f_1", {"r1:c2": "1"}, version=0).status_code == 403, "not before it was begun"
    assert post(receiver, report, "behalf", {"reason": WHY}) == (200, "assigned")
    assert receiver.save(report, "f_1", {"r1:c2": "1"}).status_code == 200
    assert head_of(receiver, report)["editable"]
    assert post(receiver, report, "check") == (200, "checked")
    assert post(receiver, report, "send", receiver.seen(report)) == (200, "sent")

    mark = head_of(clerk, report)["people"]["behalf"]
    assert (mark["unit"], mark["reason"], mark["used"]) == ("Thanh tra tỉnh", WHY, True)
    for client, page in (
        (clerk, "/viec?show=done"),
        (receiver, "/tiep-nhan/g_1/2026-Q3"),
        (clerk, f"/bao-cao/{report}/in"),
        (receiver, f"/bao-cao/{report}/in"),
        (clerk, f"/bao-cao/{report}/lich-su"),
    ):
        assert WHY in client.get(page).get_data(as_text=True), page
    history = clerk.get(f"/bao-cao/{report}/lich-su").get_data(as_text=True)
    assert "Người receiver (nhập thay, Thanh tra tỉnh)" in history, "each figure says who entered it for whom"

    receiver.post(f"/api/submissions/{report}/accept")
    with world.db() as db:
        collection = collection_of(db).id
    assert receiver.post(f"/api/collections/{collection}/consolidate").status_code == 200
    behind = receiver.get("/tong-hop/g_1/2026-Q3/f_1/o/r1:c2").get_data(as_text=True)
    assert WHY in behind, "and behind the figure of the consolidated report"


def test_the_unit_above_enters_and_its_head_sends(world: World) -> None:
    report, clerk, head = world.submission("b"), world.client("clerk-top"), world.client("head-top")
    assert "Báo cáo đơn vị cấp dưới" in clerk.get("/viec").get_data(as_text=True)
    assert "Xã Bình Minh" in clerk.get("/viec/cap-duoi").get_data(as_text=True)
    assert clerk.form(f"/bao-cao/{report}/nhap-thay", reason=WHY).status_code == 302
    assert clerk.save(report, "f_1", {"r1:c2": "4"}).status_code == 200
    assert post(clerk, report, "check") == (200, "checked")
    assert post(clerk, report, "send", clerk.seen(report)) == (403, "signing.head_sends"), "signing holds above too"
    # Who signs gives it back above as in the unit itself.
    assert post(clerk, report, "back", {"reason": "Thiếu cột 2"}) == (409, "signing.own_work")
    assert post(head, report, "back", {"reason": "Thiếu cột 2"}) == (200, "filling")
    assert post(clerk, report, "check") == (200, "checked")
    assert post(head, report, "send", head.seen(report)) == (200, "sent")


def test_the_unit_objects_and_goes_on_by_itself(world: World) -> None:
    report, receiver, clerk = world.submission("a"), world.client("receiver"), world.client("clerk-a")
    post(receiver, report, "behalf", {"reason": WHY})
    receiver.save(report, "f_1", {"r1:c2": "1"})
    assert post(clerk, report, "behalf/object", {"reason": "Xã tự nhập được"})[0] == 200
    said = head_of(receiver, report)["people"]["behalf"]["objections"]
    assert [(one["text"], one["by"]) for one in said] == [("Xã tự nhập được", "Người clerk-a")]
    assert "Xã tự nhập được" in receiver.get("/tiep-nhan/g_1/2026-Q3").get_data(as_text=True)
    assert post(clerk, report, "behalf/end")[0] == 200
    assert receiver.save(report, "f_1", {"r1:c2": ("9", "1")}, version=1).status_code == 403, "its right has ended"
    assert clerk.save(report, "f_1", {"r1:c2": ("2", "1")}).status_code == 200
    assert head_of(clerk, report)["people"]["behalf"]["used"], "what was done stays marked"


@pytest.mark.parametrize("reason", ["", "   ", "\n\t"])
def test_without_a_reason_nothing_is_begun(world: World, reason: str) -> None:
    report, receiver = world.submission("a"), world.client("receiver")
    assert post(receiver, report, "behalf", {"reason": reason}) == (422, "workflow.reason_required")
    assert post(receiver, report, "behalf", {}) == (422, "json.missing_key")
    with world.db() as db:
        assert db.scalar(select(func.count()).select_from(OnBehalf)) == 0


def test_nobody_else_may_begin_it(world: World) -> None:
    report = world.submission("a")
    expected = {
        "receiver-other": 404, "clerk-b": 404, "head-b": 404, "clerk-a": 403, "head-a": 403, "auditor": 403, "leader": 403,
    }  # fmt: skip
    for login, status in expected.items():
        assert post(world.client(login), report, "behalf", {"reason": WHY})[0] == status, login
    with world.db() as db:
        assert db.scalar(select(func.count()).select_from(OnBehalf)) == 0
        refused = db.scalar(select(func.count()).select_from(Audit).where(Audit.outcome == "refused", Audit.action == "submission.behalf"))
        assert refused == len(expected)


def test_one_report_is_no_key_to_another(world: World) -> None:
    mine, other = world.submission("a"), world.submission("b")
    receiver, above = world.client("receiver"), world.client("clerk-top")
    post(receiver, mine, "behalf", {"reason": WHY})
    assert receiver.save(other, "f_1", {"r1:c2": "1"}, version=0).status_code == 403
    assert post(receiver, other, "check")[0] in (403, 404)
    assert above.save(mine, "f_1", {"r1:c2": "1"}, version=0).status_code == 403, "another unit's right is not one's own"
    assert above.get(f"/bao-cao/{mine}/f_1").status_code == 403, "it is on the list, and no more"
    assert post(above, mine, "behalf", {"reason": WHY}) == (409, "behalf.taken")
    assert post(above, mine, "behalf/end")[0] in (403, 404)
    assert post(above, mine, "behalf/object", {"reason": "x"})[0] in (403, 404), "the unit's word is the unit's"
    assert post(receiver, mine, "behalf/object", {"reason": "x"})[0] in (403, 404)


def test_a_repeated_or_late_request_begins_nothing(world: World) -> None:
    report, receiver, head = world.submission("a"), world.client("receiver"), world.client("head-a")
    post(receiver, report, "behalf", {"reason": WHY})
    assert post(receiver, report, "behalf", {"reason": WHY}) == (409, "behalf.taken")
    assert post(receiver, report, "behalf/end")[0] == 200
    assert post(receiver, report, "behalf/end")[0] in (403, 404, 409)
    head.save(report, "f_1", {"r1:c2": "1"})
    head.deliver(report)
    assert post(receiver, report, "behalf", {"reason": WHY}) == (409, "workflow.state"), "what was sent is the unit's word"


def test_the_right_goes_with_the_tie(world: World) -> None:
    report, receiver = world.submission("a"), world.client("receiver")
    post(receiver, report, "behalf", {"reason": WHY})
    with world.db() as db:
        db.scalars(select(Regime)).one().owner_id = "other"
    assert receiver.save(report, "f_1", {"r1:c2": "1"}, version=0).status_code == 404


def test_a_unit_that_sends_itself_ends_it_and_its_own_hand_is_its_own(world: World) -> None:
    report, receiver, head = world.submission("a"), world.client("receiver"), world.client("head-a")
    post(receiver, report, "behalf", {"reason": WHY})
    head.save(report, "f_1", {"r1:c2": "1"})
    head.deliver(report)
    with world.db() as db:
        row = db.scalars(select(OnBehalf)).one()
        assert (row.ended_at is not None, row.used) == (True, False)
        assert {change.behalf_unit_id for change in db.scalars(select(CellChange))} == {None}
        events = list(db.scalars(select(SubmissionEvent.event).where(SubmissionEvent.submission_id == report)))
    assert {"behalf", "unbehalf"} <= set(events), "the history tells it even when nothing was entered"
    assert head_of(head, report)["people"]["behalf"] is None, "a report that nobody else touched carries no mark"


def test_what_the_lead_agency_enters_in_its_own_cells_is_its_own(world: World) -> None:
    report, receiver = world.submission("a"), world.client("receiver")
    post(receiver, report, "behalf", {"reason": WHY})
    with world.db() as db:
        submission = db.get_one(Submission, report)
        actor = world.actor(db, "receiver")
        submission.state = "received"
        assert acted_for(db, actor, submission) is None
        submission.state = "filling"
        assert acted_for(db, actor, submission) == "lead"


def receiver_too(world: World, login: str = "receiver-2") -> Client:
    """Another receiver of the lead agency."""
    with world.db() as db:
        user = User(login=login, name=f"Người {login}", unit_id="lead", password_hash="!", must_change=False, created_at=clock.now())
        db.add(user)
        db.flush()
        db.add(RoleHolding(user_id=user.id, role="receiver", unit_id="lead", valid_from=FROM))
    return world.client(login)


def entered_and_sent(client: Client, report: str) -> None:
    assert post(client, report, "behalf", {"reason": WHY})[0] == 200
    assert client.save(report, "f_1", {"r1:c2": "1"}).status_code == 200
    assert post(client, report, "check") == (200, "checked")
    assert post(client, report, "send", client.seen(report)) == (200, "sent")


def test_what_a_receiver_entered_another_accepts(world: World) -> None:
    report, receiver, other = world.submission("a"), world.client("receiver"), receiver_too(world)
    entered_and_sent(receiver, report)
    head = head_of(receiver, report)
    assert "accept" not in head["events"], "it is not offered"
    assert "Người receiver-2" in head["people"]["waits"], "and the page says who may"
    assert post(receiver, report, "accept") == (403, "signing.other_accepts")
    assert world.state(report) == "sent"
    assert "accept" in head_of(other, report)["events"]
    assert post(other, report, "accept")[0] == 200
    assert world.state(report) == "accepted"


def test_without_another_receiver_who_entered_it_accepts_it(world: World) -> None:
    report, receiver = world.submission("a"), world.client("receiver")
    entered_and_sent(receiver, report)
    assert post(receiver, report, "accept")[0] == 200, "nobody could otherwise; it stays marked"


def test_a_receiver_whose_role_has_ended_is_no_other(world: World) -> None:
    report, receiver = world.submission("a"), world.client("receiver")
    receiver_too(world)
    with world.db() as db:
        second = db.scalar(select(RoleHolding).join(User, User.id == RoleHolding.user_id).where(User.login == "receiver-2"))
        second.valid_to = clock.today().replace(day=1)
    entered_and_sent(receiver, report)
    assert post(receiver, report, "accept")[0] == 200


def test_a_new_round_by_the_unit_itself_may_be_accepted_by_anyone(world: World) -> None:
    report, receiver, head = world.submission("a"), world.client("receiver"), world.client("head-a")
    receiver_too(world)
    entered_and_sent(receiver, report)
    assert post(receiver, report, "return", {"reason": "Đơn vị tự nhập lại", "cells": []})[0] == 200
    assert head.save(report, "f_1", {"r1:c2": ("2", "1")}).status_code == 200
    head.deliver(report)
    assert post(receiver, report, "accept")[0] == 200
