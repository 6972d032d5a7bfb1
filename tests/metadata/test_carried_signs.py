"""A carried cell that takes no negative figure where its source does."""

from __future__ import annotations

from typing import Any

import pytest

from metadata.checks import check_template
from tests.runtime.world import regime_document

NEGATIVE = {"signed": True}


def _told(carried: dict[str, Any], source: dict[str, Any], cells: dict[str, Any] | None = None) -> list[str]:
    columns = {
        "cA": {"label": "Loại", "stub": "caption"},
        "c1": {"label": "Kỳ trước", "code": "dk", "number": "1", "cell": {"kind": "carried", **carried}},
        "c2": {"label": "Chênh lệch", "code": "cl", "number": "2", "cell": source},
    }
    rows = {row: {"label": f"Dòng {row}", "kind": "data", "code": row} for row in ("r1", "r2")}
    grid = {"kind": "grid", "title": "", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": list(rows), "nodes": rows}, "cells": cells or {}}
    form = {"spec": "form/1", "id": "f_1", "code": "01", "title": "BIỂU", "sections": {"order": ["s1"], "items": {"s1": grid}}}
    found = check_template({one["id"]: one for one in (form, regime_document(["f_1"]))})
    return [problem.sentence() for problem in found if problem.code == "template.carried_unsigned"]


@pytest.mark.parametrize(("formula", "source", "count"), [("prev(cl)", NEGATIVE, 2), ("prev(r2.cl)", NEGATIVE, 2), ("prev(cl)", {"min": "-5"}, 2)])
def test_a_source_that_may_be_negative_is_told_once_a_column(formula: str, source: dict[str, Any], count: int) -> None:
    (told,) = _told({"formula": formula}, source)
    assert "cột 1 không nhận số âm" in told.casefold()
    assert f"{count} dòng" in told


@pytest.mark.parametrize(
    ("carried", "source", "cells"),
    [
        ({"formula": "prev(cl)"}, {}, {}),
        ({"formula": "prev(cl)", "signed": True}, NEGATIVE, {}),
        ({"formula": "prev(cl)", "min": "-5"}, NEGATIVE, {}),
        ({"formula": "prev(cl)"}, {"signed": True, "min": "0"}, {}),
        ({"formula": "abs(prev(cl))"}, NEGATIVE, {}),
        ({"formula": "prev("}, NEGATIVE, {}),
        ({"formula": "prev(cl)"}, NEGATIVE, {"r1:c1": {"signed": True}, "r2:c1": {"signed": True}}),
        ({"formula": "prev(cl)"}, {"kind": "computed", "formula": "1 - 2"}, {}),
    ],
    ids=["no negative source", "signed", "with a least", "none below zero", "made positive", "no formula", "its cells say so", "computed"],
)
def test_nothing_is_told_where_no_negative_figure_is_stopped(carried: dict[str, Any], source: dict[str, Any], cells: dict[str, Any]) -> None:
    assert _told(carried, source, cells) == []


def test_the_source_stands_in_another_form_in_the_row_of_the_same_code() -> None:
    def form(name: str, codes: dict[str, str], cell: dict[str, Any], of_r2: dict[str, Any]) -> dict[str, Any]:
        columns = {"cA": {"label": "Loại", "stub": "caption"}, "c1": {"label": "Số", "code": "so", "number": "1", "cell": cell}}
        rows = {row: {"label": f"Dòng {code}", "kind": "data", "code": code} for row, code in codes.items()}
        grid = {"kind": "grid", "title": "", "columns": {"root": list(columns), "nodes": columns}, "rows": {"root": list(rows), "nodes": rows}, "cells": {"r2:c1": of_r2} if of_r2 else {}}
        return {"spec": "form/1", "id": name, "code": name.upper(), "title": "BIỂU", "sections": {"order": ["s1"], "items": {"s1": grid}}}

    # Row r2 of the source has the code of row r1 here, and alone takes negative numbers.
    source = form("f_1", {"r1": "b", "r2": "a"}, {}, NEGATIVE)
    carried = form("f_2", {"r1": "a", "r2": "b"}, {"kind": "carried", "formula": "form(f_1, so)"}, {})
    found = check_template({one["id"]: one for one in (source, carried, regime_document(["f_1", "f_2"]))})
    assert [(one.place, one.args["row"], one.args["count"]) for one in found if one.code == "template.carried_unsigned"] == [("f_2/s1/c1", "Dòng a", 1)]
