"""The KTXH report on the filling page of a real application: its narrative, the figures in it, its fields and its files."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.forms import collecting
from tests.runtime.world import Client, World

FORM = "f_ktxh"
REPORT_OF = "d"


def reporting(folder: Path) -> AbstractContextManager[tuple[World, str]]:
    """A world in which the department reports KTXH for 2026, and the address at which it is served."""
    return collecting(folder, "ktxh_12_chi_tieu", "g_ktxh", "2026")


class Narrative:
    """The page of the form in somebody's browser; what its console says against the security policy is kept."""

    def __init__(self, browser: Browser, base: str, client: Client, report: str, watch: str = "", path: str = "bao-cao", **context: Any) -> None:
        """Open the page and wait until the texts can be written or read."""
        size = {"viewport": {"width": 1366, "height": 768}, "locale": "vi-VN", **context}
        self.page: Page = browser.new_context(**size).new_page()
        self.page.set_default_timeout(PATIENCE)
        if watch:
            self.page.add_init_script(watch)
        self.complaints: list[str] = []
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.client, self.report, self.base, self.path = client, report, base, path
        token = client.http.get_cookie("khuon_session")
        assert token is not None
        self.page.context.add_cookies([{"name": "khuon_session", "value": token.value, "url": base}])
        self.open()

    def heard(self, message: ConsoleMessage) -> None:
        # A line that is cut and a save that clashes are part of a test.
        expected = "Failed to load resource" in message.text or "fetching the script" in message.text
        if (message.type == "error" and not expected) or "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def open(self) -> None:
        """Load the page, again if need be."""
        self.page.goto(f"{self.base}/{self.path}/{self.report}/{FORM}")
        expect(self.page.locator('.rich-text[role="textbox"], .rich-text.is-read').first).to_be_visible()

    def question(self, key: str) -> Locator:
        """Caption, field and messages of a question."""
        return self.page.locator(f'[data-question="{key}"]')

    def text(self, key: str) -> Locator:
        """The place where a text is written."""
        return self.question(key).get_by_role("textbox")

    def tool(self, key: str, name: str) -> Locator:
        """A button above a text."""
        return self.question(key).get_by_role("button", name=name)

    def paste(self, key: str, html: str = "", text: str = "") -> None:
        """Paste what a program left on the clipboard."""
        self.text(key).evaluate(
            """(field, [html, text]) => {
                const data = new DataTransfer();
                if (html) data.setData('text/html', html);
                if (text) data.setData('text/plain', text);
                field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
            }""",
            [html, text],
        )

    def said(self, key: str) -> Locator:
        """What the page says about the last paste."""
        return self.question(key).get_by_role("status")

    def payload(self) -> dict[str, Any]:
        """The form as the server holds it."""
        found: dict[str, Any] = self.client.get(f"/api/submissions/{self.report}/forms/{FORM}").get_json()
        return found

    def saved(self) -> dict[str, Any]:
        """Wait until the server has everything; the values that it holds then."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        expect(self.page.locator(".fill-save.is-saved")).to_contain_text(re.compile("đã lưu", re.IGNORECASE))
        values: dict[str, Any] = self.payload()["values"]
        return values
