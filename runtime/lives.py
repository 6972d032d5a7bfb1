"""The one function that moves a draft, a release or a submission along its life."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from metadata.errors import fail
from runtime import audit, clock
from runtime.actor import Actor
from runtime.edges import LIVES, Edge, edge_for
from runtime.guards import GUARDS
from runtime.permissions import allowed, note_object
from runtime.store.models import Draft, Release, ReviewEvent, Submission, SubmissionEvent
from runtime.words import said_of

__all__ = ["LIVES", "Edge", "check_move", "edge_for", "events", "move"]

#: Told before the role: that a person may never do it matters more than the role acted in.
_FIRST = ("four_eyes",)


def events(actor: Actor, obj: Draft | Release | Submission) -> list[str]:
    """Events that the actor may cause now, guards aside: for buttons."""
    fitting = [e for e in LIVES[type(obj)] if obj.state in e.sources]
    return [e.event for e in fitting if allowed(actor, e.action, obj, states=False)]


def check_move(
    db: Session, actor: Actor, obj: Draft | Release | Submission, event: str, facts: Mapping[str, Any]
) -> Edge:
    """The edge to take. Raises ``workflow.transition`` (no such edge), ``workflow.four_eyes``, ``forbidden``, guards."""
    edge = edge_for(type(obj), event, obj.state)
    if edge is None:
        raise fail("workflow.transition", event=said_of("event" if isinstance(obj, Submission) else "draft_event", event), state=said_of("state", obj.state))
    for name in (g for g in edge.guards if g in _FIRST):
        GUARDS[name](db, actor, obj, facts)
    if not allowed(actor, edge.action, obj, states=False):
        raise fail("forbidden")
    for name in (g for g in edge.guards if g not in _FIRST):
        GUARDS[name](db, actor, obj, facts)
    return edge


def move(
    db: Session, actor: Actor, obj: Draft | Release | Submission, event: str, **facts: Any
) -> ReviewEvent | SubmissionEvent | None:
    """Move ``obj`` by ``event`` inside the running transaction; the row is locked and read again first.

    Facts: ``shown`` (content hash that the person saw), ``note``, ``reasons`` (list of ``{…, "text"}``); the rest goes
    into the audit line. Returns the stored event (None for a release). Raises ``workflow.*``, ``period.*``, ``forbidden``.
    """
    note_object(type(obj), obj.id)
    db.flush()
    db.refresh(obj, with_for_update=True)
    edge = check_move(db, actor, obj, event, facts)
    before = obj.state
    obj.state = edge.target
    kept = _keep(db, actor, obj, edge, before, facts)
    if isinstance(obj, Draft | Submission):
        obj.updated_at = clock.now()
    extra = {k: v for k, v in facts.items() if k not in {"note", "reasons"}}
    audit.record(db, edge.action, obj, actor=actor, facts={**extra, "event": event, "from": before, "to": edge.target})
    return kept


def _keep(
    db: Session,
    actor: Actor,
    obj: Draft | Release | Submission,
    edge: Edge,
    before: str,
    facts: Mapping[str, Any],
) -> ReviewEvent | SubmissionEvent | None:
    if isinstance(obj, Release) or actor.user_id is None or actor.unit_id is None:
        return None
    common: dict[str, Any] = {
        "event": edge.event,
        "from_state": before,
        "to_state": edge.target,
        "by_id": actor.user_id,
        "role": actor.role or "",
        "unit_id": actor.unit_id,
        "at": clock.now(),
        "note": str(facts.get("note") or ""),
        "reasons": json.dumps(facts.get("reasons") or [], ensure_ascii=False),
        "content_hash": obj.content_hash,
    }
    kept: ReviewEvent | SubmissionEvent
    if isinstance(obj, Draft):
        kept = ReviewEvent(draft_id=obj.id, **common)
    else:
        kept = SubmissionEvent(submission_id=obj.id, revision=obj.revision, **common)
    db.add(kept)
    db.flush()
    return kept
