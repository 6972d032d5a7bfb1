"""The checks around a few open cells as conditions of a solver: everything else in the form is a constant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from metadata.corrections.case import Case
from metadata.formula.program import Formula, template_key, with_instance
from metadata.formula.program.run import operand
from metadata.formula.tree import Kind
from metadata.proofs.domain import Domain, Limits
from metadata.proofs.encode import Encoder
from metadata.proofs.quantity import NOTHING, Quantity, known
from metadata.proofs.solver import Linear, Solver, Term
from metadata.proofs.trees import Symbol

if TYPE_CHECKING:
    from metadata.values import CellValue


class _Limits:
    """Limits by key, as a case knows them."""

    def __init__(self, case: Case) -> None:
        self._case = case

    def limits(self, key: str) -> Limits:
        return self._case.limits(key)


class OpenCells(Encoder):
    """Encodes checks with ``open_cells`` free and computed cells following them.

    Because all other cells are constants, a product or quotient with one of them is linear, and so exact.
    """

    def __init__(self, solver: Solver, case: Case, open_cells: Collection[str]) -> None:
        super().__init__(solver, case.program, cast("Domain", _Limits(case)), instances=case.instances)
        self._case, self._open = case, frozenset(open_cells)
        self._moving = case.moved_by(open_cells) - self._open
        follow = {template_key(key) for key in self._moving}
        self._encoded.update(key for key in self._formulas if key not in follow)

    def cell(self, key: str) -> Quantity | Symbol:
        """An open cell, a computed one that follows, or the constant that stands there."""
        if key not in self._cells:
            if key in self._open:
                self._cells[key] = self._entered(key, self._case.limits(key))
            elif key not in self._moving:
                self._cells[key] = self._constant(key)
        return super().cell(key)

    def stated(self, key: str) -> Term:
        """Whether a person stated the value: known here."""
        return self._case.is_fixed_formula(key)

    def _one_formula(self, formula: Formula, inst: str) -> None:
        if with_instance(formula.key, inst) in self._moving:
            super()._one_formula(formula, inst)

    def _constant(self, key: str) -> Quantity | Symbol:
        value: CellValue = self._case.values.get(key)
        kind = self._case.kind(key)
        read, _ = operand(value, kind)
        if kind.numeric:
            return known(Fraction(read)) if isinstance(read, Decimal) else NOTHING
        if read is None or isinstance(read, bool):
            return Symbol(Linear(), read is None, kind)
        code = dt.date.fromisoformat(str(read)).toordinal() if kind is Kind.DATE else self.text_code(str(read))
        return Symbol(Linear({}, code), False, kind)
