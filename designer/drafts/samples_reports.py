"""Consolidation of a draft tried on sample units: the units' figures as typed, added up by the code of real reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from metadata.documents import CellSpec
from metadata.formula.program import build, filling
from metadata.grid import GridRow, cell_key, grids_of
from metadata.template import Template
from metadata.values import CellValue
from runtime.consolidation.engines import engine
from runtime.consolidation.plan import Plan, plan_of
from runtime.consolidation.report import Added, Report, Source, add_up, compute
from runtime.submissions.cells import FormCells
from runtime.submissions.externals import of_units, resolve
from runtime.submissions.filled import Filled, Instance
from runtime.submissions.given import given_rows
from runtime.vectors import pack

#: Figures that sample units get where a cell says nothing: small, different in every cell and unit.
_SPREAD: Final = 17
#: Lines that a sample unit adds under each open row.
_LINES: Final = ("m1", "m2")

Units = Sequence[Mapping[str, Any]]
"""Sample units as they come over the wire: ``{name, forms: {form: {key: JSON value}}}``."""


def consolidated(template: Template, form_id: str, units: Units, lang: str) -> dict[str, Any]:
    """The report of one form over sample units.

    ``{values, units: [{name, values}], hows, failures}``: ``hows`` says by cell how it comes about and where that is
    said, ``units`` carries each unit's own computed cells. Raises ``cell.*`` for a value of no known shape and what keeps
    the form's formulas from compiling.
    """
    plans = _plans(template, form_id)
    filled = [{form: _filled(plan, unit["forms"].get(form, {})) for form, plan in plans.items()} for unit in units]
    reports = _reports(plans, units, filled)
    plan, report = plans[form_id], reports[form_id]
    return {
        "values": report.filled.values_json(),
        "units": [{"name": unit["name"], "values": own[form_id].values_json()} for unit, own in zip(units, filled, strict=True)],
        "hows": hows_of(plan),
        "failures": [{"cells": one.cells, "severity": one.severity, "sentence": one.sentence.get(lang, "")} for one in report.failures],
    }


def hows_of(plan: Plan) -> dict[str, dict[str, str]]:
    """By cell: ``{how, said}`` with ``said`` the place that decides: cell, column, row, spec, indicator, default."""
    found = {}
    for key, how in plan.hows.items():
        row, _, column = key.partition(":")
        here = {key: "cell", column: "column", row: "row"}
        said = next((word for name, word in here.items() if name and name in plan.rule.cells), "")
        spec = plan.specs[key]
        said = said or ("spec" if spec.aggregate else "kind" if spec.kind not in ("number", "carried") else _default(plan))
        found[key] = {"how": how.how, "said": said, "expr": how.expr or "", "weight": how.weight or ""}
    return found


def _default(plan: Plan) -> str:
    return "indicator" if plan.rule.default == "indicator" else "default"


def sample_units(template: Template, form_id: str, names: Sequence[str]) -> list[dict[str, Any]]:
    """Units with a figure in every number cell that is entered, of this form and of those its report is made from."""
    found = []
    for number, name in enumerate(names, start=1):
        forms = {form: dict(_figures(template, form, number)) for form in _plans(template, form_id)}
        found.append({"name": name, "forms": forms})
    return found


def _figures(template: Template, form_id: str, unit: int) -> Iterator[tuple[str, str]]:
    at = 0
    for grid in grids_of(template.form(form_id)):
        for row in (row for row in grid.rows if row.has_cells):
            for name in _names(row):
                for leaf in grid.data_leaves:
                    spec = grid.spec(row.id, leaf.id)
                    if spec.kind == "number":
                        at += 1
                        yield cell_key(name, leaf.id), _within((at * 5 + unit * 7) % _SPREAD + 1, spec)


def _names(row: GridRow) -> list[str]:
    """Keys of a row: of an open one the rows that the form gives, then some as a unit would add them."""
    rules = row.node.open
    return [row.id] if rules is None else [f"{row.id}#{one}" for one in [*(given.id for given in rules.given), *_LINES]]


def _within(figure: int, spec: CellSpec) -> str:
    low, high = (None if bound is None else int(bound) for bound in (spec.min, spec.max))
    figure = max(figure, low) if low is not None else figure
    return str(min(figure, high) if high is not None else figure)


def _plans(template: Template, form_id: str) -> dict[str, Plan]:
    """The form's plan and those of the forms that its report is made from, however far."""
    found: dict[str, Plan] = {}
    waiting = [form_id]
    while waiting:
        form = waiting.pop()
        if form not in found:
            found[form] = plan_of(template, form)
            waiting.extend(found[form].sources)
    return found


def _filled(plan: Plan, cells: Mapping[str, Any]) -> Filled:
    """What a unit would have sent: its figures and what its own form computes from them."""
    program = build(plan.template, plan.form.id, lenient=True)
    values, instances, _ = filling(program, cells, plan.form.id)
    outside: dict[str, CellValue] = dict.fromkeys((external.key for external in program.externals), None)
    computed = program.run(values, instances, outside).values
    form_cells = FormCells(plan.template, plan.form, None, None)
    known = {row: {one.id: one for one in given_rows(form_cells, row)} for row in instances}
    rows = {row: tuple(known[row].get(one, Instance(one, one)) for one in ids) for row, ids in instances.items()}
    return Filled({key: value for key, value in {**values, **computed}.items() if value is not None}, rows)


def _reports(plans: Mapping[str, Plan], units: Units, filled: Sequence[Mapping[str, Filled]]) -> dict[str, Report]:
    """The reports of all forms; they read each other, so they are computed until nothing changes any more."""
    added: dict[str, Added] = {}
    for form, plan in plans.items():
        sources = [
            Source(f"u{at}", str(unit["name"]), f"u{at}", pack(plan.slots, own[form].values), own[form].dump())
            for at, (unit, own) in enumerate(zip(units, filled, strict=True), start=1)
        ]
        added[form] = add_up(plan, sources, engine())
    now = {form: item.filled for form, item in added.items()}
    reports: dict[str, Report] = {}
    for _ in range(len(plans) + 1):
        before = {form: item.values for form, item in now.items()}
        for form, plan in plans.items():
            reports[form] = compute(plan, added[form], resolve(plan.program.externals, _fetch(now, filled)))
            now[form] = reports[form].filled
        if all(now[form].values == values for form, values in before.items()):
            break
    return reports


def _fetch(now: Mapping[str, Filled], filled: Sequence[Mapping[str, Filled]]) -> Callable[[str, str], Filled | None]:
    def fetch(period: str, form: str) -> Filled | None:
        if period == "same":
            return now.get(form)
        if period == "below":
            return of_units({f"u{at}": own.get(form, Filled()) for at, own in enumerate(filled, start=1)})
        return Filled()

    return fetch
