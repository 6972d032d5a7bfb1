"""The fewest cells, their values, and the words for them, on real and on small forms."""

from __future__ import annotations

import time
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from metadata.corrections import Correction, cell_names, smallest_correction, specs_of
from metadata.corrections.hitting import hitting_sets
from metadata.corrections.slips import is_slip
from metadata.corrections.smtlib import OutOfTime, Process
from metadata.formula.program import build, scope_of
from metadata.template import Template
from metadata.values import CellValue, Choice, Invalid, State, decode
from tests.metadata.examples import sample, template
from tests.metadata.formula.programs import households
from tests.metadata.formula.shapes import flat_form, numbered, rules_of, template_of

MINUTE = 60.0


def corrected(found: Template, values: Mapping[str, Any], externals: Mapping[str, Any] | None = None, **more: Any) -> Correction:
    """The correction of form f_1, numbers given as text; what it says is run through the program once more."""
    program = build(found, "f_1")
    given: dict[str, CellValue] = {key: Decimal(value) if isinstance(value, str) and value[-1:].isdigit() else value for key, value in values.items()}
    instances = more.pop("instances", {})
    correction = smallest_correction(program, given, instances, externals, seconds=more.pop("seconds", MINUTE), specs=specs_of(found, "f_1"), names=cell_names(scope_of(found, "f_1"), instances), **more)
    if correction.status == "found" and all(change.determined for change in correction.changes):
        after = program.run({**given, **{change.key: change.new for change in correction.changes}}, instances, externals)
        assert [failure for failure in after.failures if failure.severity == "error"] == []
    return correction


def form(*rules: Any, **columns: dict[str, Any]) -> Template:
    """Columns c1 … c6 of whole numbers, some of them otherwise."""
    return template_of(flat_form({**{f"c{n}": {} for n in range(1, 7)}, **columns}), rules_of("f_1", *rules))


def changes(correction: Correction) -> dict[str, str | None]:
    return {change.key.removeprefix("r1:"): None if change.new is None else str(change.new) for change in correction.changes}


def test_the_sample_that_fails_in_column_13_is_corrected_there() -> None:
    found, filled = template("thanh_tra_2021"), sample("thanh_tra_2021", "fails_c13")["forms"]
    program = build(found, "f_01xld")
    values = {key: decode(wire) for key, wire in filled["f_01xld"]["cells"].items()}
    externals = {e.key: decode(filled[e.form]["cells"].get(e.cell)) for e in program.externals}
    assert len(program.run(values, {}, externals).failures) == 2
    correction = smallest_correction(program, values, {}, externals, seconds=MINUTE, specs=specs_of(found, "f_01xld"), names=cell_names(scope_of(found, "f_01xld")))
    assert correction.as_dict() == {
        "status": "found", "others": 0,
        "changes": [{"key": "r1:c13", "from": "34", "to": "33", "determined": True, "sentence": {"vi": "Cột 13 từ 34 thành 33", "en": "Column 13 from 34 to 33"}}],
        "sentence": {"vi": "Sửa 1 ô: Cột 13 từ 34 thành 33 thì hết lỗi.", "en": "Change 1 cell: Column 13 from 34 to 33, and there is no error left."},
    }  # fmt: skip


def test_a_form_without_errors_needs_no_correction() -> None:
    correction = corrected(form("c1 = c2 + c3", {"expr": "c1 > 100", "severity": "warning"}), {"r1:c1": "3", "r1:c2": "1", "r1:c3": "2"})
    assert (correction.status, correction.changes, correction.sentence["vi"]) == ("no_errors", (), "Biểu không có lỗi.")


@pytest.mark.parametrize(("rules", "values", "expected", "others"), [
    (["c1 = c2 + c3", "c1 = c4 + c5"], {"c1": "9", "c2": "4", "c3": "4", "c4": "3", "c5": "5"}, {"c1": "8"}, 0),  # the one cell of both
    (["c1 = c2 + c3"], {"c1": "97", "c2": "60", "c3": "19"}, {"c1": "79"}, 2),  # 97 for 79: digits exchanged
    (["c1 = c2 + c3", "c4 = c2"], {"c1": "330", "c2": "30", "c3": "3", "c4": "30"}, {"c1": "33"}, 1),  # ten times; 3 for 300 is none
    (["c1 = c2 + c3"], {"c1": "5000", "c2": "3", "c3": "2"}, {"c1": "5"}, 2),  # a thousand times
    (["c1 = c2 + c3", "c2 = c4", "c3 = c5"], {"c1": "5", "c2": "3", "c3": "2", "c4": "4", "c5": "1"}, {"c2": "4", "c3": "1"}, 1),
    (["c1 = c2 + c3"], {"c1": "5", "c2": "3"}, {"c1": "3"}, 2),  # cells typed before blank ones: c3 = 2 is last
    (["c2 > 0"], {"c2": "0", "c1": "1"}, None, 0),
], ids=["shared", "exchanged", "tenfold", "thousandfold", "two", "typed first", "range"])  # fmt: skip
def test_the_likeliest_of_the_fewest_comes_first(rules: list[str], values: dict[str, str], expected: dict[str, str] | None, others: int) -> None:
    correction = corrected(form(*rules), {f"r1:{name}": value for name, value in values.items()})
    assert (correction.status, correction.others, correction.proven) == ("found", others, True)
    if expected is not None:
        assert changes(correction) == expected
        assert all(change.determined for change in correction.changes)


@pytest.mark.parametrize(("rule", "sentence"), [
    ("c1 <= c2", "Sửa 1 ô: Cột 1 từ 50 thành số từ 0 đến 8 (có thể là 5) thì hết lỗi. Còn 1 cách khác cũng chỉ sửa 1 ô."),
    ("c1 >= c2 * 100", "Sửa 1 ô: Cột 1 từ 50 thành số từ 800 trở lên (có thể là 50.000) thì hết lỗi. Còn 1 cách khác cũng chỉ sửa 1 ô."),
    ("c1 = 0 and c2 > 9", "Sửa 2 ô: Cột 1 từ 50 thành 0; Cột 2 từ 8 thành số từ 10 trở lên (có thể là 80) thì hết lỗi."),
])  # fmt: skip
def test_what_is_not_determined_is_said_as_a_range(rule: str, sentence: str) -> None:
    correction = corrected(form(rule), {"r1:c1": "50", "r1:c2": "8"})
    assert correction.sentence["vi"] == sentence


def test_cells_that_depend_on_each_other_are_said_as_a_relation() -> None:
    correction = corrected(form("c1 = c2 + c3 + c4", "c5 = c2 + c3 + c6", "c2 <= 5", "c3 <= 5"), {"r1:c1": "8", "r1:c2": "20", "r1:c3": "20", "r1:c4": "0", "r1:c5": "8", "r1:c6": "0"})
    assert [(change.key, change.new, change.determined) for change in correction.changes] == [("r1:c2", None, False), ("r1:c3", None, False)]
    assert correction.sentence["vi"] == "Sửa 2 ô: Cột 2 từ 20 thành số từ 3 đến 5; Cột 3 từ 20 thành số từ 3 đến 5 sao cho Cột 1 = 2+3+4; Cột 5 = 2+3+6 thì hết lỗi."
    assert correction.as_dict()["changes"][0]["to"] is None


def test_computed_cells_follow_and_carried_locked_and_outside_cells_stay() -> None:
    found = template_of(
        flat_form({"c1": {}, "c2": {}, "c3": {"kind": "computed", "formula": "c1 * 2 + c2"}, "c4": {"kind": "carried", "formula": "prev(c3)"}, "c5": {}}),
        numbered(2, "f_2", "02/T"), rules_of("f_1", "c3 = form(f_2, c1)", "c4 <= c5"),
    )  # fmt: skip
    values, outside = {"r1:c1": "5", "r1:c2": "1", "r1:c5": "3"}, {"same|f_2|r1:c1": Decimal(13), "prev|f_1|r1:c3": Decimal(4)}
    correction = corrected(found, values, outside)
    assert len(correction.changes) == 2
    assert {change.key for change in correction.changes} in ({"r1:c1", "r1:c5"}, {"r1:c2", "r1:c5"})
    assert correction.others == 1
    locked = corrected(found, values, outside, locked={"r1:c1"})
    assert [(change.key, change.new) for change in locked.changes] == [("r1:c2", Decimal(3)), ("r1:c5", None)]
    assert corrected(found, values, outside, locked=["r1:c1", "r1:c2"]).status == "impossible"
    assert corrected(found, values, {**outside, "same|f_2|r1:c1": Decimal(11)}, locked=["r1:c5"]).status == "impossible"


def test_a_computed_or_carried_cell_stated_by_hand_is_corrected_like_an_entered_one() -> None:
    found = form("c1 = c2", c1={"kind": "carried", "formula": "prev(c3)"}, c2={"kind": "computed", "formula": "c4 + c5", "override": True})
    values = {"r1:c1": "6", "r1:c2": "9", "r1:c4": "1", "r1:c5": "1"}
    assert changes(corrected(found, values, {"prev|f_1|r1:c3": Decimal(7)})) == {"c2": "7"}  # what is carried stays
    without = corrected(found, values, {"prev|f_1|r1:c3": None})
    assert (changes(without), without.others) == ({"c1": "9"}, 1)
    followed = corrected(found, {**values, "r1:c2": None}, {"prev|f_1|r1:c3": None})
    assert (changes(followed), followed.others) == ({"c1": "2"}, 2)


def test_decimals_limits_and_steps_of_cells_are_kept() -> None:
    def cell(**limits: Any) -> Correction:
        return corrected(form("c1 * 2 = c2", c1=limits, c2={"max": "1", "min": "1"}), {"r1:c1": "4", "r1:c2": "1"})

    assert cell().status == "impossible"  # 0,5 is no whole number
    assert changes(cell(decimals=1)) == {"c1": "0.5"}
    assert cell(decimals=1, max="0.4").status == "impossible"
    assert cell(decimals=2, step="0.2").status == "impossible"
    negative = form("c1 + c2 = 0", c2={"min": "3", "max": "3"})
    assert corrected(negative, {"r1:c1": "1", "r1:c2": "3"}).status == "impossible"
    signed = form("c1 + c2 = 0", c1={"signed": True}, c2={"min": "3", "max": "3"})
    assert changes(corrected(signed, {"r1:c1": "3", "r1:c2": "3"})) == {"c1": "-3"}


def test_a_blank_is_filled_but_no_cell_is_cleared() -> None:
    correction = corrected(form("c3 + c4 = 8", c4={"max": "1"}), {"r1:c4": "1"})
    assert changes(correction) == {"c3": "7"}
    assert correction.sentence["vi"] == "Sửa 1 ô: Cột 3 (đang trống) điền 7 thì hết lỗi."
    assert corrected(form({"expr": "c1 > 5", "blanks": "skip"}, c1={"max": "4"}), {"r1:c1": "3"}).status == "impossible"


def test_drafts_marks_and_texts_are_left_alone() -> None:
    found = form("c1 = c2", "c3 = c4", "c5 = c6")
    values: dict[str, Any] = {"r1:c1": "1", "r1:c2": State.NA, "r1:c3": Invalid("ba"), "r1:c4": "5", "r1:c5": State.DASH, "r1:c6": "0"}
    correction = corrected(found, values)
    assert changes(correction) == {"c1": "0"}  # X stays; checks over a draft wait
    chosen = form('if(c6 = "co", c1 > 0, c1 = 0)', c6={"kind": "choice", "choices": [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]})
    assert changes(corrected(chosen, {"r1:c1": "4", "r1:c6": Choice("khong")})) == {"c1": "0"}


def test_two_errors_far_apart_and_a_rate_over_constant_cells() -> None:
    found = form("c1 = c2", "c7 <= 50", "c3 = 40", c7={"kind": "computed", "formula": "percent(c3, c4)", "decimals": 1})
    correction = corrected(found, {"r1:c1": "12", "r1:c2": "21", "r1:c3": "40", "r1:c4": "8"}, locked=["r1:c2"])
    assert {change.key for change in correction.changes} == {"r1:c1", "r1:c4"}
    assert correction.changes[0].new == 21


def test_rows_that_were_opened_are_corrected_by_their_place() -> None:
    found = households()
    filled: dict[str, Any] = {"r2#a:c1": "10", "r2#a:c2": "4", "r2#b:c1": "20", "r2#b:c2": "25", "r4#k1:c1": "7", "r4#k1:c2": "3", "p1#x:dA": "Hoàng A", "p1#x:dB": Choice("tay")}
    rows = {"r2": ["a", "b"], "r4": ["k1"], "p1": ["x"]}
    outside: dict[str, CellValue] = {external.key: None for external in build(found, "f_1").externals}
    outside["same|f_2|r1:c1"] = Decimal(32)
    correction = corrected(found, filled, outside, instances=rows)
    assert correction.status == "found"
    assert {change.key for change in correction.changes} == {"r2#b:c1"}
    assert correction.sentence["vi"].startswith("Sửa 1 ô: Cột 1, dòng thứ 2 “Tổ dân phố” từ 20 thành số từ 25 trở lên")


def test_checks_that_contradict_each_other_cannot_be_satisfied() -> None:
    correction = corrected(form("c1 >= c2 + 1", "c2 >= c1"), {"r1:c1": "3", "r1:c2": "3"})
    assert correction.status == "impossible"
    assert correction.as_dict()["changes"] == []


def test_products_of_open_cells_are_said_to_be_outside() -> None:
    correction = corrected(form("c1 * c2 = 7", "c1 > 1", "c2 > 1", "c1 < 999999", "c2 < 999999"), {"r1:c1": "1", "r1:c2": "1"})
    assert correction.status == "outside"


def test_without_time_none_is_found_and_that_is_said() -> None:
    correction = corrected(form("c1 = c2"), {"r1:c1": "1"}, seconds=0.0)
    assert (correction.status, correction.changes, correction.others) == ("none_in_time", (), None)
    assert "0 giây" in correction.sentence["vi"]


def test_a_solver_that_is_still_thinking_is_stopped() -> None:
    """Sixty amounts split into equal halves forty times over: more than it can do in the time given."""
    with Process(time.monotonic() + 0.3) as process:
        for name in range(60):
            process.say(f"(declare-const x{name} Int) (assert (and (>= x{name} 0) (<= x{name} 1)))")
        for row in range(40):
            weights = [(row * 7919 + column * 104729) % 997 + 1 for column in range(60)]
            process.say(f"(assert (= (+ {' '.join(f'(* {w} x{n})' for n, w in enumerate(weights))}) {sum(weights) // 2}))")
        with pytest.raises(OutOfTime):
            process.ask("(check-sat)")


def test_an_error_of_the_solver_is_no_answer() -> None:
    with Process(time.monotonic() + MINUTE) as process, pytest.raises(OutOfTime):
        process.ask("(get-value (nothing))")


def test_hitting_sets_meet_every_core_once() -> None:
    cores = [frozenset("ab"), frozenset("bc"), frozenset("cd")]
    found = list(hitting_sets(cores, 2, str, lambda: None))
    assert sorted(sorted(one) for one in found) == [["a", "c"], ["b", "c"], ["b", "d"]]
    assert list(hitting_sets(cores, 1, str, lambda: None)) == []


@pytest.mark.parametrize(("typed", "meant"), [("97", "79"), ("330", "33"), ("5000", "5"), ("5", "5000"), ("12.5", "125"), ("-4", "4"), ("1223", "123")])
def test_slips_of_the_hand(typed: str, meant: str) -> None:
    assert is_slip(Decimal(typed), Decimal(meant))
    assert not is_slip(Decimal(typed), Decimal(meant) + 1)
