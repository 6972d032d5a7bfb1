"""One number, one text: what is typed as 3,50 is kept as 3.5 by every door, told in history as typed, and old reports stay as they are.

``tests/vectors/typed_numbers.json`` says what the browser sends for each text (asserted beside the browser too), what may stand in a
workbook, and what is stored.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from metadata.canonical import canonical
from runtime.store.models import Submission
from tests.runtime import world as worlds
from tests.runtime.formbooks.brought import DOCUMENTS
from tests.runtime.formbooks.files import edited, previewed, sent, spot, stored, taken_away
from tests.runtime.world import World

TYPED: list[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "vectors" / "typed_numbers.json").read_text(encoding="utf-8"))
CELL = "r1:c3"


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        yield made


def kept(world: World) -> Any:
    """The figure as it is stored."""
    return json.loads(stored(world, world.submission("a")) or '{"values":{}}')["values"].get(CELL)


def emptied(world: World) -> None:
    """The cell is blank again."""
    clerk, report = world.client("clerk-a"), world.submission("a")
    now = clerk.get(f"/api/submissions/{report}/forms/f_1").get_json()["values"].get(CELL)
    assert clerk.save(report, "f_1", {CELL: (None, now)}).status_code == 200


def test_every_door_keeps_a_typed_number_as_the_same_text(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    empty = taken_away(world, report, filled=False)
    for line in TYPED:
        # Typed on the screen, or pasted: what the browser sends is asserted beside the browser.
        assert clerk.save(report, "f_1", {CELL: line["wire"]}).status_code == 200
        assert kept(world) == line["stored"], line
        for standing in line["workbook"]:
            emptied(world)
            answer = sent(clerk, report, edited(empty, {CELL: standing}), dry_run=False)
            assert (answer.status_code, kept(world)) == (200, line["stored"]), (line, standing)
        emptied(world)


def test_what_a_workbook_cannot_say_for_sure_is_asked_and_the_answer_is_the_same_text(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    empty = taken_away(world, report, filled=False)
    for line in (one for one in TYPED if "asked" in one):
        data = edited(empty, {CELL: line["typed"]})
        refused = sent(clerk, report, data, dry_run=False)
        assert (refused.status_code, refused.get_json()["code"], kept(world)) == (422, line["asked"], None), line
        for number, reading in enumerate(line["readings"]):
            assert sent(clerk, report, data, dry_run=False, take={CELL: number}).status_code == 200
            assert kept(world) == reading, line
            emptied(world)


def test_a_percentage_in_a_workbook_is_asked_about_and_never_taken_for_its_hundredth(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")

    def fifty(book: Any, where: Any) -> None:
        cell = spot(book, where[CELL])
        cell.value, cell.number_format = 0.5, "0%"

    data = edited(taken_away(world, report, filled=False), more=fifty)
    (refused,) = previewed(clerk, report, data)["refusals"]
    assert (refused["typed"], [one["to"] for one in refused["proposals"]]) == ("50%", ["50", {"raw": "50%"}])
    assert sent(clerk, report, data, dry_run=False, take={CELL: 0}).status_code == 200
    assert kept(world) == "50", "as the same text typed on the screen"


@pytest.mark.parametrize("wire", ["1e3", "1E+3", "007", "+5", "3,50", " 5", "", "٣", 3.5, True])
def test_a_machine_writes_numbers_in_one_way_only(world: World, wire: Any) -> None:
    answer = world.client("clerk-a").save(world.submission("a"), "f_1", {CELL: wire})
    assert (answer.status_code, answer.get_json()["code"], answer.get_json()["problems"][0]["place"]) == (422, "cell.not_a_number", CELL)
    assert kept(world) is None


def test_history_tells_a_number_as_it_was_typed(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    clerk.save(report, "f_1", {CELL: "3.50"})
    assert clerk.save(report, "f_1", {CELL: ("4.00", "3.50")}).status_code == 200, "the page may still hold what was typed"
    lines = clerk.get(f"/api/submissions/{report}/history?form=f_1&key={CELL}").get_json()["cells"]
    assert sorted((line["version"], line["before"], line["after"]) for line in lines) == [(1, None, "3.50"), (2, "3.5", "4.00")]
    assert kept(world) == "4"


def test_targets_are_kept_the_same_way(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    clerk.save(report, "f_1", {"r1:c6": {"op": "range", "a": "61.0", "b": "62.50"}})
    assert json.loads(stored(world, report))["values"]["r1:c6"] == {"op": "range", "a": "61", "b": "62.5"}


def test_figures_of_old_reports_stay_letter_for_letter(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    clerk.save(report, "f_1", {"r1:c2": "1"})
    with world.db() as db:
        row = db.get(Submission, report).forms[0]
        row.document = canonical({"values": {CELL: "3.50", "r1:c1": "4", "r1:c2": "1"}, "instances": {}, "overrides": {}}).decode()
    # The same figure by another door, a save of another cell: nothing moves. Another figure is kept as all are now.
    assert sent(clerk, report, edited(taken_away(world, report), {CELL: 3.5}), dry_run=False).get_json()["taken"] == 0
    clerk.save(report, "f_1", {CELL: ("3.5", "3.50"), "r1:c2": ("2", "1")})
    assert kept(world) == "3.50"
    clerk.save(report, "f_1", {CELL: ("3.60", "3.50")})
    assert kept(world) == "3.6"
