"""Tables that a page cut in two: under "(tiếp theo)" their rows run on, or their further columns stand beside the same rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from designer.importing.understanding.blocks import Table
from designer.importing.understanding.plan import Plan
from designer.importing.understanding.plane import Plane, key_of, overlap
from runtime.workbooks import Area

_CONTINUED: Final = re.compile(r"\(\s*tiep(?: theo)?\b|^tiep theo\b|\btiep theo (?:bang|bieu|trang)\b")
#: Rows between the parts in which the line that says so may stand.
_NEAR: Final = 8
#: How sure it is that two parts are one table.
SURE: Final = 80


def joined(plane: Plane, tables: Sequence[Table], plan_of: Callable[[Table], Plan | None]) -> list[Plan]:
    """Plans of the tables of a sheet; one that only goes on with the one before is no table of its own."""
    found: list[Plan] = []
    for table in tables:
        plan = plan_of(table)
        before = found[-1] if found else None
        if before is not None and _says_so(plane, before.table, table) and not _kept_apart(plane, before.table, table):
            longer = _with_rows_of(before, plan, table)
            if longer is not None:
                found[-1] = plan_of(longer) or before
                continue
            if plan is not None and _further_columns(before, plan):
                plan.before = before.before or before
                plan.table.doubt(SURE, "continued")
        if plan is not None:
            found.append(plan)
    return found


def goes_on(text: str) -> bool:
    """Whether a line says that the form before it goes on: ``Biểu số 02/NS (tiếp theo)``."""
    return bool(_CONTINUED.search(key_of(text)))


def _line(plane: Plane, before: Table, table: Table) -> int | None:
    """The row of the line that says that a table goes on."""
    first = max(before.body_top + 1, before.bottom - 1, table.area[0] - _NEAR)
    for row in range(first, table.header_top + 1):
        anchors = plane.row_anchors(row)
        if 0 < len(anchors) <= 2 and any(goes_on(plane.text(*anchor)) for anchor in anchors):
            return row
    return None


def _says_so(plane: Plane, before: Table, table: Table) -> bool:
    return table.area[0] > before.body_top and _line(plane, before, table) is not None


def _kept_apart(plane: Plane, before: Table, table: Table) -> bool:
    """Whether a person said that a header begins here."""
    return any(overlap(said.area, _between(before, table)) for said in plane.said("header"))


def _between(before: Table, table: Table) -> Area:
    """What stands between two bodies."""
    return before.bottom + 1, min(before.left, table.left), max(before.bottom + 1, table.body_top - 1), max(before.right, table.right)


def _with_rows_of(before: Plan, plan: Plan | None, table: Table) -> Table | None:
    """The table before with the rows of this one, when its header stands here again, or none does."""
    whole, plane = before.table, before.plane
    if (table.left, table.right) != (whole.left, whole.right):
        return None
    if plan is not None and _captions(plan) == _captions(before):
        body = table.body_top
    elif (first := _without_header(before, table)) is not None:
        body = first
    else:
        return None
    line = _line(plane, whole, table)
    gap = range(min(whole.bottom + 1, whole.bottom + 1 if line is None else line), body)
    longer = replace(whole, area=(*whole.area[:2], table.bottom, whole.right), skipped=whole.skipped | set(gap), reasons=list(whole.reasons))
    edge = gap[0] if line is None else line
    longer.lines = [*whole.lines, (edge, whole.left, edge, whole.right)]
    longer.joins = [*whole.joins, (min(edge + 1, gap[-1]), whole.left, gap[-1], whole.right)]
    return longer


def _captions(plan: Plan) -> list[tuple[str, str]]:
    return [(key_of(leaf.label), leaf.number.number if leaf.number else "") for leaf in plan.leaves]


def _without_header(before: Plan, table: Table) -> int | None:
    """First row of the body of a part that repeats no header, at most the number line; None when captions stand over it."""
    plane, row = before.plane, table.area[0]
    if before.table.number_rows and _texts(plane, row, table) == _texts(plane, before.table.number_rows[0], table):
        return row + 1
    stubs = {leaf.columns[0] for leaf, role in zip(before.leaves, before.roles, strict=True) if role}
    cells = [anchor for anchor in plane.row_anchors(row, table.left, table.right) if anchor[1] not in stubs]
    figures = all(plane.cell(*anchor).number is not None or plane.cell(*anchor).formula for anchor in cells)
    flat = all(plane.span(*anchor)[2] == row for anchor in plane.row_anchors(row, table.left, table.right))
    return row if figures and flat and bool(stubs) else None


def _texts(plane: Plane, row: int, table: Table) -> list[tuple[int, str]]:
    return [(anchor[1], plane.text(*anchor)) for anchor in plane.row_anchors(row, table.left, table.right)]


def _further_columns(before: Plan, plan: Plan) -> bool:
    """Whether the same rows stand here with further columns: the same stubs, the numbers counted on, or other captions."""
    if before.shape != plan.shape or before.shape == "list" or _stubs(before) != _stubs(plan) or not plan.data:
        return False
    if before.shape == "grid" and [(row.marker, row.label) for row in before.rows] != [(row.marker, row.label) for row in plan.rows]:
        return False
    last, first = before.data[-1].number, plan.data[0].number
    if last is None or first is None:
        return last is first and not {key_of(leaf.label) for leaf in before.data} & {key_of(leaf.label) for leaf in plan.data}
    return last.number.isdigit() and first.number.isdigit() and int(first.number) == int(last.number) + 1


def _stubs(plan: Plan) -> list[tuple[str, str]]:
    return [(role, key_of(leaf.label)) for leaf, role in zip(plan.leaves, plan.roles, strict=True) if role]
