"""Figures of several periods as one figure: added, the first or the last one stated, by what the documents say of the cell."""

from __future__ import annotations

from collections.abc import Sequence

from metadata import adding
from metadata.formula.tree import Call, Chain, Converted, Node, Nothing, Number, Product, Slot, Slots
from metadata.grid import NUMERIC_KINDS
from metadata.mapping.convert import split
from metadata.measures import measures
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
    if said:
        # A mean cannot be made from means alone, and what is entered cannot be computed again.
        return said if said in ("sum", "last") else "none"
    if spec.kind == "carried":
        return "first"
    return "" if _measure_adds(plan, base) else "none"


def adds_up(plan: Plan, base: str) -> bool:
    """Whether figures of a cell may be added over periods: no percentage, no ratio, mean or product of cells."""
    if not _measure_adds(plan, base):
        return False
    formula = next((one for one in plan.program.formulas if one.key.replace("#", "") == base), None)
    return formula is None or formula.source is not None or _is_linear(formula.node)


def _measure_adds(plan: Plan, base: str) -> bool:
    spec = plan.specs.get(base)
    measure = measures().get(spec.unit or "") if spec is not None else None
    return measure is None or measure.additive


def _is_linear(node: Node) -> bool:
    """Whether a formula only adds cells up, each perhaps times a number: its sums are the sums of what it gives."""
    match node:
        case Slot() | Slots() | Nothing():
            return True
        case Chain(terms=terms):
            return all(_is_linear(term) for _, term in terms)
        case Product(factors=factors):
            cells = [(sign, one) for sign, one in factors if not isinstance(one, Number)]
            return len(cells) == 1 and cells[0][0] == "*" and _is_linear(cells[0][1])
        case Call(function="sum", arguments=arguments):
            return all(_is_linear(one) for one in arguments)
        case Converted(item=item):
            return _is_linear(item)
    return False


def entered_behind(plan: Plan, base: str) -> frozenset[str]:
    """The cells of the form that people enter behind a computed one, through whatever is computed between."""
    by_key = {formula.key.replace("#", ""): formula for formula in plan.program.formulas}
    found: set[str] = set()
    waiting, seen = [base], {base}
    while waiting:
        formula = by_key.get(waiting.pop())
        for leaf in formula.reads if formula is not None else ():
            key = leaf.key.replace("#", "")
            if "|" in key or key in seen:
                continue
            seen.add(key)
            if key in by_key:
                waiting.append(key)
            else:
                found.add(key)
    return frozenset(found)


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
