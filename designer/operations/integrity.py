"""What must hold after every operation: schema, shape, ids, sizes.

Meaning is not looked at here: a half-drawn form is allowed, and what it lacks is listed as findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from designer.operations.changes import Documents
from metadata.canonical import canonical
from metadata.documents import document_problems
from metadata.errors import KhuonError, Problem, fail

LIMITS: Final[Mapping[str, int]] = {
    "documents": 400,
    "forms": 80,
    "sections": 40,
    "columns": 400,
    "rows": 3_000,
    "cells": 120_000,
    "items": 3_000,
    "depth": 16,
    "rules": 2_000,
    "bytes": 4_000_000,
}


def check_documents(documents: Documents, touched: Iterable[str]) -> None:
    """Raise KhuonError when a touched document is not well formed, or anything is too large."""
    _limit("documents", len(documents))
    for doc, document in documents.items():
        if not isinstance(document, Mapping):
            raise fail("draft.protected", doc, key=doc)
    _limit("forms", sum(1 for document in documents.values() if document.get("spec") == "form/1"))
    problems: list[Problem] = []
    for doc in sorted(set(touched)):
        if doc not in documents:
            continue
        # Sizes first: a hostile document is refused before it is walked by the schema.
        check_size(doc, documents[doc])
        problems.extend(document_problems(documents[doc]))
    problems.extend(_regime_problems(documents))
    if problems:
        raise KhuonError(*problems)


def check_size(place: str, document: Mapping[str, Any]) -> None:
    """Raise ``template.too_large`` when a document passes a limit."""
    _limit("bytes", len(canonical(document)), place)
    if document.get("spec") == "rules/1":
        _limit("rules", len(_mapping(document.get("items"))), place)
    sections = _mapping(_mapping(document.get("sections")).get("items"))
    _limit("sections", len(sections), place)
    for key, section in sections.items():
        columns, rows = (_mapping(_mapping(_mapping(section).get(axis)).get("nodes")) for axis in ("columns", "rows"))
        where = f"{place}/{key}"
        _limit("columns", len(columns), where)
        _limit("rows", len(rows), where)
        _limit("cells", len(columns) * len(rows), where)
        for tree in ("columns", "rows", "headings"):
            _limit("depth", _depth(_mapping(_mapping(section).get(tree))), f"{where}/{tree}")
    for name, items in _item_maps(document):
        _limit("items", len(items), f"{place}/{name}")


def _limit(what: str, count: int, place: str = "") -> None:
    if count > LIMITS[what]:
        raise fail("template.too_large", place, what=what, count=count, limit=LIMITS[what])


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _names(value: Any) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []


def _depth(tree: Mapping[str, Any]) -> int:
    """Levels of a tree; a broken tree counts as deep as the limit allows and is found by its shape."""
    nodes = _mapping(tree.get("nodes"))
    level, depth = _names(tree.get("root")), 0
    while level and depth <= LIMITS["depth"]:
        depth += 1
        level = [child for node in level for child in _names(_mapping(nodes.get(node)).get("children"))]
        if len(level) > len(nodes):
            break
    return depth


def _item_maps(data: Any, name: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, value in _mapping(data).items():
        if key == "items" and name != "sections":
            yield name or "items", _mapping(value)
        elif isinstance(value, Mapping):
            yield from _item_maps(value, key)


def _regime_problems(documents: Documents) -> Iterator[Problem]:
    regimes = [key for key, document in documents.items() if document.get("spec") == "regime/1"]
    if len(regimes) != 1:
        code = "template.many_regimes" if regimes else "template.no_regime"
        yield Problem(code, "", {"ids": ", ".join(sorted(regimes))})
        return
    forms = {key for key, document in documents.items() if document.get("spec") == "form/1"}
    listed = documents[regimes[0]].get("forms", [])
    for key in sorted(forms.symmetric_difference(_names(listed))):
        yield Problem("template.reference", f"{regimes[0]}/forms", {"id": regimes[0], "target": key})
