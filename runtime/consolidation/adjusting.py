"""The receiver adjusts a figure of a consolidated report, or takes the adjustment back; what reads the figure follows at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from metadata.celltypes import check_value
from metadata.documents import CellSpec
from metadata.errors import KhuonError, fail, raise_errors
from metadata.grid import NUMERIC_KINDS
from metadata.numbers import parse_vi, trimmed
from metadata.text import clean
from metadata.values import DASH, CellValue, encode
from runtime import audit, clock
from runtime.actor import Actor
from runtime.consolidation.adjustments import adjustable, current, load_adjusted
from runtime.consolidation.drill import caption_of
from runtime.consolidation.running import lock, of_one_release, remake
from runtime.consolidation.work import Consolidation
from runtime.store.models import Adjustment, Collection, ConsolidationResult
from runtime.submissions.filled import load_filled

REASON_LIMIT: Final = 2_000


def version_of(row: ConsolidationResult) -> str:
    """What somebody who looks at a report has seen of it: another digest when a figure is another one."""
    return hashlib.sha256(f"{row.document}\n{row.adjusted}".encode()).hexdigest()[:16]


def typed(text: str, spec: CellSpec, place: str) -> CellValue:
    """A figure or text as a person types it. Raises ``cell.*`` for what cannot stand in the cell.

    In a cell of whole numbers ``1.234`` is the figure as it is printed; elsewhere it may be either, and is refused.
    """
    said = text.strip()
    if spec.kind not in NUMERIC_KINDS:
        value: CellValue = _text(said, place) or None
    elif said in ("-", "–"):
        value = DASH
    else:
        value = trimmed(_number(said, spec, place)) if said else None
    if value is None:
        raise fail("consolidation.adjust_value", place)
    # Bounds of a cell are those of one unit; a figure of many goes beyond them.
    low = Decimal("-Infinity") if spec.min is not None and spec.min < 0 else None
    kind = "number" if spec.kind in NUMERIC_KINDS else spec.kind
    raise_errors(check_value(value, replace(spec, kind=kind, min=low, max=None), place))
    return value


def _text(text: str, place: str) -> str:
    return clean(text.replace("\r\n", "\n").strip(), place, lines=True)


def _number(text: str, spec: CellSpec, place: str) -> Decimal:
    try:
        return parse_vi(text, place)
    except KhuonError as error:
        if error.code == "cell.ambiguous_number" and not spec.decimals:
            return parse_vi(text.replace(".", ""), place)
        raise


def adjust(db: Session, actor: Actor, at: tuple[Collection, str, str, str], text: str, reason: str, seen: str) -> None:
    """Put a figure in place of the one at (collection, unit, form, cell). ``seen`` is the version that was looked at.

    Raises ``consolidation.*``, ``cell.*``, ``submission.text_too_long``.
    """
    collection, unit_id, form_id, key = at
    work, row = _locked(db, collection, unit_id, form_id, seen)
    plan = work.plan(form_id)
    if not plan.rule.adjust_allowed:
        raise fail("consolidation.adjust_not_allowed", key)
    if not adjustable(plan, key):
        raise fail("consolidation.adjust_cell", key, cell=caption_of(plan.form, key)[:200])
    value = typed(text, plan.specs[key], key)
    said = _text(reason, "reason")
    if plan.rule.adjust_reason and not said:
        raise fail("consolidation.adjust_reason", "reason")
    if len(said) > REASON_LIMIT:
        raise fail("submission.text_too_long", "reason", length=len(said), limit=REASON_LIMIT)
    shown, before = load_filled(row.document).values.get(key), load_adjusted(row.adjusted).cells.get(key)
    if value == shown:
        raise fail("consolidation.adjust_same", key)
    for older in current(work, unit_id):
        if before is not None and older.id == before[0]:
            older.ended_at, older.ended_by = clock.now(), actor.user_id
    made = before[1] if before is not None else shown
    db.add(
        Adjustment(
            collection_id=collection.id,
            unit_id=unit_id,
            form_id=form_id,
            cell=key,
            release_hash=work.release_hash,
            value=json.dumps(encode(value), ensure_ascii=False),
            computed=json.dumps(encode(made), ensure_ascii=False),
            reason=said,
            at=clock.now(),
            by_id=actor.user_id,
        )
    )
    _follow(db, actor, collection, unit_id)
    facts = {"unit": unit_id, "form": form_id, "cell": key, "from": encode(shown), "computed": encode(made), "to": encode(value), "reason": said[:500]}
    audit.record(db, "consolidation.adjust", collection, actor=actor, facts=facts)


def take_back(db: Session, actor: Actor, at: tuple[Collection, str, str], adjustment: str, seen: str) -> None:
    """End an adjustment: the figure is again what is consolidated. Raises ``consolidation.*``, ``not_found``."""
    collection, unit_id, form_id = at
    work, _ = _locked(db, collection, unit_id, form_id, seen)
    found = next((one for one in current(work, unit_id) if one.id == adjustment), None)
    if found is None:
        raise fail("not_found")
    found.ended_at, found.ended_by = clock.now(), actor.user_id
    _follow(db, actor, collection, unit_id)
    facts = {"unit": unit_id, "form": form_id, "cell": found.cell, "from": json.loads(found.value), "taken_back": True}
    audit.record(db, "consolidation.adjust", collection, actor=actor, facts=facts)


def _locked(db: Session, collection: Collection, unit_id: str, form_id: str, seen: str) -> tuple[Consolidation, ConsolidationResult]:
    """The report as it stands, with the collection held, after what was seen was compared."""
    lock(db, collection)
    work = Consolidation(db, collection)
    row = work.stored(unit_id, form_id)
    if row is None:
        raise fail("consolidation.not_run") if form_id in work.forms else fail("not_found")
    if not of_one_release(work):
        raise fail("consolidation.older_release")
    if version_of(row) != seen:
        raise fail("consolidation.changed")
    return work, row


def _follow(db: Session, actor: Actor, collection: Collection, unit_id: str) -> None:
    db.flush()
    remake(Consolidation(db, collection), actor, unit_id)
