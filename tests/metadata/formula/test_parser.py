"""What parses, what is refused, and where a refusal points."""

from __future__ import annotations

import pytest

from metadata.errors import KhuonError
from metadata.formula.resolve import parse, parse_checks, parse_value
from metadata.formula.tree import Chain, Compare, Kind, Slot
from tests.metadata.formula.vectors import SCOPE, bound

ATTACKS = {
    "FE-01": ("().__class__.__base__.__subclasses__()", "formula.syntax_forbidden"),
    "FE-02": ("().__ｃｌａｓｓ__", "formula.syntax_forbidden"),
    "FE-04": ("open('/etc/hostname').read()", "formula.unknown_function"),
    "FE-06": ("print.__reduce__()", "formula.syntax_forbidden"),
    "FE-07": ("'{0.__class__}'.format(A1)", "formula.syntax_forbidden"),
    "FE-09": ("f'{().__class__}'", "formula.syntax_forbidden"),
    "FE-11": ("row._sa_instance_state.session", "formula.syntax_forbidden"),
    "FE-12": ("SUM = 1", "formula.syntax_forbidden"),
    "FE-14": ("dir()", "formula.unknown_function"),
    "FE-16": ("REF('unit:other', 'A1')", "formula.reference_out_of_scope"),
    "FE-17": ("SУM(A1:A3)", "formula.unknown_function"),
    "FE-19": ("(x := 5) + x", "formula.syntax_forbidden"),
    "FB-01": ("9**9**9", "formula.budget"),
    "FB-02": ("factorial(2000000)", "formula.unknown_function"),
    "FB-04": ("[0]*10**9", "formula.syntax_forbidden"),
    "FB-06": ("'x'.join(['y'*200000]*5000)", "formula.syntax_forbidden"),
    "FB-07": ("'1'.zfill(10**9)", "formula.syntax_forbidden"),
    "FB-09": ("f'{1:200000000}'", "formula.syntax_forbidden"),
    "FB-11": ("9**9999*" * 59 + "9**9999", "formula.budget"),
    "FB-12": ("[[0 for i in range(3000)] for j in range(3000)]", "formula.syntax_forbidden"),
    "FB-14": ("-" * 5000 + "1", "formula.too_deep"),
    "FB-19": ("SUM(A1:XFD1048576)", "formula.range_too_large"),
}


def refusal(text: str) -> KhuonError:
    with pytest.raises(KhuonError) as refused:
        parse(text, SCOPE)
    return refused.value


@pytest.mark.parametrize("name", ATTACKS)
def test_attacks_are_refused_with_their_code(name: str) -> None:
    text, code = ATTACKS[name]
    error = refusal(text)
    assert (error.code, error.status) == (code, 422)
    assert all(problem.sentence("vi") and problem.sentence("en") and "{" not in problem.sentence("vi").replace("f'{", "").replace("'{", "") for problem in error.problems)


def test_a_name_with_a_letter_of_another_script_is_named_by_code_point() -> None:
    (problem,) = refusal("SУM(c1)").problems
    assert "У (U+0423 CYRILLIC CAPITAL LETTER U)" in problem.sentence("vi")
    (problem,) = refusal("с1 + c2").problems  # the first letter is Cyrillic
    assert (problem.code, "U+0441" in problem.sentence("en")) == ("formula.unknown_name", True)
    (problem,) = refusal("ｃ1 + c2").problems  # full width: never folded into c1
    assert (problem.code, "U+FF43" in problem.sentence("en")) == ("formula.unknown_name", True)


FORBIDDEN = [
    "lambda: 1", "c1[0]", "{1}", "c1 if c2", "c1 // c2", "c1 % 2", "c1 & c2", "c1 ^ 2", "5!", "c1 in c2", "c1 is c2", "None", "import os", "c1 -> c2", "c1 += 1",
    "b'x'", "sum(*c1)", "sum(x=1)", "sum(1)(2)", "(c1)(c2)", "c1(c2)", "c1.real", "(c1).real", "1.5.real", "c1.__class__", "c1.c2.c3", "sum", "c1 + sum", "~c1", "c1 @ c2",
    "c1; c2", "c1,c2", "(c1, c2)", "()", "'a' + 'b'", "'a' * 5", "t1 + c1", "not c1", "c1 and c2", "if(c1, 1, 2)", "c1 < t1", "t1 < 'a'", "if(c1 > 0, 'a', 1)", "round(c1, c2)", "round(c1, 1.5)", "round(c1, 99)",
    "1e5", "0x10", "1_000", ".5", "1.", "1,5 + 2", "c1 +", "+", "(", ")", "(c1", "c1)", "if", "else", "c1 if c2 > 1", "c1 c2", "'a", "“a", "sum(", "sum(,)", "sum(c1,)", "sum()", "round()", "if(c1)", "range(c1, c2)",
    "range(c1, c2) + 1", "sum(range(c1, r1))", "sum(range(c1))", "abs(range(c1, c2))", "children()", "form(f_9, c1)", "form(c1)", "form(f_1)", "prev(1)", "prev(prev(c1))", "r1.c99", "c1.r1", "r1.r1", "c99", "count_where(c1)",
    "count_where(c1, 'x')", "sum_where(t1, c1, 1)", "avg(t1)", "sum('a')", "coalesce(t1, 'a')", "prev(range(c1, c2))", "ytd(t1)", "A1", "True + 1", "d1 = 'hôm qua'", "d1 + 1", "１+1", "c1 ＋ c2", "c1\u0000", "\u200bc1", "c1 + c2\u202e",
]  # fmt: skip


@pytest.mark.parametrize("text", FORBIDDEN)
def test_everything_else_is_refused_with_a_code_and_a_place(text: str) -> None:
    error = refusal(text)
    for problem in error.problems:
        assert problem.code.startswith("formula.")
        assert 0 <= problem.args["offset"] <= len(text)
        assert problem.args["length"] >= 1
        assert "{" not in problem.sentence("vi") + problem.sentence("en") + problem.hint("vi") + problem.hint("en") or "{" in text


@pytest.mark.parametrize(
    ("text", "offset", "length"),
    [("c1 + c99", 5, 3), ("c1 + * c2", 5, 1), ("sum(c1, foo(c2))", 8, 3), ("(c1 + c2", 8, 1), ("c1 + 'a'", 5, 3), ("c1 > 0 and c2", 11, 2), ("r1.c77", 0, 6), ("= c1 + c88", 7, 3)],
)
def test_a_refusal_underlines_the_part_meant(text: str, offset: int, length: int) -> None:
    (problem,) = refusal(text).problems
    assert problem.args["length"] == length
    assert problem.args["offset"] == offset


def test_unknown_names_come_with_proposals() -> None:
    assert "c1" in refusal("C1 + 2").problems[0].hint("vi")
    assert "sum" in refusal("summ(c1)").problems[0].hint("vi")
    assert "f_1" in refusal("form(f_2, c1)").problems[0].hint("vi")


LIMITS = [
    ("(" * 70 + "1" + ")" * 70, "formula.too_deep"), ("not " * 70 + "true", "formula.too_deep"), ("sum(" * 70 + "1" + ")" * 70, "formula.too_deep"),
    ("abs(c1) if c1>0 else " * 70 + "c1", "formula.too_deep"), ("1+" * 2100 + "1", "formula.too_long"), ("c1" + " " * 5000, "formula.too_long"), ("1" * 41, "formula.number_too_long"), ("0." + "1" * 41, "formula.number_too_long"),
    ("t1 = '" + "a" * 501 + "'", "formula.text_too_long"), ("sum(" + ",".join(["c1:c9"] * 300) + ")", "formula.range_too_large"), ("(" * 3000, "formula.too_deep"), ("-" * 100_000, "formula.too_deep"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), LIMITS)
def test_limits(text: str, code: str) -> None:
    assert refusal(text).code == code


def test_the_longest_chain_that_fits_is_fine() -> None:
    node = parse("1+" * 1000 + "c1", SCOPE)
    assert isinstance(node, Chain)
    assert len(node.terms) == 1001


SAME = [
    ("c1 = c2", "c1 == c2"), ("c1 <> c2", "c1 != c2"), ("c1 ≠ c2", "c1 != c2"), ("c1 ≤ c2", "c1 <= c2"), ("c1 − c2", "c1 - c2"), ("c1 × c2 ÷ c3", "c1 * c2 / c3"), ("=c1+c2", "c1 + c2"),
    ("SUM(c1; c2)", "sum(c1, c2)"), ("Tổng(c1, c2)", "sum(c1, c2)"), ("To\u0302\u0309ng(c1, c2)", "sum(c1, c2)"), ("IF(c1>0;1;2)", "if(c1 > 0, 1, 2)"), ("1 if c1 > 0 else 2", "if(c1 > 0, 1, 2)"),
    ("sum(c2:c4)", "sum(range(c2, c4))"), ("sum(range(c4, c2))", "sum(c2, c3, c4)"), ("percent(c1, c2)", "c1 / c2 * 100"), ("t1 = “co”", "t1 = 'co'"), ("c1 > 0 và c2 > 0", "c1 > 0 and c2 > 0"), ("r1.c2", "c2"), ("r1 . c2", "c2"),
    ("\u00a0c1\t+\nc2 ", "c1 + c2"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_as_people_write_it(one: str, other: str) -> None:
    assert bound(one) == bound(other)


def test_types_and_blanks() -> None:
    assert parse("c1 + c2", SCOPE).kind is Kind.NUMBER
    assert parse("c1 / c2", SCOPE).kind is Kind.RATIO
    assert parse_value("c1 / c2", SCOPE).kind is Kind.NUMBER
    assert parse("c1 / c2 > 1", SCOPE).kind is Kind.TRUTH
    assert parse("t1", SCOPE).kind is Kind.TEXT
    assert [parse(text, SCOPE).blank for text in ("c1", "c1 + 1", "c1 + c2", "c1 * 2", "2 / 3", "2 / c1", "count(c1)", "coalesce(c1, 0)", "max(c1, 0)", "if(c1 > 0, 1, 2)", "if(c1 > 0, c1, 2)")] == [
        True, False, True, True, False, True, False, False, False, False, True,
    ]  # fmt: skip


def test_a_cell_formula_gives_a_number_and_a_check_a_truth() -> None:
    for text, code in (("c1 > 2", "formula.result_type"), ("t1", "formula.result_type")):
        with pytest.raises(KhuonError) as refused:
            parse_value(text, SCOPE)
        assert refused.value.code == code
    with pytest.raises(KhuonError) as refused:
        parse_checks("c1 + 1", SCOPE)
    assert refused.value.code == "formula.not_a_condition"


def test_a_chain_of_equals_is_several_checks_against_the_first() -> None:
    found = parse_checks("c1 = c2 + c3 = c4", SCOPE)
    assert all(isinstance(node, Compare) for node in found)
    assert [node.left for node in found if isinstance(node, Compare)] == [parse("c1", SCOPE)] * 2
    assert len(parse_checks("c1 <= c2 <= c3", SCOPE)) == 2
    assert len(parse_checks("c1 = c2 and c3 = c4", SCOPE)) == 2
    assert len(parse_checks("c1 = c2 or c3 = c4", SCOPE)) == 1


def test_after_an_attack_the_language_is_as_before() -> None:
    refusal("SUM = 1")
    assert bound("sum(1, 2)") == bound("SUM(1, 2)")
    assert isinstance(bound("c1"), Slot)
