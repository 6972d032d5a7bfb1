"""Figures of a form that are asked for elsewhere already: the same data point, or captions that say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from designer.catalogue.entries import Entry, Source, entries_of
from designer.catalogue.likeness import LEAST, key_of
from designer.catalogue.reported import Reported
from designer.operations import run
from metadata.checks import check_template
from metadata.errors import KhuonError
from metadata.measures import measures

#: Below this two captions are not said to be alike.
ALIKE: Final = 0.9
#: Remarks for one column or row.
_MOST: Final = 4
Documents = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Repeat:
    """One remark: ``mine`` is asked for at ``there`` too. ``own``: another form of the same draft."""

    mine: Entry
    there: Entry
    same_point: bool
    score: float
    own: bool
    #: The remark was answered: it is meant.
    meant: bool


def repeats_of(documents: Documents, form: str, source: Source, reported: Reported) -> list[Repeat]:
    """Remarks for a form of a draft, node by node, the same data point first."""
    here = list(entries_of(source, documents))
    mine = [entry for entry in here if entry.form == form]
    others = Reported(())
    for entry in here:
        if entry.form != form:
            others.take(entry)
    meant = {node: set(body.get("repeats", ())) for node, body in _nodes(documents[form])}
    found: dict[tuple[str, str], Repeat] = {}
    for entry in mine:
        for repeat in (*_against(entry, others, own=True), *_against(entry, reported, own=False)):
            key = (entry.node, repeat.there.place)
            known = found.get(key)
            if known is None or (repeat.same_point and not known.same_point):
                found[key] = replace(repeat, meant=repeat.there.place in meant.get(entry.node, ()))
    return _few(list(found.values()))


def _nodes(form: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for section in form["sections"]["items"].values():
        for axis in ("columns", "rows"):
            yield from (section.get(axis) or {}).get("nodes", {}).items()


def _against(entry: Entry, index: Reported, *, own: bool) -> Iterator[Repeat]:
    regime = entry.source.regime
    if entry.point:
        for there in index.points.get(entry.point, ()):
            if own or there.source.regime != regime:
                yield Repeat(entry, there, True, 1.0, own, False)
        return
    if len(key_of(entry.path[-1])) < LEAST and len(entry.path) < 2:
        return
    for hit in index.captions.find(entry.path, ALIKE, 8):
        there = hit.item
        if (own or there.source.regime != regime) and there.axis == entry.axis and _units_meet(entry, there) and _says_enough(entry, there):
            yield Repeat(entry, there, False, hit.score, own, False)


def _says_enough(entry: Entry, there: Entry) -> bool:
    """``Tổng số`` or ``Quý I`` alone says nothing of what is counted: three words of the whole path do."""
    return min(len({word for part in side.path for word in key_of(part).split()}) for side in (entry, there)) >= 3


def _units_meet(entry: Entry, there: Entry) -> bool:
    known = measures()
    sides = [known[side.unit].dimension for side in (entry, there) if side.unit in known]
    return len(set(sides)) < 2


def _few(found: list[Repeat]) -> list[Repeat]:
    by_node: dict[str, list[Repeat]] = {}
    for repeat in sorted(found, key=lambda one: (not one.same_point, -one.score, one.there.source.code, one.there.form_code)):
        by_node.setdefault(repeat.mine.node, []).append(repeat)
    return [repeat for repeats in by_node.values() for repeat in repeats[:_MOST]]


class Errors:
    """The errors of a draft as it stands: looked for once, and not before somebody asks; a form has many repeats to try."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    @cached_property
    def known(self) -> frozenset[tuple[str, str]]:
        """Code and place of each."""
        return errors_of(self._documents)


def errors_of(documents: Documents) -> frozenset[tuple[str, str]]:
    """Code and place of what keeps a template from being submitted."""
    return frozenset((one.code, one.place) for one in check_template(documents) if one.severity == "error")


def source_operations(documents: Documents, repeat: Repeat, before: Errors) -> list[dict[str, Any]]:
    """Operations that let a column or row read its figures from the other form of the draft; none where that cannot be.

    Forms of one draft share units and period. Whether the other form has the cell is tried by the checks of the whole template:
    nothing may be wrong that was not wrong ``before``.
    """
    if not repeat.own or repeat.mine.axis != repeat.there.axis:
        return []
    mine, there = (documents[entry.form]["sections"]["items"][entry.section][entry.axis]["nodes"].get(entry.node, {}) for entry in (repeat.mine, repeat.there))
    code = there.get("code")
    if not code or mine.get("children") or (mine.get("cell") or {}).get("formula"):
        return []
    path = [repeat.mine.form, "sections", "items", repeat.mine.section, repeat.mine.axis, "nodes", repeat.mine.node, "cell"]
    operations = [
        {"op": "set", "path": [*path, "kind"], "value": "carried"},
        {"op": "set", "path": [*path, "formula"], "value": f"form({repeat.there.form}, {code})"},
    ]
    try:
        after = run(dict(documents), operations).documents  # type: ignore[arg-type]
    except KhuonError:
        return []
    return operations if errors_of(after) <= before.known else []
