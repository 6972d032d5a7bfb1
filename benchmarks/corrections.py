"""The smallest correction of a form of 400 cells with 100 rules: sixteen rows of 25 columns, filled so that all holds, then wrong in some cells."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.figure import Figure
from metadata.corrections import Correction, smallest_correction, specs_of
from metadata.formula.program import Program, build
from metadata.template import Template
from metadata.values import CellValue

ROWS, COLUMNS, RULES, FORMS = 16, 25, 100, 12
REGIME = {
    "spec": "regime/1", "id": "g_made", "code": "MADE", "name": "Made", "kind": "periodic", "frequency": "month",
    "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}}, "reporters": {"kinds": ["commune"], "exclude": []}, "forms": ["f_1"],
}  # fmt: skip
#: Relations of columns on every row: number of the total, numbers of its parts.
TOTALS = ((1, (2, 3, 4)), (5, (6, 7)), (8, (9, 10, 11, 12)), (13, (14, 15)), (1, (16, 17)), (18, (19, 20, 21)))
SUMMED = range(1, 24)


def made() -> Template:
    """The form: every row adds up in six ways, rows 1 and 7 total the rows below them in every column, and cells stand within others."""
    columns: dict[str, Any] = {f"c{n}": {"label": f"Cột {n}", "code": f"c{n}", "number": str(n)} for n in range(1, COLUMNS + 1)}
    columns["c25"]["cell"] = {"kind": "computed", "formula": "c1 + c8 + c13"}
    columns["c24"]["cell"] = {"kind": "computed", "formula": "percent(c2, c1)", "decimals": 2}
    rows = {f"r{n}": {"label": f"Dòng {n}", "code": f"r{n}", "kind": "data"} for n in range(1, ROWS + 1)}
    grid = {"kind": "grid", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": list(rows), "nodes": rows}}
    form = {"spec": "form/1", "id": "f_1", "code": "01/M", "title": "Made", "sections": {"order": ["s1"], "items": {"s1": grid}}}
    texts = [f"c{whole} == {' + '.join(f'c{part}' for part in parts)}" for whole, parts in TOTALS]
    texts += ["c22 <= c1", "c23 <= c8", "c24 <= 100", "c25 >= c5", "c6 <= c5"]
    texts += [f"r1.c{n} == sum(range(r2.c{n}, r6.c{n}))" for n in SUMMED] + [f"r7.c{n} == sum(range(r8.c{n}, r16.c{n}))" for n in SUMMED]
    texts += [f"r{row}.c{n} <= r{1 if row < 7 else 7}.c{n}" for row, n in zip([2, 3, 4, 9, 10, 11, 12, 13] * 5, range(1, 24 + 17), strict=False) if n in SUMMED]
    texts += [f"r2.c{n} <= r1.c{n} + {n}" for n in range(1, RULES - len(texts) + 1)]
    items = {f"k{n}": {"expr": text, "severity": "error"} for n, text in enumerate(texts, 1)}
    return Template.of([REGIME, form, {"spec": "rules/1", "id": "k_1", "form": "f_1", "order": list(items), "items": items}])


def filled(rng: Random) -> dict[str, CellValue]:
    """Numbers that satisfy every rule."""
    table = {row: {n: rng.randint(10, 999) for n in SUMMED} for row in range(1, ROWS + 1)}
    for row in table.values():
        for whole, parts in reversed(TOTALS):
            row[whole] = sum(row[part] for part in parts)
        row[16], row[22], row[23] = rng.randint(0, row[1]), rng.randint(0, row[1]), rng.randint(0, row[8])
        row[17] = row[1] - row[16]
    for total, below in ((1, range(2, 7)), (7, range(8, 17))):
        table[total] = {n: sum(table[row_below][n] for row_below in below) for n in SUMMED}
    return {f"r{row}:c{n}": Decimal(value) for row, cells in table.items() for n, value in cells.items()}


def spoilt(values: dict[str, CellValue], rng: Random, cells: int) -> dict[str, CellValue]:
    """The same with so many cells mistyped: ten times too much, or some more."""
    found = dict(values)
    for key in rng.sample(sorted(key for key in values if not key.endswith((":c22", ":c23"))), cells):
        number = values[key]
        assert isinstance(number, Decimal)
        found[key] = number * 10 if rng.random() < 0.5 else number + rng.randint(1, 9)
    return found


def _one(program: Program, values: dict[str, CellValue], specs: Any) -> tuple[float, Correction]:
    started = perf_counter()
    found = smallest_correction(program, values, specs=specs)
    return perf_counter() - started, found


def measure() -> Iterator[Figure]:
    """Some forms each with one, two and three wrong cells; the solver's process included."""
    template, rng = made(), Random(20261127)
    program, specs = build(template, "f_1"), specs_of(template, "f_1")
    good = filled(rng)
    if program.run(good).failures:
        raise SystemExit("the form to begin with has errors")
    for cells in (1, 2, 3):
        runs = [_one(program, spoilt(good, rng, cells), specs) for _ in range(FORMS)]
        took = sorted(seconds for seconds, _ in runs)
        inside = sum(found.status == "found" and len(found.changes) <= cells for _, found in runs)
        note = f"{len(program.checks)} checks; {inside} of {FORMS} found, slowest {took[-1]:.2f} s"
        yield Figure(f"smallest correction, {ROWS * COLUMNS} cells, {RULES} rules, {cells} wrong", median(took), "s", note=note)
