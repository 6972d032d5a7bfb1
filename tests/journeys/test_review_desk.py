"""A draft's way over the desks, on the whole product: sent back with a comment at a column, mended there, sent on, published."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_axe_designer import REGIME, Open, as_person, nothing_serious

__all__ = ["as_person"]

pytestmark = pytest.mark.journey

#: The machine may be proving and trying the draft on reports while a page waits.
PATIENCE = 60_000
COMMENT = "Tên cột này trùng với biểu 01/XLD, đề nghị ghi rõ."
RENAMED = "Tổng số đơn đã xử lý"


def without(page: Page, *parts: str) -> Page:
    """The parts of the desk that other journeys wait for keep the server busy; here they are not fetched."""
    for part in parts:
        page.route(f"**/{part}**", lambda route: route.abort())
    return page


def desk_of(page: Page, queue: str) -> str:
    """Open the demo's draft from its queue; returns its id."""
    page.goto(queue)
    page.get_by_role("main").get_by_role("link", name=re.compile(REGIME)).first.click()
    expect(page.locator(".rv")).to_be_visible()
    return page.url.split("?")[0].rpartition("/")[2]


def write(page: Page, text: str) -> None:
    """A comment on the place that was clicked."""
    page.get_by_role("textbox", name="Ý kiến", exact=True).fill(text)
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator(".rv-thread").filter(has_text=text)).to_be_visible()


def returned(page: Page) -> str:
    """The IT department comments on a column and sends the draft back."""
    draft = desk_of(page, "/phe-duyet")
    page.locator(".rv nav.tabs").get_by_role("link", name="02/XLD").click()
    page.get_by_role("button", name="Chồng lên nhau").click()
    page.locator('.rv [data-node="c6"]').click()
    expect(page.get_by_label("Góp ý về")).to_have_value("column c6")
    write(page, COMMENT)
    page.get_by_label("Lý do trả lại").fill("Sửa theo ý kiến ghi tại cột.")
    page.get_by_role("button", name="Trả lại", exact=True).click()
    expect(page.get_by_text("Đã trả lại người soạn.")).to_be_visible()
    return draft


def mended(page: Page, draft: str) -> None:
    """The designer is led to the column, renames it, says so and submits."""
    page.goto(f"/thiet-ke/{draft}")
    note = page.get_by_role("region", name="Bản thảo bị trả lại.")
    expect(note).to_contain_text("Sửa theo ý kiến ghi tại cột.")
    expect(note).to_contain_text(COMMENT)
    note.get_by_role("button", name="cột 6 “Tổng”").click()
    caption = page.get_by_label("Tiêu đề", exact=True)
    expect(caption).to_have_value("Tổng")
    caption.fill(RENAMED)
    caption.press("Tab")
    expect(page.locator("th, td").filter(has_text=RENAMED).first).to_be_visible()
    note.get_by_role("button", name="Đã sửa").click()
    expect(note).to_contain_text("Đã sửa.")
    page.get_by_role("button", name="Trình duyệt").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f'đổi tên cột 6 từ "Tổng" thành "{RENAMED}"', timeout=PATIENCE)
    expect(dialog).to_contain_text("Đường phê duyệt: Lãnh đạo trình, Sở phê duyệt, báo cho các đơn vị")
    expect(dialog.get_by_role("heading", name="Tác động tới số liệu đã có")).to_be_visible()
    dialog.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_text("Đã trình duyệt.")).to_be_visible(timeout=PATIENCE)


def looked_at(page: Page, axe: str) -> None:
    """From sentence to place and back, by mouse and by keyboard; old and new beside and on one another."""
    page.get_by_role("button", name="Cạnh nhau").click()
    sides = page.locator(".rv-pair .k-table")
    expect(sides).to_have_count(2)
    expect(sides.nth(0).locator('[data-node="c6"]')).to_contain_text("Tổng")
    expect(sides.nth(1).locator('[data-node="c6"]')).to_contain_text(RENAMED)
    page.get_by_role("button", name="Chồng lên nhau").click()
    over = page.locator('.rv-single [data-node="c6"]')
    expect(over).to_have_class(re.compile("is-changed"))
    over.click()
    now = page.locator('.rv-change[aria-current="true"]')
    expect(now).to_contain_text("đổi tên cột 6")
    count, step = page.locator(".rv-change").count(), page.locator(".rv-steps span")
    at = int((step.text_content() or "").partition("/")[0])
    # All the way round: a sentence about another form leads to that form.
    for _ in range(count):
        page.keyboard.press("F8")
        at = at % count + 1
        expect(step).to_have_text(f"{at}/{count}", timeout=PATIENCE)
    expect(now).to_contain_text("đổi tên cột 6")
    page.keyboard.press("p")
    expect(step).to_have_text(f"{at - 1 or count}/{count}", timeout=PATIENCE)
    nothing_serious(page, axe, "review desk")


def test_a_draft_is_sent_back_mended_sent_on_and_published(as_person: Open, browser: Browser, demo_server: str, axe_source: str) -> None:
    approver = without(as_person("pheduyet"), "kiem-chung/")
    draft = returned(approver)
    mended(as_person("thietke"), draft)

    leader = without(as_person("lanhdao"), "kiem-chung/", "tac-dong?")
    assert desk_of(leader, "/xet-duyet") == draft
    leader.goto(f"/xet-duyet/{draft}?form=f_02xld")
    looked_at(leader, axe_source)

    # Comments that nobody resolved stand in the way.
    leader.goto(f"/xet-duyet/{draft}?form=f_02xld")
    leader.locator('.rv-single [data-key="r1:c6"]').click()
    expect(leader.get_by_label("Góp ý về")).to_have_value("cell r1:c6")
    write(leader, "Có tính đơn trùng không?")
    leader.get_by_label("Ý kiến (không bắt buộc)").fill("Đã xem từng chỗ.")
    leader.get_by_role("button", name="Trình phê duyệt").click()
    expect(leader.get_by_role("alert").first).to_contain_text("Còn 2 ý kiến chưa giải quyết.")
    for _ in range(2):
        leader.locator(".rv-thread").first.get_by_role("button", name="Đã giải quyết").click()
        leader.wait_for_function("n => document.querySelectorAll('.rv-thread').length === n", arg=1 - _)
    link = made_link(leader)
    with_link_only(browser, link, axe_source)
    leader.get_by_role("button", name="Trình phê duyệt").click()
    expect(leader.get_by_text("Đã trình phê duyệt.")).to_be_visible()

    assert desk_of(approver, "/phe-duyet") == draft
    expect(approver.locator("#effects-part")).not_to_have_attribute("data-part", re.compile("."), timeout=PATIENCE)
    with approver.expect_download(timeout=PATIENCE) as kept:
        approver.get_by_role("link", name="Tải hồ sơ phê duyệt").click()
    assert re.fullmatch(r"ho-so-[a-z0-9-]+\.html", kept.value.suggested_filename)
    approver.get_by_role("button", name="Phê duyệt và ban hành").click()
    expect(approver).to_have_url(re.compile("/ban-hanh/"))
    expect(approver.get_by_role("link", name="Tải hồ sơ phê duyệt")).to_be_visible()


def made_link(page: Page) -> str:
    """A link for somebody without an account, copied from the page that shows it once."""
    page.get_by_label("Gửi cho ai (không bắt buộc)").fill("Phó Chủ tịch")
    page.get_by_role("button", name="Tạo đường dẫn").click()
    address = page.get_by_label("Đường dẫn mới").input_value()
    expect(page.locator("#links")).to_contain_text("Phó Chủ tịch")
    return address


def with_link_only(browser: Browser, link: str, axe: str) -> None:
    """What the link shows on a telephone: the changes, nothing to press that changes anything."""
    context = browser.new_context(locale="vi-VN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(link)
    expect(page.locator(".rv-change").filter(has_text="đổi tên cột 6")).to_be_visible()
    expect(page.locator("form, textarea")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert context.cookies() == []
    nothing_serious(page, axe, "review link")
    context.close()
