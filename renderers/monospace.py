"""Tables in a fixed-width font: display width, wrapping, merged headers, bands of columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

from renderers.document import Cell, Column, Row, Table

Align = Literal["left", "right", "centre"]
LINE_WIDTH: Final = 140
_REPLACED: Final = "\ufffd"
_CAPTION_MOST: Final = 40
_TEXT_MOST: Final = 28
_WORD_MOST: Final = 12
_LEFT_STATES: Final = frozenset({"text", "choice", "target", "file", "invalid"})


def width(text: str) -> int:
    """Columns that a text takes on a terminal: marks take none, wide letters two."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def printable(text: str) -> str:
    """The text without characters that steer a terminal; line ends stay."""
    return "".join(char if char == "\n" or unicodedata.category(char) != "Cc" else _REPLACED for char in text)


def pad(text: str, room: int, align: Align = "left") -> str:
    """The text filled with blanks to `room` columns."""
    spare = max(room - width(text), 0)
    if align == "right":
        return " " * spare + text
    if align == "centre":
        return " " * (spare // 2) + text + " " * (spare - spare // 2)
    return text + " " * spare


def _pieces(word: str, room: int) -> list[str]:
    """A word in pieces of at most `room` columns (one letter at least)."""
    pieces: list[str] = []
    start = taken = 0
    for index, char in enumerate(word):
        size = _char_width(char)
        if taken + size > room and index > start:
            pieces.append(word[start:index])
            start, taken = index, 0
        taken += size
    return [*pieces, word[start:]]


def wrap(text: str, room: int) -> list[str]:
    """Lines of at most `room` columns, broken between words, inside a word only when it does not fit."""
    lines: list[str] = []
    for paragraph in printable(text).splitlines() or [""]:
        line, used = "", 0
        for word in paragraph.split():
            size = width(word)
            if line and used + 1 + size <= room:
                line, used = f"{line} {word}", used + 1 + size
                continue
            if line:
                lines.append(line)
            *whole, line = _pieces(word, room)
            lines += whole
            used = size if not whole else width(line)
        lines.append(line)
    return lines


def draw(table: Table, line_width: int = LINE_WIDTH) -> list[str]:
    """Lines of the table; too many columns go into bands that repeat the stub columns."""
    widths = [_column_width(table, index) for index in range(len(table.columns))]
    owners = _owners(table)
    out: list[str] = []
    for band in _bands(table.columns, widths, line_width):
        if out:
            out.append("")
        room = [widths[index] for index in band]
        out += _header([[row[index] for index in band] for row in owners], room, table, band)
        for row in table.rows:
            out += _body(row, table.columns, band, room)
        out.append(_rule(room))
    return out


def _column_width(table: Table, index: int) -> int:
    column = table.columns[index]
    cells = [row.cells[index] for row in table.rows]
    longest = max((width(line) + _indent(cell) for cell in cells for line in cell.text.splitlines()), default=0)
    word = max((width(word) for word in column.path[-1].split()), default=1) if column.path else 1
    number = width(table.number_row[index]) if table.number_row else 0
    if column.stub == "caption":
        return min(max(longest, word, 8), _CAPTION_MOST)
    most = max((width(text) for text in _shown(table.rows, index, numbers=True)), default=0)
    return max(min(longest, _TEXT_MOST), most, min(word, _WORD_MOST), min(number, _WORD_MOST), 3)


def _indent(cell: Cell) -> int:
    return 2 * min(cell.indent, 6)


def _shown(rows: Sequence[Row], index: int, *, numbers: bool) -> list[str]:
    return [row.cells[index].text for row in rows if (row.cells[index].state == "number") is numbers]


def _bands(columns: Sequence[Column], widths: Sequence[int], line_width: int) -> list[list[int]]:
    stubs = [index for index, column in enumerate(columns) if column.stub]
    data = [index for index, column in enumerate(columns) if not column.stub]
    start = sum(widths[index] + 3 for index in stubs) + 1
    bands: list[list[int]] = []
    used = line_width + 1
    for index in data:
        if used + widths[index] + 3 > line_width:
            bands.append([*stubs])
            used = start
        bands[-1].append(index)
        used += widths[index] + 3
    return bands or [stubs]


def _owners(table: Table) -> list[list[tuple[int, str]]]:
    """For every header row and column the header cell that covers it, as (serial, label with its marks)."""
    grid: list[list[tuple[int, str]]] = [[(-1, "")] * len(table.columns) for _ in table.header]
    serial = 0
    for level, cells in enumerate(table.header):
        column = 0
        for cell in cells:
            while column < len(table.columns) and grid[level][column][0] >= 0:
                column += 1
            label = cell.label + "".join(f" ({mark})" for mark in cell.marks)
            for down in range(level, min(level + cell.rowspan, len(grid))):
                for across in range(column, min(column + cell.colspan, len(table.columns))):
                    grid[down][across] = (serial, label)
            serial += 1
            column += cell.colspan
    return grid


def _rule(room: Sequence[int]) -> str:
    return "+" + "+".join("-" * (size + 2) for size in room) + "+"


def _runs(owners: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    """(first, past the last) of neighbouring columns with one owner."""
    runs: list[tuple[int, int]] = []
    for index, owner in enumerate(owners):
        if runs and owners[runs[-1][0]] == owner:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _span_room(room: Sequence[int], run: tuple[int, int]) -> int:
    return sum(room[run[0] : run[1]]) + 3 * (run[1] - run[0] - 1)


def _header(owners: list[list[tuple[int, str]]], room: list[int], table: Table, band: list[int]) -> list[str]:
    lines = [_rule(room)]
    left = _texts(owners, room)  # what every owner still has to print
    for level, row in enumerate(owners):
        runs = _runs(row)
        last = [level + 1 == len(owners) or owners[level + 1][run[0]] != row[run[0]] for run in runs]
        height = max((len(left[row[run[0]][0]]) for run, ends in zip(runs, last, strict=True) if ends), default=1)
        lines.extend(_header_line(row, runs, room, left) for _ in range(max(height, 1)))
        below = owners[level + 1] if level + 1 < len(owners) else None
        lines.append(_between(row, below, room, left))
    if table.number_row:
        numbers = [wrap(table.number_row[index], size) for index, size in zip(band, room, strict=True)]
        lines += _stack(numbers, room, ["centre"] * len(room))
        lines.append(_rule(room))
    return lines


def _texts(owners: list[list[tuple[int, str]]], room: list[int]) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = {}
    for row in owners:
        for run in _runs(row):
            serial, label = row[run[0]]
            texts.setdefault(serial, wrap(label, _span_room(room, run)))
    return texts


def _header_line(
    row: Sequence[tuple[int, str]], runs: list[tuple[int, int]], room: list[int], left: dict[int, list[str]]
) -> str:
    parts = []
    for run in runs:
        waiting = left[row[run[0]][0]]
        parts.append(f" {pad(waiting.pop(0) if waiting else '', _span_room(room, run), 'centre')} ")
    return "|" + "|".join(parts) + "|"


def _between(
    row: Sequence[tuple[int, str]],
    below: Sequence[tuple[int, str]] | None,
    room: list[int],
    left: dict[int, list[str]],
) -> str:
    """The line under a header row: a rule, but the text of a cell that goes on downwards."""
    if below is None:
        return _rule(room)
    out = ""
    for run in _runs(row):
        if below[run[0]] == row[run[0]]:
            waiting = left[row[run[0]][0]]
            out += f"| {pad(waiting.pop(0) if waiting else '', _span_room(room, run), 'centre')} "
        else:
            out += "+" + "+".join("-" * (room[index] + 2) for index in range(*run))
    return out + ("|" if below[-1] == row[-1] else "+")


def _body(row: Row, columns: Sequence[Column], band: list[int], room: list[int]) -> list[str]:
    texts: list[list[str]] = []
    aligns: list[Align] = []
    for index, size in zip(band, room, strict=True):
        cell = row.cells[index]
        stub = columns[index].stub
        indent = " " * _indent(cell)
        text = cell.text + "".join(f" ({mark})" for mark in cell.marks)
        texts.append([indent + line for line in wrap(text, max(size - len(indent), 4))])
        aligns.append("left" if stub or cell.state in _LEFT_STATES else "right")
    return _stack(texts, room, aligns)


def _stack(texts: list[list[str]], room: list[int], aligns: Sequence[Align]) -> list[str]:
    height = max((len(lines) for lines in texts), default=1)
    out = []
    for level in range(height):
        parts = [
            f" {pad(lines[level] if level < len(lines) else '', size, align)} "
            for lines, size, align in zip(texts, room, aligns, strict=True)
        ]
        out.append("|" + "|".join(parts) + "|")
    return out
