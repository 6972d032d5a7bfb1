"""Parts of a sheet that hang together: inside borders, or by rows with several filled cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from designer.importing.understanding import vocabulary
from designer.importing.understanding.numbering import line_at
from designer.importing.understanding.plane import OUTSIDE, Plane, inside, key_of, overlap
from runtime.workbooks import Area

_STEPS = ((0, 1), (1, 0), (0, -1), (-1, 0))
#: Empty rows inside a table without borders.
_GAP = 1


def bordered(plane: Plane) -> list[Area]:
    """Areas of bordered cells that touch: at least two rows and two columns, captions in at least two of them."""
    cells = _bordered_cells(plane)
    found: list[Area] = []
    while cells:
        found.append(_grow(cells))
    tables = [area for whole in found if (area := _trimmed(plane, whole)) is not None and _is_table(plane, area)]
    return [_with_rows_below(plane, area, tables) for area in tables]


def _with_rows_below(plane: Plane, area: Area, tables: Sequence[Area]) -> Area:
    """The area with the rows right below its border that are filled as its last row is: somebody added them later."""
    top, left, bottom, right = area
    while bottom + 1 < plane.rows and not any(inside(other, bottom + 1, left) for other in tables if other != area):
        said = plane.role_at(bottom + 1, left)
        below, last = plane.row_anchors(bottom + 1), plane.row_anchors(bottom, left, right)
        columns = [anchor[1] for anchor in below]
        like = len(columns) >= 2 and columns == [anchor[1] for anchor in last] and columns[-1] <= right
        if not like or (said is not None and said.role in OUTSIDE) or any(_ends(plane.text(*anchor)) for anchor in below):
            break
        bottom += 1
    return top, left, bottom, right


def _trimmed(plane: Plane, area: Area) -> Area | None:
    """The area without what a person put outside the tables at its top or bottom; None when nothing is left."""
    top, left, bottom, right = area
    for said in plane.corrections:
        first, start, last, end = said.area
        if said.role not in OUTSIDE or start > left or end < right:
            continue
        if first <= top <= last:
            top = last + 1
        if first <= bottom <= last:
            bottom = first - 1
    return (top, left, bottom, right) if top <= bottom else None


def _bordered_cells(plane: Plane) -> set[tuple[int, int]]:
    cells: set[tuple[int, int]] = set()
    for (row, column), cell in plane.sheet.cells.items():
        if cell.border:
            top, left, bottom, right = plane.span(row, column)
            cells.update((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
    return cells


def _grow(cells: set[tuple[int, int]]) -> Area:
    start = min(cells)
    cells.discard(start)
    waiting, (top, left), (bottom, right) = [start], start, start
    while waiting:
        row, column = waiting.pop()
        top, left, bottom, right = min(top, row), min(left, column), max(bottom, row), max(right, column)
        for down, across in _STEPS:
            near = (row + down, column + across)
            if near in cells:
                cells.discard(near)
                waiting.append(near)
    return top, left, bottom, right


def _is_table(plane: Plane, area: Area) -> bool:
    top, left, bottom, right = area
    if bottom == top or right == left:
        return False
    return any(len(plane.row_anchors(row, left, right)) >= 2 for row in range(top, min(bottom, top + 4) + 1))


def full_rows(plane: Plane, taken: Sequence[Area]) -> list[Area]:
    """Tables without borders: runs of rows with three or more filled cells, with the thinner rows between them."""
    runs = list(_runs(plane, taken))
    return [part for run in runs for part in _beside(plane, run)]


def _outside(plane: Plane, row: int, taken: Sequence[Area]) -> list[tuple[int, int]]:
    if all(any(inside(area, row, column) for area in taken) for column in plane.filled.get(row, ())) and taken:
        return []
    # A merged area counts in every row that it covers.
    anchors = plane.row_anchors(row)
    return [a for a in anchors if a not in plane.set_aside and not any(overlap(plane.span(*a), area) for area in taken)]


def _starts(plane: Plane, row: int, anchors: Sequence[tuple[int, int]]) -> bool:
    """Whether a row can open a table: several captions, none of them a title, a unit line, a signer or a note."""
    texts = [plane.text(*anchor) for anchor in anchors]
    # The head of a statistical form in three parts: its number, its name, who reports to whom.
    if len(texts) <= 4 and [bool(vocabulary.form_code(text)) for text in texts].count(True) == 1 and (vocabulary.form_code(texts[0]) or vocabulary.form_code(texts[-1])):
        return False
    # Title lines stand in two halves at most; a table of two columns shows itself by its number line below or a known stub.
    if len(anchors) < 2 or 2 * sum(map(is_apart, texts)) >= min(len(texts), 4):
        return False
    touching = len({a[1] for a in anchors}) >= 3 or any(
        line_at(plane, below, 0, plane.columns - 1) for below in range(row + 1, min(row + 5, plane.rows))
    )
    near = all(
        after[1] - plane.span(*before)[3] <= 3 for before, after in itertools.pairwise(anchors)
    )
    return touching and (near or len(anchors) > 3)


def _is_header(plane: Plane, anchors: Sequence[tuple[int, int]]) -> bool:
    """Whether a row that stands alone is the header of a table with nothing in it yet: one caption is that of a stub."""
    keys = [key_of(plane.text(*anchor)).strip(" .:") for anchor in anchors]
    return len(keys) >= 3 and any(words.match(key) for key in keys for words in vocabulary.STUB_WORDS.values())


def is_apart(text: str) -> bool:
    """Whether a text by its words belongs above or below tables, never into a header."""
    if vocabulary.is_motto(text) or vocabulary.form_code(text) or vocabulary.unit_line(text) is not None:
        return True
    return vocabulary.is_sign_note(text) or (vocabulary.is_signer(text) and text.upper() == text) or vocabulary.is_date_line(text)


def _runs(plane: Plane, taken: Sequence[Area]) -> Iterator[Area]:
    row = 0
    while row < plane.rows:
        anchors = _outside(plane, row, taken)
        if not anchors or not _starts(plane, row, anchors):
            row += 1
            continue
        spans = [plane.span(*anchor) for anchor in anchors]
        left, right = min(s[1] for s in spans), max(s[3] for s in spans)
        bottom = row
        while (after := _next_row(plane, bottom, left, right, taken)) is not None:
            bottom = after
            spans = [plane.span(*anchor) for anchor in _outside(plane, bottom, taken)]
            left, right = min([left, *(s[1] for s in spans)]), max([right, *(s[3] for s in spans)])
        if bottom > row or _is_header(plane, anchors):
            yield row, left, bottom, right
        row = bottom + 1


def _next_row(plane: Plane, row: int, left: int, right: int, taken: Sequence[Area]) -> int | None:
    """The next row of the table; one empty row may stand before it, when it does not open something else."""
    for after in range(row + 1, min(row + 2 + _GAP, plane.rows)):
        anchors = [a for a in _outside(plane, after, taken) if plane.span(*a)[3] >= left]
        if not anchors:
            continue
        texts = [plane.text(*anchor) for anchor in anchors]
        if any(map(_ends, texts)) and len(anchors) <= 3:
            return None
        gap = after > row + 1
        if gap and (len(anchors) == 1 or _opens_another(plane, after, left, right)):
            return None
        if len(anchors) == 1 and plane.span(*anchors[0])[1] > left + 2:
            return None
        return after
    return None


def _ends(text: str) -> bool:
    return is_apart(text) or vocabulary.is_signer(text) or (vocabulary.is_footnote(text) and len(text) > 6 and not text[:1].isdigit())


def _opens_another(plane: Plane, row: int, left: int, right: int) -> bool:
    """Whether a header begins here: a number line follows within a few rows."""
    return any(line_at(plane, below, left, right) for below in range(row, min(row + 6, plane.rows)))


def _beside(plane: Plane, area: Area) -> Iterator[Area]:
    """Tables that stand side by side with an empty column between them."""
    top, left, bottom, right = area
    used = {c for row in range(top, bottom + 1) for a in plane.row_anchors(row, left, right) for c in range(plane.span(*a)[1], plane.span(*a)[3] + 1)}
    start = left
    for column in range(left, right + 2):
        if column in used and column <= right:
            continue
        if column - start >= 2:
            first, last = _filled_rows(plane, top, bottom, start, column - 1)
            yield first, start, last, column - 1
        start = column + 1


def _filled_rows(plane: Plane, top: int, bottom: int, left: int, right: int) -> tuple[int, int]:
    rows = [row for row in range(top, bottom + 1) if plane.row_anchors(row, left, right)]
    return (rows[0], rows[-1]) if rows else (top, bottom)
