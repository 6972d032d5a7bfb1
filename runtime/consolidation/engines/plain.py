"""The second opinion: Python integers, one cell after the other. Slow, and obviously right."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from metadata.numbers import WIDE as EXACT
from metadata.numbers import from_scaled
from runtime import vectors
from runtime.consolidation.block import TALLY_ROWS, Block, Totals, settle
from runtime.consolidation.engines import register

_TALLY_OF = {
    vectors.NUMBER: 0,
    vectors.WIDE: 0,
    vectors.DASHED: 1,
    vectors.NOT_APPLICABLE: 2,
    vectors.INVALID: 3,
}


@register
class PlainEngine:
    """Adds Decimals."""

    name = "plain"

    def add(self, block: Block) -> Totals:
        """See :class:`runtime.consolidation.engines.Engine`."""
        width = len(block.decimals)
        totals = {slot: Decimal(0) for slot in range(width)}
        tallies = np.zeros((TALLY_ROWS, width), dtype=np.int64)
        for unit in range(block.units):
            for slot, decimals in enumerate(block.decimals):
                state = int(block.states[unit, slot])
                if state in _TALLY_OF:
                    tallies[_TALLY_OF[state], slot] += 1
                if state == vectors.NUMBER:
                    totals[slot] = EXACT.add(totals[slot], from_scaled(int(block.numbers[unit, slot]), decimals))
                elif state == vectors.WIDE:
                    totals[slot] = EXACT.add(totals[slot], block.wide[unit, slot])
        sums = np.zeros(width, dtype=np.int64)
        return Totals(block.decimals, sums, tallies, settle(block.decimals, totals, sums))
