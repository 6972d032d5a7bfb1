"""What others saved in a form since a page saw it, cell by cell, so that an open page follows without loading again."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.values import encode
from runtime.store.models import CellChange, Submission, SubmissionForm
from runtime.submissions.cells import FormCells
from runtime.submissions.filled import Filled

REASON = "!reason"


def version_of(db: Session, submission: Submission, form_id: str) -> int:
    """Version of the stored form, 0 before anything was stored; reads one number."""
    query = select(SubmissionForm.version).where(
        SubmissionForm.submission_id == submission.id, SubmissionForm.form_id == form_id
    )
    return db.scalar(query) or 0


def changed_since(db: Session, submission: Submission, form_id: str, since: int) -> frozenset[str]:
    """Keys in the history of a form behind a version: cells, open rows, reasons (``key!reason``)."""
    query = select(CellChange.cell).where(
        CellChange.submission_id == submission.id, CellChange.form_id == form_id, CellChange.version > since
    )
    return frozenset(db.scalars(query.distinct()))


def news(cells: FormCells, filled: Filled, changed: frozenset[str]) -> dict[str, Any]:
    """How the changed places stand now: ``{cells, instances, overrides}``; a blank cell and a reason taken away are null."""
    rows = changed & set(cells.open_rows)
    reasons = {key.removesuffix(REASON) for key in changed if key.endswith(REASON)}
    keys = {key for key in changed - rows if not key.endswith(REASON)}
    shown = filled.instances_json()
    return {
        "cells": {key: encode(filled.values.get(key)) for key in sorted(keys)},
        "instances": {row: shown.get(row, []) for row in sorted(rows)},
        "overrides": {key: _reason(cells, filled, key) for key in sorted(reasons)},
    }


def _reason(cells: FormCells, filled: Filled, key: str) -> dict[str, str] | None:
    # What was entered for want of a report to carry from is no override to the page.
    reason = None if cells.is_for_entry(key) else filled.overrides.get(key)
    return None if reason is None else {"reason": reason}
