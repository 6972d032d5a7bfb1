"""Rules out of a printed relation line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designer.operations.changes import value_at
from designer.operations.places import section_path
from metadata.documents import Column
from metadata.documents.trees import read_tree, tree_problems
from metadata.errors import KhuonError, Problem
from metadata.formula import relation
from metadata.formula.relation_lint import line_problems


def printed_rules(
    documents: Mapping[str, dict[str, Any]], doc: str, section: str, column: str, text: str
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The checks that a column's printed line stands for, and what is wrong with the line.

    A line that cannot be read gives no checks. One check an equation: ``9=11+12+13=14+15`` gives two, in order.
    """
    place = f"{doc}/{section}/{column}/relation"
    columns: Any = value_at(documents, (*section_path(documents, doc, section), "columns"))
    broken = tree_problems(columns, place)
    if broken:
        return [], broken
    axis = relation.axis_of(read_tree(columns, Column.read))
    problems = line_problems(text, axis, place)
    try:
        equations = relation.expand(text, axis)
        expressions = relation.rule_expressions(text, axis)
    except KhuonError:
        return [], problems
    found = [
        {
            "expr": expression,
            "severity": "error",
            "tolerance": "0",
            "blanks": "nothing",
            "printed": equation.text.replace(" ", ""),
            "origin": {"kind": "printed", "column": column, "part": part},
        }
        for part, (equation, expression) in enumerate(zip(equations, expressions, strict=True))
    ]
    return found, problems
