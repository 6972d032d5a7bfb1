"""A form beside what the unit stated for the period before and for the same period last year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from metadata.numbers import WIDE, round_half_away, settle_quotient
from metadata.values import CellValue, encode
from runtime.submissions.filled import Filled
from runtime.submissions.opened import Opened

#: Words for the periods that a form is set beside.
WITH: Final = ("prev", "prev_year")
PERCENT_DECIMALS: Final = 2


def compared(opened: Opened, form_id: str, other: str = "prev", lang: str = "vi") -> dict[str, Any]:
    """A form beside another period: values there, and where there is a number the difference and the change in percent."""
    period = opened.period.year_before() if other == "prev_year" else opened.period.previous()
    now, before = opened.filled(form_id), opened.fetch(other, form_id) or Filled()
    differences: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    for key in {**now.values, **before.values}:
        found = difference(now.values.get(key), before.values.get(key))
        if found is not None:
            differences[key] = encode(found)
            changes[key] = encode(percent(now.values.get(key), before.values.get(key)))
    return {
        "period": period.id,
        "period_label": period.label(lang),
        "values": now.values_json(),
        "previous": before.values_json(),
        "difference": differences,
        "percent": changes,
    }


def difference(new: CellValue, old: CellValue) -> CellValue:
    """New minus old when both are numbers; a side that is "-" or blank counts as nothing if the other is a number."""
    if not isinstance(new, Decimal) and not isinstance(old, Decimal):
        return None
    return WIDE.subtract(new if isinstance(new, Decimal) else Decimal(0), old if isinstance(old, Decimal) else Decimal(0))


def percent(new: CellValue, old: CellValue) -> Decimal | None:
    """The change in percent of what was there before, two decimals; None when that was nothing or no number."""
    if not isinstance(new, Decimal) or not isinstance(old, Decimal) or old == 0:
        return None
    change = WIDE.multiply(WIDE.subtract(new, old), Decimal(100))
    return round_half_away(settle_quotient(WIDE.divide(change, abs(old))), PERCENT_DECIMALS)


def before_json(opened: Opened, form_id: str, lang: str, written: Callable[[Filled], Any] = Filled.values_json) -> dict[str, Any]:
    """What was stated for the period before and for the same one last year; null where nothing was, or where both are one period."""

    def stated(other: str) -> Any:
        found = opened.fetch(other, form_id)
        return written(found) if found is not None and found.values else None

    label = opened.period.year_before()
    return {
        "previous": stated("prev"),
        "previous_label": opened.period.previous().label(lang),
        "year_before": None if label == opened.period.previous() else stated("prev_year"),
        "year_before_label": label.label(lang),
    }
