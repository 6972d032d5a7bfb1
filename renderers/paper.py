"""Fitting a table to the width of its paper: a smaller print as far as it can be read, then the columns in bands.

Widths are estimated from the text (`renderers.widths`), so that the same report always gives the same pages. A print at which the head
of a long table is low enough to be repeated (`renderers.heads`) comes before a larger one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from renderers.document import Page, Row, Table
from renderers.heads import lowered, runs_on
from renderers.widths import PADDING, TIGHT, least_widths, matrix, room_of, runs, wanted

#: Smallest print that is read without a glass; below it the columns go in bands.
SMALLEST: Final = 6
#: Print of a table in bands.
BANDED: Final = 8
#: Captions up to this width, in em, are kept in one line.
_NAME: Final = 12.0
#: Room in em for a caption and for a text where the columns go in bands: the lines of a band are as high as their longest text.
_ROOMY: Final = {"caption": 18.0, None: 10.0}


@dataclass(frozen=True, slots=True)
class Fitted:
    """How a table stands on its paper: size of print in points (None: the paper's own), and bands when one is not enough."""

    font: int | None = None
    bands: tuple[Table, ...] = ()


def fit(table: Table, page: Page) -> Fitted:
    """Print and bands for a table on a page; nothing to do where the layout keeps columns as wide as they are."""
    if not page.fit or not table.columns:
        return Fitted()
    room = room_of(page)
    widths = least_widths(table)
    prints = [(None, page.font, PADDING), *((font, font, TIGHT) for font in range(min(page.font, 12), SMALLEST - 1, -1))]
    held = [(font, size, padding) for font, size, padding in prints if _needs(widths, size, padding) <= room]
    if held:
        repeated = [(font, size, padding) for font, size, padding in held if lowered(table, page, size, padding, widths) is not None] or held[:1]
        # Names of places in one line are worth a point of print where there are many: a page less, and read at a glance.
        named = [max(width, min(wanted(table, index), _NAME)) if table.columns[index].stub == "caption" else width for index, width in enumerate(widths)]
        long = (font for font, size, padding in repeated if page.font - size <= 1 and runs_on(table, page, size) and _named(table, page, size, padding, named))
        return Fitted(next(long, repeated[0][0]))
    font = min(page.font, BANDED)
    roomy = [max(width, min(wanted(table, index), _ROOMY.get(table.columns[index].stub, 0.0))) for index, width in enumerate(widths)]
    return Fitted(font, _bands(table, [width * font + TIGHT for width in roomy], room))


def _named(table: Table, page: Page, font: int, padding: float, widths: Sequence[float]) -> bool:
    """Whether captions of these widths fit beside the other columns under a low head."""
    low = lowered(table, page, font, padding, widths)
    return low is not None and _needs(low, font, padding) <= room_of(page)


def _needs(widths: Sequence[float], font: int, padding: float) -> float:
    return sum(width * font + padding for width in widths)


def _bands(table: Table, widths: Sequence[float], room: float) -> tuple[Table, ...]:
    """Columns in as few tables as it takes, cut between groups where that can be; each begins with the captions of the rows."""
    stubs = [index for index, column in enumerate(table.columns) if column.stub in ("marker", "caption", "code")]
    data = [index for index in range(len(table.columns)) if index not in stubs]
    left = room - sum(widths[index] for index in stubs)
    # By column: the best way to cut the columns before it, as number of bands, groups torn, and unevenness; with where its last band begins.
    ways: list[tuple[int, int, float, int]] = [(0, 0, 0.0, 0)]
    for end in range(1, len(data) + 1):
        found = []
        for start in range(end - 1, -1, -1):
            used = sum(widths[index] for index in data[start:end])
            if used > left and start < end - 1:
                break
            bands, torn, uneven, _ = ways[start]
            found.append((bands + 1, torn + _torn(table, data, end), uneven + (1 - used / max(left, 1.0)) ** 2, start))
        ways.append(min(found))
    cuts, end = [], len(data)
    while end:
        cuts.append(data[ways[end][3] : end])
        end = ways[end][3]
    return tuple(_cut(table, sorted([*stubs, *band])) for band in reversed(cuts))


def _torn(table: Table, data: Sequence[int], end: int) -> int:
    """How many groups a cut before a column goes through: levels of captions that it shares with the column before."""
    if end >= len(data):
        return 0
    before, after = table.columns[data[end - 1]].path, table.columns[data[end]].path
    return sum(1 for one, other in zip(before[:-1], after[:-1], strict=False) if one == other)


def _cut(table: Table, columns: Sequence[int]) -> Table:
    header = tuple(
        tuple(cell for _, cell in runs([cells[index] for index in columns])) for cells in matrix(table)
    )
    rows = tuple(_cut_row(row, columns) for row in table.rows)
    return replace(
        table,
        columns=tuple(table.columns[index] for index in columns),
        header=header,
        number_row=tuple(table.number_row[index] for index in columns) if table.number_row else (),
        rows=rows,
    )


def _cut_row(row: Row, columns: Sequence[int]) -> Row:
    return replace(row, cells=tuple(row.cells[index] for index in columns))
