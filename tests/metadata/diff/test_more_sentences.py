"""More kinds of change: guidance, parties, page, lists, signers, footnotes, examples, mappings. Each says what it is, none is silent."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from metadata.diff import compare
from metadata.documents import document_problems
from tests.designer.samples import template
from tests.metadata.diff.test_sentences import (
    CASES,
    COL,
    ROW,
    B,
    Docs,
    Edit,
    F,
    G,
    K,
    R,
    S,
    T,
    both,
    drop,
    put,
    removed,
)

L, X, N, D = ("l_01xld",), ("x_01xld",), ("i_don",), ("d_loai",)
Q = (*F, "sections", "items", "s3", "fields")
CHOICES = (*Q, "items", "q1", "cell", "choices")
EXAMPLE: dict[str, Any] = {
    "spec": "example/1",
    "id": "e_1",
    "form": "f_01xld",
    "title": "Quý có đơn",
    "cells": {"r1:c2": "3"},
    "expect": {"cells": {"r1:c8": "3"}, "fails": []},
}
LIST = {"spec": "dimension/1", "id": "d_moi", "name": "Lĩnh vực", "kind": "closed", "members": {"order": ["a"], "items": {"a": {"code": "A", "name": "Đất đai"}}}}
NUMBER = {"spec": "indicator/1", "id": "i_moi", "code": "0103", "name": "Số vụ", "unit": "vu_viec", "type": "number", "additivity": {"units": "sum", "time": "sum"}}


def document(value: dict[str, Any]) -> Edit:
    def edit(docs: Docs) -> None:
        docs[value["id"]] = copy.deepcopy(value)

    return edit


def order(*path: str, value: list[str]) -> Edit:
    return put(*path, value=value)


MORE = [
    # How a form is filled in and read
    (put(*COL, "c1", "guidance", value="Gồm cả đơn trùng"), f'{T}: cột 1 đặt hướng dẫn ghi là "Gồm cả đơn trùng"', "look", 0),
    (put(*ROW, "r1", "guidance", value="Kể cả thị trấn cũ"), f'{T}: dòng 1 đặt hướng dẫn ghi là "Kể cả thị trấn cũ"', "look", 0),
    (put(*F, "guidance", value="Gửi trước ngày 15"), f'{B}: biểu đặt hướng dẫn ghi là "Gửi trước ngày 15"', "look", 0),
    (put(*F, "code", value="02/XLD"), 'Biểu 02/XLD: biểu đổi ký hiệu biểu từ "01/XLD" sang "02/XLD"', "look", 0),
    (put(*F, "basis", value="TT 05/2024/TT-TTCP"), f'{B}: biểu đổi căn cứ từ "TT 02/2021/TT-TTCP" sang "TT 05/2024/TT-TTCP"', "look", 0),
    # What a figure is
    (put(*COL, "c1", "members", value=["d_loai/m1"]), f"{T}: cột 1 đặt mục phân tổ là “Loại đơn: Khiếu nại”", "meaning", 2),
    (put(*ROW, "r1", "indicator", value="i_don"), f"{T}: dòng 1 đặt chỉ tiêu gắn kèm là “Số đơn tiếp nhận”", "meaning", 2),
    (put(*ROW, "r1", "code", value="r09"), f"{T}: dòng 1 đổi mã từ r01 sang r09", "meaning", 2),
    (put(*ROW, "r1", "cell", value={"unit": "nguoi"}), f"{T}: dòng 1 đổi đơn vị tính từ vụ việc sang người", "meaning", 2),
    (put(*COL, "c1", "cell", value={"kind": "carried", "formula": "prev(c2)"}), f"{T}: cột 1 chuyển từ nhập số sang số lấy từ kỳ trước hoặc biểu khác: cột 2 kỳ trước", "meaning", 2),
    (put(*COL, "c3", "cell", "kind", value="target"), f"{T}: cột 3 chuyển từ nhập số sang chỉ tiêu có dấu so sánh", "meaning", 3),
    (put(*COL, "g1", "label", value="Kỳ trước"), f'{T}: đổi tên nhóm cột từ "Kỳ trước chuyển sang" thành "Kỳ trước"', "look", 0),
    # Questions and files
    (put(*Q, value={"order": [], "items": {}}), f'{B}, câu hỏi "Thông tin": bỏ câu hỏi "Có đoàn đông người"', "structure", 3),
    (put(*CHOICES, value=[{"value": "yes", "label": "Có"}, {"value": "no", "label": "Không"}, {"value": "na", "label": "Không rõ"}]),
     f'{B}, câu hỏi "Thông tin": câu hỏi "Có đoàn đông người" thêm lựa chọn "Không rõ"', "meaning", 1),
    (put(*CHOICES, value=[{"value": "yes", "label": "Có xảy ra"}, {"value": "no", "label": "Không"}]),
     f'{B}, câu hỏi "Thông tin": câu hỏi "Có đoàn đông người" đổi tên lựa chọn từ "Có" sang "Có xảy ra"', "look", 0),
    (put(*F, "sections", "items", "s4", "files", "items", "a1", "label", value="Bản có dấu"),
     f'{B}, tệp đính kèm "Tệp": tệp đính kèm "Bản ký" đổi tên từ "Bản ký" sang "Bản có dấu"', "look", 0),
    # The printed page
    (put(*L, "title", "heading", value=["BÁO CÁO TỔNG HỢP"]), f"{B}: trang in đổi tiêu đề biểu in từ TỔNG HỢP sang BÁO CÁO TỔNG HỢP", "look", 0),
    (put(*L, "title", "left", value=["{unit}"]), f"{B}: trang in đổi khối tiêu đề trái từ {{parent}}, {{unit}} sang {{unit}}", "look", 0),
    (put(*L, "page", "size", value="A3"), f"{B}: trang in đổi khổ giấy từ A4 sang A3", "look", 0),
    (put(*L, "repeat_header", value=False), f"{B}: trang in đổi lặp tiêu đề bảng mỗi trang từ có sang không", "look", 0),
    (drop("l_01xld"), f"{B}: bỏ trang in", "look", 0),
    # Indicators and lists
    (put(*N, "name", value="Số đơn nhận"), 'Chỉ tiêu 0101: chỉ tiêu đổi tên từ "Số đơn tiếp nhận" sang "Số đơn nhận"', "look", 0),
    (put(*N, "code", value="0102"), "Chỉ tiêu 0102: chỉ tiêu đổi mã từ 0101 sang 0102", "meaning", 2),
    (put(*N, "decimals", value=2), "Chỉ tiêu 0101: chỉ tiêu đổi số chữ số thập phân từ 0 sang 2", "meaning", 2),
    (put(*N, "additivity", "units", value="last"), "Chỉ tiêu 0101: chỉ tiêu đổi cách gộp theo đơn vị từ cộng sang số cuối kỳ", "meaning", 2),
    (put(*N, "disaggregations", value=[]), "Chỉ tiêu 0101: chỉ tiêu đổi phân tổ từ “Loại đơn” sang (không có)", "meaning", 2),
    (document(NUMBER), "Chỉ tiêu 0103: thêm chỉ tiêu", "meaning", 1),
    (put(*D, "name", value="Loại đơn thư"), 'Danh mục "Loại đơn thư": danh mục đổi tên từ "Loại đơn" sang "Loại đơn thư"', "look", 0),
    (put(*D, "kind", value="open"), 'Danh mục "Loại đơn": danh mục đổi loại danh mục từ đóng sang mở', "meaning", 2),
    (document(LIST), 'Danh mục "Lĩnh vực": thêm danh mục', "meaning", 1),
    (put(*D, "members", "items", "m1", "name", value="Khiếu nại hành chính"),
     'Danh mục "Loại đơn": mục "Khiếu nại" đổi tên từ "Khiếu nại" sang "Khiếu nại hành chính"', "look", 0),
    (put(*D, "members", "items", "m1", "code", value="K"), 'Danh mục "Loại đơn": mục "Khiếu nại" đổi mã từ KN sang K', "meaning", 2),
    # Checks, consolidation, examples
    (put(*K, "blanks", value="skip"), f'{B}: kiểm tra "Cột 1 ≥ cột 2 + cột 3" đặt cách tính ô trống là bỏ qua kiểm tra', "meaning", 2),
    (put(*X, "default", value="indicator"), f"{B}: tổng hợp đổi cách tổng hợp chung từ cộng sang theo chỉ tiêu", "meaning", 2),
    (put(*X, "title", value="Tổng hợp toàn tỉnh"), f'{B}: tổng hợp đổi tên báo cáo tổng hợp từ "Tổng hợp tỉnh" sang "Tổng hợp toàn tỉnh"', "look", 0),
    (put(*X, "adjust", value={"allowed": True}), f"{B}: tổng hợp đặt cho điều chỉnh số tổng hợp là có", "meaning", 1),
    (put(*X, "adjust", value={"reason": False}), f"{B}: tổng hợp đặt bắt buộc nêu lý do điều chỉnh là không", "meaning", 1),
    (put(*X, "cells", "c9", value={"how": "collate"}), f"{B}: tổng hợp cột 9 đặt cách tổng hợp là ghép danh sách", "meaning", 2),
    (document(EXAMPLE), f'{B}: thêm ví dụ kiểm thử "Quý có đơn"', "meaning", 0),
    # The regime
    (put(*G, "basis", value=[{"number": "05/2024/TT-TTCP"}]), f"{R}: chế độ đổi căn cứ pháp lý từ 02/2021/TT-TTCP sang 05/2024/TT-TTCP", "look", 0),
    (put(*G, "kind", value="thematic"), f"{R}: chế độ đổi loại chế độ từ định kỳ sang chuyên đề", "meaning", 2),
    (put(*G, "code", value="THU2"), f"{R}: chế độ đổi mã chế độ từ THU sang THU2", "meaning", 2),
    (put(*G, "receiver", value="u_33_NV"), f"{R}: chế độ đổi nơi nhận báo cáo từ u_33_TT sang u_33_NV", "meaning", 2),
    (put(*G, "deadlines", "items", "d1", "working", value=False), f"{R}: hạn gửi của cấp xã đổi tính ngày làm việc từ có sang không", "meaning", 2),
    (put(*G, "deadlines", "items", "d1", "round", value="official"), f'{R}: hạn gửi của cấp xã đặt lần báo cáo là "Chính thức"', "meaning", 2),
    (put(*G, "rounds", "items", "official", "to", value={"month": -1, "day": 31}), f'{R}: lần báo cáo "Chính thức" đặt thời gian chốt số liệu là ngày 31 của tháng trước tháng cuối kỳ', "meaning", 2),
    (put(*G, "rounds", "items", "official", "name", value="Lần cuối"), f'{R}: lần báo cáo "Chính thức" đổi tên từ "Chính thức" sang "Lần cuối"', "look", 0),
    (put(*G, "reporters", "exclude", value=["u_33_A"]), f"{R}: chế độ đổi đơn vị không phải báo cáo từ (không có) sang u_33_A", "meaning", 2),
]


@pytest.mark.parametrize(("edit", "sentence", "layer", "level"), MORE, ids=[case[1][:70] for case in MORE])
def test_sentence_layer_and_class(edit: Edit, sentence: str, layer: str, level: int) -> None:
    new = template()
    edit(new)
    assert [problem.code for body in new.values() for problem in document_problems(body)] == []
    found = [(change.sentence(), change.layer, change.level) for change in compare(template(), new).changes]
    assert found == [(sentence, layer, level)]


def test_units_are_named_where_names_are_known() -> None:
    """The documents hold ids; who has the names passes them in, and an id that nobody knows stands as it is."""
    names = {"u_33_TT": "Thanh tra tỉnh", "u_33_NV": "Sở Nội vụ", "u_33_A": "Xã Tân Hưng, huyện Tiên Lữ"}
    new = template()
    new["g_thu"]["receiver"] = "u_33_NV"
    new["g_thu"]["reporters"] = {**new["g_thu"]["reporters"], "exclude": ["u_33_A", "u_33_la"]}
    told = {change.sentence() for change in compare(template(), new, lambda ids: {each: names[each] for each in ids if each in names}).changes}
    assert told == {
        f"{R}: chế độ đổi nơi nhận báo cáo từ Thanh tra tỉnh sang Sở Nội vụ",
        f"{R}: chế độ đổi đơn vị không phải báo cáo từ (không có) sang Xã Tân Hưng, huyện Tiên Lữ; u_33_la",
    }


BACK = [
    ("example taken away", document(EXAMPLE), f'{B}: bỏ ví dụ kiểm thử "Quý có đơn"', 0),
    ("list taken away", document(LIST), 'Danh mục "Lĩnh vực": bỏ danh mục', 3),
    ("indicator taken away", document(NUMBER), "Chỉ tiêu 0103: bỏ chỉ tiêu", 2),
    ("column guidance taken away", put(*COL, "c1", "guidance", value="Gồm cả đơn trùng"), f'{T}: cột 1 bỏ hướng dẫn ghi ("Gồm cả đơn trùng")', 0),
    ("way of a column taken away", put(*X, "cells", "c9", value={"how": "collate"}), f"{B}: tổng hợp cột 9 bỏ cách tổng hợp (ghép danh sách)", 2),
]


@pytest.mark.parametrize(("edit", "sentence", "level"), [case[1:] for case in BACK], ids=[case[0] for case in BACK])
def test_taking_it_back_is_told_as_well(edit: Edit, sentence: str, level: int) -> None:
    old = template()
    edit(old)
    assert [(change.sentence(), change.level) for change in compare(old, template()).changes] == [(sentence, level)]


def test_an_example_says_what_changed_in_it() -> None:
    old, new = template(), template()
    old["e_1"] = copy.deepcopy(EXAMPLE)
    new["e_1"] = {**copy.deepcopy(EXAMPLE), "cells": {"r1:c2": "4"}, "expect": {"cells": {"r1:c8": "4"}, "fails": []}}
    sentences = [change.words.vi for change in compare(old, new).changes]
    assert len(sentences) == 2
    assert all("“Quý có đơn”" in words or '"Quý có đơn"' in words for words in sentences)


def test_no_change_has_no_words_of_its_own() -> None:
    """The fallback that names a path is for what nobody foresaw: none of the kinds above needs it."""
    for edit, *_ in MORE:
        new = template()
        edit(new)
        assert [change.kind for change in compare(template(), new).changes if change.kind == "other"] == []


def test_kinds_in_all() -> None:
    kinds = set()
    for edit, *_ in (*CASES, *MORE):
        new = template()
        edit(new)
        kinds |= {change.kind for change in compare(template(), new).changes}
    assert len(kinds) >= 100, len(kinds)


def test_several_changes_at_one_place_are_all_told() -> None:
    new = template()
    both(put(*COL, "c1", "label", value="Tổng"), put(*COL, "c1", "guidance", value="Mới"), removed("columns", "c9"), put(*S, "title", value="Bảng chính"))(new)
    assert len(compare(template(), new).changes) == 4
