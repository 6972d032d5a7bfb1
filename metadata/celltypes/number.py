"""``number``: a figure that a person enters."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from metadata.celltypes.base import CellType, register
from metadata.documents.form import CellSpec
from metadata.errors import Problem
from metadata.numbers import WIDE, format_vi, round_half_away
from metadata.values import MAX_DIGITS, NA, CellValue, Invalid, State, encode


def raw_text(value: CellValue) -> str:
    """A foreign value as text, for the message that refuses it."""
    return value.raw if isinstance(value, Invalid) else str(encode(value))


def takes_negative(spec: CellSpec) -> bool:
    """Whether a figure below zero may stand in the cell."""
    return bool(spec.signed) if spec.min is None else spec.min < 0


def check_number(value: CellValue, spec: CellSpec, place: str) -> list[Problem]:
    """Scale, sign and range of a figure; "-" only where the cell takes it; X never typed."""
    if isinstance(value, State):
        if value is NA:
            return [Problem("cell.x_not_allowed", place)]
        return [Problem("cell.dash_not_allowed", place)] if spec.dash is False else []
    if not isinstance(value, Decimal):
        return [Problem("cell.not_a_number", place, {"value": raw_text(value)})]
    found = _digits(value, spec, place)
    if value < 0 and not spec.signed and (spec.min is None or spec.min >= 0):
        return [*found, Problem("cell.negative", place, {"value": format_vi(value)})]
    low, high = spec.min, spec.max
    if (low is not None and value < low) or (high is not None and value > high):
        limits = {"low": "…" if low is None else format_vi(low), "high": "…" if high is None else format_vi(high)}
        found.append(Problem("cell.out_of_range", place, {"value": format_vi(value), **limits}))
    if spec.step is not None and spec.step > 0 and WIDE.remainder(value, spec.step) != 0:
        found.append(Problem("cell.step", place, {"value": format_vi(value), "step": format_vi(spec.step)}))
    return found


def _digits(value: Decimal, spec: CellSpec, place: str) -> list[Problem]:
    _, digits, exponent = value.as_tuple()
    if len(digits) > MAX_DIGITS:
        return [Problem("number.too_long", place, {"limit": MAX_DIGITS})]
    decimals = spec.decimals or 0
    over = isinstance(exponent, int) and -exponent > decimals and value != round_half_away(value, decimals)
    return [Problem("number.scale", place, {"decimals": decimals})] if over else []


def display_number(value: CellValue, spec: CellSpec) -> str:
    """``1.234.567,89`` with the cell's decimals."""
    return format_vi(value, spec.decimals or 0) if isinstance(value, Decimal) else str(encode(value))


def number_schema(_spec: CellSpec) -> Mapping[str, Any]:
    """Decimal text, "-", X, or a kept draft. Scale and range are checked on decimals, not by schema."""
    return {
        "anyOf": [
            {"type": "string", "pattern": "^-?(0|[1-9][0-9]*)([.][0-9]+)?$"},
            {"type": "object", "properties": {"s": {"enum": ["-", "x"]}}, "required": ["s"], "additionalProperties": False},
            {"type": "object", "properties": {"raw": {"type": "string"}}, "required": ["raw"], "additionalProperties": False},
            {"type": "null"},
        ]
    }


register(
    CellType(
        kind="number",
        label_vi="Nhập số",
        label_en="Number",
        entered=True,
        numeric=True,
        check=check_number,
        display=display_number,
        schema=number_schema,
        examples=(({}, "97"), ({}, {"s": "-"}), ({"decimals": 2}, "19.99"), ({"signed": True}, "-3"), ({"decimals": 2}, "12345678901234567890.12")),
        counter=(({}, "1.5"), ({}, "-3"), ({"max": "100"}, "101"), ({"dash": False}, {"s": "-"}), ({}, {"raw": "abc"}), ({}, {"t": "97"})),
    )
)
