"""From documents and values to the neutral tree.

`build` draws one unit's form, filled or empty; `renderers.units` draws a report of many units. Both are pure: the
same documents and values always give the same tree.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from metadata.documents import (
    CellSpec,
    Form,
    GridSection,
    Layout,
)
from metadata.grid import Grid, GridRow, Leaf, cell_key, grid_of, printed_code
from metadata.values import CellValue
from renderers.answers import answers_of
from renderers.display import NO_CELL, Dimensions, cell_of, stub_cell, unit_label
from renderers.document import (
    USUAL_FONT,
    USUAL_MARGINS,
    Cell,
    Column,
    Formula,
    HeaderCell,
    Note,
    Orientation,
    Page,
    Report,
    Row,
    RowKind,
    Signer,
    Table,
    TitleBlock,
)

SIDES: Final = ("top", "right", "bottom", "left")
PLACEHOLDERS: Final = ("unit", "parent", "period", "year", "place", "date", "from", "to")
_PLACEHOLDER: Final = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_UNKNOWN_FACT: Final = "……………"
_TOTAL_CAPTION: Final = {"vi": "Tổng cộng", "en": "Total"}

Instances = Mapping[str, Sequence["str | tuple[str, str]"]]
"""Row id of an open row -> its instances, each an id or (id, caption), in order."""


@dataclass(frozen=True)
class Filling:
    """What a unit entered and what was computed from it.

    `values` maps cell keys to values (absent: blank); `formulas` cell keys to live formulas;
    `facts` the words for the placeholders of the title block (`PLACEHOLDERS`), a missing one prints as dots.
    `audience` and `on` choose the rows, as in `metadata.grid.grid_of`.
    """

    values: Mapping[str, CellValue] = field(default_factory=dict)
    instances: Instances = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    dimensions: Dimensions = field(default_factory=dict)
    audience: str | None = None
    on: str | None = None
    #: Name and moment by the role of a signer (clerk, checker, head).
    signed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    #: Said under the table beside the notes of the form.
    remarks: tuple[str, ...] = ()
    #: Whether nothing is left to be written by hand, as in a report that was sent.
    settled: bool = False


EMPTY: Final = Filling()
DrawTable = Callable[[GridSection], Table]


def build(form: Form, layout: Layout, filling: Filling = EMPTY) -> Report:
    """The form of one unit as it prints; without a filling the empty form."""
    return assemble(form, layout, filling, lambda section: _table(form, layout, section, filling))


def assemble(form: Form, layout: Layout, filling: Filling, draw: DrawTable) -> Report:
    """Title block, sections, notes and signers around tables that `draw` makes."""
    facts = {name: filling.facts[name] for name in PLACEHOLDERS if name in filling.facts}

    def cell(key: str, spec: CellSpec) -> Cell:
        formula = filling.formulas.get(key)
        return cell_of(key, filling.values.get(key), spec, formula=formula, dimensions=filling.dimensions)

    return Report(
        form=form.id,
        code=form.code,
        title=form.title,
        block=TitleBlock(
            left=fill_lines(layout.left, facts),
            right=fill_lines(layout.right, facts),
            heading=fill_lines(layout.heading, facts) or (form.title,),
            sub=fill_lines(layout.sub, facts),
            motto=layout.motto,
        ),
        unit_line="".join(fill_lines((layout.unit_line,), facts)),
        sections=tuple(
            draw(section) if isinstance(section, GridSection) else answers_of(form, section, cell)
            for section in form.sections.values()
        ),
        notes=(
            *(Note(note.mark, note.text) for note in form.footnotes.values()),
            *(Note("", remark) for remark in filling.remarks),
        ),
        signers=tuple(Signer(s.title, s.note, *filling.signed.get(s.role or "", ("", ""))) for s in form.signers.values()),
        page=page_of(layout),
        facts=tuple(sorted(facts.items())),
        settled=filling.settled,
    )


def page_of(layout: Layout) -> Page:
    """Paper of a layout; a margin that it does not name is the usual one of the orientation."""
    way: Orientation = "portrait" if layout.orientation == "portrait" else "landscape"
    top, right, bottom, left = (layout.margins.get(side, usual) for side, usual in zip(SIDES, USUAL_MARGINS[way], strict=True))
    own = (top, right, bottom, left)
    return Page(
        "A3" if layout.size == "A3" else "A4",
        way,
        layout.repeat_header,
        None if own == USUAL_MARGINS[way] else own,
        layout.font or USUAL_FONT,
        layout.fit,
        "" if not layout.numbers else "top" if layout.numbers_at == "top" else "foot",
    )


def fill_lines(lines: Iterable[str], facts: Mapping[str, str]) -> tuple[str, ...]:
    """Lines with the listed placeholders filled once; braces around anything else stay as typed.

    A line of placeholders that are all empty, such as the parent of the topmost unit, does not print.
    """
    filled = [(line, _PLACEHOLDER.sub(lambda match: facts.get(match[1], _UNKNOWN_FACT), line)) for line in lines]
    return tuple(text for line, text in filled if text.strip() or not line.strip())


# -- tables ------------------------------------------------------------------------------------------------------------


def expanded(grid: Grid, instances: Instances, dimensions: Dimensions | None = None) -> Grid:
    """The grid with open rows, and the rows under them, repeated for every instance.

    An open row without instances stays once, as the empty line of the form, below the rows that the form gives.
    """
    rows: list[GridRow] = []
    waiting = deque(grid.rows)
    while waiting:
        row = waiting.popleft()
        if row.node.kind != "open":
            rows.append(row)
            continue
        below: list[GridRow] = []
        while waiting and waiting[0].depth > row.depth:
            below.append(waiting.popleft())
        for inst, caption in _pairs(instances.get(row.id, ())) or [*given_pairs(row, dimensions or {}), ("", row.node.label)]:
            rows.append(replace(row, inst=inst, caption=caption))
            rows += [replace(child, inst=inst) for child in below]
    return replace(grid, rows=tuple(rows))


def given_pairs(row: GridRow, dimensions: Dimensions) -> list[tuple[str, str]]:
    """The copies that an open row gives from the beginning: id and caption."""
    rules = row.node.open
    catalogue = dimensions.get(rules.catalogue or "") if rules is not None else None
    names = {key: member.name for key, member in catalogue.members.items()} if catalogue is not None else {}
    return [(one.id, names.get(one.item or "", one.label)) for one in rules.given] if rules is not None else []


def _pairs(instances: Sequence[str | tuple[str, str]]) -> list[tuple[str, str]]:
    return [(item, "") if isinstance(item, str) else item for item in instances]


def marks_of(form: Form) -> dict[str, tuple[str, ...]]:
    """Footnote marks by the row, column or cell (``row:column``) that carries them."""
    marks: dict[str, tuple[str, ...]] = {}
    for note in form.footnotes.values():
        for place in note.at if note.mark else ():
            marks[place] = (*marks.get(place, ()), note.mark)
    return marks


def columns_of(grid: Grid) -> tuple[Column, ...]:
    """Leaf columns of the tree."""
    return tuple(
        Column(
            id=leaf.id,
            code=leaf.node.code or "",
            path=leaf.path,
            stub=leaf.node.stub,
            number=leaf.node.number or "",
            unit=unit_label(leaf.node.cell.unit),
            width=leaf.node.width,
        )
        for leaf in grid.leaves
    )


def header_of(grid: Grid, marks: Mapping[str, tuple[str, ...]]) -> tuple[tuple[HeaderCell, ...], ...]:
    """Header rows with spans and footnote marks."""
    return tuple(
        tuple(
            HeaderCell(cell.id, cell.label, cell.colspan, cell.rowspan, cell.leaf, marks.get(cell.id, ()))
            for cell in cells
        )
        for cells in grid.header_rows
    )


def table_of(form: Form, grid: Grid, rows: Iterable[Row]) -> Table:
    """A table with the given body."""
    return Table(
        id=grid.section.id,
        title=grid.section.title,
        columns=columns_of(grid),
        header=header_of(grid, marks_of(form)),
        number_row=grid.number_row if grid.has_numbers else (),
        rows=tuple(rows),
    )


def _table(form: Form, layout: Layout, section: GridSection, filling: Filling) -> Table:
    grid = expanded(grid_of(form, section.id, filling.audience, filling.on), filling.instances, filling.dimensions)
    markers, indents = markers_of(grid), indents_of(grid)
    marks = marks_of(form)
    rows = []
    for index, row in enumerate(grid.rows):
        caption = row.label
        if row.node.kind == "unit" and not caption:
            caption = filling.facts.get("unit", "")
        stubs = Stubs(markers[index], marked_caption(grid, row, caption), row, indents[index], marks.get(row.id, ()))
        cells = tuple(
            _data_cell(grid, row, leaf, filling, marks) if leaf.is_data else stubs.cell(leaf.node.stub) for leaf in grid.leaves
        )
        rows.append(Row(row.key, row_kind(row), row.depth, cells, bold=row.id in layout.bold_rows, breaks=row.id in layout.break_rows))
    return table_of(form, grid, rows)


def _data_cell(grid: Grid, row: GridRow, leaf: Leaf, filling: Filling, marks: Mapping[str, tuple[str, ...]]) -> Cell:
    if not row.has_cells:
        return NO_CELL
    key = cell_key(row.key, leaf.id)
    spec = grid.spec(row.id, leaf.id)
    cell = cell_of(key, filling.values.get(key), spec, formula=filling.formulas.get(key), dimensions=filling.dimensions)
    here = marks.get(cell_key(row.id, leaf.id))
    return replace(cell, marks=here) if here else cell


def row_kind(row: GridRow) -> RowKind:
    """Kind of a row, as the tree names it."""
    kinds: dict[str, RowKind] = {"total": "total", "heading": "heading", "open": "open", "unit": "unit"}
    return kinds.get(row.node.kind, "data")


@dataclass(frozen=True)
class Stubs:
    """What the stub columns of a row print."""

    marker: str
    caption: str
    row: GridRow
    indent: int = 0
    marks: tuple[str, ...] = ()

    def cell(self, stub: str | None) -> Cell:
        """Cell of one stub column: marker, caption, code or unit."""
        if stub == "marker":
            return stub_cell(self.marker)
        if stub == "code":
            return stub_cell(printed_code(self.row.node.code))
        if stub == "unit":
            return stub_cell(unit_label(self.row.node.cell.unit))
        return stub_cell(self.caption, self.indent, self.marks)


def marked_caption(grid: Grid, row: GridRow, caption: str) -> str:
    """The caption of a row as it prints: after its marker where no column of its own prints that, as "II. Khai tử".

    The caption of an open row is what was typed, and is read back from workbooks: it stands alone.
    """
    marker = row.node.marker or ""
    apart = row.node.open is not None or any(leaf.node.stub == "marker" for leaf in grid.leaves)
    if apart or not marker:
        return caption
    return f"{marker} {caption}" if caption else marker


def unit_total(grid: Grid, row: GridRow, marker: str, lang: str = "vi") -> tuple[str, str]:
    """Marker and caption of the total below the rows of units, on the screen as on paper.

    A row that the form names keeps its marker, as "B. Cấp xã"; one that is only called a total has no number.
    """
    if not row.label:
        return "", _TOTAL_CAPTION[lang]
    return marker_apart(grid, row, marker), marked_caption(grid, row, row.label)


def marker_apart(grid: Grid, row: GridRow, marker: str) -> str:
    """The marker of a row where its caption does not print it already."""
    return marker if marked_caption(grid, row, row.label) == row.label else ""


def indents_of(grid: Grid) -> list[int]:
    """How far the caption of every row is indented, on screen as in print.

    Depth, but in a table with a column of markers a marker tells the depth alone: only a row without one is indented, below
    the row that it hangs under.
    """
    told = any(leaf.node.stub == "marker" for leaf in grid.leaves)
    indents: list[int] = []
    above: list[tuple[int, int]] = []
    for row, marker in zip(grid.rows, markers_of(grid), strict=True):
        while above and above[-1][0] >= row.depth:
            above.pop()
        indents.append(0 if told and marker else above[-1][1] + 1 if above else 0)
        above.append((row.depth, indents[-1]))
    return indents


def markers_of(grid: Grid) -> list[str]:
    """Printed marker of every row; instances of an open row are numbered as the form declares."""
    markers: list[str] = []
    counted, last = 0, ""
    for row in grid.rows:
        own, rules = row.node.marker or "", row.node.open
        if rules is None or rules.numbering == "none" or (own and not own.strip("().").isdigit()):
            markers.append(own)
            continue
        # Where numbers run on, they follow the open row before, whether that one began anew or not: I: 1, 2, 3; II: 4, 5.
        if rules.numbering != "continue" and row.id != last:
            counted = 0
        counted, last = counted + 1, row.id
        markers.append(str(counted))
    return markers
