"""Every target gives the judge's answers: the shared vectors, and random formulas over random rows."""

from __future__ import annotations

import json
import os
from decimal import Decimal

import pytest

from metadata.numbers import WIDE
from tests.metadata.formula import vectors
from tests.metadata.formula.engines import Answer, AtOnce, Case, Engine, Excusing, Group, Row, engines
from tests.metadata.formula.engines.closures import ENGINE as JUDGE
from tests.metadata.formula.vectors import Maker, bound

_WRITTEN = json.loads((vectors.FOLDER / "formula.json").read_text(encoding="utf-8"))["cases"]
_ENGINES = {engine.name: engine for engine in engines()}
#: More significant digits than a double keeps are not asked of a target that computes in doubles.
_DIGITS = 15


@pytest.fixture(params=_ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    found = _ENGINES[request.param]
    why = found.missing()
    if why and os.environ.get("CI"):
        pytest.fail(f"{found.name}: {why}")
    if why:
        pytest.skip(why)
    return found


def _beyond(value: Answer) -> bool:
    """Whether a number has more digits than a double keeps."""
    return isinstance(value, Decimal) and len(WIDE.normalize(value).as_tuple().digits) > _DIGITS


def _differences(engine: Engine, groups: list[Group]) -> list[tuple[str, Row, Answer, Answer]]:
    given = engine.evaluate_groups(groups) if isinstance(engine, AtOnce) else [engine.evaluate(*group) for group in groups]
    return [found for group, answers in zip(groups, given, strict=True) for found in _of_group(engine, group, answers)]


def _of_group(engine: Engine, group: Group, answers: list[list[Answer]]) -> list[tuple[str, Row, Answer, Answer]]:
    cases, rows = group
    found = []
    for case, expected, given in zip(cases, JUDGE.evaluate(cases, rows), answers, strict=True):
        for row, one, other in zip(rows, expected, given, strict=True):
            if engine.double and (_beyond(one) or any(_beyond(Decimal(text)) for text in row.values() if isinstance(text, str))):
                continue
            if one != other or isinstance(one, bool) is not isinstance(other, bool):
                if isinstance(engine, Excusing) and engine.excuse(case, one, other) in engine.by_nature:
                    continue
                found.append((case.formula, row, one, other))
    return found


def test_shared_vectors(engine: Engine) -> None:
    by_cells: dict[str, tuple[list[Case], list[Row]]] = {}
    for case in _WRITTEN:
        key = json.dumps(case["cells"], sort_keys=True)
        by_cells.setdefault(key, ([], [case["cells"]]))[0].append(Case(case["formula"], bound(case["formula"])))
    assert _differences(engine, list(by_cells.values())) == []


def test_four_hundred_random_formulas_over_forty_rows(engine: Engine) -> None:
    maker = Maker(11, large=not engine.double)
    rows = [maker.row() for _ in range(40)]
    formulas = [maker.number(3) for _ in range(400)]
    assert _differences(engine, [([Case(text, bound(text)) for text in formulas], rows)]) == []
