"""Links that show one draft's review to whoever holds them: read only, without signing in, until they end.

The secret is in the address alone; the store keeps its SHA-256. A link opens only while its draft lies on a desk, so
that nobody watches an author at work. A wrong secret, an ended and a revoked one are answered alike.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock
from runtime.actor import ANONYMOUS, Actor
from runtime.store.models import Audit, Draft, ReviewLink, User

#: Hours that a link may live.
HOURS: Final = (4, 24, 72, 168)
#: Links of one draft that live at the same time.
MOST: Final = 20
#: Wrong tries of one address within the time, after which wrong ones are not even kept any more. A right secret always opens:
#: many people stand behind one address, and nobody comes upon 32 random bytes by trying.
TRIES: Final = 20
WITHIN: Final = timedelta(minutes=10)
#: Bytes of a secret.
_SECRET: Final = 32
_NAME: Final = 200
_SHARED: Final = "review.shared"
_KIND: Final = ReviewLink.__tablename__
#: States in which a draft is shown by a link.
ON_A_DESK: Final = ("in_review", "in_approval")


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as the desk lists it; ``opened`` is when it was last opened, ``how_often`` counts by address and ten minutes."""

    id: str
    name: str
    by: str
    made: datetime
    ends: datetime
    opened: datetime | None
    how_often: int


def make(db: Session, actor: Actor, draft: Draft, hours: int, name: str = "") -> str:
    """A new link; returns its secret, which is kept nowhere. Raises ``link.hours``, ``link.many``, ``cell.too_long``."""
    if hours not in HOURS:
        raise fail("link.hours", "hours")
    said = clean(name, "name").strip()
    if len(said) > _NAME:
        raise fail("cell.too_long", "name", length=len(said), limit=_NAME)
    now = clock.now()
    db.refresh(draft, with_for_update=True)
    if (db.scalar(select(func.count()).select_from(ReviewLink).where(*_living(draft, now))) or 0) >= MOST:
        raise fail("link.many", limit=MOST)
    secret = secrets.token_urlsafe(_SECRET)
    ends = now + timedelta(hours=hours)
    link = ReviewLink(
        id=hashed(secret), draft_id=draft.id, name=said, by_id=actor.user_id or "", created_at=now, expires_at=ends
    )
    db.add(link)
    db.flush()
    audit.record(db, "review.link", draft, actor=actor, facts={"link": link.id[:12], "hours": hours, "name": said})
    return secret


def revoke(db: Session, actor: Actor, draft: Draft, link_id: str) -> None:
    """End a link now. Raises ``not_found``."""
    link = db.get(ReviewLink, link_id)
    if link is None or link.draft_id != draft.id:
        raise fail("not_found")
    if link.revoked_at is None:
        link.revoked_at = clock.now()
        db.flush()
        audit.record(db, "review.link", draft, actor=actor, facts={"link": link.id[:12], "revoked": True})


def listed(db: Session, draft: Draft) -> list[Shown]:
    """Links of a draft that live, newest first."""
    rows = db.execute(
        select(ReviewLink, User.name)
        .join(User, User.id == ReviewLink.by_id)
        .where(*_living(draft, clock.now()))
        .order_by(ReviewLink.created_at.desc(), ReviewLink.id)
    ).all()
    opened = dict[str, tuple[datetime | None, int]]()
    lines = select(Audit.object_id, func.max(Audit.at), func.count()).where(
        Audit.action == _SHARED,
        Audit.outcome == "done",
        Audit.object_kind == _KIND,
        Audit.object_id.in_([link.id for link, _ in rows]),
    )
    for link_id, at, times in db.execute(lines.group_by(Audit.object_id)):
        opened[link_id] = at, times
    found = []
    for link, by in rows:
        last, count = opened.get(link.id, (None, 0))
        found.append(Shown(link.id, link.name, by, link.created_at, link.expires_at, last, count))
    return found


def opened_by(db: Session, secret: str, address: str) -> Draft | None:
    """The draft that a secret shows; None for one that shows nothing (any more). Either way it is kept who tried.

    Raises ``link.tries`` for a wrong one from an address that has tried too often.
    """
    now = clock.now()
    link = db.get(ReviewLink, hashed(secret))
    draft = db.get(Draft, link.draft_id) if link is not None else None
    if link is None or draft is None or link.revoked_at is not None or link.expires_at <= now or draft.state not in ON_A_DESK:
        if _wrong_tries(db, address, now) >= TRIES:
            raise fail("link.tries")
        # The tried text is kept nowhere: it may be a secret that shows something at another time.
        audit.record(db, _SHARED, (_KIND, ""), actor=ANONYMOUS, outcome="refused", code="link.ended")
        return None
    if not _known_visit(db, link, address, now):
        audit.record(db, _SHARED, link, actor=ANONYMOUS, facts={"draft": draft.id})
    return draft


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def _living(draft: Draft, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return ReviewLink.draft_id == draft.id, ReviewLink.revoked_at.is_(None), ReviewLink.expires_at > now


def _wrong_tries(db: Session, address: str, now: datetime) -> int:
    lines = select(func.count()).select_from(Audit).where(
        Audit.action == _SHARED, Audit.outcome == "refused", Audit.address == address, Audit.at > now - WITHIN
    )
    return db.scalar(lines) or 0


def _known_visit(db: Session, link: ReviewLink, address: str, now: datetime) -> bool:
    """One line in the record for a reader who turns pages, not one for each page."""
    seen = select(Audit.seq).where(
        Audit.action == _SHARED, Audit.object_id == link.id, Audit.address == address, Audit.at > now - WITHIN
    )
    return db.scalar(seen.limit(1)) is not None
