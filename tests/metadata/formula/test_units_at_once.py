"""All units of a form at once: the same cells as unit by unit, on every example form."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from metadata.formula.program import Program, build
from metadata.formula.program.run import operand, template_key
from metadata.formula.program.units import OverUnits, column
from metadata.formula.spelling.vector import Exact, Words
from metadata.formula.targets.arrays import Table
from metadata.formula.tree import Kind, Slot
from metadata.values import CellValue
from tests.metadata import examples
from tests.metadata.formula.shapes import numbered, template_of
from tests.metadata.formula.test_examples import FORMS, filling_of

Filling = tuple[dict[str, CellValue], dict[str, list[str]], dict[str, CellValue]]


def by_place(key: str, instances: dict[str, list[str]], owner_of: dict[str, str]) -> str | None:
    """``r3#k1:c9`` → ``r3#0:c9``; None for the mark that rows were read, and for an instance that is not listed."""
    template = template_key(key)
    if template == key:
        return None if "#:" in key else key
    listed = instances.get(owner_of.get(template, ""), [])
    inst = key.rpartition(":")[0].rpartition("#")[2]
    return template.replace("#:", f"#{listed.index(inst)}:", 1) if inst in listed else None


def owners_of(program: Program) -> dict[str, str]:
    """Which open row has the instances of a key; a cell of the same row in another period goes by the row that reads it."""
    read = {leaf.key: item.owner for item in (*program.formulas, *program.checks) for leaf in item.reads if isinstance(leaf, Slot) and leaf.is_open}
    return {**{key: owner for key, owner in read.items() if owner}, **program.owner_of}


def table_of(program: Program, fillings: list[Filling]) -> Table:
    owner_of = owners_of(program)
    cells: dict[str, list[CellValue]] = {}
    rows: list[dict[str, list[str]]] = []
    for unit, (values, instances, outside) in enumerate(fillings):
        known = dict(instances)
        for key in outside:  # rows of lists of other forms
            owner = owner_of.get(template_key(key), "")
            inst = key.rpartition(":")[0].rpartition("#")[2] if template_key(key) != key else ""
            if "|" in owner and inst and inst not in known.setdefault(owner, []):
                known[owner].append(inst)
        rows.append(known)
        for key, value in {**values, **outside}.items():
            placed = by_place(key, known, owner_of)
            template = template_key(key)
            if placed is not None and (template not in program.computed_keys or template in program.statable):
                cells.setdefault(placed, [None] * len(fillings))[unit] = value
    owners = {owner for known in rows for owner in known}
    counts = {owner: np.array([len(known.get(owner, ())) for known in rows]) for owner in {*owners, *owner_of.values()}}
    stated = {key: np.array([value is not None for value in values]) for key, values in cells.items()}
    return Table(len(fillings), {key: column_of(program, key, values) for key, values in cells.items()}, counts, stated)


def column_of(program: Program, key: str, values: list[CellValue]) -> Exact | Words:
    kind = program.kinds.get(template_key(key), Kind.NUMBER)
    return column([operand(value, kind)[0] for value in values], numeric=kind.numeric)


def agree(program: Program, fillings: list[Filling]) -> None:
    table = table_of(program, fillings)
    OverUnits(program.formulas).compute(table)
    for unit, (values, instances, outside) in enumerate(fillings):
        expected = program.run(values, instances, outside).values
        for key, value in expected.items():
            placed = by_place(key, instances, owners_of(program))
            assert placed is not None
            kind = program.kinds.get(template_key(key), Kind.NUMBER)
            assert table.cells(np.array([unit]), [placed])[0].get(placed) == operand(value, kind)[0], (unit, key)


@pytest.mark.parametrize(("regime", "form"), FORMS)
def test_every_example_form(regime: str, form: str) -> None:
    program = build(examples.template(regime), form)
    agree(program, [filling_of(program, seed) for seed in range(12)])


def test_money_beyond_62_bits_stays_exact() -> None:
    form = numbered(4)
    nodes = form["sections"]["items"]["s1"]["columns"]["nodes"]
    nodes["c3"]["cell"] = {"kind": "computed", "formula": "c1 + c2 + c1"}
    nodes["c4"]["cell"] = {"kind": "computed", "formula": "round(c1 / c2, 2)", "decimals": 2}
    program = build(template_of(form), "f_1")
    big, small = Decimal(4 * 10**18), Decimal(3)
    agree(program, [({"r1:c1": big, "r1:c2": big}, {}, {}), ({"r1:c1": small, "r1:c2": Decimal(8)}, {}, {}), ({"r1:c1": Decimal(10) ** 39, "r1:c2": small}, {}, {}), ({}, {}, {})])


def test_ties_are_left_to_the_judge_and_come_out_right() -> None:
    form = numbered(3)
    form["sections"]["items"]["s1"]["columns"]["nodes"]["c3"]["cell"] = {"kind": "computed", "formula": "c1 / c2 * 100", "decimals": 2}
    program = build(template_of(form), "f_1")
    agree(program, [({"r1:c1": Decimal(a), "r1:c2": Decimal(b)}, {}, {}) for a in range(-40, 41) for b in (0, 1, 7, 8, 16, 32, 80, 160, 800, 1600)])
