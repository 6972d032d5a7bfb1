"""The row of column numbers; and whatever is drawn, the linter speaks in whole sentences."""

from __future__ import annotations

import random
from typing import Any

import pytest

from metadata.checks import check_template
from metadata.errors import Problem
from tests.metadata import column_trees
from tests.metadata.examples import documents
from tests.metadata.linting import findings


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
