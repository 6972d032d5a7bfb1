"""The neutral tree: what stands where, before any output draws it."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from metadata.values import DASH
from renderers.build import PLACEHOLDERS, Filling, build, fill_lines
from renderers.document import Report
from tests.forms_md import read
from tests.renderers.samples import FACTS, small, small_report, templates


def states(report: Report) -> list[list[str]]:
    return [[cell.state for cell in row.cells[1:]] for row in report.tables[0].rows]


def test_blank_dash_zero_and_x_are_four_different_things() -> None:
    report = small_report()
    assert states(report) == [
        ["number", "number", "number"],
        ["number", "number", "dash"],
        ["blank", "blank", "blocked"],
        ["number", "na", "blank"],
    ]
    shown = [[cell.text for cell in row.cells] for row in report.tables[0].rows]
    assert shown == [
        ["Xã Tân Hưng", "1.235", "1.234", "1"],
        ["Thôn Một", "0", "0", "-"],
        ["Thôn Hai", "", "", "X"],
        ["Cộng", "1.235", "X", ""],
    ]


def test_numbers_are_shown_the_vietnamese_way_and_nothing_is_hidden() -> None:
    sheet = read(
        """
        | Đơn vị | Tiền {trieu_dong} |
        | A      | 1                 |
        |--------|-------------------|
        | X      | 1.234.567,5       |
        """
    )
    cell = build(sheet.form, sheet.layout, Filling(sheet.values)).tables[0].rows[0].cells[1]
    assert (cell.text, cell.number_format, cell.unit) == ("1.234.567,5", "#,##0.0", "triệu đồng")


def test_a_blocked_cell_is_x_whatever_was_stored() -> None:
    sheet = small()
    report = build(sheet.form, sheet.layout, Filling({**sheet.values, "r3:c3": Decimal(5)}))
    assert report.tables[0].rows[2].cells[3].text == "X"


def test_only_listed_placeholders_are_filled_and_only_once() -> None:
    lines = ("{unit}", "{ unit }", "{{unit}}", "{form.title}", "{{ 7*7 }}", "%(unit)s ${unit}")
    facts = {"unit": "{year}", "year": "2026"}
    assert fill_lines(lines, facts) == (
        "{year}",
        "{ unit }",
        "{{year}}",
        "{form.title}",
        "{{ 7*7 }}",
        "%(unit)s ${year}",
    )


def test_an_unknown_fact_prints_as_dots() -> None:
    assert fill_lines(("Kỳ: {period}",), {}) == ("Kỳ: ……………",)


def test_a_line_of_empty_facts_does_not_print() -> None:
    assert fill_lines(("{parent}", "", "{unit}"), {"parent": "", "unit": "TỈNH"}) == ("", "TỈNH")


def test_placeholders_are_those_that_the_template_check_knows() -> None:
    from metadata.checks.consolidation import PLACEHOLDERS as CHECKED

    assert PLACEHOLDERS == CHECKED


def test_open_rows_are_repeated_and_numbered() -> None:
    sheet = read(
        """
        | STT | Lĩnh vực    | Số hồ sơ |
        | 1   | 2           | 3        |
        |-----|-------------|----------|
        | I   | # Sở        |          |
        |     | . * Lĩnh vực |         |
        | II  | # Xã        |          |
        |     | . * Lĩnh vực |         |
        """.replace("| 1   | 2  ", "| A   | B  ")
    )
    values = {"r2#a1:c3": Decimal(4), "r2#b2:c3": DASH}
    filling = Filling(values, instances={"r2": [("a1", "Đất đai"), ("b2", "Tư pháp")], "r4": ["k"]})
    rows = build(sheet.form, sheet.layout, filling).tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["I", "Sở", ""],
        ["1", "Đất đai", "4"],
        ["2", "Tư pháp", "-"],
        ["II", "Xã", ""],
        ["1", "", ""],
    ]
    assert [row.id for row in rows] == ["r1", "r2#a1", "r2#b2", "r3", "r4#k"]


def test_numbering_may_run_on() -> None:
    sheet = read(
        """
        | TT | Địa bàn   | Số |
        | A  | B         | 1  |
        |----|-----------|----|
        |    | * Địa bàn |    |
        | II | # Nông thôn |  |
        |    | * Địa bàn |    |
        """
    )
    for row in ("r1", "r3"):
        sheet.document["sections"]["items"]["s1"]["rows"]["nodes"][row]["open"] = {"numbering": "continue"}
    filling = Filling(instances={"r1": ["a", "b"], "r3": ["c"]})
    rows = build(sheet.form, sheet.layout, filling).tables[0].rows
    assert [row.cells[0].text for row in rows] == ["1", "2", "II", "3"]


def test_rows_under_an_open_row_come_with_every_instance() -> None:
    sheet = read(
        """
        | Dự án     | Vốn |
        | A         | 1   |
        |-----------|-----|
        | * Dự án   |     |
        | . Vốn vay |     |
        """
    )
    rows = (
        build(sheet.form, sheet.layout, Filling({"r2#b:c1": Decimal(9)}, {"r1": [("a", "Cầu"), ("b", "Đường")]}))
        .tables[0]
        .rows
    )
    assert [(row.id, row.cells[0].text, row.cells[1].text) for row in rows] == [
        ("r1#a", "Cầu", ""),
        ("r2#a", "Vốn vay", ""),
        ("r1#b", "Đường", ""),
        ("r2#b", "Vốn vay", "9"),
    ]


def test_the_row_of_a_unit_carries_its_name() -> None:
    sheet = read("| Đơn vị | Số |\n| A | 1 |\n|---|---|\n| @ | 3 |")
    assert (
        build(sheet.form, sheet.layout, Filling(sheet.values, facts=FACTS)).tables[0].rows[0].cells[0].text
        == "UBND XÃ TÂN HƯNG"
    )


def test_code_and_unit_columns_print_the_row_s_own() -> None:
    sheet = read("| Chỉ tiêu | Mã số | ĐVT | Số |\n| A | B | C | 1 |\n|---|---|---|---|\n| Dân số | 01 | nguoi | 3 |")
    assert [cell.text for cell in build(sheet.form, sheet.layout).tables[0].rows[0].cells] == [
        "Dân số",
        "01",
        "người",
        "",
    ]


def test_header_of_a_real_form() -> None:
    template = templates()["thanh_tra_2021"]
    table = build(template.form("f_01xld"), template.layout("f_01xld")).tables[0]
    assert len(table.columns) == 27
    assert [len(cells) for cells in table.header] == [10, 16, 10]
    assert table.number_row[1].startswith("1")


def test_nodes_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        small_report().title = "khác"  # type: ignore[misc]
