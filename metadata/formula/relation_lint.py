"""What a linter says of a printed relation line by itself, each finding with the line that may have been meant.

Findings carry ``proposal_line``, a whole line to print in its place.
"""

from __future__ import annotations

from metadata.documents import Column
from metadata.documents.trees import Tree
from metadata.errors import KhuonError, Problem
from metadata.formula.relation import ELLIPSIS, Axis, Line, Relation, axis_of, expand, generate, parse_line, printed_sum


def line_problems(text: str, axis: Axis | Tree[Column], place: str = "") -> list[Problem]:
    """What a linter says of a printed line: unreadable, unknown numbers, a column twice, itself, a part in place of its whole."""
    table = axis if isinstance(axis, Axis) else axis_of(axis)
    try:
        line = parse_line(text)
        relations = expand(line, table)
    except KhuonError as error:
        return [Problem(p.code, place, p.args, p.severity) for p in error.problems]
    found: list[Problem] = []
    for index in range(len(relations)):
        with_line = _Mending(line, relations, index, table, place)
        found += [*with_line.itself(), *with_line.twice(), *with_line.parts_alone()]
    return found


def corrected(text: str, axis: Axis) -> list[Relation]:
    """The comparisons of a line with its slips put right as proposed. Raises what :func:`expand` raises."""
    relations = expand(text, axis)
    line = parse_line(text)
    return [_Mending(line, relations, index, axis, "").mended() for index in range(len(relations))]


class _Mending:
    """One comparison of a line, and the line with it put right."""

    def __init__(self, line: Line, relations: list[Relation], index: int, axis: Axis, place: str) -> None:
        self.line, self.relations, self.index, self.axis, self.place = line, relations, index, axis, place
        self.relation = relations[index]
        self.numbers = [number for _, number in self.relation.terms]

    def problem(self, code: str, terms: list[tuple[int, str]], **args: str) -> Problem:
        proposal = {"proposal": printed_sum(terms), "proposal_line": self.line_with(terms)} if terms else {"proposal": "…"}
        return Problem(code, self.place, {"line": self.line.text, "left": self.relation.left, **args, **proposal}, "warning")

    def line_with(self, terms: list[tuple[int, str]]) -> str:
        """The line with this sum replaced: a single number where only one changes, so that the rest stays as printed."""
        before, after = self.relation.terms, tuple(terms)
        changed = [index for index, (old, new) in enumerate(zip(before, after, strict=False)) if old != new]
        written = self.line.sums[self.index]
        if len(before) == len(after) == len(written) and len(changed) == 1 and before[changed[0]][0] == after[changed[0]][0]:
            term = written[changed[0]]
            return self.line.text[: term.at] + after[changed[0]][1] + self.line.text[term.at + len(term.number) :]
        new = [Relation(self.relation.left, after, self.relation.operator) if index == self.index else one for index, one in enumerate(self.relations)]
        return generate(new, self.axis if any(t.number == ELLIPSIS for terms in self.line.sums for t in terms) else None)

    # -- what is odd

    def itself(self) -> list[Problem]:
        """The left side stands among its own terms."""
        if self.relation.left not in self.numbers:
            return []
        return [self.problem("formula.relation_itself", [term for term in self.relation.terms if term[1] != self.relation.left])]

    def twice(self) -> list[Problem]:
        """A number is added twice: often its neighbour was meant."""
        found: list[Problem] = []
        for number in dict.fromkeys(n for n in self.numbers if self.numbers.count(n) > 1):
            second = [index for index, n in enumerate(self.numbers) if n == number][1]
            terms = list(self.relation.terms)
            follower = self._follower(number)
            if follower:
                terms[second] = (terms[second][0], follower)
            else:
                del terms[second]
            found.append(self.problem("formula.relation_twice", terms, number=number))
        return found

    def _follower(self, number: str) -> str:
        """The next number of the same group, when the sum leaves it out."""
        at = self.axis.place[number] + 1
        if at >= len(self.axis.members):
            return ""
        member = self.axis.members[at]
        alike = member.groups and member.groups == self.axis.member(number).groups
        return member.number if alike and member.number not in {*self.numbers, self.relation.left} else ""

    def parts_alone(self) -> list[Problem]:
        """A sum that takes one part of a group but neither its total nor the other parts: ``8=15+18`` where ``16=17+18``."""
        return [
            self.problem("formula.relation_part", self._with_whole(part, whole), part=part, whole=whole)
            for part, whole in self._slips()
        ]

    def _slips(self) -> list[tuple[str, str]]:
        relation, axis, numbers = self.relation, self.axis, dict.fromkeys(self.numbers)
        found: list[tuple[str, str]] = []
        for number in numbers:
            for whole in axis.wholes_of(number):
                parts = axis.parts_of(whole)
                # Taken apart on purpose: all its parts are there, or the line is about the whole or within it.
                apart = whole in numbers or relation.left == whole or relation.left in parts or parts <= numbers.keys()
                if not apart and relation.operator == "=" and self._beside(whole, numbers):
                    found.append((number, whole))
        return found

    def _beside(self, whole: str, numbers: dict[str, None]) -> bool:
        """Whether the sum also takes what stands beside the group of the whole: then the group as a whole is meant.

        Without that, ``8=2+5`` may add up the same part of two groups.
        """
        groups = self.axis.member(whole).groups
        outside = groups[:-1]
        for number in numbers:
            member = self.axis.member(number)
            if number in self.axis.parts_of(whole):
                continue
            if member.groups == outside or (member.groups[:-1] == outside and self.axis.parts_of(number)):
                return True
        return False

    def _with_whole(self, part: str, whole: str) -> list[tuple[int, str]]:
        parts = self.axis.parts_of(whole)
        return [(sign, whole if number == part else number) for sign, number in self.relation.terms if number == part or number not in parts]

    def mended(self) -> Relation:
        """This comparison with parts that stand alone replaced by their whole."""
        terms = list(self.relation.terms)
        for part, whole in self._slips():
            parts = self.axis.parts_of(whole)
            terms = [(sign, whole if number == part else number) for sign, number in terms if number == part or number not in parts]
        return Relation(self.relation.left, tuple(dict.fromkeys(terms)), self.relation.operator)
