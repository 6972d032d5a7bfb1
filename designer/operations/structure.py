"""Operations on trees (rows, columns, headings), ordered maps and sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from designer.operations.anchors import drop_anchors, drop_cell_anchors
from designer.operations.changes import ABSENT
from designer.operations.editing import Editing
from designer.operations.places import cell_keys_of, ids_of, parents_of, section_path, subtree, tree_path
from designer.operations.used import refuse_used
from metadata.errors import fail

Operation = Mapping[str, Any]


def placed(ids: Sequence[str], new: str, operation: Operation, place: str) -> list[str]:
    """The list with ``new`` behind ``after``; at the front when ``after`` is null, at the end without it.

    Raises ``draft.no_place`` when the item to stand behind is gone.
    """
    if "after" not in operation:
        return [*ids, new]
    after = operation["after"]
    if after is None:
        return [new, *ids]
    if after not in ids:
        raise fail("draft.no_place", f"{place}/{after}")
    at = list(ids).index(after) + 1
    return [*ids[:at], new, *ids[at:]]


def insert_node(edit: Editing, operation: Operation) -> None:
    """A new row, column or heading under ``parent`` (null: at the top) behind ``after``."""
    tree, tree_at = _tree(edit, operation)
    node_id = operation["id"]
    if "children" in operation["node"]:
        raise fail("draft.operation_shape", "node/children", key="node/children")
    if node_id in tree["nodes"]:
        raise fail("draft.id_taken", node_id, id=node_id)
    parent = operation.get("parent")
    siblings = _siblings(tree, parent)
    _turn_group(edit, operation, parent, siblings)
    edit.put((*tree_at, "nodes", node_id), operation["node"])
    _put_siblings(edit, tree_at, parent, placed(siblings, node_id, operation, "/".join(tree_at)))


def remove_node(edit: Editing, operation: Operation) -> None:
    """A node with all under it, the sparse cell entries and the anchors of footnotes that stand on them.

    Rules and formulas that name it stay: they become findings for the person to decide on.
    """
    tree, tree_at = _tree(edit, operation)
    node_id = _known(tree, operation["id"], tree_at)
    gone = subtree(tree, node_id)
    _drop_cells(edit, operation, set(gone))
    _unlink(edit, tree, tree_at, node_id)
    for item in gone:
        edit.put((*tree_at, "nodes", item), ABSENT)
    drop_anchors(edit, operation["doc"], gone)


def move_node(edit: Editing, operation: Operation) -> None:
    """A node with all under it to another parent or another place among its siblings.

    Raises ``draft.cycle`` when the new parent stands under the node itself.
    """
    tree, tree_at = _tree(edit, operation)
    node_id = _known(tree, operation["id"], tree_at)
    parent = operation.get("parent")
    if parent is not None and _known(tree, parent, tree_at) in subtree(tree, node_id):
        raise fail("draft.cycle", f"{operation['doc']}/{node_id}", id=node_id)
    if operation.get("after") == node_id:
        return
    former = parents_of(tree).get(node_id)
    if former == parent:
        rest = [item for item in _siblings(tree, parent) if item != node_id]
        _put_siblings(edit, tree_at, parent, placed(rest, node_id, operation, "/".join(tree_at)))
        return
    siblings = _siblings(tree, parent)
    _turn_group(edit, operation, parent, siblings)
    _unlink(edit, tree, tree_at, node_id)
    _put_siblings(edit, tree_at, parent, placed(siblings, node_id, operation, "/".join(tree_at)))


def insert_item(edit: Editing, operation: Operation) -> None:
    """A new entry of an ordered map: footnote, signer, question, file, deadline, round, member."""
    path = tuple(operation["path"])
    if edit.get(*path) is ABSENT:
        edit.put(path, {"order": [], "items": {}})
    holder = _ordered(edit, path)
    item_id = operation["id"]
    if item_id in holder["items"]:
        raise fail("draft.id_taken", item_id, id=item_id)
    edit.put((*path, "items", item_id), operation["item"])
    edit.put((*path, "order"), placed(holder["order"], item_id, operation, "/".join(path)))


def remove_item(edit: Editing, operation: Operation) -> None:
    """An entry out of an ordered map."""
    path = tuple(operation["path"])
    holder = _ordered(edit, path)
    item_id = _item(holder, operation["id"], path)
    if path[1:] == ("members",):
        refuse_used(edit.documents, path[0], item_id)
    edit.put((*path, "order"), [item for item in holder["order"] if item != item_id])
    edit.put((*path, "items", item_id), ABSENT)


def move_item(edit: Editing, operation: Operation) -> None:
    """An entry to another place of its ordered map."""
    path = tuple(operation["path"])
    holder = _ordered(edit, path)
    item_id = _item(holder, operation["id"], path)
    if operation.get("after") == item_id:
        return
    rest = [item for item in holder["order"] if item != item_id]
    edit.put((*path, "order"), placed(rest, item_id, operation, "/".join(path)))


def insert_section(edit: Editing, operation: Operation) -> None:
    """A new section of a form."""
    insert_item(edit, {**_section_item(operation), "item": operation["section"]})


def remove_section(edit: Editing, operation: Operation) -> None:
    """A section with everything in it, and the anchors of footnotes that stand there."""
    gone = list(ids_of(edit.get(operation["doc"], "sections", "items", operation["id"])))
    remove_item(edit, _section_item(operation))
    drop_anchors(edit, operation["doc"], gone)


def move_section(edit: Editing, operation: Operation) -> None:
    """A section to another place of the form."""
    move_item(edit, _section_item(operation))


def _section_item(operation: Operation) -> dict[str, Any]:
    item = {key: operation[key] for key in ("id", "after") if key in operation}
    return {**item, "path": [operation["doc"], "sections"]}


def _tree(edit: Editing, operation: Operation) -> tuple[dict[str, Any], tuple[str, ...]]:
    path = tree_path(edit.documents, operation["doc"], operation["section"], operation["axis"])
    return edit.require(*path), path


def _ordered(edit: Editing, path: tuple[str, ...]) -> dict[str, Any]:
    holder = edit.require(*path)
    if not isinstance(holder.get("order"), list) or not isinstance(holder.get("items"), dict):
        raise fail("draft.no_place", "/".join(path))
    return holder


def _item(holder: Mapping[str, Any], item_id: str, path: Sequence[str]) -> str:
    if item_id not in holder["items"]:
        raise fail("draft.no_place", "/".join((*path, item_id)))
    return item_id


def _known(tree: Mapping[str, Any], node_id: str, tree_at: Sequence[str]) -> str:
    if node_id not in tree["nodes"]:
        raise fail("draft.no_place", "/".join((*tree_at, node_id)))
    return node_id


def _siblings(tree: Mapping[str, Any], parent: str | None) -> list[str]:
    if parent is None:
        return list(tree["root"])
    if parent not in tree["nodes"]:
        raise fail("draft.no_place", parent)
    return list(tree["nodes"][parent].get("children", ()))


def _put_siblings(edit: Editing, tree_at: tuple[str, ...], parent: str | None, ids: list[str]) -> None:
    if parent is None:
        edit.put((*tree_at, "root"), ids)
    else:
        # A node without children is a leaf again, and a leaf has no list of children.
        edit.put((*tree_at, "nodes", parent, "children"), ids or ABSENT)


def _unlink(edit: Editing, tree: Mapping[str, Any], tree_at: tuple[str, ...], node_id: str) -> None:
    parent = parents_of(tree).get(node_id)
    rest = [item for item in _siblings(tree, parent) if item != node_id]
    _put_siblings(edit, tree_at, parent, rest)


def _turn_group(edit: Editing, operation: Operation, parent: str | None, siblings: Sequence[str]) -> None:
    """A column that gets its first child is a group and has no cells; a row with children keeps its own."""
    if parent is not None and not siblings and operation["axis"] == "columns":
        _drop_cells(edit, operation, {parent})
        drop_cell_anchors(edit, operation["doc"], parent)


def _drop_cells(edit: Editing, operation: Operation, ids: set[str]) -> None:
    if operation["axis"] == "headings":
        return
    path = (*section_path(edit.documents, operation["doc"], operation["section"]), "cells")
    cells = edit.get(*path)
    if isinstance(cells, dict):
        for key in cell_keys_of(cells, operation["axis"], ids):
            edit.put((*path, key), ABSENT)
