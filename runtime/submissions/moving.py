"""Moving a started report to the release that now holds for its period, losing nothing that was typed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from metadata.adding import add
from metadata.values import CellValue, encode
from runtime import audit, clock
from runtime.actor import Actor
from runtime.lives import move
from runtime.releases import release_for
from runtime.store.models import CellChange, Submission
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.merge import refuse_sent
from runtime.submissions.opened import Opened
from runtime.submissions.saving import SAVABLE, lock


def to_newer_release(db: Session, actor: Actor, submission: Submission) -> int:
    """Move a report; returns how many values found no place and now stand in the history only.

    A value keeps its cell when the new form still has it; the release's mapping says where renamed, summed and
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
    mapping = json.loads(release.body).get("mapping", [])
    submission.release_hash = release.hash
    submission.version += 1
    submission.updated_at = clock.now()
    after = Opened(db, submission)
    homeless: list[tuple[str, str, CellValue]] = []
    for form in after.forms:
        filled = old.get(form.id, Filled())
        kept, lost = _moved(after, form.id, filled, _sources(mapping, form.id))
        homeless += [(form.id, key, value) for key, value in lost]
        after.hold(form.id, kept)
    after.settle(form.id for form in after.forms)
    for form in after.forms:
        after.store(form.id, after.filled(form.id)).version += 1
    gone = set(old) - {form.id for form in after.forms}
    homeless += [(form_id, key, value) for form_id in gone for key, value in old[form_id].values.items()]
    _keep_history(db, actor, submission, homeless)
    submission.content_hash = after.content_hash()
    if submission.state != "filling":
        move(db, actor, submission, "start")
    facts = {"to": release.hash, "no": release.no, "without_place": len(homeless)}
    audit.record(db, "submission.save", submission, actor=actor, facts=facts)
    return len(homeless)


def _sources(mapping: Iterable[Mapping[str, Any]], form_id: str) -> dict[str, list[str]]:
    """New key -> old keys whose values it takes. Places are ``form/row:column``; the form may be left out."""
    found: dict[str, list[str]] = {}
    for item in mapping:
        if item.get("how") not in ("one", "sum", "derived"):
            continue
        old, new = (_keys(item.get(name), form_id) for name in ("from", "to"))
        for key in new:
            found.setdefault(key, []).extend(old)
    return found


def _keys(places: Any, form_id: str) -> list[str]:
    listed = places if isinstance(places, list) else [places]
    found = []
    for place in listed:
        form, slash, key = str(place or "").rpartition("/")
        if key and (not slash or form.split("/")[0] == form_id):
            found.append(key)
    return found


def _moved(
    opened: Opened, form_id: str, filled: Filled, sources: Mapping[str, list[str]]
) -> tuple[Filled, list[tuple[str, CellValue]]]:
    cells = opened.cells(form_id)
    values: dict[str, CellValue] = {}
    used: set[str] = set()
    for key, value in filled.values.items():
        spec = cells.spec(key)
        if spec is not None and spec.kind != "blocked":
            values[key] = value
            used.add(key)
    for key, olds in sources.items():
        if cells.spec(key) is not None:
            taken = [filled.values.get(old) for old in olds]
            values[key] = taken[0] if len(taken) == 1 else add(taken)
            used.update(olds)
    instances = {row: rows for row, rows in filled.instances.items() if row in cells.open_rows}
    overrides = {key: reason for key, reason in filled.overrides.items() if key in values}
    lost: list[tuple[str, CellValue]] = [(key, value) for key, value in filled.values.items() if key not in used and value is not None]
    kept = {key: value for key, value in values.items() if value is not None and _there(key, instances, cells.owners)}
    return Filled(kept, instances, overrides), lost


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
