"""Every noted form in every layout: what comes out is what was drawn."""

from __future__ import annotations

import pytest

from benchmarks.importing import scored, without_numbers
from designer.importing.understanding import understand
from tests.corpus.notation import forms
from tests.corpus.opened import opened
from tests.corpus.shapes import expected, found, score
from tests.corpus.writing import LAYOUTS, workbook
from tests.designer.importing.books import refused, uncovered

FLOOR = 0.98
"""The least that each part of each form must reach in each of the layouts."""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("key", forms())
def test_a_form_in_a_layout(key: str, layout: str) -> None:
    assert scored(forms()[key], LAYOUTS[layout]).worst >= FLOOR


@pytest.mark.parametrize("layout", ["title above, merged", "no borders", "header not merged", "no number line"])
@pytest.mark.parametrize("beside", [True, False], ids=["side by side", "one under the other"])
def test_two_tables_on_one_sheet(layout: str, beside: bool) -> None:
    drawn = [forms()["others:03/CS-KHCN"], forms()["others:13a/BTP/HCTP/HT/KSKTKH"]]
    book = opened(workbook(("Biểu", [(form, LAYOUTS[layout]) for form in drawn]), beside=beside))
    proposal = understand(book)
    wanted = [without_numbers(form) for form in drawn] if LAYOUTS[layout].numbers == "none" else drawn
    assert len(proposal.blocks) == 2
    for block, form in zip(proposal.blocks, wanted, strict=True):
        assert score(expected(form), found(proposal.documents[block.form], block.section)).worst >= FLOOR
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []


def test_a_workbook_of_all_forms_one_a_sheet() -> None:
    drawn = list(forms().values())
    sheets = [(f"Bieu {index}", [(form, LAYOUTS["title above, merged"])]) for index, form in enumerate(drawn)]
    book = opened(workbook(*sheets))
    proposal = understand(book)
    assert len(proposal.forms) == len(drawn)
    assert [proposal.documents[form]["code"] for form in proposal.forms] == [form.code for form in drawn]
    assert [proposal.documents[form]["title"] for form in proposal.forms] == [form.title for form in drawn]
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []


def test_the_title_block_becomes_the_layout() -> None:
    proposal = understand(opened(workbook(("01", [(forms()["kntc_2021:01/XLD"], LAYOUTS["title above, merged"])]))))
    layout = next(document for document in proposal.documents.values() if document["spec"] == "layout/1")
    assert layout["title"] == {
        "left": ["{parent}", "{unit}"],
        "right": ["Biểu số: 01/XLD", "(Ban hành kèm theo Thông tư 02/2021/TT-TTCP)"],
        "heading": ["TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN"],
        "sub": ["(Số liệu tính từ ngày {from} đến ngày {to})"],
    }
    assert layout["unit_line"] == "Đơn vị tính: Đơn"
    form = proposal.documents[proposal.forms[0]]
    assert form["basis"] == "Ban hành kèm theo Thông tư 02/2021/TT-TTCP"
    assert [signer["title"] for signer in form["signers"]["items"].values()] == ["NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ"]
    assert [signer["role"] for signer in form["signers"]["items"].values()] == ["clerk", "head"]
    assert proposal.left == ()


def test_printed_relations_become_checks_as_in_the_designer() -> None:
    proposal = understand(opened(workbook(("01", [(forms()["kntc_2021:01/XLD"], LAYOUTS["numbers in brackets"])]))))
    rules = next(document for document in proposal.documents.values() if document["spec"] == "rules/1")
    assert [rule["expr"] for rule in rules["items"].values()] == [
        "c1 == c2 + c3 + c4 + c5 + c6 + c7",
        "c9 == c11 + c12 + c13",
        "c9 == c14 + c15 + c16 + c17",
        "c9 == c18 + c22",
        "c18 == c19 + c20 + c21",
        "c22 == c23 + c24 + c25",
    ]
    assert rules["items"]["k3"]["origin"] == {"kind": "printed", "column": "c9", "part": 1}


def test_figures_in_the_cells_are_listed_as_samples() -> None:
    book = opened(workbook(("02", [(forms()["others:02/CS-KHCN"], LAYOUTS["filled with samples"])])))
    proposal = understand(book)
    samples = [item for item in proposal.left if item.reason == "sample"]
    assert sum(item.args["count"] for item in samples) > 50
    assert uncovered(book, proposal) == []
