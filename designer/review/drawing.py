"""Forms as the approval file prints them: plain rows of cells, what changed marked by a sign beside the colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from designer.review.sheets import Section, forms_of, sections_of
from metadata.diff import Diff
from metadata.template import Template

Marks = Mapping[str, Mapping[str, str]]
#: What stands in a cell by its kind; a cell that is filled in is blank.
_FACES: Final = {"computed": "ƒ", "carried": "↦", "blocked": "X"}
#: More columns than these are printed small, and smaller.
_WIDE: Final = (14, 24)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a printed table; ``mark`` is added, removed, changed, moved or empty."""

    text: str
    mark: str = ""
    kind: str = ""
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to print."""

    header: tuple[tuple[Cell, ...], ...]
    numbers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    #: What each column is beside figures: caption, marker, code, unit or empty.
    stubs: tuple[str, ...]
    #: 0 to 2: how small it is printed.
    wide: int


@dataclass(frozen=True, slots=True)
class Part:
    """One section: ``now`` with the changes marked on it, ``was`` where the old one differs; items where it is no table."""

    title: str
    state: str
    now: Table | None = None
    was: Table | None = None
    items: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A form that changes, with its sections."""

    code: str
    title: str
    state: str
    parts: tuple[Part, ...]


def drawn_forms(old: Template | None, new: Template | None, diff: Diff, lang: str) -> Iterator[Drawn]:
    """Every form that changes, new and old laid on one another, and the old one beside it where a table changes."""
    marks = diff.marks(lang)
    for form in forms_of(old, new, diff):
        if form["changes"]:
            own: Marks = marks.get(form["id"], {})
            parts = tuple(_part(section, own) for section in sections_of(old, new, form["id"], lang))
            yield Drawn(form["code"], form["title"], form["state"], parts)


def _part(section: Section, marks: Marks) -> Part:
    title, state = section["title"], section["state"]
    if section["kind"] not in ("grid", "list"):
        items = (Cell("\u2003" * item["depth"] + (item["text"] or item["id"]), _mark(marks, item["id"])) for item in section["both"])
        return Part(title, state, items=tuple(items))
    differs = section["old"] is not None and state == "kept" and _touched(section, marks)
    return Part(title, state, table(section["both"], marks), table(section["old"], {}) if differs else None)


def _touched(section: Section, marks: Marks) -> bool:
    keys = {row["id"] for side in ("old", "new") for row in section[side]["rows"]}
    keys |= {cell["id"] for side in ("old", "new") for cells in section[side]["header"] for cell in cells}
    return any(part in keys for key in marks for part in key.split(":"))


def table(model: Mapping[str, Any], marks: Marks) -> Table:
    """The model of a table as rows of cells."""
    columns = model["columns"]
    header = tuple(
        tuple(Cell(cell["label"], _mark(marks, cell["id"]), "head", cell["colspan"], cell["rowspan"]) for cell in cells)
        for cells in model["header"]
    )
    numbers = tuple(item["text"] for item in model["number_row"])
    rows = tuple(tuple(_cell(row, column, at, model["specs"], marks) for at, column in enumerate(columns)) for row in model["rows"])
    return Table(header, numbers, rows, tuple(column["stub"] or "" for column in columns), sum(1 for most in _WIDE if len(columns) > most))


def _cell(row: Mapping[str, Any], column: Mapping[str, Any], at: int, specs: list[Any], marks: Marks) -> Cell:
    whole = _mark(marks, row["id"])
    match column["stub"]:
        case "caption":
            return Cell("\u2003" * row["depth"] + row["label"], whole, "caption")
        case "marker":
            return Cell(row["marker"] or "", whole, "stub")
        case "code":
            return Cell(row["printed_code"] or "", whole, "stub")
        case "unit":
            return Cell(row["unit_label"] or "", whole, "stub")
    number = row["spec"][at]
    kind = "" if number is None else str(specs[number].get("kind", ""))
    across = _mark(marks, column["id"])
    # A whole row or column that came or went is coloured in every cell; one that was renamed only at its name.
    mark = _mark(marks, f"{row['id']}:{column['id']}") or next((m for m in (whole, across) if m in ("added", "removed")), "")
    return Cell(_FACES.get(kind, ""), mark, "data")


def _mark(marks: Marks, key: str) -> str:
    found = marks.get(key)
    return found["kind"] if found else ""
