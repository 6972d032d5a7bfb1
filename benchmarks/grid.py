"""Opening a table of 2,000 cells and typing into it, in a real browser without the server."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.figure import Figure

if TYPE_CHECKING:
    from playwright.sync_api import Page

OPENINGS = 5
KEYS = 40

# From the time stamp of the key to the task after the next frame: what a person feels.
LISTEN = """() => {
    window.taken = [];
    addEventListener('keydown', (event) => requestAnimationFrame(() => setTimeout(() => {
        window.taken.push(performance.now() - event.timeStamp);
    })), true);
}"""
PAINTED = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"""


def _open(page: Page, address: str) -> float:
    """Milliseconds from navigation to the frame in which the table stands."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    page.wait_for_selector("td[data-key]")
    return float(page.evaluate(PAINTED))


def _keys(page: Page, cell: str) -> float:
    """Median milliseconds from key to paint while figures are typed down a column."""
    page.locator(f'[data-key="{cell}"]').click()
    page.evaluate(LISTEN)
    for index in range(KEYS):
        page.keyboard.press("Enter" if index % 4 == 3 else str(index % 10))
        page.evaluate(PAINTED)
    return float(median(page.evaluate("window.taken")))


def measure() -> Iterator[Figure]:
    """Milliseconds of opening and of a key; the baseline is the form 01/XLD, one row of 26 cells."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM
    from tests.journeys.harness import build, serve

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(Path(folder))
        server = serve(Path(folder))
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        try:
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            address = f"http://127.0.0.1:{server.server_port}/fill.html?form="
            turns = [(_open(page, f"{address}xld"), _open(page, f"{address}big")) for _ in range(OPENINGS)]
            small, large = median(one for one, _ in turns), median(other for _, other in turns)
            yield Figure("open 01/XLD: navigation to paint", small, "ms")
            yield Figure("open a table of 200 × 10 cells", large, "ms", large / small, "01/XLD")
            _open(page, f"{address}xld")
            base = _keys(page, "r1:c2")
            _open(page, f"{address}big")
            key = _keys(page, "r2:c2")
            yield Figure("key to paint in 01/XLD", base, "ms")
            yield Figure("key to paint in 200 × 10 cells", key, "ms", key / base, "01/XLD")
        finally:
            browser.close()
            server.shutdown()
            server.server_close()
