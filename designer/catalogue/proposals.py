"""Bindings proposed for a form by caption likeness, each with how sure and why; accepted one by one or all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from designer.catalogue.likeness import LEAST, CaptionIndex, key_of, like
from designer.catalogue.reported import Reported
from metadata.bindings import bound_at, held_columns, member_name, points_of
from metadata.documents import Column, Dimension, Form, GridSection, Indicator, Row
from metadata.measures import measures
from metadata.template import Template

#: Below this a likeness is no proposal.
SURE_ENOUGH: Final = 0.78
#: Another form binds a column with the same captions: the best of reasons.
_SEEN: Final = 0.9
_TOTALS: Final = frozenset({"tổng số", "tổng cộng", "cộng", "tổng", "cộng chung", "toàn tỉnh"})


@dataclass(frozen=True, slots=True)
class Known:
    """An indicator that a form may be bound to: its document, and the regime it comes from (empty: the draft's own)."""

    data: Mapping[str, Any]
    typed: Indicator
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One binding. ``reasons`` are pairs of a word key and its arguments."""

    section: str
    axis: str
    node: str
    label: str
    score: float
    reasons: tuple[tuple[str, Mapping[str, str]], ...]
    indicator: Known | None = None
    members: tuple[str, ...] = ()

    def operations(self, form: str, documents: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What accepting it does; an indicator of another regime comes along."""
        at = [form, "sections", "items", self.section, self.axis, "nodes", self.node]
        found: list[dict[str, Any]] = []
        if self.indicator is not None:
            key = self.indicator.typed.id
            if key not in documents:
                body = {name: value for name, value in self.indicator.data.items() if name != "part"}
                lists = [one for one in body.get("disaggregations", ()) if one in documents]
                body = {**{name: value for name, value in body.items() if name != "disaggregations"}, **({"disaggregations": lists} if lists else {})}
                found.append({"op": "set", "path": [key], "value": body})
            found.append({"op": "set", "path": [*at, "indicator"], "value": key})
        if self.members:
            found.append({"op": "set", "path": [*at, "members"], "value": list(self.members)})
        return found


@dataclass
class Proposer:
    """Proposals for one form of a template."""

    template: Template
    form: Form
    known: Sequence[Known]
    reported: Reported
    names: CaptionIndex[Known] = field(default_factory=CaptionIndex)

    def __post_init__(self) -> None:
        self.by_id = {one.typed.id: one for one in self.known}
        for one in self.known:
            self.names.add([one.typed.name], one)

    def all(self) -> list[Proposal]:
        """Indicators first, then members, table by table."""
        found: list[Proposal] = []
        for section in self.form.grids:
            found += [*self._indicators(section), *self._members(section)]
        return self._once(found)

    def _once(self, found: Sequence[Proposal]) -> list[Proposal]:
        """An indicator is proposed for one place, the surest, and not where the form is bound to it already."""
        taken = {point.indicator for point in points_of(self.form)}
        best: dict[str, Proposal] = {}
        for one in found:
            if one.indicator is not None:
                known = best.setdefault(one.indicator.typed.id, one)
                if one.score > known.score:
                    best[one.indicator.typed.id] = one
        return [one for one in found if one.indicator is None or (best[one.indicator.typed.id] is one and one.indicator.typed.id not in taken)]

    def _indicators(self, section: GridSection) -> Iterator[Proposal]:
        columns = {column.id for column in held_columns(section) if bound_at(section.columns, column.id).indicator}
        rows = [row for row, _ in section.rows.walk() if row.kind in ("data", "total")]
        by_rows = any(bound_at(section.rows, row.id).indicator for row in rows)
        if not by_rows:
            for column in held_columns(section):
                if column.id not in columns and (found := self._indicator(section, column)):
                    yield found
        # One side says what the figures are: rows are asked only in a table whose columns say nothing.
        if not columns:
            for row in rows:
                if not bound_at(section.rows, row.id).indicator and (found := self._indicator(section, row)):
                    yield found

    def _indicator(self, section: GridSection, node: Column | Row) -> Proposal | None:
        column = isinstance(node, Column)
        steps: Sequence[Column | Row] = section.columns.path(node.id) if isinstance(node, Column) else section.rows.path(node.id)
        path = [step.label for step in steps]
        unit = node.cell.unit or section.cell.unit or self.form.cell.unit or ""
        found = [one for one in (self._by_name(path, unit), self._as_elsewhere(path, unit)) if one is not None]
        if not found:
            return None
        known, score, reasons = max(found, key=lambda one: one[1])
        # Two ways to the same indicator: both reasons are told.
        others = (reason for one in found for reason in one[2] if one[0] is known and reason not in reasons)
        reasons = (*reasons, *others)
        return Proposal(section.id, "columns" if column else "rows", node.id, node.label, score, reasons, known)

    def _by_name(self, path: Sequence[str], unit: str) -> tuple[Known, float, tuple[tuple[str, Mapping[str, str]], ...]] | None:
        whole = " ".join(path[-3:])
        asked = [path[-1], *([" ".join(path[-2:]), whole] if len(path) > 1 else [])]
        best: tuple[Known, float, str] | None = None
        for text in dict.fromkeys(asked):
            if len(key_of(text)) < LEAST:
                continue
            for hit in self.names.find([text], SURE_ENOUGH, 3):
                score = hit.score * _part_said(path, text, hit.item.typed.name)
                if best is None or score > best[1]:
                    best = (hit.item, score, text)
        if best is None:
            return None
        known, score, text = best
        reasons: list[tuple[str, Mapping[str, str]]] = [("name" if text == path[-1] else "path", {"percent": str(round(score * 100)), "name": known.typed.name})]
        score, why = _by_unit(score, unit, known.typed)
        return (known, score, (*reasons, *why)) if score >= SURE_ENOUGH else None

    def _as_elsewhere(self, path: Sequence[str], unit: str) -> tuple[Known, float, tuple[tuple[str, Mapping[str, str]], ...]] | None:
        if len(key_of(path[-1])) < LEAST:
            return None
        for hit in self.reported.captions.find(path, _SEEN, 5):
            known = self.by_id.get(hit.item.indicator)
            if known is not None:
                reason = ("elsewhere", {"percent": str(round(hit.score * 100)), "form": hit.item.form_code, "regime": hit.item.source.code})
                score, why = _by_unit(hit.score, unit, known.typed)
                return known, score, (reason, *why)
        return None

    def _members(self, section: GridSection) -> Iterator[Proposal]:
        for axis, tree in (("columns", section.columns), ("rows", section.rows)):
            nodes: Mapping[str, Column | Row] = {**tree.nodes}
            groups = [tree.root, *(node.children for node in nodes.values())]
            for group in groups:
                siblings = [nodes[key] for key in group if not (isinstance(nodes[key], Column) and getattr(nodes[key], "stub", None))]
                yield from self._group(section, axis, siblings)

    def _group(self, section: GridSection, axis: str, siblings: Sequence[Column | Row]) -> Iterator[Proposal]:
        """Members of the list that most of the captions beside one another are called after."""
        best: tuple[float, Dimension, dict[str, tuple[str, float]]] | None = None
        asked = [node for node in siblings if key_of(node.label) not in _TOTALS]
        for dimension in self.template.dimensions.values():
            found = {node.id: match for node in asked if (match := _member(node.label, dimension))}
            share = len(found) / max(1, len(asked))
            if len(found) >= 2 and share >= 0.5 and (best is None or share > best[0]):
                best = (share, dimension, found)
        if best is None:
            return
        _, dimension, found = best
        for node in asked:
            if node.id in found and not node.members:
                member, score = found[node.id]
                args = {"list": dimension.name, "percent": str(round(score * 100)), "n": str(len(found)), "of": str(len(asked))}
                yield Proposal(section.id, axis, node.id, node.label, score, (("member", args),), None, (member_name(dimension.id, member),))


def _part_said(path: Sequence[str], text: str, name: str) -> float:
    """1, or less where the headers above say something that neither the text compared nor the indicator's name says."""
    said = set(key_of(text).split()) | set(key_of(name).split())
    above = [key_of(step) for step in path[:-1]]
    return 0.85 if any(key and not set(key.split()) & said for key in above) else 1.0


def _member(label: str, dimension: Dimension) -> tuple[str, float] | None:
    key = key_of(label)
    scored = [(like(key, key_of(member.name)), member.id) for member in dimension.members.values()]
    score, member = max(scored, default=(0.0, ""))
    return (member, score) if score >= 0.88 else None


def _by_unit(score: float, unit: str, indicator: Indicator) -> tuple[float, list[tuple[str, Mapping[str, str]]]]:
    known = measures()
    if unit not in known or indicator.unit not in known:
        return score, []
    if known[unit].dimension == known[indicator.unit].dimension:
        return min(1.0, score + 0.02), [("unit", {"unit": known[unit].symbol})]
    return score * 0.8, [("other_unit", {"unit": known[unit].symbol, "wanted": known[indicator.unit].symbol})]
