"""Functions of one number."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from metadata.formula.functions.declaration import Example, Function, Operand, Parameter
from metadata.formula.spelling import arrays, excel, sql
from metadata.formula.spelling import asteval as second
from metadata.numbers import round_half_away


def _round(values: Sequence[Operand]) -> Operand:
    number = values[0]
    digits = values[1] if len(values) > 1 else Decimal(0)
    if not isinstance(number, Decimal) or not isinstance(digits, Decimal):
        return None
    return round_half_away(number, int(digits))


def _abs(values: Sequence[Operand]) -> Operand:
    number = values[0]
    return abs(number) if isinstance(number, Decimal) else None


FUNCTIONS: Final = (
    Function(
        "round", ("làm_tròn",), "compute",
        (Parameter("number", "số", "number"), Parameter("decimals", "số chữ số thập phân", "literal", optional=True)), "number",
        "Làm tròn, nửa đơn vị thì tăng về phía xa số 0; kết quả phép chia lấy 15 chữ số trước.",
        "Rounds half away from zero; what came out of a division takes 15 significant digits first.",
        (Example("round(2.5)", {}, "3"), Example("round(0.285, 2)", {}, "0.29"), Example("round(1.005; 2)", {}, "1.01"),
         Example("round(-2.5, 0)", {}, "-3"), Example("round(c1 / c2 * c2)", {"c1": "2.5", "c2": "3"}, "3"), Example("round(c1, -3)", {"c1": "12500"}, "13000"), Example("round(c1)", {}, None)),
        python=_round, asteval=second.rounded, arrays=arrays.rounded, sql=sql.rounded, excel=excel.rounded, typescript="round", usage="round(số, 2)",
    ),
    Function(
        "abs", ("trị_tuyệt_đối",), "compute", (Parameter("number", "số", "number"),), "same",
        "Giá trị tuyệt đối.", "The absolute value.",
        (Example("abs(c1 - c2)", {"c1": "3", "c2": "5"}, "2"), Example("abs(c1)", {}, None)),
        python=_abs, asteval=second.absolute, arrays=arrays.absolute, sql=sql.absolute, excel=excel.absolute, typescript="abs", usage="abs(c1 - c2)",
    ),
    Function(
        "convert", ("quy_đổi", "đổi_đơn_vị"), "rewrite",
        (Parameter("number", "số", "number"), Parameter("source", "từ đơn vị tính", "text"), Parameter("target", "sang đơn vị tính", "text")), "same",
        "Quy đổi giữa hai đơn vị tính cùng loại trong danh mục đơn vị tính.", "Converts between two units of measure of one kind, by the catalogue.",
        (Example('convert(c1, "ha", "m²")', {"c1": "1.5"}, "15000"), Example('quy_đổi(c1; "đồng"; "triệu đồng")', {"c1": "2500000"}, "2.5"), Example('convert(c1, "tấn", "kg")', {}, None)),
        usage='convert(c8, "ha", "m²") · convert(c3, "triệu đồng", "đồng")',
    ),
)  # fmt: skip
