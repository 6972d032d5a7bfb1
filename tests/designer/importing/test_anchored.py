"""Where the marks of footnotes stand: at the caption that carries the mark, at the columns that the text names, nowhere else."""

from __future__ import annotations

from typing import Any

import pytest

from designer.importing.understanding import understand
from runtime.workbooks import read_book
from tests.corpus.typed.page import Page
from tests.designer.importing.books import refused, uncovered


def form_of(notes: list[str], header: str = "STT|Nội dung|Dự toán|Thực hiện|So sánh (%)", rows: str = "1|Giáo dục\n2|Y tế") -> dict[str, Any]:
    page = Page("02")
    page.put("A1", "BÁO CÁO DỰ TOÁN CHI THEO LĨNH VỰC", bold=True)
    page.block("A3", f"{header}\nA|B|1|2|3\n{rows}")
    page.box(f"A3:E{4 + len(rows.splitlines())}")
    page.put("A8", "Ghi chú:")
    for line, note in enumerate(notes):
        page.put(f"A{9 + line}", note)
    proposal = understand(book := read_book(page.data(), "x.xlsx"))
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []
    (form,) = proposal.forms
    return dict(proposal.documents[form])


def anchors(form: dict[str, Any]) -> list[list[str]]:
    """For each note the captions that it stands at."""
    section = form["sections"]["items"]["s1"]
    labels = {key: node["label"] for axis in ("columns", "rows") for key, node in section[axis]["nodes"].items()}
    return [[labels[key] for key in note.get("at", [])] for note in form["footnotes"]["items"].values()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cột 2 lấy theo báo cáo quyết toán.", ["Thực hiện"]),
        ("Cột 1, cột 2: không tính chi chuyển nguồn.", ["Dự toán", "Thực hiện"]),
        ("Cột 3 = cột 2 / cột 1 × 100.", ["So sánh (%)", "Thực hiện", "Dự toán"]),
        ("Cột 9 của biểu 05.", []),
        ("Số liệu lũy kế từ đầu năm.", []),
    ],
)
def test_a_note_stands_at_the_columns_that_its_text_names(text: str, expected: list[str]) -> None:
    assert anchors(form_of([text])) == [expected]


def test_a_mark_at_a_caption_is_an_anchor_and_leaves_the_caption() -> None:
    form = form_of(["(1) Kể cả chi bổ sung.", "(*) Gồm cả giáo dục nghề nghiệp."], "STT|Nội dung|Dự toán (1)|Thực hiện|So sánh (%)", "1|Giáo dục (*)\n2|Y tế")
    assert [(note["mark"], note["text"]) for note in form["footnotes"]["items"].values()] == [("(1)", "Kể cả chi bổ sung."), ("(*)", "Gồm cả giáo dục nghề nghiệp.")]
    assert anchors(form) == [["Dự toán"], ["Giáo dục"]]


def test_a_note_is_anchored_once_where_mark_and_text_name_the_same_column() -> None:
    assert anchors(form_of(["(1) Cột 1 kể cả chi bổ sung."], "STT|Nội dung|Dự toán (1)|Thực hiện|So sánh (%)")) == [["Dự toán"]]


def test_a_figure_that_belongs_to_the_caption_is_no_mark() -> None:
    form = form_of(["(2) Theo số liệu kiểm kê."], "STT|Nội dung|Diện tích m2|Thực hiện (2)|So sánh (%)")
    assert anchors(form) == [["Thực hiện"]]
    labels = [node["label"] for node in form["sections"]["items"]["s1"]["columns"]["nodes"].values()]
    assert "Diện tích m2" in labels
