"""The release that a stored report was made on: its figures stand in the cells of that one, whatever holds for its period by now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.periods import Period
from runtime.releases import holds, release_for
from runtime.store.models import Collection, ConsolidationResult, Release


def made_on(db: Session, collection: Collection, row: ConsolidationResult) -> Release | None:
    """The release of a stored report.

    One stored before reports named their release was made on the newest that was published by then and holds for its period.
    """
    if row.release_hash is not None:
        return db.scalar(select(Release).where(Release.hash == row.release_hash))
    period = Period.parse(collection.period)
    then = db.scalars(
        select(Release)
        .where(Release.regime_id == collection.regime_id, Release.published_at <= row.at)
        .order_by(Release.no.desc())
    )
    found = next((release for release in then if holds(release, period)), None)
    return found or release_for(db, collection.regime_id, period)
