"""Two people, or two pages of one person, in one form: who is where, what the other saved, and what a cell was before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from runtime import clock
from runtime.store.models import CellChange, SubmissionPresence
from tests.journeys import cuts
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import NOW, Client, World

HOA, MINH = "pageofhoa", "pageofminh"


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, DOCUMENTS) as made:
        yield made


def listen(client: Client, report: str, page: str, since: int = 0, **more: Any) -> dict[str, Any]:
    answer = client.post(f"/api/submissions/{report}/forms/f_1/listen", {"since": since, "page": page, **more})
    assert answer.status_code == 200, answer.get_json()
    return dict(answer.get_json())


def test_each_page_learns_who_else_is_there_and_in_which_cell(world: World) -> None:
    report = world.submission("a")
    clerk, head = world.client("clerk-a"), world.client("head-a")
    assert listen(clerk, report, HOA, cell="r1:c2", typing=True)["people"] == []
    assert listen(head, report, MINH, cell="r1:c3")["people"] == [
        {"page": HOA, "name": "Người clerk-a", "mine": False, "form": "f_1", "cell": "r1:c2", "typing": True}
    ]
    # A second page of the same person is said to be hers.
    assert [one["mine"] for one in listen(clerk, report, "pagetwoofhoa")["people"]] == [True, False]
    listen(clerk, report, HOA, cell="r1:c3")
    told = {one["page"]: one for one in listen(head, report, MINH)["people"]}
    assert (told[HOA]["cell"], told[HOA]["typing"]) == ("r1:c3", False)


def test_a_page_that_closed_or_fell_silent_is_gone(world: World) -> None:
    report = world.submission("a")
    clerk, head = world.client("clerk-a"), world.client("head-a")
    listen(clerk, report, HOA)
    clerk.post(f"/api/submissions/{report}/leave", {"page": HOA})
    assert listen(head, report, MINH)["people"] == []
    listen(clerk, report, HOA)
    with clock.frozen(NOW + timedelta(seconds=50)):
        assert listen(head, report, MINH)["people"] == []
        with world.db() as db:
            assert db.scalar(select(func.count()).select_from(SubmissionPresence)) == 1, "old tellings are swept away"


def test_nobody_speaks_for_the_page_of_another(world: World) -> None:
    report = world.submission("a")
    clerk, head = world.client("clerk-a"), world.client("head-a")
    listen(clerk, report, HOA, cell="r1:c2")
    listen(head, report, HOA, cell="r1:c3")
    head.post(f"/api/submissions/{report}/leave", {"page": HOA})
    assert [(one["name"], one["cell"]) for one in listen(head, report, MINH)["people"]] == [("Người clerk-a", "r1:c2")]


@pytest.mark.parametrize("stranger", ["clerk-b", "head-b"])
def test_another_unit_hears_nothing_not_even_that_there_is_a_report(world: World, stranger: str) -> None:
    answer = world.client(stranger).post(
        f"/api/submissions/{world.submission('a')}/forms/f_1/listen", {"since": 0, "page": HOA}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"page": HOA}, "json.missing_key"),
        ({"since": -1, "page": HOA}, "json.schema"),
        ({"since": 10**30, "page": HOA}, "json.schema"),
        ({"since": 0, "page": "../../x"}, "json.schema"),
        ({"since": 0, "report": -1, "page": HOA}, "json.schema"),
        ({"since": 0, "page": HOA, "user_id": "x"}, "json.unknown_key"),
        ({"since": 0, "page": HOA, "cell": "r" * 300}, "json.schema"),
    ],
)
def test_what_cannot_be_asked(world: World, body: dict[str, Any], code: str) -> None:
    answer = world.client("clerk-a").post(f"/api/submissions/{world.submission('a')}/forms/f_1/listen", body)
    assert (answer.status_code, answer.get_json()["code"]) == (422, code)


def test_what_the_other_saved_comes_with_the_next_question(world: World) -> None:
    report = world.submission("a")
    clerk, head = world.client("clerk-a"), world.client("head-a")
    rows = {"r2": [{"id": "k1", "label": "Đất đai"}]}
    assert clerk.save(report, "f_1", {"r1:c2": "5"}, instances=rows).status_code == 200
    assert clerk.save(report, "f_1", {"r1:c2": (None, "5"), "q1": {"t": "xong"}}).status_code == 200
    told = listen(head, report, MINH)
    assert (told["version"], told["state"]) == (2, "filling")
    assert told["news"]["cells"] == {"q1": {"t": "xong"}, "r1:c2": None}
    assert told["news"]["instances"] == {"r2": [{"id": "k1", "label": "Đất đai", "item": None}]}
    assert "news" not in listen(head, report, MINH, since=2)
    assert listen(head, report, MINH, since=1)["news"]["instances"] == {}


def test_what_another_form_came_to_hold_comes_with_the_next_question(store_url: str) -> None:
    """Form 02 takes a column of form 01: its page hears of every save of form 01, and of nothing when none was made."""
    with worlds.world_of(store_url, cuts.documents()) as world:
        report, clerk, head = world.submission("a"), world.client("clerk-a"), world.client("head-a")

        def hear(form: str, seen: int) -> dict[str, Any]:
            answer = head.post(f"/api/submissions/{report}/forms/{form}/listen", {"since": 0, "report": seen, "page": MINH})
            assert answer.status_code == 200, answer.get_json()
            return dict(answer.get_json())

        clerk.save(report, "f_1", {"r1:c1": "1000"})
        told = hear("f_2", 0)
        assert told["externals"]["same|f_1|r1:c1"] == "1000"
        assert told["failures"] == []
        assert "externals" not in hear("f_2", told["report"]), "nothing was saved since"
        clerk.save(report, "f_1", {"r1:c1": (None, "1000")})
        assert hear("f_2", told["report"])["externals"]["same|f_1|r1:c1"] is None, "a figure that was taken away is blank"
        assert "externals" not in hear("f_1", 0), "form 01 takes nothing from others"


def test_what_the_other_saved_comes_with_ones_own_save_without_a_conflict(world: World) -> None:
    report = world.submission("a")
    clerk, head = world.client("clerk-a"), world.client("head-a")
    clerk.save(report, "f_1", {"r1:c2": "5"})
    answer = head.save(report, "f_1", {"r1:c3": "7"}, version=0).get_json()
    assert answer["version"] == 2
    assert answer["news"]["cells"] == {"r1:c2": "5"}
    assert "news" not in head.save(report, "f_1", {"r1:c3": ("8", "7")}, version=2).get_json()


def test_a_row_in_which_somebody_entered_a_figure_meanwhile_does_not_go_in_silence(world: World) -> None:
    report = world.submission("a")
    clerk, head = world.client("clerk-a"), world.client("head-a")
    rows = [{"id": "k1", "label": "Đất đai"}, {"id": "k2", "label": "Khác"}]
    clerk.save(report, "f_1", {}, instances={"r2": rows})
    head.save(report, "f_1", {"r2#k1:c2": "70"}, version=1)
    answer = clerk.save(report, "f_1", {}, version=1, instances={"r2": rows[1:]})
    assert (answer.status_code, [one["code"] for one in answer.get_json()["problems"]]) == (409, ["version.conflict", "version.rows"])
    assert clerk.get(f"/api/submissions/{report}/forms/f_1").get_json()["values"]["r2#k1:c2"] == "70"
    # Who has seen the figure may remove the row; a row that nobody touched goes at once.
    assert clerk.save(report, "f_1", {}, version=1, instances={"r2": rows[:1]}).status_code == 200
    assert clerk.save(report, "f_1", {}, version=3, instances={"r2": []}).status_code == 200


def test_a_cell_tells_who_made_it_what_it_is_and_when(world: World) -> None:
    report = world.submission("a")
    clerk, head = world.client("clerk-a"), world.client("head-a")
    clerk.save(report, "f_1", {"r1:c2": {"raw": "1o"}, "r1:c3": "1"})
    head.save(report, "f_1", {"r1:c2": ("10", {"raw": "1o"})})
    lines = clerk.get(f"/api/submissions/{report}/history?form=f_1&key=r1:c2").get_json()["cells"]
    assert {(line["by"], str(line["before"]), str(line["after"])) for line in lines} == {
        ("Người head-a", "{'raw': '1o'}", "10"),
        ("Người clerk-a", "None", "{'raw': '1o'}"),
    }
    assert all(line["at"].startswith("2026-09-16T") for line in lines)


def test_an_added_row_tells_its_caption_and_when_it_came_and_went(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")

    def put(*rows: tuple[str, str]) -> None:
        listed = [{"id": one, "label": label} for one, label in rows]
        assert clerk.save(report, "f_1", {}, instances={"r2": listed}).status_code == 200

    put(("k1", "Đất đai"))
    put(("k1", "Đất đai"), ("k2", "Khác"))
    put(("k1", "Đất ở"), ("k2", "Khác"))
    clerk.save(report, "f_1", {"r2#k1:c2": "3"})
    put(("k2", "Khác"))

    def told(key: str) -> list[tuple[Any, Any]]:
        lines = clerk.get(f"/api/submissions/{report}/history?form=f_1&key={key.replace('#', '%23')}").get_json()["cells"]
        in_order = sorted(lines, key=lambda line: int(line["version"]))
        shown = lambda side: side["label"] if isinstance(side, dict) else side  # noqa: E731
        return [(shown(line["before"]), shown(line["after"])) for line in in_order]

    assert told("r2#k1:@label") == [(None, "Đất đai"), ("Đất đai", "Đất ở"), ("Đất ở", None)]
    assert told("r2#k1:c2") == [(None, "3"), ("3", None)]


def test_a_late_save_after_sending_changes_nothing_rows_and_reasons_included(world: World) -> None:
    report = world.submission("a")
    clerk = world.client("clerk-a")
    clerk.save(report, "f_1", {"r1:c2": "1", "r1:c3": "2"})
    world.client("head-a").deliver(report)
    with world.db() as db:
        before = db.scalar(select(func.count()).select_from(CellChange))
    for more in ({}, {"instances": {"r2": [{"id": "k1", "label": "Muộn"}]}}, {"overrides": {"r1:c2": {"reason": "muộn"}}}):
        answer = clerk.save(report, "f_1", {"r1:c2": ("9", "1")}, version=1, **more)
        assert (answer.status_code, answer.get_json()["code"]) == (409, "submission.already_submitted")
    assert clerk.get(f"/api/submissions/{report}/forms/f_1").get_json()["values"]["r1:c2"] == "1"
    with world.db() as db:
        assert db.scalar(select(func.count()).select_from(CellChange)) == before
    assert listen(clerk, report, HOA)["state"] == "sent", "the open page learns that the report has gone"
