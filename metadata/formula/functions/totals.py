"""Functions over several cells: blanks are skipped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from metadata.formula.functions.declaration import Example, Function, Operand, Parameter
from metadata.formula.spelling import arrays, excel, sql
from metadata.formula.spelling import asteval as second
from metadata.numbers import WIDE

_CELLS: Final = (Parameter("values", "các ô", "cells", many=True),)


def _numbers(values: Sequence[Operand]) -> list[Decimal]:
    return [v for v in values if isinstance(v, Decimal)]


def _sum(values: Sequence[Operand]) -> Operand:
    total: Decimal | None = None
    for value in _numbers(values):
        total = value if total is None else WIDE.add(total, value)
    return total


def _average(values: Sequence[Operand]) -> Operand:
    found = _numbers(values)
    total = _sum(found)
    return WIDE.divide(total, Decimal(len(found))) if isinstance(total, Decimal) else None


def _count(values: Sequence[Operand]) -> Operand:
    return Decimal(sum(v is not None for v in values))


def _weighted_mean(values: Sequence[Operand]) -> Operand:
    half = len(values) // 2
    above = weights = Decimal(0)
    for value, weight in zip(values[:half], values[half:], strict=True):
        if isinstance(value, Decimal) and isinstance(weight, Decimal):
            above, weights = WIDE.add(above, WIDE.multiply(value, weight)), WIDE.add(weights, weight)
    return WIDE.divide(above, weights) if weights else None


FUNCTIONS: Final = (
    Function(
        "sum", ("tổng", "cộng"), "compute", _CELLS, "number",
        "Cộng các ô có số; không ô nào có số thì để trống.", "Adds the cells that hold a number; blank when none does.",
        (Example("sum(c1, c2, c3)", {"c1": "1", "c3": "2.5"}, "3.5"), Example("sum(c1, c2)", {}, None), Example("tổng(range(c1, c3))", {"c1": "1", "c2": "-", "c3": "2"}, "3")),
        blank="all", python=_sum, asteval=second.total, arrays=arrays.total, sql=sql.total, excel=excel.total, typescript="sum", usage="sum(c2, c3, …) · sum(range(c2, c7)) · sum(children())",
    ),
    Function(
        "min", ("nhỏ_nhất",), "compute", _CELLS, "number",
        "Số nhỏ nhất trong các ô có số.", "The smallest number among the cells that hold one.",
        (Example("min(c1, c2, c3)", {"c1": "4", "c3": "-2"}, "-2"), Example("min(c1)", {}, None)),
        blank="all", python=lambda values: min(_numbers(values), default=None), asteval=second.least, arrays=arrays.least, sql=sql.least, excel=excel.least, typescript="min", usage="min(c2, c3, …)",
    ),
    Function(
        "max", ("lớn_nhất",), "compute", _CELLS, "number",
        "Số lớn nhất trong các ô có số.", "The largest number among the cells that hold one.",
        (Example("max(c1, c2, c3)", {"c1": "4", "c3": "-2"}, "4"), Example("max(c1, 0)", {}, "0")),
        blank="all", python=lambda values: max(_numbers(values), default=None), asteval=second.greatest, arrays=arrays.greatest, sql=sql.greatest, excel=excel.greatest, typescript="max", usage="max(c2, c3, …)",
    ),
    Function(
        "avg", ("trung_bình", "average"), "compute", _CELLS, "ratio",
        "Trung bình cộng của các ô có số.", "The mean of the cells that hold a number.",
        (Example("avg(c1, c2, c3)", {"c1": "1", "c3": "2"}, "1.5"), Example("avg(c1, c2)", {}, None)),
        blank="all", python=_average, asteval=second.mean, arrays=arrays.mean, sql=sql.mean, excel=excel.mean, typescript="avg", usage="avg(c2, c3, …)",
    ),
    Function(
        "count", ("đếm",), "compute", (Parameter("values", "các ô", "any", many=True),), "number",
        "Số ô đã có số liệu; ô trống, “-” và X không tính.", "How many cells are filled; blank, “-” and X do not count.",
        (Example("count(c1, c2, c3)", {"c1": "0", "c3": "5"}, "2"), Example("count(c1)", {}, "0")),
        blank="never", python=_count, asteval=second.filled, arrays=arrays.filled, sql=sql.filled, excel=excel.filled, typescript="count", usage="count(c2, c3, …) · count(children())",
    ),
    Function(
        "wmean", ("bình_quân_gia_quyền", "trung_bình_có_trọng_số"), "compute",
        (Parameter("values", "các ô", "cells"), Parameter("weights", "trọng số: cột (hoặc dòng) của cùng các ô, hoặc một vùng cùng số ô", "weights")), "ratio",
        "Bình quân gia quyền: mỗi ô nhân với trọng số của nó, cộng lại, chia cho tổng trọng số; ô hoặc trọng số trống thì bỏ qua cả cặp.",
        "The weighted mean: each cell times its weight, added up, divided by the sum of weights; a pair with a blank is left out.",
        (Example("wmean(c1:c2, c3:c4)", {"c1": "20", "c2": "30", "c3": "1", "c4": "3"}, "27.5"), Example("wmean(c1:c2, c3:c4)", {"c1": "20", "c2": "30", "c4": "3"}, "30"),
         Example("wmean(c1:c2, c3:c4)", {"c1": "20", "c3": "0"}, None)),
        python=_weighted_mean, asteval=second.weighted_mean, arrays=arrays.weighted_mean, sql=sql.weighted_mean, excel=excel.weighted_mean, typescript="weightedMean",
        usage="wmean(children(), c2) · wmean(c4:c6, r_dan_so) · wmean(units_below(c5), c2)",
    ),
)  # fmt: skip
