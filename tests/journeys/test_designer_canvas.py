"""The designer's table in a real browser: captions, columns and rows, relation lines, formulas, saving, clashes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from designer.demo.load import accounts
from tests.journeys import axe
from tests.journeys.designing import Canvas, Open, harness, open_design, properties

__all__ = ["harness", "open_design"]

pytestmark = pytest.mark.journey


def test_the_table_stands_as_it_prints(open_design: Open) -> None:
    canvas = open_design()
    canvas.until(lambda: canvas.numbers() == "A " + " ".join(str(number) for number in range(1, 27)))
    expect(canvas.at("h:cA")).to_have_attribute("rowspan", "3")
    group = canvas.page.locator(".ds-head", has_text="Kết quả xử lý đơn").first
    expect(group).to_have_attribute("colspan", "8")
    expect(canvas.at("q:c9").locator("span")).to_have_text(["9=11+12+13", "=14+15+16+17", "=18+22"])


def test_a_caption_is_edited_in_place(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c8")
    canvas.type("Đơn đã")
    canvas.keys("Alt+Enter")
    canvas.type("xử lý xong")
    canvas.keys("Enter")
    expect(canvas.at("h:c8")).to_have_text("Đơn đã\nxử lý xong", use_inner_text=True)
    canvas.saved()
    assert canvas.node("c8")["label"] == "Đơn đã\nxử lý xong"
    canvas.keys("F2", "End")
    canvas.type(" thừa")
    canvas.keys("Escape")
    expect(canvas.at("h:c8")).to_have_text("Đơn đã\nxử lý xong", use_inner_text=True)
    canvas.keys("Control+z")
    expect(canvas.at("h:c8")).to_have_text("Số đơn đã xử lý")
    canvas.keys("Control+y")
    expect(canvas.at("h:c8")).to_have_text("Đơn đã\nxử lý xong", use_inner_text=True)


def test_names_typed_one_after_the_other_become_rows_of_their_own(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    rows = canvas.page.locator("tr[data-row]")
    before = rows.count()
    canvas.click("s:rtong:label")
    canvas.type("Cộng hai cấp")
    canvas.keys("Enter")
    client = canvas.page.context.new_cdp_session(canvas.page)
    for text in ("t", "ty", "tỷ"):
        client.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    client.send("Input.insertText", {"text": "tỷ lệ"})
    canvas.keys("Enter")
    canvas.type("Còn lại")
    canvas.keys("Enter")
    expect(rows).to_have_count(before + 2)
    canvas.until(lambda: [text.strip() for text in canvas.page.locator("tr[data-row] th.is-caption").all_text_contents()][-3:] == ["Cộng hai cấp", "tỷ lệ", "Còn lại"])
    canvas.keys("F2", "End")
    canvas.type(" khác")
    canvas.keys("Enter", "ArrowUp")
    canvas.type("Tỷ lệ")
    canvas.keys("Enter")
    expect(rows).to_have_count(before + 2)
    canvas.until(lambda: [text.strip() for text in canvas.page.locator("tr[data-row] th.is-caption").all_text_contents()][-2:] == ["Tỷ lệ", "Còn lại khác"])


def test_an_input_method_composes_the_first_letter_into_the_caption(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c8")
    client = canvas.page.context.new_cdp_session(canvas.page)
    for text in ("d", "dd", "đ", "đơ"):
        client.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    client.send("Input.insertText", {"text": "đơn"})
    canvas.keys("Enter")
    expect(canvas.at("h:c8")).to_have_text("đơn")


def test_columns_are_added_nested_moved_and_deleted_by_keyboard(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c8")
    canvas.keys("Control+Enter")
    canvas.type("Tạm đình chỉ")
    canvas.keys("Enter", "Control+Shift+Enter")
    canvas.type("Lần đầu")
    canvas.keys("Enter", "ArrowRight")
    canvas.type("Lần hai")
    canvas.keys("Enter")
    group = canvas.page.locator(".ds-head", has_text="Tạm đình chỉ")
    expect(group).to_have_attribute("colspan", "2")
    canvas.keys("ArrowUp", "Alt+ArrowLeft")
    canvas.until(lambda: canvas.top()[4:6] == ["Tạm đình chỉ", "Số đơn đã xử lý"])
    canvas.keys("Delete")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã xoá 1 cột")
    canvas.until(lambda: "Tạm đình chỉ" not in canvas.top())
    canvas.page.locator(".ds-toast").get_by_role("button", name="Hoàn tác").click()
    expect(group).to_have_attribute("colspan", "2")


def test_neighbours_are_grouped_and_the_header_dissolved(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c11")
    canvas.click("h:c12", modifiers=["Shift"])
    canvas.keys("Control+g")
    canvas.type("Khiếu tố")
    canvas.keys("Enter")
    expect(canvas.page.locator(".ds-head", has_text="Khiếu tố")).to_have_attribute("colspan", "2")
    canvas.keys("Control+Shift+g")
    expect(canvas.page.locator(".ds-head", has_text="Khiếu tố")).to_have_count(0)
    canvas.until(lambda: canvas.numbers().split() == ["A", *map(str, range(1, 27))])


def test_a_column_is_dragged_beside_another_and_numbered_anew(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c4")
    canvas.drag("h:c4", "h:c2", 0.1)
    expect(canvas.at("n:c4")).to_be_visible()
    canvas.until(lambda: canvas.numbers().startswith("A 1 4 2 3 5"))
    canvas.page.get_by_role("button", name="Đánh số cột").click()
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã đánh số cột")
    canvas.until(lambda: canvas.numbers().startswith("A 1 2 3 4 5"))
    canvas.saved()
    assert (canvas.node("c4")["code"], canvas.node("c4")["number"]) == ("c4", "2")


def test_headers_pasted_from_a_spreadsheet_become_columns(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c1")
    canvas.paste("Nam\tTrong đó\t\n\tTrẻ em\tNgười già\n")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã tạo 4 tiêu đề cột")
    canvas.until(lambda: canvas.top()[1:4] == ["Tổng số đơn", "Nam", "Trong đó"])
    canvas.keys("Control+z")
    expect(canvas.page.locator(".ds-head", has_text="Người già")).to_have_count(0)
    canvas.until(lambda: "Nam" not in canvas.top())


def test_rows_pasted_with_markers_become_a_tree(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    canvas.click("s:rtong:label")
    canvas.paste("I. Thu\n1. Thuế\n2. Phí\nII. Chi")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Đã tạo 4 dòng")
    made, marked = (canvas.page.locator(f"tr[data-row] {place}") for place in ("th.is-caption", "td.is-marker"))
    canvas.until(lambda: made.all_text_contents()[-4:] == ["Thu", "Thuế", "Phí", "Chi"])
    canvas.until(lambda: marked.all_text_contents()[-4:] == ["I.", "1.", "2.", "II."])


def test_a_relation_line_is_typed_as_printed_and_replaces_its_checks(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("q:c8")
    canvas.type("8=9+ab")
    expect(canvas.page.locator(".ds-help mark")).to_have_text("ab")
    canvas.keys("Backspace", "Backspace")
    canvas.type("10")
    expect(canvas.page.locator(".ds-help li")).to_have_text("«Số đơn đã xử lý» (8) = «Số đơn» (9) + «Số vụ việc» (10)")
    canvas.keys("Enter")
    canvas.saved()
    canvas.page.get_by_role("tab", name="Kiểm tra số liệu").click()
    rule = canvas.page.locator(".ds-rule", has_text="«Số đơn đã xử lý» (8) = «Số đơn»")
    expect(rule).to_contain_text("in trên biểu")


def test_a_formula_is_pointed_together(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c8")
    canvas.type("=")
    canvas.click("h:c2")
    canvas.type("+")
    canvas.click("h:c3")
    expect(canvas.formula()).to_have_text("c2+c3")
    expect(canvas.at("h:c2")).to_have_class("ds-head is-leaf mark-1")
    canvas.type(" + khieu")
    expect(canvas.page.locator(".cm-tooltip-autocomplete:not(.cm-tooltip-autocomplete-disabled) .cm-completionLabel").first).to_have_text("c11")
    canvas.keys("Enter")
    expect(canvas.formula()).to_have_text("c2+c3 + c11")
    expect(canvas.words()).to_contain_text("«Khiếu nại» (11)")
    canvas.keys("Enter")
    canvas.saved()
    assert canvas.node("c8")["cell"] == {"kind": "computed", "formula": "c2+c3 + c11"}
    expect(canvas.at("d:r1:c8")).to_have_text("= c2+c3 + c11")
    canvas.type("=")  # begun again, a formula gives way to what is pointed at, as in a worksheet; Escape keeps it
    canvas.click("h:c4")
    expect(canvas.formula()).to_have_text("c4")
    canvas.keys("Escape")
    canvas.click("d:r1:c8")
    canvas.keys("F2")
    canvas.type(" + c4")
    expect(canvas.formula()).to_have_text("c2+c3 + c11 + c4")


def test_a_figure_of_another_form_is_pointed_at_there(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c8")
    canvas.type("=")
    canvas.page.get_by_role("button", name="02/XLD").click()
    canvas.click("h:c1")
    expect(canvas.formula()).to_have_text("form(f_02xld, c1)")
    canvas.keys("Enter")
    expect(canvas.page.locator(".ds-sheet-code")).to_have_text("01/XLD")
    canvas.saved()
    assert canvas.node("c8")["cell"]["formula"] == "form(f_02xld, c1)"


def test_the_kind_of_a_range_is_set_and_says_where_it_comes_from(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    canvas.click("d:rso:c8")
    canvas.click("d:rxa:c9", modifiers=["Shift"])
    panel = properties(canvas.page)
    expect(panel.get_by_role("heading").first).to_have_text("10 ô")
    panel.get_by_label("Loại ô").select_option("blocked")
    expect(canvas.at("d:rso:c8")).to_have_text("X")
    canvas.click("h:c12")
    panel.get_by_label("Số thập phân").select_option("2")
    canvas.click("d:rso:c12")
    expect(panel.get_by_text("theo cột").first).to_be_visible()


def test_a_check_is_made_from_the_selection(open_design: Open) -> None:
    canvas = open_design()
    canvas.page.get_by_role("tab", name="Kiểm tra số liệu").click()
    canvas.click("h:c5")
    canvas.click("h:c7", modifiers=["Shift"])
    canvas.page.get_by_role("button", name="Thêm kiểm tra").click()
    canvas.page.get_by_role("menuitem", name="Tổng = các con").click()
    editor = canvas.page.get_by_role("group", name="Tổng = các con")
    expect(editor.locator("code")).to_have_text("c5 == c6 + c7")
    editor.get_by_label("Mức độ").select_option("warning")
    editor.get_by_role("button", name="Lưu kiểm tra").click()
    expect(canvas.page.locator(".ds-rule", has_text="(5) = «")).to_contain_text("Cảnh báo")


def test_what_cannot_be_sent_is_kept_and_sent_later(open_design: Open) -> None:
    canvas = open_design()
    canvas.server("server.failNext = Array(100).fill(0)")
    canvas.click("h:c1")
    canvas.type("Ngoại tuyến")
    canvas.keys("Enter")
    expect(canvas.page.locator(".ds-save")).to_contain_text("Chưa lưu được, đang giữ trên máy này")
    assert "Ngoại tuyến" in canvas.page.evaluate("localStorage.getItem('khuon.draft.d1.pending')")
    # The network is back and the button pressed in one breath: a moment later the page would try again by itself.
    canvas.page.wait_for_function("""() => [...document.querySelectorAll('.ds button')].some(
        each => each.textContent === 'Lưu lại' && (window.server.failNext = [], each.click(), true))""")
    canvas.saved()
    assert canvas.node("c1")["label"] == "Ngoại tuyến"


@pytest.mark.parametrize(("choice", "left", "heard"), [("Dùng nội dung của bạn", "Của Hoa", False), ("Giữ nội dung đang có", "Của Minh", True)])
def test_two_people_on_one_caption_choose(open_design: Open, choice: str, left: str, heard: bool) -> None:
    canvas = open_design()
    canvas.click("h:c1")
    canvas.type("Của Hoa")
    caption = "['f_01xld', 'sections', 'items', 's1', 'columns', 'nodes', 'c1', 'label']"
    canvas.server(f"server.other({{op: 'set', path: {caption}, value: 'Của Minh'}}, 'Sửa tiêu đề cột 1')")
    if heard:  # Also when the news come while it is being typed.
        expect(canvas.page.locator(".ds-toast")).to_contain_text("Sửa tiêu đề cột 1")
    canvas.keys("Enter")
    dialog = canvas.page.get_by_role("dialog", name="Hai người cùng sửa một chỗ")
    expect(dialog.get_by_role("row").last).to_contain_text("Của HoaCủa Minh")
    dialog.get_by_role("button", name=choice).click()
    expect(canvas.at("h:c1")).to_have_text(left)
    canvas.saved()
    assert canvas.node("c1")["label"] == left


def test_markers_are_typed_down_the_rows_as_in_a_spreadsheet(open_design: Open) -> None:
    canvas = open_design("sample=empty")
    canvas.page.get_by_role("button", name="Biểu mới").first.click()
    dialog = canvas.page.get_by_role("dialog", name="Biểu mới")
    dialog.get_by_label("Số hiệu biểu").fill("05/XLD")
    dialog.get_by_label("Tên biểu").fill("BIỂU THỬ")
    dialog.get_by_label("Bảng chỉ tiêu").check()
    dialog.get_by_role("button", name="Tạo biểu").click()
    canvas.page.locator("th.ds-stub").first.click()
    for caption in ("Khiếu nại", "Lần đầu", "Lần hai"):
        canvas.type(caption)
        canvas.keys("Enter")
    markers = canvas.page.locator(".ds-stub.is-marker")
    expect(markers).to_have_text(["1", "2", "3"])
    markers.first.click()
    for marker in ("A", "1", "2"):
        canvas.type(marker)
        canvas.keys("Enter")
    expect(markers).to_have_text(["A", "1", "2"])
    expect(canvas.page.locator("th.ds-stub")).to_have_text(["Khiếu nại", "Lần đầu", "Lần hai"])


def test_a_blank_form_becomes_a_table(open_design: Open) -> None:
    canvas = open_design("sample=empty")
    canvas.page.get_by_role("button", name="Biểu mới").first.click()
    dialog = canvas.page.get_by_role("dialog", name="Biểu mới")
    dialog.get_by_role("button", name="Tạo biểu").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Ghi số hiệu biểu")
    dialog.get_by_label("Số hiệu biểu").fill("05/XLD")
    dialog.get_by_label("Tên biểu").fill("BIỂU THỬ")
    dialog.get_by_label("Bảng chỉ tiêu").check()
    dialog.get_by_role("button", name="Tạo biểu").click()
    expect(canvas.page.locator(".ds-sheet-title")).to_contain_text("05/XLD")
    canvas.until(lambda: canvas.top()[:2] == ["STT", "Chỉ tiêu"])


def test_a_long_table_draws_what_is_in_view(open_design: Open) -> None:
    canvas = open_design("sample=big")
    canvas.click("d:r3:c2")
    canvas.until(lambda: canvas.page.locator("tr[data-row]").count() < 120)
    for _ in range(30):
        canvas.keys("ArrowDown")
    expect(canvas.at("d:r33:c2")).to_be_in_viewport()


@pytest.mark.parametrize("query", ["form=f_01xld", "sample=tthc", "sample=empty", "form=f_01xld&state=in_review"])
def test_nothing_bars_the_way_of_assistive_programs(open_design: Open, axe_source: str, query: str) -> None:
    canvas = open_design(query)
    if canvas.page.locator(".ds-head").count():
        canvas.page.locator(".ds-head").nth(3).click()
        canvas.page.get_by_role("tab", name="Kiểm tra số liệu").click()
    assert [one["id"] for one in axe.violations(canvas.page, axe_source, ())] == []


def test_a_design_of_the_demo_is_changed_tried_and_checked(page: Page, demo_server: str) -> None:
    listed, password = accounts()
    login = "thietke.vp"
    assert login in [account.login for account in listed]
    page.goto(f"{demo_server}/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.goto(f"{demo_server}/thiet-ke")
    page.get_by_role("link", name="II.06a/VPCP/KSTT").first.click()
    canvas = Canvas(page)
    expect(page.locator(".ds-table")).to_be_visible()
    canvas.click("h:c13")
    canvas.keys("Control+Enter")
    canvas.type("Tạm dừng")
    canvas.keys("Enter")
    canvas.saved()
    page.reload()
    expect(page.locator(".ds-head", has_text="Tạm dừng")).to_be_visible()
    canvas.click("h:c13")
    canvas.keys("Control+z", "Control+z")
    expect(page.locator(".ds-head", has_text="Tạm dừng")).to_have_count(0)
    canvas.click("h:c8")
    canvas.type("=")
    canvas.click("h:c9")
    canvas.type("+zz")
    expect(page.locator(".ds-formula .ds-fault").first).to_be_visible()
    canvas.keys("Escape", "Escape")
    page.get_by_role("button", name="Dùng thử").click()
    expect(page.locator(".is-trial .k-table").first).to_be_visible()
