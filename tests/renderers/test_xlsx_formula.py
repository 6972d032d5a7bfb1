"""Formulas in workbooks: what is printed, and that another program computes the same values from it."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from metadata.documents.form import read_form
from metadata.formula import program, tree
from metadata.formula.program import Program
from metadata.formula.spelling.workbook import ARGUMENTS
from metadata.formula.targets.excel import TEXT, Unsupported
from metadata.template import Template
from metadata.values import DASH, CellValue
from renderers.build import Filling, build
from renderers.document import Cell, Formula, Report
from renderers.live import computed_filling
from renderers.xlsx import RENDERER
from renderers.xlsx_formula import Places, formula_text
from tests.forms_md import read
from tests.renderers.recalculation import differences
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
    "min(c1 / c2, c3)",
    "max(c1 * c2, c3 / c4, -1)",
    "avg(c1 / c2, c3 - c4)",
    "if(c1 / c2 = c3 / c4, 1, c1 / c2 - c3 / c4)",
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
    texts = _formulas(RENDERER.render(drawn(("c1 + c2 + c3", "c1 - c3", "c1 / c2", "if(c1 > 2, c2, 0)", "count(c1) / count(c2:c3)"), 1)))
    row = texts[0].split("B")[1].split(":")[0]
    assert [text.replace(row, "5") for text in texts] == [
        '=IF(COUNT(B5:D5)=0,"",ROUND(SUM(B5:D5),2))',
        '=IF(COUNT(B5,D5)=0,"",ROUND((SUM(B5)-SUM(D5)),2))',
        '=IF(OR(NOT(ISNUMBER(B5)),N(C5)=0),"",ROUND((ROUND(B5*100,0)/ROUND(C5*100,0)),2))',
        '=IF(IF(N(B5)>2,NOT(ISNUMBER(C5)),FALSE),"",ROUND(IF(N(B5)>2,C5,0),2))',
        '=IF(COUNT(C5:D5)=0,"",ROUND((COUNT(B5)/COUNT(C5:D5)),2))',
    ]


def placed(keys: dict[str, tuple[str, int]]) -> Places:
    """Cells in column B of the sheets named."""
    places = Places("Ô phụ")
    for key, (sheet, row) in keys.items():
        places.put(sheet, row, 1, Cell(key, "number", "1", Decimal(1), "1", "#,##0"), known=True)
    return places


def test_cells_outside_the_workbook_leave_the_value_alone() -> None:
    with pytest.raises(Unsupported):
        formula_text(Formula(tree=tree.Slot("prev|f_1|r1:c1")), "x", "Một", placed({"a": ("Một", 4)}))


def test_a_very_long_sum_is_split_over_helper_cells_that_name_every_sheet() -> None:
    parts = {f"r{number}:c1": ("Một", 2 * number) for number in range(2000)}
    places = placed(parts)
    text = formula_text(Formula(parts=tuple(parts)), "r1:c1", "Một", places)
    assert "'Ô phụ'!" in text
    texts = [text, *(helper.text for helper in places.helpers)]
    assert len(texts) > 10
    assert all(len(one) <= TEXT and one.count(",") < ARGUMENTS for one in texts)
    assert all(re.findall(r"(?<![:!$'])\b[A-Z]+[0-9]+\b(?!\()", one) == [] for one in texts)  # no cell without its sheet


def test_a_formula_over_another_sheet_names_it() -> None:
    text = formula_text(Formula(parts=("a", "b")), "x", "Một", placed({"a": ("Bảng 'hai'", 4), "b": ("Bảng 'hai'", 5)}))
    assert text == "=IF(COUNT('Bảng ''hai'''!B5:B6)=0,\"\",SUM('Bảng ''hai'''!B5:B6))"


def test_another_program_computes_the_same_values(tmp_path: Path) -> None:
    assert differences(drawn(FORMULAS, 40), tmp_path) == []
