"""Slots: the fixed number cells of a form in print order.

The position of a cell in this list is its place in stored vectors, so it must depend on the form's document
only: not on the unit that fills it, nor on the day. Open rows, text, choices, dates, targets and blocked cells have
no slot.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """A number cell that is always there: its key, and the decimals its stored integer is scaled by."""

    key: str
    decimals: int
