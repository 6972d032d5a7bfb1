"""A form that was seen a moment ago stands at once; what the server says then is taken over, and nothing is called saved before."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import request
from playwright.sync_api import Browser, BrowserContext, Page, expect

from runtime.filling import api, listening, offline, pages
from tests.journeys.cuts import PATIENCE, Filler
from tests.runtime.world import World

pytestmark = pytest.mark.journey


@pytest.fixture
def filler(place: tuple[World, str], context: BrowserContext) -> Filler:
    context.set_default_timeout(PATIENCE)
    made = Filler(*place, context)
    made.type("r1:c1", "100")
    made.settled()
    made.kept()
    return made


@contextmanager
def _silent(filler: Filler, form: str = "") -> Iterator[None]:
    """The server takes questions about forms (or one form) and does not answer them until the block ends."""
    end = threading.Event()

    def wait() -> None:
        if request.method == "GET" and f"/forms/{form}" in request.path:
            end.wait(PATIENCE / 1000)

    waiting = filler.world.app.before_request_funcs.setdefault(None, [])
    waiting.insert(0, wait)
    try:
        yield
    finally:
        # It stays in the list, which questions on their way are going through.
        end.set()


def _next_visit(filler: Filler) -> Page:
    page = filler.context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{filler.address}/bao-cao/{filler.report}/{filler.form}")
    # What others saved may be heard before the form itself is answered.
    expect(page.locator('td[data-key="r1:c1"] .k-value')).to_have_text(re.compile("100|555"), timeout=PATIENCE)
    return page


def test_the_form_stands_before_the_server_has_answered(filler: Filler) -> None:
    filler.page.close()
    with _silent(filler):
        page = _next_visit(filler)
        expect(page.locator(".fill-save")).to_contain_text("Đang đối chiếu với máy chủ")
        filler.type("r2:c2", "7", page)
    filler.settled(page)
    # The page around the form is the server's own by now: who is signed in, what else may be done.
    expect(page.locator(".site-header .main-nav")).to_be_visible()
    expect(page.get_by_role("link", name="In")).to_be_visible()
    expect(page.locator(".fill-notice")).to_have_count(0)
    assert filler.lost() == {}


def test_what_others_saved_meanwhile_takes_the_place_of_what_stood(filler: Filler) -> None:
    filler.page.close()
    client = filler.world.client("head-a")
    assert client.save(filler.report, "f_1", {"r1:c1": ("555", "100")}).status_code == 200
    with _silent(filler):
        page = _next_visit(filler)
        filler.type("r2:c2", "7", page)
    expect(page.locator('td[data-key="r1:c1"] .k-value')).to_have_text("555")
    expect(page.locator('td[data-key="r2:c2"] .k-value')).to_have_text("7")
    filler.settled(page)
    filler.expected["f_1", "r1:c1"] = "555"
    assert filler.lost() == {}


def test_what_the_server_says_of_one_form_is_not_put_into_another_that_was_opened_meanwhile(filler: Filler) -> None:
    filler.page.close()
    assert filler.world.client("head-a").save(filler.report, "f_2", {"r1:c1": ("321", None)}).status_code == 200
    with _silent(filler, "f_1"):
        page = _next_visit(filler)
        filler.type("r2:c2", "7", page)
        page.get_by_role("link", name="02/T").first.click()
        expect(page.locator('td[data-key="r1:c1"] .k-value')).to_have_text("321")
        filler.form = "f_2"
        filler.type("r3:c2", "9", page)
    filler.settled(page)
    expect(page.locator('td[data-key="r1:c1"] .k-value')).to_have_text("321")
    expect(page.locator('td[data-key="r2:c2"] .k-value')).to_have_text("")
    assert filler.lost() == {}


def test_typing_goes_on_while_what_others_saved_arrives(filler: Filler) -> None:
    filler.page.close()
    assert filler.world.client("head-a").save(filler.report, "f_1", {"r1:c1": ("555", "100")}).status_code == 200
    with _silent(filler):
        page = _next_visit(filler)
        page.evaluate("document.querySelector('.k-table').dataset.was = 'here'")
        filler.type("r4:c2", "12", page, end="")
    # The answer differs from what stands, and comes between these keys.
    for key in ("3", "4", "Enter", "5", "6", "7", "Enter", "8", "9", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    filler.expected |= {("f_1", "r1:c1"): "555", ("f_1", "r4:c2"): "1234", ("f_1", "r5:c2"): "567", ("f_1", "r6:c2"): "89"}
    expect(page.locator('td[data-key="r1:c1"] .k-value')).to_have_text("555")
    filler.settled(page)
    assert page.locator(".k-table[data-was=here]").count() == 1
    assert filler.lost() == {}


def test_what_a_closed_tab_left_is_taken_up_by_the_one_that_stands_open(filler: Filler) -> None:
    first, second = filler.page, _next_visit(filler)
    filler.settled(second)
    filler.context.set_offline(True)
    filler.type("r2:c2", "7", second)
    # A page that is only loaded again keeps its own.
    second.reload()
    expect(second.locator('td[data-key="r2:c2"] .k-value')).to_have_text("7")
    filler.type("r3:c2", "88", second, end="")
    expect(first.locator(".fill-save")).to_contain_text("Còn số liệu chưa gửi ở biểu 01/T (ở trang khác)")
    expect(first.locator('td[data-key="r2:c2"] .k-value')).to_have_text("")
    second.close()
    filler.context.set_offline(False)
    filler.type("r4:c2", "9", first)
    expect(first.locator('td[data-key="r2:c2"] .k-value')).to_have_text("7")
    filler.settled(first)
    assert filler.lost() == {}


def test_what_a_closed_tab_left_of_another_form_is_named_before_the_report_moves_on(filler: Filler) -> None:
    first, second = filler.page, filler.context.new_page()
    second.on("dialog", lambda dialog: dialog.accept())
    second.goto(f"{filler.address}/bao-cao/{filler.report}/f_2")
    filler.ready(second)
    filler.settled(second)
    filler.context.set_offline(True)
    filler.form = "f_2"
    filler.type("r2:c2", "7", second)
    second.close()
    filler.context.set_offline(False)
    expect(first.locator(".fill-save")).to_contain_text("Còn số liệu chưa gửi ở biểu 02/T")
    first.get_by_role("button", name="Trình ký").click()
    expect(first.locator(".fill-strip")).to_contain_text("chưa trình ký hay gửi được: Còn số liệu chưa gửi ở biểu 02/T")
    expect(first.locator("dialog[open]")).to_have_count(0)
    first.get_by_role("link", name="02/T").first.click()
    expect(first.locator('td[data-key="r2:c2"] .k-value')).to_have_text("7")
    filler.settled(first)
    # What this page left of a form before it was loaded again is no other page's, and is named all the same.
    first.route("**/forms/f_2", lambda route: route.abort() if route.request.method == "PATCH" else route.continue_())
    filler.type("r3:c2", "8", first)
    first.get_by_role("link", name="01/T").first.click()
    filler.form = "f_1"
    filler.type("r5:c2", "6", first)
    first.reload()
    first.unroute("**/forms/f_2")
    expect(first.locator(".fill-save")).to_contain_text("Còn số liệu chưa gửi ở biểu 02/T")
    first.get_by_role("link", name="02/T").first.click()
    filler.settled(first)
    assert filler.lost() == {}


def _watched(filler: Filler) -> Page:
    """A new tab that opens the form and writes down whether any cell ever stood on it."""
    page = filler.context.new_page()
    page.add_init_script("new MutationObserver(() => document.querySelector('td[data-key]') && sessionStorage.setItem('stood', '1')).observe(document, { childList: true, subtree: true })")
    page.goto(f"{filler.address}/bao-cao/{filler.report}/{filler.form}")
    return page


def test_a_form_of_an_ended_session_is_not_shown_for_a_moment(filler: Filler) -> None:
    filler.page.close()
    stood = "sessionStorage.getItem('stood')"
    page = _watched(filler)
    expect(page.locator("td[data-key]").first).to_be_visible()
    assert page.evaluate(stood) == "1"
    page.close()
    # The browser was closed: what it had of the session is gone, what the page kept is not. Without a network nobody knows who sits here.
    filler.context.clear_cookies()
    filler.context.set_offline(True)
    page = _watched(filler)
    expect(page.get_by_role("alert")).to_contain_text("Không có mạng")
    assert page.evaluate(stood) is None
    filler.context.set_offline(False)
    page = _watched(filler)
    expect(page.locator("input[name=password]")).to_be_visible()
    assert page.evaluate(stood) is None


EDITION = "(wanted) => document.querySelector('meta[name=khuon-edition]')?.content === wanted"


def _renew(patch: pytest.MonkeyPatch, edition: str) -> None:
    """The server goes on with other scripts, as after an upgrade."""
    for module in (api, listening, offline, pages):
        patch.setattr(module, "edition", lambda: edition)


def test_pages_of_before_an_upgrade_say_so_and_make_way_with_all_that_was_typed(filler: Filler, monkeypatch: pytest.MonkeyPatch) -> None:
    filler.page.close()
    _renew(monkeypatch, "second")
    # The page that this machine keeps is of before: it stands, and the server's own takes its place.
    with _silent(filler):
        page = _next_visit(filler)
        assert not page.evaluate(EDITION, "second")
        filler.type("r2:c2", "7", page)
    page.wait_for_function(EDITION, arg="second", timeout=PATIENCE)
    filler.ready(page)
    expect(page.locator('td[data-key="r2:c2"] .k-value')).to_have_text("7")
    filler.settled(page)
    # A page that stands open over an upgrade goes on, and says that there is a newer one.
    _renew(monkeypatch, "third")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".fill-notice")).to_contain_text("Khuôn vừa được cập nhật")
    filler.type("r3:c2", "9", page)
    # What it cannot read it does not show: it says why, for a moment, and is loaded again by itself, once.
    page.evaluate("new MutationObserver(() => sessionStorage.setItem('said', `${sessionStorage.getItem('said') ?? ''}${document.querySelector('[role=alert]')?.textContent ?? ''}`)).observe(document, { childList: true, subtree: true })")
    with monkeypatch.context() as patch:
        patch.setattr(api, "fill_payload", lambda *asked, give=api.fill_payload: give(*asked) | {"program": {"spec": "program/9"}})
        page.get_by_role("link", name="02/T").first.click()
        page.wait_for_function(EDITION, arg="third", timeout=PATIENCE)
        assert "Khuôn vừa được cập nhật: đang tải lại trang" in page.evaluate("sessionStorage.getItem('said')")
        expect(page.get_by_role("alert")).to_contain_text("Trang này gặp lỗi")
    page.get_by_role("button", name="Tải lại trang").click()
    filler.ready(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    filler.settled(page)
    assert filler.lost() == {}


def test_a_page_of_before_an_upgrade_is_not_taken_from_under_the_hands(filler: Filler, monkeypatch: pytest.MonkeyPatch) -> None:
    filler.page.close()
    _renew(monkeypatch, "second")
    with _silent(filler):
        page = _next_visit(filler)
        filler.type("r4:c2", "12", page, end="")
    expect(page.locator(".fill-notice")).to_contain_text("Khuôn vừa được cập nhật")
    page.keyboard.type("34")
    filler.expected["f_1", "r4:c2"] = "1234"
    page.get_by_role("button", name="Tải lại trang").click()
    page.wait_for_function(EDITION, arg="second", timeout=PATIENCE)
    filler.ready(page)
    expect(page.locator('td[data-key="r4:c2"] .k-value')).to_have_text("1.234")
    filler.settled(page)
    assert filler.lost() == {}


def test_without_its_styles_a_page_draws_no_form_and_says_so(place: tuple[World, str], browser: Browser) -> None:
    # The worker would have them.
    context = browser.new_context(service_workers="block")
    context.set_default_timeout(PATIENCE)
    filler = Filler(*place, context)
    page, sheet = filler.page, "**/filling-*.css"
    filler.type("r2:c2", "7")
    page.route(sheet, lambda route: route.fulfill(status=404))
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("Trang chưa tải đủ")
    assert page.locator("td[data-key]").count() == 0
    # A sheet that comes at the second try is enough.
    page.unroute(sheet)
    page.route(sheet, lambda route: route.abort("connectionreset"), times=1)
    page.get_by_role("button", name="Tải lại trang").click()
    filler.ready(page)
    filler.settled()
    assert filler.lost() == {}
    context.close()
