"""A report comes back and goes again: the clerk goes from reason to reason, the receiver looks at what changed only."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import FORM
from tests.runtime.world import Client, World, regime_document
from tests.serving import served

pytestmark = pytest.mark.journey

WAIT = 60_000
SECOND = {**copy.deepcopy(FORM), "id": "f_2", "code": "02/T"}
DOCUMENTS = [FORM, SECOND, regime_document(["f_1", "f_2"])]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", DOCUMENTS) as made:
        yield made


def page_of(browser: Browser, base: str, client: Client) -> Page:
    """A page in which the person of a client is signed in."""
    token = client.http.get_cookie("khuon_session")
    assert token is not None
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN").new_page()
    page.set_default_timeout(WAIT)
    page.context.add_cookies([{"name": "khuon_session", "value": token.value, "url": base}])
    return page


def test_from_reason_to_reason_and_only_what_changed(world: World, browser: Browser) -> None:
    report, head = world.submission("a"), world.client("head-a")
    head.save(report, "f_1", {"r1:c2": "1", "r1:c3": "2"})
    head.save(report, "f_2", {"r1:c3": "2"})
    head.deliver(report)
    remarks = (("f_1", "r1:c2", "Sai so với sổ"), ("f_2", "r1:c3", "Chưa làm tròn"))
    cells = [{"form": form, "key": key, "text": text} for form, key, text in remarks]
    world.client("receiver").post(f"/api/submissions/{report}/return", {"reason": "Xem lại hai ô", "cells": cells})
    with served(world.app) as base:
        _answers(page_of(browser, base, world.client("clerk-a")), f"{base}/bao-cao/{report}/f_1")
        head.deliver(report)
        _looks(page_of(browser, base, world.client("receiver")), f"{base}/tiep-nhan/bao-cao/{report}/f_1")


def _answers(page: Page, address: str) -> None:
    page.goto(address)
    bar = page.get_by_role("region", name="Lý do trả lại theo ô")
    expect(bar).to_contain_text("1/2", timeout=WAIT)
    following = bar.get_by_role("button", name="Lý do sau")
    following.click()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(bar.locator(".fill-badge")).to_have_text("đã sửa", timeout=WAIT)
    following.click()
    # Another form is opened on the way: the bar keeps its place and the cell is in hand.
    expect(page).to_have_url(address.replace("f_1", "f_2"), timeout=WAIT)
    expect(bar).to_contain_text("Chưa làm tròn")
    expect(page.locator('td.is-active[data-key="r1:c3"]')).to_have_count(1, timeout=WAIT)
    bar.get_by_label("Trả lời của đơn vị").fill("Đúng theo sổ")
    bar.get_by_role("button", name="Ghi trả lời").click()
    expect(bar.locator(".fill-badge")).to_have_text("giữ số, có trả lời", timeout=WAIT)
    expect(bar).to_contain_text("mọi ô đã sửa hoặc đã trả lời")


def _looks(page: Page, address: str) -> None:
    page.goto(address)
    told = page.locator(".sheet-differences")
    reasons = told.get_by_role("table", name="Lý do trả lại theo ô").locator("tbody tr")
    expect(reasons).to_have_count(2, timeout=WAIT)
    expect(reasons.nth(0)).to_contain_text("đã sửa")
    expect(reasons.nth(1)).to_contain_text("Đúng theo sổ")
    changed = told.locator("table").last.locator("tbody tr")
    expect(changed).to_have_count(1)
    expect(changed.locator("td")).to_have_text(["01/T", changed.get_by_role("button").inner_text(), "1", "5"])
    rows = page.locator("section.fill-table table tbody tr")
    expect(rows).to_have_count(2)
    told.get_by_label("Chỉ hiện dòng thay đổi").check()
    expect(rows).to_have_count(1, timeout=WAIT)
    expect(rows).to_contain_text("Dòng một")
    changed.get_by_role("button").click()
    expect(page.locator("section.fill-table :focus")).to_have_count(1)
