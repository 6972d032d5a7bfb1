"""From the annex of a circular to a draft on the leader's desk, on the real application, with the actions counted."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import create_engine, text

from runtime.config import Config
from tests.corpus.typed.every import CASES
from tests.corpus.typed.page import Page as Sheet
from tests.journeys.annex import annex_01xld
from tests.journeys.test_axe_designer import nothing_serious
from tests.journeys.test_demo import sign_in

pytestmark = pytest.mark.journey

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Hand:
    """Clicks and keys of a person, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.keys, self.since = page, 0, 0, time.monotonic()

    def click(self, place: Locator) -> None:
        """One click."""
        self.clicks += 1
        place.click()

    def choose(self, place: Locator, name: str, data: bytes) -> None:
        """A file: the button, and a double click on the file in the system's window."""
        self.clicks += 3
        place.set_input_files({"name": name, "mimeType": XLSX, "buffer": data})

    def press(self, *names: str) -> None:
        """Keys one after the other."""
        for name in names:
            self.keys += 1
            self.page.keyboard.press(name)

    def said(self, record: Callable[[str, object], None]) -> None:
        """Write the count into the report of the run."""
        seconds = round(time.monotonic() - self.since, 1)
        for name, value in (("clicks", self.clicks), ("keys", self.keys), ("seconds", seconds)):
            record(name, value)
        print(f"{self.clicks} clicks, {self.keys} keys, {seconds} s")  # noqa: T201 - read by people, in the report of the run


@pytest.fixture
def page(page: Page, demo_server: str) -> Page:
    """A page on which the designer has signed in; the test fails on any error of the page."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
    sign_in(page, demo_server, "thietke")
    page.goto(f"{demo_server}/thiet-ke")
    yield page  # type: ignore[misc]
    assert faults == []


def upload(page: Page, server: str, name: str, data: bytes) -> None:
    """Hand a file in and wait for the sheet."""
    page.goto(f"{server}/thiet-ke/nhap-bieu")
    page.get_by_label("Tệp Excel").set_input_files({"name": name, "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="Đọc tệp").click()


def draft_of(config: Config, draft: str) -> tuple[str, dict[str, Any]]:
    """State and documents of a draft in the store."""
    engine = create_engine(config.database_url)
    with engine.connect() as db:
        state, body = db.execute(text("SELECT state, body FROM draft WHERE id = :id"), {"id": draft}).one()
    engine.dispose()
    return state, json.loads(body)


def test_the_annex_of_01xld_is_on_the_leaders_desk(page: Page, demo_config: Config, record_property: Callable[[str, object], None]) -> None:
    hand = Hand(page)
    hand.click(page.get_by_role("link", name="Tạo chế độ từ tệp biểu mẫu"))
    hand.choose(page.get_by_label("Tệp Excel"), "Phụ lục 01-XLD.xlsx", annex_01xld())
    hand.click(page.get_by_role("button", name="Đọc tệp"))
    form = page.get_by_role("region", name="Biểu sẽ tạo")
    expect(form.get_by_role("heading", name="01/XLD — TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN")).to_be_visible()
    sheet = page.get_by_role("grid", name="Trang 01-XLD như trong tệp")
    expect(sheet.get_by_role("gridcell", name="Kỳ trước chuyển sang")).to_have_attribute("colspan", "3")
    hand.click(page.get_by_role("button", name="Nhận biểu"))
    hand.click(page.get_by_role("dialog").get_by_role("button", name="Tạo bản thảo"))
    expect(page.locator(".ds-table")).to_be_visible()
    hand.click(page.get_by_role("button", name="Trình duyệt"))
    dialog = page.get_by_role("dialog")
    hand.click(dialog.get_by_role("button", name="Trình duyệt"))
    expect(dialog).to_be_hidden()
    hand.said(record_property)

    state, documents = draft_of(demo_config, page.url.rsplit("/", 1)[1].partition("?")[0])
    assert state == "in_review"
    (form_id,) = (key for key, body in documents.items() if body["spec"] == "form/1")
    columns = documents[form_id]["sections"]["items"]["s1"]["columns"]
    assert numbers(columns) == ["A", *map(str, range(1, 27))]
    assert {node["number"]: node["relation"] for node in columns["nodes"].values() if "relation" in node} == {
        "1": "1=2+..+7", "9": "9=11+12+13 =14+15+16+17 =18+22", "18": "18=19+20+21", "22": "22=23+24+25",
    }  # fmt: skip
    assert path_of(columns, "15") == ["Phân loại đơn theo tình trạng giải quyết", "Đã giải quyết", "Nhiều lần"]
    (rules,) = (body for body in documents.values() if body["spec"] == "rules/1")
    assert len(rules["items"]) == 6
    page.get_by_role("link", name=re.compile("Nguồn: Phụ lục 01-XLD.xlsx, trang 01-XLD")).click()
    expect(page.get_by_text("Biểu đã được nhận ngày")).to_be_visible()
    expect(page.get_by_role("button", name="Nhận biểu")).to_have_count(0)


def leaves(tree: dict[str, Any], nodes: list[str], above: tuple[str, ...] = ()) -> list[tuple[str, list[str]]]:
    """Printed number and captions of the columns, from left to right."""
    found = []
    for key in nodes:
        node = tree["nodes"][key]
        path = (*above, node["label"])
        found += leaves(tree, node["children"], path) if node.get("children") else [(node.get("number", ""), list(path))]
    return found


def numbers(tree: dict[str, Any]) -> list[str]:
    return [number for number, _ in leaves(tree, tree["root"])]


def path_of(tree: dict[str, Any], number: str) -> list[str]:
    return dict(leaves(tree, tree["root"]))[number]


def test_a_correction_by_keyboard_stays_and_comes_back(page: Page, demo_server: str, axe_source: str) -> None:
    upload(page, demo_server, "<b>phụ lục<b>.xlsx", annex_01xld())
    sheet = page.get_by_role("grid")
    expect(sheet).to_be_visible()
    expect(page.locator(".im-file")).to_have_text("<b>phụ lục<b>.xlsx")
    page.keyboard.press("F6")
    for _ in range(3):
        if page.evaluate("document.activeElement.closest('[data-pane]')?.dataset.pane") == "sheet":
            break
        page.keyboard.press("F6")
    page.keyboard.press("Control+Home")
    # The first line of the title, said to be nothing.
    page.keyboard.press("Enter")
    menu = page.get_by_role("menu", name="Vai trò của A1:H1")
    expect(menu).to_be_visible()
    nothing_serious(page, axe_source, "roles")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    said = page.get_by_role("tab", name="Đã sửa")
    expect(said).to_contain_text("1")
    page.reload()
    expect(page.get_by_role("tab", name="Đã sửa")).to_contain_text("1")
    page.keyboard.press("Control+z")
    expect(page.get_by_role("tab", name="Đã sửa")).to_contain_text("0")
    page.keyboard.press("Control+y")
    expect(page.get_by_role("tab", name="Đã sửa")).to_contain_text("1")
    page.get_by_role("tab", name="Chưa hiểu").click()
    expect(page.get_by_role("tabpanel")).to_contain_text("01-XLD!A1:H1")
    for tab in ("Cần xem", "Chưa hiểu", "Đã nhận ra", "Chữ và phần ngoài ô", "Đã sửa"):
        page.get_by_role("tab", name=tab).click()
        nothing_serious(page, axe_source, tab)
    page.get_by_role("button", name="Nhận biểu").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    nothing_serious(page, axe_source, "taking")


def test_each_side_lights_the_other(page: Page, demo_server: str) -> None:
    upload(page, demo_server, "01.xlsx", annex_01xld())
    form, sheet = page.get_by_role("region", name="Biểu sẽ tạo"), page.get_by_role("grid")
    caption = form.get_by_role("columnheader", name="Chuyển đơn", exact=True)
    expect(caption).to_be_visible()
    plain = caption.evaluate("node => getComputedStyle(node).backgroundColor")
    sheet.get_by_role("gridcell", name="Chuyển đơn", exact=True).click()
    page.get_by_role("heading", name="Trang gốc").hover()
    expect(caption).not_to_have_css("background-color", plain)
    expect(caption).to_be_in_viewport()
    form.get_by_role("columnheader", name="Tố cáo", exact=True).first.click()
    expect(sheet.locator(".im-cell.is-lit")).to_have_text("Tố cáo")


def test_a_pasted_block_goes_to_the_end_of_a_draft(page: Page, demo_server: str) -> None:
    page.goto(f"{demo_server}/thiet-ke/che-do-moi")
    page.get_by_label("Mã chế độ").fill("DAN")
    page.get_by_label("Tên chế độ").fill("Chế độ dán")
    page.get_by_role("button", name="Tạo và mở bản thảo").click()
    page.get_by_role("link", name="Thêm biểu từ tệp hoặc dán bảng").first.click()
    rows = [["BIỂU TIẾP DÂN"], ["Nội dung", "Số lượt", "Số người"], ["A", "1", "2"], ["Tiếp thường xuyên"], ["Tiếp định kỳ"]]
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    table = "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"
    page.evaluate(
        """async ([html, text]) => navigator.clipboard.write([new ClipboardItem({
            'text/html': new Blob([html], {type: 'text/html'}), 'text/plain': new Blob([text], {type: 'text/plain'})})])""",
        [table, "\n".join("\t".join(row) for row in rows)],
    )
    page.get_by_label("Bấm vào đây rồi dán").focus()
    page.keyboard.press("Control+v")
    expect(page.get_by_role("region", name="Biểu sẽ tạo").get_by_role("columnheader", name="Số người")).to_be_visible()
    page.get_by_role("button", name="Nhận biểu").click()
    page.get_by_role("dialog").get_by_role("button", name="Thêm vào bản thảo").click()
    expect(page.locator(".ds-table").get_by_text("Tiếp thường xuyên")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Tiếp thường xuyên")).to_have_count(0)


def test_what_is_no_workbook_is_refused_in_words(page: Page, demo_server: str, axe_source: str) -> None:
    upload(page, demo_server, "bieu.xlsx", b"MZ\x90 this is a program")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Chưa đọc được; chưa có gì thay đổi.")
    nothing_serious(page, axe_source, "refused")


def long_sheet(rows: int, columns: int) -> bytes:
    """A sheet with many rows, as registers of works or households are."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Dài")
    sheet.append(["Nội dung", *(f"Cột {n}" for n in range(1, columns))])
    sheet.append(["A", *map(str, range(1, columns))])
    for row in range(rows - 2):
        sheet.append([f"Dòng thứ {row + 1}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_long_sheet_draws_what_is_in_sight(page: Page, demo_server: str) -> None:
    upload(page, demo_server, "dai.xlsx", long_sheet(2_000, 30))
    sheet = page.get_by_role("grid")
    expect(sheet).to_have_attribute("aria-rowcount", "2001", timeout=60_000)
    sheet.get_by_role("gridcell", name="Nội dung", exact=True).click()
    page.keyboard.press("Control+ArrowDown")
    expect(sheet.get_by_role("gridcell", name="Dòng thứ 1998", exact=True)).to_be_in_viewport()
    expect(sheet.locator("td.is-active")).to_be_focused()
    assert sheet.locator("tbody tr").count() < 120
    page.keyboard.press("Control+ArrowUp")
    expect(sheet.get_by_role("gridcell", name="Nội dung", exact=True)).to_be_focused()


def test_a_word_report_becomes_tables_and_text_to_write(page: Page, demo_server: str, demo_config: Config) -> None:
    """Headings between the tables of a document are an outline, in their places."""
    upload(page, demo_server, "báo cáo.docx", CASES["word_report_with_text_between_tables"].make().data)
    form = page.get_by_role("region", name="Biểu sẽ tạo")
    expect(form.get_by_role("heading", name="Mẫu số 05 — BÁO CÁO CÔNG TÁC TƯ PHÁP")).to_be_visible()
    expect(form.get_by_text("III. KIẾN NGHỊ, ĐỀ XUẤT")).to_be_attached()
    expect(form.get_by_role("columnheader", name="Số cặp")).to_be_attached()
    page.get_by_role("button", name="Nhận biểu").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Tạo bản thảo").click()
    expect(page.locator(".ds-table").first).to_be_visible()
    _, documents = draft_of(demo_config, page.url.rsplit("/", 1)[1].partition("?")[0])
    (sections,) = (body["sections"] for body in documents.values() if body["spec"] == "form/1")
    assert [sections["items"][name]["kind"] for name in sections["order"]] == ["outline", "grid", "outline", "grid", "outline"]


def test_a_continuation_is_kept_as_a_table_of_its_own(page: Page, demo_server: str) -> None:
    sheet = continued_sheet()
    upload(page, demo_server, "02ns.xlsx", sheet)
    made = page.get_by_role("region", name="Biểu sẽ tạo")
    expect(made.locator("table")).to_have_count(1, timeout=60_000)
    expect(made).to_contain_text("Thể thao")
    page.get_by_role("button", name="Để thành bảng riêng").press("Enter")
    expect(made.locator("table")).to_have_count(2, timeout=60_000)
    # The second table has the captions and the numbers of the first, and nothing of it is left over.
    expect(made.locator("table").nth(1)).to_contain_text("Thực hiện")
    expect(made.locator("table").nth(0).locator("tbody tr")).to_have_count(2)
    expect(made.locator("table").nth(1).locator("tbody tr")).to_have_count(2)
    expect(page.get_by_role("tab", name=re.compile("Chưa hiểu"))).to_contain_text("0")
    page.get_by_role("button", name="Hoàn tác chỗ sửa (Ctrl+Z)").press("Enter")
    expect(made.locator("table")).to_have_count(1, timeout=60_000)


def continued_sheet() -> bytes:
    """A table cut by the page: "(tiếp theo)", the header again, the rows run on."""
    head = "STT|Nội dung|Dự toán|Thực hiện\nA|B|1|2"
    sheet = Sheet("02")
    sheet.put("C1", "Biểu số 02/NS")
    sheet.put("A2", "DỰ TOÁN CHI THEO LĨNH VỰC", bold=True)
    sheet.block("A4", f"{head}\n1|Giáo dục\n2|Y tế")
    sheet.put("D9", "Biểu số 02/NS (tiếp theo)")
    sheet.block("A10", f"{head}\n3|Văn hóa\n4|Thể thao")
    sheet.box("A4:D7")
    sheet.box("A10:D13")
    return sheet.data()
