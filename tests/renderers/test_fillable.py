"""The workbook to fill: what is open and what is locked, what may be typed, what the clerk is told, what stays as it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from metadata.documents import CellSpec
from metadata.documents.form import read_form
from metadata.values import DASH, CellValue, Choice, Target
from renderers.build import Filling, build
from renderers.document import Formula, Report
from renderers.fillable import HIDDEN, LISTS, NAMES_MOST, Naming, Spread, fillable
from renderers.fillable_pen import ChoiceLists
from renderers.fillable_rules import Entry, validation
from renderers.xlsx_sheet import WIDE_NOTE
from tests.renderers.samples import small

LONG = tuple(f"Lĩnh vực quản lý nhà nước thứ {number}" for number in range(40))
COLUMNS: dict[str, dict[str, Any]] = {
    "c1": {"kind": "computed", "formula": "c2"},
    "c2": {"decimals": 2, "max": "1000"},
    "c3": {"kind": "choice", "choices": [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]},
    "c4": {"kind": "choice", "choices": [{"value": f"v{number}", "label": label} for number, label in enumerate(LONG)]},
    "c5": {"kind": "date"},
    "c6": {"kind": "text", "max_length": 50},
    "c7": {"kind": "target"},
    "c8": {"kind": "carried", "formula": "prev(c2)"},
    "c9": {"kind": "blocked"},
    "c10": {"kind": "text"},
}
DAY = dt.datetime.fromisoformat("2026-03-01")
VALUES: dict[str, CellValue] = {
    "r1:c1": Decimal("12.5"), "r1:c2": Decimal("12.50"), "r1:c3": Choice("co"), "r1:c4": Choice("v3"), "r1:c5": dt.date(2026, 3, 1), "r1:c6": "=1+1",
    "r1:c7": Target("gt", Decimal(4)), "r1:c8": Decimal(3), "r1:c10": "+84 987",
    "r2:c2": DASH, "r3:c2": Decimal(0), "r2:c8": Decimal("12345678901234567890.12"),
}  # fmt: skip


def report() -> Report:
    """Three rows of every kind of cell."""
    nodes: dict[str, Any] = {"cA": {"label": "Chỉ tiêu", "stub": "caption"}} | {name: {"label": name, "code": name, "cell": cell} for name, cell in COLUMNS.items()}
    rows = {f"r{number}": {"label": f"Dòng {number}", "kind": "data"} for number in (1, 2, 3)}
    grid = {"kind": "grid", "title": "Bảng", "columns": {"root": list(nodes), "nodes": nodes}, "rows": {"root": list(rows), "nodes": rows}}
    form = read_form({"spec": "form/1", "id": "f_1", "code": "01/T", "title": "THỬ", "sections": {"order": ["s1"], "items": {"s1": grid}}})
    formulas = {"r1:c1": Formula(parts=("r1:c2",), decimals=2)}
    return build(form, small().layout, Filling(VALUES, formulas=formulas))


def entries(drawn: Report) -> dict[str, Entry]:
    """How its cells are filled."""
    found = {}
    for cell in drawn.tables[0].cells():
        if cell.key:
            spec = CellSpec.read(COLUMNS[cell.key.partition(":")[2]])
            options = tuple(caption for _, caption in cell.options)
            found[cell.key] = Entry(spec, spec.kind not in ("computed", "carried", "blocked"), "Đếm cả đơn trùng." if cell.key == "r1:c2" else "", options)
    return found


NAMING = Naming(lambda key: "k." + key.replace(":", "."), lambda table, at: f"kr.{table}.{at}", lambda table, at: f"kc.{table}.{at}")


def drawn_bytes(hidden: Any = None) -> bytes:
    shown = report()
    return fillable(shown, entries(shown), NAMING, hidden or (lambda spreads, _own: [("khuon",), *((one.section, one.sheet) for one in spreads)]))


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(BytesIO(drawn_bytes()))


def cell(book: Any, key: str) -> Any:
    """The cell of a key, by the names of its row and column."""
    name = book.defined_names.get("k." + key.replace(":", "."))
    if name is not None:
        sheet, at = next(iter(name.destinations))
        return book[sheet][at.replace("$", "")]
    row, column = key.split(":")
    at = book.defined_names[f"k.{row}.c2"].attr_text.rpartition("$")[2]
    return book["Bảng"].cell(int(at), 1 + list(COLUMNS).index(column) + 1)


def rule(book: Any, key: str) -> DataValidation:
    """The rule that holds for a cell."""
    here = cell(book, key)
    return next(one for one in here.parent.data_validations.dataValidation if here.coordinate in one)


def test_what_is_entered_is_open_and_all_else_is_locked_without_a_password(book: Any) -> None:
    sheet = book["Bảng"]
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert {name: cell(book, f"r1:{name}").protection.locked for name in COLUMNS} == {
        name: spec.get("kind") in ("computed", "carried", "blocked") for name, spec in COLUMNS.items()
    }
    open_cells = [each.coordinate for row in sheet.iter_rows() for each in row if not each.protection.locked]
    assert len(open_cells) == 3 * 7, "nothing outside of the cells for entry is open"
    assert all(book[name].protection.sheet for name in book.sheetnames)


def test_values_keep_their_kind(book: Any) -> None:
    shown = {name: cell(book, f"r1:{name}").value for name in COLUMNS}
    assert shown == {
        "c1": '=IF(COUNT(C8)=0,"",ROUND(SUM(C8),2))', "c2": 12.5, "c3": "Có", "c4": LONG[3], "c5": DAY, "c6": "=1+1",
        "c7": "Trên 4", "c8": 3, "c9": "X", "c10": "+84 987",
    }  # fmt: skip
    assert (cell(book, "r1:c6").data_type, cell(book, "r1:c6").number_format) == ("s", "@"), "a text that begins with = stays text when it is typed again"
    assert [cell(book, f"{row}:c2").value for row in ("r2", "r3")] == ["-", 0]
    assert cell(book, "r3:c6").value is None
    assert cell(book, "r3:c6").number_format == "@"
    wide = cell(book, "r2:c8")
    assert (wide.value, wide.comment.text) == ("12.345.678.901.234.567.890,12", WIDE_NOTE)


def test_rules_are_those_of_the_cells(book: Any) -> None:
    number = rule(book, "r1:c2")
    assert number.type == "custom"
    assert number.formula1 == 'IF(ISNUMBER(C8),AND(ABS(C8)<1E13,ROUND(C8,2)=C8,C8>=0,C8<=1000),OR(C8="-"))'
    assert "số có nhiều nhất 2 chữ số thập phân từ 0 đến 1.000" in number.error
    assert "“-”" in number.error
    assert (rule(book, "r1:c3").type, rule(book, "r1:c3").formula1) == ("list", '"Có,Không"')
    assert (rule(book, "r1:c5").type, rule(book, "r1:c5").operator) == ("date", None)
    assert (rule(book, "r1:c6").type, rule(book, "r1:c6").operator, rule(book, "r1:c6").formula1) == ("textLength", "lessThanOrEqual", "50")
    assert "Trên 4" in rule(book, "r1:c7").prompt


def test_guidance_is_said_beside_the_cell_and_the_same_rule_covers_its_column(book: Any) -> None:
    assert "Đếm cả đơn trùng." in rule(book, "r1:c2").prompt
    assert "Đếm cả đơn trùng." not in rule(book, "r2:c2").prompt
    assert rule(book, "r2:c2") is rule(book, "r3:c2")


def test_a_long_list_stands_on_a_hidden_sheet(book: Any) -> None:
    assert rule(book, "r1:c4").formula1 == f"{LISTS}!$A$1:$A$40"
    assert [each.value for each in book[LISTS]["A"]] == list(LONG)
    assert (book[LISTS].sheet_state, book[HIDDEN].sheet_state) == ("hidden", "veryHidden")


def test_head_stays_in_sight_and_paper_is_as_the_form_says(book: Any) -> None:
    sheet = book["Bảng"]
    assert sheet.freeze_panes == "B8"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$7:$7")
    assert sheet.sheet_view.selection[-1].activeCell == "C8", "the cursor stands in the first open cell"


def test_rows_columns_and_open_cells_have_names(book: Any) -> None:
    names = {name: each.attr_text for name, each in book.defined_names.items()}
    assert names["k.r1.c2"] == "'Bảng'!$C$8"
    assert (names["kr.0.7"], names["kc.0.2"]) == ("'Bảng'!$8:$8", "'Bảng'!$C:$C")
    assert sum(name.startswith("k.") for name in names) == 3 * 7


def test_equal_input_gives_equal_bytes() -> None:
    assert drawn_bytes() == drawn_bytes()


def test_the_caller_is_told_where_everything_stands() -> None:
    told: list[Spread] = []
    drawn_bytes(lambda spreads, own: told.extend(spreads) or [("own", *own)])
    (spread,) = told
    assert (spread.section, spread.sheet, spread.captions) == ("s1", "Bảng", 0)
    assert spread.rows == (("r1", 7, "Dòng 1"), ("r2", 8, "Dòng 2"), ("r3", 9, "Dòng 3"))
    assert dict(spread.columns)["c2"] == 2
    assert {"Bảng", "Dòng 1", "c2"} <= spread.printed
    assert not spread.printed & {"Có", "=1+1", "Trên 4"}


# -- single rules ------------------------------------------------------------------------------------------------------


def made(spec: Mapping[str, Any], **more: Any) -> dict[str, Any] | None:
    return validation(Entry(CellSpec.read(spec), True, **more), "C6", list)


@pytest.mark.parametrize(("spec", "formula"), [
    ({"kind": "number"}, '=IF(ISNUMBER(C6),AND(ABS(C6)<1E15,ROUND(C6,0)=C6,C6>=0),OR(C6="-",LEN(C6)>15))'),
    ({"kind": "number", "signed": True, "dash": False}, "=IF(ISNUMBER(C6),AND(ABS(C6)<1E15,ROUND(C6,0)=C6),OR(LEN(C6)>15))"),
    ({"kind": "number", "min": "-5", "max": "5", "decimals": 1, "dash": False}, "=IF(ISNUMBER(C6),AND(ABS(C6)<1E14,ROUND(C6,1)=C6,C6>=-5,C6<=5),FALSE)"),
    ({"kind": "number", "max": "10", "step": "0.5", "decimals": 1}, '=IF(ISNUMBER(C6),AND(ABS(C6)<1E14,ROUND(C6,1)=C6,C6>=0,C6<=10,ABS(C6/0.5-ROUND(C6/0.5,0))<1E-9),OR(C6="-"))'),
])  # fmt: skip
def test_figures(spec: dict[str, Any], formula: str) -> None:
    rule = made(spec)
    assert rule is not None
    assert (rule["validate"], rule["value"]) == ("custom", formula)


def test_whole_numbers_within_bounds_where_no_dash_is_taken() -> None:
    rule = made({"kind": "number", "min": "0", "max": "100", "dash": False})
    assert rule is not None
    assert (rule["validate"], rule["minimum"], rule["maximum"]) == ("whole", "0", "100")
    assert rule["error_message"] == "Chỉ nhận số nguyên từ 0 đến 100."


def test_a_plain_count_says_nothing_before_it_is_wrong() -> None:
    rule = made({"kind": "number"})
    assert rule is not None
    assert "input_message" not in rule
    assert "Số dài quá 15 chữ số" in rule["error_message"]


def test_messages_keep_within_what_a_spreadsheet_takes() -> None:
    rule = made({"kind": "text", "max_length": 9}, guidance="Ghi rõ căn cứ pháp lý " * 40)
    assert rule is not None
    assert len(rule["input_message"]) <= 255
    assert rule["input_message"].endswith("…")
    assert made({"kind": "text"}) is None
    assert made({"kind": "text"}, guidance="😀" * 400) is not None


def test_a_list_with_commas_is_not_written_into_the_rule() -> None:
    lists = ChoiceLists(LISTS)
    assert lists.source(("Có", "Không")) == ["Có", "Không"]
    assert lists.source(("Có, một phần", "Không")) == f"={LISTS}!$A$1:$A$2"
    assert lists.source(("=1", "b")) == f"={LISTS}!$B$1:$B$2"
    assert lists.source(("Có, một phần", "Không")) == f"={LISTS}!$A$1:$A$2"


def test_a_large_form_has_names_of_rows_and_columns_alone() -> None:
    shown = report()
    many = entries(shown) | {f"x{number}:c2": Entry(CellSpec(kind="number"), True) for number in range(NAMES_MOST)}
    book = openpyxl.load_workbook(BytesIO(fillable(shown, many, NAMING, lambda _spreads, _own: [("khuon",)])))
    assert {name.partition(".")[0] for name in book.defined_names} == {"kr", "kc"}
