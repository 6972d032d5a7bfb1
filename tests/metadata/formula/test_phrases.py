"""Functions named in the words of a sentence, as the bar shows a formula and officials then type it."""

from __future__ import annotations

import pytest

from metadata.errors import KhuonError
from metadata.formula.phrases import phrased
from metadata.formula.program import scope_of
from metadata.formula.resolve import parse
from metadata.formula.tokens import tokenise
from metadata.formula.words import in_words
from tests.metadata.formula.shapes import flat_form, template_of
from tests.metadata.formula.vectors import SCOPE, bound


def _texts(formula: str) -> list[str]:
    return [token.text for token in phrased(tokenise(formula))]


@pytest.mark.parametrize("typed", ["tổng(các dòng con())", "tổng(các dòng con)", "tổng(Các  Dòng con ())", "tổng(các_dòng_con())"])
def test_the_child_rows_are_typed_as_the_bar_says_them(typed: str) -> None:
    assert [text.lower() for text in _texts(typed)] == ["tổng", "(", "các_dòng_con", "(", ")", ")", ""]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("làm tròn(c1; 1)", "round(c1, 1)"), ("kỳ trước(c1) + c2", "prev(c1) + c2"), ("tỷ lệ(c1, c2)", "percent(c1, c2)"), ("cùng kỳ năm trước(c1)", "prev_year(c1)")],
)
def test_a_function_of_several_words(typed: str, meant: str) -> None:
    assert bound(typed) == bound(meant)


def test_a_word_of_the_language_within_a_name() -> None:
    assert _texts("đếm nếu(c1, 2)")[0] == "đếm_nếu"


@pytest.mark.parametrize("typed", ["c1 c2", "tổng c1", "làm tròn", "c1 làm tròn(c2)"])
def test_other_names_side_by_side_stay_an_error(typed: str) -> None:
    with pytest.raises(KhuonError) as refused:
        parse(typed, SCOPE)
    assert refused.value.problems[0].code == "formula.syntax"


def test_a_row_whose_code_is_never_printed_is_called_by_its_caption() -> None:
    rows = {"r1": {"label": "Cấp huyện", "kind": "data", "code": "huyen"}, "r2": {"label": "Cấp xã", "kind": "data", "code": "r02"}}
    form = flat_form({"c1": {}})
    form["sections"]["items"]["s1"]["rows"] = {"root": list(rows), "nodes": rows}
    scope = scope_of(template_of(form), "f_1", "s1")
    assert in_words(parse("huyen + r02", scope), scope) == "dòng “Cấp huyện” + dòng 02"


def test_a_choice_that_is_compared_with_is_called_by_its_label() -> None:
    choices = [{"value": "cong", "label": "Công lập"}, {"value": "tu", "label": "Tư thục"}]
    listed = flat_form({"d1": {"kind": "choice", "choices": choices}, "d2": {}}, "f_2")
    form = flat_form({"c1": {}, "t1": {"kind": "choice", "choices": choices}})
    scope = scope_of(template_of(form, listed), "f_1", "s1")
    assert in_words(parse('count_where(form(f_2, d1), "<>", "cong")', scope), scope).endswith("≠ “Công lập”")
    assert in_words(parse('sum_where(form(f_2, d2), form(f_2, d1), "tu")', scope), scope).endswith("= “Tư thục”")
    assert in_words(parse('if("tu" == t1, c1, 0)', scope), scope).startswith("nếu “Tư thục” = cột 2 thì")
    assert in_words(parse('if(t1 == "khac", c1, 0)', scope), scope).startswith("nếu cột 2 = “khac”")
