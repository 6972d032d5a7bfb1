"""What a linter says of a printed relation line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from metadata.documents import Column
from metadata.documents.trees import Tree
from metadata.errors import KhuonError, Problem
from metadata.formula.relation import Axis, Relation, axis_of, expand, rule_expressions


def line_problems(text: str, axis: Axis | Tree[Column], place: str = "") -> list[Problem]:
    """What a linter says of a printed line: unreadable, unknown numbers, a column twice, a part in place of its whole."""
    table = axis if isinstance(axis, Axis) else axis_of(axis)
    try:
        relations = expand(text, table)
    except KhuonError as error:
        return [Problem(p.code, place, p.args) for p in error.problems]
    found: list[Problem] = []
    for relation in relations:
        numbers = [number for _, number in relation.terms]
        found.extend(Problem("formula.relation_twice", place, {"number": n}) for n in dict.fromkeys(numbers) if numbers.count(n) > 1)
        found.extend(_parts_alone(text, relation, table, place))
    return found


def _parts_alone(text: str, relation: Relation, axis: Axis, place: str) -> list[Problem]:
    """A sum that takes one part of a group but neither its total nor the other parts: ``8=15+18`` where ``16=17+18``."""
    numbers = dict.fromkeys(number for _, number in relation.terms)
    found: list[Problem] = []
    for number in numbers:
        for whole in axis.wholes_of(number):
            parts = axis.parts_of(whole)
            if whole not in numbers and relation.left != whole and relation.left not in parts and not parts <= numbers.keys():
                found.append(Problem("formula.relation_part", place, {"line": text, "part": number, "whole": whole}, "warning"))
    return found


def differs(printed: str, expressions: Mapping[str, str] | Sequence[str], axis: Axis | Tree[Column], place: str = "") -> list[Problem]:
    """Whether a printed line says the same as the checks made from it (any order of terms and sums).

    ``expressions``: formulas over codes, as rules hold them. Returns ``formula.relation_differs`` when they disagree.
    """
    table = axis if isinstance(axis, Axis) else axis_of(axis)
    rules = list(expressions.values()) if isinstance(expressions, Mapping) else list(expressions)
    try:
        said = {_shape(expression) for expression in rule_expressions(printed, table)}
    except KhuonError as error:
        return [Problem(p.code, place, p.args) for p in error.problems]
    held = {_shape(expression) for rule in rules for expression in _split_chain(rule)}
    if said == held:
        return []
    return [Problem("formula.relation_differs", place, {"printed": printed, "rules": "; ".join(rules)}, "warning")]


def _split_chain(expression: str) -> list[str]:
    left, *sums = re.split(r"==?", expression)
    return [f"{left.strip()} == {terms.strip()}" for terms in sums]


def _shape(expression: str) -> tuple[str, tuple[str, ...]]:
    left, _, right = expression.partition("==")
    terms = re.findall(r"([+\-]?)\s*([A-Za-z0-9_.]+)", right)
    return left.strip(), tuple(sorted(f"{'-' if sign == '-' else '+'}{name}" for sign, name in terms))
