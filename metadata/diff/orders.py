"""Order and parentage: which nodes of a tree or entries of a list moved, and as few as possible."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Tree = Mapping[str, Any]


def nodes_of(tree: Tree | None) -> Mapping[str, Mapping[str, Any]]:
    """Nodes of a tree by id."""
    found: Mapping[str, Mapping[str, Any]] = (tree or {}).get("nodes", {})
    return found


def children_of(tree: Tree | None, parent: str | None) -> list[str]:
    """Ids under a node, or at the root."""
    if tree is None:
        return []
    holder = tree.get("root", []) if parent is None else nodes_of(tree).get(parent, {}).get("children", [])
    return list(holder)


def parents_of(tree: Tree | None) -> dict[str, str | None]:
    """Parent of every node."""
    found: dict[str, str | None] = dict.fromkeys(children_of(tree, None))
    for key, node in nodes_of(tree).items():
        found.update(dict.fromkeys(node.get("children", ()), key))
    return found


def walk(tree: Tree | None) -> Iterator[str]:
    """Ids in print order."""
    stack = list(reversed(children_of(tree, None)))
    seen: set[str] = set()
    while stack:
        key = stack.pop()
        if key in seen or key not in nodes_of(tree):
            continue
        seen.add(key)
        yield key
        stack.extend(reversed(children_of(tree, key)))


def under(tree: Tree | None, key: str) -> list[str]:
    """The node and everything below it, in print order."""
    found = [key]
    for child in children_of(tree, key):
        found.extend(under(tree, child))
    return found


def path_of(tree: Tree | None, key: str) -> list[str]:
    """Ids from the top down to the node."""
    parents, chain, current = parents_of(tree), [], key
    while current is not None and current not in chain:
        chain.append(current)
        above = parents.get(current)
        if above is None:
            break
        current = above
    return chain[::-1]


def moved(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """The fewest common ids to take out so that the rest stands in the same order."""
    common = [key for key in new if key in set(old)]
    position = {key: index for index, key in enumerate(old)}
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = [-1] * len(common)
    for index, key in enumerate(common):
        slot = bisect_left(tails, position[key])
        before[index] = ends[slot - 1] if slot else -1
        if slot == len(tails):
            tails.append(position[key])
            ends.append(index)
        else:
            tails[slot], ends[slot] = position[key], index
    kept: set[str] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(common[at])
        at = before[at]
    return [key for key in common if key not in kept]


@dataclass(frozen=True, slots=True)
class TreeMoves:
    """What became of the nodes of a tree. ``added`` and ``removed`` name the topmost ones only."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    reparented: tuple[str, ...]
    reordered: tuple[str, ...]


def compare_trees(old: Tree | None, new: Tree | None) -> TreeMoves:
    """Added, removed, kept, moved to another parent, moved among siblings; each in print order."""
    before, after = list(walk(old)), list(walk(new))
    gone, come = set(before) - set(after), set(after) - set(before)
    old_parents, new_parents = parents_of(old), parents_of(new)
    kept = tuple(key for key in after if key not in come)
    reparented = tuple(key for key in kept if old_parents.get(key) != new_parents.get(key))
    settled = set(kept) - set(reparented)
    reordered: list[str] = []
    for parent in [None, *after]:
        sides = ([key for key in children_of(tree, parent) if key in settled] for tree in (old, new))
        reordered.extend(moved(*sides))
    return TreeMoves(
        added=tuple(key for key in after if key in come and new_parents.get(key) not in come),
        removed=tuple(key for key in before if key in gone and old_parents.get(key) not in gone),
        kept=kept,
        reparented=reparented,
        reordered=tuple(reordered),
    )
