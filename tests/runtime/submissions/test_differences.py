"""What changed since a report was returned: the receiver looks at that only, and sees what became of each reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from runtime import clock
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import Client, World

ROWS = {"r2": [{"id": "k1", "label": "Đất đai"}]}


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        yield made


def returned(world: World) -> str:
    """A report that was sent, then returned with two reasons."""
    report, head = world.submission("a"), world.client("head-a")
    assert head.save(report, "f_1", {"r1:c2": "1", "r1:c3": "2", "r2#k1:c2": "7"}, instances=ROWS).status_code == 200
    head.deliver(report)
    cells = [{"form": "f_1", "key": "r1:c2", "text": "Sai so với sổ"}, {"form": "f_1", "key": "r1:c3", "text": "Chưa làm tròn"}]
    answer = world.client("receiver").post(f"/api/submissions/{report}/return", {"reason": "Xem lại cột 2, 3", "cells": cells})
    assert answer.status_code == 200, answer.get_json()
    return report


def since(client: Client, report: str) -> Any:
    return client.get(f"/api/submissions/{report}/differences").get_json()["differences"]


def test_a_report_that_never_came_back_has_nothing_to_compare_with(world: World) -> None:
    report = world.submission("a")
    assert since(world.client("clerk-a"), report) is None


def test_cells_old_and_new_by_name_and_each_reason_with_what_the_unit_did(world: World) -> None:
    report, clerk = returned(world), world.client("clerk-a")
    clerk.save(report, "f_1", {"r1:c2": ("5", "1")})
    note = next(one for one in since(clerk, report)["reasons"] if one["key"] == "r1:c3")
    assert clerk.post(f"/api/submissions/{report}/notes/{note['id']}/answer", {"reason": "Đúng theo sổ"}).status_code == 200
    world.client("head-a").deliver(report)

    found = since(world.client("receiver"), report)
    assert (found["revision"], found["by"], found["text"]) == (1, "Người receiver", "Xem lại cột 2, 3")
    entered = [(one["name"], one["before"], one["after"]) for one in found["changes"] if not one["computed"]]
    assert len(entered) == 1
    assert "Dòng một" in entered[0][0]
    assert entered[0][1:] == ("1", "5")
    assert [(one["key"], one["before"], one["after"]) for one in found["changes"] if one["computed"]] == [("r1:c1", "3", "7")]
    told = {one["key"]: (one["text"], one["changed"], one["answer"]) for one in found["reasons"]}
    assert told == {"r1:c2": ("Sai so với sổ", True, ""), "r1:c3": ("Chưa làm tròn", False, "Đúng theo sổ")}


def test_a_row_that_was_taken_out_is_told(world: World) -> None:
    report, clerk = returned(world), world.client("clerk-a")
    assert clerk.save(report, "f_1", {}, instances={"r2": []}).status_code == 200
    gone = [one for one in since(clerk, report)["changes"] if one["gone"]]
    assert [(one["key"], one["before"], one["after"]) for one in gone if not one["computed"]] == [("r2#k1:c2", "7", "")]
    assert "Đất đai" in gone[0]["name"]


def test_a_recall_in_between_does_not_move_what_is_compared_with(world: World) -> None:
    report, head = returned(world), world.client("head-a")
    head.save(report, "f_1", {"r1:c2": ("5", "1")})
    head.deliver(report)
    head.post(f"/api/submissions/{report}/recall", {})
    head.save(report, "f_1", {"r1:c2": ("6", "5")})
    assert [(one["before"], one["after"]) for one in since(head, report)["changes"] if one["key"] == "r1:c2"] == [("1", "6")]


def test_a_second_return_keeps_what_was_neither_mended_nor_answered(world: World) -> None:
    report, head, receiver = returned(world), world.client("head-a"), world.client("receiver")
    third = [{"form": "f_1", "key": "r2#k1:c2", "text": "Thiếu chứng từ"}]
    head.deliver(report)
    receiver.post(f"/api/submissions/{report}/return", {"reason": "Lần hai", "cells": third})
    assert [one["text"] for one in since(head, report)["reasons"]] == ["Sai so với sổ", "Chưa làm tròn", "Thiếu chứng từ"]
    first = since(head, report)["reasons"][0]
    head.post(f"/api/submissions/{report}/notes/{first['id']}/answer", {"reason": "Đúng theo sổ"})
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        head.save(report, "f_1", {"r1:c3": ("3", "2")})
    assert [one["changed"] for one in since(head, report)["reasons"]] == [False, True, False], "what is mended now is still told"
    head.deliver(report)
    again = [{"form": "f_1", "key": "r2#k1:c2", "text": "Vẫn thiếu"}]
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        receiver.post(f"/api/submissions/{report}/return", {"reason": "Lần ba", "cells": again})
    assert [one["text"] for one in since(head, report)["reasons"]] == ["Vẫn thiếu"], "answered, mended, said anew"
    forms = head.get(f"/api/submissions/{report}/forms/f_1").get_json()["submission"]["forms"]
    assert forms[0]["notes"] == 1, "the count at the form says the same"


def test_only_the_unit_answers_and_only_while_it_fills(world: World) -> None:
    report = returned(world)
    clerk, head = world.client("clerk-a"), world.client("head-a")
    note = since(clerk, report)["reasons"][0]["id"]
    path = f"/api/submissions/{report}/notes/{note}/answer"
    assert world.client("receiver").post(path, {"reason": "x"}).status_code in (403, 404)
    assert world.client("clerk-b").post(path, {"reason": "x"}).status_code == 404
    other = world.submission("b")
    assert world.client("clerk-b").post(f"/api/submissions/{other}/notes/{note}/answer", {"reason": "x"}).status_code == 404, "a remark of another report"
    assert clerk.post(path, {"reason": "x" * 5000}).status_code == 422
    assert clerk.post(path, {"reason": "<script>alert(1)</script>"}).status_code == 200
    head.deliver(report)
    assert clerk.post(path, {"reason": "late"}).status_code == 409
