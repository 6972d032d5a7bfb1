"""Inside the unit: who enters, who checks and who signs, as the regime asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import select

from runtime import clock
from runtime.store.models import RoleHolding, Submission, User
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import FROM, NOW, Client, World, regime_document

MINUTE = dt.timedelta(minutes=1)


@contextmanager
def regime(url: str, **asks: str) -> Iterator[World]:
    """A world whose regime asks for this, with a second clerk and a second head at commune a; every request takes a minute."""
    documents = [regime_document(["f_1"], **asks), *(one for one in DOCUMENTS if not one["spec"].startswith("regime/"))]
    with worlds.world_of(url, documents) as made, clock.frozen(NOW) as forward:
        with made.db() as db:
            for login, role in (("clerk-2", "clerk"), ("head-2", "head")):
                user = User(login=login, name=f"Người {login}", unit_id="a", password_hash="!", must_change=False, created_at=clock.now())
                db.add(user)
                db.flush()
                db.add(RoleHolding(user_id=user.id, role=role, unit_id="a", valid_from=FROM))
        made.app.before_request(lambda: forward(MINUTE))
        yield made


@pytest.fixture
def url(tmp_path: Any) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite3'}"


def does(client: Client, report: str, event: str, body: Any = None) -> tuple[int, str]:
    """Status, and the code of the refusal or the state reached."""
    answer = client.post(f"/api/submissions/{report}/{event}", body, Idempotency_Key=f"key-{event}-{client.csrf[:12]}")
    data = answer.get_json()
    return answer.status_code, data.get("code", data.get("state"))


def offered(client: Client, report: str) -> list[str]:
    return list(client.get(f"/api/submissions/{report}/forms/f_1").get_json()["submission"]["events"])


def people(client: Client, report: str) -> dict[str, Any]:
    return dict(client.get(f"/api/submissions/{report}/forms/f_1").get_json()["submission"]["people"])


def test_without_a_word_of_the_regime_the_clerk_checks_and_the_head_sends(url: str) -> None:
    with regime(url) as world:
        report, clerk, head = world.submission("a"), world.client("clerk-a"), world.client("head-a")
        clerk.save(report, "f_1", {"r1:c2": "1"})
        assert offered(clerk, report) == ["check"], "nobody else has to check, so nothing is handed over"
        assert does(clerk, report, "hand") == (409, "signing.no_checker")
        assert does(clerk, report, "check") == (200, "checked")
        assert "send" not in offered(clerk, report)
        assert does(clerk, report, "send", clerk.seen(report)) == (403, "signing.head_sends")
        assert does(head, report, "send", head.seen(report)) == (200, "sent")
        assert does(clerk, report, "recall", {}) == (403, "signing.head_sends")
        steps = [(one["step"], one["by"]) for one in people(head, report)["steps"]]
        assert steps == [("entered", "Người clerk-a"), ("checked", "Người clerk-a"), ("sent", "Người head-a")]


def test_where_nobody_signs_the_clerk_sends_and_takes_back(url: str) -> None:
    with regime(url, signing="none") as world:
        report, clerk = world.submission("a"), world.client("clerk-a")
        clerk.save(report, "f_1", {"r1:c2": "1"})
        does(clerk, report, "check")
        assert set(offered(clerk, report)) == {"uncheck", "send"}
        assert does(clerk, report, "send", clerk.seen(report)) == (200, "sent")
        assert does(clerk, report, "recall", {}) == (200, "recalled")


def test_somebody_else_checks_what_the_clerk_entered(url: str) -> None:
    with regime(url, checking="other") as world:
        report, clerk, second = world.submission("a"), world.client("clerk-a"), world.client("clerk-2")
        clerk.save(report, "f_1", {"r1:c2": "1"})
        assert offered(clerk, report) == ["hand"]
        assert "Người clerk-a" in people(clerk, report)["waits"], "the page says why and who"
        assert does(clerk, report, "check") == (403, "signing.other_checks")
        assert offered(second, report) == ["check"], "who may check it has nothing to hand over"
        assert does(clerk, report, "hand") == (200, "filling")
        assert offered(clerk, report) == []
        waits = people(clerk, report)["waits"]
        assert waits.endswith("kiểm tra: Người clerk-2, Người head-2, Người head-a."), "whom it waits for, not what was done already"
        assert [one["step"] for one in people(second, report)["steps"]] == ["entered", "handed"]
        assert b"ch\xe1\xbb\x9d ki\xe1\xbb\x83m tra" in second.get("/viec").data, "the list says that it waits to be checked"
        assert does(second, report, "check") == (200, "checked")
        assert [one["by"] for one in people(second, report)["steps"]] == ["Người clerk-a", "Người clerk-2"]


def test_whoever_enters_early_is_told_from_when_it_may_go_on(url: str) -> None:
    with regime(url) as world:
        report, clerk = world.submission("a"), world.client("clerk-a")
        clerk.save(report, "f_1", {"r1:c2": "1"})
        assert people(clerk, report)["waits"] is None
        with world.db() as db:
            db.get_one(Submission, report).collection.opens = dt.date(2099, 12, 1)
        assert "01/12/2099" in people(clerk, report)["waits"], "before the last step refuses"
        assert does(clerk, report, "check") == (409, "period.not_open")


def test_who_checks_or_signs_gives_it_back_with_a_reason(url: str) -> None:
    with regime(url, checking="other") as world:
        report, clerk, second = (world.submission("a"), *map(world.client, ("clerk-a", "clerk-2")))
        clerk.save(report, "f_1", {"r1:c2": "1"})
        why = {"reason": "Cột 2 chưa khớp với sổ"}
        assert does(second, report, "back", why) == (409, "signing.own_work"), "nobody has passed it on yet"
        does(clerk, report, "hand")
        assert "back" not in offered(clerk, report), "it is the clerk's own"
        assert does(clerk, report, "back", why) == (409, "signing.own_work")
        assert set(offered(second, report)) == {"check", "back"}
        assert does(second, report, "back", {"reason": " "}) == (422, "workflow.reason_required")
        assert does(second, report, "back", why) == (200, "filling")
        told = people(clerk, report)["given_back"]
        assert (told["by"], told["text"]) == ("Người clerk-2", why["reason"])
        assert offered(clerk, report) == ["hand"]
        assert "chuyển lại, chờ sửa" in clerk.get("/viec").data.decode()
        clerk.save(report, "f_1", {"r1:c2": ("2", "1")})
        assert people(clerk, report)["given_back"]["by"] == "Người clerk-2", "while it is mended it still stands"
        does(clerk, report, "hand")
        assert people(clerk, report)["given_back"] is None
        does(second, report, "check")
        head = world.client("head-a")
        assert set(offered(head, report)) == {"uncheck", "back", "send"}
        answer = head.post(f"/api/submissions/{report}/back", {"reason": "Thiếu cột 3"})
        assert answer.get_json()["state"] == "filling"
        assert people(head, report)["given_back"]["text"] == "Thiếu cột 3"
        # Whoever checked it gives nothing back to themselves; why it was given back is the unit's own business.
        does(clerk, report, "hand")
        does(second, report, "check")
        assert does(second, report, "back", why) == (409, "signing.own_work")
        assert does(head, report, "send", head.seen(report)) == (200, "sent")
        told = [[one["note"] for one in reader.get(f"/api/submissions/{report}/history").get_json()["events"] if one["event"] == "back"] for reader in (clerk, world.client("receiver"))]
        assert told == [["Thiếu cột 3", why["reason"]], ["", ""]]
        assert "Thiếu cột 3" not in world.client("receiver").get(f"/bao-cao/{report}/lich-su").get_data(as_text=True)


def test_a_save_says_what_may_be_done_now(url: str) -> None:
    with regime(url, checking="other") as world:
        report, clerk = world.submission("a"), world.client("clerk-a")
        assert offered(clerk, report) == ["check"], "who entered nothing may check"
        clerk.save(report, "f_1", {"r1:c2": "1"})
        standing = clerk.get(f"/api/submissions/{report}/checks").get_json()
        assert standing["events"] == ["hand"]
        assert "Người clerk-a" in standing["people"]["waits"]


def test_where_nobody_else_can_check_the_page_says_whom_to_ask(url: str) -> None:
    with regime(url, checking="other") as world:
        report = world.submission("b")
        with world.db() as db:
            head = db.scalar(select(User).where(User.login == "head-b"))
            head.active = False
        clerk = world.client("clerk-b")
        clerk.save(report, "f_1", {"r1:c2": "1"})
        assert "quản trị thêm" in people(clerk, report)["waits"]


def test_whoever_corrects_while_checking_leaves_the_check_to_the_other(url: str) -> None:
    with regime(url, checking="other") as world:
        report, clerk, second = world.submission("a"), world.client("clerk-a"), world.client("clerk-2")
        clerk.save(report, "f_1", {"r1:c2": "1"})
        does(second, report, "check")
        does(second, report, "uncheck")
        second.save(report, "f_1", {"r1:c2": ("2", "1")})
        assert does(second, report, "check") == (403, "signing.other_checks")
        assert does(clerk, report, "check") == (200, "checked"), "what the clerk had entered was checked before"


def test_a_change_after_handing_over_takes_the_hand_over_back(url: str) -> None:
    with regime(url, checking="other") as world:
        report, clerk = world.submission("a"), world.client("clerk-a")
        clerk.save(report, "f_1", {"r1:c2": "1"})
        does(clerk, report, "hand")
        clerk.save(report, "f_1", {"r1:c2": ("3", "1")})
        assert [one["step"] for one in people(clerk, report)["steps"]] == ["entered"]


def test_three_people_enter_check_and_sign(url: str) -> None:
    with regime(url, checking="apart") as world:
        report, clerk, head, third = (world.submission("a"), *map(world.client, ("clerk-a", "head-a", "head-2")))
        clerk.save(report, "f_1", {"r1:c2": "1"})
        assert does(head, report, "check") == (200, "checked")
        assert does(head, report, "send", head.seen(report)) == (403, "signing.three_people")
        assert "send" not in offered(head, report)
        assert does(third, report, "send", third.seen(report)) == (200, "sent")

