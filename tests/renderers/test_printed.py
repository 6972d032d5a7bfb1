"""Pages as a browser prints them: every page of a long table has its head, and signatures never stand without a row above them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page as Browser

from renderers.document import Cell, Note, Report, Row
from renderers.html import page
from renderers.widths import room_of
from tests.renderers.test_paper import drawn

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
REFERENCE = re.compile(rb"(\d+) 0 R")


def links_of(pdf: bytes) -> list[list[str]]:
    """Per page of a PDF the addresses of its links, from the top: what is on a page is known by a link that was put in it."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    tree = next(body for body in objects.values() if b"/Type /Pages" in body and b"/Parent" not in body)
    found: list[list[str]] = []

    def walk(body: bytes) -> None:
        if b"/Type /Pages" in body:
            for kid in REFERENCE.findall(re.search(rb"/Kids \[(.*?)\]", body, re.DOTALL)[1]):  # type: ignore[index]
                walk(objects[int(kid)])
            return
        listed = re.search(rb"/Annots \[(.*?)\]", body, re.DOTALL)
        links = [objects[int(number)] for number in REFERENCE.findall(listed[1])] if listed else []
        found.append([uri[1].decode() for link in links if (uri := re.search(rb"/URI \(https?://([^)/]*)", link))])

    walk(tree)
    return found


def long(report: Report, rows: int, notes: int) -> Report:
    """The report with its last table so many rows long, the caption of each a link, and so many notes."""
    table = report.tables[-1]
    at = next(index for index, column in enumerate(table.columns) if column.stub == "caption")

    def row(number: int) -> Row:
        cells: list[Cell] = list(table.rows[-1].cells)
        cells[at] = replace(cells[at], text=f"LINK-row{number}-END")
        return replace(table.rows[-1], id=f"x{number}", cells=tuple(cells))

    header = tuple(tuple(replace(cell, label=f"LINK-head-END {cell.label}" if cell.id == table.columns[at].id else cell.label) for cell in cells) for cells in table.header)
    last = replace(table, rows=tuple(row(number) for number in range(rows)), header=header)
    said = tuple(Note("", f"LINK-note{number}-END Đã điều chỉnh số liệu cột 10.") for number in range(notes))
    signers = tuple(replace(signer, title=f"LINK-sign-END {signer.title}") for signer in report.signers)
    return replace(report, sections=(*report.sections[:-1], last), notes=said, signers=signers)


def printed(browser: Browser, report: Report) -> list[list[str]]:
    """What stands on each page of the printed report."""
    html = re.sub(r"LINK-(\w+)-END", r'<a href="https://\1">\1</a>', page(report))
    browser.set_content(html)
    return links_of(browser.pdf(prefer_css_page_size=True))


@pytest.mark.parametrize("notes", [1, 9])
@pytest.mark.parametrize(("example", "form", "sizes"), [("thanh_tra_2021", "f_02xld", (25, 28, 62)), ("tthc_2020", "f_06a", (14, 38))])
def test_heads_are_on_every_page_and_signatures_on_none_alone(page: Browser, example: str, form: str, sizes: tuple[int, ...], notes: int) -> None:
    report = drawn(example, form, "12")
    for rows in sizes:
        pages = printed(page, long(report, rows, notes))
        assert sorted({link for links in pages for link in links if link.startswith("row")}) == sorted(f"row{number}" for number in range(rows)), "no row is lost"
        for links in pages:
            assert "head" in links or not any(link.startswith("row") for link in links), f"{rows} rows: a page of figures has its head"
        last = pages[-1]
        assert "sign" in last
        assert sum(links.count("sign") for links in pages) == len(report.signers), f"{rows} rows: every signature is printed once"
        company = [link for link in last if link.startswith("row" if notes < 9 else ("row", "note"))]
        assert len(company) >= 2, f"{rows} rows, {notes} notes: signatures bring the last rows along, or the last notes of many"


def sizes(browser: Browser, selector: str) -> list[float]:
    """Sizes of print, in points, of what is drawn for paper."""
    browser.emulate_media(media="print")
    found = browser.eval_on_selector_all(selector, "all => all.filter(one => one.offsetParent).map(one => parseFloat(getComputedStyle(one).fontSize) * 0.75)")
    return [round(size, 2) for size in found]


@pytest.mark.parametrize("font", [8, 10, 13])
def test_signatures_are_in_the_print_of_the_layout_whatever_the_table_needs(page: Browser, font: int) -> None:
    report = drawn("thanh_tra_2021", "f_02xld", "12")
    paper = replace(report.page, font=font)
    for rows in (3, 40):
        printed(page, replace(long(report, rows, 1), page=paper))
        assert sizes(page, ".signer .who") == [font] * len(report.signers), f"{rows} rows"


def test_nothing_is_off_the_paper_where_the_table_is_not_fitted(page: Browser) -> None:
    report = long(drawn("tthc_2020", "f_06a", "12"), 40, 0)
    said = Note("", "Số liệu đã được điều chỉnh theo kết quả rà soát của các đơn vị. " * 12 + "LINK-note-END")
    signers = tuple(replace(signer, note="(Ký, ghi rõ họ tên, chức vụ của người được ủy quyền) " * 6) for signer in report.signers)
    wide = replace(report, notes=(said,), signers=signers, page=replace(report.page, fit=False))
    pages = printed(page, wide)
    assert sum(links.count("sign") for links in pages) == len(report.signers)
    assert sum(links.count("note") for links in pages) == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(room_of(wide.page) * 96 / 72), "height": 700})
    edge = page.evaluate("document.documentElement.clientWidth")
    ends = page.eval_on_selector_all(".note, .signer, .report-table", "all => all.filter(one => one.offsetParent).map(one => one.getBoundingClientRect().right)")
    assert len(ends) == 2 + len(report.signers)
    assert max(ends) <= edge + 1


def test_a_row_with_a_long_remark_begins_on_the_page_that_has_room(page: Browser) -> None:
    report = long(drawn("tthc_2020", "f_06a", "12"), 14, 1)
    table = report.tables[-1]
    remark = "LINK-begin-END" + "Kết quả cụ thể được nêu tại phụ lục kèm theo báo cáo này. " * 35
    told = replace(table.rows[3], cells=(*table.rows[3].cells[:-1], replace(table.rows[3].cells[-1], state="text", text=remark, value=None)))
    pages = printed(page, replace(report, sections=(*report.sections[:-1], replace(table, rows=(*table.rows[:3], told, *table.rows[4:])))))
    assert "begin" in pages[0], "the first page is not left half empty"
    assert [link for links in pages for link in links if link.startswith("row")] == [f"row{number}" for number in range(14)]
    assert "row4" not in pages[0], "the text goes on over the next page"
    assert sum(links.count("sign") for links in pages) == len(report.signers)
