"""Consolidating a collection: accepted reports in, one stored report per form and parent out.

:func:`run` makes everything anew. :func:`enter` and :func:`leave` carry one unit's change up the path to the
top: where adding is all there is, the unit's vector is added to or taken out of the stored sums; where text,
open rows or weighted means are involved, the reports on the path are made again from the units.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.periods import Period
from metadata.template import Template
from metadata.values import CellValue
from runtime import audit, clock
from runtime.actor import Actor
from runtime.consolidation.block import TALLY_ROWS, Totals, minus, plus
from runtime.consolidation.engines import DEFAULT, Engine, engine
from runtime.consolidation.plan import Plan, plan_of
from runtime.consolidation.report import Added, Report, Source, add_up, block_of, compute, from_totals
from runtime.consolidation.sources import Counted, counted_units, read_sources
from runtime.consolidation.tree import Node, level_totals, nodes, parents_on
from runtime.consolidation.unit_rows import with_unit_rows
from runtime.lives import move
from runtime.releases import kept, template_of
from runtime.store.models import Collection, ConsolidationResult, Submission
from runtime.submissions.externals import resolve
from runtime.submissions.filled import Filled, load_filled
from runtime.submissions.opened import Opened


@dataclass
class Consolidation:
    """One collection being consolidated."""

    db: Session
    collection: Collection
    engine: Engine = field(default_factory=lambda: engine(DEFAULT))

    def __post_init__(self) -> None:
        self.template: Template = template_of(self.db, self.collection.release_hash)
        self.period = Period.parse(self.collection.period)
        self.top: str = self.collection.regime.owner_id
        listed = set(self.template.regime.forms)
        self.forms = [form.id for form in self.template.forms if form.id in listed]

    def plan(self, form_id: str) -> Plan:
        """The plan of a form, compiled once per release."""
        on = self.period.last_day.isoformat()
        key = ("plan", self.collection.release_hash, form_id, on)
        return kept(key, lambda: plan_of(self.template, form_id, on))

    def units(self) -> list[Counted]:
        """Units whose reports were accepted."""
        return counted_units(self.db, self.collection)

    def sources(self, units: Sequence[Counted]) -> dict[str, list[Source]]:
        """The units' stored forms, by form."""
        return {form: read_sources(self.db, self.collection, self.plan(form), units) for form in self.forms}

    def tree(self, units: Sequence[Counted]) -> list[Node]:
        """The reports to make, bottom up."""
        return nodes([unit.unit_id for unit in units], parents_on(self.db, self.period.last_day), self.top)

    # -- making reports

    def reports(self, node: Node, added: Mapping[str, Added], sources: Mapping[str, Sequence[Source]]) -> dict[str, Report]:
        """All forms of one node. Forms read each other, so they are computed until nothing changes any more."""
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
        return {form: self._with_rows(form, report, sources) for form, report in reports.items()}

    def _fetch(self, node: Node, filled: Mapping[str, Filled]) -> Callable[[str, str], Filled | None]:
        def fetch(period: str, form: str) -> Filled | None:
            if period == "same":
                return filled.get(form)
            if period == "ytd":
                return None
            other = self.period.previous() if period == "prev" else self.period.year_before()
            return self._earlier(node.unit_id, form, other)

        return fetch

    def _earlier(self, unit_id: str, form: str, period: Period) -> Filled:
        """The same report of another period, empty when there is none."""
        text = self.db.scalar(
            select(ConsolidationResult.document)
            .join(Collection, Collection.id == ConsolidationResult.collection_id)
            .where(
                Collection.regime_id == self.collection.regime_id,
                Collection.period == period.id,
                Collection.round == self.collection.round,
                ConsolidationResult.unit_id == unit_id,
                ConsolidationResult.form_id == form,
            )
        )
        return Filled() if text is None else load_filled(text)

    def _with_rows(self, form: str, report: Report, sources: Mapping[str, Sequence[Source]]) -> Report:
        plan = self.plan(form)
        if not plan.unit_rows:
            return report
        by_form = {other: {source.unit_id: source for source in sources[other]} for other in self.forms}

        def externals(source: Source) -> Mapping[str, CellValue]:
            def fetch(period: str, other: str) -> Filled | None:
                if period == "same":
                    own = by_form.get(other, {}).get(source.unit_id)
                    return None if own is None else Filled(own.values(self.plan(other)))
                submission = self.db.get_one(Submission, source.submission_id)
                return Opened(self.db, submission).fetch(period, other)

            return resolve(plan.program.externals, fetch)

        return Report(report.totals, with_unit_rows(plan, report.filled, sources[form], externals), report.failures)

    # -- storing

    def store(self, actor: Actor, node: Node, form: str, report: Report) -> None:
        """Write one report; the vector holds what adding gave, the document what the report shows."""
        facts = {
            "document": report.filled.dump(),
            "vector": report.totals.sums.astype("<i8").tobytes(),
            "states": report.totals.states().tobytes(),
            "tallies": report.totals.tallies.astype("<i8").tobytes(),
            "members": json.dumps(list(node.members)),
            "missing": json.dumps(self.missing()),
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
        """The totals of a stored report; None when a sum did not fit the vector, so that a delta is not possible."""
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


def lock(db: Session, collection: Collection) -> None:
    """One consolidation of a collection at a time."""
    db.refresh(collection, with_for_update=True)


def run(db: Session, actor: Actor, collection: Collection, engine_name: str = DEFAULT) -> int:
    """Consolidate what was accepted; returns how many units are in. Raises ``consolidation.*``."""
    lock(db, collection)
    work = Consolidation(db, collection, engine(engine_name))
    units = work.units()
    if not units:
        raise fail("consolidation.none_accepted")
    missing = work.missing()
    if missing and any(work.plan(form).rule.missing == "refuse" for form in work.forms):
        raise fail("consolidation.missing_units", count=len(missing))
    db.execute(delete(ConsolidationResult).where(ConsolidationResult.collection_id == collection.id))
    _make_all(work, actor, units)
    for unit in units:
        if unit.state == "accepted":
            move(db, actor, db.get_one(Submission, unit.submission_id), "consolidate")
    facts = {"period": collection.period, "units": len(units), "missing": len(missing)}
    audit.record(db, "consolidation.run", collection, actor=actor, facts=facts)
    return len(units)


def _make_all(work: Consolidation, actor: Actor, units: Sequence[Counted]) -> None:
    sources = work.sources(units)
    done: dict[str, dict[str, Totals]] = {form: {} for form in work.forms}
    for node in work.tree(units):
        inside = {form: _of(node.members, sources[form]) for form in work.forms}
        added = {}
        for form in work.forms:
            plan = work.plan(form)
            own = work.engine.add(block_of(plan, _of(node.own, sources[form])))
            done[form][node.unit_id] = level_totals(node, own, done[form])
            added[form] = add_up(plan, inside[form], work.engine, done[form][node.unit_id])
        for form, report in work.reports(node, added, inside).items():
            work.store(actor, node, form, report)


def _of(members: Sequence[str], sources: Sequence[Source]) -> list[Source]:
    wanted = set(members)
    return [source for source in sources if source.unit_id in wanted]


def enter(db: Session, actor: Actor, submission: Submission) -> bool:
    """An accepted report enters a consolidation that was already run; False when it was not."""
    if not _carry(db, actor, submission, +1):
        return False
    move(db, actor, submission, "consolidate")
    return True


def leave(db: Session, actor: Actor, submission: Submission) -> bool:
    """A report that was accepted leaves the consolidation; False when it was not in one."""
    return _carry(db, actor, submission, -1)


def _carry(db: Session, actor: Actor, submission: Submission, sign: int) -> bool:
    collection = submission.collection
    lock(db, collection)
    stored = db.scalars(
        select(ConsolidationResult).where(ConsolidationResult.collection_id == collection.id)
    ).all()
    inside = any(submission.unit_id in json.loads(row.members) for row in stored)
    if not stored or inside == (sign > 0):
        return False
    db.flush()
    work = Consolidation(db, collection)
    units = work.units()
    if not units:
        db.execute(delete(ConsolidationResult).where(ConsolidationResult.collection_id == collection.id))
        return True
    known = {row.unit_id for row in stored}
    tree = work.tree(units)
    if {node.unit_id for node in tree} != known:
        # The change made or unmade a level: nothing to carry a difference to.
        db.execute(delete(ConsolidationResult).where(ConsolidationResult.collection_id == collection.id))
        _make_all(work, actor, units)
        return True
    changed = {row.unit_id for row in stored if submission.unit_id in json.loads(row.members)}
    changed |= {node.unit_id for node in tree if submission.unit_id in node.members}
    for node in tree:
        if node.unit_id in changed:
            _carry_to(work, actor, node, submission, sign)
    return True


def _carry_to(work: Consolidation, actor: Actor, node: Node, submission: Submission, sign: int) -> None:
    """One report on the path: the unit's own vector as a difference, other units' documents only if needed."""
    unit = submission.unit
    own = work.sources([Counted(submission.id, unit.id, unit.name, submission.state)])
    members = set(node.members)
    units = [counted for counted in work.units() if counted.unit_id in members]
    inside: dict[str, list[Source]] = {}
    added: dict[str, Added] = {}
    for form in work.forms:
        plan = work.plan(form)
        row = work.stored(node.unit_id, form)
        before = work.totals(row, plan) if row is not None and plan.by_vector_alone else None
        if before is not None:
            part = work.engine.add(block_of(plan, own[form]))
            totals = plus(before, part) if sign > 0 else minus(before, part)
            added[form] = Added(totals, from_totals(plan, totals))
        else:
            inside[form] = read_sources(work.db, work.collection, plan, units)
            added[form] = add_up(plan, inside[form], work.engine)
    if any(work.plan(form).unit_rows for form in work.forms):
        inside = work.sources(units)
    for form, report in work.reports(node, added, inside).items():
        work.store(actor, node, form, report)
