"""Cells found again whatever was done to the file: rows and columns inserted or deleted, cells dragged, names lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string, get_column_letter

from metadata.errors import KhuonError
from runtime.formbooks.fingerprint import SHEET, cell_name, lines, read_fingerprint
from runtime.formbooks.found import Found
from runtime.formbooks.judging import judge
from runtime.formbooks.reading import found
from runtime.formbooks.writing import SPARE, form_book
from runtime.store.models import Submission
from runtime.submissions.opened import Opened
from runtime.workbooks.excel import read_excel
from tests.runtime.formbooks.brought import DOCUMENTS
from tests.runtime.formbooks.files import places
from tests.runtime.formbooks.filled import at_random, differences, examples, period_of, reports
from tests.runtime.world import World, documents_of, world_of

START = {"r1:c2": "5", "r1:c3": "10.5", "r2#k1:c2": "7", "r3:c2": "0", "q1": {"t": "=không phải công thức"}}
ROWS = {"r2": [{"id": "k1", "label": "Đất đai", "item": None}]}
Hands = Callable[[Any], None]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with world_of(f"sqlite:///{Path(tmp_path_factory.mktemp('store')) / 'store.sqlite3'}", DOCUMENTS) as made:
        assert made.client("clerk-a").save(made.submission("a"), "f_1", START, instances=ROWS).status_code == 200
        yield made


@pytest.fixture(scope="module")
def taken(world: World) -> bytes:
    """The workbook as it was taken away."""
    report = world.submission("a")
    with world.db() as db:
        return form_book(Opened(db, db.get(Submission, report)), "f_1", with_values=True, who="clerk")


def edited(data: bytes, hands: Hands) -> Found:
    """What is found after something was done to the file in openpyxl."""
    book = load_workbook(BytesIO(data), rich_text=True)
    hands(book)
    kept = BytesIO()
    book.save(kept)
    return found(read_excel(kept.getvalue(), ""))


def shifted(book: Any, sheet: str, *, row: int = 0, column: int = 0) -> None:
    """A row or a column inserted before one (from 1), as Excel does it: names move along (openpyxl leaves them)."""
    if row:
        book[sheet].insert_rows(row)
    if column:
        book[sheet].insert_cols(column)
    for name in book.defined_names.values():
        name.attr_text = re.sub(r"\$([A-Z]+)|\$(\d+)", lambda found: _moved(found, row, column), name.attr_text)


def _moved(found: re.Match[str], row: int, column: int) -> str:
    if found[2]:
        return f"${int(found[2]) + (1 if row and int(found[2]) >= row else 0)}"
    at = column_index_from_string(found[1])
    return f"${get_column_letter(at + (1 if column and at >= column else 0))}"


def spot(place: str) -> tuple[str, int, int]:
    """Sheet, row and column (from 1) of ``sheet!C7``."""
    sheet, _, at = place.rpartition("!")
    letters = at.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return sheet, int(at[len(letters) :]), column


def texts(back: Found) -> dict[str, str]:
    return {key: cell.formula or cell.text for key, cell in back.cells.items() if not cell.blank}


# -- moved -------------------------------------------------------------------------------------------------------------


def test_as_it_was_taken_away(taken: bytes) -> None:
    back = edited(taken, lambda _book: None)
    assert (back.moved, back.missing, back.foreign) == ((), (), ())
    assert (back.facts.form, back.facts.unit, back.facts.period, back.facts.version, back.facts.filled) == ("f_1", "a", "2026-Q3", 1, True)
    assert (back.cells["r1:c2"].number, back.cells["r2#k1:@label"].text, back.cells["q1"].text, back.cells["q1"].formula) == ("5", "Đất đai", "=không phải công thức", None)


def test_rows_and_columns_inserted_and_sheets_renamed_and_reordered(taken: bytes) -> None:
    sheet, row, column = spot(places(taken)["r1:c2"])

    def hands(book: Any) -> None:
        shifted(book, sheet, row=row)
        shifted(book, sheet, column=column)
        book[sheet].title = "Đổi tên"
        for name in book.defined_names.values():
            name.attr_text = name.attr_text.replace(f"'{sheet}'", "'Đổi tên'")
        book.move_sheet("Đổi tên", 2)

    before, back = edited(taken, lambda _book: None), edited(taken, hands)
    assert texts(back) == texts(before)
    assert (back.missing, back.foreign) == ((), ())
    assert (back.cells["r1:c2"].place, back.cells["r1:c2"].at) == (f"Đổi tên!{get_column_letter(column + 1)}{row + 1}", places(taken)["r1:c2"])
    assert "r1:c2" in back.moved


def test_a_deleted_row_is_missing_and_nothing_else(taken: bytes) -> None:
    sheet, row, _ = spot(places(taken)["r1:c2"])

    def hands(book: Any) -> None:
        for name in book.defined_names.values():
            if f"${row}" in re.findall(r"\$\d+", name.attr_text) and sheet in name.attr_text:
                name.attr_text = f"'{sheet}'!#REF!"
            elif sheet in name.attr_text:
                name.attr_text = re.sub(r"\$(\d+)", lambda found: f"${int(found[1]) - (int(found[1]) > row)}", name.attr_text)
        book[sheet].delete_rows(row)

    back = edited(taken, hands)
    assert {key.partition(":")[0] for key in back.missing} == {"r1"}
    assert back.cells["r3:c2"].number == "0"
    assert back.foreign == ()


def test_a_cell_dragged_over_another_stands_where_it_was_dragged_to(taken: bytes) -> None:
    """Cut and paste takes the name of the cell along and destroys that of the other: the place counts, not the name."""
    where = places(taken)
    source, target = where["r1:c2"], where["r3:c2"]

    def hands(book: Any) -> None:
        (sheet, row, column), (_, to_row, to_column) = spot(source), spot(target)
        book[sheet].cell(to_row, to_column).value = book[sheet].cell(row, column).value
        book[sheet].cell(row, column).value = None
        book.defined_names["k.r1.c2"].attr_text = book.defined_names["k.r3.c2"].attr_text
        book.defined_names["k.r3.c2"].attr_text = f"'{sheet}'!#REF!"

    back = edited(taken, hands)
    assert (back.cells["r1:c2"].blank, back.cells["r1:c2"].place) == (True, source)
    assert (back.cells["r3:c2"].number, back.cells["r3:c2"].place) == ("5", target)
    assert (back.moved, back.missing) == ((), ())


def test_cells_shifted_down_within_their_column_are_followed(taken: bytes) -> None:
    """Inserting cells instead of rows moves the names of the cells and leaves those of rows: then the names of cells count."""
    where = places(taken)
    spots = {key: spot(place) for key, place in where.items() if key.endswith(":c2") and not key.startswith("r4")}

    def hands(book: Any) -> None:
        for key, (sheet, row, column) in sorted(spots.items(), key=lambda item: -item[1][1]):
            book[sheet].cell(row + 1, column).value = book[sheet].cell(row, column).value
            book.defined_names[cell_name(key)].attr_text = f"'{sheet}'!${get_column_letter(column)}${row + 1}"
        sheet, row, column = min(spots.values(), key=lambda one: one[1])
        book[sheet].cell(row, column).value = None

    before, back = edited(taken, lambda _book: None), edited(taken, hands)
    assert {key: back.cells[key].text for key in spots} == {key: before.cells[key].text for key in spots}
    assert set(spots) <= set(back.moved)


def test_names_lost_and_captions_in_place(taken: bytes) -> None:
    def hands(book: Any) -> None:
        for name in list(book.defined_names):
            del book.defined_names[name]

    before, back = edited(taken, lambda _book: None), edited(taken, hands)
    assert texts(back) == texts(before)
    assert back.missing == ()


def test_names_lost_and_rows_moved_are_not_guessed(taken: bytes) -> None:
    sheet, row, _ = spot(places(taken)["r1:c2"])

    def hands(book: Any) -> None:
        for name in list(book.defined_names):
            del book.defined_names[name]
        book[sheet].insert_rows(row)

    back = edited(taken, hands)
    assert {"r1:c2", "r3:c2"} <= set(back.missing)
    assert back.cells["q1"].text == "=không phải công thức"


# -- what belongs to nothing, what is hidden ----------------------------------------------------------------------------


def test_what_stands_outside_of_cells_is_named_with_its_place(taken: bytes) -> None:
    sheet, row, _ = spot(places(taken)["r1:c2"])

    def hands(book: Any) -> None:
        book[sheet].cell(row, 20).value = 99
        book[sheet].cell(row, 1).value = "Tên dòng bị sửa"
        book.create_sheet("Nháp")["B2"] = "=1+1"

    back = edited(taken, hands)
    assert [(one.place.rpartition("!")[2], one.text or one.formula, one.number) for one in back.foreign] == [
        (f"A{row}", "Tên dòng bị sửa", None), (f"T{row}", "99", "99"), ("B2", "=1+1", None),
    ]  # fmt: skip


def test_hidden_rows_and_merged_cells_are_marked(taken: bytes) -> None:
    sheet, row, column = spot(places(taken)["r1:c2"])

    def hands(book: Any) -> None:
        book[sheet].row_dimensions[row].hidden = True
        book[sheet].merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + 1)

    back = edited(taken, hands)
    assert (back.cells["r1:c2"].hidden, back.cells["r1:c2"].merged) == (True, False)
    assert back.cells["r1:c3"].merged
    assert not back.cells["r3:c2"].hidden


@pytest.mark.parametrize("harm", ["nothing", "magic", "number", "letters", "no table"])
def test_a_workbook_without_its_hidden_sheet_or_with_a_damaged_one_is_refused(taken: bytes, harm: str) -> None:
    def hands(book: Any) -> None:
        if harm == "nothing":
            del book[SHEET]
            return
        sheet = book[SHEET]
        at = {str(row[0].value): row[0].row for row in sheet.iter_rows()}
        spots = {"magic": (1, 1, "khác"), "number": (at["row"], 3, "12x"), "letters": (at["column"], 3, "A1:Z9"), "no table": (at["table"], 1, "bảng")}
        row, column, text = spots[harm]
        sheet.cell(row, column).value = text

    with pytest.raises(KhuonError) as refused:
        edited(taken, hands)
    assert refused.value.code == "workbook.not_ours"


def test_the_hidden_sheet_is_read_as_it_was_written(taken: bytes) -> None:
    book = read_excel(taken, "")
    read = read_fingerprint(book)
    sheet = next(one for one in book.sheets if one.name == SHEET)
    written = [[sheet.cells[row, column].text if (row, column) in sheet.cells else "" for column in range(5)] for row in range(sheet.rows)]
    assert [[*line, *[""] * (5 - len(line))] for line in lines(read)] == written


# -- open rows ---------------------------------------------------------------------------------------------------------


def test_rows_typed_in_the_spare_area_and_between_are_new_rows(world: World, taken: bytes) -> None:
    where = places(taken)
    spare = next(key for key in where if key.startswith("r2#s") and key.endswith(":c2"))
    sheet, row, column = spot(where[spare])

    def hands(book: Any) -> None:
        shifted(book, sheet, row=row)
        book[sheet].cell(row, 1).value, book[sheet].cell(row, column).value = "Chèn vào giữa", 3
        book[sheet].cell(row + 1, 1).value, book[sheet].cell(row + 1, column).value = "Dòng trống đã ghi", 4

    back = edited(taken, hands)
    assert back.foreign == ()
    report = world.submission("a")
    with world.db() as db:
        preview = judge(Opened(db, db.get(Submission, report)), "f_1", back)
    assert [(one.row, one.instance.label) for one in preview.added] == [("r2", "Dòng trống đã ghi"), ("r2", "Chèn vào giữa")]
    assert sorted(str(one.to) for one in preview.changes) == ["3", "4"]
    assert edited(taken, hands).cells.keys() == back.cells.keys(), "the same file brought back twice names the same rows"


def test_spare_rows_stop_at_the_limit_of_the_open_row(taken: bytes) -> None:
    """The open row takes three rows and has one: two are left, fewer than the usual number of spare rows."""
    spare = [key for key in places(taken) if key.startswith("r2#") and key.endswith(":@label")]
    assert len(spare) == 3 < SPARE


# -- every value -------------------------------------------------------------------------------------------------------


@given(seed=st.integers(0, 10**9), values=st.booleans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_value_of_a_form_filled_at_random_comes_back(world: World, seed: int, values: bool) -> None:
    report = world.submission("a")
    with world.db() as db:
        opened = Opened(db, db.get(Submission, report))
        at_random(opened, "f_1", Random(seed), rows=3)
        data = form_book(opened, "f_1", with_values=values)
        assert data == form_book(opened, "f_1", with_values=values), "equal bytes"
        back = found(read_excel(data, ""))
        assert (back.moved, back.missing, back.foreign) == ((), (), ())
        if values:
            assert differences(opened, "f_1", back) == {}
        preview = judge(opened, "f_1", back)
        assert (preview.changes, preview.refusals, preview.added, preview.absent, preview.locked) == ((), (), (), (), ())


@pytest.mark.parametrize("name", examples())
def test_every_value_of_the_examples_comes_back(name: str, tmp_path: Path) -> None:
    with world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents_of(name), [period_of(name)]) as made:
        report = reports(made)
        with made.db() as db:
            for form in Opened(db, db.get(Submission, report)).forms:
                opened = Opened(db, db.get(Submission, report))
                at_random(opened, form.id, Random(form.id))
                back = found(read_excel(form_book(opened, form.id, with_values=True), ""))
                assert (back.moved, back.missing, back.foreign, differences(opened, form.id, back)) == ((), (), (), {}), form.id
