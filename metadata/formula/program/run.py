"""Running a program: values in, computed cells and failed checks out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import cached_property, partial
from typing import Any, Final

from metadata.errors import Problem
from metadata.formula import limits
from metadata.formula.functions import Operand
from metadata.formula.program.model import Check, External, Failure, Formula, Result, Tolerance
from metadata.formula.program.sentence import sentence
from metadata.formula.program.steps import Alone, Together, one_by_one, together
from metadata.formula.program.wire import program_json
from metadata.formula.targets.closures import Cells, Closure, close
from metadata.formula.tree import Kind, Node, Slot, Slots
from metadata.numbers import WIDE, round_half_away
from metadata.rich import RichText
from metadata.values import CellValue, Choice, FileRef, Invalid, State, Target

ENGINES: Final = ("code", "closures", "asteval")
"""What can evaluate a program on the server; the same results from each."""
_TOO_LARGE: Final = Decimal(10) ** limits.RESULT_DIGITS
_HOLDS: Final[Mapping[str, Callable[[Decimal, Decimal, Decimal], bool]]] = {
    "==": lambda a, b, t: abs(a - b) <= t, "!=": lambda a, b, t: abs(a - b) > t,
    "<=": lambda a, b, t: a <= b + t, "<": lambda a, b, t: a < b + t,
    ">=": lambda a, b, t: a >= b - t, ">": lambda a, b, t: a > b - t,
}  # fmt: skip


def template_key(key: str) -> str:
    """``r3#k1:c9`` → ``r3#:c9``; other keys as they are."""
    row, colon, column = key.rpartition(":")
    head, mark, _ = row.partition("#")
    return f"{head}#:{column}" if colon and mark else key


def with_instance(key: str, inst: str) -> str:
    """``r3#:c9`` → ``r3#k1:c9``; other keys as they are."""
    return key.replace("#:", f"#{inst}:", 1) if inst else key


def operand(value: CellValue, kind: Kind) -> tuple[Operand, bool]:
    """A cell's value as formulas read it, and whether it is sound. Drafts and values of another kind read as blank, unsound."""
    match value:
        case None | State():
            return None, True
        case Decimal():
            return (value, True) if kind.numeric else (None, False)
        case Choice():
            return (value.value, True) if kind is Kind.TEXT else (None, False)
        case str() | RichText():
            return (str(value) or None, True) if kind is Kind.TEXT else (None, False)
        case dt.date():
            return (value.isoformat(), True) if kind is Kind.DATE else (None, False)
        case Target() | FileRef():
            return (True, True) if kind is Kind.OTHER else (None, False)
        case Invalid():
            return None, False


class _Run:
    """The state of one run."""

    def __init__(self, program: Program, instances: Mapping[str, Sequence[str]]) -> None:
        self.program = program
        self.instances: dict[str, Sequence[str]] = dict(instances)
        self.cells = Cells({}, "", self.instances)
        self.bad: set[str] = set()
        self.bad_templates: set[str] = set()
        self.result = Result()

    def put(self, key: str, value: CellValue) -> None:
        read, sound = operand(value, self.program.kinds.get(template_key(key), Kind.NUMBER))
        self.cells.values[key] = read
        if not sound:
            self.spoil(key)

    def spoil(self, key: str) -> None:
        self.bad.add(key)
        self.bad_templates.add(template_key(key))

    def take_values(self, values: Mapping[str, CellValue]) -> None:
        kinds, computed, plain = self.program.kinds, self.program.computed_keys, self.program.plain_inputs
        for key, value in values.items():
            if key in plain and type(value) is Decimal:  # nearly all of a large form
                self.cells.values[key] = value
                continue
            template = template_key(key) if "#" in key else key
            if template in kinds and (template not in computed or template in self.program.statable):
                self.put(key, value)

    def take_externals(self, externals: Mapping[str, CellValue]) -> None:
        open_rows: dict[str, dict[str, None]] = {}
        owners = {leaf.key: leaf.owner for leaf in self.program.outside_groups}
        for key, value in externals.items():
            template = template_key(key)
            if template != key and template in owners:
                inst = key.split("#", 1)[1].split(":", 1)[0]
                if inst:
                    open_rows.setdefault(owners[template], {})[inst] = None
            self.put(key, value)
        self.instances.update({owner: list(found) for owner, found in open_rows.items()})
        given = set(externals) | {template_key(key) for key in externals}
        for external in self.program.externals:
            if external.key not in given:
                self.spoil(external.key)

    def is_bad(self, reads: Iterable[Slot | Slots], inst: str) -> bool:
        """Whether anything read is a draft, missing, or built on one."""
        for leaf in reads:
            if leaf.key not in self.bad_templates:
                continue
            places = self.instances.get(leaf.owner, ()) if isinstance(leaf, Slots) else (inst,)
            if leaf.key in self.bad or any(with_instance(leaf.key, place) in self.bad for place in places):
                return True
        return False

    def places(self, owner: str | None) -> Sequence[str]:
        return ("",) if owner is None else self.instances.get(owner, ())

    def compute(self, formula: Formula, closure: Closure, values: Mapping[str, CellValue], externals: Mapping[str, CellValue]) -> None:
        for inst in self.places(formula.owner):
            key = with_instance(formula.key, inst)
            if values.get(key) is not None and self.stated(formula, inst, externals):
                self.result.values[key] = values[key]
                if key in self.bad:
                    self.result.incomplete.add(key)
                continue
            self.cells.inst = inst
            if formula.source is not None:
                self.bad.discard(key)
                self.result.values[key] = value = externals.get(with_instance(formula.source, inst))
                self.put(key, value)
            else:
                read = closure(self.cells)
                number = self.finished(read, formula.decimals, key) if isinstance(read, Decimal) else None
                self.result.values[key] = self.cells.values[key] = number
            # Without the report it repeats a carried cell waits for entry, blank like any other cell.
            if key in self.bad or (formula.source is None and self.bad_templates and self.is_bad(formula.reads, inst)):
                self.leave_open(key)

    def compute_together(self, step: Together) -> None:
        """Formulas that were compiled together: first all values, then which of them rest on something missing."""
        for inst in self.places(step.owner):
            self.cells.inst = inst
            for function in step.functions:
                keys = [with_instance(key, inst) for key in function.keys] if inst else function.keys
                found = function.compute(self.cells, partial(self.too_large, keys))
                self.result.values.update(zip(keys, found, strict=True))
        if self.bad_templates:
            for formula in step.formulas:
                for inst in self.places(step.owner):
                    key = with_instance(formula.key, inst)
                    if key in self.bad or self.is_bad(formula.reads, inst):
                        self.leave_open(key)

    def too_large(self, keys: Sequence[str], at: int) -> None:
        """A result that cannot be kept."""
        self.spoil(keys[at])

    def leave_open(self, key: str) -> None:
        """The cell rests on something that is missing or no value; so does what reads it."""
        self.spoil(key)
        self.result.incomplete.add(key)

    def stated(self, formula: Formula, inst: str, externals: Mapping[str, CellValue]) -> bool:
        """Whether a given value stands: the cell may be overridden, or there is nothing to carry into it."""
        if formula.override or not formula.statable:
            return formula.override
        return all(externals.get(with_instance(leaf.key, inst)) is None for leaf in formula.reads if "|" in leaf.key)

    def finished(self, number: Decimal, decimals: int, key: str) -> Decimal | None:
        if abs(number) >= _TOO_LARGE:
            self.spoil(key)
            return None
        return round_half_away(number, decimals)

    def leaf_values(self, leaf: Slot | Slots, inst: str) -> list[Operand]:
        if isinstance(leaf, Slots):
            return [self.cells.values.get(with_instance(leaf.key, i)) for i in self.instances.get(leaf.owner, ())]
        return [self.cells.values.get(with_instance(leaf.key, inst))]

    def judge(self, check: Check, sides: Sequence[Closure]) -> None:
        for number, inst in enumerate(self.places(check.owner), 1):
            blanks = [value is None for leaf in check.reads for value in self.leaf_values(leaf, inst)]
            if self.bad_templates and self.is_bad(check.reads, inst):
                self.result.unjudged.append(with_instance(check.id, inst))
            elif not (blanks and (any(blanks) if check.skip_blanks else all(blanks))):
                self.cells.inst = inst
                self.measure(check, sides, inst, number)

    def measure(self, check: Check, sides: Sequence[Closure], inst: str, number: int) -> None:
        compare = check.comparison
        found = [side(self.cells) for side in sides]
        left, right = (found[0], found[1]) if compare else (None, None)
        if compare is None or not compare.left.kind.numeric:
            held = bool(found[-1])
        else:
            a, b = (v if isinstance(v, Decimal) else Decimal(0) for v in (left, right))
            held = _HOLDS[compare.operator](a, b, self.tolerance(check.tolerance))
        if held:
            return
        numbers = [v if isinstance(v, Decimal) else None for v in (left, right)]
        said = {lang: sentence(check, left, right, number, lang) for lang in ("vi", "en")}
        cells = [k for key in check.cells for k in self.keys_of(key, inst)]
        self.result.failures.append(Failure(with_instance(check.id, inst), check.rule, check.severity, cells, numbers[0], numbers[1], said, check.message))

    def keys_of(self, key: str, inst: str) -> list[str]:
        """The concrete keys of a cell that a check names."""
        if "#:" not in key:
            return [key]
        owner = self.program.owner_of[key]
        return [with_instance(key, inst)] if inst and inst in self.instances.get(owner, ()) else [with_instance(key, i) for i in self.instances.get(owner, ())]

    def tolerance(self, tolerance: Tolerance) -> Decimal:
        repeated = (half * (1 if owner is None else len(self.instances.get(owner, ()))) for half, owner in tolerance.terms)
        return tolerance.fixed + sum(repeated, Decimal(0))


def _sides_of(check: Check) -> tuple[Node, ...]:
    """What to evaluate: both sides of a comparison of numbers; the condition too when it is of anything else."""
    compare = check.comparison
    if compare is None:
        return (check.node,)
    sides = (compare.left, compare.right)
    return sides if compare.left.kind.numeric else (*sides, check.node)


class Program:
    """A form's formulas and checks, bound to its cells, in order. Immutable and safe to share between threads.

    ``formulas`` stand in the order of computing, ``make`` makes what evaluates one (None: compiled together where that is
    possible); ``problems`` holds warnings and, when built leniently, what was left out.
    """

    def __init__(self, form_id: str, formulas: Sequence[Formula], checks: Sequence[Check], externals: Sequence[External],
                 owner_of: Mapping[str, str], problems: Sequence[Problem] = (), make: Callable[[Node], Closure] | None = None) -> None:
        self.form_id = form_id
        self._make = make
        self.formulas = tuple(formulas)
        self.checks = tuple(checks)
        self.externals = list(externals)
        self.owner_of = dict(owner_of)
        self.problems = tuple(problems)
        self.computed_keys = frozenset(f.key for f in formulas)
        self.statable = frozenset(f.key for f in formulas if f.statable)
        items: list[Formula | Check] = [*formulas, *checks]
        leaves = [leaf for item in items for leaf in item.reads]
        self.kinds: dict[str, Kind] = {leaf.key: leaf.kind for leaf in leaves}
        self.kinds.update({f.key: f.node.kind for f in formulas if f.key not in self.kinds})
        self.plain_inputs = frozenset(k for k, kind in self.kinds.items() if kind.numeric and k not in self.computed_keys and not set("#|") & set(k))
        self.outside_groups = tuple({leaf.key: leaf for leaf in leaves if isinstance(leaf, Slots) and "|" in leaf.key}.values())

    @cached_property
    def _steps(self) -> list[Alone | Together]:
        return together(self.formulas, close) if self._make is None else one_by_one(self.formulas, self._make)

    @cached_property
    def _sides(self) -> list[list[Closure]]:
        make = self._make or close
        return [[make(side) for side in _sides_of(check)] for check in self.checks]

    def run(self, values: Mapping[str, CellValue], instances: Mapping[str, Sequence[str]] | None = None,
            externals: Mapping[str, CellValue] | None = None) -> Result:
        """Compute and check.

        ``values``: cells by key; of carried cells only those that a person stated: overridden, or without a report
        to carry from. ``instances``: instance ids of open rows in order. ``externals``: values by :attr:`External.key`, None for blank; one that is absent makes what reads it incomplete.
        """
        externals = externals or {}
        run = _Run(self, instances or {})
        with localcontext(WIDE):
            run.take_values(values)
            run.take_externals(externals)
            for step in self._steps:
                if isinstance(step, Together):
                    run.compute_together(step)
                else:
                    run.compute(step.formula, step.closure, values, externals)
            for check, sides in zip(self.checks, self._sides, strict=True):
                run.judge(check, sides)
        return run.result

    def without_checks(self) -> Program:
        """The same formulas, nothing checked."""
        return self._with(())

    def keeping(self, rules: Iterable[str]) -> Program:
        """The same formulas with only the checks of some rules (``document/rule``)."""
        wanted = set(rules)
        return self._with([c for c in self.checks if c.rule in wanted])

    def by(self, engine: str) -> Program:
        """The same program evaluated by one of :data:`ENGINES`."""
        return {"code": lambda: self, "closures": self.by_closures, "asteval": self.by_asteval}[engine]()

    def by_closures(self) -> Program:
        """The same program with one closure a formula and nothing compiled: the judge of the other targets."""
        return self._with(self.checks, close)

    def by_asteval(self) -> Program:
        """The same program evaluated by asteval, the second opinion: the same results, several times slower."""
        from metadata.formula.targets.asteval_engine import (
            AstevalFormula,  # loads numpy, which the judge has no use for
        )

        return self._with(self.checks, AstevalFormula)

    def _with(self, checks: Sequence[Check], make: Callable[[Node], Closure] | None = None) -> Program:
        return Program(self.form_id, self.formulas, checks, self.externals, self.owner_of, self.problems, make or self._make)

    def as_json(self) -> dict[str, Any]:
        """What the browser gets."""
        return program_json(self.form_id, self.formulas, self.checks, self.externals, self.kinds, self.owner_of)
