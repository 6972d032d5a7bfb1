"""The ``form`` document: sections, columns, rows and cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from metadata.documents.openrows import OpenRows
from metadata.documents.trees import Tree, read_map, read_tree

AUDIENCE_ALL: tuple[str, ...] = ()


@dataclass(frozen=True)
class Option:
    """One choice of a choice cell."""

    value: str
    label: str


@dataclass(frozen=True)
class CellSpec:
    """Properties of a cell; None means "not said at this layer"."""

    kind: str | None = None
    formula: str | None = None
    unit: str | None = None
    decimals: int | None = None
    signed: bool | None = None
    #: The figure may be many times that of earlier periods: no warning of a wrong unit of measure.
    jumps: bool | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    required: bool | None = None
    dash: bool | None = None
    choices: tuple[Option, ...] | None = None
    dimension: str | None = None
    max_length: int | None = None
    party: str | None = None
    guidance: str | None = None
    override: bool | None = None
    aggregate: str | None = None
    weight: str | None = None
    accept: tuple[str, ...] | None = None
    max_mb: int | None = None
    step: Decimal | None = None
    evidence: bool | None = None
    #: Said at a heading or a question, never at a cell of a table: the text has paragraphs, marks and lists.
    rich: bool | None = None

    @staticmethod
    def read(data: Mapping[str, Any] | None) -> CellSpec:
        """Typed counterpart of a cell object of a form document."""
        if not data:
            return EMPTY_CELL
        values: dict[str, Any] = dict(data or {})
        for name in ("min", "max", "step"):
            if name in values:
                values[name] = Decimal(values[name])
        if "choices" in values:
            values["choices"] = tuple(Option(item["value"], item["label"]) for item in values["choices"])
        if "accept" in values:
            values["accept"] = tuple(values["accept"])
        return CellSpec(**values)

    def over(self, weaker: CellSpec) -> CellSpec:
        """This layer laid over a weaker one: said properties win."""
        if weaker is EMPTY_CELL:
            return self
        if self is EMPTY_CELL:
            return weaker
        mine, theirs = vars(self), vars(weaker)
        return CellSpec(**{name: theirs[name] if value is None else value for name, value in mine.items()})


EMPTY_CELL = CellSpec()
BASE_CELL = CellSpec(kind="number", decimals=0)


@dataclass(frozen=True)
class Column:
    """A node of a column tree. ``stub`` columns caption the rows and hold no cells."""

    id: str
    label: str
    code: str | None = None
    number: str | None = None
    relation: str | None = None
    stub: str | None = None
    cell: CellSpec = EMPTY_CELL
    indicator: str | None = None
    members: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    width: int | None = None
    guidance: str | None = None
    children: tuple[str, ...] = ()

    @staticmethod
    def read(node_id: str, data: Mapping[str, Any]) -> Column:
        """Typed counterpart of one column node."""
        return Column(node_id, **_node(data))


@dataclass(frozen=True)
class Row:
    """A node of a row tree. ``kind``: data, total, heading (no cells), open, unit."""

    id: str
    label: str
    kind: str
    marker: str | None = None
    code: str | None = None
    cell: CellSpec = EMPTY_CELL
    indicator: str | None = None
    members: tuple[str, ...] = ()
    repeats: tuple[str, ...] = ()
    audience: tuple[str, ...] = AUDIENCE_ALL
    valid_from: str | None = None
    valid_to: str | None = None
    guidance: str | None = None
    open: OpenRows | None = None
    children: tuple[str, ...] = ()

    @staticmethod
    def read(node_id: str, data: Mapping[str, Any]) -> Row:
        """Typed counterpart of one row node."""
        values = _node(data)
        valid = values.pop("valid", None) or {}
        values["valid_from"], values["valid_to"] = valid.get("from"), valid.get("to")
        if "audience" in values:
            values["audience"] = tuple(values["audience"])
        if values["kind"] == "open":
            values["open"] = OpenRows.read(values.get("open"))
        else:
            values.pop("open", None)
        return Row(node_id, **values)

    def stands(self, audience: str | None, on: str | None) -> bool:
        """Whether a unit of this kind sees the row on an ISO date (None = whoever, whenever)."""
        if audience is not None and self.audience and audience not in self.audience:
            return False
        if on is None:
            return True
        return (self.valid_from or "") <= on <= (self.valid_to or "9999-12-31")


def _node(data: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = dict(data)
    if "cell" in values:
        values["cell"] = CellSpec.read(values["cell"])
    for name in ("children", "members", "repeats"):
        if name in values:
            values[name] = tuple(values[name])
    return values


@dataclass(frozen=True)
class GridSection:
    """A table: row tree × column tree with sparse cells. ``kind`` is grid or list."""

    id: str
    kind: str
    title: str
    columns: Tree[Column]
    rows: Tree[Row]
    cell: CellSpec = EMPTY_CELL
    cells: Mapping[str, CellSpec] = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """A heading of an outline: a plain heading, a text to write (``rich``: with marks and lists), or a figure bound to cells."""

    id: str
    label: str
    kind: str
    guidance: str | None = None
    figure: str | None = None
    rich: bool = False
    cell: CellSpec = EMPTY_CELL
    children: tuple[str, ...] = ()

    @staticmethod
    def read(node_id: str, data: Mapping[str, Any]) -> Heading:
        """Typed counterpart of one heading."""
        return Heading(node_id, **_node(data))


@dataclass(frozen=True)
class OutlineSection:
    """Narrative headings."""

    id: str
    title: str
    headings: Tree[Heading]
    kind: str = "outline"


@dataclass(frozen=True)
class Field:
    """A plain question; its id is the key of its answer. ``rich``: it is answered by paragraphs with marks and lists."""

    id: str
    label: str
    code: str | None = None
    rich: bool = False
    cell: CellSpec = EMPTY_CELL


@dataclass(frozen=True)
class FieldsSection:
    """Plain questions, in order."""

    id: str
    title: str
    fields: Mapping[str, Field]
    kind: str = "fields"


@dataclass(frozen=True)
class FileItem:
    """A file to attach; its id is the key of its answer."""

    id: str
    label: str
    required: bool = False
    accept: tuple[str, ...] = ("pdf",)
    max_mb: int = 10


@dataclass(frozen=True)
class FilesSection:
    """Files to attach, in order."""

    id: str
    title: str
    files: Mapping[str, FileItem]
    kind: str = "files"


Section = GridSection | OutlineSection | FieldsSection | FilesSection


@dataclass(frozen=True)
class Footnote:
    """A note under the form; ``at`` names the rows, columns and cells (``row:column``) that carry its mark."""

    id: str
    text: str
    mark: str = ""
    at: tuple[str, ...] = ()


@dataclass(frozen=True)
class Signer:
    """A place to sign at the foot of the form."""

    id: str
    title: str
    note: str = ""
    role: str | None = None


@dataclass(frozen=True)
class Form:
    """A data-entry or report form."""

    id: str
    code: str
    title: str
    sections: Mapping[str, Section]
    basis: str = ""
    guidance: str = ""
    cell: CellSpec = EMPTY_CELL
    footnotes: Mapping[str, Footnote] = field(default_factory=dict)
    signers: Mapping[str, Signer] = field(default_factory=dict)

    @property
    def grids(self) -> list[GridSection]:
        """The sections that are tables, in order."""
        return [section for section in self.sections.values() if isinstance(section, GridSection)]


def read_form(data: Mapping[str, Any]) -> Form:
    """Typed counterpart of a valid form document."""
    return Form(
        id=data["id"],
        code=data["code"],
        title=data["title"],
        sections=read_map(data["sections"], _section),
        basis=data.get("basis", ""),
        guidance=data.get("guidance", ""),
        cell=CellSpec.read(data.get("cell")),
        footnotes=read_map(data.get("footnotes"), _footnote),
        signers=read_map(data.get("signers"), lambda key, item: Signer(key, **item)),
    )


def _footnote(note_id: str, data: Mapping[str, Any]) -> Footnote:
    return Footnote(note_id, data["text"], data.get("mark", ""), tuple(data.get("at", ())))


def _section(section_id: str, data: Mapping[str, Any]) -> Section:
    title = data.get("title", "")
    match data["kind"]:
        case "outline":
            return OutlineSection(section_id, title, read_tree(data["headings"], Heading.read))
        case "fields":
            return FieldsSection(section_id, title, read_map(data["fields"], _field))
        case "files":
            return FilesSection(section_id, title, read_map(data["files"], _file))
    return GridSection(
        id=section_id,
        kind=data["kind"],
        title=title,
        columns=read_tree(data["columns"], Column.read),
        rows=read_tree(data["rows"], Row.read),
        cell=CellSpec.read(data.get("cell")),
        cells={key: CellSpec.read(cell) for key, cell in data.get("cells", {}).items()},
    )


def _field(field_id: str, data: Mapping[str, Any]) -> Field:
    return Field(field_id, data["label"], data.get("code"), data.get("rich", False), CellSpec.read(data.get("cell")))


def _file(file_id: str, data: Mapping[str, Any]) -> FileItem:
    values = dict(data)
    if "accept" in values:
        values["accept"] = tuple(values["accept"])
    return FileItem(file_id, **values)
