"""A part put into a form: the operations that do it, as one gesture of the person who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from designer.library.following import Following, begun, random_id, walk
from metadata.documents import Part, part_hash
from metadata.errors import fail

Documents = Mapping[str, Mapping[str, Any]]
Operation = dict[str, Any]
KINDS = {"columns": "khối cột", "rows": "cây dòng", "dimension": "danh mục", "indicator": "chỉ tiêu"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a part goes: behind ``after`` under ``parent`` (both None: at the end of the table)."""

    form: str
    section: str
    parent: str | None = None
    after: str | None = None


def place(documents: Documents, part: Part, data: Mapping[str, Any], spot: Spot, fresh: Callable[[str], str] = random_id) -> list[Operation]:
    """Operations that put a tree of columns or rows in. ``data`` is the part's document, whose hash is pinned.

    Raises ``draft.no_place``, ``library.other_axis``.
    """
    form = documents.get(spot.form, {})
    section = (form.get("sections") or {}).get("items", {}).get(spot.section)
    if section is None:
        raise fail("draft.no_place", f"{spot.form}/{spot.section}")
    if part.kind not in ("columns", "rows") or part.kind not in section:
        raise fail("library.other_axis", f"{spot.form}/{spot.section}", kind=KINDS[part.kind])
    names = begun(part.body, part.rules, form, section, part.kind, fresh)
    operations = list(brought_lists(documents, part))
    operations += list(_nodes(part, names, spot, section))
    operations += [
        {"op": "set_relation", "doc": spot.form, "section": spot.section, "column": names.ids[key], "text": names.relation(node["relation"])}
        for key, node in part.body["nodes"].items()
        if node.get("relation")
    ]
    for key in part.rules.get("order", ()):
        operations.append({"op": "set_rule", "rules": spot.form, "id": names.rules[key], "rule": names.rule(part.rules["items"][key])})
    path = [spot.form, "sections", "items", spot.section, "parts", fresh("p")]
    return [*operations, {"op": "set", "path": path, "value": pin_of(part, data, names)}]


def pin_of(part: Part, data: Mapping[str, Any], names: Following) -> dict[str, Any]:
    """The pin as the form keeps it."""
    pin: dict[str, Any] = {**short_pin(part, data), "axis": part.kind, "ids": dict(names.ids)}
    return {**pin, "rules": dict(names.rules)} if names.rules else pin


def short_pin(part: Part, data: Mapping[str, Any]) -> dict[str, Any]:
    """Which revision: what a list or an indicator keeps."""
    return {"part": part.id, "rev": part.rev, "hash": part_hash(data)}


def brought_lists(documents: Documents, part: Part) -> Iterator[Operation]:
    """The lists that the part's bindings name, where the draft does not have them."""
    for document in part.lists:
        if document["id"] not in documents:
            yield {"op": "set", "path": [document["id"]], "value": dict(document)}


def _nodes(part: Part, names: Following, spot: Spot, section: Mapping[str, Any]) -> Iterator[Operation]:
    behind: dict[str | None, str | None] = {}
    at_end = spot.after is None and spot.parent is None
    tree = section[part.kind]
    first = tree["root"][-1] if at_end and tree["root"] else spot.after
    for key, parent in walk(part.body):
        under = spot.parent if parent is None else names.ids[parent]
        after = behind.get(parent, first if parent is None else None)
        node = names.node(part.body["nodes"][key])
        yield {
            "op": "insert_node", "doc": spot.form, "section": spot.section, "axis": part.kind,
            "parent": under, "after": after, "id": names.ids[key], "node": node,
        }  # fmt: skip
        behind[parent] = names.ids[key]
