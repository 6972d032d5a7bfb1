"""All formulas as one code object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import localcontext

from metadata.formula.targets.closures import close
from metadata.formula.targets.code import compiled, is_plain
from metadata.numbers import WIDE
from tests.metadata.formula.engines import Answer, Case, Row
from tests.metadata.formula.engines.closures import finished
from tests.metadata.formula.vectors import cells_of


class Code:
    name = "code object"
    double = False
    by_nature: Mapping[str, str] = {}

    def missing(self) -> str:
        return ""

    def evaluate(self, cases: Sequence[Case], rows: Sequence[Row]) -> list[list[Answer]]:
        numeric = [(f"y:{at}", case.node, case.decimals) for at, case in enumerate(cases) if case.node.kind.numeric and is_plain(case.node)]
        functions = compiled(numeric)
        found: list[list[Answer]] = [[] for _ in cases]
        for row in rows:
            cells = cells_of(row)
            with localcontext(WIDE):
                for function in functions:
                    values = function.compute(cells, lambda _: None)
                    for key, value in zip(function.keys, values, strict=True):
                        found[int(key[2:])].append(value)
                for at, case in enumerate(cases):
                    if not (case.node.kind.numeric and is_plain(case.node)):  # conditions, and what nests too deep, stay with the closures
                        found[at].append(finished(close(case.node)(cells), case.decimals))
        return found


ENGINE = Code()
