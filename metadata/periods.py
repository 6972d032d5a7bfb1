"""Reporting periods: ids, order, neighbours, cut-off dates and deadlines.

Ids: ``2026`` (year), ``2026-Q3``, ``2026-H1`` (half), ``2026-9M`` (nine months), ``2026-09`` (month).
Dates come from the regime's own rules (Decree 09/2019/NĐ-CP, article 12, is only their default).
"""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Final

from metadata.documents.regime import DayOf, Regime
from metadata.errors import fail

_ID: Final = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]|Q[1-4]|H[12]|9M))?", re.ASCII)
_NAMES: Final = {"Q": "Quý", "H1": "6 tháng đầu năm", "H2": "6 tháng cuối năm", "9M": "9 tháng năm"}
_ROMAN: Final = {"1": "I", "2": "II", "3": "III", "4": "IV"}


@dataclass(frozen=True, order=True)
class Period:
    """A period by its first month and its length in months (both calendar months)."""

    year: int
    month: int
    months: int

    @staticmethod
    def parse(text: str) -> Period:
        """Read an id. Raises ``period.unknown``."""
        match = _ID.fullmatch(text)
        if not match:
            raise fail("period.unknown", period=text[:40])
        year, part = int(match[1]), match[2]
        if part is None:
            return Period(year, 1, 12)
        if part == "9M":
            return Period(year, 1, 9)
        if part[0] == "Q":
            return Period(year, int(part[1]) * 3 - 2, 3)
        if part[0] == "H":
            return Period(year, int(part[1]) * 6 - 5, 6)
        return Period(year, int(part), 1)

    @property
    def id(self) -> str:
        """The id that :meth:`parse` reads."""
        match self.months:
            case 12:
                return f"{self.year:04d}"
            case 9:
                return f"{self.year:04d}-9M"
            case 6:
                return f"{self.year:04d}-H{(self.month + 5) // 6}"
            case 3:
                return f"{self.year:04d}-Q{(self.month + 2) // 3}"
        return f"{self.year:04d}-{self.month:02d}"

    def label(self, lang: str = "vi") -> str:
        """"Quý III năm 2026", "Tháng 9 năm 2026", "6 tháng đầu năm 2026", "Năm 2026"."""
        if lang == "en":
            return self._label_en()
        match self.months:
            case 12:
                return f"Năm {self.year}"
            case 9:
                return f"9 tháng năm {self.year}"
            case 6:
                return f"{_NAMES['H1' if self.month == 1 else 'H2']} {self.year}"
            case 3:
                return f"Quý {_ROMAN[str((self.month + 2) // 3)]} năm {self.year}"
        return f"Tháng {self.month} năm {self.year}"

    def _label_en(self) -> str:
        match self.months:
            case 12:
                return f"Year {self.year}"
            case 9:
                return f"Nine months of {self.year}"
            case 6:
                return f"{'First' if self.month == 1 else 'Second'} half of {self.year}"
            case 3:
                return f"Quarter {(self.month + 2) // 3} of {self.year}"
        return f"{self.month:02d}/{self.year}"

    def _shift(self, months: int) -> Period:
        count = self.year * 12 + self.month - 1 + months
        return Period(count // 12, count % 12 + 1, self.months)

    def previous(self) -> Period:
        """The period before; nine-month periods step a year."""
        return self._shift(-12 if self.months == 9 else -self.months)

    def next(self) -> Period:
        """The period after."""
        return self._shift(12 if self.months == 9 else self.months)

    def year_before(self) -> Period:
        """The same period of last year."""
        return self._shift(-12)

    def of_year(self) -> list[Period]:
        """The periods of this length in this year, up to and including this one (year to date)."""
        if self.months == 9:
            return [self]
        first = Period(self.year, 1, self.months)
        out = [first]
        while out[-1].month < self.month:
            out.append(out[-1].next())
        return out

    @property
    def last_day(self) -> dt.date:
        """Last calendar day, used for the validity of rows and units."""
        year, month = _add(self.year, self.month, self.months - 1)
        return dt.date(year, month, monthrange(year, month)[1])


def _add(year: int, month: int, months: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


FREQUENCY_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12, "once": 12}


def containing(day: dt.date, frequency: str) -> Period:
    """The period of a frequency whose calendar span holds the day (nine months: the year's)."""
    months = FREQUENCY_MONTHS[frequency]
    if months == 9:
        return Period(day.year, 1, 9)
    return Period(day.year, (day.month - 1) // months * months + 1, months)


def _edge(year: int, month: int, rule: DayOf) -> dt.date:
    year, month = _add(year, month, rule.month)
    return dt.date(year, month, min(rule.day, monthrange(year, month)[1]))


def span(regime: Regime, period: Period, round_id: str | None = None) -> tuple[dt.date, dt.date]:
    """First and last day of the data (thời gian chốt số liệu) of a round.

    The last day is that of the round, where it has one; else the override of the period, else that of the regime.
    """
    own = regime.overrides.get(period.id, {})
    year, month = _add(period.year, period.month, period.months - 1)
    start, end = own.get("from"), own.get("to")
    turn = regime.rounds.get(round_id or "")
    first = dt.date.fromisoformat(start) if start else _edge(period.year, period.month, regime.cutoff_from)
    if turn is not None and turn.to is not None:
        return first, _edge(year, month, turn.to)
    return first, dt.date.fromisoformat(end) if end else _edge(year, month, regime.cutoff_to)


def due(regime: Regime, period: Period, tier: str, round_id: str | None = None) -> dt.date:
    """Last day on which a unit of the tier may send in a round; the cut-off itself when no deadline is set.

    An override of the period sets it for the rounds that have neither a cut-off nor a deadline of their own.
    """
    mine = [item for item in regime.deadlines.values() if item.tier == tier]
    exact = next((item for item in mine if item.round and item.round == round_id), None)
    turn = regime.rounds.get(round_id or "")
    own = regime.overrides.get(period.id, {}).get("due")
    if own and exact is None and (turn is None or turn.to is None):
        return dt.date.fromisoformat(own)
    day = span(regime, period, round_id)[1]
    rule = exact or next((item for item in mine if not item.round), None)
    if rule is None:
        return day
    if not rule.working:
        return day + dt.timedelta(days=rule.days)
    return _working_days_after(day, rule.days, frozenset(regime.holidays))


def round_under_way(regime: Regime, period: Period, day: dt.date) -> str:
    """The round to be reported on a day: of those whose last deadline has not passed the one due first, else the one due last."""
    tiers = [item.tier for item in regime.deadlines.values()] or [""]
    ends = {turn: max(due(regime, period, tier, turn) for tier in tiers) for turn in regime.rounds}
    ahead = {turn: end for turn, end in ends.items() if end >= day}
    return min(ahead, key=ahead.__getitem__) if ahead else max(ends, key=ends.__getitem__)


def _working_days_after(day: dt.date, count: int, holidays: frozenset[str]) -> dt.date:
    step = dt.timedelta(days=1 if count >= 0 else -1)
    left = abs(count)
    while left:
        day += step
        if day.weekday() < 5 and day.isoformat() not in holidays:
            left -= 1
    return day
