"""The printable page: what stands in it, and that it may stand under a strict content security policy."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

from renderers.build import build
from renderers.document import Page
from renderers.html import RENDERER, fragment, on_paper, page, page_name, papers, stylesheet
from renderers.widths import breakable
from tests.renderers.samples import all_kinds, small_report, templates


class Outline(HTMLParser):
    """Elements with their attributes, and the text of table cells row by row."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.rows: list[list[str]] = []
        self.cell: list[str] | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self.cell is not None:
            self.rows[-1].append("".join(self.cell))
            self.cell = None

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)


def test_the_table_as_it_prints() -> None:
    assert Outline(page(small_report())).rows == [
        ["Đơn vị", "Tổng số đơn", "Trong kỳ"],
        ["Đơn thư", "Khác"],
        ["A", "1=2+3", "2", "3"],
        ["Xã Tân Hưng", "1.235", "1.234", "1"],
        ["Thôn Một", "0", "0", "-"],
        ["Thôn Hai", "", "", "X"],
        ["Cộng", "1.235", "X", ""],
    ]


def test_spans_and_scopes() -> None:
    head = [attributes for tag, attributes in Outline(page(small_report())).elements if tag == "th"][:5]
    assert head == [
        {"scope": "col", "rowspan": "2"},
        {"scope": "col", "rowspan": "2"},
        {"scope": "colgroup", "colspan": "2"},
        {"scope": "col"},
        {"scope": "col"},
    ]


def test_nothing_inline_and_no_script() -> None:
    for report in (small_report(), all_kinds()):
        elements = Outline(page(report, "/static/report.css")).elements
        assert not {tag for tag, _ in elements} & {"script", "style", "iframe", "img", "object", "form"}
        assert not [
            attribute
            for _, attributes in elements
            for attribute in attributes
            if attribute == "style" or attribute.startswith("on")
        ]
        assert [attributes["href"] for tag, attributes in elements if tag == "link"] == ["/static/report.css"]


def test_a_page_kept_as_a_file_carries_its_styles() -> None:
    html = RENDERER.render(small_report()).decode()
    assert [tag for tag, _ in Outline(html).elements if tag in ("link", "style", "script")] == ["style"]
    assert stylesheet() in html


def test_paper_is_a_class() -> None:
    report = replace(small_report(), page=Page("A3", "portrait", repeat_header=False))
    classes = [
        attributes.get("class") for tag, attributes in Outline(page(report)).elements if tag in ("article", "thead")
    ]
    assert classes == ["report page-a3-portrait", "once"]
    for name in ("a4-landscape", "a4-portrait", "a3-landscape", "a3-portrait"):
        assert f".page-{name} " in stylesheet()
        assert f"@page {name} " in stylesheet()


def test_margins_of_its_own_make_a_paper_of_its_own() -> None:
    own = Page("A4", "landscape", margins=(10, 8, 10, 30), font=8, fit=False)
    assert page_name(own) == "a4-landscape-10-8-10-30"
    assert "@page a4-landscape-10-8-10-30 { size: A4 landscape; margin: 10mm 8mm 10mm 30mm; }" in papers([page_name(own)])
    assert papers(["a4-landscape", "a9-landscape-1-1-1-1", "a4-landscape-1-1-1-1; }"]) == ""
    assert "width: 259mm" in on_paper(own)
    kept = RENDERER.render(replace(small_report(), page=own)).decode()
    assert 'class="report page-a4-landscape-10-8-10-30 font-8 as-wide"' in kept
    assert "@page a4-landscape-10-8-10-30 " in kept


def test_a_row_may_begin_a_page_and_a_cell_may_carry_a_mark() -> None:
    report = small_report()
    table = report.tables[0]
    first = table.rows[0]
    marked = tuple(replace(cell, marks=("*",)) for cell in first.cells)
    html = page(replace(report, sections=(replace(table, rows=(replace(first, cells=marked, breaks=True),)),)))
    assert ' breaks">' in html
    assert html.count("<sup>(*)</sup>") >= 1


def test_every_width_class_is_in_the_stylesheet() -> None:
    report = small_report()
    table = report.tables[0]
    for width in (20, 137, 2000):
        columns = tuple(replace(column, width=width) for column in table.columns)
        html = page(replace(report, sections=(replace(table, columns=columns),)))
        used = {str(attributes["class"]) for tag, attributes in Outline(html).elements if tag == "col"}
        assert all(f"col.{name} " in stylesheet() for name in used)


def test_the_title_block_of_an_empty_form() -> None:
    template = templates()["thanh_tra_2021"]
    html = page(build(template.form("f_01xld"), template.layout("f_01xld")))
    assert "Biểu số: 01/XLD" in html
    assert "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN" in html
    assert "Đơn vị tính: Đơn, vụ việc, văn bản" in html


def test_a_fragment_begins_one_heading_lower() -> None:
    tags = [tag for tag, _ in Outline(fragment(small_report())).elements]
    assert tags[0] == "article"
    assert "h1" not in tags
    assert "h2" in tags


def test_a_relation_breaks_before_its_signs() -> None:
    assert breakable("9=11+12 -13") == ["9", "=11", "+12 ", "-13"]
    assert "".join(breakable("- 5=a")) == "- 5=a"
