"""Rules out of a printed relation line, and the line beside what the rules say."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from designer.operations.changes import value_at
from designer.operations.places import section_path
from metadata.documents import Column, GridSection
from metadata.documents.trees import read_tree, tree_problems
from metadata.errors import KhuonError, Problem
from metadata.formula import relation
from metadata.formula.equations import Equation, equations_of, meaning_of
from metadata.formula.relation_lint import line_problems
from metadata.formula.relation_rules import compare, line_of_rules, on, printed_rule
from metadata.template import Template


def printed_rules(
    documents: Mapping[str, dict[str, Any]], doc: str, section: str, column: str, text: str
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The checks that a column's printed line stands for, and what is wrong with the line.

    A line that cannot be read gives no checks. One check an equation: ``9=11+12+13=14+15`` gives two, in order.
    """
    # The place by which the checks of the template name it too.
    place = f"{doc}/{section}/{column}"
    columns: Any = value_at(documents, (*section_path(documents, doc, section), "columns"))
    broken = tree_problems(columns, place)
    if broken:
        return [], broken
    axis = relation.axis_of(read_tree(columns, Column.read))
    problems = line_problems(text, axis, place)
    try:
        equations = relation.expand(text, axis)
    except KhuonError:
        return [], problems
    return [printed_rule(equation, axis, column, part) for part, equation in enumerate(equations)], problems


def compared(template: Template, form: str, section: str, column: str, text: str) -> dict[str, Any] | None:
    """A printed line beside the rules of its column, each comparison with whether the other side has it too.

    A line that is being typed replaces the checks that came from the one before, so it is compared with the others. None for a column without
    a number.
    """
    table = template.form(form).sections.get(section)
    if not isinstance(table, GridSection):
        return None
    axis = relation.axis_of(table.columns)
    if column not in axis.by_id:
        return None
    rules = list(on(equations_of(template, form), "columns", section))
    try:
        printed = relation.expand(text, axis) if text.strip() else []
    except KhuonError:
        printed = []
    if text != (table.columns.nodes[column].relation or ""):
        rules = [*_typed(printed, axis), *(one for one in rules if not _from_print(template, form, one, column))]
    pieces = compare(printed, rules, axis, column)
    sides = {
        "printed": [_piece(piece.relation, agrees=piece.held) for piece in pieces if piece.printed],
        "rules": [_piece(piece.relation, agrees=piece.printed) for piece in pieces if piece.held],
    }
    return {"left": axis.by_id[column].number, "line": line_of_rules(rules, axis, column), **sides}


def _piece(found: relation.Relation, *, agrees: bool) -> dict[str, Any]:
    return {"operator": found.operator, "text": relation.printed_sum(found.terms), "agrees": agrees}


def _typed(printed: list[relation.Relation], axis: relation.Axis) -> list[Equation]:
    """The comparisons of a typed line as the checks that they will become."""
    found: list[Equation] = []
    for one in printed:
        left = axis.member(one.left).id
        terms = tuple((Fraction(sign), axis.member(number).id) for sign, number in one.terms)
        found.append(Equation("columns", "", left, one.operator, terms, meaning_of(one.operator, left, terms)))
    return found


def _from_print(template: Template, form: str, equation: Equation, column: str) -> bool:
    rule = template.rules(form).get(equation.source)
    return rule is not None and rule.origin_kind == "printed" and rule.origin_column == column
