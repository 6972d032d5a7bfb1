"""A large book is understood in a process of its own: the same meaning, and an end when it takes too long."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from designer.importing import apart
from designer.importing.proposal import Correction
from designer.importing.understanding import understand
from metadata.errors import KhuonError
from runtime.workbooks import Book, read_book
from tests.runtime.workbooks.made import saved


def annex() -> Book:
    """A table with a relation, one row of a hundred cells' worth of words, and something that is left over."""
    book = Workbook()
    sheet = book.active
    lines = (
        ["Biểu số: 01/TH"], ["Đơn vị tính: Lượt"], ["STT", "Chỉ tiêu", "Tổng số", "Nam", "Nữ"], ["A", "B", "1=2+3", "2", "3"],
        ["1", "Tiếp công dân", None, None, None], ["2", "Đơn thư", None, None, None],
    )  # fmt: skip
    for line in lines:
        sheet.append(line)
    sheet["H20"] = "xyz 12"
    return read_book(saved(book), "x.xlsx")


def test_the_process_answers_what_would_be_understood_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "FEW_CELLS", 0)
    book, said = annex(), [Correction(0, (19, 7, 19, 7), "ignore")]
    assert apart.understand(book, said) == understand(book, said)
    assert understand(book, said).documents


def test_what_takes_too_long_is_stopped_with_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "FEW_CELLS", 0)
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(KhuonError) as refusal:
        apart.understand(annex())
    assert refusal.value.code == "file.reading_stopped"
