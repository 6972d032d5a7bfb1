"""Figures of several periods as one figure: added, the first or the last one stated, by what the documents say of the cell."""

from __future__ import annotations

from collections.abc import Sequence

from metadata import adding
from metadata.grid import NUMERIC_KINDS
from metadata.mapping.convert import split
from metadata.values import CellValue
from runtime.consolidation.plan import Plan


def time_of(plan: Plan, key: str) -> str:
    """What is said of a cell over time: ``sum``, ``first``, ``last``, ``none``, ``=`` and a formula; empty when nothing is.

    The consolidation's ``time`` beats the indicator's additivity over time; a figure that was carried over is that of the first period.
    """
    base, _ = split(key)
    row, _, column = base.partition(":")
    for name in (base, column, row):
        if name and name in plan.rule.time:
            return plan.rule.time[name]
    spec = plan.specs.get(base)
    if spec is None or spec.kind not in NUMERIC_KINDS:
        return "none"
    if spec.kind == "computed":
        return ""
    said = _indicator(plan, row, column)
    if said in ("sum", "last", "none"):
        return said
    return "first" if spec.kind == "carried" else ""


def _indicator(plan: Plan, row: str, column: str) -> str:
    for section in plan.form.grids:
        for node in (section.columns.nodes.get(column), section.rows.nodes.get(row)):
            document = plan.template.documents.get(node.indicator) if node is not None and node.indicator else None
            if document is not None:
                return str(document.get("additivity", {}).get("time", ""))
    return ""


def over_time(plan: Plan, key: str, values: Sequence[CellValue]) -> CellValue:
    """One figure of the values of the periods, in order; blank, 0, "-" and X as in any sum. Numbers of which nothing is said are added."""
    stated = [value for value in values if value is not None]
    match time_of(plan, key):
        case "none":
            return None
        case "first":
            return stated[0] if stated else None
        case "last":
            return stated[-1] if stated else None
    return adding.add(values)
