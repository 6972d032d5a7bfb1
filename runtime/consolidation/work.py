"""One collection being consolidated: its plans, its units, and the reports made from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.formula.program import Failure
from metadata.periods import Period
from metadata.template import Template
from metadata.values import CellValue
from runtime import clock
from runtime.actor import Actor
from runtime.consolidation.adjustments import Adjusted, applied, current, load_adjusted
from runtime.consolidation.block import TALLY_ROWS, Totals
from runtime.consolidation.engines import DEFAULT, Engine, engine
from runtime.consolidation.made import made_on
from runtime.consolidation.plan import Plan, plan_of
from runtime.consolidation.report import Added, Report, Source, add_up, block_of, compute
from runtime.consolidation.sources import Counted, counted_units, members_form, read_sources
from runtime.consolidation.tree import Node, level_totals, nodes, parents_on
from runtime.consolidation.unit_rows import with_unit_rows
from runtime.releases import formula_engine, kept, release_for, template_of
from runtime.store.models import Adjustment, Collection, ConsolidationResult, Submission, Unit
from runtime.submissions.conversion import converted, source_form
from runtime.submissions.externals import resolve
from runtime.submissions.filled import Filled, load_filled
from runtime.submissions.opened import Opened
from runtime.vectors import pack

#: How many failed checks are kept with a report.
FAILURES: Final = 200


@dataclass
class Consolidation:
    """One collection being consolidated."""

    db: Session
    collection: Collection
    engine: Engine = field(default_factory=lambda: engine(DEFAULT))
    #: A release to look at a stored report by; by default the one that holds for the period now.
    on_release: str | None = None

    def __post_init__(self) -> None:
        self.period = Period.parse(self.collection.period)
        holding = release_for(self.db, self.collection.regime_id, self.period)
        #: Reports of other releases are read into the forms of this one.
        self.release_hash: str = self.on_release or (holding.hash if holding is not None else self.collection.release_hash)
        self.template: Template = template_of(self.db, self.release_hash)
        self.top: str = self.collection.regime.owner_id
        listed = set(self.template.regime.forms)
        self.forms = [form.id for form in self.template.forms if form.id in listed]
        self._made: dict[tuple[str, str], Filled] = {}
        self._nodes: dict[str, Node] = {}
        self._adjusted: dict[tuple[str, str], Adjusted] = {}

    def plan(self, form_id: str) -> Plan:
        """The plan of a form, compiled once per release."""
        on = self.period.last_day.isoformat()
        evaluator = formula_engine()
        key = ("plan", self.release_hash, form_id, on, evaluator)
        return kept(key, lambda: plan_of(self.template, form_id, on, evaluator))

    def units(self) -> list[Counted]:
        """Units whose reports were accepted."""
        return counted_units(self.db, self.collection)

    def sources(self, units: Sequence[Counted]) -> dict[str, list[Source]]:
        """The units' stored forms, by form."""
        return {form: self.sources_of(form, units) for form in self.forms}

    def sources_of(self, form_id: str, units: Sequence[Counted]) -> list[Source]:
        """The units' stored forms of one kind."""
        return read_sources(self.db, self.collection, self.plan(form_id), units, self.release_hash)

    def tree(self, units: Sequence[Counted]) -> list[Node]:
        """The reports to make, bottom up."""
        adjusted = {row.unit_id for row in self._all_adjustments}
        found = nodes([unit.unit_id for unit in units], parents_on(self.db, self.period.last_day), self.top, adjusted)
        self._nodes = {node.unit_id: node for node in found}
        return found

    def rows(self, node: Node, form_id: str, inside: Sequence[Source], units: str) -> list[Source]:
        """What is a row, is counted and is put together in a report: every reporting unit, or with ``children`` each child unit.

        A child that has a report of its own is that report, with its figures as shown.
        """
        if units != "children" or not node.below:
            return list(inside)
        own = {source.unit_id: source for source in inside}
        wanted = [*node.own, *node.below]
        found = self.db.execute(
            select(Unit.id, Unit.name).where(Unit.id.in_(wanted)).order_by(Unit.kind.desc(), Unit.sort_key, Unit.id)
        )
        return [own[unit] if unit in node.own else self._as_source(unit, name, form_id) for unit, name in found if unit in own or unit in node.below]

    def _as_source(self, unit_id: str, name: str, form_id: str) -> Source:
        filled = self._shown(unit_id, form_id)
        plain = Filled({key: value for key, value in filled.values.items() if "#" not in key})
        return Source(unit_id, name, "", pack(self.plan(form_id).slots, plain.values), plain.dump())

    def _shown(self, unit_id: str, form_id: str) -> Filled:
        """A report as it was made just now, else as it is stored."""
        if (unit_id, form_id) not in self._made:
            row = self.stored(unit_id, form_id)
            self._made[unit_id, form_id] = load_filled(row.document) if row is not None else Filled()
        return self._made[unit_id, form_id]

    # -- making reports

    def adjusted(self, unit_id: str, form_id: str) -> Adjusted:
        """What adjustments did to a report: as it was made just now, else as it is stored."""
        if (unit_id, form_id) not in self._adjusted:
            row = self.stored(unit_id, form_id)
            self._adjusted[unit_id, form_id] = load_adjusted(row.adjusted) if row is not None else Adjusted()
        return self._adjusted[unit_id, form_id]

    def adjustments(self, unit_id: str) -> Sequence[Adjustment]:
        """Adjustments that hold in the reports of a unit."""
        return [row for row in self._all_adjustments if row.unit_id == unit_id]

    @cached_property
    def _all_adjustments(self) -> Sequence[Adjustment]:
        return current(self)

    def reports(self, node: Node, added: Mapping[str, Added], sources: Mapping[str, Sequence[Source]]) -> dict[str, Report]:
        """All forms of one node. Forms read each other, so they are computed until nothing changes any more.

        What was adjusted stands in place of what was added, before anything is computed from it.
        """
        done = {form: applied(self, node, form, item) for form, item in added.items()}
        added = {form: item for form, (item, _) in done.items()}
        self._adjusted |= {(node.unit_id, form): adjusted for form, (_, adjusted) in done.items()}
        filled = {form: item.filled for form, item in added.items()}
        reports: dict[str, Report] = {}
        alone = not any(self.plan(form).sources for form in added)
        for _ in range(len(self.forms) + 1):
            before = {form: item.values for form, item in filled.items()}
            for form, item in added.items():
                externals = resolve(self.plan(form).program.externals, self._fetch(node, filled))
                reports[form] = compute(self.plan(form), item, externals)
                filled[form] = reports[form].filled
            if alone or all(filled[form].values == values for form, values in before.items()):
                break
        found = {form: self._with_rows(node, form, report, sources) for form, report in reports.items()}
        self._made |= {(node.unit_id, form): report.filled for form, report in found.items()}
        return found

    def _fetch(self, node: Node, filled: Mapping[str, Filled]) -> Callable[[str, str], Filled | None]:
        def fetch(period: str, form: str) -> Filled | None:
            if period == "same":
                return filled.get(form)
            if period == "below":
                return members_form(self.db, self.collection, node.members, form, self.release_hash)
            if period == "ytd":
                return None
            other = self.period.previous() if period == "prev" else self.period.year_before()
            return self._earlier(node.unit_id, form, other)

        return fetch

    def _earlier(self, unit_id: str, form: str, period: Period) -> Filled:
        """The same report of another period, empty when there is none; one made on an older release goes by the mapping."""
        rows = self.db.scalars(
            select(ConsolidationResult)
            .join(Collection, Collection.id == ConsolidationResult.collection_id)
            .where(
                Collection.regime_id == self.collection.regime_id,
                Collection.period == period.id,
                Collection.round == self.collection.round,
                ConsolidationResult.unit_id == unit_id,
            )
        ).all()
        for row in rows:
            then = made_on(self.db, row.collection, row)
            older = then.hash if then is not None else self.release_hash
            if row.form_id == source_form(self.db, older, self.release_hash, form):
                return converted(self.db, load_filled(row.document), older, self.release_hash, form)
        return Filled()

    def _with_rows(self, node: Node, form: str, report: Report, sources: Mapping[str, Sequence[Source]]) -> Report:
        plan = self.plan(form)
        if not plan.unit_rows:
            return report
        rows = {other: self.rows(node, other, sources[other], plan.rule.units) for other in self.forms}
        by_form = {other: {source.unit_id: source for source in found} for other, found in rows.items()}

        def externals(source: Source) -> Mapping[str, CellValue]:
            def fetch(period: str, other: str) -> Filled | None:
                if period == "same":
                    own = by_form.get(other, {}).get(source.unit_id)
                    return None if own is None else Filled(own.values(self.plan(other)))
                if source.unit_id in node.below:
                    return self._fetch(self._nodes[source.unit_id], {})(period, other)
                submission = self.db.get_one(Submission, source.submission_id)
                return Opened(self.db, submission).fetch(period, other)

            return resolve(plan.program.externals, fetch)

        return replace(report, filled=with_unit_rows(plan, report.filled, rows[form], externals))

    # -- storing

    def store(self, actor: Actor, node: Node, form: str, report: Report) -> None:
        """Write one report; the vector holds what adding gave, the document what the report shows."""
        facts = {
            "document": report.filled.dump(),
            "vector": report.totals.sums.astype("<i8").tobytes(),
            "states": report.totals.states().tobytes(),
            "tallies": report.totals.tallies.astype("<i8").tobytes(),
            "adjusted": self.adjusted(node.unit_id, form).dump(),
            "failures": _told(report.failures),
            "members": json.dumps(list(node.members)),
            "missing": json.dumps(self.missing()),
            "release_hash": self.release_hash,
            "at": clock.now(),
            "by_id": actor.user_id,
        }
        row = self.stored(node.unit_id, form)
        if row is None:
            self.db.add(
                ConsolidationResult(
                    collection_id=self.collection.id, unit_id=node.unit_id, form_id=form, **facts
                )
            )
            return
        for name, value in facts.items():
            setattr(row, name, value)

    def stored(self, unit_id: str, form: str) -> ConsolidationResult | None:
        """A stored report."""
        return self.db.scalar(
            select(ConsolidationResult).where(
                ConsolidationResult.collection_id == self.collection.id,
                ConsolidationResult.unit_id == unit_id,
                ConsolidationResult.form_id == form,
            )
        )

    def totals(self, row: ConsolidationResult, plan: Plan) -> Totals | None:
        """The totals of a stored report; None when a delta is not possible: a sum did not fit the vector, or it is of other forms."""
        then = made_on(self.db, self.collection, row)
        if then is None or then.hash != self.release_hash:
            return None
        states = np.frombuffer(row.states, dtype=np.uint8)
        width = len(plan.slots)
        if 4 in row.states or states.size != width or len(row.tallies) != 8 * TALLY_ROWS * width:
            return None
        tallies = np.frombuffer(row.tallies, dtype="<i8").reshape(TALLY_ROWS, width).astype(np.int64)
        sums = np.frombuffer(row.vector, dtype="<i8").astype(np.int64)
        return Totals(tuple(slot.decimals for slot in plan.slots), sums, tallies, {})

    def missing(self) -> list[str]:
        """Ids of units that owe a report which is not accepted; excluded units are not missing."""
        rows = self.db.scalars(
            select(Submission.unit_id).where(
                Submission.collection_id == self.collection.id,
                Submission.state.not_in(("accepted", "consolidated", "excluded")),
            )
        )
        return sorted(rows)


def _told(failures: Sequence[Failure]) -> str:
    """Failed checks as they are stored: the form's own words before what was compared."""
    found = []
    for one in failures[:FAILURES]:
        said = [one.said(lang) for lang in ("vi", "en")]
        found.append([one.severity, *said, one.cells[:20]])
    return json.dumps(found, ensure_ascii=False)


def made(work: Consolidation, units: Sequence[Counted]) -> Iterator[tuple[Node, dict[str, Report]]]:
    """All reports of a collection, bottom up: each node with its forms."""
    sources = work.sources(units)
    done: dict[str, dict[str, Totals]] = {form: {} for form in work.forms}
    for node in work.tree(units):
        inside = {form: _of(node.members, sources[form]) for form in work.forms}
        added = {}
        for form in work.forms:
            plan = work.plan(form)
            own = work.engine.add(block_of(plan, _of(node.own, sources[form])))
            done[form][node.unit_id] = level_totals(node, own, done[form])
            rows = work.rows(node, form, inside[form], plan.rule.units)
            added[form] = add_up(plan, rows, work.engine, done[form][node.unit_id], inside[form])
        yield node, work.reports(node, added, inside)


def _of(members: Sequence[str], sources: Sequence[Source]) -> list[Source]:
    wanted = set(members)
    return [source for source in sources if source.unit_id in wanted]
