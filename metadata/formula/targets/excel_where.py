"""Counts and sums over the rows of a list that satisfy a condition, as workbook text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from metadata.formula.spelling.workbook import NOTHING, Piece, Ref, pair_runs, runs, span, whole

_RUNS: Final = 8
"""Runs of neighbouring rows written in one formula; more are written row by row."""


def where(tested: Sequence[Ref], values: Sequence[Ref] | None, operator: str, operand: str) -> Piece | None:
    """A count (``values`` None) or a sum; None when the cells need to be looked at one by one.

    ``operand`` is workbook text. What is no number counts as 0 in a sum of products.
    """
    if not tested:
        return whole("0") if values is None else NOTHING
    if any(ref.labels or ref.marked or ref.old for ref in tested):
        return None
    if values is None:
        found = [(run, run) for run in runs(tested)]
        return whole(_summed([_counted(run, operator, operand) for run, _ in found])) if len(found) <= _RUNS else None
    pairs = pair_runs(list(zip(tested, values, strict=True)))
    if len(pairs) > _RUNS:
        return None
    total = _summed([_added(run, beside, operator, operand) for run, beside in pairs])
    hits = _summed([_hits(run, beside, operator, operand) for run, beside in pairs])
    scale = max(ref.decimals for ref in values)
    top = max(ref.digits for ref in values) + len(str(len(values)))
    return Piece(total, f"{hits}=0", total, "number", (), scale, top, scale, clean=scale == 0, added=scale > 0)


def _condition(run: Sequence[Ref], operator: str, operand: str) -> str:
    """A number that is not 0 where a row satisfies the condition; a blank never does."""
    cells = span(run)
    if run[0].sort != "text":
        return f"ISNUMBER({cells})*({cells}{operator}{operand})"
    return f'({cells}<>"")*{f"EXACT({cells},{operand})" if operator == "=" else f"(1-EXACT({cells},{operand}))"}'


def _counted(run: Sequence[Ref], operator: str, operand: str) -> str:
    test = _condition(run, operator, operand)
    return f"SUMPRODUCT({test})" if len(run) > 1 else f"IF({test},1,0)"


def _added(run: Sequence[Ref], beside: Sequence[Ref], operator: str, operand: str) -> str:
    test = _condition(run, operator, operand)
    return f"SUMPRODUCT({test},{span(beside)})" if len(run) > 1 else f"IF({test},N({span(beside)}),0)"


def _hits(run: Sequence[Ref], beside: Sequence[Ref], operator: str, operand: str) -> str:
    test = f"{_condition(run, operator, operand)}*ISNUMBER({span(beside)})"
    return f"SUMPRODUCT({test})" if len(run) > 1 else f"IF({test},1,0)"


def _summed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({'+'.join(texts)})"


