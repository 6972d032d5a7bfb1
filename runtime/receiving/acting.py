"""Acts of the receiver that change what is consolidated: the figures follow within the same transaction.

The collection's row is locked before the submission's, as a consolidation does it; two orders would be a deadlock.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from runtime.actor import Actor
from runtime.consolidation.running import enter, leave, lock
from runtime.store.models import Submission
from runtime.submissions import acts


def accept(db: Session, actor: Actor, submission: Submission) -> bool:
    """Accept a report; True when a consolidation that was already run took its figures in."""
    lock(db, submission.collection)
    acts.accept(db, actor, submission)
    return enter(db, actor, submission)


def exclude(db: Session, actor: Actor, submission: Submission, note: str) -> bool:
    """Leave a unit out; True when its figures left a consolidation."""
    lock(db, submission.collection)
    acts.exclude(db, actor, submission, note)
    return leave(db, actor, submission)


def reopen(db: Session, actor: Actor, submission: Submission, note: str) -> bool:
    """Open a report again; True when its figures left a consolidation."""
    lock(db, submission.collection)
    acts.reopen(db, actor, submission, note)
    return leave(db, actor, submission)
