"""The demo province in a browser: what someone sees who has just typed `make demo`."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from designer.demo.load import accounts

pytestmark = pytest.mark.journey

LISTED, PASSWORD = accounts()
READY = [account.login for account in LISTED if not account.must_change]


def sign_in(page: Page, server: str, login: str) -> None:
    """Fill the form of the sign-in page, send it, and wait for the page behind it: another address opened at once would cut it off."""
    page.goto(f"{server}/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page).not_to_have_url(f"{server}/login")


def test_every_printed_account_signs_in_and_every_entry_of_its_menu_opens(page: Page, demo_server: str) -> None:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    for login in READY:
        page.context.clear_cookies()
        sign_in(page, demo_server, login)
        expect(page).not_to_have_url(f"{demo_server}/login")
        entries = page.locator("nav a[href^='/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        assert entries, f"{login} has no menu"
        for address in dict.fromkeys(entries):
            answer = page.goto(f"{demo_server}{address}")
            assert answer is not None
            assert answer.status == 200, f"{login}: {address}"
    assert problems == []
