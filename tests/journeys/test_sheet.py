"""Receiving a report and reviewing a template's table, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import axe
from tests.journeys.harness import harness

__all__ = ["harness"]

pytestmark = pytest.mark.journey


def _open(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".k-table").first).to_be_visible()


def test_reasons_are_kept_per_cell_and_go_with_the_return(page: Page, harness: str) -> None:
    _open(page, f"{harness}sheet.html?form=II06a&state=received&events=return,accept")
    cell, dialog = page.locator('[data-key="o1#k2:c8"]'), page.get_by_role("dialog")
    cell.click()
    expect(page.locator(".fill-strip .fill-cell")).to_contain_text("Trước hạn (8)")
    expect(dialog).to_have_count(0)  # the first click only selects: the cell is looked at
    cell.click()
    expect(dialog).to_contain_text("Hộ tịch · Trước hạn (8)")
    expect(dialog).to_contain_text("Đơn vị báo cáo: 180")
    dialog.get_by_role("textbox").fill("Chưa khớp Cổng dịch vụ công.")
    dialog.get_by_role("button", name="Ghi lý do").click()
    expect(page.get_by_role("complementary", name="Ô trả lại")).to_contain_text("Chưa khớp")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    send = page.get_by_role("dialog").get_by_role("button", name="Trả lại")
    expect(send).to_be_disabled()
    page.get_by_role("dialog").get_by_role("textbox").fill("Rà soát lại cột 8.")
    send.click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    sent = page.evaluate("window.server.log.filter((one) => one.url.endsWith('/return')).map((one) => one.body)")
    assert sent == [
        {
            "reason": "Rà soát lại cột 8.",
            "cells": [{"form": "II06a", "key": "o1#k2:c8", "text": "Chưa khớp Cổng dịch vụ công."}],
        }
    ]


def test_the_keyboard_opens_the_box_of_a_cell(page: Page, harness: str) -> None:
    _open(page, f"{harness}sheet.html?form=xld")
    page.locator(".k-editor").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Ghi lý do trả lại ô này")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".is-active")).to_have_attribute("data-key", "r1:c3")


def test_a_reason_stays_with_its_form_while_another_one_is_on_its_way(page: Page, harness: str) -> None:
    _open(page, f"{harness}sheet.html?form=xld&state=received&events=return,accept")
    page.evaluate(
        """() => {
          const fetched = window.fetch;
          const arrives = new Promise((arrive) => { window.arrive = arrive; });
          window.fetch = async (url, ...more) => { if (/forms\\/II06a$/.test(String(url))) await arrives; return fetched(url, ...more); };
        }"""
    )
    page.locator(".fill-tabs").get_by_text("II.06a").click()
    dialog = page.get_by_role("dialog")
    page.locator('[data-key="r1:c3"]').dblclick()
    dialog.get_by_role("textbox").fill("Sai ở biểu đầu.")
    page.evaluate("window.arrive()")
    expect(page.locator(".fill-title h1")).to_contain_text("II.06a")
    dialog.get_by_role("button", name="Ghi lý do").click()
    kept = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('khuon.return')).flatMap(([, text]) => JSON.parse(text))")
    assert [(one["form"], one["key"]) for one in kept] == [("xld", "r1:c3")]


def test_figures_cannot_be_changed_by_the_receiver(page: Page, harness: str) -> None:
    _open(page, f"{harness}sheet.html?form=xld")
    page.locator(".k-editor").focus()
    page.keyboard.press("Delete")
    page.keyboard.press("Control+v")
    page.keyboard.type("9")
    assert page.evaluate("window.server.log.filter((one) => one.method === 'PATCH').length") == 0
    assert page.locator('[data-key="r1:c2"] .k-value').inner_text() == "5"


def test_the_period_before_and_what_changed_are_shown(page: Page, harness: str) -> None:
    _open(page, f"{harness}sheet.html?form=xld")
    expect(page.locator('[data-key="r1:c3"] .k-prev')).to_have_text("29 +1")
    page.get_by_label("So sánh").select_option("none")
    expect(page.locator(".k-prev")).to_have_count(0)
    page.get_by_label("Chỉ đánh dấu ô thay đổi").check()
    expect(page.locator('[data-key="r1:c3"]')).to_contain_text("sửa")
    expect(page.locator('[data-key="r1:c4"]')).not_to_contain_text("sửa")


def test_the_table_scrolls_and_not_the_page(page: Page, harness: str) -> None:
    _open(page, f"{harness}sheet.html?form=xld")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_changes_of_a_template_are_marked_in_words(page: Page, harness: str) -> None:
    _open(page, f"{harness}sheet.html?mode=review")
    expect(page.locator('th[data-node="c26"]')).to_contain_text("thêm")
    expect(page.locator('th[data-node="c8"]')).to_contain_text("sửa")
    page.get_by_text("Thay đổi trong bảng").click()
    expect(page.get_by_text("Công thức cột 1 thêm cột 7.")).to_be_visible()


@pytest.mark.parametrize("query", ["form=II06a", "mode=review"])
def test_axe_finds_nothing_serious(page: Page, harness: str, axe_source: str, query: str) -> None:
    _open(page, f"{harness}sheet.html?{query}")
    assert [one["id"] for one in axe.serious(page, axe_source)] == []
