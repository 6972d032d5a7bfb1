"""Rows that units added themselves, brought together by catalogue item or by caption.

Rows with the same catalogue member are one row of the report; so are rows with the same caption, compared
without regard to case and blanks. Rows without either (a list of cases) stay rows of their own, under the
unit's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from metadata.values import CellValue
from runtime.submissions.filled import Filled, Instance, join_key

Unit = tuple[str, Filled]
"""A unit's name and its filled form."""

Combine = Callable[[str, str, Sequence[tuple[str, CellValue]], Sequence[Mapping[str, CellValue]]], CellValue]
"""(row, column, (unit name, value) of each line of a group, all cells of each line by column) -> value of the group."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of several units that become one row: its caption, and (unit name, unit's instance) of each."""

    label: str
    item: str | None
    rows: tuple[tuple[str, Filled, str], ...]


def _caption(text: str) -> str:
    return " ".join(text.split()).casefold()


def groups(units: Iterable[Unit], row: str, catalogue: Sequence[str]) -> list[Group]:
    """Groups of one open row: catalogue members in the catalogue's order, then captions as they appear."""
    found: dict[tuple[str, str], list[tuple[str, Filled, str]]] = {}
    labels: dict[tuple[str, str], tuple[str, str | None]] = {}
    for unit, (name, filled) in enumerate(units):
        for instance in filled.instances.get(row, ()):
            key = _group_of(unit, instance)
            found.setdefault(key, []).append((name, filled, instance.id))
            labels.setdefault(key, (instance.label or name, instance.item))
    rank = {item: at for at, item in enumerate(catalogue)}
    ordered = sorted(found, key=lambda key: rank.get(key[1], len(rank)) if key[0] == "item" else len(rank) + 1)
    return [Group(*labels[key], tuple(found[key])) for key in ordered]


def _group_of(unit: int, instance: Instance) -> tuple[str, str]:
    if instance.item is not None:
        return "item", instance.item
    caption = _caption(instance.label)
    return ("caption", caption) if caption else ("own", f"{unit}/{instance.id}")


def bring_together(
    units: Sequence[Unit],
    owner: str,
    rows: Sequence[str],
    columns: Sequence[str],
    catalogue: Sequence[str],
    combine: Combine,
) -> tuple[tuple[Instance, ...], dict[str, CellValue]]:
    """The lines of the report under one open row, and their cells by key. ``rows`` are repeated together."""
    instances: list[Instance] = []
    values: dict[str, CellValue] = {}
    for at, group in enumerate(groups(units, owner, catalogue), start=1):
        instance = Instance(f"k{at}", group.label, group.item)
        instances.append(instance)
        for row in rows:
            values.update(_line(group, row, instance.id, columns, combine))
    return tuple(instances), values


def _line(group: Group, row: str, instance: str, columns: Sequence[str], combine: Combine) -> dict[str, CellValue]:
    lines = [
        {column: filled.values.get(join_key(row, own, column)) for column in columns} for _, filled, own in group.rows
    ]
    found: dict[str, CellValue] = {}
    for column in columns:
        stated = [(name, line[column]) for (name, _, _), line in zip(group.rows, lines, strict=True)]
        value = combine(row, column, stated, lines)
        if value is not None:
            found[join_key(row, instance, column)] = value
    return found
