"""Parts of the library: out of a form, into another, and a newer revision over what the form made of the older one."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from designer.library.lists import place_document, update_document
from designer.library.placing import Spot, place
from designer.library.starter import starter_parts
from designer.library.taking import sound, take_document, take_tree
from designer.library.updating import update
from designer.operations import revert, run
from metadata.canonical import canonical
from metadata.checks import check_template
from metadata.diff import compare
from metadata.documents import Part, pins_of, read_part
from metadata.errors import KhuonError
from tests.designer.samples import template

Documents = dict[str, dict[str, Any]]
PARTS = {data["id"]: data for data in starter_parts()}


def blank() -> Documents:
    """A form with a captioning column, one figure and one row."""
    columns = {"root": ["st", "c1"], "nodes": {"st": {"label": "Nội dung", "stub": "caption"}, "c1": {"label": "Số A", "code": "c1", "number": "1"}}}
    rows = {"root": ["r1"], "nodes": {"r1": {"label": "Dòng một", "kind": "data", "code": "r1"}}}
    form = {"spec": "form/1", "id": "f_x", "code": "01", "title": "T", "sections": {"order": ["s1"], "items": {"s1": {"kind": "grid", "columns": columns, "rows": rows}}}}
    return {"g_thu": {**template()["g_thu"], "forms": ["f_x"]}, "f_x": form}


def put_in(documents: Documents, data: dict[str, Any], spot: Spot | None = None) -> Documents:
    part = read_part(data)
    operations = place(documents, part, data, spot or Spot("f_x", "s1")) if part.kind in ("columns", "rows") else place_document(documents, part, data)
    return run(documents, operations).documents


def errors(documents: Documents) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in check_template(documents) if one.severity == "error"]


def table(documents: Documents) -> Any:
    return documents["f_x"]["sections"]["items"]["s1"]


def node(documents: Documents, label: str, axis: str = "columns") -> tuple[str, dict[str, Any]]:
    return next((key, item) for key, item in table(documents)[axis]["nodes"].items() if item["label"] == label)


#: Its printed line adds millions; whether the total may differ by rounding is for the designer to say.
OFFERED = {"p_nguon_von": ["template.rounded_sum"]}


@pytest.mark.parametrize("part_id", sorted(PARTS))
def test_a_starter_part_works_where_it_is_put_twice_over(part_id: str) -> None:
    sound(PARTS[part_id])
    documents = put_in(blank(), PARTS[part_id])
    assert [one.code for one in check_template(documents)] == OFFERED.get(part_id, [])
    if PARTS[part_id]["kind"] in ("columns", "rows"):
        twice = put_in(documents, PARTS[part_id])
        assert errors(twice) == []
        assert len(list(pins_of(twice))) == 2


def test_codes_numbers_formulas_and_relation_lines_go_on_from_the_form() -> None:
    documents = put_in(put_in(blank(), PARTS["p_chuyen_ky"]), PARTS["p_chuyen_ky"])
    totals = [item for item in table(documents)["columns"]["nodes"].values() if item["label"] == "Tổng số"]
    assert [(item["number"], item["relation"], item["cell"]["formula"]) for item in totals] == [
        ("2", "2=3+4", "ktcs + trong_ky"),
        ("7", "7=8+9", "ktcs_2 + trong_ky_2"),
    ]
    printed = [rule["printed"] for body in documents.values() if body["spec"] == "rules/1" for rule in body["items"].values() if rule.get("printed")]
    assert printed == ["2=3+4", "6=2-5", "7=8+9", "11=7-10"]


def test_a_bound_list_comes_along_once() -> None:
    documents = put_in(put_in(blank(), PARTS["p_gioi_tinh"]), PARTS["p_gioi_tinh"])
    assert documents["d_gioitinh"]["members"]["order"] == ["nam", "nu"]
    assert node(documents, "Trong đó: nữ")[1]["members"] == ["d_gioitinh.nu"]


def told_apart_by_sex() -> dict[str, Any]:
    """A part that is an indicator told apart by a list, as a draft that has both saves it."""
    documents = put_in(blank(), PARTS["p_ds_gioi_tinh"])
    indicator = {"spec": "indicator/1", "id": "i_canbo", "code": "CB", "name": "Số cán bộ", "disaggregations": ["d_gioitinh"]}
    documents = run(documents, [{"op": "set", "path": ["i_canbo"], "value": indicator}]).documents
    return {"spec": "part/1", "id": "p_canbo", "code": "CB", "name": "Số cán bộ", "rev": 1, **take_document(documents, "i_canbo")}


def test_an_indicator_brings_the_lists_that_it_is_told_apart_by_and_undo_takes_both_back() -> None:
    part = told_apart_by_sex()
    sound(part)
    before = blank()
    applied = run(before, place_document(before, read_part(part), part))
    assert applied.documents["d_gioitinh"]["members"]["order"] == ["nam", "nu"]
    assert errors(applied.documents) == []
    back, _ = revert(applied.documents, [change for done in applied.done for change in done.changes])
    assert canonical(back) == canonical(before)


def test_an_indicator_leaves_the_list_of_the_draft_as_it_is() -> None:
    documents = put_in(blank(), PARTS["p_ds_gioi_tinh"])
    documents = run(documents, [{"op": "set", "path": ["d_gioitinh", "members", "items", "nu", "name"], "value": "Phụ nữ", "was": "Nữ"}]).documents
    assert put_in(documents, told_apart_by_sex())["d_gioitinh"] == documents["d_gioitinh"]


def test_what_was_taken_is_what_was_put_in() -> None:
    documents = put_in(blank(), PARTS["p_nguon_von"])
    (pin,) = pins_of(documents)
    taken = take_tree(documents, "f_x", "s1", "columns", list(pin.ids.values()))
    sound({"spec": "part/1", "id": "p_lai", "code": "L.1", "name": "Lấy lại", "rev": 1, "kind": "columns", **taken})
    again = [(item["label"], item.get("number"), item.get("relation")) for item in taken["columns"]["nodes"].values()]
    first = [(item["label"], item.get("number"), item.get("relation")) for item in PARTS["p_nguon_von"]["columns"]["nodes"].values()]
    assert again == first
    assert [rule["expr"] for rule in taken["rules"]["items"].values()] == ["von_dp_xa <= von_dp"]


@pytest.mark.parametrize(("ids", "code"), [([], "library.nothing_chosen"), (["khong_co"], "library.nothing_chosen")])
def test_nothing_chosen_is_refused(ids: list[str], code: str) -> None:
    with pytest.raises(KhuonError) as refused:
        take_tree(blank(), "f_x", "s1", "columns", ids)
    assert refused.value.code == code


# ---------------------------------------------------------------- a newer revision


def second(part_id: str, **changes: Any) -> dict[str, Any]:
    """Revision 2 of a part: nodes changed, added (with ``behind``) or, as None, removed."""
    data = copy.deepcopy(PARTS[part_id])
    data["rev"] = 2
    tree = data[data["kind"]]
    for key, change in changes.items():
        if change is None:
            del tree["nodes"][key]
            tree["root"] = [one for one in tree["root"] if one != key]
            for item in tree["nodes"].values():
                if key in item.get("children", ()):
                    item["children"] = [one for one in item["children"] if one != key]
        elif key in tree["nodes"]:
            tree["nodes"][key].update(change)
        else:
            tree["nodes"][key] = change
            tree["root"].append(key)
    return data


def bring_up(documents: Documents, part_id: str, data: dict[str, Any], *, keep: bool = False) -> Any:
    (pin,) = pins_of(documents)
    return update(documents, pin, read_part(PARTS[part_id]), read_part(data), data, keep=keep)


def test_a_newer_revision_comes_in_and_local_cells_stay() -> None:
    documents = put_in(blank(), PARTS["p_ke_hoach"])
    done, _ = node(documents, "Thực hiện")
    local = [{"op": "set", "path": ["f_x", "sections", "items", "s1", "cells", f"r1:{done}"], "value": {"required": True}}]
    documents = run(documents, local).documents
    newer = second("p_ke_hoach", c2={"label": "Thực hiện trong kỳ"}, c9={"label": "Ghi chú", "code": "gc", "number": "4", "cell": {"kind": "text"}})
    plan = bring_up(documents, "p_ke_hoach", newer)
    assert plan.clashes == []
    applied = run(documents, plan.operations)
    after = applied.documents
    assert node(after, "Thực hiện trong kỳ")[0] == done
    assert node(after, "Ghi chú")[1]["number"] == "5"
    assert table(after)["cells"] == {f"r1:{done}": {"required": True}}
    assert [pin.rev for pin in pins_of(after)] == [2]
    told = [change.as_json("vi")["text"] for change in compare(documents, after).changes]
    assert any("đổi tên cột 3" in line for line in told)
    assert any("thêm cột 5" in line for line in told)
    # One gesture, taken back to the letter.
    changes = [change for each in applied.done for change in each.changes]
    assert canonical(revert(after, changes)[0]) == canonical(documents)


def test_what_both_changed_is_a_clash_with_both_shown() -> None:
    documents = put_in(blank(), PARTS["p_ke_hoach"])
    plan_column, _ = node(documents, "Kế hoạch năm")
    mine = [{"op": "set", "path": ["f_x", "sections", "items", "s1", "columns", "nodes", plan_column, "label"], "value": "Kế hoạch quý", "was": "Kế hoạch năm"}]
    documents = run(documents, mine).documents
    newer = second("p_ke_hoach", c1={"label": "Chỉ tiêu giao"}, c2={"label": "Đã thực hiện"})
    plan = bring_up(documents, "p_ke_hoach", newer)
    assert plan.operations == []
    (clash,) = plan.clashes
    assert "Kế hoạch quý" in clash.sentence("vi")
    assert "Chỉ tiêu giao" in clash.sentence("vi")
    kept = run(documents, bring_up(documents, "p_ke_hoach", newer, keep=True).operations).documents
    assert {item["label"] for item in table(kept)["columns"]["nodes"].values()} >= {"Kế hoạch quý", "Đã thực hiện"}


def test_what_only_the_form_changed_stays_without_a_clash() -> None:
    documents = put_in(blank(), PARTS["p_ke_hoach"])
    column, _ = node(documents, "Kế hoạch năm")
    mine = [{"op": "set", "path": ["f_x", "sections", "items", "s1", "columns", "nodes", column, "label"], "value": "Kế hoạch quý", "was": "Kế hoạch năm"}]
    documents = run(documents, mine).documents
    after = run(documents, bring_up(documents, "p_ke_hoach", second("p_ke_hoach", c2={"label": "Đã thực hiện"})).operations).documents
    assert node(after, "Kế hoạch quý")
    assert node(after, "Đã thực hiện")


def test_a_removed_column_goes_unless_cells_of_the_form_stand_on_it() -> None:
    documents = put_in(blank(), PARTS["p_cung_ky"])
    gone = second("p_cung_ky", c4=None)
    after = run(documents, bring_up(documents, "p_cung_ky", gone).operations).documents
    assert "So với cùng kỳ (%)" not in {item["label"] for item in table(after)["columns"]["nodes"].values()}
    column, _ = node(documents, "So với cùng kỳ (%)")
    held = run(documents, [{"op": "set", "path": ["f_x", "sections", "items", "s1", "cells", f"r1:{column}"], "value": {"kind": "blocked"}}]).documents
    (clash,) = bring_up(held, "p_cung_ky", gone).clashes
    assert clash.code == "library.clash"


def test_order_relations_and_checks_follow() -> None:
    documents = put_in(blank(), PARTS["p_don_kntc"])
    newer = copy.deepcopy(PARTS["p_don_kntc"])
    newer["rev"] = 2
    newer["columns"]["nodes"]["g1"]["children"] = ["c2", "c3", "c4", "c1"]
    newer["columns"]["nodes"]["c1"]["relation"] = "1=2+3"
    newer["rules"] = {"order": ["k1"], "items": {"k1": {"expr": "don_kn <= don_tong", "severity": "error", "message": "Sai"}}}
    after = run(documents, bring_up(documents, "p_don_kntc", newer).operations).documents
    group = node(after, "Số đơn")[1]
    assert [table(after)["columns"]["nodes"][key]["label"] for key in group["children"]][-1] == "Tổng số"
    assert node(after, "Tổng số")[1]["relation"] == "2=3+4"
    assert "don_kn <= don_tong" in [rule["expr"] for body in after.values() if body["spec"] == "rules/1" for rule in body["items"].values()]


def test_a_list_is_brought_up_member_by_member() -> None:
    documents = put_in(blank(), PARTS["p_ds_gioi_tinh"])
    newer = copy.deepcopy(PARTS["p_ds_gioi_tinh"])
    newer["rev"] = 2
    newer["document"]["members"]["order"].append("khac")
    newer["document"]["members"]["items"]["khac"] = {"code": "3", "name": "Khác"}
    newer["document"]["members"]["items"]["nu"]["name"] = "Nữ giới"
    (pin,) = pins_of(documents)
    old, new = (read_part(side) for side in (PARTS["p_ds_gioi_tinh"], newer))
    after = run(documents, update_document(documents, pin, old, new, newer).operations).documents
    assert [item["name"] for item in after["d_gioitinh"]["members"]["items"].values()] == ["Nam", "Nữ giới", "Khác"]
    mine = run(documents, [{"op": "set", "path": ["d_gioitinh", "members", "items", "nu", "name"], "value": "Phụ nữ", "was": "Nữ"}]).documents
    (clash,) = update_document(mine, pin, old, new, newer).clashes
    assert "Phụ nữ" in clash.sentence("vi")


def test_a_part_that_is_not_sound_is_refused() -> None:
    for broken in ({"columns": {"root": [], "nodes": {}}}, {"kind": "rows"}, {"kind": "dimension"}):
        with pytest.raises(KhuonError) as refused:
            sound({**PARTS["p_quy"], **broken})
        assert refused.value.code == "library.document"
    assert isinstance(read_part(PARTS["p_quy"]), Part)
