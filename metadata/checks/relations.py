"""The printed relation line reads well and says what the checks and formulas of its table say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metadata.checks.registry import check
from metadata.documents import Column, Form, GridSection
from metadata.errors import Problem
from metadata.formula.equations import Equation, Meaning, equations_of
from metadata.formula.relation import Axis, axis_of
from metadata.formula.relation_lint import line_problems
from metadata.formula.relation_rules import disagreements, meanings_of_line, on
from metadata.template import Template

_UNREADABLE = frozenset({"formula.relation_syntax", "formula.relation_unknown", "formula.relation_ellipsis"})


@check
def printed_lines(template: Template) -> Iterator[Problem]:
    """A printed line can be read, names numbers of its table, and says what its checks say; all findings are warnings.

    The printed text may be law and wrong at once, so it never stops a template.
    """
    for form in template.forms:
        if any(column.relation for section in form.grids for column in section.columns.leaves()):
            equations = equations_of(template, form.id)
            for section in form.grids:
                yield from _lines(form, section, list(on(equations, "columns", section.id)))


def _lines(form: Form, section: GridSection, equations: Sequence[Equation]) -> Iterator[Problem]:
    axis = axis_of(section.columns)
    columns = list(section.columns.leaves())
    printed = {meaning for column in columns for meaning in meanings_of_line(column.relation, axis)}
    for column in columns:
        if column.relation:
            yield from _line(f"{form.id}/{section.id}/{column.id}", column, column.relation, axis, equations, printed)


def _line(place: str, column: Column, text: str, axis: Axis, equations: Sequence[Equation], printed: set[Meaning]) -> Iterator[Problem]:
    found = line_problems(text, axis, place)
    if not any(problem.code in _UNREADABLE for problem in found):
        found += disagreements(text, equations, axis, column.id, place, printed)
    yield from (Problem(problem.code, problem.place, problem.args, "warning") for problem in found)
