"""``units_below``: figures of the units below, while an upper unit fills and in a consolidated report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from runtime.store.models import Submission, Unit
from runtime.submissions.opened import Opened
from runtime.units import move_unit
from tests.forms_md import read
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_running import consolidate, put, report
from tests.runtime.world import World, regime_document

TABLE = """
| Chỉ tiêu    | Tổng   | Nam | Nữ |
| A           | 1      | 2   | 3  |
|-------------|--------|-----|----|
| Lao động    |        |     |    |
| Cấp dưới    | =sum(units_below(r1.c2)) | =count_where(units_below(r1.c2), ">", 4) | =wmean(units_below(r1.c3), r1.c2) |
"""


def form() -> dict[str, Any]:
    found = read(TABLE).document
    section = found["sections"]["items"]["s1"]
    section["rows"]["nodes"]["r1"]["code"] = "r1"
    section["cells"]["r2:c3"]["decimals"] = 1
    return found


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, [form(), regime_document(["f_1"])]) as made:
        yield made


def cells_of(world: World, unit: str) -> tuple[dict[str, Any], set[str]]:
    """What an open report computes, and which cells wait for something."""
    report_id = world.submission(unit)
    with world.db() as db:
        opened = Opened(db, db.get(Submission, report_id))
        result = opened.run("f_1", opened.filled("f_1"))
        return {key: str(value) for key, value in result.values.items() if value is not None}, set(result.incomplete)


def test_a_consolidated_report_reads_its_members(world: World) -> None:
    put(world, "a", {"f_1": {"r1:c2": "3", "r1:c3": "10"}})
    put(world, "b", {"f_1": {"r1:c2": "5", "r1:c3": "20"}})
    put(world, "c", {"f_1": {"r1:c2": "1000"}}, state="sent")
    consolidate(world)
    assert report(world) == {"r1:c2": "8", "r1:c3": "30", "r2:c1": "8", "r2:c2": "1", "r2:c3": "16.3"}


def test_a_change_of_one_unit_is_carried_into_it(world: World) -> None:
    for unit, number in (("a", "3"), ("b", "5"), ("d", "9")):
        put(world, unit, {"f_1": {"r1:c2": number}})
    consolidate(world)
    assert report(world)["r2:c2"] == "2"
    world.client("receiver").post(f"/api/submissions/{world.submission('b')}/exclude", {"reason": "Đã sáp nhập"})
    assert (report(world)["r2:c1"], report(world)["r2:c2"]) == ("12", "1")


def test_an_upper_unit_waits_until_all_below_have_sent(world: World) -> None:
    with world.db() as db:
        for unit in ("a", "b"):
            move_unit(db, db.get(Unit, unit), "d", worlds.FROM)
    put(world, "a", {"f_1": {"r1:c2": "3", "r1:c3": "10"}}, state="sent")
    values, waiting = cells_of(world, "d")
    assert (values, waiting) == ({"r2:c2": "0"}, {"r2:c1", "r2:c2", "r2:c3"})
    put(world, "b", {"f_1": {"r1:c2": "5", "r1:c3": {"s": "-"}}}, state="sent")
    values, waiting = cells_of(world, "d")
    assert (values, waiting) == ({"r2:c1": "8", "r2:c2": "1", "r2:c3": "10.0"}, set())


def test_a_unit_that_owes_nothing_is_not_waited_for(world: World) -> None:
    with world.db() as db:
        for unit in ("a", "b"):
            move_unit(db, db.get(Unit, unit), "d", worlds.FROM)
    put(world, "a", {"f_1": {"r1:c2": "3"}}, state="received")
    put(world, "b", {"f_1": {}}, state="excluded")
    assert cells_of(world, "d") == ({"r2:c1": "3", "r2:c2": "0"}, set())


def test_without_units_below_it_is_blank(world: World) -> None:
    assert cells_of(world, "c") == ({"r2:c2": "0"}, set())
