"""Properties of cells fit each other. That a computed cell has its formula is found where formulas are compiled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from metadata.checks.registry import check
from metadata.documents import CellSpec, FieldsSection, Form, OutlineSection
from metadata.errors import Problem
from metadata.grid import Grid, cell_key, grid_of
from metadata.measures import find, propose
from metadata.slots import field_spec
from metadata.template import Template

MAX_CELLS: Final = 60_000
MAX_COLUMNS: Final = 200
MAX_NODES: Final = 5_000


@check
def sizes(template: Template) -> Iterator[Problem]:
    """A form stays within what a screen and a page can bear."""
    for form in template.forms:
        cells = 0
        for section in form.grids:
            grid = grid_of(form, section.id)
            cells += len(grid.rows) * len(grid.data_leaves)
            if len(grid.leaves) > MAX_COLUMNS:
                yield _large(form, "số cột", len(grid.leaves), MAX_COLUMNS)
            if len(section.rows.nodes) > MAX_NODES:
                yield _large(form, "số dòng", len(section.rows.nodes), MAX_NODES)
        if cells > MAX_CELLS:
            yield _large(form, "số ô", cells, MAX_CELLS)


def _large(form: Form, what: str, count: int, limit: int) -> Problem:
    return Problem("template.too_large", form.id, {"what": what, "count": count, "limit": limit})


@check
def cells_fit(template: Template) -> Iterator[Problem]:
    """Every distinct cell of every table is well defined; a finding names the first cell it stands for."""
    for form in template.forms:
        entered = False
        for section in form.grids:
            grid = grid_of(form, section.id)
            for key, spec in _distinct(grid):
                entered = entered or spec.kind != "blocked"
                yield from _cell(template, f"{form.id}/{section.id}/{key}", key, spec)
        for fields in form.sections.values():
            if isinstance(fields, FieldsSection):
                for field in fields.fields.values():
                    entered = True
                    yield from _cell(template, f"{form.id}/{fields.id}/{field.id}", field.id, field.cell)
                    yield from _rich(f"{form.id}/{fields.id}/{field.id}", field.id, field.rich, field_spec(form, field).kind)
            elif fields.kind in ("outline", "files"):
                entered = True
            if isinstance(fields, OutlineSection):
                for heading, _ in fields.headings.walk():
                    yield from _rich(f"{form.id}/{fields.id}/{heading.id}", heading.id, heading.rich, heading.kind)
        if not entered:
            yield Problem("template.no_data_cells", form.id, {"form": form.code})


@check
def evidence_somewhere(template: Template) -> Iterator[Problem]:
    """A cell that asks for evidence has a file cell beside it in its row; one finding a column."""
    for form in template.forms:
        for section in form.grids:
            grid = grid_of(form, section.id)
            told: set[str] = set()
            for row in grid.rows:
                specs = {leaf.id: grid.spec(row.id, leaf.id) for leaf in grid.data_leaves} if row.has_cells else {}
                files = {spec.party or "unit" for spec in specs.values() if spec.kind == "file"}
                for column, spec in specs.items():
                    asks = spec.evidence and spec.kind == "number" and (spec.party or "unit") not in files
                    if asks and column not in told:
                        told.add(column)
                        label = grid.column_by_id[column].node.label
                        place = f"{form.id}/{section.id}/{cell_key(row.id, column)}"
                        yield Problem("template.evidence_nowhere", place, {"label": label}, "warning")


def _distinct(grid: Grid) -> Iterator[tuple[str, CellSpec]]:
    seen: set[CellSpec] = set()
    for row in grid.rows:
        if not row.has_cells:
            continue
        for leaf in grid.data_leaves:
            spec = grid.spec(row.id, leaf.id)
            if spec not in seen:
                seen.add(spec)
                yield cell_key(row.id, leaf.id), spec


def _cell(template: Template, place: str, key: str, spec: CellSpec) -> Iterator[Problem]:
    for why in _contradictions(template, spec):
        yield Problem("template.cell_rule", place, {"key": key, "why": why})
    if spec.unit and find(spec.unit) is None:
        near = propose(spec.unit)
        yield Problem("template.unit_unknown", place, {"unit": spec.unit, "proposal": f", có thể là “{near.label}”" if near else ""})


def _rich(place: str, key: str, rich: bool, kind: str | None) -> Iterator[Problem]:
    if rich and kind != "text":
        yield Problem("template.cell_rule", place, {"key": key, "why": "chỉ đoạn viết và câu hỏi bằng chữ mới có định dạng"})


def _contradictions(template: Template, spec: CellSpec) -> Iterator[str]:
    if spec.kind == "choice" and not spec.choices and not spec.dimension:
        yield "chưa có lựa chọn nào"
    if spec.choices and len({option.value for option in spec.choices}) != len(spec.choices):
        yield "có hai lựa chọn cùng giá trị"
    if spec.dimension and spec.dimension not in template.dimensions:
        yield f"không có danh mục “{spec.dimension}”"
    if spec.min is not None and spec.max is not None and spec.min > spec.max:
        yield "giá trị nhỏ nhất lớn hơn giá trị lớn nhất"
    if spec.step is not None and spec.step <= 0:
        yield "bước nhảy phải lớn hơn không"
