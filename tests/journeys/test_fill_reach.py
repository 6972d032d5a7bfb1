"""Filling for everyone: by keyboard alone from the first figure to the sending, in both browsers; magnified, without motion, in forced colours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.forms_md import read
from tests.journeys.browsers import others, version_of
from tests.journeys.conftest import PATIENCE
from tests.journeys.marionette import FIREFOX, firefox
from tests.journeys.test_axe_runtime import serious
from tests.runtime import world as worlds
from tests.runtime.world import World, regime_document
from tests.serving import served

pytestmark = pytest.mark.journey

TABLE = """
| Chỉ tiêu  | Tổng   | Nam | Nữ | Nơi ở {text} |
| A         | 1=2+3  | 2   | 3  | 4            |
|-----------|--------|-----|----|--------------|
| Trẻ em    | =c2+c3 |     |    |              |
| Người lớn | =c2+c3 |     |    |              |
"""
#: What has the keyboard, as a person would name it: the cell, else the words of the button or link.
HELD = """
const held = document.activeElement;
const cell = held.closest("[data-key]");
return cell ? cell.dataset.key : (held.getAttribute("aria-label") || held.textContent || "").trim();
"""
SHOWS = 'return document.querySelector(`[data-key="${arguments[0]}"]`)?.textContent.trim() === arguments[1];'
SAVED = 'return document.querySelector(".fill-save.is-saved")?.textContent.includes("Đã lưu") ?? false;'
STATE = 'return document.querySelector(".fill-facts .state")?.textContent.trim() ?? "";'
#: Tabs after which a place that was not met is not to be reached.
MOST_TABS = 60


class Hands(Protocol):
    """A browser used by keyboard."""

    def goto(self, address: str) -> None: ...
    def press(self, keys: str) -> None: ...
    def type(self, text: str) -> None: ...
    def script(self, body: str, *arguments: Any) -> Any: ...
    def until(self, body: str, *arguments: Any) -> None: ...


class Chromium:
    """The hands of a page of Playwright."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def goto(self, address: str) -> None:
        self.page.goto(address)

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def script(self, body: str, *arguments: Any) -> Any:
        return self.page.evaluate(f"arguments => {{ {body} }}", list(arguments))

    def until(self, body: str, *arguments: Any) -> None:
        self.page.wait_for_function(f"arguments => {{ {body} }}", arg=list(arguments), timeout=PATIENCE)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", [read(TABLE).document, regime_document(["f_1"])]) as made:
        yield made


def token(world: World, login: str) -> str:
    cookie = world.client(login).http.get_cookie("khuon_session")
    assert cookie is not None
    return cookie.value


def tab_to(hands: Hands, *names: str) -> None:
    """Go on by Tab until one of these has the keyboard."""
    met = []
    for _ in range(MOST_TABS):
        met.append(hands.script(HELD))
        if met[-1] in names:
            return
        hands.press("Tab")
    raise AssertionError(f"{names} is not reached by Tab: {met}")


def acts(hands: Hands, base: str, report: str, act: str, state: str) -> None:
    """Open the report, go to its act by F6, confirm it in its dialog, see the state that follows: all by keyboard."""
    hands.goto(f"{base}/bao-cao/{report}/f_1")
    hands.until('return Boolean(document.querySelector(".fill-acts .btn-primary"));')
    hands.press("F6")
    tab_to(hands, act)
    hands.press("Enter")
    hands.until('return document.querySelector("dialog[open] .btn-primary:not(:disabled)") !== null && document.querySelector("dialog[open]").contains(document.activeElement);')
    tab_to(hands, act)
    hands.press("Enter")
    hands.until(f'return document.querySelector("dialog[open]") === null && (() => {{ {STATE} }})() === "{state}";')


def fills(hands: Hands, base: str, report: str) -> None:
    """The first row, from the top of the page."""
    hands.goto(f"{base}/bao-cao/{report}/f_1")
    hands.until('return document.querySelector(".k-editor") !== null;')
    tab_to(hands, "r1:c1", "r1:c2")
    while hands.script(HELD) != "r1:c2":
        hands.press("Tab")
    hands.type("1250")
    hands.press("Tab")
    hands.type("750")
    hands.press("Enter")
    hands.until(SHOWS, "r1:c1", "2.000")


def kept(world: World, report: str) -> dict[str, Any]:
    """Figures and words as the server has them."""
    found = world.client("clerk-a").get(f"/api/submissions/{report}/forms/f_1").get_json()["values"]
    return {key: next(iter(value.values())) if isinstance(value, dict) else value for key, value in found.items()}


def signed_in(browser: Browser, world: World, base: str, login: str, **asks: Any) -> Page:
    """A page in which a person is signed in, of a context as asked for."""
    page = browser.new_context(**{"viewport": {"width": 1366, "height": 768}, "locale": "vi-VN", **asks}).new_page()
    page.set_default_timeout(PATIENCE)
    page.context.add_cookies([{"name": "khuon_session", "value": token(world, login), "url": base}])
    return page


@pytest.fixture
def pages(world: World, browser: Browser) -> Iterator[Any]:
    """Pages in which a person is signed in."""
    with served(world.app) as base:
        yield lambda login, **asks: (signed_in(browser, world, base, login, **asks), base)


def from_the_first_figure_to_the_sending(world: World, browser: Browser, base: str) -> None:
    report = world.submission("a")
    clerk = Chromium(signed_in(browser, world, base, "clerk-a"))
    fills(clerk, base, report)
    clerk.until(SAVED)
    acts(clerk, base, report, "Trình ký", "Đã trình ký")
    acts(Chromium(signed_in(browser, world, base, "head-a")), base, report, "Ký và gửi", "Đã gửi")
    assert world.state(report) == "sent"


def test_from_the_first_figure_to_the_sending_by_keyboard_alone(world: World, browser: Browser) -> None:
    with served(world.app) as base:
        from_the_first_figure_to_the_sending(world, browser, base)


@pytest.mark.parametrize("program", others("chromium"))
def test_the_same_in_other_versions_of_chromium(world: World, playwright: Playwright, browser_type_launch_args: dict[str, Any], program: Path) -> None:
    browser = playwright.chromium.launch(**{**browser_type_launch_args, "executable_path": str(program)})
    try:
        assert browser.version.split(".")[0] == version_of(program).split(".")[0], "the version that the test is named by"
        with served(world.app) as base:
            from_the_first_figure_to_the_sending(world, browser, base)
    finally:
        browser.close()


def test_f6_goes_round_the_parts_of_the_page(world: World, pages: Any) -> None:
    page, base = pages("clerk-a")
    page.goto(f"{base}/bao-cao/{world.submission('a')}/f_1")
    expect(page.locator(".k-editor")).to_have_count(1)
    within = "return ['.fill-head', '.fill-body', '.fill-checks', '.fill-strip'].find(part => document.activeElement.closest(part))"
    seen = []
    for key in ("F6", "F6", "F6", "F6", "Shift+F6"):
        page.keyboard.press(key)
        seen.append(Chromium(page).script(within))
    assert seen == [".fill-head", ".fill-body", ".fill-strip", ".fill-head", ".fill-strip"]


@pytest.mark.skipif(not FIREFOX.exists(), reason="Firefox is missing: make test installs it for root on Debian")
def test_the_same_in_firefox_with_an_input_method_and_paste(world: World, tmp_path: Path) -> None:
    in_firefox(world, tmp_path, FIREFOX)


@pytest.mark.parametrize("program", others("firefox"))
def test_the_same_in_other_versions_of_firefox(world: World, tmp_path: Path, program: Path) -> None:
    assert in_firefox(world, tmp_path, program).split(".")[0] == version_of(program).split(".")[0], "the version that the test is named by"


def in_firefox(world: World, folder: Path, program: Path) -> str:
    """From the first figure to the sending, with input methods and paste; the version of the browser."""
    report = world.submission("a")
    with served(world.app) as base, firefox(folder, program) as clerk:
        version = clerk.version
        clerk.goto(f"{base}/login")
        clerk.cookie("khuon_session", token(world, "clerk-a"))
        fills(clerk, base, report)
        _writes_in_firefox(clerk)
        clerk.until(SAVED)
        clerk.goto(f"{base}/bao-cao/{report}/f_1")
        for key, text in {"r1:c4": "Đường", "r2:c1": "2.000", "r2:c2": "1.250", "r2:c3": "750", "r2:c4": "Đường"}.items():
            clerk.until(SHOWS, key, text)
        acts(clerk, base, report, "Trình ký", "Đã trình ký")
        clerk.cookie("khuon_session", token(world, "head-a"))
        acts(clerk, base, report, "Ký và gửi", "Đã gửi")
    assert world.state(report) == "sent"
    assert kept(world, report)["r2:c4"] == "Đường"
    return version


def _writes_in_firefox(clerk: Any) -> None:
    """A word by an input method from a selected cell, the same by a burst of keys over another, and a row copied into the next."""
    while clerk.script(HELD) != "r1:c2":
        clerk.press("Tab" if clerk.script(HELD) < "r1:c2" else "Shift+Tab")
    clerk.press("Tab")
    clerk.press("Tab")
    clerk.compose("D", "Đ", "Đu", "Đư", "Đườ", "Đường")
    clerk.press("Tab")
    clerk.until(SHOWS, "r1:c4", "Đường")
    # UniKey in Telex: "Ddwowngf", each finished letter behind a backspace, into cells that are only selected.
    for key, burst, shown in (("r2:c4", "D<Đu<ưo<ơng<<<ờng", "Đường"), ("r2:c2", "12<25", "125"), ("r2:c4", "aa<<ân", "ân")):
        while clerk.script(HELD) != key:
            clerk.press("Tab" if clerk.script(HELD) < key else "Shift+Tab")
        clerk.burst(burst)
        clerk.press("Shift+Tab")
        clerk.until(SHOWS, key, shown)
    while clerk.script(HELD) != "r1:c2":
        clerk.press("Shift+Tab")
    for key in ("Shift+ArrowRight", "Shift+ArrowRight", "Control+c", "ArrowDown", "Control+v"):
        clerk.press(key)
    clerk.until(SHOWS, "r2:c4", "Đường")


def test_at_200_percent_a_figure_is_entered_and_nothing_lies_outside_the_window(world: World, pages: Any, axe_source: str) -> None:
    report = world.submission("a")
    page, base = pages("clerk-a", viewport={"width": 683, "height": 384}, device_scale_factor=2)
    fills(Chromium(page), base, report)
    assert page.evaluate("document.documentElement.scrollWidth") <= 683
    expect(page.locator(".is-active")).to_be_in_viewport(ratio=1)
    for name in ("Kiểm tra", "Trình ký", "Công cụ"):
        page.get_by_role("button", name=name, exact=True).scroll_into_view_if_needed()
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport(ratio=1)
    page.get_by_role("button", name="Công cụ").click()
    expect(page.get_by_role("button", name="Trao đổi")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 683
    assert serious(page, axe_source) == []


def test_the_first_cells_stand_on_the_first_screen_of_a_telephone(world: World, pages: Any, axe_source: str) -> None:
    page, base = pages("clerk-a", viewport={"width": 390, "height": 844})
    page.goto(f"{base}/bao-cao/{world.submission('a')}/f_1")
    first = page.locator(".one-cell").first
    expect(first).to_be_in_viewport(ratio=1)
    box = first.bounding_box()
    assert box is not None
    assert box["y"] < 844 * 0.45, "the head leaves more than half of the screen to the form"
    assert serious(page, axe_source) == []


def test_who_asks_for_no_motion_gets_none(world: World, pages: Any) -> None:
    page, base = pages("clerk-a", reduced_motion="reduce")
    fills(Chromium(page), base, world.submission("a"))
    page.get_by_role("button", name="Trao đổi").click()
    page.get_by_role("button", name="Trình ký").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    moving = """() => [...document.querySelectorAll("*")].filter(one => {
      const style = getComputedStyle(one);
      return style.animationName !== "none" || style.transitionDuration.split(", ").some(time => time !== "0s") || style.scrollBehavior === "smooth";
    }).map(one => one.className)"""
    assert page.evaluate(moving) == []
    assert page.evaluate("document.getAnimations().length") == 0


def test_in_forced_colours_the_cell_in_hand_and_a_wrong_one_are_told_by_lines(world: World, pages: Any) -> None:
    page, base = pages("clerk-a", forced_colors="active")
    fills(Chromium(page), base, world.submission("a"))
    wrong = page.locator(".k-table .is-active")
    key = wrong.get_attribute("data-key")
    page.keyboard.type("mười")
    page.keyboard.press("Tab")
    ring = page.locator(f'.k-table .is-active:not([data-key="{key}"])')
    assert ring.evaluate("cell => getComputedStyle(cell, '::before').borderTopStyle") == "solid"
    told = page.locator(f'[data-key="{key}"]').evaluate("cell => getComputedStyle(cell).outlineStyle")
    assert (told, ring.evaluate("cell => getComputedStyle(cell).outlineStyle")) == ("dashed", "none")
