"""A column's rule that takes the place of a row's formula without saying so."""

from __future__ import annotations

from typing import Any

import pytest

from metadata.checks import check_template
from tests.runtime.world import regime_document


def _documents(column: dict[str, Any], cells: dict[str, Any] | None = None) -> dict[str, dict[str, Any]]:
    columns = {"cA": {"label": "Loại", "stub": "caption"}, "c1": {"label": "Tồn đầu kỳ", "code": "dk", "number": "1", "cell": column}, "c2": {"label": "Tăng", "code": "tang", "number": "2"}}
    rows = {
        "r0": {"label": "TỔNG SỐ", "kind": "total", "code": "r0", "children": ["r1", "r2"], "cell": {"kind": "computed", "formula": "sum(children())"}},
        "r1": {"label": "Khẩu trang", "kind": "data", "code": "r1"},
        "r2": {"label": "Găng tay", "kind": "data", "code": "r2"},
    }
    grid = {"kind": "grid", "title": "", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": ["r0"], "nodes": rows}, "cells": cells or {}}
    form = {"spec": "form/1", "id": "f_1", "code": "01", "title": "BIỂU", "sections": {"order": ["s1"], "items": {"s1": grid}}}
    return {one["id"]: one for one in (form, regime_document(["f_1"]))}


def _told(*asked: Any) -> list[str]:
    return [problem.sentence() for problem in check_template(_documents(*asked)) if problem.code == "template.total_displaced"]


@pytest.mark.parametrize(
    ("column", "way"),
    [
        ({"kind": "carried", "formula": "prev(tang)"}, "lấy số từ nơi khác"),
        ({"kind": "number", "decimals": 2}, "để người nhập gõ"),
        ({"kind": "computed", "formula": "0"}, "là một số cố định"),
        ({"kind": "computed", "formula": "round(0, 2)"}, "là một số cố định"),
        ({"kind": "computed", "formula": "prev(tang)"}, "lấy số từ nơi khác"),
    ],
)
def test_a_total_that_nothing_adds_up_is_told_with_the_cells_that_would(column: dict[str, Any], way: str) -> None:
    told = _told(column)
    assert len(told) == 1
    assert f"cột 1 {way}" in told[0].casefold()
    assert "TỔNG SỐ" in told[0]
    found = next(one for one in check_template(_documents(column)) if one.code == "template.total_displaced")
    assert (found.place, found.severity) == ("f_1/s1/c1", "warning")
    assert found.args["proposal_cells"] == {"r0:c1": "sum(children())"}


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ({}, {}),
        ({"decimals": 2}, {}),
        ({"kind": "computed", "formula": "tang * 2"}, {}),
        ({"kind": "computed", "formula": "prev(tang) + tang"}, {}),
        ({"kind": "computed", "formula": "tang +"}, {}),
        ({"kind": "text"}, {}),
        ({"kind": "carried", "formula": "prev(tang)"}, {"r0:c1": {"kind": "computed", "formula": "sum(children())"}}),
        ({"kind": "carried", "formula": "prev(tang)"}, {"r0:c1": {"kind": "carried"}}),
    ],
    ids=["no rule", "decimals alone", "of the same row", "with the same row", "no formula", "words", "its own sum", "meant"],
)
def test_nothing_is_told_where_the_sum_holds_or_the_cell_says_what_is_meant(column: dict[str, Any], cells: dict[str, Any]) -> None:
    assert _told(column, cells) == []
