"""A workbook read without its looks holds what it holds when read with them; within the same bounds."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from metadata.errors import KhuonError
from runtime.workbooks import Book, read_book, read_filled, reading
from runtime.workbooks.contents import bare_contents, read_contents
from runtime.workbooks.excel import read_excel
from runtime.workbooks.wire import contents_from_json, contents_json
from tests.runtime.workbooks.made import saved, sheet_xml, with_part, word_cell, word_xml

XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
ROW = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'


def standing(book: Book) -> dict[str, Any]:
    """What stands in a book: cells in which something stands, merged areas, what is hidden, names."""
    found: dict[str, Any] = {"names": book.names}
    for sheet in book.sheets:
        cells = {at: (one.text, one.number, one.formula, one.encoding, one.original, one.moment) for at, one in sheet.cells.items() if one.text or one.number or one.formula}
        found[sheet.name] = (cells, set(sheet.merges), sheet.hidden_rows, sheet.hidden_columns, sheet.hidden)
    return found


def odd_book() -> bytes:
    """Everything that a clerk or a program may leave in a cell."""
    book = Workbook()
    sheet: Any = book.active
    values = (
        0, -0.0, 1, 1.5, 0.1 + 0.2, 1e21, 1e-7, 12345678901234567890, 99.999999999999, True, False, "", " ", "-", "'01", "=", "=1+1", "a\r\nb", "_x0041_", "_x005F_x0041_",
        "Hµ Néi", unicodedata.normalize("NFD", "Hà Nội"), "#N/A", dt.date(2026, 3, 1), dt.date(1900, 1, 5), dt.datetime.fromisoformat("2026-03-01T07:30:00"), dt.time(7, 30), dt.timedelta(hours=30),
    )  # fmt: skip
    for row, value in enumerate(values, start=1):
        sheet.cell(row, 1).value = value
    for row, code in enumerate(("dd/mm/yyyy", "[h]:mm", "yyyy;@", '"ngày" 0', "[Red]0.00", "mm:ss.0", "0.00E+00", "#,##0", "h", "General", "@"), start=1):
        for column, value in enumerate((46082, 0.5, -1, 3_000_000), start=2):
            sheet.cell(row, column).value = value
            sheet.cell(row, column).number_format = code
    sheet["H1"], sheet["H1"].font = "Hµ Néi", Font(name=".VnTimeH")
    sheet["H2"] = CellRichText(TextBlock(InlineFont(rFont="VNI-Times"), "Haø"), " Nội", TextBlock(InlineFont(b=True), "!"))
    sheet["H3"], sheet["I3"] = "trên", "dưới vùng gộp"
    sheet.merge_cells("H3:I4")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["J"].hidden = True
    sheet["J5"] = 7
    sheet.auto_filter.ref = "A1:B9"
    book.create_sheet("Ẩn 'kín'").sheet_state = "veryHidden"
    for name, text in (("một_ô", "'Ẩn ''kín'''!$A$1"), ("cột", "Sheet!$B:$B"), ("số", "1+1"), ("mất", "Sheet!#REF!")):
        book.defined_names[name] = DefinedName(name, attr_text=text)
    return saved(book)


@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date")
def test_the_same_stands_in_it() -> None:
    data = odd_book()
    assert standing(read_contents(data, "x.xlsx")) == standing(read_excel(data, "x.xlsx"))
    assert standing(read_filled(data, "x.xlsx")) == standing(read_excel(data, "x.xlsx")), "and it crosses between the processes"


def test_a_percentage_is_what_a_person_sees_of_it() -> None:
    book = Workbook()
    sheet: Any = book.active
    for row, (value, code) in enumerate(((0.5, "0%"), (0.125, "0.00%"), (-1, '[Red]0%;"-"'), (7, '0"%"'), (7, "0\\\\%"), (46082, "dd/mm/yyyy")), start=1):
        sheet.cell(row, 1).value, sheet.cell(row, 1).number_format = value, code
    (read,) = read_contents(saved(book), "x.xlsx").sheets
    found = [(one.text, one.number) for one in read.cells.values()]
    assert found == [("50%", None), ("12,5%", None), ("-100%", None), ("7", "7"), ("7", "7"), ("2026-03-01T00:00:00", None)]
    assert [one.moment for one in read.cells.values()] == [False] * 5 + [True]


def test_a_day_is_told_from_a_text_that_looks_like_one() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["A2"] = "2026-03-01T00:00:00", dt.date(2026, 3, 1)
    sheet["A2"].number_format = "dd/mm/yyyy"
    for reader in (read_contents, read_excel):
        (read,) = reader(saved(book), "x.xlsx").sheets
        assert [(one.text, one.moment) for one in read.cells.values()] == [("2026-03-01T00:00:00", False), ("2026-03-01T00:00:00", True)]
    (carried,) = contents_from_json(contents_json(*bare_contents(saved(book), "x.xlsx"))).sheets
    assert [one.moment for one in carried.cells.values()] == [False, True]


CELLS = (
    b'<c r="A1"><f>1+1</f><v>2</v></c>',
    b'<c r="B2" t="str"><f>"a"</f><v>a</v></c>',
    b'<c r="A1"><f t="shared" ref="A1:A9" si="0">B1+$C1</f></c></row><row r="2"><c r="A2"><f t="shared" si="0"/></c>',
    b'<c r="A1"><f t="array" ref="A1:A2">SUM(B1:B2)</f></c>',
    b'<c r="A1"><f t="dataTable" ref="A1:A2" dt2D="0" dtr="0" r1="B1"/></c>',
    b'<c r="A1"><f></f><v>3</v></c>',
    b"<c><v>1</v></c><c/><c><v>2.50</v></c>",
    b'<c r="A1" t="e"><v>#REF!</v></c>',
    b'<c r="A1" t="d"><v>2026-03-01T00:00:00</v></c>',
    b'<c r="A1" t="b"><v>1</v></c>',
    b"<c><v>1E+3</v></c><c><v>1e400</v></c><c><v>-0</v></c>",
    b'<c t="inlineStr"><is><r><t>a</t></r><rPh><t>doc</t></rPh><r><rPr><rFont val=".VnTime"/></rPr><t>\xc2\xa7</t></r></is></c>',
    b'<c t="inlineStr"/><c t="inlineStr"><is/></c>',
    b'<c r="A1" t="s"><v>9999</v></c>',
    b'<c r="A1"><v>nan</v></c>',
    b'<c r="A1"><v>x</v></c>',
    b'<c r="1A"><v>1</v></c>',
    b'<c r="A1" s="999"><v>1</v></c>',
)


@pytest.mark.parametrize("cells", CELLS)
def test_odd_cells_are_read_the_same_way(cells: bytes) -> None:
    data = sheet_xml(b'<row r="1">' + cells + b"</row>")
    try:
        wanted = standing(read_excel(data, ""))
    except Exception:  # noqa: BLE001 - whatever it is, the process says that the file is not in order
        wanted = {}
    try:
        assert standing(read_contents(data, "")) == wanted or not wanted
    except (ValueError, KeyError, IndexError):
        assert not wanted, "only what cannot be read with looks cannot be read without"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(sheet_xml(head=XXE), "file.xml_forbidden", id="external entity"),
        pytest.param(sheet_xml(ROW * 20_001), "file.too_many_rows", id="rows without end"),
        pytest.param(sheet_xml(b"<row>" + b"<c><v>1</v></c>" * 1_001 + b"</row>"), "file.too_many_columns", id="columns without end"),
        pytest.param(sheet_xml(after=b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "file.too_many_cells", id="merged over everything"),
        pytest.param(with_part("xl/workbook.xml", b"<no"), "file.malformed", id="no xml"),
        pytest.param(with_part("xl/styles.xml", b"<no"), "file.malformed", id="no styles"),
        pytest.param(with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "file.external_link", id="external link"),
        pytest.param(with_part("../../x", b"x"), "file.malformed", id="climbing name"),
        pytest.param(word_xml(b"<w:tbl><w:tr>" + word_cell(b"x") + b"</w:tr></w:tbl>"), "file.type", id="a document"),
        pytest.param(b"\xd0\xcf\x11\xe0" + b"\0" * 600, "file.type", id="old xls"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(KhuonError) as refusal:
        read_filled(data, "x.xlsx")
    assert refusal.value.code == code


@pytest.mark.parametrize("read", [read_book, read_filled])
def test_the_work_of_the_process_is_bounded_whatever_the_clock_says(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "SECONDS", 0)
    with pytest.raises(KhuonError) as refusal:
        read(odd_book(), "x.xlsx")
    assert refusal.value.code == "file.reading_stopped"
