"""Whatever was done can be taken back, byte for byte, and done again."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.operations import apply_changes, revert, run
from designer.operations.integrity import check_documents
from metadata.canonical import canonical
from metadata.documents import document_problems
from metadata.errors import KhuonError
from tests.designer.operations.random_operations import random_operation
from tests.designer.samples import template


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 25))
def test_undoing_everything_gives_byte_equal_documents_and_redoing_the_same_result(seed: int, count: int) -> None:
    source = random.Random(seed)
    start = documents = template()
    log = []
    for _ in range(count):
        try:
            applied = run(documents, [random_operation(documents, source)])
        except KhuonError:
            continue
        documents = applied.documents
        log.extend(applied.done)
        assert all(not document_problems(document) for document in documents.values())
    end = documents
    for entry in reversed(log):
        documents, _ = revert(documents, entry.changes)
    assert canonical(documents) == canonical(start)
    for entry in log:
        documents = apply_changes(documents, entry.changes)
    assert canonical(documents) == canonical(end)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(2, 20))
def test_undo_in_any_order_keeps_the_documents_well_formed_or_says_what_clashes(seed: int, count: int) -> None:
    source = random.Random(seed)
    documents = template()
    log = []
    for _ in range(count):
        try:
            applied = run(documents, [random_operation(documents, source)])
        except KhuonError:
            continue
        documents = applied.documents
        log.extend(applied.done)
    source.shuffle(log)
    refusals: set[str] = set()
    for entry in log:
        try:
            after, made = revert(documents, entry.changes)
            check_documents(after, set(after))
        except KhuonError as error:
            refusals.add(error.code)
            continue
        assert apply_changes(documents, made) == after
        documents = after
    assert refusals <= {"draft.conflict", "draft.no_place", "template.tree"}
