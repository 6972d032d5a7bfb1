"""Who changed what, and how a report compares with the one before."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.numbers import WIDE
from metadata.values import CellValue, encode
from runtime.store.models import CellChange, Submission, SubmissionEvent, Unit, User
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.neighbours import stated_form
from runtime.submissions.news import REASON
from runtime.submissions.opened import Opened

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


def event_history(db: Session, submission: Submission) -> list[dict[str, Any]]:
    """Moves of the report, newest first."""
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
            "note": event.note,
            "reasons": json.loads(event.reasons),
            "revision": event.revision,
        }
        for event, person, unit in db.execute(query)
    ]


def compared(opened: Opened, form_id: str) -> dict[str, Any]:
    """A form beside what was stated last period: values before, and the difference where there is a number."""
    now = opened.filled(form_id)
    before = stated_form(opened.db, opened.submission, opened.period.previous(), form_id) or Filled()
    differences: dict[str, CellValue] = {}
    for key in {**now.values, **before.values}:
        found = difference(now.values.get(key), before.values.get(key))
        if found is not None:
            differences[key] = found
    return {
        "period": opened.period.previous().id,
        "period_label": opened.period.previous().label(),
        "values": now.values_json(),
        "previous": before.values_json(),
        "difference": {key: encode(value) for key, value in differences.items()},
    }

def difference(new: CellValue, old: CellValue) -> CellValue:
    """New minus old when both are numbers; a side that is "-" or blank counts as nothing if the other is a number."""
    if not isinstance(new, Decimal) and not isinstance(old, Decimal):
        return None
    return WIDE.subtract(new if isinstance(new, Decimal) else Decimal(0), old if isinstance(old, Decimal) else Decimal(0))
