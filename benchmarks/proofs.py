"""Proving a form of 500 cells with 100 rules: twenty rows of 25 columns, some of them computed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

from benchmarks.figure import Figure, seconds
from metadata.formula.program import build
from metadata.proofs import Proof, prove
from metadata.template import Template

ROWS, COLUMNS, RULES = 20, 25, 100
REGIME = {
    "spec": "regime/1", "id": "g_made", "code": "MADE", "name": "Made", "kind": "periodic", "frequency": "month",
    "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}}, "reporters": {"kinds": ["commune"], "exclude": []}, "forms": ["f_1"],
}  # fmt: skip
#: What is planted among the sound rules; the proof must find each.
PLANTED = ("c2 == c3 + c4 + 7", "c3 + c4 == c2", "c5 >= 0", "c9 <= c8")


def made(seed: int = 20261127) -> Template:
    """The form: relations of columns on every row, of rows in every column, and of single cells; fixed by the seed."""
    rng = Random(seed)
    columns = {f"c{n}": {"label": f"Cột {n}", "code": f"c{n}", "number": str(n)} for n in range(1, COLUMNS + 1)}
    columns["c25"]["cell"] = {"kind": "computed", "formula": "c2 + c8 + c13"}
    columns["c24"]["cell"] = {"kind": "computed", "formula": "percent(c3, c2)", "decimals": 2}
    rows = {f"r{n}": {"label": f"Dòng {n}", "code": f"r{n}", "kind": "data"} for n in range(1, ROWS + 1)}
    grid = {"kind": "grid", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": list(rows), "nodes": rows}}
    form = {"spec": "form/1", "id": "f_1", "code": "01/M", "title": "Made", "sections": {"order": ["s1"], "items": {"s1": grid}}}
    texts: list[Any] = ["c2 == c3 + c4", "c8 == c9 + c10 + c11", "c13 == c14 + c15 + c16 + c17", "c1 >= c2 + c8", "c18 == c19 + c20", "c21 <= c18", "c25 <= c1 + c13", "c24 <= 100"]
    texts += [f"r1.c{n} == sum(range(r2.c{n}, r6.c{n}))" for n in range(1, 24)]
    texts += [f"r7.c{n} >= r8.c{n} + r9.c{n}" for n in range(1, 24)]
    while len(texts) < RULES - len(PLANTED):
        row, first, second = rng.randint(10, ROWS), rng.randint(1, 23), rng.randint(1, 23)
        other = rng.randint(10, ROWS)
        if (row, first) < (other, second):
            texts.append(f"r{row}.c{first} {rng.choice(['<=', '<='])} r{other}.c{second} + r{other}.c{rng.randint(1, 23)} + {rng.randint(1, 9)}")
    items = {f"k{n}": {"expr": text, "severity": "error"} for n, text in enumerate([*texts, *PLANTED], 1)}
    items["k97"]["rows"] = ["r20"]
    rules = {"spec": "rules/1", "id": "k_1", "form": "f_1", "order": list(items), "items": items}
    return Template.of([REGIME, form, rules])


def measure() -> Iterator[Figure]:
    """The whole proof, its process and the examples included."""
    template, found = made(), list[Proof]()
    checks = len(build(template, "f_1").checks)
    took = seconds(lambda: found.append(prove(template, "f_1", seconds=60)), runs=3, warm=1)
    proof = found[-1]
    if not proof.complete:
        raise SystemExit("the proof did not finish in a minute")
    codes = sorted({finding.code.removeprefix("proof.") for finding in proof.findings})
    note = f"{checks} checks, {sum(map(len, proof.examples.values()))} examples; {len(proof.findings)} findings: {', '.join(codes)}"
    yield Figure(f"proof of {RULES} rules over {ROWS * COLUMNS} cells", took, "s", note=note)
