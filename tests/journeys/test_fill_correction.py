"""The smallest correction on the filling page: proposed, gone to, put in by the person, taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys import axe
from tests.journeys.cells import Open, Sheet, harness, open_form

__all__ = ["harness", "open_form"]

pytestmark = pytest.mark.journey

FAILS = "Cột 9: 97 ≠ 11+12+13 = 98"
LONG = "Đủ điều kiện xử lý – Số đơn thuộc thẩm quyền giải quyết của cơ quan, tổ chức, đơn vị báo cáo – Số đơn (cột 9)"
C9: dict[str, Any] = {"key": "r1:c9", "cell": LONG, "from": "97", "to": "98", "determined": True, "sentence": {"vi": "cột 9 từ 97 thành 98", "en": "column 9 from 97 to 98"}}
C11: dict[str, Any] = {**C9, "key": "r1:c11", "cell": "Khiếu nại (cột 11)", "from": "32", "to": None, "determined": False, "sentence": {"vi": "Khiếu nại (cột 11) từ 32 thành số từ 0 đến 40", "en": "column 11 from 32 to a number from 0 to 40"}}


def proposing(open_form: Open, *changes: dict[str, Any], status: str = "found", sentence: str = "Sửa 1 ô: cột 9 từ 97 thành 98 thì hết lỗi.") -> Sheet:
    """The page over a server that will propose this."""
    sheet = open_form("xld")
    answer = {"status": status, "changes": list(changes), "sentence": {"vi": sentence, "en": sentence}, "others": 0}
    sheet.server(f"(server.correction = {json.dumps(answer)}, null)")
    return sheet


def panel(sheet: Sheet) -> Locator:
    """The part under the failed checks."""
    return sheet.page.get_by_role("region", name="Gợi ý sửa ít ô nhất")


def test_a_correction_is_proposed_and_put_in_by_the_person(open_form: Open) -> None:
    sheet = proposing(open_form, C9)
    shown = panel(sheet)
    expect(shown).to_contain_text("Máy chỉ gợi ý, không tự sửa.")
    sheet.click("r1:c2")
    sheet.type("6")
    sheet.keys("Enter")
    shown.get_by_role("button", name="Gợi ý sửa ít ô nhất").click()
    expect(shown.get_by_role("status")).to_contain_text("Sửa 1 ô: cột 9 từ 97 thành 98 thì hết lỗi.")
    asked = sheet.server("server.log.find(one => one.url.endsWith('/forms/xld/correction')).body")
    assert (asked["values"]["r1:c2"], asked["values"]["r1:c9"]) == ("6", "97"), "what is on the screen, saved or not"
    row = shown.get_by_role("listitem")
    expect(row).to_contain_text(LONG)
    expect(row).to_contain_text("97")
    assert sheet.text("r1:c9") == "97", "nothing is changed by itself"
    row.get_by_role("button", name="Đưa đến ô").click()
    assert sheet.active() == "r1:c9"
    row.get_by_role("button", name="Sửa ô này").click()
    assert sheet.text("r1:c9") == "98"
    expect(row).to_contain_text("Đã sửa")
    expect(sheet.page.locator(".fill-checks > ul")).not_to_contain_text(FAILS)
    sheet.saved()
    assert sheet.server("server.forms.get('xld').values['r1:c9']") == "98"
    row.get_by_role("button", name="Trả lại số cũ").click()
    assert sheet.text("r1:c9") == "97"
    row.get_by_role("button", name="Sửa ô này").click()
    sheet.click("r1:c3")
    sheet.keys("Control+z")
    assert sheet.text("r1:c9") == "97", "undone like any other edit"


def test_a_proposal_says_when_it_is_about_other_figures(open_form: Open) -> None:
    sheet = proposing(open_form, C9, C11)
    shown = panel(sheet)
    shown.get_by_role("button", name="Gợi ý sửa ít ô nhất").click()
    expect(shown.get_by_role("listitem").nth(1)).to_contain_text("Khiếu nại (cột 11) từ 32 thành số từ 0 đến 40")
    expect(shown.get_by_role("listitem").nth(1).get_by_role("button", name="Sửa ô này")).to_have_count(0)
    sheet.click("r1:c12")
    sheet.type("40")
    sheet.keys("Enter")
    expect(shown.get_by_role("status")).to_contain_text("Số liệu đã thay đổi sau gợi ý này")
    expect(shown.get_by_role("button", name="Sửa ô này")).to_be_disabled()
    shown.get_by_role("button", name="Gợi ý lại").click()
    expect(shown.get_by_role("status")).to_contain_text("Sửa 1 ô")


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("none_in_time", "Chưa tìm được cách sửa trong 1 giây."),
        ("impossible", "Không cách sửa nào ở các ô nhập của biểu này làm hết lỗi."),
        ("outside", "Chưa tính được cách sửa."),
    ],
)
def test_what_was_not_found_is_said_in_words(open_form: Open, status: str, sentence: str) -> None:
    sheet = proposing(open_form, status=status, sentence=sentence)
    shown = panel(sheet)
    shown.get_by_role("button", name="Gợi ý sửa ít ô nhất").click()
    expect(shown.get_by_role("status")).to_have_text(sentence)
    expect(shown.get_by_role("listitem")).to_have_count(0)
    expect(shown.get_by_role("button", name="Gợi ý lại")).to_be_enabled()


@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_serious_in_a_proposal(page: Page, open_form: Open, axe_source: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    sheet = proposing(open_form, C9, C11)
    # On a telephone the list of findings waits to be opened.
    if width < 900:
        sheet.page.locator(".fill-checks-button").click()
    panel(sheet).get_by_role("button", name="Gợi ý sửa ít ô nhất").click()
    panel(sheet).get_by_role("button", name="Sửa ô này").click()
    assert [(one["id"], one["nodes"][0]["target"]) for one in axe.serious(sheet.page, axe_source)] == []
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= width
