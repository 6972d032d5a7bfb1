"""Checks that add figures rounded to thousands, millions or billions and allow no difference for it.

In *triệu đồng* 0,4 + 0,4 = 0,8 prints as 0 + 0 = 1: the sum of rounded figures is not the rounded sum. Only proposed: ``proposal_tolerance``
for the check ``proposal_of``. Nothing is said where a check allows some difference, only warns, or compares two figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from metadata.checks.outline import columns_outline, named, rows_outline
from metadata.checks.registry import check
from metadata.documents import Form, GridSection
from metadata.errors import Problem
from metadata.formula.equations import Equation, equations_of
from metadata.grid import grid_of
from metadata.measures import MULTIPLES, find
from metadata.template import Template

#: Units rarely change from row to row; a long table is not read to its end.
_LOOKED_AT: Final = 50

@check
def rounded_sums(template: Template) -> Iterator[Problem]:
    """A sum in a rounded unit that must hold to the last digit. Each check is told once."""
    for form in template.forms:
        told: set[str] = set()
        rules = template.rules(form.id)
        for equation in equations_of(template, form.id):
            rule = rules.get(equation.source)
            exact = rule is not None and rule.severity == "error" and rule.tolerance == 0
            if not exact or equation.operator != "=" or len(equation.ids) < 2 or equation.source in told:
                continue
            section = form.sections[equation.section]
            if isinstance(section, GridSection) and (unit := _unit(form, section, equation)):
                told.add(equation.source)
                yield _told(form, section, equation, unit)


def _unit(form: Form, section: GridSection, equation: Equation) -> str:
    """The rounded unit that the cells of the sum have in one of the rows (columns) it is made in; empty when there is none."""
    grid = grid_of(form, section.id)
    columns = [leaf.id for leaf in grid.data_leaves]
    rows = [row.id for row in grid.rows if row.node.kind != "heading"]
    members = [equation.left, *equation.ids]
    if not set(members) <= set(columns if equation.axis == "columns" else rows):
        return ""
    for other in (rows if equation.axis == "columns" else columns)[:_LOOKED_AT]:
        pairs = [(other, one) if equation.axis == "columns" else (one, other) for one in members]
        units = {grid.spec(row, column).unit for row, column in pairs}
        measure = find(units.pop() or "") if len(units) == 1 else None
        if measure is not None and measure.label.lower().startswith(MULTIPLES):
            return measure.label.lower()
    return ""


def _told(form: Form, section: GridSection, equation: Equation, unit: str) -> Problem:
    outline = columns_outline(form, section) if equation.axis == "columns" else rows_outline(form, section)
    vi, en = named(outline, equation.left) if equation.left in outline.items else (equation.left, equation.left)
    args = {"whole": vi, "whole_en": en, "unit": unit, "proposal_tolerance": "auto", "proposal_of": equation.source}
    return Problem("template.rounded_sum", f"{form.id}/{section.id}/{equation.left}", args, "warning")
