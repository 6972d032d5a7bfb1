"""A filled form: what a unit's document of one form holds.

The stored document is canonical JSON ``{"values", "instances", "overrides"}``. Values are kept by cell key
(``r1:c9``, ``r1#k2:c9`` in an open row, the id alone for an answer); computed values stand in it too, because
the document is the record of what was sent. It is the only place where that JSON is read or written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from metadata.canonical import canonical
from metadata.values import CellValue, decode, encode
from runtime.keeping import Kept

INSTANCE_ID: Final = re.compile(r"[a-z0-9]{1,12}", re.ASCII)
#: Cells of documents that a process keeps read: about 30 MB.
_READ: Final = Kept(150_000)
EMPTY: Final = '{"instances":{},"overrides":{},"values":{}}'


@dataclass(frozen=True, slots=True)
class Instance:
    """One row that a filler added under an open row (or one unit in a consolidated report).

    ``item`` is the id of a catalogue member, or of the unit; None for a free caption.
    """

    id: str
    label: str
    item: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The wire form."""
        return {"id": self.id, "label": self.label, "item": self.item}


@dataclass(frozen=True, slots=True)
class Filled:
    """Values by key, added rows by open row id, and reasons for overridden cells by key."""

    values: Mapping[str, CellValue] = field(default_factory=dict)
    instances: Mapping[str, tuple[Instance, ...]] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)

    def instance_ids(self) -> dict[str, list[str]]:
        """Ids of the added rows, in order, by open row."""
        return {row: [instance.id for instance in rows] for row, rows in self.instances.items()}

    def values_json(self) -> dict[str, Any]:
        """Values in their JSON form; blanks are left out."""
        return {key: encode(value) for key, value in self.values.items() if value is not None}

    def instances_json(self) -> dict[str, list[dict[str, Any]]]:
        """Added rows in their JSON form."""
        return {row: [instance.as_json() for instance in rows] for row, rows in self.instances.items() if rows}

    def overrides_json(self) -> dict[str, dict[str, str]]:
        """Reasons in their JSON form."""
        return {key: {"reason": reason} for key, reason in self.overrides.items()}

    def dump(self) -> str:
        """The canonical JSON text that is stored."""
        document = {
            "values": self.values_json(),
            "instances": self.instances_json(),
            "overrides": self.overrides_json(),
        }
        return canonical(document).decode()


def load_filled(text: str) -> Filled:
    """Read a stored document."""
    document = json.loads(text)
    return Filled(
        {key: decode(value, key) for key, value in document.get("values", {}).items()},
        {
            row: tuple(Instance(item["id"], item["label"], item.get("item")) for item in rows)
            for row, rows in document.get("instances", {}).items()
        },
        {key: item["reason"] for key, item in document.get("overrides", {}).items()},
    )


def frozen(filled: Filled) -> Filled:
    """The same, for many readers: nobody can change it."""
    return Filled(MappingProxyType(filled.values), MappingProxyType(filled.instances), MappingProxyType(filled.overrides))


def kept_filled(text: str) -> Filled:
    """The same, read once: of a text that was read a moment ago it is the very object, which nobody can change."""
    return _READ.get(hashlib.sha256(text.encode()).digest(), lambda: frozen(load_filled(text)), lambda filled: len(filled.values) + 1)


def split_key(key: str) -> tuple[str, str | None, str | None]:
    """``row, instance, column`` of a cell key; an answer's key gives ``(id, None, None)``."""
    row, colon, column = key.partition(":")
    if not colon:
        return row, None, None
    base, hash_, instance = row.partition("#")
    return base, (instance if hash_ else None), column


def join_key(row: str, instance: str | None, column: str) -> str:
    """Inverse of :func:`split_key` for cells of a table."""
    return f"{row}#{instance}:{column}" if instance is not None else f"{row}:{column}"
