"""What stood in a row when a workbook was taken away, as one text of its hidden sheet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from metadata.values import DASH, CellValue, Choice, Invalid, Target
from runtime.formbooks.started import OTHER, read_row, row_text, value_of

ROW: list[CellValue] = [Decimal("1234.5"), None, DASH, "Hai\ndòng", Choice("co"), dt.date(2026, 8, 5), Target("range", Decimal(61), Decimal(62)), Invalid("12a")]
LONG = "Đã 😀 " * 60


def test_values_come_back_as_they_were() -> None:
    assert [value_of(kept, None) if kept is not None else None for kept in read_row(row_text(ROW))] == ROW


def test_a_long_text_is_known_again_by_its_digest_and_nothing_else_is() -> None:
    (kept,) = read_row(row_text([LONG]))
    assert (value_of(kept, LONG), value_of(kept, LONG + "x"), value_of(kept, None)) == (LONG, OTHER, OTHER)


@pytest.mark.parametrize("columns", [10, 300, 3_000])
def test_a_row_fits_into_a_cell_of_a_spreadsheet(columns: int) -> None:
    text = row_text(["😀" * 70] * columns)
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert columns == 3_000 or len(read_row(text)) == columns


@pytest.mark.parametrize("text", ["", "{", "[NaN]", "[" * 5_000, "\ud800", '["\\ud800"]'])
def test_what_is_no_row_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a row"):
        read_row(text)


@pytest.mark.parametrize("kept", [{"digest": "x", "t": "y"}, {"t": 5}, [], "1e9", {"__proto__": "1"}])
def test_a_value_that_nobody_wrote_is_taken_for_another(kept: object) -> None:
    assert value_of(kept, Decimal(5)) == OTHER
