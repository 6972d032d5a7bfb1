"""A form as it stood at an earlier version: what a workbook that was taken away then started from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from metadata.values import CellValue, decode
from runtime.formbooks.found import LABEL, Found
from runtime.formbooks.looking import Looking
from runtime.formbooks.started import value_of
from runtime.formbooks.typed import read
from runtime.store.models import CellChange
from runtime.submissions.filled import Filled, Instance, split_key
from runtime.submissions.given import with_given
from runtime.submissions.opened import Opened


def started(opened: Opened, form_id: str, found: Found) -> Filled:
    """The form as it stood when a workbook of it was taken away: by its history, else (a restored store) by what the workbook says."""
    if found.facts.version <= opened.version(form_id) or not (found.facts.kept and found.facts.filled):
        return at_version(opened, form_id, found.facts.version)
    looking = Looking(opened.cells(form_id), opened.filled(form_id))
    return replace(looking.filled, values={**looking.filled.values, **said(looking, found)})


def said(looking: Looking, found: Found) -> dict[str, CellValue]:
    """What stood in the open cells of a workbook when it was made, as its hidden sheet says; None for blank ones."""
    values: dict[str, CellValue] = {}
    for key, cell in found.cells.items():
        spec = looking.cells.spec(key)
        if spec is not None and split_key(key)[2] != LABEL and looking.enterable(key, spec):
            kept = found.was.get(key)
            values[key] = None if kept is None else value_of(kept, None if cell.blank else read(cell, spec, looking.choices(spec)).value)
    return values


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
