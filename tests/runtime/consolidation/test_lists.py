"""Lists brought together over units: no row that states something of its own is lost, nor what is counted by it."""

from __future__ import annotations

from typing import Any

from metadata.periods import Period
from metadata.values import decode, encode
from runtime.consolidation.open_rows import Together, groups
from runtime.consolidation.parts import Part, aligned
from runtime.consolidation.work import Consolidation
from runtime.store.models import Submission
from runtime.submissions.filled import Filled, Instance, load_filled
from runtime.submissions.opened import Opened
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_running import consolidate
from tests.runtime.world import World, regime_document

CHOICES = [{"value": "cong", "label": "Công lập"}, {"value": "tu", "label": "Tư thục"}]


def _documents() -> list[dict[str, Any]]:
    columns = {
        "m1": {"label": "Cơ sở", "stub": "caption"},
        "m2": {"label": "Loại", "code": "loai", "cell": {"kind": "choice", "choices": CHOICES}},
        "m3": {"label": "Tiền phạt", "code": "phat", "cell": {"decimals": 2}},
    }
    given = {"order": ["g1"], "items": {"g1": {"label": "Bệnh viện"}}}
    rows = {"rl": {"label": "Cơ sở", "kind": "open", "open": {"max": 50, "numbering": "continue", "given": given}}}
    listed = {"kind": "list", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": ["rl"], "nodes": rows}}
    counted = {"nA": {"label": "Loại", "stub": "caption"}, "n1": {"label": "Số cơ sở", "code": "n1"}, "n2": {"label": "Tiền phạt", "code": "n2"}}
    lines = {"u1": {"label": "Công lập", "kind": "data", "code": "u1"}, "u2": {"label": "Tư thục", "kind": "data", "code": "u2"}}
    cells = {}
    for row, choice in (("u1", "cong"), ("u2", "tu")):
        cells[f"{row}:n1"] = {"kind": "computed", "formula": f'count_where(form(f_1, loai), "{choice}")'}
        cells[f"{row}:n2"] = {"kind": "computed", "decimals": 2, "formula": f'sum_where(form(f_1, phat), form(f_1, loai), "{choice}")'}
    grid = {"kind": "grid", "title": "", "columns": {"root": list(counted), "nodes": counted}, "rows": {"root": list(lines), "nodes": lines}, "cells": cells}
    forms = [
        {"spec": "form/1", "id": form, "code": form, "title": "BIỂU", "sections": {"order": ["s1"], "items": {"s1": section}}}
        for form, section in (("f_1", listed), ("f_2", grid))
    ]
    return [*forms, regime_document(["f_1", "f_2"])]


def _put(world: World, unit: str, rows: list[tuple[str, str, str, str]]) -> None:
    """A unit's accepted report: (id, caption, choice, money) of each row of its list."""
    report = world.submission(unit)
    with world.db() as db:
        submission = db.get(Submission, report)
        opened = Opened(db, submission)
        values = {f"rl#{own}:m2": decode({"c": choice}) for own, _, choice, _ in rows} | {f"rl#{own}:m3": decode(money) for own, _, _, money in rows}
        opened.hold("f_1", Filled(values, {"rl": tuple(Instance(own, caption, None) for own, caption, _, _ in rows)}))
        opened.settle(["f_1", "f_2"])
        for form in ("f_1", "f_2"):
            opened.store(form, opened.filled(form))
        submission.state = "accepted"
        db.commit()


def test_what_is_counted_by_a_list_is_the_sum_of_the_units(store_url: str) -> None:
    with worlds.world_of(store_url, _documents()) as world:
        _put(world, "a", [("g1", "Bệnh viện", "cong", "4"), ("k1", "Hoa Sen", "tu", "10"), ("k2", "An Bình", "tu", "1.5")])
        _put(world, "b", [("g1", "Bệnh viện", "tu", "3.25"), ("k1", "hoa sen", "tu", "20")])
        consolidate(world)
        with world.db() as db:
            work = Consolidation(db, worlds.collection_of(db))
            listed, counts = (load_filled(work.stored("lead", form).document) for form in ("f_1", "f_2"))
    assert {key: str(value) for key, value in counts.values.items()} == {"u1:n1": "1", "u1:n2": "4.00", "u2:n1": "4", "u2:n2": "34.75"}
    captions = [one.label for one in listed.instances["rl"]]
    # One given row, stated differently, stands once for each; two facilities of one name are two.
    assert [caption.partition(" (")[0] for caption in captions[:2]] == ["Bệnh viện", "Bệnh viện"]
    assert captions[0] != captions[1]
    assert sorted(captions[2:]) == ["An Bình", "Hoa Sen", "hoa sen"]


def _filled(*rows: tuple[str, str, str | None]) -> Filled:
    values = {f"r1#{own}:c1": decode({"c": choice}) for own, _, choice in rows if choice}
    return Filled(values, {"r1": tuple(Instance(own, caption, None) for own, caption, _ in rows)})


def test_rows_are_one_as_long_as_what_they_state_agrees() -> None:
    units = [("Xã A", _filled(("k1", "Chợ", "x"))), ("Xã B", _filled(("k1", "chợ ", None))), ("Xã C", _filled(("k1", "Chợ", "y")))]
    apart = groups(units, "r1", Together(apart=[("r1", "c1")]))
    assert [(one.label, len(one.rows)) for one in apart] == [("Chợ (Xã A, Xã B)", 2), ("Chợ (Xã C)", 1)]
    assert [(one.label, len(one.rows)) for one in groups(units, "r1")] == [("Chợ", 3)]


def test_rows_that_people_add_to_a_list_are_not_one_by_their_name() -> None:
    units = [("Xã A", _filled(("g1", "Chợ", None), ("k1", "Nguyễn Văn An", None))), ("Xã B", _filled(("g1", "Chợ", None), ("k1", "Nguyễn Văn An", None)))]
    found = groups(units, "r1", Together(given=frozenset({"chợ"})))
    assert [(one.label, len(one.rows)) for one in found] == [("Chợ", 2), ("Nguyễn Văn An", 1), ("Nguyễn Văn An", 1)]


def test_over_periods_no_row_takes_the_place_of_another_of_its_name() -> None:
    first = _filled(("k1", "Chợ", "x"), ("k2", "chợ", "y"))
    second = _filled(("k1", "Chợ", "y"), ("k2", "Bến xe", None))
    parts = [Part(Period.parse(name), None, None, None, filled) for name, filled in (("2026-01", first), ("2026-02", second))]
    months, instances = aligned(parts, {"r1": Together(apart=[("r1", "c1")])})
    assert [one.label.partition(" (")[0] for one in instances["r1"]] == ["Chợ", "Chợ", "Bến xe"]
    assert [{key: encode(value)["c"] for key, value in month.filled.values.items()} for month in months] == [{"r1#k1:c1": "x", "r1#k2:c1": "y"}, {"r1#k2:c1": "y"}]
    assert [sorted(month.ids.items()) for month in months] == [[("k1", "k1"), ("k2", "k2")], [("k2", "k1"), ("k3", "k2")]]
