"""A draft beside the release before it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from designer.drafts.service import documents_of
from designer.releases import documents_of_release, newest
from metadata.diff import Diff, compare
from runtime.store.models import Draft
from runtime.units import naming


def changes_of(db: Session, draft: Draft) -> Diff:
    """What the draft changes in what is in force: the newest release, or nothing before the first."""
    former = newest(db, draft.regime_id)
    return compare(documents_of_release(db, former) if former else {}, documents_of(draft), naming(db))
