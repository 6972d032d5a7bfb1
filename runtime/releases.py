"""Published templates as the runtime uses them: read by hash, compiled once.

A release never changes, so its template, its programs and the geometry of its forms are kept in memory by
the release's hash. What holds for a period is asked from the store each time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from typing import Final, TypeVar

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from metadata.formula.program import Program, build
from metadata.periods import Period
from metadata.template import Template
from runtime.keeping import Kept
from runtime.store.models import Document, Release

T = TypeVar("T")
CACHED: Final = 256


_kept = Kept(CACHED)


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """What was made under this key before, else ``make()``. The key must name a release by its hash.

    What is made must depend on releases alone: such things are few, and counted without regard to their size.
    """
    return _kept.get(key, make)


def template_of(db: Session, release_hash: str) -> Template:
    """The template of a release. Raises KeyError when the store has no such release or lacks a document."""

    def read() -> Template:
        body = db.scalar(select(Release.body).where(Release.hash == release_hash))
        if body is None:
            raise KeyError(release_hash)
        hashes: dict[str, str] = json.loads(body)["documents"]
        rows = db.execute(select(Document.sha256, Document.body).where(Document.sha256.in_(hashes.values())))
        bodies = {row.sha256: row.body for row in rows}
        return Template({doc_id: json.loads(bodies[sha]) for doc_id, sha in hashes.items()})

    return kept(("template", release_hash), read)


def formula_engine() -> str:
    """What evaluates formulas in this installation."""
    return str(current_app.extensions["khuon.config"].formula_engine)


def program_of(db: Session, release_hash: str, form_id: str, audience: str | None, on: str | None) -> Program:
    """The compiled program of a form for one kind of unit on one day."""
    template = template_of(db, release_hash)
    engine = formula_engine()
    key = ("program", release_hash, form_id, audience, on, engine)
    return kept(key, lambda: build(template, form_id, audience, on).by(engine))


def release_for(db: Session, regime_id: str, period: Period) -> Release | None:
    """The release that holds for a period: the newest one, not closed, whose range of periods contains it."""
    releases = db.scalars(
        select(Release).where(Release.regime_id == regime_id, Release.state != "closed").order_by(Release.no.desc())
    )
    return next((release for release in releases if holds(release, period)), None)


def holds(release: Release, period: Period) -> bool:
    """Whether the period lies in the release's range, by the months it begins and ends with."""
    first = Period.parse(release.valid_from)
    if (period.year, period.month) < (first.year, first.month):
        return False
    return release.valid_to is None or period.last_day <= Period.parse(release.valid_to).last_day
