"""Rows of a workbook that were put in another order: their figures went along with their captions, the names of the rows did not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from metadata.values import CellValue
from runtime.formbooks.fingerprint import RowMark, TableMark, cell_key, text_digest
from runtime.formbooks.found import LABEL
from runtime.formbooks.started import value_of
from runtime.workbooks.model import Sheet


@dataclass(frozen=True)
class Order:
    """Rows found again by their captions, and those that were not.

    ``rows``: place when made → place now. ``strange``: what stands beside a row of the form whose caption is nowhere, or twice.
    """

    rows: Mapping[int, int] = field(default_factory=dict)
    strange: Mapping[int, str] = field(default_factory=dict)


def order_of(table: TableMark, now: Mapping[int, int | None], column: int, sheet: Sheet, was: Mapping[str, Any]) -> Order:
    """The order of a table's rows. ``now`` is where the names of rows say that they stand, ``column`` where the captions stand now."""
    other: dict[int, str] = {}
    missed: dict[str, list[int]] = {}
    for row in table.rows:
        place, caption = now.get(row.at), _caption(row, was)
        cell = sheet.cells.get((place, column)) if place is not None else None
        if not caption or cell is None or not cell.text.strip() or text_digest(cell.text) == text_digest(caption):
            continue
        other[row.at] = cell.text
        missed.setdefault(text_digest(caption), []).append(row.at)
    stands: dict[str, list[int]] = {}
    for at, text in other.items():
        stands.setdefault(text_digest(text), []).append(at)
    found: dict[int, int] = {}
    for digest, homes in missed.items():
        here = stands.get(digest, [])
        if len(homes) == len(here) == 1 and (place := now[here[0]]) is not None:
            found[homes[0]] = place
    # Rows changed places among themselves; a caption that was typed over another takes nothing with it.
    if set(found.values()) != {now[at] for at in found}:
        found = {}
    printed = {row.at for row in table.rows if row.caption}
    return Order(found, {at: text for at, text in other.items() if at in printed and at not in found})


def _caption(row: RowMark, was: Mapping[str, Any]) -> str:
    """The caption printed beside a row, or the one that was typed there before the workbook was made."""
    if row.caption:
        return row.caption
    kept: CellValue = value_of(was.get(cell_key(row.key, LABEL)), None)
    return kept if isinstance(kept, str) else ""
