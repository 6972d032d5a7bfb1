"""The reader of the product and the plain one of the corpus lead to the same understanding."""

from __future__ import annotations

import pytest

from designer.importing.understanding import understand
from runtime.workbooks import read_book
from tests.corpus.notation import forms
from tests.corpus.opened import opened
from tests.corpus.writing import LAYOUTS, workbook
from tests.designer.importing.books import uncovered


@pytest.mark.parametrize("layout", ["title above, merged", "numbers in brackets", "no borders"])
def test_all_forms_in_one_workbook(layout: str) -> None:
    sheets = [(f"Bieu {index}", [(form, LAYOUTS[layout])]) for index, form in enumerate(forms().values())]
    data = workbook(*sheets)
    book = read_book(data, "phu_luc.xlsx")
    proposal, plain = understand(book), understand(opened(data))
    assert proposal.documents == plain.documents
    assert uncovered(book, proposal) == []
