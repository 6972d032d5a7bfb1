"""Every kind of change gives the right sentence, layer and class."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from metadata.diff import compare
from tests.designer.samples import template

Docs = dict[str, dict[str, Any]]
Edit = Callable[[Docs], None]


def put(*path: str, value: Any) -> Edit:
    def edit(docs: Docs) -> None:
        holder: Any = docs
        for key in path[:-1]:
            holder = holder.setdefault(key, {})
        holder[path[-1]] = value

    return edit


def drop(*path: str) -> Edit:
    def edit(docs: Docs) -> None:
        holder: Any = docs
        for key in path[:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return edit


def both(*edits: Edit) -> Edit:
    def edit(docs: Docs) -> None:
        for each in edits:
            each(docs)

    return edit


F = ("f_01xld",)
S = (*F, "sections", "items", "s1")
COL = (*S, "columns", "nodes")
ROW = (*S, "rows", "nodes")
K = ("k_01xld", "items", "k1")
G = ("g_thu",)
B = "Biểu 01/XLD"
T = "Biểu 01/XLD, bảng 1"
R = "Chế độ báo cáo"


def column_added(docs: Docs) -> None:
    columns = docs["f_01xld"]["sections"]["items"]["s1"]["columns"]
    columns["nodes"]["c10"] = {"label": "Số đơn", "code": "c10", "number": "10"}
    columns["root"].append("c10")


def removed(axis: str, key: str) -> Edit:
    def edit(docs: Docs) -> None:
        tree = docs["f_01xld"]["sections"]["items"]["s1"][axis]
        for gone in (key, *tree["nodes"][key].get("children", [])):
            del tree["nodes"][gone]
        tree["root"] = [item for item in tree["root"] if item != key]
        for node in tree["nodes"].values():
            if key in node.get("children", []):
                node["children"].remove(key)

    return edit


def row_moved_under(docs: Docs) -> None:
    rows = docs["f_01xld"]["sections"]["items"]["s1"]["rows"]
    rows["root"].remove("r1")
    rows["nodes"]["h1"]["children"].insert(0, "r1")


def form_added(docs: Docs) -> None:
    docs["f_02"] = {"spec": "form/1", "id": "f_02", "code": "02/XLD", "title": "MỚI", "sections": {"order": [], "items": {}}}
    docs["k_02"] = {"spec": "rules/1", "id": "k_02", "form": "f_02", "order": [], "items": {}}
    docs["g_thu"]["forms"].append("f_02")


def form_removed(docs: Docs) -> None:
    for key in ("f_01xld", "k_01xld", "l_01xld", "x_01xld"):
        del docs[key]
    docs["g_thu"]["forms"] = []


def rule_added(severity: str) -> Edit:
    def edit(docs: Docs) -> None:
        docs["k_01xld"]["items"]["k2"] = {"expr": "c1 == c8", "severity": severity, "printed": "1=8"}
        docs["k_01xld"]["order"].append("k2")

    return edit


def rule_of(expression: str, severity: str) -> Edit:
    """A check without a printed line."""
    return item(("k_01xld",), "k3", {"expr": expression, "severity": severity})


def members_swapped(docs: Docs) -> None:
    docs["d_loai"]["members"]["order"] = ["m2", "m1"]


def item(path: tuple[str, ...], key: str, value: Any) -> Edit:
    def edit(docs: Docs) -> None:
        holder: Any = docs
        for step in path:
            holder = holder[step]
        holder["order"].append(key)
        holder["items"][key] = value

    return edit


def item_gone(path: tuple[str, ...], key: str) -> Edit:
    def edit(docs: Docs) -> None:
        holder: Any = docs
        for step in path:
            holder = holder[step]
        holder["order"].remove(key)
        del holder["items"][key]

    return edit


CASES: list[tuple[Edit, str, str, int]] = [
    # columns
    (column_added, f'{T}: thêm cột 10 "Số đơn"', "structure", 1),
    (removed("columns", "c1"), f'{T}: bỏ cột 1 "Tổng số đơn"', "structure", 3),
    (removed("columns", "g1"), f'{T}: bỏ nhóm cột "Kỳ trước chuyển sang" (2 cột)', "structure", 3),
    (removed("columns", "cA"), f'{T}: bỏ cột A "Đơn vị"', "structure", 0),
    (put(*COL, "c3", "label", value="Đơn một người"), f'{T}: đổi tên cột 3 từ "Đơn khác" thành "Đơn một người"', "look", 0),
    (put(*COL, "c1", "code", value="c01"), f"{T}: cột 1 đổi mã từ c1 sang c01", "meaning", 2),
    (put(*COL, "c1", "number", value="1a"), f"{T}: cột 1 đổi số cột từ 1 sang 1a", "look", 0),
    (put(*COL, "c1", "relation", value="1=2+3"), f'{T}: cột 1 đặt dòng quan hệ là "1=2+3"', "look", 0),
    (put(*COL, "c1", "width", value=90), f"{T}: cột 1 đặt độ rộng là 90", "look", 0),
    (put(*COL, "c1", "indicator", value="i_don"), f"{T}: cột 1 đặt chỉ tiêu gắn kèm là “Số đơn tiếp nhận”", "meaning", 2),
    (put(*COL, "c9", "stub", value="unit"), f"{T}: cột 9 đổi vai trò từ cột số liệu sang cột đơn vị tính", "structure", 3),
    (
        put(*S, "columns", "root", value=["cA", "c9", "c1", "g1", "c8"]),
        f'{T}: chuyển cột 9 "Ghi chú" tới sau cột A "Đơn vị"',
        "structure",
        0,
    ),
    (
        both(put(*S, "columns", "root", value=["cA", "g1", "c8", "c9"]), put(*COL, "g1", "children", value=["c1", "c2", "c3"])),
        f'{T}: chuyển cột 1 "Tổng số đơn" từ cấp trên cùng sang nhóm cột "Kỳ trước chuyển sang"',
        "structure",
        2,
    ),
    # cell properties
    (put(*COL, "c1", "cell", value={"unit": "ho"}), f"{T}: cột 1 đổi đơn vị tính từ vụ việc sang hộ", "meaning", 2),
    (put(*COL, "c1", "cell", value={"unit": "vu_viec"}), f"{T}: cột 1 đổi chỗ khai đơn vị tính, giá trị vẫn là vụ việc", "look", 0),
    (
        put(*COL, "c1", "cell", value={"kind": "computed", "formula": "c2 + c3"}),
        f"{T}: cột 1 chuyển từ nhập số sang tính: cột 2 + cột 3",
        "meaning",
        2,
    ),
    (put(*COL, "c8", "cell", "formula", value="c2"), f"{T}: cột 8 đổi công thức từ cột 2 + cột 3 sang cột 2", "meaning", 2),
    (put(*COL, "c9", "cell", value={"kind": "number"}), f"{T}: cột 9 chuyển từ nhập chữ sang nhập số", "meaning", 3),
    (put(*COL, "c1", "cell", value={"kind": "blocked"}), f"{T}: cột 1 chuyển từ nhập số sang khoá (X)", "structure", 3),
    (put(*COL, "c3", "cell", value={"decimals": 2}), f"{T}: cột 3 đổi số chữ số thập phân từ 0 sang 2", "meaning", 2),
    (put(*COL, "c1", "cell", value={"required": True}), f"{T}: cột 1 đặt bắt buộc nhập là có", "meaning", 2),
    (put(*COL, "c1", "cell", value={"signed": True}), f"{T}: cột 1 đặt cho nhập số âm là có", "meaning", 1),
    (put(*COL, "c1", "cell", value={"jumps": True}), f"{T}: cột 1 đặt cho số tăng giảm gấp nhiều lần là có", "meaning", 1),
    (put(*COL, "c1", "cell", value={"signed": False}), f"{T}: cột 1 đặt cho nhập số âm là không", "meaning", 1),
    (put(*COL, "c1", "cell", value={"min": "0"}), f"{T}: cột 1 đặt giá trị nhỏ nhất là 0", "meaning", 2),
    (put(*COL, "c1", "cell", value={"max": "10"}), f"{T}: cột 1 đặt giá trị lớn nhất là 10", "meaning", 2),
    (put(*COL, "c1", "cell", value={"dash": False}), f"{T}: cột 1 đặt cho ghi “-” là không", "meaning", 2),
    (put(*COL, "c1", "cell", value={"aggregate": "last"}), f"{T}: cột 1 đặt cách tổng hợp là số cuối kỳ", "meaning", 2),
    (put(*COL, "c1", "cell", value={"guidance": "Ghi theo sổ"}), f'{T}: cột 1 đặt hướng dẫn ghi là "Ghi theo sổ"', "look", 0),
    (put(*COL, "c1", "cell", value={"party": "lead"}), f"{T}: cột 1 đặt bên nhập là cơ quan chủ trì", "meaning", 2),
    (drop(*S, "cells", "r2:c3"), f'{T}: ô dòng 1.1 "Phường" × cột 3 chuyển từ khoá (X) sang nhập số', "structure", 1),
    (
        put(*S, "cells", "r1:c1", value={"kind": "blocked"}),
        f'{T}: ô dòng 1 "Cấp xã" × cột 1 chuyển từ nhập số sang khoá (X)',
        "structure",
        3,
    ),
    (put(*S, "cell", "unit", value="nguoi"), f"{T}: mọi ô của bảng đổi đơn vị tính từ vụ việc sang người", "meaning", 2),
    (put(*F, "cell", value={"decimals": 1}), f"{B}: mọi ô của biểu đổi số chữ số thập phân từ 0 sang 1", "meaning", 2),
    # rows
    (removed("rows", "r2"), f'{T}: bỏ dòng 1.1 "Phường"', "structure", 3),
    (removed("rows", "h1"), f'{T}: bỏ dòng "Trong đó" (1 dòng)', "structure", 3),
    (put(*ROW, "r1", "label", value="Xã, phường"), f'{T}: đổi tên dòng 1 từ "Cấp xã" thành "Xã, phường"', "look", 0),
    (put(*ROW, "r1", "marker", value="I"), f'{T}: dòng 1 đổi ký hiệu từ "1" sang "I"', "look", 0),
    (put(*ROW, "r1", "kind", value="heading"), f"{T}: dòng 1 chuyển từ dòng số liệu sang dòng đề mục", "structure", 3),
    (put(*ROW, "h1", "kind", value="data"), f'{T}: dòng "Trong đó" chuyển từ dòng đề mục sang dòng số liệu', "structure", 1),
    (put(*ROW, "r3", "kind", value="data"), f'{T}: dòng "Tổng cộng" chuyển từ dòng tổng sang dòng số liệu', "structure", 0),
    (put(*ROW, "r1", "audience", value=["commune"]), f"{T}: dòng 1 đặt đơn vị thấy dòng là xã, phường", "meaning", 2),
    (put(*ROW, "r1", "valid", value={"from": "2025-07-01"}), f"{T}: dòng 1 đặt ngày bắt đầu hiệu lực là 01/07/2025", "meaning", 2),
    (row_moved_under, f'{T}: chuyển dòng 1 "Cấp xã" từ cấp trên cùng sang dòng "Trong đó"', "structure", 2),
    (put(*S, "rows", "root", value=["h1", "r1", "r3"]), f'{T}: chuyển dòng "Trong đó" lên đầu', "structure", 0),
    # sections, questions, files, headings
    (put(*S, "title", value="Bảng đơn"), 'Biểu 01/XLD, bảng "Bảng đơn": phần này đổi tên phần từ (không có) sang "Bảng đơn"', "look", 0),
    (put(*F, "sections", "order", value=["s2", "s1", "s3", "s4"]), f'{B}: chuyển chỗ đề cương "Đánh giá"', "structure", 0),
    (item_gone((*F, "sections"), "s3"), f'{B}: bỏ câu hỏi "Thông tin"', "structure", 3),
    (
        item((*F, "sections"), "s5", {"kind": "files", "title": "Phụ lục", "files": {"order": [], "items": {}}}),
        f'{B}: thêm tệp đính kèm "Phụ lục"',
        "structure",
        1,
    ),
    (put(*S, "kind", value="list"), "Biểu 01/XLD, bảng mở dòng 1: chuyển từ bảng sang bảng mở dòng", "structure", 1),
    (
        put(*F, "sections", "items", "s3", "fields", "items", "q1", "cell", "choices", value=[{"value": "yes", "label": "Có"}]),
        'Biểu 01/XLD, câu hỏi "Thông tin": câu hỏi "Có đoàn đông người" bỏ lựa chọn "Không"',
        "meaning",
        3,
    ),
    (
        item((*F, "sections", "items", "s3", "fields"), "q2", {"label": "Số đoàn"}),
        'Biểu 01/XLD, câu hỏi "Thông tin": thêm câu hỏi "Số đoàn"',
        "structure",
        1,
    ),
    (
        put(*F, "sections", "items", "s4", "files", "items", "a1", "required", value=False),
        'Biểu 01/XLD, tệp đính kèm "Tệp": tệp đính kèm "Bản ký" đổi bắt buộc từ có sang không',
        "meaning",
        1,
    ),
    (
        put(*F, "sections", "items", "s2", "headings", "nodes", "o2", "label", value="Kiến nghị"),
        'Biểu 01/XLD, đề cương "Đánh giá": đổi tên đề mục từ "Nhận xét" thành "Kiến nghị"',
        "look",
        0,
    ),
    # forms, footnotes, signers
    (form_added, 'Biểu 02/XLD: thêm biểu 02/XLD "MỚI"', "structure", 1),
    (form_removed, 'Biểu 01/XLD: bỏ biểu 01/XLD "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN"', "structure", 3),
    (put(*F, "title", value="TÊN MỚI"), f'{B}: biểu đổi tên biểu từ "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN" sang "TÊN MỚI"', "look", 0),
    (put(*F, "footnotes", "items", "n1", "text", value="Khác"), f'{B}: ghi chú "Không tính đơn trùng" đổi nội dung từ "Không tính đơn trùng" sang "Khác"', "look", 0),
    (item((*F, "footnotes"), "n2", {"text": "Thêm"}), f'{B}: thêm ghi chú "Thêm"', "look", 0),
    (item_gone((*F, "signers"), "p1"), f'{B}: bỏ chỗ ký "NGƯỜI LẬP BIỂU"', "look", 0),
    # rules
    (rule_added("error"), f'{B}: thêm kiểm tra "1=8", mức lỗi (chặn gửi)', "meaning", 2),
    (rule_added("warning"), f'{B}: thêm kiểm tra "1=8", mức cảnh báo', "meaning", 1),
    (item_gone(("k_01xld",), "k1"), f'{B}: bỏ kiểm tra "Cột 1 ≥ cột 2 + cột 3"', "meaning", 1),
    (put(*K, "expr", value="c1 == c2"), f'{B}: kiểm tra "Cột 1 ≥ cột 2 + cột 3" đổi điều kiện từ "Cột 1 ≥ cột 2 + cột 3" sang "Cột 1 = cột 2"', "meaning", 2),
    (put(*K, "severity", value="warning"), f'{B}: kiểm tra "Cột 1 ≥ cột 2 + cột 3" đổi mức từ lỗi (chặn gửi) sang cảnh báo', "meaning", 1),
    (put(*K, "tolerance", value="1"), f'{B}: kiểm tra "Cột 1 ≥ cột 2 + cột 3" đổi sai số cho phép từ 0 sang 1', "meaning", 1),
    (put(*K, "message", value="Xem lại"), f'{B}: kiểm tra "Cột 1 ≥ cột 2 + cột 3" đặt lời nhắc là "Xem lại"', "look", 0),
    (put(*K, "rows", value=["r1"]), f'{B}: kiểm tra "Cột 1 ≥ cột 2 + cột 3" đặt các dòng áp dụng là dòng 1', "meaning", 2),
    (rule_of("c1 <= c8", "warning"), f'{B}: thêm kiểm tra "Cột 1 ≤ cột 8", mức cảnh báo', "meaning", 1),
    (rule_of("c1 <= c77", "warning"), f'{B}: thêm kiểm tra "c1 <= c77", mức cảnh báo', "meaning", 1),
    # consolidation, layout
    (put("x_01xld", "cells", "c1", value={"expr": "c2 + c3"}), f"{B}: tổng hợp cột 1 đặt công thức tổng hợp là cột 2 + cột 3", "meaning", 2),
    (put("x_01xld", "cells", "c1", value={"how": "last"}), f"{B}: tổng hợp cột 1 đặt cách tổng hợp là số cuối kỳ", "meaning", 2),
    (put("x_01xld", "units", value="children"), f"{B}: tổng hợp đổi cách kể đơn vị từ mọi đơn vị báo cáo sang đơn vị trực thuộc", "meaning", 2),
    (drop("x_01xld"), f"{B}: bỏ cách tổng hợp", "meaning", 2),
    (put("l_01xld", "page", "orientation", value="portrait"), f"{B}: trang in đổi chiều giấy từ ngang sang dọc", "look", 0),
    (put("l_01xld", "unit_line", value="ĐVT: vụ"), f'{B}: trang in đổi dòng đơn vị tính từ "Đơn vị tính: vụ" sang "ĐVT: vụ"', "look", 0),
    # regime
    (put(*G, "name", value="Chế độ mới"), f'{R}: chế độ đổi tên chế độ từ "Chế độ thử" sang "Chế độ mới"', "look", 0),
    (put(*G, "frequency", value="month"), f"{R}: chế độ đổi kỳ báo cáo từ quý sang tháng", "meaning", 2),
    (
        put(*G, "cutoff", "to", "day", value=20),
        f"{R}: chế độ đổi thời gian chốt số liệu từ ngày 15 của tháng trước kỳ báo cáo đến ngày 14 của tháng cuối kỳ sang ngày 15 của tháng trước kỳ báo cáo đến ngày 20 của tháng cuối kỳ",
        "meaning",
        2,
    ),
    (put(*G, "deadlines", "items", "d1", "days", value=1), f"{R}: hạn gửi của cấp xã đổi số ngày từ 2 sang 1", "meaning", 2),
    (put(*G, "deadlines", "items", "d1", "days", value=5), f"{R}: hạn gửi của cấp xã đổi số ngày từ 2 sang 5", "meaning", 1),
    (put(*G, "reporters", "kinds", value=["commune", "department"]), f"{R}: chế độ đổi loại đơn vị báo cáo từ xã, phường sang xã, phường; sở, ban, ngành", "meaning", 2),
    (item((*G, "rounds"), "uoc", {"name": "Ước"}), f'{R}: thêm lần báo cáo "Ước"', "meaning", 1),
    # indicators and dimensions
    (put("i_don", "definition", value="Đơn nhận trong kỳ"), 'Chỉ tiêu 0101: chỉ tiêu đặt khái niệm là "Đơn nhận trong kỳ"', "meaning", 2),
    (put("i_don", "unit", value="nguoi"), "Chỉ tiêu 0101: chỉ tiêu đổi đơn vị tính từ vụ việc sang người", "meaning", 2),
    (put("i_don", "additivity", "time", value="last"), "Chỉ tiêu 0101: chỉ tiêu đổi cách gộp theo thời gian từ cộng sang số cuối kỳ", "meaning", 2),
    (drop("i_don"), "Chỉ tiêu 0101: bỏ chỉ tiêu", "meaning", 2),
    (item(("d_loai", "members"), "m3", {"name": "Phản ánh"}), 'Danh mục "Loại đơn": thêm mục "Phản ánh"', "meaning", 1),
    (item_gone(("d_loai", "members"), "m2"), 'Danh mục "Loại đơn": bỏ mục "Tố cáo"', "meaning", 3),
    (members_swapped, 'Danh mục "Loại đơn": chuyển chỗ mục "Tố cáo"', "meaning", 0),
    # what nobody has foreseen
    (put(*COL, "c1", "colour", value="red"), f'{T}: cột 1 đổi nội dung ở f_01xld/s1/c1/colour: từ (không có) sang "red"', "meaning", 2),
    (put(*G, "quota", value=3), f"{R}: chế độ đổi nội dung ở g_thu/quota: từ (không có) sang 3", "meaning", 2),
]


@pytest.mark.parametrize(("edit", "sentence", "layer", "level"), CASES, ids=[case[1][:70] for case in CASES])
def test_sentence_layer_and_class(edit: Edit, sentence: str, layer: str, level: int) -> None:
    old, new = template(), template()
    edit(new)
    diff = compare(old, new)
    found = [(change.sentence(), change.layer, change.level) for change in diff.changes]
    assert found == [(sentence, layer, level)]
    assert diff.level == level
    assert all(change.sentence("en") != sentence for change in diff.changes)


def test_there_are_at_least_forty_kinds() -> None:
    kinds = set()
    for edit, *_ in CASES:
        new = template()
        edit(new)
        kinds |= {change.kind for change in compare(template(), new).changes}
    assert len(kinds) >= 40


def test_equal_templates_have_no_change() -> None:
    diff = compare(template(), copy.deepcopy(template()))
    assert diff.changes == ()
    assert diff.level == 0


def test_the_first_release_adds_everything() -> None:
    diff = compare({}, template())
    assert diff.level == 1
    assert 'Biểu 01/XLD: thêm biểu 01/XLD "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN"' in [change.sentence() for change in diff.changes]


def test_marks_name_the_columns_rows_and_cells() -> None:
    new = template()
    both(column_added, put(*ROW, "r1", "label", value="Xã"), put(*S, "cells", "r1:c1", value={"kind": "blocked"}))(new)
    marks = compare(template(), new).marks()["f_01xld"]
    assert {key: mark["kind"] for key, mark in marks.items()} == {"c10": "added", "r1": "changed", "r1:c1": "changed"}
    assert marks["c10"]["text"] == 'thêm cột 10 "Số đơn"'
