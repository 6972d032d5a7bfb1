"""Slots: the fixed number cells of a form in print order.

The position of a cell in this list is its place in stored vectors, so it must depend on the form's document
only: not on the unit that fills it, nor on the day. Open rows, text, choices, dates, targets and blocked cells have
no slot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from metadata.documents import CellSpec, FieldsSection, Form, GridSection, OutlineSection
from metadata.documents.form import BASE_CELL, Field, Heading
from metadata.grid import NUMERIC_KINDS, Grid, GridRow, cell_key, grid_of


@dataclass(frozen=True, slots=True)
class Slot:
    """A number cell that is always there: its key, and the decimals its stored integer is scaled by."""

    key: str
    decimals: int


def fixed_rows(grid: Grid) -> list[GridRow]:
    """Rows with cells that are there before anybody fills: no headings, no open rows and nothing under these."""
    repeated: set[str] = set()
    rows: list[GridRow] = []
    for row in grid.rows:
        if row.node.kind == "open" or row.parent in repeated:
            repeated.add(row.id)
        elif row.has_cells:
            rows.append(row)
    return rows


def answer_specs(form: Form) -> Iterator[tuple[str, CellSpec]]:
    """(key, resolved cell) of every answer that is no table cell, in print order; plain headings have none."""
    for section in form.sections.values():
        match section:
            case FieldsSection():
                for field in section.fields.values():
                    yield field.id, field_spec(form, field)
            case OutlineSection():
                for heading, _ in section.headings.walk():
                    if heading.kind == "text":
                        yield heading.id, text_spec(heading)
                    elif heading.kind == "figure":
                        yield heading.id, figure_spec(form, heading)


def field_spec(form: Form, field: Field) -> CellSpec:
    """Properties of the answer to a plain question."""
    return field.cell.over(form.cell).over(BASE_CELL).over(CellSpec(rich=field.rich or None))


def text_spec(heading: Heading) -> CellSpec:
    """Properties of a text to write in an outline."""
    return heading.cell.over(CellSpec(kind="text", rich=heading.rich or None))


def figure_spec(form: Form, heading: Heading) -> CellSpec:
    """Properties of a figure in an outline: computed, whatever cells the form has otherwise."""
    return CellSpec(kind="computed", formula=heading.figure).over(heading.cell).over(form.cell).over(BASE_CELL)


def slots(form: Form) -> tuple[Slot, ...]:
    """All slots of a form, in section order; within a table row by row."""
    answers = dict(answer_specs(form))
    found: list[Slot] = []
    for section in form.sections.values():
        if isinstance(section, GridSection):
            found.extend(_grid_slots(grid_of(form, section.id)))
        elif isinstance(section, FieldsSection):
            found.extend(_answer_slots(answers, list(section.fields)))
        elif isinstance(section, OutlineSection):
            found.extend(_answer_slots(answers, [heading.id for heading, _ in section.headings.walk()]))
    return tuple(found)


def _grid_slots(grid: Grid) -> Iterator[Slot]:
    for row in fixed_rows(grid):
        for leaf in grid.data_leaves:
            spec = grid.spec(row.id, leaf.id)
            if spec.kind in NUMERIC_KINDS:
                yield Slot(cell_key(row.id, leaf.id), spec.decimals or 0)


def _answer_slots(answers: dict[str, CellSpec], keys: list[str]) -> Iterator[Slot]:
    for key in keys:
        spec = answers.get(key)
        if spec is not None and spec.kind in NUMERIC_KINDS:
            yield Slot(key, spec.decimals or 0)
