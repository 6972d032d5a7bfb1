"""Dropping a draft, and bringing it back.

A dropped draft is taken out of the way at once and kept whole, with its log, points and reviews, for :data:`DAYS`
days: nothing that was typed is lost by one press of a button. After that it is deleted for good.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts import service
from designer.drafts.comparison import changes_of
from metadata.canonical import canonical
from metadata.diff import Diff
from metadata.errors import fail
from runtime import audit, clock
from runtime.actor import Actor
from runtime.store.models import Draft, DraftOperation, DraftPoint, DroppedDraft, ReviewComment, ReviewEvent, User

DAYS: Final = 30
#: Rows that hang on a draft and come back with it, parents before children.
_HANGING: Final = (DraftOperation, DraftPoint, ReviewEvent, ReviewComment)


@dataclass(frozen=True, slots=True)
class Loss:
    """What goes when a draft is dropped: changes by person, and what the draft changes in what is in force."""

    people: tuple[tuple[str, int], ...]
    diff: Diff

    @property
    def count(self) -> int:
        """Number of changes, all people together."""
        return sum(count for _name, count in self.people)


def loss_of(db: Session, draft: Draft) -> Loss:
    """What would be lost."""
    rows = db.execute(
        select(User.name)
        .join(DraftOperation, User.id == DraftOperation.by_id)
        .where(DraftOperation.draft_id == draft.id)
        .order_by(DraftOperation.seq)
    )
    return Loss(tuple(Counter(name for (name,) in rows).most_common()), changes_of(db, draft))


def drop(db: Session, actor: Actor, draft: Draft) -> DroppedDraft:
    """Take a draft out of the way and keep it for a while; what is in force stays. Raises ``draft.not_editable``."""
    service.lock(db, draft)
    if draft.state not in service.EDITABLE:
        raise fail("draft.not_editable", state=draft.state)
    _purge(db)
    now = clock.now()
    rows = {model.__tablename__: [_plain(row) for row in _rows(db, model, draft.id)] for model in _HANGING}
    kept = DroppedDraft(
        id=draft.id,
        regime_id=draft.regime_id,
        title=draft.title,
        version=draft.version,
        body=draft.body,
        base_hash=draft.base_hash,
        kept=canonical({"state": draft.state, "rows": rows}).decode(),
        author_id=draft.author_id,
        created_at=draft.created_at,
        by_id=actor.user_id or "",
        at=now,
    )
    facts = {"regime": draft.regime_id, "version": draft.version, "hash": draft.content_hash}
    audit.record(db, "draft.delete", draft, actor=actor, facts=facts)
    for model in reversed(_HANGING):
        for row in _rows(db, model, draft.id):
            db.delete(row)
        db.flush()
    db.delete(draft)
    db.flush()
    db.add(kept)
    db.flush()
    return kept


def dropped(db: Session, regime_ids: list[str]) -> dict[str, list[tuple[DroppedDraft, str, datetime]]]:
    """Dropped drafts that can still be brought back: row, who dropped it, until when; by regime, newest first."""
    query = (
        select(DroppedDraft, User.name)
        .join(User, User.id == DroppedDraft.by_id)
        .where(DroppedDraft.regime_id.in_(regime_ids), DroppedDraft.at > clock.now() - timedelta(days=DAYS))
        .order_by(DroppedDraft.at.desc())
    )
    found: dict[str, list[tuple[DroppedDraft, str, datetime]]] = {}
    for row, name in db.execute(query):
        found.setdefault(row.regime_id, []).append((row, name, row.at + timedelta(days=DAYS)))
    return found


def restore(db: Session, actor: Actor, regime_id: str, dropped_id: str) -> Draft:
    """Bring a dropped draft back with its log. Raises ``not_found``, ``draft.exists`` when another one is open."""
    kept = db.get(DroppedDraft, dropped_id)
    if kept is None or kept.regime_id != regime_id or kept.at <= clock.now() - timedelta(days=DAYS):
        raise fail("not_found")
    taken = db.scalar(select(Draft.id).where(Draft.regime_id == regime_id, Draft.state.in_(service.OPEN)))
    if taken is not None:
        raise fail("draft.exists", taken)
    held = json.loads(kept.kept)
    draft = Draft(
        id=kept.id,
        regime_id=kept.regime_id,
        title=kept.title,
        state=held["state"],
        version=kept.version,
        base_hash=kept.base_hash,
        author_id=kept.author_id,
        created_at=kept.created_at,
        updated_at=clock.now(),
    )
    service.put_documents(draft, json.loads(kept.body))
    db.add(draft)
    db.delete(kept)
    db.flush()
    for model in _HANGING:
        for row in held["rows"].get(model.__tablename__, ()):
            db.add(model(**{key: _read(value) for key, value in row.items()}))
            db.flush()
    audit.record(db, "draft.restore", draft, actor=actor, facts={"regime": regime_id, "version": draft.version})
    return draft


def _rows(db: Session, model: Any, draft_id: str) -> list[Any]:
    order = model.seq if model is DraftOperation else model.at
    return list(db.scalars(select(model).where(model.draft_id == draft_id).order_by(order)))


def _plain(row: Any) -> dict[str, Any]:
    values = {column.key: getattr(row, column.key) for column in row.__mapper__.column_attrs}
    return {key: {"at": value.isoformat()} if isinstance(value, datetime) else value for key, value in values.items()}


def _read(value: Any) -> Any:
    return datetime.fromisoformat(value["at"]) if isinstance(value, dict) else value


def _purge(db: Session) -> None:
    """What has been kept long enough goes for good."""
    for row in db.scalars(select(DroppedDraft).where(DroppedDraft.at <= clock.now() - timedelta(days=DAYS))):
        db.delete(row)
