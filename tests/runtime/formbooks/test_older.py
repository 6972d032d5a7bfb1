"""A workbook of an older release: mapped by the documents that say where its cells went, else refused with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from metadata.values import decode
from tests.runtime import world as worlds
from tests.runtime.formbooks.files import address, body, edited, previewed, sent, stored, taken_away
from tests.runtime.world import World, documents_of, publish, sample

FORM = "f_01xld"
#: What a clerk types: figures of the sample without what the form computes or carries.
FIGURES = sample()[FORM]


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents_of("thanh_tra_2021")) as made:
        yield made


def newer(world: World, *, mapped: bool = True) -> None:
    """The forms of 2024 hold for the period from now on."""
    with world.db() as db:
        lead = world.actor(db, "receiver")
        documents = [one for one in documents_of("thanh_tra_2024") if mapped or one["spec"] != "mapping/1"]
        publish(db, documents, lead.user_id or "", no=2, valid_from="2026-Q3")


def follow(world: World, unit: str) -> None:
    assert world.client(f"clerk-{unit}").post(f"/api/submissions/{world.submission(unit)}/release").status_code == 200


def entered(world: World, report: str) -> dict[str, Any]:
    """What stands in the form as it is stored."""
    found: dict[str, Any] = json.loads(stored(world, report, FORM))["values"]
    return found


def test_an_old_workbook_gives_what_moving_the_report_gives(world: World) -> None:
    """Two units with the same figures: one moved with its report, the other typed into a workbook of 2021."""
    moved, brought = world.submission("a"), world.submission("b")
    assert world.client("clerk-a").save(moved, FORM, FIGURES).status_code == 200
    typed = {key: number for key, value in FIGURES.items() if (number := decode(value)) is not None and not isinstance(number, str)}
    data = edited(taken_away(world, brought, FORM), {key: float(number) if hasattr(number, "as_tuple") else "-" for key, number in typed.items()})
    assert world.client("clerk-b").save(brought, FORM, {"r1:c2": "1"}).status_code == 200
    assert world.client("clerk-b").save(brought, FORM, {"r1:c2": (None, "1")}).status_code == 200
    newer(world)
    follow(world, "a")
    follow(world, "b")
    clerk = world.client("clerk-b")
    found = previewed(clerk, brought, data, FORM)
    assert (found["older_release"], found["refusals"]) == (1, [])
    assert all("!" in one["place"] for one in found["changes"])
    assert sent(clerk, brought, data, FORM, dry_run=False).status_code == 200
    assert entered(world, brought) == entered(world, moved)
    assert len(entered(world, moved)) > 10


def test_without_a_mapping_it_is_refused_with_both_numbers(world: World) -> None:
    report = world.submission("b")
    data = taken_away(world, report, FORM)
    assert world.client("clerk-b").save(report, FORM, {"r1:c2": "1"}).status_code == 200
    newer(world, mapped=False)
    follow(world, "b")
    answer = world.client("clerk-b").post(address(report, FORM, preview=True), body(data))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "workbook.other_release")
    assert "phiên bản 1" in answer.get_json()["problems"][0]["message"]


def test_a_figure_that_the_old_form_refuses_is_refused_at_its_place(world: World) -> None:
    report = world.submission("b")
    key = next(iter(FIGURES))
    data = edited(taken_away(world, report, FORM), {key: "1.234"})
    assert world.client("clerk-b").save(report, FORM, {"r1:c2": "1"}).status_code == 200
    newer(world)
    follow(world, "b")
    (refusal,) = previewed(world.client("clerk-b"), report, data, FORM)["refusals"]
    assert (refusal["code"], "!" in refusal["place"]) == ("cell.ambiguous_number", True)


def test_what_was_left_alone_in_an_old_workbook_takes_nothing_from_the_newer_form(world: World) -> None:
    """Three figures: changed in the file, changed in the report after it moved, changed in both."""
    report, clerk = world.submission("b"), world.client("clerk-b")
    mine, theirs, both = "r1:c9", "r1:c10", "r1:c11"
    assert clerk.save(report, FORM, {mine: "40", theirs: "50", both: "60"}).status_code == 200
    data = edited(taken_away(world, report, FORM), {mine: 41, both: 61})
    newer(world)
    follow(world, "b")
    where = {value: key for key, value in entered(world, report).items() if value in ("40", "50", "60")}
    assert where == {"40": "r1:n6", "50": "r1:n7", "60": "r1:n8"}, "the columns as the form of 2024 numbers them"
    assert clerk.save(report, FORM, {where["50"]: ("52", "50"), where["60"]: ("62", "60")}).status_code == 200
    found = previewed(clerk, report, data, FORM)
    assert [(one["key"], one["from"], one["to"]) for one in found["changes"]] == [(where["40"], "40", "41")]
    assert [(one["key"], one["code"], one["now"], one["proposals"][0]["to"]) for one in found["refusals"]] == [(where["60"], "workbook.clash", "62", "61")]
    assert sent(clerk, report, data, FORM, dry_run=False, partial=True).status_code == 200
    values = entered(world, report)
    assert (values[where["40"]], values[where["50"]], values[where["60"]]) == ("41", "52", "62")
