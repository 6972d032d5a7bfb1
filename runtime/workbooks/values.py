"""Numbers and moments of a workbook as text: the digits that a person sees, never those of a binary float."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Final

#: Formats without a text of their own whose numbers are days or times of day.
_DAYS: Final = frozenset({*range(14, 23), 45, 46, 47})
_SPAN: Final = 46
_PERCENTS: Final = frozenset({9, 10})
#: Words and colours in a format; hours, minutes and seconds in brackets are lengths of time.
_ASIDE: Final = re.compile(r"\".*?\"|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]", re.IGNORECASE)
_DAY: Final = re.compile(r"(?<![_\\])[dmhysDMHYS]")
_LENGTH: Final = re.compile(r"\[hh?\](?::mm(?::ss(?:\.0*)?)?)?|\[mm?\](?::ss(?:\.0*)?)?|\[ss?\](?:\.0*)?", re.IGNORECASE)


def number_text(value: float) -> str:
    """Exact decimal text of a number cell; fifteen digits, as a spreadsheet shows them."""
    text = format(value, ".15g") if isinstance(value, float) else str(value)
    return text if "e" not in text else format(value, "f").rstrip("0").rstrip(".")


def moment_text(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> str:
    """A day, a time of day or both as ISO 8601 writes them; a length of time as hours, minutes and seconds."""
    return str(value) if isinstance(value, dt.timedelta) else value.isoformat()


def is_day(number: int, code: str) -> bool:
    """Whether numbers of a format, by its number and its text, are days or times."""
    return _DAY.search(_ASIDE.sub("", code.split(";", maxsplit=1)[0])) is not None if code else number in _DAYS


def is_span(number: int, code: str) -> bool:
    """Whether they are lengths of time."""
    return _LENGTH.search(code.split(";", maxsplit=1)[0]) is not None if code else number == _SPAN


def is_percent(number: int, code: str) -> bool:
    """Whether numbers of a format are shown a hundredfold with a percent sign."""
    return "%" in _ASIDE.sub("", code).replace("\\%", "") if code else number in _PERCENTS


def percent_text(number: str) -> str:
    """What a person sees of a number in such a format, whatever it is rounded to: ``12,5%`` for 0.125."""
    shown = format((Decimal(number) * 100).normalize(), "f")
    return shown.replace(".", ",") + "%"


def serial_text(value: float, *, mac: bool, span: bool) -> str:
    """The moment that a number in such a format is; ``#VALUE!`` for a number beyond all days."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        return moment_text(from_excel(value, CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900, timedelta=span))
    except (OverflowError, ValueError):
        return "#VALUE!"


def iso_text(text: str) -> str:
    """A moment that the file writes as ISO 8601."""
    from openpyxl.utils.datetime import from_ISO8601

    return moment_text(from_ISO8601(text))
