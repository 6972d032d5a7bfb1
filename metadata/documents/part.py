"""The ``part`` document: something that regimes share out of a library, and the pins by which a template names one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from metadata.canonical import digest

#: Kinds of parts; each stands in the document under ``columns``, ``rows`` or ``document``.
PART_KINDS: Final = ("columns", "rows", "dimension", "indicator")


@dataclass(frozen=True)
class Part:
    """One revision of a part: a tree of columns or rows with the checks on it, a list, or an indicator.

    ``body`` is the tree or the document, as JSON; ``lists`` are the lists that its bindings name.
    """

    id: str
    code: str
    name: str
    rev: int
    kind: str
    body: Mapping[str, Any]
    rules: Mapping[str, Any] = field(default_factory=dict)
    lists: tuple[Mapping[str, Any], ...] = ()
    note: str = ""


def part_hash(data: Mapping[str, Any]) -> str:
    """What a pin names: the content of a part, whatever number its revision has in a library."""
    return digest({key: value for key, value in data.items() if key != "rev"})


def read_part(data: Mapping[str, Any]) -> Part:
    """Typed counterpart of a valid part document."""
    kind = data["kind"]
    body = data.get(kind if kind in ("columns", "rows") else "document", {})
    return Part(
        id=data["id"],
        code=data["code"],
        name=data["name"],
        rev=data["rev"],
        kind=kind,
        body=body,
        rules=data.get("rules", {}),
        lists=tuple(data.get("lists", ())),
        note=data.get("note", ""),
    )


@dataclass(frozen=True)
class Pin:
    """Where a template uses a part: which revision, and which of its ids became which there.

    ``place`` is ``(form, section, pin id)``, or ``(document,)`` for a list or an indicator.
    """

    place: tuple[str, ...]
    part: str
    rev: int
    hash: str
    axis: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)


def pins_of(documents: Mapping[str, Mapping[str, Any]]) -> Iterator[Pin]:
    """All pins of a template, in the order of its documents."""
    for doc_id, document in documents.items():
        if isinstance(pin := document.get("part"), Mapping):
            yield Pin((doc_id,), pin["part"], pin["rev"], pin["hash"])
        for section_id, section in (document.get("sections") or {}).get("items", {}).items():
            for pin_id, pin in (section.get("parts") or {}).items():
                place = (doc_id, section_id, pin_id)
                yield Pin(place, pin["part"], pin["rev"], pin["hash"], pin["axis"], pin["ids"], pin.get("rules", {}))
