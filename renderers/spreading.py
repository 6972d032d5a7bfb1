"""How wide each column of a table with texts is: numbers take what they need, texts share the rest so that rows stay low.

Left to itself a browser gives one long remark most of the page and breaks every name beside it into syllables, and squeezes names of
places beside captions of one word a line. A table of one page without texts that has room is left to it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from renderers.document import Page, Table
from renderers.heads import is_low, lowered, runs_on, width_for
from renderers.widths import PADDING, TIGHT, head_places, least_widths, room_of, wanted

#: Widest column of the stylesheet, in em, and steps of widths in one em.
WIDEST: Final = 60
STEPS: Final = 4
#: Texts shorter than this, in em, fit beside numbers without being shared out.
_SHORT: Final = 4.0
#: Texts up to this width, in em, are given one line first.
_ONE_LINE: Final = 8.0
#: Names of rows are given a little more than reckoned: with one that wraps a row is twice as high.
_EASE: Final = 1.15
#: Pixels in an em of the printed form on the screen, in which forms give widths of their own.
_PIXELS: Final = 13


def spread(table: Table, page: Page, font: int | None) -> tuple[float, ...]:
    """The width of each column in em, in steps of a quarter; empty where the browser does as well.

    ``font`` is the print that :func:`renderers.paper.fit` chose, None for that of the page.
    """
    wants = [wanted(table, index) for index in range(len(table.columns))]
    texts = any(want > _SHORT and column.stub is None for want, column in zip(wants, table.columns, strict=True))
    least = [width if column.width is None else max(width, column.width / _PIXELS) for width, column in zip(least_widths(table), table.columns, strict=True)]
    size, space = font or page.font, TIGHT if font else PADDING
    if not page.fit or not (texts or font or runs_on(table, page, size) or not is_low(table, page, size, space, least)):
        return ()
    padding = space / size
    least = lowered(table, page, size, space, least) or least
    room = room_of(page) / size - (padding + 1 / STEPS) * len(least)
    wants = [want * _EASE if column.stub == "caption" else want for want, column in zip(wants, table.columns, strict=True)]
    widths = _shared(_shared(least, wants, room), _captions(table), room)
    # What nobody asked for goes to the figures and the captions, not to the number of the row.
    figures = [column.stub in (None, "caption") for column in table.columns]
    rest = max(0.0, room - sum(widths)) / max(1, sum(figures))
    widths = [width + rest if figure else width for width, figure in zip(widths, figures, strict=True)]
    return tuple(min(WIDEST, math.ceil((width + padding) * STEPS) / STEPS) for width in widths)


def _captions(table: Table) -> list[float]:
    """The width of each column in em at which its own caption stands in one line, as far as that is worth it."""
    found = [0.0] * len(table.columns)
    for _, first, cell in head_places(table):
        if cell.colspan == 1:
            found[first] = min(width_for(cell.label, 1), _ONE_LINE)
    return found


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """What is left over goes to texts that want more, by the root of what they lack: twice the text is not twice the width."""
    # A choice or a short name in one line costs little and saves a line of nearly every row.
    widths = [max(width, want) if want <= _ONE_LINE else width for width, want in zip(least, wanted, strict=True)]
    if sum(widths) > room:
        widths = list(least)
    for _ in widths:
        lacking = [max(0.0, want - width) for want, width in zip(wanted, widths, strict=True)]
        spare, weight = room - sum(widths), sum(map(math.sqrt, lacking))
        if spare < 0.5 or weight == 0:
            break
        widths = [width + min(lack, spare * math.sqrt(lack) / weight) for width, lack in zip(widths, lacking, strict=True)]
    return widths


def em_class(width: float) -> str:
    """The class of the stylesheet that gives a column this width in em."""
    return f"em-{round(width * STEPS)}"
