"""Figures that the receiver adjusted: which hold in a report, what they stand in place of, and what of them goes up the tree.

An adjustment stays until it is taken back, however often the report is made again. It stands between the units and everything
that reads the figure: the report's formulas and checks, and the reports above, which take the figure as it was adjusted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import select

from metadata.grid import NUMERIC_KINDS
from metadata.mapping import Conversion
from metadata.numbers import WIDE
from metadata.values import CellValue, decode, encode
from runtime.consolidation.plan import PROGRAM_HOWS, Plan
from runtime.consolidation.report import Added
from runtime.consolidation.tree import Node
from runtime.store.models import Adjustment
from runtime.submissions.conversion import way_of
from runtime.submissions.filled import Filled, split_key

if TYPE_CHECKING:
    from runtime.consolidation.work import Consolidation


@dataclass(frozen=True)
class Adjusted:
    """What adjustments did to one report.

    ``cells`` maps an adjusted cell to the adjustment and to what would stand there without it; ``carried`` maps a cell that is
    added to the difference between what the report shows and what its units give: the report above adds it too.
    """

    cells: Mapping[str, tuple[str, CellValue]] = field(default_factory=dict)
    carried: Mapping[str, Decimal] = field(default_factory=dict)

    def dump(self) -> str:
        """As it is stored beside the report."""
        cells = {key: [adjustment, encode(value)] for key, (adjustment, value) in self.cells.items()}
        return json.dumps({"cells": cells, "carried": {key: encode(shift) for key, shift in self.carried.items()}} if cells or self.carried else {})


def load_adjusted(text: str) -> Adjusted:
    """Read what :meth:`Adjusted.dump` wrote."""
    data = json.loads(text)
    cells = {key: (adjustment, decode(value)) for key, (adjustment, value) in data.get("cells", {}).items()}
    return Adjusted(cells, {key: Decimal(shift) for key, shift in data.get("carried", {}).items()})


def adjustable(plan: Plan, key: str) -> bool:
    """Whether a figure may be adjusted: a number or a text that was put together, not one that is computed or a unit's own."""
    row, instance, _ = split_key(key)
    how, spec = plan.hows.get(key), plan.specs.get(key)
    if how is None or spec is None or instance is not None or how.how in PROGRAM_HOWS:
        return False
    opened = {one for owner in plan.open_rows for one in owner.rows}
    return row not in opened and spec.kind in {*NUMERIC_KINDS, "text"} and not (row in plan.unit_rows and spec.kind == "text")


def current(work: Consolidation, unit_id: str | None = None) -> Sequence[Adjustment]:
    """Adjustments of the collection that hold, the oldest first; of one report's unit, or of all."""
    found = select(Adjustment).where(Adjustment.collection_id == work.collection.id, Adjustment.ended_at.is_(None))
    if unit_id is not None:
        found = found.where(Adjustment.unit_id == unit_id)
    return work.db.scalars(found.order_by(Adjustment.at, Adjustment.id)).all()


def applied(work: Consolidation, node: Node, form_id: str, added: Added) -> tuple[Added, Adjusted]:
    """What adding gave, with the adjustments of the reports below and then those of this one."""
    plan, values = work.plan(form_id), dict(added.filled.values)
    carried: dict[str, Decimal] = {}
    for below in node.below:
        for key, shift in work.adjusted(below, form_id).carried.items():
            if key in plan.hows and plan.hows[key].how == "sum":
                carried[key] = WIDE.add(carried.get(key, Decimal(0)), shift)
    for key, shift in carried.items():
        values[key] = WIDE.add(_number(values.get(key)), shift)
    cells: dict[str, tuple[str, CellValue]] = {}
    for key, (adjustment, value) in _standing(work, node.unit_id, form_id).items():
        cells[key] = (adjustment, values.get(key))
        values[key] = value
        if plan.hows[key].how == "sum":
            carried[key] = WIDE.subtract(_number(value), _number(added.filled.values.get(key)))
    if not cells and not carried:
        return added, Adjusted()
    return replace(added, filled=replace(added.filled, values=values)), Adjusted(cells, {key: shift for key, shift in carried.items() if shift})


def _number(value: CellValue) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _standing(work: Consolidation, unit_id: str, form_id: str) -> dict[str, tuple[str, CellValue]]:
    """Adjustment and value by the cells of the release that the report is made on."""
    plan, found = work.plan(form_id), {}
    for row in work.adjustments(unit_id):
        for key in _cells_of(work, plan, row):
            found[key] = (row.id, decode(json.loads(row.value)))
    return found


def _cells_of(work: Consolidation, plan: Plan, row: Adjustment) -> list[str]:
    """The cell that an adjustment is about; none where a later release asks for something else there."""
    if row.release_hash == work.release_hash:
        return [row.cell] if row.form_id == plan.form.id and adjustable(plan, row.cell) else []
    way = way_of(work.db, row.release_hash, work.release_hash, plan.form.id)
    if (way[0].source_id if way else plan.form.id) != row.form_id:
        return []
    return [key for key in plan.hows if adjustable(plan, key) and _origin(way, key) == row.cell]


def _origin(way: Sequence[Conversion], key: str) -> str | None:
    for one in reversed(way):
        route = one.route(key)
        if route.how != "same":
            return None
        (key,) = route.cells
    return key


def without(filled: Filled, adjusted: Adjusted) -> dict[str, CellValue]:
    """The figures as they would stand without this report's own adjustments."""
    return {**filled.values, **{key: value for key, (_, value) in adjusted.cells.items()}}
