"""What a printed relation line counts along: the numbered columns of a table, or its coded rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from metadata.documents import Column, Row
from metadata.documents.trees import Tree

_TOTAL: Final = re.compile(r"tổng|cộng|chung", re.IGNORECASE)
_DIGITS_OF_CODE: Final = re.compile(r"[Rr](?=[0-9]+\Z)", re.ASCII)
_BRACKETS: Final = str.maketrans("", "", "()[] \u00a0")


def called_total(label: str) -> bool:
    """Whether a caption calls its column or row a total."""
    return bool(_TOTAL.match(label.strip()))


def bare_number(number: str) -> str:
    """A printed number without its brackets: ``(1)`` is 1."""
    return number.translate(_BRACKETS)


@dataclass(frozen=True, slots=True)
class Member:
    """A numbered column (or coded row): its number, code and the groups it stands in, from the top."""

    id: str
    number: str
    code: str
    label: str = ""
    groups: tuple[str, ...] = ()


class Axis:
    """The numbered columns of a table, or its coded rows, in print order.

    ``parts`` names the parts of a subtotal by its number, where the tree says so (rows); without it the captions do.
    """

    def __init__(self, members: Sequence[Member], parts: Mapping[str, frozenset[str]] | None = None) -> None:
        self.members = list(members)
        self.place: dict[str, int] = {member.number: index for index, member in enumerate(members)}
        self.by_id: dict[str, Member] = {member.id: member for member in members}
        self._given = parts
        self._loose: dict[str, str] = {}
        for member in members:
            self._loose.setdefault(member.number.lstrip("0").casefold(), member.number)

    def find(self, number: str) -> str | None:
        """The number as the table prints it; ``1`` is found where ``01`` is printed, ``a`` where ``A`` is."""
        return number if number in self.place else self._loose.get(number.lstrip("0").casefold())

    def member(self, number: str) -> Member:
        """The member of a number that the axis has."""
        return self.members[self.place[number]]

    @cached_property
    def _parts(self) -> Mapping[str, frozenset[str]]:
        if self._given is not None:
            return self._given
        inside: dict[str, list[Member]] = {}
        for member in self.members:
            for group in member.groups:
                inside.setdefault(group, []).append(member)
        found: dict[str, frozenset[str]] = {}
        for member in self.members:
            together = inside[member.groups[-1]] if member.groups else []
            if together and together[0] is member and called_total(member.label):
                found[member.number] = frozenset(other.number for other in together[1:])
        return found

    @cached_property
    def _wholes(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for whole, parts in self._parts.items():
            for part in parts:
                found.setdefault(part, []).append(whole)
        return {part: tuple(sorted(wholes, key=self.place.__getitem__)) for part, wholes in found.items()}

    def parts_of(self, number: str) -> frozenset[str]:
        """The parts of a subtotal: the other members of its group, when it is called a total and opens the group."""
        return self._parts.get(number, frozenset())

    def wholes_of(self, number: str) -> tuple[str, ...]:
        """The subtotals that a number is a part of, in print order."""
        return self._wholes.get(number, ())


def axis_of(columns: Tree[Column]) -> Axis:
    """The numbered data columns of a column tree. Columns without a code are named by their id."""
    found: list[Member] = []
    for leaf in columns.leaves():
        if leaf.number and leaf.stub is None:
            groups = tuple(step.id for step in columns.path(leaf.id)[:-1])
            found.append(Member(leaf.id, bare_number(leaf.number), leaf.code or leaf.id, leaf.label, groups))
    return Axis(found)


def row_number(row: Row) -> str:
    """A row's code as it is printed: the letter that formulas need in front of digits is not."""
    return _DIGITS_OF_CODE.sub("", row.code or "")


def axis_of_rows(rows: Tree[Row]) -> Axis:
    """The coded rows of a row tree (``01=03+06``). A row with rows under it stands for all of them."""
    found: list[Member] = []
    for row, _ in rows.walk():
        if row.code and row.kind != "heading":
            groups = tuple(step.id for step in rows.path(row.id)[:-1])
            found.append(Member(row.id, row_number(row), row.code, row.label, groups))
    numbers = {member.id: member.number for member in found}
    parts = {number: frozenset(numbers[one] for one in _below(rows, row_id) if one in numbers) for row_id, number in numbers.items()}
    return Axis(found, parts)


def _below(rows: Tree[Row], row_id: str) -> Iterator[str]:
    for child in rows.nodes[row_id].children:
        yield child
        yield from _below(rows, child)
