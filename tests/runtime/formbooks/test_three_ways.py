"""Every cell three ways: as the workbook was taken away, as it came back, as the form stands now. What becomes of it is exactly known."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.office import office, saved_anew
from tests.runtime import world as worlds
from tests.runtime.formbooks.brought import DOCUMENTS
from tests.runtime.formbooks.files import edited, places, previewed, sent, spot, stored, taken_away
from tests.runtime.world import World

#: What may stand in a cell: as it is stored, and as a clerk types it into the file. The first is no value.
Palette = Sequence[tuple[Any, Any]]
NUMBERS: Palette = ((None, None), ("5", 5), ("12", "12"), ("0", 0), ({"s": "-"}, "-"), ("1234567", "1.234.567"))
MONEY: Palette = ((None, None), ("10.5", 10.5), ("1234.25", "1.234,25"), ("7", 7))
DATES: Palette = ((None, None), ({"d": "2026-08-05"}, "05/08/2026"), ({"d": "2026-09-01"}, dt.date(2026, 9, 1)), ({"d": "1899-12-31"}, "31/12/1899"))
CHOICES: Palette = ((None, None), ({"c": "co"}, "Có"), ({"c": "khong"}, "Không"), ({"c": "dang"}, "Đang làm"))
TARGETS: Palette = ((None, None), ({"op": "gt", "a": "4"}, "Trên 4"), ({"op": "range", "a": "61", "b": "62"}, "61–62"), ({"op": "text", "text": "Xuất siêu"}, "Xuất siêu"))
TEXTS: Palette = ((None, None), ({"t": "Đủ"}, "Đủ"), ({"t": "0123"}, "0123"), ({"t": "Hai\ndòng"}, "Hai\ndòng"))
COLUMNS = {"c2": NUMBERS, "c3": MONEY, "c4": DATES, "c5": CHOICES, "c6": TARGETS, "c7": TEXTS}
ROWS = {"r2": [{"id": "k1", "label": "Đất đai", "item": None}, {"id": "k2", "label": "Hộ tịch", "item": None}]}
CELLS: Mapping[str, Palette] = {
    **{f"{row}:{column}": each for row in ("r1", "r2#k1", "r2#k2") for column, each in COLUMNS.items()},
    **{f"r3:{column}": tuple(one for one in each if one[1] != "-") for column, each in COLUMNS.items() if column != "c7"},
    "q1": TEXTS,
}
State = dict[str, Any]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        assert made.client("clerk-a").save(made.submission("a"), "f_1", {}, instances=ROWS).status_code == 200
        yield made


def now(world: World) -> State:
    """What is entered, as it is stored."""
    values = json.loads(stored(world, world.submission("a")))["values"]
    return {key: values.get(key) for key in CELLS}


def becomes(world: World, login: str, wanted: State) -> None:
    """Somebody enters what makes the form so."""
    held = now(world)
    changes = {key: (value, held[key]) for key, value in wanted.items() if value != held[key]}
    assert world.client(login).save(world.submission("a"), "f_1", changes).status_code == 200


def thrown(dice: Random, *, drafts: bool = True) -> State:
    """Something in every cell, now and then a draft that is no figure."""
    state = {key: dice.choice(palette)[0] for key, palette in CELLS.items()}
    return {**state, "r1:c2": {"raw": "12a"}} if drafts and dice.random() < 0.5 else state


def by_clerk(dice: Random, data: bytes, written: State) -> tuple[bytes, State]:
    """The file with something else in some of its cells, and what it holds now."""
    holds = dict(written)
    typed = {}
    for key, palette in CELLS.items():
        if dice.random() < 0.5:
            holds[key], typed[key] = dice.choice(palette)
    return edited(data, typed), holds


def expected(written: State, then: State, holds: State, stands: State) -> tuple[State, State]:
    """The whole rule: what changes, and what is asked because both sides changed."""
    touched = {key: value for key, value in holds.items() if value not in (written[key], stands[key])}
    return {key: value for key, value in touched.items() if stands[key] == then[key]}, {key: value for key, value in touched.items() if stands[key] != then[key]}


Saved = Callable[[Path, Sequence[bytes]], list[bytes]]


def by_openpyxl(_: Path, files: Sequence[bytes]) -> list[bytes]:
    return list(files)


def by_office(folder: Path, files: Sequence[bytes]) -> list[bytes]:
    paths = [folder / f"{number}.xlsx" for number in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    return [path.read_bytes() for path in saved_anew(paths, folder)]


needs_office = pytest.mark.skipif(shutil.which(office()) is None, reason="LibreOffice is missing")


@pytest.mark.parametrize(("saved", "seed"), [(by_openpyxl, 1), (by_openpyxl, 2), pytest.param(by_office, 3, marks=needs_office)])
def test_every_cell_comes_out_as_the_three_sides_say(world: World, tmp_path: Path, saved: Saved, seed: int) -> None:
    """Six workbooks taken away from six states of the form; then the form moves on, and they come back one after the other."""
    dice, report = Random(seed), world.submission("a")
    files, sides = [], []
    for number in range(6):
        becomes(world, "clerk-a", then := thrown(dice))
        filled = number % 3 != 2
        written = then if filled else dict.fromkeys(CELLS)
        data, holds = by_clerk(dice, taken_away(world, report, filled=filled), written)
        files.append(data)
        sides.append((written, then, holds))
    becomes(world, "head-a", {key: value if dice.random() < 0.5 else sides[-1][1][key] for key, value in thrown(dice).items()})
    for data, (written, then, holds) in zip(saved(tmp_path, files), sides, strict=True):
        stands = now(world)
        changes, asked = expected(written, then, holds, stands)
        found = previewed(world.client("clerk-a"), report, data)
        assert {one["key"]: one["to"] for one in found["changes"]} == changes
        assert {one["key"]: (one["code"], one["now"], [each["to"] for each in one["proposals"]]) for one in found["refusals"]} == {
            key: ("workbook.clash", stands[key], [value]) for key, value in asked.items()
        }
        assert [found[name] for name in ("added", "absent", "locked", "remarks")] == [[], [], [], []]
        assert found["counts"]["unchanged"] == len(CELLS) - len(changes) - len(asked)
        assert now(world) == stands, "a look stores nothing"
        assert sent(world.client("clerk-a"), report, data, dry_run=False, partial=True).status_code == 200
        assert now(world) == {**stands, **changes}, "nothing that was asked is overwritten"
        chosen = {key: 0 for key in asked if dice.random() < 0.5}
        assert sent(world.client("clerk-a"), report, data, dry_run=False, partial=True, take=chosen).status_code == 200
        assert now(world) == {**stands, **changes, **{key: asked[key] for key in chosen}}


def test_a_caption_changed_on_both_sides_is_asked(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    data = taken_away(world, report)
    mine = edited(data, {"r2#k1:@label": "Đất đai, nhà ở", "r2#k2:@label": "Hộ tịch, quốc tịch"})
    renamed = {"r2": [{**ROWS["r2"][0], "label": "Đất đai và môi trường"}, ROWS["r2"][1]]}
    assert world.client("head-a").save(report, "f_1", {}, instances=renamed).status_code == 200
    found = previewed(clerk, report, mine)
    assert [(one["key"], one["to"]) for one in found["changes"]] == [("r2#k2:@label", {"t": "Hộ tịch, quốc tịch"})]
    assert [(one["key"], one["code"], one["typed"]) for one in found["refusals"]] == [("r2#k1:@label", "workbook.clash", "Đất đai, nhà ở")]
    assert previewed(clerk, report, data)["refusals"] == [], "left alone it says nothing"


def rewritten(data: bytes, tag: str, text: str | None) -> bytes:
    """The file with one line of its hidden sheet changed, or taken out."""

    def hands(book: Any, _: Any) -> None:
        sheet = book["_khuon"]
        for row in [row for row in range(sheet.max_row, 0, -1) if sheet.cell(row, 1).value == tag]:
            if text is None:
                sheet.delete_rows(row)
            else:
                sheet.cell(row, 2).value = text

    return edited(data, more=hands)


def test_a_store_that_was_restored_does_not_know_the_version(world: World) -> None:
    """The workbook was taken away after the copy from which the store was restored: it says itself what it started from."""
    report, clerk = world.submission("a"), world.client("clerk-a")
    becomes(world, "clerk-a", {**now(world), "r1:c2": "5", "r1:c3": "7"})
    data = rewritten(edited(taken_away(world, report), {"r1:c2": 6}), "version", "90")
    becomes(world, "head-a", {**now(world), "r1:c2": "8", "r1:c3": "9"})
    found = previewed(clerk, report, data)
    assert [one["code"] for one in found["remarks"]] == ["workbook.stale"]
    assert "90" in found["remarks"][0]["message"]
    assert (found["changes"], [(one["key"], one["code"]) for one in found["refusals"]]) == ([], [("r1:c2", "workbook.clash")])
    old = previewed(clerk, report, rewritten(rewritten(data, "was", None), "kept", None))
    assert [one["code"] for one in old["remarks"]] == ["workbook.stale"]
    assert {(one["key"], one["to"]) for one in old["changes"]} == {("r1:c2", "6"), ("r1:c3", "7")}, "without it every difference is shown"


def test_sorted_rows_are_found_by_their_captions(world: World) -> None:
    """Excel sorts what stands in the cells and leaves names of rows where they are."""
    report, clerk = world.submission("a"), world.client("clerk-a")
    becomes(world, "clerk-a", {**now(world), "r2#k1:c2": "5", "r2#k2:c2": "12", "r1:c2": "5"})
    data = taken_away(world, report)
    where = places(data)

    def swap(book: Any, first: str, second: str) -> None:
        sheet = spot(book, where[f"{first}:c2"]).parent
        one, two = spot(book, where[f"{first}:c2"]).row, spot(book, where[f"{second}:c2"]).row
        for column in range(1, sheet.max_column + 1):
            above, below = sheet.cell(one, column), sheet.cell(two, column)
            if column != spot(book, where["r1:c1"]).column:
                above.value, below.value = below.value, above.value

    added = previewed(clerk, report, edited(data, more=lambda book, _: swap(book, "r2#k1", "r2#k2")))
    assert (added["changes"], added["refusals"]) == ([], [])
    assert "workbook.resorted" in {one["code"] for one in added["remarks"]}

    def printed(book: Any, _: Any) -> None:
        swap(book, "r1", "r3")
        spot(book, where["r3:c3"]).value = 99

    fixed = previewed(clerk, report, edited(data, more=printed))
    assert [(one["key"], one["to"]) for one in fixed["changes"]] == [("r1:c3", "99")], "beside the caption of the first row"
    assert fixed["refusals"] == []


def test_a_figure_beside_a_caption_that_is_not_the_forms_is_asked(world: World) -> None:
    report, clerk = world.submission("a"), world.client("clerk-a")
    data = taken_away(world, report)
    captions = [cell for cell in load_cells(data) if cell[1] == "Dòng ba"]

    def typed_over(book: Any, where: Mapping[str, str]) -> None:
        sheet = spot(book, where["r3:c2"]).parent
        sheet[captions[0][0]].value = "Dòng bốn"
        spot(book, where["r3:c2"]).value = 4

    (refusal,) = previewed(clerk, report, edited(data, more=typed_over))["refusals"]
    assert (refusal["key"], refusal["code"], refusal["proposals"][0]["to"]) == ("r3:c2", "workbook.row_caption", "4")
    assert "Dòng bốn" in refusal["message"]


def load_cells(data: bytes) -> list[tuple[str, Any]]:
    """Cells of the first sheet: place and what stands there."""
    from io import BytesIO

    sheet = load_workbook(BytesIO(data)).worksheets[0]
    return [(cell.coordinate, cell.value) for row in sheet.iter_rows() for cell in row]
