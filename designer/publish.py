"""Publishing: a draft that was approved becomes an immutable release.

Documents are kept once under the hash of their canonical JSON; the release document names them, and its own hash is
what submissions carry. Runs inside the transaction of the approval: both happen or neither.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from designer.drafts.comments import place_in
from designer.drafts.service import documents_of, refuse_errors
from designer.releases import documents_of_release, newest
from metadata.canonical import canonical, digest
from metadata.diff import compare
from metadata.documents import load
from metadata.errors import KhuonError, fail
from metadata.periods import Period, containing
from runtime import audit, clock, lives
from runtime.actor import Actor
from runtime.approvals import check_approved, needed_for, since_submitted
from runtime.guards import open_comments
from runtime.store.models import Document, Draft, Regime, Release, User, new_id
from runtime.submissions.collections import follow_release

#: The moves that a release names, in the order of the way.
_STEPS = ("submit", "forward", "publish", "endorse", "approve")
#: How many periods to choose from before the ones to come.
_CHOICE = 24


def default_valid_from(db: Session, draft: Draft) -> str:
    """The period to propose: the one that today lies in, by the regime's frequency, or the next one when that is taken."""
    regime = documents_of(draft).get(draft.regime_id, {})
    period = containing(clock.today(), regime.get("frequency", "quarter"))
    former = newest(db, draft.regime_id)
    while former is not None and period.last_day <= Period.parse(former.valid_from).last_day:
        period = period.next()
    return period.id


def periods_to_start(db: Session, draft: Draft) -> list[Period]:
    """Periods that a release may start with: from the former release (or the year before) to four after the proposed one."""
    proposed = Period.parse(default_valid_from(db, draft))
    former = newest(db, draft.regime_id)
    first = Period.parse(former.valid_from) if former else Period(proposed.year - 1, 1, proposed.months)
    found = [proposed]
    while len(found) < _CHOICE and (found[0].previous().year, found[0].previous().month) >= (first.year, first.month):
        found.insert(0, found[0].previous())
    for _ in range(4):
        found.append(found[-1].next())
    return found


def check_valid_from(text: str, former: Release | None) -> Period:
    """The period to start from. Raises ``publish.valid_from``, ``publish.valid_before_former``."""
    try:
        period = Period.parse(text)
    except KhuonError:
        raise fail("publish.valid_from", "valid_from", value=text[:40]) from None
    if former is not None:
        first = Period.parse(former.valid_from)
        if (period.year, period.month) < (first.year, first.month):
            raise fail("publish.valid_before_former", "valid_from", former=former.valid_from)
    return period


def forward(db: Session, actor: Actor, draft: Draft, shown: str, note: str = "", waived: Iterable[str] = ()) -> None:
    """The leader sends the draft on to the IT department. Carries the hash of what was shown.

    ``waived`` are ids of comments that the leader knowingly leaves open. Raises ``workflow.*``, ``review.open_comments``.
    """
    _decide(db, actor, draft, "forward", shown, note, waived)


def send_back(db: Session, actor: Actor, draft: Draft, note: str, reasons: Iterable[Mapping[str, str]] = ()) -> None:
    """Back to the author with reasons, from either desk; comments left open are reasons at their places.

    Raises ``workflow.reason_required``.
    """
    given = [dict(reason) for reason in reasons]
    lives.move(db, actor, draft, "return", note=note, reasons=[*given, *_left_open(db, draft)])


def _left_open(db: Session, draft: Draft) -> list[dict[str, str]]:
    """Open comments as they stand now, word by word: the record of the return keeps them whatever becomes of them."""
    documents = documents_of(draft)
    found = []
    for row in open_comments(db, draft):
        known = place_in(documents, row.form, row.place)
        place = "/".join(filter(None, (row.form, row.place)))
        found.append({"place": place, "where": known[1].vi if known else "", "text": row.text, "comment": row.id})
    return found


def endorse(db: Session, actor: Actor, draft: Draft, shown: str, note: str = "", waived: Iterable[str] = ()) -> None:
    """The first of two approvers agrees; nothing is published yet. Raises ``workflow.*``, ``policy.last_one``, ``review.*``."""
    _decide(db, actor, draft, "endorse", shown, note, waived)


def approve(
    db: Session, actor: Actor, draft: Draft, shown: str, valid_from: str, note: str = "", waived: Iterable[str] = ()
) -> Release:
    """Approve and publish what was shown.

    Raises ``workflow.four_eyes``, ``workflow.content_changed``, ``workflow.transition``, ``forbidden``,
    ``policy.needs_second``, ``review.open_comments``, ``template.has_errors``, ``publish.*``.
    """
    _decide(db, actor, draft, "approve", shown, note, waived, valid_from=valid_from)
    refuse_errors(draft)
    return freeze(db, actor, draft, valid_from, note)


def publish_alone(
    db: Session, actor: Actor, draft: Draft, shown: str, valid_from: str, note: str = "", waived: Iterable[str] = ()
) -> Release:
    """The leader publishes without the IT department, where its policy allows it for this class of change.

    Raises ``policy.needs_approver`` and what :func:`approve` raises.
    """
    _decide(db, actor, draft, "publish", shown, note, waived, valid_from=valid_from)
    refuse_errors(draft)
    return freeze(db, actor, draft, valid_from, note)


def _decide(
    db: Session, actor: Actor, draft: Draft, event: str, shown: str, note: str, waived: Iterable[str], **facts: str
) -> None:
    """Move on; what is knowingly left open goes into the record word by word."""
    wanted = set(waived)
    left = [row for row in open_comments(db, draft) if row.id in wanted]
    reasons = [{"place": "/".join(filter(None, (row.form, row.place))), "text": row.text, "waived": row.id} for row in left]
    ids = [row.id for row in left]
    lives.move(db, actor, draft, event, shown=shown, note=note, waived=ids, reasons=reasons, **facts)


def freeze(db: Session, actor: Actor, draft: Draft, valid_from: str, note: str = "") -> Release:
    """The release of a draft, its documents kept by hash, the release before it superseded.

    Asks once more that the approvals of the policy in force stand in the store. Raises ``publish.approvals``, ``publish.*``.
    """
    documents = documents_of(draft)
    former = newest(db, draft.regime_id)
    period = check_valid_from(valid_from, former)
    before = documents_of_release(db, former) if former else {}
    level = compare(before, documents).level
    need = needed_for(db, level, first=former is None)
    check_approved(db, draft, need)
    number = (db.scalar(select(func.max(Release.no)).where(Release.regime_id == draft.regime_id)) or 0) + 1
    body = {
        "spec": "release/1",
        "id": f"{draft.regime_id}_r{number}"[:64],
        "regime": draft.regime_id,
        "no": number,
        "valid": {"from": period.id, "to": None},
        "documents": keep_documents(db, documents),
        "previous": former.hash if former else None,
        "class": level,
        "note": note[:2000],
        "approvals": _approvals(db, draft),
        "policy": need.as_json(),
    }
    load(body)
    release = Release(
        id=new_id(),
        regime_id=draft.regime_id,
        no=number,
        hash=digest(body),
        state="published",
        valid_from=period.id,
        valid_to=None,
        body=canonical(body).decode(),
        draft_id=draft.id,
        change_class=level,
        published_at=clock.now(),
        published_by=actor.user_id or "",
    )
    if former is not None:
        _supersede(db, actor, former, period)
    db.add(release)
    _rename_regime(db, draft.regime_id, documents)
    db.flush()
    # Reports that nobody has begun follow at once; begun ones are moved by their units, who see what happens.
    follow_release(db, draft.regime_id, release.hash)
    facts = {"no": number, "hash": release.hash, "class": level, "valid_from": period.id}
    audit.record(db, "release.approve", release, actor=actor, facts=facts)
    return release


def keep_documents(db: Session, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Store documents under their hashes, each once; returns id → hash."""
    hashes = {doc_id: digest(document) for doc_id, document in documents.items()}
    known = set(db.scalars(select(Document.sha256).where(Document.sha256.in_(sorted(set(hashes.values()))))))
    for doc_id, sha in hashes.items():
        if sha not in known:
            known.add(sha)
            db.add(Document(sha256=sha, body=canonical(documents[doc_id]).decode()))
    return hashes


def _supersede(db: Session, actor: Actor, former: Release, period: Period) -> None:
    if former.state == "published":
        lives.move(db, actor, former, "supersede", by=period.id)
    # Late reports of the periods before stay on the old release.
    former.valid_to = period.previous().id


def _rename_regime(db: Session, regime_id: str, documents: Mapping[str, Mapping[str, Any]]) -> None:
    regime = db.get_one(Regime, regime_id)
    regime.name = str(documents[regime_id]["name"])[:300]


def _approvals(db: Session, draft: Draft) -> list[dict[str, Any]]:
    rows = since_submitted(db, draft)
    names = dict(db.execute(select(User.id, User.name).where(User.id.in_({row.by_id for row in rows}))).all())
    found = []
    # By the way they went: two moves of one moment have no order of their own.
    for event in sorted(rows, key=lambda row: (row.at, _STEPS.index(row.event) if row.event in _STEPS else 0)):
        if event.event not in _STEPS:
            continue
        line: dict[str, Any] = {"by": names.get(event.by_id, ""), "role": event.role, "at": event.at.isoformat(timespec="seconds")}
        waived = [reason["text"] for reason in json.loads(event.reasons) if "waived" in reason]
        found.append(line | {"shown": event.content_hash, "act": event.event} | ({"waived": waived} if waived else {}))
    return found


def release_body(release: Release) -> dict[str, Any]:
    """The release document."""
    body: dict[str, Any] = json.loads(release.body)
    return body
