"""The line of an entry of the log in the language of the page. The log keeps the Vietnamese one; the English one is made when read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from designer.operations.changes import value_at
from designer.operations.labels import shorten

Documents = Mapping[str, Any]
_AXIS: Final = {"columns": "column", "rows": "row", "headings": "heading"}
_ITEMS: Final = {
    "footnotes": "note", "signers": "signer", "fields": "question", "files": "attached file", "deadlines": "deadline", "rounds": "round",
    "members": "member", "sections": "section", "items": "item",
}  # fmt: skip
_KEYS: Final = {
    "label": "name", "title": "name", "name": "name", "code": "code", "number": "column number", "marker": "row marker", "kind": "kind",
    "unit": "unit of measure", "decimals": "decimals", "formula": "formula", "relation": "relation line", "stub": "role of the column",
    "required": "“required”", "signed": "“negative numbers”", "jumps": "“may jump”", "choices": "choices", "guidance": "guidance", "width": "width", "basis": "legal basis",
    "frequency": "period", "cutoff": "cut-off", "reporters": "reporting units", "page": "paper", "severity": "severity", "tolerance": "tolerance",
    "expr": "condition", "message": "message", "cell": "cell properties", "aggregate": "way of consolidation", "how": "way of consolidation",
    "missing": "handling of missing units", "party": "party that fills", "dimension": "list", "valid": "validity", "open": "way rows are added",
    "heading": "printed title", "unit_line": "unit line", "text": "text", "printed": "printed line", "examples": "examples", "indicator": "indicator",
}  # fmt: skip
_DONE: Final = {"insert": "Added", "remove": "Removed", "move": "Moved", "add": "Added"}
_WHOLE: Final = {"undo": "Undone", "redo": "Done again", "revert": "One change taken back", "go_back": "Gone back to an earlier state", "take_package": "Package taken in"}


def told(kept: Mapping[str, Any], documents: Documents, lang: str, edit: Mapping[str, Any] | None = None) -> str:
    """What an entry did, in one line; names are those that things have now. ``edit`` is what an undo or redo is about."""
    if lang != "en":
        return str(kept["label"])
    operation = kept["op"]
    name = str(operation.get("op", kept["kind"]))
    if name in _WHOLE:
        return f"{_WHOLE[name]}: {told(edit, documents, lang)}" if edit is not None else _WHOLE[name]
    if name == "set":
        return _set(operation, documents)
    if name in ("set_rule", "remove_rule"):
        return "Wrote a check" if name == "set_rule" else "Removed a check"
    if name == "set_relation":
        return f"Relation line of a column: {_quoted(operation.get('text')) or 'removed'}"
    verb, _, noun = name.partition("_")
    return f"{_DONE.get(verb, 'Changed')} {_noun(noun, operation, documents)}"


def _noun(noun: str, operation: Mapping[str, Any], documents: Documents) -> str:
    key = operation.get("id", "")
    if noun == "node":
        path = (operation.get("doc", ""), "sections", "items", operation.get("section", ""), operation.get("axis", ""), "nodes", key)
        return _AXIS.get(str(operation.get("axis")), "entry") + _named(value_at(documents, path))
    if noun == "section":
        return "section" + _named(value_at(documents, (operation.get("doc", ""), "sections", "items", key)))
    if noun == "form":
        return "form" + _named(documents.get(key))
    above = operation.get("path") or []
    return _ITEMS.get(str(above[-1]) if above else "", "item") + _named(value_at(documents, (*above, "items", key)))


def _set(operation: Mapping[str, Any], documents: Documents) -> str:
    path = [str(step) for step in operation["path"]]
    if len(path) == 1:
        return "Document added" if operation.get("value") is not None else "Document removed"
    what, owner = _KEYS.get(path[-1], "a property"), _owner(path, documents)
    of = f" of {owner}" if owner else ""
    value = operation.get("value")
    if value is None:
        return shorten(f"Removed the {what}{of}", 200)
    shown = f" to {_quoted(value)}" if isinstance(value, str) and value.strip() else f" to {value}" if isinstance(value, int) and not isinstance(value, bool) else ""
    return shorten(f"Changed the {what}{of}{shown}", 200)


def _owner(path: list[str], documents: Documents) -> str:
    """The nearest thing above a property that has a name for people."""
    for depth in range(len(path) - 1, 0, -1):
        if depth > 2 and path[depth - 2] == "nodes":
            return _AXIS.get(path[depth - 3], "entry") + _named(value_at(documents, tuple(path[:depth])))
        if depth > 2 and path[depth - 2] == "items":
            return _ITEMS.get(path[depth - 3], "item") + _named(value_at(documents, tuple(path[:depth])))
        if depth > 2 and path[depth - 2] == "cells":
            return "cells"
    return "form" + _named(documents.get(path[0])) if documents.get(path[0], {}).get("spec") == "form/1" else ""


def _named(value: Any) -> str:
    for key in ("label", "title", "name", "code"):
        if isinstance(value, Mapping) and isinstance(value.get(key), str) and value[key].strip():
            return f" {_quoted(value[key])}"
    return ""


def _quoted(value: Any) -> str:
    return f"“{shorten(value)}”" if isinstance(value, str) and value.strip() else ""
