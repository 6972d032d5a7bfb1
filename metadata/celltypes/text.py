"""``text``, ``choice``, ``date``, ``file`` and ``target``: cells that hold no plain figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from metadata.celltypes.base import CellType, register
from metadata.celltypes.number import raw_text
from metadata.documents.form import CellSpec
from metadata.errors import KhuonError, Problem
from metadata.legacy import old_reading
from metadata.numbers import format_vi
from metadata.rich import RichText
from metadata.text import clean
from metadata.values import CellValue, Choice, FileRef, State, Target

MAX_TEXT: Final = 32_767
#: No attached file is larger, in MB, whatever a form says: one request takes no more.
FILE_MOST: Final = 10
_MEGABYTE: Final = 1024 * 1024
_SIGNS: Final = {"eq": "", "ge": "≥ ", "gt": "Trên ", "le": "≤ ", "lt": "Dưới ", "about": "Khoảng "}


def _tagged(tag: str, inner: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"anyOf": [{"type": "object", "properties": {tag: inner}, "required": [tag]}, {"type": "null"}]}


def _plain(value: CellValue, _spec: CellSpec) -> str:
    return str(value)


def check_text(value: CellValue, spec: CellSpec, place: str) -> list[Problem]:
    """Text within its length (a workbook cell holds 32,767 characters), without control characters."""
    if isinstance(value, RichText) and not spec.rich:
        return [Problem("rich.not_taken", place)]
    if not isinstance(value, str | RichText):
        return [] if isinstance(value, State) else [Problem("cell.not_text", place)]
    limit = spec.max_length or MAX_TEXT
    text = str(value)
    if len(text) > limit:
        return [Problem("cell.too_long", place, {"length": len(text), "limit": limit})]
    try:
        clean(text, place, lines=True)
    except KhuonError as error:
        return list(error.problems)
    reading = old_reading(text)
    return [Problem("text.legacy_encoding", place, {"reading": reading[:200]}, "warning")] if reading else []


def check_choice(value: CellValue, spec: CellSpec, place: str) -> list[Problem]:
    """One of the declared values; members of a dimension are checked by who knows the template."""
    if not isinstance(value, Choice):
        return [Problem("cell.not_a_choice", place, {"value": raw_text(value)})]
    known = {option.value for option in spec.choices or ()}
    if known and value.value not in known:
        return [Problem("cell.not_a_choice", place, {"value": value.value})]
    return []


def show_choice(value: CellValue, spec: CellSpec) -> str:
    """The caption of the chosen value."""
    chosen = value.value if isinstance(value, Choice) else str(value)
    return next((option.label for option in spec.choices or () if option.value == chosen), chosen)


def _check_date(value: CellValue, _spec: CellSpec, place: str) -> list[Problem]:
    if isinstance(value, dt.date):
        return []
    return [Problem("cell.not_a_date", place, {"value": raw_text(value)})]


def _show_date(value: CellValue, _spec: CellSpec) -> str:
    return f"{value.day:02d}/{value.month:02d}/{value.year:04d}" if isinstance(value, dt.date) else str(value)


def file_limit(said: int | None) -> int:
    """The size, in MB, that a place takes: what the form says, within what is taken at all."""
    return min(said or FILE_MOST, FILE_MOST)


def _check_file(value: CellValue, spec: CellSpec, place: str) -> list[Problem]:
    if not isinstance(value, FileRef):
        return [Problem("cell.not_a_file", place)]
    accept = spec.accept or ()
    suffix = value.name.rsplit(".", 1)[-1].lower()
    if accept and suffix not in accept:
        return [Problem("cell.file_type", place, {"name": value.name, "accept": ", ".join(accept)})]
    limit = file_limit(spec.max_mb)
    if value.size > limit * _MEGABYTE:
        size = format_vi(Decimal(value.size) / _MEGABYTE, 1)
        return [Problem("cell.file_size", place, {"name": value.name, "size": size, "limit": limit})]
    return []


def _show_file(value: CellValue, _spec: CellSpec) -> str:
    return value.name if isinstance(value, FileRef) else str(value)


def check_target(value: CellValue, _spec: CellSpec, place: str) -> list[Problem]:
    """A comparator with its number, a range with two in order, or words alone."""
    if not isinstance(value, Target):
        return [Problem("cell.not_a_target", place)]
    if value.op == "text":
        complete = bool(value.text)
    elif value.op == "range":
        complete = value.a is not None and value.b is not None and value.a <= value.b
    else:
        complete = value.a is not None
    return [] if complete else [Problem("cell.not_a_target", place)]


def show_target(value: CellValue, _spec: CellSpec) -> str:
    """"Trên 4", "61–62", "Khoảng 4", "Xuất siêu"."""
    if not isinstance(value, Target):
        return str(value)
    if value.op == "text" or value.a is None:
        return value.text
    if value.op == "range" and value.b is not None:
        figure = f"{format_vi(value.a)}–{format_vi(value.b)}"
    else:
        figure = _SIGNS.get(value.op, "") + format_vi(value.a)
    return f"{figure} {value.text}".strip()


_FILE = {"type": "object", "properties": {"name": {"type": "string"}, "sha256": {"type": "string"}, "size": {"type": "integer"}}}
_FILE_EXAMPLE = {"file": {"name": "qd.pdf", "sha256": "0" * 64, "size": 10}}
_YES_NO = {"choices": [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]}

register(CellType("text", "Chữ", "Text", True, False, check_text, _plain, lambda spec: _tagged("t", {"type": "string", "maxLength": spec.max_length or MAX_TEXT}),
                  examples=(({}, {"t": "- Đã hoàn thành"}),), counter=(({"max_length": 3}, {"t": "dài quá"}), ({}, "12"), ({}, {"t": "\x1b[2J"}), ({}, {"rich": [{"runs": [{"text": "đậm", "marks": "b"}]}]}))))
register(CellType("choice", "Lựa chọn", "Choice", True, False, check_choice, show_choice, lambda spec: _tagged("c", {"enum": [option.value for option in spec.choices or ()]} if spec.choices else {"type": "string"}),
                  examples=((_YES_NO, {"c": "co"}),), counter=((_YES_NO, {"c": "<script>"}), (_YES_NO, "1"))))
register(CellType("date", "Ngày", "Date", True, False, _check_date, _show_date, lambda _spec: _tagged("d", {"type": "string", "format": "date"}),
                  examples=(({}, {"d": "1899-12-31"}),), counter=(({}, {"raw": "không phải ngày"}), ({}, "12"))))
register(CellType("file", "Tệp đính kèm", "File", True, False, _check_file, _show_file, lambda _spec: _tagged("file", _FILE),
                  examples=(({"accept": ["pdf"]}, _FILE_EXAMPLE),), counter=(({"accept": ["xlsx"]}, _FILE_EXAMPLE), ({}, "12"))))
register(CellType("target", "Chỉ tiêu có dấu so sánh", "Target with comparator", True, False, check_target, show_target, lambda _spec: {"anyOf": [{"type": "object", "required": ["op"]}, {"type": "null"}]},
                  examples=(({}, {"op": "gt", "a": "4"}), ({}, {"op": "range", "a": "61", "b": "62"}), ({}, {"op": "text", "text": "Xuất siêu"})),
                  counter=(({}, {"op": "range", "a": "62", "b": "61"}), ({}, {"op": "ge"}), ({}, "4"))))
