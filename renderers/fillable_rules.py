"""What may be typed in a cell of a workbook, as the spreadsheet checks it while typing, and what it says.

The spreadsheet's rule is never stricter than the form's own check and never the last word: bringing the file back judges again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from metadata.documents import CellSpec
from metadata.numbers import format_vi
from metadata.values import decimal_text
from renderers.display import unit_label

Source = Callable[[tuple[str, ...]], "str | list[str]"]
"""What the rule of a list names: captions themselves, or where they stand."""
_TITLE: Final = 32
_MESSAGE: Final = 255
_DIGITS: Final = 15
_FIRST_DAY: Final = dt.date(1900, 3, 1)
_LAST_DAY: Final = dt.date(9999, 12, 31)
_WIDE: Final = "Số dài quá 15 chữ số: gõ dấu ' trước số."


@dataclass(frozen=True, slots=True)
class Entry:
    """How a cell is filled: its properties, whether the unit types in it, what helps to fill it, captions to choose from."""

    spec: CellSpec
    unlocked: bool
    guidance: str = ""
    choices: tuple[str, ...] = ()


def validation(entry: Entry, first: str, source: Source) -> dict[str, Any] | None:
    """Rule and messages of an open cell, or what a locked one tells; None when there is nothing to say. `first` is the first cell."""
    rule, wrong, hint = _rule(entry, first, source) if entry.unlocked else ({"validate": "any"}, "", _locked(entry.spec))
    said = " ".join(part for part in (entry.guidance.strip(), hint) if part)
    if rule["validate"] == "any" and not said:
        return None
    found: dict[str, Any] = {**rule, "ignore_blank": True}
    if said:
        found |= {"input_title": _cut(_about(entry.spec), _TITLE), "input_message": _cut(said, _MESSAGE)}
    if wrong:
        found |= {"error_title": "Chưa đúng", "error_message": _cut(wrong, _MESSAGE)}
    return found


def _rule(entry: Entry, first: str, source: Source) -> tuple[dict[str, Any], str, str]:
    """The rule, what is said when it is broken, what is said beforehand."""
    spec = entry.spec
    if entry.choices:
        rule = {"validate": "list", "source": source(entry.choices)}
        return rule, "Chọn một mục trong danh sách; không gõ chữ khác.", ""
    match spec.kind:
        case "date":
            days: dict[str, Any] = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            return days, "Gõ ngày dạng ngày/tháng/năm, ví dụ 01/03/2026.", "Ngày/tháng/năm, ví dụ 01/03/2026."
        case "text":
            if not spec.max_length:
                return {"validate": "any"}, "", ""
            limit = f"Nhiều nhất {format_vi(Decimal(spec.max_length))} chữ."
            return {"validate": "length", "criteria": "<=", "value": spec.max_length}, limit, limit
        case "target":
            return {"validate": "any"}, "", "Ví dụ: 4,5 · Trên 4 · Dưới 10 · 61–62 · Khoảng 4."
        case "choice":
            return {"validate": "any"}, "", ""
    return _number(spec, first)


def _number(spec: CellSpec, first: str) -> tuple[dict[str, Any], str, str]:
    decimals = spec.decimals or 0
    low = spec.min if spec.min is not None else None if spec.signed else Decimal(0)
    words = _figure_words(spec, low, decimals)
    told = words if spec.min is not None or spec.max is not None or decimals or spec.step is not None else ""
    if spec.dash is False and not decimals and spec.step is None and spec.max is not None and low is not None:
        bounds = {"minimum": _figure(low), "maximum": _figure(spec.max)}
        return {"validate": "whole", "criteria": "between", **bounds}, f"Chỉ nhận {words}.", told
    tests = [f"ABS({first})<1E{_DIGITS - decimals}", f"ROUND({first},{decimals})={first}"]
    tests += [f"{first}>={_figure(low)}"] if low is not None else []
    tests += [f"{first}<={_figure(spec.max)}"] if spec.max is not None else []
    if spec.step is not None and spec.step > 0:
        step = _figure(spec.step)
        tests.append(f"ABS({first}/{step}-ROUND({first}/{step},0))<1E-9")
    other = [] if spec.dash is False else [f'{first}="-"']
    wide = spec.max is None or spec.max >= Decimal(10) ** (_DIGITS - decimals)
    other += [f"LEN({first})>{_DIGITS}"] if wide else []
    else_text = f"OR({','.join(other)})" if other else "FALSE"
    formula = f"=IF(ISNUMBER({first}),AND({','.join(tests)}),{else_text})"
    dash = "" if spec.dash is False else ", hoặc dấu “-” nếu không phát sinh"
    return {"validate": "custom", "value": formula}, f"Chỉ nhận {words}{dash}." + (f" {_WIDE}" if wide else ""), told


def _figure_words(spec: CellSpec, low: Decimal | None, decimals: int) -> str:
    words = f"số có nhiều nhất {decimals} chữ số thập phân" if decimals else "số nguyên"
    if low is not None and spec.max is not None:
        words += f" từ {format_vi(low)} đến {format_vi(spec.max)}"
    elif low is not None:
        words += " không âm" if low == 0 else f" từ {format_vi(low)} trở lên"
    elif spec.max is not None:
        words += f" đến {format_vi(spec.max)}"
    if spec.step is not None:
        words += f", chia hết cho {format_vi(spec.step)}"
    return words


def _figure(number: Decimal) -> str:
    return decimal_text(number.normalize() if number else Decimal(0))


def _about(spec: CellSpec) -> str:
    unit = unit_label(spec.unit)
    names = {"text": "Nhập chữ", "date": "Nhập ngày", "choice": "Chọn trong danh sách", "target": "Nhập chỉ tiêu", "file": "Tệp đính kèm"}
    names |= {"computed": "Ô tự tính", "carried": "Số chuyển sang", "blocked": "Ô khoá"}
    name = names.get(spec.kind or "", "Nhập số")
    return f"{name} ({unit})" if unit and name == "Nhập số" else name


def _locked(spec: CellSpec) -> str:
    return "Nộp tệp này ở trang nhập liệu; ở đây chỉ ghi tên tệp." if spec.kind == "file" else ""


def _cut(text: str, limit: int) -> str:
    """Within the characters that a message takes, cut between words."""
    plain = " ".join(text.split())
    while len(plain.encode("utf-16-le")) // 2 > limit:
        plain = plain[: min(limit, len(plain)) - 2].rsplit(" ", 1)[0] + "…"
    return plain
