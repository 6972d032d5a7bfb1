"""What is filled into the cells of a table: kinds, units, decimals, choices, and the cells that nobody fills."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from designer.importing.understanding import vocabulary
from designer.importing.understanding.header import Heading
from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.plan import Plan
from designer.importing.understanding.plane import inside, key_of
from designer.importing.understanding.rows import BodyRow
from metadata.measures import Measure
from metadata.text import fold
from runtime.workbooks import Area

_TARGET: Final = re.compile(r"^(?:khoang|duoi|tren|khong qua|it nhat|toi thieu|toi da|[<>≤≥~])\s*-?\d|^-?\d[\d.,]*\s*[–-]\s*\d[\d.,]*\s*%?$")
_CROSS: Final = frozenset({"x", "(x)", "×", "✕"})
_DATE_FORMAT: Final = re.compile(r"(?:d{1,4}|m{1,4})[/\-.\s].*(?:m|y)|y{2,4}", re.IGNORECASE)
_QUOTED: Final = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")
KINDS: Final = frozenset({"number", "computed", "blocked", "text", "choice", "date", "file", "target", "carried"})
_LOOKED: Final = 200


class CellReader:
    """Works out the cells of one table. ``units`` are those of the unit line, the first one the form's; ``things`` have units of their own."""

    def __init__(self, plan: Plan, units: list[Measure], ledger: Ledger, things: list[tuple[str, Measure]] | None = None) -> None:
        self.plan, self.plane, self.units, self.ledger = plan, plan.plane, units, ledger
        self.things = things or []
        self.grey: set[str] = self._greys()
        self.above = {leaf.columns[0]: path for heading in plan.headings for leaf, path in _paths(heading, [])}
        self.figures = {n for leaf in plan.leaves if leaf.number and "=" in leaf.number.relation for n in re.findall(r"\d+[a-z]?", leaf.number.relation)}

    def read(self) -> None:
        """Fill in the layers of the plan, blocked cells included; formulas come later."""
        for leaf in self.plan.data:
            self.plan.specs[self.plan.column_id(leaf)] = self.column(leaf)
        for row in self.plan.rows:
            self.row_unit(row)
        self.blocked()
        self.said()

    # -- columns

    def column(self, leaf: Heading) -> dict[str, Any]:
        """Properties that the caption, the data validation and the number formats give a column."""
        spec: dict[str, Any] = {}
        confidence, reasons = 95, []
        choices = self._choices(leaf)
        kind = "" if self._counted(leaf) else vocabulary.kind_in(leaf.label)
        sampled = self._sampled(leaf)
        if choices:
            spec = {"kind": "choice", "choices": choices}
        elif kind and not (kind == "date" and sampled == "text") and not self._summed(leaf):
            spec["kind"] = kind
        elif sampled:
            spec["kind"] = sampled
            confidence, reasons = 75, ["kind_by_content"]
        elif self._format_kind(leaf):
            spec["kind"] = self._format_kind(leaf)
        if "kind" not in spec:
            self._numeric(leaf, spec)
        if spec:
            area = (leaf.area[2], leaf.columns[0], leaf.area[2], leaf.columns[1])
            self.ledger.found("cell", self.plane, area, confidence, form=self.plan.form, path=self.path(leaf), reasons=reasons, what="cells", args=spec)
        return spec

    def path(self, leaf: Heading) -> tuple[str, ...]:
        """Where a column stands in the form's document."""
        return ("sections", "items", self.plan.section, "columns", "nodes", self.plan.column_id(leaf))

    def _summed(self, leaf: Heading) -> bool:
        """Whether a printed relation takes the column for a figure."""
        number = leaf.number.number if leaf.number else ""
        return bool(number) and number in self.figures

    def _counted(self, leaf: Heading) -> bool:
        """Whether a group above says that the column counts a part of a whole: "Trong tổng số", "Chia theo", "Trong đó"."""
        return any(vocabulary.PARTS.match(key_of(label)) for label in self.above.get(leaf.columns[0], []))

    def _choices(self, leaf: Heading) -> list[dict[str, str]]:
        column = leaf.columns[0]
        first = self.plan.table.body_top
        listed = next(
            (c.values for c in self.plane.sheet.choices if c.area[1] <= column <= c.area[3] and c.area[2] >= first and c.area[0] <= self.plan.table.bottom and c.values), ()
        )
        values = [value for value in (listed or vocabulary.choices_in(leaf.label)) if value.strip()]
        return _options(values)

    def _cells(self, leaf: Heading) -> list[tuple[int, int]]:
        rows = self.plan.table.body[: _LOOKED + 1]
        return [(row, leaf.columns[0]) for row in rows if self.plane.anchor(row, leaf.columns[0]) in self.plane.sheet.cells]

    def _sampled(self, leaf: Heading) -> str:
        """Text or target when most of what stands in the column is so."""
        texts = [self.plane.text(*at) for at in self._cells(leaf) if self.plane.anchor(*at)[1] == at[1]]
        said = [text for text in texts if text and text.lower() not in _CROSS and not vocabulary.is_placeholder(text) and text not in "-–"]
        if not said or any(self.plane.cell(*at).formula for at in self._cells(leaf)):
            return ""
        targets = sum(bool(_TARGET.match(fold(text))) for text in said)
        words = sum(sum(char.isalpha() for char in text) > 1 for text in said)
        if targets >= max(1, 0.3 * len(said)) and targets * 2 > words - targets:
            return "target"
        return "text" if words > 0.6 * len(said) else ""

    def _formats(self, leaf: Heading) -> Counter[str]:
        return Counter(f for at in self._cells(leaf) if (f := self.plane.cell(*at).number_format) and f.lower() not in ("general", "@"))

    def _format_kind(self, leaf: Heading) -> str:
        found = self._formats(leaf).most_common(1)
        return "date" if found and is_date_format(found[0][0]) else ""

    def _numeric(self, leaf: Heading, spec: dict[str, Any]) -> None:
        """Unit and decimals of a column of figures."""
        above = self.above.get(leaf.columns[0], [])
        measure = next((m for label in (leaf.label, *above) if (m := vocabulary.unit_in(label))), None) or self._of_path(leaf) or vocabulary.points_in(leaf.label)
        found = self._formats(leaf).most_common(1)
        decimals = decimals_of(found[0][0]) if found else None
        if (found and "%" in found[0][0]) or (measure is None and vocabulary.is_rate(leaf.label)):
            spec["unit"], spec["decimals"] = "phan_tram", 2 if decimals is None else decimals
            return
        if measure is not None and (not self.units or measure.id != self.units[0].id):
            spec["unit"] = measure.id
            spec["decimals"] = measure.decimals if decimals is None else decimals
        elif decimals is not None and (not self.units or decimals != self.units[0].decimals):
            spec["decimals"] = decimals
        if found and found[0][0].lstrip().startswith("-"):
            spec["signed"] = True

    def _of_path(self, leaf: Heading) -> Measure | None:
        """A unit of the form's unit line that the caption begins with: ``Số vụ việc``; else none."""
        key = key_of(leaf.label)
        for thing, measure in self.things:
            if key == thing or key.startswith(f"{thing} "):
                return measure
        for measure in self.units[1:]:
            names = {fold(text) for text in (measure.label, measure.symbol, *measure.aliases)}
            if any(key == name or re.match(rf"(?:tong )?so {re.escape(name)}\b|{re.escape(name)}$", key) for name in names if len(name) > 1):
                return measure
        return None

    # -- rows

    def row_unit(self, row: BodyRow) -> None:
        """The unit of measure that a row prints."""
        if not row.unit or row.kind == "heading":
            return
        measure = vocabulary.measure_of(row.unit)
        if measure is None:
            row.doubt(70, "unknown_unit")
        self.plan.row_specs[row.id] = {"unit": measure.id if measure else row.unit[:64], **({"decimals": measure.decimals} if measure else {})}

    # -- cells that nobody fills

    def blocked(self) -> None:
        """Cells printed with X, and grey ones: whole columns, whole rows, or one by one."""
        rows = self.plan.data_rows
        cells = {
            (row.id, self.plan.column_id(leaf)): (row.row, leaf.columns[0])
            for row in rows for leaf in self.plan.data if (row.row, leaf.columns[0]) in self.plane.sheet.cells and self._is_blocked(row.row, leaf.columns[0])
        }  # fmt: skip
        whole = {c for c, n in Counter(column for _, column in cells).items() if n == len(rows) and n > 1}
        for column in whole:
            self.plan.specs[column] = {"kind": "blocked"}
        for (row_id, column), at in cells.items():
            if column not in whole:
                self.plan.cells[(row_id, column)] = {"kind": "blocked"}
            grey = self.plane.text(*at).lower() not in _CROSS
            path = ("sections", "items", self.plan.section, "cells", f"{row_id}:{column}")
            self.ledger.found("cell", self.plane, (*at, *at), 75 if grey else 98, form=self.plan.form, path=path, reasons=["grey_is_blocked"] if grey else (), what="blocked")

    def _is_blocked(self, row: int, column: int) -> bool:
        cell = self.plane.cell(row, column)
        if cell.formula or (cell.number is not None and cell.fill in self.grey):
            return False
        text = self.plane.text(row, column).lower()
        return text in _CROSS or (not text and cell.fill in self.grey)

    def _greys(self) -> set[str]:
        """Grey fills that some cells have and captions of rows have not."""
        table, plane = self.plan.table, self.plane
        counts: Counter[str] = Counter()
        captions: set[str] = set()
        stubs = [leaf.columns[0] for leaf, role in zip(self.plan.leaves, self.plan.roles, strict=True) if role]
        for row in table.body:
            captions.update(plane.cell(row, column).fill for column in stubs)
            counts.update(fill for leaf in self.plan.data if (fill := plane.cell(row, leaf.columns[0]).fill))
        total = max(1, len(self.plan.data) * (table.bottom - table.body_top + 1))
        return {fill for fill, count in counts.items() if is_grey(fill) and fill not in captions and count < 0.7 * total}

    # -- what a person said

    def said(self) -> None:
        """Kinds that a person gave to areas of cells win."""
        for said in reversed(list(self.plane.said("cell"))):
            kind = said.value if said.value in KINDS else "number"
            self._say(said.area, kind)

    def _say(self, area: Area, kind: str) -> None:
        rows = [row for row in self.plan.data_rows if any(area[0] <= at <= area[2] for at in range(row.row, row.last + 1))]
        for leaf in self.plan.data:
            if not area[1] <= leaf.columns[0] <= area[3]:
                continue
            column = self.plan.column_id(leaf)
            spec = {"kind": kind} if kind not in ("computed", "carried") else {}
            if len(rows) == len(self.plan.data_rows) or any(inside(area, r, leaf.columns[0]) for r in range(leaf.area[0], leaf.area[2] + 1)):
                kept = {k: v for k, v in self.plan.specs[column].items() if k in ("unit", "decimals") and kind in ("number", "computed")}
                self.plan.specs[column] = {**kept, **spec}
                for row in self.plan.data_rows:
                    self.plan.cells.pop((row.id, column), None)
                continue
            for row in rows:
                self.plan.cells[(row.id, column)] = dict(spec)


def _paths(heading: Heading, above: list[str]) -> Iterator[tuple[Heading, list[str]]]:
    """Leaves with the captions above them, the nearest first."""
    if not heading.children:
        yield heading, above
    for child in heading.children:
        yield from _paths(child, [heading.label, *above])


def _options(values: list[str]) -> list[dict[str, str]]:
    found: dict[str, str] = {}
    for index, label in enumerate(values[:500], start=1):
        stem = re.sub(r"[^a-z0-9]+", "_", fold(label)).strip("_")[:40] or f"v{index}"
        value = stem if stem not in found else f"{stem}_{index}"
        found[value] = label.strip()[:500]
    return [{"value": value, "label": label} for value, label in found.items()]


def is_grey(fill: str) -> bool:
    """Whether a fill is a grey between white and black."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return False
    parts = [int(fill[at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) - min(parts) <= 12 and 70 <= parts[0] <= 244


def is_date_format(number_format: str) -> bool:
    """Whether a number format shows a date."""
    bare = _QUOTED.sub("", number_format)
    return bool(_DATE_FORMAT.search(bare)) and not re.search(r"[0#?]", bare)


def decimals_of(number_format: str) -> int | None:
    """Decimals that a number format shows; None for General and dates."""
    bare = _QUOTED.sub("", number_format.split(";", maxsplit=1)[0])
    if not re.search(r"[0#?]", bare) or is_date_format(number_format):
        return None
    match = re.search(r"\.([0#?]+)", bare)
    return min(len(match[1]), 10) if match else 0
