"""Functions over the rows of a list that satisfy a condition."""

from __future__ import annotations

from typing import Final

from metadata.formula.functions.declaration import Example, Function, Parameter

_TEST: Final = (
    Parameter("column", "cột xét", "column"),
    Parameter("operator", "dấu so sánh, bỏ qua thì là “=”", "operator", optional=True),
    Parameter("value", "giá trị", "literal"),
)
NO_EXAMPLES: Final[tuple[Example, ...]] = ()

FUNCTIONS: Final = (
    Function(
        "count_where", ("đếm_khi", "đếm_nếu"), "place", _TEST, "number",
        "Số dòng của danh sách mà cột xét thoả điều kiện; dòng trống ở cột xét không tính.", "How many rows of a list satisfy the condition; rows blank in the column tested do not count.",
        NO_EXAMPLES, usage='count_where(d3, "có") · count_where(d4, ">=", 18)',
    ),
    Function(
        "sum_where", ("tổng_khi", "tổng_nếu"), "place", (Parameter("values", "cột cộng", "column"), *_TEST), "number",
        "Cộng một cột của danh sách trên các dòng thoả điều kiện.", "Adds a column of a list over the rows that satisfy the condition.",
        NO_EXAMPLES, usage='sum_where(d5, d3, "có") · sum_where(d5, d4, ">=", 18)',
    ),
)  # fmt: skip
