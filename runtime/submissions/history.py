"""Who changed what, and how a report moved."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from runtime.actor import Actor
from runtime.store.models import CellChange, Submission, SubmissionEvent, Unit, User
from runtime.submissions.comments import reads_inside
from runtime.submissions.filled import split_key
from runtime.submissions.news import REASON

MOST = 500
#: Column of the caption of an added row, as the page names it.
LABEL = "@label"


def cell_history(db: Session, submission: Submission, form_id: str | None, key: str | None) -> list[dict[str, Any]]:
    """Changes of a cell, a form or the whole report, newest first, at most ``MOST``."""
    query = (
        select(CellChange, User.name)
        .join(User, User.id == CellChange.by_id)
        .where(CellChange.submission_id == submission.id)
        .order_by(CellChange.at.desc(), CellChange.version.desc(), CellChange.id)
        .limit(MOST)
    )
    if form_id is not None:
        query = query.where(CellChange.form_id == form_id)
    if key is not None:
        # The reason for overriding a cell belongs to its history; a caption stands in the list of its row.
        query = query.where(CellChange.cell.in_([key, f"{key}{REASON}", *_row_of(key)]))
    found = [_line(change, name) for change, name in db.execute(query)]
    return found if key is None else [line for line in (_narrowed(line, key) for line in found) if line is not None]


def _line(change: CellChange, name: str) -> dict[str, Any]:
    return {
        "form": change.form_id,
        "key": change.cell,
        "before": None if change.before is None else json.loads(change.before),
        "after": None if change.after is None else json.loads(change.after),
        "version": change.version,
        "by": name,
        "at": change.at.isoformat(),
        "behalf": change.behalf_unit_id,
    }


def _row_of(key: str) -> list[str]:
    """The open row whose list holds the caption that ``row#instance:@label`` names."""
    row, instance, column = split_key(key)
    return [row] if instance is not None and column == LABEL else []


def _narrowed(line: dict[str, Any], key: str) -> dict[str, Any] | None:
    """A change of a list of rows as what it did to the caption ``key``; None when it did nothing to it."""
    row, instance, _ = split_key(key)
    if instance is None or line["key"] != row:
        return line
    before, after = (_instance(line[side], instance) for side in ("before", "after"))
    return None if before == after else {**line, "key": key, "before": before, "after": after}


def _instance(rows: list[dict[str, Any]] | None, instance: str) -> dict[str, Any] | None:
    return next((one for one in rows or () if one["id"] == instance), None)


def event_history(db: Session, actor: Actor, submission: Submission) -> list[dict[str, Any]]:
    """Moves of the report, newest first; why it was given back inside the unit is said to those inside only."""
    inside = reads_inside(actor)
    query = (
        select(SubmissionEvent, User.name, Unit.name)
        .join(User, User.id == SubmissionEvent.by_id)
        .join(Unit, Unit.id == SubmissionEvent.unit_id)
        .where(SubmissionEvent.submission_id == submission.id)
        .order_by(SubmissionEvent.at.desc(), SubmissionEvent.id)
    )
    return [
        {
            "event": event.event,
            "from": event.from_state,
            "to": event.to_state,
            "by": person,
            "unit": unit,
            "role": event.role,
            "at": event.at.isoformat(),
            "note": event.note if inside or event.event != "back" or event.by_id == actor.user_id else "",
            "reasons": json.loads(event.reasons),
            "revision": event.revision,
        }
        for event, person, unit in db.execute(query)
    ]
