"""A bound tree, a form's formulas and its checks as conditions of a solver.

Every cell is two variables: a whole number named by its key (the value times ``10 ** decimals``) and the truth variable ``filled KEY``.
A blank cell's number is 0. Texts, choices and dates are whole numbers too (:class:`Symbol`).

**What is not linear becomes a free variable** that carries only what is surely known of it (whether it is blank). So the encoding
allows *at least* what the product allows: when the solver says that conditions cannot hold together, they cannot. What it
says can hold may be a phantom and is run through the judge before anybody hears of it. Why something is not exact stands in
:attr:`Encoder.reasons`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from metadata.formula.program import Check, Formula, Program, Tolerance, template_key, with_instance
from metadata.formula.program.run import operand
from metadata.formula.tree import Kind, Slot, Slots
from metadata.proofs.domain import Domain, Limits
from metadata.proofs.quantity import NOTHING, Quantity, known
from metadata.proofs.solver import Linear, Solver, Term, chosen, implied
from metadata.proofs.trees import Symbol, Trees
from metadata.values import CellValue

MOST_ROWS: Final = 2
"""How many rows an open row may have in proofs, when its rows are not given."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A check at one place. ``judged``: it is not silent; ``holds``: its condition, blanks and tolerance included."""

    judged: Term
    holds: Term
    fails: Term
    held: Term


class Encoder(Trees):
    """Encodes a program into ``solver`` as far as it is asked for: what a check reads comes along, nothing else.

    ``instances``: the rows of every open row (key: its owner), when they are known; otherwise each has 0 to ``MOST_ROWS``,
    called ``i1``, ``i2``. ``absent`` says of a cell that it stays blank. ``labelled``: limits of entry and formulas
    are labelled ``low KEY``, ``high KEY``, ``step KEY``, ``options KEY`` and ``formula KEY`` instead of stated, to learn which of them a proof needs.
    """

    def __init__(self, solver: Solver, program: Program, domain: Domain, *, instances: Mapping[str, Sequence[str]] | None = None,
                 absent: Callable[[str], bool] = lambda _key: False, labelled: bool = False) -> None:
        super().__init__(solver, instances)
        self.program, self.domain = program, domain
        self._absent, self._labelled = absent, labelled
        self.labels: list[str] = []
        self._cells: dict[str, Quantity | Symbol] = {}
        self._present: dict[tuple[str, str], Term] = {}
        self._formulas: dict[str, Formula] = {f.key: f for f in program.formulas}
        self._position = {f.key: number for number, f in enumerate(program.formulas)}
        self._encoded: set[str] = set()
        self._verdicts: dict[tuple[str, str], Verdict] = {}
        self._check_reasons: dict[str, frozenset[str]] = {}

    # -- cells

    def cell(self, key: str) -> Quantity | Symbol:
        """The value of a cell by key (instance put in). A computed cell comes with its formula."""
        found = self._cells.get(key)
        if found is None:
            template = template_key(key)
            if template in self._formulas:
                self._compute(template)
                found = self._cells.get(key)
            if found is None:
                found = self._cells[key] = self._entered(key, self.domain.limits(key))
        if template_key(key) in self.reasons:
            self.collecting.update(self.reasons[template_key(key)])
        return found

    def filled(self, key: str) -> Term:
        """That a cell is not blank."""
        return self.solver.negated(self.cell(key).blank)

    @property
    def cells(self) -> Mapping[str, Quantity | Symbol]:
        """Every cell that was encoded, by key."""
        return self._cells

    def stated(self, key: str) -> Term:
        """That a person states the value of a computed or carried cell, see :attr:`Formula.statable`."""
        return self.solver.truth(f"stated {key}")

    def equals(self, key: str, value: CellValue) -> Term:
        """That a cell holds a value; "-", X and what is no value of its kind read as blank."""
        found = self.cell(key)
        read, _ = operand(value, self.domain.limits(key).kind)
        if read is None or isinstance(read, bool):
            return found.blank if read is None else self.solver.negated(found.blank)
        if isinstance(found, Quantity):
            assert isinstance(read, Decimal)
            same = self.arithmetic.equal(found, known(Fraction(read)))
        else:
            code = dt.date.fromisoformat(str(read)).toordinal() if found.kind is Kind.DATE else self.text_code(str(read))
            same = self.solver.is_zero(found.code.shifted(-code))
        return self.solver.all_of((self.solver.negated(found.blank), same))

    def _entered(self, key: str, limits: Limits) -> Quantity | Symbol:
        if self._absent(key):
            return NOTHING if limits.kind.numeric else Symbol(Linear(), True)
        found = self._free(key, limits)
        owner = self.owner_of(key)
        if owner:
            self.solver.add(implied(self.solver, self.solver.negated(found.blank), self.present(owner, key.split("#", 1)[1].split(":", 1)[0])))
        for name, term in self._limits(found, limits):
            self._fact(f"{name} {key}", term)
        return found

    def _free(self, key: str, limits: Limits) -> Quantity | Symbol:
        """The variables of a cell, without limits."""
        blank = self.solver.negated(self.solver.truth(f"filled {key}"))
        own = Linear({key: 1})
        self.solver.add(implied(self.solver, blank, self.solver.is_zero(own)))
        return Quantity(own, 10 ** max(limits.decimals, 0), blank) if limits.kind.numeric else Symbol(own, blank, limits.kind)

    def _within(self, cell: Quantity | Symbol, limits: Limits) -> Term:
        return self.solver.all_of(term for _, term in self._limits(cell, limits))

    def _limits(self, cell: Quantity | Symbol, limits: Limits) -> Iterator[tuple[str, Term]]:
        """Limits of entry as conditions, by name: ``low``, ``high``, ``step``, ``options``."""
        solver, filled = self.solver, self.solver.negated(cell.blank)
        if isinstance(cell, Symbol):
            yield "options", self.symbol_limits(cell, limits)
            return
        for name, bound, sign in (("low", limits.low, -1), ("high", limits.high, 1)):
            if bound is not None:
                # sign · (value − bound) ≤ 0; 0 within the bound needs no care for blanks
                gap = cell.linear.times(bound.denominator).shifted(-bound.numerator * cell.den).times(sign)
                term = solver.at_most_zero(gap)
                yield name, term if sign * -bound <= 0 else implied(solver, filled, term)
        if limits.step:
            steps = self.arithmetic.fresh("steps")
            yield "step", solver.is_zero(cell.linear.times(limits.step.denominator).plus(steps, -limits.step.numerator * cell.den))

    def _fact(self, name: str, term: Term) -> None:
        if self._labelled and term is not True:
            self.labels.append(name)
            self.solver.label(name, term)
        else:
            self.solver.add(term)

    # -- open rows

    def owner_of(self, key: str) -> str | None:
        """The open row that has the instances of a cell of this form or of a group outside; None for other cells."""
        return self.program.owner_of.get(template_key(key)) if "#" in key else None

    def rows_of(self, owner: str | None) -> Sequence[str]:
        """Instances that an open row may have; one nameless place where there is none."""
        if owner is None:
            return ("",)
        if self.given_instances is not None:
            return self.given_instances.get(owner, ())
        return [f"i{number}" for number in range(1, MOST_ROWS + 1)]

    def present(self, owner: str | None, inst: str) -> Term:
        """That the instance is there."""
        if owner is None or self.given_instances is not None:
            return True
        found = self._present.get((owner, inst))
        if found is None:
            terms = [self.solver.truth(f"present {owner} {name}") for name in self.rows_of(owner)]
            self._present.update({(owner, name): term for name, term in zip(self.rows_of(owner), terms, strict=True)})
            for first, second in pairwise(terms):
                self.solver.add(implied(self.solver, second, first))
            found = self._present[(owner, inst)]
        return found

    @property
    def presences(self) -> Mapping[tuple[str, str], Term]:
        """Conditions for rows to be there that were met, by open row and instance."""
        return self._present

    # -- formulas

    def _compute(self, template: str) -> None:
        """Encode a computed cell after everything that it is computed from, in the program's order: no deep recursion."""
        wanted, waiting = set(), [template]
        while waiting:
            key = waiting.pop()
            if key in self._formulas and key not in self._encoded and key not in wanted:
                wanted.add(key)
                waiting.extend(leaf.key for leaf in self._formulas[key].reads)
        for key in sorted(wanted, key=self._position.__getitem__):
            self._encoded.add(key)
            formula, outer, self.collecting, loose = self._formulas[key], self.collecting, set(), self._loose
            for inst in self.rows_of(formula.owner):
                self._one_formula(formula, inst)
            if self.collecting:
                self.reasons[key] = frozenset(self.collecting)
            self.collecting, self._loose = outer, loose

    def _one_formula(self, formula: Formula, inst: str) -> None:
        key, solver = with_instance(formula.key, inst), self.solver
        limits = self.domain.limits(key)
        found = self._result(formula, inst)
        if isinstance(found, Symbol) or not limits.kind.numeric:
            self._cells[key] = found
            return
        there = self.present(formula.owner, inst)
        own = self._free(key, Limits(decimals=max(limits.decimals, _places(found.den))))
        assert isinstance(own, Quantity)
        self._cells[key] = own
        as_computed = solver.all_of((self.arithmetic.equal(own, found), chosen(solver, found.blank, own.blank, solver.negated(own.blank))))
        if formula.statable:
            said = solver.all_of((self.stated(key), self._statable(formula, inst), solver.negated(own.blank)))
            if formula.kind == "carried":
                said = solver.all_of((said, self._within(own, limits)))
            as_computed = solver.any_of((said, solver.all_of((solver.negated(self.stated(key)), as_computed))))
        self._fact(f"formula {key}", chosen(solver, there, as_computed, own.blank))

    def _result(self, formula: Formula, inst: str) -> Quantity | Symbol:
        if formula.source is not None:
            return self.cell(with_instance(formula.source, inst))
        return self.result(formula.node, inst, formula.decimals)

    def _statable(self, formula: Formula, inst: str) -> Term:
        """Whether a stated value stands: always where the cell may be overridden, else when there is nothing to carry."""
        if formula.override:
            return True
        return self.solver.all_of(self.cell(with_instance(leaf.key, inst)).blank for leaf in formula.reads if isinstance(leaf, Slot) and "|" in leaf.key)

    # -- checks

    def check(self, check: Check, inst: str = "") -> Verdict:
        """A check at one instance of its open row ("" for others)."""
        known = self._verdicts.get((check.id, inst))
        if known is None:
            outer, self.collecting = self.collecting, set()
            judged, holds = self._judged(check, inst), self._holds(check, inst)
            self._check_reasons[check.id] = frozenset(self.collecting)
            self.collecting = outer
            fails = self.solver.all_of((judged, self.solver.negated(holds)))
            known = self._verdicts[(check.id, inst)] = Verdict(judged, holds, fails, self.solver.negated(fails))
        return known

    def verdicts(self, check: Check) -> Iterator[Verdict]:
        """A check at every place it may stand."""
        for inst in self.rows_of(check.owner):
            yield self.check(check, inst)

    def held(self, check: Check) -> Term:
        """That a check holds or is silent everywhere."""
        return self.solver.all_of(verdict.held for verdict in self.verdicts(check))

    def fails(self, check: Check) -> Term:
        """That it fails somewhere."""
        return self.solver.any_of(verdict.fails for verdict in self.verdicts(check))

    def judged(self, check: Check) -> Term:
        """That it speaks somewhere."""
        return self.solver.any_of(verdict.judged for verdict in self.verdicts(check))

    def reasons_of(self, check: Check) -> frozenset[str]:
        """Codes of what is not exact about a check that was encoded; empty when the encoding says what the judge says."""
        return self._check_reasons.get(check.id, frozenset())

    def _judged(self, check: Check, inst: str) -> Term:
        solver = self.solver
        blanks = [pair for leaf in check.reads for pair in self._blanks(leaf, inst)]
        there = [present for present, _ in blanks]
        speaks = solver.any_of(solver.all_of((present, solver.negated(blank))) for present, blank in blanks)
        if check.skip_blanks:
            speaks = solver.negated(solver.any_of(solver.all_of((present, blank)) for present, blank in blanks))
        nothing_to_read = solver.negated(solver.any_of(there))  # a check over no rows at all is judged
        return solver.all_of((self.present(check.owner, inst), solver.any_of((speaks, nothing_to_read))))

    def _blanks(self, leaf: Slot | Slots, inst: str) -> Iterator[tuple[Term, Term]]:
        if isinstance(leaf, Slot):
            yield True, self.cell(with_instance(leaf.key, inst)).blank
            return
        for name in self.rows_of(leaf.owner):
            yield self.present(leaf.owner, name), self.cell(with_instance(leaf.key, name)).blank

    def _holds(self, check: Check, inst: str) -> Term:
        compare = check.comparison
        if compare is None or not compare.left.kind.numeric:
            return self.condition(check.node, inst)
        return self.arithmetic.compare(compare.operator, *self.sides(compare, inst), self._tolerance(check.tolerance))

    def _tolerance(self, tolerance: Tolerance) -> Quantity:
        found = Quantity(Linear({}, Fraction(tolerance.fixed).numerator), Fraction(tolerance.fixed).denominator)
        for half, owner in tolerance.terms:
            rows = self.arithmetic.counted([self.present(owner, name) for name in self.rows_of(owner)])
            found = self.arithmetic.total([(1, found), (1, rows.times(Fraction(half)))])
        return found


def _places(den: int) -> int:
    """Decimals that a power of ten as denominator stands for."""
    return len(str(den)) - 1
