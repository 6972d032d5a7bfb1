"""What a person says of a source: kept, taken back, done again; and books kept as JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.importing.proposal import Correction
from designer.importing.said import Said, Saying, inside
from metadata.errors import KhuonError
from runtime.workbooks.wire import book_from_json, book_json
from tests.designer.importing_pages import samples

BOOK = samples.book()
ROLE = Saying("role", 0, (6, 0, 6, 0), "footnote")
PASS = Saying("pass", 0, (7, 2, 7, 2))
SURE = Saying("sure", 0, (5, 0, 5, 2), "row")


def test_a_book_comes_back_as_it_was_kept() -> None:
    assert book_from_json(json.loads(json.dumps(book_json(BOOK)))) == BOOK


def test_sayings_are_kept_in_the_order_they_were_said() -> None:
    said = Said(into="d1").add((ROLE,), BOOK).add((PASS, SURE), BOOK)
    again = Said.read(said.text())
    assert again == said
    assert again.corrections() == (Correction(0, (6, 0, 6, 0), "footnote", ""),)
    assert again.passed() == {(0, (7, 2, 7, 2))}
    assert again.confirmed() == {((0, (5, 0, 5, 2)), "row")}


def test_the_last_word_on_an_area_counts() -> None:
    said = Said().add((ROLE,), BOOK).add((Saying("role", 0, (6, 0, 6, 0), "ignore"),), BOOK)
    assert [correction.role for correction in said.corrections()] == ["ignore"]
    assert [correction.role for correction in said.undo().corrections()] == ["footnote"]


@given(st.lists(st.sampled_from(["say", "undo", "redo"]), max_size=30))
def test_undo_and_redo_walk_the_same_road(steps: list[str]) -> None:
    said, done, undone = Said(), 0, 0
    for number, step in enumerate(steps):
        if step == "say":
            said, done, undone = said.add((Saying("role", 0, (number % 8, 0, number % 8, 0), "ignore"),), BOOK), done + 1, 0
        elif (done if step == "undo" else undone) == 0:
            with pytest.raises(KhuonError, match=f"source.nothing_to_{step}"):
                said.undo() if step == "undo" else said.redo()
        else:
            before = said
            said = said.undo() if step == "undo" else said.redo()
            assert (said.redo() if step == "undo" else said.undo()) == before
            done, undone = (done - 1, undone + 1) if step == "undo" else (done + 1, undone - 1)
        assert (len(said.done), len(said.undone)) == (done, undone)


@pytest.mark.parametrize(
    ("sheet", "area"), [(0, (0, 0, 8, 0)), (0, (0, 0, 0, 3)), (2, (0, 0, 0, 0)), (0, (3, 0, 2, 0)), (1, (0, 0, 1, 0))]
)
def test_an_area_outside_the_book_is_refused(sheet: int, area: tuple[int, int, int, int]) -> None:
    with pytest.raises(KhuonError, match=r"source\.outside"):
        Said().add((Saying("role", sheet, area, "row"),), BOOK)


def test_passing_over_an_area_passes_what_is_inside_it() -> None:
    assert inside((0, (6, 0, 6, 0)), [(0, (6, 0, 7, 2))])
    assert not inside((0, (6, 0, 6, 0)), [(1, (6, 0, 7, 2)), (0, (6, 1, 7, 2))])
