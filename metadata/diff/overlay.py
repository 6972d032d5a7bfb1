"""A form in which the old and the new lie on one another: the new one, with what was removed in its old place."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, Final

Doc = Mapping[str, Any]
_TREES: Final = ("columns", "rows", "headings")
_LISTS: Final = ("fields", "files")


def overlay(old: Doc | None, new: Doc | None) -> tuple[dict[str, Any], frozenset[str]]:
    """The documents of both sides as one, and the ids that only the old side has. One side may be missing."""
    if old is None or new is None:
        whole = copy.deepcopy(dict(new or old or {}))
        return whole, frozenset(_ids(whole)) if new is None else frozenset()
    merged, gone = copy.deepcopy(dict(new)), set[str]()
    before, after = old.get("sections", {"order": [], "items": {}}), merged.setdefault("sections", {"order": [], "items": {}})
    for key in before["order"]:
        was, now = before["items"][key], after["items"].get(key)
        if now is None:
            after["items"][key] = copy.deepcopy(was)
            _insert(after["order"], key, before["order"])
            gone |= {key, *_ids({"sections": {"items": {key: was}}})}
        elif {was.get("kind"), now.get("kind")} <= {"grid", "list"} or was.get("kind") == now.get("kind"):
            gone |= _section(was, now)
    return merged, frozenset(gone)


def _section(old: Doc, new: dict[str, Any]) -> set[str]:
    gone = set[str]()
    for part in _TREES:
        if part in old and part in new:
            gone |= _tree(old[part], new[part])
    for part in _LISTS:
        if part in old and part in new:
            gone |= _list(old[part], new[part])
    kept = {key: cell for key, cell in old.get("cells", {}).items() if gone & set(key.split(":"))}
    if kept:
        new["cells"] = {**copy.deepcopy(kept), **new.get("cells", {})}
    return gone


def _list(old: Doc, new: dict[str, Any]) -> set[str]:
    gone = {key for key in old["order"] if key not in new["items"]}
    for key in (key for key in old["order"] if key in gone):
        new["items"][key] = copy.deepcopy(old["items"][key])
        _insert(new["order"], key, old["order"])
    return gone


def _tree(old: Doc, new: dict[str, Any]) -> set[str]:
    """Put the nodes that went back under their old parents, behind their old neighbours."""
    codes = {node["code"] for node in new["nodes"].values() if "code" in node}
    gone = {key for key in old["nodes"] if key not in new["nodes"] and _holds(old, new, key)}
    for parent, siblings in _lists(old):
        for key in (key for key in siblings if key in gone):
            node = copy.deepcopy(old["nodes"][key])
            if "children" in node:
                node["children"] = []
            # A code belongs to one node: the one that is there.
            if node.get("code") in codes:
                del node["code"]
            new["nodes"][key] = node
            _insert(_home(new, parent), key, siblings)
    return gone


def _holds(old: Doc, new: Doc, key: str) -> bool:
    """Whether a node that went took something with it; a group whose members all stayed has nothing to draw."""
    children = old["nodes"][key].get("children") or []
    return not children or any(child not in new["nodes"] and _holds(old, new, child) for child in children)


def _lists(tree: Doc) -> Iterator[tuple[str | None, list[str]]]:
    """Every list of siblings with its parent, from the top."""
    waiting: list[tuple[str | None, list[str]]] = [(None, tree["root"])]
    while waiting:
        parent, siblings = waiting.pop(0)
        yield parent, siblings
        waiting.extend((key, tree["nodes"][key]["children"]) for key in siblings if tree["nodes"][key].get("children"))


def _home(tree: dict[str, Any], parent: str | None) -> list[str]:
    """The list that takes a node back; beside a parent that has become a leaf, never in it."""
    if parent is not None and parent in tree["nodes"] and tree["nodes"][parent].get("children") is not None:
        children: list[str] = tree["nodes"][parent]["children"]
        return children
    for _key, siblings in _lists(tree):
        if parent in siblings:
            return siblings
    root: list[str] = tree["root"]
    return root


def _insert(home: list[str], key: str, order: list[str]) -> None:
    """Into ``home`` behind the nearest neighbour of before that is there, else in front."""
    place = order.index(key)
    for neighbour in reversed(order[:place]):
        if neighbour in home:
            home.insert(home.index(neighbour) + 1, key)
            return
    home.insert(0, key)


def _ids(form: Doc) -> Iterator[str]:
    for section in form.get("sections", {}).get("items", {}).values():
        for part in _TREES:
            yield from (section.get(part) or {}).get("nodes", {})
        for part in _LISTS:
            yield from (section.get(part) or {}).get("items", {})
