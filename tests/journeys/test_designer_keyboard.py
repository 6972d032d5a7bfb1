"""From the list of regimes to the leader's desk without a mouse, the focus in sight at every step."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from runtime.config import Config
from tests.journeys.test_demo import sign_in
from tests.journeys.test_importing import draft_of

pytestmark = pytest.mark.journey

#: What the focused element is called, and what is wrong with how it is shown.
FOCUS = """() => {
    const held = document.activeElement;
    if (!held || held === document.body) return ["", "nothing has the focus"];
    const name = held.getAttribute("aria-label") ?? held.labels?.[0]?.innerText ?? held.innerText ?? "";
    const box = held.getBoundingClientRect();
    const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const ringed = (each) => each && ((getComputedStyle(each).outlineStyle !== "none" && parseFloat(getComputedStyle(each).outlineWidth) > 0) || getComputedStyle(each).boxShadow !== "none");
    const shown = ringed(held) || ringed(held.parentElement) || ringed(held.closest(".ds-formula-input")) || ringed(held.closest(".ds-formula"));
    return [name.trim(), inside ? (shown ? "" : "no ring around it") : "out of sight"];
}"""


class Keyboard:
    """Keys alone; whatever takes the focus must be seen to have it."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, *names: str) -> None:
        """Keys one after the other."""
        for name in names:
            self.keys += 1
            self.page.keyboard.press(name)

    def type(self, text: str) -> None:
        """Text, key by key."""
        self.keys += len(text)
        self.page.keyboard.type(text)

    def focus(self) -> str:
        """What has the focus, which must be seen."""
        name, fault = self.page.evaluate(FOCUS)
        assert fault == "", f"“{name}”: {fault}"
        return str(name)

    def part(self, place: str) -> None:
        """Press F6 until the focus is in a part of the screen."""
        for _ in range(60):
            if self.page.evaluate("place => document.activeElement.closest(place) !== null", place):
                return
            self.press("F6")
            self.page.evaluate("() => new Promise(requestAnimationFrame)")
        raise AssertionError(f"F6 does not lead to {place}")

    def to(self, name: str, key: str = "Tab", most: int = 40) -> None:
        """Press a key until the place with a name has the focus."""
        passed = []
        for _ in range(most):
            if re.search(name, self.focus()):
                return
            passed.append(self.focus())
            self.press(key)
        raise AssertionError(f"no “{name}” among {passed}")


@pytest.fixture
def page(page: Page, demo_server: str) -> Iterator[Page]:
    """A page on which the designer has signed in, its mouse never used."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    sign_in(page, demo_server, "thietke")
    page.goto(f"{demo_server}/thiet-ke")
    yield page
    assert faults == []


def test_a_form_is_drawn_and_handed_in_by_keyboard(page: Page, demo_config: Config) -> None:
    keyboard = Keyboard(page)
    a_new_regime(keyboard)
    a_new_form(keyboard)
    headers(keyboard)
    rows(keyboard)
    a_check(keyboard)
    who_reports_when(keyboard)
    hand_in(keyboard)
    state, documents = draft_of(demo_config, page.url.rsplit("/", 1)[1].partition("?")[0])
    assert state == "in_review"
    (form,) = (body for body in documents.values() if body["spec"] == "form/1")
    (grid,) = form["sections"]["items"].values()
    columns = [grid["columns"]["nodes"][one] for one in grid["columns"]["root"]]
    assert [(one["label"], one.get("number"), one.get("cell")) for one in columns] == [
        ("STT", "A", None), ("Chỉ tiêu", "B", None), ("Nam", "1", None), ("Nữ", "2", None), ("Tổng số", "3", {"kind": "computed", "formula": "c1+c2"}),
    ]  # fmt: skip
    lines = [grid["rows"]["nodes"][one] for one in grid["rows"]["root"]]
    assert [(one["label"], one["marker"]) for one in lines] == [("Hộ nghèo", "1"), ("Hộ cận nghèo", "2"), ("Hộ thoát nghèo", "3"), ("Hộ mới nghèo", "4")]
    (rules,) = (body for body in documents.values() if body["spec"] == "rules/1")
    assert [one["expr"] for one in rules["items"].values()] == ["r04 <= r01"]
    (regime,) = (body for body in documents.values() if body["spec"] == "regime/1")
    assert [(one["tier"], one["days"]) for one in regime["deadlines"]["items"].values()] == [("commune", 2)]


def a_new_regime(keyboard: Keyboard) -> None:
    keyboard.press("Tab")
    keyboard.to("Tạo chế độ báo cáo")
    keyboard.press("Enter")
    expect(keyboard.page.get_by_label("Mã chế độ")).to_be_visible()
    keyboard.press("Tab")
    for label, text in (("Mã chế độ", "NGHEO"), ("Tên chế độ", "Báo cáo hộ nghèo"), ("Căn cứ pháp lý", "07/2021/NĐ-CP")):
        keyboard.to(label)
        keyboard.type(text)
    keyboard.press("Enter")


def a_new_form(keyboard: Keyboard) -> None:
    page = keyboard.page
    expect(page.get_by_role("button", name="Biểu mới").first).to_be_visible()
    keyboard.part(".ds-left")
    keyboard.to("^Biểu mới$")
    keyboard.press("Enter")
    keyboard.to("Số hiệu biểu")
    keyboard.type("01/HN")
    keyboard.press("Tab")
    keyboard.type("HỘ NGHÈO, HỘ CẬN NGHÈO")
    keyboard.press("Tab", "ArrowDown")
    keyboard.to("Tạo biểu")
    keyboard.press("Enter")
    expect(page.locator(".ds-table")).to_be_visible()


def headers(keyboard: Keyboard) -> None:
    page = keyboard.page
    for caption in ("Nam", "Nữ"):
        keyboard.focus()
        keyboard.type(caption)
        keyboard.press("Tab")
    keyboard.type("Tổng số")
    keyboard.press("Enter", "Alt+n")
    keyboard.focus()
    keyboard.type("=c1+c2")
    keyboard.focus()
    keyboard.press("Enter")
    expect(page.locator(".ds-number").last).to_have_text("3")


def rows(keyboard: Keyboard) -> None:
    page = keyboard.page
    # Back along the header to the captions of the rows, then down.
    keyboard.press(*["ArrowLeft"] * 3, *["ArrowDown"] * 3)
    for at, caption in enumerate(("Hộ nghèo", "Hộ cận nghèo", "Hộ thoát nghèo", "Hộ mới nghèo")):
        if at:
            keyboard.press("Control+Enter")
        keyboard.type(caption)
        keyboard.press("Enter")
        keyboard.focus()
    expect(page.locator("tr[data-row]")).to_have_count(4)


def a_check(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.part(".ds-bottom")
    keyboard.to("Kiểm tra số liệu")
    keyboard.press("Enter")
    keyboard.to("^Thêm kiểm tra$")
    keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    keyboard.press("End", "Enter")
    expect(page.locator(".ds-rule-editor .cm-content")).to_be_focused()
    # The blank behind it closes the list of names.
    keyboard.type("r04 <= r01 ")
    keyboard.focus()
    keyboard.press("Enter")
    expect(page.locator(".ds-rule")).to_have_count(1)
    # The keyboard is back on the table, where it was.
    expect(page.locator(".ds-editor")).to_be_focused()


def who_reports_when(keyboard: Keyboard) -> None:
    page = keyboard.page
    keyboard.part(".ds-left")
    keyboard.to("NGHEO", "Shift+Tab")
    keyboard.press("Enter")
    expect(page.get_by_role("button", name="Thêm thời hạn")).to_be_visible()
    keyboard.part(".ds-page")
    keyboard.to("Thêm thời hạn")
    keyboard.press("Enter")
    expect(page.get_by_label("Số ngày")).to_be_visible()
    # The new entry stands above the button that made it.
    keyboard.press("Shift+Tab")
    keyboard.to("^Số ngày", "Shift+Tab")
    keyboard.press("Control+a")
    keyboard.type("2")
    keyboard.press("Tab")
    keyboard.focus()


def hand_in(keyboard: Keyboard) -> None:
    page = keyboard.page
    expect(page.locator(".ds-save")).to_have_text("Đã lưu")
    keyboard.part(".ds-toolbar")
    keyboard.to("Trình duyệt", "ArrowLeft")
    keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Trình duyệt")).to_be_enabled()
    keyboard.to("^Trình duyệt$")
    keyboard.press("Enter")
    expect(dialog).to_be_hidden()
