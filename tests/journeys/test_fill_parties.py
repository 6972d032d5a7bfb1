"""On a telephone and on paper: targets with comparators, marks with evidence, columns of the unit and of the lead agency in their turn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.forms import collecting, opened
from tests.journeys.narrative import FORM, reporting
from tests.runtime.world import Client

pytestmark = pytest.mark.journey

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def enter(page: Page, key: str, text: str) -> None:
    """Type into a field of the row in hand and leave it."""
    field = page.locator(f'[data-one="{key}"] :is(input, textarea)').first
    field.fill(text)
    field.press("Tab")


def row(page: Page, name: str) -> None:
    """Go to the row with this name."""
    chosen = page.get_by_label("Dòng đang nhập")
    chosen.select_option(label=chosen.locator("option", has_text=name).first.inner_text())


def test_targets_are_entered_on_a_telephone_and_print_as_written(browser: Browser, tmp_path: Path) -> None:
    with reporting(tmp_path) as (world, base):
        form = opened(browser, base, world.client("head-d"), world.submission("d", "2026"), FORM, **PHONE)
        page = form.page
        for key, typed, shown in (("y01:z1", "trên 4", "Trên 4"), ("y01:z2", "61 đến 62", "61–62")):
            enter(page, key, typed)
            expect(page.locator(f'[data-one="{key}"] input')).to_have_value(shown)
        # A page that is loaded again in the middle of a word loses no letter of it.
        field = page.locator('[data-one="y01:z1"] input')
        field.fill("trên 5")
        page.reload()
        expect(field).to_have_value("Trên 5")
        field.fill("trên 4")
        field.press("Tab")
        page.locator('[data-one="y01:z3"] select').select_option(label="Vượt")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        values = form.saved()["values"]
        assert (values["y01:z1"], values["y01:z2"]) == ({"op": "gt", "a": "4"}, {"op": "range", "a": "61", "b": "62"})
        page.goto(f"{base}/bao-cao/{form.report}/in")
        for text in ("Trên 4", "61–62", "Vượt"):
            expect(page.locator(".report-table td", has_text=text).first).to_be_attached()


def test_two_parties_fill_a_score_sheet_on_telephones(browser: Browser, tmp_path: Path) -> None:
    with collecting(tmp_path, "cham_diem_cchc", "g_cchc", "2026") as (world, base):
        report = world.submission("a", "2026")
        form = opened(browser, base, world.client("clerk-a"), report, "f_diem", **PHONE)
        page = form.page
        name = page.get_by_label("Dòng đang nhập").locator("option").nth(1).inner_text()
        row(page, name)
        enter(page, "y02:d2", "1,5")
        assert any("Chưa có tài liệu kiểm chứng" in one for one in form.sentences())
        page.locator('[data-one="y02:d3"]').get_by_role("button").click()
        page.get_by_role("dialog").locator("input[type=file]").set_input_files({"name": "kh.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 kh"})
        expect(page.locator('[data-one="y02:d3"]').get_by_role("link", name="kh.pdf")).to_be_visible()
        # The lead agency's column is read here.
        expect(page.locator('[data-one="y02:d5"] input')).not_to_be_editable()
        assert form.sentences() == []
        world.client("head-a").deliver(report)
        receiver = world.client("receiver")
        theirs = lead(browser, base, receiver)
        theirs.goto(f"{base}/tiep-nhan/bao-cao/{report}/f_diem")
        theirs.get_by_role("button", name="Nhận báo cáo").click()
        expect(theirs.locator(".sheet-lead")).to_contain_text("đang mở")
        row(theirs, name)
        expect(theirs.locator('[data-one="y02:d2"] input')).not_to_be_editable()
        # A score over the most is refused where the list of what is wrong stands, and is none of the unit's business.
        enter(theirs, "y02:d5", "4")
        expect(theirs.locator(".fill-tabs .fill-count.is-error")).to_have_text(re.compile(r"\d"))
        theirs.get_by_role("button", name="Chấp nhận").click()
        expect(theirs.get_by_role("dialog")).to_contain_text("còn ô chưa nhập, không kể lời ghi: CCHC-01 (3)")
        theirs.get_by_role("dialog").get_by_role("button", name="Chấp nhận").click()
        expect(theirs.get_by_role("dialog")).to_have_count(0)
        expect(theirs.locator(".fill-checks")).to_contain_text("4 lớn hơn mức lớn nhất 1,5")
        page.reload()
        row(page, name)
        expect(page.locator('[data-one="y02:d5"] input')).to_have_value("4,00")
        expect(page.locator(".fill-tabs .fill-count.is-error")).to_have_count(0)
        theirs.locator(".fill-checks").get_by_role("button", name="Đóng").click()
        enter(theirs, "y02:d5", "1,25")
        enter(theirs, "y02:d6", "Ban hành chậm")
        expect(theirs.locator(".fill-save.is-saved")).to_contain_text("Đã lưu")
        values = receiver.get(f"/api/submissions/{report}/forms/f_diem").get_json()["values"]
        assert (values["y02:d2"], values["y02:d5"], values["y02:d6"]) == ("1.5", "1.25", {"t": "Ban hành chậm"})
        # On paper both parties' columns stand beside each other.
        theirs.goto(f"{base}/bao-cao/{report}/in")
        line = theirs.locator(".report-table tr", has_text="Ban hành chậm")
        for text in ("1,50", "kh.pdf", "1,25"):
            expect(line).to_contain_text(text)


def lead(browser: Browser, base: str, client: Client) -> Page:
    """A telephone of somebody at the lead agency."""
    page = browser.new_context(locale="vi-VN", **PHONE).new_page()
    page.set_default_timeout(PATIENCE)
    token = client.http.get_cookie("khuon_session")
    assert token is not None
    page.context.add_cookies([{"name": "khuon_session", "value": token.value, "url": base}])
    return page
