"""The hidden sheet of a form's own workbook: what it is of, and where every cell stood when it was made.

A table is written as its columns and rows, a cell being where they cross, so that a form of 60,000 cells has a short list. Beside
it every row, column and entry cell has a name in the workbook, by which it is found again wherever it was moved.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from metadata.errors import fail
from runtime.formbooks.found import LABEL, Facts
from runtime.workbooks.model import Book, Sheet, column_letters
from runtime.workbooks.names import column_number

MAGIC: Final = "khuon-workbook/1"
SHEET: Final = "_khuon"
#: The table of questions, texts and files: its rows are the answers, its one column has no id.
ANSWERS: Final = "@answers"
#: Letters by which the hidden sheet says the kind of a cell, capital where it is open and has a name; "." stands where there is none.
KINDS: Final = {
    "number": "n", "text": "t", "date": "d", "choice": "h", "target": "g", "file": "f",
    "computed": "c", "carried": "p", "blocked": "x", "other": "o", LABEL: "l",
}  # fmt: skip
_KIND_OF: Final = {letter: kind for kind, letter in KINDS.items()}
_FACTS: Final = ("release", "form", "submission", "unit", "period", "version", "layout", "filled", "copy", "kept")
#: Digests of printed texts in one cell of the hidden sheet.
_DIGESTS: Final = 2_000
_NUMBER: Final = re.compile(r"[0-9]{1,7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """A column of a table: its id (:data:`LABEL` for the captions of rows, empty for answers) and where it stood."""

    id: str
    at: int


@dataclass(frozen=True, slots=True)
class RowMark:
    """A row of a table: row part of its cell keys, where it stood, a letter a column, the caption printed in it."""

    key: str
    at: int
    kinds: str
    caption: str = ""


@dataclass(frozen=True)
class TableMark:
    """A table on its sheet. ``printed`` are digests of the texts that the form itself prints there.

    ``was`` holds, by row, what stood in its cells (:mod:`runtime.formbooks.started`): of every row with a value, and every added row.
    """

    section: str
    sheet: str
    columns: tuple[ColumnMark, ...]
    rows: tuple[RowMark, ...]
    printed: frozenset[str] = frozenset()
    was: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Fingerprint:
    """What the hidden sheet holds. ``own`` are sheets of the workbook in which nothing is filled."""

    facts: Facts
    tables: tuple[TableMark, ...] = ()
    own: tuple[str, ...] = field(default=())


def text_digest(text: str) -> str:
    """Twelve letters for a printed text, whatever was done to its blanks."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:12]


def layout_digest(tables: Iterable[TableMark]) -> str:
    """One text for where everything stands: equal only for equal rows, columns and kinds of cells."""
    lines = "\n".join("\t".join(line) for table in tables for line in _table_lines(table))
    return hashlib.sha256(lines.encode()).hexdigest()[:24]


def cell_key(row: str, column: str) -> str:
    """The key of the cell where a row and a column cross."""
    return f"{row}:{column}" if column else row


def cell_name(key: str) -> str:
    """The name of a cell in the workbook: ``k.r1.c2``, ``k.r1.k3.c2``, ``k.q1``."""
    return "k." + key.replace("#", ".").replace(":", ".")


def row_name(table: int, at: int) -> str:
    """The name of a whole row: the number of its table and of the row, from 1."""
    return f"kr.{table + 1}.{at + 1}"


def column_name(table: int, at: int) -> str:
    """The name of a whole column."""
    return f"kc.{table + 1}.{at + 1}"


def kind_of(letter: str) -> str:
    """Kind of a cell by its letter, empty where there is no cell."""
    return _KIND_OF.get(letter.lower(), "")


# -- written and read --------------------------------------------------------------------------------------------------


def lines(found: Fingerprint) -> Iterator[Sequence[str]]:
    """Lines of the hidden sheet, each a list of texts."""
    facts = found.facts
    yield (MAGIC,)
    yield from (("release", facts.release), ("form", facts.form), ("submission", facts.submission), ("unit", facts.unit))
    yield from (("period", facts.period), ("version", str(facts.version)), ("layout", facts.layout), ("filled", "yes" if facts.filled else "no"))
    if facts.copy:
        yield ("copy", facts.copy)
    if facts.kept:
        yield ("kept", "yes")
    yield from (("own", name) for name in found.own)
    for table in found.tables:
        yield from _table_lines(table)
        printed = sorted(table.printed)
        for start in range(0, len(printed), _DIGESTS):
            yield ("printed", " ".join(printed[start : start + _DIGESTS]))
        yield from (("was", key, text) for key, text in table.was.items())


def _table_lines(table: TableMark) -> Iterator[Sequence[str]]:
    yield ("table", table.section, table.sheet)
    for column in table.columns:
        yield ("column", column.id, column_letters(column.at))
    for row in table.rows:
        yield ("row", row.key, str(row.at + 1), row.kinds, row.caption)


def read_fingerprint(book: Book) -> Fingerprint:
    """What the hidden sheet of a workbook says. Raises ``workbook.not_ours`` when there is none or it was damaged."""
    sheet = next((one for one in book.sheets if _text(one, 0, 0) == MAGIC), None)
    if sheet is None:
        raise fail("workbook.not_ours")
    try:
        return _read(sheet)
    except (ValueError, KeyError, IndexError) as error:
        raise fail("workbook.not_ours") from error


def is_fingerprint(sheet: Sheet) -> bool:
    """Whether it is the hidden sheet."""
    return _text(sheet, 0, 0) == MAGIC


def _text(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return cell.text if cell is not None else ""


def _read(sheet: Sheet) -> Fingerprint:
    facts: dict[str, str] = {}
    own: list[str] = []
    tables: list[_Table] = []
    for at in range(1, sheet.rows):
        tag, *rest = (_text(sheet, at, column) for column in range(5))
        if tag == "table":
            tables.append(_Table(rest[0], rest[1]))
        elif tag in ("column", "row", "printed", "was"):
            tables[-1].take(tag, rest)
        elif tag == "own":
            own.append(rest[0])
        elif tag in _FACTS:
            facts.setdefault(tag, rest[0])
        elif tag:
            raise ValueError(tag)
    return Fingerprint(_facts(facts), tuple(table.mark() for table in tables), tuple(own))


def _facts(said: dict[str, str]) -> Facts:
    return Facts(
        release=said["release"],
        form=said["form"],
        submission=said["submission"],
        unit=said["unit"],
        period=said["period"],
        version=_whole(said["version"]),
        layout=said["layout"],
        filled=said["filled"] == "yes",
        copy=said.get("copy", "")[:40],
        kept=said.get("kept") == "yes",
    )


class _Table:
    """A table while its lines are read."""

    def __init__(self, section: str, sheet: str) -> None:
        self.section, self.sheet = section, sheet
        self.columns: list[ColumnMark] = []
        self.rows: list[RowMark] = []
        self.printed: set[str] = set()
        self.was: dict[str, str] = {}

    def take(self, tag: str, rest: Sequence[str]) -> None:
        """One line of it."""
        if tag == "column":
            self.columns.append(ColumnMark(rest[0], column_number(rest[1])))
        elif tag == "printed":
            self.printed.update(rest[0].split())
        elif tag == "was":
            self.was[rest[0]] = rest[1]
        else:
            self.rows.append(RowMark(rest[0], _whole(rest[1]) - 1, rest[2], rest[3]))

    def mark(self) -> TableMark:
        """The table."""
        return TableMark(self.section, self.sheet, tuple(self.columns), tuple(self.rows), frozenset(self.printed), self.was)


def _whole(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)
