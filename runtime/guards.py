"""What must hold for a move beside the role: four eyes, the content that was shown, the policy, reasons, an open period."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.errors import fail
from metadata.text import clean
from runtime import approvals, clock, signing
from runtime.actor import Actor
from runtime.store.models import Base, Collection, Draft, DraftOperation, ReviewComment, ReviewEvent, Submission

Guard = Callable[[Session, Actor, Any, Mapping[str, Any]], None]
MAX_REASON = 4_000


def authors_of(db: Session, draft: Draft) -> set[str]:
    """Everyone who created, changed or submitted a draft."""
    changed = db.scalars(select(DraftOperation.by_id).where(DraftOperation.draft_id == draft.id).distinct())
    sent = db.scalars(
        select(ReviewEvent.by_id).where(ReviewEvent.draft_id == draft.id, ReviewEvent.event.in_(("submit", "edit")))
    )
    return {draft.author_id, *changed, *sent}


def leaders_of(db: Session, draft: Draft) -> set[str]:
    """Everyone who forwarded a draft to approval."""
    return set(
        db.scalars(select(ReviewEvent.by_id).where(ReviewEvent.draft_id == draft.id, ReviewEvent.event == "forward"))
    )


def four_eyes(db: Session, actor: Actor, draft: Draft, _facts: Mapping[str, Any]) -> None:
    """Author, leader and approvers of one draft are different people, whatever roles one person holds."""
    if actor.user_id in barred_from(db, draft):
        raise fail("workflow.four_eyes")


def barred_from(db: Session, draft: Draft) -> set[str]:
    """Who may not decide about the draft on the desk it lies on."""
    barred = authors_of(db, draft)
    if draft.state == "in_approval":
        barred |= leaders_of(db, draft) | approvals.endorsers(db, draft)
    return barred


def alone(db: Session, _actor: Actor, draft: Draft, _facts: Mapping[str, Any]) -> None:
    """The leader publishes without the IT department only where its policy says so for this class of change."""
    need = approvals.needed(db, draft)
    if need.route.approvers > 0:
        raise fail("policy.needs_approver", level=need.level)


def enough(db: Session, _actor: Actor, draft: Draft, _facts: Mapping[str, Any]) -> None:
    """As many people of the IT department as the policy asks for have agreed, this one included."""
    need = approvals.needed(db, draft)
    if len(approvals.endorsers(db, draft)) + 1 < need.route.approvers:
        raise fail("policy.needs_second", level=need.level)


def first_of_two(db: Session, _actor: Actor, draft: Draft, _facts: Mapping[str, Any]) -> None:
    """Agreeing without publishing makes sense only where somebody else has to agree too."""
    need = approvals.needed(db, draft)
    if len(approvals.endorsers(db, draft)) + 1 >= need.route.approvers:
        raise fail("policy.last_one", level=need.level)


def comments(db: Session, _actor: Actor, draft: Draft, facts: Mapping[str, Any]) -> None:
    """No remark is left open, except those that the person names in ``facts["waived"]``: one by one, never all."""
    waived = {str(item) for item in facts.get("waived") or ()}
    left = [row for row in open_comments(db, draft) if row.id not in waived]
    if left:
        raise fail("review.open_comments", "comments", count=len(left))


def open_comments(db: Session, draft: Draft) -> list[ReviewComment]:
    """Remarks on the draft that nobody has resolved, oldest first; answers are no remarks of their own."""
    query = select(ReviewComment).where(
        ReviewComment.draft_id == draft.id, ReviewComment.parent_id.is_(None), ReviewComment.resolved_at.is_(None)
    )
    return list(db.scalars(query.order_by(ReviewComment.at, ReviewComment.id)))


def content_hash(_db: Session, _actor: Actor, obj: Any, facts: Mapping[str, Any]) -> None:
    """``facts["shown"]`` is the hash of what the person saw; it must be the hash of what is stored now."""
    shown = facts.get("shown")
    if not isinstance(shown, str) or not shown:
        raise fail("workflow.content_hash", "shown")
    if not hmac.compare_digest(shown.encode(), str(obj.content_hash).encode()):
        raise fail("workflow.content_changed")


def reasons(_db: Session, _actor: Actor, _obj: Base, facts: Mapping[str, Any]) -> None:
    """A note or at least one reason with words in it."""
    given = facts.get("reasons") or ()
    texts = [str(facts.get("note") or "")]
    texts += [str(r.get("text", "")) if isinstance(r, Mapping) else str(r) for r in given]
    for text in texts:
        if len(text) > MAX_REASON:
            raise fail("cell.too_long", "note", length=len(text), limit=MAX_REASON)
        clean(text, "note", lines=True)
    if not any(text.strip() for text in texts):
        raise fail("workflow.reason_required", "note")


def period(db: Session, _actor: Actor, submission: Submission, _facts: Mapping[str, Any]) -> None:
    """Nothing is sent after the close, by the server's clock, unless the unit was given more time."""
    collection = db.get_one(Collection, submission.collection_id)
    if collection.opens > clock.today():
        raise fail("period.not_open", at=f"{collection.opens:%d/%m/%Y}", opens=f"{collection.opens:%d/%m/%Y}")
    last = collection.closes
    if last is not None and submission.extended_until is not None:
        last = max(last, submission.extended_until)
    if last is not None and clock.now() > last:
        shown = f"{clock.local(last):%H:%M %d/%m/%Y}"
        raise fail("period.closed", at=shown, closes=shown)


def checker(db: Session, actor: Actor, submission: Submission, _facts: Mapping[str, Any]) -> None:
    """Where the regime asks for it, somebody else than those who entered the figures checks them."""
    signing.check_checker(db, actor, submission)


def another_checks(db: Session, _actor: Actor, submission: Submission, _facts: Mapping[str, Any]) -> None:
    """Handing over makes sense only where somebody else has to check."""
    if signing.inside(db, submission).checking == "self":
        raise fail("signing.no_checker")


def sender(db: Session, actor: Actor, submission: Submission, _facts: Mapping[str, Any]) -> None:
    """Where the regime asks for a signature the head sends; where it asks for three people, a third one."""
    signing.check_sender(db, actor, submission)


def sender_role(db: Session, actor: Actor, submission: Submission, _facts: Mapping[str, Any]) -> None:
    """Who may send may take back."""
    signing.check_sender_role(db, actor, submission)


def accepter(db: Session, actor: Actor, submission: Submission, _facts: Mapping[str, Any]) -> None:
    """What a receiver entered or sent for a unit another receiver accepts, where there is one."""
    signing.check_accepter(db, actor, submission)


GUARDS: dict[str, Guard] = {
    "four_eyes": four_eyes,
    "alone": alone,
    "enough": enough,
    "first_of_two": first_of_two,
    "comments": comments,
    "content_hash": content_hash,
    "reasons": reasons,
    "period": period,
    "checker": checker,
    "another_checks": another_checks,
    "sender": sender,
    "sender_role": sender_role,
    "accepter": accepter,
}
