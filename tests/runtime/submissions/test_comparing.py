"""A form beside the period before and the same period last year: exact differences, percent, and a dash where there is no base."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from runtime.submissions.comparing import percent
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import World


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        ("110", "100", "10.00"),
        ("1", "3", "-66.67"),
        ("-5", "-10", "50.00"),
        ("0", "8", "-100.00"),
        ("12345678901234567890123", "12345678901234567890120", "0.00"),
        ("5", "0", None),
    ],
)
def test_the_change_in_percent(now: str, before: str, change: str | None) -> None:
    found = percent(Decimal(now), Decimal(before))
    assert (None if found is None else str(found)) == change


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, DOCUMENTS, ("2025-Q3", "2026-Q2", "2026-Q3")) as made:
        yield made


def test_both_periods_stand_beside_the_form(world: World) -> None:
    head, report = world.client("head-a"), world.submission("a")
    for period, figure in (("2025-Q3", "80"), ("2026-Q2", "100")):
        head.save(world.submission("a", period), "f_1", {"r1:c2": figure})
        head.deliver(world.submission("a", period))
    head.save(report, "f_1", {"r1:c2": "110"})
    payload = head.get(f"/api/submissions/{report}/forms/f_1").get_json()
    assert (payload["previous"]["r1:c2"], payload["previous_label"]) == ("100", "Quý II năm 2026")
    assert (payload["year_before"]["r1:c2"], payload["year_before_label"]) == ("80", "Quý III năm 2025")
    before = head.get(f"/api/submissions/{report}/forms/f_1/compare").get_json()
    year = head.get(f"/api/submissions/{report}/forms/f_1/compare?with=prev_year").get_json()
    assert [(one["difference"]["r1:c2"], one["percent"]["r1:c2"]) for one in (before, year)] == [("10", "10.00"), ("30", "37.50")]


def test_nothing_stated_is_nothing_beside(world: World) -> None:
    payload = world.client("clerk-a").get(f"/api/submissions/{world.submission('a')}/forms/f_1").get_json()
    assert (payload["previous"], payload["year_before"]) == (None, None)
