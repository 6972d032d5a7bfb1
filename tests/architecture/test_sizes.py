"""Budgets that keep the code readable in one sitting: lines of a file, lines of a function."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.architecture.sources import PACKAGES, browser_files, name_of, python_files, tree_of

FILE_LINES = 350
#: A style sheet is a list: it is read in parts.
STYLE_LINES = 600
FUNCTION_LINES = 60
#: Nine functions of ten are to be far below the hard limit.
FUNCTION_LINES_P90 = 30


def _functions(paths: list[Path]) -> list[tuple[str, int]]:
    found = []
    for path in paths:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                has_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
                documented = (first.end_lineno or 0) - first.lineno + 1 if has_docstring else 0
                found.append((f"{name_of(path)}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - documented))
    return found


def test_no_file_is_longer_than_the_budget() -> None:
    files = python_files(*PACKAGES, "tests", "benchmarks") + browser_files()
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    limits = {name: STYLE_LINES if name.endswith(".css") else FILE_LINES for name in lengths}
    assert {name: lines for name, lines in lengths.items() if lines > limits[name]} == {}


def test_no_function_is_longer_than_the_budget() -> None:
    functions = [f for f in _functions(python_files(*PACKAGES)) if "/migrations/" not in f[0]]
    assert {name: lines for name, lines in functions if lines > FUNCTION_LINES} == {}


def test_most_functions_are_short() -> None:
    lengths = sorted(lines for _, lines in _functions(python_files(*PACKAGES)))
    assert lengths[len(lengths) * 9 // 10] <= FUNCTION_LINES_P90


def test_modules_have_plain_names() -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|manager|misc|common|stuff)(_|\.)")
    assert [name_of(p) for p in python_files(*PACKAGES) + browser_files() if vague.search(p.name.lower())] == []
