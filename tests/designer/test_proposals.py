"""What findings propose goes through the ordinary operations, makes the finding go away, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from designer.operations import revert, run
from metadata.canonical import canonical
from metadata.checks import check_template
from metadata.errors import Problem
from tests.metadata import column_trees, forms_2024
from tests.metadata.examples import documents

Docs = dict[str, Any]
HEADER = "- Chỉ tiêu :: A\n- Mã số :: B\n- Tổng số :: 1\n- Chia theo trình độ\n  - Tiến sỹ :: 2\n  - Thạc sỹ :: 3\n  - Khác :: 4\n- Trong đó: nữ :: 5"
BODY = "01 | Tổng số\n  02 | Trong đó: đảng viên\n  03 | Khối hành chính"


def people(**rules: str) -> Docs:
    return column_trees.regime(column_trees.form("f_1", "02/T", "BIỂU THỬ", HEADER, BODY), column_trees.rules("f_1", rules))


def column(docs: Docs, form: str, node: str, **values: Any) -> Docs:
    docs[form]["sections"]["items"]["s1"]["columns"]["nodes"][node].update(values)
    return docs


def unheld() -> Docs:
    docs = forms_2024.documents("f_04xld")
    docs["k_04xld"]["items"].pop("k_c8_1")
    docs["k_04xld"]["order"].remove("k_c8_1")
    return docs


def unprinted() -> Docs:
    docs = forms_2024.documents("f_03xld")
    docs["k_03xld"]["items"]["own"] = {"expr": "c1 = c4 + c5", "severity": "error"}
    docs["k_03xld"]["order"].append("own")
    return docs


def slip(line: str, node: str = "c1") -> Docs:
    return column(documents("thanh_tra_2021"), "f_01xld", node, relation=line)


MADE: list[tuple[str, Callable[[], Docs]]] = [
    ("formula.relation_part", lambda: forms_2024.documents("f_04xld")),
    ("formula.relation_unheld", unheld),
    ("formula.relation_unprinted", unprinted),
    ("formula.relation_unknown", lambda: slip("9=11+12+31 =14+15+16+17 =18+22", "c9")),
    ("formula.relation_twice", lambda: slip("18=19+20+20", "c18")),
    ("formula.relation_itself", lambda: slip("18=18+19+20+21", "c18")),
    ("template.relation_omitted", forms_2024.documents),
    ("template.partition_unchecked", lambda: people(k1="c5 <= c1")),
    ("template.partition_at_most", lambda: people(k1="c1 >= c2 + c3 + c4")),
    ("template.part_equal", lambda: people(k1="r01 = r02", k2="c1 = c2 + c3 + c4")),
    ("template.part_computed", lambda: documents("giai_ngan")),
    ("template.part_added", lambda: people(k1="r01 = r02 + r03", k2="c1 = c2 + c3 + c4")),
    ("template.number_missing", lambda: column(documents("thanh_tra_2021"), "f_01xld", "c8", number=None)),
    ("template.number_duplicate", lambda: column(documents("thanh_tra_2021"), "f_02xld", "c30", number="29")),
    ("template.number_jump", lambda: column(documents("thanh_tra_2021"), "f_02xld", "c30", number="31")),
    ("template.number_letter", lambda: column(documents("khcn_2015"), "f_02kh", "cB", number="C")),
    ("template.number_of_stub", lambda: column(documents("khcn_2015"), "f_02kh", "c9", number="K")),
    ("template.code_duplicate", lambda: column(documents("thanh_tra_2021"), "f_01xld", "c26", code="c2")),
    ("template.code_missing", lambda: column(documents("thanh_tra_2021"), "f_01xld", "c26", code=None)),
]


def without_nulls(docs: Docs) -> Docs:
    for form in docs.values():
        for section in form.get("sections", {}).get("items", {}).values():
            for node in section.get("columns", {}).get("nodes", {}).values():
                for key in [key for key, value in node.items() if value is None]:
                    del node[key]
    return docs


def accepting(docs: Docs, problem: Problem) -> list[dict[str, Any]]:
    """The operations of the designer's button, as the browser sends them."""
    args = problem.args
    if "proposal_of" in args:
        rules, rule = args["proposal_of"].split("/")
        was = docs[rules]["items"][rule]
        return [{"op": "set_rule", "rules": rules, "id": rule, "was": was, "rule": {**was, "expr": args["proposal_expr"]}}]
    doc, section, node = problem.place.split("/")
    axis = "columns" if node in docs[doc]["sections"]["items"][section]["columns"]["nodes"] else "rows"
    path = [doc, "sections", "items", section, axis, "nodes"]
    if "proposal_line" in args:
        return [{"op": "set_relation", "doc": doc, "section": section, "column": node, "text": args["proposal_line"]}]
    if "proposal_rule" in args:
        return [{"op": "set_rule", "rules": doc, "id": "k_new", "rule": args["proposal_rule"]}]
    name = next(one for one in ("caption", "code", "number", "numbers") if f"proposal_{one}" in args)
    found = args["proposal_numbers"] if name == "numbers" else {node: args[f"proposal_{name}"]}
    key = {"caption": "label", "numbers": "number"}.get(name, name)
    nodes = docs[doc]["sections"]["items"][section][axis]["nodes"]
    return [{"op": "set", "path": [*path, one, key], "value": value, "was": nodes[one].get(key)} for one, value in found.items()]


@pytest.mark.parametrize(("code", "made"), MADE, ids=[code for code, _ in MADE])
def test_a_proposal_mends_what_was_found(code: str, made: Callable[[], Docs]) -> None:
    before = without_nulls(made())
    problem = next(p for p in check_template(before) if p.code == code)
    assert all("{" not in problem.sentence(lang) + problem.hint(lang) for lang in ("vi", "en"))
    applied = run(before, accepting(before, problem))
    left = {(p.code, p.place) for p in check_template(applied.documents)}
    assert (code, problem.place) not in left
    assert left < {(p.code, p.place) for p in check_template(before)}
    back = applied.documents
    for done in reversed(applied.done):
        back, _ = revert(back, done.changes)
    assert canonical(back) == canonical(before)
