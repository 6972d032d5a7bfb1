"""Proofs and corrections on the whole product: the desk of who approves, the designer, and a unit with an error."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from designer.drafts.proving import forget_proofs
from tests.journeys.test_axe_designer import REGIME, nothing_serious
from tests.journeys.test_demo import sign_in

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def nothing_proven() -> None:
    """The server runs in this process and keeps what it has proven."""
    forget_proofs()


#: A proof may take ten seconds, and forms wait for each other.
PATIENCE = 90_000


def open_case(page: Page, server: str) -> None:
    """The demo's draft on the desk of the IT department."""
    sign_in(page, server, "pheduyet")
    page.goto(f"{server}/phe-duyet")
    page.get_by_role("main").get_by_role("link", name=re.compile(REGIME)).first.click()


def test_the_desk_shows_what_was_proven_for_its_content(page: Page, demo_server: str, axe_source: str) -> None:
    open_case(page, demo_server)
    proofs = page.locator("#proofs")
    # The page stands at once; the proofs come form by form.
    expect(page.get_by_role("button", name="Phê duyệt và ban hành")).to_be_visible()
    forms = proofs.locator(".proof").count()
    assert forms >= 5
    expect(proofs.locator("[data-part]")).to_have_count(0, timeout=PATIENCE)
    expect(proofs.locator(".proof")).to_have_count(forms)
    for state in proofs.locator(".proof-state").all_text_contents():
        assert state not in ("", "chưa kiểm chứng", "chưa kiểm chứng được")
    expect(proofs.locator("#proof-f_01xld")).to_contain_text("kiểm tra, chưa giữ ví dụ nào")
    nothing_serious(page, axe_source, "desk with proofs")
    page.reload()
    expect(proofs.locator("[data-part]")).to_have_count(0)
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_desk_works_without_script(browser: Browser, demo_server: str) -> None:
    page = browser.new_context(java_script_enabled=False, locale="vi-VN").new_page()
    open_case(page, demo_server)
    page.locator("#proof-f_02xld").get_by_role("link", name="Kiểm chứng biểu 02/XLD").click(timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kiểm chứng quy tắc", timeout=PATIENCE)
    shown = page.locator("#proof-f_02xld .proof-state")
    expect(shown).not_to_have_text("chưa kiểm chứng")
    state = shown.text_content()
    page.get_by_role("link", name="Về trang xét duyệt").click()
    expect(page.locator("#proof-f_02xld .proof-state")).to_have_text(state or "")
    page.context.close()


def test_a_unit_is_shown_the_fewest_cells_to_correct(page: Page, demo_server: str, axe_source: str) -> None:
    sign_in(page, demo_server, "nhap.11977")
    page.goto(f"{demo_server}/viec")
    page.locator("a[href^='/bao-cao/']").filter(has_text="tiếp công dân").first.click()
    expect(page.locator(".k-table").first).to_be_visible()
    page.get_by_role("link", name=re.compile("02.XLD")).click()
    cell = page.locator('td[data-key="r1:c6"]')
    expect(cell).to_be_visible()
    for key, figure in (("c7", "2"), ("c8", "3"), ("c6", "9")):
        page.locator(f'td[data-key="r1:{key}"]').click()
        page.keyboard.type(figure)
        page.keyboard.press("Enter")
    if page.locator(".fill-checks").count() == 0:
        page.locator(".fill-checks-button").click()
    proposal = page.get_by_role("region", name="Gợi ý sửa ít ô nhất")
    proposal.get_by_role("button", name="Gợi ý sửa ít ô nhất").click()
    expect(proposal.get_by_role("status")).not_to_have_text("Đang tìm…")
    expect(proposal.get_by_role("status")).to_contain_text("thì hết lỗi")
    nothing_serious(page, axe_source, "proposal")
    offered = proposal.get_by_role("button", name="Sửa ô này")
    for left in range(offered.count(), 0, -1):
        expect(offered).to_have_count(left)
        offered.first.click()
    expect(offered).to_have_count(0)
    expect(proposal.get_by_role("button", name="Trả lại số cũ").first).to_be_visible()
    expect(page.locator(".fill-save.is-saved")).to_contain_text("Đã lưu")
