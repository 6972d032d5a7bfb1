"""Saving, checking, sending and reading a form, in a real browser."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.journeys import axe
from tests.journeys.cells import Open, harness, open_form

__all__ = ["harness", "open_form"]

pytestmark = pytest.mark.journey

#: What this page keeps of form 01/XLD in the browser, or nothing.
DRAFT = "Object.entries(localStorage).find(([key]) => key.startsWith('khuon:draft:u1:s1:xld:'))?.[1] ?? null"


def test_plain_questions_save_exact_text(open_form: Open) -> None:
    sheet = open_form("mixed")
    box = sheet.page.get_by_label("Tổng số cán bộ, công chức")
    expect(box).to_have_value("1.234")
    box.fill("1.234.567,5")
    box.press("Tab")
    expect(box).to_have_value("1.234.567,5")
    sheet.page.get_by_label("1.2. Khó khăn, vướng mắc").fill("Thiếu người")
    sheet.saved()
    values = sheet.server("server.forms.get('mixed').values")
    assert values["q1"] == "1234567.5"
    assert values["q5"] == {"t": "Thiếu người"}


def test_a_failed_check_leads_to_its_cell(open_form: Open) -> None:
    sheet = open_form("xld")
    # What is wrong stands in sight from the start; who closes the list finds it closed until it is opened again.
    expect(sheet.page.locator(".fill-checks")).to_contain_text("Cột 9: 97 ≠ 11+12+13 = 98")
    sheet.page.locator(".fill-checks-button").click()
    sheet = open_form("xld")
    expect(sheet.page.locator(".fill-checks")).to_have_count(0)
    sheet.page.locator(".fill-checks-button").click()
    expect(sheet.page.locator(".fill-checks")).to_contain_text("Cột 9: 97 ≠ 11+12+13 = 98")
    sheet.page.get_by_text("Cột 9: 97 ≠ 11+12+13 = 98").click()
    assert sheet.active() == "r1:c9"
    sheet.type("98")
    sheet.keys("Enter")
    expect(sheet.page.locator(".fill-checks")).not_to_contain_text("Cột 9: 97 ≠ 11+12+13 = 98")


def test_nothing_is_lost_when_saving_fails_and_the_page_is_reloaded(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.server("server.failNext = [0, 0, 0]")
    sheet.click("r1:c2")
    sheet.type("55")
    sheet.keys("Enter")
    expect(sheet.page.locator(".fill-save")).to_contain_text("Mất mạng – 1 ô giữ trên máy này")
    sheet.page.on("dialog", lambda dialog: dialog.accept())
    sheet = open_form("xld")
    assert sheet.text("r1:c2") == "55"
    expect(sheet.page.locator(".fill-message")).to_contain_text("Đã lấy lại 1 ô")
    sheet.saved()
    assert sheet.server("server.forms.get('xld').values['r1:c2']") == "55"


def test_a_session_that_ended_keeps_the_figures_and_says_so(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.server("server.failNext = [401]")
    sheet.click("r1:c2")
    sheet.type("56")
    sheet.keys("Enter")
    expect(sheet.page.locator(".fill-save.is-login")).to_contain_text("Phiên đăng nhập đã hết")
    draft = sheet.page.evaluate(DRAFT)
    assert json.loads(draft)["cells"]["r1:c2"] == {"to": "56", "was": "5", "sent": ["56"]}
    sheet.page.evaluate("window.dispatchEvent(new Event('focus'))")
    sheet.saved()
    assert sheet.page.evaluate(DRAFT) is None


def test_a_cell_that_two_people_changed_is_asked_about(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.server("(server.forms.get('xld').values['r1:c2'] = '70', server.forms.get('xld').values['r1:c3'] = '71')")
    sheet.click("r1:c2")
    sheet.type("60")
    sheet.keys("Tab", "Tab")
    sheet.type("9")
    sheet.keys("Enter")
    dialog = sheet.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Người khác vừa sửa cùng ô")
    expect(dialog.get_by_label("60")).to_be_checked()
    expect(dialog.get_by_label("70")).to_be_visible()
    dialog.get_by_label("70").check()
    dialog.get_by_role("button", name="Giữ các giá trị đã chọn").click()
    sheet.saved()
    assert [sheet.text(f"r1:c{column}") for column in (2, 3, 4)] == ["70", "71", "9"]
    values = sheet.server("server.forms.get('xld').values")
    assert [values[f"r1:c{column}"] for column in (2, 3, 4)] == ["70", "71", "9"]


def test_sending_is_blocked_by_errors_and_warnings_want_a_reason(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.page.get_by_role("button", name="Trình ký").click()
    dialog = sheet.page.get_by_role("dialog")
    expect(dialog).to_contain_text("lỗi phải sửa trước khi gửi")
    assert dialog.get_by_role("button", name="Trình ký").count() == 0
    dialog.get_by_text("Cột 9: 97 ≠ 11+12+13 = 98").click()
    assert sheet.active() == "r1:c9"


@pytest.mark.parametrize("form", ["xld", "II06a", "mixed"])
def test_axe_finds_nothing_serious(open_form: Open, axe_source: str, form: str) -> None:
    sheet = open_form(form)
    sheet.page.locator(".fill-checks-button").click()
    found = axe.serious(sheet.page, axe_source)
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found] == []


def test_all_rows_of_a_windowed_table_are_printed(open_form: Open) -> None:
    sheet = open_form("huge")
    assert sheet.page.locator("tbody tr.k-row").count() < 200
    sheet.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert sheet.page.locator("tbody tr.k-row").count() == 400
    sheet.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(sheet.page.locator("tbody tr.k-row").first).to_be_visible(timeout=30_000)


def test_a_phone_reads_without_scrolling_the_page_sideways(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.page.set_viewport_size({"width": 390, "height": 844})
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= 390
