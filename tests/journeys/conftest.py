"""Journeys are green on a slow, busy machine: what a page will show is waited for, and a failure alone takes long."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

#: Milliseconds that a page may take for what it is expected to show.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """The browser of a journey; a click may wait as long as an expectation."""
    context.set_default_timeout(PATIENCE)
    return context
