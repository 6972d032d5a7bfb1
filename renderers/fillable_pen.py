"""Writing a sheet to fill: the look of open and locked cells, and the rules for what may be typed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from metadata.documents import CellSpec
from renderers.document import Cell
from renderers.fillable_rules import Entry, validation
from renderers.xlsx_sheet import Pen
from renderers.xlsx_styles import Styles

_GREY: Final = "#F2F2F2"
_TEXTUAL: Final = frozenset({"text", "choice", "target"})
#: Characters of a list of choices that stands in the rule itself; spreadsheets take 255.
_INLINE: Final = 250
#: Areas of one rule; programs keep a rule of thousands badly.
_AREAS: Final = 500


class FillStyles(Styles):
    """Formats that know what they were made of, so that an open cell looks like its locked neighbour."""

    def __init__(self, workbook: Workbook) -> None:
        super().__init__(workbook)
        self._made: dict[int, dict[str, Any]] = {}
        self._like: dict[tuple[object, ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """The format of these properties over the plain ones."""
        made = super().of(**properties)
        self._made[id(made)] = properties
        return made

    def like(self, style: Format, **more: Any) -> Format:
        """The format with some properties of its own."""
        key = (id(style), *more.items())
        if key not in self._like:
            self._like[key] = self.of(**{**self._made[id(style)], **more})
        return self._like[key]


@dataclass
class ChoiceLists:
    """Lists too long, or with commas, for a rule: each a column of a hidden sheet."""

    sheet: str
    columns: list[tuple[str, ...]] = field(default_factory=list)

    def source(self, captions: tuple[str, ...]) -> str | list[str]:
        """What the rule of a list names: the captions themselves, or their place on the sheet of lists."""
        plain = all("," not in one and '"' not in one and one == one.strip() and not one.startswith("=") for one in captions)
        if plain and len(",".join(captions)) <= _INLINE:
            return list(captions)
        if captions not in self.columns:
            self.columns.append(captions)
        letters = xl_col_to_name(self.columns.index(captions))
        return f"={self.sheet}!${letters}$1:${letters}${len(captions)}"


class FillPen(Pen):
    """Writes a sheet, opens the cells that are entered and remembers what the form itself prints."""

    def __init__(self, sheet: Worksheet, styles: FillStyles, entries: Mapping[str, Entry]) -> None:
        super().__init__(sheet, styles)
        self.looks = styles
        self.entries = entries
        self.printed: set[str] = set()
        self._groups: dict[tuple[int, int], list[int]] = {}
        self._known: dict[Entry, Entry] = {}
        self._same: dict[int, Entry] = {}
        self._first: tuple[int, int] | None = None
        self._inside = False

    def text(self, row: int, column: int, text: str, style: Format, place: str = "") -> None:
        """Text as text; outside of cells it is the form's own."""
        if text and not self._inside:
            self.printed.add(text)
        super().text(row, column, text, style, place)

    def cell(self, row: int, column: int, cell: Cell, style: Format, formula: str | None) -> None:
        """A body cell in its look: open, or locked and grey."""
        entry = self.entries.get(cell.key) if cell.key else None
        if entry is None:
            super().cell(row, column, cell, style, formula)
            return
        if entry.unlocked:
            style = self.looks.like(style, locked=False, **_typed(entry.spec))
            if self._first is None:
                self._first = row, column
        else:
            style = self.looks.like(style, bg_color=_GREY)
        self._groups.setdefault((column, id(self._one(entry))), []).append(row)
        self._inside = True
        super().cell(row, column, cell, style, formula)
        self._inside = False

    def _one(self, entry: Entry) -> Entry:
        """One object for all entries that are equal."""
        known = self._same.get(id(entry))
        if known is None:
            known = self._same[id(entry)] = self._known.setdefault(entry, entry)
        return known

    def finish(self, lists: ChoiceLists) -> None:
        """Put the rules over the cells; the first open cell is where the cursor stands."""
        entries = {id(entry): entry for entry in self._known.values()}
        for (column, which), rows in self._groups.items():
            entry = entries[which]
            rule = validation(entry, xl_rowcol_to_cell(rows[0], column), lists.source)
            if rule is None:
                continue
            areas = _runs(rows)
            for start in range(0, len(areas), _AREAS):
                part = areas[start : start + _AREAS]
                # A rule names its cells from the first one on.
                own = rule if start == 0 else validation(entry, xl_rowcol_to_cell(part[0][0], column), lists.source)
                assert own is not None
                others = [[top, column, bottom, column] for top, bottom in part[1:]]
                top, bottom = part[0]
                self.sheet.data_validation(top, column, bottom, column, {**own, **({"other_cells": others} if others else {})})
        if self._first is not None:
            self.sheet.set_selection(*self._first, *self._first)


def _typed(spec: CellSpec) -> dict[str, Any]:
    """How a cell looks before anything stands in it: what is typed as text stays text."""
    if spec.kind in _TEXTUAL:
        return {"num_format": "@", "align": "left", "text_wrap": True}
    if spec.kind == "date":
        return {"num_format": "dd/mm/yyyy", "align": "center"}
    return {}


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rows below each other drawn together."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = found[-1][0], row
        else:
            found.append((row, row))
    return found
