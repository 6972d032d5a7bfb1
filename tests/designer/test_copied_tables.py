"""A table copied for each member of a list: what a copy brings, what it leaves, one step back, and how many there may be."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from designer.copies.tables import copy_tables
from designer.operations import revert, run
from designer.operations.integrity import LIMITS
from metadata.canonical import canonical
from metadata.checks import check_template
from metadata.errors import KhuonError
from tests.designer.conftest import make_draft
from tests.designer.samples import template
from tests.designer.test_library_api import People, act, documents
from tests.people import code_of

Documents = dict[str, dict[str, Any]]
FORM = "f_01xld"


def regime() -> Documents:
    """The sample regime, its table with all that may speak of a table."""
    documents = template()
    table = documents[FORM]["sections"]["items"]["s1"]
    table["title"] = "I. Đơn"
    table["columns"]["nodes"]["c1"]["indicator"] = "i_don"
    table["columns"]["nodes"]["c1"]["relation"] = "1=2+3"
    table["cells"]["r3:c1"] = {"kind": "computed", "formula": "r01.c1 + prev(r02.c1) + form(f_khac, c1)"}
    documents[FORM]["footnotes"]["items"]["n1"]["at"] = ["c1", "r2:c3"]
    documents[FORM]["sections"]["items"]["s3"]["fields"]["items"]["q1"]["cell"] = {"kind": "number"}
    rules = documents["k_01xld"]
    rules["items"]["k1"]["examples"] = [{"cells": {"r1:c1": "5", "r1:c2": "6"}, "expect": "fail"}]
    rules["items"]["k2"] = {"expr": "c1 == c2 + c3", "severity": "error", "origin": {"kind": "printed", "column": "c1"}}
    rules["items"]["k3"] = {"expr": "q1 <= r03.c1", "severity": "warning", "origin": {"kind": "manual"}}
    rules["items"]["k4"] = {"expr": "c1 >= form(f_khac, c1)", "severity": "warning", "origin": {"kind": "cross"}}
    rules["items"]["k5"] = {"expr": "c2 >= 0", "severity": "warning", "rows": ["r1"], "origin": {"kind": "manual"}}
    rules["order"] = ["k1", "k2", "k3", "k4", "k5"]
    documents["x_01xld"]["cells"]["r1:c2"] = {"how": "formula", "expr": "c2 + c3"}
    documents["x_01xld"]["time"] = {"c2": "first"}
    documents["l_01xld"]["styles"] = {"bold_rows": ["r3"], "break_rows": []}
    documents["f_khac"] = {"spec": "form/1", "id": "f_khac", "code": "K", "title": "Khác", "sections": {"order": ["t1"], "items": {"t1": _small()}}}
    documents["g_thu"]["forms"] = [FORM, "f_khac"]
    return documents


def _small() -> dict[str, Any]:
    columns = {"root": ["a1"], "nodes": {"a1": {"label": "Số", "code": "c1", "number": "1"}}}
    return {"kind": "grid", "title": "", "columns": columns, "rows": {"root": ["b1"], "nodes": {"b1": {"label": "Dòng", "kind": "data"}}}}


def copied(documents: Documents, members: list[str]) -> tuple[Documents, list[dict[str, Any]], list[str]]:
    made = copy_tables(documents, FORM, "s1", "d_loai", members)
    after = run(documents, made.operations).documents
    return after, [after[FORM]["sections"]["items"][key] for key in made.sections], made.left


def by_label(table: dict[str, Any], axis: str) -> dict[str, tuple[str, dict[str, Any]]]:
    return {node["label"]: (key, node) for key, node in table[axis]["nodes"].items()}


def test_a_copy_a_member_stands_behind_the_table_with_the_name_of_the_member() -> None:
    before = regime()
    after, tables, _ = copied(before, ["m2", "m1"])
    assert [table["title"] for table in tables] == ["I. Đơn – Khiếu nại", "I. Đơn – Tố cáo"]  # in the order of the list
    order = after[FORM]["sections"]["order"]
    assert [after[FORM]["sections"]["items"][key]["title"] for key in order[:4]] == ["I. Đơn", "I. Đơn – Khiếu nại", "I. Đơn – Tố cáo", "Đánh giá"]
    assert after[FORM]["sections"]["items"]["s1"] == before[FORM]["sections"]["items"]["s1"]
    # Nothing is found wrong that was not wrong before.
    codes = [(one.code, one.severity) for one in check_template(before)]
    assert [(one.code, one.severity) for one in check_template(after) if one.severity == "error"] == [each for each in codes if each[1] == "error"]
    assert "binding.asked_twice" not in {one.code for one in check_template(after)}


def test_ids_are_fresh_and_what_stands_in_the_copy_speaks_of_the_copy() -> None:
    after, (first, second), _ = copied(regime(), ["m1", "m2"])
    source = after[FORM]["sections"]["items"]["s1"]
    ids = [set(table[axis]["nodes"]) for table in (source, first, second) for axis in ("columns", "rows")]
    assert len(set().union(*ids)) == sum(map(len, ids))
    columns, rows = by_label(first, "columns"), by_label(first, "rows")
    c1, c2, c3 = (columns[label][1]["code"] for label in ("Tổng số đơn", "Đơn có nhiều người đứng tên", "Đơn khác"))
    r1, r2 = rows["Cấp xã"][1]["code"], rows["Phường"][1]["code"]
    assert columns["Đã xử lý"][1]["cell"]["formula"] == f"{c2} + {c3}"
    assert columns["Tổng số đơn"][1]["relation"] == "1=2+3"
    assert columns["Tổng số đơn"][1]["number"] == "1"
    total = f"{rows['Tổng cộng'][0]}:{columns['Tổng số đơn'][0]}"
    # What another form is asked for stays what it was.
    assert first["cells"][total]["formula"] == f"{r1}.{c1} + prev({r2}.{c1}) + form(f_khac, c1)"
    assert first["cells"][f"{rows['Phường'][0]}:{columns['Đơn khác'][0]}"] == {"kind": "blocked"}


def test_checks_ways_marks_and_look_come_along() -> None:
    after, (first,), left = copied(regime(), ["m2"])
    columns, rows = by_label(first, "columns"), by_label(first, "rows")
    c1, c2, c3 = (columns[label] for label in ("Tổng số đơn", "Đơn có nhiều người đứng tên", "Đơn khác"))
    rules = after["k_01xld"]
    fresh = [rules["items"][key] for key in rules["order"][5:]]
    assert [rule["expr"] for rule in fresh] == [f"{c1[1]['code']} >= {c2[1]['code']} + {c3[1]['code']}", f"{c1[1]['code']} == {c2[1]['code']} + {c3[1]['code']}", f"{c2[1]['code']} >= 0"]
    r1 = rows["Cấp xã"][0]
    assert fresh[0]["examples"] == [{"cells": {f"{r1}:{c1[0]}": "5", f"{r1}:{c2[0]}": "6"}, "expect": "fail"}]
    assert fresh[1]["origin"] == {"kind": "printed", "column": c1[0]}
    assert fresh[2]["rows"] == [r1]
    # A check that speaks of something outside of the table too would be wrong of one member.
    assert left == ["k_01xld/k3", "k_01xld/k4"]
    ways = after["x_01xld"]
    assert ways["cells"][columns["Đã xử lý"][0]] == {"how": "recompute"}
    assert ways["cells"][f"{r1}:{c2[0]}"] == {"how": "formula", "expr": f"{c2[1]['code']} + {c3[1]['code']}"}
    assert ways["time"][c2[0]] == "first"
    assert after[FORM]["footnotes"]["items"]["n1"]["at"] == ["c1", "r2:c3", c1[0], f"{rows['Phường'][0]}:{c3[0]}"]
    assert after["l_01xld"]["styles"]["bold_rows"] == ["r3", rows["Tổng cộng"][0]]


def test_what_is_bound_to_an_indicator_is_bound_to_the_member() -> None:
    _, (first,), _ = copied(regime(), ["m2"])
    bound = {label: node.get("members") for label, (_, node) in by_label(first, "columns").items() if node.get("members")}
    assert bound == {"Tổng số đơn": ["d_loai.m2"]}


def test_a_table_without_indicators_is_bound_at_its_headers_and_one_with_the_list_not_twice() -> None:
    drawn = regime()
    nodes = drawn[FORM]["sections"]["items"]["s1"]["columns"]["nodes"]
    del nodes["c1"]["indicator"]
    _, (first,), _ = copied(drawn, ["m1"])
    bound = {label for label, (_, node) in by_label(first, "columns").items() if node.get("members") == ["d_loai.m1"]}
    assert bound == {"Tổng số đơn", "Kỳ trước chuyển sang", "Đã xử lý", "Ghi chú"}
    nodes["c2"]["members"] = ["d_loai.m2"]
    _, (again,), _ = copied(drawn, ["m1"])
    assert [node["members"] for _, node in by_label(again, "columns").values() if "members" in node] == [["d_loai.m2"]]


def test_one_step_back_gives_the_same_bytes() -> None:
    before = regime()
    made = copy_tables(before, FORM, "s1", "d_loai", ["m1", "m2"])
    applied = run(before, made.operations)
    assert canonical(applied.documents) != canonical(before)
    changes = [change for done in applied.done for change in done.changes]
    assert canonical(revert(applied.documents, changes)[0]) == canonical(before)


def test_more_tables_or_cells_than_a_form_may_have_are_refused_with_how_many_fit() -> None:
    drawn = regime()
    names = {f"m{n}": {"name": f"Mục {n}"} for n in range(1, 60)}
    drawn["d_loai"]["members"] = {"order": list(names), "items": names}
    with pytest.raises(KhuonError) as refused:
        copy_tables(drawn, FORM, "s1", "d_loai", list(names))
    (problem,) = refused.value.problems
    assert (problem.code, problem.args["count"], problem.args["limit"], problem.args["room"]) == ("copies.too_many_tables", 63, LIMITS["sections"], 36)
    rows = {f"x{n}": {"label": f"Dòng {n}", "kind": "data"} for n in range(2_900)}
    drawn[FORM]["sections"]["items"]["s1"]["rows"] = {"root": list(rows), "nodes": rows}
    with pytest.raises(KhuonError) as refused:
        copy_tables(drawn, FORM, "s1", "d_loai", list(names)[:9])
    (problem,) = refused.value.problems
    assert (problem.code, problem.args["room"]) == ("copies.too_many_cells", 4)


@pytest.mark.parametrize(("section", "members", "code"), [("s1", [], "copies.no_member"), ("s1", ["m1", "m9"], "copies.no_member"), ("s3", ["m1"], "draft.no_place"), ("s9", ["m1"], "draft.no_place")])
def test_what_is_not_there_is_said(section: str, members: list[str], code: str) -> None:
    with pytest.raises(KhuonError) as refused:
        copy_tables(regime(), FORM, section, "d_loai", members)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_over_the_wire_one_gesture_goes_in_and_out_again(app: Flask, person: People) -> None:
    draft = make_draft(app, documents=regime())
    who = person("designer")
    before = documents(app, draft)
    answer = who.api("POST", f"/api/drafts/{draft}/copies", {"form": FORM, "section": "s1", "list": "d_loai", "members": ["m1", "m2"]})
    assert answer.status_code == 200
    assert documents(app, draft) == before  # asking changes nothing
    made = answer.get_json()
    assert made["left"] == 2
    rev = act(who, draft, made["operations"], 0)["rev"]
    assert documents(app, draft)[FORM]["sections"]["order"] == ["s1", *made["sections"], "s2", "s3", "s4"]
    assert who.api("POST", f"/api/drafts/{draft}/undo", {"base": rev}).status_code == 200
    assert canonical(documents(app, draft)) == canonical(before)
    refused = who.api("POST", f"/api/drafts/{draft}/copies", {"form": FORM, "section": "s1", "list": "d_loai", "members": []})
    assert (refused.status_code, code_of(refused)) == (422, "copies.no_member")
