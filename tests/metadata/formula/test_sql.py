"""SQL: whole forms as one statement give what the judge gives; nothing that is written becomes SQL; no row stops a statement."""

from __future__ import annotations

import random
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import duckdb
import pytest

from metadata.formula.program import Program, build, decimals_of, scope_of
from metadata.formula.spelling.sql import Piece
from metadata.formula.targets.sql import condition, finished, quoted
from metadata.formula.targets.sql_statement import columns_of, unlike, view
from metadata.formula.tree import Compare, Kind, Slot, Slots, Text, Where
from metadata.numbers import round_half_away
from metadata.template import Template
from metadata.values import decode
from tests.metadata import examples
from tests.metadata.formula import programs
from tests.metadata.formula.engines.duckdb import columns_of as cells_as_columns
from tests.metadata.formula.shapes import flat_form, numbered, rules_of, template_of
from tests.metadata.formula.test_examples import FORMS
from tests.metadata.formula.vectors import bound
from tests.metadata.formula.wide import Filling, differences, random_filling, run


def made(template: Template, form: str = "f_1") -> tuple[Program, Callable[[str], int]]:
    return build(template, form), partial(decimals_of, scope_of(template, form))


def value(formula: str, decimals: int = 2, **cells: str) -> Any:
    """What DuckDB makes of a formula over columns of four decimals."""
    columns = cells_as_columns([cells])
    given = ", ".join(f"{f'CAST({cells[name]} AS DECIMAL(38,{piece.scale}))' if (name := key.removeprefix('r1:')) in cells else 'NULL'} AS {piece.text}" for key, piece in columns.items())
    (found,) = duckdb.sql(f"SELECT {finished(bound(formula), decimals, columns.__getitem__)} FROM (SELECT {given})").fetchall()
    return found[0]


# ---------------------------------------------------------------- whole forms


@pytest.mark.parametrize(("regime", "form"), FORMS)
def test_every_form_of_the_examples_gives_the_judges_cells_and_checks(regime: str, form: str) -> None:
    program, decimals = made(examples.template(regime), form)
    fillings = [random_filling(program, decimals, random.Random(seed)) for seed in range(8)]
    rows = run(program, decimals, fillings)
    assert len(rows) == len(fillings)
    assert [one for filling, row in zip(fillings, rows, strict=True) for one in differences(program, filling, row)] == []


TOO_LONG = {"the largest result", "one beyond the largest result"}
"""Fillings with a number of 40 digits: no column of a table can hold it."""


@pytest.mark.parametrize("case", programs.CASES, ids=lambda case: case["name"])
def test_the_shared_programs_give_the_judges_cells_and_checks(case: dict[str, Any]) -> None:
    program, decimals = made(getattr(programs, case["template"])())
    filling = Filling({key: decode(data) for key, data in case["values"].items()}, case["instances"], {key: decode(data) for key, data in case["externals"].items()})
    if case["name"] in TOO_LONG:
        with pytest.raises(duckdb.ConversionException):
            run(program, decimals, [filling])
        return
    (row,) = run(program, decimals, [filling])
    assert differences(program, filling, row) == []


def test_lists_of_units_below_weights_and_conditions() -> None:
    formulas = {
        "k1": "wmean(units_below(c1), c2)", "k2": "sum(units_below(c1)) + c1", "k3": "count(units_below(c1), c2)", "k4": "max(units_below(c1), c2)", "k5": "avg(units_below(c1))",
        "k6": "min(units_below(c2))", "k7": "round(sum(units_below(c1)) / c2, -1)", "k8": 'count_where(units_below(c1), ">", 50)', "k9": 'sum_where(units_below(c1), units_below(c2), "<=", 60)',
    }  # fmt: skip
    columns = {"c1": {"decimals": 2}, "c2": {}, **{name: {"kind": "computed", "formula": text, "decimals": 3} for name, text in formulas.items()}}
    program, decimals = made(template_of(flat_form(columns), rules_of("f_1", "c1 <= sum(units_below(c1))", {"expr": "c1 = avg(units_below(c1))", "tolerance": "auto"}, {"expr": "c2 > min(units_below(c2))", "blanks": "skip"})))
    fillings = [random_filling(program, decimals, random.Random(seed)) for seed in range(60)]
    assert [one for filling, row in zip(fillings, run(program, decimals, fillings), strict=True) for one in differences(program, filling, row)] == []


def test_the_view_stands_over_the_table_that_it_names() -> None:
    template = template_of(flat_form({"c1": {"decimals": 2}, "c2": {}, "c3": {"kind": "computed", "formula": "c1 / c2", "decimals": 2}}), rules_of("f_1", "c1 <= c2"))
    program, decimals = made(template)
    base = duckdb.connect()
    base.execute('CREATE TABLE "f 1" ("unit" VARCHAR, "period" VARCHAR, "r1:c1" DECIMAL(18,2), "r1:c2" INTEGER)')
    base.execute("INSERT INTO \"f 1\" VALUES ('u1', '2026-01', 0.57, 2), ('u2', '2026-01', 7, 0), ('u3', '2026-01', NULL, NULL)")
    base.execute(view(program, decimals, "f 1", "f_1_computed"))
    check = program.checks[0].id
    assert base.execute(f'SELECT "unit", "r1:c3", {quoted(check)} FROM f_1_computed ORDER BY 1').fetchall() == [("u1", Decimal("0.29"), True), ("u2", None, False), ("u3", None, None)]


# ---------------------------------------------------------------- numbers


def test_quotients_that_end_in_five_round_away_from_zero() -> None:
    chance = random.Random(5)
    base = duckdb.connect()
    base.execute("CREATE TABLE cells (no INTEGER, n DECIMAL(38,3), d DECIMAL(38,0))")
    pairs = []
    for _ in range(4000):
        quotient, divisor = Decimal(chance.randint(-999999, 999999) * 10 + 5).scaleb(-3), chance.randint(1, 999)
        pairs.append((quotient * divisor, divisor, quotient))
    base.executemany("INSERT INTO cells VALUES (?, ?, ?)", [(no, n, d) for no, (n, d, _) in enumerate(pairs)])
    columns = {"r1:c1": Piece("n", scale=3), "r1:c2": Piece("d")}
    found = base.execute(f"SELECT {finished(bound('c1 / c2'), 2, columns.__getitem__)} FROM cells ORDER BY no").fetchall()
    assert [row[0] for row in found] == [round_half_away(quotient, 2) for *_, quotient in pairs]


@pytest.mark.parametrize(
    ("formula", "cells", "expected"),
    [
        ("c1 / 1", {"c1": "123456.785"}, "123456.79"),
        ("c1 + c2", {"c1": "12345678901234567890.12", "c2": "0.01"}, "12345678901234567890.13"),
        ("c1 * c2", {"c1": "123456789012345678", "c2": "1000001"}, "123456912469134690345678.00"),
        ("sum(c1, 1 / 3)", {"c1": "12345678901234567890"}, "12345678901234567890.33"),
        ("c1 * c2 - c2 * c1", {"c1": "0.1", "c2": "0.3"}, "0.00"),
        ("-(-c1) - -2", {"c1": "5"}, "7.00"),
        ("c1 / c2", {"c1": "5"}, None),
        ("c1 / c2", {"c1": "5", "c2": "0"}, None),
        ("avg(c1, c2 / c1 * c2, c2)", {"c1": "-7", "c2": "1000000"}, "-47618714288.05"),
        # Whole numbers as written are 32 bits to DuckDB.
        ("if(2147483647 + 1 > 0, 65536 * 65536, 1)", {}, "4294967296.00"),
        ("if(c1 > 0, 2147483647, 1) + if(c1 > 0, 2147483647, 1)", {"c1": "1"}, "4294967294.00"),
        ("max(2147483647, 1) + min(2147483647, 3000000000) + abs(-2147483647) + coalesce(2147483647, 1)", {}, "8589934588.00"),
        ("round(2147483647) * round(2147483647)", {}, "4611686014132420609.00"),
        # Written numbers keep all their digits.
        ("c1 - 123456789012345678901234567890123.5", {"c1": "0.25"}, "-123456789012345678901234567890123.25"),
        ("12345678901234567890.12 + c1 / 3", {"c1": "1"}, "12345678901234567890.45"),
        ("abs(-123456789012345678901234567890123.5) - 0.25 * 5", {}, "123456789012345678901234567890122.25"),
        ("123456789012345678901234567890123456789 / c1", {"c1": "1000000"}, "123456789012346000000000000000000.00"),
        # Too large to be exact, and still a number; too large for the cell, and none.
        ("c1 * c2 * c2 / c2", {"c1": "123456789012345678", "c2": "123456789012345678"}, "15241578753238800000000000000000000.00"),
        ("c1 * c2", {"c1": "12345678901234567890", "c2": "12345678901234567890"}, None),
        ("c1 * c2 * c3 * c4 - c4 * c3 * c2 * c1", {"c1": "1234567.1234", "c2": "7654321.4321", "c3": "1111111.1111", "c4": "3333333.3333"}, "0.00"),
    ],
)
def test_numbers(formula: str, cells: dict[str, str], expected: str | None) -> None:
    assert value(formula, **cells) == (None if expected is None else Decimal(expected))


def test_a_row_that_does_not_fit_leaves_the_others_alone() -> None:
    program, decimals = made(template_of(flat_form({"c1": {}, "c2": {}, "c3": {"kind": "computed", "formula": "c1 * c1 * c1 * c2", "decimals": 2}, "c4": {"kind": "computed", "formula": "c1 + c2", "decimals": 2}})))
    large = Filling({"r1:c1": Decimal("9" * 38), "r1:c2": Decimal("9" * 38)})
    plain = Filling({"r1:c1": Decimal(2), "r1:c2": Decimal(3)})
    rows = run(program, decimals, [large, plain, large])
    assert [(row["r1:c3"], row["r1:c4"]) for row in rows] == [(None, None), (Decimal(24), Decimal(5)), (None, None)]


def test_formulas_as_long_and_deep_as_they_may_be_are_read() -> None:
    assert value("+".join(["c1"] * 1300), c1="1") == 1300
    assert value("-".join(["1", *["c1"] * 900]), c1="1") == -899
    assert value("*".join(["c1"] * 900), c1="1") == 1
    assert value("/".join(["c1"] * 500), c1="1") == 1
    assert value("(" * 60 + "c1" + " + 1)" * 60, c1="1") == 61
    assert value("if(c1 > 0, " * 30 + "c2" + ", 0)" * 30, c1="1", c2="7") == 7
    assert value("if(" + " and ".join(["c1 > 0"] * 250) + ", 1, 0)", c1="1") == 1


# ---------------------------------------------------------------- names and texts


@pytest.mark.parametrize("text", ["'; DROP TABLE cells; --", "x' OR '1'='1", '"); SELECT 1; --', "\\'", "a''b", "dòng\nmới", "nul\0'x", "{}", "$$a$$", "%s"])
def test_a_hostile_text_stays_text(text: str) -> None:
    base = duckdb.connect()
    base.execute("CREATE TABLE cells (t VARCHAR, many VARCHAR[])")
    base.execute("INSERT INTO cells VALUES (?, ?), ('x', ['x'])", [text, [text, "x", None]])
    columns = {"r1:t1": Piece("t", "text"), "r1#:t1": Piece("many", "text", many=True)}
    same = Compare("==", Slot("r1:t1", Kind.TEXT), Text(text))
    counted = Where(None, Slots("r1", "r1#:t1", Kind.TEXT), "==", Text(text))
    asked = f"SELECT {condition(same, columns.__getitem__)}, {finished(counted, 0, columns.__getitem__)} FROM cells"
    assert base.execute(asked).fetchall() == [(True, 1), (False, 0)]
    assert base.execute("SELECT count(*) FROM cells").fetchall() == [(2,)]


@pytest.mark.parametrize("name", ['a"b', '"; DROP TABLE x; --', "Đơn vị", "r1:c1", "select"])
def test_names_are_quoted(name: str) -> None:
    found = duckdb.sql(f"SELECT 1 AS {quoted(name)}")
    assert found.columns == [name]


def test_names_that_differ_by_capitals_only_are_told_apart() -> None:
    assert unlike(["unit", "cA", "ca", "CA", "Đ", "đ"]) == ["unit", "cA", "ca~2", "CA~3", "Đ", "đ~2"]
    program, decimals = made(template_of(flat_form({"ca": {}, "CA": {}, "cz": {"kind": "computed", "formula": "ca - CA"}})))
    assert list(columns_of(program).values()) == ["r1:ca", "r1:CA~2"]
    (row,) = run(program, decimals, [Filling({"r1:ca": Decimal(7), "r1:CA": Decimal(2)})])
    assert row["r1:cz"] == Decimal(5)


def test_an_answer_called_unit_does_not_hide_whose_row_it_is() -> None:
    form = numbered(1)
    form["sections"]["order"].append("s2")
    form["sections"]["items"]["s2"] = {"kind": "fields", "fields": {"order": ["unit", "q"], "items": {"unit": {"code": "unit", "label": "Số đơn vị", "cell": {"kind": "number"}}, "q": {"code": "q", "label": "Gấp đôi", "cell": {"kind": "computed", "formula": "unit * 2", "decimals": 0}}}}}
    program, decimals = made(template_of(form))
    rows = run(program, decimals, [Filling({"unit": Decimal(5)}), Filling({"unit": Decimal(6)})])
    assert [(row["unit"], row["q"]) for row in rows] == [(0, Decimal(10)), (1, Decimal(12))]


def test_text_date_and_blank_conditions() -> None:
    columns = {"t1": {"kind": "text"}, "d1": {"kind": "date"}, "c1": {}, "k1": {"kind": "computed", "formula": "if(t1 = \"x'y\", 1, if(d1 >= \"01/02/2026\", 2, count(t1, d1, c1)))"}}
    program, decimals = made(template_of(flat_form(columns), rules_of("f_1", 't1 <> "co" or c1 > 0', 'd1 < "2026-02-01"')))
    fillings = [random_filling(program, decimals, random.Random(seed)) for seed in range(60)]
    assert [one for filling, row in zip(fillings, run(program, decimals, fillings), strict=True) for one in differences(program, filling, row)] == []
