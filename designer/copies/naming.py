"""What a table's ids and codes are called in a copy of it, and the texts that speak of the table said of the copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from designer.library.following import Following, add_names, walk
from metadata.formula.functions import CATALOGUE

Node = Mapping[str, Any]
AXES: Final = ("columns", "rows")
_WORD: Final = re.compile(r"\"[^\"]*\"|'[^']*'|[^\W\d]\w*|[()]|\S")
_OTHER_FORM: Final = frozenset({"form", *CATALOGUE["form"].names_vi})


@dataclass
class CopyNames(Following):
    """The names of a copied table: as in a part of the library, but printed numbers stay, and ``form(…)`` of another form too."""

    form: str = ""
    section: str = ""
    to: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    def formula(self, text: str) -> str:
        """The formula with the codes of the copy, also where it names the form itself."""
        words = list(_WORD.finditer(text))
        said = [word[0] for word in words]
        elsewhere = _in_other_forms(said, self.form)
        found, last = [], 0
        for at, word in enumerate(words):
            called = said[at + 1 : at + 2] == ["("]
            found.append(text[last : word.start()])
            found.append(word[0] if called or at in elsewhere else self.codes.get(word[0], word[0]))
            last = word.end()
        return "".join([*found, text[last:]])

    def asks_elsewhere(self, text: str) -> bool:
        """Whether a formula asks for cells of another form."""
        return bool(_in_other_forms([word[0] for word in _WORD.finditer(text)], self.form))

    def key(self, key: str) -> str:
        """A column, row or cell: ``c1``, ``r1``, ``r1:c1``, ``r1#a:c1``; ``period|form|cell`` when it is of this form."""
        period, form, cell = key.split("|") if key.count("|") == 2 else ("", self.form, key)
        if form != self.form:
            return key
        named = ":".join("#".join([self.ids.get(node, node), *rest]) for node, *rest in (part.split("#") for part in cell.split(":")))
        return f"{period}|{form}|{named}" if period else named

    def here(self, key: str) -> bool:
        """Whether a key is one of the copied table."""
        return all(part.split("#")[0] in self.ids for part in key.split(":"))

    def rule(self, rule: Node) -> dict[str, Any]:
        """A check of the copy, with its examples."""
        found = super().rule(rule)
        if "section" in found:
            found["section"] = self.to
        origin = found.get("origin", {})
        if "column" in origin:
            found["origin"] = {**origin, "column": self.ids.get(origin["column"], origin["column"])}
        if "examples" in found:
            found["examples"] = [{**one, "cells": {self.key(key): value for key, value in one["cells"].items()}} for one in found["examples"]]
        return found


def _in_other_forms(said: list[str], own: str) -> set[int]:
    """Places of the words that stand inside a call of another form."""
    found: set[int] = set()
    calls: list[bool] = []
    for at, word in enumerate(said):
        if word == "(":
            calls.append(said[at - 1 : at] != [] and said[at - 1].casefold() in _OTHER_FORM and said[at + 1 : at + 2] != [own])
        elif word == ")" and calls:
            calls.pop()
        elif any(calls):
            found.add(at)
    return found


def named(form: str, section_id: str, section: Node, taken: set[str], fresh: Callable[[str], str]) -> CopyNames:
    """Fresh names for everything in a table; ``taken`` grows by the codes that are given."""
    found = CopyNames(form=form, section=section_id, to=fresh("s"))
    for axis in AXES:
        for key, _ in walk(section[axis]):
            add_names(found, key, section[axis]["nodes"][key], axis, taken, fresh)
    found.parts = {key: fresh("p") for key in section.get("parts", {})}
    return found


def tree(names: CopyNames, old: Node) -> dict[str, Any]:
    """A tree of columns or rows under the names of the copy, with its relation lines as printed."""
    nodes = {}
    for key, _ in walk(old):
        node = {name: value for name, value in names.node(old["nodes"][key]).items() if name != "repeats"}
        kept = {name: old["nodes"][key][name] for name in ("relation",) if name in old["nodes"][key]}
        children = {"children": [names.ids[child] for child in old["nodes"][key]["children"]]} if "children" in old["nodes"][key] else {}
        nodes[names.ids[key]] = {**node, **kept, **children}
    return {"root": [names.ids[key] for key in old["root"]], "nodes": nodes}


def codes_in(section: Node) -> Iterator[str]:
    """The codes of a table's columns and rows."""
    return (node["code"] for axis in AXES for node in section[axis]["nodes"].values() if node.get("code"))
