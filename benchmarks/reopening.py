"""A form of 60,000 cells asked of the server again, nothing changed meanwhile: alone, and beside what was stated for the period before and a year ago.

Processor time of this process: what else the machine does is not in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import process_time

from benchmarks.figure import Figure
from benchmarks.fill_store import BIG, COLUMNS, FORM, ROWS, filled_report

EARLIER = ("2025-Q3", "2026-Q2")
AGAIN = 5


def openings(earlier: tuple[str, ...]) -> list[float]:
    """Seconds of the first opening and of those after it. Raises RuntimeError when the form does not open."""
    taken = []
    with filled_report(BIG, earlier) as (app, submission, token):
        client = app.test_client()
        client.set_cookie("khuon_session", token)
        for _ in range(1 + AGAIN):
            start = process_time()
            answer = client.get(f"/api/submissions/{submission}/forms/{FORM}")
            taken.append(process_time() - start)
            if answer.status_code != 200 or len(answer.get_json()["previous"] or ()) != (ROWS * COLUMNS if earlier else 0):
                raise RuntimeError(answer.status)
    return taken


def measure() -> Iterator[Figure]:
    """Processor time of the first opening in a process and of a later one."""
    for earlier in ((), EARLIER):
        first, *later = openings(earlier)
        name = f"{ROWS:,} rows × {COLUMNS} columns{', two earlier periods' if earlier else ''}"
        yield Figure(f"first opening of {name}", first * 1000, "ms", note="processor")
        yield Figure("opened again", median(later) * 1000, "ms", median(later) / first, "the first", "processor")
