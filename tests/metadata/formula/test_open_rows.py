"""Open rows, lists, other forms and periods, questions and figures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from metadata.errors import KhuonError
from metadata.formula.program import build
from metadata.template import Template
from metadata.values import DASH, CellValue, Invalid
from tests.metadata.formula.programs import PROGRAMS, households
from tests.metadata.formula.shapes import flat_form, numbered, plain, rules_of, template_of

_COLUMNS = {"cA": {"label": "Tên", "stub": "caption"}, "c1": {"label": "Số", "code": "c1", "number": "1"}, "c2": {"label": "Gấp đôi", "code": "c2", "number": "2", "cell": {"kind": "computed", "formula": "c1 * 2"}}}


def form_of(rows: dict[str, Any], root: list[str], columns: dict[str, Any] | None = None, form_id: str = "f_1", code: str = "01/T", **more: Any) -> dict[str, Any]:
    nodes = columns or _COLUMNS
    grid = {"kind": "grid", "columns": {"root": list(nodes), "nodes": nodes}, "rows": {"root": root, "nodes": rows}}
    sections = {"s1": grid, **more}
    return {"spec": "form/1", "id": form_id, "code": code, "title": "Thử", "sections": {"order": list(sections), "items": sections}}


_TREE: dict[str, Any] = {
    "r1": {"label": "Tổng", "kind": "total", "code": "r1", "cell": {"kind": "computed", "formula": "sum(children())"}, "children": ["r2", "r3"]},
    "r2": {"label": "Cố định", "kind": "data", "code": "r2"},
    "r3": {"label": "Xã", "kind": "open", "code": "r3", "open": {"min": 0}},
}
_TREE_COLUMNS = {**_COLUMNS, "c3": {"label": "Phần", "code": "c3", "number": "3", "cell": {"kind": "computed", "formula": "percent(c1, r1.c1)", "decimals": 1}}}


def test_a_total_counts_the_fixed_rows_and_every_added_row() -> None:
    program = build(template_of(form_of(_TREE, ["r1"])), "f_1")
    values: dict[str, CellValue] = {"r2:c1": Decimal(1), "r3#a:c1": Decimal(10), "r3#b:c1": DASH, "r3#c:c1": Decimal(100)}
    result = program.run(values, {"r3": ["a", "b", "c"]})
    assert {k: plain(v) for k, v in result.values.items()} == {"r1:c1": "111", "r1:c2": "222", "r2:c2": "2", "r3#a:c2": "20", "r3#b:c2": None, "r3#c:c2": "200"}
    assert plain(program.run(values, {"r3": ["a"]}).values["r1:c1"]) == "11"  # a row taken away counts no more
    assert plain(program.run(values).values["r1:c1"]) == "1"


def test_an_added_row_may_read_the_total_of_all() -> None:
    program = build(template_of(form_of(_TREE, ["r1"], _TREE_COLUMNS)), "f_1")
    result = program.run({"r3#a:c1": Decimal(1), "r3#b:c1": Decimal(3)}, {"r3": ["a", "b"]})
    assert [plain(result.values[k]) for k in ("r1:c1", "r3#a:c3", "r3#b:c3", "r1:c3")] == ["4", "25", "75", "100"]


def test_checks_hold_in_every_added_row_and_count_them() -> None:
    program = build(template_of(form_of(_TREE, ["r1"]), rules_of("f_1", {"expr": "c1 >= 5", "rows": ["r3"]})), "f_1")
    failures = program.run({"r3#a:c1": Decimal(9), "r3#b:c1": Decimal(4)}, {"r3": ["a", "b"]}).failures
    assert [(f.id, f.cells, f.sentence["vi"]) for f in failures] == [("k_f_1/k1/0/r3#b:", ["r3#b:c1"], "Dòng thứ 2 “Xã”, cột 1: 4 < 5")]


def test_a_draft_in_an_added_row_makes_the_total_incomplete() -> None:
    program = build(template_of(form_of(_TREE, ["r1"])), "f_1")
    result = program.run({"r2:c1": Decimal(1), "r3#a:c1": Invalid("x")}, {"r3": ["a"]})
    assert result.incomplete == {"r3#a:c2", "r1:c1", "r1:c2"}
    assert program.run({"r2:c1": Decimal(1), "r3#a:c1": Invalid("x")}, {"r3": []}).incomplete == set()


@pytest.mark.parametrize(
    ("formula", "code"),
    [("r3.c1 + 1", "formula.open_outside"), ("sum(children(r9))", "formula.unknown_name"), ("form(f_9, c1)", "formula.unknown_form"), ("form(f_2, c1)", "formula.reference_unresolved")],
)
def test_references_that_cannot_be_determined(formula: str, code: str) -> None:
    rows = {**_TREE, "r4": {"label": "Khác", "kind": "data", "code": "r4"}}
    form = form_of(rows, ["r1", "r4"])
    form["sections"]["items"]["s1"]["cells"] = {"r4:c1": {"kind": "computed", "formula": formula}}
    other = form_of({"x1": {"label": "Một", "kind": "data", "code": "x1"}, "x2": {"label": "Hai", "kind": "data", "code": "x2"}}, ["x1", "x2"], form_id="f_2")
    with pytest.raises(KhuonError) as refused:
        build(template_of(form, other), "f_1")
    assert {p.code for p in refused.value.problems} == {code}


def test_a_row_inside_an_added_row_goes_with_it_but_no_added_rows_inside() -> None:
    rows = {**_TREE, "r3": {**_TREE["r3"], "children": ["r5"]}, "r5": {"label": "Trong đó", "kind": "data", "code": "r5"}}
    rows["r3"]["cell"] = {"kind": "computed", "formula": "sum(children())"}
    program = build(template_of(form_of(rows, ["r1"])), "f_1")
    result = program.run({"r5#a:c1": Decimal(2), "r5#b:c1": Decimal(3)}, {"r3": ["a", "b"]})
    assert [plain(result.values[k]) for k in ("r3#a:c1", "r3#b:c1", "r1:c1", "r5#b:c2")] == ["2", "3", "5", "6"]
    rows["r5"] = {"label": "Thôn", "kind": "open", "code": "r5", "open": {"min": 0}}
    with pytest.raises(KhuonError) as refused:
        build(template_of(form_of(rows, ["r1"])), "f_1")
    assert {p.code for p in refused.value.problems} == {"formula.nested_open"}


def test_rows_of_another_form_are_found_by_their_code() -> None:
    two = {"x1": {"label": "Một", "kind": "data", "code": "r2"}, "x2": {"label": "Hai", "kind": "data", "code": "r4"}}
    mine = {"r2": {"label": "Một", "kind": "data", "code": "r2"}, "r4": {"label": "Hai", "kind": "data", "code": "r4"}}
    template = template_of(form_of(mine, ["r2", "r4"]), form_of(two, ["x1", "x2"], form_id="f_2", code="02/T"), rules_of("f_1", "c1 = form(f_2, c1)", "r2.c1 = prev(form(f_2, r4.c1))"))
    program = build(template, "f_1")
    assert [e.key for e in program.externals] == ["same|f_2|x1:c1", "same|f_2|x2:c1", "prev|f_2|x2:c1"]
    failures = program.run({"r2:c1": Decimal(1), "r4:c1": Decimal(2)}, externals={"same|f_2|x1:c1": Decimal(1), "same|f_2|x2:c1": Decimal(3), "prev|f_2|x2:c1": None}).failures
    assert [f.sentence["vi"] for f in failures] == ["Dòng “Hai”, cột 1: 2 ≠ 02/T cột 1 = 3", "Dòng 2 cột 1: 1 ≠ 02/T dòng 4 cột 1 kỳ trước = trống"]


# ---------------------------------------------------------------- carried cells


def _carried() -> Template:
    return template_of(flat_form({"c1": {}, "c2": {"kind": "carried", "formula": "prev(c1)", "override": True}, "c3": {"kind": "carried", "formula": "prev(c1)"}, "c4": {"kind": "computed", "formula": "c2 + c1"}}))


@pytest.mark.parametrize(
    ("given", "before", "carried", "fixed", "total"),
    [({}, Decimal(5), Decimal(5), Decimal(5), "6"), ({}, DASH, DASH, DASH, "1"), ({"r1:c2": Decimal(7)}, Decimal(5), Decimal(7), Decimal(5), "8"), ({"r1:c3": Decimal(7)}, Decimal(5), Decimal(5), Decimal(5), "6"), ({"r1:c2": DASH}, Decimal(5), DASH, Decimal(5), "1")],
)
def test_a_carried_cell_keeps_its_state_unless_it_may_be_and_is_overridden(given: dict[str, CellValue], before: CellValue, carried: CellValue, fixed: CellValue, total: str) -> None:
    result = build(_carried(), "f_1").run({"r1:c1": Decimal(1), **given}, externals={"prev|f_1|r1:c1": before})
    assert (result.values["r1:c2"], result.values["r1:c3"], plain(result.values["r1:c4"])) == (carried, fixed, total)


@pytest.mark.parametrize("externals", [{}, {"prev|f_1|r1:c1": None}])
def test_without_a_report_before_a_carried_cell_is_for_entry(externals: dict[str, CellValue]) -> None:
    program = build(_carried(), "f_1")
    blank = program.run({"r1:c1": Decimal(1)}, externals=externals)
    assert (blank.values["r1:c2"], blank.values["r1:c3"], blank.incomplete) == (None, None, set())
    stated = program.run({"r1:c1": Decimal(1), "r1:c2": Decimal(20), "r1:c3": Decimal(3)}, externals=externals)
    assert [plain(stated.values[f"r1:c{n}"]) for n in (2, 3, 4)] == ["20", "3", "21"]
    wrong = program.run({"r1:c1": Decimal(1), "r1:c2": Invalid("abc")}, externals=externals)
    assert wrong.incomplete == {"r1:c2", "r1:c4"}


def test_a_carried_text_is_repeated_as_it_is() -> None:
    template = template_of(flat_form({"t1": {"kind": "text"}, "t2": {"kind": "carried", "formula": "prev(t1)"}}))
    result = build(template, "f_1").run({}, externals={"prev|f_1|r1:t1": "Xã A"})
    assert (result.values, result.incomplete) == ({"r1:t2": "Xã A"}, set())


# ---------------------------------------------------------------- lists, questions, figures


def _listed(formula: str, kind: str = "computed") -> Template:
    columns = {"dA": {"label": "Tên", "code": "d1", "cell": {"kind": "text"}}, "dB": {"label": "Loại", "code": "d2", "cell": {"kind": "choice", "choices": [{"value": "a", "label": "A"}]}}, "dC": {"label": "Tuổi", "code": "d3"}}
    rows = {"p1": {"label": "Người", "kind": "open", "code": "p1"}}
    listed = {"kind": "list", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": ["p1"], "nodes": rows}}
    asked = {"kind": "fields", "fields": {"order": ["q1"], "items": {"q1": {"code": "q1", "label": "Câu hỏi", "cell": {"kind": kind, "formula": formula, "decimals": 1}}}}}
    return template_of({"spec": "form/1", "id": "f_1", "code": "01/L", "title": "L", "sections": {"order": ["s1", "s2"], "items": {"s1": listed, "s2": asked}}})


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("count_where(d2, 'a')", "2"), ("count_where(d2, '<>', 'a')", "1"), ("count_where(d3, '>=', 18)", "2"), ("count_where(d3, '<', -1)", "0"), ("sum_where(d3, d2, 'a')", "30"), ("sum_where(d3, d3, '>', 100)", None),
        ("sum(d3)", "50"), ("avg(d3)", "25"), ("count(d1)", "1"), ("max(d3)", "30"), ("count_where(d2, 'a') / count(d2)", "0.7"), ("đếm_khi(d2; “a”)", "2"),
    ],
)  # fmt: skip
def test_whole_lists(formula: str, result: str | None) -> None:
    from metadata.values import Choice

    program = build(_listed(formula), "f_1")
    values: dict[str, CellValue] = {"p1#x:dA": "Hoa", "p1#x:dB": Choice("a"), "p1#x:dC": Decimal(30), "p1#y:dB": Choice("b"), "p1#y:dC": Decimal(20), "p1#z:dB": Choice("a")}
    assert plain(program.run(values, {"p1": ["x", "y", "z"]}).values["q1"]) == result


def test_a_list_of_another_form_is_read_row_by_row() -> None:
    listed = _listed("count(d1)").documents["f_1"]
    form = flat_form({"c1": {"kind": "computed", "formula": "count_where(form(f_2, d2), 'a')"}, "c2": {"kind": "computed", "formula": "sum(form(f_2, d3))"}})
    program = build(template_of(form, {**listed, "id": "f_2"}), "f_1")
    assert [(e.key, e.is_open) for e in program.externals] == [("same|f_2|p1#:dB", True), ("same|f_2|p1#:dC", True)]
    from metadata.values import Choice

    given: dict[str, CellValue] = {"same|f_2|p1#x:dB": Choice("a"), "same|f_2|p1#x:dC": Decimal(3), "same|f_2|p1#y:dB": Choice("b"), "same|f_2|p1#y:dC": Decimal(4)}
    assert {k: plain(v) for k, v in program.run({}, externals=given).values.items()} == {"r1:c1": "1", "r1:c2": "7"}
    read_but_empty = program.run({}, externals={"same|f_2|p1#:dB": None, "same|f_2|p1#:dC": None})
    assert ({k: plain(v) for k, v in read_but_empty.values.items()}, read_but_empty.incomplete) == ({"r1:c1": "0", "r1:c2": None}, set())


def test_figures_in_a_narrative() -> None:
    outline = {"kind": "outline", "headings": {"root": ["h1"], "nodes": {"h1": {"label": "Kết quả", "kind": "heading", "children": ["h2"]}, "h2": {"label": "Số đơn", "kind": "figure", "figure": "c1 + c2"}}}}
    form = numbered(2)
    form["sections"] = {"order": ["s1", "s2"], "items": {**form["sections"]["items"], "s2": outline}}
    assert plain(build(template_of(form), "f_1").run({"r1:c1": Decimal(1), "r1:c2": Decimal(2)}).values["h2"]) == "3"


def test_year_to_date_adds_this_period_to_the_ones_before() -> None:
    program = build(households(), "f_1")
    ytd = [e for e in program.externals if e.period == "ytd"]
    assert {(e.cell, e.form) for e in ytd} >= {("r2#:c4", "f_1"), ("r6:c4", "f_1")}
    result = PROGRAMS["households"].run({"r2#a:c4": Decimal(5)}, {"r2": ["a"]}, {"ytd|f_1|r2#a:c4": Decimal(100)})
    assert plain(result.values["r2#a:c5"]) == "105"


def test_one_kind_of_unit_does_not_see_the_rows_of_another() -> None:
    rows = {**_TREE, "r2": {**_TREE["r2"], "audience": ["department"]}}
    template = template_of(form_of(rows, ["r1"]), rules_of("f_1", "r1.c1 >= r2.c1"))
    assert {f.key for f in build(template, "f_1", audience="commune").formulas} == {"r1:c1", "r1:c2", "r3#:c2"}
    assert build(template, "f_1", audience="commune").checks == ()
    assert len(build(template, "f_1", audience="department").checks) == 1
