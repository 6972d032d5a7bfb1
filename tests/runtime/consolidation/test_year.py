"""A year whose first quarters stand on the forms of 2021 and whose last stand on those of 2024."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from metadata.values import decode, encode
from runtime.consolidation.running import run
from runtime.consolidation.spans import Span
from runtime.store.models import Collection, Regime, Release, Submission
from runtime.submissions.collections import open_collection
from runtime.submissions.filled import Filled
from runtime.submissions.opened import Opened
from tests.runtime import world as worlds
from tests.runtime.world import World, documents_of, sample

FORMS = ("f_01xld", "f_02xld", "f_03xld", "f_04xld")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Quarters I and II of 2026 were opened on the old release; the new one is valid from quarter III."""
    with worlds.world_of(f"sqlite:///{tmp_path / 'y.sqlite3'}", documents_of("thanh_tra_2021"), ("2026-Q1", "2026-Q2")) as made:
        with made.db() as db:
            lead = made.actor(db, "receiver")
            worlds.publish(db, documents_of("thanh_tra_2024"), lead.user_id or "", no=2, valid_from="2026-Q3")
            open_collection(db, lead, db.get_one(Regime, "g_kntc"), "2026-Q3", opens=worlds.FROM)
        yield made


def put(world: World, unit: str, period: str, forms: Mapping[str, Mapping[str, Any]], state: str = "accepted") -> None:
    """A unit's report as it stands after acceptance."""
    with world.db() as db:
        submission = db.get_one(Submission, world_id(db, unit, period))
        opened = Opened(db, submission)
        for form, cells in forms.items():
            opened.hold(form, Filled({key: decode(value) for key, value in cells.items()}))
        opened.settle(forms)
        for form in forms:
            opened.store(form, opened.filled(form))
        submission.state, submission.sent_at = state, worlds.NOW


def world_id(db: Any, unit: str, period: str) -> str:
    return str(db.query(Submission.id).filter_by(unit_id=unit, period=period).scalar())


def consolidate(world: World, *periods: str) -> None:
    with world.db() as db:
        for period in periods:
            run(db, world.actor(db, "receiver"), db.query(Collection).filter_by(period=period).one())


def columns(form: Filled, row: str = "r1") -> dict[str, Any]:
    return {key.partition(":")[2]: encode(value) for key, value in form.values.items() if key.startswith(f"{row}:")}


def of_2024(**cells: str) -> dict[str, str]:
    return {f"r1:n{number.removeprefix('c')}": value for number, value in cells.items()}


def year(world: World, form: str) -> dict[str, Any]:
    with world.db() as db:
        return columns(Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report(form).filled)


def filled_year(world: World) -> None:
    """Unit a: the sample in quarters I and II (forms of 2021); in quarter III a small report on the forms of 2024."""
    put(world, "a", "2026-Q1", sample())
    put(world, "a", "2026-Q2", sample())
    third = {
        "f_02xld": of_2024(c1="10", c2="4", c3="6", c4="7", c7="5", c8="5", c19="2"),
        "f_03xld": of_2024(c1="3", c2="1", c3="2", c4="3", c7="2", c8="2"),
        "f_04xld": of_2024(c1="8", c2="5", c3="3", c4="8", c7="4", c8="4", c14="1", c19="3", c20="1"),
        "f_01xld": of_2024(c1="21", c2="10", c3="11", c4="18", c5="3", c6="11", c7="11"),
    }
    put(world, "a", "2026-Q3", third)
    consolidate(world, "2026-Q1", "2026-Q2", "2026-Q3")


def test_a_year_on_two_sets_of_forms_by_hand(world: World) -> None:
    """04/XLD: received 30+0+14 and again, then 3; carried over 2+0+0 in the first quarter only; being and not solved (3+3)·2, then 1."""
    filled_year(world)
    found = year(world, "f_04xld")
    assert (found["n2"], found["n3"], found["n1"]) == ("2", "91", "93")
    assert (found["n4"], found["n7"], found["n14"]) == ("74", "70", "13")
    assert (found["n19"], found["n20"]) == ("3", "1")  # asked in quarter III only
    complaints = year(world, "f_02xld")
    # 02/XLD: carried over 31+1, received (41+38)·2+6, processed 31·2+7, not finished 8·2+2.
    assert [complaints[key] for key in ("n2", "n3", "n1", "n4", "n19")] == ["32", "164", "196", "69", "18"]


def test_the_form_made_from_others_is_made_from_their_years(world: World) -> None:
    filled_year(world)
    found = year(world, "f_01xld")
    # Carried over 32 + 16+5+37 + 2; received 164 + (0+21+1)·2+2 + 91; their sum; what is left is that of the last quarter.
    assert [found[key] for key in ("n2", "n3", "n1", "n5")] == ["92", "301", "393", "3"]


def test_marks_tell_which_parts_a_figure_has(world: World) -> None:
    filled_year(world)
    with world.db() as db:
        form = Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld")
        assert form.mixed("r1:n3")
        assert [part.period.id for part in form.absent("r1:n3")] == []
        assert not form.mixed("r1:n19")
        assert [part.period.id for part in form.absent("r1:n19")] == ["2026-Q1", "2026-Q2"]
        first, _, third, fourth = form.parts
        assert first.sources("r1:n14") == ("r1:c18", "r1:c19")
        assert third.sources("r1:n14") == ("r1:n14",)
        assert fourth.original is None
        assert [part.release.no for part in form.parts if part.release] == [1, 1, 2, 2]


def test_rows_of_units_are_followed_through_the_year(world: World) -> None:
    filled_year(world)
    put(world, "b", "2026-Q1", {"f_04xld": {"r1:c1": "7", "r1:c2": {"s": "-"}, "r1:c5": "7"}})
    consolidate(world, "2026-Q1")
    with world.db() as db:
        form = Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_04xld").filled
        rows = {item.item: columns(form, f"r1#{item.id}") for item in form.instances["r1"]}
    assert (rows["a"]["n3"], rows["b"]["n3"], rows["b"]["n2"]) == ("91", "7", {"s": "-"})
    assert columns(form)["n3"] == "98"


def test_a_late_report_of_the_period_before_stays_on_the_old_forms(world: World) -> None:
    """Quarter II is filled, checked, sent, printed and consolidated after the new release was published, on the old one."""
    head, report = world.client("head-b"), world.submission("b", "2026-Q2")
    with world.db() as db:
        old = db.query(Release).filter_by(no=1).one().hash
        assert db.get_one(Submission, report).release_hash == old
        assert db.query(Collection).filter_by(period="2026-Q2").one().release_hash == old
        opened = open_collection(db, world.actor(db, "receiver"), db.get_one(Regime, "g_kntc"), "2025-Q4", opens=worlds.FROM)
        assert opened.release_hash == old  # opened after publication, for a period before it
    payload = head.get(f"/api/submissions/{report}/forms/f_01xld").get_json()
    assert ([c["id"] for c in payload["form"]["sections"][0]["columns"]][-1], payload["submission"]["newer_release"]) == ("c26", None)
    said = payload["submission"]
    assert (said["release_no"], said["release_from"]) == (1, "Quý III năm 2025")
    assert {tab["id"]: tab["basis"] for tab in said["forms"]}["f_01xld"] == "Thông tư 02/2021/TT-TTCP"
    head.fill(report, sample())
    head.deliver(report)
    printed = head.get(f"/bao-cao/{report}/in")
    assert "Đơn có nhiều người đứng tên" in printed.get_data(as_text=True)
    with world.db() as db:
        db.get_one(Submission, report).state = "accepted"
    consolidate(world, "2026-Q2")
    with world.db() as db:
        part = Span(db, db.get_one(Regime, "g_kntc"), "2026", "official").report("f_01xld").parts[1]
        assert part.original is not None
        assert part.original.values["r1:c26"] == Decimal(78)


def test_figures_of_the_period_before_come_over_the_boundary(world: World) -> None:
    """What a formula of the new form reads of last quarter stands there in the old form's columns."""
    put(world, "a", "2026-Q2", sample())
    with world.db() as db:
        third = Opened(db, db.get_one(Submission, world_id(db, "a", "2026-Q3")))
        before = third.fetch("prev", "f_01xld")
        assert before is not None
        assert [encode(before.values[f"r1:n{number}"]) for number in (1, 2, 5, 13)] == ["237", "92", "140", "54"]
        ytd = third.fetch("ytd", "f_04xld")
        assert ytd is None  # quarter I is owed and not stated: a part of a total is no total
    put(world, "a", "2026-Q1", sample())
    with world.db() as db:
        third = Opened(db, db.get_one(Submission, world_id(db, "a", "2026-Q3")))
        ytd = third.fetch("ytd", "f_04xld")
        assert ytd is not None
        assert ytd.values["r1:n14"] == 12


def test_the_first_period_of_the_new_forms_carries_over_from_the_old_ones(tmp_path: Path) -> None:
    """What is carried over of the period before is taken through the mapping: 02/XLD column 2 is what 2021 had not finished."""
    new = documents_of("thanh_tra_2024")
    for document in new:
        if document["id"] == "f_04xld":
            document["sections"]["items"]["s1"]["columns"]["nodes"]["n2"]["cell"] = {"kind": "carried", "formula": "prev(c14)"}
    with worlds.world_of(f"sqlite:///{tmp_path / 'c.sqlite3'}", documents_of("thanh_tra_2021"), ("2026-Q2",)) as world:
        with world.db() as db:
            lead = world.actor(db, "receiver")
            worlds.publish(db, new, lead.user_id or "", no=2, valid_from="2026-Q3")
            open_collection(db, lead, db.get_one(Regime, "g_kntc"), "2026-Q3", opens=worlds.FROM)
        put(world, "a", "2026-Q2", sample(), "sent")
        clerk, report = world.client("clerk-a"), world.submission("a", "2026-Q3")
        assert clerk.save(report, "f_04xld", {"r1:n3": "4"}).status_code == 200
        payload = clerk.get(f"/api/submissions/{report}/forms/f_04xld").get_json()
        assert payload["values"]["r1:n2"] == "6"  # columns 18 and 19 of 2021: 3 being solved, 3 not yet
        assert payload["submission"]["release_no"] == 2
        assert {tab["id"]: tab["basis"] for tab in payload["submission"]["forms"]}["f_04xld"] == "Thông tư 01/2024/TT-TTCP"
