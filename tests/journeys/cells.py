"""A sample form in the browser, spoken to in cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.harness import harness

__all__ = ["Open", "Sheet", "harness", "open_form"]

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

    def drawn(self) -> None:
        """Wait for the next picture: what a key or a click changed stands in it."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")

    def text(self, key: str) -> str:
        """What the cell shows."""
        self.drawn()
        return str(self.cell(key).locator(".k-value").inner_text())

    def active(self) -> str:
        """Key of the cell with the ring."""
        self.drawn()
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
        expect(page.locator(".k-table, .one-row").first).to_be_visible(timeout=60_000)
        page.evaluate("document.fonts.ready")
        return Sheet(page)

    yield opener
    assert faults == []
