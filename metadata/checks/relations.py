"""The printed relation line agrees with the checks and formulas that were made from it."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.registry import check
from metadata.documents import Form, GridSection
from metadata.errors import KhuonError, Problem
from metadata.formula.relation import parse_line
from metadata.template import Template


@check
def printed_lines(template: Template) -> Iterator[Problem]:
    """A printed line parses; a finding of the parser stands at its column, as a warning."""
    for form in template.forms:
        for section in form.grids:
            yield from _lines(form, section)


def _lines(form: Form, section: GridSection) -> Iterator[Problem]:
    for column in section.columns.nodes.values():
        if not column.relation:
            continue
        try:
            parse_line(column.relation)
        except KhuonError as error:
            for problem in error.problems:
                yield Problem(problem.code, f"{form.id}/{section.id}/{column.id}", problem.args, "warning")
