"""The printed relation line of Vietnamese forms: the second surface of the same rules.

``9=11+12+13 =14+15+16+17``, ``1=2+..+5``, ``12=13+18 +...+21= 22+...+25``: blanks and ellipses anywhere. A line says that
the first number equals each of the sums, or is at most or at least each. An ellipsis stands for the numbers printed between its
neighbours, without the parts of a subtotal that is already named: those would count twice.

``relation_text``   reading the line
``relation_axis``   the numbers it counts along
``relation_rules``  what rules hold, as lines, and where print and rules disagree
``relation_lint``   what is odd about a line
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from metadata.documents import Column
from metadata.documents.trees import Tree
from metadata.errors import KhuonError, Problem, fail
from metadata.formula.refusals import proposals
from metadata.formula.relation_axis import Axis, Member, axis_of, axis_of_rows
from metadata.formula.relation_text import ELLIPSIS, Line, Term, parse_line

__all__ = ["ELLIPSIS", "Axis", "Line", "Member", "Relation", "Term", "axis_of", "axis_of_rows", "expand", "generate", "line_between", "parse_line", "printed_sum", "rule_expression", "rule_expressions"]

_OF_RULES: Final = {"=": "==", "≤": "<=", "≥": ">=", "<": "<", ">": ">"}


@dataclass(frozen=True, slots=True)
class Relation:
    """One expanded comparison between printed numbers: an equation, or ``≤``, ``≥``, ``<``, ``>``."""

    left: str
    terms: tuple[tuple[int, str], ...]
    operator: str = "="

    @property
    def text(self) -> str:
        """``9 = 11 + 12 + 13``."""
        said = "".join(f" {'+' if sign == 1 else '-'} {number}" for sign, number in self.terms)
        return f"{self.left} {self.operator} {said.removeprefix(' + ').strip()}"

    @property
    def tight(self) -> str:
        """``9=11+12+13``."""
        return self.text.replace(" ", "")


# ---------------------------------------------------------------- expanding


def _unknown(line: Line, axis: Axis) -> list[Problem]:
    found: list[Problem] = []
    named = line.numbers()
    for number in dict.fromkeys(n for n in named if axis.find(n) is None):
        like = [known for known in axis.place if len(known) == len(number)]
        near = proposals(number, like, 0.5)
        args = {"number": number, "line": line.text, **near}
        unused = [known for known in like if known not in named and proposals(number, [known], 0.5)["proposal"]]
        next_one = [known for known in unused if _follows(known, number, line, axis)]
        meant = next_one if len(unused) > 1 else unused
        if len(meant) == 1 and named.count(number) == 1:
            args["proposal_line"] = line_between(line, number, meant[0])
        found.append(Problem("formula.relation_unknown", "", args))
    return found


def _follows(known: str, number: str, line: Line, axis: Axis) -> bool:
    """Whether a number stands behind the one that the line names before ``number``."""
    named = line.numbers()
    before = axis.find(named[named.index(number) - 1]) if named.index(number) > 1 else None
    return before is not None and axis.place[known] == axis.place[before] + 1


def line_between(line: Line, number: str, other: str) -> str:
    """The text of a line with another number in place of one that stands in it, everything else as printed."""
    at = next((t.at for terms in line.sums for t in terms if t.number == number), line.at)
    return line.text[:at] + other + line.text[at + len(number) :]


def _between(first: str, last: str, named: Iterable[str], axis: Axis) -> list[str]:
    """The numbers that an ellipsis stands for."""
    start, end = axis.place[first], axis.place[last]
    # One's own whole may stand on the left of the line; the parts of what is added are left out.
    taken: set[str] = set()
    for number in named:
        taken |= axis.parts_of(number)
    found: list[str] = []
    for member in axis.members[start + 1 : end]:
        if member.number in taken:
            continue
        found.append(member.number)
        taken |= axis.parts_of(member.number)
    return found


def _expand_sum(terms: Sequence[Term], operator: str, line: Line, axis: Axis) -> Relation:
    left = str(axis.find(line.left))
    numbers = [t.number if t.number == ELLIPSIS else str(axis.find(t.number)) for t in terms]
    named = [number for number in numbers if number != ELLIPSIS]
    out: list[tuple[int, str]] = []
    for index, term in enumerate(terms):
        if term.number != ELLIPSIS:
            out.append((term.sign, numbers[index]))
            continue
        before = numbers[index - 1] if index else ""
        after = numbers[index + 1] if index + 1 < len(terms) else ""
        if ELLIPSIS in {before, after} or not before or not after or axis.place[before] >= axis.place[after]:
            raise fail("formula.relation_ellipsis", line=line.text, first=before, last=after)
        out.extend((term.sign, number) for number in _between(before, after, named, axis))
    return Relation(left, tuple(out), operator)


def expand(line: Line | str, axis: Axis | Tree[Column]) -> list[Relation]:
    """The comparisons of a line, ellipses filled in by the order of the table.

    Raises KhuonError: ``formula.relation_unknown`` for every number the table does not have, ``relation_ellipsis``,
    ``relation_syntax``.
    """
    read = parse_line(line) if isinstance(line, str) else line
    table = axis if isinstance(axis, Axis) else axis_of(axis)
    unknown = _unknown(read, table)
    if unknown:
        raise KhuonError(*unknown)
    return [_expand_sum(terms, operator, read, table) for terms, operator in zip(read.sums, read.operators, strict=True)]


def rule_expressions(line: Line | str, axis: Axis | Tree[Column]) -> list[str]:
    """The checks of a line as formulas over codes: ``c9 == c11 + c12 + c13``."""
    table = axis if isinstance(axis, Axis) else axis_of(axis)
    return [rule_expression(relation, table) for relation in expand(line, table)]


def rule_expression(relation: Relation, axis: Axis) -> str:
    """One comparison as a formula over codes."""
    code = {member.number: member.code for member in axis.members}
    said = "".join(f" {'+' if sign == 1 else '-'} {code[number]}" for sign, number in relation.terms)
    return f"{code[relation.left]} {_OF_RULES[relation.operator]} {said.removeprefix(' + ').strip()}"


# ---------------------------------------------------------------- writing


def generate(relations: Iterable[Relation], axis: Axis | None = None) -> str:
    """A printed line of comparisons with one left side: ``9=11+12+13=14+15+16+17``.

    With an axis, four or more neighbours that an ellipsis would name again are written ``14+...+17``.
    Raises ValueError for several left sides or none.
    """
    found = list(relations)
    if len({relation.left for relation in found}) != 1:
        raise ValueError("a relation line has one left side")
    return "".join([found[0].left, *(relation.operator + printed_sum(relation.terms, axis) for relation in found)])


def printed_sum(terms: Sequence[tuple[int, str]], axis: Axis | None = None) -> str:
    """``11+12+13``; long runs with an ellipsis when there is an axis."""
    said = ""
    index = 0
    named = [number for _, number in terms]
    while index < len(terms):
        sign, number = terms[index]
        said += ("+" if said and sign == 1 else "-" if sign == -1 else "") + number
        last = _run_end(terms, index, named, axis) if axis else index
        if last - index >= 3:
            said += f"+...+{terms[last][1]}"
            index = last
        index += 1
    return said


def _run_end(terms: Sequence[tuple[int, str]], start: int, named: Sequence[str], axis: Axis) -> int:
    """The farthest term that an ellipsis after ``start`` reaches with the same meaning."""
    for last in range(len(terms) - 1, start + 2, -1):
        inner = [number for _, number in terms[start + 1 : last]]
        outer = [number for number in named if number not in inner]
        if all(sign == 1 for sign, _ in terms[start + 1 : last + 1]) and axis.place[terms[start][1]] < axis.place[terms[last][1]] \
                and _between(terms[start][1], terms[last][1], outer, axis) == inner:  # fmt: skip
            return last
    return start
