"""One shorter period inside a longer one, and the same rows over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from metadata.mapping import Conversion
from metadata.mapping.convert import joined, split
from metadata.periods import Period
from metadata.values import CellValue
from runtime.consolidation.open_rows import Together, groups
from runtime.store.models import Collection, Release
from runtime.submissions.filled import Filled, Instance


@dataclass(frozen=True)
class Part:
    """One shorter period: its release, and its report as made (``original``) and in the cells of the span's release (``filled``)."""

    period: Period
    release: Release | None
    collection: Collection | None
    original: Filled | None
    filled: Filled
    way: tuple[Conversion, ...] = ()
    #: The form's id on the part's own release.
    form_id: str = ""
    #: Ids of rows of units and added rows in the span → their ids in the original.
    ids: Mapping[str, str] = field(default_factory=dict)
    #: Whether the receiver adjusted totals in it, or in a report below it.
    adjusted: bool = False

    def sources(self, key: str) -> tuple[str, ...]:
        """Cells of the original report behind a cell of the span; none for a row that the part does not have."""
        base, instance = split(key)
        if instance is not None and instance not in self.ids:
            return ()
        cells: tuple[str, ...] = (base,)
        for one in reversed(self.way):
            cells = tuple(old for cell in cells for old in _behind(one, cell))
        return tuple(joined(cell, self.ids[instance] if instance is not None else None) for cell in cells)

    def has(self, key: str) -> bool:
        """Whether the part's form asked for this figure at all."""
        return not self.way or bool(self.sources(split(key)[0]))

    def total_kept(self, key: str) -> bool:
        """Whether the mapping names this computed cell: its total was taken over as it stood, because its parts may not have been."""
        return any(one.route(split(key)[0]).said for one in self.way)


def _behind(one: Conversion, cell: str) -> tuple[str, ...]:
    route = one.route(cell)
    if route.how == "derived" and one.routes is not None and one.routes.mapping is not None:
        named = one.routes.mapping.entries[route.entry].places
        place = one.new.by_key.get(route.entry)
        along_row = route.cells[0] if route.cells else ""
        if place is not None and place.axis == "column":
            return tuple(f"{along_row}:{name}" if ":" not in name else name for name in named)
        return tuple(f"{name}:{along_row}" if along_row and ":" not in name else name for name in named)
    return route.cells if route.how in ("same", "sum") else ()


def aligned(parts: Sequence[Part], open_rows: Mapping[str, Together]) -> tuple[list[Part], dict[str, tuple[Instance, ...]]]:
    """Parts whose rows of units and added rows have one id each over all parts, and those rows.

    Rows of units are the same by their unit; added rows as over units (``open_rows``, by open row), at most one of each part.
    """
    instances: dict[str, tuple[Instance, ...]] = {}
    ids: list[dict[str, dict[str, str]]] = [{} for _ in parts]
    place = {part.period.label(): at for at, part in enumerate(parts)}
    for row in dict.fromkeys(row for part in parts for row in part.filled.instances):
        together = replace(open_rows.get(row, Together()), once=True)
        lines = groups([(part.period.label(), part.filled) for part in parts], row, together)
        instances[row] = tuple(Instance(f"k{at}", line.label, line.item) for at, line in enumerate(lines, start=1))
        for made, line in zip(instances[row], lines, strict=True):
            for period, _, own in line.rows:
                ids[place[period]].setdefault(row, {})[own] = made.id
    found = []
    for part, own_ids in zip(parts, ids, strict=True):
        back = {new: old for rows in own_ids.values() for old, new in rows.items()}
        found.append(replace(part, filled=_with_ids(part.filled, own_ids), ids=back))
    return found, instances


def _with_ids(filled: Filled, ids: dict[str, dict[str, str]]) -> Filled:
    by_instance = {old: new for rows in ids.values() for old, new in rows.items()}
    values: dict[str, CellValue] = {}
    for key, value in filled.values.items():
        base, instance = split(key)
        row = base.partition(":")[0]
        new = instance if instance is None else ids.get(row, by_instance).get(instance, instance)
        values[joined(base, new)] = value
    instances = {
        row: tuple(replace(item, id=ids[row][item.id]) for item in items) if row in ids else items
        for row, items in filled.instances.items()
    }
    return Filled(values, instances, filled.overrides)
