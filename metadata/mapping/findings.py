"""Whether a mapping is total, and whether what it joins goes together.

Places that lose or gain a whole column or row are named once, not cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from rapidfuzz import fuzz

from metadata.documents import CellSpec, FormMapping
from metadata.errors import Problem
from metadata.grid import NUMERIC_KINDS
from metadata.mapping.base import base_of
from metadata.mapping.derived import formula_problems
from metadata.mapping.places import Places
from metadata.mapping.routes import Route, Routes, mappings_of
from metadata.measures import measures
from metadata.template import Template
from metadata.text import fold

_HOWS: Final = {"same": ("giữ nguyên", "as it is"), "sum": ("cộng", "sum")}
_KINDS: Final = {
    "number": ("số", "numbers"), "text": ("chữ", "text"), "choice": ("lựa chọn", "a choice"), "date": ("ngày", "dates"),
    "file": ("tệp", "files"), "target": ("chỉ tiêu so sánh", "targets"),
}  # fmt: skip
#: Below this likeness a kept id under another caption is worth a look.
_SAME_CAPTION: Final = 50.0
#: Places named of one kind of finding in one form; the rest are counted by the page.
MOST: Final = 200


def check_mappings(old: Template, new: Template, base: str | None) -> list[Problem]:
    """Findings of all forms of the new release that follow a form of the old one.

    ``base`` is the old release's own hash, which mappings written before content was named still carry.
    """
    known, mappings = {form.id for form in old.forms}, mappings_of(new, base, base_of(old.documents))
    found: list[Problem] = []
    for form in new.forms:
        mapping = mappings.get(form.id)
        source = mapping.source if mapping is not None else form.id
        if source in known:
            found.extend(findings_of(old, new, form.id, mapping))
        elif mapping is not None:
            args = {"form": form.code, "key": source, "side": "bản đang dùng", "side_en": "the release in force"}
            found.append(Problem("mapping.place", f"{mapping.id}/source", args))
    return found


def findings_of(old: Template, new: Template, form_id: str, mapping: FormMapping | None) -> list[Problem]:
    """Findings about one form: ``mapping`` None means that every place keeps its id."""
    source = mapping.source if mapping is not None else form_id
    look = _Look(Routes(Places(old.form(source)), Places(new.form(form_id)), mapping), old, new)
    return sorted([*look.places(), *look.totals(), *look.agreement(), *look.formulas()], key=lambda p: p.severity != "error")


class _Look:
    def __init__(self, routes: Routes, old: Template, new: Template) -> None:
        self.routes, self.old, self.new = routes, routes.old, routes.new
        self._templates = (old, new)
        self._where = routes.mapping.id if routes.mapping is not None else routes.new.form.id

    def _problem(self, code: str, key: str, side: Places, severity: str = "error", **args: Any) -> Problem:
        names = {"place": side.words(key), "place_en": side.words(key, "en")}
        return Problem(code, f"{self._where}/{key}", {"form": self.new.form.code, **names, **args}, severity)

    # -- what the mapping names

    def places(self) -> Iterator[Problem]:
        mapping = self.routes.mapping
        if mapping is None:
            return
        for key, source in mapping.entries.items():
            if not _exists(self.new, key):
                yield self._unknown(key, "bản mới", "the new release")
            for place in source.places:
                if not _exists(self.old, place):
                    yield self._unknown(place, "bản đang dùng", "the release in force")
            wrong = (source.how == "same" and len(source.places) != 1) or (source.how == "sum" and len(source.places) < 2)
            if wrong:
                vi, en = _HOWS[source.how]
                yield self._problem("mapping.count", key, self.new, how=vi, how_en=en, count=len(source.places))
        for place in mapping.dropped:
            if not _exists(self.old, place):
                yield self._unknown(place, "bản đang dùng", "the release in force")
        both = self.routes.dropped & self.routes.taken
        for key in whole(both, self.old, lambda cells: cells <= both):
            yield self._problem("mapping.dropped_used", key, self.old)

    def _unknown(self, key: str, side: str, side_en: str) -> Problem:
        return Problem("mapping.place", f"{self._where}/{key}", {"form": self.new.form.code, "key": key, "side": side, "side_en": side_en})

    # -- totality

    def totals(self) -> Iterator[Problem]:
        homeless = frozenset(self.routes.homeless)
        for key in whole(homeless, self.old, lambda cells: cells & self.old.stated <= homeless)[:MOST]:
            yield self._problem("mapping.homeless", key, self.old)
        # Without a mapping and with nothing lost there is nothing to decide: what is new was not in the old form.
        if self.routes.mapping is not None or homeless:
            unsaid = frozenset(k for k, route in self.routes.by_cell.items() if route.how == "unsaid" and k in self.new.stated)
            for key in whole(unsaid, self.new, lambda cells: cells & self.new.stated <= unsaid)[:MOST]:
                yield self._problem("mapping.unsaid", key, self.new)
        yield from self._twice()

    def _twice(self) -> Iterator[Problem]:
        homes: dict[str, list[str]] = {}
        for key, route in self.routes.by_cell.items():
            if route.how in ("same", "sum") and key in self.new.stated:
                for cell in route.cells:
                    homes.setdefault(cell, []).append(key)
        twice = {cell: keys for cell, keys in homes.items() if len(keys) > 1 and cell in self.old.stated}
        for place in whole(frozenset(twice), self.old, lambda cells: bool(cells & self.old.stated) and cells & self.old.stated <= set(twice))[:MOST]:
            cell = next(cell for cell in twice if place in (cell, *cell.split(":")))
            yield self._problem(
                "mapping.twice", place, self.old,
                targets=", ".join(self.new.words(key) for key in twice[cell][:3]),
                targets_en=", ".join(self.new.words(key, "en") for key in twice[cell][:3]),
            )  # fmt: skip

    # -- what goes together

    def agreement(self) -> Iterator[Problem]:
        seen: set[tuple[str, str]] = set()
        for key, route in self.routes.by_cell.items():
            if route.how not in ("same", "sum") or key not in self.new.stated:
                continue
            for problem in self._pair(key, route):
                # Told once for a column: its rows say the same.
                column = key.partition(":")[2] or key
                if (problem.code, column) not in seen:
                    seen.add((problem.code, column))
                    yield problem
        yield from self._renamed()

    def _pair(self, key: str, route: Route) -> Iterator[Problem]:
        spec = self.new.cells[key]
        place = key.partition(":")[2] or key
        for cell in route.cells:
            other = self.old.cells.get(cell)
            if other is None:
                continue
            if _value_kind(spec) != _value_kind(other):
                new, old = _KINDS[_value_kind(spec)], _KINDS[_value_kind(other)]
                yield self._problem("mapping.type", place, self.new, new=new[0], new_en=new[1], old=old[0], old_en=old[1])
            elif _value_kind(spec) == "number":
                yield from self._numbers(place, spec, other)
        if route.how == "sum":
            yield from self._added(place, route.cells)

    def _numbers(self, place: str, spec: CellSpec, other: CellSpec) -> Iterator[Problem]:
        if spec.unit and other.unit and spec.unit != other.unit:
            new, old = (measures()[unit].label if unit in measures() else unit for unit in (spec.unit, other.unit))
            yield self._problem("mapping.unit", place, self.new, new=new, old=old)
        if (spec.decimals or 0) < (other.decimals or 0):
            yield self._problem("mapping.decimals", place, self.new, new=spec.decimals or 0, old=other.decimals or 0)

    def _added(self, place: str, cells: Iterable[str]) -> Iterator[Problem]:
        for cell in cells:
            spec, indicator = self.old.cells.get(cell), self._templates[0].indicators.get(self.old.indicator(cell))
            unit = measures().get(spec.unit or "") if spec is not None else None
            if (indicator is not None and indicator.over_units != "sum") or (unit is not None and not unit.additive):
                where = cell.partition(":")[2] or cell
                yield self._problem("mapping.not_additive", place, self.new, old=self.old.words(where), old_en=self.old.words(where, "en"))

    def _renamed(self) -> Iterator[Problem]:
        said: Mapping[str, Any] = self.routes.mapping.entries if self.routes.mapping is not None else {}
        for key, place in self.new.by_key.items():
            before = self.old.by_key.get(key)
            if key in said or before is None or place.axis != before.axis or key not in self.new.holding:
                continue
            captions = ["".join(fold(" ".join(side.path)).split()) for side in (before, place)]
            if all(captions) and fuzz.ratio(*captions) < _SAME_CAPTION:
                yield self._problem("mapping.other_caption", key, self.new, "warning", old=" – ".join(before.path))

    # -- formulas

    def formulas(self) -> Iterator[Problem]:
        mapping = self.routes.mapping
        if mapping is None:
            return
        for key, source in mapping.entries.items():
            if source.how == "derived" and not source.expr.strip():
                yield self._problem("mapping.formula", key, self.new, why="chưa có công thức.", why_en="there is none.")
        for key, problem in formula_problems(self._templates[0], self.old, self.new, mapping):
            yield self._problem("mapping.formula", key, self.new, why=problem.sentence(), why_en=problem.sentence("en"))


def _exists(places: Places, key: str) -> bool:
    return key in places.by_key or key in places.cells


def _value_kind(spec: CellSpec) -> str:
    kind = spec.kind or "number"
    return "number" if kind in NUMERIC_KINDS else kind


def whole(cells: frozenset[str], side: Places, covers: Any) -> list[str]:
    """Cells as places: a column whose stated cells are all among them, then a row, then what is left cell by cell."""
    left = dict.fromkeys(key for key in side.cells if key in cells)
    found: list[str] = []
    for place in side.by_key.values():
        if place.axis == "answer":
            own = {place.key} & set(left)
        else:
            own = {key for key in left if place.key in key.split(":")}
        if own and covers({key for key in side.cells if place.key in (key, *key.split(":"))}):
            found.append(place.key)
            left = dict.fromkeys(key for key in left if key not in own)
    return [*found, *left]
