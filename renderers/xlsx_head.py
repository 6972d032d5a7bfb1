"""The title block of a worksheet, laid out in rows before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from renderers.document import MOTTO, Report

Look = Literal["plain", "strong", "heading", "sub", "title", "unit", "note"]


@dataclass(frozen=True, slots=True)
class Line:
    """A text over the columns `left` to `right` of one row."""

    left: int
    right: int
    text: str
    look: Look


def head_rows(report: Report, widths: Sequence[float], table_title: str = "") -> tuple[tuple[Line, ...], ...]:
    """Rows of lines from the top of the sheet; an empty row parts the agencies from the heading."""
    block, last = report.block, len(widths) - 1
    left: list[tuple[str, Look]] = [(text, "plain") for text in block.left]
    if len(left) > 1:
        left[-1] = (left[-1][0], "strong")
    right: list[tuple[str, Look]] = [(text, "strong") for text in (MOTTO if block.motto else ())]
    right += [(text, "plain") for text in block.right]
    rows = _side_by_side(left, right, _middle(widths), last) if last else [_whole(line, 0) for line in left + right]
    if rows:
        rows.append(())
    below: list[tuple[str, Look]] = [(text, "heading") for text in block.heading]
    below += [(text, "sub") for text in block.sub]
    below += [(table_title, "title")] if table_title else []
    below += [(report.unit_line, "unit")] if report.unit_line else []
    return (*rows, *(_whole(line, last) for line in below))


def _whole(line: tuple[str, Look], last: int) -> tuple[Line, ...]:
    return (Line(0, last, *line),)


def _side_by_side(
    left: Sequence[tuple[str, Look]], right: Sequence[tuple[str, Look]], middle: int, last: int
) -> list[tuple[Line, ...]]:
    rows = []
    for index in range(max(len(left), len(right))):
        lines = [Line(0, middle - 1, *left[index])] if index < len(left) else []
        lines += [Line(middle, last, *right[index])] if index < len(right) else []
        rows.append(tuple(lines))
    return rows


def _middle(widths: Sequence[float]) -> int:
    """The column where the right block begins: nearest to half of the width, never the first."""
    half = sum(widths) / 2
    return min(range(1, len(widths)), key=lambda index: abs(sum(widths[:index]) - half))
