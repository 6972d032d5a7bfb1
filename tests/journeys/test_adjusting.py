"""A receiver corrects a total: from the figure to the form behind it, refused once, kept, seen by a leader, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_inside_unit import page_of
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_running import consolidate, put
from tests.runtime.world import World, documents_of, sample
from tests.serving import served

pytestmark = pytest.mark.journey
REPORT = "/tong-hop/g_kntc/2026-Q3/f_02xld"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    documents = documents_of("thanh_tra_2021")
    next(one for one in documents if one["id"] == "x_02xld")["adjust"] = {"allowed": True}
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents) as made:
        for unit in ("a", "b", "d"):
            put(made, unit, sample())
        consolidate(made)
        yield made


def test_a_total_is_adjusted_and_taken_back(world: World, browser: Browser) -> None:
    with served(world.app) as base:
        page = page_of(browser, base, world.client("receiver"))
        page.goto(f"{base}{REPORT}")
        total = page.locator(".report-table tbody tr").last
        total.get_by_role("link", name="93", exact=True).first.click()
        _refused_once(page)
        listed = page.locator("#adjusted tbody tr")
        expect(listed).to_have_count(1)
        expect(listed).to_contain_text("Biên bản làm việc ngày 05/9")
        mark = page.locator(".report-table .adjusted-mark")
        expect(mark).to_have_text("ĐC1")
        expect(mark.locator("xpath=..")).to_contain_text("1.060")

        listed.get_by_role("button", name="Bỏ điều chỉnh").click()
        expect(page.locator("#adjusted")).to_have_count(0)
        expect(page.locator(".report-table .adjusted-mark")).to_have_count(0)


def _refused_once(page: Page) -> None:
    """What was typed stays where the reason is missing, and counts once it is given."""
    form = page.locator("#adjust")
    reason = form.get_by_label("Lý do")
    expect(page.locator("#lines tbody tr")).to_have_count(3)
    form.get_by_label("Số mới").fill("1.060")
    reason.fill("   ")
    form.get_by_role("button", name="Ghi điều chỉnh").click()
    expect(form.get_by_role("alert")).to_contain_text("phải ghi lý do")
    expect(form.get_by_label("Số mới")).to_have_value("1.060")
    reason.fill("Biên bản làm việc ngày 05/9")
    form.get_by_role("button", name="Ghi điều chỉnh").click()
    expect(page.get_by_text("thành 1.060.")).to_be_visible()
