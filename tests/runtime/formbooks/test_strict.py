"""The workbook of every example form opens in Excel and WPS without a question, and is read the same with and without its looks."""

from __future__ import annotations

import re
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from runtime.formbooks.reading import found
from runtime.formbooks.writing import form_book
from runtime.workbooks.contents import read_contents
from runtime.workbooks.excel import read_excel
from tests.runtime.formbooks.doors import fresh, opened_in
from tests.runtime.formbooks.files import edited
from tests.runtime.formbooks.filled import at_random, examples
from tests.runtime.formbooks.strict import faults


@pytest.mark.parametrize("example", examples())
def test_no_program_has_anything_to_repair(example: str) -> None:
    with fresh(example) as world, opened_in(world) as opened:
        for number, form in enumerate(opened.forms):
            assert faults(form_book(opened, form.id, with_values=False)) == [], form.id
            at_random(opened, form.id, Random(number))
            data = form_book(opened, form.id, with_values=True, who="p")
            assert faults(data) == [], form.id
            assert found(read_contents(data, "")) == found(read_excel(data, "")), form.id
            again = edited(data)
            assert found(read_contents(again, "")) == found(read_excel(again, "")), f"{form.id}, saved by another program"


WRONG = {
    "a name twice": ("xl/workbook.xml", "<definedNames>", "<definedNames><definedName name=\"K.X\">'S'!$A$1</definedName><definedName name=\"k.x\">'S'!$A$1</definedName>", "twice"),
    "a name like a cell": ("xl/workbook.xml", "<definedNames>", '<definedNames><definedName name="AB12">S!$A$1</definedName>', "name 'AB12'"),
    "a sheet name too long": ("xl/workbook.xml", 'name="_khuon"', f'name="{"x" * 32}"', "sheet name"),
    "a rule too long": ("xl/worksheets/sheet1.xml", "<formula1>", f"<formula1>{'1+' * 140}", "rule of"),
    "a function of later": ("xl/worksheets/sheet1.xml", "<formula1>", "<formula1>TEXTJOIN(1)+", "TEXTJOIN"),
    "merged twice": ("xl/worksheets/sheet1.xml", "<mergeCell ref", '<mergeCell ref="A1:XX1"/><mergeCell ref', "over each other"),
    "a look that is not there": ("xl/worksheets/sheet1.xml", ' s="1"', ' s="99999"', "look 99999"),
    "a text too long": ("xl/sharedStrings.xml", "<t>", f"<t>{'x' * 33_000}", "text of"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_program_would_repair_is_found(name: str) -> None:
    part, old, new, said = WRONG[name]
    with fresh("thanh_tra_2021") as world, opened_in(world) as opened:
        data, out = form_book(opened, opened.forms[0].id, with_values=True), BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for entry in before.namelist():
            content = before.read(entry).decode()
            if entry == part:
                assert re.search(re.escape(old), content), content[:400]
                content = content.replace(old, new, 1)
            after.writestr(entry, content)
    assert any(said in fault for fault in faults(out.getvalue()))
