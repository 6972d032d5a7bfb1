"""Two people in one draft on the whole product: they see each other, the history tells, one change is taken back alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_axe_designer import nothing_serious
from tests.journeys.test_demo import sign_in

pytestmark = pytest.mark.journey

#: News comes every five seconds; a busy machine takes its time.
PATIENCE = 60_000


def start_copy(page: Page, server: str) -> str:
    """A copy of the demo's regime in force, so that other journeys keep their draft; its address."""
    sign_in(page, server, "thietke")
    page.goto(f"{server}/thiet-ke")
    page.get_by_role("link", name="Nhân bản").first.click()
    page.get_by_label("Mã chế độ").fill("KNTC-HAI-NGUOI")
    page.get_by_label("Tên chế độ").fill("Hai người cùng soạn")
    page.get_by_role("button", name="Nhân bản").click()
    expect(page.locator(".ds-table").first).to_be_visible(timeout=PATIENCE)
    return page.url


def test_two_people_see_each_other_and_what_was_done(page: Page, browser: Browser, demo_server: str, axe_source: str) -> None:
    at = start_copy(page, demo_server)
    headers = page.locator(".ds-table").first.locator("[data-at^='h:']")
    first = headers.nth(1)
    place = first.get_attribute("data-at") or ""
    before = first.text_content() or ""
    first.dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("Tên tôi vừa đặt")
    page.keyboard.press("Enter")
    expect(page.locator(".ds-save")).to_have_text("Đã lưu", timeout=PATIENCE)

    colleague = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768}).new_page()
    sign_in(colleague, demo_server, "lanhdao")
    colleague.goto(at)
    other = colleague.locator(".ds-table").first.locator("[data-at^='h:']").nth(2)
    other.click()
    there = other.get_attribute("data-at") or ""
    # Each sees the other by name; the selected place is framed.
    person = page.locator(".ds-person")
    expect(person).to_have_count(1, timeout=PATIENCE)
    expect(person).to_have_attribute("title", re.compile("đang ở"), timeout=PATIENCE)
    expect(page.locator(".ds-outline.is-person-1, .ds-outline.is-person-2, .ds-outline.is-person-3, .ds-outline.is-person-4")).to_be_visible(timeout=PATIENCE)
    assert there.startswith("h:")
    expect(colleague.locator(".ds-person")).to_have_count(1, timeout=PATIENCE)

    page.get_by_role("button", name="Lịch sử và mốc").click()
    panel = page.get_by_role("complementary", name="Lịch sử")
    changes = panel.get_by_role("listbox", name="Các thay đổi, mới nhất ở trên").get_by_role("option")
    line = changes.first
    expect(line).to_contain_text("Tên tôi vừa đặt")
    line.click()
    expect(panel.locator(".ds-history-told li").first).to_contain_text("Tên tôi vừa đặt")
    expect(page.locator(".ds-outline.is-change")).to_be_visible()
    panel.get_by_role("button", name="Đặt tên mốc", exact=True).click()
    panel.get_by_label("Tên mốc").fill("Trước khi hoàn lại")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("button", name=re.compile("Trước khi hoàn lại"))).to_be_visible()
    nothing_serious(page, axe_source, "history")
    panel.get_by_role("tab", name="Thay đổi").click()
    changes.first.click()
    panel.get_by_role("button", name="Hoàn lại riêng thay đổi này").click()
    expect(page.locator(".ds-table").first.locator(f"[data-at='{place}']")).to_have_text(before)
    expect(changes.first).to_contain_text("Hoàn lại:")

    # Back to the point: one more change, and nothing is lost.
    panel.get_by_role("tab", name=re.compile("Mốc")).click()
    panel.get_by_role("button", name=re.compile("Trước khi hoàn lại")).click()
    panel.get_by_role("button", name="Quay về mốc này").click()
    expect(page.locator(".ds-table").first.locator(f"[data-at='{place}']")).to_contain_text("Tên tôi vừa đặt")
    expect(colleague.locator(".ds-table").first.locator(f"[data-at='{place}']")).to_contain_text("Tên tôi vừa đặt", timeout=PATIENCE)

    # Who leaves is gone from the other's page.
    colleague.context.close()
    expect(page.locator(".ds-person")).to_have_count(0, timeout=PATIENCE)
