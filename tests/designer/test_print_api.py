"""The printed page of a draft's form, as the layout page asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.designer.samples import template
from tests.people import Person, code_of

LAYOUT = next(key for key, document in template().items() if document["spec"] == "layout/1" and document["form"] == "f_01xld")

People = Callable[..., Person]


def ask(who: Person, draft_id: str, form: str = "f_01xld", values: str = "blank") -> Any:
    return who.api("POST", f"/api/drafts/{draft_id}/print", {"form": form, "values": values})


def keep(who: Person, draft_id: str, base: int, *operations: dict[str, Any]) -> None:
    answer = who.api("POST", f"/api/drafts/{draft_id}/operations", {"base": base, "operations": list(operations)})
    assert answer.status_code == 200, answer.get_data(as_text=True)


def lay_out(page: dict[str, Any]) -> dict[str, Any]:
    return {"op": "set", "path": [LAYOUT, "page"], "value": page, "was": template()[LAYOUT]["page"]}


def test_a_form_prints_on_the_paper_of_its_layout(person: People, draft_id: str) -> None:
    page = ask(person("designer"), draft_id).get_json()
    assert page["page"] == {
        "size": "A4", "orientation": "landscape", "width": 297, "height": 210, "sides": [15, 12, 15, 12], "repeat": True, "font": 10,
    }
    assert "NGƯỜI LẬP BIỂU" in page["html"]
    assert "width: 273mm" in page["css"]


def test_paper_margins_and_size_of_print_are_those_of_the_draft(person: People, draft_id: str) -> None:
    designer = person("designer")
    keep(designer, draft_id, 0, lay_out({"size": "A3", "orientation": "portrait", "margins": {"left": 30}, "font": 8, "fit": False}))
    page = ask(designer, draft_id).get_json()
    assert (page["page"]["width"], page["page"]["height"], page["page"]["sides"]) == (297, 420, [20, 15, 20, 30])
    assert "width: 252mm" in page["css"]
    assert "font-size: 8pt" in page["css"]
    assert 'class="report page-a3-portrait-20-15-20-30 font-8 as-wide"' in page["html"]


def test_a_footnote_stands_at_its_column_and_at_its_cell(person: People, draft_id: str) -> None:
    designer = person("designer")
    note = {"mark": "*", "text": "Tính cả đơn trùng.", "at": ["c1", "r1:c2"]}
    keep(designer, draft_id, 0, {"op": "insert_item", "path": ["f_01xld", "footnotes"], "id": "n_1", "item": note, "after": None})
    html = ask(designer, draft_id).get_json()["html"]
    assert html.count("<sup>(*)</sup>") == 2
    assert "(*) Tính cả đơn trùng." in html


def test_sample_figures_are_computed_as_a_unit_would_see_them(person: People, draft_id: str) -> None:
    blank, filled = (ask(person("designer"), draft_id, values=values).get_json()["html"] for values in ("blank", "sample"))
    assert 'class="number"' not in blank
    assert filled.count('class="number"') >= 3


def test_a_form_that_is_not_there_is_told(person: People, draft_id: str) -> None:
    answer = ask(person("designer"), draft_id, form="f_none")
    assert (answer.status_code, code_of(answer)) == (404, "submission.unknown_form")
