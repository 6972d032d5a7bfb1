"""The tutorial "Từ biểu in đến báo cáo tổng hợp", walked through in a browser step by step.

Each function is one step of docs/tutorial/tu-bieu-in-den-bao-cao.md, in its order; what the page asserts
is what the tutorial promises. Everything goes through the screen: no step by hand, no shortcut.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from designer.demo.load import accounts

pytestmark = pytest.mark.journey

PASSWORD = accounts()[1]
REGIME = "Báo cáo dịch vụ công trực tuyến"
UNITS = {"11977": ("12", "9", "3"), "11953": ("1.050", "800", "250")}
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


def test_from_a_circular_to_a_consolidated_report(as_person: Open, tmp_path: Path) -> None:
    draw_the_form(as_person("thietke"))
    leader_forwards(as_person("lanhdao"))
    approver_publishes(as_person("pheduyet"))
    receiver_opens_the_period(as_person("tonghop"))
    for unit, figures in UNITS.items():
        clerk_fills(as_person(f"nhap.{unit}"), figures)
        head_sends(as_person(f"ky.{unit}"))
    receiver = as_person("tonghop")
    receiver_accepts(receiver)
    receiver_consolidates(receiver, tmp_path / "report.xlsx")


def draw_the_form(page: Page) -> None:
    """Steps 1–3: a regime, a form drawn as it is printed, tried and sent to the leader."""
    page.get_by_role("link", name="Thiết kế").first.click()
    page.get_by_role("link", name="Tạo chế độ báo cáo").click()
    page.get_by_label("Mã chế độ").fill("DVC")
    page.get_by_label("Tên chế độ").fill(REGIME)
    page.get_by_label("Căn cứ pháp lý").fill("10/KH-UBND")
    page.get_by_label("Kỳ báo cáo").select_option(label="Quý")
    page.get_by_role("button", name="Tạo và mở bản thảo").click()
    page.get_by_role("button", name="Biểu mới").first.click()
    page.get_by_label("Số hiệu biểu").fill("01/DVC")
    page.get_by_label("Tên biểu").fill("KẾT QUẢ GIẢI QUYẾT HỒ SƠ TRỰC TUYẾN")
    page.get_by_role("button", name="Tạo biểu").click()
    table = page.get_by_role("table").first
    captions = table.locator("thead tr").first.locator("th")
    for column, caption in ((2, "Tổng số hồ sơ"), (3, "Trực tuyến")):
        captions.nth(column).dblclick()
        page.keyboard.type(caption)
        page.keyboard.press("Enter")
        expect(captions.nth(column)).to_have_text(caption)
    captions.nth(3).click()
    page.keyboard.press("Insert")
    expect(captions).to_have_count(5)
    page.keyboard.type("Trực tiếp")
    page.keyboard.press("Enter")
    expect(captions.nth(4)).to_have_text("Trực tiếp")
    page.get_by_role("button", name="Đánh số cột").click()
    relations = table.locator("tr", has=page.get_by_text("Quan hệ in dưới tiêu đề")).locator("td")
    relations.nth(1).dblclick()
    page.keyboard.type("1=2+3")
    expect(page.get_by_text("Dòng này gồm 1 kiểm tra")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name=re.compile("Kiểm tra số liệu"))).to_contain_text("1")
    try_the_form(page)
    prove_the_form(page)
    page.get_by_role("button", name="Trình duyệt").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Ghi chú cho người duyệt").fill("Biểu mới theo kế hoạch 10/KH-UBND.")
    dialog.get_by_role("button", name="Trình duyệt").click()
    expect(dialog).to_be_hidden()


def try_the_form(page: Page) -> None:
    """Step 2: the designer fills the form as a unit would; a wrong total is told in numbers."""
    page.get_by_role("button", name="Dùng thử").click()
    trial = page.get_by_role("region", name="Dùng thử biểu 01/DVC")
    trial.get_by_role("table").locator("tbody td").first.click()
    for figure in ("12", "9", "4"):
        page.keyboard.type(figure)
        page.keyboard.press("Tab")
    expect(page.get_by_text("Cột 1: 12 ≠ 2+3 = 13").first).to_be_visible()
    page.get_by_role("button", name="Về thiết kế").click()


def prove_the_form(page: Page) -> None:
    """Step 2: the rules are proven before anybody is asked to approve them."""
    page.get_by_role("tab", name=re.compile("Kiểm chứng quy tắc")).click()
    page.get_by_role("button", name="Kiểm chứng biểu này").click()
    expect(page.get_by_text("Không tìm thấy điều gì sai").first).to_be_visible(timeout=60_000)


def leader_forwards(page: Page) -> None:
    """Step 4: the leader of the lead agency passes it on to the IT department."""
    page.get_by_role("link", name="Xét duyệt").first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile(REGIME)).first.click()
    expect(page.get_by_text("Biểu mới theo kế hoạch 10/KH-UBND.").first).to_be_visible()
    page.get_by_role("button", name="Trình phê duyệt").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile("phê duyệt", re.IGNORECASE))


def approver_publishes(page: Page) -> None:
    """Step 5: the IT department sees what changes, approves and publishes."""
    page.get_by_role("link", name="Phê duyệt").first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile(REGIME)).first.click()
    expect(page.get_by_text("Mẫu không còn lỗi")).to_be_visible()
    page.get_by_role("button", name="Phê duyệt và ban hành").click()
    expect(page.get_by_role("main")).to_contain_text("Đã ban hành")


def receiver_opens_the_period(page: Page) -> None:
    """Step 6: the lead agency opens the period; every unit gets its task."""
    page.get_by_role("link", name="Tiếp nhận").first.click()
    page.get_by_text(re.compile(f"Mở kỳ báo cáo.*{REGIME}")).click()
    panel = page.locator("details", has_text=REGIME)
    panel.get_by_label("Mở từ").fill("2025-07-01")
    panel.get_by_role("button", name=re.compile("Mở kỳ")).click()
    expect(page.get_by_role("main")).to_contain_text("Chưa nhập")


def clerk_fills(page: Page, figures: tuple[str, str, str]) -> None:
    """Step 7: the clerk of a commune fills the form by keyboard and hands it over for signing."""
    page.get_by_role("link", name="Việc của tôi").first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile(REGIME)).first.click()
    page.get_by_role("table").locator("tbody td").first.click()
    for figure in figures:
        page.keyboard.type(figure)
        page.keyboard.press("Tab")
    expect(page.get_by_text(re.compile("Đã lưu|Mọi thay đổi đã lưu")).first).to_be_visible()
    page.get_by_role("button", name="Trình ký").click()
    confirm(page)
    expect(page.get_by_role("main")).to_contain_text("trình ký")


def confirm(page: Page) -> None:
    """Answer the dialog that says what is about to happen."""
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Trình ký|Ký và gửi|Gửi|Đồng ý")).last.click()


def head_sends(page: Page) -> None:
    """Step 8: the head of the unit checks, signs and sends."""
    page.get_by_role("link", name="Việc của tôi").first.click()
    page.get_by_role("main").get_by_role("link", name=re.compile(REGIME)).first.click()
    page.get_by_role("button", name="Ký và gửi").click()
    confirm(page)
    expect(page.get_by_role("main")).to_contain_text("Đã gửi")


def receiver_accepts(page: Page) -> None:
    """Step 9: the receiver opens what was sent and accepts it."""
    for name in ("Xã Tân Hưng", "Phường Phố Hiến"):
        page.get_by_role("link", name="Tiếp nhận").first.click()
        page.get_by_role("main").get_by_role("link", name=REGIME).first.click()
        page.get_by_role("main").get_by_role("link", name=name).click()
        page.get_by_role("button", name="Chấp nhận").click()
        page.get_by_role("dialog").get_by_role("button", name="Chấp nhận").click()
        expect(page.get_by_role("main")).to_contain_text(re.compile("Đã duyệt|Đã chấp nhận"))


def receiver_consolidates(page: Page, file: Path) -> None:
    """Step 10: consolidate, look behind a total, take the workbook home."""
    page.get_by_role("link", name="Tiếp nhận").first.click()
    page.locator("tr", has_text=REGIME).get_by_role("link", name="Tổng hợp").click()
    page.get_by_role("button", name=re.compile("Tổng hợp")).click()
    expect(page.get_by_role("main")).to_contain_text("đã chấp nhận 2/")
    page.get_by_role("main").get_by_role("link", name="01/DVC").first.click()
    expect(page.get_by_role("main")).to_contain_text("1.062")
    page.get_by_role("link", name="1.062").click()
    expect(page.get_by_role("main")).to_contain_text("Xã Tân Hưng")
    page.go_back()
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile(r"\.xlsx")).click()
    downloading.value.save_as(file)
    cells = [cell.value for row in openpyxl.load_workbook(file, data_only=True).active.iter_rows() for cell in row]
    assert 1062 in cells
    formulas = [cell.value for row in openpyxl.load_workbook(file).active.iter_rows() for cell in row]
    assert any(isinstance(value, str) and value.startswith("=") for value in formulas)
