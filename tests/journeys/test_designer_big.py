"""A form of 48 columns and 500 rows: what is drawn, found, dragged and chosen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.designing import Open, harness, open_design

__all__ = ["harness", "open_design"]

pytestmark = pytest.mark.journey


def test_only_what_is_in_view_is_drawn_and_the_arrows_lead_to_all_of_it(open_design: Open) -> None:
    canvas = open_design("sample=big")
    canvas.click("d:r3:c2")
    canvas.until(lambda: canvas.page.locator("tr[data-row]").count() < 60)
    canvas.until(lambda: canvas.page.locator("tr[data-row='r3'] .ds-cell[data-at]").count() < 24)
    canvas.keys("Control+End")
    expect(canvas.at("d:r500:c47")).to_be_in_viewport()
    canvas.keys("Control+Home")
    expect(canvas.at("d:r1:c1")).to_be_in_viewport()
    for _ in range(40):
        canvas.keys("ArrowRight")
    expect(canvas.at("d:r1:c41")).to_be_in_viewport()
    expect(canvas.page.locator(".ds-formula-where")).to_contain_text("«Chỉ tiêu 41» (41)")


def test_a_row_far_below_is_found_and_renamed(open_design: Open) -> None:
    canvas = open_design("sample=big")
    canvas.click("d:r3:c2")
    canvas.keys("Control+f")
    canvas.type("dong so 477")
    canvas.keys("Enter")
    expect(canvas.at("s:r477:label")).to_be_in_viewport()
    canvas.keys("Escape", "F2")
    canvas.type("Hộ nghèo")
    canvas.keys("Enter")
    expect(canvas.at("s:r477:label")).to_have_text("Hộ nghèo")
    canvas.saved()


def test_every_cell_is_made_one_kind_at_once_and_taken_back(open_design: Open) -> None:
    canvas = open_design("sample=big")
    canvas.click("d:r5:c1")
    canvas.keys("Control+a")
    canvas.type("x")
    expect(canvas.at("d:r2:c1")).to_have_text("X")
    canvas.keys("Control+z")
    expect(canvas.at("d:r2:c1")).to_have_text("")
    expect(canvas.at("d:r3:c4")).to_have_text("X")


def test_a_group_is_dragged_into_another_level(open_design: Open) -> None:
    canvas = open_design("sample=big")
    canvas.click("h:c2")
    canvas.drag("h:c2", "h:g2", 0.5)
    expect(canvas.at("h:g2")).to_have_attribute("colspan", "5")
    expect(canvas.at("h:g1")).to_have_attribute("colspan", "3")
    canvas.click("h:g2")
    canvas.keys("Alt+ArrowLeft")
    canvas.saved()
    assert canvas.server("server.documents.f_big.sections.items.s1.columns.nodes.t1.children")[:2] == ["g2", "g1"]
