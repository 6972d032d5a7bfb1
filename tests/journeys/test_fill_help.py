"""Help while filling, on the real application: earlier figures, another unit, the next blank cell, the help of a cell, exchanges with the receiver."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_inside_unit import WAIT, page_of
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import DOCUMENTS
from tests.runtime.world import World
from tests.serving import served

pytestmark = pytest.mark.journey

XSS = '<img src=x onerror="window.pwned=1">'


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    periods = ("2025-Q3", "2026-Q2", "2026-Q3")
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS, periods) as made:
        for period, figure in (("2025-Q3", "1200"), ("2026-Q2", "1250")):
            report, head = made.submission("a", period), made.client("head-a")
            head.save(report, "f_1", {"r1:c2": figure})
            head.deliver(report)
        yield made


def test_help_while_filling_and_what_is_said_about_a_cell(world: World, browser: Browser) -> None:
    report = world.submission("a")
    with served(world.app) as base:
        clerk = page_of(browser, base, world.client("clerk-a"))
        clerk.goto(f"{base}/bao-cao/{report}/f_1")
        _earlier_figures_and_another_unit(clerk)
        _blank_cells_and_the_help_of_a_cell(clerk)
        _a_question_with_a_mark(clerk)
        world.client("head-a").deliver(report)
        receiver = page_of(browser, base, world.client("receiver"))
        receiver.goto(f"{base}/tiep-nhan/bao-cao/{report}/f_1")
        _answered_by_the_receiver(receiver)
        clerk.goto(f"{base}/bao-cao/{report}/f_1")
        _settled_by_who_asked(clerk)


def _cell(page: Page, key: str) -> None:
    page.locator(f'[data-key="{key}"]').click()
    expect(page.locator(f'[data-key="{key}"] .k-editor')).to_be_focused(timeout=WAIT)


def _earlier_figures_and_another_unit(page: Page) -> None:
    page.get_by_label("So sánh").select_option("both")
    expect(page.locator('[data-key="r1:c2"] .k-prev')).to_have_text(["1.250", "1.200"])
    _cell(page, "r1:c2")
    page.keyboard.type("1300000")
    page.keyboard.press("Enter")
    expect(page.locator(".fill-checks-button")).to_contain_text("1 cảnh báo", timeout=WAIT)
    page.locator(".fill-checks-button").click()
    expect(page.locator(".fill-checks")).to_contain_text("1.300.000 gấp khoảng 1.000 lần các kỳ trước (1.200 – 1.250)", timeout=WAIT)
    _cell(page, "r1:c2")
    expect(page.locator('[data-key="r1:c2"]')).to_have_class("k-cell k-figure is-number is-active has-warning")
    page.keyboard.type("1300")
    page.keyboard.press("Enter")
    expect(page.locator(".fill-checks")).not_to_contain_text("gấp khoảng")
    _cell(page, "r1:c2")
    expect(page.locator(".fill-against")).to_contain_text("Kỳ trước 1.250 (+50; +4%)")
    expect(page.locator(".fill-against")).to_contain_text("Cùng kỳ 1.200 (+100; +8,33%)")


def _blank_cells_and_the_help_of_a_cell(page: Page) -> None:
    expect(page.locator(".fill-progress")).to_contain_text("Đã nhập 1/", timeout=WAIT)
    page.keyboard.press("F9")
    expect(page.locator('[data-key="r1:c3"] .k-editor')).to_be_focused()
    page.keyboard.press("F1")
    told = page.get_by_role("complementary", name="Hướng dẫn ô")
    expect(told).to_contain_text("tối đa 2 chữ số thập phân", timeout=WAIT)
    _cell(page, "r1:c2")
    expect(told).to_contain_text("Quý II năm 2026 1.250 (+50; +4%)")
    page.keyboard.press("F1")
    expect(told).to_have_count(0)


def _a_question_with_a_mark(page: Page) -> None:
    _cell(page, "r1:c2")
    page.keyboard.press("Shift+F2")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nội dung").fill(XSS, timeout=WAIT)
    dialog.get_by_label("Cần theo dõi").check()
    dialog.get_by_role("button", name="Gửi").click()
    expect(dialog).to_have_count(0, timeout=WAIT)
    expect(page.locator(".fill-tabs .is-talk")).to_have_text("1", timeout=WAIT)
    expect(page.locator('[data-key="r1:c2"]')).to_have_attribute("title", f"có ghi chú: trao đổi: {XSS} (cần theo dõi)")
    expect(page.locator(".fill-save")).to_contain_text("Đã lưu", timeout=WAIT)


def _answered_by_the_receiver(page: Page) -> None:
    page.get_by_role("button", name="Trao đổi").click(timeout=WAIT)
    talk = page.get_by_role("complementary", name="Trao đổi")
    expect(talk.locator("li > p")).to_have_text(XSS, timeout=WAIT)
    expect(talk.get_by_role("button", name="Đánh dấu xong")).to_have_count(0)
    talk.get_by_role("button", name="01/T: Dòng một · Một (cột 2)").click()
    expect(page.locator('[data-key="r1:c2"] .k-editor')).to_be_focused(timeout=WAIT)
    talk.get_by_label("Trả lời về Dòng một · Một (cột 2)").fill("Đúng theo sổ")
    talk.get_by_role("button", name="Gửi").click()
    expect(talk.locator(".fill-talk-said")).to_contain_text("Đúng theo sổ", timeout=WAIT)
    assert page.evaluate("window.pwned") is None


def _settled_by_who_asked(page: Page) -> None:
    page.get_by_role("button", name="Trao đổi").click(timeout=WAIT)
    talk = page.get_by_role("complementary", name="Trao đổi")
    expect(talk.locator(".fill-talk-said")).to_contain_text("Đúng theo sổ", timeout=WAIT)
    talk.get_by_role("button", name="Đánh dấu xong").click()
    expect(talk).to_contain_text("Chưa có trao đổi nào chưa xong", timeout=WAIT)
    expect(page.locator(".fill-tabs .is-talk")).to_have_count(0)
