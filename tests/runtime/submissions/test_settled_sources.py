"""What a computed report is kept for, source by source: other periods, units below, an older release, another process, whose turn it is. On both stores."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from metadata.formula.program.run import ENGINES
from runtime.keeping import Kept
from runtime.store.models import Submission, Unit
from runtime.submissions import filled, magnitude, neighbours, settled
from runtime.submissions.filled import Filled
from runtime.submissions.opened import Opened
from runtime.units import move_unit
from tests.runtime import world as worlds
from tests.runtime.submissions.test_appraising import appraise, scores
from tests.runtime.submissions.test_appraising import sent as sent_to_appraise
from tests.runtime.submissions.test_elsewhere import BEFORE, FORM, NOW, stated, taken_back
from tests.runtime.submissions.test_settled import DOCUMENTS, KEPT, Looked, another
from tests.runtime.world import World, publish, regime_document

FIRST = "2026-Q1"
#: Figures of the units below and of the year so far.
GATHERED: dict[str, Any] = {
    "spec": "form/1", "id": "f_1", "code": "01/T", "title": "BIỂU GOM", "sections": {"order": ["s1"], "items": {"s1": {
        "kind": "grid", "title": "",
        "columns": {"root": ["cA", "c2", "c3"], "nodes": {
            "cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"}, "c2": {"label": "Số", "code": "c2", "number": "1"},
            "c3": {"label": "Lũy kế", "code": "c3", "number": "2", "cell": {"kind": "computed", "formula": "ytd(c2)"}},
        }},
        "rows": {"root": ["r1", "r2"], "nodes": {
            "r1": {"label": "Số đơn", "kind": "data", "code": "r1"}, "r2": {"label": "Cấp dưới", "kind": "data", "code": "r2"},
        }},
        "cells": {"r2:c2": {"kind": "computed", "formula": "sum(units_below(r1.c2))"}},
    }}},
}  # fmt: skip


@contextmanager
def below(url: str, patch: pytest.MonkeyPatch) -> Iterator[Looked]:
    """Unit d, of which a and b are the units below."""
    with worlds.world_of(url, [GATHERED, regime_document(["f_1"])], (FIRST, BEFORE, NOW)) as world:
        with world.db() as db:
            for unit in ("a", "b"):
                move_unit(db, db.get(Unit, unit), "d", worlds.FROM)
        yield Looked(world, patch, "d", "head-d")


def sent(world: World, unit: str, figure: str, was: str | None = None, period: str = NOW) -> None:
    head, report = world.client(f"head-{unit}"), world.submission(unit, period)
    answer = head.save(report, "f_1", {"r1:c2": (figure, was)})
    assert answer.status_code == 200, answer.get_json()
    head.deliver(report)


def returned(world: World, unit: str, period: str = NOW) -> None:
    answer = world.client("receiver").post(f"/api/submissions/{world.submission(unit, period)}/return", {"reason": "Rà soát lại."})
    assert answer.status_code == 200, answer.get_json()


def total(shown: dict[str, Any]) -> Any:
    return shown["form"]["values"].get("r2:c2")


def test_units_below_and_their_tree(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with below(store_url, monkeypatch) as looked:
        world = looked.world
        looked.again()
        sent(world, "a", "3")
        assert total(looked.again()[1]) is None, "a part is no total"
        sent(world, "b", "5")
        times, shown = looked.again()
        assert (times, total(shown)) == (1, "8")
        monkeypatch.setattr(neighbours, "_MADE", Kept(100_000_000))
        assert looked.again()[0] == 0, "made anew of the same, it is the same"
        returned(world, "b")
        assert total(looked.again()[1]) is None
        sent(world, "b", "6", "5")
        times, shown = looked.again()
        assert (times, total(shown)) == (1, "9")
        with world.db() as db:
            move_unit(db, db.get(Unit, "c"), "d", worlds.FROM)
        assert total(looked.again()[1]) is None, "one more below, which owes its report"
        world.client("receiver").post(f"/api/submissions/{world.submission('c', NOW)}/exclude", {"reason": "Chưa thành lập."})
        assert total(looked.again()[1]) == "9"
        with world.db() as db:
            move_unit(db, db.get(Unit, "b"), "top", worlds.FROM)
        assert total(looked.again()[1]) == "3"


def test_the_year_so_far(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with below(store_url, monkeypatch) as looked:
        for period, figure in ((FIRST, "10"), (BEFORE, "20")):
            sent(looked.world, "d", figure, period=period)
        looked.clerk.save(looked.report, "f_1", {"r1:c2": "5"})
        assert looked.again()[1]["form"]["values"]["r1:c3"] == "35"
        for name, module in KEPT.items():
            if name != "_SETTLED":
                monkeypatch.setattr(module, name, Kept(100_000_000))
        assert looked.again()[0] == 0, "read anew, added up anew: the same texts"
        returned(looked.world, "d", FIRST)
        assert looked.again()[1]["form"]["values"]["r1:c3"] == "5"
        sent(looked.world, "d", "11", "10", FIRST)
        times, shown = looked.again()
        assert (times, shown["form"]["values"]["r1:c3"]) == (1, "36")


def test_an_earlier_report_in_another_unit_of_measure(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form goes from đồng to thousands of đồng; the report before stays as it was stated and is brought over."""
    newer = copy.deepcopy(FORM)
    newer["title"] = "BIỂU THỬ, NGHÌN ĐỒNG"
    derived = {column: {"how": "derived", "from": [column], "expr": f"{column} / 1000"} for column in ("c1", "c2", "c3")}
    mapping = {"spec": "mapping/1", "id": "m_1", "form": "f_1", "entries": derived}
    with worlds.world_of(store_url, [FORM, regime_document(["f_1"])], (BEFORE, NOW)) as world:
        looked = Looked(world, monkeypatch)
        stated(world, "5000")
        assert looked.again()[1]["form"]["values"]["r1:c3"] == "5000"
        with world.db() as db:
            publish(db, [newer, regime_document(["f_1"]), mapping], world.actor(db, "receiver").user_id or "", no=2, valid_from=NOW)
        assert looked.clerk.post(f"/api/submissions/{looked.report}/release").status_code == 200
        times, shown = looked.again()
        assert (times, shown["form"]["values"]["r1:c3"], shown["form"]["previous"]["r1:c3"]) == (1, "5", "5")
        for module, name in ((neighbours, "_MADE"), (filled, "_READ")):
            monkeypatch.setattr(module, name, Kept(100_000_000))
        assert looked.again()[0] == 0
        taken_back(world)
        stated(world, "7000", was="5000")
        times, shown = looked.again()
        assert (times, shown["form"]["values"]["r1:c3"]) == (1, "7")


@pytest.fixture
def looked(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Looked]:
    with worlds.world_of(store_url, DOCUMENTS, (BEFORE, NOW)) as world:
        yield Looked(world, monkeypatch)


def test_another_process_saves_sends_and_takes_back(looked: Looked, monkeypatch: pytest.MonkeyPatch) -> None:
    looked.again()
    with another(monkeypatch):
        stated(looked.world, "100")
        assert looked.clerk.save(looked.report, "f_1", {"r1:c2": "5"}).status_code == 200
    times, shown = looked.again()
    assert (times, shown["form"]["values"]["r1:c3"]) == (1, "105")
    with another(monkeypatch):
        taken_back(looked.world)
    assert looked.again()[1]["form"]["previous"] is None
    with another(monkeypatch):
        head, report = looked.world.client("head-a"), looked.world.submission("a", BEFORE)
        head.deliver(report)
    assert looked.again()[1]["form"]["previous"]["r1:c3"] == "100", "sent again as it was"


def test_less_room_than_the_work_takes(looked: Looked, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reports in turn, each heavier than all that may be kept: nothing is kept long, every figure is right."""
    limit = 500
    for name, module in KEPT.items():
        monkeypatch.setattr(module, name, Kept(1 if name == "_kept" else limit))
    stated(looked.world, "100")
    other = looked.world.submission("b", NOW)
    for figure, was in (("5", None), ("6", "5"), ("7", "6")):
        assert looked.clerk.save(looked.report, "f_1", {"r1:c2": (figure, was)}).status_code == 200
        assert looked.world.client("clerk-b").get(f"/api/submissions/{other}/forms/f_1").status_code == 200
        times, shown = looked.again()
        assert (times >= 1, shown["form"]["values"]["r1:c3"]) == (True, str(100 + int(figure)))
        for name, module in KEPT.items():
            kept = getattr(module, name)
            assert kept.weight <= limit or len(kept) == 1, name


def test_another_engine_is_asked_anew(looked: Looked) -> None:
    looked.clerk.save(looked.report, "f_1", {"r1:c2": "5"})
    shown = looked.again()[1]
    config = looked.world.app.extensions["khuon.config"]
    looked.world.app.extensions["khuon.config"] = replace(config, formula_engine=next(one for one in ENGINES if one != config.formula_engine))
    assert looked.again() == (1, shown)


def test_whose_turn_it_is_and_what_the_lead_agency_enters(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with worlds.world_of(store_url, scores()) as world:
        report, counted = sent_to_appraise(world), Looked(world, monkeypatch)
        receiver = world.client("receiver")

        def marks() -> tuple[int, Any]:
            before, path = counted.computed, f"/api/submissions/{report}/forms/f_diem"
            found = receiver.get(path).get_json()
            times = counted.computed - before
            with another(monkeypatch):
                assert receiver.get(path).get_json() == found
            tab = found["submission"]["forms"][0]
            return times, (found["values"].get("y02:d5"), tab["filled"], tab["missing"])

        assert marks()[0] == 1
        assert marks() == (0, (None, 6, 8))
        receiver.post(f"/api/submissions/{report}/receive")
        times, (_, full, missing) = marks()
        assert times == 1, "the lead agency's cells are asked for now"
        assert full + missing > 14
        assert appraise(receiver, report, {"y02:d5": "1.5"}).status_code == 200
        times, (mark, now, _) = marks()
        assert (times, mark, now) == (1, "1.5", full + 1)


def test_what_is_shared_cannot_be_changed_and_is_asked_for_once(looked: Looked) -> None:
    stated(looked.world, "100")
    with looked.world.db() as db:
        opened = Opened(db, db.get_one(Submission, looked.report))
        before = looked.computed
        found = settled.settled(opened)
        assert settled.settled(opened) is found
        assert looked.computed == before + 1
        made = neighbours.added([found.forms["f_1"], neighbours.stated_form(db, opened.submission, opened.period.previous(), "f_1") or Filled()])
        assert made is not None
        for shared in (found.forms, found.entered, found.forms["f_1"].values, found.forms["f_1"].instances, found.forms["f_1"].overrides, made.values):
            with pytest.raises(TypeError):
                shared["r1:c1"] = None  # type: ignore[index]
        # What somebody is about to enter is computed, and kept for nobody.
        opened.hold("f_1", Filled({"r1:c2": Decimal(7)}))
        tried = settled.settled(opened)
        assert (tried.forms["f_1"].values["r1:c3"], tried.forms["f_1"].mark) == (107, None)
        again = Opened(db, opened.submission)
        assert settled.settled(again).forms["f_1"].values["r1:c3"] == 100
        # The store moves under a report that was computed already: its own row is read again.
        row = again.row("f_1")
        row.document = Filled({"r1:c2": Decimal(1)}).dump()
        assert settled.settled(again).forms["f_1"].values["r1:c3"] == 101
        assert settled.settled(Opened(db, opened.submission)).forms["f_1"].values["r1:c3"] == 101


def test_usual_figures_go_by_each_sending(looked: Looked) -> None:
    """Of two rounds the one sent last counts: sent again without a change it is another one."""
    stated(looked.world, "100")
    before = looked.world.submission("a", BEFORE)
    with looked.world.db() as db:
        report = db.get_one(Submission, looked.report)
        opened = Opened(db, report)
        first = magnitude.history(opened, "f_1")
        assert magnitude.history(Opened(db, report), "f_1") is first
        with pytest.raises(TypeError):
            first.cells["r1:c1"] = None  # type: ignore[index]
        db.execute(update(Submission).where(Submission.id == before).values(sent_at=worlds.NOW.replace(hour=9)))
        assert magnitude.history(opened, "f_1") is first, "one look sees one state"
        assert magnitude.history(Opened(db, report), "f_1").key != first.key
