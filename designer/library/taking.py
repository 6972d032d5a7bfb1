"""A part out of a form: the chosen columns or rows with all under them, the checks that speak of nothing else, the lists they name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from designer.library.following import Following, walk
from metadata.bindings import member_parts
from metadata.documents import document_problems
from metadata.errors import KhuonError, fail
from metadata.formula.functions import CATALOGUE

Documents = Mapping[str, Mapping[str, Any]]
#: Nodes that one part may have.
MOST: Final = 200
#: Belongs to the form that it is taken from.
_LEFT: Final = frozenset({"indicator", "repeats", "width"})
_NAME: Final = re.compile(r"\"[^\"]*\"|'[^']*'|[^\W\d]\w*")
_WORDS: Final = frozenset({"and", "or", "not", "if", "else", "True", "False", *CATALOGUE, *(name for one in CATALOGUE.values() for name in one.names_vi)})


def take_tree(documents: Documents, form: str, section: str, axis: str, ids: Sequence[str]) -> dict[str, Any]:
    """Tree, checks and lists of a part: ``{axis: tree, "rules": …, "lists": …}``; printed numbers begin at 1.

    Raises ``library.nothing_chosen``, ``library.too_large``, ``draft.no_place``.
    """
    table = ((documents.get(form, {}).get("sections") or {}).get("items", {}).get(section) or {}).get(axis)
    if table is None:
        raise fail("draft.no_place", f"{form}/{section}")
    tree = _chosen(table, ids)
    if not tree["root"]:
        raise fail("library.nothing_chosen", f"{form}/{section}")
    if len(tree["nodes"]) > MOST:
        raise fail("library.too_large", f"{form}/{section}", count=len(tree["nodes"]), limit=MOST)
    rules = _rules(documents, form, tree)
    found: dict[str, Any] = {axis: _from_one(tree) if axis == "columns" else tree}
    if rules["order"]:
        found["rules"] = rules
    return {**found, **_carried(documents, _lists(tree))}


def take_document(documents: Documents, key: str) -> dict[str, Any]:
    """A list or an indicator as a part: ``{"kind": …, "document": …, "lists": …}``, with the lists that an indicator is told apart by.

    Raises ``draft.no_place``.
    """
    document = documents.get(key, {})
    kind = str(document.get("spec", "")).partition("/")[0]
    if kind not in ("dimension", "indicator"):
        raise fail("draft.no_place", key)
    return {"kind": kind, "document": _unpinned(document), **_carried(documents, document.get("disaggregations", ()))}


def _carried(documents: Documents, named: Sequence[str]) -> dict[str, Any]:
    lists = [_unpinned(documents[key]) for key in dict.fromkeys(named) if documents.get(key, {}).get("spec") == "dimension/1"]
    return {"lists": lists} if lists else {}


def _unpinned(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key != "part"}


def _chosen(table: Mapping[str, Any], ids: Sequence[str]) -> dict[str, Any]:
    wanted = {key for key in ids if key in table["nodes"]}
    top = [key for key, parent in walk(table) if key in wanted and not _above(table, parent, wanted)]
    part = {"root": top, "nodes": table["nodes"]}
    inside = [key for key, _ in walk(part)]
    nodes = {key: {name: value for name, value in table["nodes"][key].items() if name not in _LEFT} for key in inside}
    return {"root": top, "nodes": nodes}


def _above(table: Mapping[str, Any], parent: str | None, wanted: set[str]) -> bool:
    parents = {child: key for key, node in table["nodes"].items() for child in node.get("children", ())}
    while parent is not None:
        if parent in wanted:
            return True
        parent = parents.get(parent)
    return False


def _from_one(tree: dict[str, Any]) -> dict[str, Any]:
    """The printed numbers counted from 1, in the relation lines too."""
    printed = [tree["nodes"][key] for key, _ in walk(tree) if str(tree["nodes"][key].get("number", "")).isdecimal()]
    numbers = {node["number"]: str(place) for place, node in enumerate(printed, 1)}
    names = Following(numbers=numbers)
    nodes = {}
    for key, node in tree["nodes"].items():
        number = {"number": numbers.get(node["number"], node["number"])} if "number" in node else {}
        line = {"relation": names.relation(node["relation"])} if "relation" in node else {}
        nodes[key] = {**node, **number, **line}
    return {**tree, "nodes": nodes}


def _rules(documents: Documents, form: str, tree: Mapping[str, Any]) -> dict[str, Any]:
    """Checks of the form that name codes of the part alone; those of printed lines come with the lines."""
    codes = {node["code"] for node in tree["nodes"].values() if node.get("code")}
    found: dict[str, Any] = {"order": [], "items": {}}
    for document in documents.values():
        if document.get("spec") != "rules/1" or document.get("form") != form:
            continue
        for key in document["order"]:
            rule = document["items"][key]
            named = {name for name in _NAME.findall(rule["expr"]) if name not in _WORDS and name[0] not in "\"'"}
            scope = {*(rule.get("rows") or ()), *(rule.get("columns") or ())}
            printed = (rule.get("origin") or {}).get("kind") == "printed"
            if named and named <= codes and scope <= set(tree["nodes"]) and not printed:
                found["order"].append(key)
                found["items"][key] = {name: value for name, value in rule.items() if name not in ("section", "examples")}
    return found


def _lists(tree: Mapping[str, Any]) -> list[str]:
    named: list[str] = []
    for node in tree["nodes"].values():
        named += [member_parts(text)[0] for text in node.get("members", ())]
        named += [str((node.get("cell") or {}).get("dimension") or ""), str((node.get("open") or {}).get("catalogue") or "")]
    return [key for key in dict.fromkeys(named) if key]


def sound(data: Mapping[str, Any]) -> None:
    """Raise what is wrong with a part document, its tree, its lists and its document."""
    found = document_problems(data)
    if found:
        raise KhuonError(*found)
    kind = data["kind"]
    inner = [*data.get("lists", ()), *([data["document"]] if "document" in data else [])]
    wanted = f"{kind}/1"
    if kind in ("columns", "rows"):
        others = [name for name in ("columns", "rows", "document") if name in data and name != kind]
        if kind not in data or others or not data[kind]["root"]:
            raise fail("library.document", data["id"], name=data["name"], why=f"thiếu {kind}" if kind not in data else "thừa phần khác")
    elif data.get("document", {}).get("spec") != wanted:
        raise fail("library.document", data["id"], name=data["name"], why=f"thiếu tài liệu {wanted}")
    for document in inner:
        if document.get("spec") not in ("dimension/1", wanted):
            raise fail("library.document", data["id"], name=data["name"], why="có tài liệu lạ đi kèm")
        if problems := document_problems(document):
            raise KhuonError(*problems)
