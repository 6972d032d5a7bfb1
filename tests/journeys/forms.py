"""The example forms on the filling page of a real application: opened, pasted into by rows and columns, read back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from runtime.store.models import Collection, Regime, Submission
from runtime.submissions.collections import open_collection
from tests.journeys.conftest import PATIENCE
from tests.runtime import world as worlds
from tests.runtime.world import FROM, Client, World, documents_of
from tests.serving import served

#: A store with the regimes of the examples, as one province has them in force.
RELEASES = (
    ("thanh_tra_2021", "2025-Q3"), ("thanh_tra_2024", "2026-Q3"), ("tthc_2020", "2025-Q3"), ("thu_tuc_mot_cua", "2025"),
    ("khcn_2015", "2025"), ("ho_tich_2013", "2025"), ("danh_sach_2019", "2025-H2"), ("ho_can_ngheo_2021", "2025"),
    ("giai_ngan", "2025-07"), ("ktxh_12_chi_tieu", "2025"), ("cham_diem_cchc", "2025"),
)  # fmt: skip
COLLECTIONS = (
    ("g_kntc", "2026-Q2", ""), ("g_kntc", "2026-Q3", ""), ("g_tthc", "2026-Q2", ""), ("g_tthc", "2026-Q3", ""),
    ("g_motcua", "2026", ""), ("g_khcn", "2026", ""), ("g_hotich", "2026", "l1"), ("g_hotich", "2026", "l2"),
    ("g_hotich", "2026", "ct"), ("g_trogiup", "2026-H1", ""), ("g_ngheo", "2025", ""), ("g_ngheo", "2026", ""),
    ("g_giaingan", "2026-01", ""), ("g_giaingan", "2026-02", ""), ("g_ktxh", "2026", ""), ("g_cchc", "2026", ""),
)  # fmt: skip


@contextmanager
def province(folder: Path) -> Iterator[tuple[World, str]]:
    """The store with everything opened, and the address at which it is served."""
    with worlds.world_of(f"sqlite:///{folder / 'store.sqlite3'}", documents_of("tthc_2020"), ()) as world:
        with world.db() as db:
            lead = world.actor(db, "receiver")
            numbers: dict[str, int] = {"g_tthc": 1}
            for example, valid in RELEASES:
                documents = documents_of(example)
                regime = next(one["id"] for one in documents if one["spec"] == "regime/1")
                if example != "tthc_2020":
                    numbers[regime] = numbers.get(regime, 0) + 1
                    worlds.publish(db, documents, lead.user_id or "", no=numbers[regime], valid_from=valid)
            for regime, period, turn in COLLECTIONS:
                open_collection(db, lead, db.get(Regime, regime), period, turn, opens=FROM)
        with served(world.app) as address:
            yield world, address


@contextmanager
def collecting(folder: Path, example: str, regime: str, period: str) -> Iterator[tuple[World, str]]:
    """A store with one example whose reports of one period are collected, and the address at which it is served."""
    with worlds.world_of(f"sqlite:///{folder / 'store.sqlite3'}", documents_of(example), ()) as world:
        with world.db() as db:
            open_collection(db, world.actor(db, "receiver"), db.get(Regime, regime), period, "", opens=FROM)
        with served(world.app) as address:
            yield world, address


def report_of(world: World, unit: str, regime: str, period: str, turn: str = "") -> str:
    """Id of a unit's report."""
    with world.db() as db:
        query = select(Submission.id).join(Collection, Collection.id == Submission.collection_id)
        query = query.where(Submission.unit_id == unit, Collection.regime_id == regime, Collection.period == period)
        return str(db.scalar(query.where(Collection.round == turn) if turn else query))


class FormPage:
    """One form of a report in the browser of a person."""

    def __init__(self, page: Page, base: str, client: Client, report: str, form: str) -> None:
        """Open the page and wait until its table takes keys."""
        self.page, self.client, self.report, self.form = page, client, report, form
        token = client.http.get_cookie("khuon_session")
        assert token is not None
        page.context.add_cookies([{"name": "khuon_session", "value": token.value, "url": base}])
        page.goto(f"{base}/bao-cao/{report}/{form}")
        expect(page.locator(".k-table, .one-row").first).to_be_visible()

    def cell(self, key: str) -> Locator:
        """The cell of a key."""
        return self.page.locator(f'[data-key="{key}"]')

    def type(self, key: str, text: str) -> None:
        """Type into a cell and leave it by Enter."""
        self.cell(key).click()
        expect(self.cell(key).locator(".k-editor")).to_be_focused()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def paste(self, key: str, rows: Sequence[Sequence[str]]) -> None:
        """Paste a block as a spreadsheet program gives it, its first cell at ``key``."""
        self.cell(key).click()
        expect(self.cell(key).locator(".k-editor")).to_be_focused()
        self.page.evaluate(
            """text => {
                const data = new DataTransfer();
                data.setData('text/plain', text);
                document.activeElement.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
            }""",
            "\n".join("\t".join(row) for row in rows),
        )

    def add(self, row: str, caption: str = "", nth: int = 0) -> str:
        """One more open row with a caption; its name in keys."""
        # A long table is drawn little by little.
        expect(self.page.locator("tr.k-gap")).to_have_count(0)
        before = set(self.names(row))
        self.page.locator("button.k-add").nth(nth).click()
        expect(self.page.locator(f'[data-key^="{row}#"] .k-editor')).to_be_focused()
        (name,) = set(self.names(row)) - before
        if caption:
            self.type(f"{name}:@label", caption)
        return name

    def names(self, row: str) -> list[str]:
        """Copies of an open row as they stand, in order."""
        keys = self.page.locator(f'[data-key^="{row}#"]').evaluate_all("all => all.map(one => one.dataset.key.split(':')[0])")
        return list(dict.fromkeys(keys))

    def shows(self, expected: Mapping[str, str]) -> None:
        """Each cell shows this text."""
        for key, text in expected.items():
            expect(self.cell(key).locator(".k-value")).to_have_text(text)

    def saved(self) -> dict[str, Any]:
        """Wait until the server has everything; what it holds of the form then."""
        # What was typed last is seen by the saver before the line is read.
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        # Without the time where nothing was left to send: a page that was closed may have sent it as the line came back.
        expect(self.page.locator(".fill-save.is-saved")).to_contain_text(re.compile("đã lưu", re.IGNORECASE))
        found: dict[str, Any] = self.client.get(f"/api/submissions/{self.report}/forms/{self.form}").get_json()
        return found

    def sentences(self) -> list[str]:
        """What the server says against the form, once all is saved."""
        return [one["sentence"] for one in self.saved()["failures"]]


def opened(browser: Browser, base: str, client: Client, report: str, form: str, **context: Any) -> FormPage:
    """The form in a browser window of its own."""
    size = {"viewport": {"width": 1366, "height": 768}, "locale": "vi-VN", **context}
    page = browser.new_context(**size).new_page()
    page.set_default_timeout(PATIENCE)
    return FormPage(page, base, client, report, form)
