"""Proofs of the rules in the designer: run, stop, stale, from a finding to its check and cells, examples kept and let go."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import axe
from tests.journeys.designing import Canvas, Open, harness, open_design

__all__ = ["harness", "open_design"]

pytestmark = pytest.mark.journey

FORCED: dict[str, Any] = {
    "code": "proof.forced",
    "severity": "warning",
    "rules": ["k_01xld/k3", "k_01xld/k2"],
    "checks": [],
    "cells": ["r1:c9", "r1:c11"],
    "values": {},
    "message": {"vi": "Chỉ có thể ghi 0 vào cột 9.", "en": "Only 0 can stand in column 9."},
    "todo": {"vi": "Nếu không cố ý, sửa một trong các kiểm tra này.", "en": "Correct one of these checks."},
}
CLASH = {**FORCED, "code": "proof.unsendable", "severity": "error", "message": {"vi": "Không báo cáo nào gửi được.", "en": "No form can be sent."}}
UNPROVEN = {"rule": "k_01xld/k4", "check": "", "code": "proof.product", "message": {"vi": "Chưa chứng minh hết kiểm tra k4.", "en": "Check k4 is not fully proven."}}
EXAMPLES = {
    "k_01xld/k2": [{"cells": {"r1:c9": "3", "r1:c11": "3", "r1:c12": None}, "expect": "pass"}, {"cells": {"r1:c9": "0", "r1:c11": "1500"}, "expect": "fail"}],
    "k_01xld/k3": [{"cells": {"r1:c9": "2"}, "expect": "pass"}],
}


def proofs(open_design: Open, **answer: Any) -> Canvas:
    """The panel of proofs over what the server will say."""
    canvas = open_design()
    say(canvas, **answer)
    canvas.page.get_by_role("tab", name="Kiểm chứng quy tắc").click()
    return canvas


def say(canvas: Canvas, **answer: Any) -> None:
    """What the proofs say from now on."""
    whole = {"complete": True, "findings": [], "unproven": [], "examples": {}, "no_example": {}, **answer}
    canvas.server(f"server.proof = {json.dumps(whole)}")


def test_findings_lead_to_the_check_and_mark_its_cells(open_design: Open) -> None:
    canvas = proofs(open_design, findings=[FORCED, CLASH], unproven=[UNPROVEN])
    page, panel = canvas.page, canvas.page.locator(".ds-proofs")
    expect(panel).to_contain_text("Chưa kiểm chứng. Máy sẽ tìm")
    panel.get_by_role("button", name="Kiểm chứng biểu này").click()
    expect(panel.get_by_role("status")).to_contain_text("2 điều cần xem")
    found = panel.locator(".ds-proof-list").first.locator(".ds-finding")
    expect(found.first).to_contain_text("Không báo cáo nào gửi được.")
    expect(page.get_by_role("tab", name="Kiểm chứng quy tắc")).to_contain_text("2")
    open_ones = panel.get_by_role("region", name="Không chứng minh được")
    expect(open_ones).to_contain_text("Chưa chứng minh hết kiểm tra k4.")
    expect(panel).not_to_contain_text("Đã chứng minh")
    found.nth(1).locator(".ds-finding-text").click()
    expect(page.get_by_role("tab", name=re.compile("Kiểm tra số liệu"))).to_have_attribute("aria-selected", "true")
    expect(page.locator("#ds-rule-k3")).to_be_focused()
    expect(page.locator("#ds-rule-k3")).to_have_class(re.compile("is-shown"))
    for cell in ("d:r1:c9", "d:r1:c11"):
        expect(canvas.at(cell)).to_have_class(re.compile(r"mark-1"))
    page.get_by_role("tab", name="Kiểm chứng quy tắc").click()
    found.nth(1).locator(".ds-proof-rules button").nth(1).click()
    expect(page.locator("#ds-rule-k2")).to_be_focused()


def test_a_proof_runs_in_sight_and_ends_with_the_draft_or_by_hand(open_design: Open) -> None:
    canvas = proofs(open_design)
    panel = canvas.page.locator(".ds-proofs")
    canvas.server("(server.proof = new Promise(() => undefined), null)")
    panel.get_by_role("button", name="Kiểm chứng biểu này").click()
    expect(panel.get_by_role("status")).to_have_text("Đang kiểm chứng… tự dừng sau 10 giây")
    panel.get_by_role("button", name="Dừng").click()
    expect(panel.get_by_role("status")).to_have_text("Đã dừng, chưa có kết quả.")
    panel.get_by_role("button", name="Kiểm chứng lại").click()
    canvas.click("h:c8")
    canvas.type("Đã xử lý")
    canvas.keys("Enter")
    expect(panel.get_by_role("status")).to_have_text("Bản thảo vừa thay đổi nên đã dừng kiểm chứng.")


def test_all_proven_says_what_and_an_edit_makes_it_stale(open_design: Open) -> None:
    canvas = proofs(open_design)
    panel = canvas.page.locator(".ds-proofs")
    panel.get_by_role("button", name="Kiểm chứng biểu này").click()
    expect(panel.locator(".ds-proven li")).to_have_count(5)
    expect(panel.locator(".ds-proven")).to_contain_text("không có kiểm tra mâu thuẫn nhau")
    canvas.click("h:c8")
    canvas.type("Đã xử lý")
    canvas.keys("Enter")
    expect(panel).to_contain_text("Bản thảo đã thay đổi sau lần kiểm chứng này")
    canvas.keys("Control+z")
    expect(panel).not_to_contain_text("Bản thảo đã thay đổi")


def test_time_that_ran_out_is_never_fine(open_design: Open) -> None:
    canvas = proofs(open_design, complete=False)
    panel = canvas.page.locator(".ds-proofs")
    panel.get_by_role("button", name="Kiểm chứng biểu này").click()
    expect(panel).to_contain_text("Hết 10 giây mà chưa xét xong")
    expect(panel.locator(".ds-proven")).to_have_count(0)


def test_examples_are_kept_by_one_gesture_shown_and_let_go(open_design: Open) -> None:
    canvas = proofs(open_design, examples=EXAMPLES, no_example={"k_01xld/k4": {"vi": "Không có ví dụ sai.", "en": "None."}})
    page, panel = canvas.page, canvas.page.locator(".ds-proofs")
    panel.get_by_role("button", name="Kiểm chứng biểu này").click()
    expect(panel).to_contain_text("Không có ví dụ sai.")
    panel.get_by_role("button", name="Giữ ví dụ cho 2 kiểm tra").click()
    canvas.saved()
    kept = "server.documents.k_01xld.items.{}.examples"
    assert canvas.server(kept.format("k2")) == EXAMPLES["k_01xld/k2"]
    # Keeping them changes nothing that was proven.
    expect(panel).not_to_contain_text("Bản thảo đã thay đổi")
    expect(panel).to_contain_text("2 kiểm tra đã có ví dụ.")
    expect(panel.get_by_role("button", name="Giữ ví dụ")).to_have_count(0)
    page.get_by_role("tab", name=re.compile("Kiểm tra số liệu")).click()
    rule = page.locator("#ds-rule-k2")
    rule.get_by_text("2 ví dụ được giữ").click()
    expect(rule.locator(".ds-examples li").nth(1)).to_contain_text("= 1.500")
    rule.get_by_role("button", name="Bỏ ví dụ này").first.click()
    expect(rule.get_by_text("1 ví dụ được giữ")).to_be_visible()
    canvas.saved()
    assert canvas.server(kept.format("k2")) == EXAMPLES["k_01xld/k2"][1:]
    page.locator(".ds-toast").get_by_role("button", name="Hoàn tác").click()
    expect(rule.get_by_text("2 ví dụ được giữ")).to_be_visible()
    canvas.keys("Control+z")
    expect(page.locator(".ds-examples")).to_have_count(0)


@pytest.mark.parametrize("width", [1366, 390])
def test_axe_finds_nothing_serious_in_the_proofs(page: Page, open_design: Open, axe_source: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    canvas = proofs(open_design, findings=[FORCED, CLASH], unproven=[UNPROVEN], examples=EXAMPLES)
    panel = canvas.page.locator(".ds-proofs")
    panel.get_by_role("button", name="Kiểm chứng biểu này").click()
    panel.get_by_role("button", name="Giữ ví dụ cho 2 kiểm tra").click()
    expect(panel).to_contain_text("đã có ví dụ")
    for tab in (None, re.compile("Kiểm tra số liệu")):
        if tab:
            canvas.page.get_by_role("tab", name=tab).click()
            canvas.page.locator(".ds-examples > summary").first.click()
        found = axe.serious(canvas.page, axe_source, (*axe.WCAG, "best-practice"), within=".ds-bottom")
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
    assert canvas.page.evaluate("document.documentElement.scrollWidth") <= width


def test_proofs_come_by_themselves_after_a_pause_and_stand_beside_the_check(open_design: Open) -> None:
    canvas = open_design("form=f_01xld&pause=0.2")
    page = canvas.page
    page.get_by_role("tab", name=re.compile("Kiểm tra số liệu")).click()
    say(canvas, findings=[FORCED])
    expect(page.locator(".ds-margin-state")).to_have_count(0)
    canvas.click("h:c8")
    canvas.type("Đã xử lý")
    canvas.keys("Enter")
    expect(page.locator(".ds-margin-state")).to_have_text("1 điều cần xem")
    expect(page.locator("#ds-rule-k3 .ds-margin-note")).to_have_text("Chỉ có thể ghi 0 vào cột 9.")
    expect(page.locator("#ds-rule-k2 .ds-margin-note")).to_have_count(0)
    expect(canvas.at("d:r1:c9")).to_have_class(re.compile("is-warned"))
    # The next edit takes the result away from the table at once, and a new one comes.
    say(canvas)
    canvas.click("h:c8")
    canvas.type("Xử lý xong")
    canvas.keys("Enter")
    expect(page.locator(".ds-margin-state")).to_have_text("Đã chứng minh")
    expect(canvas.at("d:r1:c9")).not_to_have_class(re.compile("is-warned"))
