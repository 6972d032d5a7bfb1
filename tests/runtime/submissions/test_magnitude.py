"""Figures in another unit of measure than before: warned about, never refused, never for small counts."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metadata.errors import Problem
from runtime.submissions.magnitude import Usual, odd
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS, FORM
from tests.runtime.world import Client, World, publish, regime_document

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "magnitude.json").read_text(encoding="utf-8"))
PERIODS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3")


@pytest.mark.parametrize("case", VECTORS, ids=[case["why"] for case in VECTORS])
def test_what_is_said_to_a_figure(case: dict[str, Any]) -> None:
    low, high = (Decimal(one) for one in case["usual"])
    found = odd("r1:c2", Decimal(case["value"]), Usual(low, high, case["decimals"] == 0))
    said = [Problem(found.code, found.key, found.args).sentence(lang) if found else None for lang in ("vi", "en")]
    assert said == [case["vi"], case.get("en")]


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, DOCUMENTS, PERIODS) as made:
        yield made


def sent(world: World, figures: dict[str, dict[str, str]]) -> Client:
    head = world.client("head-a")
    for period, cells in figures.items():
        report = world.submission("a", period)
        assert head.save(report, "f_1", cells).status_code == 200
        head.deliver(report)
    return head


def warned(answer: Any) -> list[tuple[str, str, str]]:
    return [(one["code"], one["severity"], one["cells"][0]) for one in answer.get_json()["failures"]]


def test_three_periods_make_a_history_and_the_warning_wants_a_reason(world: World) -> None:
    head = sent(world, {"2025-Q4": {"r1:c2": "1200", "r1:c3": "8"}, "2026-Q1": {"r1:c2": "1100", "r1:c3": "9"}, "2026-Q2": {"r1:c2": "1300", "r1:c3": "10"}})
    report = world.submission("a")
    told = head.get(f"/api/submissions/{report}/forms/f_1").get_json()["magnitude"]
    assert told["usual"]["r1:c2"] == ["1100", "1300"]
    assert "r1:c1" not in told["usual"], "a total is not entered: its parts are warned about"
    answer = head.save(report, "f_1", {"r1:c2": "1250000", "r1:c3": "90"})
    assert warned(answer) == [("magnitude.up", "warning", "r1:c2")], "nine and ninety are small"
    said = answer.get_json()["failures"][0]
    assert said["sentence"] == "Dòng một · Một (cột 2): 1.250.000 gấp khoảng 1.000 lần các kỳ trước (1.100 – 1.300); có thể nhập nhầm đơn vị tính."
    refused = head.post(f"/api/submissions/{report}/check", {"reasons": {}})
    assert (refused.status_code, refused.get_json()["code"]) == (422, "submission.reason_required")
    assert head.post(f"/api/submissions/{report}/check", {"reasons": {said["id"]: "Có dự án mới"}}).status_code == 200


def test_the_period_before_and_the_same_one_last_year_are_enough(world: World) -> None:
    head = sent(world, {"2025-Q3": {"r1:c2": "1200"}, "2026-Q2": {"r1:c2": "1300"}})
    assert warned(head.save(world.submission("a"), "f_1", {"r1:c2": "1"})) == [("magnitude.down", "warning", "r1:c2")]


def test_two_other_periods_are_no_history_nor_are_figures_that_go_up_and_down(world: World) -> None:
    head = sent(world, {"2025-Q4": {"r1:c2": "1200", "r1:c3": "200"}, "2026-Q1": {"r1:c2": "1300", "r1:c3": "5000"}})
    assert warned(head.save(world.submission("a", "2026-Q2"), "f_1", {"r1:c2": "1300000"})) == []
    sent(world, {})
    head.save(world.submission("a", "2026-Q2"), "f_1", {"r1:c2": ("1250", "1300000"), "r1:c3": "300"})
    head.deliver(world.submission("a", "2026-Q2"))
    assert warned(head.save(world.submission("a"), "f_1", {"r1:c3": "500000"})) == []


@pytest.mark.parametrize("say", ["cell", "column", "row"])
def test_a_figure_that_may_jump_is_not_warned_about(tmp_path: Path, say: str) -> None:
    form = copy.deepcopy(FORM)
    section = form["sections"]["items"]["s1"]
    if say == "cell":
        section.setdefault("cells", {})["r1:c2"] = {"jumps": True}
    else:
        node = section[f"{say}s"]["nodes"]["c2" if say == "column" else "r1"]
        node["cell"] = {**node.get("cell", {}), "jumps": True}
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", [form, *DOCUMENTS[1:]], PERIODS) as world:
        head = sent(world, {"2025-Q3": {"r1:c2": "1200"}, "2026-Q2": {"r1:c2": "1300"}})
        report = world.submission("a")
        assert "r1:c2" not in head.get(f"/api/submissions/{report}/forms/f_1").get_json()["magnitude"]["usual"]
        assert warned(head.save(report, "f_1", {"r1:c2": "1300000"})) == []
        head.deliver(report)
        assert world.state(report) == "sent"


def test_added_rows_go_by_what_they_are_called(world: World) -> None:
    head = world.client("head-a")
    for number, period in enumerate(("2025-Q4", "2026-Q1", "2026-Q2")):
        report = world.submission("a", period)
        row = {"r2": [{"id": f"x{number}", "label": "Đất đai"}, {"id": f"y{number}", "label": "Hộ tịch"}]}
        assert head.save(report, "f_1", {f"r2#x{number}:c2": "1200", f"r2#y{number}:c2": "7000"}, instances=row).status_code == 200
        head.deliver(report)
    now = {"r2": [{"id": "m1", "label": "đất  đai"}, {"id": "m2", "label": "Môi trường"}]}
    answer = head.save(world.submission("a"), "f_1", {"r2#m1:c2": "1200000", "r2#m2:c2": "7000000"}, instances=now)
    assert warned(answer) == [("magnitude.up", "warning", "r2#m1:c2")]


def test_the_history_is_read_through_the_mapping_of_a_newer_release(world: World) -> None:
    head = sent(world, {"2025-Q3": {"r1:c2": "1200"}, "2026-Q2": {"r1:c2": "1300"}})
    newer = copy.deepcopy(FORM)
    nodes = newer["sections"]["items"]["s1"]["columns"]
    nodes["root"] = ["cA", "c1", "c9", "c3"]
    nodes["nodes"]["c9"] = nodes["nodes"].pop("c2")
    nodes["nodes"]["c1"]["cell"]["formula"] = "c2 + c3"
    same = {column: {"how": "same", "from": [column]} for column in ("c1", "c3")}
    mapping = {"spec": "mapping/1", "id": "m_1", "form": "f_1", "entries": {**same, "c9": {"how": "same", "from": ["c2"]}}}
    with world.db() as db:
        publish(db, [newer, regime_document(["f_1"]), mapping], world.actor(db, "receiver").user_id or "", no=2, valid_from="2026-Q3")
    report = world.submission("a")
    assert head.post(f"/api/submissions/{report}/release").status_code == 200
    payload = head.get(f"/api/submissions/{report}/forms/f_1").get_json()
    assert (payload["previous"]["r1:c9"], payload["year_before"]["r1:c9"]) == ("1300", "1200")
    assert warned(head.save(report, "f_1", {"r1:c9": "12500"})) == [("magnitude.up", "warning", "r1:c9")]
