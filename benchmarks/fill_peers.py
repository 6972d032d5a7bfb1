"""What filling is measured against: react-jsonschema-form as it comes, and one data grid.

The grid is Handsontable, installed into a folder of its own that git ignores; nothing of Khuôn needs it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.figure import Figure
from benchmarks.peers import node_peer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HANDSONTABLE = "18.1.1"
ROWS, COLUMNS = 2_000, 30
PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><link rel="stylesheet" href="grid.css"><div id="grid"></div>
<script src="grid.js"></script><script>
const data = Array.from({length: %d}, (_, row) => Array.from({length: %d}, (_, column) => row * 7 + column));
const start = performance.now();
window.grid = new Handsontable(document.getElementById('grid'), {data, colHeaders: true, rowHeaders: true, type: 'numeric', height: 600, width: 1300,
    licenseKey: 'non-commercial-and-evaluation'});
requestAnimationFrame(() => setTimeout(() => { window.opened = performance.now() - start; }));
</script></html>"""
PASTE = """(turn) => new Promise((done) => {
    const block = Array.from({length: 200}, (_, row) => Array.from({length: 29}, (_, column) => row + column + turn));
    const start = performance.now();
    grid.populateFromArray(2, 0, block);
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


@dataclass(frozen=True)
class Peers:
    """Milliseconds of both; not a number where one could not be had."""

    form_open: float
    form_key: float
    grid_open: float
    grid_key: float
    grid_paste: float
    form: str = "react-jsonschema-form"
    grid: str = "Handsontable"

    def figures(self) -> Iterator[Figure]:
        """Their own figures."""
        yield Figure(f"{self.form}: open 400 fields, from data present", self.form_open, "ms")
        yield Figure(f"{self.form}: key to paint in 400 fields", self.form_key, "ms")
        size = f"{ROWS:,} × {COLUMNS}"
        yield Figure(f"{self.grid}: open {size} cells, from data present", self.grid_open, "ms")
        yield Figure(f"{self.grid}: key to paint in {size} cells", self.grid_key, "ms")
        yield Figure(f"{self.grid}: paste 200 × 29 cells", self.grid_paste, "ms")


def _typed(page: Page, listen: str, painted: str, count: int) -> float:
    page.evaluate(listen)
    for index in range(count):
        page.keyboard.press("Enter" if index % 4 == 3 else str(index % 10))
        page.evaluate(painted)
    return float(median(page.evaluate("window.taken")))


def _form(page: Page, address: str, listen: str, painted: str, count: int) -> tuple[float, float]:
    page.goto(f"{address}plain.html?rows=20&columns=20")
    page.wait_for_function("window.opened !== undefined", timeout=120_000)
    page.locator("input").nth(40).click()
    return float(page.evaluate("window.opened")), _typed(page, listen, painted, count)


def _grid(page: Page, folder: Path, address: str, listen: str, painted: str, count: int) -> tuple[float, float, float]:
    home = node_peer("handsontable", HANDSONTABLE)
    if home is None:
        return (float("nan"),) * 3
    (folder / "grid.js").write_bytes((home / "dist" / "handsontable.full.min.js").read_bytes())
    (folder / "grid.css").write_bytes((home / "styles" / "handsontable.min.css").read_bytes())
    (folder / "grid.html").write_text(PAGE % (ROWS, COLUMNS), "utf-8")
    page.goto(f"{address}grid.html")
    page.wait_for_function("window.opened !== undefined", timeout=120_000)
    page.evaluate("grid.selectCell(1, 1)")
    key = _typed(page, listen, painted, count)
    return float(page.evaluate("window.opened")), key, float(median(page.evaluate(PASTE, turn) for turn in range(3)))


def peers(browser: Browser, listen: str, painted: str, count: int) -> Peers:
    """Measure both in this browser."""
    from tests.journeys.harness import build, serve

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build(folder)
        server = serve(folder)
        address = f"http://127.0.0.1:{server.server_port}/"
        try:
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            form = _form(page, address, listen, painted, count)
            grid = _grid(page, folder, address, listen, painted, count)
            page.close()
        finally:
            server.shutdown()
            server.server_close()
    return Peers(*form, *grid)
