"""What changed in a report since it was returned, and what became of each reason: for the receiver, and for the head before sending."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from metadata.celltypes import show
from metadata.errors import fail
from metadata.text import clean
from metadata.values import CellValue
from runtime import audit, clock
from runtime.actor import Actor
from runtime.guards import MAX_REASON
from runtime.store.models import CellNote, SentForm, SubmissionEvent, Unit, User
from runtime.submissions.filled import Filled, load_filled, split_key
from runtime.submissions.opened import PROGRAMMED, Opened
from runtime.submissions.saving import lock

#: Cells told; what is beyond is counted.
MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Back:
    """The last time that the report came back: the event, who did it, and the forms as they had been sent."""

    event: SubmissionEvent
    by: str
    unit: str
    forms: dict[str, Filled]


def came_back(opened: Opened) -> Back | None:
    """The last return, or opening again; None for a report that was never sent and given back."""
    db, submission = opened.db, opened.submission
    found = db.execute(
        select(SubmissionEvent, User.name, Unit.name)
        .join(User, User.id == SubmissionEvent.by_id)
        .join(Unit, Unit.id == SubmissionEvent.unit_id)
        .where(SubmissionEvent.submission_id == submission.id, SubmissionEvent.event.in_(("return", "reopen")))
        .order_by(SubmissionEvent.revision.desc(), SubmissionEvent.at.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    event, by, unit = found
    rows = list(
        db.scalars(
            select(SentForm)
            .where(SentForm.submission_id == submission.id, SentForm.revision <= event.revision)
            .order_by(SentForm.revision)
        )
    )
    # A later revision of a form covers an earlier one.
    return Back(event, by, unit, {row.form_id: load_filled(row.document) for row in rows}) if rows else None


def differences(opened: Opened, lang: str) -> dict[str, Any] | None:
    """Cells that differ from what was sent before the return, with their names, and the reasons with what became of them."""
    back = came_back(opened)
    if back is None:
        return None
    changes = [change for form in opened.forms for change in _changes(opened, form.id, back.forms.get(form.id, Filled()), lang)]
    entered = {(change["form"], change["key"]) for change in changes}
    return {
        "revision": back.event.revision,
        "event": back.event.event,
        "by": back.by,
        "unit": back.unit,
        "at": back.event.at.isoformat(),
        "text": back.event.note,
        "changes": changes[:MOST],
        "more": max(0, len(changes) - MOST),
        "reasons": _reasons(opened, back, entered, lang),
    }


def _changes(opened: Opened, form_id: str, before: Filled, lang: str) -> Iterator[dict[str, Any]]:
    """Cells in the order of the form; then those that the form no longer has."""
    now, cells = opened.filled(form_id), opened.cells(form_id)
    keys = dict.fromkeys([*cells.keys(now), *cells.keys(before), *now.values, *before.values])
    for key in keys:
        old, new = before.values.get(key), now.values.get(key)
        if old == new:
            continue
        spec = cells.spec(key)
        if spec is not None and spec.party == "lead":
            continue  # entered at the receiver's: no change of the unit
        made = spec is not None and spec.kind in PROGRAMMED and key not in now.overrides
        yield {
            **_place(opened, form_id, key, now if _stands(now, key) else before, lang),
            "before": _shown(opened, form_id, key, old),
            "after": _shown(opened, form_id, key, new),
            "computed": made,
            "gone": not _stands(now, key) and _stands(before, key),
        }


def _stands(filled: Filled, key: str) -> bool:
    """Whether the added row of a cell is in the form; a cell in no added row always is."""
    _, instance, _ = split_key(key)
    return instance is None or any(instance == item.id for rows in filled.instances.values() for item in rows)


def _place(opened: Opened, form_id: str, key: str, filled: Filled, lang: str) -> dict[str, str]:
    form = opened.form(form_id)
    known = opened.cells(form_id).spec(key) is not None
    name = opened.cells(form_id).name(key, filled, lang) if known else key
    return {"form": form_id, "form_code": form.code, "key": key, "name": name}


def _shown(opened: Opened, form_id: str, key: str, value: CellValue) -> str:
    spec = opened.cells(form_id).spec(key)
    if value is None:
        return ""
    return show(value, spec) if spec is not None else str(value)


def _reasons(opened: Opened, back: Back, changed: set[tuple[str, str]], lang: str) -> list[dict[str, Any]]:
    """The remarks that came with the return, and those of an earlier one that had stayed open, in the order of the cells."""
    given = {(item.get("form"), item.get("cell")) for item in json.loads(back.event.reasons)}
    query = select(CellNote).where(CellNote.submission_id == opened.submission.id)
    forms = {form.id: index for index, form in enumerate(opened.forms)}
    found = []
    for note in opened.db.scalars(query.order_by(CellNote.at, CellNote.id)):
        own = note.at >= back.event.at and (note.form_id, note.cell) in given
        earlier = not own and (note.resolved_at is None or note.resolved_at > back.event.at)
        if not (own or earlier) or note.form_id not in forms:
            continue
        before, now = back.forms.get(note.form_id, Filled()), opened.filled(note.form_id)
        found.append(
            {
                **_place(opened, note.form_id, note.cell, now if _stands(now, note.cell) else before, lang),
                "id": note.id,
                "text": note.text,
                "changed": (note.form_id, note.cell) in changed,
                "before": _shown(opened, note.form_id, note.cell, before.values.get(note.cell)),
                "after": _shown(opened, note.form_id, note.cell, now.values.get(note.cell)),
                "answer": note.answer or "",
            }
        )
    places = {
        (form.id, key): index
        for form in opened.forms
        for index, key in enumerate(opened.cells(form.id).keys(opened.filled(form.id)))
    }
    last = len(places)
    return sorted(found, key=lambda item: (forms[item["form"]], places.get((item["form"], item["key"]), last)))


def answer(opened: Opened, actor: Actor, note_id: str, text: str) -> CellNote:
    """What the unit says to a remark; an empty text takes it back. Raises ``note.unknown``, ``submission.text_too_long``."""
    db, submission = opened.db, opened.submission
    lock(db, submission)
    note = db.scalar(select(CellNote).where(CellNote.id == note_id, CellNote.submission_id == submission.id))
    if note is None:
        raise fail("note.unknown")
    said = clean(text.strip(), "text", lines=True)
    if len(said) > MAX_REASON:
        raise fail("submission.text_too_long", "text", length=len(said), limit=MAX_REASON)
    note.answer = said or None
    note.answered_at, note.answered_by = (clock.now(), actor.user_id) if said else (None, None)
    audit.record(db, "submission.answer", submission, actor=actor, facts={"note": note.id, "cell": note.cell})
    return note
