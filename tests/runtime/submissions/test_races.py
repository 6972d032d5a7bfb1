"""Two acts at once: exactly one effect, on both stores. Threads meet at a barrier and run against the real app."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from runtime.store.models import Audit, CellChange, Regime, SentForm, Submission, SubmissionEvent
from runtime.submissions.collections import open_collection
from tests.at_once import at_once
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import World

TRIES = 8


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, DOCUMENTS) as made:
        yield made


def checked(world: World, report: str) -> None:
    """A report filled and ready to be sent."""
    clerk = world.client("clerk-a")
    assert clerk.save(report, "f_1", {"r1:c2": "1", "r1:c3": "2"}).status_code == 200
    assert clerk.post(f"/api/submissions/{report}/check", {}).status_code == 200


def reset(world: World, report: str) -> None:
    with world.db() as db:
        db.get(Submission, report).state = "checked"


def counts(world: World, report: str) -> tuple[int, int, int]:
    """Send events, forms kept as sent, audit lines of sending that was done."""
    with world.db() as db:
        events = db.scalar(select(func.count()).select_from(SubmissionEvent).where(SubmissionEvent.event == "send"))
        kept = db.scalar(select(func.count()).select_from(SentForm).where(SentForm.submission_id == report))
        lines = db.scalar(
            select(func.count()).select_from(Audit).where(Audit.action == "submission.send", Audit.outcome == "done")
        )
        return int(events), int(kept), int(lines)


def test_the_same_sending_twice_with_one_key(world: World) -> None:
    report = world.submission("a")
    checked(world, report)
    first, second = world.client("head-a"), world.client("head-a")
    path, seen = f"/api/submissions/{report}/send", first.seen(report)
    answers = at_once(
        lambda: first.post(path, seen, Idempotency_Key="key-000001"), lambda: second.post(path, seen, Idempotency_Key="key-000001")
    )
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].get_json() == answers[1].get_json()
    assert counts(world, report) == (1, 1, 1)


def test_two_sendings_with_two_keys(world: World) -> None:
    report = world.submission("a")
    checked(world, report)
    path = f"/api/submissions/{report}/send"
    for number in range(TRIES):
        first, second = world.client("head-a"), world.client("head-a")
        keys, seen = [f"key-{number:04d}-a", f"key-{number:04d}-b"], first.seen(report)
        answers = at_once(
            lambda: first.post(path, seen, Idempotency_Key=keys[0]), lambda: second.post(path, seen, Idempotency_Key=keys[1])
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        (refused,) = [answer.get_json()["code"] for answer in answers if answer.status_code == 409]
        assert refused == "submission.already_submitted"
        assert counts(world, report)[0] == number + 1
        reset(world, report)


def test_a_key_that_was_used_does_nothing_else(world: World) -> None:
    report = world.submission("a")
    checked(world, report)
    head = world.client("head-a")
    seen = head.seen(report)
    assert head.post(f"/api/submissions/{report}/send", seen, Idempotency_Key="key-000001").status_code == 200
    again = head.post(f"/api/submissions/{report}/send", seen, Idempotency_Key="key-000001")
    assert again.status_code == 200
    changed = head.post(f"/api/submissions/{report}/send", {**seen, "reasons": {"x": "y"}}, Idempotency_Key="key-000001")
    assert (changed.status_code, changed.get_json()["code"]) == (409, "idempotency.expired")
    with world.db() as db:
        regime = db.get(Regime, "g_1")
        open_collection(db, world.actor(db, "receiver"), regime, "2026-Q2", opens=worlds.FROM)
    replayed = head.post(f"/api/submissions/{world.submission('a', '2026-Q2')}/send", seen, Idempotency_Key="key-000001")
    assert (replayed.status_code, replayed.get_json()["code"]) == (409, "idempotency.expired")


def test_save_against_send(world: World) -> None:
    """Whatever comes first: what was sent is what was checked."""
    report = world.submission("a")
    checked(world, report)
    for number in range(TRIES):
        clerk, head = world.client("clerk-a"), world.client("head-a")
        seen = head.seen(report)
        answers = at_once(
            lambda: clerk.save(report, "f_1", {"r1:c2": ("7", "1")}, version=1),
            lambda: head.post(f"/api/submissions/{report}/send", seen, Idempotency_Key=f"key-{number:06d}"),
        )
        assert answers[1].status_code == 200
        assert answers[0].status_code == 409
        assert answers[0].get_json()["code"] in ("submission.already_submitted", "submission.not_editable")
        payload = clerk.get(f"/api/submissions/{report}/forms/f_1").get_json()
        assert payload["values"]["r1:c2"] == "1"
        assert payload["submission"]["content_hash"] == answers[1].get_json()["content_hash"]
        reset(world, report)


def test_two_saves_of_one_cell(world: World) -> None:
    report = world.submission("a")
    kept: str | None = None
    for number in range(TRIES):
        before = kept
        clerk, head = world.client("clerk-a"), world.client("head-a")
        answers = at_once(
            lambda: clerk.save(report, "f_1", {"r1:c2": (f"1{number}", before)}, version=number),
            lambda: head.save(report, "f_1", {"r1:c2": (f"2{number}", before)}, version=number),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        kept = f"1{number}" if answers[0].status_code == 200 else f"2{number}"
        with world.db() as db:
            assert db.scalar(select(func.count()).select_from(CellChange)) == number + 1
    assert world.client("clerk-a").get(f"/api/submissions/{report}/forms/f_1").get_json()["values"]["r1:c2"] == kept


def test_accept_against_return(world: World) -> None:
    report = world.submission("a")
    checked(world, report)
    head = world.client("head-a")
    head.post(f"/api/submissions/{report}/send", head.seen(report), Idempotency_Key="key-000001")
    one, two = world.client("receiver"), world.client("receiver")
    answers = at_once(
        lambda: one.post(f"/api/submissions/{report}/accept"),
        lambda: two.post(f"/api/submissions/{report}/return", {"reason": "Sai"}),
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert world.state(report) == ("accepted" if answers[0].status_code == 200 else "returned")


def test_opening_a_collection_twice_at_once(world: World) -> None:
    one, two = world.client("receiver"), world.client("receiver")
    path = "/api/regimes/g_1/collections"
    answers = at_once(lambda: one.post(path, {"period": "2026-Q2"}), lambda: two.post(path, {"period": "2026-Q2"}))
    assert sorted(answer.status_code for answer in answers) == [201, 409]
    with world.db() as db:
        found = db.scalar(select(func.count()).select_from(Submission).where(Submission.period == "2026-Q2"))
    assert found == 4


def test_two_consolidations_and_an_acceptance_at_once(world: World) -> None:
    for unit in ("a", "b"):
        report = world.submission(unit)
        world.client(f"clerk-{unit}").save(report, "f_1", {"r1:c2": "3"})
        world.client(f"head-{unit}").deliver(report)
    a, b = world.submission("a"), world.submission("b")
    world.client("receiver").post(f"/api/submissions/{a}/accept")
    with world.db() as db:
        path = f"/api/collections/{worlds.collection_of(db).id}/consolidate"
    clients = [world.client("receiver") for _ in range(3)]
    answers = at_once(
        lambda: clients[0].post(path), lambda: clients[1].post(path), lambda: clients[2].post(f"/api/submissions/{b}/accept")
    )
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    clients[0].post(path)
    text = clients[0].get("/tong-hop/g_1/2026-Q3/f_1/tai/json").text
    assert '"6"' in text


def test_a_form_opens_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    with worlds.world_of(f"sqlite:///{path}", DOCUMENTS) as made:
        report = made.submission("a")
        clerk = made.client("clerk-a")
        writer = sqlite3.connect(path, isolation_level=None)
        writer.execute("BEGIN IMMEDIATE")
        try:
            answer = clerk.get(f"/api/submissions/{report}/forms/f_1")
        finally:
            writer.rollback()
            writer.close()
        assert (answer.status_code, answer.get_json()["version"]) == (200, 0), "reading a form makes nothing"
