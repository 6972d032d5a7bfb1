"""Bound trees as quantities and conditions. What cells are is for :class:`metadata.proofs.encode.Encoder` to say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Final

from metadata.formula.program import with_instance
from metadata.formula.tree import (
    Call,
    Chain,
    Choose,
    Compare,
    Kind,
    Logic,
    Node,
    Not,
    Nothing,
    Number,
    Product,
    Settle,
    Slot,
    Slots,
    Text,
    Truth,
    Where,
)
from metadata.proofs.domain import Limits
from metadata.proofs.quantity import NOTHING, Arithmetic, Quantity, known
from metadata.proofs.solver import Linear, Solver, Term, chosen, implied

#: Most numbers whose mean is encoded exactly: it needs their least common multiple as a denominator.
MEAN_OF: Final = 8
LAST_DAY: Final = dt.date.max.toordinal()

#: Codes of what is not exact; each is an entry of the catalogue of errors.
PRODUCT, RATIO, QUOTIENT, TEXT, FUNCTION, OPEN_ROWS = "proof.product", "proof.ratio", "proof.quotient", "proof.text", "proof.function", "proof.open_rows"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A text, choice, date or file: ``code`` is 0 where blank; dates are day numbers, texts are numbered as they are met."""

    code: Linear
    blank: Term
    kind: Kind = Kind.TEXT


class Trees:
    """Encodes nodes; ``inst`` is the instance of the open row that a node stands in ("" elsewhere)."""

    def __init__(self, solver: Solver, instances: Mapping[str, Sequence[str]] | None = None) -> None:
        self.solver, self.given_instances = solver, instances
        self.arithmetic = Arithmetic(solver)
        #: Codes of what was not exact, by computed cell (template key); and those met since somebody cleared the set.
        self.reasons: dict[str, frozenset[str]] = {}
        self.collecting: set[str] = set()
        self._texts: dict[str, int] = {"": 0}
        self._products: dict[tuple[Node, str], Quantity] = {}
        self._loose = 0

    # -- for the encoder to say

    def cell(self, key: str) -> Quantity | Symbol:
        """The value of a cell by key."""
        raise NotImplementedError

    def rows_of(self, owner: str | None) -> Sequence[str]:
        """Instances that an open row may have."""
        raise NotImplementedError

    def present(self, owner: str | None, inst: str) -> Term:
        """That an instance is there."""
        raise NotImplementedError

    # -- numbers

    def number(self, node: Node, inst: str = "") -> Quantity:
        """A numeric node."""
        match node:
            case Number(value):
                return known(Fraction(value))
            case Slot():
                found = self.cell(with_instance(node.key, inst))
                return found if isinstance(found, Quantity) else Quantity(Linear(), 1, found.blank)
            case Chain():
                return self.arithmetic.total([(sign, self.number(item, inst)) for sign, item in node.terms])
            case Product():
                return self._product(node, inst)
            case Settle(item):
                return self.arithmetic.settled(self.number(item, inst))
            case Choose():
                return self.arithmetic.choose(self.condition(node.test, inst), self.number(node.yes, inst), self.number(node.no, inst))
            case Call():
                return self._call(node, inst)
            case Where():
                return self._where(node)
        assert isinstance(node, Nothing), type(node).__name__
        return NOTHING

    def result(self, node: Node, inst: str, decimals: int) -> Quantity:
        """A numeric node rounded to ``decimals`` places, what came out of a division to 15 digits first."""
        item, before = node.item if isinstance(node, Settle) else node, self._loose
        found = self.number(item, inst)
        if self._loose > before:
            return self._anything("rounded", found.blank, 10 ** max(decimals, 0))
        return self.arithmetic.rounded(found, decimals, quotient=item is not node)

    def _product(self, node: Product, inst: str) -> Quantity:
        loose_before, solver = self._loose, self.solver
        factors = [(sign == "*", self.number(item, inst)) for sign, item in node.factors]
        fixed, unknown, divisors = Fraction(1), list[Quantity](), list[Quantity]()
        for multiplies, item in factors:
            value = item.constant
            if value is None:
                (unknown if multiplies else divisors).append(item)
            elif multiplies:
                fixed *= value
            elif value == 0:
                return NOTHING
            else:
                fixed /= value
        blank = solver.any_of([item.blank for _, item in factors] + [solver.is_zero(item.linear) for item in divisors])
        if blank is True:
            return NOTHING
        if len(unknown) <= 1 and not divisors and self._loose == loose_before:
            return unknown[0].times(fixed) if unknown else known(fixed)
        if divisors or self._loose > loose_before:
            self.collecting.add(RATIO)
            return self._loosely("ratio", blank)
        self.collecting.add(PRODUCT)
        found = self._products.get((node, inst))
        if found is None:
            den = fixed.denominator
            for item in unknown:
                den *= item.den
            found = self._products[(node, inst)] = self._anything("product", blank, den)
        return found

    def _anything(self, what: str, blank: Term, den: int) -> Quantity:
        """A free number of so many parts, 0 where blank."""
        found = self.arithmetic.fresh(what)
        self.solver.add(implied(self.solver, blank, self.solver.is_zero(found)))
        return Quantity(found, den, blank)

    def _loosely(self, what: str, blank: Term) -> Quantity:
        """A free number in place of one with endless decimals.

        Every occurrence is free by itself: equal quotients may differ, which allows more than the product does, never less.
        """
        self._loose += 1
        return self._anything(what, blank, 10**20)

    def _several(self, nodes: Sequence[Node], inst: str) -> Iterator[tuple[Node, str]]:
        """Arguments, the cells of an open row one by one."""
        for node in nodes:
            if not isinstance(node, Slots):
                yield node, inst
                continue
            if self.given_instances is None:
                self.collecting.add(OPEN_ROWS)
            for name in self.rows_of(node.owner):
                yield Slot(with_instance(node.key, name), node.kind), ""

    def _call(self, node: Call, inst: str) -> Quantity:
        arithmetic, function = self.arithmetic, node.function
        if function == "round":
            places = node.arguments[1] if len(node.arguments) > 1 else None
            return self.result(node.arguments[0], inst, int(places.value) if isinstance(places, Number) else 0)
        several = list(self._several(node.arguments, inst))
        if function == "count":
            return arithmetic.counted([self.solver.negated(self._blank(item, at)) for item, at in several])
        items = [self.number(item, at) for item, at in several]
        if not items:
            return NOTHING
        match function:
            case "sum":
                return arithmetic.total([(1, item) for item in items])
            case "min" | "max":
                return arithmetic.extreme(items, least=function == "min")
            case "abs":
                return arithmetic.absolute(items[0])
            case "coalesce":
                return arithmetic.first_filled(items)
            case "avg" if len(items) <= MEAN_OF:
                return self._mean(items)
        self.collecting.add(FUNCTION)
        blank = self.solver.truth(arithmetic.fresh_name(f"blank of {function}"))
        return self._loosely(function, blank)

    def _blank(self, node: Node, inst: str) -> Term:
        if node.kind.numeric:
            return self.number(node, inst).blank
        return self.symbol(node, inst).blank

    def _mean(self, items: Sequence[Quantity]) -> Quantity:
        """Sum by count, one case for each count; a quotient like any other."""
        solver, total = self.solver, self.arithmetic.total([(1, item) for item in items])
        filled = self.arithmetic.counted([solver.negated(item.blank) for item in items])
        common = lcm(*range(1, len(items) + 1))
        found = self.arithmetic.fresh("mean")
        for size in range(1, len(items) + 1):
            here = solver.is_zero(filled.linear.shifted(-size))
            solver.add(implied(solver, here, solver.is_zero(found.plus(total.linear, -(common // size)))))
        solver.add(implied(solver, total.blank, solver.is_zero(found)))
        return Quantity(found, total.den * common, total.blank)

    def _where(self, node: Where) -> Quantity:
        assert isinstance(node.test, Slots)
        if self.given_instances is None:
            self.collecting.add(OPEN_ROWS)
        hits, values = [], []
        for inst in self.rows_of(node.test.owner):
            tested = Slot(with_instance(node.test.key, inst), node.test.kind)
            hit = self.solver.all_of((self.solver.negated(self._blank(tested, "")), self.condition(Compare(node.operator, tested, node.operand))))
            hits.append(hit)
            if isinstance(node.values, Slots):
                value = self.number(Slot(with_instance(node.values.key, inst), node.values.kind))
                values.append(self.arithmetic.choose(hit, value, NOTHING))
        if node.values is None:
            return self.arithmetic.counted(hits)
        return self.arithmetic.total([(1, value) for value in values])

    # -- conditions

    def condition(self, node: Node, inst: str = "") -> Term:
        """A truth value; comparisons in it are exact, tolerance is for checks."""
        match node:
            case Truth(value):
                return value
            case Logic(operator, items):
                terms = [self.condition(item, inst) for item in items]
                return self.solver.all_of(terms) if operator == "and" else self.solver.any_of(terms)
            case Not(item):
                return self.solver.negated(self.condition(item, inst))
            case Choose(test, yes, no):
                return chosen(self.solver, self.condition(test, inst), self.condition(yes, inst), self.condition(no, inst))
            case Compare(operator, left, right):
                if left.kind.numeric:
                    return self.arithmetic.compare(operator, *self.sides(node, inst))
                return self._compare_symbols(operator, left, right, inst)
        self.collecting.add(FUNCTION)
        return self.solver.truth(self.arithmetic.fresh_name("condition"))

    def sides(self, compare: Compare, inst: str) -> tuple[Quantity, Quantity]:
        """Both sides of a comparison of numbers."""
        start = self.arithmetic.endless
        left = self.number(compare.left, inst)
        middle = self.arithmetic.endless
        right = self.number(compare.right, inst)
        if start < middle < self.arithmetic.endless:
            self.collecting.add(QUOTIENT)
        return left, right

    def _compare_symbols(self, operator: str, left: Node, right: Node, inst: str) -> Term:
        sides = [self.symbol(left, inst, right.kind), self.symbol(right, inst, left.kind)]
        if sides[0].kind is not sides[1].kind or (sides[0].kind is not Kind.DATE and operator not in {"==", "!="}):
            self.collecting.add(TEXT)
            return self.solver.truth(self.arithmetic.fresh_name("condition"))
        return self.arithmetic.compare(operator, Quantity(sides[0].code), Quantity(sides[1].code))

    def symbol(self, node: Node, inst: str, beside: Kind = Kind.TEXT) -> Symbol:
        """A text or date; a quoted text ``beside`` a date is a date."""
        match node:
            case Text(value):
                if beside is Kind.DATE and value:
                    return Symbol(Linear({}, dt.date.fromisoformat(value).toordinal()), False, Kind.DATE)
                return Symbol(Linear({}, self.text_code(value)), not value, Kind.TEXT if value else beside)
            case Slot():
                found = self.cell(with_instance(node.key, inst))
                return found if isinstance(found, Symbol) else Symbol(Linear(), found.blank, node.kind)
            case Choose(test, yes, no):
                first, second = self.symbol(yes, inst, beside), self.symbol(no, inst, beside)
                asked = self.condition(test, inst)
                code = self.arithmetic.choose(asked, Quantity(first.code), Quantity(second.code)).linear
                return Symbol(code, chosen(self.solver, asked, first.blank, second.blank), first.kind)
        return Symbol(Linear(), True, node.kind)

    def text_code(self, text: str) -> int:
        """The number that stands for a text, given out as texts are met; 0 for no text."""
        return self._texts.setdefault(text, len(self._texts))

    def text_of(self, code: int) -> str:
        """The text behind a number; one that no formula names for any other."""
        return next((text for text, number in self._texts.items() if number == code), f"chữ {code}")

    def symbol_limits(self, symbol: Symbol, limits: Limits) -> Term:
        """What may stand in a text, choice or date cell."""
        solver, filled = self.solver, self.solver.negated(symbol.blank)
        if symbol.kind is Kind.OTHER:
            return solver.is_zero(symbol.code)
        if limits.options is not None:
            return implied(solver, filled, solver.any_of(solver.is_zero(symbol.code.shifted(-self.text_code(value))) for value in limits.options))
        within = [solver.at_most_zero(symbol.code.times(-1).shifted(1))]
        if symbol.kind is Kind.DATE:
            within.append(solver.at_most_zero(symbol.code.shifted(-LAST_DAY)))
        return implied(solver, filled, solver.all_of(within))
