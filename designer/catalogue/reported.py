"""What is reported already: the captions and data points of every release that holds, in one index of this process.

A release never changes, so it is read once; when another takes its place, the index is built from what was read before.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from designer.catalogue.entries import Entry, Source, entries_of
from designer.catalogue.likeness import CaptionIndex
from designer.releases import documents_of_release
from runtime.store.models import Regime, Release, Unit

#: Releases whose captions are kept when they are no longer asked for.
_KEPT: Final = 400
#: Releases whose documents are kept parsed, for the pages of the catalogue.
_PARSED: Final = 60


@dataclass
class Reported:
    """The index over a set of releases."""

    names: tuple[str, ...]
    captions: CaptionIndex[Entry] = field(default_factory=CaptionIndex)
    points: dict[tuple[str, tuple[str, ...]], list[Entry]] = field(default_factory=dict)
    #: Indicator id → its document and the code of the regime that it was first found in.
    indicators: dict[str, tuple[Mapping[str, Any], str]] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """One more caption, or one more data point."""
        if entry.point:
            self.points.setdefault(entry.point, []).append(entry)
        else:
            self.captions.add(entry.path, entry)


@dataclass(frozen=True, slots=True)
class _Read:
    """What the index wants of one release."""

    entries: tuple[Entry, ...]
    indicators: tuple[Mapping[str, Any], ...]


_lock = threading.Lock()
_read: OrderedDict[str, _Read] = OrderedDict()
_parsed: OrderedDict[str, dict[str, dict[str, Any]]] = OrderedDict()
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
        built = Reported(names, _built.captions, _built.points, _built.indicators) if grows else Reported(names)
        for row in rows[len(_built.names) if grows else 0 :]:
            read = _of(db, row)
            for entry in read.entries:
                built.take(entry)
            for body in read.indicators:
                built.indicators.setdefault(str(body["id"]), (body, row.regime.code))
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


def released_documents(db: Session, release: Release) -> dict[str, dict[str, Any]]:
    """The documents of a release, to be read only: they are parsed once for a while."""
    found = _parsed.pop(release.hash, None) or documents_of_release(db, release)
    _parsed[release.hash] = found
    while len(_parsed) > _PARSED:
        _parsed.popitem(last=False)
    return found


def _of(db: Session, release: Release) -> _Read:
    if release.hash not in _read:
        documents = documents_of_release(db, release)
        entries = tuple(entries_of(source_of(db, release.regime, documents, release.no, release.id), documents))
        _read[release.hash] = _Read(entries, tuple(body for body in documents.values() if body.get("spec") == "indicator/1"))
        while len(_read) > _KEPT:
            _read.popitem(last=False)
    _read.move_to_end(release.hash)
    return _read[release.hash]


def source_of(db: Session, regime: Regime, documents: dict[str, dict[str, object]], no: int = 0, release: str = "") -> Source:
    """What a place says of the regime that it belongs to."""
    body = next((one for one in documents.values() if one.get("spec") == "regime/1"), {})
    owner = db.get(Unit, regime.owner_id)
    return Source(regime.id, regime.code, regime.name, owner.name if owner else "", str(body.get("frequency", "")), no, release)
