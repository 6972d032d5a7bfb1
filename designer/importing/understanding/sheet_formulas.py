"""Formulas of the sheets, translated: cells become codes, ranges become rows or columns of the form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from designer.importing.understanding.header import Heading
from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.plan import Plan
from designer.importing.understanding.rows import BodyRow
from metadata.formula.from_excel import Range, UntranslatedError, translate
from runtime.workbooks import column_letters

_MOST: Final = 200
_SUMMING: Final = re.compile(r"[-+]|\bif\(")


class Names:
    """What the cells of all tables are called, seen from one cell at a time."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self.plans = plans
        self.sheets = {plan.plane.sheet.name.casefold(): plan.plane.index for plan in plans}
        self.here: tuple[Plan, BodyRow, Heading] | None = None

    def at(self, plan: Plan, row: BodyRow, leaf: Heading) -> None:
        """Look from this cell."""
        self.here = (plan, row, leaf)

    def one(self, place: Range) -> str:
        """The name of one cell. Raises UntranslatedError for a cell that belongs to no table, or to itself."""
        found = self.find(place, place.top, place.left)
        if found is None:
            raise UntranslatedError("outside", _address(place))
        plan, row, leaf = found
        name = self.name(plan, row, leaf)
        return f"{name} / 100" if self.is_share(plan, place.top, place.left) else name

    def is_share(self, plan: Plan, row: int, column: int) -> bool:
        """Whether a cell keeps a share of one and shows percent: here it keeps the percent."""
        return "%" in plan.plane.cell(row, column).number_format

    def find(self, place: Range, row: int, column: int) -> tuple[Plan, BodyRow, Heading] | None:
        """The table, row and column of a cell."""
        assert self.here is not None
        sheet = self.sheets.get(place.sheet.casefold()) if place.sheet else self.here[0].plane.index
        for plan in self.plans:
            if plan.plane.index == sheet and row in plan.row_at and column in plan.leaf_at and plan.table.left <= column <= plan.table.right:
                return plan, plan.row_at[row], plan.leaf_at[column]
        return None

    def name(self, plan: Plan, row: BodyRow, leaf: Heading) -> str:
        """A cell as it is called from here."""
        assert self.here is not None
        own, own_row, own_leaf = self.here
        column = plan.column_id(leaf)
        same = (plan.form, plan.section) == (own.form, own.section)
        if plan.form != own.form:
            return f"form({plan.form}, {column})" if plan.shape != "grid" else f"form({plan.form}, {row.id}.{column})"
        if same and row.id == own_row.id and leaf is own_leaf:
            raise UntranslatedError("itself")
        if same and row.id == own_row.id:
            return column
        if row.kind == "open" or plan.shape == "list":
            raise UntranslatedError("open_rows")
        if same and leaf is own_leaf:
            return row.id
        return f"{row.id}.{column}"

    def many(self, place: Range) -> list[str]:
        """Names that cover a range. Raises UntranslatedError."""
        if (place.bottom - place.top + 1) * (place.right - place.left + 1) > 40_000:
            raise UntranslatedError("too_many", _address(place))
        cells: dict[tuple[int, str, int], tuple[Plan, BodyRow, Heading]] = {}
        for row in range(place.top, place.bottom + 1):
            for column in range(place.left, place.right + 1):
                found = self.find(place, row, column)
                if found is not None:
                    cells.setdefault((id(found[0]), found[1].id, found[2].columns[0]), found)
                elif self.counts(place, row, column):
                    raise UntranslatedError("outside", _address(place))
        if not cells:
            raise UntranslatedError("outside", _address(place))
        return self.grouped(list(cells.values()))

    def counts(self, place: Range, row: int, column: int) -> bool:
        """Whether a cell outside the tables holds a number, which a sum would take in."""
        assert self.here is not None
        plane = next((p.plane for p in self.plans if place.sheet and p.plane.sheet.name.casefold() == place.sheet.casefold()), self.here[0].plane)
        cell = plane.cell(row, column)
        return plane.anchor(row, column) == (row, column) and (cell.number is not None or bool(cell.formula))

    def grouped(self, cells: list[tuple[Plan, BodyRow, Heading]]) -> list[str]:
        """The shortest way to name several cells: children, a run of rows or columns, else one by one."""
        assert self.here is not None
        own, own_row, own_leaf = self.here
        plan = cells[0][0]
        rows = list({row.id: row for _, row, _ in cells}.values())
        leaves = list({leaf.columns[0]: leaf for _, _, leaf in cells}.values())
        if plan is own and len(leaves) == 1 and leaves[0] is own_leaf:
            below = plan.children(own_row)
            if below and [row.id for row in below] == [row.id for row in rows]:
                return ["children()"]
            for row in plan.rows:
                if row.id != own_row.id and row.kind not in ("open", "heading") and [r.id for r in plan.children(row)] == [r.id for r in rows] and any(r.kind == "open" for r in rows):
                    return [f"children({row.id})"]
            if len(rows) >= 3 and not any(row.kind == "open" for row in rows) and own_row not in rows:
                return [f"{rows[0].id}:{rows[-1].id}"]
        if plan is own and len(rows) == 1 and rows[0] is own_row and len(leaves) >= 3 and own_leaf not in leaves:
            return [f"{plan.column_id(leaves[0])}:{plan.column_id(leaves[-1])}"]
        if len(cells) > _MOST:
            raise UntranslatedError("too_many")
        return [self.name(*cell) for cell in cells]


def _address(place: Range) -> str:
    first = f"{column_letters(place.left)}{place.top + 1}"
    last = "" if place.is_single else f":{column_letters(place.right)}{place.bottom + 1}"
    return (f"{place.sheet}!" if place.sheet else "") + first + last


def translate_all(plans: Sequence[Plan], ledger: Ledger) -> None:
    """Put the formulas of all tables into their columns, rows and cells. What cannot be said is left over with its reason."""
    names = Names(plans)
    for plan in plans:
        columns = {key for part in plans if (part.form, part.section) == (plan.form, plan.section) for key in part.column_ids.values()}
        _lay(plan, _texts(plan, names, ledger), columns)


def _texts(plan: Plan, names: Names, ledger: Ledger) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in plan.data_rows:
        for at in range(row.row, row.last + 1):
            for leaf in plan.data:
                cell = plan.plane.sheet.cells.get((at, leaf.columns[0]))
                if cell is None or not cell.formula:
                    continue
                key = (row.id, plan.column_id(leaf))
                area = (at, leaf.columns[0], at, leaf.columns[0])
                kind = plan.cells.get(key, plan.specs[key[1]]).get("kind", "number")
                if kind not in ("number", "computed", "carried"):
                    ledger.leave(plan.plane, area, cell.formula, "formula_in_other_kind", kind=kind)
                    continue
                names.at(plan, row, leaf)
                _one(plan, names, ledger, key, area, cell.formula, cell.number_format, found, row)
    return found


def _one(
    plan: Plan, names: Names, ledger: Ledger, key: tuple[str, str], area: Any, formula: str, number_format: str, found: dict[tuple[str, str], str], row: BodyRow
) -> None:
    try:
        text = translate(formula, names)
    except UntranslatedError as error:
        if error.reason == "itself" and plan.shape == "unit":
            ledger.found("row", plan.plane, area, 88, form=plan.form, reasons=["unit_rows"], what="sum_of_units")
            return
        ledger.leave(plan.plane, area, formula, f"formula_{error.reason}", what=error.what)
        return
    if "%" in number_format:
        text = f"({text}) * 100" if _SUMMING.search(text) else f"{text} * 100"
    if len(text) > 4_000:
        ledger.leave(plan.plane, area, formula, "formula_too_long", what="")
        return
    if key in found and found[key] != text:
        ledger.leave(plan.plane, area, formula, "formula_differs", what=found[key][:80])
        return
    found[key] = text
    path = ("sections", "items", plan.section, "cells", f"{key[0]}:{key[1]}")
    guarded = '""' in formula
    ledger.found("cell", plan.plane, area, 80 if guarded else 95 if row.kind != "open" else 85, formula[:80], what="formula", args={"formula": text[:100]}, form=plan.form, path=path, reasons=["guard_dropped"] if guarded else ())


def _lay(plan: Plan, texts: Mapping[tuple[str, str], str], columns: set[str]) -> None:
    """The same formula down a column belongs to the column, along a row to the row; the rest to cells. ``columns`` are those of the whole table."""
    by_column: dict[str, Counter[str]] = {}
    for (_, column), text in texts.items():
        by_column.setdefault(column, Counter())[text] += 1
    rows = plan.data_rows
    for column, counts in by_column.items():
        text, count = counts.most_common(1)[0]
        across = _is_along_rows(plan, text, columns)
        if not across and (count >= 2 or len(rows) == 1) and count >= 0.4 * len(rows):
            plan.specs[column] = {**_numeric(plan.specs[column]), "kind": "computed", "formula": text}
    by_row: dict[str, Counter[str]] = {}
    for (row_id, column), text in texts.items():
        if plan.specs[column].get("formula") != text:
            by_row.setdefault(row_id, Counter())[text] += 1
    for row_id, counts in by_row.items():
        text, count = counts.most_common(1)[0]
        if count >= 2 and count >= 0.4 * len(plan.data):
            plan.row_specs[row_id] = {**plan.row_specs.get(row_id, {}), "kind": "computed", "formula": text}
    _own_cells(plan, texts)


def _is_along_rows(plan: Plan, text: str, columns: set[str]) -> bool:
    """A formula that names rows only (``children()``, ``r02 + r03``) belongs to rows, unless there is one column."""
    names = set(re.findall(r"[A-Za-z_]\w*", text))
    return not names & columns and len(plan.data) > 1


def _own_cells(plan: Plan, texts: Mapping[tuple[str, str], str]) -> None:
    for row in plan.data_rows:
        said = plan.row_specs.get(row.id, {})
        for leaf in plan.data:
            column = plan.column_id(leaf)
            spec, text = plan.specs[column], texts.get((row.id, column))
            # Column over row: what would come out without a word of the cell itself.
            layered = spec.get("formula") if spec.get("kind") in ("computed", "carried") else said.get("formula") if "kind" not in spec else None
            if text is not None and text != layered:
                plan.cells[(row.id, column)] = {**plan.cells.get((row.id, column), {}), "kind": "computed", "formula": text}
            elif text is None and layered is not None and (row.id, column) not in plan.cells:
                plan.cells[(row.id, column)] = {"kind": "number"}


def _numeric(spec: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in spec.items() if key not in ("kind", "formula")}
