"""The page of functions, made from their declarations: ``python -m metadata.formula.reference > docs/reference/functions.md``."""

from __future__ import annotations

import sys
from typing import Final

from metadata.formula.functions import (
    CATALOGUE,
    Example,
    Function,
    Parameter,
    lists,
    logic,
    numbers,
    places,
    rates,
    totals,
)
from metadata.formula.habits import HABITS

_FAMILIES: Final = (
    ("Gộp nhiều ô · Totals", totals.FUNCTIONS), ("Số · Numbers", numbers.FUNCTIONS), ("Lựa chọn · Choices", logic.FUNCTIONS),
    ("Tỷ lệ · Rates", rates.FUNCTIONS), ("Gọi ô · Naming cells", places.FUNCTIONS), ("Danh sách · Lists", lists.FUNCTIONS),
)  # fmt: skip
_HEAD: Final = """# Các hàm · Functions

<!-- Made by `python -m metadata.formula.reference`; do not edit. -->

Tên hàm viết hoa hay thường đều được; tham số cách nhau bằng `,` hoặc `;`. Ô trống, “-” và X đều là *trống* khi tính.
Names in any case; arguments take `,` or `;`. Blank, "-" and X are all *blank* in computing. Cách viết công thức:
[ngon-ngu-cong-thuc.md](ngon-ngu-cong-thuc.md). Semantics: [formula.md](formula.md). Mỗi ví dụ có kết quả dưới đây được chạy khi kiểm thử.
"""
_KINDS: Final = {
    "number": ("một số", "a number"), "any": ("giá trị hoặc ô bất kỳ", "any value or cell"), "cells": ("các ô số, một hay nhiều", "number cells, one or many"),
    "condition": ("điều kiện", "a condition"), "reference": ("một ô", "a cell"), "form": ("mã biểu", "the id of a form"), "rows": ("mã dòng", "a row code"),
    "column": ("cột của danh sách, hoặc ô ở các đơn vị cấp dưới", "a column of a list, or a cell of the units below"), "operator": ("dấu so sánh trong nháy", "an operator in quotes"),
    "literal": ("giá trị viết sẵn", "a written value"), "weights": ("cột, dòng hoặc vùng làm trọng số", "a column, row or range of weights"), "text": ("chữ trong nháy", "a quoted text"),
}  # fmt: skip
_RESULTS: Final = {
    "number": ("số", "a number"), "ratio": ("tỷ số, lấy 15 chữ số có nghĩa", "a ratio, which settles to 15 significant digits"),
    "same": ("cùng loại với giá trị đưa vào", "of the kind that goes in"), "cell": ("một ô", "a cell"), "cells": ("nhiều ô, đặt trong hàm gộp", "several cells, inside a function over cells"),
}  # fmt: skip
_BLANKS: Final = {
    "any": ("có tham số trống thì trống", "blank when an argument is"), "all": ("bỏ qua ô trống; mọi ô đều trống thì trống", "blanks are skipped; blank when all are"),
    "never": ("không bao giờ trống", "never blank"),
}  # fmt: skip
_PARTS: Final = ("tử số hoặc mẫu số trống, hoặc mẫu số bằng 0, thì trống", "blank when either is, or when the whole is 0")
#: What blanks do where ``blank`` of the declaration does not say it all.
_BLANKS_OF: Final = {
    "ratio": _PARTS, "percent": _PARTS, "convert": _BLANKS["any"], "count_where": _BLANKS["never"],
    "wmean": ("ô hoặc trọng số trống thì bỏ qua cả cặp; không còn cặp nào hoặc tổng trọng số bằng 0 thì trống", "a pair with a blank is left out; blank when no pair is left or the weights add up to 0"),
    "if": ("trong điều kiện, số trống coi như 0; nhánh được chọn trống thì trống", "in the condition a blank number counts as 0; blank when the branch chosen is"),
    "sum_where": ("dòng trống ở cột xét không tính; không dòng nào thoả và có số thì trống", "rows blank in the column tested do not count; blank when no row that satisfies holds a number"),
    "ytd": ("kỳ trống coi như không có; mọi kỳ đều trống thì trống", "blank periods are left out; blank when all are"),
}  # fmt: skip


def _example(example: Example) -> str:
    cells = ", ".join(f"{code} = {text}" for code, text in example.cells.items())
    result = "trống" if example.result is None else example.result
    return f"`{example.formula}`{f' ({cells})' if cells else ''} → {result}"


def _parameter(parameter: Parameter) -> str:
    vi, en = _KINDS[parameter.kind]
    if parameter.many:
        vi, en = f"{vi}; lặp lại được", f"{en}; repeats"
    if parameter.optional:
        vi, en = f"{vi}; bỏ qua được", f"{en}; optional"
    return f"| `{parameter.name}` | {parameter.vi} | {vi} · *{en}* |"


def _outcome(function: Function) -> str:
    vi, en = _RESULTS[function.result]
    said = f"Kết quả · Result: {vi} · *{en}*."
    blanks = _BLANKS_OF.get(function.name) or (_BLANKS[function.blank] if function.role == "compute" else None)
    return f"{said}\nÔ trống · Blanks: {blanks[0]} · *{blanks[1]}*." if blanks else said


def section(function: Function) -> str:
    """One function as Markdown: what it does, its parameters, its result, what blanks do, examples."""
    names = ", ".join(f"`{name}`" for name in function.names_vi)
    lines = [f"### `{function.name}` · {names}", "", function.vi, f"*{function.en}*", "", f"Cách viết · Form: `{function.usage}`", ""]
    lines += ["| tham số | là | nhận |", "|---|---|---|", *(_parameter(parameter) for parameter in function.parameters), "", _outcome(function)]
    if function.examples:
        lines += ["", *(f"- {_example(example)}" for example in function.examples)]
    return "\n".join(lines)


def from_excel() -> str:
    """What replaces the functions of Excel that the language does not have, as a table."""
    rows = [f"| {', '.join(habit.names)} | {habit.vi} | {habit.en} | {f'`{habit.example}`' if habit.example else ''} |" for habit in HABITS]
    return "\n".join(["| Excel | ở đây | here | ví dụ |", "|---|---|---|---|", *rows])


def page() -> str:
    """The whole page."""
    parts = [_HEAD]
    for title, functions in _FAMILIES:
        parts += [f"## {title}\n", *(section(function) + "\n" for function in functions)]
    assert sum(len(functions) for _, functions in _FAMILIES) == len(CATALOGUE)
    parts += ["## Thay cho hàm của Excel · In place of Excel's functions\n", f"{from_excel()}\n"]
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(page())
