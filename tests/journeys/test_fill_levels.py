"""Forms that no example has: figures of a narrative beside the cells they read, rows given under a cut line, a list of three hundred under sums."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.forms import FormPage, opened
from tests.journeys.many_levels import levels
from tests.runtime.world import World

pytestmark = pytest.mark.journey


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[World, str]]:
    with levels(tmp_path) as found:
        yield found


def figures(form: FormPage, total: str, share: str, kept: str) -> None:
    """What the three figures of the narrative show."""
    for key, text in {"o111": total, "o121": share, "o122": kept}.items():
        expect(form.page.locator(f'[data-question="{key}"] input').first).to_have_value(text)


def test_figures_of_a_narrative_follow_their_cells_to_paper_and_to_the_receiver(browser: Browser, made: tuple[World, str]) -> None:
    world, base = made
    clerk, report = world.client("clerk-a"), world.submission("a")
    form = opened(browser, base, clerk, report, "f_sau")
    form.type("a1#da:c2", "5")
    name = form.add("b1", nth=1)
    form.page.keyboard.type("so 499")
    form.page.keyboard.press("Enter")
    form.shows({f"{name}:@label": "Thủ tục hành chính số 499"})
    # A figure, 0, "-" and blank are four states, in the cell and in what is built on it.
    for typed, shown in {"5": ("10", "50,0", "5"), "0": ("5", "0,0", "0"), "-": ("5", "", "")}.items():
        form.type(f"{name}:c6", typed)
        figures(form, *shown)
    form.type(f"{name}:c6", "15")
    figures(form, "20", "75,0", "15")
    form.page.keyboard.press("Control+z")
    figures(form, "5", "", "")
    form.page.keyboard.press("Control+y")
    figures(form, "20", "75,0", "15")
    values = form.saved()["values"]
    assert (values["o111"], values["o122"]) == ("20", "15")
    form.page.goto(f"{base}/bao-cao/{report}/in")
    paper = form.page.locator(".report").first
    expect(paper).to_contain_text("Tổng số đơn: 20")
    expect(paper).to_contain_text("Đơn lưu nhóm II: 15")
    # At the receiver, on a telephone: the same order and headings as on paper.
    world.client("head-a").deliver(report)
    receiver = world.client("receiver")
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN").new_page()
    page.set_default_timeout(PATIENCE)
    token = receiver.http.get_cookie("khuon_session")
    assert token is not None
    page.context.add_cookies([{"name": "khuon_session", "value": token.value, "url": base}])
    page.goto(f"{base}/tiep-nhan/bao-cao/{report}/f_sau")
    expect(page.locator(".sheet-answers dt")).to_have_text(
        ["I. Tình hình", "1. Kết quả tiếp nhận", "Tổng số đơn", "Phân tích", "2. Tỷ lệ lưu đơn", "Tỷ lệ (%)", "Đơn lưu nhóm II", "II. Kiến nghị"]
    )
    expect(page.locator(".sheet-answer")).to_have_text(["20", "75,0", "15"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_rows_given_stand_through_a_cut_line_undo_and_reload(browser: Browser, made: tuple[World, str]) -> None:
    world, base = made
    form = opened(browser, base, world.client("clerk-a"), world.submission("a"), "f_sau")
    keys = form.page.keyboard
    given = ["a1#da", "a1#db"]
    form.page.context.set_offline(True)
    form.type("a1#da:c2", "5")
    own = form.add("a1", "Kè sông Luộc")
    form.type(f"{own}:c2", "7")
    expect(form.page.locator(".fill-save")).to_contain_text("giữ trên máy này")
    # Undo takes the row added back, never a row given; redo brings it again with its figure.
    for _ in range(3):
        keys.press("Control+z")
    assert form.names("a1") == given
    keys.press("Control+z")
    form.shows({"a1#da:c2": ""})
    for _ in range(4):
        keys.press("Control+y")
    form.shows({"a1#da:c2": "5", f"{own}:@label": "Kè sông Luộc", f"{own}:c2": "7", "a:c1": "12"})
    # The browser is closed with the line still cut, and comes back.
    form.page.on("dialog", lambda dialog: dialog.accept())
    context = form.page.context
    form.page.close()
    context.set_offline(False)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    again = FormPage(page, base, form.client, form.report, "f_sau")
    again.shows({"a1#da:@label": "Đường vành đai V", f"{own}:c2": "7", "a:c1": "12"})
    assert again.names("a1") == [*given, own]
    again.cell("a1#db:@label").click()
    page.keyboard.press("Control+Delete")
    expect(page.get_by_text("Dòng “Cầu Hải Hưng” là dòng cho sẵn")).to_be_visible()
    held = again.saved()
    assert [one["label"] for one in held["instances"]["a1"]] == ["Đường vành đai V", "Cầu Hải Hưng", "Kè sông Luộc"]
    assert (held["values"]["a1#da:c2"], held["values"][f"{own}:c2"]) == ("5", "7")


def test_three_hundred_households_under_sums(browser: Browser, made: tuple[World, str]) -> None:
    world, base = made
    clerk, report = world.client("clerk-a"), world.submission("a")
    form = opened(browser, base, clerk, report, "f_ho")
    first = form.add("rl")
    form.paste(f"{first}:m1", [(f"Hộ số {at}", "Hộ nghèo" if at % 3 == 0 else "Hộ cận nghèo", str(at % 5), "01/07/2026") for at in range(300)])
    summary = form.page.locator(".list-bar summary")
    expect(summary).to_contain_text("300 dòng")
    summary.click()
    form.page.get_by_label("Diện", exact=True).select_option("Hộ nghèo")
    form.page.get_by_label("Nhân khẩu", exact=True).fill(">= 4")
    expect(summary).to_contain_text("đang hiện 20/300 dòng")
    form.saved()
    # 100 poor households with 0 + 1 + 2 + 3 + 4 twenty times over; the other 200 twice as many.
    opened(browser, base, clerk, report, "f_th").shows({"u1:n1": "100", "u2:n1": "200", "u3:n1": "400"})
