"""The printed line of a column and the checks that come with it."""

from __future__ import annotations

from typing import Any

from designer.operations import revert, run
from metadata.canonical import canonical
from tests.designer.samples import template


def line(text: str, column: str = "c1", **more: Any) -> dict[str, Any]:
    return {"op": "set_relation", "doc": "f_01xld", "section": "s1", "column": column, "text": text, **more}


def printed(documents: dict[str, Any]) -> dict[str, str]:
    items = documents["k_01xld"]["items"]
    return {key: items[key]["expr"] for key in documents["k_01xld"]["order"] if items[key].get("origin", {}).get("kind") == "printed"}


def test_a_line_is_kept_as_printed_and_becomes_checks() -> None:
    applied = run(template(), [line("1 = 2+3 =8")])
    assert applied.documents["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c1"]["relation"] == "1 = 2+3 =8"
    assert list(printed(applied.documents).values()) == ["c1 == c2 + c3", "c1 == c8"]
    rule = applied.documents["k_01xld"]["items"]["k_c1_0"]
    assert rule == {
        "expr": "c1 == c2 + c3",
        "severity": "error",
        "tolerance": "0",
        "blanks": "nothing",
        "printed": "1=2+3",
        "origin": {"kind": "printed", "column": "c1", "part": 0},
    }
    assert applied.problems == ()
    assert applied.done[0].label == 'Dòng quan hệ của cột 1: "1 = 2+3 =8"'


def test_changing_a_line_keeps_the_ids_and_settings_of_its_checks() -> None:
    first = run(template(), [line("1=2+3=8")]).documents
    softer = {"op": "set", "path": ["k_01xld", "items", "k_c1_0", "severity"], "value": "warning", "was": "error"}
    changed = run(first, [softer, line("1=2+8")]).documents
    assert printed(changed) == {"k_c1_0": "c1 == c2 + c8"}
    assert changed["k_01xld"]["items"]["k_c1_0"]["severity"] == "warning"
    assert changed["k_01xld"]["order"] == ["k1", "k_c1_0"]


def test_an_empty_line_takes_its_checks_away() -> None:
    first = run(template(), [line("1=2+3")]).documents
    cleared = run(first, [line("")]).documents
    assert canonical(cleared) == canonical(template())


def test_a_line_that_cannot_be_read_is_kept_and_reported() -> None:
    applied = run(run(template(), [line("1=2+3")]).documents, [line("1 = 2 + 99")])
    assert applied.documents["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c1"]["relation"] == "1 = 2 + 99"
    assert printed(applied.documents) == {}
    assert [problem.code for problem in applied.problems] == ["formula.relation_unknown"]
    assert applied.problems[0].place == "f_01xld/s1/c1"


def test_a_form_without_checks_gets_its_rules_document_and_loses_it_on_undo() -> None:
    documents = template()
    del documents["k_01xld"]
    applied = run(documents, [line("1=2+3")])
    assert applied.documents["k_01xld"]["order"] == ["k_c1_0"]
    back, _ = revert(applied.documents, applied.done[0].changes)
    assert canonical(back) == canonical(documents)
