"""Named points: revisions of a draft that somebody gave a name, to compare with and to come back to."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts.history import documents_at
from designer.drafts.reverting import revision_exists
from designer.drafts.service import documents_of
from metadata.diff import Diff, compare
from metadata.errors import fail
from metadata.text import clean
from runtime import audit, clock
from runtime.actor import Actor
from runtime.store.models import Draft, DraftPoint, User, new_id
from runtime.units import naming


def points_of(db: Session, draft: Draft) -> list[tuple[DraftPoint, str]]:
    """Points with the name of who made them, newest revision first."""
    query = select(DraftPoint, User.name).join(User, User.id == DraftPoint.by_id).where(DraftPoint.draft_id == draft.id)
    return [(point, name) for point, name in db.execute(query.order_by(DraftPoint.seq.desc(), DraftPoint.at.desc()))]


def point_of(db: Session, draft: Draft, point_id: str) -> DraftPoint:
    """One point of this draft. Raises ``not_found``."""
    found = db.get(DraftPoint, point_id)
    if found is None or found.draft_id != draft.id:
        raise fail("not_found")
    return found


def named(name: str) -> str:
    """A name for a point. Raises ``draft.point_name`` when nothing is left of it."""
    tidy = " ".join(clean(name, "name").split())
    if not tidy:
        raise fail("draft.point_name", "name")
    return tidy[:120]


def set_point(db: Session, actor: Actor, draft: Draft, name: str, seq: int | None = None) -> DraftPoint:
    """Give a revision a name; the present one when none is said. Raises ``draft.point_name``, ``draft.base_unknown``."""
    at = draft.version if seq is None else revision_exists(draft, seq)
    point = DraftPoint(
        id=new_id(), draft_id=draft.id, seq=at, name=named(name), by_id=actor.user_id or "", at=clock.now()
    )
    db.add(point)
    db.flush()
    return point


def rename_point(db: Session, draft: Draft, point_id: str, name: str) -> DraftPoint:
    """Another name for a point."""
    point = point_of(db, draft, point_id)
    point.name = named(name)
    db.flush()
    return point


def remove_point(db: Session, actor: Actor, draft: Draft, point_id: str) -> None:
    """Forget a name; the revision stays in the history."""
    point = point_of(db, draft, point_id)
    audit.record(db, "draft.point_removed", draft, actor=actor, facts={"name": point.name, "revision": point.seq})
    db.delete(point)
    db.flush()


def changed_since(db: Session, draft: Draft, seq: int) -> Diff:
    """What became different between a revision and now."""
    return compare(documents_at(db, draft, seq), documents_of(draft), naming(db))
