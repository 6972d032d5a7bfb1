"""Who has a draft open now, and what is selected there. Told with every question for news; old tellings mean nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from runtime import clock
from runtime.actor import Actor
from runtime.store.models import Draft, DraftPresence, User

#: After this long without a word a page counts as closed.
STALE: Final = timedelta(seconds=20)


def tell(db: Session, actor: Actor, draft: Draft, page: str, place: str) -> None:
    """A page of this person is open and has ``place`` selected; what others left behind is swept away."""
    now = clock.now()
    db.execute(delete(DraftPresence).where(DraftPresence.draft_id == draft.id, DraftPresence.at < now - STALE))
    row = db.get(DraftPresence, (draft.id, page))
    if row is None:
        db.add(DraftPresence(draft_id=draft.id, page_id=page, user_id=actor.user_id or "", place=place, at=now))
    elif row.user_id == actor.user_id:
        row.place, row.at = place, now
    db.flush()


def leave(db: Session, actor: Actor, draft: Draft, page: str) -> None:
    """A page of this person was closed."""
    mine = (DraftPresence.draft_id == draft.id, DraftPresence.page_id == page, DraftPresence.user_id == actor.user_id)
    db.execute(delete(DraftPresence).where(*mine))


def others(db: Session, draft: Draft, page: str) -> list[dict[str, Any]]:
    """Pages other than this one: ``{page, name, mine, place}``, by name."""
    rows = db.execute(
        select(DraftPresence, User.name)
        .join(User, User.id == DraftPresence.user_id)
        .where(
            DraftPresence.draft_id == draft.id,
            DraftPresence.page_id != page,
            DraftPresence.at >= clock.now() - STALE,
        )
        .order_by(User.name, DraftPresence.page_id)
    )
    return [{"page": row.page_id, "name": name, "by_id": row.user_id, "place": row.place} for row, name in rows]
