"""An .xlsx file as a book. Runs in the child process only; the archive was looked into before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from runtime.workbooks.letters import encoding_of, read_runs
from runtime.workbooks.model import Area, Book, Cell, Choice, Sheet, Unread, place
from runtime.workbooks.names import read_names
from runtime.workbooks.shapes import text_boxes
from runtime.workbooks.values import moment_text, number_text

_PAPERS = {"8": "A3", "9": "A4"}
_PLAIN = Cell(number_format="General")
#: Parts of one kind that are named; a hostile file may have thousands.
_NAMED: Final = 50
_PICTURE: Final = re.compile(rb"Type=[\"'][^\"']{1,200}/image[\"']")


def read_excel(data: bytes, name: str) -> Book:
    """Cells of all sheets, hidden ones too, with what a person sees of them; drawings and charts are named."""
    workbook = load_workbook(BytesIO(data), rich_text=True, keep_links=False)
    unread: list[Unread] = []
    sheets = [_sheet(sheet, unread) for sheet in workbook.worksheets]
    unread += [Unread("chart_sheet", sheet.title) for sheet in workbook.chartsheets]
    unread += text_boxes(data)
    unread += _apart(data)
    names = read_names((key, each.attr_text) for key, each in workbook.defined_names.items())
    return Book(name, "xlsx", tuple(sheets), tuple(unread), tuple(names))


def _apart(data: bytes) -> Iterator[Unread]:
    """Pictures and embedded files by the parts of the archive; openpyxl passes over them in silence."""
    with ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        # The preview of an embedded file is a picture too, but of an old drawing (.vml).
        drawings = [name for name in names if name.startswith("xl/drawings/_rels/") and name.endswith(".xml.rels")]
        pictures = sum(len(_PICTURE.findall(archive.read(name))) for name in drawings)
    embedded = sum(name.startswith("xl/embeddings/") and not name.endswith(("/", ".rels")) for name in names)
    for code, count in (("picture", pictures), ("embedded", embedded)):
        for _ in range(min(count, _NAMED)):
            yield Unread(code)


def _sheet(sheet: Any, unread: list[Unread]) -> Sheet:
    merges = tuple(_area(each) for each in sheet.merged_cells.ranges)
    cells: dict[tuple[int, int], Cell] = {}
    looks = _Looks()
    for (row, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 - rows of an empty sheet would be made
        found = _cell(cell, looks, sheet.title, unread)
        if found != _PLAIN:
            cells[row - 1, column - 1] = found
    unread += [Unread("chart", sheet.title) for _ in sheet._charts]  # noqa: SLF001 - no public name
    rows, columns = sheet.row_dimensions, sheet.column_dimensions
    return Sheet(
        sheet.title,
        max([row + 1 for row, _ in cells] + [area[2] + 1 for area in merges], default=0),
        max([column + 1 for _, column in cells] + [area[3] + 1 for area in merges], default=0),
        cells,
        merges,
        _sizes((_columns(each), each.width * 7) for each in columns.values() if each.width),
        _sizes(((key - 1, key), each.height * 4 / 3) for key, each in rows.items() if each.height),
        frozenset(key - 1 for key, each in rows.items() if each.hidden),
        frozenset(at for each in columns.values() if each.hidden for at in range(*_columns(each))),
        _choices(sheet),
        _PAPERS.get(str(sheet.page_setup.paperSize or ""), ""),
        sheet.page_setup.orientation == "landscape",
        _repeated(sheet.print_title_rows),
        sheet.sheet_state != "visible",
    )


def _columns(dimension: Any) -> tuple[int, int]:
    first = max(1, dimension.min or 1)
    return first - 1, min(dimension.max or first, first + 400)


def _sizes(found: Any) -> dict[int, int]:
    return {at: round(size) for (first, last), size in found for at in range(first, last)}


def _area(found: Any) -> Area:
    return found.min_row - 1, found.min_col - 1, found.max_row - 1, found.max_col - 1


def _repeated(rows: str | None) -> tuple[int, int] | None:
    first, _, last = (rows or "").replace("$", "").partition(":")
    return (int(first) - 1, int(last) - 1) if first.isdigit() and last.isdigit() else None


def _choices(sheet: Any) -> tuple[Choice, ...]:
    found = []
    for rule in sheet.data_validations.dataValidation:
        written = str(rule.formula1 or "")
        if rule.type == "list" and written.startswith('"'):
            values = tuple(value.strip() for value in written.strip('"').split(",") if value.strip())
            found += [Choice(_area(each), values) for each in rule.sqref.ranges]
    return tuple(found)


class _Looks:
    """What cells look like by their style; a sheet of many cells has few styles."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[str, dict[str, Any]]] = {}

    def of(self, cell: Any) -> tuple[str, dict[str, Any]]:
        """The name of the font, and the properties of a cell that its style gives."""
        key = cell._style.tobytes()  # noqa: SLF001 - the style as numbers, cheaper than what they stand for
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = (cell.font.name or "", _look(cell))
        return known


def _look(cell: Any) -> dict[str, Any]:
    fill = cell.fill.fgColor
    solid = cell.fill.fill_type not in (None, "none")
    colour = fill.rgb[-6:] if solid and isinstance(fill.rgb, str) else "D9D9D9" if (solid and fill.type == "theme" and fill.theme != 0) or (solid and cell.fill.fill_type != "solid") else ""
    sides = (cell.border.left, cell.border.right, cell.border.top, cell.border.bottom)
    return {
        "bold": bool(cell.font.bold),
        "italic": bool(cell.font.italic),
        "fill": "" if colour.upper() == "FFFFFF" else colour,
        "align": cell.alignment.horizontal or "",
        "indent": int(cell.alignment.indent or 0),
        "border": any(side is not None and side.style for side in sides),
        "wrap": bool(cell.alignment.wrap_text),
        "number_format": cell.number_format or "General",
        "locked": bool(cell.protection.locked),
    }


def _cell(cell: Any, looks: _Looks, sheet: str, unread: list[Unread]) -> Cell:
    if not hasattr(cell, "fill"):  # under a merged area
        return _PLAIN
    text, number, formula = _value(cell)
    marks: tuple[str, ...] = ()
    font, look = looks.of(cell)
    if isinstance(cell.value, CellRichText):
        runs = [_run(piece, font) for piece in cell.value]
        marks = tuple(str(p).strip() for p in cell.value if isinstance(p, TextBlock) and p.font.vertAlign == "superscript")
        font = next((name for _, name in runs if encoding_of(name)), font)
    else:
        runs = [(text, font)]
    text, encoding, original, lost = read_runs(runs)
    if lost:
        unread.append(Unread("letters_lost", place(sheet, cell.row - 1, cell.column - 1), {"letters": lost}))
    return Cell(
        text=text.replace("\r\n", "\n"),
        number=number,
        formula=formula,
        font=font if encoding else "",
        note=cell.comment.text if cell.comment else "",
        original=original,
        encoding=encoding,
        marks=marks,
        moment=isinstance(cell.value, dt.datetime | dt.date | dt.time | dt.timedelta),
        **look,
    )


def _run(piece: Any, font: str) -> tuple[str, str]:
    return (piece.text, piece.font.rFont or font) if isinstance(piece, TextBlock) else (str(piece), font)


def _value(cell: Any) -> tuple[str, str | None, str | None]:
    """Text, exact decimal text of a number, formula. A text that only begins with "=" stays text."""
    value = cell.value
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "", None, str(getattr(value, "text", "") or "=")
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None, None
    if isinstance(value, int | float):
        plain = number_text(value)
        return plain, plain, None
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return moment_text(value), None, None
    if cell.data_type == "f" and isinstance(value, str) and len(value) > 1:
        return "", None, value
    return "" if value is None else str(value), None, None
