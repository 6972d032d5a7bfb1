"""Chia theo adds up, trong đó does not; chains that the forms beside print; the row of column numbers."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest

from metadata.checks import check_template
from metadata.errors import Problem
from tests.metadata import column_trees, forms_2024
from tests.metadata.examples import FOLDER, documents

PEOPLE = """
- Chỉ tiêu :: A
- Mã số :: B
- Tổng số :: 1
- Chia theo trình độ chuyên môn
  - Tiến sỹ :: 2
  - Thạc sỹ :: 3
  - Khác :: 4
- Trong đó: đảng viên :: 5
"""
PEOPLE_ROWS = """
01 | TỔNG SỐ
  02 | Trong đó số Nữ
 | 1. Chia theo dân tộc
  03 | 1.1. Dân tộc Kinh
  04 | 1.2. Dân tộc thiểu số
"""
SPENDING = """
- Chỉ tiêu :: A
- Tổng số :: 1
"""
SPENDING_ROWS = """
01 | TỔNG CHI (Chia theo:)
  02 | 1. Chi đầu tư
  03 | 2. Chi thường xuyên (trong đó:)
    04 | - Chi lương
    05 | - Chi đào tạo
  06 | 3. Chi nhiệm vụ (trong đó:)
    07 | - Cấp bộ
    08 | - Khác
"""
ALL_PEOPLE = {"k1": "c1 == c2 + c3 + c4", "k2": "c5 <= c1", "k3": "r02 <= r01", "k4": "r01 == r03 + r04"}
ALL_SPENDING = {"k1": "r01 = r02 + r03 + r06", "k2": "r03 >= r04 + r05", "k3": "r06 = r07 + r08"}


def findings(header: str, body: str, rules: Mapping[str, Any], formulas: Mapping[str, str] | None = None) -> list[Problem]:
    """What is found in a form of these columns, rows and checks."""
    form = column_trees.form("f_1", "01/T", "BIỂU THỬ", header, body)
    section = form["sections"]["items"]["s1"]
    for node, formula in (formulas or {}).items():
        axis = "columns" if node in section["columns"]["nodes"] else "rows"
        section[axis]["nodes"][node]["cell"] = {"kind": "computed", "formula": formula}
    made = column_trees.regime(form, column_trees.rules("f_1", rules))
    found = check_template(made)
    mended = {problem.place: problem for problem in found}
    assert all("{" not in problem.sentence(lang) + problem.hint(lang) for problem in mended.values() for lang in ("vi", "en"))
    return found


def people(rules: Mapping[str, str], **formulas: str) -> list[Problem]:
    return findings(PEOPLE, PEOPLE_ROWS, rules, formulas)


def spending(rules: Mapping[str, str], **formulas: str) -> list[Problem]:
    return findings(SPENDING, SPENDING_ROWS, rules, formulas)


def without(rules: Mapping[str, str], *gone: str, **more: str) -> dict[str, str]:
    return {key: expr for key, expr in rules.items() if key not in gone} | more


# ---------------------------------------------------------------- nothing to say


def test_forms_with_all_their_checks_have_no_finding() -> None:
    assert people(ALL_PEOPLE) == []
    assert spending(ALL_SPENDING) == []


@pytest.mark.parametrize(
    "rules",
    [
        without(ALL_PEOPLE, "k1", k9="sum(c2:c4) = c1"),
        without(ALL_PEOPLE, "k1", k9="c1 - c4 == c3 + c2"),
        without(ALL_PEOPLE, "k4", k9="r04 = r01 - r03"),
        without(ALL_PEOPLE, "k2", "k3"),
    ],
)
def test_an_equation_counts_however_it_is_written(rules: dict[str, str]) -> None:
    assert people(rules) == []


def test_a_computed_total_is_an_equation() -> None:
    assert people(without(ALL_PEOPLE, "k1", "k4"), c1="sum(c2:c4)", r01="r03 + r04") == []
    assert spending(without(ALL_SPENDING, "k1"), r01="sum(children())") == []


#: What is really there in the examples: three totals of the disbursement form computed from columns under “Trong đó”.
KNOWN = {"giai_ngan": [("template.part_computed", f"f_gn3/s1/{group}") for group in ("h3", "h9", "h17")]}


@pytest.mark.parametrize("regime", sorted(path.parent.name for path in FOLDER.glob("*/documents")))
def test_the_examples_have_no_finding_that_is_not_there(regime: str) -> None:
    assert [(p.code, p.place) for p in check_template(documents(regime))] == KNOWN.get(regime, [])


# ---------------------------------------------------------------- chia theo


@pytest.mark.parametrize(
    ("found", "place", "expr", "words"),
    [
        (lambda: people(without(ALL_PEOPLE, "k1")), "f_1/s1/g3", "c1 == c2 + c3 + c4", "Các phần của nhóm “Chia theo trình độ chuyên môn” cộng lại thành cột 1, nhưng chưa có kiểm tra cộng."),
        (lambda: people(without(ALL_PEOPLE, "k4")), "f_1/s1/h2", "r01 == r03 + r04", "Các phần của nhóm “1. Chia theo dân tộc” cộng lại thành dòng 01, nhưng chưa có kiểm tra cộng."),
        (lambda: spending(without(ALL_SPENDING, "k1")), "f_1/s1/r01", "r01 == r02 + r03 + r06", "Các phần của nhóm “TỔNG CHI (Chia theo:)” cộng lại thành dòng 01, nhưng chưa có kiểm tra cộng."),
        (lambda: people(without(ALL_PEOPLE, "k1", k9="c1 == c2 + c3")), "f_1/s1/g3", "c1 == c2 + c3 + c4", None),
    ],
)  # fmt: skip
def test_a_partition_without_an_equation_gets_one_proposed(found: Any, place: str, expr: str, words: str | None) -> None:
    (problem,) = found()
    assert (problem.code, problem.place, problem.severity) == ("template.partition_unchecked", place, "warning")
    assert problem.args["proposal_rule"] == {"expr": expr, "severity": "warning", "tolerance": "0", "blanks": "nothing", "origin": {"kind": "structure"}}
    assert words is None or problem.sentence() == words


@pytest.mark.parametrize("expr", ["c1 >= c2 + c3 + c4", "sum(c2:c4) <= c1"])
def test_a_partition_that_may_fall_short_is_told(expr: str) -> None:
    (problem,) = people(without(ALL_PEOPLE, "k1", k9=expr))
    assert (problem.code, problem.place) == ("template.partition_at_most", "f_1/s1/g3")
    assert (problem.args["proposal_expr"], problem.args["proposal_of"]) == ("c1 == c2 + c3 + c4", "k_1/k9")
    assert problem.sentence() == "Các phần của nhóm “Chia theo trình độ chuyên môn” cộng lại thành cột 1, nhưng kiểm tra k_1/k9 chỉ đòi không vượt quá."


def test_one_part_may_be_compared_with_its_whole() -> None:
    assert people({**ALL_PEOPLE, "k9": "c2 <= c1"}) == []


# ---------------------------------------------------------------- trong đó


def test_an_equation_over_a_part_is_told() -> None:
    (problem,) = spending(without(ALL_SPENDING, "k2", k9="r03 = r04 + r05"))
    assert (problem.code, problem.place) == ("template.part_equal", "f_1/s1/r03")
    assert (problem.args["proposal_expr"], problem.args["proposal_of"]) == ("r03 >= r04 + r05", "k_1/k9")
    assert problem.sentence() == "Kiểm tra 03 = 04 + 05 coi nhóm “2. Chi thường xuyên (trong đó:)” là chia hết dòng 03, mà “trong đó” chỉ là một phần."
    (single,) = people({**ALL_PEOPLE, "k9": "r01 = r02"})
    assert (single.code, single.args["proposal_expr"]) == ("template.part_equal", "r01 >= r02")


def test_a_part_that_names_the_rest_adds_up() -> None:
    """Under 3. stands “Khác”: with what remains the parts are all there is, whatever the words."""
    assert spending({**ALL_SPENDING, "k9": "r06 = r07 + r08"}) == []


def test_a_total_computed_from_its_parts_is_told_with_another_caption() -> None:
    header = "- Chỉ tiêu :: A\n- Tổng số vốn :: 1\n- Trong đó\n  - Vốn ngân sách :: 2\n  - Vốn vay :: 3"
    (problem,) = findings(header, "01 | Dự án", {}, {"c1": "c2 + c3"})
    assert (problem.code, problem.place, problem.args["proposal_caption"]) == ("template.part_computed", "f_1/s1/g2", "Chia ra")
    assert findings(header.replace("Trong đó", "Chia ra"), "01 | Dự án", {}, {"c1": "c2 + c3"}) == []


@pytest.mark.parametrize(
    ("rules", "place", "expr"),
    [
        (without(ALL_PEOPLE, "k4", k9="r01 = r02 + r03 + r04"), "f_1/s1/r01", "r01 == r03 + r04"),
        ({**ALL_SPENDING, "k9": "r02 = r03 + r04"}, "f_1/s1/r02", "r02 == r03"),
    ],
)
def test_a_part_added_beside_its_whole_or_its_siblings_is_told(rules: dict[str, str], place: str, expr: str) -> None:
    (problem,) = (people if "r05" not in str(rules) else spending)(rules)
    assert (problem.code, problem.place) == ("template.part_added", place)
    assert (problem.args["proposal_expr"], problem.args["proposal_of"]) == (expr, "k_1/k9")


def test_a_column_trong_do_added_to_the_sum_of_its_siblings_is_told() -> None:
    header = "- Chỉ tiêu :: A\n- Tổng số :: 1\n- Nam :: 2\n- Nữ :: 3\n- Trong đó: dân tộc thiểu số :: 4"
    (problem,) = findings(header, "01 | Người", {"k1": "c1 == c2 + c3 + c4"})
    assert (problem.code, problem.args["proposal_expr"], problem.args["proposal_of"]) == ("template.part_added", "c1 == c2 + c3", "k_1/k1")
    assert problem.sentence() == "Phép cộng ra cột 1 cộng cả cột 4, là phần “trong đó” đã tính rồi."
    (computed,) = findings(header, "01 | Người", {}, {"c1": "c2 + c3 + c4"})
    assert (computed.args["proposal_expr"], "proposal_of" in computed.args) == ("c2 + c3", False)


def test_words_are_read_with_their_marks() -> None:
    header = "- Chỉ tiêu :: A\n- Tổng diện tích :: 1\n- Trồng đỗ\n  - Đỗ tương :: 2\n  - Đỗ xanh :: 3"
    assert findings(header, "01 | Xã", {}, {"c1": "c2 + c3"}) == []


# ---------------------------------------------------------------- forms beside each other


def linted(*forms: str, without: tuple[str, str] = ("", "")) -> dict[str, Problem]:
    made = forms_2024.documents(*forms)
    if without[0]:
        made["k" + without[0][1:]]["items"].pop(without[1])
        made["k" + without[0][1:]]["order"].remove(without[1])
    return {f"{problem.code} {problem.place}": problem for problem in check_template(made)}


def test_the_2024_forms_have_the_two_findings_that_are_there() -> None:
    found = linted()
    assert set(found) == {"template.relation_omitted f_02xld/s1/c8", "formula.relation_part f_04xld/s1/c8"}
    omitted = found["template.relation_omitted f_02xld/s1/c8"]
    assert omitted.args["proposal_line"] == "8=9+13+14+15=16+17+18+19=20+23"
    assert omitted.sentence() == (
        "Dưới cột 8 “Số vụ việc” không in quan hệ với “Phân loại vụ việc khiếu nại theo nội dung”, “Phân loại vụ việc khiếu nại theo tình trạng giải quyết”, "
        "“Kết quả xử lý đơn”, trong khi 03/XLD, 04/XLD có in."
    )
    assert found["formula.relation_part f_04xld/s1/c8"].args["proposal_line"] == "8=9+10+11+12=13+14=15+16"


def test_alone_a_form_has_nothing_to_be_compared_with() -> None:
    assert linted("f_02xld") == {}
    assert linted("f_03xld") == {}


@pytest.mark.parametrize("form", ["f_02xld", "f_04xld"])
def test_the_proposed_line_leaves_nothing_to_say(form: str) -> None:
    made = forms_2024.documents()
    (problem,) = (p for p in check_template(made) if p.place.startswith(form))
    made[form]["sections"]["items"]["s1"]["columns"]["nodes"]["c8"]["relation"] = problem.args["proposal_line"]
    made["k" + form[1:]] = column_trees.printed_rules(made[form])
    assert [p for p in check_template(made) if p.place.startswith(form)] == []


def test_a_chain_that_is_half_there_is_completed() -> None:
    made = forms_2024.documents()
    nodes = made["f_03xld"]["sections"]["items"]["s1"]["columns"]["nodes"]
    nodes["c8"]["relation"] = "8 = 9+14+15+16+17"
    made["k_03xld"] = column_trees.printed_rules(made["f_03xld"])
    (found,) = (p for p in check_template(made) if p.place == "f_03xld/s1/c8")
    assert (found.code, found.args["proposal_line"]) == ("template.relation_omitted", "8 = 9+14+15+16+17=18+19+20=21+24")


def test_a_total_that_the_forms_beside_check_is_checked_here_too() -> None:
    made = forms_2024.documents()
    del made["f_03xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c4"]["relation"]
    made["k_03xld"] = column_trees.printed_rules(made["f_03xld"])
    (found,) = (p for p in check_template(made) if p.place == "f_03xld/s1/c4")
    assert (found.code, found.args["proposal_line"]) == ("template.relation_omitted", "4=5+6")


# ---------------------------------------------------------------- print and rules


def test_what_is_printed_and_not_held_is_told_with_its_check() -> None:
    made = forms_2024.documents()
    rules = made["k_04xld"]
    (held,) = (key for key, rule in rules["items"].items() if rule["expr"] == "c8 == c15 + c18")
    rules["items"].pop(held)
    rules["order"].remove(held)
    found = {p.code: p for p in check_template(made) if p.place == "f_04xld/s1/c8"}
    assert set(found) == {"formula.relation_part", "formula.relation_unheld"}
    assert found["formula.relation_unheld"].args["proposal_rule"] == {
        "expr": "c8 == c15 + c18", "severity": "error", "tolerance": "0", "blanks": "nothing", "printed": "8=15+18",
        "origin": {"kind": "printed", "column": "c8", "part": 2},
    }  # fmt: skip


@pytest.mark.parametrize("expr", ["c8 == c15 + c16", "c16 + c15 = c8", "c8 - c16 = c15", "sum(c15, c16) == c8"])
def test_what_is_held_and_not_printed_is_told_with_its_line(expr: str) -> None:
    made = forms_2024.documents()
    made["k_04xld"]["items"]["k9"] = {"expr": expr, "severity": "error"}
    made["k_04xld"]["order"].append("k9")
    found = {p.code: p for p in check_template(made) if p.place == "f_04xld/s1/c8"}
    line = found["formula.relation_unprinted"].args["proposal_line"]
    assert line.startswith("8=9+10+11+12=13+14=15+18=")
    assert sorted(line.split("=")[-1].split("+")) == ["15", "16"]


# ---------------------------------------------------------------- the number row


def numbered(text: str) -> list[Problem]:
    return findings(text, "01 | Dòng", {})


def test_a_hole_in_the_numbers_is_told() -> None:
    (found,) = numbered("- Đơn vị :: A\n- Một :: 1\n- Hai :: 2\n- Bốn :: 4\n- Năm :: 5")
    assert (found.code, found.place, found.args["proposal_numbers"]) == ("template.number_jump", "f_1/s1/c4", {"c4": "3", "c5": "4"})
    assert found.sentence() == "Sau cột 2 là cột 4: bảng có 4 cột số liệu nhưng số cột không liền nhau."


def test_a_number_that_a_line_names_is_a_missing_column() -> None:
    found = {p.code: p for p in numbered("- Đơn vị :: A\n- Một :: 1=2+3\n- Hai :: 2\n- Bốn :: 4")}
    assert "proposal_numbers" not in found["template.number_jump"].args
    assert found["formula.relation_unknown"].args["number"] == "3"


@pytest.mark.parametrize("text", ["- Đơn vị :: A\n- Một :: 1\n- Hai :: 2", "- Một :: (1)\n- Hai :: (2)\n- Ba :: (3)", "- Một :: 1\n- Con :: 1a\n- Hai :: 2"])
def test_usual_ways_of_numbering_have_no_finding(text: str) -> None:
    made = column_trees.form("f_1", "01/T", "BIỂU THỬ", text, "01 | Dòng")
    for index, node in enumerate(made["sections"]["items"]["s1"]["columns"]["nodes"].values()):
        node.pop("code", None)
        if "stub" not in node:
            node["code"] = f"x{index}"
    tree = made["sections"]["items"]["s1"]["columns"]
    names = {key: f"n{index}" for index, key in enumerate(tree["nodes"])}
    made["sections"]["items"]["s1"]["columns"] = {"root": [names[key] for key in tree["root"]], "nodes": {names[key]: node for key, node in tree["nodes"].items()}}
    assert check_template(column_trees.regime(made)) == []


def test_letters_and_gaps_are_told_with_their_number() -> None:
    docs = documents("khcn_2015")
    nodes = docs["f_02kh"]["sections"]["items"]["s1"]["columns"]["nodes"]
    nodes["cB"]["number"] = "C"
    nodes["c8"]["number"] = "H"
    found = {(p.code, p.place): p.args.get("proposal_number") for p in check_template(docs)}
    assert found[("template.number_letter", "f_02kh/s1/cB")] == "B"
    assert found[("template.number_of_stub", "f_02kh/s1/c8")] == "8"


def test_a_column_without_a_number_gets_the_one_that_fits() -> None:
    docs = documents("thanh_tra_2021")
    nodes = docs["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]
    del nodes["c8"]["number"]
    (found,) = (p for p in check_template(docs) if p.code == "template.number_missing")
    assert (found.place, found.args["proposal_number"], found.args["columns"], found.args["numbered"]) == ("f_01xld/s1/c8", "8", 26, 25)


def test_a_code_used_twice_gets_a_free_one() -> None:
    docs = documents("thanh_tra_2021")
    docs["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c26"]["code"] = "c2"
    (found,) = (p for p in check_template(docs) if p.code == "template.code_duplicate")
    assert (found.place, found.args["proposal_code"]) == ("f_01xld/s1/c26", "c26")


# ---------------------------------------------------------------- whatever is drawn

_WORDS = ("Tổng số", "Tổng cộng", "Chia theo giới tính", "Chia ra", "Trong đó", "Trong đó: nữ", "Phân loại đơn theo nội dung", "Khác", "Nam", "Nữ", "Tỷ lệ", "Chi (trong đó:)", "Chi (chia theo:)", "")


def _tree(source: random.Random, size: int) -> str:
    lines, depth = [], 0
    for _ in range(size):
        lines.append(f"{'  ' * depth}{source.choice(_WORDS) or 'Cột'}")
        depth = max(0, min(3, depth + source.choice((-1, 0, 0, 1))))
    return "\n".join(lines)


def _drawn(source: random.Random, form_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A form of random headers, rows, printed lines and checks; some of them make no sense."""
    lines = _tree(source, 14).splitlines()
    deeper = [len(after) - len(after.lstrip()) > len(line) - len(line.lstrip()) for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    header, number = [], 0
    for line, group in zip(lines, deeper, strict=True):
        number += source.choice((1, 1, 1, 2))
        label = f"{line[: len(line) - len(line.lstrip())]}- {line.lstrip()}"
        printed = source.choice(["", f"={source.randint(1, 16)}+{source.randint(1, 16)}", f"=2+...+{source.randint(1, 16)}", "=", "=9≥1"])
        header.append(label if group else f"{label} :: {number}{printed}")
    body = "\n".join(f"{line[: len(line) - len(line.lstrip())]}{source.choice(('', f'{index:02d}'))} | {line.lstrip()}" for index, line in enumerate(_tree(source, 8).splitlines(), 1))
    form = column_trees.form(form_id, form_id.upper(), "BIỂU", "- Chỉ tiêu :: A\n" + "\n".join(header), body)
    section = form["sections"]["items"]["s1"]
    codes = [node["code"] for tree in (section["columns"], section["rows"]) for node in tree["nodes"].values() if "code" in node] or ["c1"]
    some = {f"k{index}": f"{source.choice(codes)} {source.choice(('=', '<=', '>=', '-'))} {source.choice(codes)} + {source.choice(codes)}" for index in range(6)}
    for node in source.sample(list(section["columns"]["nodes"].values()), 3):
        if "code" in node:
            node["cell"] = {"kind": "computed", "formula": f"{source.choice(codes)} + {source.choice(codes)}"}
    return form, column_trees.rules(form_id, some)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_drawn_gets_whole_sentences(seed: int) -> None:
    source = random.Random(seed)
    parts = [document for form_id in ("f_1", "f_2", "f_3") for document in _drawn(source, form_id)]
    for problem in check_template(column_trees.regime(*parts)):
        assert problem.code != "template.schema", problem.sentence()
        for lang in ("vi", "en"):
            assert "{" not in problem.sentence(lang) + problem.hint(lang), (problem.code, problem.args)
