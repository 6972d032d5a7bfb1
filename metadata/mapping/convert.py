"""Values of a filled old form as values of the new form: exact, and blank, 0, "-" and X kept apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from metadata.adding import add
from metadata.documents import FormMapping
from metadata.mapping.derived import Formulas
from metadata.mapping.places import Places
from metadata.mapping.routes import Route, Routes
from metadata.template import Template
from metadata.values import CellValue

Groups = dict[str | None, dict[str, CellValue]]
"""Values by key without instance, by the instance of their row (None: rows that are there once)."""


@dataclass(frozen=True)
class Converted:
    """A converted form: values by key, old → new ids of rows that are repeated, and old values that found no place."""

    values: Mapping[str, CellValue]
    rows: Mapping[str, str]
    lost: Mapping[str, CellValue] = field(default_factory=dict)


def split(key: str) -> tuple[str, str | None]:
    """A cell key without its instance, and the instance."""
    row, colon, column = key.partition(":")
    base, mark, instance = row.partition("#")
    return (f"{base}{colon}{column}", instance) if mark else (key, None)


def joined(key: str, instance: str | None) -> str:
    """Inverse of :func:`split`."""
    row, colon, column = key.partition(":")
    return f"{row}#{instance}{colon}{column}" if instance is not None else key


class Conversion:
    """From one form of a release to the form that follows it in the next. Built once, used for many filled forms."""

    def __init__(self, old: Template, new: Template, form_id: str, mapping: FormMapping | None) -> None:
        self.form_id = form_id
        self.source_id = mapping.source if mapping is not None else form_id
        known = self.source_id in {form.id for form in old.forms}
        self.old = Places(old.form(self.source_id)) if known else None
        self.new = Places(new.form(form_id))
        self.routes = Routes(self.old, self.new, mapping) if self.old is not None else None
        self._template, self._mapping = old, mapping

    @cached_property
    def formulas(self) -> Formulas | None:
        """The formulas of the mapping, compiled; None without any."""
        if self.old is None or self._mapping is None:
            return None
        made = Formulas(self._template, self.old, self.new, self._mapping)
        return made if made.exist else None

    def route(self, key: str) -> Route:
        """Where a cell of the new form (without instance) comes from; ``new`` for every cell of a form that was not there."""
        return self.routes.by_cell.get(key, Route("unsaid")) if self.routes is not None else Route("new")

    def convert(self, values: Mapping[str, CellValue], instances: Mapping[str, Sequence[str]]) -> Converted:
        """The values of an old form in the new one. Computed cells take the old figure; who needs them anew computes them."""
        if self.routes is None:
            return Converted({}, {})
        groups: Groups = {None: {}}
        for key, value in values.items():
            base, instance = split(key)
            groups.setdefault(instance, {})[base] = value
        found: dict[str, CellValue] = {}
        for instance, own in groups.items():
            results = self._results(values, instances, own, instance)
            for key, route in self._moves:
                value = self._value(route, own, results, instance)
                if value is not None:
                    found[joined(key, instance)] = value
        homes = self.routes.taken | self.routes.read
        lost = {key: value for key, value in values.items() if value is not None and split(key)[0] not in homes and self._states(key)}
        return Converted(found, self.routes.rows, lost)

    @cached_property
    def _moves(self) -> list[tuple[str, Route]]:
        cells = self.routes.by_cell if self.routes is not None else {}
        return [(key, route) for key, route in cells.items() if route.how in ("same", "sum", "derived")]

    def _states(self, key: str) -> bool:
        return self.old is not None and split(key)[0] in self.old.stated

    def _results(
        self, values: Mapping[str, CellValue], instances: Mapping[str, Sequence[str]], own: Mapping[str, CellValue], instance: str | None
    ) -> Mapping[str, CellValue]:
        if self.formulas is None or self.old is None:
            return {}
        opened = {row.id for grid in self.old.grids.values() for row in grid.rows if row.node.kind == "open"}
        if instance is None or any(instance in instances.get(row, ()) for row in opened):
            return self.formulas.run(values, {row: ids for row, ids in instances.items() if row in opened})
        # A row of one unit in a consolidated report: its figures stand where the unit itself fills them.
        return {joined(key, instance): value for key, value in self.formulas.run(own, {}).items()}

    def _value(
        self, route: Route, own: Mapping[str, CellValue], results: Mapping[str, CellValue], instance: str | None
    ) -> CellValue:
        if route.how == "derived" and self.formulas is not None:
            return results.get(joined(self.formulas.cell_of(route.entry, route.cells[0] if route.cells else ""), instance))
        stated = [own.get(cell) for cell in route.cells]
        return stated[0] if len(stated) == 1 else add(stated)
