"""The test form of the figures: 3,000 inputs and 2,000 formulas of five kinds, the same on every run.

A hundred rows of thirty entered and twenty computed columns. Formulas stand in the order of computing; four references in ten go to
earlier formulas, so that chains are dozens of levels deep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

from metadata.template import Template
from metadata.values import CellValue

SEED = 20261122
ROWS, ENTERED, COMPUTED = 100, 30, 20
FORM = "f_1"
EARLIER = 0.4
"""How many of the references go to earlier formulas."""
REGIME: dict[str, Any] = {
    "spec": "regime/1", "id": "g_1", "code": "DO", "name": "Báo cáo đo", "kind": "periodic", "frequency": "month",
    "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}}, "reporters": {"kinds": ["commune"], "exclude": []}, "forms": [FORM],
}  # fmt: skip


def _sum_with_factors(cell: Callable[[], str]) -> str:
    return f"{cell()} * 1.5 + {cell()} - {cell()} * 0.25 + {cell()} + {cell()} * 2 - {cell()}"


def _sum_of_ten(cell: Callable[[], str]) -> str:
    return f"sum({', '.join(cell() for _ in range(10))})"


def _ratio_with_if(cell: Callable[[], str]) -> str:
    whole = cell()
    return f"if({whole} > 0, {cell()} / {whole} * 100, 0)"


def _least_and_most(cell: Callable[[], str]) -> str:
    return f"max({cell()}, min({cell()}, {cell()}))"


def _weighted(cell: Callable[[], str]) -> str:
    return f"0.2 * {cell()} + 0.3 * {cell()} + 0.5 * {cell()}"


KINDS = ((_sum_with_factors, 2), (_sum_of_ten, 2), (_ratio_with_if, 4), (_least_and_most, 2), (_weighted, 3))
"""Each kind with the decimals of its cell."""


def _cells(rng: Random) -> Iterator[tuple[str, dict[str, Any]]]:
    entered = [f"r{row}.c{column}" for row in range(1, ROWS + 1) for column in range(1, ENTERED + 1)]
    computed: list[str] = []

    def cell() -> str:
        return rng.choice(computed if computed and rng.random() < EARLIER else entered)

    for index in range(ROWS * COMPUTED):
        row, column = index // COMPUTED + 1, ENTERED + 1 + index % COMPUTED
        kind, decimals = KINDS[index % len(KINDS)]
        yield f"r{row}:c{column}", {"kind": "computed", "decimals": decimals, "formula": kind(cell)}
        computed.append(f"r{row}.c{column}")


@cache
def document() -> dict[str, Any]:
    """The form document."""
    columns = {f"c{n}": {"label": f"Cột {n}", "code": f"c{n}", "number": str(n)} for n in range(1, ENTERED + COMPUTED + 1)}
    rows = {f"r{n}": {"label": f"Dòng {n}", "code": f"r{n}", "kind": "data"} for n in range(1, ROWS + 1)}
    grid = {
        "kind": "grid", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": list(rows), "nodes": rows},
        "cells": dict(_cells(Random(SEED))),
    }  # fmt: skip
    return {"spec": "form/1", "id": FORM, "code": "01/DO", "title": "Biểu đo", "sections": {"order": ["s1"], "items": {"s1": grid}}}


def template() -> Template:
    """A template with the form alone, nothing of it cached."""
    return Template.of([REGIME, document()])


def inputs(seed: int = SEED, blanks: float = 0.0) -> dict[str, CellValue]:
    """Every entered cell: amounts below a million with two decimals; ``blanks``: which part of them is left out."""
    rng = Random(seed)
    found: dict[str, CellValue] = {}
    for row in range(1, ROWS + 1):
        for column in range(1, ENTERED + 1):
            amount = Decimal(rng.randint(1, 99_999_999)).scaleb(-2)
            if rng.random() >= blanks:
                found[f"r{row}:c{column}"] = amount
    return found
