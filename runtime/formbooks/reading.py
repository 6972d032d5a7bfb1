"""Finding every cell of a form again in its own workbook, whatever was done to the file meanwhile.

Whole rows and columns carry names; where they cross stands the cell. Nobody drags a whole row by accident, as people drag a
single cell: a cell's own name counts where rows and columns cannot say (cells shifted within the table, names of rows lost).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from metadata.errors import fail
from runtime.formbooks.fingerprint import (
    Fingerprint,
    RowMark,
    TableMark,
    cell_key,
    cell_name,
    column_name,
    is_fingerprint,
    kind_of,
    read_fingerprint,
    row_name,
    text_digest,
)
from runtime.formbooks.found import LABEL, Foreign, Found, FoundCell
from runtime.formbooks.inserted import inserted_rows
from runtime.formbooks.resorted import Order, order_of
from runtime.formbooks.started import read_row
from runtime.workbooks.model import Book, Cell, Name, Sheet, area_place, place

Spot = tuple[str, int, int]
"""Sheet, row and column where a cell stands now."""
_NOTHING: Final = Cell()


def found(book: Book) -> Found:
    """The cells of the form in a workbook that came back. Raises ``workbook.not_ours``."""
    return _Finder(book, read_fingerprint(book)).found()


@dataclass
class _Finder:
    book: Book
    print: Fingerprint
    cells: dict[str, FoundCell] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    taken: set[Spot] = field(default_factory=set)
    homes: dict[str, list[TableMark]] = field(default_factory=dict)
    was: dict[str, Any] = field(default_factory=dict)
    resorted: int = 0

    def __post_init__(self) -> None:
        self.sheets = {sheet.name: sheet for sheet in self.book.sheets}
        self.names = {name.name.casefold(): name for name in self.book.names if name.sheet in self.sheets}
        self.covered = {name: _covered(sheet) for name, sheet in self.sheets.items()}

    def found(self) -> Found:
        for index, table in enumerate(self.print.tables):
            self.started(table)
            ground = Ground.of(index, table, self.names, self.sheets)
            order = self.order(table, ground)
            self.resorted += len(order.rows)
            self.table(table, replace(ground, rows={**ground.rows, **order.rows}), order)
        foreign = tuple(self.foreign())
        rows = frozenset(row for table in self.print.tables for row in table.was if "#" in row)
        return Found(self.print.facts, self.cells, tuple(self.moved), tuple(self.missing), foreign, self.was, rows, self.resorted)

    def started(self, table: TableMark) -> None:
        """What stood in the cells of a table when it was made."""
        try:
            kept = {row: read_row(text) for row, text in table.was.items() if text}
        except ValueError as error:
            raise fail("workbook.not_ours") from error
        for row, values in kept.items():
            self.was |= {cell_key(row, column.id): one for column, one in zip(table.columns, values, strict=False) if one is not None}

    def order(self, table: TableMark, ground: Ground) -> Order:
        """Whether its rows were put in another order, told by the captions beside them."""
        sheet = self.sheets.get(ground.sheet or "")
        captions = next((column.at for column in table.columns if column.id == LABEL), None)
        at = ground.columns.get(captions) if captions is not None else None
        return order_of(table, ground.rows, at, sheet, self.was) if sheet is not None and at is not None else Order()

    def table(self, table: TableMark, ground: Ground, order: Order) -> None:
        for sheet in {ground.sheet} - {None}:
            self.homes.setdefault(str(sheet), []).append(table)
        for at, column in enumerate(table.columns):
            marks = [row for row in table.rows if kind_of(row.kinds[at : at + 1])]
            spots = {row.key: self.named(cell_key(row.key, column.id)) for row in marks}
            whole = _all_apart([spots[row.key] for row in marks if row.kinds[at].isupper()])
            for row in marks:
                key = cell_key(row.key, column.id)
                crossing = ground.spot(row.at, column.at)
                by_name = row.at not in order.rows and (crossing is None or (whole and spots[row.key] is not None))
                captioned = "" if column.id == LABEL else order.strange.get(row.at, "")
                self.put(key, kind_of(row.kinds[at]), (table.sheet, row.at, column.at), spots[row.key] if by_name else crossing, captioned)
        for row, now in inserted_rows(table, ground.rows, self.sheets.get(ground.sheet or ""), self.print.facts):
            for at, column in enumerate(table.columns):
                spot = ground.across(now, column.at)
                if spot is not None and kind_of(row.kinds[at : at + 1]):
                    self.put(cell_key(row.key, column.id), kind_of(row.kinds[at]), spot, spot)

    def named(self, key: str) -> Spot | None:
        name = self.names.get(cell_name(key).casefold())
        return (name.sheet, name.area[0], name.area[1]) if name is not None else None

    def put(self, key: str, kind: str, at: Spot, spot: Spot | None, captioned: str = "") -> None:
        if spot is None or spot[0] not in self.sheets:
            self.missing.append(key)
            return
        sheet, row, column = self.sheets[spot[0]], spot[1], spot[2]
        cell = sheet.cells.get((row, column), _NOTHING)
        now = place(*spot)
        self.taken.add(spot)
        if spot[1:] != at[1:]:
            self.moved.append(key)
        self.cells[key] = FoundCell(
            key=key,
            kind=kind,
            place=now,
            at=now if spot == at else place(*at),
            text=cell.text,
            number=cell.number,
            formula=cell.formula,
            hidden=sheet.hidden or row in sheet.hidden_rows or column in sheet.hidden_columns,
            merged=(row, column) in self.covered[sheet.name],
            captioned=captioned,
            encoding=cell.encoding,
            original=cell.original,
            moment=cell.moment,
        )

    # -- what belongs to nothing

    def foreign(self) -> Iterator[Foreign]:
        own = set(self.print.own)
        for sheet in self.book.sheets:
            if sheet.name in self.homes:
                yield from self.strangers(sheet)
            elif sheet.name not in own and not is_fingerprint(sheet):
                yield from _whole_sheet(sheet)

    def strangers(self, sheet: Sheet) -> Iterator[Foreign]:
        printed = frozenset().union(*(table.printed for table in self.homes[sheet.name]))
        for (row, column), cell in sheet.cells.items():
            if (sheet.name, row, column) in self.taken or _is_blank(cell):
                continue
            if cell.formula is None and cell.number is None and text_digest(cell.text) in printed:
                continue
            hidden = sheet.hidden or row in sheet.hidden_rows or column in sheet.hidden_columns
            yield Foreign(place(sheet.name, row, column), cell.text, cell.number, cell.formula, hidden)


def _is_blank(cell: Cell) -> bool:
    return cell.number is None and cell.formula is None and not cell.text.strip()


def _whole_sheet(sheet: Sheet) -> Iterator[Foreign]:
    """A sheet that the form does not have, as one stranger: its area and the first text in it."""
    cells = {at: cell for at, cell in sheet.cells.items() if not _is_blank(cell)}
    if not cells:
        return
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    first = cells[min(cells)]
    area = (min(rows), min(columns), max(rows), max(columns))
    yield Foreign(area_place(sheet.name, area), first.text or first.formula or "", first.number, first.formula, sheet.hidden)


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """Cells under merged areas, without the first one of each."""
    found = set()
    for top, left, bottom, right in sheet.merges:
        found |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)} - {(top, left)}
    return found


def _all_apart(spots: Sequence[Spot | None]) -> bool:
    """Whether all open cells of a column still have their names, at different places: then nothing was dragged over anything."""
    known = [spot for spot in spots if spot is not None]
    return len(known) == len(spots) == len(set(known))


@dataclass(frozen=True)
class Ground:
    """Where the rows and columns of a table stand now: place when made → place now, None for what was deleted."""

    sheet: str | None
    rows: Mapping[int, int | None]
    columns: Mapping[int, int | None]

    @staticmethod
    def of(index: int, table: TableMark, names: Mapping[str, Name], sheets: Mapping[str, Sheet]) -> Ground:
        """By the names of rows and columns; where a program dropped all names, by the places when made, if the captions agree."""
        rows = {row.at: names.get(row_name(index, row.at)) for row in table.rows}
        columns = {column.at: names.get(column_name(index, column.at)) for column in table.columns}
        homes = Counter(name.sheet for name in (*rows.values(), *columns.values()) if name is not None)
        if not homes:
            return _as_made(table, sheets)
        home = homes.most_common(1)[0][0]
        return Ground(
            home,
            {at: name.area[0] if name is not None and name.sheet == home else None for at, name in rows.items()},
            {at: name.area[1] if name is not None and name.sheet == home else None for at, name in columns.items()},
        )

    def spot(self, row: int, column: int) -> Spot | None:
        """Where the cell stands now that stood there when the workbook was made."""
        now = self.rows.get(row)
        return None if now is None else self.across(now, column)

    def across(self, now: int, column: int) -> Spot | None:
        """The cell of a column in a row as it stands now."""
        at = self.columns.get(column)
        return None if self.sheet is None or at is None else (self.sheet, now, at)


def _as_made(table: TableMark, sheets: Mapping[str, Sheet]) -> Ground:
    sheet = sheets.get(table.sheet)
    if sheet is None:
        return Ground(None, {}, {})
    captions = next((column.at for column in table.columns if column.id == LABEL), None)

    def stands(row: RowMark) -> bool:
        if captions is None or not row.caption:
            return True
        cell = sheet.cells.get((row.at, captions))
        return cell is not None and text_digest(cell.text) == text_digest(row.caption)

    rows = {row.at: row.at if stands(row) else None for row in table.rows}
    return Ground(sheet.name, rows, {column.at: column.at for column in table.columns})
