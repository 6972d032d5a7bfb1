"""Keystrokes and seconds to fill the form 01/XLD from paper, here and in a spreadsheet, by the same script.

The paper holds the 25 figures of one row of 26 cells; the first is a total. Here it is computed and passed over. The
spreadsheet is a data grid with that cell left to a formula of its template: the keyboard stops at it all the same, and the
file is saved by hand. Nothing in it looks at the sums, so the second line of the spreadsheet checks the five printed
relations as a careful clerk does: by a formula typed beside the form.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.figure import Figure
from benchmarks.fill_peers import HANDSONTABLE
from benchmarks.peers import node_peer

if TYPE_CHECKING:
    from playwright.sync_api import Page

FIGURES = (5, 30, 2, 8, 70, 5, 110, 97, 80, 60, 25, 12, 40, 5, 30, 22, 78, 50, 18, 10, 19, 12, 5, 2, 4)
"""Columns 2 to 26 as the paper gives them; every printed relation holds."""
A_KEY = 0.2
"""Seconds of an average typist for a key (keystroke-level model)."""
RELATIONS = ("=J1-K1-L1-M1", "=J1-N1-O1-P1-Q1", "=J1-R1-V1", "=R1-S1-T1-U1", "=V1-W1-X1-Y1")
GRID = """<!doctype html><html><meta charset="utf-8"><div id="grid"></div><script src="grid.js"></script><script>
window.grid = new Handsontable(document.getElementById('grid'), {data: [Array(26).fill(null), Array(26).fill(null)], colHeaders: true, type: 'numeric',
    autoWrapRow: true, licenseKey: 'non-commercial-and-evaluation'});
grid.selectCell(0, 0);
</script></html>"""


class Hands:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0
        self.start = self.last = time.perf_counter()

    def type(self, text: str) -> None:
        """One key for each sign."""
        self.page.keyboard.type(text)
        self.count += len(text)
        self.last = time.perf_counter()

    def press(self, *keys: str) -> None:
        """Keys with a name; one with Ctrl counts as two."""
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1 + key.count("+")
        self.last = time.perf_counter()

    @property
    def seconds(self) -> float:
        """What the machine took, with an average typist's time for the keys."""
        return self.last - self.start + self.count * A_KEY


def _here(page: Page, address: str) -> Hands:
    page.goto(f"{address}fill.html?form=xld&blank=1")
    page.locator('[data-key="r1:c2"]').click()
    hands = Hands(page)
    for index, figure in enumerate(FIGURES):
        if index:
            hands.press("Tab")
        hands.type(str(figure))
    hands.press("Enter")
    shown = [page.locator(f'[data-key="r1:c{number}"] .k-value').inner_text() for number in range(1, 27)]
    if shown != [str(figure) for figure in (sum(FIGURES[:6]), *FIGURES)]:
        raise RuntimeError(f"the form holds {shown}")
    if page.locator(".fill-strip .is-error").count():
        raise RuntimeError("a printed relation does not hold")
    page.locator(".fill-save.is-saved").wait_for()
    return hands


def _sheet(page: Page, address: str, *, checked: bool) -> Hands:
    page.goto(f"{address}paper.html")
    page.wait_for_function("window.grid !== undefined")
    hands = Hands(page)
    for figure in FIGURES:
        hands.press("Tab")
        hands.type(str(figure))
    hands.press("Enter")
    held = page.evaluate("grid.getDataAtRow(0).slice(1).map(Number)")
    if held != list(FIGURES):
        raise RuntimeError(f"the grid holds {held}")
    if checked:
        hands.press("Control+Home", "ArrowDown")
        for relation in RELATIONS:
            hands.type(relation)
            hands.press("Tab")
    hands.press("Control+s")
    return hands


def _figures(name: str, hands: Hands, base: Hands | None = None) -> Iterator[Figure]:
    ratio = (hands.count / base.count, hands.seconds / base.seconds) if base else (None, None)
    against = "here" if base else ""
    yield Figure(f"01/XLD from paper {name}: keystrokes", hands.count, "", ratio[0], against)
    yield Figure(f"01/XLD from paper {name}: time", hands.seconds, "s", ratio[1], against, note=f"{A_KEY} s a key and the machine")


def measure() -> Iterator[Figure]:
    """Counts and seconds."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM
    from tests.journeys.harness import build, serve

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        build(folder)
        server = serve(folder)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        try:
            page, address = browser.new_page(viewport={"width": 1366, "height": 768}), f"http://127.0.0.1:{server.server_port}/"
            here = _here(page, address)
            yield from _figures("here, totals and checks by the form", here)
            home = node_peer("handsontable", HANDSONTABLE)
            if home is None:
                yield Figure("01/XLD from paper in a spreadsheet", None, "", note="Handsontable could not be installed")
                return
            (folder / "grid.js").write_bytes((home / "dist" / "handsontable.full.min.js").read_bytes())
            (folder / "paper.html").write_text(GRID, "utf-8")
            yield from _figures("in a spreadsheet, nothing checked", _sheet(page, address, checked=False), here)
            yield from _figures("in a spreadsheet, relations checked", _sheet(page, address, checked=True), here)
        finally:
            browser.close()
            server.shutdown()
            server.server_close()
