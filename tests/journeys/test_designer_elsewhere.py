"""A check against a figure of another form, by template: the other form is opened in between and its cell pointed at."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.designing import Open, harness, open_design

__all__ = ["harness", "open_design"]

pytestmark = pytest.mark.journey


def test_a_figure_must_be_that_of_another_form(open_design: Open) -> None:
    canvas = open_design()
    page = canvas.page
    page.get_by_role("tab", name="Kiểm tra").click()
    page.get_by_role("button", name="Thêm kiểm tra").click()
    page.get_by_role("menuitem", name="Bằng số ở biểu khác").click()
    editor = page.get_by_role("group", name="Bằng số ở biểu khác")
    expect(editor).to_be_visible()
    canvas.click("h:c11")
    expect(editor.get_by_role("status").first).to_contain_text("Số ở biểu kia")
    page.get_by_role("button", name="02/XLD").click()
    expect(page.locator(".ds-sheet-code")).to_have_text("02/XLD")
    expect(editor).to_be_visible()
    canvas.click("h:c9")
    expect(editor.locator("code")).to_have_text("c11 == form(f_02xld, c9)")
    expect(editor.locator(".ds-template-words")).to_contain_text("02/XLD")
    editor.get_by_role("button", name="Lưu kiểm tra").click()
    canvas.saved()
    rules = canvas.server("Object.values(server.documents).filter(each => each.spec === 'rules/1' && each.form === 'f_01xld')[0]")
    added = rules["items"][rules["order"][-1]]
    assert (added["expr"], added["origin"]) == ("c11 == form(f_02xld, c9)", {"kind": "cross"})
