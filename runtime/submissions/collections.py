"""Opening a collection: who owes which report for a period, by which release, until when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from metadata.documents import Regime as RegimeDocument
from metadata.errors import fail
from metadata.periods import FREQUENCY_MONTHS, Period, containing, due, span
from runtime import audit, clock
from runtime.actor import Actor
from runtime.releases import release_for, template_of
from runtime.store.models import Collection, Regime, Submission, Unit
from runtime.units import ancestors_of, subtree, valid_on


def period_of(regime: RegimeDocument, text: str) -> Period:
    """A period of the regime. Raises ``period.unknown``, ``period.wrong_kind``."""
    period = Period.parse(text)
    if regime.frequency != "once" and period.months != FREQUENCY_MONTHS[regime.frequency]:
        raise fail("period.wrong_kind", "period", period=text[:20])
    return period


def periods_around(regime: RegimeDocument, today: date, before: int = 5, after: int = 1) -> list[Period]:
    """Periods to choose from, newest first."""
    period = containing(today, regime.frequency)
    for _ in range(after):
        period = period.next()
    found = [period]
    for _ in range(before + after):
        found.append(found[-1].previous())
    return found


def reporters(db: Session, regime: Regime, document: RegimeDocument, on: date) -> list[Unit]:
    """Units that owe a report on a day: by kind, valid then, below the unit that the lead agency belongs to."""
    above = ancestors_of(db, regime.owner_id, on)
    top = above[0].id if above else regime.owner_id
    units = db.scalars(
        select(Unit)
        .where(
            Unit.id.in_(subtree(top, on)),
            Unit.kind.in_(document.reporter_kinds),
            valid_on(Unit.valid_from, Unit.valid_to, on),
        )
        .order_by(Unit.kind.desc(), Unit.sort_key, Unit.id)
    )
    named = set(document.reporter_only)
    left_out = set(document.reporter_exclude)
    return [
        unit
        for unit in units
        if not ({unit.id, unit.code} & left_out) and (not named or {unit.id, unit.code} & named)
    ]


def due_day(document: RegimeDocument, period: Period, unit: Unit, round_id: str | None = None) -> date:
    """Last day for a unit in a round: the deadline of its kind, else of its tier."""
    tiers = {item.tier for item in document.deadlines.values()}
    return due(document, period, unit.kind if unit.kind in tiers else unit.tier, round_id)


def end_of(day: date) -> datetime:
    """The last moment of a day in Việt Nam."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=clock.VIETNAM)


def open_collection(
    db: Session,
    actor: Actor,
    regime: Regime,
    period_id: str,
    round_id: str = "",
    *,
    opens: date | None = None,
    closes: datetime | None = None,
) -> Collection:
    """Open a round of a period and assign it to every reporter, all or nothing.

    ``closes`` None takes late reports. Raises ``collection.exists``, ``collection.no_release``,
    ``collection.no_reporters``, ``period.*``.
    """
    db.refresh(regime, with_for_update=True)
    release = release_for(db, regime.id, Period.parse(period_id))
    if release is None:
        raise fail("collection.no_release", "period", period=Period.parse(period_id).label())
    document = template_of(db, release.hash).regime
    period = period_of(document, period_id)
    chosen = round_id or next(iter(document.rounds))
    if chosen not in document.rounds:
        raise fail("query.filter", "round", name="round")
    key = (Collection.regime_id == regime.id, Collection.period == period.id, Collection.round == chosen)
    if db.scalar(select(Collection.id).where(*key)) is not None:
        raise fail("collection.exists", "period", period=period.label())
    cutoff = span(document, period, chosen)[1]
    units = reporters(db, regime, document, period.last_day)
    if not units:
        raise fail("collection.no_reporters", "period", period=period.label())
    collection = Collection(
        regime_id=regime.id,
        period=period.id,
        round=chosen,
        release_hash=release.hash,
        # Never after a day on which a unit has to send: a regime without deadlines has the cut-off itself for one.
        opens=opens or min(cutoff + timedelta(days=1), *(due_day(document, period, unit, chosen) for unit in units)),
        cutoff=cutoff,
        closes=closes,
        created_at=clock.now(),
        created_by=actor.user_id,
    )
    db.add(collection)
    db.flush()
    assign(db, collection, document, units)
    audit.record(
        db, "collection.open", collection, actor=actor, facts={"period": period.id, "round": chosen, "units": len(units)}
    )
    return collection


def assign(db: Session, collection: Collection, document: RegimeDocument, units: Iterable[Unit]) -> None:
    """Give each unit its submission."""
    period = Period.parse(collection.period)
    for unit in units:
        db.add(
            Submission(
                collection_id=collection.id,
                regime_id=collection.regime_id,
                period=collection.period,
                round=collection.round,
                unit_id=unit.id,
                release_hash=collection.release_hash,
                due=due_day(document, period, unit, collection.round),
                updated_at=clock.now(),
            )
        )
    db.flush()


def extend(db: Session, actor: Actor, submission: Submission, until: date) -> None:
    """Give one unit more time; who gave it is kept. Raises ``collection.date`` for a day that has passed."""
    db.refresh(submission, with_for_update=True)
    if until < clock.today():
        raise fail("collection.date", "until", value=f"{until:%d/%m/%Y}")
    submission.extended_until = end_of(until)
    submission.extended_by = actor.user_id
    submission.due = max(submission.due, until)
    audit.record(db, "collection.extend", submission, actor=actor, facts={"until": until.isoformat()})


def close(db: Session, actor: Actor, collection: Collection, at: datetime | None) -> None:
    """Set or lift the moment after which nothing is sent any more."""
    db.refresh(collection, with_for_update=True)
    collection.closes = at
    facts = {"closes": at.isoformat() if at is not None else None}
    audit.record(db, "collection.extend", collection, actor=actor, facts=facts)


def follow_release(db: Session, regime_id: str, release_hash: str) -> int:
    """Point untouched submissions of a regime at the release that now holds for their period; returns how many.

    Started reports keep their release until the unit moves them: what was typed is never changed unseen.
    """
    rows = db.scalars(
        select(Submission).where(
            Submission.regime_id == regime_id,
            Submission.state == "assigned",
            Submission.version == 0,
            or_(Submission.release_hash != release_hash),
        )
    )
    moved = 0
    for submission in rows:
        holding = release_for(db, regime_id, Period.parse(submission.period))
        if holding is not None and holding.hash == release_hash:
            submission.release_hash = release_hash
            moved += 1
    return moved
