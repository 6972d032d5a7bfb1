"""The unit of measure of a formula, and where its units do not go together.

Units are followed through the syntax, which knows its place in the text, with the cells of its leaves given by the caller. A unit is
a *dimension* and a *scale*, how many base units one of it is. What is not known for certain is unknown, and an unknown is never a
finding: a cell without a unit, a rate such as money over people, and anything times a written number, which may carry a unit of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from metadata.formula.quantities import (
    Finding,
    Measured,
    Plain,
    Quantity,
    Units,
    adds_up,
    mixed,
    multiplied,
    of_measure,
    said,
    times,
)
from metadata.formula.syntax import (
    Between,
    Choice,
    Comparison,
    Factors,
    Invocation,
    Junction,
    Literal,
    Name,
    Negation,
    Span,
    Syntax,
    Terms,
)
from metadata.measures import Measure, find, measures
from metadata.numbers import WIDE

_ONE: Final = Decimal(1)
_HUNDRED: Final = Decimal(100)
_PLACES: Final = frozenset({"range", "children", "form", "prev", "prev_year", "units_below", "ytd"})
_MANY: Final = frozenset({"range", "children", "units_below"})


@dataclass
class Measuring:
    """Follows the units of one formula at one place; ``found`` fills up. ``instead``: what to write instead of a sum that means nothing."""

    text: str
    cells: Callable[[Syntax], Units]
    own: Measure | None = None
    instead: str = "percent(…, …)"
    found: list[Finding] = field(default_factory=list)

    def result(self, syntax: Syntax) -> None:
        """The formula of a cell whose unit is ``own``."""
        whole, own = self.of(syntax), of_measure(self.own)
        if isinstance(whole, Quantity) and isinstance(own, Quantity):
            self.pair("result", own, whole, syntax.span, syntax)

    # -- expressions

    def of(self, syntax: Syntax, *, adding: bool = True) -> Measured:
        """The unit of an expression; ``adding``: sums of what does not add up are findings."""
        match syntax:
            case Literal(value=bool() | str()):
                return None
            case Literal(value=Decimal() as number):
                return Plain(number)
            case Name() | Between():
                return self.alike("add", self.spread(syntax))
            case Terms(items):
                return self.terms(items, adding=adding)
            case Factors(items):
                return self.product(items)
            case Comparison(operands, operators):
                self.comparison(operands, operators)
            case Junction(_, items):
                for item in items:
                    self.of(item)
            case Negation(item):
                self.of(item)
            case Choice(test, yes, no):
                self.of(test)
                return self.alike("choose", [(yes, self.of(yes)), (no, self.of(no))])
            case Invocation():
                return self.invocation(syntax, adding=adding)
        return None

    def spread(self, syntax: Syntax) -> list[tuple[Syntax, Measured]]:
        """The cells of a name, one for each unit among them."""
        return [(syntax, of_measure(measure)) for measure in self.cells(syntax).measures]

    def terms(self, items: Sequence[tuple[int, Syntax]], *, adding: bool) -> Measured:
        """A sum and difference."""
        found = [(item, self.of(item, adding=adding)) for _, item in items]
        signs = Counter(sign for (sign, _), (_, unit) in zip(items, found, strict=True) if not adds_up(unit))
        if adding and any(count > 1 for count in signs.values()):
            self.not_additive(found)
        return self.alike("add", found)

    def comparison(self, operands: Sequence[Syntax], operators: Sequence[str]) -> None:
        """A comparison; sums held against a written number may be shares that make 100."""
        against_number = any(isinstance(operand, Literal) for operand in operands)
        units = [self.of(operand, adding=not against_number) for operand in operands]
        act = "equal" if set(operators) <= {"==", "!="} else "compare"
        self.alike(act, list(zip(operands, units, strict=True)))

    def invocation(self, syntax: Invocation, *, adding: bool) -> Measured:
        """A call."""
        arguments = syntax.arguments
        match syntax.function:
            case name if name in _PLACES:
                units = self.spread(syntax)
                if name == "ytd" and adding and any(not adds_up(unit) for _, unit in units):
                    self.not_additive(units)
                return self.alike("add", units)
            case "sum":
                return self.total(arguments, adding=adding)
            case "sum_where":
                return self.total(arguments[:1], adding=adding, many=True)
            case "min" | "max" | "avg" | "coalesce":
                return self.alike("choose", [pair for item in arguments for pair in self.argument(item)])
            case "abs" | "round":
                return self.of(arguments[0])
            case "wmean":
                return self.alike("choose", self.argument(arguments[0]))
            case "count" | "count_where":
                return Plain()
            case "convert":
                return self.conversion(syntax)
            case "ratio":
                return self.product([("*", arguments[0]), ("/", arguments[1])])
            case "percent":
                return times(self.product([("*", arguments[0]), ("/", arguments[1])]), WIDE.divide(_ONE, _HUNDRED))
        return None

    def argument(self, syntax: Syntax) -> list[tuple[Syntax, Measured]]:
        """An argument of a function over cells: a group is its cells."""
        if isinstance(syntax, Name | Between) or (isinstance(syntax, Invocation) and syntax.function in _PLACES):
            return self.spread(syntax)
        return [(syntax, self.of(syntax))]

    def total(self, arguments: Sequence[Syntax], *, adding: bool, many: bool = False) -> Measured:
        """A sum over cells."""
        found = [pair for item in arguments for pair in self.argument(item)]
        several = many or len(arguments) > 1 or any(self.is_many(item) for item in arguments)
        if adding and several and any(not adds_up(unit) for _, unit in found):
            self.not_additive(found)
        return self.alike("add", found)

    def is_many(self, syntax: Syntax) -> bool:
        """Whether an argument stands for several cells."""
        if isinstance(syntax, Invocation) and syntax.function not in _PLACES:
            return False
        named = isinstance(syntax, Between) or (isinstance(syntax, Invocation) and syntax.function in _MANY)
        return named or (isinstance(syntax, Name | Invocation) and self.cells(syntax).many)

    def conversion(self, syntax: Invocation) -> Measured:
        """``convert``: what is converted is in the unit that it says."""
        number, *units = syntax.arguments
        source, target = (_named(unit) for unit in units)
        inner = self.of(number)
        if source is None or target is None:
            return None
        if isinstance(inner, Quantity):
            self.pair("convert", Quantity(source.dimension, frozenset({source.factor}), source), inner, number.span, number)
        return Quantity(target.dimension, frozenset({target.factor}), target, made=True)

    def product(self, items: Sequence[tuple[str, Syntax]]) -> Measured:
        """A product and quotient."""
        units = [(sign, self.of(item)) for sign, item in items]
        if all(isinstance(unit, Plain) for _, unit in units):
            return Plain()
        return multiplied(units)

    # -- findings

    def alike(self, act: str, items: Sequence[tuple[Syntax, Measured]]) -> Measured:
        """The one unit of values that must share it; the first (or that of the cell computed) is what others are held against."""
        known = [(item, unit) for item, unit in items if isinstance(unit, Quantity)]
        if not known:
            return Plain() if items and all(isinstance(unit, Plain) for _, unit in items) else None
        at = next((n for n, (_, unit) in enumerate(known) if self.own is not None and unit.measure == self.own), 0)
        base = known[at][1]
        clean = True
        for index, (item, unit) in enumerate(known):
            if index != at and not self.pair(act, base, unit, item.span, item, known[at][0]):
                clean = False
        if not clean:
            return None
        common = frozenset.intersection(*(unit.scales for _, unit in known if unit.dimension == base.dimension))
        made = base.made or len(items) > 1
        return replace(base, scales=common or base.scales, made=made, loose=any(unit.loose for _, unit in known))

    def pair(self, act: str, base: Quantity, other: Quantity, span: Span, item: Syntax, against: Syntax | None = None) -> bool:
        """Whether two units go together; a finding when they do not."""
        if base.dimension != other.dimension:
            severity = mixed(act, base, other)
            if severity:
                code = {"add": "measure.mixed_sum", "choose": "measure.mixed_choice", "result": "measure.result", "convert": "measure.converted"}
                self.say(code.get(act, "measure.mixed_comparison"), severity, span, base, other, item, against)
            return not severity
        if base.scales & other.scales:
            return True
        self.scale(base, other, span, item, against)
        return False

    def scale(self, base: Quantity, other: Quantity, span: Span, item: Syntax, against: Syntax | None) -> None:
        """Units of one dimension that differ by a factor: a missing conversion, or a missing hundred of a percentage."""
        apart = WIDE.divide(min(other.scales), min(base.scales))
        if base.dimension == "ratio" and (base.made or other.made) and {apart, WIDE.divide(_ONE, apart)} & {_HUNDRED}:
            made = item if other.made or against is None else against
            self.say("measure.percent", "warning", made.span, base, other, made, against, proposal=self.as_percent(made))
            return
        if other.made and (apart == WIDE.divide(_ONE, _HUNDRED)):
            self.say("measure.percent_factor", "warning", span, base, other, item, against, proposal=f"({self.of_text(item)}) / 100")
            return
        proposal = self.converted(base, other, item)
        self.say("measure.scale", "error", span, base, other, item, against, proposal=proposal, times=f"{max(apart, WIDE.divide(_ONE, apart)):f}")

    def converted(self, base: Quantity, other: Quantity, item: Syntax) -> str:
        """The expression with its conversion written out."""
        exact = [m for m in measures().values() if m.dimension == other.dimension and other.scales == {m.factor}]
        source = other.measure if other.measure in exact else exact[0] if exact else other.measure
        target = base.measure
        text = self.of_text(item)
        return f'convert({text}, "{source.symbol}", "{target.symbol}")' if source and target else text

    def as_percent(self, item: Syntax) -> str:
        """A quotient as a percentage."""
        match item:
            case Factors(items=((_, part), ("/", whole))):
                return f"percent({self.of_text(part)}, {self.of_text(whole)})"
            case Invocation(function="ratio", arguments=(part, whole)):
                return f"percent({self.of_text(part)}, {self.of_text(whole)})"
            case Invocation(function="percent", arguments=(part, whole)):
                return f"ratio({self.of_text(part)}, {self.of_text(whole)})"
        return f"({self.of_text(item)}) * 100"

    def not_additive(self, found: Iterable[tuple[Syntax, Measured]]) -> None:
        """A sum over percentages, ages and the like."""
        item, unit = next((item, unit) for item, unit in found if not adds_up(unit))
        assert isinstance(unit, Quantity)
        self.say("measure.not_additive", "warning", item.span, unit, unit, item, None, proposal=self.instead)

    def of_text(self, item: Syntax) -> str:
        """The characters of an expression."""
        offset, length = self.whole(item.span)
        return self.text[offset : offset + length]

    def whole(self, span: Span) -> Span:
        """A span widened to the brackets that it opens or closes: that of ``(a - b) / c`` begins behind its bracket."""
        start, end = span[0], span[0] + span[1]
        while self.text.count(")", start, end) > self.text.count("(", start, end) and "(" in self.text[:start]:
            start = self.text.rindex("(", 0, start)
        while self.text.count("(", start, end) > self.text.count(")", start, end) and ")" in self.text[end:]:
            end = self.text.index(")", end) + 1
        return start, end - start

    def say(self, code: str, severity: str, span: Span, base: Quantity, other: Quantity, item: Syntax, against: Syntax | None, **more: str) -> None:
        """Add a finding once."""
        span = self.whole(span)
        args = {
            "text": self.of_text(item), "unit": said(other), "unit_en": said(other, "en"),
            "against": self.of_text(against) if against else "", "wanted": said(base), "wanted_en": said(base, "en"),
            "formula": self.text, "offset": span[0], "length": max(span[1], 1), **more,
        }  # fmt: skip
        finding = Finding(code, severity, span, args)
        if finding not in self.found:
            self.found.append(finding)


def _named(syntax: Syntax) -> Measure | None:
    return find(syntax.value) if isinstance(syntax, Literal) and isinstance(syntax.value, str) else None
