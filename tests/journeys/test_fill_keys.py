"""Filling a table by keyboard, mouse, paste and Vietnamese input methods, and saving it, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.harness import harness

__all__ = ["harness"]

pytestmark = pytest.mark.journey

Open = Callable[..., "Sheet"]


class Sheet:
    """A page of the harness, spoken to in cells."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def cell(self, key: str) -> Any:
        """The drawn cell of "row:column" (column by its id)."""
        row, column = key.split(":")
        return self.page.locator(f'td[data-key="{row}:{column}"], th[data-key="{row}:{column}"]')

    def click(self, key: str, **options: Any) -> None:
        """Click a cell."""
        self.cell(key).click(**options)

    def keys(self, *names: str) -> None:
        """Press keys one after the other."""
        for name in names:
            self.page.keyboard.press(name)

    def type(self, text: str) -> None:
        """Type text, key by key."""
        self.page.keyboard.type(text)

    def text(self, key: str) -> str:
        """What the cell shows."""
        return str(self.cell(key).locator(".k-value").inner_text())

    def active(self) -> str:
        """Key of the cell with the ring."""
        return str(self.page.locator(".is-active").get_attribute("data-key"))

    def paste(self, text: str, html: str = "") -> None:
        """Paste as a spreadsheet program would: text and, if given, HTML."""
        self.page.evaluate(
            """async ([text, html]) => {
                const parts = {'text/plain': new Blob([text], {type: 'text/plain'})};
                if (html) parts['text/html'] = new Blob([html], {type: 'text/html'});
                await navigator.clipboard.write([new ClipboardItem(parts)]);
            }""",
            [text, html],
        )
        self.keys("Control+v")

    def clipboard(self) -> str:
        """The text on the clipboard."""
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def saved(self) -> None:
        """Wait until everything is saved."""
        expect(self.page.locator(".fill-save.is-saved")).to_contain_text("Đã lưu")

    def server(self, script: str) -> Any:
        """Evaluate with the harness' server as `server`."""
        return self.page.evaluate(f"(() => {{ const server = window.server; return {script}; }})()")


@pytest.fixture
def open_form(page: Page, harness: str) -> Iterator[Open]:
    """Opens a sample form; the test fails on any error or blocked resource of the page."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None
    )

    def opener(form: str, query: str = "") -> Sheet:
        page.goto(f"{harness}fill.html?form={form}{query}")
        expect(page.locator(".k-table").first).to_be_visible(timeout=30_000)
        page.evaluate("document.fonts.ready")
        return Sheet(page)

    yield opener
    assert faults == []


def test_arrows_enter_and_tab_walk_as_in_excel(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r2:c2")
    sheet.keys("ArrowRight", "ArrowDown")
    assert sheet.active() == "r3:c3"
    sheet.keys("Enter", "Shift+Enter", "Shift+Enter")
    assert sheet.active() == "r2:c3"
    sheet.keys("Tab")
    assert sheet.active() == "r2:c4"
    sheet.keys("End")
    assert sheet.active() == "r2:c10"
    sheet.keys("Tab")
    assert sheet.active() == "r3:c2", "the computed total is passed over"
    sheet.keys("Home")
    assert sheet.active() == "r3:c1"
    sheet.keys("Control+End")
    assert sheet.active() == "r200:c10"
    sheet.keys("PageUp", "Control+Home")
    assert sheet.active() == "r1:c1"


def test_escape_then_tab_leaves_the_table(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c5")
    sheet.keys("Escape", "Tab")
    assert sheet.page.locator(".is-active").count() == 0
    assert sheet.page.evaluate("document.activeElement.closest('table')") is None


def test_typing_replaces_f2_edits_escape_restores(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c3")
    sheet.type("31")
    sheet.keys("Enter")
    assert sheet.text("r1:c3") == "31"
    sheet.click("r1:c3")
    sheet.keys("F2")
    sheet.type("5")
    sheet.keys("Tab")
    assert sheet.text("r1:c3") == "315"
    assert sheet.active() == "r1:c4"
    sheet.type("99")
    sheet.keys("Escape")
    assert sheet.text("r1:c4") == "2"
    sheet.cell("r1:c4").dblclick()
    sheet.keys("Backspace")
    sheet.type("7")
    sheet.keys("Tab")
    assert sheet.text("r1:c4") == "7"


def test_totals_are_computed_while_typing_and_cannot_be_entered(open_form: Open) -> None:
    sheet = open_form("xld")
    assert sheet.text("r1:c1") == "120"
    sheet.click("r1:c2")
    sheet.type("1005")
    sheet.keys("Enter")
    assert sheet.text("r1:c1") == "1.120"
    sheet.click("r1:c1")
    sheet.type("5")
    assert sheet.text("r1:c1") == "1.120"
    expect(sheet.page.locator(".fill-message")).to_have_text("Ô này được tính tự động, không nhập được.")
    name = sheet.cell("r1:c1").locator("input").get_attribute("aria-label") or ""
    assert "tự động tính" in name
    assert sheet.cell("r1:c1").locator("input").get_attribute("aria-readonly") == "true"


def test_blank_dash_zero_and_x_stay_apart(open_form: Open) -> None:
    sheet = open_form("II06a")
    sheet.click("o1#k1:c8")
    for typed in ("-", "0", "1.234,5"):
        sheet.type(typed)
        sheet.keys("Enter")
    sheet.keys("Delete")
    assert sheet.text("o1#k1:c8") == "-"
    assert sheet.text("o1#k2:c8") == "0"
    assert sheet.text("o1#k3:c8") == "1.234,5"
    assert sheet.text("o1#k4:c8") == ""
    assert sheet.text("x1:c4") == "X"
    sheet.saved()
    values = sheet.server("server.forms.get('II06a').values")
    assert values["o1#k1:c8"] == {"s": "-"}
    assert values["o1#k2:c8"] == "0"
    assert values["o1#k3:c8"] == "1234.5"
    assert "o1#k4:c8" not in values


def test_what_is_no_number_is_kept_and_named(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c2")
    sheet.type("khoảng năm")
    sheet.keys("Tab")
    assert sheet.text("r1:c2") == "khoảng năm"
    assert "has-error" in (sheet.cell("r1:c2").get_attribute("class") or "")
    assert "is-incomplete" in (sheet.cell("r1:c1").get_attribute("class") or "")
    assert "“khoảng năm” không phải là số." in (sheet.cell("r1:c2").get_attribute("title") or "")
    sheet.saved()
    assert sheet.server("server.forms.get('xld').values['r1:c2']") == {"raw": "khoảng năm"}


def test_a_long_number_widens_its_column_and_is_never_clipped(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c2")
    sheet.type("123456789012345")
    sheet.keys("Enter")
    clipped = sheet.page.evaluate(
        "[...document.querySelectorAll('td.k-figure')].filter((td) => td.scrollWidth > td.clientWidth + 1).map((td) => td.dataset.key)"
    )
    assert clipped == []
    sheet.click("r1:c3")
    sheet.type("1" * 38)
    sheet.keys("Enter")
    assert sheet.text("r1:c3") == "###"
    assert "11.111.111" in (sheet.cell("r1:c3").get_attribute("title") or "")


def test_range_copy_is_text_with_vietnamese_numbers(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r29:c2")
    sheet.keys("Shift+ArrowRight", "Shift+ArrowDown")
    expect(sheet.page.locator(".fill-cell")).to_contain_text("Tổng")
    sheet.keys("Control+c")
    assert sheet.clipboard().replace("\r", "") == "1.238,96\t1.339,96\n1.275,30\t1.376,30"


def test_paste_of_a_block_skips_and_counts_locked_cells_and_is_one_undo(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.click("r1:c1")
    sheet.paste("5\t6\t7,5\n")
    expect(sheet.page.locator(".fill-message")).to_have_text("Đã dán 2 ô, bỏ qua 1 ô khoá.")
    assert sheet.text("r1:c2") == "6"
    assert sheet.text("r1:c3") == "7,5"
    sheet.keys("Control+z")
    assert (sheet.text("r1:c2"), sheet.text("r1:c3")) == ("5", "30")
    sheet.keys("Control+y")
    assert (sheet.text("r1:c2"), sheet.text("r1:c3")) == ("6", "7,5")


def test_an_ambiguous_block_is_asked_about_once(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r2:c2")
    sheet.paste("1.234\t2.500\n3.100\t7\n")
    dialog = sheet.page.get_by_role("dialog")
    expect(dialog).to_contain_text("1.234")
    dialog.get_by_role("button", name="ngăn hàng nghìn").click()
    assert [sheet.text(key) for key in ("r2:c2", "r2:c3", "r3:c2", "r3:c3")] == [
        "1.234,00",
        "2.500,00",
        "3.100,00",
        "7,00",
    ]
    sheet.click("r2:c2")
    sheet.paste("1.234\t2.5\n")
    assert sheet.page.get_by_role("dialog").count() == 0, "2.5 tells that the point is decimal"
    assert sheet.text("r2:c2") == "1,234"


def test_exact_values_of_spreadsheet_html_win_over_their_text(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r2:c2")
    sheet.paste("1.235\t1.235", '<table><tr><td sdval="1234.56">1.235</td><td x:num="1235">1.235</td></tr></table>')
    assert (sheet.text("r2:c2"), sheet.text("r2:c3")) == ("1.234,56", "1.235,00")


def test_a_pasted_list_makes_the_open_rows_it_needs(open_form: Open) -> None:
    sheet = open_form("II06a")
    sheet.page.locator('th[data-key="o3#m1:@label"]').click()
    sheet.paste("Chứng thực\t\t10\nĐất đai\t\t20\nHộ tịch\t\t30\n")
    names = sheet.page.locator('th[data-key^="o3#"] .k-value').all_inner_texts()
    assert names == ["Chứng thực", "Đất đai", "Hộ tịch"]
    sheet.keys("Control+z")
    assert sheet.page.locator('th[data-key^="o3#"]').count() == 1


def test_open_rows_are_added_named_and_removed_with_undo(open_form: Open) -> None:
    sheet = open_form("II06a")
    sheet.page.get_by_role("button", name="Thêm dòng: Lĩnh vực").first.click()
    sheet.type("Y tế")
    sheet.keys("Tab")
    assert sheet.page.locator('th[data-key^="o1#"] .k-value').last.inner_text() == "Y tế"
    sheet.click("o1#k1:c8")
    sheet.keys("Control+Delete")
    assert sheet.page.locator('[data-key="o1#k1:c8"]').count() == 0
    sheet.keys("Control+z")
    assert sheet.text("o1#k1:c8") == "60"
    sheet.saved()
    labels = sheet.server("server.forms.get('II06a').instances.o1.map((one) => one.label)")
    assert labels[0] == "Đất đai"
    assert labels[-1] == "Y tế"


def test_fill_down_cut_and_undo(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r2:c2")
    sheet.type("9")
    sheet.keys("Enter", "ArrowUp", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    assert [sheet.text(f"r{row}:c2") for row in (2, 3, 4)] == ["9,00"] * 3
    sheet.keys("Control+x")
    assert [sheet.text(f"r{row}:c2") for row in (2, 3, 4)] == [""] * 3
    sheet.keys("Control+z", "Control+z")
    assert sheet.text("r3:c2") == "276,14"


def test_composition_that_starts_on_a_selected_cell(open_form: Open) -> None:
    sheet = open_form("II06a")
    sheet.click("o1#k1:c14")
    client = sheet.page.context.new_cdp_session(sheet.page)
    for text in ("d", "đ", "đấ", "đất"):
        client.send("Input.imeSetComposition", {"selectionStart": len(text), "selectionEnd": len(text), "text": text})
    client.send("Input.insertText", {"text": "đất"})
    sheet.keys("Enter")
    assert sheet.text("o1#k1:c14") == "đất"


@pytest.mark.parametrize(("key", "burst", "shown"), [("o1#k1:c14", "a|a<â|n", "ân"), ("o1#k1:c8", "7|8|9", "789")])
def test_a_burst_of_synthetic_keys(open_form: Open, key: str, burst: str, shown: str) -> None:
    """UniKey sends a backspace and the finished letter faster than any page can draw."""
    sheet = open_form("II06a")
    sheet.click(key)
    client = sheet.page.context.new_cdp_session(sheet.page)
    for part in burst.split("|"):
        for char in part:
            if char == "<":
                for kind in ("rawKeyDown", "keyUp"):
                    client.send(
                        "Input.dispatchKeyEvent",
                        {"type": kind, "key": "Backspace", "code": "Backspace", "windowsVirtualKeyCode": 8},
                    )
            else:
                client.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": char, "key": char})
                client.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": char})
    if "<" in burst:
        # "a", "a", backspace, "â": the second "a" is what the backspace takes away.
        shown = "a" + shown
    sheet.keys("Enter")
    assert sheet.text(key) == shown


def test_choice_date_and_target_cells(open_form: Open) -> None:
    sheet = open_form("mixed")
    sheet.click("r2:c4")
    sheet.type("khong")
    expect(sheet.page.get_by_role("option", name="Không đạt")).to_be_visible()
    sheet.keys("Enter")
    assert sheet.text("r2:c4") == "Không đạt"
    sheet.click("r2:c3")
    sheet.type("5/7/2026")
    sheet.keys("Tab", "Shift+Tab", "Shift+Tab", "Shift+Tab")
    assert sheet.text("r2:c3") == "05/07/2026"
    sheet.type("trên 4")
    sheet.keys("Enter")
    assert sheet.text("r2:c1") == "> 4"
    sheet.saved()
    values = sheet.server("server.forms.get('mixed').values")
    assert values["r2:c4"] == {"c": "khong"}
    assert values["r2:c3"] == {"d": "2026-07-05"}
    assert "q3" not in values, "a list of choices is no default"


def test_plain_questions_save_exact_text(open_form: Open) -> None:
    sheet = open_form("mixed")
    box = sheet.page.get_by_label("Tổng số cán bộ, công chức")
    expect(box).to_have_value("1.234")
    box.fill("1.234.567,5")
    box.press("Tab")
    expect(box).to_have_value("1.234.567,5")
    sheet.page.get_by_label("1.2. Khó khăn, vướng mắc").fill("Thiếu người")
    sheet.saved()
    values = sheet.server("server.forms.get('mixed').values")
    assert values["q1"] == "1234567.5"
    assert values["q5"] == {"t": "Thiếu người"}


def test_a_failed_check_leads_to_its_cell(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.page.locator(".fill-checks-button").click()
    expect(sheet.page.locator(".fill-checks")).to_contain_text("Cột 9: 97 ≠ 11+12+13 = 98")
    sheet.page.get_by_text("Cột 9: 97 ≠ 11+12+13 = 98").click()
    assert sheet.active() == "r1:c9"
    sheet.type("98")
    sheet.keys("Enter")
    expect(sheet.page.locator(".fill-checks")).not_to_contain_text("Cột 9: 97 ≠ 11+12+13 = 98")


def test_a_cell_far_away_is_shown_clear_of_header_and_frozen_column(open_form: Open) -> None:
    sheet = open_form("big")
    sheet.click("r150:c10")
    sheet.keys("Control+ArrowUp", "PageDown", "PageDown", "Home")
    hidden = sheet.page.evaluate(
        """(() => {
            const cell = document.querySelector('.is-active').getBoundingClientRect();
            const head = document.querySelector('thead').getBoundingClientRect();
            const frozen = document.querySelector('tbody .k-frozen').getBoundingClientRect();
            return cell.top < head.bottom - 1 || cell.left < frozen.right - 1;
        })()"""
    )
    assert hidden is False


def test_nothing_is_lost_when_saving_fails_and_the_page_is_reloaded(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.server("server.failNext = [0, 0, 0]")
    sheet.click("r1:c2")
    sheet.type("55")
    sheet.keys("Enter")
    expect(sheet.page.locator(".fill-save")).to_contain_text("Chưa lưu được")
    sheet.page.on("dialog", lambda dialog: dialog.accept())
    sheet = open_form("xld")
    assert sheet.text("r1:c2") == "55"
    expect(sheet.page.locator(".fill-message")).to_contain_text("Đã lấy lại 1 ô")
    sheet.saved()
    assert sheet.server("server.forms.get('xld').values['r1:c2']") == "55"


def test_a_session_that_ended_keeps_the_figures_and_says_so(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.server("server.failNext = [401]")
    sheet.click("r1:c2")
    sheet.type("56")
    sheet.keys("Enter")
    expect(sheet.page.locator(".fill-save.is-login")).to_contain_text("Phiên đăng nhập đã hết")
    draft = sheet.page.evaluate("localStorage.getItem('khuon:draft:u1:s1:xld')")
    assert json.loads(draft)["cells"]["r1:c2"] == {"to": "56", "was": "5"}
    sheet.page.evaluate("window.dispatchEvent(new Event('focus'))")
    sheet.saved()
    assert sheet.page.evaluate("localStorage.getItem('khuon:draft:u1:s1:xld')") is None


def test_a_cell_that_two_people_changed_is_asked_about(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.server("(server.forms.get('xld').values['r1:c2'] = '70', server.forms.get('xld').values['r1:c3'] = '71')")
    sheet.click("r1:c2")
    sheet.type("60")
    sheet.keys("Tab", "Tab")
    sheet.type("9")
    sheet.keys("Enter")
    dialog = sheet.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Người khác vừa sửa cùng ô")
    expect(dialog.get_by_label("60")).to_be_checked()
    expect(dialog.get_by_label("70")).to_be_visible()
    dialog.get_by_label("70").check()
    dialog.get_by_role("button", name="Giữ các giá trị đã chọn").click()
    sheet.saved()
    assert [sheet.text(f"r1:c{column}") for column in (2, 3, 4)] == ["70", "71", "9"]
    values = sheet.server("server.forms.get('xld').values")
    assert [values[f"r1:c{column}"] for column in (2, 3, 4)] == ["70", "71", "9"]


def test_sending_is_blocked_by_errors_and_warnings_want_a_reason(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.page.get_by_role("button", name="Trình ký").click()
    dialog = sheet.page.get_by_role("dialog")
    expect(dialog).to_contain_text("lỗi phải sửa trước khi gửi")
    assert dialog.get_by_role("button", name="Trình ký").count() == 0
    dialog.get_by_text("Cột 9: 97 ≠ 11+12+13 = 98").click()
    assert sheet.active() == "r1:c9"


@pytest.mark.parametrize("form", ["xld", "II06a", "mixed"])
def test_axe_finds_nothing_serious(open_form: Open, axe_source: str, form: str) -> None:
    sheet = open_form(form)
    sheet.page.locator(".fill-checks-button").click()
    sheet.page.evaluate(axe_source)
    found = sheet.page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
    serious = [
        (one["id"], [node["target"] for node in one["nodes"]][:3])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_all_rows_of_a_windowed_table_are_printed(open_form: Open) -> None:
    sheet = open_form("huge")
    assert sheet.page.locator("tbody tr.k-row").count() < 200
    sheet.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert sheet.page.locator("tbody tr.k-row").count() == 400
    sheet.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(sheet.page.locator("tbody tr.k-row").first).to_be_visible(timeout=30_000)


def test_a_phone_reads_without_scrolling_the_page_sideways(open_form: Open) -> None:
    sheet = open_form("xld")
    sheet.page.set_viewport_size({"width": 390, "height": 844})
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= 390
