"""What a draft does to reports that units have already made: tried on the reports themselves, told by counts, figures by right."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from designer.app import create_app
from designer.drafts import service
from designer.effects import Effects, effects_of, seen_by
from designer.effects.work import forget_effects
from metadata.values import decode
from runtime import clock, releases
from runtime.consolidation.running import run
from runtime.keeping import Kept
from runtime.store.models import Collection, Draft, Release, RoleHolding, Submission, User
from runtime.submissions.filled import Filled
from runtime.submissions.opened import Opened
from tests.runtime import world as worlds
from tests.runtime.world import World, documents_of, sample

Documents = dict[str, dict[str, Any]]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Unit a: quarter II accepted, quarter III begun; unit b: quarter II accepted. All on the forms of 2021."""
    url = f"sqlite:///{tmp_path / 'e.sqlite3'}"
    forget_effects()
    with worlds.world_of(url, documents_of("thanh_tra_2021"), ("2026-Q2", "2026-Q3")) as runtime:
        # The same store under the whole application: the effect is a page of the designer.
        made = World(create_app(worlds._config(url)))
        with made.db() as db:
            user = User(login="designer-x", name="Người soạn", unit_id="lead", password_hash="!", must_change=False, created_at=clock.now())
            db.add(user)
            db.flush()
            db.add(RoleHolding(user_id=user.id, role="designer", unit_id="lead", valid_from=worlds.FROM))
        for unit, period, state in (("a", "2026-Q2", "accepted"), ("b", "2026-Q2", "accepted"), ("a", "2026-Q3", "filling")):
            put(made, unit, period, state)
        with made.db() as db:
            run(db, made.actor(db, "receiver"), db.query(Collection).filter_by(period="2026-Q2").one())
        yield made
        made.app.extensions["khuon.store"].close()
        assert runtime.app is not made.app


def put(world: World, unit: str, period: str, state: str) -> None:
    """The sample of 2021 as a report of the unit."""
    with world.db() as db:
        submission = db.query(Submission).filter_by(unit_id=unit, period=period).one()
        opened = Opened(db, submission)
        for form, cells in sample().items():
            opened.hold(form, Filled({key: decode(value) for key, value in cells.items()}))
            opened.store(form, opened.filled(form))
        submission.state, submission.sent_at, submission.version = state, worlds.NOW, 1


def of_2021() -> Documents:
    return {doc["id"]: doc for doc in map(worlds._adapted, documents_of("thanh_tra_2021"))}


def of_2024() -> Documents:
    return {doc["id"]: doc for doc in map(worlds._adapted, documents_of("thanh_tra_2024"))}


def drawn(world: World, documents: Documents) -> str:
    """A draft with these documents on the release in force."""
    with world.db() as db:
        base = db.query(Release).one().hash
        return service.start(db, world.actor(db, "designer-x"), "g_kntc", documents, base, "Bản 2024").id


def looked(world: World, documents: Documents, who: str = "leader", **bounds: Any) -> Effects:
    draft_id = drawn(world, documents)
    with world.db() as db:
        draft = db.get_one(Draft, draft_id)
        return seen_by(db, world.actor(db, who), draft, effects_of(db, draft, "2026-Q3", **{"seconds": 600.0, **bounds}))


def changed(change: Callable[[Documents], object]) -> Documents:
    documents = copy.deepcopy(of_2021())
    change(documents)
    return documents


def columns(documents: Documents, form: str) -> dict[str, Any]:
    return documents[form]["sections"]["items"]["s1"]["columns"]  # type: ignore[no-any-return]


def without(documents: Documents, form: str, column: str) -> None:
    """A column is taken out, with the checks that name it."""
    tree = columns(documents, form)
    del tree["nodes"][column]
    tree["root"] = [key for key in tree["root"] if key != column]
    for node in tree["nodes"].values():
        if "children" in node:
            node["children"] = [key for key in node["children"] if key != column]
    for document in documents.values():
        if document["spec"] == "rules/1":
            items = document["items"]
            gone = {key for key, rule in items.items() if column in rule["expr"]}
            document["items"] = {key: rule for key, rule in items.items() if key not in gone}
            document["order"] = [key for key in document["order"] if key not in gone]


def test_a_draft_that_changes_nothing_says_so_and_what_it_looked_at(world: World) -> None:
    found = looked(world, of_2021())
    assert (found.looked, found.reports, found.changed, found.nothing) == (3, 3, (), True)
    assert (found.newest, found.oldest) == ("2026-Q3", "2026-Q2")


def test_figures_that_a_mapping_drops_are_counted_with_the_reason(world: World) -> None:
    """2024 asks no column 28 of 02/XLD (11 in the sample), no 30 of 03/XLD, no 24 of 04/XLD."""
    found = looked(world, of_2024())
    lost = {one.place.partition(" “")[0] + " " + one.form: one for one in found.lost}
    assert set(lost) == {"cột 28 02/XLD", "cột 30 03/XLD", "cột 24 04/XLD"}
    one = lost["cột 28 02/XLD"]
    assert (one.why, one.values, sorted(one.units), one.periods) == ("dropped", 3, ["Xã An Thi", "Xã Bình Minh"], {"2026-Q3": 1, "2026-Q2": 2})
    assert "Chuyển đơn" in one.reason
    assert {(each.unit, each.period): each.figure for each in one.examples} == {
        ("Xã An Thi", "2026-Q2"): "11", ("Xã Bình Minh", "2026-Q2"): "11", ("Xã An Thi", "2026-Q3"): "",
    }  # fmt: skip
    assert found.unsaid == 0


def test_a_column_taken_out_without_a_word_is_told_as_lost(world: World) -> None:
    found = looked(world, changed(lambda documents: without(documents, "f_01xld", "c26")))
    (one,) = found.lost
    assert (one.form, one.why, one.values) == ("01/XLD", "unsaid", 3)
    assert found.unsaid == 3


def test_a_form_taken_out_loses_all_its_figures(world: World) -> None:
    def gone(documents: Documents) -> None:
        del documents["f_01tcd"]
        documents["g_kntc"]["forms"].remove("f_01tcd")
        for key in [key for key, document in documents.items() if document.get("form") == "f_01tcd"]:
            del documents[key]

    found = looked(world, changed(gone))
    assert {one.form for one in found.lost} == {"01/TCD"}
    assert sum(one.values for one in found.lost) == 3 * len(sample()["f_01tcd"])


def test_a_new_check_is_tried_on_the_reports_themselves(world: World) -> None:
    """Column 26 is 78 in the sample, column 24 is 3."""

    def stricter(documents: Documents) -> None:
        rules = documents["k_01xld"]
        rules["order"].append("knew")
        rules["items"]["knew"] = {"expr": "c26 <= c24", "severity": "error", "tolerance": "0", "blanks": "nothing", "origin": {"kind": "manual"}}

    found = looked(world, changed(stricter))
    (one,) = found.judged
    assert (one.what, one.form, one.words, one.reports, one.covered, len(one.units)) == ("failing", "01/XLD", "c26 <= c24", 3, 1, 2)
    assert one.examples[0].figure.startswith("Cột 26: 78 > cột 24 = ")
    assert found.lost == found.totals == found.moved == ()


def test_a_check_that_failed_and_holds_now_is_told_as_passing(world: World) -> None:
    """The accepted report of unit b breaks 9 = 11 + 12 + 13 by ten; a tolerance of ten lets it pass."""
    with world.db() as db:
        opened = Opened(db, db.query(Submission).filter_by(unit_id="b", period="2026-Q2").one())
        before = opened.filled("f_01xld")
        opened.store("f_01xld", Filled({**before.values, "r1:c9": before.values["r1:c9"] + 10}))  # type: ignore[operator]

    def lenient(documents: Documents) -> None:
        for rule in documents["k_01xld"]["items"].values():
            if rule["expr"] == "c9 == c11 + c12 + c13":
                rule["tolerance"] = "10"

    found = looked(world, changed(lenient))
    assert [(one.what, one.reports, sorted(one.units)) for one in found.judged] == [("passing", 1, ["Xã Bình Minh"])]


def test_a_cell_that_must_be_filled_from_now_on_counts_reports_without_it(world: World) -> None:
    def required(documents: Documents) -> None:
        tree = columns(documents, "f_01xld")
        tree["root"].append("c27")
        tree["nodes"]["c27"] = {"label": "Đoàn đông người", "code": "c27", "number": "27", "cell": {"required": True}}

    (one,) = looked(world, changed(required)).of("unfit")
    assert (one.words, one.reports, one.covered) == ("ô bắt buộc chưa có số liệu", 3, 1)


def test_totals_that_move_are_told_old_and_new_by_cell(world: World) -> None:
    """The report of quarter II adds units a and b (26 is 78 each); told to count instead, it says 2."""

    def counting(documents: Documents) -> None:
        documents["x_01xld"]["cells"] = {**documents["x_01xld"].get("cells", {}), "c26": {"how": "count"}}

    found = looked(world, changed(counting))
    moved = [(one.form, one.place.partition(" “")[0], one.period, one.before, one.after) for one in found.totals]
    assert moved == [("01/XLD", "cột 26", "2026-Q2", "156", "2")]


def test_a_computed_cell_that_comes_out_otherwise_is_told_by_report(world: World) -> None:
    def computed(documents: Documents) -> None:
        columns(documents, "f_01xld")["nodes"]["c9"]["cell"] = {"kind": "computed", "formula": "c11 + c12"}

    found = looked(world, changed(computed))
    (one,) = found.moved
    cells = sample()["f_01xld"]
    assert one.reports == 3
    assert (one.examples[0].was, one.examples[0].figure) == (cells["r1:c9"], str(int(cells["r1:c11"]) + int(cells["r1:c12"])))
    assert found.totals == ()  # the consolidated report makes column 9 from the other forms


def test_reports_under_way_and_what_becomes_of_them(world: World) -> None:
    """Quarter III: a has begun, three have not. Quarter II lies before: late reports of the other two stay on the old forms."""
    third, second = looked(world, of_2024()).open
    assert (third.period, third.covered, third.follow, third.asked, third.stay) == ("2026-Q3", True, 3, 1, 0)
    assert (second.period, second.covered) == ("2026-Q2", False)
    assert second.states == {"assigned": 2, "consolidated": 2}


def test_who_may_not_read_a_report_sees_counts_and_no_figure(world: World) -> None:
    found = looked(world, of_2024(), "designer-x")
    assert [one.values for one in found.lost] == [3, 3, 3]
    assert {each.figure + each.was for one in (*found.lost, *found.judged, *found.moved) for each in one.examples} == {""}
    assert {one.before + one.after for one in found.totals} <= {""}


def test_bounds_are_kept_and_told(world: World) -> None:
    found = looked(world, of_2024(), most=1)
    assert (found.looked, found.reports, found.stopped, found.whole, found.nothing) == (1, 3, "count", False, False)
    assert found.skipped == ("2026-Q2",)


def test_no_time_means_nothing_was_looked_at(world: World) -> None:
    found = looked(world, of_2024(), seconds=0.0)
    assert (found.looked, found.stopped, found.nothing) == (0, "time", False)


def test_a_draft_that_cannot_be_read_says_why(world: World) -> None:
    documents = of_2024()
    del documents["g_kntc"]["name"]
    draft_id = drawn(world, of_2024())
    with world.db() as db:
        draft = db.get_one(Draft, draft_id)
        service.put_documents(draft, documents)
        found = effects_of(db, draft, "2026-Q3")
    assert found.problem
    assert not found.nothing


def test_it_is_worked_out_once_for_the_same_draft_and_data(world: World) -> None:
    draft_id = drawn(world, of_2024())
    with world.db() as db:
        draft = db.get_one(Draft, draft_id)
        first = effects_of(db, draft, "2026-Q3")
        assert effects_of(db, draft, "2026-Q3") is first
        db.query(Submission).filter_by(unit_id="a", period="2026-Q3").one().version = 2
        db.flush()
        assert effects_of(db, draft, "2026-Q3") is not first


def test_what_a_draft_carries_over_is_not_kept_for_the_release_in_force(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def carried(documents: Documents) -> None:
        columns(documents, "f_01xld")["nodes"]["c5"]["cell"] = {"kind": "carried", "formula": "prev(c5)"}

    monkeypatch.setattr(releases, "_kept", Kept(releases.CACHED))
    looked(world, changed(carried))
    with world.db() as db:
        for submission in db.query(Submission).filter(Submission.unit_id.in_(("a", "b"))):
            opened = Opened(db, submission)
            assert (opened.for_entry("f_01xld"), opened._carried("f_01xld")) == (frozenset(), ())


def test_the_page_and_the_door_tell_the_same(world: World) -> None:
    draft_id = drawn(world, of_2024())
    leader, designer = world.client("leader"), world.client("designer-x")
    page = leader.get(f"/thiet-ke/{draft_id}/tac-dong?tu=2026-Q3").get_data(as_text=True)
    assert "Đã xét cả 3 báo cáo, kỳ quý II năm 2026 đến quý III năm 2026." in page
    assert "cột 28" in page
    told = designer.get(f"/api/drafts/{draft_id}/effects?tu=2026-Q3").get_json()
    assert [(one["form"], one["values"], one["units"]) for one in told["lost"]] == [("02/XLD", 3, 2), ("03/XLD", 3, 2), ("04/XLD", 3, 2)]
    assert world.client("clerk-a").get(f"/api/drafts/{draft_id}/effects").status_code == 404
    assert leader.get(f"/thiet-ke/{draft_id}/tac-dong?ma={'0' * 64}").status_code == 409
    for period in ("hôm-nay", "1900-Q1", "2999-Q4", "2026", "2026-07"):
        for address in (f"/thiet-ke/{draft_id}/tac-dong?tu={period}", f"/api/drafts/{draft_id}/effects?tu={period}"):
            assert leader.get(address).status_code == 422, address
