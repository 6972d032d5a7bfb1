"""Consolidating on both stores: sums with their states, levels, changes of one unit, forms of two examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from metadata.periods import Period
from metadata.values import DASH, decode, encode
from runtime.consolidation.running import run
from runtime.consolidation.work import Consolidation
from runtime.releases import release_for
from runtime.store.models import Collection, ConsolidationResult, Submission, Unit
from runtime.submissions.collections import follow_release
from runtime.submissions.filled import Filled, load_filled
from runtime.submissions.opened import Opened
from runtime.units import move_unit
from runtime.vectors import read_states
from tests.forms_md import read
from tests.runtime import world as worlds
from tests.runtime.world import World, documents_of, regime_document, sample

TABLE = """
| Chỉ tiêu    | Tổng   | Nam | Nữ | Tỷ lệ nữ |
| A           | 1=2+3  | 2   | 3  | 4        |
|-------------|--------|-----|----|----------|
| Lao động    | =c2+c3 |     |    | =c3/c1*100 |
| Học viên    | =c2+c3 |     |    | X        |
"""


def form_and_regime(**consolidation: Any) -> list[dict[str, Any]]:
    form = read(TABLE).document
    section = form["sections"]["items"]["s1"]
    section["cells"]["r1:c4"]["decimals"] = 1
    found = [form, regime_document(["f_1"])]
    if consolidation:
        found.append({"spec": "consolidation/1", "id": "x_1", "form": "f_1", **consolidation})
    return found


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, form_and_regime()) as made:
        yield made


def put(world: World, unit: str, forms: Mapping[str, Mapping[str, Any]], state: str = "accepted") -> None:
    """A unit's report as it stands in the store after acceptance."""
    report_id = world.submission(unit)
    with world.db() as db:
        submission = db.get(Submission, report_id)
        opened = Opened(db, submission)
        for form, cells in forms.items():
            opened.hold(form, Filled({key: decode(value) for key, value in cells.items()}))
        opened.settle(forms)
        for form in forms:
            opened.store(form, opened.filled(form))
        submission.state, submission.version = state, 1


def consolidate(world: World) -> int:
    with world.db() as db:
        return run(db, world.actor(db, "receiver"), worlds.collection_of(db))


def report(world: World, form: str = "f_1", unit: str = "lead") -> dict[str, Any]:
    """Values of a stored report, on the wire's form."""
    with world.db() as db:
        work = Consolidation(db, worlds.collection_of(db))
        stored = work.stored(unit, form)
        return load_filled(stored.document).values_json() if stored is not None else {}


def snapshot(world: World) -> dict[tuple[str, str], tuple[str, bytes, bytes, bytes, str]]:
    with world.db() as db:
        rows = db.query(ConsolidationResult).all()
        return {(row.unit_id, row.form_id): (row.document, row.vector, row.states, row.tallies, row.members) for row in rows}


def test_sums_ratios_and_states(world: World) -> None:
    put(world, "a", {"f_1": {"r1:c2": "3", "r1:c3": "1", "r2:c2": {"s": "-"}}})
    put(world, "b", {"f_1": {"r1:c2": "5", "r1:c3": {"s": "-"}, "r2:c2": {"s": "-"}}})
    put(world, "d", {"f_1": {"r1:c2": "0", "r1:c3": "2"}})
    assert consolidate(world) == 3
    # The ratio is computed on the sums (3/11), never added; a unit that did not report is no zero.
    assert report(world) == {
        "r1:c1": "11", "r1:c2": "8", "r1:c3": "3", "r1:c4": "27.3", "r2:c2": {"s": "-"},
    }  # fmt: skip


def test_only_accepted_reports_are_in_and_the_others_are_listed(world: World) -> None:
    put(world, "a", {"f_1": {"r1:c2": "3"}})
    put(world, "b", {"f_1": {"r1:c2": "1000"}}, state="sent")
    put(world, "c", {"f_1": {"r1:c2": "1000"}}, state="excluded")
    consolidate(world)
    assert report(world)["r1:c2"] == "3"
    with world.db() as db:
        stored = Consolidation(db, worlds.collection_of(db)).stored("lead", "f_1")
        assert stored is not None
        assert (stored.members, stored.missing) == ('["a"]', '["b", "d"]')


def test_sums_beyond_63_bits(world: World) -> None:
    big = str(2**62)
    for unit in ("a", "b", "c"):
        put(world, unit, {"f_1": {"r1:c2": big, "r2:c3": "9" * 30}})
    consolidate(world)
    found = report(world)
    assert found["r1:c2"] == str(3 * 2**62)
    assert found["r2:c3"] == str(3 * int("9" * 30))


@pytest.mark.parametrize("unit", ["a", "b", "d"])
def test_a_report_that_leaves_and_comes_back_gives_the_same_bytes(world: World, unit: str) -> None:
    put(world, "a", {"f_1": {"r1:c2": "3", "r1:c3": "1", "r2:c2": {"s": "-"}}})
    put(world, "b", {"f_1": {"r1:c2": "5", "r1:c3": {"s": "-"}}})
    put(world, "d", {"f_1": {"r1:c2": "7"}})
    consolidate(world)
    whole = snapshot(world)
    receiver, submission = world.client("receiver"), world.submission(unit)

    assert receiver.post(f"/api/submissions/{submission}/reopen", {"reason": "Sai số"}).status_code == 200
    without = snapshot(world)
    consolidate(world)
    assert snapshot(world) == without  # the delta equals a run from scratch

    with world.db() as db:
        db.get(Submission, submission).state = "sent"
    answer = receiver.post(f"/api/submissions/{submission}/accept")
    assert answer.get_json()["state"] == "consolidated"
    assert {key: value[:4] for key, value in snapshot(world).items()} == {key: value[:4] for key, value in whole.items()}


def test_the_last_report_that_leaves_takes_the_consolidation_with_it(world: World) -> None:
    put(world, "a", {"f_1": {"r1:c2": "3"}})
    consolidate(world)
    world.client("receiver").post(f"/api/submissions/{world.submission('a')}/exclude", {"reason": "Đã sáp nhập"})
    assert snapshot(world) == {}


def test_levels_follow_the_tree_of_units(world: World) -> None:
    with world.db() as db:
        for unit in ("a", "b"):
            move_unit(db, db.get(Unit, unit), "other", worlds.FROM)
    for number, unit in enumerate(("a", "b", "c", "d"), start=1):
        put(world, unit, {"f_1": {"r1:c2": str(number)}})
    consolidate(world)
    assert report(world, unit="other")["r1:c2"] == "3"
    assert report(world)["r1:c2"] == "10"
    world.client("receiver").post(f"/api/submissions/{world.submission('b')}/exclude", {"reason": "Đã sáp nhập"})
    assert report(world, unit="other")["r1:c2"] == "1"
    assert report(world)["r1:c2"] == "8"


def test_nothing_accepted_and_units_missing_are_said(world: World, tmp_path: Any) -> None:
    with world.db() as db:
        path = f"/api/collections/{worlds.collection_of(db).id}/consolidate"
    assert world.client("receiver").post(path).get_json()["code"] == "consolidation.none_accepted"
    strict = form_and_regime(missing="refuse", cells={})
    with worlds.world_of(f"sqlite:///{tmp_path / 'strict.sqlite3'}", strict) as other:
        put(other, "a", {"f_1": {"r1:c2": "1"}})
        with other.db() as db:
            path = f"/api/collections/{worlds.collection_of(db).id}/consolidate"
        answer = other.client("receiver").post(path).get_json()
        assert (answer["code"], answer["problems"][0]["args"]) == ("consolidation.missing_units", {"count": 3})


def test_other_ways_of_putting_cells_together(tmp_path: Any) -> None:
    cells = {
        "r1:c2": {"how": "count"},
        "r1:c3": {"how": "wmean", "weight": "r2"},
        "r2:c2": {"how": "none"},
        "r2:c3": {"how": "sum"},
    }
    with worlds.world_of(f"sqlite:///{tmp_path / 's.sqlite3'}", form_and_regime(cells=cells)) as world:
        put(world, "a", {"f_1": {"r1:c2": "3", "r1:c3": "10", "r2:c3": "1", "r2:c2": "5"}})
        put(world, "b", {"f_1": {"r1:c2": "0", "r1:c3": "20", "r2:c3": "3", "r2:c2": "5"}})
        put(world, "c", {"f_1": {"r1:c2": "8", "r1:c3": "99"}})
        consolidate(world)
        found = report(world)
        assert (found["r1:c2"], found["r1:c3"], found["r2:c3"]) == ("2", "18", "4")  # (10·1 + 20·3) / 4 = 17,5 → 18
        assert "r2:c2" not in found


def test_the_province_s_01_is_made_from_the_units_02_03_04(store_url: str) -> None:
    with worlds.world_of(store_url, documents_of("thanh_tra_2021")) as world:
        for unit in ("a", "b", "d"):
            put(world, unit, sample())
        # What the unit wrote into its own 01 does not count where the report is made from 02, 03, 04.
        put(world, "b", {**sample(), "f_01xld": {**sample()["f_01xld"], "r1:c1": "999", "r1:c14": "40"}})
        consolidate(world)
        found = report(world, "f_01xld")
        expected = {key: encode(3 * Decimal(value)) for key, value in sample()["f_01xld"].items()} | {"r1:c14": "116"}
        assert {key: value for key, value in found.items() if "#" not in key} == expected
        assert [found[f"r1#u{number}:c1"] for number in (1, 2, 3)] == ["237", "237", "237"]
        assert report(world, "f_02xld")["r1:c1"] == "333"


def test_open_rows_come_together_by_field_and_groups_by_audience(tmp_path: Any) -> None:
    """II.06a: departments fill group I, communes group III; rows of the same field are one row of the report."""
    with worlds.world_of(f"sqlite:///{tmp_path / 's.sqlite3'}", documents_of("tthc_2020")) as world:
        form = next(document for document in documents_of("tthc_2020") if document["spec"] == "form/1")
        nodes = form["sections"]["items"]["s1"]["rows"]["nodes"]
        rows = {node["audience"][0]: key for key, node in nodes.items() if node["kind"] == "open" and node.get("audience")}
        rows = rows or {
            nodes[group]["audience"][0]: key
            for group in nodes
            for key in nodes[group].get("children", ())
            if nodes[group].get("audience") and nodes[key]["kind"] == "open"
        }
        columns = {node["code"]: key for key, node in form["sections"]["items"]["s1"]["columns"]["nodes"].items() if node.get("code")}
        for unit, audience, figure in (("a", "commune", 70), ("b", "commune", 30), ("d", "department", 5)):
            row, login = rows[audience], f"head-{unit}"
            catalogue = nodes[row]["open"].get("catalogue")
            item = next(iter(_members(documents_of("tthc_2020"), catalogue))) if catalogue else None
            instance = {"id": f"x{unit}", "label": "Hộ tịch", "item": item}
            client = world.client(login)
            key = f"{row}#x{unit}:{columns['c4']}"
            answer = client.save(world.submission(unit), form["id"], {key: str(figure)}, instances={row: [instance]})
            assert answer.status_code == 200, answer.get_json()
            other = rows["department" if audience == "commune" else "commune"]
            foreign = client.save(world.submission(unit), form["id"], {}, instances={other: [instance]})
            assert foreign.get_json()["code"] == "rows.unknown"  # the other group is not theirs
            report_id = world.submission(unit)
            with world.db() as db:
                db.get(Submission, report_id).state = "accepted"
        consolidate(world)
        with world.db() as db:
            stored = Consolidation(db, worlds.collection_of(db)).stored("lead", form["id"])
            assert stored is not None
            filled = load_filled(stored.document)
        assert {row: len(items) for row, items in filled.instances.items() if items} == {
            rows["commune"]: 1,
            rows["department"]: 1,
        }
        assert filled.values[f"{rows['commune']}#k1:{columns['c4']}"] == 100
        assert filled.values[f"{rows['department']}#k1:{columns['c4']}"] == 5
        total = next(key for key, node in nodes.items() if node.get("code") == "tong")
        assert filled.values[f"{total}:{columns['c4']}"] == 105


def _members(documents: list[dict[str, Any]], dimension: str) -> list[str]:
    found: list[str] = next(document for document in documents if document["id"] == dimension)["members"]["order"]
    return found


def test_states_of_a_stored_vector(world: World) -> None:
    put(world, "a", {"f_1": {"r1:c2": "3", "r1:c3": {"s": "-"}}})
    consolidate(world)
    with world.db() as db:
        stored = Consolidation(db, worlds.collection_of(db)).stored("lead", "f_1")
        assert stored is not None
        # The ratio of a dash is blank; the dash itself stays a dash.
        assert read_states(stored.states).tolist()[:4] == [1, 1, 2, 0]
        assert isinstance(db.get(Collection, stored.collection_id), Collection)
        assert load_filled(stored.document).values["r1:c3"] is DASH


def newer_release(world: World, documents: list[dict[str, Any]]) -> int:
    """Publish the documents with a column put in front, which moves every slot; how many reports follow."""
    columns = documents[0]["sections"]["items"]["s1"]["columns"]
    columns["nodes"]["c0"] = {"label": "Mới", "code": "c0", "number": "0"}
    columns["root"].insert(1, "c0")
    with world.db() as db:
        worlds.publish(db, documents, world.actor(db, "receiver").user_id or "", no=2)
        newest = release_for(db, "g_1", Period.parse("2026-Q3"))
        assert newest is not None
        return follow_release(db, "g_1", newest.hash)


def test_reports_of_two_releases_are_added_cell_by_cell(world: World) -> None:
    """A column put in front moves every slot; figures of the older release still land in their own cells."""
    put(world, "a", {"f_1": {"r1:c2": "3", "r1:c3": "1"}})
    assert newer_release(world, form_and_regime()) == 3  # the begun report stays where it is
    put(world, "b", {"f_1": {"r1:c0": "9", "r1:c2": "4", "r1:c3": "2"}})
    consolidate(world)
    found = report(world)
    assert (found["r1:c0"], found["r1:c2"], found["r1:c3"], found["r1:c1"]) == ("9", "7", "3", "10")
    world.client("receiver").post(f"/api/submissions/{world.submission('a')}/exclude", {"reason": "Đã sáp nhập"})
    assert report(world)["r1:c2"] == "4"
