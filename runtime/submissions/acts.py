"""Moving a report along: checked, sent, recalled, received, returned, accepted, excluded, opened again.

Each act is one transaction that first locks the submission's row, so that of two acts at once one finds
the state it expects and the other a state in which it is refused.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.canonical import digest
from metadata.errors import KhuonError, Problem, fail
from runtime import clock
from runtime.actor import Actor
from runtime.guards import MAX_REASON
from runtime.lives import check_move, move
from runtime.releases import release_for
from runtime.signing import acted_for, passed_on
from runtime.store.models import CellNote, SentForm, Submission
from runtime.submissions.appraising import appraised
from runtime.submissions.behalf import taken_over
from runtime.submissions.findings import Finding, of_submission, with_reasons
from runtime.submissions.opened import Opened
from runtime.submissions.payload import reasons_given
from runtime.submissions.saving import lock

Reasons = Mapping[str, str]
"""What a person says to warnings, by finding id."""


def hand_over(db: Session, actor: Actor, submission: Submission) -> None:
    """The clerk's word that the report is filled and somebody else may check it. Raises ``signing.no_checker``."""
    lock(db, submission)
    move(db, actor, submission, "hand")


def check(db: Session, actor: Actor, submission: Submission, reasons: Reasons) -> list[Finding]:
    """The word that the report is ready for signing. Raises as :func:`send` does, and ``signing.other_checks``."""
    lock(db, submission)
    check_move(db, actor, submission, "check", {})
    opened = Opened(db, submission)
    _right_release(opened)
    findings = _settled(opened, reasons)
    _freeze(opened)
    acted_for(db, actor, submission)
    move(db, actor, submission, "check", reasons=_said(findings))
    return findings


def uncheck(db: Session, actor: Actor, submission: Submission) -> None:
    """Take a checked report back to filling."""
    move(db, actor, submission, "uncheck")


def hand_back(db: Session, actor: Actor, submission: Submission, note: str) -> None:
    """Whoever was to check or to sign gives the report back, with the reason. Raises ``signing.own_work``, ``workflow.reason_required``."""
    lock(db, submission)
    check_move(db, actor, submission, "back", {"note": note})
    passed = passed_on(db, submission)
    if passed is None or passed.user_id == actor.user_id:
        raise fail("signing.own_work")
    acted_for(db, actor, submission)
    move(db, actor, submission, "back", note=note)


def send(db: Session, actor: Actor, submission: Submission, reasons: Reasons, shown: str) -> list[Finding]:
    """Send a checked report; what is sent is kept word for word.

    ``shown`` is the content hash that the person saw: what is signed is what was on the screen.
    Raises ``workflow.content_hash`` without it, ``submission.already_submitted``, ``period.closed``, ``submission.has_errors`` (all findings listed),
    ``submission.reason_required``, ``workflow.content_changed``, ``submission.newer_release``, ``signing.*``.
    """
    lock(db, submission)
    if submission.state in ("sent", "received", "accepted", "consolidated"):
        raise fail("submission.already_submitted")
    facts: dict[str, Any] = {"shown": shown}
    check_move(db, actor, submission, "send", facts)
    opened = Opened(db, submission)
    _right_release(opened)
    findings = _settled(opened, {**reasons_given(opened), **reasons})
    if opened.content_hash() != submission.content_hash:
        raise fail("workflow.content_changed")
    for form in opened.forms:
        text = opened.row(form.id).document
        db.merge(
            SentForm(
                submission_id=submission.id,
                revision=submission.revision,
                form_id=form.id,
                document=text,
                sha256=digest(json.loads(text)),
                at=clock.now(),
            )
        )
    submission.sent_at = clock.now()
    acted_for(db, actor, submission)
    move(db, actor, submission, "send", reasons=_said(findings), **facts)
    taken_over(db, actor, submission)
    return findings


def recall(db: Session, actor: Actor, submission: Submission, note: str = "") -> None:
    """Take a sent report back before the receiver has taken it in. Raises ``workflow.transition`` afterwards, and why: ``signing.recall_late``."""
    lock(db, submission)
    try:
        check_move(db, actor, submission, "recall", {"note": note})
    except KhuonError as refused:
        if submission.state not in ("received", "accepted", "consolidated"):
            raise
        raise KhuonError(*refused.problems, Problem("signing.recall_late", "", {})) from None
    move(db, actor, submission, "recall", note=note)
    submission.sent_at = None
    submission.revision += 1


def receive(db: Session, actor: Actor, submission: Submission) -> None:
    """Mark a sent report as received: from now on the unit cannot recall it."""
    move(db, actor, submission, "receive")


def give_back(db: Session, actor: Actor, submission: Submission, note: str, cells: Sequence[Mapping[str, str]]) -> None:
    """Return a report with a reason, and with remarks on cells ``{form, key, text}``."""
    lock(db, submission)
    opened = Opened(db, submission)
    reasons = [{"form": item["form"], "cell": item["key"], "text": item["text"]} for item in cells]
    _known_cells(opened, cells)
    if not note.strip() and not cells:
        raise fail("submission.return_reason", "reason")
    _settle_notes(db, actor, submission, {(item["form"], item["key"]) for item in cells})
    move(db, actor, submission, "return", note=note, reasons=reasons)
    add_notes(db, actor, submission, cells)
    submission.revision += 1


def accept(db: Session, actor: Actor, submission: Submission) -> None:
    """Accept a report: its figures enter the consolidation. Raises ``submission.appraisal`` for cells left to the lead agency."""
    lock(db, submission)
    check_move(db, actor, submission, "accept", {})
    appraised(Opened(db, submission))
    move(db, actor, submission, "accept")


def exclude(db: Session, actor: Actor, submission: Submission, note: str) -> None:
    """Leave a unit out of the consolidation, with a reason (dissolved, merged)."""
    move(db, actor, submission, "exclude", note=note)


def reopen(db: Session, actor: Actor, submission: Submission, note: str) -> None:
    """Open an accepted report again as a new revision; its figures leave the consolidation."""
    lock(db, submission)
    move(db, actor, submission, "reopen", note=note)
    submission.revision += 1


def add_notes(db: Session, actor: Actor, submission: Submission, cells: Sequence[Mapping[str, str]]) -> None:
    """Keep remarks on cells, open until the unit changes the cell."""
    for item in cells:
        db.add(
            CellNote(
                submission_id=submission.id,
                form_id=item["form"],
                cell=item["key"],
                text=item["text"].strip(),
                by_id=actor.user_id,
                at=clock.now(),
            )
        )
    db.flush()


def _settle_notes(db: Session, actor: Actor, submission: Submission, again: set[tuple[str, str]]) -> None:
    """Remarks of an earlier return that are done with: what the unit answered was read, what is remarked again is said anew."""
    query = select(CellNote).where(CellNote.submission_id == submission.id, CellNote.resolved_at.is_(None))
    for row in db.scalars(query):
        if row.answer or (row.form_id, row.cell) in again:
            row.resolved_at, row.resolved_by = clock.now(), actor.user_id


def _known_cells(opened: Opened, cells: Sequence[Mapping[str, str]]) -> None:
    for item in cells:
        if opened.cells(item["form"]).spec(item["key"]) is None:
            raise fail("cell.unknown", f"{item['form']}!{item['key']}"[:120], key=item["key"][:80])
        if len(item["text"]) > MAX_REASON:
            raise fail("submission.text_too_long", item["key"], length=len(item["text"]), limit=MAX_REASON)
        if not item["text"].strip():
            raise fail("submission.return_reason", item["key"])


def _right_release(opened: Opened) -> None:
    """A report follows the release that holds for its period; an outdated one is moved first, not sent."""
    holding = release_for(opened.db, opened.submission.regime_id, opened.period)
    if holding is not None and holding.hash != opened.submission.release_hash:
        raise fail("submission.newer_release", no=holding.no)


def _settled(opened: Opened, reasons: Reasons) -> list[Finding]:
    """Findings that do not stand in the way: no errors, and a reason for every warning."""
    findings = with_reasons(of_submission(opened), {key: text.strip() for key, text in reasons.items()})
    for item in findings:
        if len(item.reason) > MAX_REASON:
            raise fail("submission.text_too_long", item.id, length=len(item.reason), limit=MAX_REASON)
    errors = [item.problem() for item in findings if item.severity == "error"]
    if errors:
        raise KhuonError(Problem("submission.has_errors", "", {"count": len(errors)}), *errors)
    silent = [item.problem() for item in findings if item.severity == "warning" and not item.reason]
    if silent:
        raise KhuonError(Problem("submission.reason_required", "", {"count": len(silent)}), *silent)
    return findings


def _said(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [
        {"form": item.form, "cell": item.cells[0] if item.cells else "", "finding": item.id, "text": item.reason, "about": item.vi}
        for item in findings
        if item.reason
    ]


def _freeze(opened: Opened) -> None:
    """Store every form as computed now, so that what is checked is what stands in the store."""
    for form in opened.forms:
        opened.store(form.id, opened.filled(form.id))
    opened.submission.content_hash = opened.content_hash()
    opened.db.flush()
