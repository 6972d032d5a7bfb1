"""Random operations that fit the documents they are made for."""

from __future__ import annotations

import itertools
import random
from typing import Any

from designer.operations.places import subtree

_fresh = itertools.count(1)


def random_operation(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    """One operation; most are valid, a few are refused, as in life."""
    makers = (_label, _cell, _insert, _insert, _remove, _move, _move, _footnote, _rule, _section, _relation, _layout)
    return source.choice(makers)(documents, source)


def _grid(documents: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = documents["f_01xld"]["sections"]["items"]["s1"]
    return found


def _tree(documents: dict[str, Any], source: random.Random) -> tuple[str, dict[str, Any]]:
    axis = source.choice(["columns", "rows"])
    return axis, _grid(documents)[axis]


def _at(axis: str, **more: Any) -> dict[str, Any]:
    return {"doc": "f_01xld", "section": "s1", "axis": axis, **more}


def _label(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    axis, tree = _tree(documents, source)
    key = source.choice(sorted(tree["nodes"]) or ["none"])
    was = tree["nodes"].get(key, {}).get("label")
    path = ["f_01xld", "sections", "items", "s1", axis, "nodes", key, "label"]
    return {"op": "set", "path": path, "value": f"Nhãn {source.randint(0, 99)}", "was": was}


def _cell(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    grid = _grid(documents)
    row, column = (source.choice(sorted(grid[axis]["nodes"]) or ["none"]) for axis in ("rows", "columns"))
    key, name = f"{row}:{column}", source.choice(["kind", "unit", "decimals"])
    was = grid.get("cells", {}).get(key, {}).get(name)
    values = {"kind": ["blocked", "text", None], "unit": ["vu", "nguoi", None], "decimals": [0, 2, None]}
    path = ["f_01xld", "sections", "items", "s1", "cells", key, name]
    return {"op": "set", "path": path, "value": source.choice(values[name]), "was": was}


def _insert(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    axis, tree = _tree(documents, source)
    parent, after = _standing(tree, source, ())
    node: dict[str, Any] = {"label": "Mới"} if axis == "columns" else {"label": "Mới", "kind": "data"}
    return {"op": "insert_node", **_at(axis, id=f"n{next(_fresh)}", parent=parent, after=after, node=node)}


def _remove(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    axis, tree = _tree(documents, source)
    return {"op": "remove_node", **_at(axis, id=source.choice(sorted(tree["nodes"]) or ["none"]))}


def _move(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    axis, tree = _tree(documents, source)
    if not tree["nodes"]:
        return _insert(documents, source)
    key = source.choice(sorted(tree["nodes"]))
    parent, after = _standing(tree, source, subtree(tree, key))
    return {"op": "move_node", **_at(axis, id=key, parent=parent, after=after)}


def _standing(tree: dict[str, Any], source: random.Random, without: Any) -> tuple[str | None, str | None]:
    parents = [None, *(key for key in sorted(tree["nodes"]) if key not in without)]
    parent = source.choice(parents)
    siblings = tree["root"] if parent is None else tree["nodes"][parent].get("children", [])
    return parent, source.choice([None, *(key for key in siblings if key not in without)])


def _footnote(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    notes = documents["f_01xld"].get("footnotes", {"order": []})["order"]
    path = ["f_01xld", "footnotes"]
    if notes and source.random() < 0.4:
        return {"op": "remove_item", "path": path, "id": source.choice(notes)}
    if notes and source.random() < 0.3:
        return {"op": "move_item", "path": path, "id": source.choice(notes), "after": None}
    return {"op": "insert_item", "path": path, "id": f"n{next(_fresh)}", "item": {"text": "Ghi"}, "after": None}


def _rule(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    rules = documents["k_01xld"]
    if rules["order"] and source.random() < 0.3:
        return {"op": "remove_rule", "rules": "k_01xld", "id": source.choice(rules["order"])}
    key = source.choice([*rules["order"], f"k{next(_fresh)}"])
    rule = {"expr": f"c1 > {source.randint(0, 9)}", "severity": "warning"}
    return {"op": "set_rule", "rules": "k_01xld", "id": key, "rule": rule}


def _section(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    order = [key for key in documents["f_01xld"]["sections"]["order"] if key != "s1"]
    if order and source.random() < 0.5:
        return {"op": "move_section", "doc": "f_01xld", "id": source.choice(order), "after": source.choice([None, "s1"])}
    if order and source.random() < 0.3:
        return {"op": "remove_section", "doc": "f_01xld", "id": source.choice(order)}
    section = {"kind": "fields", "title": "Thêm", "fields": {"order": [], "items": {}}}
    return {"op": "insert_section", "doc": "f_01xld", "id": f"s{next(_fresh)}x", "section": section, "after": "s1"}


def _relation(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    text = source.choice(["1=2+3", "1 = 2 + 3 = 8", "8=2+..+3", "", "không đọc được ="])
    column = source.choice(sorted(_grid(documents)["columns"]["nodes"]) or ["none"])
    return {"op": "set_relation", "doc": "f_01xld", "section": "s1", "column": column, "text": text}


def _layout(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    was = documents["l_01xld"].get("unit_line")
    return {"op": "set", "path": ["l_01xld", "unit_line"], "value": source.choice([None, "Đơn vị: vụ"]), "was": was}
