"""On small forms every filling is tried: the correction found is one of the smallest, and all others are counted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from metadata.corrections import smallest_correction, specs_of
from metadata.formula.program import Program, build
from metadata.values import CellValue
from tests.metadata.formula.shapes import flat_form, rules_of, template_of

CELLS = ("c1", "c2", "c3", "c4")
MOST = 4
NUMBERS: tuple[CellValue, ...] = (None, *(Decimal(n) for n in range(MOST + 1)))

#: Linear checks: the encoding says exactly what the judge says, so the search must find exactly what brute force finds.
EXACT = (
    "c1 = c2 + c3", "c1 = c2 + c3 + c4", "c1 <= c2", "c2 < c3", "c4 <> c1", "c1 + c2 = 2 * c3", "c3 <= c1 * 0.5", "c4 >= c1 - c2", "sum(range(c1, c3)) = 5", "t = c4", "t <= 4", "c2 > 0",
    "if(c1 > 2, c2 = 0, c2 > 0)", "c1 = 0 or c3 > 0", "max(c1, c2) <= c3", "count(c1, c2, c3, c4) >= 3", "not c3 = c4", "abs(c1 - c4) <= 1", "coalesce(c2, c3) = c1", "round(c1 / 2) = c2", "c1 = 3", "p <= 60",
)  # fmt: skip
#: Two open cells multiplied or divided: whatever is found must hold, and one cell is always the fewest.
LOOSE = ("c1 * c2 = c3", "percent(c1, c2) <= 50", "q = c4", "c1 / c2 = 2")


def program_of(rules: list[str]) -> tuple[Program, Any]:
    columns: dict[str, Any] = {name: {"max": str(MOST)} for name in CELLS}
    columns["t"] = {"kind": "computed", "formula": "c1 + c2"}
    columns["p"] = {"kind": "computed", "formula": "c3 / 4 * 100", "decimals": 1}
    columns["q"] = {"kind": "computed", "formula": "ratio(c1, c2)", "decimals": 1}
    template = template_of(flat_form(columns), rules_of("f_1", *rules))
    return build(template, "f_1"), specs_of(template, "f_1")


def errors(program: Program, filled: tuple[CellValue, ...]) -> int:
    return len(program.run({f"r1:{name}": value for name, value in zip(CELLS, filled, strict=True)}).failures)


def ways(program: Program, filled: tuple[CellValue, ...]) -> dict[frozenset[int], list[tuple[CellValue, ...]]]:
    """All fewest sets of cells (by place) with the fillings that they allow, every cell of the set changed to a number."""
    for size in range(len(CELLS) + 1):
        found: dict[frozenset[int], list[tuple[CellValue, ...]]] = {}
        for places in combinations(range(len(CELLS)), size):
            for new in _fillings(filled, places):
                if errors(program, new) == 0:
                    found.setdefault(frozenset(places), []).append(new)
        if found:
            return found
    return {}


def _fillings(filled: tuple[CellValue, ...], places: tuple[int, ...]) -> Iterator[tuple[CellValue, ...]]:
    for chosen in product(NUMBERS[1:], repeat=len(places)):
        new = list(filled)
        for place, value in zip(places, chosen, strict=True):
            new[place] = value
        if all(new[place] != filled[place] for place in places):
            yield tuple(new)


FILLINGS = st.tuples(*[st.sampled_from(NUMBERS)] * len(CELLS))
SLOW = settings(max_examples=70, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@SLOW
@given(st.lists(st.sampled_from(EXACT), min_size=1, max_size=5, unique=True), FILLINGS)
def test_the_correction_is_one_of_the_fewest_and_all_others_are_counted(rules: list[str], filled: tuple[CellValue, ...]) -> None:
    program, specs = program_of(rules)
    values = {f"r1:{name}": value for name, value in zip(CELLS, filled, strict=True)}
    found = smallest_correction(program, values, seconds=60, specs=specs)
    if errors(program, filled) == 0:
        assert found.status == "no_errors"
        return
    expected = ways(program, filled)
    if not expected:
        assert found.status == "impossible"
        return
    assert (found.status, found.proven, found.others) == ("found", True, len(expected) - 1)
    cells = frozenset(CELLS.index(change.key.removeprefix("r1:")) for change in found.changes)
    assert cells in expected
    for change in found.changes:
        place = CELLS.index(change.key.removeprefix("r1:"))
        allowed = {new[place] for new in expected[cells]}
        assert change.old == filled[place]
        if change.determined:
            assert allowed == {change.new}
        else:
            assert len(allowed) > 1


@settings(SLOW, max_examples=40)
@given(st.lists(st.sampled_from(LOOSE), min_size=1, max_size=2, unique=True), st.lists(st.sampled_from(EXACT), max_size=2, unique=True), FILLINGS)
def test_what_is_found_beyond_linear_checks_holds_too(loose: list[str], exact: list[str], filled: tuple[CellValue, ...]) -> None:
    program, specs = program_of([*loose, *exact])
    assume(errors(program, filled))
    values = {f"r1:{name}": value for name, value in zip(CELLS, filled, strict=True)}
    found = smallest_correction(program, values, seconds=60, specs=specs)
    expected = ways(program, filled)
    if found.status == "impossible":
        assert not expected
    elif found.status == "found" and found.proven:
        assert len(found.changes) == len(next(iter(expected)))
    else:
        assert found.status in {"found", "outside"}
    if found.status == "found" and all(change.determined for change in found.changes):
        assert program.run({**values, **{change.key: change.new for change in found.changes}}).failures == []
