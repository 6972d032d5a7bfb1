"""Contract of the catalogue: every declared function, picked up by itself."""

from __future__ import annotations

import re
from decimal import localcontext
from pathlib import Path

import pytest

from metadata.formula.functions import CATALOGUE, find_function
from metadata.formula.functions.declaration import Example
from metadata.formula.targets.asteval_engine import AstevalFormula
from metadata.formula.targets.closures import close
from metadata.numbers import WIDE
from tests.metadata.formula.vectors import bound, cells_of, shown

_ALL = list(CATALOGUE.values())
_EXAMPLES = [(f.name, example) for f in _ALL for example in f.examples]
_BROWSER = Path(__file__).parents[3] / "web" / "src" / "formula" / "functions.ts"


def test_the_first_version_is_complete() -> None:
    assert set(CATALOGUE) == {"sum", "min", "max", "avg", "count", "count_where", "sum_where", "round", "abs", "if", "coalesce", "ratio", "percent", "children", "range", "form", "prev", "prev_year", "ytd", "units_below", "wmean", "convert"}


@pytest.mark.parametrize(("name", "example"), _EXAMPLES)
def test_examples_hold_in_closures_and_asteval(name: str, example: Example) -> None:
    cells = cells_of({code: {"s": "-"} if text == "-" else text for code, text in example.cells.items()})
    node = bound(example.formula)
    with localcontext(WIDE):
        assert shown(close(node)(cells)) == example.result
    assert shown(AstevalFormula(node)(cells)) == example.result


@pytest.mark.parametrize("name", CATALOGUE)
def test_declarations_are_whole(name: str) -> None:
    function = CATALOGUE[name]
    assert all([function.vi, function.en, function.usage, function.names_vi])
    assert all(find_function(alias.upper()) is function for alias in (name, *function.names_vi))
    assert function.least <= (function.most or 99)
    if function.role == "compute":
        assert all([function.examples, function.python])
        assert all([function.asteval, function.arrays, function.sql, function.excel])
        assert re.search(rf"^\s+{function.typescript}[:,]", _BROWSER.read_text(encoding="utf-8"), re.MULTILINE), "no such function in the browser"
    if function.role == "rewrite":
        assert function.examples


def test_no_two_functions_share_a_name() -> None:
    names = [alias for f in _ALL for alias in (f.name, *f.names_vi)]
    assert len(names) == len(set(names))
