"""The neutral tree: a form, filled or empty, as something to draw.

`renderers.build` makes a `Report` from documents and values; every output draws the same tree. Nothing in it
is computed again by an output: a cell already carries its value, the text a person reads, its number format,
its formula and its state. All nodes are frozen, and all their collections are tuples, so that no template can
change what the next output draws.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from metadata.formula.tree import Node
from metadata.rich import Line

CellState = Literal[
    "number", "blank", "dash", "na", "blocked", "text", "choice", "date", "target", "file", "invalid", "stub", "none"
]
"""What stands in a cell. `blank`, `dash` ("-"), a zero `number` and `na` (X) are four different things;
`blocked` is X printed by the form itself; `stub` is printed text of the form (caption, marker, code, unit);
`none` is a place without a cell (a heading row)."""

RowKind = Literal["data", "total", "heading", "open", "unit"]
Orientation = Literal["landscape", "portrait"]
PageSize = Literal["A4", "A3"]


USUAL_MARGINS: Mapping[Orientation, tuple[int, int, int, int]] = {"landscape": (15, 12, 15, 12), "portrait": (20, 15, 20, 15)}
USUAL_FONT = 10
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula of a cell, for outputs that can compute.

    `tree` is a bound node of `metadata.formula.tree`, its slots being cell keys of this report; None for a
    plain sum of the cells `parts` (a total of unit rows). `decimals` is the rounding of the result, None for none.
    In the row of one unit of a consolidated report, slots of the row `unit_row` mean its instance `inst`.
    """

    tree: Node | None = None
    parts: tuple[str, ...] = ()
    decimals: int | None = None
    unit_row: str = ""
    inst: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `key` is the cell key ("r1:c9", "r1#k2:c9"), empty for stub cells.

    `text` is what a person reads (numbers as 1.234.567,89); `value` the number when the state is `number`;
    `encoded` the wire form of the value; `number_format` a spreadsheet format, locale-neutral; `options` are value and
    caption of everything that can be chosen in a choice cell; `lines` are the paragraphs of a text with marks and lists.
    """

    key: str
    state: CellState
    text: str = ""
    value: Decimal | None = None
    encoded: object = None
    number_format: str = "General"
    formula: Formula | None = None
    unit: str = ""
    indent: int = 0
    marks: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of the printed header; spans count columns and header rows. `marks` are footnote marks."""

    id: str
    label: str
    colspan: int = 1
    rowspan: int = 1
    leaf: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf column.

    `path` holds the captions from the top; `stub` is None for a data column; `number` is the printed column
    number; `width` is in pixels, None when the form does not say.
    """

    id: str
    code: str
    path: tuple[str, ...]
    stub: str | None = None
    number: str = ""
    unit: str = ""
    width: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A body row. `id` is the row id, with "#inst" when it is repeated; `cells` follow the columns; `breaks` begins a page."""

    id: str
    kind: RowKind
    depth: int
    cells: tuple[Cell, ...]
    bold: bool = False
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid or a list. `header` covers exactly the columns; `number_row` is empty when nothing is numbered."""

    id: str
    title: str
    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    number_row: tuple[str, ...]
    rows: tuple[Row, ...]

    def cells(self) -> Iterator[Cell]:
        """All cells, row by row."""
        for row in self.rows:
            yield from row.cells


@dataclass(frozen=True, slots=True)
class Answer:
    """A caption with what was answered: a field, an outline text or figure, a file. `depth` is for outlines."""

    id: str
    label: str
    kind: Literal["field", "heading", "text", "figure", "file"]
    cell: Cell
    depth: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """A section that is no table: fields, an outline or a list of files."""

    id: str
    title: str
    kind: Literal["fields", "outline", "files"]
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The lines above the table: left (agencies), right (form code), heading, sub-heading.

    `motto` asks for the national title above the right block.
    """

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    sub: tuple[str, ...] = ()
    motto: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote; `mark` is printed at the captions that it belongs to."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Signer:
    """A place for a signature: who signs by title, and by name and day once it was done (``signed``)."""

    title: str
    note: str = ""
    name: str = ""
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Paper, and whether the header is repeated on every sheet.

    `margins` are millimetres at top, right, bottom and left, None for the usual ones; `font` is in points; `fit` squeezes
    tables into the width; `numbers` counts the pages, at their foot or, from the second on, at their top.
    """

    size: PageSize = "A4"
    orientation: Orientation = "landscape"
    repeat_header: bool = True
    margins: tuple[int, int, int, int] | None = None
    font: int = USUAL_FONT
    fit: bool = True
    numbers: Literal["", "foot", "top"] = ""

    @property
    def sides(self) -> tuple[int, int, int, int]:
        """The margins that hold, in millimetres."""
        return self.margins or USUAL_MARGINS[self.orientation]


@dataclass(frozen=True, slots=True)
class Report:
    """A form as it prints. `facts` are the unit, parent, period, year, place and date that were known.

    `settled`: it was sent or made of what was, so that what is empty stays empty and has no dots to be written on by hand.
    """

    form: str
    code: str
    title: str
    block: TitleBlock = TitleBlock()
    unit_line: str = ""
    sections: tuple[Table | Answers, ...] = ()
    notes: tuple[Note, ...] = ()
    signers: tuple[Signer, ...] = ()
    page: Page = Page()
    facts: tuple[tuple[str, str], ...] = field(default=())
    settled: bool = False

    @property
    def tables(self) -> tuple[Table, ...]:
        """Sections that are tables."""
        return tuple(section for section in self.sections if isinstance(section, Table))

    @property
    def texts(self) -> tuple[Answers, ...]:
        """Sections that are no tables."""
        return tuple(section for section in self.sections if isinstance(section, Answers))
