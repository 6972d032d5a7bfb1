"""Trees and ordered maps, the two shapes in which documents keep their parts.

A tree is ``{"root": [ids], "nodes": {id: {..., "children": [ids]}}}``, an ordered map is
``{"order": [ids], "items": {id: {...}}}``. Nodes sit in a map by id and order sits in short lists,
so that a place is a path of keys and moving one node changes two lists only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from metadata.errors import Problem


class HasChildren(Protocol):
    """A node of a tree."""

    @property
    def id(self) -> str:
        """Stable id of the node."""
        ...

    @property
    def children(self) -> tuple[str, ...]:
        """Ids of the child nodes in order."""
        ...


N = TypeVar("N", bound=HasChildren)
T = TypeVar("T")


@dataclass(frozen=True)
class Tree(Generic[N]):
    """A forest in order. ``nodes`` may hold only nodes that the root reaches (see tree_problems)."""

    root: tuple[str, ...]
    nodes: Mapping[str, N]

    def walk(self) -> Iterator[tuple[N, int]]:
        """Nodes in print order with their depth (root is 0)."""
        stack = [(node_id, 0) for node_id in reversed(self.root)]
        while stack:
            node_id, depth = stack.pop()
            node = self.nodes[node_id]
            yield node, depth
            stack.extend((child, depth + 1) for child in reversed(node.children))

    def leaves(self) -> Iterator[N]:
        """Nodes without children, in print order."""
        return (node for node, _ in self.walk() if not node.children)

    @cached_property
    def parents(self) -> Mapping[str, str | None]:
        """Parent id of every node; None at the root."""
        found: dict[str, str | None] = dict.fromkeys(self.root)
        for node in self.nodes.values():
            found.update(dict.fromkeys(node.children, node.id))
        return found

    def path(self, node_id: str) -> list[N]:
        """The node and its ancestors, from the top."""
        chain: list[N] = []
        current: str | None = node_id
        while current is not None:
            chain.append(self.nodes[current])
            current = self.parents[current]
        return chain[::-1]


def read_tree(data: Mapping[str, Any] | None, make: Callable[[str, Mapping[str, Any]], N]) -> Tree[N]:
    """Build a typed tree; ``make(id, node)`` builds one node."""
    data = data or {"root": [], "nodes": {}}
    return Tree(tuple(data["root"]), {key: make(key, node) for key, node in data["nodes"].items()})


def read_map(data: Mapping[str, Any] | None, make: Callable[[str, Mapping[str, Any]], T]) -> dict[str, T]:
    """Build a typed ordered map: a dict in the declared order."""
    data = data or {"order": [], "items": {}}
    return {key: make(key, data["items"][key]) for key in data["order"] if key in data["items"]}


def tree_problems(data: Mapping[str, Any], place: str) -> list[Problem]:
    """Breaches of tree shape: a missing child, a node with two parents, a node nobody reaches."""
    nodes: Mapping[str, Any] = data["nodes"]
    found: list[Problem] = []
    seen: set[str] = set()
    stack = list(data["root"])
    while stack:
        node_id = stack.pop()
        if node_id not in nodes:
            found.append(_broken(place, node_id, "không có mục này"))
        elif node_id in seen:
            found.append(_broken(place, node_id, "nằm ở hai chỗ"))
        else:
            seen.add(node_id)
            stack.extend(nodes[node_id].get("children", ()))
    found.extend(_broken(place, node_id, "không nối với gốc") for node_id in nodes if node_id not in seen)
    return found


def map_problems(data: Mapping[str, Any], place: str) -> list[Problem]:
    """Breaches of an ordered map: order and items must name the same ids."""
    wrong = sorted(set(data["order"]) ^ set(data["items"]))
    return [_broken(place, item, "thứ tự và nội dung không khớp") for item in wrong]


def _broken(place: str, node_id: str, why: str) -> Problem:
    return Problem("template.tree", f"{place}/{node_id}", {"id": node_id, "why": why})
