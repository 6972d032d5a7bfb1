"""The data conversion in a browser: from 48 open cells to none, by pointing, by proposals, by undo; tried; its effect looked at."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_axe_designer import Open, as_person, nothing_serious

__all__ = ["as_person"]

pytestmark = pytest.mark.journey

REGIME = "Xử lý đơn của các sở, ngành"
#: The server may be trying the draft on reports while a page waits.
PATIENCE = 60_000


def draft_of(page: Page) -> str:
    """Address of the draft that follows the forms of 2021."""
    page.goto("/thiet-ke")
    return page.locator("section.panel", has_text=REGIME).locator(".btn-primary").get_attribute("href") or ""


def conversion(page: Page) -> None:
    """The page of the draft that follows the forms of 2021."""
    page.goto(draft_of(page))
    page.get_by_role("button", name="Chuyển đổi số liệu").first.click()
    expect(page.locator(".mp-forms")).to_be_visible(timeout=PATIENCE)
    page.locator(".mp-forms button", has_text="01/XLD").click()
    expect(page.locator(".mp-bar strong")).to_have_text("Mọi ô đã có chỗ.", timeout=PATIENCE)


def said(page: Page, text: str) -> None:
    expect(page.locator(".mp-bar strong")).to_have_text(text, timeout=PATIENCE)


def test_a_conversion_is_pointed_proposed_tried_and_taken_back(as_person: Open, axe_source: str) -> None:
    page = as_person("thietke.vp")
    conversion(page)
    page.get_by_role("button", name="Bỏ chuyển đổi của biểu").click()
    said(page, "Còn 26 ô cũ và 22 ô mới chưa có chỗ.")
    page.get_by_role("button", name="Chưa xử lý", exact=True).click()
    nothing_serious(page, axe_source, "conversion, all open")

    # The second column: two old columns pointed at in the old table.
    line = page.locator('[data-line="n2"]')
    line.locator(".mp-place").click()
    old = page.locator(".mp-tables .is-pointing")
    old.locator('[data-node="c2"]').click()
    expect(line.locator(".mp-chip")).to_have_count(1, timeout=PATIENCE)
    old.locator('[data-node="c3"]').click()
    expect(line.locator(".mp-chip")).to_have_count(2, timeout=PATIENCE)
    expect(line.get_by_role("combobox").first).to_have_value("sum")
    # Without a mouse: the third from the list.
    line.get_by_label("Thêm chỗ cũ…").select_option("c4")
    expect(line.locator(".mp-chip")).to_have_count(3, timeout=PATIENCE)

    page.get_by_role("button", name=re.compile("Nhận tất cả đề xuất")).click()
    said(page, "Mọi ô đã có chỗ.")
    page.get_by_role("button", name="Tất cả", exact=True).click()
    page.get_by_role("button", name="Thử trên số liệu").click()
    row = page.locator(".mp-figures tr", has_text="Kỳ trước chuyển sang").first
    expect(row).to_be_visible(timeout=PATIENCE)
    figures = [int(text) for text in (row.locator("td").nth(1).text_content() or "").split(" + ")]
    assert len(figures) == 3
    expect(row.locator("td").nth(2)).to_have_text(str(sum(figures)))
    nothing_serious(page, axe_source, "conversion, tried")

    # What was said in this visit is taken back step by step, by the one log.
    page.get_by_role("heading", name="Chuyển đổi số liệu").click()
    page.keyboard.press("Control+z")
    said(page, "Còn 23 ô cũ và 21 ô mới chưa có chỗ.")
    for _ in range(4):
        page.keyboard.press("Control+z")
    said(page, "Mọi ô đã có chỗ.")


def test_the_effect_of_the_draft_on_stored_reports_is_shown(as_person: Open, axe_source: str) -> None:
    page = as_person("lanhdao.vp")
    page.goto(f"{draft_of(page)}/tac-dong")
    expect(page.locator(".effects-seen")).to_contain_text("Đã xét cả 20 báo cáo", timeout=PATIENCE)
    lost = page.locator(".effects-lost tbody tr")
    expect(lost).to_have_count(3)
    expect(lost.first).to_contain_text("cột 28")
    expect(page.locator(".effects-checks tbody tr").first).to_contain_text("Trước đạt, nay không đạt")
    nothing_serious(page, axe_source, "effect")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
