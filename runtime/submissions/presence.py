"""Who has a report open for filling, and in which cell. Told with every question for news; old tellings mean nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from runtime import clock
from runtime.store import transaction
from runtime.store.models import Submission, SubmissionPresence, User

#: After this long without a word a page counts as closed. A page that is alone asks every 15 seconds.
STALE: Final = timedelta(seconds=45)
#: A page that says the same again is written down only so often: asking must stay cheap.
AGAIN: Final = timedelta(seconds=12)


@dataclass(frozen=True)
class Standing:
    """Where a page stands: form, cell (empty for none), and whether something is being typed there."""

    page: str
    form: str
    cell: str = ""
    typing: bool = False


def tell(db: Session, user_id: str, submission: Submission, now: Standing) -> None:
    """A page of this person stands there. Writes only what is news, in a transaction of its own."""
    row = db.get(SubmissionPresence, (submission.id, now.page))
    if row is not None and row.user_id != user_id:
        return
    told = row is not None and (row.form_id, row.cell, row.typing) == (now.form, now.cell, now.typing)
    if row is not None and told and clock.now() - row.at < AGAIN:
        return
    submission_id = submission.id
    with transaction() as writing:
        _write(writing, user_id, submission_id, now)


def _write(db: Session, user_id: str, submission_id: str, now: Standing) -> None:
    at = clock.now()
    old = (SubmissionPresence.submission_id == submission_id, SubmissionPresence.at < at - STALE)
    db.execute(delete(SubmissionPresence).where(*old))
    row = db.get(SubmissionPresence, (submission_id, now.page), populate_existing=True)
    if row is None:
        row = SubmissionPresence(submission_id=submission_id, page_id=now.page, user_id=user_id)
        db.add(row)
    if row.user_id == user_id:
        row.form_id, row.cell, row.typing, row.at = now.form, now.cell, now.typing, at


def leave(db: Session, user_id: str, submission: Submission, page: str) -> None:
    """A page of this person was closed."""
    mine = (
        SubmissionPresence.submission_id == submission.id,
        SubmissionPresence.page_id == page,
        SubmissionPresence.user_id == user_id,
    )
    db.execute(delete(SubmissionPresence).where(*mine))


def others(db: Session, user_id: str, submission: Submission, page: str) -> list[dict[str, Any]]:
    """Pages other than this one: ``{page, name, mine, form, cell, typing}``, by name."""
    rows = db.execute(
        select(SubmissionPresence, User.name)
        .join(User, User.id == SubmissionPresence.user_id)
        .where(
            SubmissionPresence.submission_id == submission.id,
            SubmissionPresence.page_id != page,
            SubmissionPresence.at >= clock.now() - STALE,
        )
        .order_by(User.name, SubmissionPresence.page_id)
    )
    return [
        {
            "page": row.page_id,
            "name": name,
            "mine": row.user_id == user_id,
            "form": row.form_id,
            "cell": row.cell,
            "typing": row.typing,
        }
        for row, name in rows
    ]
