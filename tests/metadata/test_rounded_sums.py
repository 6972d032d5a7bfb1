"""A total over figures rounded to millions is offered the tolerance of rounding, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from metadata.errors import Problem
from tests.metadata.linting import findings

_ROWS = """
01 | Tổng số
02 | Trồng trọt
03 | Chăn nuôi
"""


def _header(unit: str) -> str:
    return f"""
- Nội dung :: A
- Tổng :: 1 {{{unit}}}
- Ngân sách :: 2 {{{unit}}}
- Nguồn khác :: 3 {{{unit}}}
"""


def _found(rule: Any, unit: str = "trieu_dong") -> list[Problem]:
    return [one for one in findings(_header(unit), _ROWS, {"k9": rule}) if one.code == "template.rounded_sum"]


@pytest.mark.parametrize(("expr", "place"), [("c1 == c2 + c3", "f_1/s1/c1"), ("c3 = c1 - c2", "f_1/s1/c1"), ("r01 == r02 + r03", "f_1/s1/r01")])
def test_a_total_of_rounded_figures(expr: str, place: str) -> None:
    (found,) = _found(expr)
    assert (found.place, found.severity) == (place, "warning")
    assert (found.args["proposal_tolerance"], found.args["proposal_of"]) == ("auto", "k_1/k9")
    assert "làm tròn theo triệu đồng" in found.sentence("vi")


@pytest.mark.parametrize(
    ("rule", "unit"),
    [
        ("c1 == c2 + c3", "dong"),
        ("c1 == c2 + c3", "nguoi"),
        ("c1 == c2", "trieu_dong"),
        ("c1 >= c2 + c3", "trieu_dong"),
        ({"expr": "c1 == c2 + c3", "tolerance": "auto"}, "trieu_dong"),
        ({"expr": "c1 == c2 + c3", "tolerance": "0.1"}, "trieu_dong"),
        ({"expr": "c1 == c2 + c3", "severity": "warning"}, "trieu_dong"),
    ],
)
def test_where_nothing_is_rounded_or_a_difference_is_allowed_nothing_is_said(rule: Any, unit: str) -> None:
    assert _found(rule, unit) == []
