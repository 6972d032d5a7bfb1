"""Copying and pasting blocks between a table and spreadsheet programs, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.cells import Open, harness, open_form

__all__ = ["harness", "open_form"]

pytestmark = pytest.mark.journey


def test_range_copy_is_text_with_vietnamese_numbers(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r29:c2")
    sheet.keys("Shift+ArrowRight", "Shift+ArrowDown")
    expect(sheet.page.locator(".fill-cell")).to_contain_text("Tổng")
    sheet.keys("Control+c")
    assert sheet.clipboard().replace("\r", "") == "1.238,96\t1.339,96\n1.275,30\t1.376,30"


def test_paste_of_a_block_skips_and_counts_locked_cells_and_is_one_undo(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c1")
    sheet.paste("5\t6\t7,5\n")
    expect(sheet.page.locator(".fill-message")).to_have_text("Đã dán 2 ô, bỏ qua 1 ô khoá.")
    assert sheet.text("r1:c2") == "6"
    assert sheet.text("r1:c3") == "7,5"
    sheet.keys("Control+z")
    assert (sheet.text("r1:c2"), sheet.text("r1:c3")) == ("5", "30")
    sheet.keys("Control+y")
    assert (sheet.text("r1:c2"), sheet.text("r1:c3")) == ("6", "7,5")


def test_an_ambiguous_block_is_asked_about_once(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r2:c2")
    sheet.paste("1.234\t2.500\n3.100\t7\n")
    dialog = sheet.page.get_by_role("dialog")
    expect(dialog).to_contain_text("1.234")
    dialog.get_by_role("button", name="ngăn hàng nghìn").click()
    assert [sheet.text(key) for key in ("r2:c2", "r2:c3", "r3:c2", "r3:c3")] == [
        "1.234,00",
        "2.500,00",
        "3.100,00",
        "7,00",
    ]
    sheet.click("r2:c2")
    sheet.paste("1.234\t2.5\n")
    assert sheet.page.get_by_role("dialog").count() == 0, "2.5 tells that the point is decimal"
    assert sheet.text("r2:c2") == "1,234"


def test_exact_values_of_spreadsheet_html_win_over_their_text(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r2:c2")
    sheet.paste("1.235\t1.235", '<table><tr><td sdval="1234.56">1.235</td><td x:num="1235">1.235</td></tr></table>')
    assert (sheet.text("r2:c2"), sheet.text("r2:c3")) == ("1.234,56", "1.235,00")


def test_a_pasted_list_makes_the_open_rows_it_needs(open_form: Open) -> None:
    sheet = open_form("II06a")
    sheet.page.locator('th[data-key="o3#m1:@label"]').click()
    sheet.paste("Chứng thực\t\t10\nĐất đai\t\t20\nHộ tịch\t\t30\n")
    names = sheet.page.locator('th[data-key^="o3#"] .k-value').all_inner_texts()
    assert names == ["Chứng thực", "Đất đai", "Hộ tịch"]
    sheet.keys("Control+z")
    assert sheet.page.locator('th[data-key^="o3#"]').count() == 1


def test_fill_down_right_and_into_a_range(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r2:c2")
    sheet.type("9")
    sheet.keys("Enter", "ArrowUp", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    assert [sheet.text(f"r{row}:c2") for row in (2, 3, 4)] == ["9,00"] * 3
    sheet.click("r2:c2")
    sheet.keys("Shift+ArrowRight", "Control+r")
    assert sheet.text("r2:c3") == "9,00"
    sheet.click("r2:c1")
    sheet.keys("ArrowRight", "Shift+ArrowDown", "Shift+ArrowRight")
    sheet.type("1500")
    sheet.keys("Control+Enter")
    assert [sheet.text(key) for key in ("r2:c2", "r2:c3", "r3:c2", "r3:c3")] == ["1.500,00"] * 4
    sheet.keys("Control+z")
    assert [sheet.text(key) for key in ("r2:c2", "r2:c3", "r3:c2")] == ["9,00"] * 3


def test_what_is_cut_moves_when_it_is_pasted(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c3")
    sheet.keys("Shift+ArrowRight", "Control+x")
    assert sheet.text("r1:c3") == "30", "nothing is lost when the clipboard is"
    sheet.click("r1:c5")
    sheet.keys("Control+v")
    assert [sheet.text(f"r1:c{number}") for number in (3, 4, 5, 6)] == ["", "", "30", "2"]
    sheet.keys("Control+z")
    assert [sheet.text(f"r1:c{number}") for number in (3, 4, 5, 6)] == ["30", "2", "8", "70"]
