"""Findings gathered report by report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Final

from designer.effects.found import EXAMPLES, Example, Judged, Lost, Moved
from designer.effects.sides import Looked, Sides
from metadata.adding import add
from metadata.celltypes import show
from metadata.documents import Rule
from metadata.formula.program import Failure
from metadata.mapping import Places, whole
from metadata.mapping.convert import split
from metadata.values import CellValue
from runtime.submissions.filled import Filled

#: Kinds whose figures are compared: what a formula gives.
_COMPUTED: Final = ("computed", "carried")
#: What is wrong with values, told without the figures of anybody's report.
_UNFIT: Final[Mapping[str, tuple[str, str]]] = {
    "cell.required": ("ô bắt buộc chưa có số liệu", "a required cell is empty"),
    "cell.out_of_range": ("số liệu ngoài khoảng cho phép", "a figure is outside the allowed range"),
    "cell.negative": ("số âm ở ô không nhận số âm", "a negative figure where none is allowed"),
    "cell.not_a_choice": ("giá trị không có trong danh sách lựa chọn", "a value is not one of the choices"),
    "cell.dash_not_allowed": ("dấu “-” ở ô không nhận", "“-” where none is allowed"),
    "cell.too_long": ("nội dung dài quá giới hạn", "a text is too long"),
    "rows.too_few": ("thiếu dòng phải kê", "too few rows"),
}


class Gathering:
    """What is found over the reports looked at. Figures and sentences are kept in both languages or as they print."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.lost: dict[tuple[str, str], Lost] = {}
        self.judged: dict[tuple[str, str, str], Judged] = {}
        self.moved: dict[tuple[str, str], Moved] = {}
        self._old = {form.id: Places(form) for form in sides.old.forms}
        self._new = {form.id: Places(form) for form in sides.new.forms}

    def take(self, looked: Looked, submission: str, unit: str, period: str, *, covered: bool) -> None:
        """One more report; ``unit`` and ``period`` as they are called."""
        here = Example(submission, unit, period)
        for (form, key), value in looked.lost.items():
            self._lose(self._old[form], key, value, here)
        for (form, key), value in looked.unasked.items():
            self._lose(self._new[form], key, value, here, "unasked")
        for what in ("failing", "passing", "unchecked"):
            for form, failure in getattr(looked, what):
                self._judge(what, form, failure, here, covered=covered)
        for place in looked.unfit:
            self._unfit(place, here, covered=covered)
        for form in self.sides.changed:
            if form in looked.after:
                self._compare(form, looked, here)

    # -- places

    def _lose(self, side: Places, key: str, value: CellValue, here: Example, why: str = "") -> None:
        base, _ = split(key)
        if base not in side.stated:
            return
        place, why, reason = (self._homes[side.form.id].get(base) or (base, "unsaid", "")) if not why else (base.rpartition(":")[2], why, "")
        at = (side.form.id, f"{why}/{place}")
        lost = self.lost.get(at)
        if lost is None:
            lost = self.lost[at] = Lost(side.form.code, side.words(place), side.words(place, "en"), why, reason)
        lost.values += 1
        lost.units.add(here.unit)
        lost.periods[here.period] = lost.periods.get(here.period, 0) + 1
        if len(lost.examples) < EXAMPLES:
            lost.examples.append(Example(here.submission, here.unit, here.period, show(value, side.cells[base])))

    @cached_property
    def _homes(self) -> Mapping[str, Mapping[str, tuple[str, str, str]]]:
        """Old form → cell → (the column, row or cell that loses its figures, why, the reason given)."""
        found: dict[str, dict[str, tuple[str, str, str]]] = {form: {} for form in self._old}
        for conversion in self.sides.conversions.values():
            routes = conversion.routes
            if routes is None or conversion.old is None:
                continue
            homeless = frozenset(routes.homeless)
            self._name(found[conversion.source_id], conversion.old, homeless)
            reasons = routes.mapping.dropped if routes.mapping is not None else {}
            for key in routes.dropped:
                place = next((part for part in (key, *reversed(key.split(":"))) if part in reasons), key)
                found[conversion.source_id][key] = (place, "dropped", reasons.get(place, ""))
        for form in self.sides.gone:
            self._name(found[form], self._old[form], self._old[form].stated)
        return found

    @staticmethod
    def _name(into: dict[str, tuple[str, str, str]], side: Places, cells: frozenset[str]) -> None:
        for place in whole(cells, side, lambda own: own & side.stated <= cells):
            for key in cells:
                if place == key or place in key.split(":"):
                    into.setdefault(key, (place, "unsaid", ""))

    # -- checks

    def _judge(self, what: str, form: str, failure: Failure, here: Example, *, covered: bool) -> None:
        side = self.sides.old if what == "unchecked" else self.sides.new
        form_id = self.sides.conversions[form].source_id if what == "unchecked" else form
        rule = side.rules(form_id).get(failure.rule)
        said = failure.message or (_spoken(rule) if rule is not None else failure.rule)
        one = self._judged((what, form, failure.rule), failure.severity, said, said)
        # The sentence names figures of the report: it is kept as one.
        self._count(one, Example(here.submission, here.unit, here.period, failure.sentence["vi"], failure.sentence.get("en", "")), covered=covered)

    def _unfit(self, place: str, here: Example, *, covered: bool) -> None:
        form, _, code = place.partition("/")
        words, words_en = _UNFIT.get(code, (f"giá trị không hợp với ô ({code})", f"a value does not fit its cell ({code})"))
        self._count(self._judged(("unfit", form, code), "error", words, words_en), here, covered=covered)

    def _judged(self, key: tuple[str, str, str], severity: str, words: str, words_en: str) -> Judged:
        what, form, rule = key
        if key not in self.judged:
            self.judged[key] = Judged(what, self.sides.new.form(form).code, rule, severity, words, words_en)
        return self.judged[key]

    @staticmethod
    def _count(one: Judged, example: Example, *, covered: bool) -> None:
        one.reports += 1
        one.covered += covered
        one.units.add(example.unit)
        if len(one.examples) < EXAMPLES:
            one.examples.append(example)

    # -- figures

    def _compare(self, form: str, looked: Looked, here: Example) -> None:
        source = self.sides.conversions[form].source_id
        before, after = looked.before.get(source, Filled()).values, looked.after[form].values
        for key, old_keys in self.pairs[form]:
            was, now = _one(before, old_keys), after.get(key)
            # A total of a report that is not filled yet is blank on both sides; one that was blank and is not any more has moved.
            if was == now:
                continue
            spec = self._new[form].cells[key]
            if (form, key) not in self.moved:
                side = self._new[form]
                self.moved[form, key] = Moved(side.form.code, side.words(key), side.words(key, "en"), "", "", "")
            moved = self.moved[form, key]
            moved.reports += 1
            if len(moved.examples) < EXAMPLES:
                moved.examples.append(Example(here.submission, here.unit, here.period, show(now, spec) or "–", show(was, spec) or "–"))

    @cached_property
    def pairs(self) -> Mapping[str, list[tuple[str, tuple[str, ...]]]]:
        """Form of the draft → computed cells with the old cells that held the same figure."""
        return {form: list(self._pairs(form, _COMPUTED)) for form in self.sides.changed}

    def _pairs(self, form: str, kinds: tuple[str, ...]) -> Iterable[tuple[str, tuple[str, ...]]]:
        conversion = self.sides.conversions[form]
        for key, spec in self._new[form].cells.items():
            route = conversion.route(key)
            if route.how in ("same", "sum") and route.cells and spec.kind in kinds and "#" not in key:
                yield key, route.cells

    def totals(self, form: str, before: Filled, after: Filled, period: str) -> list[Moved]:
        """Figures of a consolidated report that come out otherwise."""
        found = []
        for key, old_keys in self._pairs(form, ("number", *_COMPUTED)):
            was, now = _one(before.values, old_keys), after.values.get(key)
            if was == now:
                continue
            side = self._new[form]
            spec = side.cells[key]
            by = abs((now if isinstance(now, Decimal) else Decimal(0)) - (was if isinstance(was, Decimal) else Decimal(0)))
            said, says = (show(value, spec) or "–" for value in (was, now))
            found.append(Moved(side.form.code, side.words(key), side.words(key, "en"), period, said, says, by=by))
        return found


def _one(values: Mapping[str, CellValue], keys: tuple[str, ...]) -> CellValue:
    stated = [values.get(key) for key in keys]
    return stated[0] if len(stated) == 1 else add(stated)


def _spoken(rule: Rule) -> str:
    """A check as it is printed, else as it is written."""
    return rule.printed or rule.expr.replace("==", "=")
