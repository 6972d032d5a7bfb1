"""Which row stands under which: by marker schemes, by indentation, by words such as "trong đó"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from designer.importing.understanding import markers
from designer.importing.understanding.markers import Marker
from designer.importing.understanding.plane import key_of
from designer.importing.understanding.rows import BodyRow

_OPENS: Final = re.compile(r"(?:trong do|chia theo|chia ra|gom|bao gom|cu the)\W*$|:\W*$")
_PART: Final = re.compile(r"^\W*(?:trong do|chia ra|trong tong so|rieng)\b")
_BULLETS: Final = frozenset("-+*•o")


_RANKS: Final = ("A", "I", "1", "1a", "a", "-", "*", "+")


def _rank(scheme: str) -> float:
    """How far in a scheme usually stands."""
    return _RANKS.index("1") + 0.1 * scheme.count(".") if scheme.startswith(".") else _RANKS.index(scheme) if scheme in _RANKS else len(_RANKS)


@dataclass(frozen=True, slots=True)
class _Open:
    """A row that may get rows under it."""

    index: int
    marker: Marker | None
    indent: int
    opens: bool
    total: bool


class _Outline:
    def __init__(self, rows: list[BodyRow]) -> None:
        self.rows = rows
        self.stack: list[_Open] = []
        self.marks = markers.choose([row.marker for row in rows])
        # Indentation says something where it differs among the rows without markers, or among all of them.
        self.indented = len({row.indent for row in rows if row.kind != "total"}) > 1

    def run(self) -> None:
        for index, row in enumerate(self.rows):
            marker = self.marks[index]
            keep = self.level(index, row, marker)
            del self.stack[keep:]
            row.parent = self.stack[-1].index if self.stack else None
            if row.kind != "open":
                opens = bool(_OPENS.search(key_of(row.label)))
                self.stack.append(_Open(index, marker, row.indent, opens, row.kind == "total" and marker is None))

    def level(self, index: int, row: BodyRow, marker: Marker | None) -> int:
        """How many open rows stay above this one."""
        if row.kind == "total" and marker is None and (row.indent == 0 or index == len(self.rows) - 1):
            return 0
        if row.kind == "open":
            return self.of_open(marker)
        if marker is None:
            return self.unmarked(row)
        return self.marked(row, marker)

    def base(self) -> int:
        """Open rows without the totals that nothing stands under."""
        keep = len(self.stack)
        while keep and self.stack[keep - 1].total and not self.stack[keep - 1].opens:
            keep -= 1
        return keep

    def marked(self, row: BodyRow, marker: Marker) -> int:
        if marker.scheme.startswith("."):
            for depth in range(len(self.stack), 0, -1):
                above = self.stack[depth - 1].marker
                if above is not None and above.path == marker.path[:-1]:
                    return depth
        for depth in range(len(self.stack) - 1, -1, -1):
            above = self.stack[depth].marker
            if above is None or above.scheme != marker.scheme:
                continue
            deeper = self.indented and row.indent > self.stack[-1].indent and marker.value == 1
            if deeper and depth < len(self.stack) and marker.scheme not in _BULLETS:
                return len(self.stack)
            return depth
        if self.indented and self.stack and row.indent < self.stack[-1].indent:
            return self.by_indent(row.indent)
        return self.deeper(row, marker)

    def deeper(self, row: BodyRow, marker: Marker) -> int:
        """A scheme that is not open: it opens under the row before, unless it goes on with one that stands further out."""
        keep = len(self.stack)
        while keep and not (self.indented and row.indent > self.stack[keep - 1].indent):
            last = self.stack[keep - 1]
            rank = _rank(last.marker.scheme) if last.marker is not None else -1
            bare = last.marker is None and not last.opens and (last.total or _PART.match(key_of(self.rows[last.index].label)))
            if not bare and not (marker.value > 1 and rank > _rank(marker.scheme)):
                break
            keep -= 1
        return keep

    def unmarked(self, row: BodyRow) -> int:
        if _PART.match(key_of(row.label)):
            return self.above_part()
        if self.indented:
            return self.by_indent(row.indent)
        for depth in range(len(self.stack) - 1, -1, -1):
            if self.stack[depth].opens:
                return depth + 1
            part = _PART.match(key_of(self.rows[self.stack[depth].index].label))
            if self.stack[depth].marker is None and not self.stack[depth].total and not part:
                return depth
        return 0

    def above_part(self) -> int:
        """A row that begins with "trong đó" is a part of the row before it; two of them are beside each other."""
        depth = len(self.stack)
        while depth and _PART.match(key_of(self.rows[self.stack[depth - 1].index].label)):
            depth -= 1
        return depth

    def by_indent(self, indent: int) -> int:
        depth = len(self.stack)
        while depth and self.stack[depth - 1].indent >= indent:
            depth -= 1
        return depth

    def of_open(self, marker: Marker | None) -> int:
        """Rows to be added stand under the last row of an outer scheme."""
        if marker is not None:
            for depth in range(len(self.stack) - 1, -1, -1):
                above = self.stack[depth].marker
                if above is not None and above.scheme == marker.scheme:
                    return depth
        keep = len(self.stack)
        while keep and self.stack[keep - 1].total:
            keep -= 1
        before = self.stack[keep - 1].marker if keep else None
        # "1 …, 2 …, …" goes on beside them; "I …" and then "…" opens under it.
        beside = before is not None and _rank(before.scheme) >= _rank("1") and before.value != 1
        return keep - 1 if marker is None and beside else keep


def outline(rows: list[BodyRow]) -> None:
    """Set the parent of every row."""
    _Outline(rows).run()
