"""Text boxes: words that lie over a sheet or beside a text, in no cell and no paragraph. They are named, with their text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from defusedxml.ElementTree import ParseError, fromstring  # type: ignore[import-untyped]

from metadata.text import nfc
from runtime.workbooks.model import Unread, place

#: Text boxes of one file that are named, and characters of each that are shown.
_NAMED: Final = 50
_SHOWN: Final = 300
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def text_boxes(data: bytes) -> list[Unread]:
    """The shapes with text of a workbook, each with the cell that it lies over."""
    found: list[Unread] = []
    with ZipFile(BytesIO(data)) as archive:
        for sheet, drawing in _drawings(archive):
            for anchor in _part(archive, drawing):
                found += (Unread("text_box", place(sheet, *at) if (at := _corner(anchor)) else sheet, {"text": text}) for text in _texts(anchor))
    return found[:_NAMED]


def word_box(content: Any) -> str:
    """The text of one text box of a document (``w:txbxContent``)."""
    lines = ("".join(node.text or "" for node in paragraph.iter(f"{_WORD}t")) for paragraph in content.iter(f"{_WORD}p"))
    return _shown(lines)


def word_boxes(part: Any) -> Iterator[Any]:
    """The contents of text boxes below an element; the copy for older programs is passed over."""
    for content in part.iter(f"{_WORD}txbxContent"):
        above = list(content.iterancestors())
        if not any(each.tag in (_FALLBACK, content.tag) for each in above):
            yield content


def is_boxed(run: Any) -> bool:
    """Whether a run stands in a text box, not in the paragraph around it."""
    return any(each.tag == f"{_WORD}txbxContent" for each in run.iterancestors())


def _shown(lines: Any) -> str:
    return nfc(" / ".join(line.strip() for line in lines if line.strip()))[:_SHOWN]


def _drawings(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Names of sheets with the drawing that lies over each."""
    book = "xl/workbook.xml"
    sheets = relations(archive, book)
    for node in _part(archive, book):
        for sheet in node if node.tag.endswith("}sheets") else ():
            path = sheets.get(sheet.get(_RELATION, ""), ("", ""))[1]
            for kind, target in relations(archive, path).values():
                if kind.endswith("/drawing"):
                    yield sheet.get("name", ""), target


def relations(archive: ZipFile, path: str) -> dict[str, tuple[str, str]]:
    """Type and path of the parts that a part points to, by the id of the relation."""
    folder, name = posixpath.split(path)
    found = {}
    for node in _part(archive, f"{folder}/_rels/{name}.rels"):
        target = node.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[node.get("Id", "")] = (node.get("Type", ""), whole)
    return found


def _part(archive: ZipFile, path: str) -> Any:
    """The root element of a part; nothing for one that is not there or no XML."""
    try:
        return fromstring(archive.read(path))
    except (KeyError, ParseError):
        return ()


def _corner(anchor: Any) -> tuple[int, int] | None:
    """Row and column of the cell at the upper left."""
    start = anchor.find(f"{_DRAWING}from")
    if start is None:
        return None
    row, column = start.findtext(f"{_DRAWING}row", ""), start.findtext(f"{_DRAWING}col", "")
    return (int(row), int(column)) if row.isascii() and row.isdigit() and column.isascii() and column.isdigit() and len(row) < 8 and len(column) < 6 else None


def _texts(anchor: Any) -> Iterator[str]:
    """Texts of the shapes at one place; those of a group one by one."""
    for body in anchor.iter(f"{_DRAWING}txBody"):
        lines = ("".join(node.text or "" for node in paragraph.iter(f"{_TEXT}t")) for paragraph in body.iter(f"{_TEXT}p"))
        if text := _shown(lines):
            yield text
