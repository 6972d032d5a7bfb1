"""Evaluating the largest example form: our closures against asteval over the same tree."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from random import Random

from benchmarks.figure import Figure, in_turn, seconds
from metadata.formula.program import Program, build
from metadata.formula.targets.asteval_engine import AstevalFormula
from metadata.template import Template
from metadata.values import CellValue, decode

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
FORM, PROJECTS = "f_gn3", 40


class ByAsteval(Program):
    """The same program with asteval evaluating every formula."""

    @cached_property
    def _closures(self) -> list[AstevalFormula]:  # type: ignore[override]
        return [AstevalFormula(formula.node) for formula in self.formulas]


def largest() -> tuple[Template, Program, dict[str, CellValue], dict[str, list[str]]]:
    """The disbursement form of 48 columns with projects in both groups, filled with seeded figures."""
    files = sorted((EXAMPLES / "giai_ngan" / "documents").glob("*.json"))
    template = Template.of([json.loads(path.read_text(encoding="utf-8")) for path in files])
    rng = Random(7)
    instances = {row: [f"{row}{n}" for n in range(PROJECTS // 2)] for row in ("rp", "rq")}
    values: dict[str, CellValue] = {}
    for row, ids in instances.items():
        for inst in ids:
            for column in (4, 5, *range(7, 14), 15, 16, *range(18, 24), *range(26, 30)):
                values[f"{row}#{inst}:k{column}"] = decode(f"{rng.randint(0, 90_000)}.{rng.randint(0, 999):03d}")
    return template, build(template, FORM), values, instances


def measure() -> Iterator[Figure]:
    """Full recomputation of the form, and building its program."""
    template, program, values, instances = largest()
    program = program.without_checks()
    other = ByAsteval(program.form_id, program.formulas, (), program.externals, program.owner_of)
    if program.run(values, instances, {}).values != other.run(values, instances, {}).values:
        raise SystemExit("the two engines disagree")
    ours, theirs = in_turn([lambda: program.run(values, instances, {}), lambda: other.run(values, instances, {})], runs=7)
    cells = len(program.run(values, instances, {}).values)
    note = f"{cells} computed cells"
    yield Figure("full recomputation, closures over Decimal", ours * 1000, "ms", ours / theirs, "asteval", note)
    yield Figure("full recomputation, asteval parsed once, Decimal", theirs * 1000, "ms")
    yield Figure("parse, type, bind and compile the form", seconds(lambda: build(template, FORM)) * 1000, "ms")
