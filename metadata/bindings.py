"""What the cells of a table mean: the indicator and the members that its row and its column are bound to, put together.

A node without a binding of its own takes that of the nearest node above it. Members are written ``dimension.member``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from metadata.documents import Column, Form, GridSection, Row, Tree

AXES: Final = ("columns", "rows")


def member_name(dimension: str, member: str) -> str:
    """How a member of a list is written in a binding."""
    return f"{dimension}.{member}"


def member_parts(text: str) -> tuple[str, str]:
    """List and member of a binding; an empty list for a text of another shape."""
    dimension, dot, member = text.partition(".")
    return (dimension, member) if dot and dimension and member else ("", text)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a row or a column brings: the indicator, the members, and the node that the indicator stands on."""

    indicator: str = ""
    members: frozenset[str] = frozenset()
    owner: str = ""

    def __bool__(self) -> bool:
        """Whether anything is bound at all."""
        return bool(self.indicator or self.members)


def bound_at(tree: Tree[Column] | Tree[Row], node_id: str) -> Bound:
    """The binding that holds at a node: members from the top down, one of a list each, the indicator of the nearest."""
    indicator, owner = "", ""
    members: dict[str, str] = {}
    for node in tree.path(node_id):
        if node.indicator:
            indicator, owner = node.indicator, node.id
        own = {member_parts(text)[0] or text for text in node.members}
        members = {text: key for text, key in members.items() if key not in own}
        members |= {text: member_parts(text)[0] or text for text in node.members}
    return Bound(indicator, frozenset(members), owner)


def held_rows(section: GridSection) -> Iterator[Row]:
    """Rows that hold cells."""
    return (row for row, _ in section.rows.walk() if row.kind != "heading")


def held_columns(section: GridSection) -> Iterator[Column]:
    """Columns that hold cells."""
    return (column for column in section.columns.leaves() if column.stub is None)


@dataclass(frozen=True, slots=True)
class Point:
    """A data point: an indicator with members, and where the form asks for it.

    ``row`` and ``column`` are empty where that side brings nothing: the point then holds all along the other side.
    """

    indicator: str
    members: frozenset[str]
    form: str
    section: str
    row: str = ""
    column: str = ""

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What two places have in common that ask for one figure."""
        return self.indicator, tuple(sorted(self.members))

    @property
    def node(self) -> str:
        """The node to show for it: the column where there is one."""
        return self.column or self.row


def bindings_of(section: GridSection) -> tuple[Mapping[str, Bound], Mapping[str, Bound]]:
    """The bindings of the rows and of the columns that hold cells, by id; unbound ones are there too."""
    rows = {row.id: bound_at(section.rows, row.id) for row in held_rows(section)}
    columns = {column.id: bound_at(section.columns, column.id) for column in held_columns(section)}
    return rows, columns


def points_of(form: Form) -> list[Point]:
    """The data points of a form, each place once."""
    found: list[Point] = []
    for section in form.grids:
        rows, columns = bindings_of(section)
        bound_rows = {key: bound for key, bound in rows.items() if bound}
        bound_columns = {key: bound for key, bound in columns.items() if bound}
        free_row, free_column = len(bound_rows) < len(rows), len(bound_columns) < len(columns)
        sides_of_rows = [*bound_rows.items(), *([("", Bound())] if free_row else [])]
        sides_of_columns = [*bound_columns.items(), *([("", Bound())] if free_column else [])]
        for row, left in sides_of_rows:
            for column, right in sides_of_columns:
                indicator = right.indicator or left.indicator
                # A cell that two sides claim for two indicators is a finding, not a point.
                if indicator and (not left.indicator or not right.indicator or left.indicator == right.indicator):
                    found.append(Point(indicator, left.members | right.members, form.id, section.id, row, column))
    return found
