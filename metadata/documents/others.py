"""Typed counterparts of rules, consolidation, layout, indicator, dimension and release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from metadata.documents.trees import read_map


@dataclass(frozen=True)
class Example:
    """A filled example of a rule: cells (JSON values by key or code) and what must come out."""

    cells: Mapping[str, Any]
    expect: str


@dataclass(frozen=True)
class Rule:
    """A check. ``tolerance`` None means "auto": half a unit of the last decimal a summed term."""

    id: str
    expr: str
    severity: str
    tolerance: Decimal | None = Decimal(0)
    blanks: str = "nothing"
    rows: tuple[str, ...] | None = None
    columns: tuple[str, ...] | None = None
    section: str | None = None
    message: str = ""
    printed: str = ""
    origin_kind: str = "manual"
    origin_column: str | None = None
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class Rules:
    """The checks of one form, in order."""

    id: str
    form: str
    rules: Mapping[str, Rule]


def read_rules(data: Mapping[str, Any]) -> Rules:
    """Typed counterpart of a valid rules document."""
    return Rules(data["id"], data["form"], read_map(data, _rule))


def _rule(rule_id: str, data: Mapping[str, Any]) -> Rule:
    tolerance = data.get("tolerance", "0")
    origin = data.get("origin", {})
    return Rule(
        id=rule_id,
        expr=data["expr"],
        severity=data["severity"],
        tolerance=None if tolerance == "auto" else Decimal(tolerance),
        blanks=data.get("blanks", "nothing"),
        rows=tuple(data["rows"]) if "rows" in data else None,
        columns=tuple(data["columns"]) if "columns" in data else None,
        section=data.get("section"),
        message=data.get("message", ""),
        printed=data.get("printed", ""),
        origin_kind=origin.get("kind", "manual"),
        origin_column=origin.get("column"),
        examples=tuple(Example(item["cells"], item["expect"]) for item in data.get("examples", ())),
    )


@dataclass(frozen=True)
class How:
    """How one cell of a report comes from the units' cells."""

    how: str
    expr: str | None = None
    weight: str | None = None


@dataclass(frozen=True)
class Consolidation:
    """How a form's report comes about. Keys of ``cells``: a column id, a row id or a cell key.

    ``time`` says by the same keys how the report of a longer period comes from the shorter ones: ``sum``, ``first``, ``last``, ``none``,
    or ``=`` and a formula over that report.
    """

    id: str
    form: str
    cells: Mapping[str, How]
    title: str = ""
    units: str = "reporters"
    missing: str = "list"
    default: str = "sum"
    #: Whether the receiver may put a figure in place of one that was consolidated, and whether that takes a reason.
    adjust_allowed: bool = False
    adjust_reason: bool = True
    time: Mapping[str, str] = field(default_factory=dict)


def read_consolidation(data: Mapping[str, Any]) -> Consolidation:
    """Typed counterpart of a valid consolidation document."""
    return Consolidation(
        id=data["id"],
        form=data["form"],
        cells={key: How(**how) for key, how in data["cells"].items()},
        title=data.get("title", ""),
        units=data.get("units", "reporters"),
        missing=data.get("missing", "list"),
        default=data.get("default", "sum"),
        adjust_allowed=bool(data.get("adjust", {}).get("allowed", False)),
        adjust_reason=bool(data.get("adjust", {}).get("reason", True)),
        time=dict(data.get("time", {})),
    )


@dataclass(frozen=True)
class Layout:
    """How a form is printed. Title lines may hold placeholders such as ``{unit}``."""

    id: str
    form: str
    size: str = "A4"
    orientation: str = "landscape"
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    heading: tuple[str, ...] = ()
    sub: tuple[str, ...] = ()
    unit_line: str = ""
    repeat_header: bool = True
    motto: bool = False
    bold_rows: tuple[str, ...] = ()
    #: Rows before which the table goes on on a new page.
    break_rows: tuple[str, ...] = ()
    #: Margins in millimetres by side; a side that is not named has that of the paper.
    margins: Mapping[str, int] = field(default_factory=dict)
    #: Size of the print in points; None for the usual one.
    font: int | None = None
    #: Whether columns are squeezed into the width of the paper.
    fit: bool = True
    #: Whether pages are numbered, such as 1/3.
    numbers: bool = False
    #: Where: ``foot``, as 1/3, or ``top``, from page 2 on as Decree 30/2020 has it.
    numbers_at: str = "foot"


def read_layout(data: Mapping[str, Any]) -> Layout:
    """Typed counterpart of a valid layout document."""
    title = {name: tuple(lines) for name, lines in data.get("title", {}).items()}
    return Layout(
        id=data["id"],
        form=data["form"],
        size=data["page"]["size"],
        orientation=data["page"]["orientation"],
        unit_line=data.get("unit_line", ""),
        repeat_header=data.get("repeat_header", True),
        motto=data.get("motto", False),
        bold_rows=tuple(data.get("styles", {}).get("bold_rows", ())),
        break_rows=tuple(data.get("styles", {}).get("break_rows", ())),
        margins=dict(data["page"].get("margins", {})),
        font=data["page"].get("font"),
        fit=data["page"].get("fit", True),
        numbers=data["page"].get("numbers", False),
        numbers_at=data["page"].get("numbers_at", "foot"),
        **title,
    )


@dataclass(frozen=True)
class Indicator:
    """What a number is, apart from where it stands."""

    id: str
    code: str
    name: str
    definition: str = ""
    method: str = ""
    unit: str = ""
    type: str = "number"
    decimals: int = 0
    over_units: str = "sum"
    over_time: str = "none"
    disaggregations: tuple[str, ...] = ()
    owner: str = ""
    basis: str = ""
    valid_from: str | None = None
    valid_to: str | None = None
    stages: tuple[str, ...] = ()


def read_indicator(data: Mapping[str, Any]) -> Indicator:
    """Typed counterpart of a valid indicator document."""
    values = {key: value for key, value in data.items() if key not in {"spec", "additivity", "valid", "part"}}
    additivity, valid = data.get("additivity", {}), data.get("valid", {})
    for name in ("disaggregations", "stages"):
        values[name] = tuple(values.get(name, ()))
    return Indicator(
        **values,
        over_units=additivity.get("units", "sum"),
        over_time=additivity.get("time", "none"),
        valid_from=valid.get("from"),
        valid_to=valid.get("to"),
    )


@dataclass(frozen=True)
class Member:
    """A member of a dimension."""

    id: str
    name: str
    code: str = ""
    parent: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None


@dataclass(frozen=True)
class Dimension:
    """A list of members by which figures are broken down or rows are opened."""

    id: str
    name: str
    kind: str
    members: Mapping[str, Member] = field(default_factory=dict)
    code: str = ""
    total: str | None = None


def read_dimension(data: Mapping[str, Any]) -> Dimension:
    """Typed counterpart of a valid dimension document."""
    return Dimension(
        id=data["id"],
        name=data["name"],
        kind=data["kind"],
        members=read_map(data["members"], _member),
        code=data.get("code", ""),
        total=data.get("total"),
    )


def _member(member_id: str, data: Mapping[str, Any]) -> Member:
    valid = data.get("valid", {})
    return Member(
        member_id, data["name"], data.get("code", ""), data.get("parent"), valid.get("from"), valid.get("to")
    )


@dataclass(frozen=True)
class Release:
    """What was approved: exact documents by content hash, valid for a range of periods."""

    id: str
    regime: str
    no: int
    valid_from: str
    valid_to: str | None
    documents: Mapping[str, str]
    previous: str | None
    change_class: int = 0
    note: str = ""
    approvals: tuple[Mapping[str, Any], ...] = ()
    #: Class of change and the route of approval that was in force when it was published.
    policy: Mapping[str, Any] | None = None


def read_release(data: Mapping[str, Any]) -> Release:
    """Typed counterpart of a valid release document."""
    return Release(
        id=data["id"],
        regime=data["regime"],
        no=data["no"],
        valid_from=data["valid"]["from"],
        valid_to=data["valid"].get("to"),
        documents=dict(data["documents"]),
        previous=data["previous"],
        change_class=data.get("class", 0),
        note=data.get("note", ""),
        approvals=tuple(data.get("approvals", ())),
        policy=data.get("policy"),
    )
