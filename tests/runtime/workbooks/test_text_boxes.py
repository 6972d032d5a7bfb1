"""Text boxes are named with the cell that they lie over and with their words."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from metadata.errors import KhuonError
from runtime.workbooks import Unread, read_book
from tests.runtime.workbooks.made import saved, with_part, word_cell, word_xml

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BODY = "<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p><a:p><a:r><a:t>{}</a:t></a:r></a:p></xdr:txBody>"
_SHAPE = "<xdr:sp><xdr:nvSpPr/>{}</xdr:sp>"
_ANCHOR = "<xdr:twoCellAnchor><xdr:from><xdr:col>{}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>{}</xdr:twoCellAnchor>"


def _drawing(*anchors: str) -> bytes:
    names = 'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    return f"<xdr:wsDr {names}>{''.join(anchors)}</xdr:wsDr>".encode()


def _relations(kind: str, target: str) -> bytes:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}</Relationships>'.encode()


def _over_second_sheet(drawing: bytes) -> bytes:
    book = Workbook()
    book.active["A1"] = "Tên"
    book.create_sheet("Phụ lục II")["A1"] = "Tên"
    data = with_part("xl/worksheets/_rels/sheet2.xml.rels", _relations("drawing", "../drawings/drawing1.xml"), saved(book))
    return with_part("xl/drawings/drawing1.xml", drawing, data)


def test_a_text_box_over_a_sheet_is_named_with_sheet_cell_and_text() -> None:
    group = _ANCHOR.format(5, 0, "<xdr:grpSp>" + _SHAPE.format(_BODY.format("Biểu số 01", "Ban hành kèm theo")) + _SHAPE.format(_BODY.format("Mật", "")) + "</xdr:grpSp>")
    empty = _ANCHOR.format(0, 9, _SHAPE.format(_BODY.format("", " ")))
    book = read_book(_over_second_sheet(_drawing(group, empty)), "x.xlsx")
    assert book.unread == (
        Unread("text_box", "Phụ lục II!F1", {"text": "Biểu số 01 / Ban hành kèm theo"}),
        Unread("text_box", "Phụ lục II!F1", {"text": "Mật"}),
    )


def test_a_place_out_of_order_leaves_the_sheet_and_a_broken_drawing_is_refused() -> None:
    odd = _ANCHOR.format("-3", "x", _SHAPE.format(_BODY.format("Chữ", "")))
    assert read_book(_over_second_sheet(_drawing(odd)), "x.xlsx").unread == (Unread("text_box", "Phụ lục II", {"text": "Chữ"}),)
    with pytest.raises(KhuonError, match=r"file\.malformed"):
        read_book(_over_second_sheet(b"<xdr:wsDr"), "x.xlsx")


def test_no_more_text_boxes_are_named_than_anybody_reads() -> None:
    many = [_ANCHOR.format(0, row, _SHAPE.format(_BODY.format("Chữ", ""))) for row in range(500)]
    assert len(read_book(_over_second_sheet(_drawing(*many)), "x.xlsx").unread) == 50


def _box(text: str) -> bytes:
    inside = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    return f"<w:r><mc:AlternateContent {names}><mc:Choice Requires='wps'>{inside}</mc:Choice><mc:Fallback><w:pict><v:shape>{inside}</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>".encode()


def test_a_text_box_of_a_document_is_named_once_and_stays_out_of_the_cell() -> None:
    row = b"<w:tr>" + word_cell(b"STT") + word_cell("Nội dung".encode()).replace(b"</w:p>", _box("Xem hướng dẫn") + b"</w:p>") + b"</w:tr>"
    book = read_book(word_xml(b"<w:p>" + _box("Mẫu số 02") + b"</w:p><w:tbl>" + row + b"</w:tbl>"), "x.docx")
    assert book.unread == (Unread("text_box", "", {"text": "Mẫu số 02"}), Unread("text_box", "Bảng 1!B1", {"text": "Xem hướng dẫn"}))
    assert [cell.text for cell in book.sheets[0].cells.values()] == ["STT", "Nội dung"]


def test_the_archive_written_here_is_one_that_office_would_write() -> None:
    with ZipFile(BytesIO(_over_second_sheet(_drawing()))) as archive:
        assert {"xl/worksheets/sheet2.xml", "xl/drawings/drawing1.xml"} <= set(archive.namelist())
