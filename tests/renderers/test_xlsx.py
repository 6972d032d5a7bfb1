"""Workbooks, read back by other programs: openpyxl for structure, calamine for the values cached in the file."""

from __future__ import annotations

import datetime as dt
import zipfile
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from metadata.errors import KhuonError
from metadata.formula import program
from metadata.template import Template
from renderers.build import Filling, build
from renderers.document import Cell, Report
from renderers.live import computed_filling
from renderers.units import UnitRow, build_report
from renderers.xlsx import RENDERER, sheet_name
from renderers.xlsx_sheet import WIDE_NOTE
from tests.forms_md import Sheet, read
from tests.renderers.samples import EXAMPLES, FACTS, all_kinds, filling_of, small, small_report, templates, with_text

REGIME = {
    "spec": "regime/1",
    "id": "g_1",
    "code": "G",
    "name": "Chế độ",
    "kind": "periodic",
    "frequency": "quarter",
    "forms": ["f_1"],
}


def template_of(sheet: Sheet) -> Template:
    return Template.of([{**templates()["tthc_2020"].documents["g_tthc"], **REGIME}, sheet.document])


def computed(sheet: Sheet, entered: Filling) -> Report:
    filling = computed_filling(entered, program.build(template_of(sheet), "f_1"))
    return build(sheet.form, sheet.layout, filling)


def opened(report: Report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(RENDERER.render(report)))


def cached(report: Report, sheet: int = 0) -> list[list[object]]:
    """Values as another program reads them without computing."""
    book = CalamineWorkbook.from_filelike(BytesIO(RENDERER.render(report)))
    return book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def body(report: Report) -> list[list[object]]:
    rows = cached(report)
    first = next(index for index, row in enumerate(rows) if row[0] == "A") + 1
    return rows[first : first + len(report.tables[0].rows)]


def test_header_is_merged_and_repeated_on_paper() -> None:
    sheet: Worksheet = opened(small_report()).active
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A4:D4", "A5:D5", "A6:A7", "B6:B7", "C6:D6"}
    assert [sheet["A6"].value, sheet["B6"].value, sheet["C6"].value, sheet["C7"].value, sheet["D7"].value] == [
        "Đơn vị",
        "Tổng số đơn",
        "Trong kỳ",
        "Đơn thư",
        "Khác",
    ]
    assert [cell.value for cell in sheet[8]] == ["A", "1=2+3", "2", "3"]
    assert sheet.print_title_rows == "$6:$8"
    assert sheet.freeze_panes == "B9"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0


def test_the_four_states_stay_apart() -> None:
    assert body(small_report()) == [
        ["Xã Tân Hưng", 1235.0, 1234.0, 1.0],
        ["Thôn Một", 0.0, 0.0, "-"],
        ["Thôn Hai", "", "", "X"],
        ["Cộng", 1235.0, "X", ""],
    ]


def test_computed_cells_hold_a_formula_with_our_value_beside_it() -> None:
    sheet = small()
    report = computed(sheet, Filling(sheet.values, facts=FACTS))
    formulas = [row[1].value for row in opened(report).active["A9:D11"]]
    assert formulas == [
        '=IF(COUNT(C9:D9)=0,"",SUM(C9:D9))',
        '=IF(COUNT(C10:D10)=0,"",SUM(C10:D10))',
        '=IF(COUNT(C11)=0,"",SUM(C11))',  # D11 is blocked
    ]
    assert [row[1] for row in body(report)][:3] == [1235.0, 0.0, ""]


def test_formulas_name_cells_of_the_workbook_only() -> None:
    template = templates()["tthc_2020"]
    import json

    sample = json.loads((EXAMPLES / "tthc_2020" / "samples" / "passes.json").read_text("utf-8"))
    filling = filling_of(template, sample, "f_06a")
    made = program.build(template, "f_06a", "commune")
    previous = {external.key: None for external in made.externals}
    report = build(template.form("f_06a"), template.layout("f_06a"), computed_filling(filling, made, previous))
    found = {cell.key: cell for table in report.tables for cell in table.cells()}
    for key, value in sample["expected"]["values"]["f_06a"].items():
        assert found[key].text == value, key
    formulas = [
        cell.value
        for row in opened(report).active.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    ]
    assert len(formulas) > 10
    assert not [formula for formula in formulas if "[" in formula or "!" in formula or "|" in formula]


def test_an_overridden_cell_keeps_its_value_without_a_formula() -> None:
    sheet = read("| Đ | Một | Hai |\n| A | 1 | 2 |\n|---|---|---|\n| X1 | 5 | |")
    section = sheet.document["sections"]["items"]["s1"]
    section["cells"]["r1:c2"] = {"kind": "carried", "formula": "c1", "override": True}
    report = computed(sheet, Filling({**sheet.values, "r1:c2": Decimal(7)}))
    row = next(row for row in opened(report).active.iter_rows() if row[0].value == "X1")
    assert row[2].value == 7


def test_totals_of_units_are_live_sums() -> None:
    sheet = read("| Đơn vị | Số | Tỷ lệ |\n| A | 1 | 2 |\n|---|---|---|\n| @ | | |")
    units = [
        UnitRow("u1", "Xã Một", {"r1:c1": Decimal(2)}),
        UnitRow("u2", "Xã Hai", {"r1:c1": Decimal(3), "r1:c2": Decimal(9)}),
    ]
    total = Filling({"r1:c1": Decimal(5), "r1:c2": Decimal(4)})
    report = build_report(sheet.form, sheet.layout, units, total)
    rows = [
        [cell.value for cell in row]
        for row in opened(report).active.iter_rows()
        if row[0].value in ("Xã Một", "Xã Hai", "Tổng cộng")
    ]
    top = next(row[0].row for row in opened(report).active.iter_rows() if row[0].value == "Xã Một")
    assert rows[0] == ["Xã Một", 2, None]
    assert rows[2] == ["Tổng cộng", f'=IF(COUNT(B{top}:B{top + 1})=0,"",SUM(B{top}:B{top + 1}))', 4]  # 4 is no sum of 9


def test_numbers_beyond_fifteen_digits_are_text_and_marked() -> None:
    sheet = read("| Đ | Tiền |\n| A | 1 |\n|---|---|\n| X1 | 12345678901234567890 |\n| X2 | =r1.c1 |")
    row = next(
        row
        for row in opened(build(sheet.form, sheet.layout, Filling(sheet.values))).active.iter_rows()
        if row[0].value == "X1"
    )
    assert row[1].value == "12.345.678.901.234.567.890"
    assert row[1].data_type == "s"
    assert row[1].comment is not None
    assert WIDE_NOTE in row[1].comment.text


def test_dates_are_dates_and_old_ones_text() -> None:
    values = {row[0]: row[1] for row in cached(all_kinds()) if row[0] in ("date", "old_date")}
    assert values["old_date"] == "31/12/1899"
    assert values["date"] == dt.date(2026, 3, 1)


def test_too_long_text_is_refused_with_its_place() -> None:
    report = small_report()
    table = report.tables[0]
    long = Cell("r1:c1", "text", "x" * 40_000)
    row = replace(table.rows[0], cells=(table.rows[0].cells[0], long, *table.rows[0].cells[2:]))
    with pytest.raises(KhuonError) as caught:
        RENDERER.render(replace(report, sections=(replace(table, rows=(row,)),)))
    assert (caught.value.code, caught.value.problems[0].place) == ("renderer.text_too_long", "r1:c1")


def test_too_large_a_table_is_refused() -> None:
    report = small_report()
    table = report.tables[0]
    with pytest.raises(KhuonError) as caught:
        RENDERER.render(replace(report, sections=(replace(table, rows=table.rows[:1] * 600_000),)))
    assert caught.value.code == "renderer.too_large"


def test_sheet_names_are_legal_and_unique() -> None:
    taken: set[str] = set()
    names = [
        sheet_name(text, taken)
        for text in ("a/b[c]:*?", "A/B[C]:*?", "", "'", "History", "x" * 40, "x" * 41, "😀" * 20)
    ]
    assert names[:5] == ["a-b-c----", "A-B-C---- (2)", "Biểu", "Biểu (2)", "History-1"]
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)


def test_texts_and_answers_have_a_sheet_of_their_own() -> None:
    book = opened(all_kinds())
    assert book.sheetnames == ["Bảng", "Thuyết minh"]
    answers = {row[0].value: row[1].value for row in book["Thuyết minh"].iter_rows(max_col=2)}
    assert answers["Câu hỏi text"] == "- Đã hoàn thành\ndòng hai"
    assert answers["1. Kết quả"] == "Đoạn một.\nĐoạn hai."
    assert answers["Quyết định"] == "qd.pdf"


def test_nothing_of_the_machine_goes_into_the_file() -> None:
    with zipfile.ZipFile(BytesIO(RENDERER.render(small_report()))) as packed:
        core = packed.read("docProps/core.xml").decode()
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "<dc:creator></dc:creator>" in core or "<dc:creator/>" in core
    assert "2000-01-01T00:00:00Z" in core


def test_a_form_without_tables_still_makes_a_workbook() -> None:
    report = replace(small_report(), sections=())
    assert opened(report).sheetnames == ["01-T"]


def test_text_in_every_place_is_the_same_text() -> None:
    text = "=1+1"
    book = opened(with_text(text))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sum(cell.value == text for cell in cells) > 10


def test_the_title_block_of_a_table_of_one_column_is_stacked() -> None:
    report = small_report()
    table = report.tables[0]
    narrow = replace(
        table,
        columns=table.columns[:1],
        header=((replace(table.header[0][0], rowspan=1),),),
        number_row=("A",),
        rows=tuple(replace(row, cells=row.cells[:1]) for row in table.rows),
    )
    block = replace(report.block, right=("Biểu số: 01/T",))
    sheet = opened(replace(report, block=block, sections=(narrow,))).active
    shown = [sheet.cell(row, 1).value for row in range(1, 8)]
    assert shown == [
        "UBND TỈNH HƯNG YÊN",
        "UBND XÃ TÂN HƯNG",
        "Biểu số: 01/T",
        None,
        "TỔNG HỢP ĐƠN",
        "Quý I/2026",
        "Đơn vị",
    ]


def test_rows_of_long_lines_are_high_enough_and_never_too_high() -> None:
    report = small_report()
    long = replace(report.block, heading=("Dòng tiêu đề " * 20,), sub=("dài " * 2000,))
    sheet = opened(replace(report, block=long)).active
    assert 45 < sheet.row_dimensions[4].height < 200
    assert sheet.row_dimensions[5].height == 399.75


def test_code_points_that_xml_cannot_hold_are_replaced() -> None:
    book = opened(with_text("a\uffffb\ufffec"))
    assert "a\ufffdb\ufffdc" in [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
