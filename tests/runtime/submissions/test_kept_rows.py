"""Rows that a form keeps: the next period begins with the rows of the last one and none of its figures. On both stores."""

from __future__ import annotations

import copy
from collections.abc import Iterator

import pytest

from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import World

ROWS = [{"id": "k1", "label": "Đường tỉnh 376"}, {"id": "k2", "label": "Cầu Hải Hưng"}]


def documents(kept: bool) -> list[dict]:
    form, *others = copy.deepcopy(DOCUMENTS)
    form["sections"]["items"]["s1"]["rows"]["nodes"]["r2"]["open"]["kept"] = kept
    return [form, *others]


@pytest.fixture(params=[True, False], ids=["kept", "not kept"])
def place(request: pytest.FixtureRequest, store_url: str) -> Iterator[tuple[World, bool]]:
    """A finished quarter with two added rows, and the quarter after it that nobody has opened."""
    with worlds.world_of(store_url, documents(request.param), ("2026-Q2", "2026-Q3")) as world:
        head, before = world.client("head-a"), world.submission("a", "2026-Q2")
        assert head.save(before, "f_1", {"r2#k1:c2": "7"}, instances={"r2": ROWS}).status_code == 200
        head.deliver(before)
        yield world, request.param


def rows(world: World, report: str) -> list[str]:
    payload = world.client("clerk-a").get(f"/api/submissions/{report}/forms/f_1").get_json()
    assert not [key for key in payload["values"] if "#" in key and payload["values"][key] == "7"]
    return [one["label"] for one in payload["instances"].get("r2", [])]


def test_the_next_period_begins_with_the_rows_and_keeps_them_when_saved(place: tuple[World, bool]) -> None:
    world, kept = place
    report, clerk = world.submission("a"), world.client("clerk-a")
    assert rows(world, report) == ([one["label"] for one in ROWS] if kept else [])
    if not kept:
        return
    assert clerk.save(report, "f_1", {"r2#k2:c2": "3"}, version=0).status_code == 200
    assert rows(world, report) == [one["label"] for one in ROWS]


def test_rows_taken_out_stay_out(place: tuple[World, bool]) -> None:
    world, kept = place
    report, clerk = world.submission("a"), world.client("clerk-a")
    left = ROWS[1:] if kept else []
    assert clerk.save(report, "f_1", {}, instances={"r2": left}, version=0).status_code == 200
    assert rows(world, report) == [one["label"] for one in left]


def test_another_unit_begins_with_its_own_rows(place: tuple[World, bool]) -> None:
    world, _ = place
    payload = world.client("clerk-b").get(f"/api/submissions/{world.submission('b')}/forms/f_1").get_json()
    assert payload["instances"] == {}
