"""A program over all units of a form at once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from metadata.formula.functions import Operand
from metadata.formula.program.model import Formula
from metadata.formula.spelling import vector as v
from metadata.formula.spelling.choice import chosen
from metadata.formula.spelling.vector import Exact, Flags, Truth, Words
from metadata.formula.targets.arrays import ArrayFormula, Table
from metadata.formula.tree import Slot
from metadata.numbers import to_scaled


def column(values: Sequence[Operand], *, numeric: bool) -> Exact | Words:
    """One cell of all units from its operands, None blank; numbers take the decimals of the longest."""
    if not numeric:
        return Words(np.array(values, dtype=object))
    decimals = max((-int(value.as_tuple().exponent) for value in values if isinstance(value, Decimal)), default=0)
    numbers = [to_scaled(value, max(decimals, 0)) if isinstance(value, Decimal) else 0 for value in values]
    blank = np.array([value is None for value in values])
    return v.whole(np.array(numbers, dtype=object), max(decimals, 0), blank if blank.any() else None)


class OverUnits:
    """The computed and carried cells of a program, over arrays. Made once per program; the checks are left to the judge."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self._formulas = [(formula, ArrayFormula(formula)) for formula in formulas]

    def compute(self, table: Table) -> None:
        """Put every computed cell into the table, which holds what was entered and what comes from other forms and periods.

        A value given for a cell that a person may state stands, by the rules of :meth:`Program.run`; other given values of computed
        cells do not count. Drafts are blank; what rests on them is not told apart.
        """
        for formula, compute in self._formulas:
            for place in [""] if formula.owner is None else [str(at) for at in table.places(formula.owner)]:
                key = formula.key.replace("#:", f"#{place}:", 1)
                stated = table.stated(key) if formula.statable else None
                given = table.columns.pop(key, None)
                self._computed(table, formula, compute, place, key)
                if stated is not None and stated.any():
                    stands = stated if formula.override else stated & self._nothing_to_carry(table, formula, place)
                    table.columns[key] = self._chosen(table, stands, given, table.columns.get(key))

    def _computed(self, table: Table, formula: Formula, compute: ArrayFormula, place: str, key: str) -> None:
        if formula.source is not None:
            source = table.columns.get(formula.source.replace("#:", f"#{place}:", 1))
            if source is not None:
                table.columns[key] = source
        else:
            compute.at(table, place)

    def _nothing_to_carry(self, table: Table, formula: Formula, place: str) -> Flags:
        found = np.ones(table.units, dtype=np.bool_)
        for leaf in formula.reads:
            if "|" in leaf.key and isinstance(leaf, Slot):
                found &= ~table.stated(leaf.key.replace("#:", f"#{place}:", 1))
        return found

    def _chosen(self, table: Table, stands: Flags, given: Exact | Words | None, computed: Exact | Words | None) -> Exact | Words:
        if isinstance(given, Words):
            other = computed if isinstance(computed, Words) else Words(np.array([None], dtype=object))
            return Words(np.broadcast_to(np.where(stands, given.values, other.values), (table.units,)).copy())
        own, other_number = (column if isinstance(column, Exact) else v.nothing() for column in (given, computed))
        found = chosen(Truth(stands), own, other_number)
        assert isinstance(found, Exact)
        blank = None if found.blank is None else np.broadcast_to(found.blank, (table.units,)).copy()
        return v.whole(np.broadcast_to(found.numbers, (table.units,)).copy(), found.decimals, blank)

