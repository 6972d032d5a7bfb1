"""Saving what a person entered: one transaction, cell by cell, nothing overwritten in silence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from metadata.errors import KhuonError, Problem
from metadata.formula.program import Result
from metadata.values import CellValue, FileRef, encode
from runtime import audit, clock
from runtime.actor import Actor
from runtime.lives import move
from runtime.signing import acted_for
from runtime.store.models import CellChange, CellNote, Submission
from runtime.submissions.files import check_named, named
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.findings import Finding, of_form
from runtime.submissions.merge import Change, Patch, apply, refuse_sent
from runtime.submissions.news import changed_since, news
from runtime.submissions.opened import PROGRAMMED, Opened
from runtime.submissions.unmoved import Unmoved

#: States in which a save of the unit is taken; all but ``filling`` are left by it.
SAVABLE = frozenset({"assigned", "filling", "returned", "recalled"})
#: When each party fills its own cells: the lead agency after it has received the report and before it accepts it.
OPEN_TO: Mapping[str, frozenset[str]] = {"unit": SAVABLE, "lead": frozenset({"received"})}
_ACTS: Mapping[str, str] = {"unit": "submission.save", "lead": "submission.appraise"}


@dataclass(frozen=True)
class Saved:
    """A save that was taken: the form as it stands now and what was found in it."""

    version: int
    filled: Filled
    result: Result
    findings: list[Finding]
    computed: dict[str, Any]
    #: Values of other forms and periods, when rows were added or removed.
    outside: Mapping[str, CellValue] | None = None
    #: What others saved since the version that the page saw; None when nobody did.
    news: Mapping[str, Any] | None = None


def lock(db: Session, submission: Submission) -> None:
    """Take the submission's row for this transaction and read it again."""
    db.refresh(submission, with_for_update=True)


def save(
    db: Session, actor: Actor, submission: Submission, form_id: str, seen: int, patch: Patch, party: str = "unit"
) -> Saved:
    """Take a save made on version ``seen`` of a form by one of its parties.

    What the lead agency enters moves nothing else: the unit's figures, and the hash that was signed, stay as sent.
    Raises ``submission.already_submitted`` (late autosave), ``cell.*`` and ``rows.*`` for what cannot be
    entered, ``version.conflict`` with both values of each cell that somebody else changed meanwhile.
    """
    lock(db, submission)
    if submission.state not in OPEN_TO[party]:
        refuse_sent(submission.state, party)
    opened = Opened(db, submission)
    row = opened.row(form_id)
    before, others = _as_seen(opened, form_id, patch), _others(db, submission, form_id, seen, row.version)
    _rows_unchanged(others, before, patch)
    # Named before looked at: what is cleared meanwhile is seen to be gone, and cleared by nobody from here on.
    named(db, (value.sha256 for value, _ in patch.cells.values() if isinstance(value, FileRef)))
    check_named(db, {key: value for key, (value, _) in patch.cells.items() if isinstance(value, FileRef)})
    after, changes = apply(opened.cells(form_id), before, patch, party)
    stored = {form.id: opened.filled(form.id).values for form in opened.forms}
    unmoved = Unmoved(opened, form_id) if party == "lead" else None
    opened.hold(form_id, after)
    results = opened.settle([form_id])
    if unmoved is not None:
        unmoved.restore()
    elif submission.state != "filling":
        move(db, actor, submission, "start")
    row.version += 1
    for form in opened.forms:
        if form.id == form_id or opened.filled(form.id).values != stored[form.id]:
            opened.store(form.id, opened.filled(form.id))
    after, result = opened.filled(form_id), results[form_id]
    submission.version += 1
    submission.updated_at = clock.now()
    if unmoved is None:
        submission.content_hash = opened.content_hash()
    _remember(db, actor, submission, form_id, row.version, changes)
    audit.record(
        db, _ACTS[party], submission, actor=actor, facts={"form": form_id, "version": row.version, "cells": len(changes)}
    )
    computed = _programmed(opened, form_id, after)
    outside = opened.externals(form_id) if patch.instances else None
    told = news(opened.cells(form_id), after, others - set(patch.cells)) if others else None
    return Saved(row.version, after, result, of_form(opened, form_id, after, result), computed, outside, told)


def _as_seen(opened: Opened, form_id: str, patch: Patch) -> Filled:
    """The form as stored; what is overridden now for the first time stands as it is carried over now, which is what people see, not as at the last save."""
    stored = opened.filled(form_id)
    fresh = [key for key, reason in patch.overrides.items() if reason and key not in stored.overrides]
    if not fresh:
        return stored
    now = opened.computed(form_id, stored)[0].values
    moved = {key: now.get(key) for key in fresh if now.get(key) != stored.values.get(key)}
    values = {key: value for key, value in {**stored.values, **moved}.items() if value is not None}
    return replace(stored, values=values) if moved else stored


def _others(db: Session, submission: Submission, form_id: str, seen: int, now: int) -> frozenset[str]:
    """Places that were changed behind the version that the page saw."""
    return changed_since(db, submission, form_id, seen) if now > seen else frozenset()


def _rows_unchanged(others: frozenset[str], before: Filled, patch: Patch) -> None:
    """Refuse a list of rows that stands against what others did since the version the person saw.

    A list is replaced whole, so it must not have changed; and no row goes in which somebody entered something.
    """
    if not others or not patch.instances:
        return
    touched = {instance for key in others if (instance := split_key(key)[1]) is not None}
    rows = sorted(
        row
        for row, listed in patch.instances.items()
        if row in others
        or touched & ({one.id for one in before.instances.get(row, ())} - {one.id for one in listed})
    )
    if rows:
        problems = [Problem("version.rows", row, {"row": row}) for row in rows]
        raise KhuonError(Problem("version.conflict", "", {"count": len(rows)}), *problems)


def _remember(
    db: Session, actor: Actor, submission: Submission, form_id: str, version: int, changes: Sequence[Change]
) -> None:
    at, upper = clock.now(), acted_for(db, actor, submission)
    rows = [
        {
            "submission_id": submission.id,
            "form_id": form_id,
            "cell": change.cell,
            "before": None if change.before is None else json.dumps(change.before, ensure_ascii=False),
            "after": None if change.after is None else json.dumps(change.after, ensure_ascii=False),
            "version": version,
            "by_id": actor.user_id,
            "at": at,
            "behalf_unit_id": upper,
        }
        for change in changes
    ]
    if rows:
        db.execute(insert(CellChange), rows)
    _resolve_notes(db, actor, submission, form_id, {change.cell for change in changes})


def _resolve_notes(db: Session, actor: Actor, submission: Submission, form_id: str, cells: set[str]) -> None:
    """A remark on a cell is answered when the unit changes the cell."""
    notes = db.scalars(
        select(CellNote).where(
            CellNote.submission_id == submission.id, CellNote.form_id == form_id, CellNote.resolved_at.is_(None)
        )
    )
    for note in notes:
        if note.cell in cells:
            note.resolved_at, note.resolved_by = clock.now(), actor.user_id


def _programmed(opened: Opened, form_id: str, filled: Filled) -> dict[str, Any]:
    """Computed and carried cells by key; a blank one stands as null, so that the browser clears it."""
    cells = opened.cells(form_id)
    found: dict[str, Any] = {}
    for key in cells.keys(filled):
        spec = cells.spec(key)
        if spec is not None and spec.kind in PROGRAMMED:
            found[key] = encode(filled.values.get(key))
    return found


def saved_json(saved: Saved, lang: str) -> Mapping[str, Any]:
    """The answer to a save."""
    return {
        "version": saved.version,
        "computed": saved.computed,
        "failures": [finding.as_json(lang) for finding in saved.findings],
        "incomplete": sorted(saved.result.incomplete),
        "saved_at": clock.now().isoformat(),
        # Rows that were added may have stood in the report before: what they carry over comes with them.
        **({} if saved.news is None else {"news": saved.news}),
        **({} if saved.outside is None else {"externals": {key: encode(value) for key, value in saved.outside.items()}}),
    }
