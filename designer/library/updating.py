"""A newer revision of a part into a form that is pinned to an older one.

Three sides: the part as it was pinned, the part as it is now, and the form. What the form left as it was follows the part; what only the form
changed stays; what both changed is a clash, and is not decided here. Cells hang on the ids of rows and columns, and the ids stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from designer.library.following import Following, add_names, add_number, codes_of, highest_number, random_id, walk
from designer.library.placing import Operation, brought_lists, pin_of
from metadata.documents import Part, Pin
from metadata.errors import Problem, fail

Documents = Mapping[str, Mapping[str, Any]]
Json = Any
_OWN = frozenset({"children", "relation", "cell", "code", "number", "indicator", "repeats", "width"})


@dataclass
class Plan:
    """What would be done, and what cannot be decided."""

    operations: list[Operation] = field(default_factory=list)
    clashes: list[Problem] = field(default_factory=list)


@dataclass
class Update:
    """One pin on its way from ``old`` to ``new``."""

    documents: Documents
    pin: Pin
    old: Part
    new: Part
    data: Mapping[str, Any]
    fresh: Callable[[str], str] = random_id
    plan: Plan = field(default_factory=Plan)

    def __post_init__(self) -> None:
        form, section, self.pin_id = self.pin.place
        self.form = self.documents[form]
        self.section = self.form["sections"]["items"][section]
        self.tree = self.section[self.pin.axis]
        self.at = [form, "sections", "items", section, self.pin.axis, "nodes"]
        self.names = self._names()

    def _names(self) -> Following:
        names = Following(ids=dict(self.pin.ids), rules=dict(self.pin.rules))
        taken = codes_of(self.form)
        for key, node in self.old.body["nodes"].items():
            there = self.tree["nodes"].get(self.pin.ids.get(key, ""), {})
            names.codes.update({node["code"]: there["code"]} if node.get("code") and there.get("code") else {})
            names.numbers.update({node["number"]: there["number"]} if node.get("number") and there.get("number") else {})
        lift = highest_number(self.section["columns"])
        for key, _ in walk(self.new.body):
            if key not in names.ids:
                node = self.new.body["nodes"][key]
                add_names(names, key, node, self.pin.axis, taken, self.fresh)
                if node.get("number"):
                    lift += 1
                    add_number(names, {"number": node["number"]}, lift - int(node["number"]) if node["number"].isdecimal() else 0)
        for key in self.new.rules.get("order", ()):
            names.rules.setdefault(key, self.fresh("k"))
        return names

    def here(self, key: str) -> Mapping[str, Any] | None:
        """The form's node that a node of the part became; None when it was removed there."""
        found: Mapping[str, Any] | None = self.tree["nodes"].get(self.names.ids.get(key, ""))
        return found

    def do(self, **operation: Any) -> None:
        """One more operation."""
        self.plan.operations.append(operation)

    def clash(self, place: str, words: str, yours: Json, theirs: Json) -> None:
        """Something that both sides changed."""
        self.plan.clashes.append(Problem("library.clash", place, {"place": words, "yours": _told(yours), "theirs": _told(theirs)}))


def _told(value: Json) -> str:
    if value is None:
        return "(bỏ)"
    return value if isinstance(value, str) else str(value)


def update(documents: Documents, pin: Pin, old: Part, new: Part, data: Mapping[str, Any], *, keep: bool = False, fresh: Callable[[str], str] = random_id) -> Plan:
    """Operations that bring a pinned tree to a newer revision; with ``keep`` the form's side of every clash stays.

    Without it clashes come alone: nothing is to be done before they are settled. Raises ``draft.no_place``.
    """
    if pin.place[0] not in documents or pin.place[1] not in documents[pin.place[0]]["sections"]["items"]:
        raise fail("draft.no_place", "/".join(pin.place))
    work = Update(documents, pin, old, new, data, fresh)
    work.plan.operations += list(brought_lists(documents, new))
    _nodes(work)
    _order(work)
    _gone(work)
    _relations(work)
    _rules(work)
    if work.plan.clashes and not keep:
        return Plan([], work.plan.clashes)
    form, section, pin_id = pin.place
    work.do(op="set", path=[form, "sections", "items", section, "parts", pin_id], value=pin_of(new, data, _only(work)), was=documents[form]["sections"]["items"][section]["parts"][pin_id])
    return work.plan


def _only(work: Update) -> Following:
    """The names of what the new revision has."""
    ids = {key: work.names.ids[key] for key, _ in walk(work.new.body)}
    return Following(ids=ids, rules={key: work.names.rules[key] for key in work.new.rules.get("order", ())})


def _nodes(work: Update) -> None:
    """Nodes that came, and properties of those that stay."""
    parents = dict(walk(work.new.body))
    behind: dict[str | None, str | None] = {}
    for key, parent in parents.items():
        node = work.new.body["nodes"][key]
        if key in work.old.body["nodes"]:
            _properties(work, key)
        else:
            under = _parent(work, parent)
            after = behind.get(parent) or (None if parent is not None else _before(work))
            form, section, _ = work.pin.place
            work.do(op="insert_node", doc=form, section=section, axis=work.pin.axis, parent=under, after=after, id=work.names.ids[key], node=work.names.node(node))
        if key not in work.old.body["nodes"] or work.here(key) is not None:
            behind[parent] = work.names.ids[key]


def _parent(work: Update, parent: str | None) -> str | None:
    if parent is not None:
        return work.names.ids[parent]
    parents = dict(walk(work.tree))
    return next((parents[work.names.ids[key]] for key in work.old.body["root"] if work.here(key) is not None), None)


def _before(work: Update) -> str | None:
    """The form's node in front of the first of the part's own."""
    mine = {work.names.ids[key] for key in work.old.body["root"]}
    under = _parent(work, None)
    siblings = work.tree["root"] if under is None else work.tree["nodes"][under].get("children", [])
    first = next((place for place, key in enumerate(siblings) if key in mine), len(siblings))
    return siblings[first - 1] if first else None


def _properties(work: Update, key: str) -> None:
    before, after = (work.names.node(side.body["nodes"][key]) for side in (work.old, work.new))
    now = work.here(key)
    node_id = work.names.ids[key]
    if now is None:
        if before != after:
            work.clash(f"{work.pin.place[0]}/{node_id}", _name(before), None, after["label"])
        return
    for path, old, new in _pairs(before, after):
        here: Json = now
        for step in path:
            here = here.get(step) if isinstance(here, Mapping) else None
        if here == new:
            continue
        if here != old:
            work.clash(f"{work.pin.place[0]}/{work.pin.place[1]}/{node_id}", f"{_name(now)}, {'/'.join(path)}", here, new)
            continue
        work.do(op="set", path=[*work.at, node_id, *path], value=new, **({} if here is None else {"was": here}))


def _name(node: Mapping[str, Any]) -> str:
    return f"“{node.get('label', '')}”"


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[list[str], Json, Json]]:
    """Properties that differ between two revisions of a node, cell properties one by one."""
    for name in sorted({*before, *after} - _OWN):
        if before.get(name) != after.get(name):
            yield [name], before.get(name), after.get(name)
    cells = before.get("cell", {}), after.get("cell", {})
    for name in sorted({*cells[0], *cells[1]}):
        if cells[0].get(name) != cells[1].get(name):
            yield ["cell", name], cells[0].get(name), cells[1].get(name)


def _order(work: Update) -> None:
    """Nodes that the new revision puts elsewhere."""
    was, now, here = (dict(walk(tree)) for tree in (work.old.body, work.new.body, work.tree))
    form, section, _ = work.pin.place
    for parent in [None, *(key for key in now if work.new.body["nodes"][key].get("children"))]:
        new = [key for key in _children(work.new.body, parent) if key in was and work.here(key) is not None]
        old = [key for key in _children(work.old.body, parent) if key in now and work.here(key) is not None]
        if new == old:
            continue
        mine = [key for key in here if key in {work.names.ids[one] for one in old}]
        if mine != [work.names.ids[key] for key in old]:
            work.clash(f"{form}/{section}", "thứ tự các mục", " · ".join(_label(work, key) for key in mine), " · ".join(work.new.body["nodes"][key]["label"] for key in new))
            continue
        after: str | None = _before(work) if parent is None else None
        for key in _children(work.new.body, parent):
            node_id = work.names.ids[key]
            if key in new:
                work.do(op="move_node", doc=form, section=section, axis=work.pin.axis, id=node_id, parent=_parent(work, parent), after=after)
            if key in new or key not in was:
                after = node_id


def _children(tree: Mapping[str, Any], parent: str | None) -> list[str]:
    return list(tree["root"] if parent is None else tree["nodes"].get(parent, {}).get("children", ()))


def _label(work: Update, node_id: str) -> str:
    return str(work.tree["nodes"][node_id]["label"])


def _gone(work: Update) -> None:
    """Nodes that the new revision does not have any more; what the form made of them keeps them."""
    form, section, _ = work.pin.place
    mine = set(work.names.ids.values())
    for key, parent in walk(work.old.body):
        now = work.here(key)
        if key in work.new.body["nodes"] or now is None:
            continue
        node_id = work.names.ids[key]
        before = work.names.node(work.old.body["nodes"][key])
        own = [name for name in sorted({*before, *now} - {"children", "relation", "code", "number"}) if before.get(name) != now.get(name)]
        cells = [cell for cell in work.section.get("cells", {}) if node_id in cell.split(":")]
        foreign = [child for child in now.get("children", ()) if child not in mine]
        if own or cells or foreign:
            what = [*own, *cells, *foreign]
            work.clash(f"{form}/{section}/{node_id}", _name(now), ", ".join(what), None)
        elif parent is None or parent in work.new.body["nodes"] or work.here(parent) is None:
            work.do(op="remove_node", doc=form, section=section, axis=work.pin.axis, id=node_id)


def _relations(work: Update) -> None:
    form, section, _ = work.pin.place
    for key in work.new.body["nodes"]:
        old, new = (side.body["nodes"].get(key, {}).get("relation", "") for side in (work.old, work.new))
        if old == new:
            continue
        before, after = work.names.relation(old), work.names.relation(new)
        now = work.here(key) if key in work.old.body["nodes"] else {}
        if now is None or now.get("relation", "") == after:
            continue
        if now.get("relation", "") != before:
            work.clash(f"{form}/{section}/{work.names.ids[key]}", f"{_name(now)}, dòng quan hệ", now.get("relation"), after)
            continue
        work.do(op="set_relation", doc=form, section=section, column=work.names.ids[key], text=after)


def _rules(work: Update) -> None:
    form = work.pin.place[0]
    held: Mapping[str, Any] = next((body for body in work.documents.values() if body.get("spec") == "rules/1" and body.get("form") == form), {"id": form, "items": {}})
    for key in dict.fromkeys([*work.old.rules.get("order", ()), *work.new.rules.get("order", ())]):
        before, after = (work.names.rule(side.rules["items"][key]) if key in side.rules.get("items", {}) else None for side in (work.old, work.new))
        rule_id = work.names.rules[key]
        now = held["items"].get(rule_id)
        plain = {name: value for name, value in now.items() if name not in ("examples", "section")} if now else None
        if after in (before, plain):
            continue
        if plain != before:
            sides = [side["expr"] if side else None for side in (plain, after)]
            work.clash(f"{held['id']}/{rule_id}", "kiểm tra", *sides)
        elif after is None:
            work.do(op="remove_rule", rules=held["id"], id=rule_id)
        else:
            work.do(op="set_rule", rules=held["id"], id=rule_id, rule=after)
