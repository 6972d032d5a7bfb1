"""Exchanges about cells that wait for a word of this person's side: told where reports are listed, before a report is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from runtime.actor import Actor
from runtime.permissions import restrict
from runtime.store.models import CellComment, Submission, Unit, User
from runtime.submissions.comments import seen, waits
from runtime.turns import period_words

#: Reports told of at a time, those with the newest words first.
MOST: Final = 12
#: Letters shown of the last words.
SHOWN: Final = 160


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A report with exchanges that wait: how many, and who said what last in which form."""

    submission: Submission
    period: str
    count: int
    form: str
    text: str
    by: str
    unit: str
    at: datetime


def unanswered(db: Session, actor: Actor, lang: str) -> list[Unanswered]:
    """Reports about which the person may speak, with what waits for an answer; newest words first."""
    own = restrict(select(Submission.id), actor, "submission.comment", Submission)
    open_ones = select(CellComment).where(
        CellComment.submission_id.in_(own), CellComment.parent_id.is_(None), CellComment.resolved_at.is_(None), seen(actor)
    )
    firsts = list(db.scalars(open_ones))
    last = _last_words(db, [first.id for first in firsts])
    found: dict[str, list[CellComment]] = {}
    for first in firsts:
        said = last.get(first.id, first)
        if waits(actor, first, said):
            found.setdefault(first.submission_id, []).append(said)
    newest = sorted(found, key=lambda id_: max(said.at for said in found[id_]), reverse=True)[:MOST]
    return [_told(db, id_, found[id_], lang) for id_ in newest]


def _last_words(db: Session, firsts: Sequence[str]) -> dict[str, CellComment]:
    rows = db.scalars(select(CellComment).where(CellComment.parent_id.in_(firsts)).order_by(CellComment.at, CellComment.id))
    return {row.parent_id: row for row in rows if row.parent_id}


def _told(db: Session, submission_id: str, said: Sequence[CellComment], lang: str) -> Unanswered:
    submission = db.scalars(
        select(Submission).where(Submission.id == submission_id).options(joinedload(Submission.regime), joinedload(Submission.unit))
    ).one()
    last = max(said, key=lambda one: (one.at, one.id))
    who = select(User.name, Unit.name).select_from(CellComment).join(User, User.id == CellComment.by_id).join(Unit, Unit.id == CellComment.unit_id)
    by, unit = db.execute(who.where(CellComment.id == last.id)).one()
    text = last.text if len(last.text) <= SHOWN else last.text[: SHOWN - 1].rstrip() + "…"
    return Unanswered(submission, period_words(db, submission, lang), len(said), last.form_id, text, by, unit, last.at)
