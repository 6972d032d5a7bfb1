"""Where a template uses an indicator, a list, or a member of a list (``dimension.member``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from metadata.bindings import member_parts

Documents = Mapping[str, Mapping[str, Any]]
_NAME: Final = re.compile(r"(?<![\w\"'])[A-Za-z]\w*")


@dataclass(frozen=True, slots=True)
class Use:
    """One place. ``kind`` is column, row, cell, question, open, indicator, rule or consolidation; ``doc`` the document that it stands in."""

    kind: str
    doc: str
    form: str
    section: str
    id: str
    words: str


def uses_in(documents: Documents, wanted: str) -> list[Use]:
    """Every use of an indicator, a list, or a member of one, in the order of the documents."""
    found: list[Use] = []
    for key, document in documents.items():
        match document.get("spec"):
            case "form/1":
                found.extend(_form(key, document, wanted))
            case "indicator/1" if wanted in document.get("disaggregations", ()):
                found.append(Use("indicator", key, "", "", key, f"{document.get('code', '')} {document.get('name', '')}".strip()))
    return [*found, *_through(documents, found)]


def _form(form: str, document: Mapping[str, Any], wanted: str) -> Iterator[Use]:
    for section_id, section in document["sections"]["items"].items():
        for axis, word in (("columns", "column"), ("rows", "row")):
            for node_id, node in (section.get(axis) or {}).get("nodes", {}).items():
                if _binds(node, wanted):
                    yield Use(word, form, form, section_id, node_id, str(node.get("label", "")))
                if (node.get("open") or {}).get("catalogue") == wanted:
                    yield Use("open", form, form, section_id, node_id, str(node.get("label", "")))
        for key, cell in (section.get("cells") or {}).items():
            if cell.get("dimension") == wanted:
                yield Use("cell", form, form, section_id, key, key)
        for key, item in (section.get("fields") or {}).get("items", {}).items():
            if (item.get("cell") or {}).get("dimension") == wanted:
                yield Use("question", form, form, section_id, key, str(item.get("label", "")))


def _binds(node: Mapping[str, Any], wanted: str) -> bool:
    members = node.get("members", ())
    return (
        node.get("indicator") == wanted
        or wanted in members
        or (node.get("cell") or {}).get("dimension") == wanted
        or any(member_parts(text)[0] == wanted for text in members)
    )


def _through(documents: Documents, found: list[Use]) -> Iterator[Use]:
    """Checks and ways of consolidating that speak of the rows and columns found."""
    bound: dict[str, dict[str, str]] = {}
    for use in found:
        if use.kind in ("column", "row"):
            tree = documents[use.form]["sections"]["items"][use.section]["columns" if use.kind == "column" else "rows"]
            bound.setdefault(use.form, {})[use.id] = str(tree["nodes"][use.id].get("code") or use.id)
    for key, document in documents.items():
        nodes = bound.get(str(document.get("form", "")))
        if not nodes:
            continue
        if document.get("spec") == "rules/1":
            for rule_id, rule in document["items"].items():
                scope = {*(rule.get("rows") or ()), *(rule.get("columns") or ())}
                if scope & set(nodes) or set(_NAME.findall(rule.get("expr", ""))) & set(nodes.values()):
                    yield Use("rule", key, str(document["form"]), "", rule_id, str(rule.get("message") or rule.get("printed") or rule.get("expr", "")))
        elif document.get("spec") == "consolidation/1":
            named = [cell for cell in document["cells"] if set(cell.split(":")) & set(nodes)]
            if named or document.get("default") == "indicator":
                yield Use("consolidation", key, str(document["form"]), "", key, ", ".join(named))
