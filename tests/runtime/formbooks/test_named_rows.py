"""Rows from a catalogue in a table that prints no names: the workbook has a column for them, so that an uploader can say which row is meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.runtime import world as worlds
from tests.runtime.formbooks.files import edited, places, previewed, sent, spot, stored, taken_away
from tests.runtime.formbooks.strict import faults
from tests.runtime.world import World, regime_document

MEMBERS = {"m1": {"code": "01", "name": "Đất đai"}, "m2": {"code": "02", "name": "Xây dựng"}, "m3": {"code": "03", "name": "Hộ tịch"}}
FORM: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_1",
    "code": "01/T",
    "title": "BIỂU KHÔNG CÓ CỘT TÊN",
    "sections": {
        "order": ["s1"],
        "items": {
            "s1": {
                "kind": "grid",
                "columns": {"root": ["c1", "c2"], "nodes": {"c1": {"label": "Một", "code": "c1", "number": "1"}, "c2": {"label": "Hai", "code": "c2", "number": "2"}}},
                "rows": {"root": ["r1", "r2"], "nodes": {"r1": {"label": "Cộng", "kind": "data", "code": "r1"}, "r2": {"label": "Lĩnh vực", "kind": "open", "open": {"min": 0, "max": 5, "catalogue": "d_lv"}}}},
            },
        },
    },
}  # fmt: skip
DIMENSION = {"spec": "dimension/1", "id": "d_lv", "name": "Lĩnh vực", "kind": "open", "members": {"order": list(MEMBERS), "items": MEMBERS}}


@pytest.fixture
def world(tmp_path: Any) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", [FORM, DIMENSION, regime_document(["f_1"])]) as made:
        rows = {"r2": [{"id": "k1", "label": "Đất đai", "item": "m1"}]}
        answer = made.client("clerk-a").save(made.submission("a"), "f_1", {"r2#k1:c1": "7"}, instances=rows)
        assert answer.status_code == 200, answer.get_json()
        yield made


def test_names_stand_in_a_column_of_their_own_chosen_from_the_catalogue(world: World) -> None:
    data = taken_away(world, world.submission("a"))
    assert faults(data) == []
    book, where = load_workbook(BytesIO(data)), places(data)
    assert spot(book, where["r2#k1:@label"]).value == "Đất đai"
    head = [cell.value for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "Tên dòng (chọn trong danh mục)"]
    assert head == ["Tên dòng (chọn trong danh mục)"]
    spare = next(key for key in where if key.startswith("r2#s") and key.endswith(":@label"))
    cell = spot(book, where[spare])
    assert (cell.value, cell.protection.locked) == (None, False)
    rules = [rule for rule in book.worksheets[0].data_validations.dataValidation if rule.type == "list" and cell.coordinate in rule.sqref]
    assert [rule.formula1 for rule in rules] == ['"Đất đai,Xây dựng,Hộ tịch"']


def test_an_added_row_comes_in_under_its_name(world: World) -> None:
    clerk, report = world.client("clerk-a"), world.submission("a")
    data = taken_away(world, report)
    assert previewed(clerk, report, data)["counts"]["added"] == 0, "as it was taken away it adds nothing"
    spare = next(key.removesuffix(":@label") for key in places(data) if key.startswith("r2#s") and key.endswith(":@label"))
    assert sent(clerk, report, edited(data, {f"{spare}:@label": "hộ tịch", f"{spare}:c1": 5}), dry_run=False).status_code == 200
    document = json.loads(stored(world, report))
    assert [(one["label"], one["item"]) for one in document["instances"]["r2"]] == [("Đất đai", "m1"), ("Hộ tịch", "m3")]
    assert document["values"][f"{spare}:c1"] == "5"
    # A name that the catalogue does not have is refused with the nearest one. Spare rows are made anew for each version.
    fresh = taken_away(world, report)
    other = next(key.removesuffix(":@label") for key in places(fresh) if key.startswith("r2#s") and key.endswith(":@label"))
    (refused,) = previewed(clerk, report, edited(fresh, {f"{other}:@label": "Xây dưng", f"{other}:c1": 1}))["refusals"]
    assert (refused["code"], refused["proposals"][0]["text"]) == ("workbook.row_item", "Xây dựng")
