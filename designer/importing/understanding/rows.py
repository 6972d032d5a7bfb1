"""The rows of a table: what captions them, which are repeated, and which stands under which."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from typing import Final

from designer.importing.understanding import markers, vocabulary
from designer.importing.understanding.blocks import Table
from designer.importing.understanding.header import Heading
from designer.importing.understanding.plane import Plane, inside, key_of

KINDS: Final = ("data", "total", "heading", "open", "unit")
_UNIT_NAMES: Final = re.compile(
    r"^\W*(?:xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tp\b|tinh|so|phong|ban|ubnd|uy ban|don vi|truong|cuc|chi cuc|van phong|cong an|trung tam|benh vien|tong cuc|vu|thanh tra|cac|bo|toa an|vien)\b"
)
_SAMPLE_NAME: Final = re.compile(r"(?:…|\.{3,}|_{2,})|^\W*(?:du an|cong trinh|xa|phuong|thon|don vi|nhiem vu|de tai|hang muc|linh vuc|huyen|so|ten)\W+(?:[a-z]|\d{1,2}|…|\.+)\W*$")


#: Signs for "as above".
_DITTO: Final = frozenset({'"', "”", "“", "″", "''", "nt", "-nt-", "như trên", "//"})


@dataclass
class BodyRow:
    """One row of the body. ``last`` is the last row of the sheet that it stands for (placeholders are taken together)."""

    row: int
    last: int
    marker: str = ""
    label: str = ""
    code: str = ""
    unit: str = ""
    indent: int = 0
    kind: str = "data"
    bold: bool = False
    id: str = ""
    parent: int | None = None
    numbering: str = "restart"
    confidence: int = 100
    doubts: list[str] = field(default_factory=list)

    def doubt(self, confidence: int, reason: str) -> None:
        """Something makes this less than certain."""
        self.confidence = min(self.confidence, confidence)
        self.doubts.append(reason)


class RowReader:
    """Reads the rows of one body. ``filled`` says which hold more than captions."""

    def __init__(self, table: Table, leaves: list[Heading], roles: list[str]) -> None:
        self.table, self.plane = table, table.plane
        self.columns = {role: leaf.columns[0] for leaf, role in zip(leaves, roles, strict=True) if role}
        self.caption = next((leaf for leaf, role in zip(leaves, roles, strict=True) if role == "caption"), None)
        self.data = [leaf for leaf, role in zip(leaves, roles, strict=True) if not role]

    def read(self) -> list[BodyRow]:
        """Every row that says something, in order; runs of placeholders as one open row."""
        found = [self.one(row) for row in self.table.body]
        rows = [row for row in found if row is not None]
        _numerals(rows)
        _dittos(rows)
        self.headings(rows)
        return self.opened(rows)

    # -- one row

    def one(self, row: int) -> BodyRow | None:
        """What a row of the sheet says; None when it says nothing."""
        caption = self.stub("caption", row)
        marker = self.stub("marker", row)
        found = BodyRow(row, row, marker, caption, self.stub("code", row), self.stub("unit", row))
        if not marker and caption:
            found.marker, found.label = markers.split_marker(caption)
        if not marker and not caption and self.plane.row_anchors(row, self.table.left, self.table.right):
            self.from_merged(row, found)
        column = self.columns.get("caption", self.columns.get("marker"))
        if column is not None:
            cell = self.plane.cell(row, column)
            found.indent = cell.indent + _leading(cell.text) // 2
            found.bold = cell.bold
        said = self.said(row)
        if said == "ignore":
            return None
        if said:
            found.kind, found.confidence = said, 100
        if not (found.marker or found.label or found.code) and not self.has_cells(row) and not said:
            return None
        return found

    def from_merged(self, row: int, found: BodyRow) -> None:
        """A caption that stands in a merged area across the row: in the marker's column or the first one."""
        anchors = [a for a in self.plane.row_anchors(row, self.table.left, self.table.right) if a[0] == row]
        if anchors and self.plane.span(*anchors[0])[3] > anchors[0][1]:
            found.marker, found.label = markers.split_marker(self.plane.text(*anchors[0]))

    def stub(self, role: str, row: int) -> str:
        """The text of a stub column in a row."""
        column = self.columns.get(role)
        if column is None:
            return ""
        anchor = self.plane.anchor(row, column)
        # A stub merged over several rows captions the first; a marker merged into the caption's column is the caption.
        if anchor[0] < row or (role != "caption" and self._wide(anchor)):
            return ""
        if role == "caption" and not self.plane.is_filled(*anchor) and (marker := self.columns.get("marker")) is not None:
            text = self.plane.text(row, marker)
            return text if len(text) > 8 and not markers.is_marker(text) else ""
        return self.plane.text(*anchor)

    def _wide(self, anchor: tuple[int, int]) -> bool:
        caption = self.columns.get("caption")
        span = self.plane.span(*anchor)
        covers = caption is not None and span[1] <= caption <= span[3] and span[3] > span[1]
        long = len(self.plane.text(*anchor)) > 8 and anchor[1] == self.columns.get("marker")
        return covers or (long and caption is not None and not self.plane.is_filled(anchor[0], caption))

    def has_cells(self, row: int) -> bool:
        """Whether a data column of the row holds something of its own."""
        first = [self.plane.anchor(row, leaf.columns[0]) for leaf in self.data]
        return any(anchor[0] == row and anchor[1] == leaf.columns[0] and self.plane.is_filled(*anchor) for anchor, leaf in zip(first, self.data, strict=True))

    def said(self, row: int) -> str:
        """What a person said of the row."""
        for c in self.plane.said("row"):
            if c.area[0] <= row <= c.area[2] and c.area[1] <= self.table.right and c.area[3] >= self.table.left:
                return c.value if c.value in KINDS else "data"
        for c in self.plane.corrections:
            covers = c.role in ("ignore", "text", "footnote", "title", "signer", "unit_line") and c.area[0] <= row <= c.area[2]
            if covers and all(inside(c.area, row, column) for column in self.columns.values()):
                return "ignore"
        return ""

    # -- the rows together

    def headings(self, rows: list[BodyRow]) -> None:
        """Rows that only caption others: merged over the cells, or without a code where all others have one."""
        coded = sum(bool(row.code) for row in rows)
        for row in rows:
            if row.kind != "data" or self.said(row.row):
                continue
            if self.covers_cells(row.row) or (coded >= 2 and not row.code and not self.has_cells(row.row) and row.label):
                row.kind = "heading"
            elif vocabulary.is_total(row.label) and not (row.marker and markers.readings(row.marker) and row.marker in "-+"):
                row.kind = "total"

    def covers_cells(self, row: int) -> bool:
        """Whether the caption's merged area reaches over all data columns."""
        if not self.data:
            return False
        first = self.plane.anchor(row, self.data[0].columns[0])
        span = self.plane.span(*first)
        return span[1] < self.data[0].columns[0] and span[3] >= self.data[-1].columns[0] and self.plane.is_filled(*first)

    def opened(self, rows: list[BodyRow]) -> list[BodyRow]:
        """Runs of rows that wait for names become one open row each."""
        found: list[BodyRow] = []
        highest: dict[str, int] = {}
        for row in rows:
            waits = row.kind == "open" or (row.kind == "data" and self.waits(row))
            before = found[-1] if found else None
            if waits and before is not None and before.kind == "open" and before.parent is None and not self.said(row.row):
                before.last = row.row
                before.label = before.label or row.label
                self.count(row, highest)
                continue
            if waits:
                row.kind = "open"
                row.numbering = self.numbering(row, highest)
                row.doubt(80, "placeholder_rows")
            self.count(row, highest)
            found.append(row)
        for row in found:
            if row.kind == "open":
                self.name_open(row)
        return found

    def waits(self, row: BodyRow) -> bool:
        """Whether a row stands for rows that the person who fills will add."""
        empty = not row.label or vocabulary.is_placeholder(row.label)
        named = bool(_SAMPLE_NAME.search(key_of(row.label))) and not row.code
        if row.code:
            return False
        if not row.marker and not row.label and self.has_cells(row.row):
            row.doubt(10, "no_caption")
            return False
        marked = not row.marker or vocabulary.is_placeholder(row.marker) or markers.readings(row.marker)
        return bool(marked) and ((empty and "caption" in self.columns) or named)

    def count(self, row: BodyRow, highest: dict[str, int]) -> None:
        """Remember how far the numbering got."""
        for one in markers.readings(row.marker)[:1]:
            highest[one.scheme] = max(highest.get(one.scheme, 0), one.value)

    def numbering(self, row: BodyRow, highest: dict[str, int]) -> str:
        """Whether the rows count on from the group before."""
        first = next(iter(markers.readings(row.marker)), None)
        if first is None:
            return "restart" if row.marker else "none"
        runs_on = 1 <= highest.get(first.scheme, 0) < first.value
        return "continue" if runs_on else "restart"

    def name_open(self, row: BodyRow) -> None:
        """Call an open row by what its lines stand for."""
        label = re.sub(r"[\s.…_]+$", "", row.label).strip()
        sample = re.sub(r"\W+(?:[A-Za-z]|\d{1,2})$", "", label) if _SAMPLE_NAME.search(key_of(row.label)) else label
        row.label = sample or (self.caption.label if self.caption else "")
        row.marker = "" if vocabulary.is_placeholder(row.marker) else row.marker


def is_unit_table(caption: Heading | None, rows: list[BodyRow]) -> bool:
    """Whether the rows of a table are reporting units: the column is called so, and its rows are none, or names of units."""
    if caption is None or not vocabulary.UNITS_OF_STATE.match(key_of(caption.label)):
        return False
    named = [row for row in rows if row.label and row.kind != "open"]
    if any(row.code or row.kind == "heading" for row in named):
        return False
    schemes = {one.scheme for row in rows for one in markers.readings(row.marker)[:1]}
    if not named:
        return len(schemes) <= 1
    units = sum(bool(_UNIT_NAMES.match(key_of(row.label))) or row.kind == "total" for row in named)
    return schemes <= {"1", "I", "A"} and units >= 0.7 * len(named) and not (len(schemes) > 1 and "open" in {row.kind for row in rows})


def _numerals(rows: list[BodyRow]) -> None:
    """Numerals typed with a small L, a bar or the figure 1: ``ll`` after ``I`` is ``II``."""
    last = 0
    for row in rows:
        bare = row.marker.strip(" .)")
        read = re.sub(r"[l|1]", "I", bare)
        value = next((one.value for one in markers.readings(read) if one.scheme == "I"), 0)
        if last and read != bare and not bare.isdigit() and value == last + 1:
            row.marker = row.marker.replace(bare, read)
            row.doubt(75, "numeral_typed_wrong")
        if value and any(one.scheme == "I" for one in markers.readings(row.marker)[:1]):
            last = value


def _dittos(rows: list[BodyRow]) -> None:
    """A unit of measure that repeats the one above by a sign."""
    for before, row in itertools.pairwise(rows):
        if row.unit.strip(" .").casefold() in _DITTO and before.unit:
            row.unit = before.unit


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip(" \u00a0\t"))


def sheet_row(plane: Plane, row: BodyRow, left: int, right: int) -> tuple[int, int, int, int]:
    """The area of a row in the sheet."""
    return row.row, left, min(row.last, plane.rows - 1), right
