"""A clerk who types while the line is cut, pages are reloaded and doubled; every keystroke that is lost is counted.

The same driver makes the figure (200 cuts) and the test (a few of each kind, always the same).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Route, expect

from tests.runtime import world as worlds
from tests.runtime.world import World, regime_document
from tests.serving import served

ROWS, COLUMNS = 12, 4
PATIENCE = 60_000
KINDS = ("cut", "reload", "reload offline", "half word", "answer lost", "double tab", "closed tab", "other form")


def documents() -> list[dict[str, Any]]:
    """Two forms of twelve rows of plain numbers; the second one repeats a column of the first."""
    return [*(_form(f"f_{number}") for number in (1, 2)), regime_document(["f_1", "f_2"])]


def _form(form: str) -> dict[str, Any]:
    columns: dict[str, Any] = {"cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"}}
    columns |= {f"c{n}": {"label": f"Cột {n}", "code": f"c{n}", "number": str(n)} for n in range(1, COLUMNS + 1)}
    if form != "f_1":
        columns["c9"] = {"label": "Theo biểu 01", "code": "c9", "number": "9", "cell": {"kind": "computed", "formula": "form(f_1, c1) + c1"}}
    rows: dict[str, Any] = {f"r{n}": {"label": f"Dòng {n}", "kind": "data", "code": f"r{n}"} for n in range(1, ROWS + 1)}
    grid = {
        "kind": "grid",
        "title": "",
        "columns": {"root": list(columns), "nodes": columns},
        "rows": {"root": list(rows), "nodes": rows},
    }
    code = form.replace("f_", "0")
    return {"spec": "form/1", "id": form, "code": f"{code}/T", "title": "BIỂU THỬ", "sections": {"order": ["s1"], "items": {"s1": grid}}}


@contextmanager
def office(url: str) -> Iterator[tuple[World, str]]:
    """A province whose report of these forms waits to be filled, and its address."""
    with worlds.world_of(url, documents()) as world, served(world.app) as address:
        yield world, address


@dataclass
class Filler:
    """One clerk with a browser: types, suffers, and knows what must stand in the report at the end."""

    world: World
    address: str
    context: BrowserContext
    login: str = "clerk-a"
    typed: int = 0
    expected: dict[tuple[str, str], str] = field(default_factory=dict)
    form: str = "f_1"

    def __post_init__(self) -> None:
        self.sign_in(self.login)
        self.report = self.world.submission(self.login.rpartition("-")[2])
        self.page = self.open()

    def sign_in(self, login: str) -> None:
        """Makes this browser that of a person; pages that are open learn of it by themselves."""
        token = self.world.client(login).http.get_cookie("khuon_session")
        assert token is not None
        self.context.add_cookies([{"name": "khuon_session", "value": token.value, "url": self.address}])

    def open(self) -> Page:
        """A new page of the form."""
        page = self.context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(f"{self.address}/bao-cao/{self.report}/{self.form}")
        return self.ready(page)

    def ready(self, page: Page) -> Page:
        """Waits until the table takes keys."""
        expect(page.locator("td[data-key]").first).to_be_visible(timeout=PATIENCE)
        return page

    def type(self, key: str, text: str, page: Page | None = None, *, end: str = "Enter") -> None:
        """Types into a cell, as a person does; without ``end`` the editor stays open."""
        page = page or self.page
        page.locator(f'td[data-key="{key}"]').click()
        page.keyboard.type(text)
        if end:
            page.keyboard.press(end)
        self.typed += len(text)
        self.expected[self.form, key] = text

    def settled(self, page: Page | None = None) -> None:
        """Waits until this page says that all is saved."""
        expect((page or self.page).locator(".fill-save.is-saved")).to_be_visible(timeout=PATIENCE)

    def kept(self) -> None:
        """Waits until the worker and this machine's copy of the form stand ready for a page without a network."""
        script = """async (form) => {
            if ((await navigator.serviceWorker.ready).active?.state !== 'activated' || !navigator.serviceWorker.controller) return false;
            const base = await new Promise((done, failed) => {
                const asked = indexedDB.open('khuon-forms', 1);
                asked.onsuccess = () => done(asked.result);
                asked.onerror = failed;
            });
            const names = await new Promise((done) => {
                const asked = base.transaction('kept').objectStore('kept').getAllKeys();
                asked.onsuccess = () => done(asked.result);
            });
            base.close();
            return names.some((name) => name.startsWith('seen:') && name.endsWith(`:${form}`));
        }"""
        self.page.wait_for_function(script, arg=self.form, timeout=PATIENCE)

    def reload(self) -> None:
        """Loads the page again, whatever it says about unsaved figures."""
        self.page.reload()
        self.ready(self.page)

    def again(self) -> None:
        """Begins anew after a mishap that did not come to an end: the line is there, one page is open."""
        self.context.set_offline(False)
        fresh = self.context.new_page()
        for page in self.context.pages:
            if page is not fresh:
                page.close()
        fresh.close()
        self.page = self.open()
        self.settled()

    def forget(self, place: str) -> None:
        """Counts a cell that was found lost no more."""
        form, _, key = place.partition(" ")
        self.expected.pop((form, key), None)

    def lost(self) -> dict[str, tuple[str, str | None]]:
        """Cells whose last text did not arrive: what was typed and what stands there."""
        client = self.world.client(self.login)
        stands = {form: client.get(f"/api/submissions/{self.report}/forms/{form}").get_json()["values"] for form in ("f_1", "f_2")}
        return {
            f"{form} {key}": (text, stands[form].get(key))
            for (form, key), text in self.expected.items()
            if stands[form].get(key) != text
        }


def _figure(source: random.Random) -> tuple[str, str]:
    return f"r{source.randint(1, ROWS)}:c{source.randint(1, COLUMNS)}", str(source.randint(10, 999_999))


def one(filler: Filler, kind: str, source: random.Random) -> None:
    """One mishap in the middle of typing; afterwards the line is there again."""
    filler.type(*_figure(source))
    _MISHAPS[kind](filler, source)
    filler.type(*_figure(source))


def _cut(filler: Filler, source: random.Random) -> None:
    filler.context.set_offline(True)
    for _ in range(source.randint(1, 3)):
        filler.type(*_figure(source))
    filler.context.set_offline(False)


def _reload(filler: Filler, _: random.Random) -> None:
    filler.reload()


def _reload_offline(filler: Filler, source: random.Random) -> None:
    filler.kept()
    filler.context.set_offline(True)
    filler.type(*_figure(source))
    filler.reload()
    filler.type(*_figure(source))
    filler.context.set_offline(False)


def _half_word(filler: Filler, source: random.Random) -> None:
    filler.type(*_figure(source), end="")
    filler.reload()


def _answer_lost(filler: Filler, source: random.Random) -> None:
    def swallow(route: Route) -> None:
        if route.request.method == "PATCH":
            route.fetch()
            # The driver may have given the request up with the page's own timeout; then it has failed already.
            with suppress(Error):
                route.abort("connectionreset")
        else:
            route.continue_()

    filler.page.route("**/api/submissions/**", swallow)
    with filler.page.expect_event("requestfailed", timeout=PATIENCE):
        filler.type(*_figure(source))
    filler.type(*_figure(source))
    filler.page.unroute("**/api/submissions/**")


def _double_tab(filler: Filler, source: random.Random) -> None:
    # What one page typed and the other has not heard of yet would be a question to the person, not a loss.
    filler.settled()
    first, second = filler.page, filler.open()
    cells = source.sample([f"r{row}:c{column}" for row in range(1, ROWS + 1) for column in range(1, COLUMNS + 1)], 4)
    for key, page in zip(cells, (first, second, first, second), strict=True):
        filler.type(key, _figure(source)[1], page)
    filler.settled(first)
    filler.settled(second)
    for key in (cells[1], cells[3]):
        shown = f"{int(filler.expected[filler.form, key]):,}".replace(",", ".")
        expect(first.locator(f'td[data-key="{key}"] .k-value')).to_have_text(shown, timeout=PATIENCE)
    second.close()
    first.bring_to_front()


def _closed_tab(filler: Filler, source: random.Random) -> None:
    filler.settled()
    second = filler.open()
    filler.context.set_offline(True)
    filler.type(*_figure(source), page=second)
    second.close()
    filler.context.set_offline(False)
    filler.page.bring_to_front()
    filler.reload()


def _other_form(filler: Filler, source: random.Random) -> None:
    other = "f_2" if filler.form == "f_1" else "f_1"
    filler.context.set_offline(True)
    filler.type(*_figure(source))
    filler.context.set_offline(False)
    filler.page.locator(".fill-tabs a", has_text=f"{other.replace('f_', '0')}/T").click()
    expect(filler.page.locator(".fill-title h1")).to_contain_text(f"{other.replace('f_', '0')}/T", timeout=PATIENCE)
    filler.form = other


_MISHAPS = {
    "cut": _cut,
    "reload": _reload,
    "reload offline": _reload_offline,
    "half word": _half_word,
    "answer lost": _answer_lost,
    "double tab": _double_tab,
    "closed tab": _closed_tab,
    "other form": _other_form,
}
