"""The search: which fewest cells, and what they can hold.

A **core** is a set of cells of which every correction changes at least one. The cells of a failed check are one. Candidates are the
smallest sets that meet all cores; for each the solver is asked whether the checks that its cells touch can hold while all else stays.
If not, the checks that clash name the cells of which one more is needed: a new core. So the first candidate that works is one of the
fewest, and trying the rest of its size finds all the others. What works is run through the judge before it counts.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Final

from metadata.corrections.case import Case
from metadata.corrections.encoding import OpenCells
from metadata.corrections.hitting import fewest, hitting_sets
from metadata.corrections.slips import is_slip, slips
from metadata.corrections.smtlib import OutOfTime, Process, SmtSolver
from metadata.numbers import WIDE
from metadata.proofs.quantity import Quantity
from metadata.proofs.solver import Answer, Linear, Term

#: Most ways of one size that are looked for; beyond it their number is not told.
MOST_WAYS: Final = 60
#: Most cores that are made smaller by leaving out one check after the other.
_SHRINK: Final = 12
_FARTHEST: Final = 10**24
#: Cells with so few values are tried with each; others with some near what was typed.
_FEW: Final = 300
_NEAR: Final = 20
_POWERS: Final = 13


class Impossible(Exception):  # noqa: N818 - an answer, no error
    """Proven: the checks clash whatever the open cells hold."""


@dataclass(frozen=True, slots=True)
class Range:
    """The least and greatest a cell may hold, each None without bound."""

    low: Decimal | None
    high: Decimal | None


@dataclass(slots=True)
class Way:
    """One way to correct: a value for every cell, verified by the judge, and which of them are the only ones that help."""

    values: dict[str, Decimal]
    determined: dict[str, bool]
    blanks: int = 0
    slips: int = 0
    change: Decimal = Decimal(0)
    judged: bool = False
    likely: dict[str, Decimal] = field(default_factory=dict)
    ranges: dict[str, Range] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[object, ...]:
        """Better first: typed cells, usual slips, values that are certain, little change."""
        return self.blanks, -self.slips, sum(not known for known in self.determined.values()), self.change, sorted(self.values)


@dataclass
class Search:
    """A search for some failed checks, which share no open cell with any other that failed.

    ``ways`` fills up, the best first. ``complete``: all of that size were found. ``doubtful``: something was ruled out that nobody is sure of.
    """

    case: Case
    failing: list[str]
    ways: list[Way] = field(default_factory=list)
    complete: bool = False
    doubtful: bool = False
    cores: list[frozenset[str]] = field(default_factory=list)
    _tried: set[frozenset[str]] = field(default_factory=set)

    def run(self, process: Process) -> None:
        """Find all ways of the fewest cells. Raises :class:`Impossible`, and :class:`OutOfTime` when none was found by the deadline."""
        self.cores = list(dict.fromkeys(self.case.rests_on[name] for name in self.failing))
        if frozenset() in self.cores:
            raise Impossible
        try:
            self._by_size(process)
            self._describe(process)
        except OutOfTime:
            if not self.ways:
                raise
        self.ways.sort(key=lambda way: way.rank)

    def _errors_with(self, values: Mapping[str, Decimal]) -> bool:
        """Whether the judge still finds errors here, those of other searches aside."""
        elsewhere = set(self.case.failing).difference(self.failing)
        return not elsewhere.issuperset(self.case.errors_with(values))

    def _by_size(self, process: Process) -> None:
        size, reach = fewest(self.cores), frozenset[str]().union(*self.case.rests_on.values())
        tick = process.check_time
        while not self.ways and size <= len(reach):
            for cells in hitting_sets(self.cores, size, self._likeliest, tick):
                self._try(process, cells)
                if len(self.ways) > MOST_WAYS:
                    return
            if size == 1 and not self.ways:
                self._anything_at_all(process)
            size = max(size + 1, fewest(self.cores))
        self.complete = True

    def _likeliest(self, key: str) -> tuple[bool, int, str]:
        """Typed cells first, then those that many failed checks name."""
        value = self.case.values.get(key)
        return not isinstance(value, Decimal), -sum(key in self.case.rests_on[name] for name in self.failing), key

    def _anything_at_all(self, process: Process) -> None:
        """Whether the failed checks can hold together with every cell open; an answer before all sizes are gone through."""
        cells = frozenset[str]().union(*(self.case.rests_on[name] for name in self.failing))
        with process.scope() as solver:
            trial = Trial(self.case, solver, cells, self.failing)
            if solver.ask(trial.labels, trial.fewer) is Answer.NO and not self._core(solver, cells, trial.labels):
                raise Impossible

    # -- one candidate

    def _try(self, process: Process, cells: frozenset[str]) -> None:
        if cells in self._tried:
            return
        self._tried.add(cells)
        with process.scope() as solver:
            trial = Trial(self.case, solver, cells, self.case.touched_by(cells))
            if solver.ask(trial.labels, trial.changed) is Answer.YES:
                self._take(trial)
            elif solver.ask(trial.labels, trial.fewer) is Answer.NO:
                core = self._core(solver, cells, trial.labels)
                if not core:
                    raise Impossible
                self.cores.append(core)
            else:
                self._doubt(cells)

    def _core(self, solver: SmtSolver, cells: Collection[str], labels: list[str]) -> frozenset[str]:
        """Cells besides these of which one must change too: those of checks that clash."""
        clash = solver.core() if labels else []
        for name in clash[:_SHRINK] if len(clash) > 2 else ():
            less = [other for other in clash if other != name]
            if name in clash and solver.ask(less) is Answer.NO:
                clash = solver.core()
        return frozenset[str]().union(*(self.case.rests_on[name] for name in clash)) - frozenset(cells)

    def _take(self, trial: Trial) -> None:
        values = trial.values()
        if self._errors_with(values):
            self._doubt(frozenset(values))
            return
        way = Way(values, {key: trial.only(key, value) for key, value in values.items()})
        way.blanks = sum(not isinstance(self.case.values.get(key), Decimal) for key in values)
        for key, value in values.items():
            self._weigh(way, trial, key, value)
        self.ways.append(way)

    def _doubt(self, cells: frozenset[str]) -> None:
        """The solver was too generous. One cell can be tried by the judge; of several nobody knows, and the search goes on with one more."""
        key, *more = cells
        tried, all_tried = ([], False) if more else self._candidates(key)
        helping = [value for value in tried if not self._errors_with({key: value})]
        if helping:
            best = helping[0] if all_tried else self._nearest(key, helping[0])
            way = Way({key: best}, {key: all_tried and len(helping) == 1}, blanks=not isinstance(self.case.values.get(key), Decimal), judged=True)
            way.likely = {} if way.determined[key] else {key: helping[0]}
            self.ways.append(way)
        self.doubtful = self.doubtful or not all_tried
        core = frozenset[str]().union(*(self.case.rests_on[name] for name in self.case.touched_by(cells))) - cells
        if core:
            self.cores.append(core)

    def _nearest(self, key: str, helping: Decimal) -> Decimal:
        """A number that helps with little change: halving the way from what was typed."""
        typed, unit = self.case.values.get(key), Decimal(1).scaleb(-self.case.limits(key).decimals)
        bad = typed if isinstance(typed, Decimal) else Decimal(0)
        while abs(helping - bad) > unit:
            middle = ((helping + bad) / 2 / unit).to_integral_value() * unit
            if middle in {helping, bad}:
                break
            helping, bad = (helping, middle) if self._errors_with({key: middle}) else (middle, bad)
        return helping

    def _candidates(self, key: str) -> tuple[list[Decimal], bool]:
        """Values of one cell worth trying, and whether they are all there are."""
        limits, typed = self.case.limits(key), self.case.values.get(key)
        unit = Decimal(1).scaleb(-limits.decimals)
        if limits.low is not None and limits.high is not None and (limits.high - limits.low) / Fraction(unit) <= _FEW and not limits.step:
            first, last = math.ceil(limits.low / Fraction(unit)), math.floor(limits.high / Fraction(unit))
            found = [unit * number for number in range(first, last + 1)]
            return [value for value in found if value != typed], True
        old = typed if isinstance(typed, Decimal) else Decimal(0)
        near = [old + unit * sign * number for number in range(1, _NEAR + 1) for sign in (1, -1)]
        far = [Decimal(10) ** power for power in range(_POWERS)]
        within = [value for value in (*slips(old), *near, Decimal(0), *far) if value != typed and (limits.low is None or value >= limits.low) and (limits.high is None or value <= limits.high)]
        return [value for value in within if value % unit == 0], False

    def _weigh(self, way: Way, trial: Trial, key: str, value: Decimal) -> None:
        """How likely and how far one change of a way is."""
        typed = self.case.values.get(key)
        old = typed if isinstance(typed, Decimal) else Decimal(0)
        if isinstance(typed, Decimal):
            if way.determined[key]:
                way.slips += is_slip(typed, value)
            elif len(way.values) == 1:
                likely = next((meant for meant in slips(typed) if trial.allows(key, meant)), None)
                if likely is not None and not self._errors_with({key: likely}):
                    way.slips, way.likely[key], value = 1, likely, likely
        way.change += abs(WIDE.subtract(value, old))

    # -- the winner

    def _describe(self, process: Process) -> None:
        """Ranges of what is not determined in the best way."""
        best = min(self.ways, key=lambda way: way.rank, default=None)
        if best is None or best.judged or all(best.determined.values()):
            return
        cells = frozenset(best.values)
        with process.scope() as solver:
            trial = Trial(self.case, solver, cells, self.case.touched_by(cells))
            for key, known in best.determined.items():
                if not known:
                    best.ranges[key] = trial.range_of(key, best.values[key])


class Trial:
    """Some cells open, the checks they touch as labelled conditions."""

    def __init__(self, case: Case, solver: SmtSolver, cells: Collection[str], checks: Collection[str]) -> None:
        self._case, self._solver = case, solver
        encoder = OpenCells(solver, case, cells)
        self._cells = {key: encoder.cell(key) for key in sorted(cells)}
        self.labels: list[str] = []
        for name in checks:
            term = encoder.check(*case.checks[name]).held
            if term is not True:
                solver.label(name, term)
                self.labels.append(name)
        #: Every cell holds a number: a correction never clears one, which would only silence the checks.
        self.filled: Term = solver.all_of(solver.negated(cell.blank) for cell in self._cells.values())
        typed = [cell for key, cell in self._cells.items() if isinstance(case.values.get(key), Decimal)]
        #: The same, but a blank may also stay as it is.
        self.fewer: Term = solver.all_of(solver.negated(cell.blank) for cell in typed)
        others = ((key, case.values.get(key)) for key in self._cells)
        #: Every cell holds another number than now.
        self.changed: Term = solver.all_of((self.filled, *(solver.negated(self._equals(key, old)) for key, old in others if isinstance(old, Decimal))))

    def _quantity(self, key: str) -> Quantity:
        found = self._cells[key]
        assert isinstance(found, Quantity)
        return found

    def values(self) -> dict[str, Decimal]:
        """After YES: what the cells hold."""
        return {key: self._value(key) for key in self._cells}

    def _value(self, key: str) -> Decimal:
        places = len(str(self._quantity(key).den)) - 1
        return Decimal(self._solver.number(key)).scaleb(-places)

    def only(self, key: str, value: Decimal) -> bool:
        """Whether the checks allow no other number in the cell."""
        return self._solver.ask(self.labels, self._solver.all_of((self.changed, self._solver.negated(self._equals(key, value))))) is Answer.NO

    def allows(self, key: str, value: Decimal) -> bool:
        """Whether the checks allow this number in the cell."""
        return self._solver.ask(self.labels, self._solver.all_of((self.changed, self._equals(key, value)))) is Answer.YES

    def _scaled(self, key: str, value: Decimal) -> int | None:
        scaled = WIDE.multiply(value, Decimal(self._quantity(key).den))
        return int(scaled) if scaled == scaled.to_integral_value() else None

    def _equals(self, key: str, value: Decimal) -> Term:
        scaled = self._scaled(key, value)
        return False if scaled is None else self._solver.is_zero(Linear({key: 1}, -scaled))

    def range_of(self, key: str, within: Decimal) -> Range:
        """The least and greatest number the checks allow, found by doubling and halving from one that they allow."""
        start, places = self._scaled(key, within) or 0, len(str(self._quantity(key).den)) - 1
        ends = [self._end(key, start, sign) for sign in (-1, 1)]
        low, high = (None if end is None else Decimal(end).scaleb(-places) for end in ends)
        return Range(low, high)

    def _end(self, key: str, start: int, sign: int) -> int | None:
        """The last whole number in a direction; None when there is none nearer than a number with 24 digits."""
        if self._beyond(key, start + sign * _FARTHEST, sign):
            return None
        inside, step = start, 1
        while self._beyond(key, inside + sign * step, sign):
            inside, step = inside + sign * step, step * 2
        while step > 1:
            step //= 2
            if self._beyond(key, inside + sign * step, sign):
                inside += sign * step
        return inside

    def _beyond(self, key: str, bound: int, sign: int) -> bool:
        """Whether the cell may hold ``bound`` or something farther."""
        term = self._solver.at_most_zero(Linear({key: -sign}, sign * bound))
        return self._solver.ask(self.labels, self._solver.all_of((self.changed, term))) is Answer.YES
