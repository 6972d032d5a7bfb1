"""Moving a started report to the release that now holds for its period, losing nothing that was typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from metadata.values import CellValue, encode
from runtime import audit, clock
from runtime.actor import Actor
from runtime.lives import move
from runtime.releases import release_for
from runtime.store.models import CellChange, Submission
from runtime.submissions.conversion import along, lost, way_of
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.given import apart, with_given
from runtime.submissions.merge import refuse_sent
from runtime.submissions.opened import Opened
from runtime.submissions.saving import SAVABLE, lock


def to_newer_release(db: Session, actor: Actor, submission: Submission) -> int:
    """Move a report; returns how many values found no place and now stand in the history only.

    A value keeps its cell when the new form still has it; the mappings of the releases say where renamed, summed and
    dropped cells went. Raises ``submission.already_submitted`` for a report that was sent.
    """
    lock(db, submission)
    if submission.state not in SAVABLE:
        refuse_sent(submission.state)
    before = Opened(db, submission)
    release = release_for(db, submission.regime_id, before.period)
    if release is None or release.hash == submission.release_hash:
        return 0
    old = {form.id: before.filled(form.id) for form in before.forms}
    # Read now: once the report names the newer release, what stood before can no longer be asked.
    given = {form.id: _given(before, form.id) for form in before.forms}
    older = submission.release_hash
    submission.release_hash = release.hash
    submission.version += 1
    submission.updated_at = clock.now()
    after = Opened(db, submission)
    homeless: list[tuple[str, str, CellValue]] = []
    followed: set[str] = set()
    for form in after.forms:
        way = way_of(db, older, release.hash, form.id)
        source = way[0].source_id if way else form.id
        filled = old.get(source, Filled())
        followed.add(source)
        homeless += [(source, key, value) for key, value in lost(way, filled).items()]
        after.hold(form.id, _fitting(after, form.id, along(way, filled), given.get(source, {})))
    after.settle(form.id for form in after.forms)
    for form in after.forms:
        after.store(form.id, after.filled(form.id)).version += 1
    gone = set(old) - followed
    homeless += [(form_id, key, value) for form_id in gone for key, value in old[form_id].values.items()]
    _keep_history(db, actor, submission, homeless)
    submission.content_hash = after.content_hash()
    if submission.state != "filling":
        move(db, actor, submission, "start")
    facts = {"to": release.hash, "no": release.no, "without_place": len(homeless)}
    audit.record(db, "submission.save", submission, actor=actor, facts=facts)
    return len(homeless)


def _given(opened: Opened, form_id: str) -> dict[str, set[str]]:
    return {row: {one.id for one in rules.given} for row, rules in opened.cells(form_id).open_rows.items()}


def _fitting(opened: Opened, form_id: str, filled: Filled, given: Mapping[str, set[str]]) -> Filled:
    """What the new form has cells for; for this kind of unit it may have fewer than the mapping knows."""
    cells = opened.cells(form_id)
    filled = with_given(cells, apart(cells, filled, given))
    instances = {row: rows for row, rows in filled.instances.items() if row in cells.open_rows}
    values: dict[str, CellValue] = {}
    for key, value in filled.values.items():
        spec = cells.spec(key)
        if value is not None and spec is not None and spec.kind != "blocked" and _there(key, instances, cells.owners):
            values[key] = value
    return Filled(values, instances, {key: reason for key, reason in filled.overrides.items() if key in values})


def _there(key: str, instances: Mapping[str, Any], owners: Mapping[str, str]) -> bool:
    row, instance, _ = split_key(key)
    return instance is None or instance in {item.id for item in instances.get(owners.get(row, row), ())}


def _keep_history(
    db: Session, actor: Actor, submission: Submission, homeless: Iterable[tuple[str, str, CellValue]]
) -> None:
    for form_id, key, value in homeless:
        db.add(
            CellChange(
                submission_id=submission.id,
                form_id=form_id,
                cell=key,
                before=json.dumps(encode(value), ensure_ascii=False),
                after=None,
                version=submission.version,
                by_id=actor.user_id,
                at=clock.now(),
            )
        )


def newer_release(opened: Opened) -> int | None:
    """Number of the release that holds for the report's period when the report does not follow it yet."""
    submission = opened.submission
    if submission.state not in (*SAVABLE, "checked"):
        return None
    holding = release_for(opened.db, submission.regime_id, opened.period)
    return holding.no if holding is not None and holding.hash != submission.release_hash else None
