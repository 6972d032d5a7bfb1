"""Parts that are whole documents, lists and indicators: into a draft, and a newer revision over an older one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from designer.library.placing import Operation, brought_lists, short_pin
from designer.library.updating import Plan
from metadata.canonical import canonical
from metadata.documents import Part, Pin
from metadata.errors import Problem, fail

Documents = Mapping[str, Mapping[str, Any]]
_HEAD = frozenset({"spec", "id", "part", "members"})


def place_document(documents: Documents, part: Part, data: Mapping[str, Any]) -> list[Operation]:
    """A list or an indicator of the library in a draft, with the lists that it is told apart by; one that is there already, and the same, is only pinned.

    Raises ``draft.id_taken`` when the draft has something else under its id.
    """
    body = dict(part.body)
    known = documents.get(body["id"])
    pin = short_pin(part, data)
    brought = list(brought_lists(documents, part))
    if known is None:
        return [*brought, {"op": "set", "path": [body["id"]], "value": {**body, "part": pin}}]
    if canonical({key: value for key, value in known.items() if key != "part"}) != canonical(body):
        raise fail("draft.id_taken", body["id"], id=body["id"])
    return [*brought, _pinning(known, body["id"], pin)]


def _pinning(known: Mapping[str, Any], key: str, pin: Mapping[str, Any]) -> Operation:
    return {"op": "set", "path": [key, "part"], "value": dict(pin), **({"was": known["part"]} if "part" in known else {})}


def update_document(documents: Documents, pin: Pin, old: Part, new: Part, data: Mapping[str, Any], *, keep: bool = False) -> Plan:
    """Operations that bring a pinned list or indicator to a newer revision; clashes come alone unless ``keep``."""
    key = pin.place[0]
    here = documents[key]
    plan = Plan(list(brought_lists(documents, new)))
    for path, before, after in _values((), old.body, new.body):
        _value(plan, key, here, path, before, after)
    if "members" in new.body:
        _members(plan, key, here, old.body["members"], new.body["members"])
    if plan.clashes and not keep:
        return Plan([], plan.clashes)
    plan.operations.append(_pinning(here, key, short_pin(new, data)))
    return plan


def _values(path: tuple[str, ...], before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    for name in sorted({*before, *after} - (_HEAD if not path else frozenset())):
        old, new = before.get(name), after.get(name)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _values((*path, name), old, new)
        elif old != new:
            yield (*path, name), old, new


def _value(plan: Plan, key: str, here: Any, path: tuple[str, ...], before: Any, after: Any) -> None:
    now = here
    for step in path:
        now = now.get(step) if isinstance(now, Mapping) else None
    if now == after:
        return
    if now != before:
        place = "/".join((key, *path))
        plan.clashes.append(Problem("library.clash", place, {"place": "/".join(path), "yours": str(now or "(bỏ)"), "theirs": str(after or "(bỏ)")}))
        return
    plan.operations.append({"op": "set", "path": [key, *path], "value": after, **({} if now is None else {"was": now})})


def _members(plan: Plan, key: str, here: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    held = here["members"]["items"]
    behind: str | None = None
    for member in after["order"]:
        if member in before["items"]:
            if member in held:
                for path, old, new in _values(("members",), before["items"][member], after["items"][member]):
                    _value(plan, key, here, ("members", "items", member, *path[1:]), old, new)
                behind = member
        elif member in held:
            behind = member
        else:
            plan.operations.append({"op": "insert_item", "path": [key, "members"], "id": member, "item": dict(after["items"][member]), "after": behind})
            behind = member
    for member in before["order"]:
        if member not in after["items"] and member in held:
            if held[member] != before["items"][member]:
                words = {"place": held[member]["name"], "yours": held[member]["name"], "theirs": "(bỏ)"}
                plan.clashes.append(Problem("library.clash", f"{key}/members/{member}", words))
            else:
                plan.operations.append({"op": "remove_item", "path": [key, "members"], "id": member})
