"""The ``mapping`` document: where the values of a form of the release before stand in the form of this release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Source:
    """Where one place of the new form takes its value from.

    ``how``: ``same`` (one place), ``sum`` (several added), ``derived`` (a formula over the old form), ``new`` (nothing before: blank,
    not zero). ``places`` are keys of the old form: a column, a row, a cell ``row:column`` or an answer.
    """

    how: str
    places: tuple[str, ...] = ()
    expr: str = ""


@dataclass(frozen=True)
class FormMapping:
    """From one form of the release before (``base`` is its hash, ``source`` the form's id there) to the form of this release.

    ``entries`` go by key of the new form; ``dropped`` gives, by key of the old form, the reason why its values have no place.
    """

    id: str
    form: str
    base: str
    source: str
    entries: Mapping[str, Source]
    dropped: Mapping[str, str]


def read_mapping(data: Mapping[str, Any]) -> FormMapping:
    """Typed counterpart of a valid mapping document."""
    return FormMapping(
        id=data["id"],
        form=data["form"],
        base=data["base"],
        source=data.get("source", data["form"]),
        entries={
            key: Source(item["how"], tuple(item.get("from", ())), item.get("expr", "")) for key, item in data["entries"].items()
        },
        dropped={key: item["reason"] for key, item in data.get("dropped", {}).items()},
    )
