"""Choosing between values."""

from __future__ import annotations

from typing import Final

from metadata.formula.functions.declaration import Example, Function, Parameter
from metadata.formula.spelling import arrays, excel, sql
from metadata.formula.spelling import asteval as second

FUNCTIONS: Final = (
    Function(
        "if", ("nếu",), "rewrite",
        (Parameter("test", "điều kiện", "condition"), Parameter("yes", "giá trị khi đúng", "any"), Parameter("no", "giá trị khi sai", "any")), "same",
        "Chọn giá trị theo điều kiện; cũng viết được: a if điều kiện else b.", "Chooses by a condition; also written a if test else b.",
        (Example("if(c1 > c2, c1, c2)", {"c1": "3", "c2": "5"}, "5"), Example("c1 if c1 > 0 else 0", {}, "0"), Example("nếu(c1 = 0; 1; 2)", {"c1": "0"}, "1")),
        usage="if(điều kiện, giá trị đúng, giá trị sai)",
    ),
    Function(
        "coalesce", ("thay_trống", "iferror", "ifblank"), "compute", (Parameter("values", "các giá trị", "number", many=True),), "same",
        "Giá trị đầu tiên không trống.", "The first value that is not blank.",
        (Example("coalesce(c1, c2, 0)", {"c2": "7"}, "7"), Example("coalesce(c1, 0)", {"c1": "-"}, "0"), Example("coalesce(c1 / c2, 0)", {"c1": "1", "c2": "0"}, "0")),
        blank="all", python=lambda values: next((v for v in values if v is not None), None), asteval=second.first_filled, arrays=arrays.first_filled, sql=sql.first_filled, excel=excel.first_filled, typescript="coalesce", usage="coalesce(c1, 0)",
    ),
)  # fmt: skip
