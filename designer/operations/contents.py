"""Operations on contents: single values, whole documents, rules, printed relations, forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from designer.operations.changes import ABSENT, Absent, Json, conflict, same
from designer.operations.editing import Editing
from designer.operations.places import section_path
from designer.operations.relations import printed_rules
from designer.operations.structure import placed
from designer.operations.used import refuse_used
from metadata.errors import Problem, fail
from metadata.text import plain_code

Operation = Mapping[str, Any]

# Identity of documents, and what only the server decides.
_OWNED: Final = frozenset({"id", "spec", "form"})
_OWNED_OF_REGIME: Final = frozenset({"receiver", "code"})
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}", re.ASCII)
_FREE_KINDS: Final = frozenset({"rules/1", "example/1", "consolidation/1", "layout/1", "dimension/1", "indicator/1", "mapping/1"})


def set_value(edit: Editing, operation: Operation) -> list[Problem]:
    """One value, refused when somebody changed it meanwhile. A null or missing ``value`` clears the place."""
    path = tuple(operation["path"])
    value = operation.get("value")
    target: Json | Absent = ABSENT if value is None else value
    _check_owned(edit, path, target)
    _check_code(path, target)
    now = edit.get(*path)
    if not _as_was(now, operation.get("was")) and not same(now, target):
        raise conflict(path, yours=target, theirs=now)
    if len(path) == 1:
        edit.put(path, target)
    else:
        edit.put_deep(path, target)
    return []


def _check_code(path: tuple[str, ...], target: Json | Absent) -> None:
    """Codes of rows, columns and questions are ASCII: a look-alike letter would name something else."""
    of_a_node = path[-1] == "code" and "sections" in path and path[-3:-2] in (("nodes",), ("items",))
    if of_a_node and isinstance(target, str) and not _CODE.fullmatch(target):
        raise fail("template.node_code", "/".join(path), value=target[:64], proposal=plain_code(target))


def _as_was(now: Json | Absent, was: Json) -> bool:
    # A client may send nothing, null or an empty object for what is not there.
    return same(now, was) or (_is_nothing(was) and _is_nothing(now))


def _is_nothing(value: Json | Absent) -> bool:
    return value is ABSENT or value is None or value == {}


def _check_owned(edit: Editing, path: tuple[str, ...], target: Json | Absent) -> None:
    if len(path) == 1:
        _check_document(edit, path[0], target)
        return
    regime = edit.get(path[0], "spec") == "regime/1"
    if len(path) == 2 and (path[1] in _OWNED or (regime and path[1] in _OWNED_OF_REGIME)):
        raise fail("draft.protected", "/".join(path), key=path[1])
    if regime and path[1:] == ("forms",):
        forms = edit.get(*path)
        if not isinstance(target, list) or sorted(map(str, target)) != sorted(forms if isinstance(forms, list) else []):
            raise fail("draft.protected", "/".join(path), key="forms")


def _check_document(edit: Editing, doc: str, target: Json | Absent) -> None:
    """Forms and the regime have operations of their own; other documents come and go whole."""
    current = edit.get(doc)
    kinds = [side.get("spec") if isinstance(side, dict) else None for side in (current, target) if side is not ABSENT]
    if any(not isinstance(kind, str) or kind not in _FREE_KINDS for kind in kinds) or (current is not ABSENT and target is not ABSENT):
        raise fail("draft.protected", doc, key=doc)
    if target is ABSENT:
        refuse_used(edit.documents, doc)
    if isinstance(target, dict) and target.get("id") != doc:
        raise fail("draft.protected", f"{doc}/id", key="id")
    if isinstance(target, dict) and "form" in target and edit.get(str(target["form"]), "spec") != "form/1":
        raise fail("draft.no_place", f"{doc}/form")


def set_relation(edit: Editing, operation: Operation) -> list[Problem]:
    """The printed relation line of a column, kept as printed, and the rules that follow from it."""
    doc, section, column = operation["doc"], operation["section"], operation["column"]
    node_at = (*section_path(edit.documents, doc, section), "columns", "nodes", column)
    node = edit.require(*node_at)
    text = operation["text"].strip()
    if "was" in operation and not _as_was(node.get("relation", ""), operation["was"] or ""):
        raise conflict((*node_at, "relation"), yours=text, theirs=node.get("relation"))
    edit.put((*node_at, "relation"), text or ABSENT)
    found, problems = printed_rules(edit.documents, doc, section, column, text) if text else ([], [])
    _replace_printed(edit, doc, column, found)
    return problems


def _replace_printed(edit: Editing, form: str, column: str, found: list[dict[str, Any]]) -> None:
    """Rules of a column's printed line replaced, keeping the ids and settings of those that stay."""
    rules_id = rules_document(edit.documents, form)
    if rules_id is None:
        if not found:
            return
        rules_id = _new_rules(edit, form)
    items = edit.require(rules_id, "items")
    order = list(edit.require(rules_id)["order"])
    former = [key for key in order if _is_printed(items.get(key), column)]
    former.sort(key=lambda key: int(items[key]["origin"].get("part", 0)))
    kept = former[: len(found)]
    for key in former[len(found) :]:
        edit.put((rules_id, "items", key), ABSENT)
        order.remove(key)
    at = order.index(kept[-1]) + 1 if kept else len(order)
    for index, rule in enumerate(found):
        if index < len(kept):
            settings = {name: items[kept[index]][name] for name in items[kept[index]] if name not in ("expr", "printed", "origin")}
            edit.put((rules_id, "items", kept[index]), {**rule, **settings})
            continue
        key = _free_id(f"k_{column}_{index}", items)
        edit.put((rules_id, "items", key), rule)
        order.insert(at, key)
        at += 1
    edit.put((rules_id, "order"), order)


def _is_printed(rule: Any, column: str) -> bool:
    origin = rule.get("origin", {}) if isinstance(rule, dict) else {}
    return bool(origin.get("kind") == "printed" and origin.get("column") == column)


def rules_document(documents: Mapping[str, Mapping[str, Any]], form: str) -> str | None:
    """Id of the rules document of a form, or None."""
    return next((key for key, doc in documents.items() if doc.get("spec") == "rules/1" and doc.get("form") == form), None)


def _new_rules(edit: Editing, form: str) -> str:
    if edit.get(form, "spec") != "form/1":
        raise fail("draft.no_place", form)
    rules_id = _free_id("k_" + form.removeprefix("f_"), edit.documents)
    edit.put((rules_id,), {"spec": "rules/1", "id": rules_id, "form": form, "order": [], "items": {}})
    return rules_id


def _free_id(wanted: str, taken: Mapping[str, Any]) -> str:
    wanted = wanted[:56]
    number, key = 2, wanted
    while key in taken:
        key, number = f"{wanted}_{number}", number + 1
    return key


def set_rule(edit: Editing, operation: Operation) -> list[Problem]:
    """A rule, new or changed. ``rules`` is the rules document, or the form when it has none yet."""
    rules_id = operation["rules"]
    if edit.get(rules_id, "spec") != "rules/1":
        rules_id = rules_document(edit.documents, rules_id) or _new_rules(edit, rules_id)
    rule_id = operation["id"]
    now = edit.get(rules_id, "items", rule_id)
    if "was" in operation and not _as_was(now, operation["was"]):
        raise conflict((rules_id, "items", rule_id), yours=operation["rule"], theirs=now)
    edit.put((rules_id, "items", rule_id), operation["rule"])
    order = list(edit.require(rules_id)["order"])
    if rule_id not in order:
        edit.put((rules_id, "order"), placed(order, rule_id, operation, rules_id))
    elif "after" in operation and operation["after"] != rule_id:
        rest = [key for key in order if key != rule_id]
        edit.put((rules_id, "order"), placed(rest, rule_id, operation, rules_id))
    return []


def remove_rule(edit: Editing, operation: Operation) -> list[Problem]:
    """A rule out of its document."""
    rules_id, rule_id = operation["rules"], operation["id"]
    if edit.get(rules_id, "spec") != "rules/1":
        rules_id = rules_document(edit.documents, rules_id) or rules_id
    now = edit.require(rules_id, "items", rule_id)
    if "was" in operation and not _as_was(now, operation["was"]):
        raise conflict((rules_id, "items", rule_id), yours=None, theirs=now)
    edit.put((rules_id, "order"), [key for key in edit.require(rules_id)["order"] if key != rule_id])
    edit.put((rules_id, "items", rule_id), ABSENT)
    return []


def add_form(edit: Editing, operation: Operation) -> list[Problem]:
    """A new form, at its place among the forms of the regime."""
    form_id, form = operation["id"], operation["form"]
    if form.get("id") != form_id or form.get("spec") != "form/1":
        raise fail("draft.protected", f"{form_id}/id", key="id")
    if edit.get(form_id) is not ABSENT:
        raise fail("draft.id_taken", form_id, id=form_id)
    regime = regime_id(edit.documents)
    edit.put((form_id,), form)
    edit.put((regime, "forms"), placed(edit.require(regime)["forms"], form_id, operation, regime))
    return []


def remove_form(edit: Editing, operation: Operation) -> list[Problem]:
    """A form with the documents that speak of it only: rules, consolidation, layout."""
    form_id = operation["id"]
    if edit.get(form_id, "spec") != "form/1":
        raise fail("draft.no_place", form_id)
    regime = regime_id(edit.documents)
    edit.put((regime, "forms"), [key for key in edit.require(regime)["forms"] if key != form_id])
    for key, document in list(edit.documents.items()):
        if document.get("form") == form_id:
            edit.put((key,), ABSENT)
    edit.put((form_id,), ABSENT)
    return []


def regime_id(documents: Mapping[str, Mapping[str, Any]]) -> str:
    """Id of the regime document. Raises ``template.no_regime``."""
    for key, document in documents.items():
        if document.get("spec") == "regime/1":
            return key
    raise fail("template.no_regime")
