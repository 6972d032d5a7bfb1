"""A table on its paper: nothing is cut off, whatever its width; a smaller print first, then bands that carry the captions."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from metadata.grid import cell_key, grids_of
from metadata.template import Template
from renderers.build import Filling, build
from renderers.document import Page, Report, Table
from renderers.html import fragment, page_name, papers, stylesheet
from renderers.paper import SMALLEST, Fitted, fit
from renderers.widths import least_widths
from tests.forms_md import read

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


def template_of(example: str) -> Template:
    """The documents of an example."""
    return Template.of([json.loads(path.read_text("utf-8")) for path in sorted((EXAMPLES / example / "documents").glob("*.json"))])


def drawn(example: str, form_id: str, number: str) -> Report:
    """A form of an example with this number in every number cell."""
    template = template_of(example)
    form = template.form(form_id)
    values = {
        cell_key(row.key, leaf.id): Decimal(number)
        for grid in grids_of(form)
        for row in grid.rows
        if row.has_cells
        for leaf in grid.leaves
        if leaf.is_data and (spec := grid.spec(row.id, leaf.id)) is not None and spec.kind in ("number", "computed", "carried")
    }
    return build(form, template.layout(form_id), Filling(values=values, dimensions=template.dimensions))


def columns_covered(table: Table) -> list[int]:
    """How many columns each header row accounts for, cells that reach down from above included."""
    taken = [[0] * len(table.columns) for _ in table.header]
    for top, cells in enumerate(table.header):
        at = 0
        for cell in cells:
            while taken[top][at]:
                at += 1
            for below in range(top, top + cell.rowspan):
                for column in range(at, at + cell.colspan):
                    taken[below][column] += 1
    return [sum(row) for row in taken]


def test_a_small_table_prints_as_the_paper_says() -> None:
    report = drawn("ho_tich_2013", "f_13a", "12")
    assert [fit(table, report.page).font for table in report.tables] == [None, None, None]


def test_a_table_a_little_too_wide_takes_a_smaller_print() -> None:
    report = drawn("thanh_tra_2021", "f_01xld", "12345678")
    fitted = fit(report.tables[0], report.page)
    assert fitted.font is not None
    assert SMALLEST <= fitted.font < report.page.font
    assert fitted.bands == ()


@pytest.mark.parametrize("number", ["1234567890123", "12345678"])
def test_a_table_of_48_columns_goes_in_bands_that_hold_every_column_once(number: str) -> None:
    report = drawn("giai_ngan", "f_gn3", number)
    table = report.tables[0]
    bands = fit(table, report.page).bands
    stubs = [column.id for column in table.columns if column.stub in ("marker", "caption")]
    assert len(bands) > 1
    for band in bands:
        assert [column.id for column in band.columns][: len(stubs)] == stubs, "every part says which row is which"
        assert columns_covered(band) == [len(band.columns)] * len(band.header)
        assert all(len(row.cells) == len(band.columns) for row in band.rows)
    data = [column.id for band in bands for column in band.columns if column.id not in stubs]
    tops = [{column.path[0] for column in band.columns if column.id not in stubs} for band in bands]
    torn = sum(bool(one & other) for one, other in pairwise(tops))
    assert torn <= (number == "12345678"), "parts are cut between groups of columns; two parts hold these numbers only with one group cut"
    assert data == [column.id for column in table.columns if column.id not in stubs]


def test_on_the_screen_the_table_stays_whole_and_on_paper_the_bands_stand_for_it() -> None:
    html = fragment(drawn("giai_ngan", "f_gn3", "12345678"))
    assert 'class="report-scroll has-bands"' in html
    assert "(tiếp theo, phần 2/" in html


def test_where_columns_keep_their_widths_nothing_is_fitted() -> None:
    report = drawn("giai_ngan", "f_gn3", "12345678")
    kept = fit(report.tables[0], Page("A3", "landscape", fit=False))
    assert (kept.font, kept.bands) == (None, ())


def test_a_longer_number_asks_for_a_wider_column() -> None:
    short, long = (sum(least_widths(drawn("ho_tich_2013", "f_13a", n).tables[0])) for n in ("1", "123456789012345"))
    assert long > short


def test_pages_are_numbered_where_the_layout_says_so() -> None:
    plain, numbered = Page("A4", "portrait"), Page("A4", "portrait", numbers="foot")
    assert "counter(page)" not in papers([page_name(plain)])
    assert page_name(numbered) == "a4-portrait-20-15-20-15-n"
    rules = papers([page_name(numbered)])
    assert 'counter(page) "/" counter(pages)' in rules
    assert "size: A4 portrait; margin: 20mm 15mm 20mm 15mm;" in rules
    decree = papers([page_name(Page("A4", "portrait", numbers="top"))])
    assert "@top-center { content: counter(page);" in decree
    assert ":first { @top-center { content: none; } }" in decree, "the first page bears no number"


def test_reports_of_today_number_their_pages_as_the_decree_has_it() -> None:
    assert drawn("thanh_tra_2021", "f_02xld", "1").page.numbers == "top"
    assert drawn("khcn_2015", "f_02kh", "1").page.numbers == "", "a circular of 2015 prints none"


def test_a_sheet_on_the_screen_has_the_margins_of_its_paper() -> None:
    assert ".page-a4-landscape, .page-a3-landscape { padding: 15mm 12mm; }" in stylesheet()
    assert ".page-a4-portrait-10-8-10-30 { padding: 10mm 8mm 10mm 30mm; }" in papers(["a4-portrait-10-8-10-30"])


def test_an_empty_text_is_printed_as_lines_to_write_on() -> None:
    html = fragment(drawn("ktxh_12_chi_tieu", "f_ktxh", "1"))
    assert html.count('<p class="narrative blank"></p>') == 2


def test_a_caption_of_one_endless_word_is_broken_and_asks_for_no_smaller_print() -> None:
    word = "https://" + "x" * 600
    sheet = read(f"| Đơn vị | {word} | Khác |\n| A | 1 | 2 |\n|---|---|---|\n| {word} | 1 | 2 |\n")
    report = build(sheet.form, sheet.layout, Filling())
    assert fit(report.tables[0], report.page) == Fitted()
    assert fragment(report).count("broken") == 2
