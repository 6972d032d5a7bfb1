"""Class stored_xss in a real browser: a regime made of attacks is drawn, approved, filled, returned, printed; nothing runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from runtime.store import session
from runtime.store.models import Submission
from tests.attacks import hostile
from tests.attacks.publishing import DRAFT, PERIOD, done, send
from tests.people import Person
from tests.serving import served
from tests.world import PASSWORD

pytestmark = pytest.mark.journey

#: Runs before anything of the page: whatever an attack would do is written down.
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => { window.ran.push(name); };
document.addEventListener("securitypolicyviolation", (event) => window.ran.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


#: What the attacks would leave in a page that took them for markup.
ACTIVE = (
    "math, mglyph, img[src='x'], img[src='1'], a[href^='javascript:'], a[href^='data:'], a[href='x'], "
    "[onmouseover], [onerror], [onload], [onclick], iframe, object, embed"
)


class Watched:
    """A signed-in browser that notes every script, dialog, foreign request and refusal of the policy."""

    def __init__(self, browser: Browser, base: str, login: str) -> None:
        self.base, self.bad = base, list[str]()
        self.context: BrowserContext = browser.new_context(locale="vi-VN", viewport={"width": 1366, "height": 768})
        self.context.add_init_script(WATCH)
        self.context.on("request", self._request)
        self.watch(self.context.new_page())
        self.page.goto(f"{base}/login")
        self.page.locator('input[name="login"]').fill(login)
        self.page.locator('input[name="password"]').fill(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(f"{base}/")

    def watch(self, page: Page) -> None:
        """Note what happens in a page from now on; it is the one that is looked at."""
        self.page = page
        self.page.on("dialog", lambda dialog: (self.bad.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.bad.append(f"error {error}"))

    def _request(self, request: Any) -> None:
        # The policy lets the pages' own check marks be data: images.
        if not request.url.startswith((self.base, "data:image/svg", "blob:")):
            self.bad.append(f"request {request.url[:200]}")

    def _said(self, message: Any) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.bad.append(f"console {message.text[:300]}")

    def look(self, path: str, ready: str = "main") -> Page:
        """Open a page and wait until it stands; then nothing may have happened."""
        self.page.goto(self.base + path)
        expect(self.page.locator(ready).first).to_be_visible(timeout=30_000)
        self.calm(path)
        return self.page

    def calm(self, where: str) -> None:
        """Nothing ran, nothing was asked for, no element of an attack stands in the page."""
        self.page.wait_for_timeout(150)
        self.bad += [f"ran {one}" for one in self.page.evaluate("window.ran")]
        found = self.page.evaluate(
            "(chosen) => [...document.querySelectorAll(chosen)].map((one) => one.outerHTML.slice(0, 200))", ACTIVE
        )
        assert self.page.evaluate("({}).polluted") is None
        assert (self.bad, found) == ([], []), where


@pytest.fixture
def site(whole: Flask) -> Iterator[tuple[Flask, str, str]]:
    """The application over HTTP, its address, the hostile report of commune A (being filled)."""
    report = hostile.world(whole)
    with served(whole) as base:
        yield whole, base, report


def test_nothing_runs_on_the_pages_of_the_designer_and_the_desks(browser: Browser, whole: Flask) -> None:
    designer = Person(whole, "designer")
    done(designer.api("POST", f"/api/drafts/{DRAFT}/operations", {"base": 0, "operations": hostile.operations()}))
    with served(whole) as base:
        draws = Watched(browser, base, "designer")
        page = draws.look(f"/thiet-ke/{DRAFT}", ".ds-editor, [role=grid], table")
        for text in (hostile.MARKUP["XS-01"], hostile.MARKUP["XS-07"]):
            expect(page.get_by_text(text, exact=False).first).to_be_attached()
        for path in ("/thiet-ke", "/thiet-ke/nhap-goi", "/ban-hanh", "/account", "/"):
            draws.look(path)
        done(designer.api("POST", f"/api/drafts/{DRAFT}/submit", {"note": hostile.EVERY}))
        leads = Watched(browser, base, "leader")
        leads.look("/xet-duyet")
        page = leads.look(f"/xet-duyet/{DRAFT}", ".k-table, table")
        assert hostile.MARKUP["XS-01"] in page.locator("main").inner_text()
        shown = page.locator('input[name="shown"]').first.input_value()
        done(Person(whole, "leader").api("POST", f"/api/drafts/{DRAFT}/forward", {"shown": shown, "note": hostile.EVERY}))
        approves = Watched(browser, base, "approver")
        approves.look("/phe-duyet")
        approves.look(f"/phe-duyet/{DRAFT}", ".k-table, table")
        for watched in (draws, leads, approves):
            watched.context.close()


def test_nothing_runs_where_a_report_is_filled_and_received(browser: Browser, site: tuple[Flask, str, str]) -> None:
    app, base, report = site
    fills = Watched(browser, base, "clerk_a")
    page = fills.look(f"/bao-cao/{report}/f_kn", ".k-table")
    expect(page.get_by_text(hostile.MARKUP["XS-01"]).first).to_be_attached()
    for key in ("q0:c4", "q0:c5", "q0:c2", "q3:c4"):
        page.locator(f'[data-key="{key}"]').first.click()
        page.keyboard.press("F2")
        fills.calm(key)
        page.keyboard.press("Escape")
    for path in ("/viec", f"/bao-cao/{report}/in", f"/bao-cao/{report}/lich-su", "/account", "/"):
        fills.look(path, "body")
    send(app, report)
    receives, reader = Watched(browser, base, "receiver"), Person(app, "receiver")
    receives.look("/tiep-nhan")
    receives.look(f"/tiep-nhan/g_kn/{PERIOD}")
    receives.look(f"/tiep-nhan/bao-cao/{report}/f_kn", ".k-table")
    notes = [{"form": "f_kn", "key": "r1:c1", "text": hostile.REASON}]
    done(reader.api("POST", f"/api/submissions/{report}/return", {"reason": hostile.REASON, "cells": notes}))
    receives.look(f"/tiep-nhan/g_kn/{PERIOD}")
    fills.look("/viec")
    page = fills.look(f"/bao-cao/{report}/f_kn", ".k-table")
    expect(page.get_by_text(hostile.MARKUP["XS-02"]).first).to_be_attached()
    fills.look(f"/bao-cao/{report}/lich-su", "body")
    done(Person(app, "clerk_a").api("PATCH", f"/api/submissions/{report}/forms/f_kn", {"cells": {"r1:c1": {"to": "3", "was": "1"}}}, {"If-Match": "1"}))
    for watched in (fills, receives):
        watched.context.close()


def test_nothing_runs_on_a_report_of_the_province(browser: Browser, site: tuple[Flask, str, str]) -> None:
    app, base, report = site
    send(app, report)
    receiver = Person(app, "receiver")
    done(receiver.api("POST", f"/api/submissions/{report}/accept", {}))
    with app.app_context():
        collection = session().get_one(Submission, report).collection_id
    done(receiver.api("POST", f"/api/collections/{collection}/consolidate", {}))
    receives = Watched(browser, base, "receiver")
    receives.look(f"/tong-hop/g_kn/{PERIOD}")
    page = receives.look(f"/tong-hop/g_kn/{PERIOD}/f_kn", "table")
    assert hostile.MARKUP["XS-01"] in page.locator("main").inner_text()
    receives.look(f"/tong-hop/g_kn/{PERIOD}/f_kn/o/q0:c1")
    receives.look("/ban-hanh")
    admin = Watched(browser, base, "admin")
    for path in ("/admin/", "/admin/units/", "/admin/users/", "/admin/roles/", "/admin/audit/"):
        admin.look(path)
    with app.app_context():
        saved = receiver.get(f"/tong-hop/g_kn/{PERIOD}/f_kn/tai/html").get_data(as_text=True)
    # A page that somebody kept is opened without our policy: it must be harmless by itself.
    receives.watch(receives.context.new_page())
    receives.page.set_content(saved)
    receives.calm("saved page")
    for watched in (receives, admin):
        watched.context.close()
