"""Old and new on one another: what was removed stands in its old place, and the whole still is a form."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from metadata.diff.overlay import overlay
from metadata.documents import document_problems
from metadata.documents.form import read_form
from metadata.grid import grid_of
from tests.designer.samples import template
from tests.metadata.diff.test_sentences import CASES, removed

Docs = dict[str, dict[str, Any]]


def forms(edit: Any) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    old, new = template(), template()
    edit(new)
    return old.get("f_01xld"), new.get("f_01xld")


def table(form: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Ids of the columns and rows of the first table, as they are drawn."""
    grid = grid_of(read_form(form), "s1")
    return [leaf.id for leaf in grid.leaves], [row.id for row in grid.rows]


@pytest.mark.parametrize(("axis", "key"), [("columns", "c1"), ("columns", "g1"), ("columns", "c8"), ("rows", "r2"), ("rows", "h1")])
def test_what_was_removed_is_drawn_where_it_stood(axis: str, key: str) -> None:
    old, new = forms(removed(axis, key))
    merged, gone = overlay(old, new)
    assert key in gone
    assert table(merged) == table(template()["f_01xld"])


def test_what_was_added_and_what_was_removed_stand_together() -> None:
    old, new = forms(removed("columns", "c1"))
    assert new is not None
    columns = new["sections"]["items"]["s1"]["columns"]
    columns["nodes"]["c10"] = {"label": "Mới", "code": "c10"}
    columns["root"].insert(1, "c10")
    merged, gone = overlay(old, new)
    assert gone == {"c1"}
    assert table(merged)[0][:3] == ["cA", "c1", "c10"]


def test_a_form_that_came_or_went_is_drawn_whole() -> None:
    form = template()["f_01xld"]
    assert overlay(None, form) == (form, frozenset())
    merged, gone = overlay(form, None)
    assert merged == form
    assert {"c1", "r1", "q1"} <= gone


@pytest.mark.parametrize("case", CASES, ids=[case[1][:60] for case in CASES])
def test_the_overlay_of_every_change_is_a_form(case: Any) -> None:
    old, new = forms(case[0])
    before = copy.deepcopy((old, new))
    merged, gone = overlay(old, new)
    assert (old, new) == before
    # "colour" is a property that nobody has foreseen.
    problems = [found for found in document_problems(merged) if "colour" not in str(found)]
    assert problems == []
    assert gone.isdisjoint((new or {}).get("sections", {}).get("order", []))
