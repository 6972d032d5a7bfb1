"""The formulas of the test form over all communes of the country at once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import numpy as np

from benchmarks import testform
from benchmarks.figure import Figure, in_turn
from metadata.formula.program import Program, build
from metadata.formula.program.units import OverUnits
from metadata.formula.spelling.vector import Exact, whole
from metadata.formula.targets.arrays import Table
from metadata.numbers import from_scaled
from metadata.values import CellValue

UNITS: Final = 3_300
SAMPLE: Final = 33
DECIMALS: Final = 2


def columns() -> dict[str, Exact]:
    """Amounts below a million with two decimals for every unit and entered cell."""
    rng = np.random.default_rng(testform.SEED)
    return {key: whole(rng.integers(1, 99_999_999, UNITS), DECIMALS) for key in testform.inputs()}


def of_units(entered: dict[str, Exact], units: range) -> list[dict[str, CellValue]]:
    """The same cells unit by unit."""
    return [{key: from_scaled(int(column.numbers[unit]), DECIMALS) for key, column in entered.items()} for unit in units]


def _agrees(program: Program, table: Table, values: list[dict[str, CellValue]]) -> None:
    for unit, own in enumerate(values):
        found = table.cells(np.array([unit]), list(program.computed_keys))[0]
        wrong = [key for key, value in program.run(own).values.items() if found.get(key) != value or not isinstance(value, Decimal)]
        if wrong:
            raise SystemExit(f"unit {unit} differs in {len(wrong)} cells, {wrong[0]} among them")


def measure() -> Iterator[Figure]:
    """3,300 units × 2,000 formulas; unit by unit measured on every hundredth and multiplied."""
    program = build(testform.template(), testform.FORM)
    entered, everything = columns(), OverUnits(program.formulas)
    values = of_units(entered, range(SAMPLE))

    def together() -> Table:
        table = Table(UNITS, entered)
        everything.compute(table)
        return table

    _agrees(program, together(), values[:3])
    arrays, sample = in_turn([together, lambda: [program.run(own) for own in values]], runs=5)
    alone = sample * UNITS / SAMPLE
    note = f"{UNITS * len(program.formulas) / arrays / 1e6:,.1f} million cells a second"
    yield Figure(f"{UNITS:,} units × 2,000 formulas: arrays, exact", arrays, "s", arrays / alone, "unit by unit", note)
    yield Figure(f"{UNITS:,} units × 2,000 formulas: unit by unit, Program.run", alone, "s", note=f"measured on {SAMPLE} units, times {UNITS // SAMPLE}")
