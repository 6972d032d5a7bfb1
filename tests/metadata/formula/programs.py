"""Whole programs with fillings and results, run here and in the browser's tests.

``tests/vectors/formula_programs.json`` is made from :data:`CASES` by ``python -m tests.metadata.formula.vectors``.
"""

from __future__ import annotations

from typing import Any

from metadata.formula.program import Program, build
from metadata.formula.program.packed import packed
from metadata.template import Template
from metadata.values import decode
from tests.metadata.formula.shapes import flat_form, numbered, rules_of, template_of


def households() -> Template:
    """Open rows under headings, totals, rates, a list with conditions, carried cells, year to date."""
    number, money = {"decimals": 0}, {"decimals": 2}
    columns = {
        "cA": {"label": "Địa bàn", "stub": "caption"},
        "c1": {"label": "Số hộ", "code": "c1", "number": "1", "cell": number},
        "c2": {"label": "Số hộ nghèo", "code": "c2", "number": "2", "cell": number},
        "c3": {"label": "Tỷ lệ", "code": "c3", "number": "3", "cell": {"kind": "computed", "formula": "percent(c2, c1)", "decimals": 2}},
        "c4": {"label": "Kinh phí", "code": "c4", "number": "4", "cell": money},
        "c5": {"label": "Lũy kế", "code": "c5", "number": "5", "cell": {"kind": "computed", "formula": "ytd(c4)", "decimals": 2}},
        "c6": {"label": "Kỳ trước", "code": "c6", "number": "6", "cell": {"kind": "carried", "formula": "prev(c2)", "override": True}},
        "c7": {"label": "Ghi chú", "code": "c7", "number": "7", "cell": {"kind": "text"}},
    }
    total = {"kind": "computed", "formula": "sum(children())"}
    rows = {
        "r1": {"label": "Khu vực thành thị", "marker": "I", "kind": "heading", "code": "r1", "children": ["r2"]},
        "r2": {"label": "Tổ dân phố", "kind": "open", "code": "r2", "open": {"min": 0, "max": 50}},
        "r3": {"label": "Khu vực nông thôn", "marker": "II", "kind": "heading", "code": "r3", "children": ["r4"]},
        "r4": {"label": "Thôn", "kind": "open", "code": "r4", "open": {"min": 0, "max": 50}},
        "r5": {"label": "Cộng thành thị", "kind": "total", "code": "r5", "cell": {"kind": "computed", "formula": "sum(children(r1))"}},
        "r6": {"label": "Tổng cộng", "kind": "total", "code": "r6", "cell": {"kind": "computed", "formula": "sum(children(r1)) + sum(children(r3))"}},
    }  # fmt: skip
    grid = {"kind": "grid", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": ["r1", "r3", "r5", "r6"], "nodes": rows},
            "cells": {"r5:c5": total, "r6:c6": {"kind": "blocked"}, "r5:c6": {"kind": "blocked"}, "r5:c7": {"kind": "text"}}}  # fmt: skip
    grid["cells"]["r5:c5"] = {"kind": "computed", "formula": "sum(children(r1))"}
    people = {
        "dA": {"label": "Họ tên", "code": "d1", "cell": {"kind": "text"}},
        "dB": {"label": "Dân tộc", "code": "d2", "cell": {"kind": "choice", "choices": [{"value": "kinh", "label": "Kinh"}, {"value": "tay", "label": "Tày"}]}},
        "dC": {"label": "Hỗ trợ", "code": "d3", "cell": money},
    }
    listed = {"kind": "list", "columns": {"root": list(people), "nodes": people}, "rows": {"root": ["p1"], "nodes": {"p1": {"label": "Người", "kind": "open", "code": "p1"}}}}
    asked = {"kind": "fields", "fields": {"order": ["q1", "q2"], "items": {
        "q1": {"code": "q1", "label": "Số người Tày được hỗ trợ", "cell": {"kind": "computed", "formula": 'count_where(d2, "tay")', "decimals": 0}},
        "q2": {"code": "q2", "label": "Tiền cho người hỗ trợ từ 100", "cell": {"kind": "computed", "formula": 'sum_where(d3, d3, ">=", 100)', "decimals": 2}}}}}  # fmt: skip
    form = {"spec": "form/1", "id": "f_1", "code": "01/HN", "title": "Hộ nghèo", "sections": {"order": ["s1", "s2", "s3"], "items": {"s1": grid, "s2": listed, "s3": asked}}}
    rules = rules_of(
        "f_1", "c2 <= c1", {"expr": "c2 <= c6 * 2", "severity": "warning", "blanks": "skip", "message": "Tăng quá nhiều"},
        "r6.c4 = sum(d3)", {"expr": "r6 = r5 + sum(children(r3))", "columns": ["c1", "c2"]}, {"expr": "c3 = c2 / c1 * 100", "tolerance": "auto"},
        "if(c1 > 0, c2 > 0, c2 = 0)", "q1 <= count(d1)", "d3 > 0", "r6.c2 = form(f_2, c1)",
    )  # fmt: skip
    return template_of(form, numbered(2, "f_2", "02/HN"), rules)


def sums() -> Template:
    """A numbered form with relation checks, large money and a check across forms."""
    amounts = {f"c{i}": {"decimals": 2} for i in range(1, 6)}
    amounts["c5"] = {"kind": "computed", "formula": "c1 - c2 * c3 / c4", "decimals": 2}
    form = flat_form(amounts, "f_1", "01/KP")
    return template_of(form, numbered(3, "f_2", "02/KP"), rules_of("f_1", "c1 = c2 + c3 = c4", "c1 >= form(f_2, c1) + form(f_2, c2)", "c4 <= 100"))


def table() -> Template:
    """Formulas and checks that repeat over rows and over columns, some of them only nearly."""
    columns = {
        "cA": {"label": "Lĩnh vực", "stub": "caption"},
        **{f"c{i}": {"label": f"Số {i}", "code": f"c{i}", "number": str(i), "cell": {"decimals": 2}} for i in range(1, 4)},
        "c4": {"label": "Cộng", "code": "c4", "number": "4", "cell": {"kind": "computed", "formula": "c1 + c2 + c3", "decimals": 2}},
        "c5": {"label": "Tỷ lệ", "code": "c5", "number": "5", "cell": {"kind": "computed", "formula": "percent(c1, c4)", "decimals": 1, "override": True}},
        "c6": {"label": "So với chung", "code": "c6", "number": "6", "cell": {"kind": "computed", "formula": "c4 / r1.c4 * 100", "decimals": 2}},
        "c7": {"label": "Ghi chú", "code": "c7", "number": "7", "cell": {"kind": "text"}},
    }
    total = {"kind": "computed", "formula": "sum(children())", "decimals": 2}
    rows = {
        "r1": {"label": "Tổng số", "code": "r1", "kind": "total", "children": ["r2", "r3", "r4", "r5"]},
        **{f"r{i}": {"label": f'Lĩnh vực “{i}” \\ "cũ"', "marker": f"{i - 1}.", "code": f"r{i}", "kind": "unit"} for i in range(2, 6)},
    }  # fmt: skip
    cells = {**{f"r1:c{i}": total for i in range(1, 4)}, "r4:c4": {"kind": "computed", "formula": "c1 + c2 - c3", "decimals": 2}, "r3:c7": {"kind": "blocked"}}
    grid = {"kind": "grid", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": ["r1"], "nodes": rows}, "cells": cells}
    form = {"spec": "form/1", "id": "f_1", "code": "03/B", "title": "Bảng", "sections": {"order": ["s1"], "items": {"s1": grid}}}
    rules = rules_of(
        "f_1", "c1 >= c2", {"expr": "c1 >= c2", "severity": "warning", "message": "Xem lại"}, "c4 = c1 + c2 + c3", {"expr": "r1 = r2 + r3 + r4 + r5", "columns": ["c1", "c2", "c3"]},
        {"expr": "r1 >= r2 + r3", "tolerance": "auto", "blanks": "skip"}, {"expr": "c3 <= form(f_2, c1)", "severity": "warning"}, "if(c1 > 0, c2 > 0, c2 = 0)",
    )  # fmt: skip
    return template_of(form, numbered(2, "f_2", "02/B"), rules)


_TABLE = {f"r{row}:c{column}": str(row * column) for row in range(2, 6) for column in range(1, 4)}

_FILLED = {
    "r2#a:c1": "10", "r2#a:c2": "4", "r2#a:c4": "100.50", "r2#b:c1": "20", "r2#b:c2": "25", "r2#b:c4": "50", "r4#k1:c1": "7", "r4#k1:c2": {"s": "-"}, "r4#k1:c4": "0.25",
    "p1#x:dA": {"t": "Hoàng A"}, "p1#x:dB": {"c": "tay"}, "p1#x:dC": "100", "p1#y:dA": {"t": "Nguyễn B"}, "p1#y:dB": {"c": "kinh"}, "p1#y:dC": "50.75", "p1#z:dA": {"t": "Lò C"}, "p1#z:dB": {"c": "tay"},
}  # fmt: skip
_ROWS = {"r2": ["a", "b"], "r4": ["k1"], "p1": ["x", "y", "z"]}
_OUTSIDE = {"prev|f_1|r2#a:c2": "3", "prev|f_1|r2#b:c2": {"s": "-"}, "prev|f_1|r2#:c2": None, "prev|f_1|r4#:c2": None, "ytd|f_1|r2#a:c4": "1000", "ytd|f_1|r2#:c4": None, "ytd|f_1|r4#:c4": None, "ytd|f_1|r6:c4": "5", "same|f_2|r1:c1": "29"}

CASES: list[dict[str, Any]] = [
    {"name": "open rows", "template": "households", "values": _FILLED, "instances": _ROWS, "externals": _OUTSIDE},
    {"name": "overridden and draft", "template": "households", "values": {**_FILLED, "r2#b:c6": "14", "r4#k1:c1": {"raw": "bảy"}}, "instances": _ROWS, "externals": _OUTSIDE},
    {"name": "externals missing", "template": "households", "values": _FILLED, "instances": _ROWS, "externals": {}},
    {"name": "stated without a report before", "template": "households", "values": {**_FILLED, "r2#b:c6": "14"}, "instances": _ROWS, "externals": {}},
    {"name": "nothing", "template": "households", "values": {}, "instances": {}, "externals": _OUTSIDE},
    {"name": "sums hold", "template": "sums", "values": {"r1:c1": "3", "r1:c2": "1", "r1:c3": "2", "r1:c4": "3"}, "instances": {}, "externals": {"same|f_2|r1:c1": "1", "same|f_2|r1:c2": None}},
    {"name": "sums fail", "template": "sums", "values": {"r1:c1": "12345678901234567890.12", "r1:c2": "1", "r1:c3": "2", "r1:c4": "300"}, "instances": {}, "externals": {"same|f_2|r1:c1": "1", "same|f_2|r1:c2": "99999999999999999999"}},
    {"name": "a result too large is no result", "template": "sums", "values": {"r1:c1": "1", "r1:c2": "1" + "0" * 30, "r1:c3": "1" + "0" * 30, "r1:c4": "1"}, "instances": {}, "externals": {"same|f_2|r1:c1": "1", "same|f_2|r1:c2": None}},
    {"name": "the largest result", "template": "sums", "values": {"r1:c1": "9" * 40, "r1:c2": "1", "r1:c3": "0", "r1:c4": "1"}, "instances": {}, "externals": {"same|f_2|r1:c1": "1", "same|f_2|r1:c2": None}},
    {"name": "one beyond the largest result", "template": "sums", "values": {"r1:c1": "9" * 40, "r1:c2": "-1", "r1:c3": "1", "r1:c4": "1"}, "instances": {}, "externals": {"same|f_2|r1:c1": "1", "same|f_2|r1:c2": None}},
    {"name": "zero without a sign", "template": "sums", "values": {"r1:c1": "0", "r1:c2": "0.01", "r1:c3": "0.1", "r1:c4": "1"}, "instances": {}, "externals": {"same|f_2|r1:c1": "1", "same|f_2|r1:c2": None}},
    {"name": "a quotient on the tie", "template": "sums", "values": {"r1:c1": {"s": "-"}, "r1:c2": "246913.57", "r1:c3": "1", "r1:c4": "2"}, "instances": {}, "externals": {"same|f_2|r1:c1": {"s": "x"}, "same|f_2|r1:c2": None}},
    {"name": "drafts and states", "template": "sums", "values": {"r1:c1": {"raw": "1,5 tỷ"}, "r1:c2": {"s": "-"}, "r1:c3": {"s": "x"}, "r1:c4": "0"}, "instances": {}, "externals": {"same|f_2|r1:c1": None, "same|f_2|r1:c2": None}},
    {"name": "a table", "template": "table", "values": _TABLE, "instances": {}, "externals": {"same|f_2|r1:c1": "10"}},
    {"name": "a table with a draft, blanks and an overridden cell", "template": "table", "values": {**{key: value for key, value in _TABLE.items() if key != "r4:c1"}, "r3:c2": {"raw": "ba"}, "r5:c3": {"s": "-"}, "r5:c5": "7.5", "r2:c1": "0", "r2:c7": {"t": "x"}}, "instances": {}, "externals": {"same|f_2|r1:c1": None}},
    {"name": "an empty table", "template": "table", "values": {}, "instances": {}, "externals": {}},
    {"name": "text in a number cell", "template": "sums", "values": {"r1:c1": {"t": "ba"}, "r1:c2": "1", "r1:c3": "2", "r1:c4": "3"}, "instances": {}, "externals": {"same|f_2|r1:c1": "1", "same|f_2|r1:c2": None}},
]  # fmt: skip

TEMPLATES = {"households": households, "sums": sums, "table": table}
PROGRAMS: dict[str, Program] = {name: build(make(), "f_1") for name, make in TEMPLATES.items()}


def result_of(case: dict[str, Any]) -> dict[str, Any]:
    """What the server makes of a filling."""
    values = {key: decode(value) for key, value in case["values"].items()}
    outside = {key: decode(value) for key, value in case["externals"].items()}
    return PROGRAMS[case["template"]].run(values, case["instances"], outside).as_dict()


def program_vectors() -> dict[str, Any]:
    """``{"programs": {name: json}, "packed": {name: json}, "cases": [{name, template, values, instances, externals, result}]}``."""
    programs = {name: program.as_json() for name, program in PROGRAMS.items()}
    return {"programs": programs, "packed": {name: packed(program) for name, program in programs.items()}, "cases": [{**case, "result": result_of(case)} for case in CASES]}
