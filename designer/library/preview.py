"""A part drawn small: its header as lines of cells, its rows by depth, the members of a list; and what a revision changed, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metadata.diff import compare
from metadata.documents import Part
from metadata.documents.form import Column
from metadata.documents.trees import read_tree

#: Members or rows shown before the rest is only counted.
_MOST = 12
_BLANK: dict[str, Any] = {
    "spec": "regime/1", "id": "g_thu_vien", "code": "TV", "name": "Thư viện", "kind": "adhoc", "frequency": "once",
    "cutoff": {"from": {"month": 0, "day": 1}, "to": {"month": 0, "day": 31}}, "reporters": {"kinds": ["commune"]}, "receiver": "u", "forms": ["f_phan"],
}  # fmt: skip


def preview(part: Part) -> dict[str, Any]:
    """``header`` (lines of cells with spans) and ``numbers`` of columns; ``rows`` with depth; or ``members``; ``more`` counts what is not shown."""
    if part.kind == "columns":
        return _columns(part.body)
    if part.kind == "rows":
        rows = [{"label": node.label, "marker": node.marker or "", "depth": depth} for node, depth in read_tree(part.body, _row).walk()]
        return {"rows": rows[:_MOST], "more": max(0, len(rows) - _MOST)}
    if part.kind == "dimension":
        names = [part.body["members"]["items"][key]["name"] for key in part.body["members"]["order"]]
        return {"members": names[:_MOST], "more": max(0, len(names) - _MOST)}
    return {"indicator": {key: str(part.body.get(key, "")) for key in ("code", "name", "unit", "definition")}, "more": 0}


def _row(key: str, data: Mapping[str, Any]) -> Any:
    from metadata.documents.form import Row

    return Row.read(key, data)


def _columns(body: Mapping[str, Any]) -> dict[str, Any]:
    tree = read_tree(body, Column.read)
    nodes = list(tree.walk())
    depth = max((level for _, level in nodes), default=0) + 1
    widths: dict[str, int] = {}
    for node, _ in reversed(nodes):
        widths[node.id] = sum(widths[child] for child in node.children) or 1
    header: list[list[dict[str, Any]]] = [[] for _ in range(depth)]
    for node, level in nodes:
        leaf = not node.children
        header[level].append({"label": node.label, "colspan": widths[node.id], "rowspan": depth - level if leaf else 1})
    numbers = [node.relation or node.number or "" for node in tree.leaves()]
    return {"header": header, "numbers": numbers if any(numbers) else [], "more": 0}


def changed(old: Part | None, new: Part, lang: str) -> list[str]:
    """What a revision changed in the one before it, as sentences."""
    sides = [_template(old) if old else {}, _template(new)]
    if old is None:
        return []
    told = compare(sides[0], sides[1])
    return [change.as_json(lang)["text"].partition(": ")[2] or change.as_json(lang)["text"] for change in told.changes]


def _template(part: Part) -> dict[str, dict[str, Any]]:
    """The part as the only table of a form, for the diff."""
    if part.kind in ("dimension", "indicator"):
        return {part.body["id"]: dict(part.body)}
    other = "rows" if part.kind == "columns" else "columns"
    section = {"kind": "grid", part.kind: part.body, other: {"root": [], "nodes": {}}}
    form = {"spec": "form/1", "id": "f_phan", "code": part.code, "title": part.name, "sections": {"order": ["s1"], "items": {"s1": section}}}
    found: dict[str, dict[str, Any]] = {"g_thu_vien": _BLANK, "f_phan": form}
    if part.rules:
        found["k_phan"] = {"spec": "rules/1", "id": "k_phan", "form": "f_phan", **part.rules}
    return found
