"""Columns, rows, cells and answers of a form as places that a mapping names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from metadata.documents import CellSpec, Form
from metadata.grid import ENTRY_KINDS, Grid, cell_key, grids_of
from metadata.slots import answer_specs

#: Kinds whose values people state; what is computed follows from them.
STATED = ENTRY_KINDS | {"carried"}


@dataclass(frozen=True)
class Place:
    """A column, a row or an answer: its captions from the top, its printed number or marker, its indicator and members."""

    key: str
    axis: str
    section: str
    path: tuple[str, ...]
    number: str = ""
    indicator: str = ""
    members: tuple[str, ...] = ()
    parent: str | None = None

    def words(self, lang: str = "vi") -> str:
        """``cột 5 “Tiếp nhận trong kỳ – Đơn khác”``."""
        caption = " – ".join(part for part in self.path if part)
        return self._numbered(lang) + (f" “{caption}”" if caption else "")

    def short(self, lang: str = "vi") -> str:
        """``cột 5`` where it has a printed number, else as :meth:`words`."""
        return self._numbered(lang) if self.number else self.words(lang)

    def _numbered(self, lang: str) -> str:
        names = {"column": ("cột", "column"), "row": ("dòng", "row"), "answer": ("mục", "item")}[self.axis]
        return " ".join(filter(None, (names[lang == "en"], self.number)))


class Places:
    """The places of one form. ``cells`` are all resolved cells but the blocked ones, by key without instance, in print order."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.grids: dict[str, Grid] = {grid.section.id: grid for grid in grids_of(form)}

    @cached_property
    def cells(self) -> Mapping[str, CellSpec]:
        """Resolved cells by key; blocked ones are left out."""
        found: dict[str, CellSpec] = {}
        for grid in self.grids.values():
            for row in (row for row in grid.rows if row.has_cells):
                for leaf in grid.data_leaves:
                    spec = grid.spec(row.id, leaf.id)
                    if spec.kind != "blocked":
                        found[cell_key(row.id, leaf.id)] = spec
        found.update(answer_specs(self.form))
        return found

    @cached_property
    def stated(self) -> frozenset[str]:
        """Keys of the cells that people state."""
        return frozenset(key for key, spec in self.cells.items() if spec.kind in STATED)

    @cached_property
    def by_key(self) -> Mapping[str, Place]:
        """Columns, rows and answers that have cells, by key, in print order: columns first."""
        found = {place.key: place for place in (*self._columns(), *self._rows())}
        for key in dict(answer_specs(self.form)):
            found[key] = Place(key, "answer", self._section_of_answer(key), (self._answer_label(key),))
        return found

    @cached_property
    def holding(self) -> frozenset[str]:
        """Columns, rows and answers with at least one stated cell."""
        found: set[str] = set()
        for key in self.stated:
            found.update(key.split(":"))
        return frozenset(found)

    def _columns(self) -> Iterator[Place]:
        for section, grid in self.grids.items():
            parents = grid.section.columns.parents
            for leaf in grid.data_leaves:
                node = leaf.node
                yield Place(node.id, "column", section, leaf.path, node.number or "", node.indicator or "", node.members, parents[node.id])

    def _rows(self) -> Iterator[Place]:
        for section, grid in self.grids.items():
            tree = grid.section.rows
            for row in (row for row in grid.rows if row.has_cells):
                path = tuple(step.label for step in tree.path(row.id))
                node = row.node
                yield Place(row.id, "row", section, path, node.marker or "", node.indicator or "", node.members, row.parent)

    def _section_of_answer(self, key: str) -> str:
        for section in self.form.sections.values():
            if key in getattr(section, "fields", {}) or key in getattr(getattr(section, "headings", None), "nodes", {}):
                return section.id
        return ""

    def _answer_label(self, key: str) -> str:
        for section in self.form.sections.values():
            for items in (getattr(section, "fields", {}), getattr(getattr(section, "headings", None), "nodes", {})):
                if key in items:
                    return str(items[key].label)
        return key

    def words(self, key: str, lang: str = "vi") -> str:
        """What a place or a cell is called; a table with a single row is named by its column alone."""
        row, _, column = key.partition(":")
        if not column:
            return self.by_key[key].words(lang) if key in self.by_key else f"“{key}”"
        parts = [self.by_key[part] for part in (row, column) if part in self.by_key]
        alone = sum(1 for place in self.by_key.values() if place.axis == "row") == 1
        return " × ".join(place.words(lang) for place in parts if not (alone and place.axis == "row")) or f"“{key}”"

    def indicator(self, key: str) -> str:
        """Indicator of a cell: its column's, else its row's."""
        row, _, column = key.partition(":")
        for part in (column, row):
            if part in self.by_key and self.by_key[part].indicator:
                return self.by_key[part].indicator
        return ""
