"""What a form is, reduced to what the importer is scored by: header, rows, kinds of cells, formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from metadata.documents import Form, GridSection, load
from metadata.formula.relation_text import parse_line
from metadata.grid import grid_of
from tests.corpus.notation import Noted, unit_id


@dataclass
class Shape:
    """Leaf columns, rows, cell kinds and formulas in order."""

    leaves: list[tuple[Any, ...]] = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    kinds: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class Score:
    """Shares of what came out right, 0 to 1."""

    header: float
    rows: float
    kinds: float
    formulas: float

    @property
    def worst(self) -> float:
        """The lowest of them."""
        return min(self.header, self.rows, self.kinds, self.formulas)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _relation(text: str) -> str:
    if not text:
        return ""
    line = parse_line(text)
    return line.left + "".join(o + "".join(f"{t.sign:+d}{t.number}" for t in terms) for o, terms in zip(line.operators, line.sums, strict=True))


def expected(form: Noted) -> Shape:
    """What must come out of a noted form."""
    shape = Shape()

    def walk(columns: Any, above: tuple[str, ...]) -> None:
        for column in columns:
            path = (*above, _plain(column.label))
            if column.children:
                walk(column.children, path)
            else:
                shape.leaves.append((path, column.number, _relation(column.relation), column.stub))

    walk(form.columns, ())
    rows = form.rows
    if form.rows_as == "units":
        shape.rows.append(("unit",))
        body: list[Any] = [None]
    elif form.rows_as == "list":
        shape.rows.append(("open", (), "continue"))
        body = [None]
    else:
        body = []
        chain: list[str] = []
        numbered = False
        for row in rows:
            chain = [*chain[: row.depth], _plain(f"{row.marker} {row.label}")]
            if row.kind == "open":
                shape.rows.append(("open", tuple(chain[:-1]), "continue" if row.start > 1 and numbered else "restart"))
                numbered = True
            else:
                shape.rows.append((row.kind, tuple(chain), row.code, unit_id(row.unit)))
            if row.kind != "heading":
                body.append(row)
    for at, row in enumerate(body):
        for index, leaf in enumerate(form.data, start=1):
            shape.kinds[(at, index)] = _kind(form, leaf, row, index)
            formula = leaf.formula or (row.formula if row is not None and leaf.kind == "number" else "")
            if formula and shape.kinds[(at, index)][0] == "computed":
                shape.formulas[(at, index)] = formula
    return shape


def _kind(form: Noted, leaf: Any, row: Any, index: int) -> tuple[str, str]:
    if row is not None and index in row.blocked:
        return "blocked", ""
    kind = "computed" if leaf.formula or (row is not None and row.formula and leaf.kind == "number") else leaf.kind
    # A unit is asked for where the form prints one that is not the form's own.
    unit = leaf.unit or (unit_id(row.unit) if row is not None else "")
    return kind, unit if kind in ("number", "computed") else ""


def found(document: Mapping[str, Any], section: str = "") -> Shape:
    """What a form document says of one of its tables."""
    form = load(document)
    assert isinstance(form, Form)
    name = section or next(iter(form.sections))
    grid = grid_of(form, name)
    table = form.sections[name]
    assert isinstance(table, GridSection)
    shape = Shape()
    for leaf in grid.leaves:
        node = leaf.node
        shape.leaves.append((tuple(_plain(part) for part in leaf.path), node.number or "", _relation(node.relation or ""), node.stub or ""))
    for row in grid.rows:
        path = tuple(_plain(f"{step.marker or ''} {step.label}") for step in table.rows.path(row.id))
        node_row = row.node
        if node_row.kind == "unit":
            shape.rows.append(("unit",))
        elif node_row.kind == "open":
            shape.rows.append(("open", path[:-1], node_row.open.numbering if node_row.open else ""))
        else:
            code = re.sub(r"^r(?:\d+_)?", "", node_row.code or "")
            kind = "heading" if node_row.kind == "heading" else "data"
            shape.rows.append((kind, path, code, node_row.cell.unit or ""))
    for at, row in enumerate(row for row in grid.rows if row.has_cells):
        for index, leaf in enumerate(grid.data_leaves, start=1):
            spec = grid.spec(row.id, leaf.id)
            own = spec.unit if spec.unit and spec.unit != form.cell.unit else ""
            shape.kinds[(at, index)] = (spec.kind or "number", own if spec.kind in ("number", "computed") else "")
            if spec.kind == "computed":
                shape.formulas[(at, index)] = spec.formula or ""
    return shape


def score(wanted: Shape, got: Shape) -> Score:
    """How much of what is wanted came out. Codes of rows count only where the form prints them; what is too much counts against."""
    coded = [row[0] == "data" and row[2] != "" for row in wanted.rows]
    counted = [not any(coded) or (at < len(coded) and not coded[at]) for at in range(len(got.rows))]
    rows = [(row[0], row[1], "", row[3]) if none and row[0] not in ("unit", "open") else row for row, none in zip(got.rows, counted, strict=True)]
    # A unit that nobody printed may be known from the caption all the same.
    kinds = {at: (kind, unit if wanted.kinds.get(at, ("", ""))[1] else "") for at, (kind, unit) in got.kinds.items()}
    wanted_kinds = {at: (kind, unit) for at, (kind, unit) in wanted.kinds.items()}
    return Score(_share(wanted.leaves, got.leaves), _share(wanted.rows, rows), _same(wanted_kinds, kinds), _same(wanted.formulas, got.formulas))


def _share(wanted: list[tuple[Any, ...]], got: list[tuple[Any, ...]]) -> float:
    right = sum(one == other for one, other in zip(wanted, got, strict=False))
    return right / max(len(wanted), len(got), 1)


def _same(wanted: Mapping[Any, Any], got: Mapping[Any, Any]) -> float:
    keys = {*wanted, *got}
    return sum(wanted.get(key) == got.get(key) for key in keys) / len(keys) if keys else 1.0
