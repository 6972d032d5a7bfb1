"""Exported workbooks computed anew by LibreOffice: every live formula gives the value that we computed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from metadata.documents.form import Form, read_form
from metadata.formula import program, tree
from metadata.formula.targets.excel import LEVELS, TEXT, levels
from metadata.template import Template
from metadata.values import DASH, NA, CellValue, Choice, decode
from renderers.build import Filling, build
from renderers.document import Formula, Report
from renderers.live import computed_filling
from renderers.units import UnitRow, build_report
from renderers.xlsx import RENDERER
from tests.forms_md import read
from tests.metadata.formula import programs
from tests.metadata.formula.shapes import template_of
from tests.metadata.formula.vectors import bound
from tests.renderers.recalculation import computed_anew, differences, differences_from
from tests.renderers.samples import EXAMPLES, filling_of, templates

LAYOUT = read("| A | B |\n| A | 1 |\n|---|---|").layout
YES_NO = {"kind": "choice", "choices": [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không (chưa)"}]}


def drawn(document: dict[str, Any], values: Mapping[str, CellValue], instances: Mapping[str, list[str]] | None = None) -> Report:
    """A form computed over a filling."""
    form = read_form(document)
    assert isinstance(form, Form)
    filling = Filling(values, dict(instances or {}))
    return build(form, LAYOUT, computed_filling(filling, program.build(template_of(document), "f_1")))


def row_form(cells: Mapping[str, Mapping[str, Any]], formulas: list[str], rows: int = 1) -> dict[str, Any]:
    """Columns to enter, one computed column a formula."""
    nodes: dict[str, Any] = {"cA": {"label": "Dòng", "number": "A", "stub": "caption"}}
    nodes |= {name: {"label": name, "code": name, "cell": dict(cell)} for name, cell in cells.items()}
    nodes |= {f"f{at}": {"label": f"f{at}", "code": f"f{at}", "cell": {"kind": "computed", "formula": text, "decimals": 2}} for at, text in enumerate(formulas)}
    body = {f"r{at}": {"label": f"Dòng {at}", "kind": "data"} for at in range(rows)}
    grid = {"kind": "grid", "columns": {"root": list(nodes), "nodes": nodes}, "rows": {"root": list(body), "nodes": body}}
    return {"spec": "form/1", "id": "f_1", "code": "01/T", "title": "THỬ", "sections": {"order": ["s1"], "items": {"s1": grid}}}


def formulas_of(data: bytes) -> list[str]:
    return [cell.value for sheet in openpyxl.load_workbook(BytesIO(data)) for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_texts_choices_and_dates_compare_as_in_the_language(tmp_path: Path) -> None:
    cells = {"c1": {"decimals": 2}, "t1": {"kind": "text"}, "t2": dict(YES_NO), "d1": {"kind": "date"}, "d2": {"kind": "date"}}
    formulas = [
        'if(t1 = "Có", 1, 0)', 'if(t1 <> "có", 1, 0)', 'if(t1 = "", 1, 0)', 'if(t2 = "co", c1, 0)', 'if(t2 <> "co", 1, 0)', 'if(t2 = "khong", 1, 0)', 'if(t2 = "Có", 1, 0)',
        "if(t1 = t2, 1, 0)", "if(d1 < d2, 1, 0)", 'if(d1 >= "01/02/2026", 1, 0)', 'if(d1 < "31/12/1899", 1, 0)', "if(d1 = d2, 1, 0)", 'if((t1 if c1 > 0 else t2) = "co", 1, 0)',
        "count(t1, t2, d1, d2, c1)", 'if(t1 = "=1+1", 1, 0)', """if(t1 = 'a"b', 1, 0)""",
    ]  # fmt: skip
    lines: list[dict[str, CellValue]] = [
        {"c1": Decimal(5), "t1": "Có", "t2": Choice("co"), "d1": dt.date(2026, 1, 31), "d2": dt.date(2026, 2, 1)},
        {"c1": Decimal(-5), "t1": "có", "t2": Choice("khong"), "d1": dt.date(1899, 12, 30), "d2": dt.date(1850, 5, 6)},
        {}, {"t1": "co", "t2": Choice("co"), "d1": dt.date(2026, 2, 1), "d2": dt.date(2026, 2, 1)},
        {"c1": DASH, "t1": DASH, "t2": Choice("la"), "d1": NA}, {"t1": "=1+1", "d2": dt.date(1899, 12, 30)}, {"c1": Decimal(1), "t1": 'a"b', "d1": dt.date(1900, 3, 1)},
    ]  # fmt: skip
    values = {f"r{at}:{name}": value for at, line in enumerate(lines) for name, value in line.items()}
    report = drawn(row_form(cells, formulas, len(lines)), values)
    assert len(formulas_of(RENDERER.render(report))) == len(formulas) * len(lines)
    assert differences(report, tmp_path) == []


def list_form(formulas: list[str], *, under: bool) -> dict[str, Any]:
    """A list, and questions computed from it; ``under``: every row of the list has a row of its own below it."""
    columns = {
        "l1": {"label": "Tên", "code": "l1", "cell": {"kind": "text"}}, "l2": {"label": "Được hỗ trợ", "code": "l2", "cell": dict(YES_NO)},
        "l3": {"label": "Tiền", "code": "l3", "cell": {"decimals": 2}}, "l4": {"label": "Ngày", "code": "l4", "cell": {"kind": "date"}}, "l5": {"label": "Hệ số", "code": "l5", "cell": {"decimals": 1}},
    }  # fmt: skip
    rows: dict[str, Any] = {"p1": {"label": "Người", "kind": "open", "code": "p1"}}
    if under:
        rows = {"p1": {**rows["p1"], "children": ["p2"]}, "p2": {"label": "trong đó", "kind": "data", "code": "p2"}}
    listed = {"kind": "grid" if under else "list", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": ["p1"], "nodes": rows}}
    if under:
        listed["columns"] = {"root": ["cA", *columns], "nodes": {"cA": {"label": "Tên dòng", "stub": "caption"}, **columns}}
    items = {f"q{at}": {"code": f"q{at}", "label": f"Câu {at}", "cell": {"kind": "computed", "formula": text, "decimals": 2}} for at, text in enumerate(formulas)}
    sections = {"s1": listed, "s2": {"kind": "fields", "fields": {"order": list(items), "items": items}}}
    return {"spec": "form/1", "id": "f_1", "code": "01/T", "title": "THỬ", "sections": {"order": list(sections), "items": sections}}


LIST_FORMULAS = [
    'count_where({0}l2, "co")', 'count_where({0}l2, "<>", "co")', 'count_where({0}l1, "<>", "An")', 'count_where({0}l1, "An")', 'count_where({0}l3, ">=", 100)', 'count_where({0}l3, "<", 0)', "count_where({0}l3, 0)",
    'sum_where({0}l3, {0}l2, "co")', 'sum_where({0}l3, {0}l3, ">", 1000000)', 'sum_where({0}l3, {0}l4, ">=", "01/02/2026")', 'count_where({0}l4, "<", "01/02/2026")', 'count_where({0}l4, "<>", "01/02/2026")',
    'sum_where({0}l5, {0}l3, ">=", 100) / count({0}l3)', "sum({0}l3)", "avg({0}l3)", "max({0}l3)", "min({0}l3, 5)", "count({0}l1, {0}l2, {0}l3, {0}l4)", "wmean({0}l3, {0}l5)",
]  # fmt: skip


def people(count: int) -> tuple[dict[str, CellValue], dict[str, list[str]]]:
    """A list of so many rows with blanks, "-", X, negatives and days before 1900."""
    names: list[CellValue] = ["An", "an", None, DASH, "Bình"]
    chosen: list[CellValue] = [Choice("co"), Choice("khong"), None]
    money: list[CellValue] = [Decimal(100), Decimal("-0.25"), None, DASH, Decimal("100.10"), Decimal(0), NA]
    days: list[CellValue] = [dt.date(2026, 1, 31), dt.date(2026, 2, 1), None, dt.date(1880, 1, 1)]
    weights: list[CellValue] = [Decimal("0.5"), Decimal("1.5"), None, Decimal(2)]
    ids = [f"i{at}" for at in range(count)]
    values = {
        f"p1#{inst}:{column}": kinds[at % len(kinds)]
        for at, inst in enumerate(ids)
        for column, kinds in (("l1", names), ("l2", chosen), ("l3", money), ("l4", days), ("l5", weights))
    }
    return values, {"p1": ids}


@pytest.mark.parametrize("count", [0, 1, 3, 30, 700])
def test_conditions_over_a_list(count: int, tmp_path: Path) -> None:
    report = drawn(list_form([text.format("") for text in LIST_FORMULAS], under=False), *people(count))
    assert len(formulas_of(RENDERER.render(report))) >= len(LIST_FORMULAS)
    assert differences(report, tmp_path) == []


def test_conditions_over_a_list_whose_rows_lie_scattered(tmp_path: Path) -> None:
    report = drawn(list_form([text.format("p1.") if "where" not in text else "sum(p1.l3) - sum(p2.l3)" for text in LIST_FORMULAS], under=True), *people(300))
    data = RENDERER.render(report)
    assert all(len(text) <= TEXT and levels(text) <= LEVELS for text in formulas_of(data))
    assert differences(report, tmp_path) == []


def test_households(tmp_path: Path) -> None:
    case = programs.CASES[0]
    template = programs.households()
    values = {key: decode(value) for key, value in case["values"].items()}
    outside = {key: decode(value) for key, value in case["externals"].items()}
    filling = computed_filling(Filling(values, case["instances"]), programs.PROGRAMS["households"], outside)
    found = differences(build(template.form("f_1"), LAYOUT, filling), tmp_path)
    assert {key.partition(":")[2] for key, _, _ in found} == {"c5"}  # the total of the earlier periods is not in the workbook: the value stays


def test_a_report_of_units_computes_in_every_row(tmp_path: Path) -> None:
    sheet = read("| Đơn vị | Tổng | Số | Đạt | Tỷ lệ |\n| A | 1=2+3 | 2 | 3 | 4 |\n|---|---|---|---|---|\n| @ | =c2+c3 | | | =percent(c3, c1) |")
    made = program.build(template_of(sheet.document), "f_1")

    def filled(*numbers: CellValue) -> Filling:
        return computed_filling(Filling(dict(zip(("r1:c2", "r1:c3"), numbers, strict=True))), made)

    lines: list[tuple[str, int, bool, list[CellValue]]] = [("Cụm", 0, True, [Decimal(30), Decimal(7)]), ("Xã Một", 1, False, [Decimal(10), Decimal(7)]), ("Xã Hai", 1, False, [Decimal(20), DASH]), ("Xã Ba", 0, False, [None, None])]
    units = [UnitRow(f"u{at}", caption, filled(*numbers).values, depth, group) for at, (caption, depth, group, numbers) in enumerate(lines)]
    report = build_report(sheet.form, sheet.layout, units, filled(Decimal(30), Decimal(7)))
    assert len(formulas_of(RENDERER.render(report))) >= 10
    assert differences(report, tmp_path) == []


# -- too long for one cell ---------------------------------------------------------------------------------------------


def _many_nodes() -> str:
    return " + ".join(f"c{1 + at % 4} * {at % 7}.5" for at in range(150)) + " - min(" + ", ".join(f"c{1 + at % 4} - {at}" for at in range(140)) + ")"


def _deep(start: str, shape: str, times: int) -> str:
    text = start
    for at in range(times):
        text = shape.format(text, at=at, c=f"c{1 + at % 4}")
    return text


LONG = [
    f"sum({', '.join(['c1:c4'] * 495)})",
    _many_nodes(),
    _deep("c1", "if({c} > {at}, {c} / 3, ({0}) / {c})", 30),
    _deep("c1 / c2", "max({0}, {c} / 7)", 60),
    _deep("c3", "({0} + c1) * 0.5", 60),
    _deep("c1 > 0", "not ({0})", 29).join(("if(", ", 1, c2)")),
    _deep("c4", "round({0} / 3 + 1, 3)", 60),
    _deep("c1", "coalesce({c} / c2, {0})", 60),
    "avg(" + ", ".join(f"c{1 + at % 4} / {1 + at}" for at in range(120)) + ")",
    "coalesce(" + ", ".join(f"c2 / (c{1 + at % 4} - c{1 + at % 4})" for at in range(100)) + ", c1)",
    "if(" + " and ".join(f"c{1 + at % 4} > -{at}000" for at in range(200)) + ", 1, c2)",
    "count(" + ", ".join(f"c{1 + at % 4} * c1" for at in range(150)) + ")",
]


def _long_report() -> Report:
    values: dict[str, CellValue] = {}
    lines = ["1.5 2 3 4", "-7 0.25 3 -", "0 - 1 100", "- - - -", "99.99 3.33 -1.01 0"]
    for at, line in enumerate(lines):
        values |= {f"r{at}:c{number}": DASH if text == "-" else Decimal(text) for number, text in enumerate(line.split(), 1)}
    return drawn(row_form({f"c{number}": {"decimals": 2, "signed": True} for number in range(1, 5)}, LONG, len(lines)), values)


def test_formulas_too_long_for_a_cell_are_split_and_compute_the_same(tmp_path: Path) -> None:
    assert max(len(tree.walk(bound(text))) for text in LONG) > 1980
    report = _long_report()
    data = RENDERER.render(report)
    texts = formulas_of(data)
    assert len(texts) > len(LONG) * 5
    assert max(len(text) for text in texts) <= TEXT
    assert max(levels(text) for text in texts) <= LEVELS
    book = openpyxl.load_workbook(BytesIO(data))
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [("01-T", "visible"), ("Ô phụ", "hidden")]
    sheets = computed_anew(report, tmp_path)
    assert differences_from(report, sheets) == []
    cached = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name("Ô phụ").to_python(skip_empty_area=False)
    _assert_alike(cached, sheets["Ô phụ"])


def _assert_alike(cached: list[list[Any]], computed: list[list[Any]]) -> None:
    """The values beside the helper cells are those that come out of computing them."""
    assert len(cached) == len(computed) > 20
    for one, other in zip(cached, computed, strict=True):
        assert one[0] == other[0]
        if isinstance(one[1], float):
            assert other[1] == pytest.approx(one[1], rel=1e-12, abs=1e-9)
        else:
            assert one[1] == other[1]


def test_a_sum_over_thousands_of_scattered_rows_is_split(tmp_path: Path) -> None:
    document = list_form(["sum(p1.l3)", "count(p1.l3)", "max(p1.l3)", "avg(p1.l3)", "wmean(p1.l3, p1.l5)"], under=True)
    report = drawn(document, *people(2000))
    assert all(len(text) <= TEXT for text in formulas_of(RENDERER.render(report)))
    assert differences(report, tmp_path) == []


# -- the examples --------------------------------------------------------------------------------------------------------


def _filled_examples() -> dict[str, Report]:
    found = {}
    for name, template in templates().items():
        for path in sorted((EXAMPLES / name / "samples").glob("*.json")):
            sample = json.loads(path.read_text("utf-8"))
            for form_id in sample["forms"]:
                found[f"{name}/{form_id}/{path.stem}"] = _example(template, sample, form_id)
    return found


def _example(template: Template, sample: dict[str, Any], form_id: str) -> Report:
    made = program.build(template, form_id, sample.get("audience"))
    outside = {external.key: None for external in made.externals}
    return build(template.form(form_id), template.layout(form_id), computed_filling(filling_of(template, sample, form_id), made, outside))


def test_the_workbooks_of_the_examples_compute_what_we_computed(tmp_path: Path) -> None:
    reports = {name: report for name, report in _filled_examples().items() if any(cell.formula for table in report.tables for cell in table.cells())}
    assert sum(cell.formula is not None for report in reports.values() for table in report.tables for cell in table.cells()) > 50
    found = {}
    for at, (name, report) in enumerate(reports.items()):
        folder = tmp_path / str(at)
        folder.mkdir()
        found[name] = differences(report, folder)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


# -- hostile constants ---------------------------------------------------------------------------------------------------

PAYLOADS = json.loads((EXAMPLES.parent / "tests" / "attacks" / "payloads.json").read_text("utf-8"))["attacks"]
HOSTILE = sorted({
    *(attack["send"]["value"] for attack in PAYLOADS if attack["class"] == "sheet_injection" and isinstance(attack["send"].get("value"), str)),
    '"', '""', '",1,1)+(1', '"&A1&"', "_x0041_", "LAMBDA(x,x)", "SEQUENCE(3)", "_xlfn.SINGLE(A1)", "{=1}", "x" * 500, "a\nb", "'", "&amp;<f>", "😀" * 200,
})  # fmt: skip


def test_a_hostile_text_in_a_formula_is_compared_as_text(tmp_path: Path) -> None:
    document = row_form({"t1": {"kind": "text"}}, ["0"], 2 * len(HOSTILE))
    values: dict[str, CellValue] = {}
    formulas: dict[str, Formula] = {}
    one, none = tree.Number(Decimal(1)), tree.Number(Decimal(0))
    for at, text in enumerate(HOSTILE):
        for row, content in ((2 * at, text), (2 * at + 1, text + "!")):
            equal = tree.Compare("==", tree.Slot(f"r{row}:t1", tree.Kind.TEXT), tree.Text(text))
            values |= {f"r{row}:t1": content, f"r{row}:f0": Decimal(int(content == text))}
            formulas[f"r{row}:f0"] = Formula(tree.Choose(equal, one, none, tree.Kind.NUMBER, blank=False), decimals=0)
    report = build(read_form(document), LAYOUT, Filling(values, formulas=formulas))
    texts = formulas_of(RENDERER.render(report))
    assert len(texts) == 2 * len(HOSTILE)
    assert all(text.startswith("=IF(EXACT(") for text in texts)
    assert differences(report, tmp_path) == []
