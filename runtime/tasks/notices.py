"""Notices to reporting units: which forms change, from which period, in words. Worked out from the releases; nothing is sent.

Told is what the policy of approval said would be told (see :mod:`runtime.approvals`), to units that report to the regime.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.diff import Diff, compare
from runtime import clock
from runtime.actor import Actor
from runtime.approvals import ROUTES, frozen_documents
from runtime.permissions import restrict
from runtime.store.models import Release, Submission
from runtime.units import naming

#: How long a release is news.
NEWS: Final = timedelta(days=60)
#: Releases told at a time, sentences told of each.
MOST: Final = 5
SENTENCES: Final = 12


@dataclass(frozen=True, slots=True)
class Notice:
    """A release that a unit is told about: what changes, heaviest first; ``more`` is what is not listed."""

    regime: str
    no: int
    level: int
    valid_from: str
    at: Any
    sentences: tuple[str, ...]
    more: int


def notices(db: Session, actor: Actor, lang: str) -> list[Notice]:
    """What the acting unit is told, newest first. The first release of a regime changes nothing and is no news."""
    regimes = restrict(select(Submission.regime_id), actor, "tasks.list", Submission)
    query = (
        select(Release)
        .where(Release.regime_id.in_(regimes), Release.state == "published", Release.published_at > clock.now() - NEWS)
        .order_by(Release.published_at.desc(), Release.id)
    )
    found = []
    for release in db.scalars(query):
        body = json.loads(release.body)
        route = ROUTES.get(body.get("policy", {}).get("route", ""))
        if body["previous"] is None or route is None or not route.notice:
            continue
        former = db.scalar(select(Release).where(Release.hash == body["previous"]))
        if former is not None:
            found.append(_notice(release, _diff(db, former, release), lang))
        if len(found) >= MOST:
            break
    return found


def _notice(release: Release, diff: Diff, lang: str) -> Notice:
    changes = sorted(diff.changes, key=lambda change: -change.level)
    return Notice(
        regime=release.regime.name,
        no=release.no,
        level=release.change_class,
        valid_from=release.valid_from,
        at=release.published_at,
        sentences=tuple(change.sentence(lang) for change in changes[:SENTENCES]),
        more=max(0, len(changes) - SENTENCES),
    )


def _diff(db: Session, former: Release, release: Release) -> Diff:
    known = _known(former.hash, release.hash)
    if not known:
        known.append(compare(frozen_documents(db, former), frozen_documents(db, release), naming(db)))
    return known[0]


@lru_cache(maxsize=64)
def _known(_former: str, _release: str) -> list[Diff]:
    """Both are frozen, so what lies between them never changes."""
    return []
