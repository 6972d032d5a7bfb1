"""What a kind of cell is, and the registry of kinds.

A kind is one module in this package that ends with ``register(CellType(...))``; everything about the
kind stands there: who fills it, how a value is checked and shown, its JSON Schema. Contract tests run
over the registry, so a new kind is tested by being there.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from metadata.documents.form import CellSpec
from metadata.errors import Problem
from metadata.values import CellValue, Invalid, State

Check = Callable[[CellValue, CellSpec, str], list[Problem]]
Display = Callable[[CellValue, CellSpec], str]


@dataclass(frozen=True)
class CellType:
    """All that the project knows of one kind of cell.

    ``entered``: a person fills it. ``numeric``: it takes part in sums and vectors.
    ``check(value, spec, place)`` lists what is wrong with a value (never blank); ``display`` shows it
    the way the form prints it; ``schema(spec)`` is the JSON Schema of its wire value; ``examples``
    are pairs of (spec, JSON value) that must be accepted, ``counter`` of those that must not.
    """

    kind: str
    label_vi: str
    label_en: str
    entered: bool
    numeric: bool
    check: Check
    display: Display
    schema: Callable[[CellSpec], Mapping[str, Any]]
    examples: tuple[tuple[Mapping[str, Any], Any], ...] = ()
    counter: tuple[tuple[Mapping[str, Any], Any], ...] = ()


_KINDS: dict[str, CellType] = {}


def register(cell_type: CellType) -> None:
    """Add a kind. Raises ValueError when the kind is there already."""
    if cell_type.kind in _KINDS:
        raise ValueError(f"cell kind declared twice: {cell_type.kind}")
    _KINDS[cell_type.kind] = cell_type


@cache
def cell_types() -> Mapping[str, CellType]:
    """All kinds by name."""
    package = importlib.import_module("metadata.celltypes")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"metadata.celltypes.{module.name}")
    return dict(_KINDS)


def cell_type(spec: CellSpec) -> CellType:
    """The kind of a resolved cell."""
    return cell_types()[spec.kind or "number"]


def check_value(value: CellValue, spec: CellSpec, place: str) -> list[Problem]:
    """What is wrong with a value that stands in a cell; blank is only wrong where required."""
    kind = cell_type(spec)
    if value is None:
        needs = spec.required and kind.entered
        return [Problem("cell.required", place)] if needs else []
    return kind.check(value, spec, place)


def show(value: CellValue, spec: CellSpec) -> str:
    """A value as the form prints it: blank is empty, "-" and X are themselves."""
    match value:
        case None:
            return ""
        case State.DASH:
            return "-"
        case State.NA:
            return "X"
        case Invalid(raw):
            return raw
    return cell_type(spec).display(value, spec)
