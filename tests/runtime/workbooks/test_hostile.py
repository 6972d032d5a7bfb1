"""Class xlsx_upload at the reader: refused by code, in a process of its own, within bounds."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from designer.importing.understanding import understand
from metadata.errors import KhuonError
from runtime.workbooks import read_book, read_filled, read_paste
from runtime.workbooks.container import MAX_ROWS
from tests.runtime.workbooks.made import plain, saved, sheet_xml, with_part, word_cell, word_xml

ROW = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(b"<!ENTITY a%d '&a;&a;'>" % n for n in range(9)) + b"]>"


def _late(text: bytes) -> bytes:
    """The text across the border of two pieces."""
    return b" " * ((1 << 20) - 200) + text


WIDE = b"<w:tbl><w:tr>" + word_cell(b"STT") + word_cell(b"x", b'<w:gridSpan w:val="999999999"/>') + b"</w:tr></w:tbl>"
TABLE = b"<w:tbl><w:tr>" + word_cell(b"STT") + word_cell(b"x") + b"</w:tr></w:tbl>"


def _columns(count: int) -> bytes:
    book = Workbook()
    book.active.append([f"c{n}" for n in range(count)])
    return saved(book)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(word_xml(head=LAUGHS), "file.xml_forbidden", id="billion laughs in a document"),
        pytest.param(word_xml(WIDE), "file.too_many_columns", id="a cell over a billion columns"),
        pytest.param(word_xml(TABLE * 201), "file.too_many_sheets", id="tables without end"),
        pytest.param(_columns(1_001), "file.too_many_columns", id="columns without end"),
        pytest.param(with_part("xl/big.bin", b"\0" * (210 << 20)), "file.unpacked_too_large", id="XU-01 zip bomb"),
        pytest.param(sheet_xml(ROW * (MAX_ROWS + 1)), "file.too_many_rows", id="XU-02 rows"),
        pytest.param(sheet_xml(head=XXE), "file.xml_forbidden", id="XU-04 external entity"),
        pytest.param(sheet_xml(head=LAUGHS), "file.xml_forbidden", id="XU-06 billion laughs"),
        pytest.param(sheet_xml(rows=_late(XXE)), "file.xml_forbidden", id="XU-07 late in the part"),
        pytest.param(with_part("xl/styles.xml", "<?xml version='1.0' encoding='UTF-16'?><a/>".encode("utf-16")), "file.xml_forbidden", id="UTF-16"),
        pytest.param(with_part("../../x", b"x"), "file.malformed", id="XU-09 climbing name"),
        pytest.param(with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "file.external_link", id="XU-11 external link"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file.type", id="XU-14 old xls"),
        pytest.param(b"<html><table></table></html>", "file.type", id="XU-14 html"),
        pytest.param(b"a;b\n1;2\n", "file.type", id="XU-14 csv"),
        pytest.param(plain()[:300], "file.malformed", id="cut off"),
        pytest.param(with_part("xl/workbook.xml", b"<no"), "file.malformed", id="no xml"),
        pytest.param(
            sheet_xml(after=b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "file.too_many_cells", id="merged over everything"
        ),
    ],
)  # fmt: skip
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(KhuonError) as refusal:
        read_book(data, "x.xlsx")
    assert refusal.value.code == code


def test_an_honest_workbook_with_a_row_far_down_is_read() -> None:
    far = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    (sheet,) = read_book(sheet_xml(far), "x.xlsx").sheets
    assert (sheet.rows, len(sheet.cells)) == (1_048_576, 1)


def test_a_pasted_block_without_end_is_refused() -> None:
    row = "<tr>" + "<td colspan=1000 rowspan=200>x</td>" * 3 + "</tr>"
    with pytest.raises(KhuonError) as refusal:
        read_paste(f"<table>{row}</table>", "")
    assert refusal.value.code == "file.too_many_cells"


@pytest.mark.parametrize("html", ["<td>" * 210_000, "<td colspan=1000 rowspan=190>x" * 20, "<![x" * 10], ids=["cells", "spans", "marked section"])
def test_blocks_are_read_in_a_process_of_their_own(html: str) -> None:
    with pytest.raises(KhuonError) as refusal:
        read_paste(f"<table><tr>{html}", "")
    # On a slow machine the time of the process ends first; that is a bound as well.
    assert refusal.value.code in ("file.too_many_cells", "file.malformed", "file.reading_stopped")


def test_tabs_without_end_are_refused() -> None:
    with pytest.raises(KhuonError) as refusal:
        read_paste("", "\t" * 300_000)
    assert refusal.value.code == "file.too_many_cells"


@pytest.mark.parametrize("text", ["năm  " * 100 + "!", "." * 3_000 + "!", "từ " * 1_000, "tháng . " * 400 + "("])
def test_lines_made_to_keep_patterns_busy_are_left_as_they_are(text: str) -> None:
    book = Workbook()
    for line in ([text], ["STT", "Chỉ tiêu", "Số"], ["1", text, None]):
        book.active.append(line)
    proposal = understand(read_book(saved(book), "x.xlsx"))
    assert len(proposal.forms) == 1


def test_names_that_mean_something_to_a_browser_are_only_words() -> None:
    book = Workbook()
    for line in (["Biểu số: __proto__"], ["STT", "__proto__", "constructor", "\u202ehasOwnProperty"], ["1", "\u200b__proto__", None, None]):
        book.active.append(line)
    book.active.title = "__proto__"
    (form,) = (proposal := understand(read_book(saved(book), "x.xlsx"))).forms
    ids = {key for tree in ("columns", "rows") for key in proposal.documents[form]["sections"]["items"]["s1"][tree]["nodes"]}
    assert not ids & {"__proto__", "constructor", "prototype", "hasOwnProperty"}
    assert "\u202e" not in str(proposal.documents)
    assert "\u200b" not in str(proposal.documents)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("aFChunk", "embedded"), ("oleObject", "embedded"), ("attachedTemplate", "outside_template")],
)
def test_what_a_document_brings_along_is_named_and_never_opened(kind: str, code: str) -> None:
    where = b'<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/' + kind.encode()
    relation = where + b'" Target="http://x.example/a" TargetMode="External"/>'
    book = read_book(word_xml(TABLE, relation=relation), "x.docx")
    assert [item.code for item in book.unread] == [code]


def test_pictures_and_files_in_a_workbook_are_named_and_never_opened() -> None:
    kind = b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"'
    relations = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ' + kind + b' Target="../media/a.emf"/></Relationships>'
    data = with_part("xl/embeddings/oleObject1.bin", b"\xd0\xcf", with_part("xl/drawings/_rels/drawing1.xml.rels", relations))
    assert [item.code for item in read_book(data, "x.xlsx").unread] == ["picture", "embedded"]


def _old(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le")


def _archive(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_old("Workbook"), "tệp Excel đời cũ (.xls)"),
        (_old("EncryptedPackage"), "tệp có mật khẩu"),
        (_old("x"), "tệp Office đời cũ hoặc có mật khẩu"),
        (_archive("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), "tệp OpenDocument (.ods)"),
        (_archive("xl/workbook.bin", b"x"), "tệp Excel nhị phân (.xlsb)"),
        (_archive("a.txt", b"x"), "tệp nén, không phải của Excel hay Word"),
        (b"%PDF-1.7", "tệp PDF"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "trang web hoặc tệp XML"),
        ("Chỉ tiêu;Số\nTổng;5".encode(), "tệp chữ (.csv, .txt)"),
        ("Chỉ tiêu\t5".encode("utf-16"), "tệp chữ (.csv, .txt)"),
        (b"\0\1\2", "tệp của chương trình khác"),
    ],
)
def test_a_file_of_another_kind_is_called_by_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(KhuonError) as refused:
        read_filled(data, "biểu.xlsx")
    (problem,) = refused.value.problems
    assert (problem.code, problem.sentence()) == ("file.type", f"Đây là {said}, không đọc được ở đây dù đuôi tệp là gì.")
    assert ".xlsx" in problem.hint()
