"""Which cells a form has for one kind of unit on one day, and who may fill them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from metadata.celltypes import check_value
from metadata.documents import CellSpec, Dimension, FieldsSection, FilesSection, Form, OpenRows, OutlineSection
from metadata.errors import Problem
from metadata.formula.program import template_key
from metadata.grid import Grid, grids_of
from metadata.slots import Slot, answer_specs, slots
from metadata.template import Template
from metadata.values import CellValue, Choice
from runtime.submissions.filled import Filled, split_key


@dataclass(frozen=True)
class FormCells:
    """A form as one kind of unit sees it (``audience``) on one day (``on``, ISO)."""

    template: Template
    form: Form
    audience: str | None
    on: str | None
    #: Carried cells that have no report to carry from: (template key, kind to enter).
    for_entry: frozenset[tuple[str, str]] = frozenset()

    def is_for_entry(self, key: str) -> bool:
        """Whether a carried cell is entered because there is no report to carry from."""
        return template_key(key) in self._entry_kinds

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """Tables of the form."""
        return tuple(grids_of(self.form, self.audience, self.on))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """Slots of the form, the same for all kinds of units."""
        return slots(self.form)

    @cached_property
    def answers(self) -> dict[str, CellSpec]:
        """Cells that stand in no table, by id."""
        found = dict(answer_specs(self.form))
        for section in self.form.sections.values():
            if isinstance(section, FilesSection):
                for item in section.files.values():
                    found[item.id] = CellSpec(
                        kind="file", required=item.required, accept=item.accept, max_mb=item.max_mb
                    )
        return found

    @cached_property
    def open_rows(self) -> dict[str, OpenRows]:
        """Rows that the filler repeats, by id."""
        rows = (row for grid in self.grids for row in grid.rows)
        return {row.id: row.node.open for row in rows if row.node.open is not None}

    @cached_property
    def owners(self) -> dict[str, str]:
        """The open row that repeats a row: the row itself, or the open row it stands under."""
        found: dict[str, str] = {}
        for grid in self.grids:
            for row in grid.rows:
                if row.node.open is not None:
                    found[row.id] = row.id
                elif row.parent in found:
                    found[row.id] = found[row.parent]
        return found

    @cached_property
    def _entry_kinds(self) -> dict[str, str]:
        return dict(self.for_entry)

    @cached_property
    def _tables(self) -> dict[str, Grid]:
        return {row.id: grid for grid in self.grids for row in grid.rows if row.has_cells}

    def catalogue(self, row: str) -> Dimension | None:
        """The catalogue that an open row is taken from, if it has one."""
        return self.template.dimensions.get(self.open_rows[row].catalogue or "")

    def spec(self, key: str) -> CellSpec | None:
        """Properties of the cell, None when this unit has no such cell. Instances are not looked at."""
        if key in self._fixed:
            return self._fixed[key]
        row, instance, column = split_key(key)
        if column is None:
            return self.answers.get(row)
        # A report of 60,000 cells asks several times for each.
        place = (row, instance is not None, column)
        if place not in self._specs:
            self._specs[place] = self._resolved(key)
        # Of names that are nobody's cell there is no end.
        if instance is None and self._specs[place] is not None:
            self._fixed[key] = self._specs[place]
        return self._specs[place]

    @cached_property
    def _fixed(self) -> dict[str, CellSpec | None]:
        """Cells of fixed rows that were asked for, by key."""
        return {}

    @cached_property
    def _specs(self) -> dict[tuple[str, bool, str], CellSpec | None]:
        return {}

    def _resolved(self, key: str) -> CellSpec | None:
        row, instance, column = split_key(key)
        grid = self._tables.get(row)
        if grid is None or (instance is not None) != (row in self.owners):
            return None
        leaf = grid.column_by_id.get(column or "")
        if leaf is None or column is None or not leaf.is_data:
            return None
        spec = grid.spec(row, column)
        kind = self._entry_kinds.get(template_key(key)) if self.for_entry else None
        # No reason is asked and nothing is locked: the cell is like any other of its row.
        return spec if kind is None else replace(spec, kind=kind, formula=None, override=None)

    def problems(self, filled: Filled, parties: Container[str] = ("unit",)) -> list[Problem]:
        """What is wrong with the values that these parties enter: kinds, ranges, choices, and what is required and empty."""
        found: list[Problem] = []
        for key in self.keys(filled):
            spec = self.spec(key)
            if spec is not None and spec.kind not in ("computed", "blocked") and (spec.party or "unit") in parties:
                found.extend(self.check(key, filled.values.get(key), spec))
                found.extend(self._evidence(key, filled, spec))
        for row, open_row in self.open_rows.items():
            have = len(filled.instances.get(row, ()))
            if have < open_row.min:
                args = {"row": self.caption(row), "count": have, "limit": open_row.min}
                found.append(Problem("rows.too_few", row, args))
            found.extend(self._listed_twice(row, filled))
        return found

    def _listed_twice(self, row: str, filled: Filled) -> Iterator[Problem]:
        """Rows of a grid that stand for a catalogue item another row stands for: the figures of one of them are likely counted twice.

        What such a row carries over or adds up goes with the first of them (:func:`runtime.submissions.externals.same_rows`), so it must be said.
        """
        grid = self._tables.get(row)
        if grid is None or grid.section.kind != "grid":
            return
        first: dict[str, str] = {}
        for instance in filled.instances.get(row, ()):
            if not instance.item:
                continue
            if instance.item in first:
                place = f"{row}#{instance.id}:{grid.data_leaves[0].id}" if grid.data_leaves else row
                yield Problem("rows.item_twice", place, {"row": self.caption(row), "item": instance.label}, "warning")
            first.setdefault(instance.item, instance.id)

    def _evidence(self, key: str, filled: Filled, spec: CellSpec) -> Iterator[Problem]:
        """A figure that needs evidence stands beside a file in its row; nothing, "-" and 0 claim nothing."""
        value = filled.values.get(key)
        if not spec.evidence or not isinstance(value, Decimal) or value == 0:
            return
        files = self.files_of(key)
        if files and all(filled.values.get(file) is None for file in files):
            yield Problem("cell.evidence", files[0], {"cell": self.name(key, filled)})

    def files_of(self, key: str) -> list[str]:
        """Keys of the file cells in the row of a cell that the same party fills."""
        row, spec = key.partition(":")[0], self.spec(key)
        grid = self._tables.get(split_key(key)[0])
        if grid is None or spec is None:
            return []
        found = []
        for leaf in grid.data_leaves:
            other = self.spec(f"{row}:{leaf.id}")
            if other is not None and other.kind == "file" and (other.party or "unit") == (spec.party or "unit"):
                found.append(f"{row}:{leaf.id}")
        return found

    def theirs(self, keys: Iterable[str], party: str) -> bool:
        """Whether one of these cells is entered by a party."""
        specs = (self.spec(key) for key in keys)
        return any(spec is not None and (spec.party or "unit") == party for spec in specs)

    def check(self, key: str, value: CellValue, spec: CellSpec) -> list[Problem]:
        """What is wrong with one value."""
        found = check_value(value, spec, key)
        if isinstance(value, Choice) and spec.dimension and not spec.choices:
            dimension = self.template.dimensions.get(spec.dimension)
            if dimension is not None and value.value not in dimension.members:
                found.append(Problem("cell.not_a_choice", key, {"value": value.value}))
        return found

    def keys(self, filled: Filled) -> list[str]:
        """Keys of all cells that this filled form has, in print order, added rows included."""
        found: list[str] = []
        for grid in self.grids:
            columns = [leaf.id for leaf in grid.data_leaves]
            for row in grid.rows:
                if not row.has_cells:
                    continue
                names = [row.id]
                if row.id in self.owners:
                    names = [f"{row.id}#{added.id}" for added in filled.instances.get(self.owners[row.id], ())]
                found.extend(f"{name}:{column}" for name in names for column in columns)
        return found + list(self.answers)

    def name(self, key: str, filled: Filled, lang: str = "vi") -> str:
        """What a person calls a cell: its row, its column with the number; of an added row the caption it was given, of a row under one both."""
        row, instance, column = split_key(key)
        if column is None:
            return self.caption(row) if row in self.owners else self.answer_labels.get(row, row)
        grid = self._tables.get(row)
        leaf = grid.column_by_id.get(column) if grid is not None else None
        if leaf is None:
            return key
        owner = self.owners.get(row, "")
        copy = next((added.label for added in filled.instances.get(owner, ()) if added.id == instance), "")
        label = " – ".join(part for part in (copy, self._label(row) if row != owner or not copy else "") if part)
        number = f" ({'column' if lang == 'en' else 'cột'} {leaf.node.number.strip('()')})" if leaf.node.number else ""
        return f"{label + ' · ' if label else ''}{' – '.join(leaf.path)}{number}"

    def titled(self, key: str, filled: Filled, lang: str = "vi") -> str:
        """The same behind the title of its table: where two tables have rows of one caption."""
        grid = self._tables.get(split_key(key)[0])
        name = self.name(key, filled, lang)
        return f"{grid.section.title}: {name}" if grid is not None and grid.section.title else name

    @cached_property
    def answer_labels(self) -> dict[str, str]:
        """Captions of the questions and headings that stand in no table, by id."""
        found: dict[str, str] = {}
        for section in self.form.sections.values():
            if isinstance(section, FilesSection):
                found.update({item.id: item.label for item in section.files.values()})
            elif isinstance(section, FieldsSection):
                found.update({item.id: item.label for item in section.fields.values()})
            elif isinstance(section, OutlineSection):
                found.update({item.id: item.label for item, _ in section.headings.walk()})
        return found

    def _label(self, row: str) -> str:
        return next((grid.by_id[row].node.label for grid in self.grids if row in grid.by_id), "")

    def caption(self, row: str) -> str:
        """What a person calls a row."""
        for grid in self.grids:
            if row in grid.by_id:
                node = grid.by_id[row].node
                return node.label or node.code or row
        return row
