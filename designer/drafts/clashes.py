"""True clashes of structure: what one person removes or moves while another works on it.

Single values carry what stood there (``was``) and clash by themselves. A removal or a move says nothing of what it
takes along, so it is held against what others did since the person last looked. Sent again from a newer revision, the
same operation goes through: then the person has seen it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from designer.drafts.telling import told
from designer.operations.changes import conflict
from designer.operations.contents import rules_document
from designer.operations.labels import label_of
from designer.operations.places import subtree
from runtime.words import language

Documents = Mapping[str, dict[str, Any]]
Entry = Mapping[str, Any]
Path = tuple[str, ...]


def refuse_clashes(operations: Sequence[Any], others: Sequence[Entry], documents: Documents) -> None:
    """Raise ``draft.conflict`` for the first operation that would take away or turn over what others just did.

    ``others`` are entries as they go over the wire, made since the sender's revision by other people.
    """
    if not others:
        return
    for operation in operations:
        if not isinstance(operation, Mapping):
            continue
        for entry in others:
            path = _clash(operation, entry, documents)
            if path is not None:
                theirs = f"{entry['label']} ({entry['by']})"
                raise conflict(path, yours=_said(operation, documents), theirs=theirs)


def _said(operation: Mapping[str, Any], documents: Documents) -> str:
    kept = {"kind": "edit", "op": operation, "label": label_of(operation, documents, documents)}
    return told(kept, documents, language())


def _clash(operation: Mapping[str, Any], entry: Entry, documents: Documents) -> Path | None:
    """The place that both are about, or None. A malformed operation clashes with nothing: it is refused by its shape."""
    try:
        name = str(operation["op"])
        if name.startswith("move_"):
            return _moved(operation, entry)
        for path in _taken(name, operation, documents):
            if any(tuple(change["path"])[: len(path)] == path and not _fewer(change) for change in entry["changes"]):
                return path
    except (KeyError, TypeError, AttributeError):
        return None
    return None


def _moved(operation: Mapping[str, Any], entry: Entry) -> Path | None:
    if entry["op"] != operation["op"] or entry["id"] != operation["id"]:
        return None
    where = _holder(operation)
    return (*where, operation["id"]) if any(tuple(change["path"])[: len(where)] == where for change in entry["changes"]) else None


def _holder(operation: Mapping[str, Any]) -> Path:
    """Path of the tree or ordered map in which something moves."""
    match operation["op"]:
        case "move_node":
            return (operation["doc"], "sections", "items", operation["section"], operation["axis"])
        case "move_section":
            return (operation["doc"], "sections")
    return tuple(operation["path"])


def _taken(name: str, operation: Mapping[str, Any], documents: Documents) -> Iterator[Path]:
    """Places that an operation takes away or writes without saying what stood there."""
    match name:
        case "remove_node":
            yield from _node(operation, documents)
        case "remove_item":
            yield (*operation["path"], "items", operation["id"])
        case "remove_section":
            yield (operation["doc"], "sections", "items", operation["id"])
        case "remove_form":
            yield from ((key,) for key, body in documents.items() if operation["id"] in (key, body.get("form")))
        case "set_relation" if "was" not in operation:
            section = (operation["doc"], "sections", "items", operation["section"])
            yield (*section, "columns", "nodes", operation["column"], "relation")
        case "set_rule" | "remove_rule" if "was" not in operation:
            rules = operation["rules"]
            yield (rules_document(documents, rules) or rules, "items", operation["id"])


def _node(operation: Mapping[str, Any], documents: Documents) -> Iterator[Path]:
    section_at = (operation["doc"], "sections", "items", operation["section"])
    section = documents[operation["doc"]]["sections"]["items"][operation["section"]]
    gone = subtree(section[operation["axis"]], operation["id"])
    yield from ((*section_at, operation["axis"], "nodes", node) for node in gone)
    side = 0 if operation["axis"] == "rows" else 1
    for key in section.get("cells", {}):
        if key.split(":")[side : side + 1] and key.split(":")[side].split("#")[0] in gone:
            yield (*section_at, "cells", key)


def _fewer(change: Mapping[str, Any]) -> bool:
    """Something else under the same group was removed: nothing of it is lost by removing the group."""
    if change["path"][-1] != "children":
        return False
    return set(change.get("new") or ()) <= set(change.get("old") or ())
