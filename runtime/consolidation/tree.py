"""Which units are added into which parents: the tree of units as it stood on a day, bottom up."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from runtime.consolidation.block import Totals, plus
from runtime.store.models import UnitParent
from runtime.units import MAX_DEPTH, valid_on


@dataclass(frozen=True)
class Node:
    """One report: of a unit above the reporters (``unit_id``), over ``members`` in order.

    ``below`` are the nodes added into this one; ``own`` the members added directly.
    """

    unit_id: str
    members: tuple[str, ...]
    own: tuple[str, ...]
    below: tuple[str, ...]


def parents_on(db: Session, on: date) -> dict[str, str]:
    """Parent of every unit on a day."""
    rows = db.execute(
        select(UnitParent.unit_id, UnitParent.parent_id).where(valid_on(UnitParent.valid_from, UnitParent.valid_to, on))
    )
    return {row.unit_id: row.parent_id for row in rows}


def nodes(reporters: Sequence[str], parents: Mapping[str, str], top: str, adjusted: Collection[str] = ()) -> list[Node]:
    """Reports to make, each after those it is added from; the last one is the whole, under ``top``.

    A parent through which everything passes makes no report of its own: it would be the whole again, unless its figures were ``adjusted``.
    """
    members: dict[str, list[str]] = {}
    for unit in reporters:
        for above in above_of(unit, parents):
            members.setdefault(above, []).append(unit)
    whole = set(reporters)
    between = [unit for unit, inside in members.items() if unit != top and (unit in adjusted or set(inside) != whole)]
    nearest = {unit: _nearest(unit, parents, between) for unit in (*reporters, *between)}
    found = [
        Node(
            unit,
            tuple(members[unit]),
            tuple(member for member in reporters if nearest[member] == unit),
            tuple(other for other in between if nearest[other] == unit),
        )
        for unit in sorted(between, key=lambda unit: -len(above_of(unit, parents)))
    ]
    own = tuple(unit for unit in reporters if nearest[unit] is None)
    found.append(Node(top, tuple(reporters), own, tuple(unit for unit in between if nearest[unit] is None)))
    return found


def above_of(unit: str, parents: Mapping[str, str]) -> list[str]:
    """The units above a unit, the nearest first."""
    chain: list[str] = []
    while unit in parents and len(chain) < MAX_DEPTH:
        unit = parents[unit]
        chain.append(unit)
    return chain


def _nearest(unit: str, parents: Mapping[str, str], between: Iterable[str]) -> str | None:
    wanted = set(between)
    return next((above for above in above_of(unit, parents) if above in wanted), None)


def level_totals(node: Node, own: Totals, done: Mapping[str, Totals]) -> Totals:
    """Totals of a node: its own members' and those of the nodes below, each of which was added once."""
    total = own
    for below in node.below:
        total = plus(total, done[below])
    return total
