"""The server's clock, the only source of "now".

What a client says about the time is never read. Tests stop or move the clock with :func:`frozen`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone

#: Việt Nam has kept UTC+7 without summer time since 1975.
VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _source()


def today() -> date:
    """The calendar day in Việt Nam."""
    return now().astimezone(VIETNAM).date()


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Việt Nam."""
    return moment.astimezone(VIETNAM)


@contextmanager
def frozen(moment: datetime) -> Iterator[Callable[[timedelta], None]]:
    """Stop the clock at ``moment`` (aware); the yielded function moves it on by a timedelta."""
    global _source  # noqa: PLW0603 - one clock for the process is the point
    before, at = _source, [moment.astimezone(UTC)]

    def forward(by: timedelta) -> None:
        at[0] += by

    _source = lambda: at[0]  # noqa: E731
    try:
        yield forward
    finally:
        _source = before
