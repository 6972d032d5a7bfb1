"""The judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext

from metadata.formula import limits
from metadata.formula.functions import Operand
from metadata.formula.targets.closures import close
from metadata.numbers import WIDE, round_half_away
from tests.metadata.formula.engines import Answer, Case, Row
from tests.metadata.formula.vectors import cells_of


def finished(value: Operand, decimals: int) -> Answer:
    """The value as a computed cell keeps it: rounded; nothing when it is too large to be a result."""
    if isinstance(value, Decimal):
        return round_half_away(value, decimals) if abs(value) < Decimal(10) ** limits.RESULT_DIGITS else None
    return value  # type: ignore[return-value]


class Closures:
    name = "closures"
    double = False
    by_nature: Mapping[str, str] = {}

    def missing(self) -> str:
        return ""

    def evaluate(self, cases: Sequence[Case], rows: Sequence[Row]) -> list[list[Answer]]:
        table = [cells_of(row) for row in rows]
        closures = [close(case.node) for case in cases]
        with localcontext(WIDE):
            return [[finished(closure(cells), case.decimals) for cells in table] for case, closure in zip(cases, closures, strict=True)]


ENGINE = Closures()
