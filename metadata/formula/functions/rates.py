"""Ratios: a zero or blank denominator gives a blank, never 0."""

from __future__ import annotations

from typing import Final

from metadata.formula.functions.declaration import Example, Function, Parameter

_BOTH: Final = (Parameter("part", "tử số", "number"), Parameter("whole", "mẫu số", "number"))

FUNCTIONS: Final = (
    Function(
        "ratio", ("tỷ_số", "tỉ_số"), "rewrite", _BOTH, "ratio",
        "Tử số chia mẫu số; mẫu số bằng 0 hoặc trống thì để trống.", "Part divided by whole; blank when the whole is 0 or blank.",
        (Example("ratio(c1, c2)", {"c1": "1", "c2": "8"}, "0.125"), Example("ratio(c1, c2)", {"c1": "1", "c2": "0"}, None)),
        usage="ratio(c1, c2)",
    ),
    Function(
        "percent", ("tỷ_lệ", "tỉ_lệ", "phần_trăm"), "rewrite", _BOTH, "ratio",
        "Tử số chia mẫu số nhân 100; mẫu số bằng 0 hoặc trống thì để trống.", "Part divided by whole times 100; blank when the whole is 0 or blank.",
        (Example("percent(c3, c1)", {"c1": "1000", "c3": "80"}, "8"), Example("tỷ_lệ(c3, c1)", {"c3": "80"}, None)),
        usage="percent(c3, c1)",
    ),
)  # fmt: skip
