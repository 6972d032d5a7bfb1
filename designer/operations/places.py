"""Where things stand: trees of rows, columns and headings, ordered maps. Read-only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from designer.operations.changes import ABSENT, Documents, Path, value_at
from metadata.errors import fail

AXES = ("columns", "rows", "headings")


def section_path(documents: Documents, doc: str, section: str) -> Path:
    """Path of a section. Raises ``draft.no_place`` when the form has no such section."""
    path = (doc, "sections", "items", section)
    if value_at(documents, path) is ABSENT:
        raise fail("draft.no_place", f"{doc}/{section}")
    return path


def tree_path(documents: Documents, doc: str, section: str, axis: str) -> Path:
    """Path of the tree of an axis. Raises ``draft.no_place`` when the section has no such axis."""
    path = (*section_path(documents, doc, section), axis)
    if axis not in AXES or value_at(documents, path) is ABSENT:
        raise fail("draft.no_place", f"{doc}/{section}/{axis}")
    return path


def parents_of(tree: Mapping[str, Any]) -> dict[str, str | None]:
    """Parent of every node of a tree; None for those at the root."""
    parents: dict[str, str | None] = dict.fromkeys(tree.get("root", ()))
    for node_id, node in tree.get("nodes", {}).items():
        for child in node.get("children", ()):
            parents[child] = node_id
    return parents


def subtree(tree: Mapping[str, Any], node_id: str) -> list[str]:
    """The node and everything under it, in print order; each once, also in a tree that is none (a circle, two parents)."""
    found: dict[str, None] = {}
    waiting = [node_id]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting.extend(reversed(tree["nodes"].get(node, {}).get("children", ())))
    return list(found)


def ids_of(data: Any) -> Iterator[str]:
    """Every id a document uses: keys of ``nodes`` and ``items``, at any depth."""
    waiting = [data]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict):
            continue
        for key, value in part.items():
            if isinstance(value, dict):
                if key in ("nodes", "items"):
                    yield from value
                waiting.append(value)


def cell_keys_of(cells: Mapping[str, Any], axis: str, ids: set[str]) -> list[str]:
    """Keys ``row:col`` of sparse cell entries that stand on one of the given nodes."""
    side = 0 if axis == "rows" else 1
    return [key for key in cells if key.split(":")[side : side + 1] and key.split(":")[side].split("#")[0] in ids]
