"""Forms' own workbooks through LibreOffice itself: opened, computed anew, edited as clerks edit them, saved and read back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from metadata.values import CellValue
from runtime.formbooks.fingerprint import SHEET
from runtime.formbooks.found import Found, FoundCell
from runtime.formbooks.judging import judge
from runtime.formbooks.reading import found
from runtime.formbooks.writing import form_book
from runtime.store.models import Submission
from runtime.submissions.opened import Opened
from runtime.workbooks.excel import read_excel
from tests.office import office, saved_anew
from tests.office_hands import edited_in_office
from tests.runtime.formbooks.brought import DOCUMENTS
from tests.runtime.formbooks.files import places
from tests.runtime.formbooks.filled import at_random, differences, examples, period_of, reports
from tests.runtime.world import documents_of, world_of

pytestmark = pytest.mark.skipif(shutil.which(office()) is None, reason="LibreOffice is missing")


@contextmanager
def opened_forms(folder: Path, name: str = "") -> Iterator[list[tuple[Opened, str]]]:
    """Every form of an example (of the form with every kind of cell when none is named), each filled at random."""
    documents, period = (documents_of(name), period_of(name)) if name else (DOCUMENTS, "2026-Q3")
    with world_of(f"sqlite:///{folder / 'store.sqlite3'}", documents, [period]) as world:
        report = reports(world)
        with world.db() as db:
            submission = db.get(Submission, report)
            made = []
            for number, form in enumerate(Opened(db, submission).forms):
                opened = Opened(db, submission)
                at_random(opened, form.id, Random(number))
                made.append((opened, form.id))
            yield made


def computed_there(data: bytes, back: Found) -> dict[str, Any]:
    """What stands in the computed cells of a workbook, by key, as the program that saved it computed them."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    return {key: _at(sheets, cell) for key, cell in back.cells.items() if cell.formula is not None}


def _at(sheets: dict[str, list[list[Any]]], cell: FoundCell) -> Any:
    sheet, _, at = cell.place.rpartition("!")
    letters = at.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return sheets[sheet][int(at[len(letters) :]) - 1][column - 1]


def same(value: CellValue, got: Any) -> bool:
    """Whether a spreadsheet's number is ours."""
    if not isinstance(value, Decimal):
        return got == ""
    return isinstance(got, float) and abs(Decimal(repr(got)) - value) <= Decimal("0.0000001") * max(1, abs(value).scaleb(-7))


@pytest.mark.parametrize("name", ["", *examples()])
def test_every_cell_comes_back_and_formulas_compute_what_we_computed(name: str, tmp_path: Path) -> None:
    with opened_forms(tmp_path, name) as forms:
        files = []
        for opened, form_id in forms:
            files.append(tmp_path / f"{form_id}.xlsx")
            files[-1].write_bytes(form_book(opened, form_id, with_values=True))
        for (opened, form_id), saved in zip(forms, saved_anew(files, tmp_path), strict=True):
            data = saved.read_bytes()
            back = found(read_excel(data, ""))
            assert (back.moved, back.missing, back.foreign) == ((), (), ())
            assert differences(opened, form_id, back) == {}
            values = opened.filled(form_id).values
            assert {key: (values.get(key), got) for key, got in computed_there(data, back).items() if not same(values.get(key), got)} == {}
            preview = judge(opened, form_id, back)
            assert (preview.changes, preview.refusals, preview.added, preview.absent, preview.locked) == ((), (), (), (), ())


TYPED = """
  Dim hands, frame, protection
  hands = createUnoService("com.sun.star.frame.DispatchHelper")
  frame = book.CurrentController.Frame
  protection = sheet.isProtected() & " " & sheet.getCellRangeByName("{locked}").CellProtection.IsLocked & " " & sheet.getCellRangeByName("{open}").CellProtection.IsLocked
  Dim at(0) As New com.sun.star.beans.PropertyValue
  Dim text(0) As New com.sun.star.beans.PropertyValue
  at(0).Name = "ToPoint" : text(0).Name = "StringName"
  at(0).Value = "{locked}" : text(0).Value = "sửa ô khoá"
  hands.executeDispatch(frame, ".uno:GoToCell", "", 0, at())
  hands.executeDispatch(frame, ".uno:EnterString", "", 0, text())
  at(0).Value = "{open}" : text(0).Value = "42"
  hands.executeDispatch(frame, ".uno:GoToCell", "", 0, at())
  hands.executeDispatch(frame, ".uno:EnterString", "", 0, text())
  sheet.getCellRangeByName("{caption}").String = "Dòng mới"
  sheet.getCellRangeByName("{new}").Value = 7
"""
MOVED = """
  sheet.unprotect("")
  sheet.Rows.insertByIndex(2, 3)
  sheet.Columns.insertByIndex(1, 1)
  sheet.Name = "Biểu của tôi"
  book.Sheets.insertNewByName("Tính nháp", 0)
  book.Sheets.getByIndex(0).getCellByPosition(1, 1).String = protection
  book.Sheets.moveByName("Biểu của tôi", 3)
  sheet = book.Sheets.getByName("Biểu của tôi")
  sheet.getCellByPosition(1, 0).String = "ngoài biểu"
"""


def test_a_clerk_types_moves_and_renames(tmp_path: Path) -> None:
    """What is locked cannot be typed over; what was moved is found again; totals follow new rows."""
    with opened_forms(tmp_path) as ((opened, form_id), *_):
        path = tmp_path / "f.xlsx"
        path.write_bytes(form_book(opened, form_id, with_values=True))
        where = {key: place.rpartition("!")[2] for key, place in places(path.read_bytes()).items()}
        spare = next(key for key in where if key.startswith("r2#s") and key.endswith(":@label")).partition(":")[0]
        typed = TYPED.format(locked=where["r1:c1"], open=where["r1:c2"], caption=where[f"{spare}:@label"], new=where[f"{spare}:c2"])
        data = edited_in_office(path, typed + MOVED, tmp_path).read_bytes()
        book = read_excel(data, "")
        back = found(book)
        assert {"Biểu của tôi", "Tính nháp", SHEET} <= {sheet.name for sheet in book.sheets}
        assert set(back.cells) == set(where)
        assert (back.missing, len(back.moved) > 30) == ((), True)
        assert {cell.text for cell in back.foreign} == {"True True False", "ngoài biểu"}, "the sheet is protected, the computed cell locked, the entry cell open"
        assert back.cells["r1:c1"].formula is not None, "a locked cell kept its formula"
        assert (back.cells["r1:c2"].number, back.cells[f"{spare}:c2"].number) == ("42", "7")
        preview = judge(opened, form_id, back)
        assert {change.key: change.to for change in preview.changes} == {"r1:c2": Decimal(42), f"{spare}:c2": Decimal(7)}
        assert [(row.row, row.instance.label) for row in preview.added] == [("r2", "Dòng mới")]
        assert preview.locked == ()
