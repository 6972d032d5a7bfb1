"""The page of the regime: deadlines added one after the other. And a page that hears as soon as it is seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.designing import Open, harness, open_design

__all__ = ["harness", "open_design"]

pytestmark = pytest.mark.journey


def test_deadlines_are_added_without_looking_for_the_button(open_design: Open) -> None:
    canvas = open_design()
    canvas.page.locator(".ds-nav.is-regime").click()
    add = canvas.page.get_by_role("button", name="Thêm thời hạn")
    for _ in range(8):
        add.click()
        expect(canvas.page.get_by_label("Số ngày")).to_be_visible()
        expect(add).to_be_in_viewport(ratio=0.9)
    expect(canvas.page.get_by_label("Số ngày")).to_be_in_viewport(ratio=0.9)
    # Whatever is brought into sight, the bars stay where they are.
    canvas.page.get_by_label("Kiểm tra ở đơn vị").evaluate("field => field.scrollIntoView({ block: 'center' })")
    assert canvas.page.locator(".ds").evaluate("page => page.scrollTop") == 0
    expect(canvas.page.locator(".ds-toolbar")).to_be_in_viewport(ratio=1)


def test_the_first_press_and_the_keys_behind_it_are_heard(page: Page, open_design: Open) -> None:
    # The drawing library takes its turns by messages; on a busy machine they come late.
    page.add_init_script("const post = MessagePort.prototype.postMessage; MessagePort.prototype.postMessage = function (...what) { setTimeout(() => post.apply(this, what), 3_000); };")
    canvas = open_design("sample=empty")
    page.get_by_role("button", name="Biểu mới").first.click()
    canvas.type("05/XLD")
    expect(page.get_by_role("dialog").get_by_label("Số hiệu biểu")).to_have_value("05/XLD")
