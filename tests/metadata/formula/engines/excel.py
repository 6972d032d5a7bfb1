"""A workbook, computed anew by LibreOffice."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from metadata.formula.spelling.workbook import Ref
from metadata.formula.targets.excel import LEVELS, REASONS, TEXT, formula_text, levels
from metadata.formula.tree import Node, Slot, Slots
from metadata.values import Choice, Invalid, State, decode
from tests.metadata.formula.engines import Answer, Case, Group, Row
from tests.metadata.formula.engines.closures import finished
from tests.metadata.formula.vectors import COLUMNS
from tests.office import office, recalculated

_ROW: Final = "\x01"
"""Stands for the number of the row until the text is written: one formula serves all rows."""
_FIRST_DATE: Final = dt.date(1900, 3, 1)
_WIDE: Final = 15
_SHEET: Final = "Bảng"


class _Plain(Worksheet):
    """A worksheet that writes formulas as they are; the search for functions newer than ours takes longer than all else."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: ARG002 - its signature
        return formula.removeprefix("=")


@dataclass
class _Line:
    """One row of the sheet: its cells, and the helper cells of the formulas printed so far."""

    cells: Mapping[str, Ref]
    next_column: int
    helpers: dict[int, str] = field(default_factory=dict)

    def cell(self, slot: Slot) -> Ref:
        return self.cells[slot.key]

    def instances(self, slots: Slots) -> Sequence[Slot]:
        raise AssertionError(f"no lists in these cases: {slots}")

    def park(self, _node: Node, text: str) -> Ref:
        column = self.next_column
        self.helpers[column] = text
        self.next_column += 1
        return _ref(column)


def _ref(column: int) -> Ref:
    return Ref("", 0, column, f"{xl_col_to_name(column)}{_ROW}")


def _cells(rows: Sequence[Row]) -> dict[str, Ref]:
    """Where the columns stand, with what their figures need."""
    found = {}
    for column, (name, spec) in enumerate(COLUMNS.items()):
        values = [decode(row.get(name)) for row in rows]
        numbers = [value for value in values if isinstance(value, Decimal) and not _is_wide(value)]
        kind = spec.get("kind", "number")
        found[f"r1:{name}"] = replace(
            _ref(column),
            sort="text" if kind in {"text", "choice"} else kind,
            decimals=max([4, *(-int(value.normalize().as_tuple().exponent) for value in numbers)]),
            digits=max([9, *(value.adjusted() + 1 for value in numbers if value)]),
            labels=tuple((choice["value"], choice["label"]) for choice in spec.get("choices", ())),
            marked=kind != "number" and any(isinstance(value, State) for value in values),
            old=any(isinstance(value, dt.date) and value < _FIRST_DATE for value in values),
        )
    return found


def _is_wide(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) > _WIDE


def _put(sheet: Worksheet, at: tuple[int, int], value: Any, labels: Mapping[str, str]) -> None:
    """As the workbook renderer writes it: what is no number or day is text."""
    match value:
        case None:
            return
        case Decimal() if not _is_wide(value):
            sheet.write_number(*at, float(value))
        case dt.date() if value >= _FIRST_DATE:
            sheet.write_number(*at, (value - dt.date(1899, 12, 30)).days)
        case dt.date():
            sheet.write_string(*at, f"{value:%d/%m/}{value.year:04}")
        case Choice():
            sheet.write_string(*at, labels.get(value.value, value.value))
        case State():
            sheet.write_string(*at, "-" if value is State.DASH else "X")
        case Invalid():
            sheet.write_string(*at, value.raw)
        case _:
            sheet.write_string(*at, str(value))


def _answer(value: Any, case: Case) -> Answer:
    if value == "" or isinstance(value, bool):
        return None if value == "" else value
    if isinstance(value, str):
        return value
    return finished(Decimal(repr(float(value))), case.decimals) if case.node.kind.numeric else str(value)


class Excel:
    name = "excel"
    double = True
    by_nature: Mapping[str, str] = {
        "digits": "A spreadsheet keeps 15 significant digits; a longer number is written as text, and no formula reads it.",
        "sixteenth digit": "A quotient taken to 15 digits and then multiplied has more digits than a double: where the true product is a half, the last decimal can differ.",
        "other forms and periods": "Figures of other forms and periods are not in the workbook; the cell holds the value without a formula.",
        **REASONS,
    }

    def missing(self) -> str:
        return "" if shutil.which(office()) else "LibreOffice is missing"

    def evaluate(self, cases: Sequence[Case], rows: Sequence[Row]) -> list[list[Answer]]:
        return self.evaluate_groups([(cases, rows)])[0]

    def evaluate_groups(self, groups: Sequence[Group]) -> list[list[list[Answer]]]:
        """One workbook for all: the groups stand below each other."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "cases.xlsx"
            book = Workbook(str(path))
            sheet, top = book.add_worksheet(_SHEET, _Plain), 0
            for cases, rows in groups:
                _write(sheet, top, cases, rows)
                top += len(rows)
            book.close()
            shown = recalculated(path, Path(folder))[_SHEET]
        found, top = [], 0
        for cases, rows in groups:
            below = shown[top : top + len(rows)]
            found.append([[_answer(line[len(COLUMNS) + at], case) for line in below] for at, case in enumerate(cases)])
            top += len(rows)
        return found


def _write(sheet: Worksheet, top: int, cases: Sequence[Case], rows: Sequence[Row]) -> None:
    line = _Line(_cells(rows), len(COLUMNS) + len(cases))
    formulas = {len(COLUMNS) + at: formula_text(case.node, case.decimals, line) for at, case in enumerate(cases)}
    formulas |= line.helpers
    assert all(len(text) < TEXT and levels(text) <= LEVELS for text in formulas.values())
    for at, row in enumerate(rows, top):
        for column, (name, spec) in enumerate(COLUMNS.items()):
            labels = {choice["value"]: choice["label"] for choice in spec.get("choices", ())}
            _put(sheet, (at, column), decode(row.get(name)), labels)
        for column, text in formulas.items():
            sheet.write_formula(at, column, "=" + text.replace(_ROW, str(at + 1)), None, 424242)


ENGINE = Excel()
