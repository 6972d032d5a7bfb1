"""Rows that a form gives under an open row: what a template may say of them, what a change of them is called, how they print."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from metadata.checks import check_template
from metadata.diff import compare
from renderers.build import Filling, build
from tests.forms_md import read
from tests.metadata.examples import documents

Docs = dict[str, Any]
TWO = {"order": ["da", "db"], "items": {"da": {"label": "Dự án A"}, "db": {"label": "Dự án B"}}}
LIST = {"spec": "dimension/1", "id": "d_moi", "name": "Lĩnh vực", "kind": "closed", "members": {"order": ["a"], "items": {"a": {"code": "A", "name": "Đất đai"}}}}


def with_rows(given: Any, **rules: Any) -> Docs:
    docs = copy.deepcopy(documents("thanh_tra_2021"))
    rows = docs["f_01xld"]["sections"]["items"]["s1"]["rows"]
    rows["root"].append("rx")
    rows["nodes"]["rx"] = {"label": "Trong đó", "kind": "open", "code": "rx", "open": {**rules, "given": given}}
    return docs


def codes(docs: Docs) -> set[str]:
    return {one.code for one in check_template(docs) if one.severity == "error"}


@pytest.mark.parametrize(
    ("given", "rules", "code"),
    [
        ({"order": ["da"], "items": {"da": {}}}, {}, "template.given_unnamed"),
        ({"order": ["da", "db"], "items": {"da": {"label": "Dự án A"}, "db": {"label": " dự  án a"}}}, {}, "template.given_twice"),
        (TWO, {"max": 1}, "template.given_many"),
        (TWO, {"catalogue": "d_moi"}, "template.given_catalogue"),
        ({"order": ["da"], "items": {"da": {"item": "z"}}}, {"catalogue": "d_moi"}, "template.reference"),
        ({"order": ["DA"], "items": {"DA": {"label": "x"}}}, {}, "template.schema"),
        ({"order": ["da"], "items": {}}, {}, "template.tree"),
    ],
)
def test_slips_are_found(given: Any, rules: dict[str, Any], code: str) -> None:
    docs = with_rows(given, **rules)
    docs["d_moi"] = LIST
    assert code in codes(docs)


def test_captions_and_members_that_hold_are_in_order() -> None:
    assert codes(with_rows(TWO)) == set()
    assert codes({**with_rows({"order": ["x"], "items": {"x": {"item": "a"}}}, catalogue="d_moi"), "d_moi": LIST}) == set()


def test_a_change_is_said_with_the_captions_and_weighed() -> None:
    three = {"order": ["da", "db", "dc"], "items": {**TWO["items"], "dc": {"label": "Dự án C"}}}  # type: ignore[dict-item]
    (more,) = compare(with_rows(TWO), with_rows(three)).changes
    assert "các dòng cho sẵn từ Dự án A, Dự án B sang Dự án A, Dự án B, Dự án C" in more.words.vi
    (fewer,) = compare(with_rows(three), with_rows(TWO)).changes
    assert (more.level, fewer.level) == (1, 2)


def test_the_empty_form_prints_them_above_its_empty_line_and_numbers_run_on() -> None:
    sheet = read(
        """
        | TT | Dự án   | Vốn |
        | A  | B       | 1   |
        |----|---------|-----|
        |    | * Dự án |     |
        """
    )
    sheet.document["sections"]["items"]["s1"]["rows"]["nodes"]["r1"]["open"] = {"given": TWO}

    def lines(filling: Filling) -> list[list[str]]:
        return [[cell.text for cell in row.cells[:2]] for row in build(sheet.form, sheet.layout, filling).tables[0].rows]

    assert lines(Filling()) == [["1", "Dự án A"], ["2", "Dự án B"], ["3", "Dự án"]]
    filled = Filling(instances={"r1": [("da", "Dự án A"), ("db", "Dự án B"), ("k1", "Đường tỉnh 376")]})
    assert lines(filled) == [["1", "Dự án A"], ["2", "Dự án B"], ["3", "Đường tỉnh 376"]]
