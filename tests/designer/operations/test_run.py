"""Typed operations: what each does, what it refuses, and that everything can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from designer.operations import Context, apply_changes, revert, run
from metadata.canonical import canonical
from metadata.errors import KhuonError
from tests.designer.samples import S1, C, R, template


def node(documents: dict[str, Any], axis: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = documents["f_01xld"]["sections"]["items"]["s1"][axis]["nodes"][key]
    return found


def on_tree(op: str, key: str, axis: str = "columns", **more: Any) -> dict[str, Any]:
    return {"op": op, "doc": "f_01xld", "section": "s1", "axis": axis, "id": key, **more}


def refused(operations: list[Any], context: Context | None = None) -> str:
    with pytest.raises(KhuonError) as caught:
        run(template(), operations, context)
    return caught.value.code


def test_set_changes_one_value_and_names_it_in_the_history() -> None:
    applied = run(template(), [{"op": "set", "path": [*C, "c1", "label"], "value": "Tổng số", "was": "Tổng số đơn"}])
    assert node(applied.documents, "columns", "c1")["label"] == "Tổng số"
    assert applied.done[0].label == 'Đổi tên của cột "Tổng số đơn" thành "Tổng số"'
    assert [change.as_json() for change in applied.done[0].changes] == [
        {"path": [*C, "c1", "label"], "old": "Tổng số đơn", "new": "Tổng số"}
    ]


def test_set_makes_the_objects_it_needs_and_clears_them_when_empty() -> None:
    made = run(template(), [{"op": "set", "path": [*C, "c1", "cell", "unit"], "value": "nguoi"}])
    assert node(made.documents, "columns", "c1")["cell"] == {"unit": "nguoi"}
    cleared = run(made.documents, [{"op": "set", "path": [*C, "c1", "cell", "unit"], "value": None, "was": "nguoi"}])
    assert canonical(cleared.documents) == canonical(template())


def test_set_of_a_value_that_another_person_changed_is_a_conflict_with_both_values() -> None:
    with pytest.raises(KhuonError) as caught:
        run(template(), [{"op": "set", "path": [*C, "c1", "label"], "value": "Của tôi", "was": "Nhãn cũ"}])
    problem = caught.value.problems[0]
    assert (problem.code, problem.args["yours"], problem.args["theirs"]) == ("draft.conflict", "Của tôi", "Tổng số đơn")


def test_text_is_kept_in_nfc() -> None:
    decomposed = "Ha\u0300 No\u0323\u0302i"
    applied = run(template(), [{"op": "set", "path": [*C, "c1", "label"], "value": decomposed, "was": "Tổng số đơn"}])
    assert node(applied.documents, "columns", "c1")["label"] == "Hà Nội"


def test_insert_node_behind_a_sibling_under_a_parent() -> None:
    applied = run(template(), [on_tree("insert_node", "c4", parent="g1", after="c2", node={"label": "Mới", "code": "c4"})])
    assert node(applied.documents, "columns", "g1")["children"] == ["c2", "c4", "c3"]
    assert applied.done[0].label == 'Thêm cột "Mới"'


def test_a_leaf_that_gets_a_child_loses_its_sparse_cells() -> None:
    applied = run(template(), [on_tree("insert_node", "c31", parent="c3", after=None, node={"label": "Con"})])
    assert "r2:c3" not in applied.documents["f_01xld"]["sections"]["items"]["s1"]["cells"]


def test_remove_node_takes_its_subtree_and_cells_and_keeps_rules() -> None:
    applied = run(template(), [on_tree("remove_node", "g1")])
    section = applied.documents["f_01xld"]["sections"]["items"]["s1"]
    assert section["columns"]["root"] == ["cA", "c1", "c8", "c9"]
    assert not {"g1", "c2", "c3"} & set(section["columns"]["nodes"])
    assert section["cells"] == {}
    assert applied.documents["k_01xld"] == template()["k_01xld"]


def noted(*at: str) -> dict[str, Any]:
    """The template, its footnote standing at these places."""
    documents = template()
    documents["f_01xld"]["footnotes"]["items"]["n1"]["at"] = list(at)
    return documents


def anchors(documents: dict[str, Any]) -> list[str]:
    at: list[str] = documents["f_01xld"]["footnotes"]["items"]["n1"]["at"]
    return at


@pytest.mark.parametrize(
    ("operation", "left"),
    [
        (on_tree("remove_node", "r2", "rows"), ["c1", "c3", "r1:c3"]),
        (on_tree("remove_node", "h1", "rows"), ["c1", "c3", "r1:c3"]),
        (on_tree("remove_node", "g1"), ["c1", "r2"]),
        (on_tree("insert_node", "c31", parent="c3", after=None, node={"label": "Con"}), ["c1", "c3", "r2"]),
        ({"op": "remove_section", "doc": "f_01xld", "id": "s1"}, []),
    ],
)
def test_a_footnote_loses_its_anchors_on_what_goes_and_gets_them_back_by_undo(operation: dict[str, Any], left: list[str]) -> None:
    before = noted("c1", "c3", "r2", "r1:c3", "r2:c3")
    applied = run(before, [operation])
    assert anchors(applied.documents) == left
    back, _ = revert(applied.documents, [change for done in applied.done for change in done.changes])
    assert canonical(back) == canonical(before)


def test_the_last_child_removed_leaves_a_leaf() -> None:
    applied = run(template(), [on_tree("remove_node", "r2", "rows")])
    assert "children" not in node(applied.documents, "rows", "h1")


def test_move_node_to_another_parent() -> None:
    applied = run(template(), [on_tree("move_node", "c8", parent="g1", after="c2")])
    assert node(applied.documents, "columns", "g1")["children"] == ["c2", "c8", "c3"]
    assert applied.documents["f_01xld"]["sections"]["items"]["s1"]["columns"]["root"] == ["cA", "c1", "g1", "c9"]
    assert applied.done[0].label == 'Chuyển cột "Đã xử lý"'


def test_move_within_its_own_siblings_to_the_front() -> None:
    applied = run(template(), [on_tree("move_node", "r3", "rows", parent=None, after=None)])
    assert applied.documents["f_01xld"]["sections"]["items"]["s1"]["rows"]["root"] == ["r3", "r1", "h1"]


def test_a_node_cannot_move_under_itself() -> None:
    assert refused([on_tree("move_node", "g1", parent="c2", after=None)]) == "draft.cycle"
    assert refused([on_tree("move_node", "g1", parent="g1", after=None)]) == "draft.cycle"


def test_items_of_ordered_maps() -> None:
    path = ["f_01xld", "footnotes"]
    applied = run(template(), [
        {"op": "insert_item", "path": path, "id": "n2", "item": {"mark": "2", "text": "Hai"}, "after": None},
        {"op": "move_item", "path": path, "id": "n1", "after": None},
        {"op": "remove_item", "path": path, "id": "n2"},
    ])
    assert applied.documents == template()
    assert [done.label for done in applied.done] == ['Thêm ghi chú "Hai"', 'Chuyển ghi chú "Không tính đơn trùng"', 'Xoá ghi chú "Hai"']


def test_sections_come_move_and_go() -> None:
    section = {"kind": "grid", "title": "Phụ", "columns": {"root": [], "nodes": {}}, "rows": {"root": [], "nodes": {}}}
    applied = run(template(), [
        {"op": "insert_section", "doc": "f_01xld", "id": "s5", "section": section, "after": "s1"},
        {"op": "move_section", "doc": "f_01xld", "id": "s5", "after": None},
        {"op": "remove_section", "doc": "f_01xld", "id": "s4"},
    ])
    assert applied.documents["f_01xld"]["sections"]["order"] == ["s5", "s1", "s2", "s3"]


def test_rules_are_set_and_removed_and_a_missing_rules_document_is_made() -> None:
    form = {"spec": "form/1", "id": "f_moi", "code": "02", "title": "", "sections": {"order": [], "items": {}}}
    rule = {"expr": "c1 > 0", "severity": "warning"}
    applied = run(template(), [
        {"op": "add_form", "id": "f_moi", "form": form},
        {"op": "set_rule", "rules": "f_moi", "id": "k9", "rule": rule},
    ])
    assert applied.documents["k_moi"]["items"] == {"k9": rule}
    gone = run(applied.documents, [{"op": "remove_rule", "rules": "k_moi", "id": "k9"}])
    assert gone.documents["k_moi"]["order"] == []


def test_a_form_comes_into_the_regime_and_goes_with_its_documents() -> None:
    applied = run(template(), [{"op": "remove_form", "id": "f_01xld"}])
    assert set(applied.documents) == {"g_thu", "i_don", "d_loai"}
    assert applied.documents["g_thu"]["forms"] == []
    back, _ = revert(applied.documents, applied.done[0].changes)
    assert canonical(back) == canonical(template())


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "drop_all"}, "draft.operation_unknown"),
        ({"op": "set"}, "draft.operation_shape"),
        ("set", "draft.operation_shape"),
        ({"op": "set", "path": "label", "value": 1}, "draft.operation_shape"),
        ({"op": "set", "path": [*C, "c1", "label"], "value": "x", "status": "published"}, "json.unknown_key"),
        ({"op": "set", "path": ["f_01xld", "id"], "value": "f_x", "was": "f_01xld"}, "draft.protected"),
        ({"op": "set", "path": ["f_01xld", "spec"], "value": "form/2", "was": "form/1"}, "draft.protected"),
        ({"op": "set", "path": ["k_01xld", "form"], "value": "f_x", "was": "f_01xld"}, "draft.protected"),
        ({"op": "set", "path": ["g_thu", "receiver"], "value": "x", "was": "u_33_TT"}, "draft.protected"),
        ({"op": "set", "path": ["g_thu", "forms"], "value": [], "was": ["f_01xld"]}, "draft.protected"),
        ({"op": "set", "path": ["f_01xld"], "value": None}, "draft.protected"),
        ({"op": "set", "path": ["g_thu"], "value": None}, "draft.protected"),
        ({"op": "set", "path": ["x_moi"], "value": {"spec": "regime/1", "id": "x_moi"}}, "draft.protected"),
        ({"op": "set", "path": ["l_moi"], "value": {"spec": "layout/1", "id": "l_moi", "form": "f_no"}}, "draft.no_place"),
        ({"op": "set", "path": ["f_01xld", "status"], "value": "published"}, "template.schema"),
        ({"op": "set", "path": [*C, "c1", "width"], "value": 1.5}, "template.not_json"),
        ({"op": "set", "path": [*C, "c1", "label"], "value": 3, "was": "Tổng số đơn"}, "template.schema"),
        ({"op": "set", "path": [*C, "c1", "label"], "value": "a\u0000b", "was": "Tổng số đơn"}, "text.control_character"),
        ({"op": "set", "path": [*C, "c77", "label"], "value": "x"}, "draft.no_place"),
        ({"op": "set", "path": [*C, "__proto__", "label"], "value": "x"}, "field.key_reserved"),
        ({"op": "set", "path": [*C, "c1"], "value": {"__proto__": {}}}, "field.key_reserved"),
        ({"op": "set", "path": [*S1, "columns", "root"], "value": ["c1"], "was": ["cA", "c1", "g1", "c8", "c9"]}, "template.tree"),
        (on_tree("insert_node", "constructor", parent=None, after=None, node={"label": ""}), "field.key_reserved"),
        (on_tree("insert_node", "c-1", parent=None, after=None, node={"label": ""}), "field.key_reserved"),
        (on_tree("insert_node", "c2", parent=None, after=None, node={"label": ""}), "draft.id_taken"),
        (on_tree("insert_node", "r1", parent=None, after=None, node={"label": ""}), "draft.id_taken"),
        (on_tree("insert_node", "c5", parent="nowhere", after=None, node={"label": ""}), "draft.no_place"),
        (on_tree("insert_node", "c5", parent=None, after="c2", node={"label": ""}), "draft.no_place"),
        (on_tree("insert_node", "c5", parent=None, after=None, node={"label": "", "children": []}), "draft.operation_shape"),
        (on_tree("insert_node", "c5", parent=None, after=None, node={"label": "", "approved_by": "it"}), "template.schema"),
        (on_tree("remove_node", "c5"), "draft.no_place"),
        (on_tree("remove_node", "c1", "cells"), "draft.no_place"),
        ({"op": "set", "path": [*C, "c1", "label"], "value": "x" * 600_000, "was": "Tổng số đơn"}, "template.too_large"),
    ],
)
def test_refused_with_a_code(operation: Any, code: str) -> None:
    assert refused([operation]) == code


def test_nothing_is_applied_when_one_operation_is_refused() -> None:
    good = {"op": "set", "path": [*C, "c1", "label"], "value": "x", "was": "Tổng số đơn"}
    before = template()
    with pytest.raises(KhuonError):
        run(before, [good, on_tree("remove_node", "c5")])
    assert before == template()


def test_an_id_is_never_used_again() -> None:
    operation = on_tree("insert_node", "c5", parent=None, after=None, node={"label": "Khác"})
    assert refused([operation], Context(retired=frozenset({("f_01xld", "c5")}))) == "draft.id_reused"


def test_a_table_of_too_many_rows_is_refused() -> None:
    nodes = {f"r{number}x": {"label": "", "kind": "data"} for number in range(3001)}
    operation = {"op": "set", "path": [*S1, "rows"], "value": {"root": list(nodes), "nodes": nodes}, "was": template()["f_01xld"]["sections"]["items"]["s1"]["rows"]}
    assert refused([operation]) == "template.too_large"


def test_undo_of_an_insertion_keeps_what_another_person_inserted_beside_it() -> None:
    mine = run(template(), [on_tree("insert_node", "c5", parent=None, after="c1", node={"label": "Của tôi"})])
    theirs = run(mine.documents, [on_tree("insert_node", "c6", parent=None, after="c5", node={"label": "Của họ"})])
    back, made = revert(theirs.documents, mine.done[0].changes)
    columns = back["f_01xld"]["sections"]["items"]["s1"]["columns"]
    assert columns["root"] == ["cA", "c1", "c6", "g1", "c8", "c9"]
    assert "c5" not in columns["nodes"]
    assert apply_changes(theirs.documents, made) == back


def test_undo_of_what_another_person_changed_since_is_a_conflict() -> None:
    mine = run(template(), [{"op": "set", "path": [*C, "c1", "label"], "value": "A", "was": "Tổng số đơn"}])
    theirs = run(mine.documents, [{"op": "set", "path": [*C, "c1", "label"], "value": "B", "was": "A"}])
    with pytest.raises(KhuonError) as caught:
        revert(theirs.documents, mine.done[0].changes)
    assert caught.value.code == "draft.conflict"


def test_operations_on_different_places_do_not_clash() -> None:
    first = {"op": "set", "path": [*C, "c1", "label"], "value": "A", "was": "Tổng số đơn"}
    second = {"op": "set", "path": [*R, "r1", "label"], "value": "B", "was": "Cấp xã"}
    one = run(run(template(), [first]).documents, [second]).documents
    other = run(run(template(), [second]).documents, [first]).documents
    assert canonical(one) == canonical(other)
