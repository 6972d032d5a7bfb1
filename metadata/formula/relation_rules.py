"""Printed lines out of the rules that hold, and where print and rules disagree.

Both sides are compared by meaning (:mod:`metadata.formula.equations`): any order of terms, ranges, sides changed over; the formula
of a computed column counts as an equation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from metadata.errors import KhuonError, Problem
from metadata.formula.equations import AxisName, Equation, Meaning, meaning_of
from metadata.formula.relation import Axis, Relation, expand, generate, printed_sum, rule_expression


def meaning_of_relation(relation: Relation, axis: Axis) -> Meaning:
    """What a printed comparison says, by the ids of its columns or rows."""
    return meaning_of(relation.operator, axis.member(relation.left).id, ((sign, axis.member(number).id) for sign, number in relation.terms))


def relation_of(equation: Equation, axis: Axis) -> Relation | None:
    """An equation as a line prints it; None when it names what has no printed number, or is no plain sum."""
    if not equation.is_plain or any(one not in axis.by_id for one in (equation.left, *equation.ids)):
        return None
    terms = tuple((1 if times > 0 else -1, axis.by_id[name].number) for times, name in equation.terms)
    if terms[0][0] < 0:  # a line does not open with a minus
        terms = tuple(sorted(terms, key=lambda term: -term[0]))
    return Relation(axis.by_id[equation.left].number, terms, equation.operator)


def relations_of(equations: Iterable[Equation], axis: Axis, member_id: str) -> list[Relation]:
    """The equations of one column or row as lines print them, each meaning once, in the order of the rules."""
    found: dict[Meaning, Relation] = {}
    for equation in equations:
        if equation.left == member_id and equation.operator == "=" and equation.whole:
            relation = relation_of(equation, axis)
            if relation is not None:
                found.setdefault(equation.meaning, relation)
    return list(found.values())


def meanings_of_line(text: str | None, axis: Axis) -> set[Meaning]:
    """What a printed line says; nothing when there is none or it cannot be read."""
    try:
        return {meaning_of_relation(relation, axis) for relation in expand(text, axis)} if text else set()
    except KhuonError:
        return set()


def line_of_rules(equations: Iterable[Equation], axis: Axis, member_id: str) -> str:
    """The line that the rules of a column or row would print: ``9=11+12+13=14+...+17``; empty when there is none."""
    relations = relations_of(equations, axis, member_id)
    return generate(relations, axis) if relations else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One comparison of a column: as printed, whether the line prints it, whether a rule holds it."""

    relation: Relation
    printed: bool
    held: bool


def compare(printed: Sequence[Relation], equations: Sequence[Equation], axis: Axis, member_id: str) -> list[Piece]:
    """The comparisons of a line beside those of the rules: first as printed, then what the rules hold beyond it."""
    held = {equation.meaning for equation in equations}
    meanings = [meaning_of_relation(relation, axis) for relation in printed]
    pieces = [Piece(relation, True, meaning in held) for relation, meaning in zip(printed, meanings, strict=True)]
    rest = (relation for relation in relations_of(equations, axis, member_id) if meaning_of_relation(relation, axis) not in meanings)
    return [*pieces, *(Piece(relation, False, True) for relation in rest)]


def disagreements(
    text: str, equations: Sequence[Equation], axis: Axis, member_id: str, place: str = "", elsewhere: Collection[Meaning] = ()
) -> list[Problem]:
    """Where a readable line and the rules of its table disagree, in both directions, each with what would mend it.

    ``formula.relation_unheld``: the line prints what no rule holds. ``formula.relation_unprinted``: a rule over the same left side is not
    on the line, nor among the meanings that other lines print (``elsewhere``). Raises what :func:`expand` raises.
    """
    printed = expand(text, axis)
    found: list[Problem] = []
    for part, piece in enumerate(compare(printed, equations, axis, member_id)):
        said = piece.relation.tight
        if not piece.held:
            rule = printed_rule(piece.relation, axis, member_id, part)
            found.append(Problem("formula.relation_unheld", place, {"line": text, "relation": said, "proposal_rule": rule}, "warning"))
        elif not piece.printed and meaning_of_relation(piece.relation, axis) not in elsewhere:
            line = text + piece.relation.operator + printed_sum(piece.relation.terms, axis)
            args = {"line": text, "relation": said, "rule": _source(piece.relation, equations, axis), "proposal_line": line}
            found.append(Problem("formula.relation_unprinted", place, args, "warning"))
    return found


def _source(relation: Relation, equations: Iterable[Equation], axis: Axis) -> str:
    meaning = meaning_of_relation(relation, axis)
    return next((equation.source for equation in equations if equation.meaning == meaning), "")


def printed_rule(relation: Relation, axis: Axis, member_id: str, part: int) -> dict[str, Any]:
    """The check that a printed comparison stands for, as a rules document keeps it."""
    return {
        "expr": rule_expression(relation, axis),
        "severity": "error",
        "tolerance": "0",
        "blanks": "nothing",
        "printed": relation.tight,
        "origin": {"kind": "printed", "column": member_id, "part": part},
    }


def on(equations: Iterable[Equation], axis: AxisName, section: str) -> Iterator[Equation]:
    """The equations over the columns (or rows) of one table."""
    return (equation for equation in equations if equation.axis == axis and equation.section == section)
