"""Rows that a form gives under an open row: there from the beginning, filled like others, neither deleted nor renamed. On both stores."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from metadata.template import Template
from runtime.consolidation.open_rows import groups
from runtime.store.models import Submission
from runtime.submissions.cells import FormCells
from runtime.submissions.filled import Filled, Instance
from runtime.submissions.opened import Opened
from tests.runtime import world as worlds
from tests.runtime.formbooks.brought import DOCUMENTS, Back
from tests.runtime.world import World

A, B = {"id": "da", "label": "Dự án A", "item": None}, {"id": "db", "label": "Dự án B", "item": None}
OWN = {"id": "k1", "label": "Đường tỉnh 376", "item": None}


def documents(labels: dict[str, str] | None = None, **rules: Any) -> list[dict[str, Any]]:
    form, *others = copy.deepcopy(DOCUMENTS)
    given = labels if labels is not None else {"da": "Dự án A", "db": "Dự án B"}
    open_row = form["sections"]["items"]["s1"]["rows"]["nodes"]["r2"]["open"]
    open_row |= {"max": 4, **rules, "given": {"order": list(given), "items": {key: {"label": label} for key, label in given.items()}}}
    return [form, *others]


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, documents(), ("2026-Q2", "2026-Q3")) as made:
        yield made


def rows(world: World, report: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.client("clerk-a").get(f"/api/submissions/{report}/forms/f_1").get_json()["instances"]["r2"]
    return found


def test_they_stand_before_anything_is_entered_and_take_figures_without_a_list_of_rows(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    assert rows(world, report) == [A, B]
    answer = clerk.save(report, "f_1", {"r2#da:c2": "7", "r2#da:c3": "1"}, version=0)
    assert (answer.status_code, answer.get_json()["computed"]["r2#da:c1"]) == (200, "8")
    assert rows(world, report) == [A, B]


def test_own_rows_stand_below_whatever_order_was_sent(world: World) -> None:
    report = world.submission("a")
    assert world.client("clerk-a").save(report, "f_1", {}, instances={"r2": [OWN, B, {**A, "label": "  dự án a "}]}).status_code == 200
    assert rows(world, report) == [A, B, OWN]


@pytest.mark.parametrize(
    ("listed", "code", "said"),
    [
        ([], "rows.given", "Dự án A"),
        ([A, OWN], "rows.given", "Dự án B"),
        ([A, {**B, "label": "Dự án khác"}], "rows.given_renamed", "Dự án khác"),
        ([A, B, OWN, {**OWN, "id": "k2"}, {**OWN, "id": "k3"}], "rows.too_many", "5"),
    ],
)
def test_what_is_refused_and_nothing_saved(world: World, listed: list[dict[str, Any]], code: str, said: str) -> None:
    report = world.submission("a")
    answer = world.client("clerk-a").save(report, "f_1", {"r1:c2": "1"}, instances={"r2": listed})
    assert (answer.status_code, answer.get_json()["code"]) == (422, code)
    assert said in answer.get_json()["problems"][0]["message"]
    assert rows(world, report) == [A, B]
    assert world.client("clerk-a").get(f"/api/submissions/{report}/forms/f_1").get_json()["values"] == {}


def test_the_workbook_keeps_them_and_leaves_their_captions_alone(world: World) -> None:
    report = world.submission("a")
    assert world.client("clerk-a").save(report, "f_1", {"r2#da:c2": "7"}, version=0).status_code == 200
    assert Back(world).put("r2#da:@label", "Dự án X").judged().locked[0].key == "r2#da:@label"
    emptied = Back(world).put("r2#da:@label", "").put("r2#da:c2", "")
    assert (emptied.changes(), emptied.judged().absent) == ({"r2#da:c2": None}, ())
    deleted = Back(world).delete("r2#da").judged()
    assert (deleted.absent, {one.code for one in deleted.remarks}) == ((), {"workbook.missing"})
    answer = world.client("clerk-a").get(f"/api/submissions/{report}/forms/f_1")
    assert answer.get_json()["values"]["r2#da:c2"] == "7"


def test_a_form_that_keeps_its_rows_gives_its_own_once(store_url: str) -> None:
    with worlds.world_of(store_url, documents(kept=True), ("2026-Q2", "2026-Q3")) as world:
        head, before = world.client("head-a"), world.submission("a", "2026-Q2")
        assert head.save(before, "f_1", {"r2#da:c2": "7"}, instances={"r2": [A, B, OWN]}).status_code == 200
        head.deliver(before)
        assert rows(world, world.submission("a")) == [A, B, OWN]


def test_they_come_together_over_units(world: World) -> None:
    reports = {unit: world.submission(unit) for unit in ("a", "b")}
    for unit, report in reports.items():
        answer = world.client(f"head-{unit}").save(report, "f_1", {"r2#da:c2": "3"}, version=0)
        assert answer.status_code == 200, answer.get_json()
    with world.db() as db:
        opened = [Opened(db, db.get(Submission, report)) for report in reports.values()]
        found = groups([(one.submission.unit_id, one.filled("f_1")) for one in opened], "r2")
    assert [(one.label, len(one.rows)) for one in found] == [("Dự án A", 2), ("Dự án B", 2)]


def test_a_newer_release_gives_rows_of_its_own_and_loses_nothing(store_url: str) -> None:
    """Row k1 of the unit stands; the newer form gives another row under the same id, and one that the unit had entered itself."""
    with worlds.world_of(store_url, documents({}), ("2026-Q2", "2026-Q3")) as world:
        report, clerk = world.submission("a"), world.client("clerk-a")
        twin = {"id": "k2", "label": "dự án  B", "item": None}
        figures = {"r2#k1:c2": "5", "r2#k2:c2": "6"}
        assert clerk.save(report, "f_1", figures, instances={"r2": [OWN, twin]}).status_code == 200
        with world.db() as db:
            lead = world.actor(db, "receiver")
            worlds.publish(db, documents({"k1": "Dự án A", "db": "Dự án B"}), lead.user_id or "", no=2, valid_from="2026-Q3")
        assert clerk.post(f"/api/submissions/{report}/release").get_json()["without_place"] == 0
        listed = rows(world, report)
        assert [one["label"] for one in listed] == ["Dự án A", "Dự án B", "Đường tỉnh 376"]
        values = clerk.get(f"/api/submissions/{report}/forms/f_1").get_json()["values"]
        assert {values.get(f"r2#{one['id']}:c2") for one in listed[1:]} == {"5", "6"}
        assert "r2#k1:c2" not in values
        assert values["r2#db:c2"] == "6"


def test_a_row_under_a_copy_is_named_with_the_copy() -> None:
    form, *others = documents()
    nodes = form["sections"]["items"]["s1"]["rows"]["nodes"]
    nodes["r2"]["children"] = ["r5"]
    nodes["r5"] = {"label": "Trong đó: vốn vay", "kind": "data"}
    template = Template.of([form, *others])
    cells = FormCells(template, template.form("f_1"), None, None)
    filled = Filled({}, {"r2": (Instance("da", "Dự án A", None), Instance("k1", "", None))})
    names = [cells.name(key, filled) for key in ("r2#da:c2", "r5#da:c2", "r5#k1:c2", "r1:c2")]
    assert names == ["Dự án A · Một (cột 2)", "Dự án A – Trong đó: vốn vay · Một (cột 2)", "Trong đó: vốn vay · Một (cột 2)", "Dòng một · Một (cột 2)"]
