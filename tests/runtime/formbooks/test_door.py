"""The doors of a form's workbook: a preview that stores nothing, and one call of a machine that takes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.runtime import world as worlds
from tests.runtime.formbooks.brought import DOCUMENTS
from tests.runtime.formbooks.files import address, body, edited, places, previewed, sent, spot, stored, taken_away
from tests.runtime.world import World

START = {"r1:c2": "5", "r1:c3": "10.5", "r1:c7": {"t": "=cmd|' /C calc'!A0"}, "r2#k1:c2": "7", "q1": {"t": "Chữ\nhai dòng"}}
ROWS = {"r2": [{"id": "k1", "label": "Đất đai", "item": None}]}


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        report = made.submission("a")
        assert made.client("clerk-a").save(report, "f_1", START, instances=ROWS).status_code == 200
        yield made


def test_the_file_as_it_was_taken_away_changes_nothing(world: World) -> None:
    report = world.submission("a")
    before = stored(world, report)
    for data in (taken_away(world, report), edited(taken_away(world, report)), taken_away(world, report, filled=False)):
        found = previewed(world.client("clerk-a"), report, data)
        assert [key for key in ("changes", "refusals", "added", "absent", "locked", "remarks") if found[key]] == []
    assert stored(world, report) == before


def test_a_preview_says_what_would_change_and_stores_nothing(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    before = stored(world, report)
    found = previewed(clerk, report, edited(taken_away(world, report), {"r1:c2": 9, "r1:c3": "1.234", "r1:c5": "Cos"}))
    (change,) = found["changes"]
    assert (change["key"], change["name"], change["from_text"], change["to_text"]) == ("r1:c2", "Dòng một · Một (cột 2)", "5", "9")
    assert "!" in change["place"]
    said = {one["key"]: (one["code"], [each["text"] for each in one["proposals"]]) for one in found["refusals"]}
    assert said == {"r1:c3": ("cell.ambiguous_number", ["1.234,00", "1,234", "1.234"]), "r1:c5": ("cell.not_a_choice", ["Có", "Cos"])}
    assert all(one["message"] and one["hint"] and "!" in one["place"] for one in found["refusals"])
    assert stored(world, report) == before


def test_a_machine_takes_a_file_in_one_call(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    data = edited(taken_away(world, report), {"r1:c2": 9, "r1:c4": "05/08/2026", "r1:c5": "Có"})
    before = stored(world, report)
    tried = sent(clerk, report, data)
    assert (tried.status_code, tried.get_json()["dry_run"], stored(world, report)) == (200, True, before), "a dry run unless said otherwise"
    taken = sent(clerk, report, data, dry_run=False)
    assert (taken.status_code, taken.get_json()["taken"]) == (200, 3)
    values = json.loads(stored(world, report))["values"]
    assert (values["r1:c1"], values["r1:c2"], values["r1:c4"], values["r1:c5"]) == ("20", "9", {"d": "2026-08-05"}, {"c": "co"})
    again = sent(clerk, report, data, dry_run=False)
    assert (again.status_code, again.get_json()["taken"]) == (200, 0), "sent twice, it happens once"


def test_what_is_refused_stops_a_machine_until_it_chooses(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    data = edited(taken_away(world, report), {"r1:c2": 9, "r1:c3": "1.234"})
    before = stored(world, report)
    refused = sent(clerk, report, data, dry_run=False)
    assert (refused.status_code, refused.get_json()["code"], stored(world, report)) == (422, "cell.ambiguous_number", before)
    more = edited(data, {"r1:c5": "không rõ"})
    assert [one["code"] for one in sent(clerk, report, more, dry_run=False).get_json()["problems"]] == ["workbook.refusals", "cell.ambiguous_number", "cell.not_a_choice"]
    assert sent(clerk, report, data, dry_run=False, take={"r1:c9": 0}).get_json()["code"] == "workbook.choice"
    assert sent(clerk, report, data, dry_run=False, take={"r1:c3": 9}).get_json()["code"] == "workbook.choice"
    assert sent(clerk, report, data, dry_run=False, take={"r1:c3": 0}).get_json()["taken"] == 2
    assert json.loads(stored(world, report))["values"]["r1:c3"] == "1234"


def test_rows_are_added_once_and_removed_only_when_said(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    spare = next(key for key in places(taken_away(world, report)) if key.startswith("r2#s") and key.endswith(":c2"))
    row = spare.split(":")[0]
    data = edited(taken_away(world, report), {f"{row}:@label": "Hộ tịch", spare: 3, "r2#k1:@label": None, "r2#k1:c2": None})
    found = previewed(clerk, report, data)
    assert ([one["label"] for one in found["added"]], [one["label"] for one in found["absent"]]) == (["Hộ tịch"], ["Đất đai"])
    for _ in range(2):
        assert sent(clerk, report, data, dry_run=False).status_code == 200
        assert [one["label"] for one in json.loads(stored(world, report))["instances"]["r2"]] == ["Đất đai", "Hộ tịch"]
    assert sent(clerk, report, data, dry_run=False, remove_rows=["r2#k9"]).get_json()["code"] == "workbook.choice"
    assert sent(clerk, report, data, dry_run=False, remove_rows=["r2#k1"]).status_code == 200
    assert [one["label"] for one in json.loads(stored(world, report))["instances"]["r2"]] == ["Hộ tịch"]


def test_two_at_once_never_overwrite_each_other(world: World) -> None:
    """The file changes a cell that another clerk changed after it was taken away: refused with both values, and kept."""
    report, clerk = world.submission("a"), world.client("clerk-a")
    data = edited(taken_away(world, report), {"r1:c2": 9})
    assert world.client("head-a").save(report, "f_1", {"r1:c2": ("6", "5")}).status_code == 200
    refused = sent(clerk, report, data, dry_run=False)
    assert (refused.status_code, [one["code"] for one in refused.get_json()["problems"]]) == (409, ["workbook.clash"])
    assert "6" in refused.get_json()["problems"][0]["message"]
    assert json.loads(stored(world, report))["values"]["r1:c2"] == "6"


def test_who_may_not_save_may_not_bring_back(world: World) -> None:
    report, data = world.submission("a"), taken_away(world, world.submission("a"))
    for login, status in (("clerk-b", 404), ("receiver", 403), ("auditor", 403)):
        for preview in (True, False):
            assert world.client(login).post(address(report, preview=preview), body(data), If_Match="1").status_code == status
    clerk = world.client("clerk-a")
    assert clerk.post(address(report), body(data)).get_json()["code"] == "version.required"
    assert clerk.post(address(report, "f_9", preview=True), body(data)).get_json()["code"] == "submission.unknown_form"
    assert clerk.post(address(report, preview=True), {**body(data), "unit": "b"}).get_json()["code"] == "json.unknown_key"


def test_a_sent_report_takes_nothing(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    data = edited(taken_away(world, report), {"r1:c2": 9})
    world.client("head-a").deliver(report)
    assert clerk.post(address(report, preview=True), body(data)).get_json()["code"] == "submission.already_submitted"
    assert sent(clerk, report, data, dry_run=False).get_json()["code"] == "submission.already_submitted"


def test_another_workbook_is_refused_by_what_it_is(world: World) -> None:
    clerk, mine, other = world.client("clerk-b"), world.submission("b"), world.submission("a")
    answer = clerk.post(address(mine, preview=True), body(taken_away(world, other)))
    assert (answer.status_code, answer.get_json()["code"]) == (422, "workbook.other_unit")
    plain = edited(taken_away(world, mine), more=lambda book, _: book.remove(book["_khuon"]))
    assert clerk.post(address(mine, preview=True), body(plain)).get_json()["code"] == "workbook.not_ours"


def test_layout_that_a_clerk_changed_is_recognised(world: World) -> None:
    """A sheet renamed, formulas and hidden rows: found by names, said, and hidden figures are not taken unasked."""
    report, clerk = world.submission("a"), world.client("clerk-a")

    def changed(book: Any, where: Mapping[str, str]) -> None:
        cell = spot(book, where["r1:c2"])
        cell.value = 12
        cell.parent.row_dimensions[cell.row].hidden = True
        spot(book, where["r2#k1:c2"]).value = "=1+1"
        cell.parent.cell(row=90, column=2, value="Tổng của tôi")

    found = previewed(clerk, report, edited(taken_away(world, report), more=changed))
    assert {one["key"]: one["code"] for one in found["refusals"]} == {"r1:c2": "file.hidden_content", "r2#k1:c2": "file.formula_in_input"}
    assert [one["code"] for one in found["remarks"]] == ["workbook.foreign"]
    assert found["changes"] == []
