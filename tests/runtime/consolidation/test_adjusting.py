"""A receiver adjusts a total: what follows it, what goes up, what survives, what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from metadata.documents import CellSpec
from metadata.errors import KhuonError
from runtime.consolidation.adjusting import adjust, take_back, typed, version_of
from runtime.consolidation.adjustments import current, load_adjusted
from runtime.consolidation.drill import drill
from runtime.consolidation.work import Consolidation
from runtime.store.models import Adjustment, Audit, Unit
from runtime.units import move_unit
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_running import consolidate, form_and_regime, newer_release, put, report, snapshot
from tests.runtime.world import World

ALLOWED = {"cells": {}, "adjust": {"allowed": True}}
RULE = {"expr": "c2 <= 10", "severity": "error", "message": "Nam không quá 10"}


def with_a_check() -> list[dict[str, Any]]:
    rules = {"spec": "rules/1", "id": "k_1", "form": "f_1", "order": ["k1"], "items": {"k1": RULE}}
    return [*form_and_regime(**ALLOWED), rules]


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    """a and b under "other", c directly under the receiver; nothing of d."""
    with worlds.world_of(store_url, with_a_check()) as made:
        with made.db() as db:
            for unit in ("a", "b"):
                move_unit(db, db.get(Unit, unit), "other", worlds.FROM)
        put(made, "a", {"f_1": {"r1:c2": "3", "r1:c3": "1"}})
        put(made, "b", {"f_1": {"r1:c2": "2", "r1:c3": "1"}})
        put(made, "c", {"f_1": {"r1:c2": "4", "r1:c3": {"s": "-"}}})
        consolidate(made)
        yield made


def change(world: World, key: str, text: str, reason: str = "Đơn vị báo bằng điện thoại", unit: str = "lead", seen: str | None = None) -> None:
    with world.db() as db:
        collection = worlds.collection_of(db)
        stored = Consolidation(db, collection).stored(unit, "f_1")
        adjust(db, world.actor(db, "receiver"), (collection, unit, "f_1", key), text, reason, seen or version_of(stored))


def back(world: World, unit: str = "lead") -> None:
    with world.db() as db:
        collection = worlds.collection_of(db)
        work = Consolidation(db, collection)
        (one,) = current(work, unit)
        take_back(db, world.actor(db, "receiver"), (collection, unit, "f_1"), one.id, version_of(work.stored(unit, "f_1")))


def refusal(world: World, *args: Any, **more: Any) -> tuple[str, int]:
    before = snapshot(world)
    with pytest.raises(KhuonError) as caught:
        change(world, *args, **more)
    assert snapshot(world) == before
    return caught.value.code, caught.value.status


def made_there(world: World, key: str, unit: str = "lead") -> Any:
    """What would stand at an adjusted cell without the adjustment."""
    with world.db() as db:
        return load_adjusted(Consolidation(db, worlds.collection_of(db)).stored(unit, "f_1").adjusted).cells[key][1]


def test_formulas_and_checks_follow_the_adjusted_figure(world: World) -> None:
    change(world, "r1:c2", "14")
    assert report(world) == {"r1:c1": "16", "r1:c2": "14", "r1:c3": "2", "r1:c4": "12.5"}
    with world.db() as db:
        work = Consolidation(db, worlds.collection_of(db))
        stored = work.stored("lead", "f_1")
        ((severity, said, _, cells),) = json.loads(stored.failures)
        assert (severity, cells) == ("error", ["r1:c2"])
        assert said.startswith("Nam không quá 10: ")
        # Behind the figure stand the units' own: 3, 2 and 4 make 9, and the adjustment stands between.
        behind = drill(work, stored, "r1:c2")
        assert (sorted(line.value for line in behind.lines), behind.value) == ([2, 3, 4], 14)
        (line,) = db.query(Adjustment).all()
        assert (json.loads(line.value), json.loads(line.computed), line.reason) == ("14", "9", "Đơn vị báo bằng điện thoại")
        audit = db.query(Audit).filter(Audit.action == "consolidation.adjust").one()
        assert {"from": "9", "to": "14", "reason": "Đơn vị báo bằng điện thoại"}.items() <= json.loads(audit.facts).items()
    back(world)
    assert report(world)["r1:c2"] == "9"
    with world.db() as db:
        assert Consolidation(db, worlds.collection_of(db)).stored("lead", "f_1").failures == "[]"


def test_an_adjusted_number_is_kept_in_the_one_text_of_a_number() -> None:
    spec = CellSpec(kind="number", decimals=2)
    assert [str(typed(text, spec, "r1:c2")) for text in ("3,50", "-0", "1.234.567,00")] == ["3.5", "0", "1234567"]


def test_taking_an_adjustment_back_gives_the_same_bytes(world: World) -> None:
    before = snapshot(world)
    change(world, "r1:c3", "7")
    change(world, "r1:c3", "8", "Lần nữa")
    assert made_there(world, "r1:c3") == 2
    assert snapshot(world) != before
    back(world)
    assert snapshot(world) == before
    with world.db() as db:  # what was is kept
        assert [(json.loads(one.value), one.ended_at is not None) for one in db.query(Adjustment).order_by(Adjustment.at)] == [("7", True), ("8", True)]


def test_the_report_above_takes_the_adjusted_figure(world: World) -> None:
    change(world, "r1:c2", "15", unit="other")
    assert (report(world, unit="other")["r1:c2"], report(world, unit="other")["r1:c1"]) == ("15", "17")
    # 15 instead of 5 below: 19 instead of 9 above; the ratio is made on what is shown.
    assert report(world) == {"r1:c1": "21", "r1:c2": "19", "r1:c3": "2", "r1:c4": "9.5"}
    whole = snapshot(world)
    consolidate(world)
    assert {key: value[:4] for key, value in snapshot(world).items()} == {key: value[:4] for key, value in whole.items()}
    back(world, "other")
    assert report(world)["r1:c2"] == "9"


def test_an_adjustment_holds_where_every_report_passes_through_its_level(world: World) -> None:
    change(world, "r1:c2", "15", unit="other")
    world.client("receiver").post(f"/api/submissions/{world.submission('c')}/exclude", {"reason": "Đã sáp nhập"})
    # What "other" gives is the whole now; its own report stays as long as a figure of it was adjusted.
    assert (report(world, unit="other")["r1:c2"], report(world)["r1:c2"]) == ("15", "15")
    consolidate(world)
    assert report(world)["r1:c2"] == "15"
    back(world, "other")
    assert report(world)["r1:c2"] == "5"
    with world.db() as db:
        assert Consolidation(db, worlds.collection_of(db)).stored("other", "f_1") is None
    before = snapshot(world)
    consolidate(world)
    assert snapshot(world).keys() == before.keys()


def test_an_adjustment_survives_and_what_is_made_under_it_moves(world: World) -> None:
    change(world, "r1:c2", "20")
    put(world, "d", {"f_1": {"r1:c2": "100"}})
    consolidate(world)
    assert (report(world)["r1:c2"], made_there(world, "r1:c2")) == ("20", 109)
    world.client("receiver").post(f"/api/submissions/{world.submission('d')}/exclude", {"reason": "Đã sáp nhập"})
    assert (report(world)["r1:c2"], made_there(world, "r1:c2")) == ("20", 9)


def test_an_adjustment_follows_its_cell_into_a_new_release(world: World) -> None:
    change(world, "r1:c2", "20")
    newer_release(world, with_a_check())
    assert refusal(world, "r1:c3", "5") == ("consolidation.older_release", 409)
    consolidate(world)
    assert (report(world)["r1:c2"], report(world)["r1:c1"]) == ("20", "22")


@pytest.mark.parametrize(
    ("key", "text", "reason", "code", "status"),
    [
        ("r1:c1", "5", "vì", "consolidation.adjust_cell", 422),
        ("r2:c4", "5", "vì", "consolidation.adjust_cell", 422),
        ("r9:c9", "5", "vì", "consolidation.adjust_cell", 422),
        ("r1#u1:c2", "5", "vì", "consolidation.adjust_cell", 422),
        ("r1:c2", "năm", "vì", "cell.not_a_number", 422),
        ("r1:c2", "1,5", "vì", "number.scale", 422),
        ("r1:c2", "-5", "vì", "cell.negative", 422),
        ("r1:c2", "9" * 70, "vì", "number.too_long", 422),
        ("r1:c2", " ", "vì", "consolidation.adjust_value", 422),
        ("r1:c2", "9", "vì", "consolidation.adjust_same", 422),
        ("r1:c2", "5", " ", "consolidation.adjust_reason", 422),
        ("r1:c2", "5", "x" * 2001, "submission.text_too_long", 422),
        ("r1:c2", "5", "a\0b", "text.control_character", 422),
    ],
)
def test_what_is_refused(world: World, key: str, text: str, reason: str, code: str, status: int) -> None:
    assert refusal(world, key, text, reason) == (code, status)


def test_a_figure_that_moved_meanwhile_is_not_adjusted_unseen(world: World) -> None:
    with world.db() as db:
        seen = version_of(Consolidation(db, worlds.collection_of(db)).stored("lead", "f_1"))
    change(world, "r1:c3", "7")
    assert refusal(world, "r1:c2", "5", seen=seen) == ("consolidation.changed", 409)


@pytest.mark.parametrize(("text", "value"), [("1.234", "1234"), ("1.234.567", "1234567"), ("12 ", "12"), ("-", {"s": "-"})])
def test_figures_are_typed_as_they_are_printed(world: World, text: str, value: Any) -> None:
    change(world, "r1:c2", text)
    assert report(world)["r1:c2"] == value


def test_only_where_the_form_allows_it_and_without_a_reason_where_it_asks_for_none(tmp_path: Any) -> None:
    for name, adjusting, expected in (
        ("no", {}, ("consolidation.adjust_not_allowed", 409)),
        ("free", {"adjust": {"allowed": True, "reason": False}}, None),
    ):
        with worlds.world_of(f"sqlite:///{tmp_path / name}.sqlite3", form_and_regime(cells={}, **adjusting)) as world:
            put(world, "a", {"f_1": {"r1:c2": "3"}})
            consolidate(world)
            if expected is not None:
                assert refusal(world, "r1:c2", "5") == expected
            else:
                change(world, "r1:c2", "5", "")
                assert report(world)["r1:c2"] == "5"
