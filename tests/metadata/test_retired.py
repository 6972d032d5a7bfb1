"""Properties that are no longer part of the language: old documents load, a draft that states one is told, removing it is one of look."""

from __future__ import annotations

import copy
from typing import Any

from metadata.checks import check_template
from metadata.diff import compare
from metadata.documents import document_problems
from metadata.template import Template
from tests.designer.samples import template

FORM = "f_01xld"


def stated() -> dict[str, dict[str, Any]]:
    documents = template()
    documents[FORM]["sections"]["items"]["s1"]["sheets"] = "d_loai"
    documents["g_thu"]["route"] = ["leader"]
    return documents


def test_documents_of_before_are_read() -> None:
    documents = stated()
    assert [problem for each in documents.values() for problem in document_problems(each)] == []
    assert Template(documents).form(FORM).id == FORM


def test_a_draft_that_states_one_is_told_where_and_what_to_clear() -> None:
    found = [one for one in check_template(stated()) if one.code == "template.property_retired"]
    assert {(one.place, one.severity, one.args["name"]) for one in found} == {(f"{FORM}/s1/sheets", "warning", "Mỗi mục một tờ"), ("g_thu/route", "warning", "Tuyến duyệt")}
    sheets = next(one for one in found if one.place.startswith(FORM))
    assert sheets.args["proposal_clear"] == [FORM, "sections", "items", "s1", "sheets"]
    assert "Nhân bảng theo danh mục" in sheets.args["why"]
    assert not [one for one in check_template(template()) if one.code == "template.property_retired"]


def test_removing_it_is_a_change_of_look() -> None:
    before = stated()
    after = copy.deepcopy(before)
    del after[FORM]["sections"]["items"]["s1"]["sheets"]
    changes = compare(before, after).changes
    assert [(change.level, change.layer) for change in changes] == [(0, "look")]
