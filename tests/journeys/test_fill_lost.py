"""Nothing that was typed is lost: the line is cut, answers do not arrive, pages are reloaded, doubled and closed."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.cuts import KINDS, PATIENCE, Filler, one
from tests.runtime.world import World

pytestmark = pytest.mark.journey


@pytest.fixture
def filler(place: tuple[World, str], context: BrowserContext) -> Filler:
    context.set_default_timeout(PATIENCE)
    return Filler(*place, context)


def test_twelve_mishaps_lose_no_keystroke(filler: Filler) -> None:
    source = random.Random(5)
    for kind in (*KINDS, "cut", "answer lost", "half word", "reload offline"):
        one(filler, kind, source)
        filler.settled()
    assert filler.lost() == {}
    assert filler.typed > 150


def test_an_hour_without_a_network_and_back(filler: Filler) -> None:
    filler.type("r1:c1", "100")
    filler.settled()
    filler.kept()
    filler.context.set_offline(True)
    filler.type("r1:c2", "200")
    page = filler.page
    expect(page.locator(".fill-save")).to_contain_text("Mất mạng – 1 ô giữ trên máy này")
    filler.reload()
    # The page of this machine: what was saved, what was typed since, and that there is no network.
    expect(page.locator(".fill-notice")).to_contain_text("Đang làm việc khi không có mạng")
    expect(page.locator('td[data-key="r1:c1"] .k-value')).to_have_text("100")
    expect(page.locator('td[data-key="r1:c2"] .k-value')).to_have_text("200")
    filler.type("r1:c3", "sai", end="Enter")
    # Undo and redo reach over the reload.
    page.keyboard.press("Control+z")
    expect(page.locator('td[data-key="r1:c3"] .k-value')).to_have_text("")
    page.keyboard.press("Control+z")
    expect(page.locator('td[data-key="r1:c2"] .k-value')).to_have_text("")
    page.keyboard.press("Control+y")
    filler.type("r1:c3", "300")
    filler.context.set_offline(False)
    expect(page.locator(".fill-notice")).to_contain_text("Đã có mạng trở lại")
    filler.settled()
    assert filler.lost() == {}
    page.get_by_role("button", name="Tải lại trang").click()
    filler.ready(page)
    expect(page.locator(".site-header .main-nav")).to_be_visible()
    expect(page.locator('td[data-key="r1:c3"] .k-value')).to_have_text("300")


def test_signing_out_leaves_no_report_on_the_machine(filler: Filler) -> None:
    filler.kept()
    page = filler.page
    page.locator(".acting details").last.locator("summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.locator("input[name=password]")).to_be_visible()
    filler.context.set_offline(True)
    page.goto(f"{filler.address}/bao-cao/{filler.report}/f_1")
    expect(page.get_by_role("alert")).to_contain_text("biểu này chưa được mở trên máy này")
    expect(page.locator("td[data-key]")).to_have_count(0)
    filler.context.set_offline(False)


def test_signing_in_again_beside_the_page_saves_what_waited(filler: Filler) -> None:
    filler.context.clear_cookies()
    filler.type("r1:c1", "41")
    expect(filler.page.locator(".fill-save.is-login")).to_contain_text("Phiên đăng nhập đã hết")
    filler.sign_in("head-a")
    filler.page.evaluate("window.dispatchEvent(new Event('focus'))")
    # Nothing is sent in the name of somebody else.
    expect(filler.page.locator(".fill-save.is-login")).to_contain_text("đang đăng nhập bằng tài khoản Người head-a")
    filler.sign_in("clerk-a")
    filler.page.evaluate("window.dispatchEvent(new Event('focus'))")
    filler.settled()
    assert filler.lost() == {}
