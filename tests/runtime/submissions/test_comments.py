"""What clerk, checker and receiver say to each other about a cell: who sees it, who answers, who settles, and that a save leaves it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from runtime.store.models import Audit
from runtime.submissions import comments
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import Client, World

XSS = '<img src=x onerror="alert(1)"><script>alert(2)</script>'
_turn = iter(range(10_000))


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, DOCUMENTS) as made:
        yield made


def says(client: Client, report: str, text: str, key: str = "r1:c2", **more: Any) -> tuple[int, Any]:
    return _post(client, f"/api/submissions/{report}/comments", {"form": "f_1", "key": key, "text": text, **more})


def answers(client: Client, report: str, comment: str, text: str) -> tuple[int, Any]:
    return _post(client, f"/api/submissions/{report}/comments/{comment}/answer", {"text": text})


def settles(client: Client, report: str, comment: str, **change: bool) -> tuple[int, Any]:
    return _told(client.send("PATCH", f"/api/submissions/{report}/comments/{comment}", change))


def _post(client: Client, path: str, body: dict[str, Any]) -> tuple[int, Any]:
    return _told(client.post(path, body, Idempotency_Key=f"comment-{next(_turn)}"))


def _told(answer: Any) -> tuple[int, Any]:
    data = answer.get_json()
    return answer.status_code, data.get("code", data.get("comments"))


def seen(client: Client, report: str) -> list[dict[str, Any]]:
    return list(client.get(f"/api/submissions/{report}/comments").get_json()["comments"])


def test_the_receiver_asks_the_unit_answers_the_receiver_settles(world: World) -> None:
    clerk, head, receiver, report = world.client("clerk-a"), world.client("head-a"), world.client("receiver"), world.submission("a")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    assert says(receiver, report, "Chưa gửi") == (409, "workflow.state"), "the receiver speaks about what was sent"
    head.deliver(report)
    status, told = says(receiver, report, "Số này lấy từ đâu?", follow_up=True)
    assert (status, told[0]["name"], told[0]["follow_up"], told[0]["side"]) == (200, "Dòng một · Một (cột 2)", True, "receiver")
    assert answers(clerk, report, told[0]["id"], "Theo sổ theo dõi")[0] == 200
    assert settles(clerk, report, told[0]["id"], resolved=True) == (403, "comment.theirs")
    [thread] = seen(receiver, report)
    assert [(one["by"], one["text"], one["side"]) for one in thread["answers"]] == [("Người clerk-a", "Theo sổ theo dõi", "unit")]
    assert b'title="Trao \xc4\x91\xe1\xbb\x95i ch\xc6\xb0a xong' in receiver.get("/tiep-nhan/g_1/2026-Q3").data
    assert settles(receiver, report, thread["id"], resolved=True, follow_up=False)[0] == 200
    assert [(one["resolved"], one["follow_up"]) for one in seen(clerk, report)] == [(True, False)]
    assert answers(clerk, report, thread["id"], "Thêm") == (409, "comment.settled")
    assert settles(receiver, report, thread["id"], resolved=False)[0] == 200
    with world.db() as db:
        done = db.scalars(select(Audit.facts).where(Audit.action == "submission.comment", Audit.outcome == "done")).all()
    assert [json.loads(facts)["act"] for facts in done] == ["begin", "answer", "settle", "settle"]


def test_what_is_said_inside_the_unit_stays_there(world: World) -> None:
    clerk, head, receiver, report = world.client("clerk-a"), world.client("head-a"), world.client("receiver"), world.submission("a")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    _, told = says(clerk, report, "Chị xem giúp số này", internal=True)
    assert answers(head, report, told[0]["id"], "Đúng rồi")[0] == 200
    says(clerk, report, "Đã gồm số phát sinh", key="q1")
    head.deliver(report)
    assert [one["text"] for one in seen(receiver, report)] == ["Đã gồm số phát sinh"]
    assert answers(receiver, report, told[0]["id"], "?") == (404, "comment.unknown")
    assert {one["text"] for one in seen(world.client("auditor"), report)} == {"Chị xem giúp số này", "Đã gồm số phát sinh"}
    assert says(world.client("leader"), report, "x")[0] == 403
    assert says(world.client("clerk-b"), report, "x")[0] == 404


def test_a_mark_outlives_the_change_of_its_cell(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    assert says(clerk, report, "", follow_up=True)[0] == 200
    clerk.save(report, "f_1", {"r1:c2": "1"})
    clerk.save(report, "f_1", {"r1:c2": ("2", "1")})
    assert [(one["follow_up"], one["resolved"]) for one in seen(clerk, report)] == [(True, False)]


def test_markup_stays_text_and_bounds_hold(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    _, told = says(clerk, report, XSS)
    assert told[0]["text"] == XSS
    assert says(clerk, report, "   ") == (422, "comment.empty")
    assert says(clerk, report, "x", key="r9:c9") == (422, "cell.unknown")
    assert says(clerk, report, "a\u202eb") == (422, "text.control_character")
    assert says(clerk, report, "x" * 4_001)[0] == 422
    monkeypatch.setattr(comments, "MOST", 1)
    monkeypatch.setattr(comments, "MOST_ANSWERS", 1)
    assert says(clerk, report, "nữa") == (409, "comment.full")
    assert answers(clerk, report, told[0]["id"], "một")[0] == 200
    assert answers(clerk, report, told[0]["id"], "hai") == (409, "comment.long")


def test_a_request_sent_twice_says_it_once(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    body = {"form": "f_1", "key": "r1:c2", "text": "một lần"}
    for _ in range(2):
        assert clerk.post(f"/api/submissions/{report}/comments", body, Idempotency_Key="comment-twice").status_code == 200
    assert len(seen(clerk, report)) == 1


def told(client: Client, path: str) -> str:
    """The part of a page that tells which exchanges wait for an answer; empty when none does."""
    page = client.get(path).get_data(as_text=True)
    return page.partition('id="exchanges"')[2].partition("</section>")[0]


def test_what_waits_for_an_answer_stands_on_the_lists_of_whoever_is_to_answer(world: World) -> None:
    clerk, head, receiver, report = world.client("clerk-a"), world.client("head-a"), world.client("receiver"), world.submission("a")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    head.deliver(report)
    assert told(clerk, "/viec") == told(receiver, "/tiep-nhan") == ""
    _, (asked,) = says(receiver, report, "Số này lấy từ đâu?")
    assert "Số này lấy từ đâu?" in told(clerk, "/viec"), "though the report is sent and not among those to be done"
    assert f"/bao-cao/{report}/f_1#trao-doi" in told(head, "/")
    assert (told(receiver, "/tiep-nhan"), asked["waits"]) == ("", False), "the receiver waits for the unit"
    assert seen(clerk, report)[0]["waits"]
    assert answers(clerk, report, asked["id"], "Theo sổ theo dõi")[0] == 200
    assert told(clerk, "/viec") == ""
    assert "Theo sổ theo dõi" in told(receiver, "/tiep-nhan")
    assert "Theo sổ theo dõi" in told(receiver, "/")
    assert told(world.client("clerk-b"), "/viec") == "", "another unit is told nothing"
    assert settles(receiver, report, asked["id"], resolved=True)[0] == 200
    assert told(receiver, "/tiep-nhan") == told(clerk, "/viec") == ""


def test_a_question_inside_the_unit_waits_for_another_of_its_people(world: World) -> None:
    clerk, head, receiver, report = world.client("clerk-a"), world.client("head-a"), world.client("receiver"), world.submission("a")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    assert says(head, report, "Kiểm tra lại số này", internal=True)[0] == 200
    assert "Kiểm tra lại số này" in told(clerk, "/viec")
    assert told(head, "/viec") == told(receiver, "/tiep-nhan") == ""


def test_what_was_said_is_shown_as_text(world: World) -> None:
    head, receiver, report = world.client("head-a"), world.client("receiver"), world.submission("a")
    head.save(report, "f_1", {"r1:c2": "1"})
    head.deliver(report)
    assert says(receiver, report, XSS)[0] == 200
    assert "<img" not in told(head, "/viec")
