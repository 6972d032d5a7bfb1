"""How high the head of a table stands on paper, and how wide its columns must be for it to stay low.

A browser repeats a head on every page only while it takes less than a quarter of one. Captions of one word a line make a head of a
complaint form higher than that, and the pages after the first would show figures under no caption at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from renderers.document import HeaderCell, Page, Table
from renderers.widths import (
    PADDING,
    TIGHT,
    Place,
    breakable,
    has_long_word,
    head_places,
    height_of,
    room_of,
    text_width,
)

#: The part of a page that a head may take and still be repeated, a little below what browsers allow.
MOST: Final = 0.235
#: Height of a line of a head, in em; of a line of a body, with its border.
LINE: Final = 1.2
_NUMBERS: Final = 0.85
_BODY_LINE: Final = 1.35
#: Above and below the text of a cell with its border, in points: usual, and where the print was made smaller.
_ROOM: Final = {PADDING: 3.75, TIGHT: 2.25}
_MOST_LINES: Final = 16
_MOST_NUMBER_LINES: Final = 6
_SPACE: Final = 0.3


@lru_cache(maxsize=4096)
def lines_of(label: str, width: float, *, bold: bool = True) -> int:
    """How many lines a caption takes in this width, in em."""
    return sum(_lines([text_width(word, bold=bold) for word in part.split()], width) for part in label.split("\n"))


def _lines(words: Sequence[float], width: float) -> int:
    count, used = 1, 0.0
    for word in words:
        if used and used + _SPACE + word > width + 1e-6:
            count, used = count + 1, word
        else:
            used += word + (_SPACE if used else 0.0)
    return count


@lru_cache(maxsize=4096)
def width_for(label: str, lines: int) -> float:
    """The least width in em in which a caption takes no more than so many lines; its longest word at the least."""
    words = [[text_width(word, bold=True) for word in part.split()] for part in label.split("\n")]
    spans = {sum(part[start:end]) + _SPACE * (end - start - 1) for part in words for start in range(len(part)) for end in range(start + 1, len(part) + 1)}
    longest = max((word for part in words for word in part), default=0.0)
    for width in sorted(span for span in spans if span >= longest - 1e-6):
        if sum(_lines(part, width) for part in words) <= lines:
            return width
    return longest


@lru_cache(maxsize=4096)
def _number_width(number: str, lines: int) -> float:
    """The least width in em of the table's print for a printed number or relation in so many lines."""
    parts = [text_width(part) for part in breakable(number)]
    spans = sorted({sum(parts[start:end]) for start in range(len(parts)) for end in range(start + 1, len(parts) + 1)})
    longest = max(parts, default=0.0)
    fits = (span for span in spans if span >= longest - 1e-6 and _joined(parts, span) <= lines)
    return next(fits, longest) * _NUMBERS


def _joined(parts: Sequence[float], width: float) -> int:
    count, used = 1, 0.0
    for part in parts:
        if used and used + part > width + 1e-6:
            count, used = count + 1, part
        else:
            used += part
    return count


def runs_on(table: Table, page: Page, font: float) -> bool:
    """Whether a table may need more than its first page; half a page is taken for titles, head and signatures."""
    return len(table.rows) * (_BODY_LINE * font + _ROOM[TIGHT]) > height_of(page) / 2


def is_low(table: Table, page: Page, font: float, padding: float, widths: Sequence[float]) -> bool:
    """Whether a head with columns of these widths, in em, is low enough to be repeated."""
    return head_height(table, font, padding, widths, head_places(table)) <= MOST * height_of(page)


def head_height(table: Table, font: float, padding: float, widths: Sequence[float], places: Sequence[Place]) -> float:
    """Height of a head with its line of numbers, in points. `places` are those of :func:`renderers.widths.head_places`."""
    rows = [0.0] * len(table.header)
    spanning: list[tuple[int, int, float]] = []
    for top, first, cell in places:
        width = sum(widths[first : first + cell.colspan]) + (cell.colspan - 1) * padding / font
        high = _cell(cell, width, font, padding)
        span = min(cell.rowspan, len(rows) - top)
        if span == 1:
            rows[top] = max(rows[top], high)
        else:
            spanning.append((span, top, high))
    for span, top, high in sorted(spanning):
        lacking = high - sum(rows[top : top + span])
        if lacking > 0:
            rows[top + span - 1] += lacking
    numbers = max((_number_lines(text, width) for text, width in zip(table.number_row, widths, strict=False)), default=0)
    return sum(rows) + ((numbers * LINE * _NUMBERS * font + _ROOM[padding]) if numbers else 0.0)


def _cell(cell: HeaderCell, width: float, font: float, padding: float) -> float:
    lines = math.ceil(text_width(cell.label, bold=True) / max(width, 1.0)) if has_long_word(cell.label) else lines_of(cell.label, width)
    return lines * LINE * font + _ROOM[padding]


def _number_lines(text: str, width: float) -> int:
    return _joined([text_width(part) * _NUMBERS for part in breakable(text)], width)


def lowered(table: Table, page: Page, font: float, padding: float, least: Sequence[float]) -> list[float] | None:
    """The narrowest widths in em, none below ``least``, at which the head is repeated; None where there are none.

    ``least`` itself where it will do. A table of one row too: a unit's own form and the report made of many look alike.
    """
    if not page.repeat_header:
        return list(least)
    # Found once: every try below asks for them, and in a wide form they are most of the work.
    places, most = head_places(table), MOST * height_of(page)
    if head_height(table, font, padding, least, places) <= most:
        return list(least)
    # A quarter of an em a column: widths are given in such steps, rounded up.
    room = (room_of(page) - padding * len(least)) / font - len(least) / 4
    found: list[float] | None = None
    for lines in range(1, _MOST_LINES + 1):
        for numbers in range(1, _MOST_NUMBER_LINES + 1):
            widths = _widths(table, places, least, lines, numbers)
            if sum(widths) > min(room, sum(found) if found else room):
                continue
            if head_height(table, font, padding, widths, places) <= most:
                found = widths
    return found


def _widths(table: Table, places: Sequence[Place], least: Sequence[float], lines: int, numbers: int) -> list[float]:
    """The least widths at which no caption needs more than ``lines`` from the top of the head, groups above it being one line each."""
    widths = list(least)
    for top, first, cell in places:
        if cell.colspan == 1 and not has_long_word(cell.label):
            widths[first] = max(widths[first], width_for(cell.label, max(1, lines - top)))
    for index, text in enumerate(table.number_row):
        widths[index] = max(widths[index], _number_width(text, numbers))
    return widths
