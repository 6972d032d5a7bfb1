"""What is reported already: the captions and data points of every release that holds, in one index of this process.

A release never changes, so it is read once; when another takes its place, the index is built from what was read before.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from designer.catalogue.entries import Entry, Source, entries_of
from designer.catalogue.likeness import CaptionIndex
from designer.releases import documents_of_release
from runtime.store.models import Regime, Release, Unit

#: Releases whose captions are kept when they are no longer asked for.
_KEPT: Final = 400


@dataclass
class Reported:
    """The index over a set of releases."""

    names: tuple[str, ...]
    captions: CaptionIndex[Entry] = field(default_factory=CaptionIndex)
    points: dict[tuple[str, tuple[str, ...]], list[Entry]] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """One more caption, or one more data point."""
        if entry.point:
            self.points.setdefault(entry.point, []).append(entry)
        else:
            self.captions.add(entry.path, entry)


_lock = threading.Lock()
_read: OrderedDict[str, tuple[Entry, ...]] = OrderedDict()
_built = Reported(())


def reported(db: Session) -> Reported:
    """The index over the newest release of every regime."""
    global _built  # noqa: PLW0603 - one index a process
    rows = newest_releases(db)
    names = tuple(row.hash for row in rows)
    with _lock:
        if _built.names == names:
            return _built
        # What comes on top of the same releases is added; else the index is made anew of what was read.
        grows = names[: len(_built.names)] == _built.names
        built = Reported(names, _built.captions, _built.points) if grows else Reported(names)
        for row in rows[len(_built.names) if grows else 0 :]:
            for entry in _entries(db, row):
                built.take(entry)
        _built = built
        return built


def newest_releases(db: Session) -> list[Release]:
    """The newest release of every regime that is not closed, in the order in which they were published."""
    found = db.scalars(
        select(Release).where(Release.state == "published").options(joinedload(Release.regime)).order_by(Release.published_at, Release.id)
    )
    newest: dict[str, Release] = {}
    for row in found:
        if row.regime_id not in newest or newest[row.regime_id].no < row.no:
            newest[row.regime_id] = row
    return sorted(newest.values(), key=lambda row: (row.published_at, row.id))


def _entries(db: Session, release: Release) -> tuple[Entry, ...]:
    if release.hash not in _read:
        documents = documents_of_release(db, release)
        _read[release.hash] = tuple(entries_of(source_of(db, release.regime, documents, release.no, release.id), documents))
        while len(_read) > _KEPT:
            _read.popitem(last=False)
    _read.move_to_end(release.hash)
    return _read[release.hash]


def source_of(db: Session, regime: Regime, documents: dict[str, dict[str, object]], no: int = 0, release: str = "") -> Source:
    """What a place says of the regime that it belongs to."""
    body = next((one for one in documents.values() if one.get("spec") == "regime/1"), {})
    owner = db.get(Unit, regime.owner_id)
    return Source(regime.id, regime.code, regime.name, owner.name if owner else "", str(body.get("frequency", "")), no, release)
