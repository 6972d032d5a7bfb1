"""Releases as the designer reads them: the documents of one, the one in force."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from runtime.store.models import Document, Release


def release_by_hash(db: Session, release_hash: str) -> Release | None:
    """The release of that hash."""
    return db.scalar(select(Release).where(Release.hash == release_hash))


def documents_of_release(db: Session, release: Release) -> dict[str, dict[str, Any]]:
    """The documents of a release, by id."""
    hashes: Mapping[str, str] = json.loads(release.body)["documents"]
    bodies = dict(
        db.execute(select(Document.sha256, Document.body).where(Document.sha256.in_(sorted(set(hashes.values()))))).all()
    )
    return {doc_id: json.loads(bodies[sha]) for doc_id, sha in hashes.items()}


def base_documents(db: Session, release_hash: str | None) -> dict[str, dict[str, Any]]:
    """The documents of a release by its hash; empty for None: there was no release before."""
    release = release_by_hash(db, release_hash) if release_hash else None
    return documents_of_release(db, release) if release else {}


def newest(db: Session, regime_id: str) -> Release | None:
    """The newest release of a regime that is not closed."""
    return db.scalar(
        select(Release).where(Release.regime_id == regime_id, Release.state != "closed").order_by(Release.no.desc()).limit(1)
    )


def releases_of(db: Session, regime_id: str) -> list[Release]:
    """All releases of a regime, newest first."""
    return list(db.scalars(select(Release).where(Release.regime_id == regime_id).order_by(Release.no.desc())))
