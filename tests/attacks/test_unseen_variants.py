"""Variants of the classes numbers, unicode and xlsx_upload that no list had: each was once answered wrongly by one of the doors."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask

from metadata.errors import KhuonError
from metadata.numbers import parse_vi
from runtime.workbooks.container import within
from runtime.workbooks.contents import read_contents
from runtime.workbooks.model import Book, Sheet
from tests.attacks.publishing import done
from tests.attacks.test_four_doors import Clerk, kept, patch
from tests.attacks.test_numbers import Filling
from tests.attacks.test_workbook_door import FORM, here, preview, stored, take, taken_away
from tests.runtime.formbooks.files import edited
from tests.runtime.workbooks.made import sheet_xml, with_part

__all__ = ["here"]
MARK = 424242


def written(data: bytes, cell: bytes) -> bytes:
    """The workbook with the cell r1:c1 written anew in the part of its sheet: ``cell`` is what follows its place."""
    data = edited(data, {"r1:c1": MARK})
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = next(name for name in parts if name.startswith("xl/worksheets/") and str(MARK).encode() in parts[name])
    made, count = re.subn(rb'(<c r="[A-Z]+[0-9]+")[^<>]*><v>424242</v></c>', lambda found: found[1] + cell, parts[part])
    assert count == 1
    return with_part(part, made, data)


def test_what_is_computed_from_long_figures_is_stored_and_read_again(whole: Flask) -> None:
    """Forty digits and two decimals are more than can be entered: the report opens, prints and is mended all the same."""
    filling = Filling(whole)
    for text in ("9" * 41, "0." + "0" * 39 + "1"):
        assert filling.save(m1=text).get_json()["code"] == "number.too_long"
    assert done(filling.save(m1="9" * 39, a1="1"))["computed"]["r1:q5"] == "1" + "0" * 38 + "1.00"
    assert filling.values()["r1:q5"] == "1" + "0" * 38 + "1.00"
    paths = (f"{filling.report}/in", f"{filling.report}/lich-su", f"{filling.report}/f_kn/tai/xlsx", f"{filling.report}/f_kn/tep-nhap/co-so-lieu")
    assert [filling.clerk.get(f"/bao-cao/{path}").status_code for path in paths] == [200] * 4
    mended = filling.clerk.api("PATCH", filling.path, {"cells": {"r1:m1": {"to": "1", "was": "9" * 39}}}, {"If-Match": str(filling.version)})
    assert done(mended)["computed"]["r1:q5"] == "2.00"


@pytest.mark.parametrize("text", ["1\u202f2", "1\u00a02", "12\u202f34", "1,5\u202f6", "1\u202f234\u202f56"])
def test_a_space_between_digits_that_groups_nothing_makes_no_figure(text: str) -> None:
    with pytest.raises(KhuonError) as refused:
        parse_vi(text)
    assert refused.value.code == "cell.not_a_number"


def test_a_workbook_leaves_no_draft_that_the_other_doors_refuse(whole: Flask, here: None) -> None:
    """With such a letter in it the cell could not be changed any more: every later save names what stood there."""
    who, data, before = Clerk(whole, "clerk_a"), taken_away(whole), stored(whole)
    for text in ("\u200e12", "\u206612\u2069", "12\u202c"):
        file = edited(data, {"r1:c1": text})
        (told,) = preview(who, file).get_json()["refusals"]
        assert (told["code"], [one["to"] for one in told["proposals"]]) == ("text.control_character", ["12"])
        assert (take(who, file).get_json()["code"], stored(whole)) == ("text.control_character", before)
    assert take(who, file, take={"r1:c1": 0}).status_code == 200
    assert kept(whole, "r1:c1") == "12"


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (b"><v>1e-400</v></c>", {"cell.not_a_number"}),
        (b"><v>-0.0000001e-399</v></c>", {"cell.not_a_number"}),
        (b"><v>1_0</v></c>", {"file.malformed"}),
        ("><v>١٢</v></c>".encode(), {"file.malformed"}),
        (b' t="s"><v>-1</v></c>', {"file.malformed"}),
        (b' t="s"><v>1_0</v></c>', {"file.malformed"}),
    ],
)
def test_what_only_python_reads_as_a_number_is_none(whole: Flask, cell: bytes, codes: set[str]) -> None:
    who, file, before = Clerk(whole, "clerk_a"), written(taken_away(whole), cell), stored(whole)
    answer = take(who, file)
    assert (answer.status_code, answer.get_json()["code"] in codes, stored(whole)) == (422, True, before), answer.get_json()


@pytest.mark.parametrize(("inside", "text"), [("a_x000D_\na", "a\na"), ("a_x000D_a", "a\na"), ("_x005F_x000D_", "_x000D_"), ("ax005F_a", "ax005F_a"), ("_x0041_", "_x0041_")])
def test_what_spreadsheets_write_for_a_carriage_return(inside: str, text: str) -> None:
    data = sheet_xml(f'<row r="1"><c r="A1" t="inlineStr"><is><t>{inside}</t></is></c></row>'.encode())
    (sheet,) = read_contents(data, "").sheets
    assert sheet.cells[0, 0].text == text


@pytest.mark.parametrize("char", ["\uffff", "\ufffe", "\u061c"])
def test_letters_that_no_workbook_can_hold_or_that_turn_a_text(whole: Flask, char: str) -> None:
    """XML has no such letters: the report's own workbook would bring back another text than it was given."""
    who, before = Clerk(whole, "clerk_a"), stored(whole)
    answers = [patch(who, "r1:c4", {"t": f"a{char}b"}), patch(who, "r1:c1", {"raw": char})]
    assert [(one.status_code, one.get_json()["code"]) for one in answers] == [(422, "text.control_character")] * 2
    assert stored(whole) == before


@pytest.mark.parametrize("merge", [b"<mergeCell ref='A1:XFD1048576'/>", b'<mergeCell ref = "A1:XFD1048576"/>', b'<mergeCell ref="$A$1:$XFD$1048576"/>', b'<mergeCell ref="&#65;1:XFD1048576"/>'])
def test_merged_areas_are_counted_however_they_are_written(whole: Flask, merge: bytes) -> None:
    data = taken_away(whole)
    with ZipFile(BytesIO(data)) as archive:
        part = "xl/worksheets/sheet1.xml"
        sheet = re.sub(rb"<mergeCells.*?</mergeCells>", b"", archive.read(part), flags=re.DOTALL)
    file = with_part(part, sheet.replace(b"</sheetData>", b'</sheetData><mergeCells count="1">' + merge + b"</mergeCells>"), data)
    answer: Any = preview(Clerk(whole, "clerk_a"), file)
    assert (answer.status_code, answer.get_json()["code"]) == (413, "file.too_many_cells")


def test_cells_are_counted_in_what_was_read_too() -> None:
    cells = {(at, 0): ("x", None, None, "", "") for at in range(200_001)}
    with pytest.raises(KhuonError) as refused:
        within(Book("", "xlsx", (Sheet("a", 1, 1),), (), ()), [cells])
    assert refused.value.code == "file.too_many_cells"


@pytest.mark.parametrize(("name", "code"), [("../../<script>.pdf", "file.name"), ("a\nb.pdf", "file.name"), (".pdf", "file.name"), ("a.pdf", "file.content"), ("a.txt", "")])
def test_what_a_cell_calls_a_file_is_held_to_what_an_upload_is(whole: Flask, name: str, code: str) -> None:
    """By this name others take it away; the bytes came under another one."""
    who = Clerk(whole, "clerk_a")
    sent = who.api("POST", f"{FORM.partition('/forms')[0]}/files", {"name": "ghi.txt", "content": base64.b64encode(b"<svg onload=alert(1)>").decode()})
    answer = patch(who, "r1:c4", {"file": {**sent.get_json(), "name": name}})
    assert (answer.status_code, answer.get_json().get("code", "")) == (422 if code else 200, code), answer.get_json()
    assert kept(whole, "r1:c4") is None or not code
