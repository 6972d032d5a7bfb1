"""CSV: the tables of a report for other programs, safe to open in a spreadsheet.

UTF-8 with a byte order mark, comma, every field quoted, CRLF. A block of lines a table, blocks divided by an
empty line; the first line of a block holds the column captions from the top, joined by " / ". The first
column holds the row id. Numbers are plain (1234567.89); a blank is empty, a dash `-`, not applicable `X`.

A spreadsheet runs text that begins with = + - @ (also full-width, also behind blanks, tabs or line ends) as a
formula. Such *text* gets one apostrophe in front; :func:`read_back` takes exactly that one away again.
Numbers and the two states are written by us and need none.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from metadata.errors import fail
from metadata.values import decimal_text
from renderers.document import Answers, Cell, Report, Table

_RISKY = re.compile(r"'*[\s\u200b\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20\u2212]")
_BOM = "\ufeff"


def guard(text: str) -> str:
    """Text that no spreadsheet takes for a formula: risky text behind one apostrophe, other text as it is."""
    return "'" + text if _RISKY.match(text) else text


def unguard(field: str) -> str:
    """Inverse of :func:`guard`."""
    return field[1:] if field.startswith("'") and _RISKY.match(field[1:]) else field


def read_back(data: bytes) -> list[list[list[str]]]:
    """Blocks of lines of fields, as they were before they were guarded.

    Raises `renderer.not_a_table_file` for bytes that are neither UTF-8 nor UTF-16 with its mark, or no CSV.
    """
    # "Unicode text" of Excel is UTF-16 and says so by its first two bytes.
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        lines = list(csv.reader(io.StringIO(data.decode(encoding), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise fail("renderer.not_a_table_file") from None
    blocks: list[list[list[str]]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append([unguard(field) for field in line])
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _field(cell: Cell) -> str:
    if cell.state == "number" and cell.value is not None:
        return decimal_text(cell.value)
    if cell.state == "dash":
        return "-"
    if cell.state in ("na", "blocked"):
        return "X"
    return guard(cell.text)


def _table_lines(table: Table) -> Iterator[list[str]]:
    if table.title:
        yield [guard(table.title)]
    yield ["id", *(guard(" / ".join(column.path)) for column in table.columns)]
    for row in table.rows:
        yield [row.id, *(_field(cell) for cell in row.cells)]


def _answer_lines(section: Answers) -> Iterator[list[str]]:
    if section.title:
        yield [guard(section.title)]
    yield ["id", "Nội dung", "Trả lời"]
    for answer in section.answers:
        yield [answer.id, guard(answer.label), _field(answer.cell)]


class CsvRenderer:
    """Comma-separated values of all sections."""

    name = "csv"
    media_type = "text/csv; charset=utf-8"
    suffix = ".csv"

    def render(self, report: Report) -> bytes:
        """All sections as blocks of lines."""
        out = io.StringIO(newline="")
        out.write(_BOM)
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        for index, section in enumerate(report.sections):
            if index:
                out.write("\r\n")
            writer.writerows(_table_lines(section) if isinstance(section, Table) else _answer_lines(section))
        return out.getvalue().encode()


RENDERER = CsvRenderer()
