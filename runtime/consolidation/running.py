"""Consolidating a collection: accepted reports in, one stored report per form and parent out.

:func:`run` makes everything anew. :func:`enter` and :func:`leave` carry one unit's change up the path to the
top: where adding is all there is, the unit's vector is added to or taken out of the stored sums; where text,
open rows or weighted means are involved, the reports on the path are made again from the units.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from metadata.errors import fail
from runtime import audit
from runtime.actor import Actor
from runtime.consolidation.block import minus, plus
from runtime.consolidation.engines import DEFAULT, engine
from runtime.consolidation.made import made_on
from runtime.consolidation.report import Added, Source, add_up, block_of, from_totals
from runtime.consolidation.sources import Counted
from runtime.consolidation.tree import Node
from runtime.consolidation.work import Consolidation, made
from runtime.lives import move
from runtime.store.models import Collection, ConsolidationResult, Submission


def lock(db: Session, collection: Collection) -> None:
    """One consolidation of a collection at a time.

    The key stays readable: a report that is being returned adds rows that refer to its collection, and holds its own lock then.
    """
    db.refresh(collection, with_for_update={"key_share": True})


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
    _make_anew(work, actor, units)
    for unit in units:
        if unit.state == "accepted":
            move(db, actor, db.get_one(Submission, unit.submission_id), "consolidate")
    facts = {"period": collection.period, "units": len(units), "missing": len(missing)}
    audit.record(db, "consolidation.run", collection, actor=actor, facts=facts)
    return len(units)


def _make_anew(work: Consolidation, actor: Actor, units: Sequence[Counted]) -> None:
    work.db.execute(delete(ConsolidationResult).where(ConsolidationResult.collection_id == work.collection.id))
    for node, reports in made(work, units):
        for form, report in reports.items():
            work.store(actor, node, form, report)


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
    if {node.unit_id for node in tree} != known or not of_one_release(work):
        # The change made or unmade a level, or another release holds by now: nothing to carry a difference to, and reports
        # of a collection stand on one release, so that no form of the older one is left beside its follower.
        _make_anew(work, actor, units)
        return True
    changed = {row.unit_id for row in stored if submission.unit_id in json.loads(row.members)}
    changed |= {node.unit_id for node in tree if submission.unit_id in node.members}
    for node in tree:
        if node.unit_id in changed:
            _carry_to(work, actor, node, _own(work, submission), sign)
    return True


def remake(work: Consolidation, actor: Actor, unit_id: str) -> None:
    """Make the reports of a unit again, and all above it: an adjustment began or ended there, the units' figures are the same."""
    units = work.units()
    tree = work.tree(units)
    stored = work.db.scalars(select(ConsolidationResult.unit_id).where(ConsolidationResult.collection_id == work.collection.id))
    if {node.unit_id for node in tree} != set(stored):
        # A level stood only for what was adjusted there.
        _make_anew(work, actor, units)
        return
    changed = {unit_id}
    for node in tree:
        if node.unit_id in changed or changed & set(node.below):
            changed.add(node.unit_id)
            _carry_to(work, actor, node, {}, 0)


def of_one_release(work: Consolidation) -> bool:
    """Whether all stored reports of the collection were made on the release that holds for it now."""
    stored = work.db.scalars(select(ConsolidationResult).where(ConsolidationResult.collection_id == work.collection.id)).all()
    if {row.release_hash for row in stored} - {work.release_hash, None}:
        return False
    # Of those that do not name their release the first one tells: a later one was made on the same or on one after it.
    first = min((row for row in stored if row.release_hash is None), key=lambda row: row.at, default=None)
    then = made_on(work.db, work.collection, first) if first is not None else None
    return first is None or (then is not None and then.hash == work.release_hash)


def _own(work: Consolidation, submission: Submission) -> dict[str, list[Source]]:
    unit = submission.unit
    return work.sources([Counted(submission.id, unit.id, unit.name, submission.state, submission.release_hash)])


def _carry_to(work: Consolidation, actor: Actor, node: Node, own: Mapping[str, Sequence[Source]], sign: int) -> None:
    """One report on the path: a unit's ``own`` vectors as a difference, other units' documents only if needed; ``sign`` 0 adds none."""
    members = set(node.members)
    units = [counted for counted in work.units() if counted.unit_id in members]
    inside: dict[str, list[Source]] = {}
    added: dict[str, Added] = {}
    for form in work.forms:
        plan = work.plan(form)
        row = work.stored(node.unit_id, form)
        before = work.totals(row, plan) if row is not None and plan.by_vector_alone else None
        if before is not None:
            part = work.engine.add(block_of(plan, own.get(form, ())))
            totals = plus(before, part) if sign >= 0 else minus(before, part)
            added[form] = Added(totals, from_totals(plan, totals))
        else:
            inside[form] = work.sources_of(form, units)
            totals = work.engine.add(block_of(plan, inside[form]))
            rows = work.rows(node, form, inside[form], plan.rule.units)
            added[form] = add_up(plan, rows, work.engine, totals, inside[form])
    if any(work.plan(form).unit_rows for form in work.forms):
        inside = work.sources(units)
    for form, report in work.reports(node, added, inside).items():
        work.store(actor, node, form, report)
