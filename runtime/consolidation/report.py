"""One consolidated form: from the units' stored numbers to a filled report.

Adding is done by an engine over vectors. Documents are read only where vectors do not tell everything:
wide numbers, open rows, text, and rows per unit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial

import numpy as np

from metadata import adding
from metadata.formula.program import Failure
from metadata.values import CellValue
from runtime import vectors
from runtime.consolidation.block import Block, Member, Totals, stack
from runtime.consolidation.engines import Engine
from runtime.consolidation.open_rows import bring_together
from runtime.consolidation.plan import PROGRAM_HOWS, Plan, together_of
from runtime.submissions.filled import Filled, Instance, join_key, load_filled, split_key
from runtime.vectors import Vector


@dataclass(frozen=True)
class Source:
    """One unit's form as stored. ``document`` is None where the vector tells everything."""

    unit_id: str
    name: str
    submission_id: str
    vector: Vector
    document: str | None

    @cached_property
    def filled(self) -> Filled:
        """The document, read when first needed; empty when it was not loaded."""
        return Filled() if self.document is None else load_filled(self.document)

    def values(self, plan: Plan) -> Mapping[str, CellValue]:
        """The unit's values, from the document if it was loaded, else from the vector."""
        if self.document is not None:
            return self.filled.values
        return vectors.unpack(plan.slots, self.vector, {})

    def member(self, plan: Plan) -> Member:
        """The vector with its exact wide values."""
        wide: dict[int, Decimal] = {}
        if vectors.WIDE not in self.vector.states:
            return Member(self.vector, wide)
        states = vectors.read_states(self.vector.states)
        for at in np.flatnonzero(states == vectors.WIDE):
            value = self.filled.values.get(plan.slots[int(at)].key)
            if isinstance(value, Decimal):
                wide[int(at)] = value
        return Member(self.vector, wide)


@dataclass(frozen=True)
class Added:
    """What adding alone gives: totals for storage and deltas, and the report without computed cells."""

    totals: Totals
    filled: Filled


@dataclass(frozen=True)
class Report:
    """A consolidated form: the totals it rests on, the filled report, and the checks it fails."""

    totals: Totals
    filled: Filled
    failures: tuple[Failure, ...] = field(default=())


def block_of(plan: Plan, sources: Sequence[Source]) -> Block:
    """The units' vectors as a matrix in the order of ``sources``."""
    return stack(plan.slots, [source.member(plan) for source in sources])


def add_up(
    plan: Plan, sources: Sequence[Source], engine: Engine, totals: Totals | None = None, opened: Sequence[Source] | None = None
) -> Added:
    """Everything that needs no formula. ``totals`` is given when a level below was already added.

    ``opened`` are the units whose added rows are brought together, where ``sources`` are the reports of child units: lines without
    a name of their own stay apart only as long as it is known whose they are.
    """
    needed = totals is None or any(how.how in ("count", "wmean", "last") for how in plan.hows.values())
    block = block_of(plan, sources) if needed else None
    if totals is None:
        totals = engine.add(block_of(plan, sources) if block is None else block)
    values = _from_totals(plan, totals, block)
    values.update(_collated(plan, sources))
    instances: dict[str, tuple[Instance, ...]] = {}
    for row in plan.open_rows:
        rows, cells = bring_together(
            [(source.name, source.filled) for source in (sources if opened is None else opened)],
            row.id,
            row.rows,
            row.columns,
            together_of(plan, row),
            partial(_combine, plan),
        )
        instances[row.id] = rows
        values.update(cells)
    return Added(totals, Filled(values, instances))


def from_totals(plan: Plan, totals: Totals) -> Filled:
    """The added part of a report by totals alone. Right only when ``plan.by_vector_alone``."""
    return Filled(_from_totals(plan, totals, None))


def _from_totals(plan: Plan, totals: Totals, block: Block | None) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {}
    index = {slot.key: at for at, slot in enumerate(plan.slots)}
    for at, slot in enumerate(plan.slots):
        how = plan.hows[slot.key]
        value: CellValue = None
        if how.how == "sum":
            value = totals.value(at)
        elif how.how == "count" and block is not None:
            value = adding.count(_column(block, at))
        elif how.how == "last" and block is not None:
            value = adding.last(_column(block, at))
        elif how.how == "wmean" and block is not None:
            weight = index.get(_weight_key(plan, slot.key, how.weight))
            if weight is not None:
                pairs = zip(_column(block, at), _column(block, weight), strict=True)
                value = adding.weighted_mean(pairs, slot.decimals)
        if value is not None:
            values[slot.key] = value
    return values


def _column(block: Block, slot: int) -> list[CellValue]:
    """The values of one slot, unit by unit."""
    numbers, states = block.numbers[:, slot].tolist(), block.states[:, slot].tolist()
    return [
        vectors.value_at(number, state, block.decimals[slot], block.wide.get((row, slot)))
        for row, (number, state) in enumerate(zip(numbers, states, strict=True))
    ]


def _weight_key(plan: Plan, key: str, weight: str | None) -> str:
    """Key of the cell that weighs a mean: a column (same row), a row (same column), or a cell, by id or code."""
    row, _, column = split_key(key)
    wanted = weight or ""
    for section in plan.form.grids:
        for node in section.columns.nodes.values():
            if wanted in (node.id, node.code):
                return join_key(row, None, node.id)
        for line in section.rows.nodes.values():
            if wanted in (line.id, line.code):
                return join_key(line.id, None, column or "")
    return wanted.replace(".", ":")


def _collated(plan: Plan, sources: Sequence[Source]) -> dict[str, CellValue]:
    values: dict[str, CellValue] = {}
    fixed = {slot.key for slot in plan.slots}
    opened = {row for open_row in plan.open_rows for row in open_row.rows}
    for key, how in plan.hows.items():
        if how.how == "collate" and key not in fixed and split_key(key)[0] not in opened:
            value = adding.collate([(source.name, source.filled.values.get(key)) for source in sources])
            if value is not None:
                values[key] = value
    return values


def _combine(
    plan: Plan,
    row: str,
    column: str,
    stated: Sequence[tuple[str, CellValue]],
    lines: Sequence[Mapping[str, CellValue]],
) -> CellValue:
    """One cell of a brought-together open row."""
    key = join_key(row, None, column)
    how = plan.hows.get(key)
    values = [value for _, value in stated]
    if how is None or how.how in PROGRAM_HOWS:
        return None
    match how.how:
        case "sum":
            return adding.add(values)
        case "count":
            return adding.count(values)
        case "last":
            return adding.last(values)
        case "wmean":
            weight = split_key(_weight_key(plan, key, how.weight))[2] or ""
            pairs = [(line.get(column), line.get(weight)) for line in lines]
            return adding.weighted_mean(pairs, plan.specs[key].decimals or 0)
        case "collate":
            same = adding.same_or_blank(values)
            return same if same is not None else adding.collate(stated)
    return adding.same_or_blank(values) if plan.specs[key].kind not in ("number", "computed", "carried") else None


def compute(plan: Plan, added: Added, externals: Mapping[str, CellValue]) -> Report:
    """Run the report form's program over what was added."""
    result = plan.program.run(added.filled.values, added.filled.instance_ids(), externals)
    values = {**added.filled.values, **result.values}
    kept = {key: value for key, value in values.items() if value is not None}
    return Report(added.totals, Filled(kept, added.filled.instances), tuple(result.failures))
