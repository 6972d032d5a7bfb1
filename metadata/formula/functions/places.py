"""Functions that name cells: ranges, child rows, other forms, other periods, the units below."""

from __future__ import annotations

from typing import Final

from metadata.formula.functions.declaration import Example, Function, Parameter

_CELL: Final = (Parameter("cell", "ô", "reference"),)

FUNCTIONS: Final = (
    Function(
        "range", ("từ_đến", "vùng"), "place", (Parameter("first", "đầu", "reference"), Parameter("last", "cuối", "reference")), "cells",
        "Mọi cột (hoặc dòng) số liệu từ đầu đến cuối theo thứ tự in; viết gọn: c4:c9.", "Every data column (or row) from first to last in print order; short: c4:c9.",
        (Example("sum(range(c1, c3))", {"c1": "1", "c2": "2", "c3": "3"}, "6"), Example("sum(c1:c3)", {"c1": "1", "c3": "3"}, "4")),
        usage="sum(range(c4, c9))",
    ),
    Function(
        "children", ("dòng_con", "các_dòng_con"), "place", (Parameter("row", "dòng", "rows", optional=True),), "cells",
        "Các dòng con của dòng đang tính (hoặc của dòng nêu tên), cùng cột; dòng con chỉ là tiêu đề thì lấy các dòng con của nó.", "The child rows of this row (or of the row named), same column; a child that is a mere heading stands for its own children.",
        (), usage="sum(children()) · sum(children(r03))",
    ),
    Function(
        "form", ("biểu",), "place", (Parameter("form", "mã biểu", "form"), Parameter("cell", "ô", "reference")), "cell",
        "Ô của biểu khác, cùng đơn vị và cùng kỳ.", "A cell of another form, same unit and period.",
        (), usage="form(f_02xld, c9) · form(f_02xld, r1.c9)",
    ),
    Function(
        "prev", ("kỳ_trước",), "place", _CELL, "cell",
        "Ô đó ở kỳ liền trước.", "The same cell one period before.", (), usage="prev(c11) · prev(form(f_06a, c11))",
    ),
    Function(
        "prev_year", ("năm_trước", "cùng_kỳ_năm_trước"), "place", _CELL, "cell",
        "Ô đó ở cùng kỳ năm trước.", "The same cell in the same period of the year before.", (), usage="prev_year(c11)",
    ),
    Function(
        "ytd", ("lũy_kế", "luỹ_kế"), "place", _CELL, "cell",
        "Lũy kế từ đầu năm: tổng các kỳ trước trong năm cộng kỳ này.", "Year to date: the earlier periods of the year plus this one.", (), usage="ytd(c24)",
    ),
    Function(
        "units_below", ("đơn_vị_cấp_dưới", "cấp_dưới"), "place", _CELL, "cells",
        "Ô đó ở các đơn vị cấp dưới, cùng kỳ; dùng trong sum, avg, min, max, count, wmean, count_where. Khi nhập: đủ khi mọi đơn vị phải báo cáo đã gửi; khi tổng hợp: các đơn vị được tổng hợp.",
        "The cell in the units below, same period, inside sum, avg, min, max, count, wmean, count_where. While filling: known once every unit that owes a report has sent it; when consolidating: the units consolidated.",
        (), usage='sum(units_below(c9)) · count_where(units_below(c9), ">", 0)',
    ),
)  # fmt: skip
