"""What a person reads in a cell, and the cell of the neutral tree that carries it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from metadata.documents import CellSpec, Dimension
from metadata.measures import find
from metadata.numbers import format_vi
from metadata.values import DASH, CellValue, Choice, FileRef, Invalid, State, Target, encode
from renderers.document import Cell, CellState, Formula

_TARGET_SIGNS: Final = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "about": "Khoảng "}

Dimensions = Mapping[str, Dimension]


def unit_label(unit: str | None) -> str:
    """Printed symbol of a unit of measure; an unknown id is shown as it is."""
    if not unit:
        return ""
    known = find(unit)
    return known.symbol if known else unit


def number_text(number: Decimal, decimals: int) -> str:
    """1.234.567,89 with the declared decimals, more when the number carries more: nothing is hidden."""
    return format_vi(number, max(decimals, _carried(number)))


def number_format(decimals: int) -> str:
    """Spreadsheet format with separators of the reader's own locale."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _carried(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def target_text(target: Target) -> str:
    """A target as plans write it: "≥ 4", "61–62", "Khoảng 4", "Xuất siêu"."""
    a = "" if target.a is None else format_vi(target.a)
    b = "" if target.b is None else format_vi(target.b)
    if target.op == "text":
        return target.text
    figure = f"{a}–{b}" if target.op == "range" else _TARGET_SIGNS[target.op] + a
    return f"{figure} {target.text}".strip()


def value_text(value: CellValue, spec: CellSpec, dimensions: Dimensions | None = None) -> str:
    """Text of a value in a cell of these properties; blank is empty, a dash "-", not applicable "X"."""
    match value:
        case None:
            return ""
        case Decimal():
            return number_text(value, spec.decimals or 0)
        case State():
            return "-" if value is DASH else "X"
        case Invalid(raw):
            return raw
        case str():
            return value
        case dt.date():
            return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
        case Choice(chosen):
            return _choice_label(chosen, spec, dimensions or {})
        case Target():
            return target_text(value)
        case FileRef():
            return value.name
    raise TypeError(f"not a cell value: {type(value).__name__}")


def _choice_label(chosen: str, spec: CellSpec, dimensions: Dimensions) -> str:
    for option in spec.choices or ():
        if option.value == chosen:
            return option.label
    dimension = dimensions.get(spec.dimension or "")
    if dimension and chosen in dimension.members:
        return dimension.members[chosen].name
    return chosen


def _state(value: CellValue) -> CellState:
    match value:
        case None:
            return "blank"
        case Decimal():
            return "number"
        case State():
            return "dash" if value is DASH else "na"
        case Invalid():
            return "invalid"
        case Choice():
            return "choice"
        case Target():
            return "target"
        case FileRef():
            return "file"
        case dt.date():
            return "date"
    return "text"


def cell_of(
    key: str,
    value: CellValue,
    spec: CellSpec,
    *,
    formula: Formula | None = None,
    dimensions: Dimensions | None = None,
) -> Cell:
    """The drawn cell: a blocked cell is X whatever was stored under its key."""
    if spec.kind == "blocked":
        return Cell(key, "blocked", "X")
    numeric = spec.kind in ("number", "computed", "carried")
    decimals = spec.decimals or 0
    number = value if isinstance(value, Decimal) else None
    if number is not None:
        decimals = max(decimals, _carried(number))
    return Cell(
        key=key,
        state=_state(value),
        text=value_text(value, spec, dimensions),
        value=number,
        encoded=encode(value),
        number_format=number_format(decimals) if numeric else "General",
        formula=formula if number is not None or value is None else None,
        unit=unit_label(spec.unit),
    )


def stub_cell(text: str, indent: int = 0, marks: tuple[str, ...] = ()) -> Cell:
    """Printed text of the form."""
    return Cell("", "stub", text, indent=indent, marks=marks)


NO_CELL: Final = Cell("", "none")
