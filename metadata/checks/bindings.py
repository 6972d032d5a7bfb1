"""Bindings of rows and columns: members that exist, one meaning a cell, no figure asked for twice in a form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metadata.bindings import Bound, Point, bindings_of, member_parts, points_of
from metadata.checks.registry import check, warning
from metadata.documents import Column, Form, GridSection, Row
from metadata.errors import Problem
from metadata.measures import measures
from metadata.template import Template


@check
def bound_members(template: Template) -> Iterator[Problem]:
    """Members name a member of a list of the template, of a list by which the indicator is broken down."""
    for form in template.forms:
        for grid in form.grids:
            nodes: list[Column | Row] = [*grid.columns.nodes.values(), *grid.rows.nodes.values()]
            for node in nodes:
                for text in node.members:
                    dimension, member = member_parts(text)
                    known = template.dimensions.get(dimension)
                    if known is None or member not in known.members:
                        yield warning("binding.member_unknown", f"{form.id}/{grid.id}/{node.id}", label=node.label, member=text)


@check
def bound_cells(template: Template) -> Iterator[Problem]:
    """A cell is one indicator and at most one member of a list; its unit is the indicator's."""
    for form in template.forms:
        for grid in form.grids:
            rows, columns = bindings_of(grid)
            for row, left in rows.items():
                for column, right in columns.items():
                    if left or right:
                        yield from _cell(template, form, grid, (row, left), (column, right))


def _cell(
    template: Template, form: Form, grid: GridSection, left: tuple[str, Bound], right: tuple[str, Bound]
) -> Iterator[Problem]:
    (row, of_row), (column, of_column) = left, right
    place = f"{form.id}/{grid.id}/{row}:{column}"
    names = {"row": grid.rows.nodes[row].label, "column": grid.columns.nodes[column].label}
    if of_row.indicator and of_column.indicator and of_row.indicator != of_column.indicator:
        both = [template.indicators[key].code if key in template.indicators else key for key in (of_row.indicator, of_column.indicator)]
        yield Problem("binding.two_indicators", place, {**names, "first": both[0], "second": both[1]})
        return
    lists: dict[str, str] = {}
    for text in sorted(of_row.members | of_column.members):
        dimension = member_parts(text)[0]
        if dimension and lists.setdefault(dimension, text) != text:
            known = template.dimensions.get(dimension)
            yield warning("binding.two_members", place, **names, list=known.name if known else dimension)


@check
def bound_lists(template: Template) -> Iterator[Problem]:
    """Where an indicator says by what it is broken down, its cells are bound to those lists; where it says a unit, they carry it."""
    for form in template.forms:
        seen: set[tuple[str, str]] = set()
        for point in points_of(form):
            indicator = template.indicators.get(point.indicator)
            if indicator is None:
                continue
            for dimension in sorted({member_parts(text)[0] for text in point.members}):
                if dimension in template.dimensions and dimension not in indicator.disaggregations and (indicator.id, dimension) not in seen:
                    seen.add((indicator.id, dimension))
                    name = template.dimensions[dimension].name
                    yield warning("binding.list_foreign", f"{form.id}/{point.section}/{point.node}", indicator=indicator.code, list=name)
            unit = _unit(form, point)
            if unit and indicator.unit in measures() and measures()[indicator.unit].dimension != measures()[unit].dimension and (indicator.id, "") not in seen:
                seen.add((indicator.id, ""))
                symbols = {"said": measures()[unit].symbol, "wanted": measures()[indicator.unit].symbol}
                yield warning("binding.unit", f"{form.id}/{point.section}/{point.node}", indicator=indicator.code, **symbols)


def _unit(form: Form, point: Point) -> str:
    """The unit that a bound column or row states itself."""
    grid = next(one for one in form.grids if one.id == point.section)
    nodes: Mapping[str, Column | Row] = {**grid.rows.nodes, **grid.columns.nodes}
    said = nodes[point.node].cell.unit if point.node in nodes else None
    return said if said in measures() and said else ""


@check
def figures_asked_once(template: Template) -> Iterator[Problem]:
    """No two places of one form are bound to the same data point."""
    for form in template.forms:
        first: dict[tuple[object, ...], Point] = {}
        for point in points_of(form):
            # A side that is bound to nothing tells its rows (or columns) apart only within one table.
            free = (point.section if not point.row or not point.column else "", not point.row, not point.column)
            known = first.setdefault((point.key, free), point)
            if known is not point:
                indicator = template.indicators.get(point.indicator)
                place = f"{form.id}/{point.section}/{point.node}"
                names = {"first": _words(form, known), "second": _words(form, point)}
                yield warning("binding.asked_twice", place, indicator=indicator.code if indicator else point.indicator, **names)


def _words(form: Form, point: Point) -> str:
    grid = next(one for one in form.grids if one.id == point.section)
    labels = [grid.rows.nodes[point.row].label] if point.row else []
    return " × ".join([*labels, *([grid.columns.nodes[point.column].label] if point.column else [])])
