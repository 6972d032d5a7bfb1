"""Workbooks and documents made for the tests, honest and hostile ones."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from openpyxl import Workbook


def saved(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain() -> bytes:
    """A workbook with one text."""
    book = Workbook()
    book.active["A1"] = "Đơn vị"
    return saved(book)


def with_part(name: str, content: bytes, data: bytes | None = None) -> bytes:
    """A workbook in which one part is added or replaced."""
    stream = BytesIO()
    with ZipFile(BytesIO(data or plain())) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, content)
    return stream.getvalue()


def word_xml(body: bytes = b"", head: bytes = b"", relation: bytes = b"") -> bytes:
    """A document with this body; one relation more when it is given."""
    stream = BytesIO()
    docx.Document().save(stream)
    whole = (
        b'<?xml version="1.0" encoding="UTF-8"?>' + head + b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>' + body + b"</w:body></w:document>"
    )  # fmt: skip
    data = with_part("word/document.xml", whole, stream.getvalue())
    with ZipFile(BytesIO(data)) as archive:
        links = archive.read("word/_rels/document.xml.rels").replace(b"</Relationships>", relation + b"</Relationships>")
    return with_part("word/_rels/document.xml.rels", links, data)


def word_cell(text: bytes, properties: bytes = b"") -> bytes:
    """A cell of a table of a document."""
    return b"<w:tc><w:tcPr>" + properties + b"</w:tcPr><w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p></w:tc>"


def sheet_xml(rows: bytes = b"", head: bytes = b"", after: bytes = b"") -> bytes:
    """The first sheet of :func:`plain` with other content."""
    body = (
        b'<?xml version="1.0" encoding="UTF-8"?>' + head
        + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>' + rows
        + b"</sheetData>" + after + b"</worksheet>"
    )  # fmt: skip
    return with_part("xl/worksheets/sheet1.xml", body)
