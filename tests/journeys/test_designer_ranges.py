"""What a range of the table is told at once: who fills it, targets, locks, corrections; and a range that is too large for it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.designing import Canvas, Open, harness, open_design, properties

__all__ = ["harness", "open_design"]

pytestmark = pytest.mark.journey

#: Four cells of the table of procedures, from corner to corner.
CORNERS = ("d:rso:c8", "d:rxa:c9")
FOUR = {f"{row}:{column}" for row in ("rso", "rxa") for column in ("c8", "c9")}


def chosen(canvas: Canvas, first: str, last: str) -> Locator:
    """Choose a range; the panel that speaks of it."""
    canvas.click(first)
    canvas.click(last, modifiers=["Shift"])
    return properties(canvas.page)


def cells_of(canvas: Canvas) -> dict[str, Any]:
    """What single cells of the table of procedures say of their own, as the server holds it."""
    canvas.saved()
    held: dict[str, Any] = canvas.server("Object.values(server.documents).find(one => one.spec === 'form/1').sections.items.s1.cells ?? {}")
    return held


def test_columns_of_the_lead_agency_are_set_by_range_and_taken_back(open_design: Open) -> None:
    canvas = open_design()
    before = [canvas.node(column).get("cell") for column in ("c2", "c3", "c4")]
    panel = chosen(canvas, "h:c2", "h:c4")
    expect(panel.get_by_role("heading").first).to_have_text("3 cột")
    panel.get_by_label("Bên nhập").select_option(label="Cơ quan chủ trì")
    canvas.saved()
    assert [canvas.node(column)["cell"]["party"] for column in ("c2", "c3", "c4")] == ["lead"] * 3
    assert "party" not in canvas.node("c5").get("cell", {})
    canvas.click("d:r1:c3")
    party = panel.get_by_label("Bên nhập")
    expect(party.locator("option").first).to_have_text("Cơ quan chủ trì")
    canvas.click("h:c2")
    canvas.keys("Control+z")
    canvas.saved()
    assert [canvas.node(column).get("cell") for column in ("c2", "c3", "c4")] == before


def test_a_range_becomes_targets_with_a_comparator(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    before = cells_of(canvas)
    panel = chosen(canvas, *CORNERS)
    panel.get_by_label("Loại ô").select_option(label="Chỉ tiêu có dấu so sánh")
    for place in CORNERS:
        expect(canvas.at(place)).to_have_text("≥ …")
    assert {key for key, cell in cells_of(canvas).items() if cell.get("kind") == "target"} >= FOUR
    canvas.click(CORNERS[0])
    canvas.keys("Control+z")
    assert cells_of(canvas) == before


def test_a_range_is_locked_by_the_panel_and_freed_again(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    panel = chosen(canvas, *CORNERS)
    kind = panel.get_by_label("Loại ô")
    kind.select_option(label="Khoá, ghi X")
    for place in CORNERS:
        expect(canvas.at(place)).to_have_text("X")
    kind.select_option(label="Nhập số")
    for place in CORNERS:
        expect(canvas.at(place)).not_to_have_text("X")


def test_carried_figures_may_be_changed_with_a_reason_by_range(open_design: Open) -> None:
    canvas = open_design()
    chosen(canvas, "h:c2", "h:c3")
    canvas.keys("Alt+k")
    canvas.click("h:c16")
    canvas.page.get_by_role("button", name="Chuyển số").click()
    canvas.saved()
    panel = chosen(canvas, "h:c2", "h:c3")
    panel.get_by_label("Cho sửa, phải nêu lý do").select_option(label="có")
    canvas.saved()
    assert [canvas.node(column)["cell"]["override"] for column in ("c2", "c3")] == [True, True]


def test_a_range_too_large_for_single_cells_is_refused_with_the_way_out(open_design: Open) -> None:
    canvas = open_design("sample=big")
    before = canvas.server("JSON.stringify(server.documents.f_big.sections.items.s1)")
    canvas.click("d:r5:c1")
    # All rows but the last: no choice of whole columns, but 499 times 47 single cells.
    canvas.keys("Control+a", "Shift+ArrowUp")
    panel = properties(canvas.page)
    expect(panel.get_by_role("heading").first).to_have_text("23453 ô")
    canvas.type("x")
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Vùng chọn có 23453 ô. Chọn cả cột bằng tiêu đề để đặt một lần cho nhiều ô.")
    canvas.saved()
    assert canvas.server("JSON.stringify(server.documents.f_big.sections.items.s1)") == before
    canvas.keys("Shift+ArrowDown")
    canvas.type("x")
    canvas.saved()
    assert canvas.server("server.documents.f_big.sections.items.s1.columns.nodes.c47.cell.kind") == "blocked"


def test_carrying_into_a_range_too_large_is_refused_with_the_way_out(open_design: Open) -> None:
    canvas = open_design("sample=big")
    before = canvas.server("JSON.stringify(server.documents.f_big.sections.items.s1)")
    canvas.click("d:r5:c1")
    canvas.keys("Control+a", "Shift+ArrowUp", "Alt+k")
    bar = canvas.page.get_by_role("form", name="Chuyển sang từ kỳ trước")
    bar.get_by_role("combobox").first.select_option(index=1)
    bar.get_by_role("button", name="Chuyển số").click()
    expect(canvas.page.locator(".ds-toast")).to_contain_text("Chọn cả cột bằng tiêu đề để đặt một lần cho nhiều ô.")
    canvas.saved()
    assert canvas.server("JSON.stringify(server.documents.f_big.sections.items.s1)") == before


#: A place is pressed, and the properties are looked at before the browser draws them anew.
PRESSED = """at => {
  const place = document.querySelector(`[data-at="${at}"]`);
  place.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true, cancelable: true, button: 0, pointerId: 1}));
  place.dispatchEvent(new PointerEvent('pointerup', {bubbles: true, button: 0, pointerId: 1}));
  return Promise.resolve().then(() => { const {inert, ariaBusy} = document.querySelector('.ds-right'); return [inert, ariaBusy]; });
}"""


def test_properties_take_nothing_while_they_still_speak_of_the_place_before(open_design: Open) -> None:
    canvas = open_design()
    canvas.click("h:c2")
    panel = properties(canvas.page)
    expect(panel.get_by_role("heading").first).to_contain_text(canvas.at("h:c2").inner_text())
    assert canvas.page.evaluate(PRESSED, "h:c10") == [True, "true"]
    expect(panel.get_by_role("heading").first).to_contain_text(canvas.at("h:c10").inner_text())
    assert canvas.page.locator(".ds-right").get_attribute("inert") is None
    # The same place again leaves them as they are.
    assert canvas.page.evaluate(PRESSED, "h:c10") == [False, "false"]


def test_u_leads_to_the_unit_of_the_cell_walked_to(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    before = cells_of(canvas)
    canvas.click("d:rso:c8")
    canvas.keys("ArrowRight", "ArrowRight", "ArrowDown", "u")
    unit = properties(canvas.page).get_by_label("Đơn vị tính", exact=True)
    expect(unit).to_be_focused()
    unit.select_option(index=2)
    changed = {place: cell for place, cell in cells_of(canvas).items() if cell != before.get(place)}
    assert changed == {"rsolv:c10": {**before.get("rsolv:c10", {}), "unit": unit.input_value()}}


def test_f6_reaches_the_properties_of_the_place_walked_to(open_design: Open) -> None:
    canvas = open_design("sample=tthc")
    canvas.click("d:rso:c8")
    # The lists under the table, then the properties, which speak of the place a moment after it was reached.
    canvas.keys("ArrowRight", "ArrowRight", "F6", "F6")
    expect(canvas.page.locator(".ds-right :focus")).to_have_count(1)


def test_what_is_written_as_soon_as_the_properties_are_there_is_kept(open_design: Open) -> None:
    canvas = open_design()
    title = properties(canvas.page).get_by_label("Tiêu đề", exact=True)
    canvas.click("h:c2")
    expect(title).to_be_visible()
    # The drawing library takes its turns by messages; on a busy machine they come late.
    canvas.page.evaluate("() => { const post = MessagePort.prototype.postMessage; MessagePort.prototype.postMessage = function (...what) { setTimeout(() => post.apply(this, what), 2_000); }; }")
    canvas.click("h:c10")
    title.fill("Vụ việc")
    title.press("Tab")
    canvas.saved()
    assert canvas.node("c10")["label"] == "Vụ việc"
