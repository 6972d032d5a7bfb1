"""The header of a table as a tree: captions over captions, merged or only drawn so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from designer.importing.understanding import vocabulary
from designer.importing.understanding.blocks import Table
from designer.importing.understanding.numbering import Number, bare_sum, number_in_caption
from designer.importing.understanding.plane import Plane, one_line
from runtime.workbooks import Area

_NO_JOIN: Final = re.compile(r"^(?:trong do|ty le|ti le|so |chia|nam$|nu$)")


@dataclass
class Heading:
    """A caption of the header with what stands under it. ``columns`` of the sheet; a leaf has one, or several merged ones."""

    label: str
    columns: tuple[int, int]
    area: Area
    children: list[Heading] = field(default_factory=list)
    number: Number | None = None
    doubts: list[str] = field(default_factory=list)

    def leaves(self) -> Iterator[Heading]:
        """Headings without anything under them, from the left."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator[Heading]:
        """This heading and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


class _Owners:
    """Whose caption each cell of the header belongs to, with the areas that nobody merged worked out."""

    def __init__(self, table: Table) -> None:
        self.plane, self.table = table.plane, table
        self.top, self.bottom, self.left, self.right = table.header_top, table.header_bottom, table.left, table.right
        self.guessed: set[tuple[int, int]] = set()
        self.grid: dict[tuple[int, int], tuple[int, int] | None] = {}
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                anchor = self.plane.anchor(row, column)
                self.grid[(row, column)] = anchor if self.plane.is_filled(*anchor) else None
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                if self.grid[(row, column)] is None:
                    self.grid[(row, column)] = self.guess(row, column)

    def filled_below(self, row: int, column: int) -> bool:
        return any(self.grid.get((below, column)) is not None for below in range(row + 1, self.bottom + 1))

    def guess(self, row: int, column: int) -> tuple[int, int] | None:
        """The owner of an empty cell: the caption above when nothing follows below, else the group on its left."""
        above = self.grid.get((row - 1, column))
        if not self.filled_below(row, column):
            if above is not None and not self.is_merged_apart(above, row):
                return above
            return None
        beside = self.grid.get((row, column - 1))
        if beside is None or not self.filled_below(row, beside[1]) or self.grid.get((row - 1, column - 1)) != above:
            return None
        if self.plane.span(*beside)[3] != column - 1 and beside not in self.guessed and self.plane.span(*beside) != (*beside, *beside):
            return None
        if self.plane.span(*beside)[3] > beside[1] and beside not in self.guessed:
            return None
        self.guessed.add(beside)
        return beside

    def is_merged_apart(self, above: tuple[int, int], row: int) -> bool:
        """A caption merged over several columns ends where its area does."""
        span = self.plane.span(*above)
        return span[3] > span[1] and span[2] < row

    def extent(self, row: int, column: int, right: int) -> tuple[int, int]:
        """Last column and last row of the caption that owns a cell."""
        owner = self.grid[(row, column)]
        last, low = column, row
        while last < right and self.grid[(row, last + 1)] == owner and owner is not None:
            last += 1
        while low < self.bottom and owner is not None and all(self.grid[(low + 1, c)] == owner for c in range(column, last + 1)):
            low += 1
        return last, low


def header_of(table: Table) -> list[Heading]:
    """The header as a forest, numbers of the number line put on its leaves."""
    owners = _Owners(table)
    found = _level(owners, owners.top, owners.left, owners.right)
    if owners.guessed:
        table.doubt(88, "unmerged_header")
    for leaf in (leaf for heading in found for leaf in heading.leaves()):
        _number(table, leaf)
    if not table.numbers:
        _numbers_from_captions(found)
    _gaps([leaf for heading in found for leaf in heading.leaves()])
    return found


def _level(owners: _Owners, row: int, left: int, right: int) -> list[Heading]:
    if row > owners.bottom:
        return []
    found: list[Heading] = []
    column = left
    while column <= right:
        owner = owners.grid[(row, column)]
        last, low = owners.extent(row, column, right)
        if owner is None:
            below = _level(owners, row + 1, column, column)
            beside = owners.grid.get((row, column - 1))
            if below and beside is not None and found and owners.plane.span(*beside)[3] > beside[1]:
                for heading in below:
                    heading.doubts.append("beside_group")
                if below[0].area[0] == row + 1 and _falls_short(owners, found[-1], below):
                    _stretch(found[-1], below, column)
                    column = last + 1
                    continue
            found.extend(below or ([_blank(owners, column)] if row == owners.top else []))
        else:
            found.append(_heading(owners, owner, (column, last), low))
        column = last + 1
    return found


def _falls_short(owners: _Owners, group: Heading, below: list[Heading]) -> bool:
    """Whether a group was merged one column short: captions of columns stand in the first row everywhere else, and this one counts too."""
    if not group.children or vocabulary.kind_in(below[0].label) == "text":
        return False
    top = [owners.grid[(owners.top, column)] for column in range(owners.left, owners.right + 1)]
    # Where captions are typed low as a habit, one more of them is a column of its own.
    lone = [at for at, owner in enumerate(top) if owner is None and (at == 0 or top[at - 1] is None)]
    return not lone


def _stretch(group: Heading, below: list[Heading], column: int) -> None:
    """A group with one more column at its right."""
    group.children = [*group.children, *below]
    group.columns = (group.columns[0], column)
    group.doubts.append("beside_group")


def _blank(owners: _Owners, column: int) -> Heading:
    return Heading("", (column, column), (owners.top, column, owners.bottom, column), doubts=["no_caption"])


def _heading(owners: _Owners, owner: tuple[int, int], columns: tuple[int, int], low: int) -> Heading:
    plane = owners.plane
    left, right = columns
    label = plane.text(*owner)
    area = plane.span(*owner)
    area = (area[0], min(area[1], left), max(area[2], low), max(area[3], right))
    heading = Heading(label, columns, area, _level(owners, low + 1, left, right))
    if owner in owners.guessed:
        heading.doubts.append("unmerged_header")
    if left == right and len(heading.children) == 1:
        _join(heading)
    _with_nameless(owners, heading)
    if not heading.children and left != right and not _merged_body(owners.table, left, right):
        heading.children = [_blank(owners, column) for column in range(left, right + 1)]
        if _has_numbers_apart(owners.table, left, right):
            heading.doubts.append("no_caption")
        else:
            heading.children = []
    return heading


def _with_nameless(owners: _Owners, heading: Heading) -> None:
    """A column of a group without a caption of its own stays a column, as a guess: it never goes in silence."""
    known = {column for child in heading.children for column in range(child.columns[0], child.columns[1] + 1)}
    if not known:
        return
    loose = [column for column in range(heading.columns[0], heading.columns[1] + 1) if column not in known and _stands_alone(owners.table, column)]
    heading.children = sorted([*heading.children, *(_blank(owners, column) for column in loose)], key=lambda child: child.columns)


def _stands_alone(table: Table, column: int) -> bool:
    """Whether cells of their own stand below a column: it has a number, or its cells are not merged into those on its left."""
    if table.numbers:
        return column in table.numbers
    return not _merged_body(table, column - 1, column)


def _join(heading: Heading) -> None:
    """One caption typed over two cells: the lower one goes on in small letters or stands in brackets."""
    below = heading.children[0]
    goes_on = below.label[:1].islower() and not _NO_JOIN.match(vocabulary.key_of(below.label))
    in_brackets = below.label.startswith("(") and below.label.endswith(")")
    if below.label and (goes_on or in_brackets):
        heading.label = f"{heading.label} {below.label}"
        heading.area = (heading.area[0], heading.area[1], below.area[2], heading.area[3])
        heading.children = below.children
        heading.doubts.append("joined_caption")


def _merged_body(table: Table, left: int, right: int) -> bool:
    """Whether the cells below a caption are merged across as it is: then it is one column."""
    plane = table.plane
    rows = table.body[:11]
    return bool(rows) and all(plane.span(row, left)[3] >= right for row in rows)


def _has_numbers_apart(table: Table, left: int, right: int) -> bool:
    if table.numbers:
        return sum(column in table.numbers for column in range(left, right + 1)) > 1
    plane = table.plane
    used = [c for c in range(left, right + 1) if any(plane.is_filled(row, c) and plane.anchor(row, c)[1] == c for row in table.body)]
    return len(used) > 1


def _number(table: Table, leaf: Heading) -> None:
    left, right = leaf.columns
    number = next((table.numbers[column] for column in range(left, right + 1) if column in table.numbers), None)
    if number is None:
        return
    for row in table.number_rows[1:]:
        more = bare_sum(table.plane.text(row, left))
        if more and not number.relation:
            number = Number(number.number, number.number + more)
    leaf.number = number


def _numbers_from_captions(found: list[Heading]) -> None:
    """Numbers that stand in the captions: ``Tổng số (1=2+3)``. Only when most captions carry one."""
    leaves = [leaf for heading in found for leaf in heading.leaves()]
    split = {id(leaf): number_in_caption(leaf.label) for leaf in leaves}
    if sum(part is not None for part in split.values()) < max(2, 0.6 * len(leaves)):
        return
    for leaf in leaves:
        part = split[id(leaf)]
        if part:
            leaf.label, leaf.number = one_line(part[0]), part[1]


def _gaps(leaves: list[Heading]) -> None:
    """A number that somebody forgot between its neighbours: 4, nothing, 6."""
    for before, leaf, after in zip(leaves, leaves[1:], leaves[2:], strict=False):
        if leaf.number is None and before.number and after.number and before.number.number.isdigit() and after.number.number.isdigit():
            missing = int(before.number.number) + 1
            if int(after.number.number) == missing + 1:
                leaf.number = Number(str(missing))
                leaf.doubts.append("number_forgotten")


def second_number_row(plane: Plane, table: Table) -> None:
    """A row under the number line that prints only relations (``=2+3``) belongs to it."""
    row = table.body_top
    anchors = plane.row_anchors(row, table.left, table.right)
    if table.number_rows and anchors and row <= table.bottom and all(bare_sum(plane.text(*anchor)) for anchor in anchors):
        table.number_rows = (*table.number_rows, row)
        table.body_top = row + 1
