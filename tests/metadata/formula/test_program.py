"""Programs: formulas and checks bound to the cells of a form, in tables that can be read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from metadata.errors import KhuonError
from metadata.formula.program import Program, build
from metadata.formula.relation import Axis, Member, rule_expressions
from metadata.values import DASH, NA, CellValue, Invalid
from tests.metadata.formula.shapes import flat_form, numbered, numbers, plain, program_of, rules_of, template_of

# ---------------------------------------------------------------- the four forms that make 01/XLD of 2021

_SAMPLES = {
    "f_01": "237,49,6,37,71,59,15,97,97,97,31,33,33,38,5,14,40,52,25,13,14,45,17,20,8,78",
    "f_02": "111,31,1,41,38,31,20,11,31,31,0,0,0,0,23,8,0,13,0,10,7,1,14,14,0,17,6,11,0,12",
    "f_03": "80,16,5,37,0,21,1,33,21,12,33,33,25,0,12,0,13,0,0,8,0,15,0,17,1,22,10,12,11,0,11,0,28",
    "f_04": "46,2,0,0,30,0,14,33,18,15,33,33,3,30,0,0,27,3,3,0,33,33,0,38",
}
_PRINTED = {
    "f_01": ["1=2+3+ ...+7", "9=11+12+13 =14+15+16+17 =18+22", "18 = 19+20+21", "22 = 23+24+25"],
    "f_02": ["1=2+..+5", "6 = 7+8", "10=11+15+16 +17= 18+…+22= 23+26", "23=24+25", "26 = 27+ 28+29"],
    "f_03": ["1=2+..+7", "12=13+18 +...+21= 22+...+25 =26+29", "26 = 27+28", "29=30+ 31+32"],
    "f_04": ["1=2+..+7", "8=9+10", "12=13+..+ 16=17+..+ 19=20+21", "21= 22+23"],
}
_CROSS = ["1.11=2.9", "1.12=3.11", "1.13=4.11", "1.1=2.1+3.1+4.1", "1.2=2.2+3.2+4.2", "1.3=2.3+3.3+4.3", "1.4=3.4+4.4", "1.5=2.4+3.5+4.5", "1.6=2.5+3.6+4.6", "1.7=3.7+4.7", "1.8=2.6+3.8+4.8", "1.10=2.10+3.12+4.12", "1.26=2.30+3.33+4.24"]


def _cross(text: str) -> str:
    left, right = text.split("=")
    terms = [f"form(f_0{term.split('.')[0]}, c{term.split('.')[1]})" for term in right.split("+")]
    return f"c{left.split('.')[1]} == {' + '.join(terms)}"


def _program(form_id: str) -> Program:
    counts = {form: sample.count(",") + 1 for form, sample in _SAMPLES.items()}
    axis = Axis([Member(f"c{i}", str(i), f"c{i}") for i in range(1, counts[form_id] + 1)])
    rules = [expression for line in _PRINTED[form_id] for expression in rule_expressions(line, axis)]
    forms = [numbered(count, form, f"0{form[-1]}/XLD") for form, count in counts.items()]
    return build(template_of(*forms, rules_of(form_id, *rules, *([_cross(c) for c in _CROSS] if form_id == "f_01" else []))), form_id)


def _filled(form_id: str) -> dict[str, CellValue]:
    return {f"r1:c{i}": Decimal(text) for i, text in enumerate(_SAMPLES[form_id].split(","), 1)}


def _externals() -> dict[str, CellValue]:
    return {f"same|{form}|{key}": value for form in _SAMPLES for key, value in _filled(form).items()}


@pytest.mark.parametrize("form_id", _SAMPLES)
def test_the_samples_pass_every_check(form_id: str) -> None:
    result = _program(form_id).run(_filled(form_id), externals=_externals())
    assert (result.failures, result.unjudged, result.incomplete) == ([], [], set())


def test_one_more_in_column_13_fails_two_checks_and_nothing_else() -> None:
    values = _filled("f_01")
    values["r1:c13"] = Decimal(34)
    failures = _program("f_01").run(values, externals=_externals()).failures
    assert [f.sentence["vi"] for f in failures] == ["Cột 9: 97 ≠ 11+12+13 = 98", "Cột 13: 34 ≠ 04/XLD cột 11 = 33"]
    assert [f.sentence["en"] for f in failures] == ["Column 9: 97 ≠ 11+12+13 = 98", "Column 13: 34 ≠ 04/XLD column 11 = 33"]
    assert failures[0].cells == ["r1:c9", "r1:c11", "r1:c12", "r1:c13"]
    assert (failures[0].left, failures[0].right) == (97, 98)


def test_what_must_be_fetched_is_listed_once() -> None:
    externals = _program("f_01").externals
    assert len({e.key for e in externals}) == len(externals)
    assert ("same|f_02|r1:c9", "f_02", "r1:c9", "same") in {(e.key, e.form, e.cell, e.period) for e in externals}


def test_a_form_that_was_not_given_leaves_its_checks_unjudged() -> None:
    result = _program("f_01").run(_filled("f_01"), externals={})
    assert result.failures == []
    assert len(result.unjudged) == len(_CROSS)


# ---------------------------------------------------------------- forms as tables


def _holds(program: Program, given: dict[str, CellValue], expected: dict[str, CellValue], **more: Any) -> None:
    result = program.run(given, **more)
    assert {key: plain(result.values[key]) for key in expected} == {key: plain(value) for key, value in expected.items()}


def test_row_and_column_totals() -> None:
    _holds(*program_of("""
    | Chỉ tiêu     | Tổng số             | Nam | Nữ |
    | A            | 1                   | 2   | 3  |
    |--------------|---------------------|-----|----|
    | + Tổng       | =c2 + c3 → 9        | =sum(children()) → 4 | =sum(children()) → 5 |
    | . Thành thị  | =c2 + c3 → 5        | 2   | 3  |
    | . Nông thôn  | =c2 + c3 → 4        | 2   | 2  |
    | . Hải đảo    | =c2 + c3 →          |     | -  |
    """))  # fmt: skip


def test_blank_dash_zero_and_x_in_computed_cells() -> None:
    _holds(*program_of("""
    | Chỉ tiêu | a | b | Cộng          | Tích          | Tỷ lệ                | Đếm               | Bé nhất           |
    | A        | 1 | 2 | 3             | 4             | 5                    | 6                 | 7                 |
    |----------|---|---|---------------|---------------|----------------------|-------------------|-------------------|
    | trống    |   |   | =c1+c2 →      | =c1*c2 →      | =percent(c1,c2) →    | =count(c1,c2) → 0 | =min(c1,c2) →     |
    | gạch     | - | 4 | =c1+c2 → 4    | =c1*c2 →      | =percent(c1,c2) →    | =count(c1,c2) → 1 | =min(c1,c2) → 4   |
    | không    | 0 | 4 | =c1+c2 → 4    | =c1*c2 → 0    | =percent(c1,c2) → 0  | =count(c1,c2) → 2 | =min(c1,c2) → 0   |
    | x        | x | 4 | =c1+c2 → 4    | =c1*c2 →      | =percent(c1,c2) →    | =count(c1,c2) → 1 | =min(c1,c2) → 4   |
    | khoá     | X | 4 | =c1+c2 → 4    | =c1*c2 →      | =percent(c1,c2) →    | =count(c1,c2) → 1 | =min(c1,c2) → 4   |
    | chia 0   | 4 | 0 | =c1+c2 → 4    | =c1*c2 → 0    | =percent(c1,c2) →    | =count(c1,c2) → 2 | =min(c1,c2) → 0   |
    | làm tròn | 1 | 8 | =c1-c2 → -7   | =c1*c2 → 8    | =percent(c1,c2) → 13 | =count(c1,c2) → 2 | =min(c1,c2) → 1   |
    """))  # fmt: skip


def test_a_computed_cell_is_rounded_before_another_reads_it() -> None:
    _holds(*program_of("""
    | Chỉ tiêu | a | b | Thương            | Gấp ba        |
    | A        | 1 | 2 | 3                 | 4             |
    |----------|---|---|-------------------|---------------|
    | Dòng     | 2 | 3 | =c1 / c2 → 1      | =c3 * 3 → 3   |
    """))  # fmt: skip


_ROWS = """
| Mã số | Chỉ tiêu      | Tổng số | Nam | Nữ | Ghi chú {text} |
| B     | A             | 1       | 2   | 3  | 4              |
|-------|---------------|---------|-----|----|----------------|
| 01    | Tổng số       | 10      | 6   | 4  | "đủ"           |
| 02    | Trong đó nữ   | 5       | 5   | 1  |                |
| 03    | Kinh          | 7       | 1   | 2  | "x"            |
| 04    | Dân tộc khác  | 3       | 4   | 2  |                |
"""


def test_row_checks_hold_for_every_number_column() -> None:
    program, given, _ = program_of(_ROWS, "r01 = r03 + r04", "r02 <= r01")
    failures = program.run(given).failures
    assert [f.sentence["vi"] for f in failures] == ["Dòng 01, cột 2: 6 ≠ 03+04 = 5"]
    assert failures[0].cells == ["r1:c2", "r3:c2", "r4:c2"]


def test_column_checks_hold_for_every_row_and_name_it() -> None:
    program, given, _ = program_of(_ROWS, "c1 = c2 + c3", {"expr": "c2 <= c1", "severity": "warning", "rows": ["r1", "r4"]})
    failures = program.run(given).failures
    assert [(f.severity, f.sentence["vi"]) for f in failures] == [
        ("error", "Dòng “Trong đó nữ”, cột 1: 5 ≠ 2+3 = 6"),
        ("error", "Dòng “Kinh”, cột 1: 7 ≠ 2+3 = 3"),
        ("error", "Dòng “Dân tộc khác”, cột 1: 3 ≠ 2+3 = 6"),
        ("warning", "Dòng “Dân tộc khác”, cột 2: 4 > cột 1 = 3"),
    ]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("r01.c1 = r02.c1 + r03.c1", "Dòng 01 cột 1: 10 ≠ dòng 02 cột 1 + dòng 03 cột 1 = 12"),
        ("r01.c1 <= 9", "Dòng 01 cột 1: 10 > 9"),
        ("r01.c1 < r01.c2 / r01.c3", "Dòng 01 cột 1: 10 ≥ dòng 01 cột 2 ÷ dòng 01 cột 3 = 1,5"),
        ("r01.c1 != 10", "Dòng 01 cột 1: 10 = 10"),
        ("r04.c1 * 2 >= r01.c1 and r02.c1 = 5", "Dòng 04 cột 1 × 2: 6 < dòng 01 cột 1 = 10"),
        ("r01.c1 = 3 or r02.c1 = 3", "Không đúng điều kiện: dòng 01 cột 1 = 3 hoặc dòng 02 cột 1 = 3"),
        ("r01.c4 = r03.c4", "Dòng 01 cột 4: “đủ” ≠ dòng 03 cột 4 = “x”"),
    ],
)
def test_sentences(rule: str, sentence: str) -> None:
    program, given, _ = program_of(_ROWS, rule)
    assert [f.sentence["vi"] for f in program.run(given).failures] == [sentence]


# ---------------------------------------------------------------- when a check speaks


def _fails(rule: str | dict[str, Any], decimals: int = 0, **cells: Any) -> int:
    columns = {f"c{i}": {"decimals": decimals} for i in range(1, 5)}
    program = build(template_of(flat_form(columns), rules_of("f_1", rule)), "f_1")
    values: dict[str, CellValue] = {f"r1:{name}": Decimal(v) if isinstance(v, str) else v for name, v in cells.items()}
    return len(program.run(values).failures)


@pytest.mark.parametrize(
    ("cells", "nothing", "skip"),
    [
        ({}, 0, 0),
        ({"c1": DASH, "c2": NA}, 0, 0),
        ({"c1": "5"}, 1, 0),
        ({"c1": "5", "c2": "2"}, 1, 0),
        ({"c1": "5", "c2": "2", "c3": "2"}, 1, 1),
        ({"c1": "5", "c2": "2", "c3": "3"}, 0, 0),
        ({"c2": "0", "c3": DASH}, 0, 0),
        ({"c2": "1"}, 1, 0),
    ],
)
def test_blanks_in_checks(cells: dict[str, Any], nothing: int, skip: int) -> None:
    assert _fails("c1 = c2 + c3", **cells) == nothing
    assert _fails({"expr": "c1 = c2 + c3", "blanks": "skip"}, **cells) == skip


@pytest.mark.parametrize(
    ("tolerance", "decimals", "c1", "fails"),
    [("0", 2, "3.01", 1), ("0.01", 2, "3.01", 0), ("0.01", 2, "3.02", 1), ("auto", 2, "3.015", 0), ("auto", 2, "3.02", 1), ("auto", 0, "4", 0), ("auto", 0, "5", 1)],
)
def test_tolerance(tolerance: str, decimals: int, c1: str, fails: int) -> None:
    """"auto": half a unit of the last decimal for each of the three cells named."""
    assert _fails({"expr": "c1 = c2 + c3", "tolerance": tolerance}, decimals, c1=c1, c2="1", c3="2") == fails


def test_a_chain_is_several_checks() -> None:
    program = build(template_of(numbered(4), rules_of("f_1", "c1 = c2 = c3 + c4")), "f_1")
    failures = program.run(numbers(c1="3", c2="2", c3="1", c4="1")).failures
    assert [f.id for f in failures] == ["k_f_1/k1/0/r1", "k_f_1/k1/1/r1"]


def test_checks_of_blocked_cells_are_not_made() -> None:
    program, given, _ = program_of("""
    | Chỉ tiêu | Tổng | Nam | Nữ |
    | A        | 1    | 2   | 3  |
    |----------|------|-----|----|
    | Một      | 3    | 1   | 1  |
    | Hai      | X    | 1   | 1  |
    | Ba       | 3    | X   | X  |
    """, "c1 = c2 + c3")  # fmt: skip
    assert [f.cells for f in program.run(given).failures] == [["r1:c1", "r1:c2", "r1:c3"]]


# ---------------------------------------------------------------- drafts and oddities


def test_totals_built_on_drafts_are_listed() -> None:
    columns = {"c1": {}, "c2": {}, "c3": {"kind": "computed", "formula": "c1 + c2"}, "c4": {"kind": "computed", "formula": "c3 * 2"}}
    program = build(template_of(flat_form(columns), rules_of("f_1", "c4 = 4")), "f_1")
    result = program.run({"r1:c1": Invalid("hai"), "r1:c2": Decimal(1)})
    assert result.incomplete == {"r1:c3", "r1:c4"}
    assert (result.failures, result.unjudged) == ([], ["k_f_1/k1/0/r1"])


def test_values_sent_for_computed_cells_are_not_believed() -> None:
    program = build(template_of(flat_form({"c1": {}, "c2": {"kind": "computed", "formula": "c1 * 2"}, "c3": {"kind": "computed", "formula": "c2 + 1"}})), "f_1")
    result = program.run(numbers(c1="1", c2="99", c3="99"))
    assert {key: plain(value) for key, value in result.values.items()} == {"r1:c2": "2", "r1:c3": "3"}


def test_results_too_large_to_store_are_no_results() -> None:
    program = build(template_of(flat_form({"c1": {}, "c2": {"kind": "computed", "formula": "c1 * c1 * c1"}})), "f_1")
    result = program.run(numbers(c1="99999999999999999999"))
    assert (result.values["r1:c2"], result.incomplete) == (None, {"r1:c2"})


def test_a_long_chain_of_cells() -> None:
    columns: dict[str, dict[str, Any]] = {"c1": {}}
    columns |= {f"c{i}": {"kind": "computed", "formula": f"c{i - 1} + 1"} for i in range(2, 400)}
    result = build(template_of(flat_form(dict(reversed(columns.items())))), "f_1").run(numbers(c1="1"))
    assert plain(result.values["r1:c399"]) == "399"


def test_a_circle_is_refused_with_its_path() -> None:
    columns = {"c1": {"kind": "computed", "formula": "c2 + 1"}, "c2": {"kind": "computed", "formula": "c1 + 1"}, "c3": {"kind": "computed", "formula": "1 + 1"}}
    template = template_of(flat_form(columns))
    with pytest.raises(KhuonError) as refused:
        build(template, "f_1")
    (problem,) = refused.value.problems
    assert problem.code == "formula.cycle"
    assert "cột 1 → cột 2 → cột 1" in problem.sentence("vi")
    lenient = build(template, "f_1", lenient=True)
    assert [p.code for p in lenient.problems] == ["formula.cycle"]
    assert plain(lenient.run({}).values["r1:c3"]) == "2"


def test_every_broken_formula_and_rule_is_reported_with_its_place() -> None:
    columns = {"c1": {"kind": "computed", "formula": "c9 + 1"}, "c2": {"kind": "computed"}, "c3": {"kind": "computed", "formula": "c1 > 1"}}
    with pytest.raises(KhuonError) as refused:
        build(template_of(flat_form(columns), rules_of("f_1", "c1 + 1", "c1 = r1")), "f_1")
    assert [(p.code, p.place) for p in refused.value.problems] == [
        ("formula.unknown_name", "f_1/s1/r1:c1"), ("formula.missing", "f_1/s1/r1:c2"), ("formula.result_type", "f_1/s1/r1:c3"),
        ("formula.not_a_condition", "k_f_1/k1"), ("formula.mixed_names", "k_f_1/k2"),
    ]  # fmt: skip


def test_hidden_rows_are_left_out_of_sums() -> None:
    table = """
    | Chỉ tiêu    | Số    |
    | A           | 1     |
    |-------------|-------|
    | + Tổng      | =sum(children()) → 3 |
    | . Cấp tỉnh  | 1     |
    | . Cấp huyện | 9     |
    | . Cấp xã    | 2     |
    """
    program, given, _ = program_of(table, changes={"rows/r3": {"valid": {"to": "2025-06-30"}}})
    assert plain(program.run(given).values["r1:c1"]) == "12"
    from metadata.formula.program import build as build_program
    from tests import forms_md

    document = forms_md.read(table).document
    document["sections"]["items"]["s1"]["rows"]["nodes"]["r3"]["valid"] = {"to": "2025-06-30"}
    later = build_program(template_of(document), "f_1", on="2025-12-31")
    assert plain(later.run(given).values["r1:c1"]) == "3"


def test_a_written_division_by_zero_is_allowed_with_a_warning() -> None:
    program = build(template_of(flat_form({"c1": {}, "c2": {"kind": "computed", "formula": "c1 / 0"}})), "f_1")
    assert [(p.code, p.severity, p.place) for p in program.problems] == [("formula.div0", "warning", "f_1/s1/r1:c2")]
    assert program.run(numbers(c1="1")).values == {"r1:c2": None}


@pytest.mark.parametrize(("code", "stub", "said"), [("w1", None, "Dòng “Hộ nghèo”"), ("w1", "code", "Dòng w1"), ("r01", None, "Dòng 01"), ("huyen", None, "Dòng “Hộ nghèo”")])
def test_a_row_is_called_by_what_is_printed_of_it(code: str, stub: str | None, said: str) -> None:
    form = flat_form({"c1": {}, "c2": {}})
    section = form["sections"]["items"]["s1"]
    rows = {"r1": {"label": "Hộ nghèo", "kind": "unit", "code": code}, "r2": {"label": "Tổng", "kind": "unit", "code": "tong"}}
    section["rows"] = {"root": list(rows), "nodes": rows}
    if stub:
        section["columns"]["nodes"]["cB"] = {"label": "Mã", "stub": stub}
        section["columns"]["root"].insert(1, "cB")
    made = build(template_of(form, rules_of("f_1", f"{code} <= tong")), "f_1")
    assert all(check.head["vi"].startswith(said) for check in made.checks), [check.head["vi"] for check in made.checks]
    assert made.checks
