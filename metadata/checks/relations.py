"""The printed relation line agrees with the checks and formulas that were made from it."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.checks.registry import check
from metadata.documents import Column, Form, GridSection, Rule
from metadata.errors import Problem
from metadata.formula.relation_lint import differs, line_problems
from metadata.template import Template


@check
def printed_lines(template: Template) -> Iterator[Problem]:
    """A printed line can be read, names numbers of its table, and says what its checks say; all findings are warnings.

    The printed text may be law and wrong at once, so it never stops a template.
    """
    for form in template.forms:
        rules = list(template.rules(form.id).values())
        for section in form.grids:
            for column in section.columns.leaves():
                if column.relation:
                    yield from _line(form, section, column, column.relation, rules)


def _line(form: Form, section: GridSection, column: Column, printed: str, rules: list[Rule]) -> Iterator[Problem]:
    place = f"{form.id}/{section.id}/{column.id}"
    found = line_problems(printed, section.columns, place)
    made = [rule.expr for rule in rules if rule.origin_kind == "printed" and rule.origin_column == column.id]
    if made and column.cell.formula:  # one of the sums may be how the column is computed
        made.append(f"{column.code or column.id} == {column.cell.formula}")
    if made and not any(problem.code in _UNREADABLE for problem in found):
        found += differs(printed, made, section.columns, place)
    yield from (Problem(problem.code, problem.place, problem.args, "warning") for problem in found)


_UNREADABLE = frozenset({"formula.relation_syntax", "formula.relation_unknown", "formula.relation_ellipsis"})
