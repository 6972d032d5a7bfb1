"""Filling large forms in a real browser against the real server, and a form of 400 cells on a slow machine and line.

Saves are answered by the browser driver: what is measured is the page, not a server that shares the two cores.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.figure import Figure
from benchmarks.fill_peers import Peers, peers
from benchmarks.fill_store import BIG, COLUMNS, LIST, LISTED, ROWS, SMALL, Served, served_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, ViewportSize

OPENINGS, KEYS, PASTES = 3, 24, 3
PASTED = (200, COLUMNS - 1)
SLOW_CPU, SLOW_LINE, LATENCY = 4, 400 * 1000 // 8, 400
PATIENCE = 90_000
VIEWPORT: ViewportSize = {"width": 1366, "height": 768}
ARGUMENTS = ["--no-sandbox", "--disable-gpu"]

# Notes the frame in which the first cell stands.
STANDING = """
new MutationObserver((_, watch) => {
    if (!document.querySelector('td[data-key]')) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.standing = performance.now(); }));
}).observe(document, {childList: true, subtree: true});
"""
STANDS = "window.standing !== undefined"
SINCE_DATA = "window.standing - performance.getEntriesByType('resource').find((one) => /forms\\/f_1$/.test(one.name)).responseEnd"
# From the time stamp of the key to the task after the next frame: what a person feels.
LISTEN = """() => {
    window.taken = [];
    addEventListener('keydown', (event) => requestAnimationFrame(() => setTimeout(() => {
        window.taken.push(performance.now() - event.timeStamp);
    })), true);
}"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
PASTE = """([rows, columns, turn]) => new Promise((done) => {
    const clipboardData = new DataTransfer();
    const line = (row) => Array.from({length: columns}, (_, column) => row * 7 + column + turn).join('\\t');
    clipboardData.setData('text/plain', Array.from({length: rows}, (_, row) => line(row)).join('\\r\\n'));
    const start = performance.now();
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true}));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
CHECKS = "performance.getEntriesByName('khuon:full-check').map((one) => one.duration)"
# What is about to be painted after each step of a fast scroll: is a row where one must be?
SCROLL = """([step, frames]) => new Promise((done) => {
    const box = document.querySelector('.k-scroller');
    const place = box.getBoundingClientRect();
    const [left, top, bottom] = [place.left + 40, place.top + document.querySelector('thead').offsetHeight + 4, place.top + box.clientHeight - 4];
    let [blank, seen, last, longest] = [0, 0, performance.now(), 0];
    const turn = () => {
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
        box.scrollTop += step;
        const rows = [0, 0.25, 0.5, 0.75, 1].map((part) => document.elementFromPoint(left, top + part * (bottom - top))?.closest('tr'));
        if (rows.some((row) => !row || row.classList.contains('k-gap'))) blank += 1;
        seen += 1;
        if (seen < frames) requestAnimationFrame(turn);
        else done({blank, seen, longest});
    };
    requestAnimationFrame(turn);
})"""


# The worker and this machine's copy of the form are ready for the next visit.
KEPT = """async () => {
    if ((await navigator.serviceWorker.ready).active?.state !== 'activated') return false;
    const base = await new Promise((done) => { const asked = indexedDB.open('khuon-forms', 1); asked.onsuccess = () => done(asked.result); });
    const names = await new Promise((done) => {
        const asked = base.transaction('kept').objectStore('kept').getAllKeys();
        asked.onsuccess = () => done(asked.result);
    });
    base.close();
    return names.some((name) => name.startsWith('seen:'));
}"""


def _answered(route: Any) -> None:
    """Saves get a version and nothing else; what others do is not asked."""
    if route.request.method == "PATCH":
        route.fulfill(json={"version": 1, "computed": {}, "failures": [], "incomplete": []})
    elif route.request.method == "POST":
        route.abort()
    else:
        route.fallback()


def _page(browser: Browser, served: Served, *, saves: bool = False) -> Page:
    context = browser.new_context(viewport=VIEWPORT, service_workers="block", bypass_csp=True)
    context.add_cookies([served.cookie])  # type: ignore[list-item]
    context.add_init_script(STANDING)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    if not saves:
        page.route("**/api/submissions/**", _answered)
    return page


def _open(page: Page, address: str) -> None:
    page.goto("about:blank")
    page.goto(address, wait_until="commit", timeout=PATIENCE)
    page.wait_for_function(STANDS)


def _keys(page: Page, key: str, listen: str = LISTEN) -> float:
    """Median milliseconds from key to paint while figures are typed down a column."""
    page.locator(f'[data-key="{key}"]').click()
    page.evaluate(listen)
    for index in range(KEYS):
        page.keyboard.press("Enter" if index % 4 == 3 else str(index % 10))
        page.evaluate(PAINTED)
    return float(median(page.evaluate("window.taken")))


def _big(browser: Browser, rivals: Peers) -> Iterator[Figure]:
    with served_report(BIG) as served:
        page = _page(browser, served)
        opened = []
        for _ in range(OPENINGS):
            _open(page, served.page)
            opened.append(float(page.evaluate(SINCE_DATA)))
        key = _keys(page, "r2:c2")
        page.locator('[data-key="r3:c1"]').click()
        pasted = [float(page.evaluate(PASTE, [*PASTED, turn])) for turn in range(PASTES)]
        checks = page.evaluate(CHECKS)
    size = f"{ROWS:,} rows × {COLUMNS} columns"
    yield Figure(f"open {size}, from data present", median(opened), "ms", median(opened) / rivals.grid_open, rivals.grid)
    yield Figure(f"key to paint in {size}", key, "ms", key / rivals.grid_key, rivals.grid)
    yield Figure(f"paste {PASTED[0]} × {PASTED[1]} cells there", median(pasted), "ms", median(pasted) / rivals.grid_paste, rivals.grid)
    yield Figure("full check there", median(checks), "ms", note=f"{len(checks)} runs")


def _list(browser: Browser) -> Iterator[Figure]:
    with served_report(LIST) as served:
        page = _page(browser, served)
        _open(page, served.page)
        opened = float(page.evaluate(SINCE_DATA))
        found = page.evaluate(SCROLL, [240, 120])
    yield Figure(f"open a list of {LISTED:,} rows, from data present", opened, "ms")
    yield Figure("frames with a blank while it scrolls 240 px a frame", found["blank"], "", note=f"of {found['seen']}, longest {found['longest']:.0f} ms")


def _slowly(context: BrowserContext, page: Page) -> CDPSession:
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY, "downloadThroughput": SLOW_LINE, "uploadThroughput": SLOW_LINE})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_CPU})
    session.send("ServiceWorker.enable")
    return session


def _visits(browser: Browser, served: Served) -> Iterator[tuple[float, float]]:
    """Milliseconds of the first and of later visits until the form stands, and until the server has said that it is as it stands.

    In a profile of its own, as a person has one: a private window keeps no compiled scripts. The worker is stopped before each visit.
    """
    from tests.conftest import CHROMIUM

    with tempfile.TemporaryDirectory(prefix="khuon-bench-") as folder:
        context = browser.browser_type.launch_persistent_context(folder, executable_path=str(CHROMIUM), args=ARGUMENTS, viewport=VIEWPORT, bypass_csp=True)
        try:
            context.add_cookies([served.cookie])  # type: ignore[list-item]
            context.add_init_script(STANDING)
            for visit in range(OPENINGS + 1):
                page = context.new_page()
                page.set_default_timeout(PATIENCE)
                session = _slowly(context, page)
                _open(page, served.page)
                page.locator(".fill-save.is-saved").wait_for()
                yield float(page.evaluate("window.standing")), float(page.evaluate("performance.now()"))
                if visit == 0:
                    page.wait_for_function(KEPT)
                session.send("ServiceWorker.stopAllWorkers")
                page.close()
        finally:
            context.close()


def _slow(browser: Browser, rivals: Peers) -> Iterator[Figure]:
    with served_report(SMALL) as served:
        quick = _page(browser, served)
        opened = []
        for _ in range(OPENINGS):
            _open(quick, served.page)
            opened.append(float(quick.evaluate(SINCE_DATA)))
        key = _keys(quick, "r2:c2")
        quick.context.close()
        (first, _), *again = _visits(browser, served)
    yield Figure("open 400 cells, from data present", median(opened), "ms", median(opened) / rivals.form_open, rivals.form)
    yield Figure("key to paint in 400 cells", key, "ms", key / rivals.form_key, rivals.form)
    where = "processor ÷ 4, 400 kbit/s, 400 ms"
    yield Figure(f"400 cells usable at the first visit, {where}", first / 1000, "s")
    yield Figure(f"400 cells usable at the next visit, {where}", median(standing for standing, _ in again) / 1000, "s")
    yield Figure("and compared with the server there", median(known for _, known in again) / 1000, "s")


def measure() -> Iterator[Figure]:
    """Milliseconds of opening, a key, a paste, a check; frames of a fast scroll; seconds on a slow line. Peers in the same run."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            rivals = peers(browser, LISTEN, PAINTED, KEYS)
            yield from rivals.figures()
            yield from _slow(browser, rivals)
            yield from _big(browser, rivals)
            yield from _list(browser)
        finally:
            browser.close()
    yield Figure("load of the machine meanwhile", os.getloadavg()[0], "", note=f"on {os.cpu_count()} cores")
