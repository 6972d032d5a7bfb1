"""A filled form: what a unit's document of one form holds.

The stored document is canonical JSON ``{"values", "instances", "overrides"}``. Values are kept by cell key
(``r1:c9``, ``r1#k2:c9`` in an open row, the id alone for an answer); computed values stand in it too, because
the document is the record of what was sent. It is the only place where that JSON is read or written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from sys import getsizeof
from types import MappingProxyType
from typing import Any, Final

from metadata.canonical import canonical
from metadata.rich import RichText
from metadata.values import CellValue, decode, encode
from runtime.keeping import MEGABYTE, Kept, Same

INSTANCE_ID: Final = re.compile(r"[a-z0-9]{1,12}", re.ASCII)
#: Documents that a process keeps read.
_READ: Final = Kept(40 * MEGABYTE)
#: Bytes of a number with its key and its place, as measured from above; of a row or a reason without its letters.
_CELL, _ROW = 200, 300
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
    #: Says all that it was read or made from: of two with one mark the content is the same. It is given by :func:`marked` alone, and what
    #: ``replace`` makes has none.
    mark: Hashable = field(default=None, init=False, compare=False, repr=False)

    @property
    def key(self) -> Hashable:
        """What it is known by where something is kept that was made from it: its mark, else this very object."""
        return Same(self) if self.mark is None else self.mark

    @property
    def size(self) -> int:
        """About how many bytes it takes, counted from above."""
        letters = sum(_letters(value) for value in self.values.values() if type(value) is not Decimal)
        labels = sum(_ROW + getsizeof(one.label) for rows in self.instances.values() for one in rows)
        return _ROW + _CELL * len(self.values) + letters + labels + sum(_ROW + getsizeof(why) for why in self.overrides.values())

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


def marked(filled: Filled, mark: Hashable) -> Filled:
    """The same, for many readers: nobody can change it. ``mark`` must say all that it was made from (None: nobody knows)."""
    made = Filled(MappingProxyType(filled.values), MappingProxyType(filled.instances), MappingProxyType(filled.overrides))
    object.__setattr__(made, "mark", mark)
    return made


def kept_filled(text: str) -> Filled:
    """The same for many readers, marked by the text. What was read a moment ago is not read again."""
    mark = hashlib.sha256(text.encode()).digest()
    return _READ.get(mark, lambda: marked(load_filled(text), mark), lambda filled: filled.size)


def _letters(value: CellValue) -> int:
    """Bytes of a value that is no number beyond those of a number."""
    if isinstance(value, str):
        return getsizeof(value)
    if isinstance(value, RichText):
        return sum(_CELL + sum(_CELL + getsizeof(run.text) for run in paragraph.runs) for paragraph in value.paragraphs)
    return sum(getsizeof(getattr(value, name)) for name in getattr(value, "__slots__", ()))


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
