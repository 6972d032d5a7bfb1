"""A table copied once for each chosen member of a code list, with all that speaks of it alone.

The table itself stays as it is. A copy brings its checks, its ways of consolidating, the marks of footnotes, its look in print and
its pins of the library; where its rows or columns are bound to indicators they are bound to the member too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from designer.copies.naming import AXES, CopyNames, codes_in, named, tree
from designer.library.following import codes_of, random_id, walk
from designer.operations.integrity import LIMITS
from metadata.bindings import member_name, member_parts
from metadata.errors import fail

Documents = Mapping[str, Mapping[str, Any]]
Node = Mapping[str, Any]
Operation = dict[str, Any]
#: Rows times columns that the tables of one form may have together when copies are made.
MOST_CELLS: Final = LIMITS["cells"]
_PLAIN: Final = ("kind", "cell")


@dataclass(frozen=True, slots=True)
class Copies:
    """The operations, the new sections in order, and the checks that were left out because they speak of other tables too."""

    operations: list[Operation]
    sections: list[str]
    left: list[str] = field(default_factory=list)


def copy_tables(documents: Documents, form_id: str, section_id: str, list_id: str, members: Sequence[str], fresh: Callable[[str], str] = random_id) -> Copies:
    """Copies of a table, one a member, behind it and in the order of the list.

    Raises ``draft.no_place``, ``copies.no_member``, ``copies.too_many_tables``, ``copies.too_many_cells``.
    """
    form = documents.get(form_id, {})
    section = (form.get("sections") or {}).get("items", {}).get(section_id)
    if section is None or "rows" not in section or form.get("spec") != "form/1":
        raise fail("draft.no_place", f"{form_id}/{section_id}")
    chosen = _chosen(documents, list_id, members)
    _within_limits(form, section_id, len(chosen))
    taken = codes_of(form)
    all_names = [named(form_id, section_id, section, taken, fresh) for _ in chosen]
    mine, left = _rules(documents, form_id, section_id)
    operations: list[Operation] = []
    behind = section_id
    for names, (member, name) in zip(all_names, chosen, strict=True):
        names.rules = {key: fresh("k") for _, key in mine}
        body = _section(names, section, name, member_name(list_id, member))
        operations.append({"op": "insert_section", "doc": form_id, "id": names.to, "after": behind, "section": body})
        behind = names.to
    operations += [*_footnotes(form, all_names), *_consolidation(documents, form_id, all_names), *_look(documents, form_id, all_names)]
    operations += [
        {"op": "set_rule", "rules": doc, "id": names.rules[key], "rule": names.rule(documents[doc]["items"][key])}
        for names in all_names
        for doc, key in mine
    ]
    return Copies(operations, [names.to for names in all_names], left)


def _chosen(documents: Documents, list_id: str, members: Sequence[str]) -> list[tuple[str, str]]:
    """The members with their names, in the order of the list."""
    known = documents.get(list_id, {})
    if known.get("spec") != "dimension/1":
        raise fail("draft.no_place", list_id)
    items = known["members"]["items"]
    wanted = [key for key in known["members"]["order"] if key in set(members) and key in items]
    if not wanted or len(wanted) < len(set(members)):
        raise fail("copies.no_member", list_id, list=known["name"])
    return [(key, str(items[key]["name"])) for key in wanted]


def _within_limits(form: Node, section_id: str, count: int) -> None:
    items = form["sections"]["items"]
    room = LIMITS["sections"] - len(items)
    if count > room:
        raise fail("copies.too_many_tables", f"{form['id']}/{section_id}", count=len(items) + count, limit=LIMITS["sections"], room=max(room, 0))
    size = _cells(items[section_id])
    cells = sum(map(_cells, items.values()))
    if cells + count * size > MOST_CELLS:
        room = max(MOST_CELLS - cells, 0) // size
        raise fail("copies.too_many_cells", f"{form['id']}/{section_id}", count=cells + count * size, limit=MOST_CELLS, room=room)


def _cells(section: Node) -> int:
    rows, columns = (len((section.get(axis) or {}).get("nodes", {})) for axis in ("rows", "columns"))
    return rows * columns


def _section(names: CopyNames, section: Node, name: str, binding: str) -> dict[str, Any]:
    """The table under its new names; the caption carries the member."""
    title = str(section.get("title", ""))
    made: dict[str, Any] = {key: section[key] for key in _PLAIN if key in section}
    if "cell" in made:
        made["cell"] = names.cell(made["cell"])
    made["title"] = f"{title} – {name}" if title else name
    for axis in AXES:
        made[axis] = tree(names, section[axis])
    for axis, key in _binding_nodes(section, member_parts(binding)[0]):
        node = made[axis]["nodes"][names.ids[key]]
        node["members"] = [*node.get("members", ()), binding]
    if "cells" in section:
        made["cells"] = {names.key(key): names.cell(cell) for key, cell in section["cells"].items()}
    if "parts" in section:
        made["parts"] = {names.parts[key]: _pin(names, pin) for key, pin in section["parts"].items()}
    return made


def _pin(names: CopyNames, pin: Node) -> dict[str, Any]:
    """A pin of the library: the copy follows the same part."""
    found = {**pin, "ids": {part: names.ids[here] for part, here in pin["ids"].items() if here in names.ids}}
    if "rules" in pin:
        found["rules"] = {part: names.rules[here] for part, here in pin["rules"].items() if here in names.rules}
    return found


def _binding_nodes(section: Node, list_id: str) -> Iterator[tuple[str, str]]:
    """Where the member is bound: where the indicators are, on one side; else at the headers. Nowhere when the table has that list already."""
    nodes = {axis: section[axis]["nodes"] for axis in AXES}
    if any(member_parts(text)[0] == list_id for each in nodes.values() for node in each.values() for text in node.get("members", ())):
        return
    for axis in AXES:
        bound = [key for key, _ in walk(section[axis]) if nodes[axis][key].get("indicator")]
        if bound:
            yield from ((axis, key) for key in bound)
            return
    yield from (("columns", key) for key in section["columns"]["root"] if not nodes["columns"][key].get("stub"))


def _rules(documents: Documents, form_id: str, section_id: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Checks that speak of the table alone, as (document, check), and those of it and of something else."""
    form = documents[form_id]
    own = set(codes_in(form["sections"]["items"][section_id]))
    ids = {key for axis in AXES for key in form["sections"]["items"][section_id][axis]["nodes"]}
    # A trial name for every code tells which of them a text names in this form.
    marked = CopyNames(form=form_id, codes={code: f"\0{code}\0" for code in codes_of(form)})
    mine: list[tuple[str, str]] = []
    left: list[str] = []
    for doc, document in documents.items():
        if document.get("spec") != "rules/1" or document.get("form") != form_id:
            continue
        for key in document["order"]:
            rule = document["items"][key]
            codes = set(marked.formula(rule["expr"]).split("\0")[1::2])
            scope = {*(rule.get("rows") or ()), *(rule.get("columns") or ()), (rule.get("origin") or {}).get("column")} - {None}
            if not (codes & own or scope & ids or rule.get("section") == section_id):
                continue
            if codes <= own and scope <= ids and rule.get("section", section_id) == section_id and not marked.asks_elsewhere(rule["expr"]):
                mine.append((doc, key))
            else:
                left.append(f"{doc}/{key}")
    return mine, left


def _footnotes(form: Node, copies: Sequence[CopyNames]) -> Iterator[Operation]:
    """Footnotes keep their text and get the same marks in the copies."""
    for key, note in (form.get("footnotes") or {}).get("items", {}).items():
        at = note.get("at", [])
        more = [names.key(place) for names in copies for place in at if names.here(place)]
        if more:
            yield {"op": "set", "path": [form["id"], "footnotes", "items", key, "at"], "value": [*at, *more], "was": at}


def _consolidation(documents: Documents, form_id: str, copies: Sequence[CopyNames]) -> Iterator[Operation]:
    for doc, document in documents.items():
        if document.get("spec") != "consolidation/1" or document.get("form") != form_id:
            continue
        for names in copies:
            for key, how in document["cells"].items():
                if names.here(key):
                    said = {name: names.formula(text) if name in ("expr", "weight") else text for name, text in how.items()}
                    yield {"op": "set", "path": [doc, "cells", names.key(key)], "value": said}
            for key, text in document.get("time", {}).items():
                if names.here(key):
                    yield {"op": "set", "path": [doc, "time", names.key(key)], "value": f"={names.formula(text[1:])}" if text.startswith("=") else text}


def _look(documents: Documents, form_id: str, copies: Sequence[CopyNames]) -> Iterator[Operation]:
    """Bold rows and page breaks of the print."""
    for doc, document in documents.items():
        if document.get("spec") != "layout/1" or document.get("form") != form_id:
            continue
        for key, rows in (document.get("styles") or {}).items():
            more = [names.ids[row] for names in copies for row in rows if row in names.ids]
            if more:
                yield {"op": "set", "path": [doc, "styles", key], "value": [*rows, *more], "was": rows}
