"""One table per member of a list, by keyboard on the whole product: found, limited to what was chosen, taken back in one step."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_axe_designer import nothing_serious
from tests.journeys.test_demo import sign_in

pytestmark = pytest.mark.journey
PATIENCE = 60_000


def test_a_table_a_member_is_one_gesture(page: Page, demo_server: str, axe_source: str) -> None:
    sign_in(page, demo_server, "thietke.vp")
    expect(page).not_to_have_url(re.compile("/login"), timeout=PATIENCE)
    page.goto(f"{demo_server}/thiet-ke/che-do/g_tthc/nhan-ban")
    page.get_by_label("Mã chế độ").fill("TTHC-LINH-VUC")
    page.get_by_label("Tên chế độ").fill("Mỗi lĩnh vực một bảng")
    page.get_by_role("button", name="Nhân bản").click()
    tables = page.locator(".ds-section-title")
    expect(page.locator(".ds-table").first).to_be_visible(timeout=PATIENCE)

    adding = page.get_by_role("button", name="Thêm phần")
    adding.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu", name="Thêm phần")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Nhân bảng theo danh mục…")).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Nhân bảng theo danh mục")
    expect(dialog.get_by_label("Danh mục")).to_be_focused()
    expect(dialog.get_by_role("button", name="Nhân thành 18 bảng")).to_be_visible()
    nothing_serious(page, axe_source, "nhân bảng theo danh mục")
    dialog.get_by_role("checkbox", name="Tất cả").press("Space")
    dialog.get_by_role("button", name="Nhân thành 0 bảng").press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Chọn ít nhất một mục.")
    dialog.get_by_role("checkbox", name="Hộ tịch").press("Space")
    dialog.get_by_role("checkbox", name="Đất đai").press("Space")
    dialog.get_by_role("button", name="Nhân thành 2 bảng").press("Enter")

    expect(tables).to_have_count(3, timeout=PATIENCE)
    expect(tables.nth(1)).to_contain_text("Hộ tịch")
    expect(tables.nth(2)).to_contain_text("Đất đai")
    expect(tables.nth(1)).to_be_focused()
    expect(page.locator(".ds-save")).to_have_text("Đã lưu", timeout=PATIENCE)
    # A copy can be copied on from its own menu.
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menuitem", name="Nhân bảng theo danh mục…")).to_be_focused()
    page.keyboard.press("Escape")
    expect(tables.nth(1)).to_be_focused()
    page.keyboard.press("Control+z")
    expect(tables).to_have_count(1, timeout=PATIENCE)
    expect(page.locator(".ds-save")).to_have_text("Đã lưu", timeout=PATIENCE)
