"""z3 as the solver. The only file that knows it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import z3

from metadata.proofs.solver import Answer, Linear, Term

_ANSWERS = {"sat": Answer.YES, "unsat": Answer.NO}


class Z3Solver:
    """A solver over linear arithmetic of whole numbers.

    ``patience``: most seconds for one question. ``deadline``: the reading of ``clock`` after which every answer is UNKNOWN.
    ``context``: z3's, to share among solvers of one thread; making one takes longer than most questions.
    """

    def __init__(self, patience: float = 2.0, deadline: float | None = None, *, clock: Callable[[], float] = time.monotonic, context: z3.Context | None = None) -> None:
        self._context = context or z3.Context()
        self._solver = z3.SolverFor("QF_LIA", self._context)
        self._solver.set("random_seed", 1)
        self._numbers: dict[str, z3.ArithRef] = {}
        self._truths: dict[str, z3.BoolRef] = {}
        self._labels: dict[str, z3.BoolRef] = {}
        self._names: dict[int, str] = {}
        self._known: dict[int, z3.IntNumRef] = {}
        self._goals = 0
        self._model: z3.ModelRef | None = None
        self._patience, self._deadline, self._clock = patience, deadline, clock

    # -- conditions

    def truth(self, name: str) -> Term:
        """A truth variable."""
        found = self._truths.get(name)
        if found is None:
            found = self._truths[name] = z3.Bool(f"t:{name}", self._context)
        return found

    def _number(self, name: str) -> z3.ArithRef:
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = z3.Int(f"n:{name}", self._context)
        return found

    def _value(self, number: int) -> z3.IntNumRef:
        found = self._known.get(number)
        if found is None:
            found = self._known[number] = z3.IntVal(number, self._context)
        return found

    # The terms are made by z3's C interface: its Python operators look every operand up again, four times as long.

    def _several(self, make: Callable[..., Any], terms: Sequence[z3.AstRef]) -> Any:
        asts = (z3.Ast * len(terms))(*(term.as_ast() for term in terms))
        return make(self._context.ref(), len(terms), asts)

    def _sum(self, linear: Linear) -> z3.ArithRef:
        items = [self._number(name) if c == 1 else self._multiple(c, self._number(name)) for name, c in linear.parts.items()]
        return items[0] if len(items) == 1 else z3.ArithRef(self._several(z3.Z3_mk_add, items), self._context)

    def _multiple(self, factor: int, number: z3.ArithRef) -> z3.ArithRef:
        return z3.ArithRef(self._several(z3.Z3_mk_mul, (self._value(factor), number)), self._context)

    def _compared(self, make: Callable[..., Any], linear: Linear) -> z3.BoolRef:
        left, right = self._sum(linear), self._value(-linear.constant)
        return z3.BoolRef(make(self._context.ref(), left.as_ast(), right.as_ast()), self._context)

    def at_most_zero(self, linear: Linear) -> Term:
        """``linear ≤ 0``."""
        return self._compared(z3.Z3_mk_le, linear) if linear.parts else linear.constant <= 0

    def is_zero(self, linear: Linear) -> Term:
        """``linear = 0``."""
        return self._compared(z3.Z3_mk_eq, linear) if linear.parts else linear.constant == 0

    def all_of(self, terms: Iterable[Term]) -> Term:
        """Every one holds."""
        open_ones = []
        for term in terms:
            if term is False:
                return False
            if term is not True:
                open_ones.append(term)
        if len(open_ones) <= 1:
            return open_ones[0] if open_ones else True
        return z3.BoolRef(self._several(z3.Z3_mk_and, open_ones), self._context)

    def any_of(self, terms: Iterable[Term]) -> Term:
        """At least one holds."""
        open_ones = []
        for term in terms:
            if term is True:
                return True
            if term is not False:
                open_ones.append(term)
        if len(open_ones) <= 1:
            return open_ones[0] if open_ones else False
        return z3.BoolRef(self._several(z3.Z3_mk_or, open_ones), self._context)

    def negated(self, term: Term) -> Term:
        """It does not hold."""
        return not term if isinstance(term, bool) else z3.BoolRef(z3.Z3_mk_not(self._context.ref(), term.as_ast()), self._context)

    # -- questions

    def _condition(self, term: Term) -> z3.BoolRef:
        return z3.BoolVal(term, self._context) if isinstance(term, bool) else term

    def add(self, term: Term) -> None:
        """From now on this holds."""
        if term is not True:
            self._solver.add(self._condition(term))

    def label(self, name: str, term: Term) -> None:
        """This holds in every question that names ``name``."""
        literal = self._labels[name] = z3.Bool(f"l:{name}", self._context)
        self._names[literal.get_id()] = name
        self._solver.add(self.any_of((self.negated(literal), self._condition(term))))

    def ask(self, labels: Iterable[str] = (), goal: Term = True) -> Answer:
        """Whether all that was added, the labelled conditions named, and ``goal`` can hold together."""
        left = self._patience if self._deadline is None else min(self._patience, self._deadline - self._clock())
        if left <= 0:
            return Answer.UNKNOWN
        assumed = [self._labels[name] for name in labels]
        if goal is not True:
            self._goals += 1
            literal = z3.Bool(f"g:{self._goals}", self._context)
            self._solver.add(self.any_of((self.negated(literal), self._condition(goal))))
            assumed.append(literal)
        self._solver.set("timeout", max(1, int(left * 1000)))
        answer = _ANSWERS.get(str(self._solver.check(assumed)), Answer.UNKNOWN)
        self._model = None  # fetched when a value is asked for
        return answer

    def core(self) -> list[str]:
        """After NO: labels that are enough for it."""
        return [self._names[literal.get_id()] for literal in self._solver.unsat_core() if literal.get_id() in self._names]

    def number(self, name: str) -> int:
        """After YES: the value of a whole-number variable."""
        return int(z3.Z3_get_numeral_string(self._context.ref(), self._evaluated(self._number(name))))

    def flag(self, name: str) -> bool:
        """After YES: the value of a truth variable."""
        return bool(z3.Z3_get_bool_value(self._context.ref(), self._evaluated(self.truth(name))) == z3.Z3_L_TRUE)

    def _evaluated(self, term: z3.AstRef) -> Any:
        """The value as z3's own object, good until z3 is called again but one."""
        if self._model is None:
            self._model = self._solver.model()
        found = (z3.Ast * 1)()
        z3.Z3_model_eval(self._context.ref(), self._model.model, term.as_ast(), True, found)
        return found[0]


def maker(patience: float, deadline: float) -> Callable[[], Z3Solver]:
    """Makes solvers for one thread that share what can be shared."""
    context = z3.Context()
    return lambda: Z3Solver(patience, deadline, context=context)
