"""The form's own workbook in a browser: taken away, edited as in Excel, brought back, looked at, accepted, undone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.test_axe_designer import nothing_serious
from tests.runtime import world as worlds
from tests.runtime.formbooks.files import edited, stored
from tests.runtime.world import World, documents_of
from tests.serving import served

pytestmark = pytest.mark.journey

PATIENCE = 60_000
FIGURES = {"r1:c1": "40", "r1:c2": "10", "r1:c3": "30"}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents_of("thanh_tra_2021")) as made:
        yield made


@pytest.fixture
def form(page: Page, world: World) -> Iterator[Page]:
    """The filling page of 01/XLD, with three figures in it."""
    report, clerk = world.submission("a"), world.client("clerk-a")
    assert clerk.save(report, "f_01xld", FIGURES).status_code == 200
    cookie = clerk.http.get_cookie("khuon_session")
    assert cookie is not None
    page.set_default_timeout(PATIENCE)
    with served(world.app) as address:
        page.context.add_cookies([{"name": "khuon_session", "value": cookie.value, "url": address}])
        page.goto(f"{address}/bao-cao/{report}/f_01xld")
        expect(page.locator('td[data-key="r1:c1"]')).to_have_text("40", timeout=PATIENCE)
        yield page


def taken(page: Page, folder: Path) -> bytes:
    """The workbook with the figures, by the menu of the page."""
    page.get_by_text("Tệp Excel", exact=True).click()
    with page.expect_download() as download:
        page.locator(".fill-book a").first.click()
    path = folder / "taken.xlsx"
    download.value.save_as(path)
    return path.read_bytes()


def brought(page: Page, data: bytes) -> Any:
    """The dialog of a file that was chosen."""
    page.locator("input[type=file][accept^='.xlsx']").set_input_files({"name": "01-XLD.xlsx", "mimeType": "application/octet-stream", "buffer": data})
    dialog = page.get_by_role("dialog", name="Nhận số liệu từ tệp Excel")
    expect(dialog.locator(".wb-table, [role=alert]").first).to_be_visible(timeout=PATIENCE)
    return dialog


def kept(world: World) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(stored(world, world.submission("a"), "f_01xld"))["values"]
    return found


def test_taken_away_edited_brought_back_accepted_undone(form: Page, world: World, tmp_path: Path, axe_source: str) -> None:
    data = edited(taken(form, tmp_path), {"r1:c1": 41, "r1:c2": "1.234", "r1:c3": None, "r1:c5": "=1+1"})
    dialog = brought(form, data)
    lines = dialog.locator("tbody tr")
    expect(lines).to_have_count(4)
    expect(lines.nth(0)).to_contain_text("“1.234” có thể là một nghìn mấy hoặc một phẩy mấy")
    expect(lines.nth(1)).to_contain_text("Ô nhập chứa công thức (=1+1)")
    expect(lines.nth(2)).to_contain_text("41")
    expect(dialog.get_by_role("button", name="Nhận 2 ô")).to_be_visible()
    nothing_serious(form, axe_source, "preview of a workbook")
    assert kept(world)["r1:c1"] == "40", "a preview stores nothing"
    lines.nth(0).get_by_role("combobox").select_option(label="Nhận 1.234 (dấu phẩy là dấu thập phân)")
    dialog.get_by_role("button", name="Nhận 3 ô").click()
    expect(form.locator(".fill-message")).to_contain_text("Đã nhận 3 ô từ tệp Excel")
    expect(form.locator('td[data-key="r1:c2"]')).to_have_text("1.234")
    expect(form.locator(".fill-save")).to_contain_text("Đã lưu")
    assert {key: kept(world).get(key) for key in FIGURES} == {"r1:c1": "41", "r1:c2": "1234", "r1:c3": None}
    # The keyboard is on the first cell that was taken: Ctrl+Z undoes it as was said.
    expect(form.locator(".k-editor")).to_be_focused()
    form.keyboard.press("Control+z")
    for key, figure in FIGURES.items():
        expect(form.locator(f'td[data-key="{key}"]')).to_have_text(figure)
    expect(form.locator(".fill-save")).to_contain_text("Đã lưu")
    form.wait_for_function("() => document.querySelector('.fill-save').textContent.includes('Đã lưu')")
    form.goto(form.url)
    expect(form.locator('td[data-key="r1:c2"]')).to_have_text("10", timeout=PATIENCE)


def test_a_dropped_file_of_something_else_is_refused_in_words_on_a_telephone_too(form: Page) -> None:
    form.set_viewport_size({"width": 390, "height": 844})
    # What takes a dropped file is fetched after the table.
    expect(form.get_by_role("button", name="Nhận tệp Excel", include_hidden=True)).to_be_attached(timeout=PATIENCE)
    script = """bytes => {
      const carried = new DataTransfer();
      carried.items.add(new File([new Uint8Array(bytes)], "bieu.xlsx"));
      for (const type of ["dragover", "drop"]) document.querySelector(".fill-body").dispatchEvent(new DragEvent(type, { dataTransfer: carried, bubbles: true, cancelable: true }));
    }"""
    form.evaluate(script, list(b"<html></html>"))
    dialog = form.get_by_role("dialog", name="Nhận số liệu từ tệp Excel")
    expect(dialog.get_by_role("alert")).to_contain_text("Đây là trang web hoặc tệp XML, không đọc được ở đây", timeout=PATIENCE)
    assert form.evaluate("document.documentElement.scrollWidth") <= 390
    dialog.get_by_role("button", name="Đóng").click()
    expect(dialog).to_have_count(0)
