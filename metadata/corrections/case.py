"""A filled form that fails: what failed, which cells may change, and what every check rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from metadata.documents import CellSpec
from metadata.formula.program import Check, Formula, Program, template_key, with_instance
from metadata.formula.tree import Kind, Slot, Slots
from metadata.proofs.domain import Limits
from metadata.values import CellValue, Invalid, State

_NO_CELLS: Final[frozenset[str]] = frozenset()


class Case:
    """One filling of a form's program. Nothing in it changes.

    ``values`` holds every cell by key, computed ones and externals included. ``failing`` are the ids of error checks that failed;
    ``checks`` all error checks that could be judged, by id, with the instance that each is about.
    """

    def __init__(self, program: Program, values: Mapping[str, CellValue], instances: Mapping[str, Sequence[str]], externals: Mapping[str, CellValue],
                 locked: Collection[str] = (), specs: Mapping[str, CellSpec] | None = None) -> None:
        self.program, self._given, self._rows, self._externals = program, values, instances, externals
        self._locked, self._specs = frozenset(locked), specs
        result = program.run(values, instances, externals)
        self._unjudged = frozenset(result.unjudged)
        self.failing = [failure.id for failure in result.failures if failure.severity == "error"]
        self.instances = {**instances, **self._outside_rows()}
        self._stated = frozenset(self._stated_by_hand())
        self.values: dict[str, CellValue] = {**values, **externals, **result.values}
        self._formulas = {formula.key: formula for formula in program.formulas}
        self.checks: dict[str, tuple[Check, str]] = {
            name: (check, inst) for check in program.checks if check.severity == "error" for inst in self.rows_of(check.owner)
            for name in (with_instance(check.id, inst),) if name not in self._unjudged
        }  # fmt: skip

    def _outside_rows(self) -> dict[str, list[str]]:
        """Rows of lists of other forms and periods, as :meth:`Program.run` takes them from the keys of externals."""
        found: dict[str, dict[str, None]] = {}
        owners = {leaf.key: leaf.owner for leaf in self.program.outside_groups}
        for key in self._externals:
            template = template_key(key)
            if template != key and template in owners:
                inst = key.split("#", 1)[1].split(":", 1)[0]
                if inst:
                    found.setdefault(owners[template], {})[inst] = None
        return {owner: list(rows) for owner, rows in found.items()}

    def _stated_by_hand(self) -> Iterator[str]:
        """Computed and carried cells that hold what a person stated, by the same rule as :meth:`Program.run`."""
        for formula in self.program.formulas:
            for inst in self.rows_of(formula.owner) if formula.statable else ():
                key = with_instance(formula.key, inst)
                outside = (with_instance(leaf.key, inst) for leaf in formula.reads if "|" in leaf.key)
                if self._given.get(key) is not None and (formula.override or all(self._externals.get(name) is None for name in outside)):
                    yield key

    def rows_of(self, owner: str | None) -> Sequence[str]:
        """Instances of an open row; one nameless place where there is none."""
        return ("",) if owner is None else self.instances.get(owner, ())

    # -- cells

    def kind(self, key: str) -> Kind:
        """Type of a cell."""
        return self.program.kinds.get(template_key(key), Kind.NUMBER)

    def spec(self, key: str) -> CellSpec | None:
        """Properties of a cell, if they were given: by its own key, by that of its open row, or by row and column."""
        template = template_key(key)
        names = (key, template, template.replace("#", ""))
        return next((self._specs[name] for name in names if name in self._specs), None) if self._specs is not None else None

    def limits(self, key: str) -> Limits:
        """What may stand in a cell. Without properties: whole numbers from 0, or as fine and as negative as what stands there."""
        template, kind = template_key(key), self.kind(key)
        formula = self._formulas.get(template)
        if formula is not None and key not in self._stated:
            return Limits(kind, formula.kind, formula.decimals)
        spec = self.spec(key)
        if spec is None:
            value = self._given.get(key)
            number = Fraction(value) if isinstance(value, Decimal) else Fraction(0)
            return Limits(kind, "number", _decimals(number) if formula is None else formula.decimals, Fraction(0) if number >= 0 else None)
        low = None if spec.min is None else Fraction(spec.min)
        if not spec.signed and (low is None or low >= 0):
            low = max(low or Fraction(0), Fraction(0))
        high = None if spec.max is None else Fraction(spec.max)
        return Limits(kind, "number", spec.decimals or 0, low, high, Fraction(spec.step) if spec.step else None)

    def may_change(self, key: str) -> bool:
        """Whether a person can correct the cell here: a number, entered or stated by hand; not carried, computed, locked or a draft."""
        template = template_key(key)
        if "|" in key or not self.kind(key).numeric or key in self._locked or template in self._locked or isinstance(self._given.get(key), Invalid):
            return False
        if template in self._formulas:
            return key in self._stated
        spec = self.spec(key)
        return self._given.get(key) is not State.NA and (spec is None or (spec.kind or "number") == "number")

    def is_fixed_formula(self, key: str) -> bool:
        """Whether the cell keeps what was stated, its formula aside."""
        return key in self._stated

    # -- what rests on what

    def reads(self, leaves: Sequence[Slot | Slots], inst: str) -> Iterator[str]:
        """Keys that leaves stand for."""
        for leaf in leaves:
            for place in self.rows_of(leaf.owner) if isinstance(leaf, Slots) else (inst,):
                yield with_instance(leaf.key, place)

    @cached_property
    def _inputs(self) -> dict[str, frozenset[str]]:
        """The open cells that every computed cell rests on, in the program's order."""
        found: dict[str, frozenset[str]] = {}
        for formula in self.program.formulas:
            for inst in self.rows_of(formula.owner):
                key = with_instance(formula.key, inst)
                found[key] = self._leaf(key) if key in self._stated else self._under(formula, inst, found)
        return found

    def _under(self, formula: Formula, inst: str, found: Mapping[str, frozenset[str]]) -> frozenset[str]:
        return _NO_CELLS.union(*(found[key] if key in found else self._leaf(key) for key in self.reads(formula.reads, inst)))

    def _leaf(self, key: str) -> frozenset[str]:
        return frozenset((key,)) if self.may_change(key) else _NO_CELLS

    def inputs(self, key: str) -> frozenset[str]:
        """The open cells that a cell rests on: itself, when it is one."""
        found = self._inputs.get(key)
        return self._leaf(key) if found is None else found

    @cached_property
    def rests_on(self) -> dict[str, frozenset[str]]:
        """The open cells of every check."""
        return {name: _NO_CELLS.union(*map(self.inputs, self.reads(check.reads, inst))) for name, (check, inst) in self.checks.items()}

    @cached_property
    def _checks_of(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, cells in self.rests_on.items():
            for key in cells:
                found.setdefault(key, []).append(name)
        return found

    def touched_by(self, cells: Collection[str]) -> list[str]:
        """Checks whose outcome the cells can change."""
        return list(dict.fromkeys(name for key in cells for name in self._checks_of.get(key, ())))

    def moved_by(self, cells: Collection[str]) -> frozenset[str]:
        """Computed cells that follow the cells."""
        wanted = set(cells)
        return frozenset(key for key, inputs in self._inputs.items() if not wanted.isdisjoint(inputs))

    def groups(self) -> list[list[str]]:
        """The failed checks, together where a chain of checks and open cells leads from one to the other: groups are corrected one by one."""
        found: list[list[str]] = []
        placed: set[str] = set()
        for name in self.failing:
            if name in placed:
                continue
            reached, waiting = {name}, [name]
            while waiting:
                for other in self.touched_by(self.rests_on[waiting.pop()]):
                    if other not in reached:
                        reached.add(other)
                        waiting.append(other)
            placed |= reached
            found.append([other for other in self.failing if other in reached])
        return found

    # -- the judge

    def errors_with(self, changes: Mapping[str, CellValue]) -> list[str]:
        """Ids of error checks that fail once the cells hold these values."""
        result = self.program.run({**self._given, **changes}, self._rows, self._externals)
        return [failure.id for failure in result.failures if failure.severity == "error"]


def _decimals(number: Fraction) -> int:
    places = 0
    while number.denominator != 1 and places < 20:
        number, places = number * 10, places + 1
    return places
