"""Class xlsx_upload at the reader: refused by code, in a process of its own, within bounds."""

from __future__ import annotations

import pytest

from metadata.errors import KhuonError
from runtime.workbooks import read_book, read_paste
from runtime.workbooks.container import MAX_ROWS
from tests.runtime.workbooks.made import plain, sheet_xml, with_part

ROW = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(b"<!ENTITY a%d '&a;&a;'>" % n for n in range(9)) + b"]>"


def _late(text: bytes) -> bytes:
    """The text across the border of two pieces."""
    return b" " * ((1 << 20) - 200) + text


@pytest.mark.parametrize(
    ("data", "code"),
    [
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
