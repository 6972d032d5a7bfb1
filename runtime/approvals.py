"""Which approvals a draft needs before it may be published, and whether it has them.

The IT department sets a route for each class of change (:class:`runtime.store.models.ReviewPolicy`); a class without a
setting, and every regime that was never published, takes the full one. What is asked here is asked again at the moment
of publishing, from what stands in the store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from metadata.diff import compare
from metadata.errors import fail
from runtime import audit, clock
from runtime.actor import Actor
from runtime.store.models import Document, Draft, Release, ReviewEvent, ReviewPolicy, User

LEVELS: Final = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Route:
    """One way to a release: how many approvers of the IT department after the leader, and whether units are told."""

    name: str
    approvers: int
    notice: bool


#: From the shortest to the longest.
ROUTES: Final[Mapping[str, Route]] = {
    "leader": Route("leader", 0, False),
    "approver": Route("approver", 1, False),
    "notice": Route("notice", 1, True),
    "two": Route("two", 2, True),
}
#: What holds where nothing was set. Two approvers are asked for only where they were set: an IT department with one
#: approver could publish nothing otherwise.
FULL: Final = ROUTES["notice"]


@dataclass(frozen=True, slots=True)
class Needed:
    """What a draft needs now: class of its change, route, whether it is the regime's first release, who set it and when."""

    level: int
    route: Route
    first: bool
    by: str = ""
    at: str = ""

    def as_json(self) -> dict[str, Any]:
        """The policy in force, as a release keeps it."""
        kept: dict[str, Any] = {"class": self.level, "route": self.route.name}
        return kept | ({"by": self.by, "at": self.at} if self.at else {})


def policies(db: Session) -> dict[int, tuple[Route, ReviewPolicy | None, str]]:
    """Class -> its route, the setting it comes from (None: nothing was set) and who set it."""
    rows = db.execute(select(ReviewPolicy, User.name).join(User, User.id == ReviewPolicy.by_id))
    found = {row.level: (row, name) for row, name in rows}
    result: dict[int, tuple[Route, ReviewPolicy | None, str]] = {}
    for level in LEVELS:
        row, name = found.get(level, (None, ""))
        # A route that this version does not know is no licence.
        route = ROUTES.get(row.route, FULL) if row is not None else FULL
        result[level] = route, row, name
    return result


def set_policy(db: Session, actor: Actor, wanted: Mapping[int, str], shown: Mapping[int, str] | None = None) -> list[int]:
    """Set the routes of classes; returns the classes that changed.

    ``shown`` are the routes that the person saw when choosing. Raises ``policy.route``, ``policy.order``, and
    ``policy.changed`` where somebody else has set one since.
    """
    db.execute(select(ReviewPolicy.level).with_for_update())
    before = policies(db)
    for level, name in wanted.items():
        if level not in LEVELS or name not in ROUTES:
            raise fail("policy.route", f"route_{level}", route=name[:40])
    order = list(ROUTES)
    after = [order.index(wanted.get(level, before[level][0].name)) for level in LEVELS]
    for level in LEVELS[1:]:
        if after[level] < after[level - 1]:
            raise fail("policy.order", f"route_{level}", level=level, lower=level - 1)
    changed = [level for level, name in wanted.items() if before[level][1] is None or before[level][0].name != name]
    if any(before[level][0].name != (shown or {}).get(level, before[level][0].name) for level in changed):
        raise fail("policy.changed")
    for level in changed:
        row = before[level][1] or ReviewPolicy(level=level)
        row.route, row.by_id, row.at = wanted[level], actor.user_id or "", clock.now()
        db.add(row)
    try:
        db.flush()
    except IntegrityError:
        # The first setting of a class by two people at once: there was no row to wait for.
        raise fail("policy.changed") from None
    for level in changed:
        facts = {"class": level, "from": before[level][0].name, "to": wanted[level]}
        audit.record(db, "policy.edit", ("review_policy", str(level)), actor=actor, facts=facts)
    return changed


def in_force(db: Session, regime_id: str) -> Release | None:
    """The newest release of a regime that is not closed: what a draft is compared with."""
    return db.scalar(
        select(Release).where(Release.regime_id == regime_id, Release.state != "closed").order_by(Release.no.desc()).limit(1)
    )


def needed(db: Session, draft: Draft) -> Needed:
    """What the draft as it is stored needs."""
    former = in_force(db, draft.regime_id)
    level = compare(frozen_documents(db, former), json.loads(draft.body)).level
    return needed_for(db, level, first=former is None)


def needed_for(db: Session, level: int, *, first: bool) -> Needed:
    """The same for a class of change that was worked out already."""
    route, row, name = policies(db)[level]
    if first and list(ROUTES).index(route.name) < list(ROUTES).index(FULL.name):
        return Needed(level, FULL, first)
    at = row.at.isoformat(timespec="seconds") if row is not None else ""
    return Needed(level, route, first, name, at)


def frozen_documents(db: Session, release: Release | None) -> dict[str, Any]:
    """Documents of a release by id; none for None."""
    if release is None:
        return {}
    hashes: Mapping[str, str] = json.loads(release.body)["documents"]
    rows = db.execute(select(Document.sha256, Document.body).where(Document.sha256.in_(sorted(set(hashes.values())))))
    bodies = {row.sha256: row.body for row in rows}
    return {key: json.loads(bodies[sha]) for key, sha in hashes.items()}


def since_submitted(db: Session, draft: Draft) -> list[ReviewEvent]:
    """Moves of the draft on its present way, from its last submission on, about the content as it is now."""
    rows = list(
        db.scalars(select(ReviewEvent).where(ReviewEvent.draft_id == draft.id).order_by(ReviewEvent.at, ReviewEvent.id))
    )
    sent = max((row.at for row in rows if row.event == "submit"), default=None)
    # What a desk sent back before the present way does not count, whatever was said then.
    back = max((row.at for row in rows if row.event in ("return", "withdraw")), default=None)
    return [
        row
        for row in rows
        if sent is not None and row.at >= sent and (back is None or row.at >= back) and row.content_hash == draft.content_hash
    ]


def endorsers(db: Session, draft: Draft) -> set[str]:
    """Who of the IT department has agreed already, where two have to."""
    return {row.by_id for row in since_submitted(db, draft) if row.event == "endorse"}


def check_approved(db: Session, draft: Draft, need: Needed) -> None:
    """The last gate before anything is frozen: the moves that the route asks for stand in the store, by different people.

    Raises ``publish.approvals``.
    """
    way = since_submitted(db, draft)
    by: dict[str, set[str]] = {}
    for row in way:
        by.setdefault(row.event, set()).add(row.by_id)
    authors = {draft.author_id} | by.get("submit", set())
    if need.route.approvers == 0:
        done = bool(by.get("publish", set()) - authors) or bool(by.get("forward") and by.get("approve"))
    else:
        approved = (by.get("endorse", set()) | by.get("approve", set())) - authors - by.get("forward", set())
        leaders = by.get("forward", set()) - authors
        done = bool(leaders) and bool(by.get("approve")) and len(approved) >= need.route.approvers
    if not done:
        raise fail("publish.approvals", route=need.route.name)
