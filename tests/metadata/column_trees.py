"""Forms written as people note them down from a circular: one node a line, two blanks a level.

    - Đơn vị :: A
    - Tổng số đơn phải xử lý
      - Tổng số :: 1=2+3
      - Kỳ trước chuyển sang :: 2
    - Tiền :: 4 {trieu_dong}

Behind ``::`` stands what the column-number cell prints: a letter makes a stub, a number or a relation line a data
column with the code c<number>. ``{unit}`` is the unit of measure. Rows are ``code | marker and caption`` in the same indentation; a row
without code is a heading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from metadata.documents import Column
from metadata.documents.trees import read_tree
from metadata.formula import relation
from metadata.formula.relation_rules import printed_rule

_LINE = re.compile(r"(?P<indent> *)- (?P<label>.*?)(?: :: (?P<printed>[^{]*?))?(?: *\{(?P<unit>\w+)\})?")


def columns(text: str) -> dict[str, Any]:
    """The column tree of a form document."""
    root: list[str] = []
    nodes: dict[str, Any] = {}
    chain: list[str] = []
    for line in text.strip("\n").splitlines():
        match = _LINE.fullmatch(line.rstrip())
        assert match, line
        depth = len(match["indent"]) // 2
        node_id, node = _column(match["label"], (match["printed"] or "").strip(), match["unit"], len(nodes))
        nodes[node_id] = node
        chain = [*chain[:depth], node_id]
        (nodes[chain[depth - 1]].setdefault("children", []) if depth else root).append(node_id)
    return {"root": root, "nodes": nodes}


def _column(label: str, printed: str, unit: str | None, index: int) -> tuple[str, dict[str, Any]]:
    number = printed.split("=", maxsplit=1)[0].strip()
    if not number:
        return f"g{index}", {"label": label}
    if number.isalpha() and len(number) == 1 and number.isupper():
        return f"c{number}", {"label": label, "number": number, "stub": "caption" if number == "A" else "code"}
    node: dict[str, Any] = {"label": label, "number": number, "code": f"c{number}"}
    if "=" in printed:
        node["relation"] = printed
    if unit:
        node["cell"] = {"unit": unit}
    return f"c{number}", node


def rows(text: str) -> dict[str, Any]:
    """The row tree of a form document."""
    root: list[str] = []
    nodes: dict[str, Any] = {}
    chain: list[str] = []
    for index, line in enumerate(text.strip("\n").splitlines()):
        body = line.lstrip(" ")
        depth = (len(line) - len(body)) // 2
        code, _, label = (part.strip() for part in body.partition("|"))
        row_id = f"r{code}" if code else f"h{index}"
        nodes[row_id] = {"label": label, "kind": "data", "code": row_id} if code else {"label": label, "kind": "heading"}
        chain = [*chain[:depth], row_id]
        (nodes[chain[depth - 1]].setdefault("children", []) if depth else root).append(row_id)
    return {"root": root, "nodes": nodes}


def form(form_id: str, code: str, title: str, header: str, body: str | None = None) -> dict[str, Any]:
    """A form document with one table "s1"; without rows it has one row per reporting unit."""
    unit_row = {"root": ["r1"], "nodes": {"r1": {"label": "", "kind": "unit", "code": "r1"}}}
    section = {"kind": "grid", "title": "", "columns": columns(header), "rows": rows(body) if body else unit_row, "cells": {}}
    return {"spec": "form/1", "id": form_id, "code": code, "title": title, "sections": {"order": ["s1"], "items": {"s1": section}}}


def printed_rules(document: Mapping[str, Any]) -> dict[str, Any]:
    """The checks that the printed lines of a form stand for, as its rules document."""
    tree = document["sections"]["items"]["s1"]["columns"]
    axis = relation.axis_of(read_tree(tree, Column.read))
    items = {
        f"k_{column}_{part}": printed_rule(one, axis, column, part)
        for column, node in tree["nodes"].items()
        if "relation" in node
        for part, one in enumerate(relation.expand(node["relation"], axis))
    }
    return rules(document["id"], items)


def rules(form_id: str, items: Mapping[str, Any]) -> dict[str, Any]:
    """A rules document; plain texts become checks of severity error."""
    full = {key: item if isinstance(item, dict) else {"expr": item, "severity": "error"} for key, item in items.items()}
    return {"spec": "rules/1", "id": "k" + form_id[1:], "form": form_id, "order": list(full), "items": full}


def regime(*documents: Mapping[str, Any]) -> dict[str, Any]:
    """The documents of a regime with these forms and rules, by id."""
    forms = [document["id"] for document in documents if document["spec"] == "form/1"]
    head = {
        "spec": "regime/1",
        "id": "g_1",
        "code": "KNTC",
        "name": "Công tác tiếp công dân, xử lý đơn",
        "kind": "periodic",
        "frequency": "quarter",
        "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}},
        "reporters": {"kinds": ["commune"]},
        "forms": forms,
    }
    return {document["id"]: document for document in (head, *documents)}


def copied(document: Mapping[str, Any]) -> dict[str, Any]:
    """A document that may be changed."""
    found: dict[str, Any] = deepcopy(dict(document))
    return found
