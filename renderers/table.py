"""The table model: geometry and cell properties of one grid as JSON, for the browser's table field.

Every distinct set of cell properties stands once in `specs`; a row points at them by number, one a column, null
where there is no cell (stub columns, heading rows).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from metadata.documents import CellSpec, Form
from metadata.grid import Grid, GridRow, Leaf, grid_of, printed_code
from metadata.values import decimal_text
from renderers.build import Instances, given_pairs, indents_of, marked_caption, marker_apart, markers_of, unit_total
from renderers.display import Dimensions, unit_label

FormulaWords = Callable[[str, str, str], str]
"""(row id, column id, formula) -> the formula in words."""

_PROPERTIES: Final = tuple(item.name for item in fields(CellSpec))
#: Kinds of cell that a formula fills.
_DERIVED: Final = frozenset({"computed", "carried"})


def table_model(
    form: Form,
    section_id: str,
    audience: str | None = None,
    on: str | None = None,
    instances: Instances | None = None,
    unit_rows: Sequence[tuple[str, str]] | None = None,
    lang: str = "vi",
    *,
    dimensions: Dimensions | None = None,
    formula_words: FormulaWords | None = None,
) -> dict[str, Any]:
    """Table model of a grid or list section.

    `instances` are the repeated rows (row id -> instances) that stand before their template row, role
    "instance"; the template row itself keeps role "template". `unit_rows` are (instance id, unit caption)
    of a consolidated report: one row each, role "unit", then the total, role "unit_total".
    `dimensions` fill choices and catalogues. Raises `template.reference` for a section that is no table.
    """
    return _Model(
        form, section_id, audience, on, instances or {}, unit_rows, lang, dimensions or {}, formula_words
    ).json()


class _Model:
    def __init__(
        self,
        form: Form,
        section_id: str,
        audience: str | None,
        on: str | None,
        instances: Instances,
        unit_rows: Sequence[tuple[str, str]] | None,
        lang: str,
        dimensions: Dimensions,
        formula_words: FormulaWords | None,
    ) -> None:
        self.grid: Grid = grid_of(form, section_id, audience, on)
        self.indents = {row.id: indent for row, indent in zip(self.grid.rows, indents_of(self.grid), strict=True) if indent}
        self.instances = instances
        self.unit_rows = unit_rows
        self.lang = lang
        self.dimensions = dimensions
        self.formula_words = formula_words
        self.specs: list[dict[str, Any]] = []
        self._known: dict[str, int] = {}
        self._shared: dict[int, int] = {}

    def json(self) -> dict[str, Any]:
        grid = self.grid
        rows = [
            item for row, marker in zip(grid.rows, markers_of(grid), strict=True) for item in self.rows_of(row, marker)
        ]
        return {
            "section": grid.section.id,
            "title": grid.section.title,
            "kind": grid.section.kind,
            "columns": [self.column(leaf) for leaf in grid.leaves],
            "header": [
                [
                    {"id": c.id, "label": c.label, "colspan": c.colspan, "rowspan": c.rowspan, "leaf": c.leaf}
                    for c in cells
                ]
                for cells in grid.header_rows
            ],
            "number_row": [
                {"id": leaf.id, "text": text} for leaf, text in zip(grid.leaves, grid.number_row, strict=True)
            ]
            if grid.has_numbers
            else [],
            "rows": rows,
            "specs": self.specs,
        }

    def column(self, leaf: Leaf) -> dict[str, Any]:
        node = leaf.node
        unit = node.cell.unit
        shown = {
            "id": leaf.id,
            "code": node.code,
            "number": node.number,
            "relation": node.relation,
            "label": node.label,
            "path": list(leaf.path),
            "stub": node.stub,
            "unit": unit,
            "unit_label": unit_label(unit) or None,
            "width": node.width,
        }
        return shown | ({"guidance": node.guidance} if node.guidance else {})

    def rows_of(self, row: GridRow, marker: str) -> list[dict[str, Any]]:
        """The model rows that one row of the form becomes."""
        if row.node.kind == "unit" and self.unit_rows is not None:
            units = [self.row(row, "unit", caption, marker="", inst=inst) for inst, caption in self.unit_rows]
            total_marker, caption = unit_total(self.grid, row, marker, self.lang)
            return [*units, self.row(row, "unit_total", caption, marker=total_marker) | {"kind": "total"}]
        if row.node.open is None:
            # A marker that no column prints stands before the caption, on the screen as on paper.
            label = marked_caption(self.grid, row, row.label)
            return [self.row(row, "unit" if row.node.kind == "unit" else "row", label, marker=marker_apart(self.grid, row, marker))]
        given = [(item, "") if isinstance(item, str) else item for item in self.instances.get(row.id, ())]
        repeated = [
            self.row(row, "instance", caption, marker=row.node.marker or str(number), inst=inst)
            for number, (inst, caption) in enumerate(given, start=1)
        ]
        template = self.row(row, "template", row.label, marker=row.node.marker or "")
        return [*repeated, template | {"open": self.open(row)}]

    def row(self, row: GridRow, role: str, label: str, *, marker: str, inst: str | None = None) -> dict[str, Any]:
        node = row.node
        shown: dict[str, Any] = {
            "id": row.id,
            "inst": inst,
            "code": node.code,
            "printed_code": printed_code(node.code),
            "marker": marker,
            "label": label,
            "depth": row.depth,
            "kind": node.kind,
            "role": role,
            "unit_label": unit_label(node.cell.unit) or None,
            "spec": [self.spec(row, leaf) for leaf in self.grid.leaves],
        }
        if row.id in self.indents:
            shown["indent"] = self.indents[row.id]
        return shown | ({"guidance": node.guidance} if node.guidance else {})

    def open(self, row: GridRow) -> dict[str, Any]:
        """How the row may be repeated, with the members of its catalogue."""
        rules = row.node.open
        assert rules is not None
        shown: dict[str, Any] = {
            "catalogue": rules.catalogue,
            "min": rules.min,
            "max": rules.max,
            "numbering": rules.numbering,
            "kept": rules.kept,
        }
        catalogue = self.dimensions.get(rules.catalogue or "")
        if rules.given:
            names = dict(given_pairs(row, self.dimensions))
            shown["given"] = [{"id": one.id, "label": names[one.id], "item": one.item} for one in rules.given]
        if catalogue:
            shown["items"] = [{"id": member.id, "label": member.name} for member in catalogue.members.values()]
        return shown

    def spec(self, row: GridRow, leaf: Leaf) -> int | None:
        """Number of the cell's properties in `specs`, adding them when they are new."""
        if not leaf.is_data or not row.has_cells:
            return None
        spec = self.grid.spec(row.id, leaf.id)
        # Cells that say nothing of their own share one resolved object; only words differ from cell to cell.
        shared = id(spec) if spec.formula is None or self.formula_words is None else None
        if shared is not None and shared in self._shared:
            return self._shared[shared]
        found = spec_json(spec, self.dimensions)
        if self.formula_words and "formula" in found:
            found["formula_words"] = self.formula_words(row.id, leaf.id, found["formula"])
        key = repr(sorted(found.items()))
        if key not in self._known:
            self._known[key] = len(self.specs)
            self.specs.append(found)
        if shared is not None:
            self._shared[shared] = self._known[key]
        return self._known[key]


def spec_json(spec: CellSpec, dimensions: Dimensions | None = None) -> dict[str, Any]:
    """Said properties of a cell as JSON: decimals as text, choices with captions, the unit's symbol."""
    found = {name: value for name in _PROPERTIES if (value := getattr(spec, name)) is not None}
    # A cell to enter in a computed row or column still inherits the formula, which nothing computes: it is not said to whoever enters.
    if spec.kind not in _DERIVED:
        found.pop("formula", None)
    for name, value in found.items():
        if isinstance(value, Decimal):
            found[name] = decimal_text(value)
    if spec.accept is not None:
        found["accept"] = list(spec.accept)
    dimension = (dimensions or {}).get(spec.dimension or "")
    if spec.choices is not None:
        found["choices"] = [{"value": option.value, "label": option.label} for option in spec.choices]
    elif dimension and spec.kind == "choice":
        found["choices"] = [{"value": member.id, "label": member.name} for member in dimension.members.values()]
    if spec.unit:
        found["unit_label"] = unit_label(spec.unit)
    return found
