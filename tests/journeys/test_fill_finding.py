"""Finding in a table, going from error to error, and the size of the table, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.cells import Open, harness, open_form

__all__ = ["harness", "open_form"]

pytestmark = pytest.mark.journey

CLIPPED = "[...document.querySelectorAll('td.k-figure')].filter((td) => td.scrollWidth > td.clientWidth + 1).map((td) => td.dataset.key)"


def test_a_row_far_away_is_found_without_diacritics_and_the_keyboard_comes_back(open_form: Open) -> None:
    sheet = open_form("huge")
    sheet.click("r2:c2")
    sheet.keys("Control+f")
    field = sheet.page.get_by_role("searchbox")
    expect(field).to_be_focused()
    field.fill("chi tieu dong so 37")
    expect(sheet.page.locator(".k-find-count")).to_contain_text("1/11")
    expect(sheet.cell("r37:c1")).to_be_in_viewport()
    sheet.keys("Enter", "Enter")
    expect(sheet.page.locator(".k-find-count")).to_contain_text("3/11")
    expect(sheet.cell("r371:c1")).to_be_in_viewport()
    sheet.keys("Escape")
    expect(sheet.page.locator(".is-active")).to_have_attribute("data-key", "r371:c1")


def test_f8_goes_from_wrong_cell_to_wrong_cell_around_the_end(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c2")
    sheet.type("khoảng năm")
    sheet.keys("Tab")
    sheet.click("r1:c26")
    sheet.type("x y")
    sheet.keys("F8")
    assert sheet.active() == "r1:c2", "around the end"
    sheet.keys("Shift+F8")
    assert sheet.active() == "r1:c26"
    assert sheet.text("r1:c26") == "x y", "what was being typed is kept"


def test_the_size_of_the_table_is_kept_and_clips_no_number(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c2")
    sheet.type("12345678901234567890")
    sheet.keys("Enter")
    for press in ("Phóng to bảng", "Thu nhỏ bảng"):
        button = sheet.page.get_by_role("button", name=press)
        while button.is_enabled():
            button.click()
        # The columns take their widths for the new size in the picture after it.
        sheet.page.wait_for_function(f"() => ({CLIPPED}).length === 0")
        assert sheet.page.evaluate(CLIPPED) == []
    expect(sheet.page.locator(".k-zoom-now")).to_have_text("80 %")
    sheet = open_form("xld")
    expect(sheet.page.locator(".k-zoom-now")).to_have_text("80 %")
    sheet.page.locator(".k-zoom-now").click()
    expect(sheet.page.locator(".k-zoom-now")).to_have_text("100 %")
