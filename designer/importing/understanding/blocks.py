"""Where the tables of a sheet stand: by their borders, by a column-number line, or by rows that are full."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from designer.importing.proposal import APART
from designer.importing.understanding import vocabulary
from designer.importing.understanding.numbering import Number, line_at, read_number
from designer.importing.understanding.plane import Plane, around, inside, overlap
from designer.importing.understanding.regions import bordered, full_rows, is_apart
from designer.importing.understanding.surroundings import filled_in
from runtime.workbooks import Area

#: Rows from the top of a table among which its number line is looked for.
HEADER_ROWS = 14


@dataclass
class Table:
    """One table: its area, the rows of its header, its number line, its body. Rows and columns of the sheet."""

    plane: Plane
    area: Area
    header_top: int
    header_bottom: int
    numbers: dict[int, Number] = field(default_factory=dict)
    number_rows: tuple[int, ...] = ()
    body_top: int = 0
    confidence: int = 100
    reasons: list[str] = field(default_factory=list)
    #: Rows inside the body that are none of it: a header that stands again where a page begins.
    skipped: frozenset[int] = frozenset()
    #: Where a part was joined: the lines that say so, and what stands again below them.
    lines: list[Area] = field(default_factory=list)
    joins: list[Area] = field(default_factory=list)

    @property
    def body(self) -> list[int]:
        """Rows of the body, from the top."""
        return [row for row in range(self.body_top, self.bottom + 1) if row not in self.skipped]

    @property
    def left(self) -> int:
        """First column."""
        return self.area[1]

    @property
    def right(self) -> int:
        """Last column."""
        return self.area[3]

    @property
    def bottom(self) -> int:
        """Last row."""
        return self.area[2]

    @property
    def header(self) -> Area:
        """Header without the number line."""
        return self.header_top, self.left, self.header_bottom, self.right

    def doubt(self, confidence: int, reason: str) -> None:
        """Something makes this less than certain."""
        self.confidence = min(self.confidence, confidence)
        self.reasons.append(reason)


def tables_of(plane: Plane) -> list[Table]:
    """The tables of a sheet, from the top, those side by side from the left."""
    areas = bordered(plane)
    areas += [area for area in full_rows(plane, areas) if not any(overlap(area, other) for other in areas)]
    found: list[Table] = []
    for area in [*_said_areas(plane, areas), *areas]:
        for table in _split(plane, area):
            if not any(overlap(table.area, other.area) for other in found):
                found.append(table)
    return sorted(found, key=lambda table: (table.area[0], table.area[1]))


def _said_areas(plane: Plane, areas: list[Area]) -> Iterator[Area]:
    """Tables around headers that a person pointed out where none was found."""
    for said in plane.said("header"):
        if not any(overlap(said.area, area) for area in areas):
            top, left, bottom, right = said.area
            while bottom + 1 < plane.rows and plane.row_anchors(bottom + 1, left, right):
                bottom += 1
            yield top, left, bottom, right


def _split(plane: Plane, area: Area) -> Iterator[Table]:
    """One table for each number line of an area: tables may be stacked without a gap."""
    top, left, bottom, right = area
    starts = [row for row in _number_rows(plane, area) if row - top >= 1]
    cuts = [_header_start(plane, before, row, left, right) for before, row in itertools.pairwise(starts)]
    edges = [top, *(cut for cut in cuts if cut is not None), bottom + 1]
    for first, after in itertools.pairwise(edges):
        table = _table(plane, (first, left, after - 1, right))
        if table:
            yield table


def _number_rows(plane: Plane, area: Area) -> list[int]:
    """Rows that are number lines: one among the first of the area, and further ones that start with the same number."""
    top, left, bottom, right = area
    said = [c.area[0] for c in plane.said("number_line") if overlap(c.area, area)]
    if said:
        return sorted(said)
    found: list[int] = []
    for row in range(top, bottom + 1):
        if not found and row > top + HEADER_ROWS:
            break
        columns = plane.filled.get(row, ())
        if len(columns) >= 2 and line_at(plane, row, left, right) and (not found or row - found[-1] > 2):
            found.append(row)
    return found


def _header_start(plane: Plane, before: int, number_row: int, left: int, right: int) -> int | None:
    """First row of the header above a second number line: behind an empty row, or a row with captions over merged areas."""
    row = number_row
    while row > before + 1:
        anchors = plane.row_anchors(row - 1, left, right)
        if not anchors:
            return row
        tall = min((anchor[0] for anchor in anchors), default=row - 1)
        top_row = min(row - 1, tall)
        bold = all(plane.cell(*anchor).bold for anchor in anchors)
        if row < number_row and not bold and top_row == row - 1 and len(anchors) >= 2:
            return row
        row = top_row
    return None if row <= before + 1 else row


def _table(plane: Plane, area: Area) -> Table | None:
    top, left, bottom, right = area
    while top <= bottom and _is_over(plane, top, left, right):
        top += 1
    while bottom > top and not plane.row_anchors(top, left, right):
        top += 1
    while bottom > top and _is_below(plane, bottom, left, right):
        bottom -= 1
    if top > bottom:
        return None
    rows = _number_rows(plane, (top, left, bottom, right))
    table = Table(plane, (top, left, bottom, right), top, top)
    if rows and rows[0] > top:
        _with_numbers(table, rows[0])
    else:
        table.header_bottom = header_end(table)
        table.body_top = table.header_bottom + 1
        table.doubt(85, "no_number_line")
    _corrected(table)
    return table


def _with_numbers(table: Table, row: int) -> None:
    plane = table.plane
    # A line that a person pointed out holds whatever numbers can be read in it.
    singly = {c: number for r, c in plane.row_anchors(row, table.left, table.right) if r == row and (number := read_number(plane.text(r, c)))}
    table.numbers = line_at(plane, row, table.left, table.right) or singly
    table.number_rows = (row,)
    table.header_bottom, table.body_top = row - 1, row + 1


def _is_over(plane: Plane, row: int, left: int, right: int) -> bool:
    """A row inside the borders that is a line over the table: one caption as wide as the table, a unit line."""
    anchors = plane.row_anchors(row, left, right)
    if any(inside(c.area, row, left) for c in plane.said("header")):
        return False
    if len(anchors) != 1:
        return 2 <= len(anchors) <= 4 and 2 * sum(_is_apart(plane.text(*anchor)) for anchor in anchors) >= len(anchors)
    span = plane.span(*anchors[0])
    return (span[1] <= left and span[3] >= right and span[2] == row) or vocabulary.unit_line(plane.text(*anchors[0])) is not None


def _is_below(plane: Plane, row: int, left: int, right: int) -> bool:
    """A row inside the borders that is none of the table: places to sign, or empty below them."""
    texts = [plane.text(*anchor) for anchor in plane.row_anchors(row, left, right)]
    signs = [vocabulary.is_signer(text) or vocabulary.is_sign_note(text) or vocabulary.is_date_line(text) for text in texts]
    return bool(texts) and all(signs) and (len(texts) >= 2 or vocabulary.is_date_line(texts[0]) or vocabulary.is_sign_note(texts[0]))


def _is_apart(text: str) -> bool:
    return is_apart(text) or filled_in(text) in ("{unit}", "{parent}")


def _corrected(table: Table) -> None:
    plane = table.plane
    for said in plane.said("header"):
        if said.value == APART:
            continue
        if overlap(said.area, table.area) or overlap(said.area, (table.area[0] - 1, *table.area[1:])):
            top, _, bottom, _ = said.area
            table.area = around([table.area, (top, table.left, bottom, table.right)])
            table.header_top, table.header_bottom = top, bottom
            table.area = (top, *table.area[1:])
            if not table.number_rows or table.number_rows[0] <= bottom:
                table.number_rows, table.numbers = (), {}
                table.body_top = bottom + 1
            table.confidence, table.reasons = 100, []
            return


def header_end(table: Table) -> int:
    """Last row of a header without a number line: as deep as its merged captions and the groups that need captions below."""
    plane, top = table.plane, table.header_top
    first = plane.row_anchors(top, table.left, table.right)
    end = max([top, *(plane.span(*anchor)[2] for anchor in first)])
    end = min(end, table.bottom, top + HEADER_ROWS)
    while end < min(table.bottom, top + HEADER_ROWS) and (_needs_more(table, end) or _hangs_on(table, end + 1)):
        end = max(plane.span(*anchor)[2] for anchor in plane.row_anchors(end + 1, table.left, table.right))
    return min(end, table.bottom)


def _needs_more(table: Table, end: int) -> bool:
    """Whether a caption over several columns in the last row has captions, no figures, below it."""
    plane = table.plane
    below = [anchor for anchor in plane.row_anchors(end + 1, table.left, table.right) if anchor[0] == end + 1]
    for _, left, bottom, right in (plane.span(*anchor) for anchor in plane.row_anchors(end, table.left, table.right)):
        under = [anchor for anchor in below if left <= anchor[1] <= right]
        if bottom == end and right > left and len(under) >= 2 and all(_is_caption(plane, anchor) for anchor in under):
            return True
    return False


def _is_caption(plane: Plane, anchor: tuple[int, int]) -> bool:
    """Words, or a year: figures and formulas are no captions."""
    cell = plane.cell(*anchor)
    return not cell.formula and (cell.number is None or re.fullmatch(r"(?:19|20)\d\d", cell.number) is not None)


def _hangs_on(table: Table, row: int) -> bool:
    """Whether a row without merged areas goes on with the header: nothing in its first column, captions further right."""
    plane = table.plane
    anchors = plane.row_anchors(row, table.left, table.right)
    if len(anchors) < 2 or plane.is_filled(row, table.left):
        return False
    words = [a for a in anchors if a[0] == row and _is_caption(plane, a) and len(plane.text(*a)) > 1]
    # A row of the body whose marker is left out has a caption, and a unit at most.
    second = plane.is_filled(row, table.left + 1) and table.right - table.left > 3 and len(anchors) <= 3
    return len(words) == len(anchors) and not second
