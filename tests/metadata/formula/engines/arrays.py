"""All rows at once, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from metadata.formula.program.checks import leaves
from metadata.formula.program.model import Formula
from metadata.formula.program.units import column
from metadata.formula.spelling.vector import Exact, Words
from metadata.formula.targets.arrays import ArrayFormula, Table, _Evaluation
from tests.metadata.formula.engines import Answer, Case, Row
from tests.metadata.formula.engines.closures import ENGINE as JUDGE
from tests.metadata.formula.vectors import cells_of


def table_of(rows: Sequence[Row]) -> Table:
    """The rows as columns, each number column with the decimals it needs."""
    cells = [cells_of(row).values for row in rows]
    columns: dict[str, Exact | Words] = {}
    for key in dict.fromkeys(key for row in cells for key in row):
        values = [row.get(key) for row in cells]
        columns[key] = column(values, numeric=not any(isinstance(value, str) for value in values))
    return Table(len(rows), columns)


class Arrays:
    name = "arrays"
    double = False
    by_nature: Mapping[str, str] = {}

    def missing(self) -> str:
        return ""

    def evaluate(self, cases: Sequence[Case], rows: Sequence[Row]) -> list[list[Answer]]:
        table, found = table_of(rows), []
        for at, case in enumerate(cases):
            if not case.node.kind.numeric:  # no cell is computed to a truth value
                truth = _Evaluation(table, "").truth(case.node)
                sure = truth.unsure is None or not truth.unsure.any()
                values = np.broadcast_to(truth.values, (len(rows),)).tolist()
                found.append(values if sure else JUDGE.evaluate([case], rows)[0])
                continue
            formula = Formula(f"y{at}:c", "computed", case.decimals, case.node, leaves(case.node))
            ArrayFormula(formula)(table)
            found.append([cells[formula.key] for cells in table.cells(np.arange(len(rows)), [formula.key])])
        return found


ENGINE = Arrays()
