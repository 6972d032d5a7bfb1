"""Live formulas of a workbook: where its cells stand, and the helper cells of formulas that are too long for one cell.

The text itself is printed by `metadata.formula.targets.excel`. What a workbook cannot say raises `Unsupported`; the cell then holds our
value alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from metadata.formula.functions import Operand
from metadata.formula.spelling.workbook import Ref, Sort
from metadata.formula.targets import excel
from metadata.formula.targets.closures import Cells, evaluate
from metadata.formula.targets.excel import Unsupported
from metadata.formula.tree import Call, Kind, Node, Slot, Slots, walk
from renderers.document import Cell, Formula

_USUAL_DIGITS: Final = 9
_SORTS: Final[Mapping[Kind, Sort]] = {Kind.TEXT: "text", Kind.DATE: "date", Kind.OTHER: "other", Kind.TRUTH: "truth"}
_MARKS: Final = frozenset({"dash", "na", "blocked"})
OUTSIDE: Final = "outside"
"""Why a cell has no address: it stands in no sheet of this workbook, or holds what a spreadsheet would change."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cell of the report stands (zero-based), and the cell."""

    sheet: str
    row: int
    column: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Helper:
    """A part of a formula in a cell of its own: for which cell, its text without "=", its value as the language computes it."""

    owner: str
    text: str
    value: Operand


@dataclass
class Places:
    """Where every cell of the report stands; None for one that no formula may name.

    `helper_sheet` is the name of the sheet that the helper cells will stand on, one below the other from `HELPERS_TOP` on.
    """

    helper_sheet: str
    helpers: list[Helper] = field(default_factory=list)
    addresses: dict[str, Address | None] = field(default_factory=dict)
    instances: dict[str, list[str]] = field(default_factory=dict)

    def put(self, sheet: str, row: int, column: int, cell: Cell, *, known: bool) -> None:
        """Note where a cell stands."""
        if not cell.key:
            return
        self.addresses[cell.key] = Address(sheet, row, column, cell) if known else None
        head, hash_sign, tail = cell.key.partition("#")
        if hash_sign:
            self.instances.setdefault(f"{head}#:{tail.partition(':')[2]}", []).append(cell.key)

    def find(self, key: str) -> Address:
        """The address of a key. Raises `Unsupported`."""
        found = self.addresses.get(key)
        if found is None:
            raise Unsupported(OUTSIDE)
        return found


HELPERS_TOP: Final = 2
HELPER_COLUMN: Final = 1


def formula_text(formula: Formula, key: str, sheet: str, places: Places) -> str:
    """`=…` for the cell `key` on `sheet`; its helper cells are added to the places. Raises `Unsupported`."""
    tree = formula.tree or Call("sum", tuple(Slot(part) for part in formula.parts), Kind.NUMBER, blank=True)
    known = len(places.helpers)
    try:
        text = excel.formula_text(tree, formula.decimals, _Standing(formula, key, sheet, places))
        if len(places.helpers) > known:  # parts of it stand on another sheet, so every cell is named with its own
            del places.helpers[known:]
            text = excel.formula_text(tree, formula.decimals, _Standing(formula, key, "", places))
    except Unsupported:
        del places.helpers[known:]
        raise
    return f"={text}"


@dataclass(frozen=True)
class _Standing:
    """The cells as one formula names them from its own sheet; with an empty `sheet` as they are named from anywhere."""

    formula: Formula
    key: str
    sheet: str
    places: Places

    @property
    def inst(self) -> str:
        """The instance of the open row that the formula stands in."""
        match = re.match(r"[^:#]+#([^:]+):", self.key)
        return match[1] if match else ""

    def cell(self, slot: Slot) -> Ref:
        """Where the cell of a slot stands."""
        address = self.places.find(self.place_of(slot))
        cell, sort = address.cell, _SORTS.get(slot.kind, "number")
        value = cell.value or Decimal(0)
        return replace(
            self.named(address.sheet, address.row, address.column),
            sort=sort,
            decimals=len(cell.number_format.partition(".")[2]),
            digits=max(_USUAL_DIGITS, value.adjusted() + 2),
            labels=_captions(cell),
            marked=sort != "number" and cell.state in _MARKS,
            old=sort == "date" and cell.state == "date" and not is_sheet_date(cell),
        )

    def instances(self, slots: Slots) -> Sequence[Slot]:
        """The cells of a column of a list."""
        return [Slot(key, slots.kind) for key in self.places.instances.get(slots.key, ())]

    def park(self, node: Node, text: str) -> Ref:
        """Add a helper cell."""
        helpers = self.places.helpers
        helpers.append(Helper(self.key, text, evaluate(node, self.values_for(node))))
        return self.named(self.places.helper_sheet, HELPERS_TOP + len(helpers) - 1, HELPER_COLUMN)

    def named(self, sheet: str, row: int, column: int) -> Ref:
        """A cell of a sheet as it is named from here."""
        prefix = "" if sheet == self.sheet else "'" + sheet.replace("'", "''") + "'!"
        return Ref(prefix, row, column, xl_rowcol_to_cell(row, column))

    def place_of(self, slot: Slot) -> str:
        """The key under which the cell of a slot is drawn. Raises `Unsupported` where no instance says which cell it is."""
        if slot.is_open:
            if not self.inst:
                raise Unsupported(OUTSIDE)
            return slot.key.replace("#:", f"#{self.inst}:")
        if self.formula.inst:
            row, _, column = slot.key.partition(":")
            return f"{row}#{self.formula.inst}:{column}" if row == self.formula.unit_row else slot.key
        return slot.key

    def values_for(self, node: Node) -> Cells:
        """What a part of the formula reads."""
        values: dict[str, Operand] = {}
        instances: dict[str, list[str]] = {}
        for leaf in walk(node):
            if isinstance(leaf, Slots):
                keys = self.places.instances.get(leaf.key, [])
                values |= {key: operand(self.places.find(key).cell) for key in keys}
                instances[leaf.owner] = [key.partition("#")[2].partition(":")[0] for key in keys]
            elif isinstance(leaf, Slot):
                key = self.place_of(leaf)
                values[key if leaf.is_open else leaf.key] = operand(self.places.find(key).cell)
        return Cells(values, self.inst, instances)


def _captions(cell: Cell) -> tuple[tuple[str, str], ...]:
    """Value and caption of what can be chosen, each caption once: that of the value chosen now, be it listed or not, goes first."""
    found = {caption: value for value, caption in reversed(cell.options)}
    if cell.state == "choice" and isinstance(cell.encoded, dict):
        found[cell.text] = str(cell.encoded.get("c", ""))
    return tuple((value, caption) for caption, value in found.items())


def operand(cell: Cell) -> Operand:
    """A drawn cell as formulas read it."""
    if cell.value is not None:
        return cell.value
    match cell.encoded:
        case {"t": str(text)} | {"c": str(text)} | {"d": str(text)}:
            return text or None
        case {"file": _} | {"op": _}:
            return True
    return None


def is_sheet_date(cell: Cell) -> bool:
    """Whether a date is one that spreadsheets know: they believe in 29 February 1900."""
    return isinstance(cell.encoded, dict) and str(cell.encoded.get("d", "")) >= "1900-03-01"
