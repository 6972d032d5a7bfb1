"""What a person sets on the screen so that what the importer made of an annex means what an example means: operations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from metadata.documents.form import CellSpec

Body = Mapping[str, Any]
#: Properties that hold formulas, which name codes and forms but never ids.
_FORMULAS = frozenset({"formula", "expr", "figure", "weight", "printed", "text"})
#: Texts that may read like an id and are none.
_WORDS = frozenset({"code", "label", "number", "marker", "title", "note", "message", "kind", "how"})
_NODE = ("label", "number", "code", "stub", "marker", "kind", "open", "audience", "valid", "width", "indicator", "members")


class Names:
    """Ids of an example and the ids of the same things in a draft."""

    def __init__(self) -> None:
        self.forms: dict[str, str] = {}
        self.ids: dict[str, dict[str, str]] = {}

    def inside(self, form: str, value: Any, key: str = "") -> Any:
        """A part of a document about ``form`` with the ids of the draft in it."""
        if isinstance(value, Mapping):
            return {self._id(form, name): self.inside(form, item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [self.inside(form, item, key) for item in value]
        if not isinstance(value, str) or key in _WORDS:
            return value
        return self.formula(value) if key in _FORMULAS else self._id(form, value)

    def formula(self, text: str) -> str:
        """A formula with the forms of the draft in it."""
        return re.sub(r"\bf_\w+", lambda match: self.forms.get(match[0], match[0]), text)

    def plain(self, value: Any) -> Any:
        """What a form means, with the forms of the draft in its formulas."""
        if isinstance(value, list):
            return [self.plain(one) for one in value]
        if isinstance(value, CellSpec):
            return replace(value, formula=value.formula and self.formula(value.formula), weight=value.weight and self.formula(value.weight))
        return value

    def _id(self, form: str, name: str) -> str:
        held = self.ids.get(form, {})
        if name in self.forms:
            return self.forms[name]
        return ":".join(held.get(part, part) for part in name.split(":"))


def paired(wanted: Body, made: Body, names: Names) -> list[tuple[str, str]]:
    """Tables of both forms in order; the columns and rows of each stand in for one another, as they must be as many."""
    grids = [[key for key in form["sections"]["order"] if form["sections"]["items"][key]["kind"] in ("grid", "list")] for form in (wanted, made)]
    assert len(grids[0]) == len(grids[1]), f"{wanted['code']}: {len(grids[1])} tables of {len(grids[0])}"
    names.forms[wanted["id"]] = made["id"]
    held = names.ids.setdefault(wanted["id"], {})
    for mine, theirs in zip(*grids, strict=True):
        held[mine] = theirs
        for axis in ("columns", "rows"):
            trees = [form["sections"]["items"][key][axis] for form, key in ((wanted, mine), (made, theirs))]
            held |= _same_places(trees[0], trees[1], f"{wanted['code']} {axis}")
    return list(zip(*grids, strict=True))


def _same_places(wanted: Body, made: Body, where: str) -> dict[str, str]:
    """Nodes of one tree and of the other in the order in which they are read, however deep each stands."""
    mine, theirs = list(_read(wanted)), list(_read(made))
    assert len(mine) == len(theirs), f"{where}: {len(theirs)} places of {len(mine)}"
    return dict(zip(mine, theirs, strict=True))


def _read(tree: Body, nodes: list[str] | None = None) -> Iterator[str]:
    for node in tree["root"] if nodes is None else nodes:
        yield node
        yield from _read(tree, tree["nodes"][node].get("children", []))


def _moves(where: dict[str, str], wanted: Body, made: Body, held: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """What is dragged to another level: every node behind the one that is read before it there."""
    parents = {child: node for node, body in made["nodes"].items() for child in body.get("children", [])}

    def walk(nodes: list[str], parent: str | None) -> Iterator[dict[str, Any]]:
        after = None
        for node in nodes:
            if parents.get(held[node]) != parent:
                yield {"op": "move_node", **where, "id": held[node], "parent": parent, "after": after}
            after = held[node]
            yield from walk(wanted["nodes"][node].get("children", []), after)

    yield from walk(wanted["root"], None)


def of_form(wanted: Body, made: Body, names: Names) -> Iterator[dict[str, Any]]:
    """What the panels of the form, its tables, columns, rows and cells set."""
    form = wanted["id"]
    for key in ("code", "title", "basis", "signers", "footnotes"):
        yield from _setting([made["id"], key], names.inside(form, wanted.get(key), key), made.get(key))
    yield from _specs([made["id"], "cell"], wanted.get("cell"), made.get("cell"), names)
    for mine, theirs in paired(wanted, made, names):
        yield from _of_table([made["id"], "sections", "items", theirs], wanted["sections"]["items"][mine], made["sections"]["items"][theirs], form, names)
    after = made["sections"]["order"][-1]
    for key in wanted["sections"]["order"]:
        section = wanted["sections"]["items"][key]
        if section["kind"] not in ("grid", "list"):
            new = f"t_{key}"
            yield {"op": "insert_section", "doc": made["id"], "id": new, "section": names.inside(form, section), "after": after}
            after = names.ids[form][key] = new


def _of_table(path: list[str], wanted: Body, made: Body, form: str, names: Names) -> Iterator[dict[str, Any]]:
    held = names.ids[form]
    yield from _setting([*path, "title"], wanted.get("title") or None, made.get("title") or None)
    yield from _specs([*path, "cell"], wanted.get("cell"), made.get("cell"), names)
    lines = []
    for axis in ("columns", "rows"):
        yield from _moves({"doc": path[0], "section": path[3], "axis": axis}, wanted[axis], made[axis], held)
        # A code that goes from one place to another is put away first.
        clashing = {node.get("code") for node in made[axis]["nodes"].values()} - {None}
        away: dict[str, str] = {}
        for mine, node in wanted[axis]["nodes"].items():
            at, now = [*path, axis, "nodes", held[mine]], made[axis]["nodes"][held[mine]]
            if now.get("code") != node.get("code") and node.get("code") in clashing:
                away[held[mine]] = f"tam_{held[mine]}"
                yield {"op": "set", "path": [*at, "code"], "value": away[held[mine]], "was": now.get("code")}
        for mine, node in wanted[axis]["nodes"].items():
            at, now = [*path, axis, "nodes", held[mine]], made[axis]["nodes"][held[mine]]
            for key in _NODE:
                yield from _setting([*at, key], names.inside(form, node.get(key), key), away.get(held[mine]) if key == "code" and held[mine] in away else now.get(key))
            yield from _specs([*at, "cell"], node.get("cell"), now.get("cell"), names)
            if node.get("relation") != now.get("relation"):
                lines.append({"op": "set_relation", "doc": path[0], "section": path[3], "column": held[mine], "text": node.get("relation") or "", "was": now.get("relation")})
    cells = names.inside(form, wanted.get("cells") or {})
    for key in {*cells, *(made.get("cells") or {})}:
        yield from _specs([*path, "cells", key], cells.get(key), (made.get("cells") or {}).get(key), names)
    yield from lines


def _specs(path: list[str], wanted: Body | None, made: Body | None, names: Names) -> Iterator[dict[str, Any]]:
    wanted, made = wanted or {}, made or {}
    for key in sorted({*wanted, *made}):
        value = names.formula(wanted[key]) if key in ("formula", "weight") and key in wanted else wanted.get(key)
        yield from _setting([*path, key], value, made.get(key))


def _setting(path: list[str], value: Any, now: Any) -> Iterator[dict[str, Any]]:
    if value != now:
        yield {"op": "set", "path": path, "value": value, "was": now}


def of_rules(wanted: Body, form: Body, made: Body | None, names: Names) -> Iterator[dict[str, Any]]:
    """Checks that no printed line says: those with other forms, those by sense."""
    held = {rule["expr"] for rule in (made or {}).get("items", {}).values()}
    for key in wanted["order"]:
        rule = names.inside(form["id"], wanted["items"][key])
        if rule["expr"] not in held:
            yield {"op": "set_rule", "rules": made["id"] if made else names.forms[form["id"]], "id": f"h_{key}", "rule": rule}


def of_others(documents: Body, made: Body, names: Names) -> Iterator[dict[str, Any]]:
    """Consolidation, print, indicators, catalogues, examples and the regime's own settings."""
    kinds = {"consolidation/1": "x", "layout/1": "l", "dimension/1": "", "indicator/1": "", "example/1": "e"}
    for key, body in documents.items():
        if body["spec"] not in kinds:
            continue
        form = body.get("form", "")
        there = next((name for name, other in made.items() if form and other["spec"] == body["spec"] and other.get("form") == names.forms.get(form)), None)
        name = there or key
        yield {"op": "set", "path": [name], "value": {**names.inside(form, body), "id": name}, "was": made.get(name)}


def of_regime(wanted: Body, made: Body) -> Iterator[dict[str, Any]]:
    """The page of the regime."""
    for key, value in wanted.items():
        if key not in ("spec", "id", "code", "name", "forms", "kind", "frequency", "owner", "receiver", "route", "reporters"):
            yield from _setting([made["id"], key], value, made.get(key))
