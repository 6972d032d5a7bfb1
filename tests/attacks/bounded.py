"""What a child process does with hostile formulas: each within bounds of work and of memory, far above the stated ones.

Work, not time: on a machine with much else to do an honest formula takes long, a hostile one ends all the same.

Reads ``[{"id", "text", "seconds", "mb"}, …]`` from its input, writes one JSON line per formula: its code, ``value``, or which bound it broke.
Run by :mod:`tests.attacks.test_formula_bounds`.
"""

from __future__ import annotations

import contextlib
import json
import resource
import signal
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from metadata.documents import Column
from metadata.documents.trees import Tree
from metadata.errors import KhuonError
from metadata.formula import relation
from metadata.formula.program import build, scope_of
from metadata.formula.resolve import parse, parse_checks
from metadata.formula.scope import Scope
from metadata.formula.words import in_words
from metadata.template import Template
from metadata.values import decode
from tests.world import documents_of


class OutOfTime(BaseException):
    """The alarm rang."""


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTime


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()


@cache
def names() -> tuple[Scope, Tree[Column]]:
    """Names and columns of the small form."""
    plain = Template(documents_of("g_kn"))
    return scope_of(plain, "f_kn", "s1"), plain.form("f_kn").grids[0].columns


def whole_way(text: str) -> str:
    """Parse, read as rule and as printed line, build into a form, run by the judge and the second opinion, say in words."""
    documents = documents_of("g_kn")
    grid = documents["f_kn"]["sections"]["items"]["s1"]
    grid["columns"]["nodes"]["c3"]["cell"] = {"kind": "computed", "formula": text, "decimals": 2}
    documents["k_kn"] = {"spec": "rules/1", "id": "k_kn", "form": "f_kn", "order": ["k1"], "items": {"k1": {"expr": text, "severity": "error"}}}
    scope, columns = names()
    code = "value"
    try:
        in_words(parse(text, scope), scope)
    except KhuonError as refused:
        code = refused.code
    for act in (lambda: parse_checks(text, scope), lambda: relation.expand(text, relation.axis_of(columns))):
        with contextlib.suppress(KhuonError):
            act()
    try:
        template = Template(documents)
    except KhuonError:  # the schema of documents takes no such text
        return code
    program = build(template, "f_kn", lenient=True)
    values = {"r1:c1": decode("7"), "r1:c2": decode("12345678901234567890.12")}
    assert program.run(values, {}, {}).as_dict() == program.by_asteval().run(values, {}, {}).as_dict()
    return code


def bounded(act: Callable[[], str], seconds: float, megabytes: int) -> str:
    """The outcome of an act, or the bound that it broke; ``seconds`` of the processor."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + megabytes * 2**20, hard))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return act()
    except MemoryError:
        return "broke the bound of memory"
    except OutOfTime:
        return "broke the bound of time"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def main() -> None:
    """Answer every formula of the input."""
    signal.signal(signal.SIGPROF, _ring)
    whole_way("c1 + c2")  # what is loaded once is loaded before the bounds hold
    asked: list[dict[str, Any]] = json.load(sys.stdin)
    for one in asked:
        outcome = bounded(lambda text=one["text"]: whole_way(text), one["seconds"], one["mb"])  # type: ignore[misc]
        sys.stdout.write(json.dumps({"id": one["id"], "outcome": outcome}) + "\n")


if __name__ == "__main__":
    main()
