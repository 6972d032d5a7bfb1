"""The hidden sheet of helper cells: parts of formulas that are too long for one cell."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from xlsxwriter.utility import xl_rowcol_to_cell

from renderers.xlsx_formula import HELPER_COLUMN, HELPERS_TOP, Places
from renderers.xlsx_sheet import Pen

_NOTE: Final = "Các phần của công thức quá dài cho một ô. Trang này được tính cùng biểu, không sửa."
_HEADS: Final = ("Của ô", "Giá trị")


def write_helpers(pen: Pen, places: Places) -> None:
    """Write every helper cell with our value cached beside its formula, and for which cell it is."""
    plain = pen.styles.of(align="left")
    pen.text(0, 0, _NOTE, plain)
    for column, head in enumerate(_HEADS):
        pen.text(HELPERS_TOP - 1, column, head, pen.styles.header())
    pen.sheet.set_column(0, HELPER_COLUMN, 32)
    for row, helper in enumerate(places.helpers, HELPERS_TOP):
        owner = places.addresses.get(helper.owner)
        named = helper.owner if owner is None else f"{owner.sheet}!{xl_rowcol_to_cell(owner.row, owner.column)}"
        pen.text(row, 0, named, plain)
        value = helper.value
        cached = "" if value is None else float(value) if isinstance(value, Decimal) else value
        pen.sheet.write_formula(row, HELPER_COLUMN, "=" + helper.text, plain, cached)
    pen.sheet.hide()
