"""What a part's ids, codes and printed numbers become in the form that it stands in, and the part's texts said in them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_LETTERS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_NAME: Final = re.compile(r"\"[^\"]*\"|'[^']*'|[^\W\d]\w*")
_NUMBER: Final = re.compile(r"\d+")
_COUNTED: Final = re.compile(r"([A-Za-z_]+?)(\d+)", re.ASCII)
_FORMULAS: Final = frozenset({"formula", "weight"})

Node = Mapping[str, Any]
Documents = Mapping[str, Mapping[str, Any]]


def random_id(kind: str) -> str:
    """A fresh id: a letter for the kind and six letters or digits."""
    return kind + "".join(secrets.choice(_LETTERS) for _ in range(6))


@dataclass
class Following:
    """The names of a part in a form: part id → form id, part code → form code, printed number → printed number."""

    ids: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)

    def formula(self, text: str) -> str:
        """A formula, or the condition of a check, with the codes of the form."""
        return _NAME.sub(lambda match: self.codes.get(match[0], match[0]), text)

    def relation(self, text: str) -> str:
        """A printed relation line with the numbers of the form."""
        return _NUMBER.sub(lambda match: self.numbers.get(match[0], match[0]), text)

    def cell(self, cell: Node) -> dict[str, Any]:
        """Properties of cells."""
        return {key: self.formula(value) if key in _FORMULAS else value for key, value in cell.items()}

    def node(self, node: Node) -> dict[str, Any]:
        """A column or row without its children and its relation line."""
        found = {key: value for key, value in node.items() if key not in ("children", "relation")}
        if "code" in found:
            found["code"] = self.codes.get(found["code"], found["code"])
        if "number" in found:
            found["number"] = self.numbers.get(found["number"], found["number"])
        if "cell" in found:
            found["cell"] = self.cell(found["cell"])
        return found

    def rule(self, rule: Node) -> dict[str, Any]:
        """A check."""
        found = {**rule, "expr": self.formula(rule["expr"])}
        for side in ("rows", "columns"):
            if side in found:
                found[side] = [self.ids.get(key, key) for key in found[side]]
        return found


def walk(tree: Node) -> Iterator[tuple[str, str | None]]:
    """Ids of a tree in print order, each with its parent."""
    stack: list[tuple[str, str | None]] = [(key, None) for key in reversed(tree["root"])]
    while stack:
        key, parent = stack.pop()
        yield key, parent
        stack.extend((child, key) for child in reversed(tree["nodes"][key].get("children", ())))


def codes_of(form: Node) -> set[str]:
    """Every code of a form: of columns, rows and questions."""
    found: set[str] = set()
    for section in form["sections"]["items"].values():
        for axis in ("columns", "rows"):
            found |= {node["code"] for node in (section.get(axis) or {}).get("nodes", {}).values() if node.get("code")}
        found |= {item["code"] for item in (section.get("fields") or {}).get("items", {}).values() if item.get("code")}
    return found


def free_code(wanted: str, taken: set[str]) -> str:
    """The code, or the next one like it that is free: ``c4`` → ``c12``, ``tong`` → ``tong_2``."""
    if wanted not in taken:
        return wanted
    counted = _COUNTED.fullmatch(wanted)
    stem = counted[1] if counted else f"{wanted[:28]}_"
    highest = max((int(match[2]) for code in taken if (match := _COUNTED.fullmatch(code)) and match[1] == stem), default=1)
    return f"{stem}{highest + 1}"


def highest_number(tree: Node) -> int:
    """The highest whole printed number of a table's columns; 0 where none is numbered."""
    return max((int(node["number"]) for node in tree["nodes"].values() if str(node.get("number", "")).isdecimal()), default=0)


def begun(part: Node, part_rules: Mapping[str, Any], form: Node, section: Node, axis: str, fresh: Callable[[str], str]) -> Following:
    """Names for every node of a part that goes into a form for the first time."""
    found = Following()
    taken = codes_of(form)
    for key, _ in walk(part):
        add_names(found, key, part["nodes"][key], axis, taken, fresh)
    lift = highest_number(section["columns"]) if axis == "columns" else 0
    for node in part["nodes"].values():
        add_number(found, node, lift)
    found.rules = {key: fresh("k") for key in part_rules.get("order", ())}
    return found


def add_names(found: Following, key: str, node: Node, axis: str, taken: set[str], fresh: Callable[[str], str]) -> None:
    """A fresh id and a free code for one node."""
    kind = "r" if axis == "rows" else "g" if node.get("children") else "c"
    found.ids[key] = fresh(kind)
    if node.get("code"):
        found.codes[node["code"]] = free_code(node["code"], taken)
        taken.add(found.codes[node["code"]])


def add_number(found: Following, node: Node, lift: int) -> None:
    """The printed number of one column, counted on from what is there."""
    number = str(node.get("number", ""))
    if number:
        found.numbers[number] = str(int(number) + lift) if number.isdecimal() else number
