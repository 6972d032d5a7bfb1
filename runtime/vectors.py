"""The numbers of one filled form as two flat arrays, in slot order.

A vector is an ``int64`` per slot, scaled by the slot's decimals (12.5 in a slot of two decimals is
1250), beside a ``uint8`` state per slot. Slot order is that of :func:`metadata.slots.slots`, which
depends on the form's release only, so vectors of all units of one (form, period) can be stacked
into a matrix and added. Bytes are little-endian on every machine.

A number that does not fit, because it is beyond 63 bits or carries more decimals than its slot, has state
``WIDE`` and 0 in the vector: its exact value stands in the document only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np
from numpy.typing import NDArray

from metadata.numbers import from_scaled, to_scaled
from metadata.slots import Slot
from metadata.values import DASH, NA, CellValue

BLANK: Final = 0
NUMBER: Final = 1
DASHED: Final = 2
NOT_APPLICABLE: Final = 3
WIDE: Final = 4
INVALID: Final = 5

LOWEST: Final = -(2**63)
HIGHEST: Final = 2**63 - 1

Numbers = NDArray[np.int64]
States = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Vector:
    """Numbers and states of one filled form, both of length ``len(slots)``, as stored bytes."""

    numbers: bytes
    states: bytes


def fits(scaled: int) -> bool:
    """Whether a scaled integer can stand in a vector."""
    return LOWEST <= scaled <= HIGHEST


def state_of(value: CellValue, decimals: int) -> tuple[int, int]:
    """The (scaled number, state) of one value; the number is 0 in every state but ``NUMBER``."""
    if value is None:
        return 0, BLANK
    if value is DASH:
        return 0, DASHED
    if value is NA:
        return 0, NOT_APPLICABLE
    if isinstance(value, Decimal):
        scaled = to_scaled(value, decimals)
        return (scaled, NUMBER) if scaled is not None and fits(scaled) else (0, WIDE)
    # A draft that is no number, or text carried over into the cell: shown, never added.
    return 0, INVALID


def pack(slots: Sequence[Slot], values: Mapping[str, CellValue]) -> Vector:
    """Pack the values of a form. Keys without a slot (text, open rows) are left to the document."""
    numbers = np.zeros(len(slots), dtype="<i8")
    states = np.zeros(len(slots), dtype=np.uint8)
    for at, slot in enumerate(slots):
        value = values.get(slot.key)
        if value is not None:
            numbers[at], states[at] = state_of(value, slot.decimals)
    return Vector(numbers.tobytes(), states.tobytes())


def read_numbers(blob: bytes) -> Numbers:
    """The int64 array of stored bytes (read-only view)."""
    return np.frombuffer(blob, dtype="<i8")


def read_states(blob: bytes) -> States:
    """The uint8 array of stored bytes (read-only view)."""
    return np.frombuffer(blob, dtype=np.uint8)


def value_at(scaled: int, state: int, decimals: int, exact: CellValue = None) -> CellValue:
    """The cell value of one slot; ``exact`` is what the document says, used for wide and invalid."""
    if state == NUMBER:
        return from_scaled(scaled, decimals)
    if state == DASHED:
        return DASH
    if state == NOT_APPLICABLE:
        return NA
    return exact if state in (WIDE, INVALID) else None


def unpack(slots: Sequence[Slot], vector: Vector, document: Mapping[str, CellValue]) -> dict[str, CellValue]:
    """Values by key; blank slots are left out. ``document`` gives the exact wide values."""
    numbers = read_numbers(vector.numbers).tolist()
    states = read_states(vector.states).tolist()
    return {
        slot.key: value_at(numbers[at], states[at], slot.decimals, document.get(slot.key))
        for at, slot in enumerate(slots)
        if states[at] != BLANK
    }
