"""The designer and the desks with the keyboard's and the reader's eyes: axe, and no road to approve one's own work."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from designer.demo.load import accounts
from tests.journeys import axe

pytestmark = pytest.mark.journey

PASSWORD = accounts()[1]
REGIME = "Báo cáo công tác tiếp công dân"
NEW = "Báo cáo kiểm tra công vụ"
Open = Callable[[str], Page]


@pytest.fixture
def as_person(browser: Browser, demo_server: str, browser_context_args: dict[str, object]) -> Open:
    """Give a page on which an account has signed in."""

    def sign_in(login: str) -> Page:
        page = browser.new_context(**browser_context_args, base_url=demo_server).new_page()  # type: ignore[arg-type]
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto("/login")
        page.get_by_label("Tên đăng nhập").fill(login)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("navigation", name="Mục chính")).to_be_visible()
        return page

    return sign_in


def nothing_serious(page: Page, source: str, where: str) -> None:
    """No finding of axe that keeps anybody from working."""
    found = axe.serious(page, source, (*axe.WCAG, "best-practice"))
    assert [f"{where}: {one['id']} {[node['target'] for node in one['nodes']][:3]}" for one in found] == []


def new_form(page: Page, start: str = "Mỗi đơn vị một dòng") -> None:
    """A regime of its own with one form."""
    page.goto("/thiet-ke/che-do-moi")
    page.get_by_label("Mã chế độ").fill("KTCV")
    page.get_by_label("Tên chế độ").fill(NEW)
    page.get_by_role("button", name="Tạo và mở bản thảo").click()
    page.get_by_role("button", name="Biểu mới").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Số hiệu biểu").fill("01/KTCV")
    dialog.get_by_label("Tên biểu").fill("KẾT QUẢ KIỂM TRA CÔNG VỤ")
    dialog.get_by_text(start).click()
    dialog.get_by_role("button", name="Tạo biểu").click()
    captions = page.get_by_role("table").first.locator("thead tr").first.locator("th")
    for column, caption in ((2, "Số cuộc"), (3, "Số vi phạm")):
        captions.nth(column).dblclick()
        page.keyboard.type(caption)
        page.keyboard.press("Enter")
        expect(captions.nth(column)).to_have_text(caption)
    expect(page.locator(".ds-save")).to_have_text("Đã lưu")


def test_the_designer_has_nothing_serious(as_person: Open, axe_source: str) -> None:
    page = as_person("thietke")
    page.goto("/thiet-ke")
    nothing_serious(page, axe_source, "list of regimes")
    page.goto("/thiet-ke/che-do-moi")
    nothing_serious(page, axe_source, "new regime")
    new_form(page)
    nothing_serious(page, axe_source, "table")
    page.locator('[data-at^="d:"]').first.click()
    page.get_by_role("tab", name=re.compile("Vấn đề")).click()
    nothing_serious(page, axe_source, "cell and findings")
    page.get_by_role("button", name="Trang in").click()
    expect(page.get_by_role("region").first).to_be_visible()
    nothing_serious(page, axe_source, "printed page")
    page.get_by_text("KTCV", exact=True).click()
    expect(page.get_by_role("group", name="Loại đơn vị phải báo cáo")).to_be_visible()
    page.get_by_role("button", name="Thêm thời hạn").click()
    nothing_serious(page, axe_source, "regime")


def test_the_dialogs_and_the_trial_have_nothing_serious(as_person: Open, axe_source: str) -> None:
    page = as_person("thietke")
    new_form(page)
    for button in ("Biểu mới", "Phím tắt", "Trình duyệt"):
        page.get_by_role("button", name=button).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        nothing_serious(page, axe_source, button)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Dùng thử").click()
    trial = page.get_by_role("region", name="Dùng thử biểu 01/KTCV")
    expect(trial.get_by_text("(tên đơn vị báo cáo)", exact=True)).to_be_visible()
    nothing_serious(page, axe_source, "trial")


def test_the_desks_have_nothing_serious(as_person: Open, axe_source: str) -> None:
    approver = as_person("pheduyet")
    approver.goto("/phe-duyet")
    nothing_serious(approver, axe_source, "queue")
    approver.get_by_role("main").get_by_role("link", name=re.compile(REGIME)).first.click()
    expect(approver.get_by_text('thêm kiểm tra "Cột 26 ≤ cột 24", mức cảnh báo')).to_be_visible()
    nothing_serious(approver, axe_source, "approval")
    approver.goto("/ban-hanh")
    nothing_serious(approver, axe_source, "releases")
    approver.get_by_role("main").get_by_role("table").get_by_role("link").first.click()
    nothing_serious(approver, axe_source, "release")


def test_a_draft_comes_back_with_its_reasons_and_goes_again(as_person: Open, axe_source: str) -> None:
    designer, leader = as_person("thietke"), as_person("lanhdao")
    new_form(designer)
    hand_in(designer, "Biểu mới.")
    leader.goto("/xet-duyet")
    leader.get_by_role("main").get_by_role("link", name=NEW).click()
    nothing_serious(leader, axe_source, "review")
    leader.get_by_label("Lý do trả lại").fill("Cột 2 phải ghi rõ loại vi phạm.")
    leader.get_by_role("button", name="Trả lại").click()
    designer.reload()
    returned = designer.get_by_role("region", name="Bản thảo bị trả lại.")
    expect(returned).to_contain_text("Cột 2 phải ghi rõ loại vi phạm.")
    nothing_serious(designer, axe_source, "returned draft")
    hand_in(designer, "Đã sửa.")
    expect(returned).to_be_hidden()


def hand_in(page: Page, note: str) -> None:
    """Send the draft to the leader."""
    page.get_by_role("button", name="Trình duyệt").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Ghi chú cho người duyệt").fill(note)
    dialog.get_by_role("button", name="Trình duyệt").click()
    expect(dialog).to_be_hidden()


def test_the_author_finds_no_road_to_approve(as_person: Open) -> None:
    page = as_person("thietke")
    new_form(page)
    draft = page.url.rsplit("/", 1)[1].partition("?")[0]
    hand_in(page, "Biểu mới.")
    names = re.compile("Phê duyệt|ban hành|Trình phê duyệt", re.IGNORECASE)
    for address in ("/", "/thiet-ke", f"/thiet-ke/{draft}", "/ban-hanh"):
        page.goto(address)
        expect(page.get_by_role("main")).to_be_visible()
        assert page.get_by_role("button", name=names).count() == 0, address
        assert page.locator("a[href^='/phe-duyet']:not([href='/phe-duyet/chinh-sach']), a[href^='/xet-duyet'], form[action*='phe-duyet'], form[action*='xet-duyet']").count() == 0, address
    for address in ("/phe-duyet", "/xet-duyet", f"/phe-duyet/{draft}", f"/xet-duyet/{draft}"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status in (403, 404), address
        assert page.get_by_role("button", name=names).count() == 0, address
