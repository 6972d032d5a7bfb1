"""Rows that a form gives, a catalogue of six hundred, dates by calendar, and the lead agency's questions, on the real application."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.forms import opened
from tests.journeys.rows_and_dates import works

pytestmark = pytest.mark.journey

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def test_given_rows_catalogue_and_calendar(browser: Browser, tmp_path: Path) -> None:
    with works(tmp_path) as (world, base):
        clerk, report = world.client("clerk-a"), world.submission("a")
        form = opened(browser, base, clerk, report, "f_1")
        keys = form.page.keyboard
        # Rows given stand from the beginning, numbered on, and cannot be deleted or renamed.
        expect(form.page.locator(".k-stub-marker")).to_have_text(["", "1", "2", "", "3", ""])
        form.type("r2#da:c2", "5")
        form.cell("r2#da:@label").click()
        keys.press("Control+Delete")
        expect(form.page.get_by_text("Dòng “Dự án đường vành đai” là dòng cho sẵn")).to_be_visible()
        # A row of a catalogue of six hundred is found without tones.
        name = form.add("r3", nth=1)
        keys.type("khai sinh co yeu to")
        expect(form.page.locator("[role=option]")).to_have_count(1)
        keys.press("Enter")
        form.shows({f"{name}:@label": "Đăng ký khai sinh có yếu tố nước ngoài"})
        # The calendar by keyboard, the date typed with a year of two digits.
        form.cell("r2#da:c4").click()
        expect(form.cell("r2#da:c4").locator(".k-editor")).to_be_focused()
        form.type("r2#da:c4", "15/1/26")
        form.cell("r2#da:c4").click()
        keys.press("Alt+ArrowDown")
        day = form.page.locator(".cal .is-here")
        expect(day).to_have_text("15")
        keys.press("PageDown")
        keys.press("ArrowUp")
        keys.press("End")
        expect(day).to_have_text("8")
        keys.press("Enter")
        form.shows({"r2#da:c4": "08/02/2026"})
        form.page.locator('[data-question="q1"] .cal-open').click()
        form.page.get_by_role("button", name="Tháng trước").click()
        form.page.locator(".cal .cal-day:not(.is-other)").first.click()
        expect(form.page.locator('[data-question="q1"] input')).to_have_value(re.compile(r"^01/\d{2}/\d{4}$"))
        saved = form.saved()
        assert saved["values"]["r2#da:c4"] == {"d": "2026-02-08"}
        assert saved["values"]["q1"]["d"].endswith("-01")
        assert [one["label"] for one in saved["instances"]["r2"]] == ["Dự án đường vành đai", "Dự án cầu Hải Hưng"]
        # On a telephone a row that was just added is in sight with the keyboard on its caption.
        form.page.set_viewport_size(PHONE["viewport"])
        form.page.locator(".one-foot").get_by_role("button", name="Thêm dòng").first.click()
        caption = form.page.locator('[data-one^="r2#"][data-one$=":@label"] textarea')
        expect(caption).to_be_focused()
        expect(caption).to_be_in_viewport()
        keys.type("Kè sông Luộc")
        keys.press("Tab")
        expect(form.page.locator(".one-steps option:checked")).to_contain_text("Kè sông Luộc")
        assert [one["label"] for one in form.saved()["instances"]["r2"]][2:] == ["Kè sông Luộc"]


def test_the_lead_agency_reads_row_by_row_and_answers_its_questions_on_a_telephone(browser: Browser, tmp_path: Path) -> None:
    with works(tmp_path) as (world, base):
        report, receiver = world.submission("a"), world.client("receiver")
        answer = world.client("clerk-a").save(report, "f_1", {"r2#da:c2": "5", "q2": {"t": "Đã làm đủ."}})
        assert answer.status_code == 200, answer.get_json()
        world.client("head-a").deliver(report)
        receiver.post(f"/api/submissions/{report}/receive")
        token = receiver.http.get_cookie("khuon_session")
        assert token is not None
        page = browser.new_context(locale="vi-VN", **PHONE).new_page()
        page.set_default_timeout(PATIENCE)
        page.context.add_cookies([{"name": "khuon_session", "value": token.value, "url": base}])
        page.goto(f"{base}/tiep-nhan/bao-cao/{report}/f_1")
        # The unit's figures are read, the lead agency's are open; a reason for return can be kept at each.
        row = page.locator(".one-row")
        expect(row.locator('[data-one="r2#da:c2"] input')).to_have_value("5")
        expect(row.locator('[data-one="r2#da:c2"] input')).not_to_be_editable()
        row.locator('[data-one="r2#da:c5"] textarea').fill("Đồng ý.")
        expect(page.get_by_text("Đã làm đủ.")).to_be_visible()
        page.get_by_label("Ý kiến thẩm định").fill("Đủ điều kiện.")
        page.get_by_label("Ngày thẩm định").fill("1/3/2026")
        page.get_by_label("Ngày thẩm định").blur()
        expect(page.locator(".fill-save.is-saved")).to_contain_text("Đã lưu")
        expect(page.get_by_label("Ngày thẩm định")).to_have_value("01/03/2026")
        found = receiver.get(f"/api/submissions/{report}/forms/f_1").get_json()["values"]
        assert (found["r2#da:c5"], found["q9"], found["q8"]) == ({"t": "Đồng ý."}, {"t": "Đủ điều kiện."}, {"d": "2026-03-01"})
        row.locator('[data-one="r2#da:c2"]').get_by_role("button", name="Ghi lý do trả lại").click()
        expect(page.get_by_role("dialog")).to_contain_text("Đơn vị báo cáo: 5")
