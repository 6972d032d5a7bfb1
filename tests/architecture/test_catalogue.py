"""The catalogue of errors: complete in both languages, with nothing in it that cannot happen."""

from __future__ import annotations

import ast
import re
import string

import pytest

from metadata.errors import Entry, catalogue
from tests.architecture.sources import PACKAGES, browser_files, python_files, tree_of

ENTRIES = list(catalogue().values())


def _fields(sentence: str) -> set[str]:
    """Names filled into a sentence; `why` and `why_en` are one fact in two languages."""
    return {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(sentence) if name}


def _words_in_code() -> set[str]:
    """Every string constant outside of the catalogue itself: a code that is raised stands there in full."""
    found: set[str] = set()
    for path in python_files(*PACKAGES):
        if path.parent.name != "errors":
            found |= {n.value for n in ast.walk(tree_of(path)) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    for path in browser_files():
        if ".test." not in path.name:
            found |= set(re.findall(r"[\"'`]([a-z_]+\.[a-z_.]+)[\"'`]", path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("line", ENTRIES, ids=lambda line: line.code)
def test_both_languages_say_the_same(line: Entry) -> None:
    assert line.vi.strip()
    assert line.en.strip()
    assert _fields(line.vi) == _fields(line.en)
    assert bool(line.hint_vi) == bool(line.hint_en)
    assert 400 <= line.http < 600
    assert re.fullmatch(r"[a-z_]+(\.[a-z0-9_]+)*", line.code)


def test_every_code_is_raised_somewhere() -> None:
    assert sorted({line.code for line in ENTRIES} - _words_in_code()) == []


def test_every_code_that_is_raised_is_in_the_catalogue() -> None:
    known = {line.code for line in ENTRIES}
    raised = set()
    for path in python_files(*PACKAGES):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = ast.unparse(node.func).rpartition(".")[2]
                if name in {"fail", "Problem"} and isinstance(node.args[0].value, str):
                    raised.add(node.args[0].value)
    assert sorted(raised - known) == []
