"""The default engine: whole columns at a time over int64."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from metadata.numbers import WIDE as EXACT
from metadata.numbers import from_scaled
from runtime import vectors
from runtime.consolidation.block import TALLY_ROWS, Block, Totals, settle
from runtime.consolidation.engines import register

_LOW_BITS = np.int64(2**32 - 1)


@register
class NumpyEngine:
    """Adds with ``add.reduce``; only columns that could overflow are added in two halves."""

    name = "numpy"

    def add(self, block: Block) -> Totals:
        """See :class:`runtime.consolidation.engines.Engine`."""
        width = len(block.decimals)
        sums = np.zeros(width, dtype=np.int64)
        if block.units == 0:
            return Totals(block.decimals, sums, np.zeros((TALLY_ROWS, width), dtype=np.int64), {})
        sums = np.add.reduce(block.numbers, axis=0, dtype=np.int64)
        exact = {slot: self._halves(block, slot) for slot in self._risky(block)}
        for (_, slot), value in block.wide.items():
            before = exact.get(slot)
            if before is None:
                before = from_scaled(int(sums[slot]), block.decimals[slot])
            exact[slot] = EXACT.add(before, value)
        wide = settle(block.decimals, exact, sums)
        return Totals(block.decimals, sums, self._tallies(block), wide)

    @staticmethod
    def _risky(block: Block) -> list[int]:
        """Slots where units × largest magnitude leaves 63 bits (max and min, since abs(-2**63) wraps)."""
        limit = vectors.HIGHEST // block.units
        high = block.numbers.max(axis=0)
        low = block.numbers.min(axis=0)
        return [int(slot) for slot in np.flatnonzero((high > limit) | (low < -limit))]

    @staticmethod
    def _halves(block: Block, slot: int) -> Decimal:
        """Exact sum of one column: high and low 32 bits apart, joined in Python's integers."""
        column = block.numbers[:, slot]
        high = int(np.add.reduce(column >> 32))
        low = int(np.add.reduce(column & _LOW_BITS))
        return from_scaled((high << 32) + low, block.decimals[slot])

    @staticmethod
    def _tallies(block: Block) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        states = block.states
        wanted = (vectors.DASHED, vectors.NOT_APPLICABLE, vectors.INVALID)
        numbers = np.count_nonzero(states == vectors.NUMBER, axis=0) + np.count_nonzero(states == vectors.WIDE, axis=0)
        rest = [np.count_nonzero(states == state, axis=0) for state in wanted]
        return np.array([numbers, *rest], dtype=np.int64)
