"""Building a program: every formula and rule of a form bound to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from metadata.documents import CellSpec
from metadata.errors import KhuonError, Problem, raise_errors
from metadata.formula import typing
from metadata.formula.bind import Binder, Place
from metadata.formula.graph import order
from metadata.formula.program.checks import CheckMaker, leaves
from metadata.formula.program.model import Check, External, Formula
from metadata.formula.program.run import Program
from metadata.formula.refusals import refuse
from metadata.formula.resolve import parse
from metadata.formula.scope import Floor, FormNames, Scope
from metadata.formula.tree import Cell, Node, Number, Product, Slot, Slots, walk
from metadata.formula.words import Wording
from metadata.grid import grids_of
from metadata.template import Template


def scope_of(template: Template, form_id: str, section_id: str | None = None) -> Scope:
    """The names a formula of that table may use (None: a check or a narrative figure). Raises ``template.reference``."""
    forms = {form.id: form for form in template.forms}
    return Scope(FormNames(template.form(form_id)), section_id, forms)


@dataclass
class _Builder:
    scope: Scope
    floor: Floor
    problems: list[Problem] = field(default_factory=list)
    _parsed: dict[tuple[str, str], Node | KhuonError] = field(default_factory=dict)
    _decimals: dict[str, int] = field(default_factory=dict)

    # -- formulas

    def formulas(self) -> Iterator[Formula]:
        for section, grid in self.floor.grids.items():
            for row in self.floor.data_rows(section):
                owner = self.floor.owner.get(row.id)
                for leaf in grid.data_leaves:
                    spec = grid.spec(row.id, leaf.id)
                    if spec.kind in {"computed", "carried"}:
                        key = f"{row.id}#:{leaf.id}" if owner else f"{row.id}:{leaf.id}"
                        yield from self.formula(key, spec, Place(section, row.id, leaf.id), owner)
        for single in self.scope.names.all_singles:
            if single.spec.kind in {"computed", "carried"}:
                yield from self.formula(single.id, single.spec, Place(), None)

    def formula(self, key: str, spec: CellSpec, place: Place, owner: str | None) -> Iterator[Formula]:
        form = self.scope.form_id
        where = f"{form}/{place.section}/{key}" if place.section else f"{form}/{key}"
        try:
            scope = self.scope.at(place.section or None)
            if not spec.formula:
                raise KhuonError(Problem("formula.missing", where, {"name": key}))
            resolved = self.parsed(spec.formula, scope, carried=spec.kind == "carried")
            bound = Binder(scope, self.floor, place).bind(resolved)
        except KhuonError as error:
            self.problems.extend(Problem(p.code, where, p.args, p.severity) for p in error.problems)
            return
        if any(type(part) is Product and _divides_by_zero(part) for part in walk(bound)):
            self.problems.append(Problem("formula.div0", where, severity="warning"))
        source = bound.key if spec.kind == "carried" and isinstance(bound, Slot) and bound.is_outside else None
        yield Formula(key, spec.kind or "", spec.decimals or 0, bound, leaves(bound), owner, bool(spec.override), source)

    def parsed(self, text: str, scope: Scope, *, carried: bool) -> Node:
        """The resolved tree, parsed once per text and table."""
        known = self._parsed.get((text, scope.section or ""))
        if known is None:
            try:
                known = parse(text, scope)
            except KhuonError as error:
                known = error
            self._parsed[(text, scope.section or "")] = known
        if isinstance(known, KhuonError):
            raise known
        if known.kind.numeric:
            return typing.settled(known)
        if carried and isinstance(known, Cell):
            return known
        vi, en = typing.KIND_NAMES[known.kind]
        raise refuse("formula.result_type", (0, len(text)), found=vi, found_en=en)

    def ordered(self, formulas: list[Formula]) -> list[Formula]:
        """By dependency. A circle is a problem; its cells are left out and the rest is ordered."""
        by_key = {f.key: f for f in formulas}
        while True:
            try:
                return [by_key[key] for key in order({k: [leaf.key for leaf in f.reads] for k, f in by_key.items()})]
            except KhuonError as error:
                (problem,) = error.problems
                circle = problem.args["cells"]
                args = {"cells": circle, "path": " → ".join(self.cell_name(key) for key in circle)}
                self.problems.append(Problem(problem.code, f"{self.scope.form_id}!{problem.place}", args))
                for key in circle:
                    by_key.pop(key, None)

    def cell_name(self, key: str) -> str:
        """What officials call a computed cell: ``cột 9``, with its row where the table has several."""
        row, _, column = key.replace("#", "").partition(":")
        if row not in self.floor.row_by_id:
            return next((f"“{s.label}”" for s in self.scope.names.all_singles if s.id == key), key)
        section = self.floor.row_by_id[row][0]
        alone = len(self.floor.data_rows(section)) == 1
        return Wording(self.scope).cell(Cell(self.scope.form_id, section, None if alone else row, column))

    # -- checks

    def checks(self, template: Template) -> Iterator[Check]:
        maker = CheckMaker(self.scope, self.floor, self.decimals)
        for rule_id, rule in template.rules(self.scope.form_id).items():
            try:
                yield from list(maker.checks(rule_id, rule))
            except KhuonError as error:
                self.problems.extend(Problem(p.code, rule_id, p.args, p.severity) for p in error.problems)

    def decimals(self, key: str) -> int:
        """Decimals of a slot, also of one in another form."""
        return decimals_of(self.scope, key)


def decimals_of(scope: Scope, key: str) -> int:
    """Decimals that a cell declares, by key as formulas of ``scope`` name it, also of one in another form; 0 for what is no number."""
    *outside, cell = key.split("|")
    row, _, column = cell.replace("#", "").partition(":")
    other = scope.other(outside[1]) if outside else scope
    names = (other or scope).names
    for grid in names.grids.values():
        if row in grid.by_id and column in grid.column_by_id:
            return grid.spec(row, column).decimals or 0
    return next((single.spec.decimals or 0 for single in names.all_singles if single.id == (column or row)), 0)


def _divides_by_zero(node: Product) -> bool:
    """Whether a divisor is a written 0: allowed, but its result is always blank."""
    return any(sign == "/" and isinstance(item, Number) and not item.value for sign, item in node.factors)


def externals_of(items: list[Formula | Check]) -> list[External]:
    """What must be fetched for these formulas and checks, each once."""
    found: dict[str, External] = {}
    for item in items:
        for leaf in item.reads:
            if "|" in leaf.key and leaf.key not in found:
                period, form, cell = leaf.key.split("|", 2)
                found[leaf.key] = External(leaf.key, form, cell, period)  # type: ignore[arg-type]
    return list(found.values())


def owners_of(floor: Floor, items: list[Formula | Check]) -> Mapping[str, str]:
    """The open row that has the instances of every ``row#:column`` key of this form."""
    keys = dict.fromkeys([leaf.key for item in items for leaf in item.reads] + [item.key for item in items if isinstance(item, Formula)])
    found = {key: floor.owner.get(key.split("#", 1)[0]) for key in keys if "#:" in key and "|" not in key}
    outside = {leaf.key: leaf.owner for item in items for leaf in item.reads if isinstance(leaf, Slots) and "|" in leaf.key}
    return {key: owner for key, owner in {**found, **outside}.items() if owner}


def build(template: Template, form_id: str, audience: str | None = None, on: str | None = None, *, lenient: bool = False) -> Program:
    """The program of a form as one kind of unit (``audience``) sees it on an ISO date (``on``).

    Raises KhuonError with every problem of its formulas and rules (place: ``form/section/cell`` or ``rules/rule``). With
    ``lenient`` the broken ones are left out and listed in ``Program.problems``: for drafts. Warnings stand there always.
    """
    scope = scope_of(template, form_id)
    floor = scope.names.floor  # everything shown: the same tables that names are looked up in
    if audience is not None or on is not None:
        floor = Floor(form_id, {grid.section.id: grid for grid in grids_of(template.form(form_id), audience, on)})
    builder = _Builder(scope, floor)
    formulas = builder.ordered(list(builder.formulas()))
    checks = list(builder.checks(template))
    unique = list({(p.code, p.place): p for p in builder.problems}.values())
    if not lenient:
        raise_errors(unique)
    items: list[Formula | Check] = [*formulas, *checks]
    return Program(form_id, formulas, checks, externals_of(items), owners_of(builder.floor, items), unique)


def bind_text(template: Template, form_id: str, text: str, row_id: str | None = None, column_id: str | None = None) -> Node:
    """One formula bound at a cell of a form, for callers that evaluate it themselves (consolidation, weights, previews)."""
    scope = scope_of(template, form_id)
    floor = scope.names.floor
    section = floor.row_by_id[row_id][0] if row_id in floor.row_by_id else ""
    scope = scope.at(section or None)
    return Binder(scope, floor, Place(section, row_id, column_id)).bind(typing.settled(parse(text, scope)))
