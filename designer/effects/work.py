"""Many reports within bounds of number and time; worked out once for one content of the draft and one state of the store.

Newest periods first. What was not looked at is counted and said: an effect that nobody looked for is not "no effect".
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from designer.drafts.service import documents_of
from designer.effects.found import LISTED, Effects, Moved
from designer.effects.gathering import Gathering
from designer.effects.sides import Sides, readable
from designer.effects.totals import Consolidating, Member, has_validity
from designer.effects.under_way import under_way
from designer.publish import default_valid_from
from designer.releases import newest
from metadata.errors import KhuonError, fail
from metadata.periods import Period
from metadata.template import Template
from runtime.consolidation.sources import COUNTED
from runtime.releases import template_of
from runtime.store.models import ConsolidationResult, Draft, Release, Submission

#: Reports looked at, and seconds that may take; both are said when they are met.
MOST: Final = 1_200
SECONDS: Final = 12.0
#: Reports read from the store at a time.
_BATCH: Final = 50
#: Results kept in this process; the oldest goes first.
_KEPT: Final = 32
#: Longest wait for the turn of another draft.
_PATIENCE: Final = 30.0

# Looking keeps one core busy: while one looks the others wait, and pages go on being served.
_TURN: Final = threading.Semaphore(1)
_known: Final[OrderedDict[tuple[Any, ...], Effects]] = OrderedDict()
_lock: Final = threading.Lock()

Row = tuple[str, str, str, str]


def effects_of(
    db: Session, draft: Draft, valid_from: str | None = None, *, most: int = MOST, seconds: float = SECONDS
) -> Effects:
    """The effect of a draft on what units stated on the release in force and on those before it, as everything that was found.

    Show it through :func:`designer.effects.seen_by`, which keeps figures from who may not read them. ``valid_from`` is the period
    that the draft would hold from; by default the one that is proposed at approval. Raises ``period.*`` for one that is none, and
    ``effects.busy`` when another draft keeps the machine busy too long.
    """
    start = Period.parse(valid_from or default_valid_from(db, draft))
    key = (draft.id, draft.content_hash, start.id, most, seconds, data_version(db, draft.regime_id))
    if (found := _get(key)) is not None:
        return found
    if not _TURN.acquire(timeout=_PATIENCE):
        raise fail("effects.busy")
    try:
        if (found := _get(key)) is None:
            found = _worked_out(db, draft, start, most, seconds)
            with _lock:
                _known[key] = found
                while len(_known) > _KEPT:
                    _known.popitem(last=False)
    finally:
        _TURN.release()
    return found


def known_effects(db: Session, draft: Draft, valid_from: str | None = None) -> Effects | None:
    """The effect when it was worked out before for just this content and these data; never works it out."""
    start = Period.parse(valid_from or default_valid_from(db, draft))
    return _get((draft.id, draft.content_hash, start.id, MOST, SECONDS, data_version(db, draft.regime_id)))


def data_version(db: Session, regime_id: str) -> tuple[Any, ...]:
    """Changes whenever a report, its state, a consolidated result or a release of the regime does."""
    reports = db.execute(
        select(func.count(), func.sum(Submission.version), func.sum(Submission.revision), func.max(Submission.updated_at)).where(
            Submission.regime_id == regime_id
        )
    ).one()
    states = db.execute(
        select(Submission.state, func.count()).where(Submission.regime_id == regime_id).group_by(Submission.state).order_by(Submission.state)
    ).all()
    made = db.scalar(
        select(func.max(ConsolidationResult.at)).join(ConsolidationResult.collection).where(ConsolidationResult.collection.has(regime_id=regime_id))
    )
    releases = db.scalars(select(Release.hash).where(Release.regime_id == regime_id).order_by(Release.no)).all()
    return (*reports, *map(tuple, states), made, *releases)


def forget_effects() -> None:
    """Work everything out again from now on."""
    with _lock:
        _known.clear()


def _get(key: tuple[Any, ...]) -> Effects | None:
    with _lock:
        return _known.get(key)


def _worked_out(db: Session, draft: Draft, start: Period, most: int, seconds: float) -> Effects:
    former = newest(db, draft.regime_id)
    if former is None:
        return Effects(start.id, first=True)
    begun = (Submission.regime_id == draft.regime_id, Submission.version > 0)
    rows = [tuple(row) for row in db.execute(select(Submission.id, Submission.period, Submission.collection_id, Submission.state).where(*begun))]
    opened = tuple(under_way(db, draft.regime_id, start))
    new = readable(documents_of(draft))
    if not isinstance(new, Template):
        problem = new.problems[0]
        return Effects(start.id, len(rows), open=opened, problem=problem.sentence(), problem_en=problem.sentence("en"))
    sides = Sides(db, template_of(db, former.hash), new, former.hash)
    # Ids of periods do not sort by time when a regime has changed its frequency.
    ordered = sorted(rows, key=lambda row: (Period.parse(row[1]).last_day, row[0]), reverse=True)
    return _Looking(db, sides, start, ordered, time.monotonic() + seconds, most).result(opened)  # type: ignore[arg-type]


class _Looking:
    def __init__(self, db: Session, sides: Sides, start: Period, rows: Sequence[Row], until: float, most: int) -> None:
        self.db, self.sides, self.start, self.rows = db, sides, start, rows
        self.until, self.most = until, most
        self.gathering = Gathering(sides)
        self.stopped = ""
        self.looked: list[Row] = []
        self.members: dict[str, tuple[list[Member], list[Member]]] = {}

    def result(self, opened: tuple[Any, ...]) -> Effects:
        try:
            self._look()
            totals, skipped = self._totals()
        except KhuonError as error:
            problem = error.problems[0]
            return Effects(self.start.id, len(self.rows), open=opened, problem=problem.sentence(), problem_en=problem.sentence("en"))
        found = self.gathering
        lost = sorted(found.lost.values(), key=lambda one: (one.why == "dropped", -one.values))
        judged = sorted(found.judged.values(), key=lambda one: (_KINDS.index(one.what), one.severity != "error", -one.reports))
        moved = sorted(found.moved.values(), key=lambda one: -one.reports)
        totals.sort(key=lambda one: -one.by)
        more = {name: len(items) - LISTED for name, items in (("lost", lost), ("judged", judged), ("totals", totals), ("moved", moved)) if len(items) > LISTED}
        return Effects(
            self.start.id, len(self.rows), len(self.looked), self.looked[0][1] if self.looked else "", self.looked[-1][1] if self.looked else "",
            self.stopped, False, tuple(self.sides.new.form(form).code for form in self.sides.changed),
            tuple(lost[:LISTED]), tuple(judged[:LISTED]), tuple(totals[:LISTED]), tuple(moved[:LISTED]), opened, tuple(skipped),
            tuple(dict.fromkeys(self.sides.unreadable)), more=more,
        )  # fmt: skip

    def _look(self) -> None:
        for batch in _batches(self.rows, _BATCH):
            found = self.db.scalars(
                select(Submission)
                .where(Submission.id.in_([row[0] for row in batch]))
                .options(selectinload(Submission.forms), joinedload(Submission.unit))
            )
            by_id = {submission.id: submission for submission in found}
            for row in batch:
                if len(self.looked) >= self.most or time.monotonic() > self.until:
                    self.stopped = "count" if len(self.looked) >= self.most else "time"
                    return
                if (submission := by_id.get(row[0])) is not None:
                    self._take(row, submission)

    def _take(self, row: Row, submission: Submission) -> None:
        looked = self.sides.look(submission)
        self.looked.append(row)
        covered = _from(Period.parse(row[1]), self.start)
        self.gathering.take(looked, row[0], submission.unit.name, row[1], covered=covered)
        if submission.state in COUNTED:
            sides = self.members.setdefault(row[2], ([], []))
            for members, forms in zip(sides, (looked.before, looked.after), strict=True):
                members.append(Member(submission.unit_id, submission.unit.name, forms))

    # -- consolidated reports

    def _totals(self) -> tuple[list[Moved], list[str]]:
        seen = {row[0] for row in self.looked}
        periods = dict.fromkeys((row[1], row[2]) for row in self.rows if row[3] in COUNTED)
        moved: list[Moved] = []
        skipped: list[str] = []
        # A change of how units are added touches reports whose own figures stay.
        if not self._adds_otherwise():
            return moved, skipped
        for period, collection in periods:
            counted = [row[0] for row in self.rows if row[2] == collection and row[3] in COUNTED]
            # A report may have left its state since its row was read.
            if collection not in self.members or not seen.issuperset(counted) or time.monotonic() > self.until:
                skipped.append(period)
                continue
            moved += self._compared(period, *self.members[collection])
        return moved, skipped

    def _adds_otherwise(self) -> bool:
        kinds = ("consolidation/1", "form/1", "rules/1", "indicator/1", "mapping/1")
        sides = ({key: doc for key, doc in side.documents.items() if doc["spec"] in kinds} for side in (self.sides.old, self.sides.new))
        return next(sides) != next(sides)

    def _compared(self, period: str, before: Sequence[Member], after: Sequence[Member]) -> Iterator[Moved]:
        on = Period.parse(period).last_day.isoformat()
        reports = [
            self.sides.once(("consolidating", side, on if has_validity(template) else ""), lambda t=template: Consolidating(t, on)).reports(members)
            for side, template, members in (("old", self.sides.old, before), ("new", self.sides.new, after))
        ]
        for form_id, filled in reports[1].items():
            source = self.sides.conversions[form_id].source_id
            if source in reports[0]:
                yield from self.gathering.totals(form_id, reports[0][source], filled, period)


_KINDS: Final = ("failing", "unfit", "passing", "unchecked")


def _from(period: Period, start: Period) -> bool:
    return (period.year, period.month) >= (start.year, start.month)


def _batches(rows: Sequence[Row], size: int) -> Iterable[Sequence[Row]]:
    for at in range(0, len(rows), size):
        yield rows[at : at + size]


__all__ = ["MOST", "SECONDS", "data_version", "effects_of", "forget_effects", "known_effects"]
