"""The captions and data points of one release or draft, as the catalogue compares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from designer.catalogue.likeness import plain_text
from metadata.bindings import Point, bound_at, points_of
from metadata.documents import Column, Form, GridSection, Row
from metadata.grid import grid_of
from metadata.template import Template

Documents = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """Where captions come from: a release, or the draft that is open."""

    regime: str
    code: str
    name: str
    owner: str
    frequency: str
    #: Number of the release; 0 for the draft at hand.
    no: int = 0
    release: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One column or row that holds figures: its captions from the top down, its unit, what it is bound to."""

    source: Source
    form: str
    form_code: str
    form_title: str
    section: str
    axis: str
    node: str
    path: tuple[str, ...]
    mark: str
    unit: str
    #: Set where the entry speaks of a bound data point in place of a caption.
    point: tuple[str, tuple[str, ...]] | None = None
    #: The indicator that holds at the column or row.
    indicator: str = ""

    @property
    def place(self) -> str:
        """How the place is named in a remark: regime, form, node."""
        return f"{self.source.regime}/{self.form}/{self.node}"

    def words(self) -> str:
        """``Số đơn › Đủ điều kiện xử lý``."""
        return " › ".join(self.path)


def entries_of(source: Source, documents: Documents) -> Iterator[Entry]:
    """All columns and rows of figures of a template, form by form, and the data points that they are bound to."""
    template = Template(documents)
    for form in template.forms:
        for section in form.grids:
            yield from _columns(source, form, section)
            yield from _rows(source, form, section)
        yield from (_point(source, form, point) for point in points_of(form))


def _entry(source: Source, form: Form, section: GridSection, node: Column | Row, path: tuple[str, ...]) -> Entry:
    column = isinstance(node, Column)
    return Entry(
        source=source,
        form=form.id,
        form_code=form.code,
        form_title=plain_text(form.title),
        section=section.id,
        axis="columns" if column else "rows",
        node=node.id,
        path=tuple(plain_text(part) for part in path),
        mark=(node.number if isinstance(node, Column) else node.marker) or node.code or "",
        unit=node.cell.unit or section.cell.unit or form.cell.unit or "",
        indicator=bound_at(section.columns if column else section.rows, node.id).indicator,
    )


def _point(source: Source, form: Form, point: Point) -> Entry:
    section = next(one for one in form.grids if one.id == point.section)
    rows = [step.label for step in section.rows.path(point.row)] if point.row else []
    columns = [step.label for step in section.columns.path(point.column)] if point.column else []
    path = (*rows, *columns)
    node: Column | Row = section.columns.nodes[point.column] if point.column else section.rows.nodes[point.row]
    return replace(_entry(source, form, section, node, path), point=point.key, indicator=point.indicator)


def _columns(source: Source, form: Form, section: GridSection) -> Iterator[Entry]:
    for leaf in grid_of(form, section.id).data_leaves:
        if leaf.node.cell.kind in (None, "number", "computed", "carried", "target"):
            yield _entry(source, form, section, leaf.node, leaf.path)


def _rows(source: Source, form: Form, section: GridSection) -> Iterator[Entry]:
    for row, _ in section.rows.walk():
        if row.kind in ("data", "total") and row.label.strip():
            yield _entry(source, form, section, row, tuple(step.label for step in section.rows.path(row.id)))
