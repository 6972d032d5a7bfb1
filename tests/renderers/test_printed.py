"""Pages as a browser prints them: every page of a long table has its head, and signatures never stand without a row above them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page as Browser

from renderers.document import Cell, Note, Report, Row
from renderers.html import page
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
        company = [link for link in last if link.startswith("row" if notes < 9 else ("row", "note"))]
        assert len(company) >= 2, f"{rows} rows, {notes} notes: signatures bring the last rows along, or the last notes of many"
