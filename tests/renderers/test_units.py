"""Reports of many units."""

from __future__ import annotations

from decimal import Decimal

from metadata.documents import Consolidation, How
from metadata.documents.form import read_form
from metadata.formula import program
from metadata.template import Template
from metadata.values import DASH
from renderers.build import Filling
from renderers.live import computed_filling
from renderers.table import table_model
from renderers.units import UnitRow, build_report
from tests.forms_md import Sheet, read
from tests.renderers.samples import templates


def sheet() -> Sheet:
    made = read("| Đơn vị | Tổng | Đạt | Tỷ lệ |\n| A | 1 | 2 | 3 |\n|---|---|---|---|\n| @ | | | |")
    columns = made.document["sections"]["items"]["s1"]["columns"]["nodes"]
    columns["c3"]["cell"] = {"kind": "computed", "formula": "percent(c2, c1)", "decimals": 1}
    return made


def unit(number: int, one: int | None, two: int | None, depth: int = 0, **more: bool) -> UnitRow:
    values = {"r1:c1": None if one is None else Decimal(one), "r1:c2": DASH if two is None else Decimal(two)}
    return UnitRow(f"u{number}", f"Xã {number}", values, depth, **more)


def report_of(units: list[UnitRow], total: dict[str, Decimal], consolidation: Consolidation | None = None):  # type: ignore[no-untyped-def]
    made = sheet()
    regime = {**templates()["tthc_2020"].documents["g_tthc"], "forms": ["f_1"]}
    ready = program.build(Template.of([regime, made.document]), "f_1")
    return build_report(made.form, made.layout, units, computed_filling(Filling(total), ready), consolidation)


def test_one_row_a_unit_and_a_total() -> None:
    report = report_of([unit(1, 10, 5), unit(2, 30, None)], {"r1:c1": Decimal(40), "r1:c2": Decimal(5)})
    rows = report.tables[0].rows
    assert [[cell.text for cell in row.cells] for row in rows] == [
        ["Xã 1", "10", "5", ""],
        ["Xã 2", "30", "-", ""],
        ["Tổng cộng", "40", "5", "12,5"],
    ]
    assert [row.id for row in rows] == ["r1#u1", "r1#u2", "r1"]
    assert rows[2].cells[1].formula.parts == ("r1#u1:c1", "r1#u2:c1")


def test_a_ratio_is_computed_again_and_not_summed() -> None:
    total = report_of([unit(1, 10, 5), unit(2, 30, 1)], {"r1:c1": Decimal(40), "r1:c2": Decimal(6)}).tables[0].rows[2]
    assert total.cells[3].text == "15,0"
    assert total.cells[3].formula.tree is not None


def test_no_live_sum_where_the_total_is_no_sum() -> None:
    how = Consolidation("x", "f_1", {"c1": How("last")})
    total = (
        report_of([unit(1, 10, 5), unit(2, 30, 1)], {"r1:c1": Decimal(40), "r1:c2": Decimal(99)}, how).tables[0].rows[2]
    )
    assert total.cells[1].formula is None  # the consolidation takes the last value
    assert total.cells[2].formula is None  # 99 is not 5 + 1


def test_groups_are_summed_from_what_stands_below() -> None:
    units = [unit(1, 40, 6, group=True), unit(2, 10, 5, 1), unit(3, 30, 1, 1), unit(4, 2, 2)]
    rows = report_of(units, {"r1:c1": Decimal(42), "r1:c2": Decimal(8)}).tables[0].rows
    assert rows[0].cells[1].formula.parts == ("r1#u2:c1", "r1#u3:c1")
    assert rows[4].cells[1].formula.parts == ("r1#u1:c1", "r1#u4:c1")
    assert [row.cells[0].indent for row in rows] == [0, 1, 1, 0, 0]


def test_headings_and_open_rows_beside_the_unit_rows() -> None:
    made = read("| Đơn vị | Số |\n| A | 1 |\n|---|---|\n| # Các đơn vị | |\n| @ | |\n| * Khác | |")
    total = Filling({"r2:c1": Decimal(1), "r3#k1:c1": Decimal(5)}, instances={"r3": [("k1", "Việc khác")]})
    rows = build_report(made.form, made.layout, [UnitRow("u1", "Xã 1", {"r2:c1": Decimal(1)})], total).tables[0].rows
    assert [(row.id, row.kind, row.cells[0].text, row.cells[1].state, row.cells[1].text) for row in rows] == [
        ("r1", "heading", "Các đơn vị", "none", ""),
        ("r2#u1", "unit", "Xã 1", "number", "1"),
        ("r2", "total", "Tổng cộng", "number", "1"),
        ("r3#k1", "open", "Việc khác", "number", "5"),
    ]


def test_a_form_without_unit_rows_prints_its_totals() -> None:
    made = read("| Chỉ tiêu | Số |\n| A | 1 |\n|---|---|\n| Dân số | |")
    report = build_report(made.form, made.layout, [unit(1, 1, 1)], Filling({"r1:c1": Decimal(7)}))
    assert [[cell.text for cell in row.cells] for row in report.tables[0].rows] == [["Dân số", "7"]]


def test_the_consolidation_s_title_stands_in_place_of_the_form_s() -> None:
    made = read("| Chỉ tiêu | Số |\n| A | 1 |\n|---|---|\n| Dân số | |")
    total = Filling({"r1:c1": Decimal(7)}, facts={"parent": "Tỉnh Hưng Yên", "period": "Quý III/2026"})
    titled = Consolidation("x", "f_1", {}, title="TỔNG HỢP TOÀN TỈNH\n{period}, {unit}, {tinh}")
    report = build_report(made.form, made.layout, [], total, titled)
    # A place that is not known prints as dots, as in the form's own title; what is no place stays as typed.
    assert report.block.heading == ("TỔNG HỢP TOÀN TỈNH", "Quý III/2026, ……………, {tinh}")
    assert report.title == "TỔNG HỢP TOÀN TỈNH Quý III/2026, ……………, {tinh}"
    for nothing in ("", "  "):
        plain = build_report(made.form, made.layout, [], total, Consolidation("x", "f_1", {}, title=nothing))
        assert (plain.title, plain.block.heading) == (made.form.title, build_report(made.form, made.layout, [], total).block.heading)


def test_the_total_of_units_has_one_marker_and_caption_on_the_screen_and_on_paper() -> None:
    made = sheet()
    nodes = made.document["sections"]["items"]["s1"]["rows"]["nodes"]
    (row,) = nodes
    for label, shown in (("", "Tổng cộng"), ("Cấp xã", "B. Cấp xã")):
        nodes[row] |= {"marker": "B.", "label": label}
        form = read_form(made.document)
        paper = build_report(form, made.layout, [unit(1, 10, 5)], Filling()).tables[0].rows[-1]
        screen = table_model(form, "s1", unit_rows=[("u1", "Xã 1")])["rows"][-1]
        assert paper.cells[0].text == screen["label"] == shown
        assert screen["marker"] == "", "no column prints markers apart"
