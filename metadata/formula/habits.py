"""What officials type from Excel, and what it is called here: every refusal of a spreadsheet's word names the nearest thing.

Names that mean the same are aliases in the catalogue (``average``, ``iferror``); what stands here has another form, or no
counterpart at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Habit:
    """Functions of Excel, what to write in their place (``vi``, ``en``) and an example; no example when there is nothing like it."""

    names: tuple[str, ...]
    vi: str
    en: str
    example: str = ""


HABITS: Final = (
    Habit(("SUMIF", "SUMIFS"), "sum_where(cột cộng, cột xét, dấu, giá trị)", "sum_where(column to add, column tested, operator, value)", 'sum_where(d5, d4, ">=", 18)'),
    Habit(("COUNTIF", "COUNTIFS"), "count_where(cột xét, dấu, giá trị)", "count_where(column tested, operator, value)", 'count_where(d3, "có")'),
    Habit(("AVERAGEIF", "AVERAGEIFS"), "sum_where chia cho count_where", "sum_where divided by count_where", 'sum_where(d5, d3, "có") / count_where(d3, "có")'),
    Habit(("COUNTA",), "count: đếm ô có số liệu, “-” và X không tính", "count: cells that are filled; “-” and X do not count", "count(c1:c5)"),
    Habit(("COUNTBLANK", "ISBLANK"), "count(ô) = 0", "count(cell) = 0", "if(count(c1) = 0, 0, c1)"),
    Habit(("ISNUMBER", "ISTEXT", "ISERROR", "ISERR", "ISNA", "N", "NA"), "count(ô) > 0: ô có số liệu", "count(cell) > 0: the cell is filled", "if(count(c1) > 0, c1, 0)"),
    Habit(("SUMPRODUCT",), "wmean nếu cần bình quân gia quyền, nếu không thì cộng từng tích", "wmean for a weighted mean, else the products added up", "c1 * c2 + c3 * c4"),
    Habit(("PRODUCT",), "dấu nhân", "the multiplication sign", "c1 * c2 * c3"),
    Habit(("SUBTOTAL", "AGGREGATE"), "sum(children())", "sum(children())", "sum(children())"),
    Habit(("QUOTIENT",), "dấu chia", "the division sign", "c1 / c2"),
    Habit(("ROUNDUP", "ROUNDDOWN", "INT", "TRUNC", "CEILING", "FLOOR", "MROUND", "EVEN", "ODD", "FIXED"), "round(số, số chữ số)", "round(number, decimals)", "round(c1 / c2, 2)"),
    Habit(("IFS", "SWITCH", "CHOOSE"), "if lồng nhau", "nested if", "if(c1 > 100, 3, if(c1 > 50, 2, 1))"),
    Habit(("XOR",), "and, or, not", "and, or, not", "if(c1 > 0 or c2 > 0, 1, 0)"),
    Habit(("POWER", "SQRT", "SUMSQ"), "phép nhân; không có luỹ thừa và căn", "multiplication; there are no powers and roots", "c1 * c1"),
    Habit(("MOD", "EXP", "LN", "LOG", "LOG10", "FACT", "RAND", "RANDBETWEEN", "SIGN", "PI"), "không có hàm như vậy", "there is nothing like it"),
    Habit(("MEDIAN", "MODE", "LARGE", "SMALL", "RANK", "STDEV", "STDEVP", "VAR", "PERCENTILE", "QUARTILE"), "avg, min hoặc max; không có thống kê khác", "avg, min or max; there are no other statistics", "max(c1, c2, c3)"),
    Habit(("TODAY", "NOW", "DATE", "DATEVALUE", "YEAR", "MONTH", "DAY", "DATEDIF", "EDATE", "EOMONTH", "WEEKDAY"), 'ngày viết sẵn trong nháy, ví dụ d1 <= "31/12/2026"; công thức không biết ngày hôm nay', 'a written date in quotes, as in d1 <= "31/12/2026"; formulas know no today', 'if(n1 <= "31/12/2026", 1, 0)'),
    Habit(("CONCATENATE", "CONCAT", "TEXTJOIN", "TEXT", "VALUE", "LEFT", "RIGHT", "MID", "LEN", "TRIM", "UPPER", "LOWER", "PROPER", "SUBSTITUTE", "REPLACE", "FIND", "SEARCH", "EXACT"), "chữ chỉ so sánh bằng = và <>", "texts are only compared, with = and <>", 'if(t1 = "có", 1, 0)'),
    Habit(("VLOOKUP", "HLOOKUP", "XLOOKUP", "LOOKUP", "INDEX", "MATCH", "XMATCH", "GETPIVOTDATA", "FILTER"), "mã dòng.mã cột; biểu khác: form(mã biểu, ô); kỳ trước: prev(ô)", "row code.column code; another form: form(form, cell); the period before: prev(cell)", "r01.c2 + form(f_2, c1)"),
    Habit(("INDIRECT", "OFFSET", "ADDRESS", "REF", "UNIT", "SHEET", "IMPORTRANGE", "CELL", "ROW", "COLUMN", "ROWS", "COLUMNS", "HYPERLINK", "WEBSERVICE"), "mã dòng.mã cột viết sẵn; không tính ra địa chỉ ô được", "a written row code.column code; addresses are never computed", "r01.c2"),
)  # fmt: skip
_BY_NAME: Final = {name.lower(): habit for habit in HABITS for name in habit.names}

_SIGNS: Final = {
    "$": ("Excel viết $A$1, ở đây viết mã dòng, dấu chấm, mã cột: r01.c2", "Excel writes $A$1, here it is row code, dot, column code: r01.c2"),
    "!": ("ô của biểu khác viết form(mã biểu, ô)", "a cell of another form is written form(form, cell)"),
    "&": ("chữ không ghép được; hai điều kiện nối bằng and", "texts are not joined; two conditions are joined by and"),
    "|": ("hai điều kiện nối bằng or", "two conditions are joined by or"),
    "%": ("10% viết 0.1 nếu nhân với số, viết 10 nếu so với cột tỷ lệ (%); tỷ lệ phần trăm viết percent(tử, mẫu)",
          "10% is written 0.1 to multiply with and 10 to compare with a percent column; a rate is percent(part, whole)"),
    "[": ("mã dòng, dấu chấm, mã cột: r01.c2", "row code, dot, column code: r01.c2"),
    "{": ("nhiều giá trị viết trong hàm: sum(c1, c2)", "several values are written in a function: sum(c1, c2)"),
    "#": ("không có giá trị lỗi: chia cho 0 thì trống, thay bằng coalesce(c1 / c2, 0)", "there are no error values: division by 0 is blank, replaced by coalesce(c1 / c2, 0)"),
}  # fmt: skip
_ADDRESS: Final = re.compile(r"[A-Z]{1,3}[0-9]{1,7}", re.ASCII)


def of_function(name: str) -> dict[str, str]:
    """Arguments ``proposal`` and ``proposal_en`` for a function of Excel; empty when it is none that is known."""
    habit = _BY_NAME.get(name.lower())
    if habit is None:
        return {}
    vi, en = (f", ví dụ {habit.example}", f", for example {habit.example}") if habit.example else ("", "")
    return {"proposal": f"; thay cho {name.upper()} của Excel: {habit.vi}{vi}", "proposal_en": f"; in place of Excel's {name.upper()}: {habit.en}{en}"}


def of_address(name: str) -> dict[str, str]:
    """Arguments ``proposal`` and ``proposal_en`` for ``A1``; empty when the name is no spreadsheet address in capitals."""
    if not _ADDRESS.fullmatch(name):
        return {}
    return {
        "proposal": f"; {name} là địa chỉ ô của Excel, ở đây viết mã dòng, dấu chấm, mã cột: r01.c2",
        "proposal_en": f"; {name} is an address of Excel, here it is row code, dot, column code: r01.c2",
    }


def of_sign(sign: str) -> dict[str, str]:
    """Arguments ``instead`` and ``instead_en`` for a sign that the language does not have."""
    vi, en = _SIGNS.get(sign, ("", ""))
    return {"instead": f"; {vi}" if vi else "", "instead_en": f"; {en}" if en else ""}
