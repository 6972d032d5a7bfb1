"""Weighted means, the units below, and conversion between units of measure."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from metadata.errors import KhuonError
from metadata.formula.program import Program, build
from metadata.formula.resolve import parse
from metadata.formula.words import in_words
from metadata.values import CellValue
from tests.metadata.formula.shapes import flat_form, numbered, scope_of_form, template_of
from tests.metadata.formula.vectors import SCOPE


def computed(formula: str, *others: Any, **columns: Any) -> Program:
    """A program with one computed column c9 of two decimals."""
    form = flat_form({"c1": {"decimals": 1}, "c2": {}, "c9": {"kind": "computed", "formula": formula, "decimals": 2}, **columns})
    return build(template_of(form, *others), "f_1")


def both(program: Program, values: dict[str, CellValue], outside: dict[str, CellValue]) -> dict[str, Any]:
    one, other = (engine.run(values, {}, outside) for engine in (program, program.by_asteval()))
    assert one.as_dict() == other.as_dict()
    return one.values


def refused(formula: str) -> str:
    with pytest.raises(KhuonError) as error:
        parse(formula, SCOPE)
    (problem,) = error.value.problems
    assert {"offset", "length"} <= set(problem.args)
    return problem.code


def test_a_mean_of_child_rows_is_weighed_by_another_column() -> None:
    form = {
        "spec": "form/1", "id": "f_1", "code": "01/T", "title": "Thử",
        "sections": {"order": ["s1"], "items": {"s1": {
            "kind": "grid",
            "columns": {"root": ["cA", "c1", "c2"], "nodes": {"cA": {"label": "Chỉ tiêu", "stub": "caption"}, "c1": {"label": "Số người", "code": "c1"}, "c2": {"label": "Tuổi", "code": "c2", "cell": {"decimals": 1}}}},
            "rows": {"root": ["r1"], "nodes": {"r1": {"label": "Tổng", "kind": "data", "code": "r1", "children": ["r2", "r3"]}, "r2": {"label": "Nam", "kind": "data", "code": "r2"}, "r3": {"label": "Nữ", "kind": "data", "code": "r3"}}},
            "cells": {"r1:c1": {"kind": "computed", "formula": "sum(children())"}, "r1:c2": {"kind": "computed", "formula": "wmean(children(), c1)", "decimals": 1}},
        }}},
    }  # fmt: skip
    program = build(template_of(form), "f_1")
    values: dict[str, CellValue] = {"r2:c1": Decimal(10), "r2:c2": Decimal("20.0"), "r3:c1": Decimal(30), "r3:c2": Decimal("24.5")}
    assert both(program, values, {})["r1:c2"] == Decimal("23.4")
    assert both(program, {**values, "r3:c2": None}, {})["r1:c2"] == Decimal("20.0")
    assert both(program, {}, {})["r1:c2"] is None


def test_units_below_are_added_counted_and_averaged() -> None:
    outside: dict[str, CellValue] = {"below|f_2|r1#:c1": None, "below|f_2|r1#u1:c1": Decimal(5), "below|f_2|r1#u2:c1": None, "below|f_2|r1#u3:c1": Decimal(7)}
    for formula, expected in (("sum(units_below(form(f_2, c1)))", "12"), ("count(units_below(form(f_2, c1)))", "2"), ("avg(cấp_dưới(form(f_2, c1)))", "6"), ('count_where(units_below(form(f_2, c1)), ">", 5)', "1")):
        program = computed(formula, numbered(2, "f_2", "02/T"))
        assert [(e.period, e.form, e.cell) for e in program.externals] == [("below", "f_2", "r1#:c1")]
        assert both(program, {}, outside)["r1:c9"] == Decimal(expected).quantize(Decimal("1.00"))


def test_units_below_are_weighed_by_their_own_weights() -> None:
    program = computed("wmean(units_below(c1), c2)")
    assert {e.key for e in program.externals} == {"below|f_1|r1#:c1", "below|f_1|r1#:c2"}
    outside: dict[str, CellValue] = {
        **dict.fromkeys(["below|f_1|r1#:c1", "below|f_1|r1#:c2"]), "below|f_1|r1#a:c1": Decimal("20.0"), "below|f_1|r1#a:c2": Decimal(1),
        "below|f_1|r1#b:c1": Decimal("30.0"), "below|f_1|r1#b:c2": Decimal(3),
    }  # fmt: skip
    assert both(program, {}, outside)["r1:c9"] == Decimal("27.50")


def test_what_the_units_below_have_not_sent_is_not_nothing() -> None:
    program = computed("sum(units_below(c1))")
    result = program.run({}, {}, {})
    assert (result.values["r1:c9"], result.incomplete) == (None, {"r1:c9"})


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("units_below(c1)", "formula.group_outside"), ("units_below(c1) + 1", "formula.group_outside"), ("abs(units_below(c1))", "formula.argument"),
        ("units_below(prev(c1))", "formula.argument"), ("prev(units_below(c1))", "formula.argument"), ("units_below(1)", "formula.argument"),
        ("wmean(c1:c3, c4)", "formula.argument"), ("wmean(c1:c3, c4:c5)", "formula.argument"), ("wmean(1, 2)", "formula.argument"), ("wmean(c1:c3)", "formula.arguments"),
        ("wmean(c1:c3, t1)", "formula.argument"), ('convert(c1, "ha", "người")', "formula.measures_apart"), ('convert(c1, "hha", "m2")', "formula.unknown_measure"),
        ("convert(c1, c2, c3)", "formula.argument"), ('convert(t1, "ha", "m2")', "formula.argument"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_with_its_place(formula: str, code: str) -> None:
    if formula.startswith("convert(t1"):
        code = "formula.type"
    assert refused(formula) == code


def test_conversion_is_exact_and_said_in_words() -> None:
    program = computed('convert(c1, "ha", "m²")')
    assert both(program, {"r1:c1": Decimal("12345678901234567.5")}, {})["r1:c9"] == Decimal("123456789012345675000.00")
    scope = scope_of_form(numbered(2))
    assert in_words(parse('convert(c1, "triệu đồng", "đồng")', scope), scope) == "quy đổi cột 1 từ triệu đồng sang đồng"
    assert in_words(parse("sum(units_below(c1))", scope), scope) == "tổng(cột 1 ở các đơn vị cấp dưới)"


