"""Journeys are green on a slow, busy machine: what a page will show is waited for, and a failure alone takes long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.cuts import office
from tests.runtime.world import World

#: Milliseconds that a page may take for what it is expected to show.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """The browser of a journey; a click may wait as long as an expectation."""
    context.set_default_timeout(PATIENCE)
    return context


@pytest.fixture(autouse=True)
def closed_with_the_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Pages that a test leaves open go with it: they would ask a server that is gone, and take the machine from the tests after it."""
    if "browser" not in request.fixturenames:
        yield
        return
    browser: Browser = request.getfixturevalue("browser")
    others = browser.contexts
    yield
    for context in browser.contexts:
        if context not in others:
            context.close()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[World, str]]:
    """A province of its own whose report waits to be filled, and its address."""
    with office(f"sqlite:///{tmp_path / 'store.sqlite3'}") as made:
        yield made
