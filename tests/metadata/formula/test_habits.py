"""What officials type from Excel: the right meaning, or a refusal that names the nearest thing of the language."""

from __future__ import annotations

import pytest

from metadata.errors import KhuonError, Problem
from metadata.formula.functions import find_function
from metadata.formula.habits import HABITS
from metadata.formula.program import build, scope_of
from metadata.formula.resolve import parse
from metadata.formula.scope import Scope
from metadata.template import Template
from tests.metadata.formula.shapes import numbered, template_of
from tests.metadata.formula.vectors import SCOPE, bound


def _everything() -> Template:
    """Columns c1 … c9, texts t1 and t2, dates n1, a row 01, a list with d1 … d5, and another form."""
    form = numbered(9)
    grid = form["sections"]["items"]["s1"]
    for code, kind in (("t1", "text"), ("n1", "date")):
        grid["columns"]["root"].append(code)
        grid["columns"]["nodes"][code] = {"label": code, "code": code, "number": f"9{code}", "cell": {"kind": kind}}
    grid["rows"] = {"root": ["r1"], "nodes": {"r1": {"label": "Tổng", "kind": "total", "code": "r01", "children": ["r2"]}, "r2": {"label": "Con", "kind": "data", "code": "r02"}}}
    columns = {f"d{n}": {"label": f"d{n}", "code": f"d{n}", "cell": {"kind": "text"} if n == 3 else {}} for n in range(1, 6)}
    rows = {"root": ["p1"], "nodes": {"p1": {"label": "Dòng", "kind": "open", "code": "p1"}}}
    form["sections"]["items"]["s2"] = {"kind": "list", "columns": {"root": list(columns), "nodes": columns}, "rows": rows}
    form["sections"]["order"].append("s2")
    return template_of(form, numbered(2, "f_2", "02/T"))


TEMPLATE = _everything()
WIDE_SCOPE: Scope = scope_of(TEMPLATE, "f_1", "s1")


def refusal(text: str) -> Problem:
    with pytest.raises(KhuonError) as refused:
        parse(text, SCOPE)
    (problem,) = refused.value.problems
    assert "{" not in problem.sentence() + problem.hint() + problem.sentence("en") + problem.hint("en") or "{" in text
    return problem


MEANING = [
    ("=c1+c2", "c1 + c2"), ("+c1+c2", "c1 + c2"), ("= SUM(c1;c2)", "sum(c1, c2)"), ("AVERAGE(c1;c2)", "avg(c1, c2)"), ("c1<>c2", "c1 != c2"), ("SUM(c1:c3)", "sum(c1, c2, c3)"),
    ("IFERROR(c1/c2;0)", "coalesce(c1 / c2, 0)"), ("ifblank(c1, 0)", "coalesce(c1, 0)"), ("AND(c1>0;c2>0)", "c1 > 0 and c2 > 0"), ("OR(c1>0,c2>0,c3>0)", "c1 > 0 or c2 > 0 or c3 > 0"),
    ("NOT(c1>0)", "not c1 > 0"), ("IF(AND(c1>0;OR(c2>0;c3>0));1;0)", "if(c1 > 0 and (c2 > 0 or c3 > 0), 1, 0)"), ("IF(c1>0,1,0)", "if(c1 > 0, 1, 0)"), ("ROUND(c1,2)", "round(c1, 2)"), ("SUM(1,2)", "sum(1, 2)"),
    ("IF(TRUE;1;0)", "if(true, 1, 0)"), ("và(c1 > 0; c2 > 0)", "c1 > 0 and c2 > 0"), ("round(2.5,0)", "round(2.5, 0)"), ("sum(c1, 0, 5)", "sum(c1, 0, 5)"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), MEANING)
def test_the_right_meaning(typed: str, meant: str) -> None:
    assert bound(typed) == bound(meant)


NEAREST = [
    ('SUMIF(c1:c3; ">0")', "sum_where"), ('COUNTIF(t1, "có")', "count_where"), ("SUMPRODUCT(c1:c2, c3:c4)", "wmean"), ("ROUNDUP(c1, 0)", "round("), ("INT(c1)", "round("), ("VLOOKUP(c1, c2, 3)", "form("),
    ("INDEX(c1:c3, 2)", "prev("), ('INDIRECT("A1")', "r01.c2"), ("POWER(c1, 2)", "c1 * c1"), ("c1 ^ 2", "c1 * c1"), ("c1 ** 2", "c1 * c1"), ("ISBLANK(c1)", "count("), ("TODAY()", "công thức không biết ngày hôm nay"),
    ("CONCATENATE(t1, t2)", "so sánh"), ("t1 & t2", "không ghép"), ("$c$1", "r01.c2"), ("$A$1", "r01.c2"), ("A1 + B3", "r01.c2"), ("SUM(A1:B3)", "r01.c2"), ("Sheet1!A1", "form("), ("c1 * 10%", "0.1"),
    ("{1, 2}", "sum("), ("#DIV/0!", "coalesce"), ('c1 = ""', "count("), ("IFS(c1 > 1, 2)", "if lồng nhau"), ("MEDIAN(c1, c2)", "avg"), ("SUBTOTAL(9, c1)", "sum(children())"), ("summ(c1)", "sum"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "named"), NEAREST)
def test_a_refusal_names_the_nearest_thing(typed: str, named: str) -> None:
    assert named in refusal(typed).hint("vi")


DECIMALS = [
    ("c1 * 0,5", 5, "0.5"), ("(0,5)", 1, "0.5"), ("if(c1 > 0,5; 1; 0)", 8, "0.5"), ("if(c1 > 0,5, 1, 0)", 8, "0.5"), ("sum(c1; 0,5)", 8, "0.5"), ("sum(c1,0,5)", 7, "0.5"), ("round(c1*0,5,2)", 9, "0.5"),
    ("max(c1, round(c2; 0); 1,5)", 22, "1.5"), ("-0,5", 1, "0.5"), ("c1 > 12,75 and c2 > 1", 5, "12.75"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "offset", "written"), DECIMALS)
def test_a_decimal_comma_is_named_where_it_stands(typed: str, offset: int, written: str) -> None:
    problem = refusal(typed)
    assert (problem.code, problem.args["offset"]) == ("formula.syntax", offset)
    assert f"dấu chấm: {written}" in problem.sentence("vi")


@pytest.mark.parametrize(("typed", "said"), [("c1 / 1.000", "1000 hay 1"), ("c1 > 12.500", "12500 hay 12.5"), ("1.234.567", "hàng nghìn"), ("c1 + 10.000.000 - c2", "hàng nghìn")])
def test_a_thousand_as_officials_write_it_is_never_read_as_one(typed: str, said: str) -> None:
    assert said in refusal(typed).sentence("vi")


@pytest.mark.parametrize("typed", ["c1 * 1.005", "c1 * 0.500", "c1 * 1000", "c1 * 1.50", "c1 * 1.2500", "c1 * 1234.500"])
def test_other_decimals_are_decimals(typed: str) -> None:
    assert bound(typed)


@pytest.mark.parametrize("text", [habit.example for habit in HABITS if habit.example])
def test_every_example_can_be_written(text: str) -> None:
    assert parse(text, WIDE_SCOPE)
    assert not build(TEMPLATE, "f_1").problems


def test_no_habit_hides_a_function_of_the_language() -> None:
    names = [name for habit in HABITS for name in habit.names]
    assert len(names) == len(set(names)) > 100
    assert [name for name in names if find_function(name)] == []
    assert all(habit.vi and habit.en for habit in HABITS)


@pytest.mark.parametrize(("typed", "meant"), [("sum(c1:n1)", None), ("sum(c8:c9)", "sum(c8, c9)"), ("count(t1:c9)", None)])
def test_a_range_holds_cells_of_the_type_of_its_ends(typed: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(KhuonError) as refused:
            parse(typed, WIDE_SCOPE)
        assert refused.value.code == "formula.range_mixed"
        return
    assert bound(typed) == bound(meant)


def test_notes_among_figures_are_left_out_of_a_range() -> None:
    form = numbered(3)
    form["sections"]["items"]["s1"]["columns"]["nodes"]["c2"]["cell"] = {"kind": "text"}
    scope = scope_of(template_of(form), "f_1", "s1")
    group = parse("count(c1:c3)", scope).arguments[0]  # type: ignore[union-attr]
    assert [cell.column for cell in group.items] == ["c1", "c3"]  # type: ignore[union-attr]
