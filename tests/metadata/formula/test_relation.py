"""The printed relation line: every line of the encoded circulars, as printed."""

from __future__ import annotations

import pytest

from metadata.documents import Column, Row
from metadata.documents.trees import read_tree
from metadata.errors import KhuonError
from metadata.formula import relation, relation_lint
from metadata.formula.relation import Axis, Member
from tests.metadata import column_trees

# Each form: its numbered columns as a tree (groups in brackets, a name ending in * is called a total), the lines as
# printed and what they mean.
_CASES: list[tuple[str, str, str, str]] = [
    # 2021 set
    ("01/TCD", "1..29", "1=4+13+22", "1=4+13+22"),
    ("01/TCD", "1..29", "2=5+14+23", "2=5+14+23"),
    ("01/TCD", "1..29", "3=6+7 +15+16 +24+25", "3=6+7+15+16+24+25"),
    ("02/TCD", "1..11 [12* 13 14 15] 16 17", "1=3+5+7=9+11", "1=3+5+7; 1=9+11"),
    ("02/TCD", "1..11 [12* 13 14 15] 16 17", "2=4+6+8=10+12", "2=4+6+8; 2=10+12"),
    ("01/XLD", "1..17 [18* 19 20 21] [22* 23 24 25] 26", "1=2+3+ ...+7", "1=2+3+4+5+6+7"),
    ("01/XLD", "1..17 [18* 19 20 21] [22* 23 24 25] 26", "9=11+12+13 =14+15+16+17 =18+22", "9=11+12+13; 9=14+15+16+17; 9=18+22"),
    ("01/XLD", "1..17 [18* 19 20 21] [22* 23 24 25] 26", "18 = 19+20+21", "18=19+20+21"),
    ("01/XLD", "1..17 [18* 19 20 21] [22* 23 24 25] 26", "22 = 23+24+25", "22=23+24+25"),
    ("01/XLD", "1..17 [18* 19 20 21] [22* 23 24 25] 26", "(1)=(2)+…+(7)", "1=2+3+4+5+6+7"),
    ("02/XLD", "1..5 [6* 7 8] 9 10 [11* 12 13 14] 15..22 [23* 24 25] [26* 27 28 29] 30", "1=2+..+5", "1=2+3+4+5"),
    ("02/XLD", "1..5 [6* 7 8] 9 10 [11* 12 13 14] 15..22 [23* 24 25] [26* 27 28 29] 30", "6 = 7+8", "6=7+8"),
    ("02/XLD", "1..5 [6* 7 8] 9 10 [11* 12 13 14] 15..22 [23* 24 25] [26* 27 28 29] 30", "10=11+15+16 +17= 18+…+22= 23+26", "10=11+15+16+17; 10=18+19+20+21+22; 10=23+26"),
    ("02/XLD", "1..5 [6* 7 8] 9 10 [11* 12 13 14] 15..22 [23* 24 25] [26* 27 28 29] 30", "23=24+25", "23=24+25"),
    ("02/XLD", "1..5 [6* 7 8] 9 10 [11* 12 13 14] 15..22 [23* 24 25] [26* 27 28 29] 30", "26 = 27+ 28+29", "26=27+28+29"),
    ("03/XLD", "1..7 [8* 9 10] 11 12 [13* 14 15 16 17] 18..25 [26* 27 28] [29* 30 31 32] 33", "1=2+..+7", "1=2+3+4+5+6+7"),
    ("03/XLD", "1..7 [8* 9 10] 11 12 [13* 14 15 16 17] 18..25 [26* 27 28] [29* 30 31 32] 33", "12=13+18 +...+21= 22+...+25 =26+29", "12=13+18+19+20+21; 12=22+23+24+25; 12=26+29"),
    ("03/XLD", "1..7 [8* 9 10] 11 12 [13* 14 15 16 17] 18..25 [26* 27 28] [29* 30 31 32] 33", "12=13+...+21", "12=13+18+19+20+21"),
    ("03/XLD", "1..7 [8* 9 10] 11 12 [13* 14 15 16 17] 18..25 [26* 27 28] [29* 30 31 32] 33", "26 = 27+28", "26=27+28"),
    ("03/XLD", "1..7 [8* 9 10] 11 12 [13* 14 15 16 17] 18..25 [26* 27 28] [29* 30 31 32] 33", "29=30+ 31+32", "29=30+31+32"),
    ("04/XLD", "1..7 [8* 9 10] 11..20 [21* 22 23] 24", "8=9+10", "8=9+10"),
    ("04/XLD", "1..7 [8* 9 10] 11..20 [21* 22 23] 24", "12=13+..+ 16=17+..+ 19=20+21", "12=13+14+15+16; 12=17+18+19; 12=20+21"),
    ("04/XLD", "1..7 [8* 9 10] 11..20 [21* 22 23] 24", "21= 22+23", "21=22+23"),
    ("01/KQGQ", "[1* 2 3] 4..26", "1=2+3", "1=2+3"),
    ("01/KQGQ", "[1* 2 3] 4..26", "5=20+..+24", "5=20+21+22+23+24"),
    # 2024 set
    ("01/TCD 2024", "1..29", "3=6+7+15+16+24+25", "3=6+7+15+16+24+25"),
    ("01/XLD 2024", "[1* 2 3] 4..13 [14* 15 16 17] [18* 19 20 21] 22", "1=2+3=4+5", "1=2+3; 1=4+5"),
    ("01/XLD 2024", "[1* 2 3] 4..13 [14* 15 16 17] [18* 19 20 21] 22", "6= 8+9+10= 11+12+13= 14+18", "6=8+9+10; 6=11+12+13; 6=14+18"),
    ("01/XLD 2024", "[1* 2 3] 4..13 [14* 15 16 17] [18* 19 20 21] 22", "14=15+16+17", "14=15+16+17"),
    ("02/XLD 2024", "[1* 2 3] [4* 5 6] 7 8 [9* 10 11 12] 13..19 [20* 21 22] [23* 24 25] 26", "4=5+6", "4=5+6"),
    ("02/XLD 2024", "[1* 2 3] [4* 5 6] 7 8 [9* 10 11 12] 13..19 [20* 21 22] [23* 24 25] 26", "9=10+11+12", "9=10+11+12"),
    ("02/XLD 2024", "[1* 2 3] [4* 5 6] 7 8 [9* 10 11 12] 13..19 [20* 21 22] [23* 24 25] 26", "20=21+22", "20=21+22"),
    ("02/XLD 2024", "[1* 2 3] [4* 5 6] 7 8 [9* 10 11 12] 13..19 [20* 21 22] [23* 24 25] 26", "23=24+25", "23=24+25"),
    ("03/XLD 2024", "[1* 2 3] [4* 5 6] 7 8 [9* 10 11 12 13] 14..20 [21* 22 23] [24* 25 26] 27", "8=9+14+15+16+17=18+19+20=21+24", "8=9+14+15+16+17; 8=18+19+20; 8=21+24"),
    ("03/XLD 2024", "[1* 2 3] [4* 5 6] 7 8 [9* 10 11 12 13] 14..20 [21* 22 23] [24* 25 26] 27", "9=10+11+12+13", "9=10+11+12+13"),
    ("03/XLD 2024", "[1* 2 3] [4* 5 6] 7 8 [9* 10 11 12 13] 14..20 [21* 22 23] [24* 25 26] 27", "21=22+23", "21=22+23"),
    ("03/XLD 2024", "[1* 2 3] [4* 5 6] 7 8 [9* 10 11 12 13] 14..20 [21* 22 23] [24* 25 26] 27", "24=25+26", "24=25+26"),
    ("04/XLD 2024", "[1* 2 3] [4* 5 6] 7..15 [16* 17 18] 19 20", "4 =5+6", "4=5+6"),
    ("04/XLD 2024", "[1* 2 3] [4* 5 6] 7..15 [16* 17 18] 19 20", "8=9+10+11+12=13+14=15+18", "8=9+10+11+12; 8=13+14; 8=15+18"),
    ("04/XLD 2024", "[1* 2 3] [4* 5 6] 7..15 [16* 17 18] 19 20", "16 =17+18", "16=17+18"),
    # subtraction, rows of a statistics form, numbers that are no numerals
    ("hộ cận nghèo", "1..16", "13 = 3 - 7 + 9 + 11", "13=3-7+9+11"),
    ("02/CS-KHCN, rows", "01 02 03 04 05 06..13", "01=03+06=07+…+13", "01=03+06; 01=07+08+09+10+11+12+13"),
    ("letters", "A 1a 1b 2", "A = 1a + … + 2", "A=1a+1b+2"),
]  # fmt: skip


def axis(text: str) -> Axis:
    """``1..4 [5* 6 7]``: runs, and groups of which a starred member is called a total."""
    members: list[Member] = []
    group = ""
    for word in text.replace("[", "[ ").replace("]", " ]").split():
        if word == "[":
            group = f"g{len(members)}"
        elif word == "]":
            group = ""
        else:
            first, _, last = word.rstrip("*").partition("..")
            names = [str(n).zfill(len(first)) for n in range(int(first), int(last) + 1)] if last else [first]
            label = "Tổng số" if word.endswith("*") else "Khác"
            members.extend(Member(f"c{n}", n, f"c{n}", label, (group,) if group else ()) for n in names)
    return Axis(members)


def _plain(found: list[relation.Relation]) -> str:
    return "; ".join(one.tight for one in found)


@pytest.mark.parametrize(("form", "columns", "line", "meaning"), _CASES)
def test_every_printed_line_expands_as_its_form_says(form: str, columns: str, line: str, meaning: str) -> None:
    assert _plain(relation.expand(line, axis(columns))) == meaning


@pytest.mark.parametrize(("form", "columns", "line", "meaning"), _CASES)
def test_a_generated_line_means_the_same(form: str, columns: str, line: str, meaning: str) -> None:
    table = axis(columns)
    found = relation.expand(line, table)
    printed = relation.generate(found, table)
    assert relation.expand(printed, table) == found
    assert relation.expand(relation.generate(found), table) == found


def test_rules_are_written_with_codes() -> None:
    assert relation.rule_expressions("9=11+12+13 =14+15+16+17", axis("1..26")) == ["c9 == c11 + c12 + c13", "c9 == c14 + c15 + c16 + c17"]
    assert relation.rule_expressions("13=3-7+9", axis("1..13")) == ["c13 == c3 - c7 + c9"]


def test_a_long_run_is_written_with_an_ellipsis() -> None:
    table = axis("1..17 [18* 19 20 21] 22")
    assert relation.generate(relation.expand("1=2+3+4+5+6", table), table) == "1=2+...+6"
    assert relation.generate(relation.expand("1=2+3+4", table), table) == "1=2+3+4"
    # 18 stands for 19, 20, 21 already: an ellipsis over them would say the same with fewer numbers.
    assert relation.generate(relation.expand("1=15+16+17+18+22", table), table) == "1=15+...+22"


@pytest.mark.parametrize(
    ("line", "offset"),
    [("", 0), ("9", 1), ("9=", 2), ("=1+2", 0), ("9=1++2", 4), ("9=1+2=", 6), ("9=1*2", 3), ("9 11=12", 2), ("9=1 2", 4), ("9=1+2;3", 5)],
)
def test_a_line_that_cannot_be_read_says_where(line: str, offset: int) -> None:
    with pytest.raises(KhuonError) as refused:
        relation.parse_line(line)
    (problem,) = refused.value.problems
    assert (problem.code, problem.args["offset"]) == ("formula.relation_syntax", offset)


@pytest.mark.parametrize("line", ["1=…+5", "1=2+…", "1=5+...+2", "1=2+...+...+5", "1=2+...=5"])
def test_an_ellipsis_needs_two_ends(line: str) -> None:
    with pytest.raises(KhuonError) as refused:
        relation.expand(line, axis("1..9"))
    assert refused.value.code in {"formula.relation_ellipsis", "formula.relation_syntax"}


def test_unknown_numbers_are_all_named_with_proposals() -> None:
    found = relation_lint.line_problems("9=11+12+31", axis("1..13"), "f_1/s1/c9")
    assert [(p.code, p.args["number"], p.place) for p in found] == [("formula.relation_unknown", "31", "f_1/s1/c9")]
    assert "13" in found[0].args["proposal"]


def test_the_slip_of_the_2024_circular_is_noticed() -> None:
    """``8=15+18``: 18 is a part of 16, so 15+16 may be meant; the line stays usable."""
    table = axis("[1* 2 3] [4* 5 6] 7..15 [16* 17 18] 19 20")
    (found,) = relation_lint.line_problems("8=9+10+11+12=13+14=15 + 18", table, "f_04xld/s1/c8")
    assert (found.code, found.severity, found.place) == ("formula.relation_part", "warning", "f_04xld/s1/c8")
    assert found.args["proposal_line"] == "8=9+10+11+12=13+14=15 + 16"
    assert found.sentence() == "Dòng quan hệ “8=9+10+11+12=13+14=15 + 18” cộng cột 18, mà cột 18 chỉ là một phần của cột 16."
    assert found.hint() == "Đối chiếu với bản in; có lẽ phải là 8 = 15+16."
    assert relation_lint.line_problems("16 =17+18", table) == []
    assert [one.tight for one in relation_lint.corrected("8=13+14=15+18", table)] == ["8=13+14", "8=15+16"]


@pytest.mark.parametrize("line", ["8=2+5", "8=3+6", "1=2+3", "8=1+4", "8=7+2+3", "8=1+5+6"])
def test_the_same_part_of_two_groups_may_be_added(line: str) -> None:
    """Women of two groups, or all parts one by one: nothing beside a group says that the group as a whole is meant."""
    assert relation_lint.line_problems(line, axis("[1* 2 3] [4* 5 6] 7 8")) == []


@pytest.mark.parametrize(
    ("line", "code", "proposed"),
    [
        ("1=2+3+2", "formula.relation_twice", "1=2+3"),
        ("9=11+12+12", "formula.relation_twice", "9=11+12+13"),
        ("1=1+2+3", "formula.relation_itself", "1=2+3"),
        ("1=2+ 3 =4+5+44", "formula.relation_unknown", "1=2+ 3 =4+5+14"),
        ("20=14+15=16+...+18=3+4+4", "formula.relation_twice", "20=14+15=16+17+18=3+4"),
    ],
)
def test_every_slip_comes_with_the_line_to_print(line: str, code: str, proposed: str) -> None:
    (found,) = relation_lint.line_problems(line, axis("1..9 10 [11 12 13] 14..20"))
    assert (found.code, found.args["proposal_line"]) == (code, proposed)
    assert relation_lint.line_problems(proposed, axis("1..9 10 [11 12 13] 14..20")) == []


# ---------------------------------------------------------------- how else officials write it


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("(1) = (2) + … + (7)", "1=2+3+4+5+6+7"),
        ("(1)=(2)+⋯+(7)", "1=2+3+4+5+6+7"),
        ("1=2+ . . . +7", "1=2+3+4+5+6+7"),
        ("1=2+‥+7", "1=2+3+4+5+6+7"),
        ("1=2+...7", "1=2+3+4+5+6+7"),
        ("1=2+...+7=8+9", "1=2+3+4+5+6+7; 1=8+9"),
        ("1\u00a0= 2\u2009+\u20093", "1=2+3"),
        ("1 ＝ 2 ＋ 3 − 4 – 5 － 6", "1=2+3-4-5-6"),
        ("Cột 1 = cột 2 + cột 3", "1=2+3"),
        ("1 = 7 - (2 + 3)", "1=7-2-3"),
        ("1 = 7 - [(2) - 3] + (4)", "1=7-2+3+4"),
        ("2+3 = 1", "1=2+3"),
        ("1=9-2-...-5", "1=9-2-3-4-5"),
        ("2 ≤ 1", "2≤1"),
        ("2<=1", "2≤1"),
        ("3 >= 4+5", "3≥4+5"),
        ("8+9 ≤ 2", "2≥8+9"),
        ("1=2+3≥4", "1=2+3; 1≥4"),
        ("2 < 1", "2<1"),
        ("01=02+03", "1=2+3"),
    ],
)
def test_other_ways_of_writing_are_read(line: str, meaning: str) -> None:
    table = axis("1..9")
    assert _plain(relation.expand(line, table)) == meaning
    assert _plain(relation.expand(relation.generate(relation.expand(line, table), table), table)) == meaning


def test_decimal_numbers_and_letters_count_in_print_order() -> None:
    table = Axis([Member(f"c{i}", number, f"c{i}") for i, number in enumerate(["A", "B", "1", "1.1", "1.2", "1.3", "2", "đ"])])
    assert _plain(relation.expand("1 = 1.1+…+1.3", table)) == "1=1.1+1.2+1.3"
    assert _plain(relation.expand("A = B - 1.2 + đ", table)) == "A=B-1.2+đ"
    assert _plain(relation.expand("a = b+1", table)) == "A=B+1"


@pytest.mark.parametrize(("line", "offset"), [("1≤", 2), ("1=2≤", 4), ("1=2=+", 5), ("1+2=3+4", 1), ("1+2=3=4", 1), ("1=2(3)", 3), ("1=(2+3))4", 8)])
def test_what_cannot_be_read_says_where(line: str, offset: int) -> None:
    with pytest.raises(KhuonError) as refused:
        relation.parse_line(line)
    assert (refused.value.code, refused.value.problems[0].args["offset"]) == ("formula.relation_syntax", offset)


def test_inequalities_become_checks() -> None:
    assert relation.rule_expressions("2 ≤ 1", axis("1..9")) == ["c2 <= c1"]
    assert relation.rule_expressions("3>=4+5", axis("1..9")) == ["c3 >= c4 + c5"]
    assert relation.rule_expressions("8+9≤2", axis("1..9")) == ["c2 >= c8 + c9"]


ROWS = """
01 | TỔNG SỐ
  02 | Trong đó số Nữ
 | 1. Chia theo dân tộc
  03 | 1.1. Người Việt Nam
    04 | - Dân tộc Kinh
    05 | - Dân tộc thiểu số
  06 | 1.2. Người nước ngoài
 | 2. Chia theo lĩnh vực đào tạo
  07 | 2.1. Khoa học tự nhiên
  08 | 2.2. Khoa học kỹ thuật
  09 | 2.3. Khoa học y, dược
  10 | 2.4. Khác
"""


@pytest.mark.parametrize(
    ("line", "meaning", "rules"),
    [
        ("01=03+06=07+...+10", "01=03+06; 01=07+08+09+10", ["r01 == r03 + r06", "r01 == r07 + r08 + r09 + r10"]),
        ("03 = 04+05", "03=04+05", ["r03 == r04 + r05"]),
        ("1=3+…+6", "01=03+06", ["r01 == r03 + r06"]),
        ("02 ≤ 01", "02≤01", ["r02 <= r01"]),
        ("Dòng 01 = dòng 03 + dòng 06", "01=03+06", ["r01 == r03 + r06"]),
    ],
)
def test_relations_of_rows_go_by_their_printed_codes(line: str, meaning: str, rules: list[str]) -> None:
    """A row stands for the rows under it: an ellipsis from 03 to 06 leaves 04 and 05 out."""
    table = relation.axis_of_rows(read_tree(column_trees.rows(ROWS), Row.read))
    assert _plain(relation.expand(line, table)) == meaning
    assert relation.rule_expressions(line, table) == rules


def test_numbers_in_brackets_are_the_numbers() -> None:
    tree = {"root": ["a", "b", "c"], "nodes": {key: {"label": key, "number": f"({index})", "code": key} for index, key in enumerate("abc", 1)}}
    assert relation.rule_expressions("(1)=(2)+(3)", read_tree(tree, Column.read)) == ["a == b + c"]

