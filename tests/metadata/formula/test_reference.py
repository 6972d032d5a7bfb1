"""The page of functions and the words of formulas."""

from __future__ import annotations

from pathlib import Path

import pytest

from metadata.errors import catalogue
from metadata.formula.program import scope_of
from metadata.formula.reference import page
from metadata.formula.resolve import parse, parse_checks
from metadata.formula.scope import Scope
from metadata.formula.tree import Cell
from metadata.formula.words import check_in_words, formula_in_words, in_words
from tests import forms_md
from tests.metadata.formula.shapes import numbered, scope_of_form, template_of

ROOT = Path(__file__).parents[3]


def test_the_page_of_functions_is_up_to_date() -> None:
    stored = (ROOT / "docs" / "reference" / "functions.md").read_text(encoding="utf-8")
    assert stored == page(), "run python -m metadata.formula.reference > docs/reference/functions.md"


def test_every_code_of_the_family_has_both_sentences_and_hints() -> None:
    family = [entry for code, entry in catalogue().items() if code.startswith("formula.")]
    assert len(family) > 25
    assert all(entry.vi and entry.en and entry.hint_vi and entry.hint_en and entry.http == 422 for entry in family)


_TABLE = """
| Chỉ tiêu   | Số đơn | Phân loại | <       | Kết quả | <   |
| ^          | ^      | Khiếu nại | Tố cáo  | Số đơn  | Tiền {trieu} |
| A          | 9      | 11        | 12      | 13      | 14  |
|------------|--------|-----------|---------|---------|-----|
| Thành thị  |        |           |         |         |     |
"""


def _scope() -> Scope:
    document = forms_md.read(_TABLE).document
    del document["sections"]["items"]["s1"]["columns"]["nodes"]["c14"]["number"]
    document["sections"]["items"]["s1"]["rows"]["nodes"]["r1"]["code"] = "r01"
    return scope_of_form(document)


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("c11 + c12 - c13", "cột 11 + cột 12 − cột 13", "cột 11 “Khiếu nại” + cột 12 “Tố cáo” − cột 13 “Kết quả – Số đơn”"),
        ("c14 / 2 * (c9 + 1)", "cột “Tiền” ÷ 2 × (cột 9 + 1)", "cột “Tiền” ÷ 2 × (cột 9 “Số đơn” + 1)"),
        ("r01.c9", "dòng 01 cột 9", "dòng 01 “Thành thị” cột 9 “Số đơn”"),
        ("sum(c9:c12)", "tổng(cột 9 đến cột 12)", "tổng(cột 9 “Số đơn” đến cột 12 “Tố cáo”)"),
        ("prev(c9) + ytd(c11)", "cột 9 kỳ trước + cột 11 lũy kế các kỳ trước + cột 11", None),
        ("if(c9 > 0, c11 / c9, 0)", "nếu cột 9 > 0 thì cột 11 ÷ cột 9, còn không thì 0", None),
        ("c9 - (c11 - c12)", "cột 9 − (cột 11 − cột 12)", None),
        ("round(c9 / 3, 2)", "làm tròn(cột 9 ÷ 3; 2)", None),
        ("c9 = c11 and not (c12 = 1.5)", "cột 9 = cột 11 và không phải (cột 12 = 1,5)", None),
        ("sum(children())", "tổng(các dòng con)", None),
        ("-c9 * 2 / (c11 / c12)", "(−cột 9) × 2 ÷ (cột 11 ÷ cột 12)", None),
        ("(c9 - c11) - (c12 - c13)", "cột 9 − cột 11 − (cột 12 − cột 13)", None),
    ],
)
def test_formulas_in_words(text: str, short: str, full: str | None) -> None:
    scope = _scope()
    assert in_words(parse(text, scope), scope) == short
    if full:
        assert in_words(parse(text, scope), scope, full=True) == full


def test_what_a_cell_is_and_what_a_check_says() -> None:
    scope = _scope()
    target = Cell("f_1", "s1", None, "c9")
    assert formula_in_words(target, parse("c11 + c12", scope), scope) == "Cột 9 = cột 11 + cột 12"
    assert check_in_words(parse_checks("c9 = c11 + c12 = c13", scope), scope) == "Cột 9 = cột 11 + cột 12; cột 9 = cột 13"
    assert in_words(parse("c9 >= 1 or c11 = 2", scope), scope, "en") == "column 9 ≥ 1 or column 11 = 2"


def test_cells_of_other_forms_carry_their_printed_code() -> None:
    scope = scope_of(template_of(numbered(3), numbered(3, "f_2", "02/XLD")), "f_1", "s1")
    assert in_words(parse("form(f_2, c2) + prev(form(f_2, c3))", scope), scope) == "02/XLD cột 2 + 02/XLD cột 3 kỳ trước"
