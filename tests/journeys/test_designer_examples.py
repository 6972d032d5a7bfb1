"""Filled examples on the real product: entered in the form, red after a slip in a formula, in the way of submitting until it is mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from designer.drafts import proving
from tests.designer.conftest import app, empty_store, filled_store, make_draft
from tests.designer.samples import template
from tests.journeys.designing import Canvas, open_as_designer
from tests.journeys.test_axe_designer import nothing_serious
from tests.serving import served

__all__ = ["app", "empty_store", "filled_store"]

pytestmark = pytest.mark.journey

Drawing = Callable[[], Canvas]


@pytest.fixture
def drawing(page: Page, app: Flask) -> Iterator[Drawing]:
    """Opens a draft of the sample regime as its designer; the test fails on any error of the page."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    documents = template()
    # A check that a computed cell takes part in, so that a slip in its formula shows in two ways.
    documents["k_01xld"]["items"]["k1"]["expr"] = "c1 >= c8"
    draft = make_draft(app, documents)
    with served(app) as address:

        def open_draft() -> Canvas:
            open_as_designer(page, address, draft, "f_01xld")
            return Canvas(page)

        yield open_draft
    assert faults == []


def enter(page: Page, figures: dict[str, str]) -> None:
    for key, figure in figures.items():
        page.locator(f'td[data-key="{key}"]').click()
        page.keyboard.type(figure)
        page.keyboard.press("Enter")


def formula(canvas: Canvas, text: str) -> None:
    canvas.click("d:r1:c8")
    field = canvas.formula()
    field.click()
    canvas.keys("Control+a")
    canvas.type(text)
    canvas.keys("Enter")
    canvas.saved()


def test_an_example_is_entered_in_the_form_and_keeps_a_slip_from_being_submitted(drawing: Drawing, axe_source: str) -> None:
    canvas = drawing()
    page = canvas.page
    page.get_by_role("tab", name=re.compile("Ví dụ kiểm thử")).click()
    page.get_by_role("button", name="Nhập ví dụ trong biểu").click()
    enter(page, {"r1:c1": "9", "r1:c2": "4", "r1:c3": "5"})
    expect(page.locator('td[data-key="r1:c8"]')).to_have_text("9")
    page.get_by_role("button", name="Lưu thành ví dụ").click()
    dialog = page.get_by_role("dialog", name="Lưu thành ví dụ")
    # The total typed from the paper on its own: a difference is red before anything is kept.
    paper = dialog.get_by_label(re.compile("^Số trên giấy, .*Cấp xã.*8"))
    paper.fill("10")
    expect(dialog.locator("tr.is-wrong")).to_contain_text("lệch")
    expect(dialog.get_by_role("button", name="Lưu, còn 1 chỗ sai")).to_be_disabled()
    nothing_serious(page, axe_source, "example beside the paper")
    paper.fill("9")
    expect(dialog.locator("tr.is-wrong")).to_have_count(0)
    dialog.get_by_label("Tên ví dụ").fill("Quý I trên giấy")
    dialog.get_by_label("Tên ví dụ").press("Tab")
    dialog.get_by_role("button", name="Lưu ví dụ").click()
    expect(page.locator(".notice-ok")).to_contain_text("Mọi số tổng và kiểm tra đúng như mong đợi.")
    page.get_by_role("button", name="Về thiết kế").click()
    line = page.locator(".ds-sample", has_text="Quý I trên giấy")
    expect(line.locator(".ds-severity")).to_have_text("Đạt")
    page.get_by_role("tab", name=re.compile("Kiểm tra số liệu")).click()
    expect(page.locator("#ds-rule-k1 .ds-tries")).to_have_text("Thử trên ví dụ: 1 đúng")
    page.get_by_role("tab", name=re.compile("Ví dụ kiểm thử")).click()
    formula(canvas, "c2 - c3")
    nothing_serious(page, axe_source, "examples")
    expect(line.locator(".ds-severity")).to_have_text("Sai")
    expect(line).to_contain_text("tính ra -1, ví dụ ghi 9")
    expect(page.get_by_role("tab", name=re.compile("Ví dụ kiểm thử"))).to_contain_text("1/1")
    page.get_by_role("button", name="Trình duyệt").click()
    sending = page.get_by_role("dialog")
    refusal = sending.locator(".notice-error")
    expect(refusal).to_contain_text("tính ra -1, ví dụ ghi 9")
    expect(sending.get_by_role("button", name="Trình duyệt")).to_be_disabled()
    # From the refusal into the form: what differs stands above it, and leads to its cell.
    refusal.get_by_role("button").first.click()
    expect(page.locator(".notice-error")).to_contain_text("tính ra -1, mong đợi 9")
    page.get_by_role("button", name="Về thiết kế").click()
    formula(canvas, "c2 + c3")
    expect(line.locator(".ds-severity")).to_have_text("Đạt")
    page.get_by_role("button", name="Trình duyệt").click()
    sending.get_by_role("button", name="Trình duyệt").click()
    expect(sending).to_have_count(0)
    expect(page.locator(".ds-save")).to_contain_text("chỉ xem", ignore_case=True)


def test_a_check_by_template_is_pointed_at_and_tried_at_once(drawing: Drawing, axe_source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "AT_ONCE", 120.0)
    canvas = drawing()
    page = canvas.page
    page.get_by_role("tab", name=re.compile("Kiểm tra số liệu")).click()
    page.get_by_role("button", name="Thêm kiểm tra").click()
    page.get_by_role("menuitem", name="Tổng = các con").click()
    editor = page.get_by_role("group", name="Tổng = các con")
    expect(editor.get_by_role("button", name="Lưu kiểm tra")).to_be_disabled()
    for place in ("h:c1", "h:c2", "h:c3"):
        canvas.click(place)
    expect(editor.locator("code")).to_have_text("c1 == c2 + c3")
    nothing_serious(page, axe_source, "check by template")
    expect(editor.locator(".ds-tries li")).to_contain_text(["số thử 1: đạt", "số thử 2: báo"], timeout=120_000)
    editor.get_by_role("button", name="Lưu kiểm tra").click()
    canvas.saved()
    expect(page.locator(".ds-rule", has_text="«Tổng số đơn» (1) = «Đơn có nhiều người đứng tên» (2) + «Đơn khác» (3)")).to_be_visible()
    canvas.keys("Control+z")
    expect(page.locator(".ds-rule", has_text="«Tổng số đơn» (1) = «Đơn có nhiều người đứng tên» (2) + «Đơn khác» (3)")).to_have_count(0)


def test_ways_are_given_by_range_and_tried_on_sample_units(drawing: Drawing, axe_source: str) -> None:
    canvas = drawing()
    page = canvas.page
    page.get_by_role("tab", name=re.compile("^Tổng hợp")).click()
    expect(canvas.at("d:r1:c8").locator(".ds-way")).to_have_text("fx")
    canvas.click("h:c2")
    page.get_by_label(re.compile("^Cách tổng hợp của")).select_option(label="Đếm đơn vị có số")
    expect(canvas.at("d:r1:c2").locator(".ds-way")).to_have_text("đếm")
    expect(canvas.at("d:r1:c3").locator(".ds-way")).to_have_text("+")
    canvas.saved()
    page.get_by_role("button", name="Điền số mẫu").click()
    table = page.locator(".ds-units-table")
    expect(table.locator("tbody tr").first.locator(".is-result")).to_have_text("3")
    first = table.get_by_label(re.compile("^Đơn vị 1, .*Cấp xã"))
    nothing_serious(page, axe_source, "consolidation on sample units")
    first.fill("0")
    first.press("Enter")
    expect(table.locator("tbody tr").first.locator(".is-result")).to_have_text("2")
