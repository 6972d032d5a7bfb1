"""The rules of one form that hang together, before a solver: questions, minimal sets, models as fillings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from metadata.formula.program import Check, Program, template_key
from metadata.formula.tree import Kind
from metadata.numbers import from_scaled
from metadata.proofs.domain import Domain
from metadata.proofs.encode import Encoder
from metadata.proofs.quantity import Quantity
from metadata.proofs.solver import Answer, Solver, Term, chosen
from metadata.proofs.trees import Symbol
from metadata.values import Choice, encode

SolverMaker = Callable[[], Solver]


class Session:
    """One solver with some checks of a program encoded. The label of a check is its id and says that it holds or is silent."""

    def __init__(self, make: SolverMaker, program: Program, domain: Domain, checks: Sequence[Check], *,
                 absent: Callable[[str], bool] = lambda _key: False, labelled: bool = False) -> None:
        self.program, self.domain = program, domain
        self.solver = make()
        self.encoder = Encoder(self.solver, program, domain, absent=absent, labelled=labelled)
        self.checks = list(checks)
        self._turns = count(1)
        self.pleasant = False  # whether labels that make examples readable were added, see examples
        for check in self.checks:
            self.solver.label(check.id, self.encoder.held(check))

    # -- questions

    def named(self, name: str, term: Term) -> str:
        """Give a condition a name of its own, beginning so, that :meth:`Solver.flag` answers to; the name."""
        name = f"{name} ({next(self._turns)})"
        self.solver.add(chosen(self.solver, self.solver.truth(name), term, self.solver.negated(term)))
        return name

    def minimal(self, labels: Iterable[str], goal: Term) -> list[str] | None:
        """A smallest set of labels that rules ``goal`` out: dropping any one lets it hold. None when nothing is known to.

        Ends early, with a set that may be larger than need be, when the solver gives up on the way.
        """
        if self.solver.ask(labels, goal) is not Answer.NO:
            return None
        core = self.solver.core()
        for label in list(core):
            if label in core and self.solver.ask([one for one in core if one != label], goal) is Answer.NO:
                core = self.solver.core()
        return sorted(core)

    def sift(self, labels: Sequence[str], goals: Mapping[str, Term], seen: Callable[[], None] = lambda: None) -> tuple[list[str], list[str]]:
        """Which of the named goals cannot hold, each by itself, beside the labelled; and which stayed unknown.

        Asks for all at once and halves what cannot hold together; every model strikes out the goals that it meets. ``seen`` is
        called for each model.
        """
        names = {name: self.named(f"goal {name}", term) for name, term in goals.items()}
        waiting, groups = dict.fromkeys(goals), [list(goals)]
        impossible: list[str] = []
        unknown: list[str] = []
        while groups:
            group = [name for name in groups.pop() if name in waiting]
            if not group:
                continue
            answer = self.solver.ask(labels, self.solver.all_of(self.solver.truth(names[name]) for name in group))
            if answer is Answer.YES:
                seen()
                for name in [name for name in waiting if self.solver.flag(names[name])]:
                    del waiting[name]
            elif len(group) > 1:
                groups += [group[len(group) // 2 :], group[: len(group) // 2]]
            else:
                del waiting[group[0]]
                (impossible if answer is Answer.NO else unknown).append(group[0])
        return impossible, unknown

    # -- models

    def filling(self) -> dict[str, Any]:
        """After YES: the cells of the model as JSON values: what is filled, rows that are there, externals."""
        found: dict[str, Any] = {}
        standing = {inst for (owner, inst), term in self.encoder.presences.items() if term is True or self.solver.flag(f"present {owner} {inst}")}
        for key, cell in self.encoder.cells.items():
            template, outside, inst = template_key(key), "|" in key, _instance(key)
            filled = self._filled(key, cell)
            if template in self.program.computed_keys and not (filled and template in self.program.statable and self.solver.flag(f"stated {key}")):
                continue
            if outside and inst:
                found.setdefault(template, None)
            if inst and inst not in standing:
                continue
            if filled:
                found[key] = self._wire(key, cell)
            elif outside or self._row_stands(key):
                found[key] = None
        # A row needs one key to be there; its other blank cells go without saying.
        rows = {key.partition(":")[0] for key, value in found.items() if value is not None}
        return {key: value for key, value in found.items() if value is not None or "|" in key or _first(key, rows)}

    def _filled(self, key: str, cell: Quantity | Symbol) -> bool:
        return not cell.blank if isinstance(cell.blank, bool) else self.solver.flag(f"filled {key}")

    def _row_stands(self, key: str) -> bool:
        owner = self.encoder.owner_of(key)
        return owner is not None and self.solver.flag(f"present {owner} {_instance(key)}")

    def value(self, key: str) -> Decimal | None:
        """After YES: the number in a cell, None where blank."""
        cell = self.encoder.cells[key]
        if not isinstance(cell, Quantity) or not self._filled(key, cell):
            return None
        return from_scaled(self.solver.number(key), len(str(cell.den)) - 1)

    def _wire(self, key: str, cell: Quantity | Symbol) -> Any:
        limits, number = self.domain.limits(key), self.solver.number(key)
        if isinstance(cell, Quantity):
            value = from_scaled(number, len(str(cell.den)) - 1)
            return encode(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())
        if cell.kind is Kind.DATE:
            return encode(dt.date.fromordinal(number))
        if cell.kind is Kind.OTHER:
            return {"op": "text", "text": "1"} if limits.entry == "target" else {"file": {"name": "a.pdf", "sha256": "0" * 64, "size": 1}}
        text = self.encoder.text_of(number)
        return encode(Choice(text) if limits.entry == "choice" else text)


def _instance(key: str) -> str:
    """The instance of an open row in a key, empty elsewhere."""
    return key.partition("#")[2].partition(":")[0]


def _first(key: str, rows: set[str]) -> bool:
    """Whether a key is the first of its row; the row is remembered."""
    row = key.partition(":")[0]
    if row in rows:
        return False
    rows.add(row)
    return True


def components(program: Program, checks: Sequence[Check]) -> list[list[Check]]:
    """Checks that share no cell, not even through computed ones, apart; small groups first."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        parent.setdefault(key, key)
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(keys: Iterable[str]) -> None:
        first, *rest = map(root, keys)
        for other in rest:
            parent[root(other)] = first

    for formula in program.formulas:
        join([formula.key, *(leaf.key for leaf in formula.reads)])
    for check in checks:
        join([leaf.key for leaf in check.reads])
    for key, owner in program.owner_of.items():
        if key in parent:
            join([key, f"rows {owner}"])
    groups: dict[str, list[Check]] = {}
    for check in checks:
        groups.setdefault(root(check.reads[0].key), []).append(check)
    return sorted(groups.values(), key=len)
