"""Primitive changes: one place, its value before and after.

A place is a path of keys that begins with a document id. ``ABSENT`` on either side means that
nothing stood there. Documents are never changed in place: applying a change copies the
dictionaries along its path and shares the rest.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from metadata.errors import fail

Json = Any
Documents = Mapping[str, dict[str, Any]]
Path = tuple[str, ...]


class Absent(enum.Enum):
    """The one value that says: nothing stands here."""

    ABSENT = "absent"

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Change:
    """The value of one place before and after; ``ABSENT`` where there is none."""

    path: Path
    old: Json | Absent
    new: Json | Absent

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.path, self.new, self.old)

    def as_json(self) -> dict[str, Json]:
        """Wire and log form: an absent side has no key."""
        data: dict[str, Json] = {"path": list(self.path)}
        if self.old is not ABSENT:
            data["old"] = self.old
        if self.new is not ABSENT:
            data["new"] = self.new
        return data

    @staticmethod
    def from_json(data: Mapping[str, Json]) -> Change:
        """Read back what :meth:`as_json` wrote."""
        return Change(tuple(data["path"]), data.get("old", ABSENT), data.get("new", ABSENT))


def same(left: Json | Absent, right: Json | Absent) -> bool:
    """Equality of JSON values, where ``1`` and ``true`` differ."""
    if left is ABSENT or right is ABSENT:
        return left is right
    return _text(left) == _text(right)


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def value_at(documents: Documents, path: Sequence[str]) -> Json | Absent:
    """The value at a path, or ``ABSENT``. Lists are values; a path never leads into one."""
    current: Json = documents
    for key in path:
        if not isinstance(current, Mapping) or key not in current:
            return ABSENT
        current = current[key]
    return current


def with_value(documents: Documents, path: Sequence[str], value: Json | Absent) -> dict[str, dict[str, Any]]:
    """Documents with another value at a path whose parent exists.

    Raises ``draft.no_place`` when something on the way is missing or is not an object.
    """
    root = dict(documents)
    current: dict[str, Any] = root
    for depth, key in enumerate(path[:-1]):
        below = current.get(key, ABSENT)
        if not isinstance(below, Mapping):
            raise fail("draft.no_place", "/".join(path[: depth + 1]))
        current[key] = dict(below)
        current = current[key]
    if value is ABSENT:
        current.pop(path[-1], None)
    else:
        current[path[-1]] = value
    return root


def apply_changes(documents: Documents, changes: Iterable[Change]) -> dict[str, dict[str, Any]]:
    """Documents after the changes, in order, without looking at what stood there before."""
    result = dict(documents)
    for change in changes:
        result = with_value(result, change.path, change.new)
    return result


def revert(documents: Documents, changes: Sequence[Change]) -> tuple[dict[str, dict[str, Any]], list[Change]]:
    """Take changes back, last one first.

    Returns the documents and the changes that were really made. A list of ids that somebody else
    has changed meanwhile is merged. Raises ``draft.conflict`` when a place no longer holds what
    the change left there, so that nobody's later work is overwritten.
    """
    result = dict(documents)
    made: list[Change] = []
    for change in reversed(changes):
        back = change.inverse()
        now = value_at(result, back.path)
        target = back.new
        if not same(now, back.old):
            target = _merged(now, back)
            if target is None:
                raise conflict(back.path, yours=back.new, theirs=now)
        if same(now, target):
            continue
        result = with_value(result, back.path, target)
        made.append(Change(back.path, now, target))
    return result, made


def conflict(path: Sequence[str], *, yours: Json | Absent, theirs: Json | Absent) -> Exception:
    """The error that shows both values of a place that two people changed."""
    return fail(
        "draft.conflict",
        "/".join(path),
        path=list(path),
        yours=None if yours is ABSENT else yours,
        theirs=None if theirs is ABSENT else theirs,
    )


def _is_ids(value: Json | Absent) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value) and len(set(value)) == len(value)


def _merged(now: Json | Absent, change: Change) -> list[str] | None:
    """Three-way merge of an ordered list of ids, or None when the two sides truly clash."""
    # A node without children has no list at all: for the merge that is an empty list.
    sides: list[Any] = [[] if side is ABSENT and change.path[-1] == "children" else side for side in (change.old, change.new, now)]
    if not all(_is_ids(side) for side in sides):
        return None
    before, after, current = (list(side) for side in sides)
    kept_before = [item for item in before if item in after]
    kept_after = [item for item in after if item in before]
    if kept_before != kept_after:
        return None
    removed = [item for item in before if item not in after]
    added = [item for item in after if item not in before]
    if any(item not in current for item in removed) or any(item in current for item in added):
        return None
    merged = [item for item in current if item not in removed]
    for item in added:
        merged.insert(_slot(item, after, merged), item)
    return merged


def _slot(item: str, order: list[str], merged: list[str]) -> int:
    """Index behind the nearest predecessor of ``item`` in ``order`` that is still there."""
    for former in reversed(order[: order.index(item)]):
        if former in merged:
            return merged.index(former) + 1
    return 0
