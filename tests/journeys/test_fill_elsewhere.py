"""A form that stands open follows last period's report: the figure carried over changes in sight, an overridden one stays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.cuts import Filler
from tests.runtime import world as worlds
from tests.runtime.submissions.test_elsewhere import BEFORE, DOCUMENTS, NOW, stated, taken_back
from tests.runtime.world import World
from tests.serving import served

pytestmark = pytest.mark.journey


@pytest.fixture
def clerk(tmp_path: Path, context: BrowserContext) -> Iterator[Filler]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS, (BEFORE, NOW)) as world, served(world.app) as address:
        stated(world, "1000")
        yield Filler(world, address, context)


@contextmanager
def unheard(page: Page) -> Iterator[None]:
    """What happens meanwhile the page hears at once, and as one thing."""
    page.route("**/listen", lambda route: route.abort())
    yield
    page.unroute("**/listen")
    page.evaluate("dispatchEvent(new Event('focus'))")


def corrected(world: World, was: str, figure: str) -> None:
    """Last period's report comes back to the unit, which sends it with another figure."""
    taken_back(world)
    stated(world, figure, was=was)


def shown(clerk: Filler, key: str) -> Locator:
    return clerk.page.locator(f'td[data-key="{key}"]')


def test_a_figure_carried_over_changes_in_sight_and_an_overridden_one_stays(clerk: Filler) -> None:
    page, world = clerk.page, clerk.world
    expect(shown(clerk, "r1:c3")).to_have_text("1.000")
    with unheard(page):
        corrected(world, "1000", "1300")
    for key in ("r1:c1", "r1:c3"):
        expect(shown(clerk, key)).to_have_text("1.300")
        expect(shown(clerk, key)).to_have_attribute("title", re.compile("vừa đổi theo báo cáo khác; trước đó: 1.000"))
        expect(shown(clerk, key)).to_have_class(re.compile("is-renewed"))
    expect(page.locator(".fill-strip")).to_contain_text("2 ô vừa đổi số theo báo cáo khác")
    # One's own figure is worked in as ever, and the mark on the total has been seen.
    clerk.type("r1:c2", "5")
    expect(shown(clerk, "r1:c3")).to_have_text("1.305")
    clerk.settled()
    # While the form does not stand open: told at the next opening, with the figure of the last save.
    page.goto("about:blank")
    corrected(world, "1300", "1310")
    page.goto(f"{clerk.address}/bao-cao/{clerk.report}/{clerk.form}")
    for key, then in (("r1:c1", "1.300"), ("r1:c3", "1.305")):
        expect(shown(clerk, key)).to_have_attribute("title", re.compile(f"từ lần lưu trước; khi đó: {then}"))
    expect(page.locator(".fill-strip")).to_contain_text(re.compile("2 ô (đã|vừa) đổi số theo báo cáo khác"))
    # Typed over, every key of it: the first one asks for the reason, the others go on behind it.
    shown(clerk, "r1:c1").click()
    asked = page.get_by_role("dialog", name="Sửa số chuyển sang")
    page.keyboard.press("F2")
    expect(asked.get_by_label("Số đúng")).to_have_value("1310")
    page.keyboard.press("Escape")
    page.keyboard.type("1250")
    expect(asked.get_by_label("Số đúng")).to_have_value("1250")
    expect(asked).to_contain_text("Hệ thống chuyển sang: 1.310")
    page.keyboard.press("Enter")
    page.keyboard.type("Theo biên bản đối chiếu.")
    asked.get_by_role("button", name="Sửa số này").click()
    expect(shown(clerk, "r1:c1")).to_contain_text("1.250")
    clerk.settled()
    clerk.reload()
    expect(shown(clerk, "r1:c1")).to_contain_text("1.250")
    with unheard(page):
        corrected(world, "1310", "1400")
    expect(shown(clerk, "r1:c1")).to_have_attribute("title", re.compile("số chuyển sang nay là 1.400; số đã sửa vẫn giữ"))
    expect(shown(clerk, "r1:c1")).to_contain_text("1.250")
    expect(shown(clerk, "r1:c3")).to_have_text("1.255")
