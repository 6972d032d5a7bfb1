"""What a person reads in a cell, and the cell of the neutral tree that carries it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from metadata.celltypes import cell_types, show
from metadata.documents import CellSpec, Dimension
from metadata.measures import find
from metadata.numbers import format_vi
from metadata.rich import RichText, lines_of
from metadata.values import DASH, CellValue, Choice, FileRef, Invalid, State, Target, encode
from renderers.document import Cell, CellState, Formula

_DATE_FORMAT: Final = "dd/mm/yyyy"
Dimensions = Mapping[str, Dimension]


@cache
def unit_label(unit: str | None) -> str:
    """Printed symbol of a unit of measure; an unknown id is shown as it is."""
    if not unit:
        return ""
    known = find(unit)
    return known.symbol if known else unit


def number_text(number: Decimal, decimals: int) -> str:
    """1.234.567,89 with the declared decimals, more when the number carries more: nothing is hidden."""
    return format_vi(number, max(decimals, _carried(number)))


@cache
def number_format(decimals: int) -> str:
    """Spreadsheet format with separators of the reader's own locale."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _carried(number: Decimal) -> int:
    """Decimals that a number carries, zeros at its end not counted."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= 0:
        return 0
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def value_text(value: CellValue, spec: CellSpec, dimensions: Dimensions | None = None) -> str:
    """Text of a value in a cell of these properties; blank is empty, a dash "-", not applicable "X".

    What the value is decides, not the kind of the cell: an old value under a changed kind still reads as itself.
    """
    match value:
        case Decimal():
            return number_text(value, spec.decimals or 0)
        case None | State() | Invalid():
            return show(value, spec)
        case Choice(chosen):
            return _choice_label(chosen, spec, dimensions or {})
    return cell_types()[_state(value)].display(value, spec)


def _choice_label(chosen: str, spec: CellSpec, dimensions: Dimensions) -> str:
    dimension = dimensions.get(spec.dimension or "")
    if dimension and chosen in dimension.members:
        return dimension.members[chosen].name
    return show(Choice(chosen), replace(spec, kind="choice"))


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
        number_format=number_format(decimals) if numeric else _DATE_FORMAT if spec.kind == "date" else "General",
        formula=formula if number is not None or value is None else None,
        unit=unit_label(spec.unit),
        options=_options(spec, dimensions or {}) if spec.kind == "choice" else (),
        lines=lines_of(value) if isinstance(value, RichText) or (spec.rich and isinstance(value, str)) else (),
    )


def _options(spec: CellSpec, dimensions: Dimensions) -> tuple[tuple[str, str], ...]:
    dimension = dimensions.get(spec.dimension or "")
    if dimension is None:
        return tuple((option.value, option.label) for option in spec.choices or ())
    return tuple((value, member.name) for value, member in dimension.members.items())


def stub_cell(text: str, indent: int = 0, marks: tuple[str, ...] = ()) -> Cell:
    """Printed text of the form."""
    return Cell("", "stub", text, indent=indent, marks=marks)


NO_CELL: Final = Cell("", "none")
