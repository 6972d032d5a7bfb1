"""Indicators and the library on the whole product: a binding taken over, a figure that is reported elsewhere, a part put in and brought up."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_axe_designer import Open, as_person, new_form, nothing_serious

__all__ = ["as_person"]

pytestmark = pytest.mark.journey

#: The server answers after the page has done its part; a busy machine takes its time.
PATIENCE = 60_000


def tab(page: Page, name: str) -> None:
    """Open one of the tabs under the table."""
    page.get_by_role("tab", name=re.compile(f"^{name}")).click()


def saved(page: Page) -> None:
    expect(page.locator(".ds-save")).to_have_text("Đã lưu", timeout=PATIENCE)


def test_a_figure_that_is_reported_elsewhere_is_shown_bound_and_answered(as_person: Open, axe_source: str) -> None:
    page = as_person("thietke")
    new_form(page)
    head = page.get_by_role("table").first.locator("thead tr").first.locator("th")
    # A column that regime KNTC asks for already: the corner of its caption says so.
    head.nth(2).dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("Tổng số lượt tiếp")
    page.keyboard.press("Enter")
    saved(page)
    tab(page, "Chỉ tiêu")
    told = page.get_by_role("region", name="Đã báo cáo ở nơi khác")
    expect(told).to_contain_text("Đã báo cáo ở chế độ KNTC", timeout=PATIENCE)
    expect(told).to_contain_text("biểu 01/TCD")
    expect(head.nth(2)).to_have_class(re.compile("is-repeated"))
    nothing_serious(page, axe_source, "indicators of the form")
    # The indicator comes along with the binding.
    proposed = page.get_by_role("region", name="Đề nghị gắn")
    expect(proposed).to_contain_text("TCD.01 Tổng số lượt tiếp công dân")
    proposed.get_by_role("button", name=re.compile("Nhận: Tổng số lượt tiếp")).click()
    saved(page)
    expect(told).to_contain_text("Cùng một số liệu", timeout=PATIENCE)
    # Each regime that asks for it is answered for itself.
    meant = told.get_by_role("button", name="Cố ý hỏi: Tổng số lượt tiếp")
    asked = meant.count()
    for left in range(asked, 0, -1):
        expect(meant).to_have_count(left)
        meant.first.click()
    expect(page.get_by_role("region", name="Đã báo cáo ở nơi khác").get_by_text(f"Đã ghi là cố ý ({asked})")).to_be_visible()
    expect(head.nth(2)).not_to_have_class(re.compile("is-repeated"))
    saved(page)
    # The indicator's page: all that is said of it, where it is used, and no removing while it is.
    page.get_by_role("button", name=re.compile("^Chỉ tiêu 1$")).click()
    page.get_by_role("button", name="Tổng số lượt tiếp công dân").click()
    where = page.get_by_role("region", name="Dùng ở đâu")
    expect(where).to_contain_text("01/KTCV")
    expect(where).to_contain_text("KNTC")
    expect(page.get_by_label(re.compile("Khái niệm"))).to_be_visible()
    nothing_serious(page, axe_source, "page of indicators")
    where.get_by_role("button", name="Xoá chỉ tiêu").click()
    expect(page.get_by_text("nên không xoá được")).to_be_visible()


def test_a_part_is_put_in_saved_and_brought_up(as_person: Open, axe_source: str) -> None:
    page = as_person("thietke")
    new_form(page)
    tab(page, "Thư viện")
    library = page.get_by_role("tabpanel")
    library.get_by_role("searchbox", name="Tìm trong thư viện").fill("chuyển kỳ sau")
    library.get_by_role("button", name=re.compile("^Chèn")).click()
    captions = page.locator(".ds-table thead .ds-caption")
    expect(captions.filter(has_text="Kỳ trước chuyển sang")).to_have_count(1, timeout=PATIENCE)
    saved(page)
    expect(page.locator(".ds-relation").filter(has_text=re.compile(r"\d+=\d+-\d+"))).to_have_count(1)
    nothing_serious(page, axe_source, "library")
    # The columns that came are selected: they are saved as a part of the unit's own.
    library.get_by_role("button", name="Lưu phần đang chọn").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Tên phần").fill("Chuyển kỳ của thanh tra")
    dialog.get_by_label("Mã phần").fill("TT.01")
    nothing_serious(page, axe_source, "saving a part")
    dialog.get_by_role("button", name="Lưu vào thư viện").click()
    expect(dialog).to_have_count(0, timeout=PATIENCE)
    library.get_by_role("searchbox", name="Tìm trong thư viện").fill("chuyển kỳ của")
    library.get_by_role("button", name="Chuyển kỳ của thanh tra").click(timeout=PATIENCE)
    library.get_by_role("button", name=re.compile("^Chèn")).click()
    expect(captions.filter(has_text="Kỳ trước chuyển sang")).to_have_count(2, timeout=PATIENCE)
    saved(page)
    # A revision of it: the first block says something else now.
    captions.filter(has_text="Đã giải quyết").first.dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("Đã giải quyết xong")
    page.keyboard.press("Enter")
    saved(page)
    captions.filter(has_text="Số phải giải quyết").first.click()
    captions.filter(has_text="Chuyển kỳ sau").first.click(modifiers=["Shift"])
    library.get_by_role("button", name="Lưu phần đang chọn").click()
    dialog.get_by_label("Lưu thành").select_option(label="Bản 2 của “Chuyển kỳ của thanh tra”")
    dialog.get_by_role("button", name="Lưu vào thư viện").click()
    expect(dialog).to_have_count(0, timeout=PATIENCE)
    page.reload()
    tab(page, "Thư viện")
    offer = page.get_by_role("region", name=re.compile("có bản 2"))
    expect(offer).to_contain_text("Đã giải quyết xong", timeout=PATIENCE)
    offer.get_by_role("button", name="Áp dụng bản 2").click()
    expect(captions.filter(has_text="Đã giải quyết xong")).to_have_count(2, timeout=PATIENCE)
    expect(offer).to_have_count(0, timeout=PATIENCE)


def test_the_pages_of_the_catalogue_and_the_library(as_person: Open, axe_source: str) -> None:
    page = as_person("thietke")
    page.goto("/thiet-ke/chi-tieu")
    nothing_serious(page, axe_source, "catalogue")
    page.get_by_role("searchbox").fill("luot tiep")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^[12] trên \d+ chỉ tiêu$"))
    page.get_by_role("link", name="Tổng số lượt tiếp công dân").first.click()
    expect(page.get_by_role("heading", name="Dùng ở đâu")).to_be_visible()
    nothing_serious(page, axe_source, "indicator")
    page.goto("/thiet-ke/thu-vien")
    nothing_serious(page, axe_source, "library of parts")
    page.get_by_role("link", name="Bốn quý và cả năm").click()
    nothing_serious(page, axe_source, "part")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
