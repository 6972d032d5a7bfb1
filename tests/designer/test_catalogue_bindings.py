"""What a cell means by its row and its column, what is wrong with bindings, what an indicator is used by."""

from __future__ import annotations

from typing import Any

import pytest

from designer.operations import run
from metadata.bindings import points_of
from metadata.checks import check_template
from metadata.diff import compare
from metadata.errors import KhuonError
from metadata.template import Template
from metadata.uses import uses_in
from tests.designer.samples import template

Documents = dict[str, Any]


def bound(columns: dict[str, dict[str, Any]], rows: dict[str, dict[str, Any]] | None = None) -> Documents:
    """The sample with two indicators, the list of sexes, and these bindings."""
    documents = template()
    for key, code, name in (("i_don", "KN.01", "Tổng số đơn"), ("i_vu", "KN.02", "Số vụ việc")):
        documents[key] = {"spec": "indicator/1", "id": key, "code": code, "name": name, "unit": "vu_viec", "disaggregations": ["d_gt"]}
    names = {"nam": {"name": "Nam"}, "nu": {"name": "Nữ"}}
    documents["d_gt"] = {"spec": "dimension/1", "id": "d_gt", "name": "Giới tính", "kind": "closed", "members": {"order": ["nam", "nu"], "items": names}}
    section = documents["f_01xld"]["sections"]["items"]["s1"]
    for axis, said in (("columns", columns), ("rows", rows or {})):
        for node, binding in said.items():
            section[axis]["nodes"][node].update(binding)
    return documents


def found(documents: Documents) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in check_template(documents) if one.code.startswith("binding")]


def keys(documents: Documents) -> dict[tuple[str, str], tuple[str, tuple[str, ...]]]:
    form = Template(documents).form("f_01xld")
    return {(point.row, point.column): point.key for point in points_of(form)}


def test_a_cell_is_the_indicator_of_one_side_with_the_members_of_the_other() -> None:
    documents = bound({"c1": {"indicator": "i_don"}, "c2": {"indicator": "i_vu"}}, {"r1": {"members": ["d_gt.nam"]}, "r2": {"members": ["d_gt.nu"]}})
    assert keys(documents) == {
        ("r1", "c1"): ("i_don", ("d_gt.nam",)), ("r1", "c2"): ("i_vu", ("d_gt.nam",)),
        ("r2", "c1"): ("i_don", ("d_gt.nu",)), ("r2", "c2"): ("i_vu", ("d_gt.nu",)),
        ("", "c1"): ("i_don", ()), ("", "c2"): ("i_vu", ()),
    }  # fmt: skip
    assert found(documents) == []


def test_a_group_hands_its_binding_down_and_a_column_may_say_otherwise() -> None:
    documents = bound({"g1": {"indicator": "i_don", "members": ["d_gt.nam"]}, "c3": {"members": ["d_gt.nu"]}})
    assert keys(documents) == {("", "c2"): ("i_don", ("d_gt.nam",)), ("", "c3"): ("i_don", ("d_gt.nu",))}


FAULTS = [
    ("binding.two_indicators", "f_01xld/s1/r1:c1", {"c1": {"indicator": "i_don"}}, {"r1": {"indicator": "i_vu"}}),
    ("binding.two_members", "f_01xld/s1/r1:c1", {"c1": {"indicator": "i_don", "members": ["d_gt.nu"]}}, {"r1": {"members": ["d_gt.nam"]}}),
    ("binding.member_unknown", "f_01xld/s1/c1", {"c1": {"indicator": "i_don", "members": ["d_gt.khac"]}}, {}),
    ("binding.asked_twice", "f_01xld/s1/c2", {"c1": {"indicator": "i_don"}, "c2": {"indicator": "i_don"}}, {}),
    ("binding.unit", "f_01xld/s1/c1", {"c1": {"indicator": "i_don", "cell": {"unit": "nguoi"}}}, {}),
]


@pytest.mark.parametrize(("code", "place", "columns", "rows"), FAULTS, ids=[fault[0] for fault in FAULTS])
def test_a_fault_is_found_at_its_place(code: str, place: str, columns: dict[str, Any], rows: dict[str, Any]) -> None:
    assert (code, place) in found(bound(columns, rows))


def test_a_list_that_the_indicator_does_not_name_is_found() -> None:
    documents = bound({"c1": {"indicator": "i_don", "members": ["d_gt.nu"]}})
    assert found(documents) == []
    del documents["i_don"]["disaggregations"]
    assert found(documents) == [("binding.list_foreign", "f_01xld/s1/c1")]


def test_members_tell_two_columns_of_one_indicator_apart() -> None:
    documents = bound({"c1": {"indicator": "i_don"}, "c2": {"indicator": "i_don", "members": ["d_gt.nu"]}})
    assert found(documents) == []


def test_every_use_is_named() -> None:
    documents = bound({"c1": {"indicator": "i_don", "members": ["d_gt.nu"]}})
    documents["k_01xld"]["items"]["k9"] = {"expr": "c1 >= c2", "severity": "error"}
    documents["k_01xld"]["order"].append("k9")
    assert {(use.kind, use.id) for use in uses_in(documents, "i_don")} >= {("column", "c1"), ("rule", "k9")}
    assert next(use.id for use in uses_in(documents, "d_gt.nu")) == "c1"
    assert ("indicator", "i_vu") in {(use.kind, use.id) for use in uses_in(documents, "d_gt")}
    assert uses_in(documents, "i_vu") == []


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "set", "path": ["i_don"], "value": None},
        {"op": "set", "path": ["d_gt"], "value": None},
        {"op": "remove_item", "path": ["d_gt", "members"], "id": "nu"},
    ],
)
def test_what_is_used_is_not_removed(operation: dict[str, Any]) -> None:
    documents = bound({"c1": {"indicator": "i_don", "members": ["d_gt.nu"]}})
    with pytest.raises(KhuonError) as refused:
        run(documents, [operation])
    assert refused.value.code == "indicator.used"
    assert "01/XLD Tổng số đơn" in refused.value.problems[0].sentence("vi")


def test_what_is_not_used_is() -> None:
    documents = bound({"c1": {"indicator": "i_don", "members": ["d_gt.nu"]}})
    after = run(documents, [{"op": "remove_item", "path": ["d_gt", "members"], "id": "nam"}, {"op": "set", "path": ["i_vu"], "value": None, "was": documents["i_vu"]}]).documents
    assert "i_vu" not in after
    assert after["d_gt"]["members"]["order"] == ["nu"]


def test_a_remark_that_was_answered_stands_in_the_log_and_in_the_diff() -> None:
    documents = bound({})
    path = ["f_01xld", "sections", "items", "s1", "columns", "nodes", "c1", "repeats"]
    applied = run(documents, [{"op": "set", "path": path, "value": ["g_khac/f_9/c1"]}])
    assert applied.done[0].label == 'Đổi ghi nhận cố ý hỏi lại của cột "Tổng số đơn"'
    (change,) = compare(documents, applied.documents).changes
    assert (change.level, "cố ý hỏi lại" in change.as_json("vi")["text"]) == (0, True)
