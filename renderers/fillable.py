"""The form as a workbook to fill: what is entered is open, everything else is locked, computed cells compute.

It is drawn from the same tree as the workbook to look at. Beside the report it needs to know how each cell is filled
(:class:`Entry`) and what stands on the hidden sheet, which the caller makes from where everything was put (:class:`Spread`).
Equal input gives equal bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from renderers.document import Report, Table
from renderers.fillable_pen import ChoiceLists, FillPen, FillStyles
from renderers.fillable_rules import Entry
from renderers.monospace import width
from renderers.xlsx import Book, new_workbook, sheet_name
from renderers.xlsx_head import head_rows
from renderers.xlsx_parts import write_helpers
from renderers.xlsx_sheet import Placed, write
from renderers.xlsx_styles import column_widths
from renderers.xlsx_texts import ANSWER_COLUMN, text_places, write_texts

#: Names of the sheets that nobody fills.
HIDDEN: Final = "_khuon"
LISTS: Final = "_danh_muc"
#: Narrowest columns in which is typed, in characters.
_TYPED: Final = {"text": 24.0, "target": 14.0, "date": 11.0}
_FIGURE: Final = 9.0
_WIDEST_CHOICE: Final = 30.0
#: Beyond so many names of single cells programs open a workbook slowly; rows and columns then have names alone.
NAMES_MOST: Final = 5_000
_PROTECTION: Final = {"format_columns": True, "format_rows": True}


@dataclass(frozen=True, slots=True)
class Spread:
    """Where a section stands: the sheet, its columns (id, place), its rows (row part of keys, place, caption), what is printed there.

    The section of answers is empty; its one column has no id.
    """

    section: str
    sheet: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, int, str], ...]
    printed: frozenset[str]
    captions: int | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """Names in the workbook: of a cell by its key, of the row or column at a place of the nth section."""

    cell: Callable[[str], str]
    row: Callable[[int, int], str]
    column: Callable[[int, int], str]


HiddenLines = Callable[[Sequence[Spread], Sequence[str]], Iterable[Sequence[str]]]
"""(where everything stands, sheets in which nothing is filled) -> lines of the hidden sheet."""


def fillable(report: Report, entries: Mapping[str, Entry], naming: Naming, hidden: HiddenLines) -> bytes:
    """The workbook. Raises `renderer.text_too_long` and `renderer.too_large`."""
    out = io.BytesIO()
    workbook = new_workbook(out, report)
    _Fillable(workbook, report, entries, naming).write(hidden)
    workbook.close()
    return out.getvalue()


class _Fillable:
    def __init__(self, workbook: Workbook, report: Report, entries: Mapping[str, Entry], naming: Naming) -> None:
        self.workbook, self.report, self.entries, self.naming = workbook, report, entries, naming
        self.styles = FillStyles(workbook)
        taken = {HIDDEN, LISTS}
        label = report.code or report.title
        self.placed = [_placed(sheet_name(table.title or label, taken), report, table, entries) for table in report.tables]
        wanted = "Thuyết minh" if self.placed else label
        self.texts = sheet_name(wanted, taken) if report.texts or not self.placed else None
        self.lists = ChoiceLists(LISTS)
        self.book = Book(self.placed, report, self.texts, sheet_name("Ô phụ", taken))

    def write(self, hidden: HiddenLines) -> None:
        """All sheets: tables, texts, then those that stay out of sight."""
        spreads = [self._table(item) for item in self.placed]
        if self.texts is not None:
            spreads.append(self._answers(self.texts))
        own = self._own_sheets()
        self._hidden(hidden(spreads, own))
        self._names(spreads)

    def _pen(self, name: str) -> FillPen:
        sheet = self.workbook.add_worksheet(name)
        sheet.protect("", dict(_PROTECTION))
        return FillPen(sheet, self.styles, self.entries)

    def _table(self, item: Placed) -> Spread:
        pen = self._pen(item.name)
        write(pen, self.report, item, partial(self.book.formula, item.name))
        pen.finish(self.lists)
        table = item.table
        captions = next((index for index, column in enumerate(table.columns) if column.stub == "caption"), None)
        rows = tuple(
            (row.id, item.body + offset, row.cells[captions].text if captions is not None else "")
            for offset, row in enumerate(table.rows)
            if any(cell.key for cell in row.cells)
        )
        columns = tuple((column.id, index) for index, column in enumerate(table.columns) if column.stub is None)
        return Spread(table.id, item.name, columns, rows, frozenset(pen.printed), captions)

    def _answers(self, name: str) -> Spread:
        pen = self._pen(name)
        write_texts(pen, self.report, partial(self.book.formula, name))
        pen.finish(self.lists)
        rows = tuple((cell.key, row, "") for row, cell in text_places(self.report))
        return Spread("", name, (("", ANSWER_COLUMN),), rows, frozenset(pen.printed))

    def _own_sheets(self) -> list[str]:
        """Helper cells and lists of choices, hidden."""
        own = []
        if self.book.places.helpers:
            own.append(self.book.places.helper_sheet)
            write_helpers(self._pen(own[-1]), self.book.places)
        if self.lists.columns:
            own.append(LISTS)
            pen = self._pen(LISTS)
            plain = self.styles.of()
            for column, captions in enumerate(self.lists.columns):
                for row, caption in enumerate(captions):
                    pen.text(row, column, caption, plain)
            pen.sheet.hide()
        return own

    def _hidden(self, lines: Iterable[Sequence[str]]) -> None:
        pen = self._pen(HIDDEN)
        plain = self.styles.of(num_format="@")
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                if text:
                    pen.text(row, column, text, plain)
        pen.sheet.very_hidden()

    def _names(self, spreads: Sequence[Spread]) -> None:
        """Names of all rows and columns, and of the open cells while they are not too many."""
        cells = sum(entry.unlocked for entry in self.entries.values()) <= NAMES_MOST
        known: set[str] = set()
        for index, spread in enumerate(spreads):
            sheet = "'" + spread.sheet.replace("'", "''") + "'"
            for _, at in spread.columns if spread.captions is None else (("", spread.captions), *spread.columns):
                letters = xl_col_to_name(at)
                self.workbook.define_name(self.naming.column(index, at), f"={sheet}!${letters}:${letters}")
            for key, at, _ in spread.rows:
                self.workbook.define_name(self.naming.row(index, at), f"={sheet}!${at + 1}:${at + 1}")
                for column, place in spread.columns if cells else ():
                    whole = f"{key}:{column}" if column else key
                    name = self.naming.cell(whole)
                    entry = self.entries.get(whole)
                    if entry is not None and entry.unlocked and name.casefold() not in known and len(name) < 250:
                        known.add(name.casefold())
                        self.workbook.define_name(name, f"={sheet}!{xl_rowcol_to_cell(at, place, True, True)}")


def _placed(name: str, report: Report, table: Table, entries: Mapping[str, Entry]) -> Placed:
    """The table laid out with columns wide enough to type in."""
    sizes = enumerate(zip(table.columns, column_widths(table), strict=True))
    widths = tuple(size if column.stub or column.width is not None else max(size, _room(table, at, entries)) for at, (column, size) in sizes)
    head = head_rows(report, widths, table.title)
    return Placed(name, table, widths, head, len(head) + len(table.header) + bool(table.number_row))


def _room(table: Table, at: int, entries: Mapping[str, Entry]) -> float:
    """What a column needs for what is typed or chosen in its cells."""
    used = {id(entry): entry for row in table.rows if (entry := entries.get(row.cells[at].key)) is not None}.values()
    sizes = [max([_FIGURE, *(width(one) + 3.0 for one in entry.choices)]) if entry.choices else _TYPED.get(entry.spec.kind or "", _FIGURE) for entry in used]
    return min(max(sizes, default=_FIGURE), _WIDEST_CHOICE)
