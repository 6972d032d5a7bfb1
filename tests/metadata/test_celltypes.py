"""Contract of every kind of cell: its own examples hold, its counter-examples are refused with a code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from metadata.celltypes import cell_types, check_value, show
from metadata.documents import CellSpec
from metadata.errors import KhuonError, catalogue
from metadata.values import decode, encode, too_long

TARGETS = Path(__file__).parents[1] / "vectors" / "targets.json"
CASES = [(kind, spec, value) for kind, ct in cell_types().items() for spec, value in ct.examples]
COUNTER = [(kind, spec, value) for kind, ct in cell_types().items() for spec, value in ct.counter]


def _spec(kind: str, data: dict[str, object]) -> CellSpec:
    return CellSpec.read({"kind": kind, "decimals": 0, **data})


@pytest.mark.parametrize(("kind", "spec", "value"), CASES)
def test_examples_are_accepted_and_survive_a_round_trip(kind: str, spec: dict[str, object], value: object) -> None:
    decoded = decode(value)
    assert check_value(decoded, _spec(kind, spec), "r1:c1") == []
    assert encode(decoded) == value
    assert show(decoded, _spec(kind, spec))


@pytest.mark.parametrize(("kind", "spec", "value"), COUNTER)
def test_counter_examples_are_refused_with_a_code(kind: str, spec: dict[str, object], value: object) -> None:
    found = check_value(decode(value), _spec(kind, spec), "r1:c1")
    assert found
    assert all(problem.code in catalogue() for problem in found)
    assert all(problem.place == "r1:c1" for problem in found)


@pytest.mark.parametrize("case", json.loads(TARGETS.read_text(encoding="utf-8")), ids=lambda case: case["text"])
def test_targets_read_as_the_browser_shows_them(case: dict[str, Any]) -> None:
    assert show(decode(case["value"]), _spec("target", {})) == case["text"]


def test_every_kind_of_the_schema_has_a_type() -> None:
    from metadata.documents import schema_of

    kinds = schema_of("form")["$defs"]["cell"]["properties"]["kind"]["enum"]
    assert set(kinds) == set(cell_types())


@pytest.mark.parametrize("wire", [True, 1, 1.5, [], {"s": "?"}, {"t": 1}, {"d": "2023-02-29"}, "1e3", "١٢", "NaN", "<script>"])
def test_foreign_wire_values_are_refused(wire: object) -> None:
    with pytest.raises(KhuonError):
        decode(wire)


def test_more_digits_than_may_be_entered_are_read_where_they_were_computed() -> None:
    figures = [decode("9" * digits) for digits in (40, 50)]
    assert [too_long(figure) for figure in figures] == [False, True]
    assert encode(figures[1]) == "9" * 50


def test_blank_dash_zero_and_x_stay_four_things() -> None:
    spec = CellSpec.read({"kind": "number", "decimals": 0})
    shown = [show(decode(wire), spec) for wire in (None, {"s": "-"}, "0", {"s": "x"})]
    assert shown == ["", "-", "0", "X"]
