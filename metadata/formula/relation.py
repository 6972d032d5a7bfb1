"""The printed relation line of Vietnamese forms: the second surface of the same rules.

``9=11+12+13 =14+15+16+17``, ``1=2+..+5``, ``12=13+18 +...+21= 22+...+25``: blanks and ellipses anywhere. A line says that
the first number equals each of the sums. An ellipsis stands for the numbers printed between its neighbours, without the parts of a
subtotal that is already named: those would count twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from metadata.documents import Column
from metadata.documents.trees import Tree
from metadata.errors import KhuonError, Problem, fail
from metadata.formula.refusals import proposals

_TOKEN: Final = re.compile(r"\s*(?:(?P<dots>…|\.{2,})|(?P<number>[0-9A-Za-z]+(?:\.[0-9]+)*)|(?P<sign>[+\-−–=()\[\]]))", re.ASCII)
_TOTAL: Final = re.compile(r"tổng|cộng|chung", re.IGNORECASE)
ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Term:
    """A printed number with its sign, or an ellipsis (number is ``…``)."""

    sign: int
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """A parsed line: the number on the left and the sums that it equals."""

    left: str
    sums: tuple[tuple[Term, ...], ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """One expanded equation between printed numbers."""

    left: str
    terms: tuple[tuple[int, str], ...]

    @property
    def text(self) -> str:
        """``9 = 11 + 12 + 13``."""
        said = "".join(f" {'+' if sign == 1 else '-'} {number}" for sign, number in self.terms)
        return f"{self.left} = {said.removeprefix(' + ').strip()}"


@dataclass(frozen=True, slots=True)
class Member:
    """A numbered column (or row): its number, code and the groups it stands in, from the top."""

    id: str
    number: str
    code: str
    label: str = ""
    groups: tuple[str, ...] = ()


class Axis:
    """The numbered columns of a table in print order."""

    def __init__(self, members: Sequence[Member]) -> None:
        self.members = list(members)
        self.place: dict[str, int] = {member.number: index for index, member in enumerate(members)}

    def parts_of(self, number: str) -> set[str]:
        """The parts of a subtotal: the other members of its group, when it is called a total and opens the group."""
        member = self.members[self.place[number]]
        if not member.groups or not _TOTAL.match(member.label):
            return set()
        group = member.groups[-1]
        inside = [m for m in self.members if group in m.groups]
        return {m.number for m in inside[1:]} if inside[0] is member else set()

    def wholes_of(self, number: str) -> list[str]:
        """The subtotals that a number is a part of."""
        return [m.number for m in self.members if m.number != number and number in self.parts_of(m.number)]


def axis_of(columns: Tree[Column]) -> Axis:
    """The numbered data columns of a column tree. Columns without a code are named by their id."""
    found: list[Member] = []
    for leaf in columns.leaves():
        if leaf.number and leaf.stub is None:
            groups = tuple(step.id for step in columns.path(leaf.id)[:-1])
            found.append(Member(leaf.id, leaf.number, leaf.code or leaf.id, leaf.label, groups))
    return Axis(found)


# ---------------------------------------------------------------- reading


def _unread(text: str, offset: int) -> KhuonError:
    return fail("formula.relation_syntax", line=text, position=offset + 1, offset=offset, length=1)


def _tokens(text: str) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    at = 0
    body = text.rstrip()
    while at < len(body):
        match = _TOKEN.match(body, at)
        if match is None:
            raise _unread(text, at)
        kind = str(match.lastgroup)
        start = match.start(kind)
        value = match.group(kind)
        if value not in "()[]":
            found.append((kind, "-" if value in "−–" else value, start))
        at = match.end()
    return found


def parse_line(text: str) -> Line:
    """Read a printed line. Raises ``formula.relation_syntax`` with the place (``offset``)."""
    if len(text) > 500:
        raise _unread(text[:40] + "…", 500)
    tokens = _tokens(text)
    end = len(text.rstrip())
    for index, wanted in enumerate(("number", "=")):
        kind, value, start = tokens[index] if index < len(tokens) else ("", "", end)
        if wanted not in {kind, value}:
            raise _unread(text, start)
    sums: list[list[Term]] = [[]]
    sign, wants_term = 1, True
    for kind, value, start in tokens[2:]:
        if kind == "sign":
            # "13+...+ 16": a sign may not follow a sign, but the blanks around it do not matter.
            if wants_term and not (sums[-1] == [] and value in "+-" and sign == 1):
                raise _unread(text, start)
            if value == "=":
                sums.append([])
            sign, wants_term = (-1 if value == "-" else 1), True
            continue
        if not wants_term and not (kind == "dots" or sums[-1][-1].number == ELLIPSIS):
            raise _unread(text, start)
        sums[-1].append(Term(sign, ELLIPSIS if kind == "dots" else value))
        sign, wants_term = 1, False
    if wants_term:
        raise _unread(text, end)
    return Line(tokens[0][1], tuple(tuple(terms) for terms in sums), text)


# ---------------------------------------------------------------- expanding


def _unknown(line: Line, axis: Axis) -> list[Problem]:
    numbers = [line.left, *(t.number for terms in line.sums for t in terms if t.number != ELLIPSIS)]
    found: list[Problem] = []
    for number in dict.fromkeys(n for n in numbers if n not in axis.place):
        like = [known for known in axis.place if len(known) == len(number)]
        found.append(Problem("formula.relation_unknown", "", {"number": number, **proposals(number, like, 0.5)}))
    return found


def _between(first: str, last: str, named: Iterable[str], axis: Axis) -> list[str]:
    """The numbers that an ellipsis stands for."""
    start, end = axis.place[first], axis.place[last]
    taken = list(named)
    found: list[str] = []
    for member in axis.members[start + 1 : end]:
        if any(member.number in axis.parts_of(whole) for whole in [*taken, *found]):
            continue
        found.append(member.number)
    return found


def _expand_sum(terms: Sequence[Term], line: Line, axis: Axis) -> Relation:
    named = [term.number for term in terms if term.number != ELLIPSIS]
    out: list[tuple[int, str]] = []
    for index, term in enumerate(terms):
        if term.number != ELLIPSIS:
            out.append((term.sign, term.number))
            continue
        before = terms[index - 1].number if index else ""
        after = terms[index + 1].number if index + 1 < len(terms) else ""
        if ELLIPSIS in {before, after} or not before or not after or axis.place[before] >= axis.place[after]:
            raise fail("formula.relation_ellipsis", line=line.text, first=before, last=after)
        out.extend((1, number) for number in _between(before, after, named, axis))
    return Relation(line.left, tuple(out))


def expand(line: Line | str, axis: Axis | Tree[Column]) -> list[Relation]:
    """The equations of a line, ellipses filled in by the order of the table.

    Raises KhuonError: ``formula.relation_unknown`` for every number the table does not have, ``relation_ellipsis``,
    ``relation_syntax``.
    """
    read = parse_line(line) if isinstance(line, str) else line
    table = axis if isinstance(axis, Axis) else axis_of(axis)
    unknown = _unknown(read, table)
    if unknown:
        raise KhuonError(*unknown)
    return [_expand_sum(terms, read, table) for terms in read.sums]


def rule_expressions(line: Line | str, axis: Axis | Tree[Column]) -> list[str]:
    """The checks of a line as formulas over codes: ``c9 == c11 + c12 + c13``."""
    table = axis if isinstance(axis, Axis) else axis_of(axis)
    return [_expression(relation, table) for relation in expand(line, table)]


def _expression(relation: Relation, axis: Axis) -> str:
    code = {member.number: member.code for member in axis.members}
    said = "".join(f" {'+' if sign == 1 else '-'} {code[number]}" for sign, number in relation.terms)
    return f"{code[relation.left]} == {said.removeprefix(' + ').strip()}"


# ---------------------------------------------------------------- writing


def generate(relations: Iterable[Relation], axis: Axis | None = None) -> str:
    """A printed line of equations with one left side: ``9=11+12+13=14+15+16+17``.

    With an axis, four or more neighbours that an ellipsis would name again are written ``14+...+17``.
    Raises ValueError for several left sides or none.
    """
    found = list(relations)
    if len({relation.left for relation in found}) != 1:
        raise ValueError("a relation line has one left side")
    return "=".join([found[0].left, *(_printed_sum(relation.terms, axis) for relation in found)])


def _printed_sum(terms: Sequence[tuple[int, str]], axis: Axis | None) -> str:
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
