"""Filling a table by keyboard and Vietnamese input methods, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.cells import Open, harness, open_form

__all__ = ["harness", "open_form"]

pytestmark = pytest.mark.journey


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
    assert sheet.text("r2:c1") == "Trên 4"
    sheet.saved()
    values = sheet.server("server.forms.get('mixed').values")
    assert values["r2:c4"] == {"c": "khong"}
    assert values["r2:c3"] == {"d": "2026-07-05"}
    assert "q3" not in values, "a list of choices is no default"


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
