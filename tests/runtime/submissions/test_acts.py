"""Acts on a report: who, when, with which reasons; deadlines by the server's clock; a newer release."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from runtime import clock
from runtime.store.models import Audit, Regime, Submission
from runtime.submissions.collections import open_collection
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS, FORM
from tests.runtime.world import Client, World, documents_of, sample


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        yield made


def sent(world: World, unit: str = "a") -> str:
    report = world.submission(unit)
    world.client(f"head-{unit}").save(report, "f_1", {"r1:c2": "1"})
    world.client(f"head-{unit}").deliver(report)
    return report


def code(client: Client, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
    answer = client.post(path, body, **headers)
    data = answer.get_json()
    return answer.status_code, data.get("code", data.get("state"))


def test_a_late_autosave_after_sending(world: World) -> None:
    report = sent(world)
    answer = world.client("head-a").save(report, "f_1", {"r1:c2": ("2", "1")}, version=1)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "submission.already_submitted")


def test_a_checked_report_is_frozen_until_it_is_taken_back(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    assert code(clerk, f"/api/submissions/{report}/check") == (200, "checked")
    frozen = clerk.save(report, "f_1", {"r1:c2": ("2", "1")})
    assert (frozen.status_code, frozen.get_json()["code"]) == (409, "submission.not_editable")
    assert code(clerk, f"/api/submissions/{report}/send", Idempotency_Key="key-000001") == (403, "signing.head_sends")
    assert code(clerk, f"/api/submissions/{report}/uncheck") == (200, "filling")


def test_sending_what_one_has_not_seen(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    clerk.post(f"/api/submissions/{report}/check")
    body = {"content_hash": "0" * 64}
    path = f"/api/submissions/{report}/send"
    assert code(world.client("head-a"), path, body, Idempotency_Key="key-000001") == (409, "workflow.content_changed")
    assert code(world.client("head-a"), path, {}) == (428, "idempotency.required")
    for unseen in ({}, {"content_hash": ""}):
        answer = code(world.client("head-a"), path, unseen, Idempotency_Key="key-000002")
        assert answer == (422, "workflow.content_hash"), "nobody signs what was not on the screen"
    seen = world.client("head-a").seen(report)
    assert code(world.client("head-a"), path, seen, Idempotency_Key="key-000003") == (200, "sent")


def test_recall_only_before_it_is_received(world: World) -> None:
    report, head, receiver = sent(world), world.client("head-a"), world.client("receiver")
    assert code(head, f"/api/submissions/{report}/recall") == (200, "recalled")
    head.deliver(report)
    assert code(receiver, f"/api/submissions/{report}/receive") == (200, "received")
    assert code(head, f"/api/submissions/{report}/recall") == (409, "workflow.transition")
    assert code(receiver, f"/api/submissions/{report}/accept") == (200, "accepted")
    assert code(head, f"/api/submissions/{report}/recall") == (409, "workflow.transition")
    problems = head.post(f"/api/submissions/{report}/recall", {}).get_json()["problems"]
    assert [one["code"] for one in problems] == ["workflow.transition", "signing.recall_late"], "and what to do instead"


@pytest.mark.parametrize(
    ("act", "body", "expected"),
    [
        ("return", {}, (422, "submission.return_reason")),
        ("return", {"reason": "  "}, (422, "submission.return_reason")),
        ("return", {"cells": [{"form": "f_1", "key": "r9:c9", "text": "?"}]}, (422, "cell.unknown")),
        ("return", {"cells": [{"form": "f_9", "key": "r1:c2", "text": "?"}]}, (404, "submission.unknown_form")),
        ("return", {"reason": "x", "state": "accepted"}, (422, "json.unknown_key")),
        ("exclude", {"reason": " "}, (422, "workflow.reason_required")),
        ("exclude", {}, (422, "json.missing_key")),
        ("reopen", {"reason": "x"}, (409, "workflow.transition")),
    ],
)
def test_acts_that_need_a_reason(world: World, act: str, body: dict[str, Any], expected: tuple[int, str]) -> None:
    report = sent(world)
    assert code(world.client("receiver"), f"/api/submissions/{report}/{act}", body) == expected
    assert world.state(report) == "sent"


def test_the_unit_may_not_do_the_receiver_s_acts(world: World) -> None:
    report = sent(world)
    for act, body in (("receive", {}), ("accept", {}), ("return", {"reason": "x"}), ("exclude", {"reason": "x"})):
        assert code(world.client("head-a"), f"/api/submissions/{report}/{act}", body) == (403, "forbidden")
        assert code(world.client("head-b"), f"/api/submissions/{report}/{act}", body) == (404, "not_found")
        assert code(world.client("receiver-other"), f"/api/submissions/{report}/{act}", body) == (404, "not_found")


def test_a_closed_period(world: World) -> None:
    report, head = world.submission("a"), world.client("head-a")
    head.save(report, "f_1", {"r1:c2": "1"})
    with world.db() as db:
        worlds.collection_of(db).closes = worlds.NOW + dt.timedelta(days=1)
    with clock.frozen(worlds.NOW + dt.timedelta(days=2)):
        head, receiver = world.client("head-a"), world.client("receiver")
        assert code(head, f"/api/submissions/{report}/check") == (403, "period.closed")
        answer = receiver.post(f"/api/submissions/{report}/extend", {"until": "2026-09-20"})
        assert answer.get_json()["due"] == "2026-09-20"
        head.deliver(report)
        assert world.state(report) == "sent"
        late = receiver.post(f"/api/submissions/{report}/extend", {"until": "2026-01-01"})
        assert late.get_json()["code"] == "collection.date"


def test_opening_collections(world: World) -> None:
    receiver, path = world.client("receiver"), "/api/regimes/g_1/collections"
    assert receiver.post(path, {"period": "2026-Q3"}).get_json()["code"] == "collection.exists"
    assert receiver.post(path, {"period": "2026-09"}).get_json()["code"] == "period.wrong_kind"
    assert receiver.post(path, {"period": "2024-Q1"}).get_json()["code"] == "collection.no_release"
    assert receiver.post(path, {"period": "x"}).get_json()["code"] == "period.unknown"
    assert receiver.post(path, {"period": "2026-Q4", "round": "no"}).get_json()["code"] == "query.filter"
    assert receiver.post(path, {"period": "2026-Q4"}).status_code == 201
    assert world.client("receiver-other").post(path, {"period": "2027-Q1"}).status_code == 404
    with world.db() as db:
        units = set(db.scalars(select(Submission.unit_id).where(Submission.period == "2026-Q4")))
    assert units == {"a", "b", "c", "d"}  # the lead agency and the other agency are left out


def test_every_act_stands_in_the_audit_record(world: World) -> None:
    report = sent(world)
    world.client("receiver").post(f"/api/submissions/{report}/accept")
    with world.db() as db:
        lines = db.execute(
            select(Audit.action, Audit.user_name).where(Audit.object_id == report, Audit.outcome == "done").order_by(Audit.seq)
        ).all()
    assert [line.action for line in lines if line.action != "submission.save"] == [
        "submission.check", "submission.send", "submission.accept",
    ]  # fmt: skip
    assert lines[-1].user_name == "Người receiver"


def test_the_reasons_of_a_return_stand_until_the_report_is_handed_over_again(world: World) -> None:
    report, clerk, head, lead = world.submission("a"), world.client("clerk-a"), world.client("head-a"), world.client("receiver")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    head.deliver(report)
    lead.post(f"/api/submissions/{report}/receive")
    cells = [{"form": "f_1", "key": "r1:c2", "text": "Số này chưa đúng."}]
    lead.post(f"/api/submissions/{report}/return", {"reason": "Đề nghị rà soát.", "cells": cells})

    def told() -> tuple[object, int]:
        submission = clerk.get(f"/api/submissions/{report}/forms/f_1").get_json()["submission"]
        return submission["returned"], submission["forms"][0]["notes"]

    returned = {"how": "return", "by": "Thanh tra tỉnh", "text": "Đề nghị rà soát."}
    assert told() == (returned, 1)
    clerk.save(report, "f_1", {"r1:c2": ("2", "1")})
    assert told() == (returned, 0)
    clerk.post(f"/api/submissions/{report}/check", {"reasons": {}})
    assert told() == (None, 0)
    clerk.post(f"/api/submissions/{report}/uncheck")
    assert told() == (returned, 0), "taken back to be changed: the reasons still stand"
    head.deliver(report)
    assert told() == (None, 0)
    head.post(f"/api/submissions/{report}/recall", {"reason": "Còn thiếu một ô"})
    assert told()[0] == {"how": "recall", "by": "Người head-a", "text": "Còn thiếu một ô"}


def test_a_report_follows_a_newer_release_and_loses_nothing(world: World) -> None:
    report, clerk, head = world.submission("a"), world.client("clerk-a"), world.client("head-a")
    clerk.save(report, "f_1", {"r1:c2": "1", "r1:c3": "2"})
    newer = copy.deepcopy(FORM)
    nodes = newer["sections"]["items"]["s1"]["columns"]
    del nodes["nodes"]["c3"]
    nodes["root"].remove("c3")
    nodes["nodes"]["c1"]["cell"]["formula"] = "c2"
    del newer["sections"]["items"]["s1"]["cells"]["r3:c3"]
    with world.db() as db:
        by = world.actor(db, "receiver").user_id
        worlds.publish(db, [newer, DOCUMENTS[1]], by, no=2)
    assert code(clerk, f"/api/submissions/{report}/check") == (409, "submission.newer_release")
    assert clerk.get(f"/api/submissions/{report}/forms/f_1").get_json()["submission"]["newer_release"] == 2
    moved = clerk.post(f"/api/submissions/{report}/release").get_json()
    assert moved["without_place"] == 1
    payload = clerk.get(f"/api/submissions/{report}/forms/f_1").get_json()
    assert payload["values"] == {"r1:c1": "1", "r1:c2": "1"}
    lost = clerk.get(f"/api/submissions/{report}/history?form=f_1&key=r1:c3").get_json()["cells"]
    assert (lost[0]["before"], lost[0]["after"]) == ("2", None)
    head.deliver(report)
    assert world.state(report) == "sent"


def test_without_a_report_before_carried_figures_are_entered(tmp_path: Any) -> None:
    """II.06a in the first period: column 6 is typed like any number; no reason, no lock, and the checks read it."""
    documents = documents_of("tthc_2020")
    with worlds.world_of(f"sqlite:///{tmp_path / 's.sqlite3'}", documents) as world:
        report, client = world.submission("a"), world.client("head-a")
        rows = {"rxalv": [{"id": "lv03", "label": "Đất đai", "item": "lv03"}]}
        cells = sample("tthc_2020")["f_06a"]
        saved = client.save(report, "f_06a", cells, instances=rows)
        assert saved.status_code == 200, saved.get_json()
        assert saved.get_json()["computed"]["rxalv#lv03:c3"] == "120"
        payload = client.get(f"/api/submissions/{report}/forms/f_06a").get_json()
        assert (payload["values"]["rxalv#lv03:c6"], payload["overrides"]) == ("20", {})
        assert (_spec(payload, "c6")["kind"], payload["failures"]) == ("number", [])
        client.deliver(report)
        assert world.state(report) == "sent"


def test_a_report_before_that_arrives_late_replaces_nothing_that_was_stated(tmp_path: Any) -> None:
    """Column 6 was entered while last period's report was missing; once it is there, the figure stands as overridden."""
    documents = documents_of("tthc_2020")
    with worlds.world_of(f"sqlite:///{tmp_path / 's.sqlite3'}", documents, ("2026-Q2", "2026-Q3")) as world:
        client, rows = world.client("head-a"), {"rxalv": [{"id": "lv03", "label": "Đất đai", "item": "lv03"}]}
        before, report = world.submission("a", "2026-Q2"), world.submission("a")
        client.save(report, "f_06a", {"rxalv#lv03:c4": "70", "rxalv#lv03:c6": "20"}, instances=rows)
        client.save(before, "f_06a", sample("tthc_2020")["f_06a"], instances=rows)
        client.deliver(before)
        answer = client.save(report, "f_06a", {"rxalv#lv03:c5": "30"})
        assert answer.status_code == 200, answer.get_json()
        payload = client.get(f"/api/submissions/{report}/forms/f_06a").get_json()
        assert (payload["values"]["rxalv#lv03:c6"], payload["values"]["rxalv#lv03:c3"]) == ("20", "120")
        assert _spec(payload, "c6")["kind"] == "carried"
        assert "chưa có báo cáo" in payload["overrides"]["rxalv#lv03:c6"]["reason"]


def test_figures_carried_over_from_the_period_before(tmp_path: Any) -> None:
    """II.06a: column 6 is last period's column 11, locked, changed only with a reason."""
    documents = documents_of("tthc_2020")
    with worlds.world_of(f"sqlite:///{tmp_path / 's.sqlite3'}", documents, ("2026-Q2", "2026-Q3")) as world:
        client, rows = world.client("head-a"), {"rxalv": [{"id": "lv03", "label": "Đất đai", "item": "lv03"}]}
        before, report = world.submission("a", "2026-Q2"), world.submission("a")
        client.save(before, "f_06a", sample("tthc_2020")["f_06a"], instances=rows)
        client.deliver(before)
        first = client.save(report, "f_06a", {"rxalv#lv03:c4": "5"}, instances=rows)
        assert first.get_json()["computed"]["rxalv#lv03:c6"] == "25"
        assert _spec(client.get(f"/api/submissions/{report}/forms/f_06a").get_json(), "c6")["kind"] == "carried"
        client.save(report, "f_06a", {"rxalv#lv03:c4": (None, "5")}, instances={"rxalv": []})
        again = {"rxalv": [{"id": "k9", "label": "Đất đai", "item": "lv03"}]}
        answer = client.save(report, "f_06a", {}, instances=again).get_json()
        assert answer["computed"]["rxalv#k9:c6"] == "25"
        assert answer["externals"]["prev|f_06a|rxalv#k9:c11"] == "25"
        client.save(report, "f_06a", {"rxalv#lv03:c4": "5"}, instances=rows)
        carried = "rxalv#lv03:c6"
        refused = client.save(report, "f_06a", {carried: "3"})
        assert (refused.status_code, refused.get_json()["code"]) == (422, "cell.carried")
        reason = {carried: {"reason": "Kỳ trước báo cáo thừa hai hồ sơ"}}
        allowed = client.save(report, "f_06a", {carried: ("23", "25")}, overrides=reason)
        assert allowed.status_code == 200, allowed.get_json()
        assert allowed.get_json()["computed"]["rxalv#lv03:c3"] == "28"


def test_a_reason_taken_back_brings_the_carried_figure_back(tmp_path: Any) -> None:
    documents = documents_of("tthc_2020")
    with worlds.world_of(f"sqlite:///{tmp_path / 's.sqlite3'}", documents, ("2026-Q2", "2026-Q3")) as world:
        client, rows = world.client("head-a"), {"rxalv": [{"id": "lv03", "label": "Đất đai", "item": "lv03"}]}
        before, report, carried = world.submission("a", "2026-Q2"), world.submission("a"), "rxalv#lv03:c6"
        client.save(before, "f_06a", sample("tthc_2020")["f_06a"], instances=rows)
        client.deliver(before)
        client.save(report, "f_06a", {"rxalv#lv03:c4": "5"}, instances=rows)
        client.save(report, "f_06a", {carried: ("23", "25")}, overrides={carried: {"reason": "Rà soát lại hồ sơ giấy"}})
        kept = client.save(report, "f_06a", {carried: ("24", "23")}, overrides={carried: None})
        assert (kept.status_code, kept.get_json()["code"]) == (422, "cell.carried"), "another figure needs a reason"
        back = client.save(report, "f_06a", {carried: (None, "23")}, overrides={carried: None})
        assert (back.status_code, back.get_json()["computed"][carried]) == (200, "25")
        assert client.get(f"/api/submissions/{report}/forms/f_06a").get_json()["overrides"] == {}


def _spec(payload: dict[str, Any], column: str) -> dict[str, Any]:
    table = payload["form"]["sections"][0]
    index = next(index for index, item in enumerate(table["columns"]) if item["id"] == column)
    row = next(row for row in table["rows"] if row["id"] == "rxalv")
    found: dict[str, Any] = table["specs"][row["spec"][index]]
    return found


def test_reports_of_two_periods_are_compared(world: World) -> None:
    with world.db() as db:
        open_collection(db, world.actor(db, "receiver"), db.get(Regime, "g_1"), "2026-Q2", opens=worlds.FROM)
    before, head = world.submission("a", "2026-Q2"), world.client("head-a")
    head.save(before, "f_1", {"r1:c2": "10", "r1:c3": {"s": "-"}})
    head.deliver(before)
    report = world.submission("a")
    head.save(report, "f_1", {"r1:c2": "12"})
    payload = head.get(f"/api/submissions/{report}/forms/f_1").get_json()
    assert payload["previous"] == {"r1:c1": "10", "r1:c2": "10", "r1:c3": {"s": "-"}}
    assert payload["previous_label"] == "Quý II năm 2026"
    compared = head.get(f"/api/submissions/{report}/forms/f_1/compare").get_json()
    assert compared["difference"] == {"r1:c1": "2", "r1:c2": "2"}
