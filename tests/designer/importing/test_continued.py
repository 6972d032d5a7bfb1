"""A table that a page cut in two is one table; a person can say that it is two. A column of a group never goes in silence."""

from __future__ import annotations

from typing import Any

import pytest

from designer.importing.proposal import APART, Correction, Proposal
from designer.importing.understanding import understand
from runtime.workbooks import Book, read_book
from tests.corpus.typed.page import Page
from tests.designer.importing.books import refused, uncovered

_HEADER = "STT|Nội dung|Dự toán|Thực hiện\nA|B|1|2"
_FIRST = "1|Giáo dục\n2|Y tế"
_SECOND = "3|Văn hóa\n4|Thể thao"


def _book(second: str, *, border: bool = True, line: str = "Biểu số 02/NS (tiếp theo)") -> Book:
    page = Page("02")
    page.put("C1", "Biểu số 02/NS")
    page.put("A2", "DỰ TOÁN CHI THEO LĨNH VỰC", bold=True)
    page.block("A4", f"{_HEADER}\n{_FIRST}")
    page.put("D9", line)
    page.block("A10", second)
    page.block("A20", "Người lập biểu|||Thủ trưởng đơn vị")
    if border:
        page.box("A4:D7")
        page.box(f"A10:D{9 + len(second.splitlines())}")
    return read_book(page.data(), "x.xlsx")


def _rows(proposal: Proposal) -> list[tuple[str, str]]:
    (form,) = proposal.forms
    sections: dict[str, Any] = proposal.documents[form]["sections"]["items"]
    return [(name, f"{node['marker']} {node['label']}") for name, section in sections.items() for node in section["rows"]["nodes"].values()]


_ONE = [("s1", "1 Giáo dục"), ("s1", "2 Y tế"), ("s1", "3 Văn hóa"), ("s1", "4 Thể thao")]


@pytest.mark.parametrize("border", [True, False])
@pytest.mark.parametrize("second", [f"{_HEADER}\n{_SECOND}", f"A|B|1|2\n{_SECOND}"])
def test_rows_run_on_under_a_header_that_stands_again(second: str, border: bool) -> None:
    proposal = understand(book := _book(second, border=border))
    assert _rows(proposal) == _ONE
    assert [(finding.area[0], finding.confidence) for finding in proposal.findings if finding.what == "rows_run_on"] == [(9, 80)]
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []
    assert len(proposal.blocks) == 1


def test_rows_run_on_where_no_header_stands_again() -> None:
    proposal = understand(_book(_SECOND))
    assert _rows(proposal) == _ONE


def test_a_person_keeps_the_parts_apart_by_calling_the_place_a_header() -> None:
    book = _book(f"{_HEADER}\n{_SECOND}")
    (finding,) = [finding for finding in understand(book).findings if finding.what == "rows_run_on"]
    proposal = understand(book, [Correction(finding.sheet, finding.area, "header")])
    assert len(proposal.blocks) == 2
    assert uncovered(book, proposal) == []


def test_a_part_kept_apart_is_read_as_any_table_is() -> None:
    book = _book(f"{_HEADER}\n{_SECOND}")
    (finding,) = [finding for finding in understand(book).findings if finding.what == "rows_run_on"]
    proposal = understand(book, [Correction(finding.sheet, finding.area, "header", APART)])
    assert _rows(proposal) == [("s1", "1 Giáo dục"), ("s1", "2 Y tế"), ("s2", "3 Văn hóa"), ("s2", "4 Thể thao")]
    sections = proposal.documents[proposal.forms[0]]["sections"]["items"]
    printed = [[(node["label"], node.get("number"), node.get("stub")) for node in section["columns"]["nodes"].values()] for section in sections.values()]
    assert printed[0] == printed[1]
    assert [one.reason for one in proposal.left] == []
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []


def test_tables_alike_without_the_word_stay_two() -> None:
    assert len(understand(_book(f"{_HEADER}\n{_SECOND}", line="II. Cấp xã")).blocks) == 2


def test_further_columns_keep_their_formulas_and_rows() -> None:
    page = Page("03")
    page.put("A1", "DỰ TOÁN CHI THEO LĨNH VỰC", bold=True)
    page.block("A3", f"{_HEADER}\n{_FIRST}\n3|Cộng")
    page.put("A9", "(Tiếp theo)")
    page.block("A10", "STT|Nội dung|Tỷ lệ (%)|Còn lại\nA|B|3|4\n1|Giáo dục\n2|Y tế\n3|Cộng")
    for at in (12, 13, 14):
        page.put(f"C{at}", f"=D{at - 7}/C{at - 7}*100")
        page.put(f"D{at}", f"=C{at - 7}-D{at - 7}")
    for column in "CD":
        page.put(f"{column}7", f"={column}5+{column}6")
    page.box("A3:D7")
    page.box("A10:D14")
    book = read_book(page.data(), "x.xlsx")
    proposal = understand(book)
    (form,) = proposal.forms
    section = proposal.documents[form]["sections"]["items"]["s1"]
    columns = section["columns"]["nodes"]
    assert [columns[key].get("number") for key in section["columns"]["root"]] == ["A", "B", "1", "2", "3", "4"]
    assert (columns["c3"]["cell"]["formula"], columns["c4"]["cell"]["formula"]) == ("c2 / c1 * 100", "c1 - c2")
    assert [node.get("cell", {}).get("formula") for node in section["rows"]["nodes"].values()] == [None, None, "r1 + r2"]
    assert [finding.what for finding in proposal.findings if finding.what == "columns_go_on"] == ["columns_go_on"]
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []


def _columns(lines: str, *merges: str) -> tuple[list[tuple[str, str | None]], list[int]]:
    page = Page()
    page.block("A1", lines)
    page.merge(*merges)
    book = read_book(page.data(), "x.xlsx")
    proposal = understand(book)
    assert uncovered(book, proposal) == []
    (form,) = proposal.forms
    nodes = proposal.documents[form]["sections"]["items"]["s1"]["columns"]["nodes"]
    group = next(node for node in nodes.values() if "children" in node)
    doubts = [finding.confidence for finding in proposal.findings if {"no_caption", "beside_group"} & set(finding.reasons)]
    return [(nodes[key]["label"], nodes[key].get("number")) for key in group["children"]], doubts


def test_a_group_merged_one_column_short_takes_its_last_column_in_as_a_guess() -> None:
    found = _columns("STT|Chỉ tiêu|Trong đó\n||Nam|Nữ|Khác\nA|B|1|2|3\n1|Tiếp dân", "A1:A2", "B1:B2", "C1:D1")
    assert found == ([("Nam", "1"), ("Nữ", "2"), ("Khác", "3")], [60, 60])


def test_a_column_of_notes_beside_a_group_is_none_of_it() -> None:
    found = _columns("STT|Chỉ tiêu|Trong đó\n||Nam|Nữ|Ghi chú\nA|B|1|2|3\n1|Tiếp dân", "A1:A2", "B1:B2", "C1:D1")
    assert found[0] == [("Nam", "1"), ("Nữ", "2")]


def test_a_column_of_a_group_without_a_caption_stays_a_column_and_is_a_guess() -> None:
    found = _columns("STT|Chỉ tiêu|Trong đó\n||Nam|Nữ\nA|B|1|2|3\n1|Tiếp dân", "A1:A2", "B1:B2", "C1:E1")
    assert found == ([("Nam", "1"), ("Nữ", "2"), ("", "3")], [40])
