"""Columns of a table with texts on paper: numbers have what they need, texts share the rest, no word is broken that a column can hold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from renderers.document import Cell, Column, HeaderCell, Page, Row, Table
from renderers.html import fragment
from renderers.paper import fit
from renderers.spreading import spread
from renderers.widths import least_widths
from tests.renderers.test_paper import drawn

PORTRAIT = Page("A4", "portrait")
REMARK = "Vụ việc phức tạp, có nhiều đương sự, Trung tâm đã phối hợp với Đoàn Luật sư tỉnh cử hai luật sư tham gia."


def people(*remarks: str) -> Table:
    """A list of people: name, result, number of cases, remark."""
    names = ("Họ tên", "Kết quả", "Số vụ việc", "Ghi chú")
    rows = tuple(
        Row(f"l#{n}", "data", 0, (Cell("", "text", "Nguyễn Thị Phương Thảo"), Cell("", "choice", "Hoàn thành"), Cell("", "number", "1.234.567", Decimal(1234567)), Cell("", "text", remark)))
        for n, remark in enumerate(remarks)
    )
    columns = tuple(Column(f"c{n}", "", (name,)) for n, name in enumerate(names))
    header = (tuple(HeaderCell(f"c{n}", name, leaf=True) for n, name in enumerate(names)),)
    return Table("s1", "", columns, header, (), rows)


def test_a_long_remark_does_not_squeeze_the_names_beside_it() -> None:
    table = people(REMARK, REMARK, "")
    name, result, cases, remark = spread(table, PORTRAIT, None)
    assert name >= 12, "a name of four words stands in one line or two"
    assert result >= 6, "a choice stands in one line"
    assert cases >= least_widths(table)[2], "a number is never cut"
    assert remark > name
    assert name + result + cases + remark <= 54, "all stand on 180 mm of paper at 10 pt"


def test_a_table_of_numbers_that_has_room_is_left_to_the_browser() -> None:
    report = drawn("ho_tich_2013", "f_13a", "12")
    assert [spread(table, report.page, None) for table in report.tables] == [(), (), ()]


def test_captions_of_a_table_in_bands_are_not_squeezed_to_a_word_a_line() -> None:
    report = drawn("giai_ngan", "f_gn3", "12345678")
    fitted = fit(report.tables[0], report.page)
    for band in fitted.bands:
        captions = [width for width, column in zip(spread(band, report.page, fitted.font), band.columns, strict=True) if column.stub == "caption"]
        assert min(captions) >= 8


def test_only_a_word_that_no_column_holds_is_broken() -> None:
    report = replace(drawn("ho_tich_2013", "f_13a", "12"), sections=(people("Hoàn thành", "x" * 400),))
    html = fragment(report)
    assert html.count('class="text broken"') == 1
    assert '<td class="choice">Hoàn thành</td>' in html
