"""Filled examples of a draft at the API: kept by ordinary operations, run at every change, in the way of submitting when red."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from designer.drafts import proving
from tests.designer.conftest import make_draft
from tests.designer.samples import C, template
from tests.people import Person, code_of

People = Callable[..., Person]

EXAMPLE: dict[str, Any] = {
    "spec": "example/1", "id": "e_1", "form": "f_01xld", "title": "Quý I trên giấy",
    "cells": {"r1:c1": "9", "r1:c2": "4", "r1:c3": "5"},
    "expect": {"cells": {"r1:c8": "9"}, "fails": []},
}  # fmt: skip
FORMULA = [*C, "c8", "cell", "formula"]


def keep(who: Person, draft_id: str, base: int, example: dict[str, Any] = EXAMPLE) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": base, "operations": [{"op": "set", "path": [example["id"]], "value": example}]})


def set_formula(who: Person, draft_id: str, base: int, new: str, was: str) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": base, "operations": [{"op": "set", "path": FORMULA, "value": new, "was": was}]})


def red(answer: Any) -> list[tuple[str, str]]:
    return [(problem["code"], problem["place"]) for problem in answer.get_json()["problems"] if problem["code"].startswith("example.")]


def test_a_kept_example_is_run_at_every_change_and_a_red_one_keeps_the_draft_back(person: People, draft_id: str) -> None:
    designer = person("designer")
    kept = keep(designer, draft_id, 0)
    assert kept.status_code == 200, kept.get_data(as_text=True)
    assert kept.get_json()["entries"][0]["label"] == 'Thêm ví dụ kiểm thử "Quý I trên giấy" của biểu 01/XLD'
    assert red(kept) == []
    broken = set_formula(designer, draft_id, 1, "c2 - c3", "c2 + c3")
    assert red(broken) == [("example.total", "e_1/expect/r1:c8")]
    refused = designer.api("POST", f"/api/drafts/{draft_id}/submit", {"note": ""})
    assert (refused.status_code, code_of(refused)) == (422, "template.has_errors")
    assert "example.total" in [problem["code"] for problem in refused.get_json()["problems"]]
    mended = set_formula(designer, draft_id, 2, "c2 + c3", "c2 - c3")
    assert red(mended) == []
    assert designer.api("POST", f"/api/drafts/{draft_id}/submit", {"note": ""}).status_code == 200


def test_undo_takes_an_example_away_and_its_form_takes_it_along(person: People, draft_id: str) -> None:
    designer = person("designer")
    keep(designer, draft_id, 0)
    undone = designer.api("POST", f"/api/drafts/{draft_id}/undo", {"base": 1})
    assert undone.get_json()["entries"][0]["changes"][0]["path"] == ["e_1"]
    assert "new" not in undone.get_json()["entries"][0]["changes"][0]


def test_an_example_of_no_form_and_of_another_id_is_refused(person: People, draft_id: str) -> None:
    designer = person("designer")
    assert code_of(keep(designer, draft_id, 0, {**EXAMPLE, "form": "f_none"})) == "draft.no_place"
    broken = {**EXAMPLE, "cells": {"<script>": "1"}}
    assert code_of(keep(designer, draft_id, 0, broken)) == "template.schema"


def test_the_panel_gets_verdicts_and_what_every_check_says(person: People, draft_id: str) -> None:
    designer = person("designer")
    keep(designer, draft_id, 0, {**EXAMPLE, "expect": {"cells": {"r1:c8": "8"}, "fails": ["k_01xld/k1"]}})
    body = designer.api("POST", f"/api/drafts/{draft_id}/samples", {"form": "f_01xld"}).get_json()
    (verdict,) = body["examples"]
    assert (verdict["id"], verdict["holds"], verdict["got"]) == ("e_1", False, {"r1:c8": "9"})
    assert [problem["code"] for problem in verdict["problems"]] == ["example.total", "example.not_failed"]
    assert [(one["rule"], one["example"], one["outcome"], one["right"]) for one in body["tried"]] == [("k_01xld/k1", "e_1", "holds", False)]
    assert body["rev"] == 1


def test_a_check_is_tried_while_it_is_written_and_nothing_is_kept(person: People, draft_id: str, stored: Any) -> None:
    designer = person("designer")
    keep(designer, draft_id, 0)
    writing = {"rules": "k_01xld", "id": "k2", "rule": {"expr": "c1 <= c2", "severity": "error"}}
    body = designer.api("POST", f"/api/drafts/{draft_id}/samples", {"form": "f_01xld", "rule": writing}).get_json()
    assert [(one["rule"], one["outcome"], one["sentence"]) for one in body["tried"] if one["example"] == "e_1"] == [("k_01xld/k2", "fails", "Dòng “1 Cấp xã”, cột 1: 9 > cột 2 = 4")]
    assert stored(draft_id).version == 1
    half = designer.api("POST", f"/api/drafts/{draft_id}/samples", {"form": "f_01xld", "rule": {**writing, "rule": {"expr": "c1 <=", "severity": "error"}}})
    assert half.status_code == 200
    foreign = designer.api("POST", f"/api/drafts/{draft_id}/samples", {"form": "f_01xld", "rule": {**writing, "rule": {"expr": "__import__('os')", "severity": "error"}}})
    assert foreign.status_code == 422
    assert code_of(designer.api("POST", f"/api/drafts/{draft_id}/samples", {"form": "f_none"})) == "submission.unknown_form"


def test_a_new_check_is_tried_on_examples_made_for_it(person: People, draft_id: str, stored: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "AT_ONCE", 120.0)
    designer = person("designer")
    writing = {"rules": "k_01xld", "id": "k2", "rule": {"expr": "c1 <= c2", "severity": "error"}}
    body = designer.api("POST", f"/api/drafts/{draft_id}/samples", {"form": "f_01xld", "rule": writing}).get_json()
    assert [(one["example"], one["expected"], one["outcome"], one["right"]) for one in body["tried"]] == [("1", "holds", "holds", True), ("2", "fails", "fails", True)]
    assert body["tried"][1]["cells"] == ["r1:c1", "r1:c2"]
    assert stored(draft_id).version == 0


def test_the_first_check_of_a_form_is_tried_before_its_checks_are_a_document(app: Flask, person: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "AT_ONCE", 120.0)
    documents = template()
    del documents["k_01xld"]
    draft_id = make_draft(app, documents)
    writing = {"rules": "f_01xld", "id": "k1", "rule": {"expr": "c1 <= c2", "severity": "error"}}
    answer = person("designer").api("POST", f"/api/drafts/{draft_id}/samples", {"form": "f_01xld", "rule": writing})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert [(one["expected"], one["outcome"]) for one in answer.get_json()["tried"]] == [("holds", "holds"), ("fails", "fails")]


UNITS = [
    {"name": "Xã A", "forms": {"f_01xld": {"r1:c1": "10", "r1:c2": "4", "r1:c3": "5", "r2:c1": "3", "r1:c9": {"t": "đủ"}}}},
    {"name": "Xã B", "forms": {"f_01xld": {"r1:c1": "20", "r1:c2": "6", "r1:c3": {"s": "-"}, "r2:c1": "4", "r1:c9": {"t": "thiếu"}}}},
]


def _tried(who: Person, draft_id: str, **more: Any) -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/consolidation", {"form": "f_01xld", "units": UNITS, **more})


def test_consolidation_is_tried_on_sample_units_by_the_code_of_real_reports(app: Flask, person: People) -> None:
    documents = template()
    documents["x_01xld"]["cells"].update({"c2": {"how": "count"}, "c3": {"how": "wmean", "weight": "c1"}, "r1:c1": {"how": "none"}, "r2:c1": {"how": "last"}})
    draft_id = make_draft(app, documents)
    body = _tried(person("designer"), draft_id).get_json()
    assert body["values"] == {"r1:c2": "2", "r1:c3": "5", "r1:c8": "7", "r1:c9": {"t": "Xã A: đủ\nXã B: thiếu"}, "r2:c1": "4"}
    assert [body["hows"][key] for key in ("r1:c1", "r3:c1", "r1:c3", "r1:c8", "r1:c9")] == [
        {"how": "none", "said": "cell", "expr": "", "weight": ""},
        {"how": "sum", "said": "default", "expr": "", "weight": ""},
        {"how": "wmean", "said": "column", "expr": "", "weight": "c1"},
        {"how": "recompute", "said": "column", "expr": "", "weight": ""},
        {"how": "collate", "said": "kind", "expr": "", "weight": ""},
    ]
    assert body["units"][0]["values"]["r1:c8"] == "9"


def test_sample_units_are_given_figures_and_a_broken_value_is_named(person: People, draft_id: str) -> None:
    designer = person("designer")
    body = designer.api("POST", f"/api/drafts/{draft_id}/consolidation", {"form": "f_01xld", "fill": ["Xã A", "Xã B"]}).get_json()
    first, second = (unit["values"] for unit in body["units"])
    assert int(body["values"]["r1:c1"]) == int(first["r1:c1"]) + int(second["r1:c1"])
    broken = [{"name": "Xã A", "forms": {"f_01xld": {"r1:c1": "mười"}}}]
    answer = designer.api("POST", f"/api/drafts/{draft_id}/consolidation", {"form": "f_01xld", "units": broken})
    assert (answer.status_code, code_of(answer)) == (422, "cell.not_a_number")
    odd = designer.api("POST", f"/api/drafts/{draft_id}/consolidation", {"form": "f_01xld", "units": [{"name": "A", "forms": {"f_01xld": []}}]})
    assert odd.status_code < 500


def test_sample_units_add_lines_under_open_rows(app: Flask, person: People) -> None:
    documents = template()
    rows = documents["f_01xld"]["sections"]["items"]["s1"]["rows"]
    rows["root"].append("r9")
    rows["nodes"]["r9"] = {"label": "Đơn vị khác", "kind": "open", "code": "r9", "open": {"catalogue": None, "min": 0, "max": 50, "numbering": "restart"}}
    answer = _tried(person("designer"), make_draft(app, documents), units=[], fill=["Xã A", "Xã B"])
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body = answer.get_json()
    figures = [unit["forms"]["f_01xld"] for unit in body["sample"]]
    assert all({"r9#m1:c1", "r9#m2:c1"} <= set(unit) for unit in figures)
    lines = {key: value for key, value in body["values"].items() if key.startswith("r9#") and key.endswith(":c1")}
    # Lines of one name are one line of the report.
    assert sorted(lines.values()) == sorted(str(sum(int(unit[f"r9#{line}:c1"]) for unit in figures)) for line in ("m1", "m2"))


def test_a_stranger_tries_nothing(person: People, draft_id: str) -> None:
    for path in ("samples", "consolidation"):
        assert person("clerk_a").api("POST", f"/api/drafts/{draft_id}/{path}", {"form": "f_01xld"}).status_code in (403, 404)


#: What the designer's templates of checks write (web/src/designer/rules/templates.ts).
WRITTEN = [
    "c1 == c2 + c3", "r01 >= r02", "c1 <= c2", "c2 == prev(c1)", "count(c2) >= count(c1)", "c3 >= 1 and c3 <= 12", "c1 >= 0 and c1 <= 100",
    "c1 == form(f_01xld, c2)",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_what_a_template_writes_is_a_check(person: People, draft_id: str, text: str) -> None:
    asked = {"form": "f_01xld", "section": "s1", "row": None, "column": None, "text": text, "as": "rule"}
    answer = person("designer").api("POST", f"/api/drafts/{draft_id}/parse", asked).get_json()
    assert (answer["ok"], answer["problems"]) == (True, [])


def test_not_blank_when_another_is_filled(person: People, draft_id: str) -> None:
    designer = person("designer")
    keep(designer, draft_id, 0, {**EXAMPLE, "cells": {"r1:c1": "9", "r2:c1": "1", "r2:c2": "1"}, "expect": {"cells": {}, "fails": []}})
    writing = {"rules": "k_01xld", "id": "k2", "rule": {"expr": "count(c2) >= count(c1)", "severity": "error"}}
    tried = designer.api("POST", f"/api/drafts/{draft_id}/samples", {"form": "f_01xld", "rule": writing}).get_json()["tried"]
    assert [(one["outcome"], one["cells"]) for one in tried if one["example"] == "e_1"] == [("fails", ["r1:c2", "r1:c1"])]


def test_sample_units_fill_the_rows_that_a_form_gives(person: People, draft_id: str) -> None:
    designer = person("designer")
    rows = ["f_01xld", "sections", "items", "s1", "rows", "nodes", "r1"]
    given = {"kind": "open", "open": {"given": {"order": ["da"], "items": {"da": {"label": "Đường vành đai V"}}}}}
    operations = [{"op": "set", "path": [*rows, "kind"], "value": given["kind"], "was": "data"}, {"op": "set", "path": [*rows, "open"], "value": given["open"]}]
    assert designer.api("POST", f"/api/drafts/{draft_id}/operations", {"base": 0, "operations": operations}).status_code == 200
    answer = designer.api("POST", f"/api/drafts/{draft_id}/consolidation", {"form": "f_01xld", "fill": ["Xã A"]})
    assert answer.status_code == 200, answer.get_json()
    cells = answer.get_json()["units"][0]["values"]
    assert [key for key in cells if key.startswith("r1#da:")], "the row given has figures"
