"""The property panels on the whole product: a column, a code list, signers, the printed page, and all of it taken back."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.designing import properties
from tests.journeys.test_axe_designer import Open, as_person, new_form, nothing_serious

__all__ = ["as_person"]
pytestmark = pytest.mark.journey

MEMBERS = "CC\tCông chức\nVC\tViên chức\nHĐ\tHợp đồng\tVC"
#: Column: unit, party, guidance, footnote, minimum. List: begun, named, members. Signer: added, title, step. Page: turned, margin.
GESTURES = 5 + 3 + 3 + 2


def documents(page: Page) -> str:
    """The draft as the server holds it, in one spelling."""
    page.reload()
    held = json.loads(page.locator("#island-data").text_content() or "{}")
    return json.dumps(held["documents"], sort_keys=True, ensure_ascii=False)


def panel(page: Page) -> Locator:
    """The panel at the right."""
    return properties(page)


def saved(page: Page) -> None:
    """Wait until everything is on the server."""
    expect(page.locator(".ds-save")).to_have_text("Đã lưu")


def write(field: Locator, text: str) -> None:
    """Type into a field and leave it."""
    field.fill(text)
    field.press("Tab")


def paste(page: Page, field: Locator, text: str) -> None:
    """Paste a block as a spreadsheet program leaves it."""
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    field.focus()
    page.keyboard.press("Control+v")


def second_figure(page: Page) -> dict[str, Any]:
    """The second column of figures, as the server holds it."""
    form = next(each for each in json.loads(documents(page)).values() if each["spec"] == "form/1")
    columns = form["sections"]["items"][form["sections"]["order"][0]]["columns"]["nodes"]
    return {"form": form, "column": next(each for each in columns.values() if each["label"] == "Số vi phạm")}


def test_properties_are_set_and_all_of_it_is_taken_back(as_person: Open, axe_source: str) -> None:
    page = as_person("thietke")
    new_form(page)
    before = documents(page)

    page.get_by_role("columnheader", name="Số vi phạm").click()
    cells = panel(page).get_by_role("group", name="Các ô của cột").first
    cells.get_by_label("Đơn vị tính").select_option(label="Người")
    cells.get_by_label("Bên nhập").select_option(label="Cơ quan chủ trì")
    cells.get_by_label("Hướng dẫn cho người nhập").fill("Đếm vi phạm đã kết luận.")
    # What is typed belongs to the column that the panel shows, also when the next click is on another one.
    page.get_by_role("columnheader", name="Số cuộc").click()
    expect(panel(page).get_by_role("heading").first).to_contain_text("Số cuộc")
    expect(cells.get_by_label("Hướng dẫn cho người nhập")).to_have_value("")
    page.get_by_role("columnheader", name="Số vi phạm").click()
    expect(cells.get_by_label("Hướng dẫn cho người nhập")).to_have_value("Đếm vi phạm đã kết luận.")
    here = panel(page).get_by_role("group", name="Ghi chú tại chỗ này")
    here.get_by_label("Ghi chú mới").fill("Không tính vi phạm đang xem xét.")
    here.get_by_label("Ghi chú mới").press("Enter")
    expect(page.get_by_role("columnheader", name="Số vi phạm").locator("sup")).to_have_text("(1)")
    cells.get_by_text("Thuộc tính khác").click()
    least = cells.get_by_label("Nhỏ nhất")
    write(least, "khoảng ba")
    expect(cells.get_by_role("alert")).to_have_text("Viết một số, ví dụ 12,5. (template.schema)")
    expect(least).to_have_value("khoảng ba")
    write(least, "3,5")
    expect(cells.get_by_role("alert")).to_have_count(0)
    saved(page)
    nothing_serious(page, axe_source, "panel of a column")
    held = second_figure(page)
    assert held["column"]["cell"] == {"unit": "nguoi", "party": "lead", "guidance": "Đếm vi phạm đã kết luận.", "min": "3.5"}

    page.get_by_role("button", name="Danh mục", exact=False).first.click()
    page.get_by_role("button", name="Danh mục mới").click()
    write(page.get_by_label("Tên danh mục"), "Loại lao động")
    paste(page, page.get_by_label("Mã: Thêm mục"), MEMBERS)
    expect(page.get_by_role("heading", name="Các mục (3)")).to_be_visible()
    expect(page.get_by_label("Thuộc mục: Hợp đồng")).to_have_value("Viên chức")
    nothing_serious(page, axe_source, "code lists")

    page.get_by_role("button", name="01/KTCV").first.click()
    page.locator(".ds-sheet-title button").click()
    panel(page).get_by_role("button", name="Thêm người ký").click()
    write(panel(page).get_by_label("Chức danh"), "NGƯỜI KIỂM TRA")
    panel(page).get_by_label("Vai người ký").select_option(label="Người kiểm tra")

    page.get_by_role("button", name="Trang in").click()
    print_page(page, axe_source)
    saved(page)

    for _ in range(GESTURES):
        page.get_by_role("button", name=re.compile("^Hoàn tác")).click()
        saved(page)
    assert documents(page) == before


def print_page(page: Page, axe_source: str) -> None:
    """The printed page turns with its properties, tells its pages and what runs off them."""
    said = page.get_by_role("status").filter(has_text="trang A4")
    expect(said).to_contain_text("1 trang A4 ngang")
    sheet = page.frame_locator("iframe[title='Trang in thử']")
    expect(sheet.get_by_text("NGƯỜI KIỂM TRA")).to_be_visible()
    expect(sheet.locator("thead sup")).to_have_text("(1)")
    page.get_by_label("Chiều giấy").select_option(label="Dọc")
    expect(said).to_contain_text("1 trang A4 dọc")
    write(page.get_by_label("Trái", exact=True), "100")
    expect(page.get_by_role("alert")).to_have_text("Phải từ 0 đến 60. (template.schema)")
    write(page.get_by_label("Trái", exact=True), "40")
    expect(page.get_by_role("alert")).to_have_count(0)
    nothing_serious(page, axe_source, "printed page")
