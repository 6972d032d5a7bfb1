"""What counts as a unit in a report: every reporting unit, or each child unit with what it brought together."""

from __future__ import annotations

from typing import Any

import pytest

from runtime.consolidation.drill import drill
from runtime.consolidation.work import Consolidation
from runtime.store.models import Unit
from runtime.submissions.filled import load_filled
from runtime.units import move_unit
from tests.forms_md import read
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_adjusting import change
from tests.runtime.consolidation.test_running import consolidate, put, report, snapshot
from tests.runtime.world import World, regime_document

TABLE = """
| Đơn vị | Số hộ | Đạt | Tỷ lệ      | Có số |
| A      | 1     | 2   | 3          | 4     |
|--------|-------|-----|------------|-------|
| @      |       |     | =c2/c1*100 |       |
"""
CELLS = {"c4": {"how": "count"}}


def documents(units: str | None) -> list[dict[str, Any]]:
    said = {} if units is None else {"units": units}
    return [read(TABLE).document, regime_document(["f_1"]), {"spec": "consolidation/1", "id": "x_1", "form": "f_1", "cells": CELLS, **said}]


def filled_in(world: World) -> None:
    """a and b stand under "other", c and d directly under the receiver's level."""
    with world.db() as db:
        for unit in ("a", "b"):
            move_unit(db, db.get(Unit, unit), "other", worlds.FROM)
    for unit, homes, reached in (("a", 10, 5), ("b", 30, 3), ("c", 60, 60), ("d", 100, 50)):
        put(world, unit, {"f_1": {"r1:c1": str(homes), "r1:c2": str(reached), "r1:c4": "1"}})
    consolidate(world)


def rows(world: World, unit: str = "lead") -> list[tuple[str, Any, Any, Any]]:
    """Every row of the report by its unit: homes, reached, ratio; the total last."""
    with world.db() as db:
        stored = Consolidation(db, worlds.collection_of(db)).stored(unit, "f_1")
        filled = load_filled(stored.document)
        values = filled.values_json()
        keys = [(item.item, f"r1#{item.id}") for item in filled.instances["r1"]] + [("total", "r1")]
        return [(name, *(values.get(f"{key}:{column}") for column in ("c1", "c2", "c3"))) for name, key in keys]


@pytest.mark.parametrize("units", ["reporters", None])
def test_every_reporting_unit_is_a_row_and_is_counted(store_url: str, units: str | None) -> None:
    with worlds.world_of(store_url, documents(units)) as world:
        filled_in(world)
        assert [row[:3] for row in rows(world)] == [
            ("d", "100", "50"), ("a", "10", "5"), ("b", "30", "3"), ("c", "60", "60"), ("total", "200", "118"),
        ]  # fmt: skip
        assert report(world)["r1:c4"] == "4"


def test_a_child_with_a_report_of_its_own_is_one_row_and_counts_once(store_url: str) -> None:
    with worlds.world_of(store_url, documents("children")) as world:
        filled_in(world)
        found = {row[0]: row[1:] for row in rows(world)}
        # 8 of 40 is the child's own ratio, made on its sums; the whole stays the sum of everybody, counted once.
        assert found == {
            "other": ("40", "8", "20"), "c": ("60", "60", "100"), "d": ("100", "50", "50"), "total": ("200", "118", "59"),
        }  # fmt: skip
        assert report(world)["r1:c4"] == "3"
        assert [row[0] for row in rows(world, "other")] == ["a", "b", "total"]
        assert report(world, unit="other")["r1:c4"] == "2"

        with world.db() as db:
            work = Consolidation(db, worlds.collection_of(db))
            stored = work.stored("lead", "f_1")
            at = next(item for item in load_filled(stored.document).instances["r1"] if item.item == "other")
            behind = drill(work, stored, f"r1#{at.id}:c1")
            assert (behind.unit, [(line.unit_id, line.value) for line in behind.lines]) == (at.label, [("a", 10), ("b", 30)])

        # A unit of the child leaves: its row, the counts and the whole follow, as a run from the beginning gives them.
        world.client("receiver").post(f"/api/submissions/{world.submission('b')}/exclude", {"reason": "Đã sáp nhập"})
        assert {row[0]: row[1] for row in rows(world)} == {"other": "10", "c": "60", "d": "100", "total": "170"}
        without = snapshot(world)
        consolidate(world)
        assert snapshot(world) == without


def test_a_child_s_row_and_the_count_above_show_what_was_adjusted_in_its_report(store_url: str) -> None:
    made = documents("children")
    made[2]["adjust"] = {"allowed": True}
    with worlds.world_of(store_url, made) as world:
        filled_in(world)
        change(world, "r1:c1", "45", unit="other")
        change(world, "r1:c4", "9", unit="other")
        found = {row[0]: row[1] for row in rows(world)}
        assert found == {"other": "45", "c": "60", "d": "100", "total": "205"}
        # Two units counted below, nine after the adjustment: still one child that has a figure.
        assert (report(world, unit="other")["r1:c4"], report(world)["r1:c4"]) == ("9", "3")


def test_texts_are_put_together_child_by_child(store_url: str) -> None:
    made = read("| Mục | Ý kiến |\n| A | 1 |\n|---|---|\n| Kiến nghị | |").document
    made["sections"]["items"]["s1"]["columns"]["nodes"]["c1"]["cell"] = {"kind": "text"}
    consolidation = {"spec": "consolidation/1", "id": "x_1", "form": "f_1", "cells": {}, "units": "children"}
    with worlds.world_of(store_url, [made, regime_document(["f_1"]), consolidation]) as world:
        with world.db() as db:
            for unit in ("a", "b"):
                move_unit(db, db.get(Unit, unit), "other", worlds.FROM)
            names = {unit: db.get(Unit, unit).name for unit in ("a", "b", "c", "other")}
        for unit in ("a", "b", "c"):
            put(world, unit, {"f_1": {"r1:c1": {"t": f"ý của {unit}"}}})
        consolidate(world)
        own = report(world, unit="other")["r1:c1"]["t"]
        assert names["a"] in own
        assert names["b"] in own
        whole = report(world)["r1:c1"]["t"]
        assert whole.count(names["other"]) == 1
        assert f"{names['c']}: ý của c" in whole
