"""Rows and columns of a table as one kind of tree, and what the words of their captions say of it.

*Chia theo*, *chia ra*, *phân loại … theo*: the parts add up to the whole (a partition). *Trong đó*: a part only. The words stand at
the head of a caption and speak of what is under it, or at its end (*Tổng chi (Chia theo:)*) and speak of the row itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from metadata.documents import Column, Form, GridSection, Row
from metadata.formula.equations import AxisName
from metadata.formula.relation_axis import called_total, row_number
from metadata.formula.scope import kind_of_cell

Role = Literal["partition", "part", ""]

# The words are read with their marks: "trồng đỗ" is no "trong đó".
_LEAD: Final = r"^[\s\-–+•*.(]*(?:(?:[0-9]+(?:\.[0-9]+)*|[ivx]+|[a-zđ])[.)]\s*)?"
_PARTITION: Final = re.compile(_LEAD + r"(?:chia theo|chia ra|chia thành|phân theo|phân ra|phân tổ|phân chia theo|cơ cấu theo|phân loại\b.*\btheo\b)")
_PART: Final = re.compile(_LEAD + r"trong (?:số |tổng số )?đó\b")
_PARTITION_END: Final = re.compile(r"[\s,(:;](?:chia theo|chia ra|phân theo|phân ra|bao gồm|gồm)\s*:?\s*\)?\s*$")
_PART_END: Final = re.compile(r"[\s,(:;]trong (?:số )?đó\s*:?\s*\)?\s*$")
_REST: Final = re.compile(r"\b(?:khác|còn lại|lại)\b")
_RATE: Final = re.compile(r"^(?:tỷ|tỉ) (?:lệ|trọng|suất)\b|^%|\(%\)")


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def head_role(label: str) -> Role:
    """What a caption says of what stands under it."""
    text = _plain(label)
    return "partition" if _PARTITION.match(text) else "part" if _PART.match(text) else ""


def tail_role(label: str) -> Role:
    """What a caption says of the rows under it, when it has figures of its own."""
    text = _plain(label)
    return "partition" if _PARTITION_END.search(text) else "part" if _PART_END.search(text) else ""


def is_rest(label: str) -> bool:
    """Whether a caption names what remains (*khác*, *còn lại*): with it even a *trong đó* adds up."""
    return bool(_REST.search(_plain(label)))


@dataclass(frozen=True, slots=True)
class Item:
    """A column or row. ``own`` says whether it has figures of its own that can be added."""

    id: str
    label: str
    own: bool
    children: tuple[str, ...]
    code: str
    number: str
    unit: str | None


@dataclass(frozen=True)
class Outline:
    """The tree of one axis of a table."""

    form: str
    section: str
    axis: AxisName
    items: Mapping[str, Item]
    root: tuple[str, ...]

    @cached_property
    def parents(self) -> Mapping[str, str | None]:
        """Parent of every item; None at the root."""
        found: dict[str, str | None] = dict.fromkeys(self.root)
        for item in self.items.values():
            found.update(dict.fromkeys(item.children, item.id))
        return found

    def siblings(self, item: str) -> tuple[str, ...]:
        """The items under the same parent, itself included."""
        parent = self.parents[item]
        return self.root if parent is None else self.items[parent].children

    def members(self, item: str) -> frozenset[str]:
        """All items with figures of their own in the subtree, itself included."""
        found = {item} if self.items[item].own else set()
        return frozenset(found.union(*(self.members(child) for child in self.items[item].children)))

    def top(self, item: str) -> list[str]:
        """What stands for an item in a sum: itself, the total that opens it, or else what is under it. A *trong đó* is left out."""
        here = self.items[item]
        if here.own:
            return [item]
        if total := self.total_of(item):
            return [total]
        return self.under(item)

    def under(self, item: str) -> list[str]:
        """What the items under one add up from."""
        return [one for child in self.items[item].children if head_role(self.items[child].label) != "part" for one in self.top(child)]

    def total_of(self, item: str) -> str:
        """The total that opens a group without figures of its own, else nothing."""
        children = self.items[item].children
        first = self.items[children[0]] if children else None
        return first.id if first and first.own and not first.children and called_total(first.label) and len(children) > 1 else ""

    def strands(self, item: str) -> bool:
        """Whether the same captions stand under several of its children: two things are counted side by side."""
        seen: set[tuple[str, ...]] = set()
        for child in self.items[item].children:
            labels = tuple(_plain(self.items[one].label) for one in self.items[child].children)
            if labels in seen:
                return True
            if labels:
                seen.add(labels)
        return False

    def whole_of(self, item: str) -> str:
        """The item that a group is a partition or a part of: the row above it, else the nearest figure before it. Empty when unclear."""
        parent = self.parents[item]
        if parent is not None and self.items[parent].own:
            return parent
        siblings = self.siblings(item)
        before = [one for one in reversed(siblings[: siblings.index(item)]) if not head_role(self.items[one].label)]
        total = next((one for one in before if self.items[one].own and called_total(self.items[one].label)), "")
        if not before or (total and head_role(self.items[item].label) == "partition"):
            return total
        return self._standing_for(before[0], item)

    def _standing_for(self, before: str, item: str) -> str:
        candidates = self.top(before)
        if len(candidates) == 1:
            return candidates[0]
        labels = {_plain(self.items[one].label) for one in self.members(item)}
        alike = [one for one in candidates if {_plain(self.items[one].label)} == labels]
        return alike[0] if len(alike) == 1 else ""

    def walk(self) -> Iterator[Item]:
        """All items in print order."""
        waiting = list(reversed(self.root))
        while waiting:
            item = self.items[waiting.pop()]
            yield item
            waiting.extend(reversed(item.children))


def columns_outline(form: Form, section: GridSection) -> Outline:
    """The columns of a table. Notes, choices and rates are not added."""
    base = section.cell.over(form.cell)
    items: dict[str, Item] = {}
    for node in section.columns.nodes.values():
        cell = node.cell.over(base)
        own = not node.children and node.stub is None and cell.kind != "blocked" and kind_of_cell(cell).numeric and not _is_rate(node, cell.unit)
        items[node.id] = Item(node.id, node.label, own, node.children, node.code or "", node.number or "", cell.unit)
    return Outline(form.id, section.id, "columns", items, section.columns.root)


def rows_outline(form: Form, section: GridSection) -> Outline:
    """The rows of a table; headings have no figures."""
    base = section.cell.over(form.cell)
    items: dict[str, Item] = {}
    for node in section.rows.nodes.values():
        cell = node.cell.over(base)
        own = node.kind != "heading" and cell.kind != "blocked" and kind_of_cell(cell).numeric and not _is_rate(node, cell.unit)
        items[node.id] = Item(node.id, node.label, own, node.children, node.code or "", row_number(node), cell.unit)
    return Outline(form.id, section.id, "rows", items, section.rows.root)


def _is_rate(node: Column | Row, unit: str | None) -> bool:
    return unit in {"phan_tram", "phan_nghin"} or bool(_RATE.match(_plain(node.label)))


def outlines(form: Form) -> Iterator[Outline]:
    """Both axes of every table of a form."""
    for section in form.grids:
        yield columns_outline(form, section)
        if section.kind == "grid":
            yield rows_outline(form, section)


_WORDS: Final = {"columns": ("cột", "column"), "rows": ("dòng", "row")}


def named(outline: Outline, item: str) -> tuple[str, str]:
    """How officials call it, in both languages: ``cột 6``, ``cột k6 “Tổng số”`` where nothing is numbered, ``nhóm “Trong đó”`` without figures."""
    here = outline.items[item]
    mark = f"“{short(here.label)}”"
    if not here.own:
        return f"nhóm {mark}", f"group {mark}"
    vi, en = _WORDS[outline.axis]
    if here.number or here.code:
        mark = here.number or f"{here.code} {mark}"
    return f"{vi} {mark}", f"{en} {mark}"


def short(label: str) -> str:
    """A caption on one line, cut after sixty characters."""
    text = " ".join(label.split())
    return text if len(text) <= 60 else text[:57].rstrip() + "…"


def said(outline: Outline, left: str, operator: str, ids: list[str]) -> str:
    """A sum as officials write it: ``1 = 2 + 3``; codes where nothing is numbered, captions where there is no code."""
    items = [outline.items[one] for one in (left, *ids)]
    names = [item.number or item.code or f"“{short(item.label)}”" for item in items]
    return f"{names[0]} {operator} {' + '.join(names[1:])}"
