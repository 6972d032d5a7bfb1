"""Copying, cutting and pasting on the canvas, kinds by one key, and formulas and carried figures by pointing."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.designing import Canvas, Open, harness, open_design

__all__ = ["harness", "open_design"]

pytestmark = pytest.mark.journey

#: A header as Excel leaves it: merged cells, and a column whose caption is still missing.
EXCEL = (
    "<table><tr><td rowspan=2>Cơ quan</td><td rowspan=2></td><td colspan=2>Kết quả</td></tr>"
    "<tr><td>Đúng hạn</td><td>Quá hạn</td></tr><tr><td>A</td><td>(1)</td><td>(2)=(3)+(4)</td><td>(3)</td></tr></table>"
)


def paste_html(canvas: Canvas, html: str) -> None:
    """Paste as a spreadsheet program leaves it, with merged cells."""
    canvas.page.evaluate(
        "html => navigator.clipboard.write([new ClipboardItem({'text/html': new Blob([html], {type: 'text/html'}), 'text/plain': new Blob(['x'], {type: 'text/plain'})})])",
        html,
    )
    canvas.keys("Control+v")


def leaves(canvas: Canvas) -> list[str]:
    """Captions of the columns of figures from left to right, by their header cells."""
    texts: list[str] = canvas.page.locator(".ds-head.is-leaf .ds-caption").evaluate_all(
        "cells => cells.map(cell => [cell.getBoundingClientRect().left, cell.textContent]).sort((a, b) => a[0] - b[0]).map(([, text]) => text)"
    )
    return texts


def test_a_group_is_copied_behind_another_and_into_another_form(open_design: Open) -> None:
    canvas = open_design()
    group = canvas.page.locator(".ds-head", has_text="Phân loại đơn theo nội dung")
    group.click()
    canvas.keys("Control+c")
    canvas.click("h:c1")
    canvas.keys("Control+v")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã dán 1 cột")
    expect(group).to_have_count(2)
    canvas.saved()
    nodes = canvas.server("server.documents.f_01xld.sections.items.s1.columns.nodes")
    codes = [node["code"] for node in nodes.values() if "code" in node]
    assert len(codes) == len(set(codes)) == 29
    canvas.page.get_by_role("button", name="02/XLD").click()
    canvas.click("h:c1")
    canvas.keys("Control+v")
    expect(canvas.page.locator(".ds-sheet-code")).to_have_text("02/XLD")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã dán 1 cột")
    expect(group.last).to_have_attribute("colspan", "3")


def test_columns_that_are_cut_move_with_their_codes(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c26")
    canvas.keys("Control+x")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Chọn chỗ mới")
    canvas.click("h:c1")
    canvas.keys("Control+v")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã chuyển 1 cột đến chỗ mới")
    canvas.until(lambda: canvas.numbers().startswith("A 1 26 2 3"))
    canvas.saved()
    assert canvas.node("c26")["code"] == "c26"


def test_a_header_with_merged_cells_and_a_line_of_numbers_are_pasted(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    before = len(leaves(canvas))
    canvas.click("h:c8")
    paste_html(canvas, EXCEL)
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã tạo 5 tiêu đề cột")
    assert len(leaves(canvas)) == before + 4
    expect(canvas.page.locator(".ds-head", has_text="Kết quả").last).to_have_attribute("colspan", "2")


def test_a_line_of_numbers_is_laid_over_the_columns(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("n:c24")
    canvas.paste("(24)=(25)+(26)\t(25)\t(26)")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã ghi số của 3 cột")
    expect(canvas.at("q:c24")).to_have_text("24=25+26")
    canvas.saved()
    assert canvas.node("c24")["relation"] == "24=25+26"


def test_one_letter_makes_a_range_what_it_says(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    canvas.click("d:rso:c8")
    canvas.click("d:rxa:c9", modifiers=["Shift"])
    canvas.type("x")
    expect(canvas.at("d:rso:c8")).to_have_text("X")
    expect(canvas.at("d:rxa:c9")).to_have_text("X")
    canvas.keys("Control+c")
    canvas.click("d:rso:c11")
    canvas.keys("Control+v")
    expect(canvas.at("d:rxa:c12")).to_have_text("X")
    canvas.type("c")
    expect(canvas.at("d:rso:c11")).to_have_text("chữ")
    canvas.keys("Delete")
    expect(canvas.at("d:rso:c11")).not_to_have_text("chữ")


def test_the_period_of_what_was_pointed_at_is_chosen(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c8")
    canvas.type("=")
    canvas.click("h:c2")
    canvas.page.get_by_role("radio", name="Kỳ trước", exact=True).click()
    expect(canvas.formula()).to_have_text("prev(c2)")
    canvas.type("+")
    canvas.page.get_by_role("button", name="02/XLD").click()
    canvas.click("h:c1")
    canvas.keys("F4", "F4")
    expect(canvas.formula()).to_have_text("prev(c2)+prev_year(form(f_02xld, c1))")
    canvas.keys("F4", "F4", "F4")
    expect(canvas.formula()).to_have_text("prev(c2)+form(f_02xld, c1)")
    canvas.keys("Enter")
    canvas.saved()
    assert canvas.node("c8")["cell"]["formula"] == "prev(c2)+form(f_02xld, c1)"


def test_a_range_is_pointed_at_by_dragging_and_a_function_by_its_name(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c1")
    canvas.type("=")
    canvas.drag("h:c2", "h:c4", 0.5)
    expect(canvas.formula()).to_have_text("sum(c2:c4)")
    canvas.type("+")
    canvas.page.get_by_role("button", name="Hàm…").click()
    canvas.page.get_by_role("menuitem", name="làm tròn").click()
    canvas.click("h:c5")
    expect(canvas.formula()).to_have_text("sum(c2:c4)+round(c5")


def test_figures_are_carried_over_by_pointing_at_where_they_stand(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c2")
    canvas.click("h:c3", modifiers=["Shift"])
    canvas.keys("Alt+k")
    bar = canvas.page.get_by_role("form", name="Chuyển sang từ kỳ trước…")
    canvas.click("h:c16")
    expect(bar.get_by_role("listitem")).to_have_text(["«Đơn có nhiều người đứng tên» (2) ← kỳ trước(«Đang giải quyết» (16))", "«Đơn một người đứng tên» (3) ← kỳ trước(«Chưa giải quyết» (17))"])
    bar.get_by_role("button", name="Chuyển số").click()
    expect(canvas.page.locator(".ds-toast")).to_contain_text("2 chỗ chuyển số từ kỳ trước")
    canvas.saved()
    assert canvas.node("c2")["cell"] == {"kind": "carried", "formula": "prev(c16)"}
    assert canvas.node("c3")["cell"] == {"kind": "carried", "formula": "prev(c17)"}


def test_carried_figures_by_keyboard_from_another_form(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("d:r1:c2")
    canvas.type("k")
    source = canvas.page.get_by_role("form", name="Chuyển sang từ kỳ trước…").get_by_label("Lấy số từ")
    expect(source).to_be_focused()
    source.select_option(value="f_02xld/s1/c1")
    canvas.keys("Enter")
    canvas.saved()
    cells = canvas.server("server.documents.f_01xld.sections.items.s1.cells")
    assert cells["r1:c2"] == {"kind": "carried", "formula": "prev(form(f_02xld, c1))"}


def test_what_is_typed_over_a_caption_is_kept_when_another_place_is_pressed(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c8")
    canvas.type("Đơn đã xử lý xong")
    canvas.click("h:c2")
    expect(canvas.at("h:c8")).to_have_text("Đơn đã xử lý xong")
    canvas.type("Đơn đông người")
    canvas.page.get_by_role("button", name="02/XLD").click()
    expect(canvas.page.locator(".ds-sheet-code")).to_have_text("02/XLD")
    canvas.saved()
    assert [canvas.node(column)["label"] for column in ("c8", "c2")] == ["Đơn đã xử lý xong", "Đơn đông người"]
