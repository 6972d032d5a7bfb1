"""Narrative with marks and lists as it prints: justified paragraphs, signs of lists inside the line; plain where there are no formats."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from metadata.documents.form import read_form
from metadata.documents.others import read_layout
from metadata.values import decode
from renderers.build import Filling, build
from renderers.document import Report
from renderers.html import fragment, stylesheet
from renderers.json import RENDERER as JSON
from renderers.text import RENDERER as TEXT
from renderers.xlsx import RENDERER as XLSX
from tests.metadata.examples import FOLDER

SAID = {
    "rich": [
        {"runs": [{"text": "Thu "}, {"text": "đạt 105%", "marks": "bi"}]},
        {"runs": [{"text": "Công nghiệp"}], "list": "number"},
        {"runs": [{"text": "Dệt & may", "marks": "u"}], "list": "number", "level": 2},
        {"runs": [{"text": "Nông nghiệp"}], "list": "bullet"},
    ]
}
PLAIN = "Thu đạt 105%\n1. Công nghiệp\n  a) Dệt & may\n- Nông nghiệp"


def report(values: dict[str, Any], *, settled: bool = False) -> Report:
    documents = {path.stem: json.loads(path.read_text("utf-8")) for path in (FOLDER / "ktxh_12_chi_tieu" / "documents").glob("*.json")}
    filled = {key: decode(value) for key, value in values.items()}
    return build(read_form(documents["f_ktxh"]), read_layout(documents["l_ktxh"]), Filling(values=filled, settled=settled))


def test_paragraphs_marks_and_signs_on_paper() -> None:
    page = fragment(report({"o3": SAID}))
    lines = [line for line in page.splitlines() if "narrative-lines" in line]
    assert (
        '<div class="narrative-lines"><p class="narrative-line depth-0">Thu <b><i>đạt 105%</i></b></p>'
        '<p class="narrative-line depth-1"><span class="sign">1.</span> Công nghiệp</p>'
        '<p class="narrative-line depth-2"><span class="sign">a)</span> <u>Dệt &amp; may</u></p>'
        '<p class="narrative-line depth-1"><span class="sign">-</span> Nông nghiệp</p></div>'
    ) in lines[0]


def test_a_plain_text_of_such_a_heading_prints_by_paragraphs_too() -> None:
    page = fragment(report({"o3": {"t": "một\n- hai"}}))
    assert '<p class="narrative-line depth-0">một</p><p class="narrative-line depth-0">- hai</p>' in page


def test_files_without_formats_carry_the_plain_reading() -> None:
    drawn = report({"o3": SAID})
    book = load_workbook(BytesIO(XLSX.render(drawn)))
    assert PLAIN in [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "a) Dệt & may" in TEXT.render(drawn).decode()
    assert SAID in [answer.get("value") for section in json.loads(JSON.render(drawn))["sections"] for answer in section.get("answers", ())]


def test_dots_to_be_written_on_are_only_where_a_hand_may_still_write() -> None:
    assert "is-settled" not in fragment(report({}))
    assert "is-settled" in fragment(report({}, settled=True)).partition(">")[0], "a report that was sent without a text has none to be written"
    assert ".report:not(.is-settled) .narrative.blank::before" in stylesheet()
    assert ".report .narrative.blank::before" not in stylesheet()
