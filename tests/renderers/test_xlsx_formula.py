"""Formulas in workbooks: what is printed, and that another program computes the same values from it."""

from __future__ import annotations

import random
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from metadata.documents.form import read_form
from metadata.formula import program
from metadata.formula.program import Program
from metadata.template import Template
from metadata.values import DASH, CellValue
from renderers.build import Filling, build
from renderers.document import Report
from renderers.live import computed_filling
from renderers.xlsx import RENDERER
from renderers.xlsx_formula import Address, Unsupported, formula_text
from tests.forms_md import read
from tests.renderers.samples import templates

FORMULAS = (
    "c1 + c2 + c3",
    "c1 - c2",
    "-c1 + c2 - c3",
    "c1 - c2 * c3 + c4",
    "c1 * c2",
    "c1 / c2",
    "c1 / c2 * 100",
    "percent(c1, c2 + c3)",
    "(c1 + c2) / (c3 - c4)",
    "c1 / c2 + c3 / c4",
    "sum(c1, c2, c3, c4)",
    "sum(c1:c4) - sum(c2, c4)",
    "sum(c1, c3) + 1",
    "min(c1, c2, c3)",
    "max(c1, c2, 0)",
    "avg(c1:c4)",
    "avg(c1, c3) - avg(c2, c4)",
    "count(c1:c4)",
    "count(c1, c3) + c2",
    "round(c1 / c2, 1)",
    "round(c1 * 1.005, -1)",
    "abs(c1 - c2)",
    "coalesce(c1, c2, 0)",
    "coalesce(c1 / c2, c3)",
    "if(c1 > c2, c1, c2)",
    "if(c1 >= c2 and c3 != 0, c1 / c3, c4)",
    "if(not (c1 = 0 or c2 < c3), c1 + c2, 0 - c3)",
    "c1 if c1 > 0 else 0",
    "sum(c1, c2) * 2 - max(c3, 1) / 3",
)


def sheet_of(formulas: tuple[str, ...], rows: int) -> dict[str, Any]:
    """A form with four decimals columns to enter and one computed column a formula."""
    numbers = [*range(1, 5), *range(11, 11 + len(formulas))]
    nodes: dict[str, Any] = {"cA": {"label": "Dòng", "number": "A", "stub": "caption"}}
    for number in numbers:
        nodes[f"c{number}"] = {
            "label": f"Cột {number}",
            "number": str(number),
            "code": f"c{number}",
            "cell": {"decimals": 2, "signed": True},
        }
    for index, formula in enumerate(formulas):
        nodes[f"c{11 + index}"]["cell"] = {"kind": "computed", "formula": formula, "decimals": 2}
    body = {f"r{number}": {"label": f"Dòng {number}", "kind": "data"} for number in range(1, rows + 1)}
    grid = {
        "kind": "grid",
        "columns": {"root": list(nodes), "nodes": nodes},
        "rows": {"root": list(body), "nodes": body},
    }
    sections = {"order": ["s1"], "items": {"s1": grid}}
    return {"spec": "form/1", "id": "f_1", "code": "01/T", "title": "CÔNG THỨC", "sections": sections}


def program_of(document: dict[str, Any]) -> Program:
    regime = {**templates()["tthc_2020"].documents["g_tthc"], "forms": ["f_1"]}
    return program.build(Template.of([regime, document]), "f_1")


def entered(rows: int, seed: int) -> dict[str, CellValue]:
    """Random figures with blanks, "-", zeros and negatives."""
    chance = random.Random(seed)
    values: dict[str, CellValue] = {}
    for row in range(1, rows + 1):
        for column in range(1, 5):
            kind = chance.randrange(8)
            if kind >= 3:
                values[f"r{row}:c{column}"] = Decimal(chance.randint(-50_000, 99_999)).scaleb(-2)
            elif kind >= 1:
                values[f"r{row}:c{column}"] = Decimal(0) if kind == 1 else DASH
    return values


def drawn(formulas: tuple[str, ...], rows: int, seed: int = 7) -> Report:
    document = sheet_of(formulas, rows)
    form = read_form(document)
    layout = read("| A | B |\n| A | 1 |\n|---|---|").layout
    return build(form, layout, computed_filling(Filling(entered(rows, seed)), program_of(document)))


def test_every_formula_of_the_list_is_live() -> None:
    report = drawn(FORMULAS, 1)
    written = _formulas(RENDERER.render(report))
    assert len(written) == len(FORMULAS)


def _formulas(data: bytes) -> list[str]:
    import openpyxl

    sheet = openpyxl.load_workbook(BytesIO(data)).active
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_printed_text() -> None:
    texts = _formulas(RENDERER.render(drawn(("c1 + c2 + c3", "c1 - c3", "c1 / c2", "if(c1 > 2, c2, 0)"), 1)))
    row = texts[0].split("B")[1].split(":")[0]
    assert [text.replace(row, "5") for text in texts] == [
        '=IF(COUNT(B5:D5)=0,"",ROUND(SUM(B5:D5),2))',
        '=IF(COUNT(B5,D5)=0,"",ROUND((SUM(B5)-SUM(D5)),2))',
        '=IF(OR(NOT(ISNUMBER(B5)),N(C5)=0),"",ROUND((B5/C5),2))',
        '=IF(IF(N(B5)>2,NOT(ISNUMBER(C5)),FALSE),"",ROUND(IF(N(B5)>2,C5,0),2))',
    ]


def test_what_a_workbook_cannot_say_stays_a_value() -> None:
    report = drawn(("min(c1 / c2, c3)",), 1)
    assert _formulas(RENDERER.render(report)) == []


def test_a_very_long_formula_stays_a_value() -> None:
    from renderers.document import Formula

    parts = tuple(f"r{number}:c1" for number in range(2000))

    def find(key: str) -> list[Address]:
        return [Address("S", 2 * int(key[1:].split(":", maxsplit=1)[0]), 1)]

    with pytest.raises(Unsupported):
        formula_text(Formula(parts=parts), "r1:c1", "S", find)


def test_a_formula_over_another_sheet_names_it() -> None:
    from renderers.document import Formula

    text = formula_text(
        Formula(parts=("a", "b")), "x", "Một", lambda key: [Address("Bảng 'hai'", 4 if key == "a" else 5, 1)]
    )
    assert text == "=IF(COUNT('Bảng ''hai'''!B5:B6)=0,\"\",SUM('Bảng ''hai'''!B5:B6))"


# -- the oracle: LibreOffice, told to compute everything anew ----------------------------------------------------------

RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def recalculated(data: bytes, folder: Path) -> list[list[Any]]:
    """Values of the first sheet as LibreOffice computes them."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is missing")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE, "utf-8")
    (folder / "in").mkdir()
    (folder / "in" / "book.xlsx").write_bytes(data)
    subprocess.run(
        [
            office,
            "--headless",
            "--norestore",
            f"-env:UserInstallation={profile.as_uri()}",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder / "out"),
            str(folder / "in" / "book.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    book = CalamineWorkbook.from_path(str(folder / "out" / "book.xlsx"))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def with_wrong_caches(report: Report) -> Report:
    """The same formulas with a nonsense value cached beside each, so that only computing gives the right ones."""
    table = report.tables[0]
    rows = tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, state="number", value=Decimal(424_242)) if cell.formula else cell for cell in row.cells
            ),
        )
        for row in table.rows
    )
    return replace(report, sections=(replace(table, rows=rows),))


def test_another_program_computes_the_same_values(tmp_path: Path) -> None:
    report = drawn(FORMULAS, 40)
    shown = recalculated(RENDERER.render(with_wrong_caches(report)), tmp_path)
    first = next(index for index, row in enumerate(shown) if row[0] == "Dòng 1")
    differences = []
    for offset, row in enumerate(report.tables[0].rows):
        for index, cell in enumerate(row.cells[5:], start=5):
            got = shown[first + offset][index]
            same = (
                got == ""
                if cell.value is None
                else isinstance(got, float) and abs(Decimal(repr(got)) - cell.value) < Decimal("0.000001")
            )
            if not same:
                differences.append((FORMULAS[index - 5], [c.text for c in row.cells[1:5]], cell.text, got))
    assert differences == []
