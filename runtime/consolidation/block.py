"""All units of one (form, period) as a matrix, and what adding them gives.

A :class:`Block` is units × slots. :class:`Totals` is one row: exact sums and, per slot, how many units
stated a number, "-", X or something invalid. The tallies decide the state of a sum and make it possible
to take one unit out again without reading the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from metadata.numbers import WIDE as EXACT
from metadata.numbers import from_scaled, to_scaled
from metadata.slots import Slot
from metadata.values import DASH, NA, CellValue
from runtime import vectors
from runtime.vectors import Numbers, States, Vector

Tallies = NDArray[np.int64]
"""Four rows × slots: units with a number, with "-", with X, with an invalid draft."""

TALLY_ROWS: Final = 4


@dataclass(frozen=True, slots=True)
class Member:
    """One unit's stored numbers. ``exact`` holds its wide values by slot index."""

    vector: Vector
    exact: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """Stacked vectors: ``numbers`` and ``states`` are units × slots, ``wide`` maps (unit, slot) to the exact value."""

    decimals: tuple[int, ...]
    numbers: Numbers
    states: States
    wide: Mapping[tuple[int, int], Decimal]

    @property
    def units(self) -> int:
        """Number of rows."""
        return int(self.numbers.shape[0])


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of a block. ``wide`` holds the complete exact sum of each slot whose sum does not fit."""

    decimals: tuple[int, ...]
    sums: Numbers
    tallies: Tallies
    wide: Mapping[int, Decimal]

    def exact(self, slot: int) -> Decimal:
        """The exact sum of a slot, whatever its state."""
        found = self.wide.get(slot)
        return found if found is not None else from_scaled(int(self.sums[slot]), self.decimals[slot])

    def states(self) -> States:
        """State per slot: a number if any unit gave one, else "-", else X, else blank."""
        numbers, dashes, not_applicable, _ = self.tallies
        out = np.zeros(len(self.decimals), dtype=np.uint8)
        out[not_applicable > 0] = vectors.NOT_APPLICABLE
        out[dashes > 0] = vectors.DASHED
        out[numbers > 0] = vectors.NUMBER
        for slot in self.wide:
            out[slot] = vectors.WIDE
        return out

    def value(self, slot: int) -> CellValue:
        """The cell value of a slot's sum."""
        numbers, dashes, not_applicable, _ = (int(row[slot]) for row in self.tallies)
        if numbers:
            return self.exact(slot)
        if dashes:
            return DASH
        return NA if not_applicable else None

    def values(self, slots: Sequence[Slot]) -> dict[str, CellValue]:
        """Cell values by key; blank slots are left out."""
        found = ((slot.key, self.value(at)) for at, slot in enumerate(slots))
        return {key: value for key, value in found if value is not None}


def stack(slots: Sequence[Slot], members: Sequence[Member]) -> Block:
    """Stack members into a block. Raises ValueError when a vector has another length than ``slots``."""
    width = len(slots)
    numbers = np.frombuffer(b"".join(m.vector.numbers for m in members), dtype="<i8")
    states = np.frombuffer(b"".join(m.vector.states for m in members), dtype=np.uint8)
    if numbers.size != len(members) * width or states.size != numbers.size:
        raise ValueError(f"vectors of {len(members)} units do not have {width} slots each")
    wide = {(row, slot): value for row, member in enumerate(members) for slot, value in member.exact.items()}
    shape = (len(members), width)
    return Block(tuple(slot.decimals for slot in slots), numbers.reshape(shape), states.reshape(shape), wide)


def settle(decimals: Sequence[int], parts: Mapping[int, Decimal], sums: Numbers) -> dict[int, Decimal]:
    """Move exact sums that fit after all back into ``sums`` (in place); return those that do not."""
    kept: dict[int, Decimal] = {}
    for slot, total in parts.items():
        scaled = to_scaled(total, decimals[slot])
        if scaled is not None and vectors.fits(scaled):
            sums[slot] = scaled
        else:
            sums[slot] = 0
            kept[slot] = total
    return kept


def plus(left: Totals, right: Totals) -> Totals:
    """Add two totals of the same form: how a level is made from the level below it."""
    return _combined(left, right, 1)


def minus(left: Totals, right: Totals) -> Totals:
    """Take ``right`` out of ``left``: the other half of a delta."""
    return _combined(left, right, -1)


def _combined(left: Totals, right: Totals, sign: int) -> Totals:
    with np.errstate(over="ignore"):
        sums = left.sums + right.sums if sign > 0 else left.sums - right.sums
    # Signed overflow: the result's sign differs from what both operands say.
    other = right.sums if sign > 0 else ~right.sums
    overflow = ((left.sums ^ sums) & (other ^ sums)) < 0
    touched = {int(slot) for slot in np.flatnonzero(overflow)} | set(left.wide) | set(right.wide)
    exact = {
        slot: EXACT.add(left.exact(slot), right.exact(slot) if sign > 0 else -right.exact(slot)) for slot in touched
    }
    wide = settle(left.decimals, exact, sums)
    return Totals(left.decimals, sums, left.tallies + sign * right.tallies, wide)
