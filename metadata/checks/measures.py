"""Units of measure go together in formulas, checks, printed lines and consolidation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from metadata.checks.registry import check, warning
from metadata.documents import CellSpec, Consolidation, FieldsSection, Form, GridSection, OutlineSection, Rule
from metadata.errors import KhuonError, Problem
from metadata.formula.bind import Binder, Place
from metadata.formula.measuring import Measuring
from metadata.formula.parser import read
from metadata.formula.program import scope_of
from metadata.formula.program.checks import CheckMaker, spread_of
from metadata.formula.quantities import Finding, Units
from metadata.formula.relation import rule_expressions
from metadata.formula.resolve import parse_checks, resolve
from metadata.formula.scope import Scope
from metadata.formula.syntax import Syntax
from metadata.formula.tree import Cell, Children, Node, Slot, Slots, Where, walk
from metadata.grid import Grid, cell_key, grid_of
from metadata.measures import Measure, find
from metadata.template import Template

_NO_PLACE: Final = Units((None,))


@check
def units_of_measure(template: Template) -> Iterator[Problem]:
    """Every formula and check adds, compares and gives what has one unit; a finding names the first cell it stands for."""
    if not any(_has_units(form) for form in template.forms):
        return
    for form in template.forms:
        bench = _Bench(scope_of(template, form.id))
        for found in (bench.formulas(), bench.rules(template), bench.printed(template, form)):
            yield from found


def _has_units(form: Form) -> bool:
    """Whether any cell of the form has a unit of measure."""
    layers = [form.cell]
    for section in form.sections.values():
        match section:
            case GridSection():
                layers += [section.cell, *section.cells.values(), *(column.cell for column in section.columns.nodes.values())]
                layers += [row.cell for row in section.rows.nodes.values()]
            case FieldsSection():
                layers += [field.cell for field in section.fields.values()]
            case OutlineSection():
                layers += [heading.cell for heading in section.headings.nodes.values()]
    return any(layer.unit for layer in layers)


@dataclass
class _Bench:
    """Units in one form. Formulas are read once per text and table; the same finding is reported once."""

    scope: Scope
    _read: dict[tuple[str, str], Syntax] = field(default_factory=dict)
    _leaves: dict[tuple[str, str, Syntax], Node] = field(default_factory=dict)
    _seen: set[tuple[str, str, str, str]] = field(default_factory=set)
    _rows: dict[tuple[str, str], tuple[str | None, ...]] = field(default_factory=dict)
    _alike: dict[tuple[str, str], bool] = field(default_factory=dict)
    _done: set[tuple[object, ...]] = field(default_factory=set)

    # -- what is measured

    def formulas(self) -> Iterator[Problem]:
        """Computed and carried cells of tables, and figures of narratives."""
        for section, grid in self.scope.names.grids.items():
            for row in self.scope.names.floor.data_rows(section):
                for leaf in grid.data_leaves:
                    spec = grid.spec(row.id, leaf.id)
                    if spec.kind in {"computed", "carried"} and spec.formula:
                        instead = partial(_instead, grid, row.id, leaf.id)
                        yield from self.formula(spec, Place(section, row.id, leaf.id), f"{section}/{cell_key(row.id, leaf.id)}", instead)
        for single in self.scope.names.all_singles:
            if single.spec.kind in {"computed", "carried"} and single.spec.formula:
                yield from self.formula(single.spec, Place(), single.id, lambda: "percent(…, …)")

    def formula(self, spec: CellSpec, place: Place, where: str, instead: Callable[[], str]) -> Iterator[Problem]:
        """The findings of one computed cell."""
        text, own = spec.formula or "", find(spec.unit) if spec.unit else None
        try:
            syntax = self.syntax(text, place.section)
        except KhuonError:
            return  # the formula itself is refused, by its own check
        if self.was_measured(text, syntax, place, own):
            return
        measuring = Measuring(text, partial(self.units, place=place), own, instead())
        measuring.result(syntax)
        yield from self.once(measuring.found, f"{self.scope.form_id}/{where}")

    def rules(self, template: Template) -> Iterator[Problem]:
        """The checks, at every row or column where they hold."""
        for rule_id, rule in template.rules(self.scope.form_id).items():
            yield from self.rule(rule, rule_id)

    def rule(self, rule: Rule, where: str) -> Iterator[Problem]:
        """The findings of one check."""
        scope = self.scope.at(rule.section)
        maker = CheckMaker(scope, self.scope.names.floor, lambda _: 0)
        try:
            syntax = self.syntax(rule.expr, rule.section or "")
            places = dict.fromkeys(place for node in parse_checks(rule.expr, scope) for place in maker.places(spread_of(node, scope, rule), rule))
        except KhuonError:
            return
        for place in places:
            if self.was_measured(rule.expr, syntax, place, None):
                continue
            measuring = Measuring(rule.expr, partial(self.units, place=place, section=rule.section or ""))
            measuring.of(syntax)
            yield from self.once(measuring.found, where)

    def printed(self, template: Template, form: Form) -> Iterator[Problem]:
        """Printed lines of columns that no check was made from."""
        made = {rule.origin_column for rule in template.rules(form.id).values() if rule.origin_kind == "printed"}
        for section in form.grids:
            for column in section.columns.leaves():
                if not column.relation or column.id in made:
                    continue
                try:
                    expressions = rule_expressions(column.relation, section.columns)
                except KhuonError:
                    continue
                for text in expressions:
                    yield from self.rule(Rule("", text, "error", section=section.id), f"{form.id}/{section.id}/{column.id}")

    def once(self, found: list[Finding], place: str) -> Iterator[Problem]:
        """Problems of findings that were not reported yet."""
        for item in found:
            key = (item.code, item.args["formula"], item.args["text"], item.args["unit"])
            if key not in self._seen:
                self._seen.add(key)
                yield Problem(item.code, place, item.args, item.severity)

    # -- the same again

    def was_measured(self, text: str, syntax: Syntax, place: Place, own: Measure | None) -> bool:
        """Whether a formula that names only columns was measured at a row with the same units: a long table is measured once."""
        if place.row is None or not self.names_columns_only(text, syntax, place.section):
            return False
        key = (text, place.section, own.id if own else "", self.row_units(place.section, place.row))
        known = key in self._done
        self._done.add(key)
        return known

    def names_columns_only(self, text: str, syntax: Syntax, section: str) -> bool:
        """Whether all that a formula names are columns of its own table."""
        known = self._alike.get((text, section))
        if known is None:
            try:
                nodes = walk(resolve(syntax, self.scope.at(section or None)))
            except KhuonError:  # the formula itself is refused, by its own check
                nodes = []
            other = not nodes or any(isinstance(node, Children | Where) or (isinstance(node, Cell) and not self._is_column(node, section)) for node in nodes)
            known = self._alike[(text, section)] = not other
        return known

    def _is_column(self, cell: Cell, section: str) -> bool:
        return cell.row is None and cell.section == section and cell.form == self.scope.form_id

    def row_units(self, section: str, row: str) -> tuple[str | None, ...]:
        """The units of a row, column by column; blocked cells stand out."""
        known = self._rows.get((section, row))
        if known is None:
            grid = self.scope.names.grids[section]
            specs = [grid.spec(row, leaf.id) for leaf in grid.data_leaves]
            known = self._rows[(section, row)] = tuple("-" if spec.kind == "blocked" else spec.unit for spec in specs)
        return known

    # -- cells of names

    def syntax(self, text: str, section: str) -> Syntax:
        """The formula read, once per text. Raises KhuonError."""
        known = self._read.get((text, section))
        if known is None:
            known = self._read[(text, section)] = read(text)
        return known

    def units(self, syntax: Syntax, place: Place, section: str | None = None) -> Units:
        """The units of the cells that a name stands for at a place; unknown when it cannot be bound."""
        scope = self.scope.at((place.section if section is None else section) or None)
        key = (scope.section or "", place.section, syntax)
        try:
            node = self._leaves.get(key)
            if node is None:
                node = self._leaves[key] = resolve(syntax, scope)
            bound = Binder(scope, self.scope.names.floor, place).argument(node)
        except KhuonError:
            return _NO_PLACE
        cells = [leaf for part in bound for leaf in walk(part) if isinstance(leaf, Slot | Slots)]
        many = len(cells) > 1 or any(isinstance(leaf, Slots) for leaf in cells)
        found = dict.fromkeys(self.measure(leaf.key) for leaf in cells) if cells else {None: None}
        return Units(tuple(found), many)

    def measure(self, key: str) -> Measure | None:
        """The unit of a cell by its key, also of one in another form."""
        *outside, cell = key.split("|")
        names = (self.scope.other(outside[1]) or self.scope).names if outside else self.scope.names
        row, colon, column = cell.replace("#", "").partition(":")
        if not colon or not row:
            single = next((single for single in names.all_singles if single.id == (column or row)), None)
            return find(single.spec.unit) if single and single.spec.unit else None
        for grid in names.grids.values():
            if row in grid.by_id and column in grid.column_by_id:
                unit = grid.spec(row, column).unit
                return find(unit) if unit else None
        return None


def _instead(grid: Grid, row_id: str, column_id: str) -> str:
    """What to write instead of a sum of percentages: the formula of the parts, else a mean weighted by the first column that adds up."""
    for child in grid.children_of(row_id):
        spec = grid.spec(child.id, column_id) if child.has_cells else None
        if spec and spec.kind == "computed" and spec.formula and "children" not in spec.formula:
            return spec.formula
    for leaf in grid.data_leaves:
        unit = grid.spec(row_id, leaf.id).unit
        measure = find(unit) if unit else None
        if leaf.node.code and leaf.id != column_id and measure and measure.additive:
            return f"wmean(children(), {leaf.node.code})" if grid.children_of(row_id) else "percent(…, …)"
    return "percent(…, …)"


@check
def consolidated_units(template: Template) -> Iterator[Problem]:
    """Consolidation does not add up percentages and the like of the units; one finding for each column and unit."""
    for form in template.forms:
        doc = template.consolidations.get(form.id)
        for section in form.grids if doc else ():
            grid = grid_of(form, section.id)
            seen: set[tuple[str, str]] = set()
            for row in (row for row in grid.rows if row.has_cells):
                for leaf in grid.data_leaves:
                    spec = grid.spec(row.id, leaf.id)
                    measure = find(spec.unit) if spec.unit else None
                    if doc is None or measure is None or measure.additive or spec.kind != "number" or (leaf.id, measure.id) in seen:
                        continue
                    if _adds(template, doc, row.id, leaf.id, spec, leaf.node.indicator or row.node.indicator):
                        seen.add((leaf.id, measure.id))
                        key = cell_key(row.id, leaf.id)
                        weight = _weight(grid, row.id, leaf.id)
                        yield warning("measure.consolidated", f"{doc.id}/{key}", key=key, unit=measure.symbol, proposal=weight)


def _weight(grid: Grid, row_id: str, column_id: str) -> str:
    """A weighted mean over the first column that adds up."""
    for leaf in grid.data_leaves:
        unit = grid.spec(row_id, leaf.id).unit
        measure = find(unit) if unit else None
        if leaf.id != column_id and measure and measure.additive:
            return f"wmean({leaf.node.code or leaf.id})"
    return "wmean"


def _adds(template: Template, doc: Consolidation, row: str, column: str, spec: CellSpec, indicator: str | None) -> bool:
    """Whether the units' cells are summed: what the document says, else the cell, else the default."""
    for name in (cell_key(row, column), column, row):
        if name in doc.cells:
            return doc.cells[name].how == "sum"
    if spec.aggregate is not None:
        return spec.aggregate == "sum"
    known = template.indicators.get(indicator or "")
    if doc.default == "indicator" and known is not None:
        return known.over_units == "sum"
    return doc.default in {"sum", "indicator"}
