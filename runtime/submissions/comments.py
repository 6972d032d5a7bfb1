"""What clerk, checker and receiver say to each other about cells: begun on one side, answered on the other, settled by whoever began it.

Unlike the reasons of a return they stay when the cell changes, and ask for nothing: a report is sent with open ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock
from runtime.actor import Actor
from runtime.guards import MAX_REASON
from runtime.permissions import allowed
from runtime.store.models import CellComment, Submission, Unit, User
from runtime.submissions.opened import Opened
from runtime.submissions.saving import lock

#: Exchanges of one report, and answers in one of them.
MOST: Final = 500
MOST_ANSWERS: Final = 100
UNIT: Final = "unit"
RECEIVER: Final = "receiver"


def side_of(actor: Actor) -> str:
    """On which side a person speaks: clerks and heads, of the unit or for it, on the unit's; all others on the receiver's."""
    return UNIT if actor.role in ("clerk", "head") else RECEIVER


def reads_inside(actor: Actor) -> bool:
    """What stays inside the unit is for the unit, and for the auditor."""
    return side_of(actor) == UNIT or actor.role == "auditor"


def seen(actor: Actor) -> ColumnElement[bool]:
    """Exchanges that this person may see."""
    return true() if reads_inside(actor) else CellComment.internal.is_(False)


def comments_json(opened: Opened, actor: Actor, lang: str) -> list[dict[str, Any]]:
    """Exchanges with their answers, oldest first, as this person may see them."""
    submission = opened.submission
    rows = opened.db.execute(
        select(CellComment, User.name, Unit.name)
        .join(User, User.id == CellComment.by_id)
        .join(Unit, Unit.id == CellComment.unit_id)
        .where(CellComment.submission_id == submission.id, seen(actor))
        .order_by(CellComment.at, CellComment.id)
    ).all()
    answers: dict[str, list[dict[str, Any]]] = {}
    last: dict[str, CellComment] = {}
    for comment, name, unit in rows:
        if comment.parent_id is not None:
            answers.setdefault(comment.parent_id, []).append(_said(comment, name, unit))
            last[comment.parent_id] = comment
    mine, speaks = side_of(actor), allowed(actor, "submission.comment", submission)
    return [
        {
            **_said(comment, name, unit),
            **_place(opened, comment, lang),
            "follow_up": comment.follow_up,
            "internal": comment.internal,
            "resolved": comment.resolved_at is not None,
            "waits": speaks and waits(actor, comment, last.get(comment.id, comment)),
            "may_settle": speaks and comment.side == mine,
            "answers": answers.get(comment.id, []),
        }
        for comment, name, unit in rows
        if comment.parent_id is None
    ]


def waits(actor: Actor, first: CellComment, last: CellComment) -> bool:
    """Whether an exchange waits for a word of this person's side; inside a unit, of another person than who spoke last."""
    if first.resolved_at is not None:
        return False
    return last.side != side_of(actor) or (first.internal and last.by_id != actor.user_id)


def _said(comment: CellComment, name: str, unit: str) -> dict[str, Any]:
    return {"id": comment.id, "text": comment.text, "by": name, "unit": unit, "side": comment.side, "at": comment.at.isoformat()}


def _place(opened: Opened, comment: CellComment, lang: str) -> dict[str, Any]:
    """Where it is; the cell of a form that a newer release no longer has is told by its key."""
    form = next((form for form in opened.forms if form.id == comment.form_id), None)
    known = form is not None and opened.cells(form.id).spec(comment.cell) is not None
    name = opened.cells(comment.form_id).name(comment.cell, opened.filled(comment.form_id), lang) if known else comment.cell
    return {"form": comment.form_id, "form_code": form.code if form else comment.form_id, "key": comment.cell, "name": name, "gone": not known}


def begin(opened: Opened, actor: Actor, said: Mapping[str, Any]) -> CellComment:
    """Say something about a cell, ``{form, key, text, follow_up, internal}``.

    Raises ``submission.unknown_form``, ``cell.unknown``, ``comment.empty``, ``comment.full``, ``submission.text_too_long``.
    """
    db, submission = opened.db, opened.submission
    lock(db, submission)
    form_id, key, follow_up = said["form"], said["key"], bool(said.get("follow_up"))
    if opened.cells(form_id).spec(key) is None:
        raise fail("cell.unknown", f"{form_id}!{key}"[:120], key=key[:80])
    text = _text(said.get("text", ""))
    if not text and not follow_up:
        raise fail("comment.empty", "text")
    if _count(db, CellComment.submission_id == submission.id, CellComment.parent_id.is_(None)) >= MOST:
        raise fail("comment.full", limit=MOST)
    side = side_of(actor)
    internal = bool(said.get("internal")) and side == UNIT
    made = _add(db, actor, submission, form_id=form_id, cell=key, text=text, follow_up=follow_up, internal=internal, side=side)
    _record(db, actor, submission, made, "begin")
    return made


def answer(opened: Opened, actor: Actor, comment_id: str, text: str) -> CellComment:
    """Answer in an open exchange. Raises ``comment.unknown``, ``comment.settled``, ``comment.empty``, ``comment.long``."""
    db, submission = opened.db, opened.submission
    lock(db, submission)
    first = _first(db, actor, submission, comment_id)
    if first.resolved_at is not None:
        raise fail("comment.settled")
    said = _text(text)
    if not said:
        raise fail("comment.empty", "text")
    if _count(db, CellComment.parent_id == first.id) >= MOST_ANSWERS:
        raise fail("comment.long", limit=MOST_ANSWERS)
    side = side_of(actor)
    made = _add(
        db, actor, submission, form_id=first.form_id, cell=first.cell, parent_id=first.id, text=said, internal=first.internal, side=side
    )
    _record(db, actor, submission, first, "answer")
    return made


def settle(opened: Opened, actor: Actor, comment_id: str, change: Mapping[str, Any]) -> CellComment:
    """Settle an exchange or open it again (``resolved``), mark its cell to be followed up or no more (``follow_up``).

    Raises ``comment.unknown``, and ``comment.theirs`` for one that the other side began.
    """
    db, submission = opened.db, opened.submission
    lock(db, submission)
    first = _first(db, actor, submission, comment_id)
    if first.side != side_of(actor):
        raise fail("comment.theirs")
    resolved = change.get("resolved")
    if resolved is not None:
        first.resolved_at, first.resolved_by = (clock.now(), actor.user_id) if resolved else (None, None)
    if change.get("follow_up") is not None:
        first.follow_up = bool(change["follow_up"])
    db.flush()
    _record(db, actor, submission, first, "settle")
    return first


def _first(db: Session, actor: Actor, submission: Submission, comment_id: str) -> CellComment:
    found = db.scalar(
        select(CellComment).where(
            CellComment.id == comment_id,
            CellComment.submission_id == submission.id,
            CellComment.parent_id.is_(None),
            seen(actor),
        )
    )
    if found is None:
        raise fail("comment.unknown")
    return found


def _text(text: str) -> str:
    said = clean(text.strip(), "text", lines=True)
    if len(said) > MAX_REASON:
        raise fail("submission.text_too_long", "text", length=len(said), limit=MAX_REASON)
    return said


def _count(db: Session, *where: ColumnElement[bool]) -> int:
    return db.scalar(select(func.count()).select_from(CellComment).where(*where)) or 0


def _add(db: Session, actor: Actor, submission: Submission, **what: Any) -> CellComment:
    made = CellComment(submission_id=submission.id, by_id=actor.user_id, unit_id=actor.unit_id, at=clock.now(), **what)
    db.add(made)
    db.flush()
    return made


def _record(db: Session, actor: Actor, submission: Submission, first: CellComment, act: str) -> None:
    facts = {"act": act, "comment": first.id, "form": first.form_id, "cell": first.cell}
    audit.record(db, "submission.comment", submission, actor=actor, facts=facts)


def open_comments(db: Session, submissions: Sequence[str]) -> dict[str, int]:
    """Open exchanges that the receiver sees, by report."""
    rows = db.execute(
        select(CellComment.submission_id, func.count())
        .where(
            CellComment.submission_id.in_(submissions),
            CellComment.parent_id.is_(None),
            CellComment.internal.is_(False),
            CellComment.resolved_at.is_(None),
        )
        .group_by(CellComment.submission_id)
    )
    return {row[0]: row[1] for row in rows}
