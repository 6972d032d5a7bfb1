"""Captions are indented alike on screen, in print, in a workbook and in text: open rows and the rows under them too."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from renderers.build import Filling, build
from renderers.html import page
from renderers.table import table_model
from renderers.xlsx import RENDERER as XLSX
from tests.forms_md import read
from tests.renderers.test_paper import drawn, template_of

PLAIN = """
| Dự án           | Vốn |
| A               | 1   |
|-----------------|-----|
| # Nhóm một      |     |
| . * Dự án       |     |
| . . Vốn vay      |     |
| . . . Trong đó ODA |    |
| + Cộng          |     |
"""
MARKED = """
| TT | Dự án           | Vốn |
| A  | B               | 1   |
|----|-----------------|-----|
| I  | # Nhóm một      |     |
|    | . * Dự án       |     |
|    | . . Vốn vay      |     |
| -  | . . . Trong đó ODA |    |
|    | + Cộng          |     |
"""
COPIES = {"r2": [("k1", "Cầu Hải Hưng"), ("k2", "Đường vành đai")]}


@pytest.mark.parametrize(
    ("drawn", "depths"),
    [
        # Without a column of markers the indent is the only sign of depth.
        (PLAIN, {"r1": 0, "r2": 1, "r3": 2, "r4": 3, "r5": 0}),
        # With one, a marker or a number tells it; a row without either stands one step below the row above it.
        (MARKED, {"r1": 0, "r2": 0, "r3": 1, "r4": 0, "r5": 0}),
    ],
)
def test_every_level_is_indented_alike_everywhere(drawn: str, depths: dict[str, int]) -> None:
    sheet = read(drawn)
    screen = {row["id"]: row.get("indent", 0) for row in table_model(sheet.form, "s1")["rows"]}
    assert screen == depths

    report = build(sheet.form, sheet.layout, Filling(instances=COPIES))
    rows = report.tables[0].rows
    at = next(index for index, column in enumerate(report.tables[0].columns) if column.stub == "caption")
    expected = [(row.cells[at].text, depths[row.id.partition("#")[0]]) for row in rows]
    assert [text for text, _ in expected].count("Vốn vay") == 2
    paper = re.findall(r'class="caption indent-(\d)">([^<]*)<', page(report))
    assert [(text, int(indent)) for indent, text in paper] == expected

    sheet_of = load_workbook(io.BytesIO(XLSX.render(report))).active
    assert sheet_of is not None
    captions = [text for text, _ in expected]
    found = [(cell.value, int(cell.alignment.indent)) for line in sheet_of.iter_rows() for cell in line if cell.value in captions and cell.border.left.style]
    assert found == expected


def test_a_marker_that_no_column_prints_stands_before_its_caption() -> None:
    """As circulars print "II. Khai tử" in their one column of captions; what was typed in an open row stands alone."""
    report = drawn("ho_tich_2013", "f_13a", "1")
    first, second, _ = report.tables
    assert [row.cells[0].text for row in first.rows] == ["I. Khai sinh", "II. Khai tử", "- Dưới 1 tuổi", "- Từ 1 đến dưới 5 tuổi", "- Từ 5 tuổi trở lên"]
    assert [row.cells[0].text for row in second.rows] == ["III. Số cuộc kết hôn", "Tuổi kết hôn trung bình lần đầu", "- Nam", "- Nữ"]
    form = template_of("ho_tich_2013").form("f_13a")
    assert [row["label"] for row in table_model(form, "t1")["rows"]] == [row.cells[0].text for row in first.rows], "the screen says the same"
    marked = read(MARKED)
    assert build(marked.form, marked.layout, Filling()).tables[0].rows[0].cells[0].text == "I", "a column of markers has it alone"
