"""A form as it stood at an earlier version: what a workbook that was taken away then started from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from metadata.values import CellValue, decode
from runtime.store.models import CellChange
from runtime.submissions.filled import Filled, Instance
from runtime.submissions.given import with_given
from runtime.submissions.opened import Opened


def at_version(opened: Opened, form_id: str, version: int) -> Filled:
    """The form at a version, by its history: what was entered and the rows that were there.

    A version that the form never had gives the form as it stands. Computed cells stand as they are now: nobody's edit is told by them.
    """
    now = opened.filled(form_id)
    if not 0 <= version < opened.version(form_id):
        return now
    values: dict[str, CellValue] = dict(now.values)
    rows = dict(now.instances)
    for cell, before in _undone(opened, form_id, version).items():
        if ":" not in cell and cell in opened.cells(form_id).open_rows:
            rows[cell] = tuple(Instance(item["id"], item["label"], item.get("item")) for item in before or ())
        elif before is None:
            values.pop(cell, None)
        else:
            values[cell] = decode(before, cell)
    return with_given(opened.cells(form_id), replace(now, values=values, instances=rows))


def _undone(opened: Opened, form_id: str, version: int) -> dict[str, Any]:
    """What each cell or list of rows that changed since held at the version; reasons are left out."""
    changes = opened.db.execute(
        select(CellChange.cell, CellChange.before)
        .where(CellChange.submission_id == opened.submission.id, CellChange.form_id == form_id, CellChange.version > version)
        .order_by(CellChange.version, CellChange.at)
    )
    first: dict[str, Any] = {}
    for cell, before in changes:
        if not cell.endswith("!reason"):
            first.setdefault(cell, None if before is None else json.loads(before))
    return first
