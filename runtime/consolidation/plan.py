"""How each cell of a consolidated report comes about, worked out once per release and form.

What a cell says itself (the consolidation document) beats the cell's ``aggregate``, which beats the default:
computed cells are computed again on the sums (a ratio must be, a sum may be), numbers are added unless the
document's default says otherwise, text is collated.

Formulas over other forms and formulas computed again are run by the form's own program. To that end the plan
makes a *report form*: a copy in which a cell that is added is a plain number and a cell with a consolidation
formula is a computed one. So a consolidated report is computed and checked by the very code that computes
and checks a unit's form.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from metadata.documents import CellSpec, Consolidation, Form, How
from metadata.formula.program import Program, build
from metadata.formula.program.units import OverUnits
from metadata.formula.tree import Slots
from metadata.grid import NUMERIC_KINDS, Grid, cell_key, grids_of
from metadata.slots import Slot, answer_specs, slots
from metadata.template import Template
from runtime.consolidation.open_rows import Together, caption_of

SUM: Final = How("sum")
NONE: Final = How("none")
PROGRAM_HOWS: Final = frozenset({"formula", "recompute"})


@dataclass(frozen=True)
class OpenRow:
    """An open row of a form: its columns, and the catalogue that its rows are taken from.

    ``rows`` are the row itself and the rows under it, which are repeated with it.
    """

    id: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    catalogue: str | None
    #: Captions of the rows that the form gives, as they are compared, in a list; None in a grid.
    given: frozenset[str] | None = None


@dataclass(frozen=True)
class Plan:
    """Everything about consolidating one form of one release.

    ``hows`` and ``specs`` cover the fixed cells, the answers and the cells of the open rows' template rows,
    by cell key without instance.
    """

    template: Template
    form: Form
    rule: Consolidation
    hows: Mapping[str, How]
    specs: Mapping[str, CellSpec]
    open_rows: tuple[OpenRow, ...]
    unit_rows: tuple[str, ...]
    on: str | None
    engine: str = "code"

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Slots of the form, the order of stored vectors."""
        return slots(self.form)

    @cached_property
    def report_template(self) -> Template:
        """The template with this form turned into its report form."""
        documents = {key: dict(data) for key, data in self.template.documents.items()}
        documents[self.form.id] = report_form(self.template.documents[self.form.id], self)
        return Template(documents)

    @cached_property
    def program(self) -> Program:
        """Computes and checks the report."""
        return build(self.report_template, self.form.id, on=self.on).by(self.engine)

    @cached_property
    def over_units(self) -> OverUnits | None:
        """Computes the report's formulas for all units at once; None where a formula is about more than fixed numbers.

        None too when another engine was asked for.
        """
        formulas = self.program.formulas
        fixed = all(
            formula.owner is None and formula.source is None and not formula.statable and formula.node.kind.numeric
            for formula in formulas
        ) and not any(isinstance(leaf, Slots) for formula in formulas for leaf in formula.reads)
        return OverUnits(formulas) if fixed and self.engine == "code" else None

    @cached_property
    def uses_program(self) -> bool:
        """Whether any fixed cell comes from a formula rather than from adding alone."""
        return any(how.how in PROGRAM_HOWS for how in self.hows.values())

    @cached_property
    def sources(self) -> frozenset[str]:
        """Ids of the other forms whose numbers this report is made from."""
        return frozenset(external.form for external in self.program.externals if external.form != self.form.id)

    @cached_property
    def needs_documents(self) -> bool:
        """Whether the units' documents must be read beside their vectors: for open rows and for text."""
        fixed = {slot.key for slot in self.slots}
        return bool(self.open_rows) or any(how.how == "collate" and key not in fixed for key, how in self.hows.items())

    @property
    def by_vector_alone(self) -> bool:
        """Whether a change of one unit can be added to or taken out of the stored sums.

        Weighted means, counts, open rows and collated text need all units' figures.
        """
        if self.needs_documents:
            return False
        return all(how.how in {"sum", "none"} | PROGRAM_HOWS for how in self.hows.values())


def plan_of(template: Template, form_id: str, on: str | None = None, engine: str = "code") -> Plan:
    """Work the plan out. ``on`` is the ISO day that rows with validity are read at, ``engine`` what evaluates formulas."""
    form = template.form(form_id)
    rule = template.consolidations.get(form_id) or Consolidation(id="", form=form_id, cells={})
    hows: dict[str, How] = {}
    specs: dict[str, CellSpec] = {}
    open_rows: list[OpenRow] = []
    unit_rows: list[str] = []
    for key, spec, indicator in _cells(form):
        specs[key] = spec
        hows[key] = _how(template, rule, key, spec, indicator)
    for grid in grids_of(form):
        columns = tuple(leaf.id for leaf in grid.data_leaves)
        for row in grid.rows:
            if row.node.open is not None:
                given = frozenset(caption_of(one.label) for one in row.node.open.given) if grid.section.kind == "list" else None
                open_rows.append(OpenRow(row.id, repeated_with(grid, row.id), columns, row.node.open.catalogue, given))
            elif row.node.kind == "unit":
                unit_rows.append(row.id)
    return Plan(template, form, rule, hows, specs, tuple(open_rows), tuple(unit_rows), on, engine)


def together_of(plan: Plan, row: OpenRow) -> Together:
    """What makes rows that units added under an open row one row of the report."""
    known = plan.template.dimensions.get(row.catalogue or "")
    cells = ((line, column) for line in row.rows for column in row.columns)
    return Together(
        list(known.members) if known else (),
        [cell for cell in cells if _must_agree(plan, cell_key(*cell))],
        row.given,
    )


def _must_agree(plan: Plan, key: str) -> bool:
    """Whether a cell holds what cannot be brought together, and nobody has said that it stays blank."""
    how, spec = plan.hows.get(key), plan.specs.get(key)
    if how is None or spec is None or how.how != "none" or spec.kind in NUMERIC_KINDS:
        return False
    return spec.aggregate is None and not any(name in plan.rule.cells for name in (key, *key.split(":")))


def repeated_with(grid: Grid, row_id: str) -> tuple[str, ...]:
    """An open row and the rows with cells under it, in order."""
    inside = [row_id]
    for row in grid.rows:
        if row.parent in inside:
            inside.append(row.id)
    return tuple(row for row in inside if grid.by_id[row].has_cells)


def _cells(form: Form) -> Iterator[tuple[str, CellSpec, str | None]]:
    """(key, resolved cell, indicator id) of fixed cells, of the template rows of open rows, and of answers."""
    for grid in grids_of(form):
        for row in (row for row in grid.rows if row.has_cells):
            for leaf in grid.data_leaves:
                spec = grid.spec(row.id, leaf.id)
                if spec.kind != "blocked":
                    yield cell_key(row.id, leaf.id), spec, leaf.node.indicator or row.node.indicator
    for key, spec in answer_specs(form):
        yield key, spec, None


def _how(template: Template, rule: Consolidation, key: str, spec: CellSpec, indicator: str | None) -> How:
    row, _, column = key.partition(":")
    for name in (key, column, row):
        if name and name in rule.cells:
            return rule.cells[name]
    if spec.aggregate is not None:
        return How(spec.aggregate, weight=spec.weight)
    if spec.kind == "computed":
        return How("recompute")
    if spec.kind not in NUMERIC_KINDS:
        return How("collate") if spec.kind == "text" else NONE
    if rule.default == "none":
        return NONE
    known = template.indicators.get(indicator or "")
    return How(known.over_units) if known is not None and rule.default == "indicator" else SUM


def report_form(data: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """The form document of the report: cells that are added are numbers, consolidation formulas are formulas."""
    document: dict[str, Any] = copy.deepcopy(dict(data))
    for grid in grids_of(plan.form):
        own = document["sections"]["items"][grid.section.id].setdefault("cells", {})
        for row in grid.rows:
            for leaf in grid.data_leaves:
                key = cell_key(row.id, leaf.id)
                patch = _patch(plan, key)
                if patch:
                    own[key] = {**own.get(key, {}), **patch}
    for section in document["sections"]["items"].values():
        for field_id, field in section.get("fields", {}).get("items", {}).items():
            field["cell"] = {**field.get("cell", {}), **_patch(plan, field_id)}
    return document


def _patch(plan: Plan, key: str) -> dict[str, Any]:
    how, spec = plan.hows.get(key), plan.specs.get(key)
    if how is None or spec is None or spec.kind not in NUMERIC_KINDS:
        return {}
    if how.how == "formula":
        return {"kind": "computed", "formula": how.expr or ""}
    if how.how == "recompute" and spec.formula:
        return {"kind": "computed", "formula": spec.formula}
    return {"kind": "number"}
