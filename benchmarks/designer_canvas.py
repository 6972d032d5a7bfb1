"""The designer's canvas with a form of 48 columns and 500 rows, in a real browser without the server.

The baseline of every figure is a plain table of the same 24,000 cells that the browser itself edits (contenteditable), in the same run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.figure import Figure
from benchmarks.grid import LISTEN, PAINTED

if TYPE_CHECKING:
    from playwright.sync_api import Page

OPENINGS = 5
KEYS = 30
TYPED = "So don da giai quyet trong ky"
TURNS = 7
BASELINE = "plain table"

PLAIN = """() => {
    const cells = (tag, count, text) => Array.from({ length: count }, (_, at) => `<${tag}>${text(at)}</${tag}>`).join("");
    const rows = Array.from({ length: 500 }, (_, row) => `<tr>${cells("td", 48, (at) => at === 0 ? `Dòng số ${row + 1}` : "")}</tr>`).join("");
    document.body.innerHTML = `<table border="1" contenteditable><thead><tr>${cells("th", 48, (at) => `Chỉ tiêu ${at}`)}</tr></thead><tbody>${rows}</tbody></table>`;
}"""
# The least that a drag can be: the header under the pointer is marked, and on the drop the cells of the column move in the table.
DRAGGED = """() => {
    const table = document.querySelector("table");
    table.removeAttribute("contenteditable");
    let source = null;
    let over = null;
    const headerAt = (event) => document.elementFromPoint(event.clientX, event.clientY)?.closest("th") ?? null;
    addEventListener("pointerdown", (event) => { source = headerAt(event); event.preventDefault(); });
    addEventListener("pointermove", (event) => {
        if (!source) return;
        over?.removeAttribute("bgcolor");
        over = headerAt(event);
        over?.setAttribute("bgcolor", "yellow");
    });
    addEventListener("pointerup", () => {
        if (source && over && source !== over) {
            const [from, to] = [source.cellIndex, over.cellIndex];
            for (const row of table.rows) row.insertBefore(row.cells[from], row.cells[to + (to > from ? 1 : 0)] ?? null);
        }
        over?.removeAttribute("bgcolor");
        source = over = null;
    });
}"""
# From the time stamp of an event to the task after the next frame.
FRAMES = """(kind) => {
    window.taken = [];
    window.stop?.();
    const hear = (event) => requestAnimationFrame(() => setTimeout(() => window.taken.push(performance.now() - event.timeStamp)));
    addEventListener(kind, hear, true);
    window.stop = () => removeEventListener(kind, hear, true);
}"""
# Milliseconds until a place shows a text.
SHOWN = """([place, text]) => new Promise((done) => {
    const look = () => {
        const now = document.querySelector(`[data-at="${place}"] .ds-caption`)?.textContent;
        if (now === text) requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.began)));
        else requestAnimationFrame(look);
    };
    look();
})"""


def _open(page: Page, address: str) -> float:
    """Milliseconds from navigation to the frame in which the table stands."""
    page.goto("about:blank")
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".ds-table tr[data-row]")
    return float(page.evaluate(PAINTED))


def _drawn(page: Page) -> float:
    """Milliseconds in which the designer, loaded already, draws the form again: away to the page of the regime, and back."""
    page.locator(".ds-nav.is-regime").click()
    page.wait_for_selector(".ds-table", state="detached")
    page.evaluate("() => { window.began = 0; addEventListener('click', (event) => { window.began = event.timeStamp; }, { capture: true, once: true }); }")
    page.locator(".ds-left .ds-list .ds-nav").first.click()
    page.wait_for_selector(".ds-table tr[data-row]")
    return float(page.evaluate(PAINTED)) - float(page.evaluate("window.began"))


def _plain(page: Page) -> float:
    """Milliseconds in which the browser draws the plain table."""
    began = float(page.evaluate("performance.now()"))
    page.evaluate(PLAIN)
    return float(page.evaluate(PAINTED)) - began


def _keys(page: Page, keys: list[str]) -> float:
    """Median milliseconds from key to paint."""
    page.evaluate(LISTEN)
    for key in keys:
        page.keyboard.press(key)
        page.evaluate(PAINTED)
    return float(median(page.evaluate("window.taken")))


def _drag(page: Page, places: tuple[str, str], settled: str = "") -> tuple[float, float]:
    """Median milliseconds of a frame while a column is dragged over others, and of the drop; ``settled`` shows that it is kept."""
    frames, drops = [], []
    for turn in range(TURNS):
        source, target = places if turn % 2 == 0 else places[::-1]
        start, end = (page.locator(one).bounding_box() for one in (source, target))
        assert start
        assert end
        page.locator(source).click()
        middle, left = start["y"] + start["height"] / 2, start["x"] + start["width"] / 2
        page.mouse.move(left, middle)
        page.mouse.down()
        page.evaluate(FRAMES, "pointermove")
        for step in range(1, 16):
            page.mouse.move(left + (end["x"] + end["width"] * 0.9 - left) * step / 15, middle)
            page.evaluate(PAINTED)
        frames += page.evaluate("window.taken")
        page.evaluate(FRAMES, "pointerup")
        page.mouse.up()
        page.evaluate(PAINTED)
        page.evaluate(PAINTED)
        drops += page.evaluate("window.taken")
        if settled:
            page.locator(settled).wait_for()
    return float(median(frames)), float(median(drops))


def _undo(page: Page) -> float:
    """Median milliseconds from Ctrl+Z until the caption of before is painted; 30 of them are the answer of the server."""
    took = []
    for _turn in range(TURNS):
        page.locator('[data-at="h:c6"]').click()
        before = page.locator('[data-at="h:c6"] .ds-caption').text_content()
        page.keyboard.type("Khác")
        page.keyboard.press("Enter")
        page.locator(".ds-save.is-saved").wait_for()
        page.evaluate("() => addEventListener('keydown', (event) => { if (event.key === 'z') window.began = event.timeStamp; }, true)")
        page.keyboard.press("Control+z")
        took.append(float(page.evaluate(SHOWN, ["h:c6", before])))
        page.locator(".ds-save.is-saved").wait_for()
    return float(median(took))


def _figures(page: Page, address: str) -> Iterator[Figure]:
    turns = [(_open(page, address), _drawn(page)) for _ in range(OPENINGS)]
    page.goto(address.rpartition("/")[0] + "/sheet.html")
    blank = [_plain(page) for _ in range(OPENINGS)]
    page.locator("td").nth(50).click()
    plain_type = _keys(page, list(TYPED))
    plain_move = _keys(page, ["ArrowDown"] * KEYS)
    page.evaluate(DRAGGED)
    plain_frame, plain_drop = _drag(page, ("th:nth-child(3)", "th:nth-child(8)"))
    opened, drawn, plain = median(one for one, _ in turns), median(other for _, other in turns), median(blank)
    yield Figure("open: navigation to paint, scripts included", opened, "ms", opened / plain, BASELINE)
    yield Figure("open: documents at hand to paint", drawn, "ms", drawn / plain, BASELINE)
    yield Figure("draw the plain table", plain, "ms")
    _open(page, address)
    page.locator('[data-at="h:c6"]').click()
    typing = _keys(page, list(TYPED))
    page.keyboard.press("Escape")
    yield Figure("key to paint, typing a caption", typing, "ms", typing / plain_type, BASELINE)
    for name, place, key in (("down the cells", "d:r4:c4", "ArrowDown"), ("along the header", "h:c1", "ArrowRight")):
        page.locator(f'[data-at="{place}"]').click()
        moving = _keys(page, [key] * KEYS)
        yield Figure(f"key to paint, moving {name}", moving, "ms", moving / plain_move, BASELINE)
    page.locator(".ds-canvas").evaluate("canvas => canvas.scrollTo(0, 0)")
    frame, dropped = _drag(page, ('[data-at="h:c2"]', '[data-at="h:c7"]'), ".ds-save.is-saved")
    yield Figure("drag of a column, a frame", frame, "ms", frame / plain_frame, BASELINE)
    yield Figure("drag of a column, the drop", dropped, "ms", dropped / plain_drop, BASELINE)
    yield Figure("undo, the server's 30 ms included", _undo(page), "ms")
    yield Figure("range of 500 × 47 cells to one kind", _range(page), "ms")


def _range(page: Page) -> float:
    """Milliseconds from the key that makes every cell one kind to the paint."""
    page.locator('[data-at="d:r4:c4"]').click()
    page.keyboard.press("Control+a")
    page.evaluate(LISTEN)
    page.keyboard.press("x")
    page.evaluate(PAINTED)
    page.evaluate(PAINTED)
    return float(page.evaluate("window.taken").pop())


def measure() -> Iterator[Figure]:
    """Milliseconds of opening, keys, dragging and undo."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM
    from tests.journeys.harness import build, serve

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        build(Path(folder))
        server = serve(Path(folder))
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        try:
            page = browser.new_page(viewport={"width": 1366, "height": 768})
            yield from _figures(page, f"http://127.0.0.1:{server.server_port}/designer.html?sample=big")
        finally:
            browser.close()
            server.shutdown()
            server.server_close()
