"""``computed``, ``carried`` and ``blocked``: cells that the form fills by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metadata.celltypes.base import CellType, register
from metadata.celltypes.number import check_number, display_number, number_schema
from metadata.documents.form import CellSpec
from metadata.errors import Problem
from metadata.values import NA, CellValue, encode


def _computed(_value: CellValue, _spec: CellSpec, _place: str) -> list[Problem]:
    # What a formula gave is judged by checks, not by the limits of entry.
    return []


def _blocked(value: CellValue, _spec: CellSpec, place: str) -> list[Problem]:
    return [] if value is NA else [Problem("cell.blocked", place)]


def _blocked_text(value: CellValue, _spec: CellSpec) -> str:
    return "X" if value is NA else str(encode(value))


def _blocked_schema(_spec: CellSpec) -> Mapping[str, Any]:
    return {"anyOf": [{"type": "object", "properties": {"s": {"const": "x"}}, "required": ["s"]}, {"type": "null"}]}


register(CellType("computed", "Tính tự động", "Computed", False, True, _computed, display_number, number_schema, examples=(({"formula": "c1 + c2"}, "97"),)))
register(
    CellType(
        "carried", "Chuyển từ kỳ trước hoặc biểu khác", "Carried over", True, True, check_number, display_number, number_schema,
        examples=(({"formula": "prev(c11)"}, "20"),), counter=(({"formula": "prev(c11)"}, "-1"),),
    )
)
register(CellType("blocked", "Khoá (X)", "Blocked (X)", False, False, _blocked, _blocked_text, _blocked_schema, examples=(({}, {"s": "x"}),), counter=(({}, "1"),)))
