"""Reports that units have begun and not finished, and what publishing would do to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from designer.effects.found import Open
from metadata.periods import Period
from runtime.store.models import Submission

#: States in which the unit still has the report in its hands.
_OWN: Final = ("assigned", "filling", "checked", "returned", "recalled")
_FINISHED: Final = frozenset({"consolidated", "excluded"})


def under_way(db: Session, regime_id: str, start: Period) -> Iterator[Open]:
    """Periods, newest first, that would be covered from ``start`` on or have reports that are not finished."""
    begun = Submission.version > 0
    rows = db.execute(
        select(Submission.period, Submission.state, begun, func.count())
        .where(Submission.regime_id == regime_id)
        .group_by(Submission.period, Submission.state, begun)
    ).all()
    for period in sorted({row[0] for row in rows}, key=lambda text: Period.parse(text).last_day, reverse=True):
        own = [row for row in rows if row[0] == period]
        here = Period.parse(period)
        covered = (here.year, here.month) >= (start.year, start.month)
        states: Counter[str] = Counter()
        for _, state, _, count in own:
            states[state] += count
        if not covered and set(states) <= _FINISHED:
            continue
        follow = sum(count for _, state, has_begun, count in own if state == "assigned" and not has_begun)
        asked = sum(count for _, state, has_begun, count in own if state in _OWN and (has_begun or state != "assigned"))
        yield Open(period, covered, dict(states), follow, asked, sum(states.values()) - follow - asked)
