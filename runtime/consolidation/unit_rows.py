"""Rows per unit: a report in which every reporting unit is a row and the last row is the total.

A unit fills one row (``r1:c1``); in the report that row stands once per unit (``r1#u7:c1``) and the plain
key holds the total.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from metadata.formula.program import Program
from metadata.formula.program.run import operand
from metadata.formula.program.units import OverUnits, column
from metadata.formula.targets.arrays import Table
from metadata.values import CellValue
from runtime.consolidation.plan import PROGRAM_HOWS, Plan
from runtime.consolidation.report import Source
from runtime.submissions.filled import Filled, Instance, join_key, split_key

UnitExternals = Callable[[Source], Mapping[str, CellValue]]
"""Values from the same unit's other forms and periods, by external key."""


def instances_of(sources: Sequence[Source]) -> tuple[Instance, ...]:
    """One instance per unit, in order; ``item`` is the unit's id."""
    return tuple(Instance(f"u{at}", source.name, source.unit_id) for at, source in enumerate(sources, start=1))


def unit_values(plan: Plan, sources: Sequence[Source], externals: UnitExternals) -> list[dict[str, CellValue]]:
    """Each unit's own cells as the report shows them: added cells as sent, formulas on the unit's own numbers."""
    stated = [
        {key: value for key, value in source.values(plan).items() if not _is_formula(plan, key) and key in plan.specs}
        for source in sources
    ]
    if not plan.uses_program:
        return stated
    outside = [externals(source) for source in sources]
    if plan.over_units is not None:
        computed = _all_at_once(plan.over_units, plan.program, stated, outside)
    else:
        program = plan.program.without_checks()
        computed = [
            program.run(values, source.filled.instance_ids(), others).values
            for source, values, others in zip(sources, stated, outside, strict=True)
        ]
    return [{**values, **results} for values, results in zip(stated, computed, strict=True)]


def _all_at_once(
    over_units: OverUnits,
    program: Program,
    stated: Sequence[Mapping[str, CellValue]],
    outside: Sequence[Mapping[str, CellValue]],
) -> list[dict[str, CellValue]]:
    """The computed cells of all units, over arrays."""
    given = [{**values, **others} for values, others in zip(stated, outside, strict=True)]
    columns = {
        key: column([operand(values.get(key), kind)[0] for values in given], numeric=kind.numeric)
        for key, kind in program.kinds.items()
        if key not in program.computed_keys
    }
    table = Table(len(stated), columns)
    over_units.compute(table)
    keys = [formula.key for formula in program.formulas]
    return [dict(cells) for cells in table.numbers(keys)]


def _is_formula(plan: Plan, key: str) -> bool:
    how = plan.hows.get(key)
    return how is not None and how.how in PROGRAM_HOWS


def with_unit_rows(plan: Plan, filled: Filled, sources: Sequence[Source], externals: UnitExternals) -> Filled:
    """The report with a row per unit added. Text stays in its unit's row and leaves the total."""
    if not plan.unit_rows:
        return filled
    rows = set(plan.unit_rows)
    texts = {key for key, how in plan.hows.items() if how.how == "collate" and split_key(key)[0] in rows}
    values = {key: value for key, value in filled.values.items() if key not in texts}
    instances = instances_of(sources)
    for instance, cells in zip(instances, unit_values(plan, sources, externals), strict=True):
        for key, value in cells.items():
            row, _, column = split_key(key)
            if row in rows and column is not None and value is not None:
                values[join_key(row, instance.id, column)] = value
    return Filled(values, {**filled.instances, **dict.fromkeys(plan.unit_rows, instances)}, filled.overrides)
