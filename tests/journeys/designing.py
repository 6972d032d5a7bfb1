"""The designer's page, spoken to in columns, rows and cells."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.harness import harness
from tests.world import PASSWORD

__all__ = ["Canvas", "Open", "harness", "open_design", "properties"]


def properties(page: Page) -> Locator:
    """The properties at the right, once they speak of what is chosen now: as long as they are busy, they take nothing."""
    return page.get_by_role("complementary", name="Thuộc tính").and_(page.locator("[aria-busy=false]"))


class Canvas:
    """The designer's page, spoken to in columns, rows and cells."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def at(self, place: str) -> Any:
        """A place of the table: h:column, n:column, q:column, s:row:part or d:row:column."""
        return self.page.locator(f'[data-at="{place}"]')

    def click(self, place: str, **options: Any) -> None:
        """Click a place."""
        self.at(place).click(**options)

    def keys(self, *names: str) -> None:
        """Press keys one after the other."""
        for name in names:
            self.page.keyboard.press(name)

    def type(self, text: str) -> None:
        """Type text, key by key."""
        self.page.keyboard.type(text)

    def numbers(self) -> str:
        """Printed numbers from left to right."""
        return " ".join(text.strip() for text in self.page.locator(".ds-number").all_text_contents())

    def top(self) -> list[str]:
        """Captions of the first header row."""
        return self.page.locator(".ds-table thead tr:first-child .ds-caption").all_text_contents()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until what the page shows is so: it is drawn a moment after the key."""
        end = time.monotonic() + PATIENCE / 1000
        while not holds():
            assert time.monotonic() < end, (self.top(), self.numbers())
            self.page.wait_for_timeout(50)

    def saved(self) -> None:
        """Wait until everything is on the server."""
        expect(self.page.locator(".ds-save")).to_have_text("Đã lưu")

    def formula(self) -> Any:
        """The formula bar's text field."""
        return self.page.locator(".ds-formula .cm-content")

    def words(self) -> Any:
        """What the formula says."""
        return self.page.locator(".ds-formula > .ds-formula-words")

    def paste(self, text: str) -> None:
        """Paste text as a spreadsheet program leaves it."""
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.keys("Control+v")

    def server(self, script: str) -> Any:
        """Evaluate with the harness' server as `server`."""
        return self.page.evaluate(f"(() => {{ const server = window.server; return {script}; }})()")

    def node(self, column: str) -> Any:
        """A column of 01/XLD as the server holds it."""
        return self.server(f"server.documents.f_01xld.sections.items.s1.columns.nodes['{column}']")

    def drag(self, source: str, target: str, share: float) -> None:
        """Drag a header or a row to a share of another one's width."""
        start, end = self.at(source).bounding_box(), self.at(target).bounding_box()
        self.page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        self.page.mouse.down()
        self.page.mouse.move(start["x"] + start["width"] / 2 + 10, start["y"] + start["height"] / 2, steps=3)
        self.page.mouse.move(end["x"] + end["width"] * share, end["y"] + end["height"] / 2, steps=5)
        self.page.mouse.up()


Open = Callable[..., Canvas]


@pytest.fixture
def open_design(page: Page, harness: str) -> Open:
    """Opens example forms in the designer; the test fails on any error or blocked resource of the page."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None
    )

    def opener(query: str = "form=f_01xld") -> Canvas:
        page.goto(f"{harness}designer.html?{query}")
        expect(page.locator(".ds-table, .empty").first).to_be_visible(timeout=60_000)
        page.evaluate("document.fonts.ready")
        return Canvas(page)

    yield opener  # type: ignore[misc]
    assert faults == []


def open_as_designer(page: Page, address: str, draft: str, form: str) -> None:
    """Signs the designer in on the real product and opens a form of a draft."""
    page.goto(f"{address}/login")
    page.fill("input[name=login]", "designer")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page).not_to_have_url(re.compile("/login"))
    page.goto(f"{address}/thiet-ke/{draft}?form={form}")
    expect(page.locator(".ds-table").first).to_be_visible()
