"""What the linter proposes, accepted with one click; the printed line beside the line that the rules would print."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from metadata.checks import check_template
from tests.journeys import axe
from tests.journeys.designing import Canvas, Open, harness, open_design
from tests.metadata import column_trees, forms_2024

__all__ = ["harness", "open_design"]

pytestmark = pytest.mark.journey



def opened(page: Page, open_design: Open, documents: dict[str, Any], form: str) -> Canvas:
    """The designer over these documents, with what the checks really find in them."""
    page.set_viewport_size({"width": 1366, "height": 768})
    found = [problem.as_dict("vi") for problem in check_template(documents)]
    page.add_init_script(f"window.given = {json.dumps({'documents': documents, 'findings': found}, ensure_ascii=False)}")
    return open_design(f"sample=given&form={form}")


def findings(canvas: Canvas) -> Any:
    """The list of findings, after everything was checked."""
    canvas.page.get_by_role("tab", name="Vấn đề của biểu mẫu").click()
    canvas.page.get_by_role("button", name="Soát toàn bộ").click()
    return canvas.page.locator(".ds-finding")


def remaining(canvas: Canvas) -> set[tuple[str, str]]:
    """What the checks find in the documents as the server holds them now."""
    return wrong(canvas.server("server.documents"))


def wrong(documents: dict[str, Any]) -> set[tuple[str, str]]:
    """What the checks find in the documents."""
    return {(problem.code, problem.place) for problem in check_template(documents)}


def test_the_wrong_line_of_the_circular_is_put_right_with_one_click(page: Page, open_design: Open) -> None:
    canvas = opened(page, open_design, forms_2024.documents(), "f_04xld")
    assert remaining(canvas) == {("formula.relation_part", "f_04xld/s1/c8"), ("template.relation_omitted", "f_02xld/s1/c8")}
    found = findings(canvas).filter(has_text="cột 18 chỉ là một phần của cột 16")
    expect(found).to_contain_text("8=9+10+11+12=13+14=15+16")
    found.get_by_role("button", name="Nhận đề xuất").click()
    expect(page.locator(".ds-toast")).to_contain_text("Đã nhận đề xuất: 8=9+10+11+12=13+14=15+16")
    canvas.saved()
    expect(canvas.at("q:c8").locator("span")).to_have_text(["8=9+10+11+12", "=13+14", "=15+16"])
    # Checked later: the offer to take it back does not stand for ever.
    accepted = canvas.server("server.documents")
    page.locator(".ds-toast").get_by_role("button", name="Hoàn tác").click()
    expect(canvas.at("q:c8").locator("span").last).to_have_text("=15+18")
    canvas.saved()
    assert wrong(accepted) == {("template.relation_omitted", "f_02xld/s1/c8")}
    assert ("formula.relation_part", "f_04xld/s1/c8") in remaining(canvas)


def test_an_omitted_chain_is_added_with_its_checks(page: Page, open_design: Open) -> None:
    canvas = opened(page, open_design, forms_2024.documents(), "f_02xld")
    found = findings(canvas).filter(has_text="trong khi 03/XLD, 04/XLD có in")
    found.locator(".ds-finding-text").click()
    found.get_by_role("button", name="Nhận đề xuất").click()
    canvas.saved()
    assert canvas.server("server.documents.f_02xld.sections.items.s1.columns.nodes.c8.relation") == "8=9+13+14+15=16+17+18+19=20+23"
    page.get_by_role("tab", name="Kiểm tra số liệu").click()
    expect(page.locator(".ds-rule", has_text="in trên biểu")).to_have_count(8)
    assert remaining(canvas) == {("formula.relation_part", "f_04xld/s1/c8")}


def test_the_line_of_the_rules_stands_beside_the_printed_one(page: Page, open_design: Open) -> None:
    documents = forms_2024.documents()
    documents["k_04xld"]["items"]["k_c8_2"]["expr"] = "c8 == c15 + c16"
    canvas = opened(page, open_design, documents, "f_04xld")
    canvas.click("q:c8")
    help_box = page.locator(".ds-help")
    sides = help_box.locator("dd")
    expect(sides.first).to_have_text("8 = 9+10+11+12 = 13+14 = 15+18")
    expect(sides.last).to_have_text("8 = 9+10+11+12 = 13+14 = 15+16")
    expect(help_box.locator("mark")).to_have_text(["15+18", "15+16"])
    expect(help_box).to_contain_text("Chỗ gạch chân chỉ có ở một bên.")
    help_box.locator(".ds-help-tools").filter(has_text="8=9+10+11+12=13+14=15+16").get_by_role("button").first.click()
    canvas.saved()
    expect(help_box).to_contain_text("Dòng in và quy tắc khớp nhau.")
    expect(help_box.locator("mark")).to_have_count(0)


def test_a_line_that_is_typed_is_compared_as_it_goes(page: Page, open_design: Open) -> None:
    canvas = opened(page, open_design, forms_2024.documents(), "f_04xld")
    canvas.click("q:c4")
    expect(page.locator(".ds-help dd").last).to_have_text("4 = 5+6")
    canvas.keys("F2", "End")
    canvas.type("=7")
    expect(page.locator(".ds-help dd").first).to_have_text("4 = 5+6 = 7")
    canvas.keys("Escape")
    canvas.click("q:c3")
    expect(page.locator(".ds-help")).to_have_count(0)


def test_a_partition_gets_its_check_and_a_part_its_inequality(page: Page, open_design: Open) -> None:
    header = "- Chỉ tiêu :: A\n- Mã số :: B\n- Tổng số :: 1\n- Chia theo trình độ\n  - Tiến sỹ :: 2\n  - Thạc sỹ :: 3\n  - Khác :: 4\n- Trong đó: nữ :: 5"
    form = column_trees.form("f_1", "02/T", "BIỂU THỬ", header, "01 | Tổng số\n  02 | Trong đó: đảng viên")
    documents = column_trees.regime(form, column_trees.rules("f_1", {"k1": "r01 = r02"}))
    canvas = opened(page, open_design, documents, "f_1")
    found = findings(canvas)
    expect(found).to_have_count(2)
    found.filter(has_text="cộng lại thành cột 1").get_by_role("button", name="Nhận đề xuất: c1 == c2 + c3 + c4").click()
    found.filter(has_text="“trong đó” chỉ là một phần").get_by_role("button", name="Nhận đề xuất: r01 >= r02").click()
    canvas.saved()
    assert remaining(canvas) == set()
    canvas.server("server.findings = []")
    page.get_by_role("button", name="Soát toàn bộ").click()
    expect(page.locator(".ds-findings .ds-empty")).to_be_visible()


def test_proposals_are_named_for_screen_readers(page: Page, open_design: Open, axe_source: str) -> None:
    canvas = opened(page, open_design, forms_2024.documents(), "f_04xld")
    findings(canvas)
    canvas.click("q:c8")
    expect(page.locator(".ds-help")).to_contain_text("cột 18 chỉ là một phần của cột 16")
    found = axe.violations(page, axe_source, ("wcag2a", "wcag2aa"))
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []
