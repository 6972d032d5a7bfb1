"""z3's own program, spoken to in SMT-LIB over pipes.

It starts in a twentieth of a second, several times faster than z3 loads into Python, and as a process of its own it can be stopped
whatever it is doing: no answer is waited for beyond the deadline.
"""

from __future__ import annotations

import os
import selectors
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from types import TracebackType
from typing import Final, Self

from metadata.proofs.solver import Answer, Linear, Term

MEGABYTES: Final = 1024
_ANSWERS: Final = {"sat": Answer.YES, "unsat": Answer.NO}


class OutOfTime(Exception):  # noqa: N818 - it is no error: the answer is "none in time"
    """The time given is over, or the solver is gone."""


@cache
def program_path() -> str | None:
    """Where z3's program stands; None when there is none."""
    try:
        found = distribution("z3-solver")
        names = [file for file in found.files or () if file.name in {"z3", "z3.exe"}]
        paths = [str(found.locate_file(name)) for name in names]
    except PackageNotFoundError:
        paths = []
    return next((path for path in paths if os.access(path, os.X_OK)), None) or shutil.which("z3")


class Process:
    """A running solver. Everything raises :class:`OutOfTime` once ``deadline`` (a reading of the monotonic clock) is past."""

    def __init__(self, deadline: float) -> None:
        self.deadline = deadline
        path = program_path()
        if path is None:
            raise OutOfTime
        command = [path, "-in", "-smt2", f"-memory:{MEGABYTES}", f"-T:{max(1, int(deadline - time.monotonic()) + 1)}"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - z3 itself, fixed arguments
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._input, self._output = self._process.stdin, self._process.stdout
        os.set_blocking(self._input.fileno(), False)
        self._read = selectors.DefaultSelector()
        self._read.register(self._output, selectors.EVENT_READ)
        self._write = selectors.DefaultSelector()
        self._write.register(self._input, selectors.EVENT_WRITE)
        self._pending = b""
        self._waiting: list[str] = ["(set-option :produce-unsat-assumptions true)", "(set-logic QF_LIA)"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._process.kill()
        self._read.close()
        self._write.close()
        for pipe in (self._input, self._output):
            try:
                pipe.close()
            except OSError:
                continue  # it may be gone already, with something still to be written
        self._process.wait()

    def say(self, line: str) -> None:
        """A command without answer; sent with the next question."""
        self._waiting.append(line)

    def ask(self, line: str) -> str:
        """A command and its answer: a word, or a list with all its brackets."""
        self._send(("\n".join([*self._waiting, line]) + "\n").encode())
        self._waiting.clear()
        answer = self._answer()
        if answer.startswith("(error"):
            raise OutOfTime
        return answer

    def check_time(self) -> None:
        """Raise :class:`OutOfTime` once the deadline is past."""
        self._left()

    def _left(self) -> float:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise OutOfTime
        return left

    def _send(self, data: bytes) -> None:
        at = 0
        while at < len(data):
            if not self._write.select(self._left()):
                raise OutOfTime
            try:
                at += os.write(self._input.fileno(), data[at : at + 65536])
            except OSError:
                raise OutOfTime from None

    def _answer(self) -> str:
        """The next whole answer."""
        while True:
            line, mark, rest = self._pending.partition(b"\n")
            text = line
            while mark and text.count(b"(") > text.count(b")"):
                more, mark, rest = rest.partition(b"\n")
                text += b" " + more
            if mark:
                self._pending = rest
                return text.decode().strip()
            if not self._read.select(self._left()):
                raise OutOfTime
            data = os.read(self._output.fileno(), 65536)
            if not data:
                raise OutOfTime
            self._pending += data

    @contextmanager
    def scope(self) -> Iterator[SmtSolver]:
        """A solver of its own, whose conditions are forgotten afterwards."""
        self.say("(push 1)")
        yield SmtSolver(self)
        self.say("(pop 1)")


class SmtSolver:
    """:class:`metadata.proofs.solver.Solver` over a :class:`Process`; terms are pieces of text."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._names: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._goals = 0

    # -- conditions

    def _name(self, prefix: str, name: str, sort: str) -> str:
        found = self._names.get(prefix + name)
        if found is None:
            found = self._names[prefix + name] = f"{prefix}{len(self._names)}"
            self._process.say(f"(declare-const {found} {sort})")
        return found

    def truth(self, name: str) -> Term:
        """A truth variable."""
        return self._name("t", name, "Bool")

    def _sum(self, linear: Linear) -> str:
        parts = [self._name("n", name, "Int") if c == 1 else f"(* {_number(c)} {self._name('n', name, 'Int')})" for name, c in linear.parts.items()]
        return parts[0] if len(parts) == 1 else f"(+ {' '.join(parts)})"

    def at_most_zero(self, linear: Linear) -> Term:
        """``linear ≤ 0``."""
        return f"(<= {self._sum(linear)} {_number(-linear.constant)})" if linear.parts else linear.constant <= 0

    def is_zero(self, linear: Linear) -> Term:
        """``linear = 0``."""
        return f"(= {self._sum(linear)} {_number(-linear.constant)})" if linear.parts else linear.constant == 0

    def all_of(self, terms: Iterable[Term]) -> Term:
        """Every one holds."""
        return _joined("and", terms, empty=True)

    def any_of(self, terms: Iterable[Term]) -> Term:
        """At least one holds."""
        return _joined("or", terms, empty=False)

    def negated(self, term: Term) -> Term:
        """It does not hold."""
        return not term if isinstance(term, bool) else f"(not {term})"

    # -- questions

    def add(self, term: Term) -> None:
        """From now on this holds."""
        if term is not True:
            self._process.say(f"(assert {_text(term)})")

    def label(self, name: str, term: Term) -> None:
        """This holds in every question that names ``name``."""
        literal = self._labels[name] = self._name("l", name, "Bool")
        self._process.say(f"(assert (=> {literal} {_text(term)}))")

    def ask(self, labels: Iterable[str] = (), goal: Term = True) -> Answer:
        """Whether all that was added, the labelled conditions named, and ``goal`` can hold together. Raises :class:`OutOfTime`."""
        assumed = [self._labels[name] for name in labels]
        if goal is not True:
            self._goals += 1
            literal = self._name("g", str(self._goals), "Bool")
            self._process.say(f"(assert (=> {literal} {_text(goal)}))")
            assumed.append(literal)
        return _ANSWERS.get(self._process.ask(f"(check-sat-assuming ({' '.join(assumed)}))"), Answer.UNKNOWN)

    def core(self) -> list[str]:
        """After NO: labels that are enough for it."""
        named = set(self._process.ask("(get-unsat-assumptions)").strip("()").split())
        return [name for name, literal in self._labels.items() if literal in named]

    def number(self, name: str) -> int:
        """After YES: the value of a whole-number variable."""
        return int("".join(self._value(self._name("n", name, "Int")).replace("(", "").replace(")", "").split()))

    def flag(self, name: str) -> bool:
        """After YES: the value of a truth variable."""
        return self._value(self._name("t", name, "Bool")) == "true"

    def _value(self, name: str) -> str:
        """``((n1 (- 5)))`` without the name."""
        return self._process.ask(f"(get-value ({name}))").strip()[2:-2].removeprefix(name).strip()


def _number(number: int) -> str:
    return str(number) if number >= 0 else f"(- {-number})"


def _text(term: Term) -> str:
    return term if isinstance(term, str) else "true" if term else "false"


def _joined(word: str, terms: Iterable[Term], *, empty: bool) -> Term:
    kept: list[str] = []
    for term in terms:
        if term is (not empty):
            return not empty
        if term is not empty:
            kept.append(term)
    return f"({word} {' '.join(kept)})" if len(kept) > 1 else kept[0] if kept else empty
