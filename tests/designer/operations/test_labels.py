"""The history speaks an official's words: no kinds, tiers or ids as they are stored."""

from __future__ import annotations

from typing import Any

import pytest

from designer.operations import run
from tests.designer.samples import template

S = ("f_01xld", "sections", "items", "s1")
G = "g_thu"


def value_at(path: tuple[str, ...]) -> Any:
    value: Any = template()
    for key in path:
        if key not in value:
            return None
        value = value[key]
    return value


@pytest.mark.parametrize(
    ("path", "value", "label"),
    [
        ((*S, "columns", "nodes", "c1", "cell", "kind"), "computed", 'Đổi loại của cột "Tổng số đơn" thành "tính theo công thức"'),
        ((*S, "columns", "nodes", "c1", "cell", "unit"), "ho", 'Đổi đơn vị tính của cột "Tổng số đơn" thành "hộ"'),
        ((*S, "columns", "nodes", "c1", "cell", "required"), True, 'Đổi bắt buộc nhập của cột "Tổng số đơn" thành có'),
        ((*S, "cells", "r2:c3", "kind"), "number", 'Đổi loại của ô dòng 1.1 × cột 3 thành "nhập số"'),
        ((*S, "rows", "nodes", "r1", "audience"), ["commune", "department"], 'Đổi đơn vị thấy dòng của dòng "Cấp xã" thành xã, phường; sở, ban, ngành'),
        ((G, "deadlines", "items", "d1", "tier"), "department", 'Đổi cấp của hạn gửi "cấp xã" thành "sở, ban, ngành"'),
        ((G, "frequency"), "year", 'Đổi kỳ báo cáo của chế độ báo cáo thành "năm"'),
        (("l_01xld", "page", "orientation"), "portrait", 'Đổi chiều giấy thành "dọc"'),
    ],
)
def test_values_are_named(path: tuple[str, ...], value: Any, label: str) -> None:
    operation = {"op": "set", "path": list(path), "value": value, "was": value_at(path)}
    assert run(template(), [operation]).done[0].label == label


def cells_after(axis: str, parent: str, key: str) -> dict[str, Any]:
    documents = template()
    documents["f_01xld"]["sections"]["items"]["s1"]["cells"][key] = {"kind": "blocked"}
    node = {"label": "Con"} if axis == "columns" else {"label": "Con", "kind": "data"}
    operation = {"op": "insert_node", "doc": "f_01xld", "section": "s1", "axis": axis, "id": "moi", "parent": parent, "after": None, "node": node}
    cells: dict[str, Any] = run(documents, [operation]).documents["f_01xld"]["sections"]["items"]["s1"]["cells"]
    return cells


def test_a_row_keeps_its_cells_when_it_gets_its_first_child() -> None:
    assert "r1:c1" in cells_after("rows", "r1", "r1:c1")


def test_a_column_that_becomes_a_group_loses_its_cells() -> None:
    assert "r1:c1" not in cells_after("columns", "c1", "r1:c1")
