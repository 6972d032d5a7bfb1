"""Slips that people make in a sheet that was right: each takes a workbook and a seed and gives it back worse.

They are what calibrates the importer: over sheets that it reads without a fault nothing can be said of how sure it should be.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.styles import Border

_Slip = Callable[[Any, random.Random], None]
SLIPS: Final[dict[str, _Slip]] = {}


def _slip(make: _Slip) -> _Slip:
    SLIPS[make.__name__.strip("_")] = make
    return make


def slipped(data: bytes, name: str, seed: int) -> bytes:
    """The workbook with one kind of slip in its first sheet."""
    book = load_workbook(BytesIO(data))
    SLIPS[name](book.worksheets[0], random.Random(seed))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _filled(sheet: Any) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if getattr(cell, "value", None) is not None and hasattr(cell, "fill")]


def _some(items: list[Any], dice: random.Random, share: float) -> list[Any]:
    return dice.sample(items, max(1, int(len(items) * share))) if items else []


@_slip
def _merges_undone(sheet: Any, dice: random.Random) -> None:
    """A third of the merged areas are single cells; the text stays in the first."""
    for area in _some(sorted(str(area) for area in sheet.merged_cells.ranges), dice, 0.33):
        sheet.unmerge_cells(area)


@_slip
def _merges_short(sheet: Any, dice: random.Random) -> None:
    """Two merged areas end one column early."""
    wide = sorted(str(area) for area in sheet.merged_cells.ranges if area.max_col - area.min_col >= 2 and area.max_row == area.min_row)
    for area in dice.sample(wide, min(2, len(wide))):
        found = next(each for each in sheet.merged_cells.ranges if str(each) == area)
        bounds = {"start_row": found.min_row, "start_column": found.min_col, "end_row": found.max_row, "end_column": found.max_col - 1}
        sheet.unmerge_cells(area)
        sheet.merge_cells(**bounds)


@_slip
def _captions_low(sheet: Any, dice: random.Random) -> None:
    """Captions merged downwards stand in the lowest cell instead, not merged."""
    tall = sorted(str(area) for area in sheet.merged_cells.ranges if area.max_row > area.min_row and area.max_col == area.min_col)
    for area in _some(tall, dice, 0.4):
        found = next(each for each in sheet.merged_cells.ranges if str(each) == area)
        first, last = (found.min_row, found.min_col), (found.max_row, found.min_col)
        sheet.unmerge_cells(area)
        sheet.cell(*last).value = sheet.cell(*first).value
        sheet.cell(*first).value = None


@_slip
def _numbers_missing(sheet: Any, dice: random.Random) -> None:
    """A fifth of what looks like a number of a column is not there."""
    cells = [cell for cell in _filled(sheet) if re.fullmatch(r"\(?\d{1,2}\)?", str(cell.value))]
    for cell in _some(cells, dice, 0.2):
        cell.value = None


@_slip
def _numbers_wrong(sheet: Any, dice: random.Random) -> None:
    """Two numbers of columns are typed twice or exchanged."""
    cells = [cell for cell in _filled(sheet) if re.fullmatch(r"\(?\d{1,2}\)?", str(cell.value))]
    for at in dice.sample(range(len(cells) - 1), min(2, max(0, len(cells) - 1))):
        cells[at].value, cells[at + 1].value = cells[at + 1].value, cells[at].value


@_slip
def _borders_patchy(sheet: Any, dice: random.Random) -> None:
    """A fifth of the cells have lost their lines."""
    for cell in _some([cell for row in sheet.iter_rows() for cell in row if hasattr(cell, "fill")], dice, 0.2):
        cell.border = Border()


@_slip
def _markers_missing(sheet: Any, dice: random.Random) -> None:
    """A fifth of the markers of rows are not there."""
    cells = [cell for cell in _filled(sheet) if re.fullmatch(r"[A-ZĐ]|[IVX]+|\d{1,2}(?:\.\d)*\.?|-", str(cell.value)) and cell.column <= 2]
    for cell in _some(cells, dice, 0.2):
        cell.value = None


@_slip
def _rows_in_between(sheet: Any, dice: random.Random) -> None:
    """Two empty rows stand somewhere; areas merged across stay where they were typed."""
    merged = {row for area in sheet.merged_cells.ranges if area.max_row > area.min_row for row in range(area.min_row + 1, area.max_row + 1)}
    last = max((row for area in sheet.merged_cells.ranges for row in (area.max_row,)), default=0)
    free = [row for row in range(max(4, last + 1), sheet.max_row) if row not in merged]
    for row in sorted(dice.sample(free, min(2, len(free))), reverse=True):
        sheet.insert_rows(row)


@_slip
def _words_misspelt(sheet: Any, dice: random.Random) -> None:
    """A tenth of the texts in the table's head have a blank too many, a dot behind, or small letters."""
    for cell in _some([cell for cell in _filled(sheet) if isinstance(cell.value, str) and len(cell.value) > 3], dice, 0.1):
        cell.value = dice.choice([cell.value.replace(" ", "  ", 1), f" {cell.value} ", f"{cell.value}\n", cell.value.replace(" ", "\n", 1)])


@_slip
def _remarks_beside(sheet: Any, dice: random.Random) -> None:
    """Remarks of a colleague stand right of the table and below it."""
    row = dice.randint(sheet.max_row // 2, sheet.max_row)
    sheet.cell(row, sheet.max_column + 2).value = "kiểm tra lại số này"
    sheet.cell(sheet.max_row + 2, 2).value = "Chị Hoa xem giúp, bản này lấy từ năm ngoái"
