"""Fillings of a form as rows of a wide table, and what SQL makes of them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import duckdb

from metadata.formula.program import Program
from metadata.formula.program.run import operand, template_key, with_instance
from metadata.formula.spelling.sql import WIDTH
from metadata.formula.targets.sql import literal, quoted
from metadata.formula.targets.sql_statement import columns_of, select
from metadata.formula.tree import Kind, Slot, Slots
from metadata.values import DASH, CellValue

Decimals = Callable[[str], int]


@dataclass
class Filling:
    """What ``Program.run`` takes."""

    values: dict[str, CellValue] = field(default_factory=dict)
    instances: dict[str, Sequence[str]] = field(default_factory=dict)
    externals: dict[str, CellValue] = field(default_factory=dict)

    def places(self, program: Program, key: str) -> Sequence[str]:
        """The instances of a key of open rows: this form's, or those given from outside."""
        owner = program.owner_of.get(key) or _owner_of_open(program, key)
        if owner and "|" not in owner:
            return self.instances.get(owner, ())
        return [k.split("#", 1)[1].split(":", 1)[0] for k in self.externals if k != key and template_key(k) == key]

    def cell(self, program: Program, key: str) -> Any:
        """A column of the wide table: an operand, or a list of them."""
        kind, given = program.kinds[key], {**self.values, **self.externals}
        if "#:" not in key:
            return operand(given.get(key), kind)[0]
        return [operand(given.get(with_instance(key, place)), kind)[0] for place in self.places(program, key)]


def _owner_of_open(program: Program, key: str) -> str | None:
    """The open row of this form whose instances a cell of an earlier period has."""
    return next((item.owner for item in (*program.formulas, *program.checks) for leaf in item.reads if leaf == Slot(key, leaf.kind)), None)


def random_filling(program: Program, decimals: Decimals, chance: random.Random) -> Filling:
    """Whatever formulas and checks read, and some cells stated although they are computed: numbers of the declared decimals, blanks, dashes, zeros."""
    filling = Filling(instances={owner: [f"k{i}" for i in range(chance.randint(0, 3))] for owner in sorted({o for o in program.owner_of.values() if "|" not in o})})
    leaves = {leaf.key: leaf for item in (*program.formulas, *program.checks) for leaf in item.reads}
    leaves |= {formula.key: Slot(formula.key, formula.node.kind) for formula in program.formulas if formula.statable}
    outside = {leaf.owner: [f"u{i}" for i in range(chance.randint(0, 3))] for leaf in leaves.values() if isinstance(leaf, Slots) and "|" in leaf.owner}
    carried = {leaf.key for formula in program.formulas if formula.statable for leaf in formula.reads}
    for key, leaf in leaves.items():
        if key in program.computed_keys and key not in program.statable:
            continue
        into = filling.externals if "|" in key else filling.values
        places: Sequence[str] = ("",)
        if "#:" in key:
            places = outside[leaf.owner] if isinstance(leaf, Slots) and "|" in leaf.owner else filling.places(program, key)
            into |= {key: None} if "|" in key else {}
        for place in places:
            # A "-" stated over a formula, or carried, stands as a "-": a table of numbers cannot say that.
            into[with_instance(key, place)] = _value(leaf.kind, decimals(key), chance, states=key not in carried and key not in program.statable)
    return filling


def _value(kind: Kind, decimals: int, chance: random.Random, *, states: bool) -> CellValue:
    if kind is Kind.TEXT:
        return chance.choice([None, "co", "khong", "x'y"])
    if kind is Kind.DATE:
        return chance.choice([None, dt.date(2026, 1, 31), dt.date(2026, 2, 1)])
    if not kind.numeric:
        return None
    return chance.choice([None, DASH if states else None, Decimal(0), Decimal(chance.randint(1, 99)), Decimal(chance.randint(-99, 10**9)).scaleb(-decimals)])


def run(program: Program, decimals: Decimals, fillings: Sequence[Filling]) -> list[dict[str, Any]]:
    """Each filling's computed cells and checks by name of column, out of one statement over a table of all fillings."""
    base, names = duckdb.connect(), columns_of(program)
    types = [f"{quoted(name)} {_type(program, decimals, key)}" for key, name in names.items()]
    base.execute(f"CREATE TABLE entered ({', '.join(['unit INTEGER', 'period VARCHAR', *types])})")
    for number, filling in enumerate(fillings):
        cells = [_constant(_entered(program, filling, key)) for key in names]
        base.execute(f"INSERT INTO entered VALUES ({', '.join([str(number), 'NULL', *cells])})")
    found = base.execute(f"SELECT * FROM ({select(program, decimals, 'entered')}) ORDER BY unit")
    shown = [column[0] for column in found.description or ()]
    return [dict(zip(shown, row, strict=True)) for row in found.fetchall()]


def _type(program: Program, decimals: Decimals, key: str) -> str:
    if key not in program.kinds:
        return "VARCHAR[]"
    kind = f"DECIMAL({WIDTH},{decimals(key)})" if program.kinds[key].numeric else "VARCHAR"
    return f"{kind}[]" if "#:" in key else kind


def _entered(program: Program, filling: Filling, key: str) -> Any:
    if key in program.kinds:
        return filling.cell(program, key)
    return filling.instances.get(key.removesuffix("#"), [])


def _constant(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_constant(item) for item in value)}]"
    return "NULL" if value is None else literal(str(value))


def differences(program: Program, filling: Filling, row: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Computed cells and checks in which SQL and the judge differ: ``(key, judge, SQL)``."""
    result = program.by_closures().run(filling.values, filling.instances, filling.externals)
    names, found = columns_of(program, results=True), []
    for formula in program.formulas:
        places = ("",) if formula.owner is None else filling.instances.get(formula.owner, ())
        judged = [operand(result.values[with_instance(formula.key, place)], program.kinds[formula.key])[0] for place in places]
        given = row[names[formula.key]]
        if judged != (given if formula.owner else [given]):
            found.append((formula.key, judged, given))
    failed = {failure.id for failure in result.failures}
    for check in program.checks:
        places = ("",) if check.owner is None else filling.instances.get(check.owner, ())
        given = row[names[check.id]] if check.owner else [row[names[check.id]]]
        for place, held in zip(places, given, strict=True):
            here = with_instance(check.id, place)
            if here not in result.unjudged and (held is False) is not (here in failed):
                found.append((here, here not in failed, held))
    return found
