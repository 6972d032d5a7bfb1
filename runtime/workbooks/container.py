"""The archive of an office file looked at before anything parses it: names, sizes, rows, declarations."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from metadata.errors import fail
from runtime.workbooks.kinds import LOCKED, of_another_kind
from runtime.workbooks.model import Book

MAX_ENTRIES: Final = 2_000
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_ROWS: Final = 20_000
MAX_CELLS: Final = 200_000
MAX_SHEETS: Final = 200
#: Columns of one sheet that hold something.
MAX_COLUMNS: Final = 1_000
#: Cells under merged areas; the parser makes one for each.
MAX_MERGED: Final = 400_000
_PIECE: Final = 1 << 20
_FORBIDDEN: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([^\"']{1,40})[\"']", re.IGNORECASE)
_PREFIX: Final = rb"<(?:[\w.\-\x80-\xff]+:)?"
_MERGE: Final = re.compile(_PREFIX + rb"mergeCell\b[^>]{0,200}?ref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']")
_ROW: Final = re.compile(_PREFIX + rb"(?:row|tr)[\s>/]")
_CELL: Final = re.compile(_PREFIX + rb"(?:c|tc)[\s>/]")


def look_into(data: bytes) -> str:
    """``xlsx`` or ``docx``.

    Raises ``file.type``, ``file.malformed``, ``file.unpacked_too_large``, ``file.too_many_rows``,
    ``file.too_many_cells``, ``file.xml_forbidden``, ``file.external_link``.
    """
    if not data.startswith(b"PK"):
        raise of_another_kind(data)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            kind = _kind(entries)
            for entry in entries:
                _part(archive, entry)
    except (BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, UnicodeDecodeError) as error:
        raise fail("file.malformed", what="zip") from error
    except RuntimeError as error:  # an entry with a password
        raise of_another_kind(data, LOCKED) from error
    if kind is None:
        raise of_another_kind(data)
    return kind


def within(book: Book, contents: Sequence[Mapping[tuple[int, int], object]] | None = None) -> Book:
    """The book when what was read of it is of a size that forms can have. ``contents`` are its cells where they stand beside it.

    What was counted in the letters of the parts is counted again in what was read: XML can be written in more ways than are looked for.
    Raises ``file.too_many_sheets``, ``file.too_many_columns``, ``file.too_many_cells``.
    """
    if len(book.sheets) > MAX_SHEETS:
        raise fail("file.too_many_sheets", limit=MAX_SHEETS)
    for sheet, cells in zip(book.sheets, contents or [sheet.cells for sheet in book.sheets], strict=True):
        if len({column for _, column in cells}) > MAX_COLUMNS:
            raise fail("file.too_many_columns", sheet=sheet.name[:80], limit=MAX_COLUMNS)
        covered = sum((abs(bottom - top) + 1) * (abs(right - left) + 1) for top, left, bottom, right in sheet.merges)
        if len(cells) > MAX_CELLS:
            raise fail("file.too_many_cells", limit=MAX_CELLS)
        if covered > MAX_MERGED:
            raise fail("file.too_many_cells", limit=MAX_MERGED)
    return book


def _kind(entries: list[ZipInfo]) -> str | None:
    names = [entry.filename for entry in entries]
    if len(names) > MAX_ENTRIES:
        raise fail("file.malformed", what=f"{len(names)} zip entries")
    for name in names:
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or "\0" in name:
            raise fail("file.malformed", what=name[:80])
    if len({name.lower() for name in names}) != len(names):
        raise fail("file.malformed", what="zip")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise fail("file.unpacked_too_large", limit=MAX_UNPACKED // 2**20)
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        raise fail("file.external_link")
    if "xl/workbook.xml" in names:
        return "xlsx"
    return "docx" if "word/document.xml" in names else None


def _part(archive: ZipFile, entry: ZipInfo) -> None:
    """Read a part piece by piece; never hold it whole."""
    xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    counted = entry.filename.startswith(("xl/worksheets/", "word/document"))
    rows = cells = merged = read = 0
    tail = b""
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            read += len(piece)
            if read > MAX_UNPACKED:
                raise fail("file.unpacked_too_large", limit=MAX_UNPACKED // 2**20)
            if not xml:
                continue
            if read == len(piece):
                _plain(entry.filename, piece)
            joined = tail + piece
            if _FORBIDDEN.search(joined):
                raise fail("file.xml_forbidden", part=entry.filename[:80])
            if counted:
                # What stands whole in the tail was counted with the piece before.
                rows += len(_ROW.findall(joined)) - len(_ROW.findall(tail))
                cells += len(_CELL.findall(joined)) - len(_CELL.findall(tail))
                merged += sum(map(_area, _MERGE.findall(joined))) - sum(map(_area, _MERGE.findall(tail)))
                _within(rows, cells, merged)
            tail = joined[-300:]


def _plain(name: str, start: bytes) -> None:
    """Only UTF-8: in another encoding the declarations would not be seen."""
    found = _ENCODING.match(start)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in start[:64]:
        raise fail("file.xml_forbidden", part=name[:80])
    if found and found[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise fail("file.xml_forbidden", part=name[:80])


def _area(found: tuple[bytes, bytes, bytes, bytes]) -> int:
    left, top, right, bottom = found
    return (abs(int(bottom) - int(top)) + 1) * (abs(_number(right) - _number(left)) + 1)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _within(rows: int, cells: int, merged: int) -> None:
    if rows > MAX_ROWS:
        raise fail("file.too_many_rows", limit=MAX_ROWS)
    if cells > MAX_CELLS or merged > MAX_MERGED:
        raise fail("file.too_many_cells", limit=MAX_CELLS)
