"""The report of a longer period from the reports of the shorter ones inside it: a year from its months or quarters.

Each part was made on the release that held for its period. What was made on an older release than the last part's is brought over by the
mappings, so a year in which the forms changed is still one table; every cell can say which parts it has and which could not give it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.documents import How
from metadata.errors import fail
from metadata.grid import NUMERIC_KINDS
from metadata.mapping.convert import joined, split
from metadata.periods import FREQUENCY_MONTHS, Period
from metadata.template import Template
from metadata.values import CellValue
from runtime.consolidation.made import made_on
from runtime.consolidation.over_time import adds_up, entered_behind, over_time, time_of
from runtime.consolidation.parts import Part, aligned
from runtime.consolidation.plan import PROGRAM_HOWS, Plan, plan_of, together_of
from runtime.releases import kept, release_for, template_of
from runtime.store.models import Collection, ConsolidationResult, Regime, Release
from runtime.submissions.conversion import along, recomputed, way_of
from runtime.submissions.externals import resolve
from runtime.submissions.filled import Filled, load_filled

#: Lengths in months that a report can be made for, beyond the regime's own.
LENGTHS = (3, 6, 9, 12)


@dataclass(frozen=True)
class SpanForm:
    """One form of the span: its figures, and its parts with their rows aligned to it."""

    filled: Filled
    parts: tuple[Part, ...]
    plan: Plan

    def mixed(self, key: str) -> bool:
        """Whether a figure rests on parts of different releases."""
        releases = {part.release.hash for part in self.parts if part.release is not None and part.filled.values.get(key) is not None}
        return len(releases) > 1

    def total_kept(self, key: str) -> bool:
        """Whether a computed cell is added over the parts, because an older part gives its total and may not give what it is made of."""
        return self._is_recomputed(key) and adds_up(self.plan, split(key)[0]) and self._taken_over(key)

    def refused(self, key: str) -> bool:
        """Whether a ratio or a mean stays blank: some part has it and not what it is made of, and it cannot be added."""
        base = split(key)[0]
        if not self._is_recomputed(key) or adds_up(self.plan, base):
            return False
        behind = entered_behind(self.plan, base)
        given = [part for part in self.parts if part.original is not None]
        return self._taken_over(key) and any(not part.has(cell) for part in given for cell in behind)

    def _is_recomputed(self, key: str) -> bool:
        base = split(key)[0]
        how, spec = self.plan.hows.get(base), self.plan.specs.get(base)
        return how is not None and how.how == "recompute" and spec is not None and spec.kind == "computed"

    def _taken_over(self, key: str) -> bool:
        return any(part.original is not None and part.total_kept(key) for part in self.parts)

    def absent(self, key: str) -> list[Part]:
        """Parts whose form did not ask for this figure."""
        return [part for part in self.parts if part.original is not None and not part.has(key)]


def span_of(frequency: str, text: str) -> Period:
    """A longer period than the regime's own. Raises ``period.unknown``, ``period.wrong_kind``."""
    period = Period.parse(text)
    own = FREQUENCY_MONTHS.get(frequency)
    if own is None or period.months <= own or period.months % own or period.months not in LENGTHS:
        raise fail("period.wrong_kind", "period", period=text[:20])
    return period


def periods_in(frequency: str, span: Period) -> list[Period]:
    """The regime's periods inside a longer one, in order."""
    first = Period(span.year, span.month, FREQUENCY_MONTHS[frequency])
    found = [first]
    while len(found) < span.months // first.months:
        found.append(found[-1].next())
    return found


class Span:
    """A longer period of a regime for one unit of the tree. Raises ``period.*``, ``consolidation.not_run`` without any part."""

    def __init__(self, db: Session, regime: Regime, text: str, round_id: str, unit: str | None = None) -> None:
        self.db, self.regime, self.round = db, regime, round_id
        self.unit = unit or regime.owner_id
        newest = db.scalar(select(Release).where(Release.regime_id == regime.id).order_by(Release.no.desc()).limit(1))
        if newest is None:
            raise fail("consolidation.not_run")
        self.frequency = template_of(db, newest.hash).regime.frequency
        self.period = span_of(self.frequency, text)
        self.releases = {period: release_for(db, regime.id, period) for period in periods_in(self.frequency, self.period)}
        self.collections = {
            row.period: row
            for row in db.scalars(select(Collection).where(Collection.regime_id == regime.id, Collection.round == round_id))
        }
        held = [release for release in self.releases.values() if release is not None]
        if not held:
            raise fail("consolidation.not_run")
        #: The release of the last part: the span's report stands in its forms.
        self.release = held[-1]

    @cached_property
    def template(self) -> Template:
        """The template of the span's release."""
        return template_of(self.db, self.release.hash)

    @cached_property
    def forms(self) -> list[str]:
        """Forms of the report, in the regime's order."""
        listed = set(self.template.regime.forms)
        return [form.id for form in self.template.forms if form.id in listed]

    @cached_property
    def _stored(self) -> Mapping[tuple[str, str], ConsolidationResult]:
        rows = self.db.scalars(
            select(ConsolidationResult).where(
                ConsolidationResult.unit_id == self.unit,
                ConsolidationResult.collection_id.in_([row.id for row in self.collections.values()]),
            )
        )
        return {(row.collection_id, row.form_id): row for row in rows}

    @cached_property
    def present(self) -> list[Period]:
        """Parts whose collection was consolidated."""
        made = {collection for collection, _ in self._stored}
        return [period for period in self.releases if period.id in self.collections and self.collections[period.id].id in made]

    def part(self, period: Period, form_id: str) -> Part:
        """One part of one form."""
        collection = self.collections.get(period.id)
        release = self._made_on(collection) or self.releases[period]
        if release is None or collection is None:
            return Part(period, release, collection, None, Filled())
        way = way_of(self.db, release.hash, self.release.hash, form_id)
        source = way[0].source_id if way else form_id
        row = self._stored.get((collection.id, source))
        original = load_filled(row.document) if row is not None else None
        filled = along(way, original) if original is not None else Filled()
        if way:
            filled = recomputed(self.template, form_id, filled)
        adjusted = row is not None and row.adjusted != "{}"
        return Part(period, release, collection, original, filled, way, source, adjusted=adjusted)

    def _made_on(self, collection: Collection | None) -> Release | None:
        """The release that a part's report was made on: not always the one that holds for the period by now."""
        row = next((row for row in self._stored.values() if collection is not None and row.collection_id == collection.id), None)
        return made_on(self.db, collection, row) if collection is not None and row is not None else None

    def plan(self, form_id: str) -> Plan:
        """The plan of a form over time: what a longer period says of its own figures comes before how units are added."""
        on = self.period.last_day.isoformat()

        def make() -> Plan:
            plan = plan_of(self.template, form_id, on)
            return replace(plan, hows={key: _how_over_time(plan, key, how) for key, how in plan.hows.items()})

        return kept(("span", self.release.hash, form_id, on), make)

    def report(self, form_id: str) -> SpanForm:
        """One form of the span. Raises ``not_found`` for a form it does not have."""
        if form_id not in self.forms:
            raise fail("not_found")
        return self._reports[form_id]

    @cached_property
    def _reports(self) -> dict[str, SpanForm]:
        added: dict[str, SpanForm] = {}
        for form_id in self.forms:
            plan = self.plan(form_id)
            parts, instances = aligned([self.part(period, form_id) for period in self.releases], {row.id: together_of(plan, row) for row in plan.open_rows})
            keys = dict.fromkeys(key for part in parts for key in part.filled.values)
            values: dict[str, CellValue] = {}
            for key in keys:
                value = over_time(plan, key, [part.filled.values.get(key) for part in parts if part.original is not None])
                if value is not None:
                    values[key] = value
            added[form_id] = SpanForm(Filled(values, instances), tuple(parts), plan)
        return {form_id: replace(form, filled=self._computed(form, added)) for form_id, form in added.items()}

    def _computed(self, form: SpanForm, added: Mapping[str, SpanForm]) -> Filled:
        """The form with its formulas computed on the figures of the whole span, for the total and for every unit's row."""
        if not form.plan.uses_program:
            return form.filled
        values = dict(form.filled.values)
        units = {item.id: item.item for row in form.plan.unit_rows for item in form.filled.instances.get(row, ())}
        for instance in (None, *units):
            unit = units.get(instance) if instance is not None else None

            def fetch(period: str, other: str, unit: str | None = unit) -> Filled | None:
                return _of_unit(added[other], unit) if period == "same" and other in added else None

            own = {split(key)[0] if instance is not None else key: value for key, value in values.items() if _is_of(key, instance, units)}
            opened = {row: ids for row, ids in form.filled.instance_ids().items() if row not in form.plan.unit_rows and instance is None}
            results = form.plan.program.run(own, opened, resolve(form.plan.program.externals, fetch)).values
            for key, value in results.items():
                at = joined(key, instance) if instance is not None else key
                if form.refused(at):
                    values.pop(at, None)
                elif value is not None and not form.total_kept(at):
                    values[at] = value
        return replace(form.filled, values=values)


def _how_over_time(plan: Plan, key: str, how: How) -> How:
    """What is computed from its parts is computed again from the parts over time, unless something else is said of it."""
    said = time_of(plan, key)
    if said.startswith("="):
        return How("formula", said[1:])
    if said == "" and (how.how in PROGRAM_HOWS or not adds_up(plan, key)):
        return how if how.how in PROGRAM_HOWS else How("recompute")
    return How("sum") if plan.specs[key].kind in NUMERIC_KINDS else how


def _is_of(key: str, instance: str | None, units: Mapping[str, object]) -> bool:
    own = split(key)[1]
    return own == instance if instance is not None else own not in units


def _of_unit(form: SpanForm, unit: str | None) -> Filled:
    """The figures of one unit's row in a form of the span, as the unit itself states them; all of the form for the total."""
    if unit is None:
        return form.filled
    ids = {item.id for row in form.plan.unit_rows for item in form.filled.instances.get(row, ()) if item.item == unit}
    return Filled({split(key)[0]: value for key, value in form.filled.values.items() if split(key)[1] in ids})

