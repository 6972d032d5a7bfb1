"""Two clerks in one form: who is where, what the other saved, clashes with both values, and what a cell was before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.journeys.cuts import PATIENCE, Filler
from tests.runtime.world import World

pytestmark = pytest.mark.journey


@pytest.fixture
def clerk(place: tuple[World, str], context: BrowserContext) -> Filler:
    context.set_default_timeout(PATIENCE)
    return Filler(*place, context)


@pytest.fixture
def head(
    clerk: Filler, place: tuple[World, str], browser: Browser, browser_context_args: dict[str, object]
) -> Iterator[Filler]:
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(PATIENCE)
    yield Filler(*place, context, "head-a")
    context.close()


def text(filler: Filler, key: str) -> Locator:
    """What a cell shows."""
    return filler.page.locator(f'[data-key="{key}"] .k-value')


def test_two_clerks_see_each_other_and_what_the_other_saved(clerk: Filler, head: Filler) -> None:
    head.type("r2:c2", "12", end="")
    people = clerk.page.locator(".fill-people")
    expect(people).to_contain_text("Người head-a đang nhập Dòng 2", timeout=PATIENCE)
    expect(clerk.page.locator('td[data-key="r2:c2"]')).to_have_attribute("data-other", "Người head-a")
    # While the clerk types, the other's figure comes in beside it and disturbs nothing.
    clerk.page.locator('td[data-key="r1:c1"]').click()
    clerk.page.keyboard.type("34")
    head.page.keyboard.press("Enter")
    head.settled()
    expect(text(clerk, "r2:c2")).to_have_text("12", timeout=PATIENCE)
    clerk.page.keyboard.type("5")
    clerk.page.keyboard.press("Enter")
    clerk.settled()
    expect(text(clerk, "r1:c1")).to_have_text("345")
    expect(text(head, "r1:c1")).to_have_text("345", timeout=PATIENCE)
    # A page that closed is gone from the list.
    head.page.close()
    expect(people).to_have_count(0, timeout=PATIENCE)


def test_a_total_over_two_forms_follows_whoever_saves_the_other_form(clerk: Filler, head: Filler) -> None:
    clerk.page.locator(".fill-tabs a", has_text="02/T").click()
    expect(clerk.page.locator(".fill-title h1")).to_contain_text("02/T")
    clerk.form = "f_2"
    clerk.type("r1:c1", "5")
    head.type("r1:c1", "1000")
    head.settled()
    expect(text(clerk, "r1:c9")).to_have_text("1.005", timeout=PATIENCE)
    head.type("r1:c1", "20")
    expect(text(clerk, "r1:c9")).to_have_text("25", timeout=PATIENCE)
    # One's own figure, left unsaved for another form of the report, counts as soon as it has arrived.
    clerk.settled()
    clerk.page.locator(".fill-tabs a", has_text="01/T").click()
    expect(clerk.page.locator(".fill-title h1")).to_contain_text("01/T")
    clerk.form = "f_1"
    clerk.type("r2:c1", "7")
    clerk.page.locator(".fill-tabs a", has_text="02/T").click()
    expect(text(clerk, "r2:c9")).to_have_text("7", timeout=PATIENCE)


def test_a_cell_that_both_changed_is_asked_about_and_its_history_tells(clerk: Filler, head: Filler) -> None:
    clerk.type("r3:c1", "1234567")
    clerk.settled()
    expect(text(head, "r3:c1")).to_have_text("1.234.567", timeout=PATIENCE)
    head.context.set_offline(True)
    head.type("r3:c1", "70")
    clerk.type("r3:c1", "8o")
    clerk.settled()
    head.context.set_offline(False)
    dialog = head.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Người khác vừa sửa cùng ô", timeout=PATIENCE)
    expect(dialog.get_by_label("70", exact=True)).to_be_checked()
    dialog.get_by_label("8o").check()
    dialog.get_by_role("button", name="Giữ các giá trị đã chọn").click()
    head.settled()
    expect(head.page.locator('td[data-key="r3:c1"].has-fault')).to_have_count(1)
    head.page.locator('td[data-key="r3:c1"]').click()
    head.page.keyboard.press("Control+Shift+H")
    panel = head.page.get_by_label("Lịch sử ô")
    expect(panel.locator("li")).to_have_count(2)
    expect(panel.locator("li").first).to_contain_text("Người clerk-a sửa từ 1.234.567 thành “8o” (chưa hợp lệ)")
    expect(panel.locator("li").last).to_contain_text("Người clerk-a nhập 1.234.567")
    panel.get_by_role("button", name="Lấy lại giá trị này").click()
    expect(text(head, "r3:c1")).to_have_text("1.234.567")
    head.settled()
    # An ordinary edit: undone like any other.
    head.page.locator('td[data-key="r3:c1"]').click()
    head.page.keyboard.press("Control+z")
    expect(text(head, "r3:c1")).to_have_text("8o")
