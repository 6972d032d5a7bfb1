"""A form that was seen a moment ago stands at once; what the server says then is taken over, and nothing is called saved before."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import request
from playwright.sync_api import BrowserContext, Page, expect

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
def _silent(filler: Filler) -> Iterator[None]:
    """The server takes questions about a form and does not answer them until the block ends."""
    end = threading.Event()

    def wait() -> None:
        if request.method == "GET" and "/forms/" in request.path:
            end.wait(PATIENCE / 1000)

    waiting = filler.world.app.before_request_funcs.setdefault(None, [])
    waiting.insert(0, wait)
    try:
        yield
    finally:
        end.set()
        waiting.remove(wait)


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
