"""The working copy of one operation: reads and writes places, and collects the changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from designer.operations.changes import ABSENT, Absent, Change, Documents, Json, same, value_at, with_value
from metadata.errors import fail

# What has an identity is made by an operation of its own, never by writing into it.
_IDENTITIES = frozenset({"nodes", "items"})
# Objects that mean nothing when empty and go with their last value.
_DROPPED = frozenset({"cell", "cells", "valid", "open", "additivity"})


class Editing:
    """Documents under change. ``changes`` lists what was done, in order."""

    def __init__(self, documents: Documents) -> None:
        self.documents: dict[str, dict[str, Any]] = dict(documents)
        self.changes: list[Change] = []

    def get(self, *path: str) -> Json | Absent:
        """The value at a place, or ``ABSENT``."""
        return value_at(self.documents, path)

    def require(self, *path: str) -> dict[str, Any]:
        """The object at a place. Raises ``draft.no_place`` when there is none."""
        value = self.get(*path)
        if not isinstance(value, dict):
            raise fail("draft.no_place", "/".join(path))
        return value

    def put(self, path: Sequence[str], value: Json | Absent) -> None:
        """Write a place, or clear it with ``ABSENT``; nothing is recorded when nothing differs."""
        place = tuple(path)
        old = self.get(*place)
        if same(old, value):
            return
        self.documents = with_value(self.documents, place, value)
        self.changes.append(Change(place, old, value))

    def put_deep(self, path: Sequence[str], value: Json | Absent) -> None:
        """Like :meth:`put`, making objects on the way and dropping those left empty.

        Raises ``draft.no_place`` when the document or a node, item or section on the way is gone.
        """
        place = tuple(path)
        if value is ABSENT:
            self._clear(place)
            return
        for depth in range(1, len(place)):
            if self.get(*place[:depth]) is ABSENT:
                if depth == 1 or place[depth - 2] in _IDENTITIES:
                    raise fail("draft.no_place", "/".join(place[:depth]))
                self.put(place[:depth], _nested(place[depth:], value))
                return
        self.put(place, value)

    def _clear(self, place: tuple[str, ...]) -> None:
        if self.get(*place) is ABSENT:
            return
        while len(place) > 2 and _drops(place[:-1]):
            holder = self.get(*place[:-1])
            if not isinstance(holder, dict) or len(holder) != 1:
                break
            place = place[:-1]
        self.put(place, ABSENT)


def _drops(place: tuple[str, ...]) -> bool:
    return place[-1] in _DROPPED or place[-2] == "cells"


def _nested(keys: tuple[str, ...], value: Json) -> Json:
    for key in reversed(keys):
        value = {key: value}
    return value
