"""One file, taken in and edited again: no false clash, and no true one hidden."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from runtime.store.models import WorkbookUpload
from tests.runtime import world as worlds
from tests.runtime.formbooks.brought import DOCUMENTS
from tests.runtime.formbooks.files import edited, previewed, sent, stored
from tests.runtime.world import Client, World

START = {"r1:c2": "5", "r1:c3": "1", "r3:c2": "8"}


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        assert made.client("clerk-a").save(made.submission("a"), "f_1", START).status_code == 200
        yield made


def download(client: Client, report: str) -> bytes:
    """The workbook as a clerk takes it away."""
    answer = client.get(f"/bao-cao/{report}/f_1/tep-nhap/co-so-lieu")
    assert answer.status_code == 200
    return bytes(answer.data)


def said(client: Client, report: str, data: bytes) -> tuple[dict[str, tuple[Any, Any]], dict[str, str]]:
    """What a file would change (from, to), and what is refused, by cell."""
    found = previewed(client, report, data)
    return {one["key"]: (one["from"], one["to"]) for one in found["changes"]}, {one["key"]: one["code"] for one in found["refusals"]}


def figures(world: World) -> dict[str, Any]:
    """The figures as stored."""
    return dict(json.loads(stored(world, world.submission("a")))["values"])


def test_a_file_that_was_taken_in_is_edited_again_without_a_clash(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    first = edited(download(clerk, report), {"r1:c2": 10, "r1:c3": 2.5, "r1:c4": "05/08/2026"})
    assert sent(clerk, report, first, dry_run=False).status_code == 200
    again = edited(first, {"r1:c2": 12})
    assert said(clerk, report, again) == ({"r1:c2": ("10", "12")}, {}), "what it brought before is not told again"
    assert sent(clerk, report, again, dry_run=False).get_json()["taken"] == 1
    # And a third time, with one figure as it was in the beginning.
    back = edited(again, {"r1:c2": 5})
    assert said(clerk, report, back) == ({}, {"r1:c2": "workbook.reverted"}), "another file of the same download would look the same"
    assert sent(clerk, report, back, dry_run=False).status_code == 409
    assert sent(clerk, report, back, dry_run=False, take={"r1:c2": 0}).status_code == 200
    assert (figures(world)["r1:c2"], figures(world)["r1:c3"]) == ("5", "2.5")


def test_applied_in_the_browser_it_is_the_same(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    first = edited(download(clerk, report), {"r1:c2": 10, "r1:c3": "1.234"})
    changes, refused = said(clerk, report, first)
    assert (changes, refused) == ({"r1:c2": ("5", "10")}, {"r1:c3": "cell.ambiguous_number"})
    # The preview is saved as the browser saves it, with one of the readings that were proposed.
    assert clerk.save(report, "f_1", {"r1:c2": ("10", "5"), "r1:c3": ("1234", "1")}).status_code == 200
    assert said(clerk, report, edited(first, {"r1:c2": 12})) == ({"r1:c2": ("10", "12")}, {})


def test_what_a_colleague_entered_after_it_was_taken_in_is_a_clash(world: World) -> None:
    clerk, head, report = world.client("clerk-a"), world.client("head-a"), world.submission("a")
    first = edited(download(clerk, report), {"r1:c2": 10, "r1:c3": 2.5})
    sent(clerk, report, first, dry_run=False)
    assert head.save(report, "f_1", {"r1:c2": ("77", "10")}).status_code == 200
    assert said(clerk, report, edited(first, {"r1:c3": 3})) == ({"r1:c3": ("2.5", "3")}, {}), "the cell that the file leaves alone keeps the colleague's figure"
    assert said(clerk, report, edited(first, {"r1:c2": 12})) == ({}, {"r1:c2": "workbook.clash"})
    assert figures(world)["r1:c2"] == "77"


def test_two_people_who_filled_the_same_download_still_clash(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    taken = download(clerk, report)
    sent(clerk, report, edited(taken, {"r1:c2": 10, "r1:c3": 2.5, "r3:c2": 9}), dry_run=False)
    changes, refused = said(clerk, report, edited(taken, {"r1:c2": 12, "r1:c7": "phần của tổ hai"}))
    assert refused == {"r1:c2": "workbook.clash"}
    assert list(changes) == ["r1:c7"], "what the first file brought and the second never saw is left alone"


def test_what_was_looked_at_and_given_up_is_offered_again(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    first = edited(download(clerk, report), {"r1:c2": 10})
    for _ in range(2):
        assert said(clerk, report, first) == ({"r1:c2": ("5", "10")}, {})
    assert said(clerk, report, edited(first, {"r1:c2": 11})) == ({"r1:c2": ("5", "11")}, {})


def test_a_look_at_a_file_leaves_the_report_as_it_is_and_few_notes(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    before, data = stored(world, report), download(clerk, report)
    for figure in range(9):
        previewed(clerk, report, edited(data, {"r1:c2": 100 + figure}))
    assert stored(world, report) == before
    with world.db() as db:
        assert db.scalar(select(func.count()).select_from(WorkbookUpload)) == 6


def test_of_many_copies_the_oldest_looks_are_forgotten(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    with world.db() as db:
        for at in range(80):
            db.add(WorkbookUpload(submission_id=report, form_id="f_1", copy=f"copy{at}", cells="{}", at=worlds.NOW - dt.timedelta(hours=at + 1)))
    data = edited(download(clerk, report), {"r1:c2": 10})
    previewed(clerk, report, data)
    with world.db() as db:
        kept = set(db.scalars(select(WorkbookUpload.copy)))
    assert len(kept) == 60
    assert "copy0" in kept
    assert "copy79" not in kept


def test_a_file_of_one_changed_cell_may_be_another_persons_and_is_asked_about(world: World) -> None:
    """Nothing of what the first file brought is left in the second: it is that one edited again, or somebody else's."""
    clerk, report = world.client("clerk-a"), world.submission("a")
    taken = download(clerk, report)
    assert sent(clerk, report, edited(taken, {"r1:c2": 10}), dry_run=False).get_json()["taken"] == 1
    second = edited(taken, {"r1:c2": 12})
    found = previewed(clerk, report, second)
    (asked,) = found["refusals"]
    assert (found["changes"], asked["key"], asked["code"], asked["now"], asked["typed"]) == ([], "r1:c2", "workbook.again", "10", "12")
    assert "10" in asked["message"]
    assert [(one["how"], one["to"]) for one in asked["proposals"]] == [("file", "12")]
    assert sent(clerk, report, second, dry_run=False).get_json()["code"] == "workbook.again"
    assert figures(world)["r1:c2"] == "10"
    assert sent(clerk, report, second, dry_run=False, take={"r1:c2": 0}).get_json()["taken"] == 1
    assert figures(world)["r1:c2"] == "12"


def test_what_another_person_brought_by_the_same_copy_is_a_clash_however_alike_the_files_are(world: World) -> None:
    """Two clerks fill the same download from the same papers and differ in one figure."""
    clerk, head, report = world.client("clerk-a"), world.client("head-a"), world.submission("a")
    taken = download(clerk, report)
    assert sent(clerk, report, edited(taken, {"r1:c2": 10, "r1:c3": 2.5, "r3:c2": 9}), dry_run=False).get_json()["taken"] == 3
    assert said(head, report, edited(taken, {"r1:c2": 12, "r1:c3": 2.5, "r3:c2": 9})) == ({}, {"r1:c2": "workbook.clash"})
    assert said(head, report, edited(taken, {"r1:c3": 2.5, "r3:c2": 9})) == ({}, {}), "left blank by one, filled by the other: nothing goes back"


def test_an_empty_copy_overwrites_nobody(world: World) -> None:
    clerk, head, report = world.client("clerk-a"), world.client("head-a"), world.submission("a")
    answer = clerk.get(f"/bao-cao/{report}/f_1/tep-nhap/trong")
    assert answer.status_code == 200
    data = edited(bytes(answer.data), {"r1:c2": 12, "r1:c3": 3})
    assert said(clerk, report, data) == ({"r1:c2": ("5", "12"), "r1:c3": ("1", "3")}, {})
    assert head.save(report, "f_1", {"r1:c2": ("77", "5")}).status_code == 200
    assert said(clerk, report, data) == ({"r1:c3": ("1", "3")}, {"r1:c2": "workbook.clash"})
    assert sent(clerk, report, data, dry_run=False, partial=True).get_json()["taken"] == 1
    assert said(clerk, report, edited(data, {"r1:c3": 4})) == ({}, {"r1:c2": "workbook.clash", "r1:c3": "workbook.again"})
