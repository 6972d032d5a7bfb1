"""asteval, the second opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from metadata.formula.targets.asteval_engine import AstevalFormula
from tests.metadata.formula.engines import Answer, Case, Row
from tests.metadata.formula.engines.closures import finished
from tests.metadata.formula.vectors import cells_of


class Second:
    name = "asteval"
    double = False
    by_nature: Mapping[str, str] = {}

    def missing(self) -> str:
        return ""

    def evaluate(self, cases: Sequence[Case], rows: Sequence[Row]) -> list[list[Answer]]:
        table = [cells_of(row) for row in rows]
        formulas = [AstevalFormula(case.node) for case in cases]
        return [[finished(formula(cells), case.decimals) for cells in table] for case, formula in zip(cases, formulas, strict=True)]


ENGINE = Second()
