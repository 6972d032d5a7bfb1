"""Reports that units have begun and not finished, and what publishing would do to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from designer.effects.found import Open
from metadata.periods import Period
from runtime.store.models import Submission

#: States in which the unit still has the report in its hands.
_OWN: Final = ("assigned", "filling", "checked", "returned", "recalled")
_FINISHED: Final = frozenset({"consolidated", "excluded"})


def under_way(db: Session, regime_id: str, start: Period) -> Iterator[Open]:
    """Periods, newest first, that would be covered from ``start`` on or have reports that are not finished."""
    begun = func.sum(case((Submission.version > 0, 1), else_=0))
    rows = db.execute(
        select(Submission.period, Submission.state, func.count(), begun)
        .where(Submission.regime_id == regime_id)
        .group_by(Submission.period, Submission.state)
        .order_by(Submission.state)
    ).all()
    for period in sorted({row[0] for row in rows}, key=lambda text: Period.parse(text).last_day, reverse=True):
        own = [(state, count, started or 0) for at, state, count, started in rows if at == period]
        here = Period.parse(period)
        covered = (here.year, here.month) >= (start.year, start.month)
        states = {state: count for state, count, _ in own}
        if not covered and set(states) <= _FINISHED:
            continue
        follow = sum(count - started for state, count, started in own if state == "assigned")
        asked = sum(started if state == "assigned" else count for state, count, started in own if state in _OWN)
        yield Open(period, covered, states, follow, asked, sum(states.values()) - follow - asked)
