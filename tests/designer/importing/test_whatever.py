"""Whatever stands in the sheets: no exception, documents that hold, every filled cell accounted for, the same answer twice."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.importing.proposal import ROLES, Correction
from designer.importing.understanding import understand
from runtime.workbooks import Book
from tests.designer.importing.books import random_book, refused, uncovered


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_random_sheets_give_documents_that_hold_and_drop_nothing(seed: int) -> None:
    book = random_book(seed)
    proposal = understand(book)
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []
    assert proposal == understand(book)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_any_corrections_of_random_sheets_too(seed: int) -> None:
    book = random_book(seed)
    corrections = random_corrections(book, random.Random(seed))
    proposal = understand(book, corrections)
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []


def random_corrections(book: Book, rng: random.Random) -> list[Correction]:
    """A few roles for areas anywhere."""
    found = []
    for _ in range(rng.randint(1, 5)):
        sheet = rng.randrange(len(book.sheets))
        top, left = rng.randrange(book.sheets[sheet].rows), rng.randrange(book.sheets[sheet].columns)
        value = rng.choice(("", "data", "total", "heading", "open", "unit", "marker", "caption", "code", "number", "text", "blocked", "?"))
        found.append(Correction(sheet, (top, left, top + rng.randint(0, 3), left + rng.randint(0, 5)), rng.choice(ROLES), value))
    return found
