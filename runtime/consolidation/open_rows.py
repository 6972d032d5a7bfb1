"""Rows that units added themselves, brought together by catalogue item or by caption.

Rows with the same catalogue member are one row of the report; so are rows with the same caption, compared
without regard to case and blanks. Rows without either stay rows of their own, under the unit's name; so do the
rows that people add to a list (two persons may have one name). Rows that state different choices, dates or other
things that cannot be added stay apart too, with their units behind the caption: as one row they would lose what
they state, and with it what is counted by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True, slots=True)
class Together:
    """What makes rows of several units one row.

    ``catalogue`` gives the order of members; ``apart`` are the cells (row, column) that have to agree where they are stated; ``given`` are
    the captions of rows that the form gives itself, None where rows of one caption are one row whoever entered them; ``once``: no two
    rows of one unit are one row.
    """

    catalogue: Sequence[str] = ()
    apart: Sequence[tuple[str, str]] = ()
    given: frozenset[str] | None = None
    once: bool = False


@dataclass(slots=True)
class _Lines:
    """Rows that agree, and what they state of what has to agree."""

    rows: list[tuple[str, Filled, str]]
    said: dict[tuple[str, str], CellValue]


#: So many units are named behind a caption that stands several times.
_NAMED: Final = 3
_PLAIN: Final = Together()


def caption_of(text: str) -> str:
    """A caption as it is compared: without regard to case and blanks."""
    return " ".join(text.split()).casefold()


def groups(units: Iterable[Unit], row: str, together: Together = _PLAIN) -> list[Group]:
    """Groups of one open row: catalogue members in the catalogue's order, then captions as they appear."""
    found: dict[tuple[str, str], list[_Lines]] = {}
    labels: dict[tuple[str, str], tuple[str, str | None]] = {}
    for unit, (name, filled) in enumerate(units):
        for instance in filled.instances.get(row, ()):
            key = _group_of(unit, instance, together.given)
            _put(found.setdefault(key, []), together, name, filled, instance.id)
            labels.setdefault(key, (instance.label or name, instance.item))
    rank = {item: at for at, item in enumerate(together.catalogue)}
    ordered = sorted(found, key=lambda key: rank.get(key[1], len(rank)) if key[0] == "item" else len(rank) + 1)
    return [
        Group(_label(labels[key][0], lines, len(found[key])), labels[key][1], tuple(lines.rows)) for key in ordered for lines in found[key]
    ]


def _put(lines: list[_Lines], together: Together, name: str, filled: Filled, own: str) -> None:
    said = {cell: value for cell in together.apart if (value := filled.values.get(join_key(cell[0], own, cell[1]))) is not None}
    # Units come one after another: the last row of a line tells whether it has one of this unit.
    free = (one for one in lines if not together.once or one.rows[-1][0] != name)
    fitting = next((one for one in free if all(one.said.get(cell, value) == value for cell, value in said.items())), None)
    if fitting is None:
        lines.append(fitting := _Lines([], {}))
    fitting.rows.append((name, filled, own))
    fitting.said.update(said)


def _label(label: str, lines: _Lines, apart: int) -> str:
    if apart == 1:
        return label
    names = list(dict.fromkeys(name for name, _, _ in lines.rows))
    return f"{label} ({', '.join(names[:_NAMED])}{', …' if len(names) > _NAMED else ''})"


def _group_of(unit: int, instance: Instance, given: frozenset[str] | None) -> tuple[str, str]:
    if instance.item is not None:
        return "item", instance.item
    caption = caption_of(instance.label)
    shared = given is None or caption in given
    return ("caption", caption) if caption and shared else ("own", f"{unit}/{instance.id}")


def bring_together(
    units: Sequence[Unit],
    owner: str,
    rows: Sequence[str],
    columns: Sequence[str],
    together: Together,
    combine: Combine,
) -> tuple[tuple[Instance, ...], dict[str, CellValue]]:
    """The lines of the report under one open row, and their cells by key. ``rows`` are repeated together."""
    instances: list[Instance] = []
    values: dict[str, CellValue] = {}
    for at, group in enumerate(groups(units, owner, together), start=1):
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
