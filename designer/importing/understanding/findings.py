"""What a table tells about itself: header, number line, stubs, rows, and the figures that stand in it as samples."""

from __future__ import annotations

from collections.abc import Iterator

from designer.importing.understanding.header import Heading
from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.plan import Plan
from designer.importing.understanding.rows import BodyRow, sheet_row
from runtime.workbooks import Area


def report(plan: Plan, ledger: Ledger) -> None:
    """One finding for each caption, number, stub column and row; leftovers for figures that no document keeps."""
    for heading in plan.headings:
        for node in heading.walk():
            _caption(plan, node, ledger)
    _numbers(plan, ledger)
    for leaf, role in zip(plan.leaves, plan.roles, strict=True):
        if role:
            area = (leaf.area[0], leaf.columns[0], leaf.area[2], leaf.columns[1])
            ledger.found("stub", plan.plane, area, _sure(plan, leaf), form=plan.form, path=_column(plan, leaf), reasons=plan.doubts, what=f"stub_{role}")
    for area in plan.titles:
        ledger.found("title", plan.plane, area, 85, plan.title, form=plan.form, path=("sections", "items", plan.section, "title"), reasons=["section_title"], what="table_title")
    for area in plan.table.lines:
        ledger.found("title", plan.plane, area, 92, next((plan.plane.text(*a) for a in plan.plane.row_anchors(area[0], area[1], area[3])), ""), form=plan.form, what="repeated")
    for area in plan.table.joins:
        ledger.found("header", plan.plane, area, 80, form=plan.form, path=("sections", "items", plan.section), reasons=["continued"], what="rows_run_on")
    if plan.before is not None:
        ledger.found("header", plan.plane, plan.table.header, 80, form=plan.form, path=("sections", "items", plan.section), reasons=["continued"], what="columns_go_on")
    _rows(plan, ledger)
    _samples(plan, ledger)


def _sure(plan: Plan, leaf: Heading) -> int:
    lettered = leaf.number is not None and leaf.number.is_letter
    return (97 if lettered else 92) if not plan.doubts else 70


def _column(plan: Plan, leaf: Heading) -> tuple[str, ...]:
    return ("sections", "items", plan.section, "columns", "nodes", plan.column_id(leaf))


def _caption(plan: Plan, node: Heading, ledger: Ledger) -> None:
    key = plan.group_ids[id(node)] if node.children else plan.column_id(node)
    path = ("sections", "items", plan.section, "columns", "nodes", key)
    reasons = [*node.doubts, *plan.table.reasons]
    hidden = node.columns[0] in plan.plane.sheet.hidden_columns and not node.children
    if hidden:
        reasons.append("hidden_column")
    if plan.plane.sheet.hidden:
        reasons.append("hidden_sheet")
    confidence = min(plan.table.confidence, 98, *(_DOUBTS.get(reason, 90) for reason in reasons)) if reasons else 98
    ledger.found("header", plan.plane, node.area, confidence, node.label, form=plan.form, path=path, reasons=reasons, what="" if node.label else "no_label")


_DOUBTS = {"no_caption": 40, "continued": 80, "joined_caption": 70, "unmerged_header": 85, "no_number_line": 88, "number_forgotten": 75, "beside_group": 60, "hidden_column": 75, "hidden_sheet": 75}


def _numbers(plan: Plan, ledger: Ledger) -> None:
    for row in plan.table.number_rows:
        for leaf in plan.leaves:
            if leaf.number and plan.plane.is_filled(row, leaf.columns[0]) and not leaf.number.relation:
                area = (row, leaf.columns[0], row, leaf.columns[1])
                ledger.found("number_line", plan.plane, area, 98, leaf.number.number, what="number", form=plan.form, path=(*_column(plan, leaf), "number"))


# ---------------------------------------------------------------- rows


def _rows(plan: Plan, ledger: Ledger) -> None:
    stubs = [leaf for leaf, role in zip(plan.leaves, plan.roles, strict=True) if role]
    for row in plan.rows:
        path = ("sections", "items", plan.section, "rows", "nodes", "r1" if plan.shape == "unit" else row.id)
        top, _, bottom, _ = sheet_row(plan.plane, row, plan.table.left, plan.table.right)
        reasons = list(row.doubts)
        if any(at in plan.plane.sheet.hidden_rows for at in range(top, min(bottom, top + 50) + 1)):
            reasons.append("hidden_row")
        confidence = min([row.confidence, 96, *(75 for reason in reasons if reason == "hidden_row")])
        areas = list(_spans(stubs)) or [(plan.table.left, plan.table.right)]
        if row.kind == "heading":
            areas = [(plan.table.left, plan.table.right)]
        for left, right in areas:
            ledger.found("row", plan.plane, (top, left, max(top, bottom), right), confidence, names(row), form=plan.form, path=path, reasons=reasons, what=f"row_{row.kind}")


def _spans(leaves: list[Heading]) -> Iterator[tuple[int, int]]:
    """Runs of neighbouring stub columns."""
    start: int | None = None
    end = -2
    for left, right in sorted(leaf.columns for leaf in leaves):
        if start is not None and left == end + 1:
            end = right
            continue
        if start is not None:
            yield start, end
        start, end = left, right
    if start is not None:
        yield start, end


# ---------------------------------------------------------------- samples


def _samples(plan: Plan, ledger: Ledger) -> None:
    """Figures and texts in cells to be filled: listed as samples, in rectangles."""
    for area in _rectangles(plan, ledger):
        texts = [plan.plane.text(row, column) or plan.plane.cell(row, column).number or "" for row in range(area[0], min(area[2], area[0] + 3) + 1) for column in range(area[1], area[3] + 1)]
        count = sum(plan.plane.is_filled(row, column) for row in range(area[0], area[2] + 1) for column in range(area[1], area[3] + 1))
        ledger.leave(plan.plane, area, "; ".join(text for text in texts if text), "sample", count=count)


def _rectangles(plan: Plan, ledger: Ledger) -> list[Area]:
    found: list[Area] = []
    open_runs: dict[tuple[int, int], int] = {}
    for row in range(plan.table.body_top, plan.table.bottom + 2):
        runs = set(_runs(plan, ledger, row)) if row <= plan.table.bottom else set()
        for (left, right), top in list(open_runs.items()):
            if (left, right) not in runs:
                found.append((top, left, row - 1, right))
                del open_runs[(left, right)]
        for run in runs:
            open_runs.setdefault(run, row)
    return sorted(found)


def _runs(plan: Plan, ledger: Ledger, row: int) -> Iterator[tuple[int, int]]:
    columns = [c for c in plan.plane.filled.get(row, ()) if plan.table.left <= c <= plan.table.right and c in plan.leaf_at and not ledger.is_covered(plan.plane, row, c)]
    start = end = -2
    for column in columns:
        if column == end + 1:
            end = column
            continue
        if start >= 0:
            yield start, end
        start = end = column
    if start >= 0:
        yield start, end


def names(row: BodyRow) -> str:
    """A row as people call it."""
    return f"{row.marker} {row.label}".strip()
